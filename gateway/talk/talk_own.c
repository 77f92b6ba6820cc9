/* talk_own: what is asked further behind a duty's own answer ("and what do I bring?", "can somebody
 * from elsewhere do it?"). The answer is a few sentences, and often one of them says it; who reads
 * on a telephone has not looked for it there. That sentence is said again, alone. Where none says
 * it nobody guesses: the unit's number is the better answer. */
#include "gateway/talk/talk_state.h"

#include "dsl/base/utf8.h"

enum { SENTENCES_MAX = 1000 };

/* What is asked for, and what says it. */
static const struct {
    enum cue asks, tells;
} parts[] = {{CUE_part_materials, CUE_tells_materials},
             {CUE_part_fee, CUE_tells_fee},
             {CUE_part_term, CUE_tells_term},
             {CUE_part_where, CUE_tells_where}};

/* The next sentence of *rest, with its mark. */
static struct view next_sentence(struct view *rest)
{
    static const char *const marks[] = {"。", "；", ";", ". "};
    size_t end = rest->n;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = view_find(*rest, view_of(marks[i]));
        if (at != SIZE_MAX && at + strlen(marks[i]) < end)
            end = at + strlen(marks[i]);
    }
    struct view sentence = view_sub(*rest, 0, end);
    *rest = view_sub(*rest, end, rest->n);
    return sentence;
}

/* Says the sentence what is asked for, or speaks of the very thing that is asked about? */
static bool answers(const struct talking *turn, struct view sentence)
{
    struct view asked = view_trim(turn->input->recognition->text.text);
    bool part = false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!talk_hears(turn->input->recognition, parts[i].asks))
            continue;
        part = true;
        if (cue_heard(turn->rules, parts[i].tells, sentence))
            return true;
    }
    return !part && follow_names(turn->rules, asked, sentence);
}

static struct view sentences(struct talking *turn, struct view answer)
{
    struct buf out;
    buf_init(&out, SENTENCES_MAX);
    for (struct view rest = answer; rest.n;) {
        struct view sentence = next_sentence(&rest);
        if (answers(turn, fold_text(turn->arena, sentence).text))
            buf_view(&out, sentence);
    }
    struct view said = view_trim(buf_keep(&out, turn->arena));
    buf_free(&out);
    return view_ends(said, VIEW(";")) ? view_sub(said, 0, said.n - 1) : said;
}

bool own_follow(struct talking *turn, struct target unit)
{
    struct view link = turn->state->subject.link;
    if (!view_starts(link, VIEW(DUTY_LINK)))
        return false;
    int duty = rules_find(turn->rules, NOUN_DUTY, view_sub(link, strlen(DUTY_LINK), link.n));
    struct view said = duty == NONE ? VIEW("") : sentences(turn, say_duty_answer(turn, duty));
    if (!said.n)
        return false;
    say_phrase(turn, PHRASE_answer_duty, "answer", said, "unit", say_unit(turn, unit), TALK_END);
    turn->state->subject.at = turn->input->now;
    turn->answered = true;
    return true;
}
