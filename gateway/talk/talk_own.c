/* talk_own: what of a duty's own answer (答) answers. It is a few sentences. Where one alone speaks
 * of what is asked, it is said alone; where none does, it would be an answer to something else.
 * What is asked further behind it ("and what do I bring?") is said again by the sentences that say
 * it; where none does nobody guesses: the unit's number is the better answer. */
#include "gateway/talk/talk_follow.h"
#include "gateway/talk/talk_state.h"

#include "dsl/base/utf8.h"
#include "gateway/talk/talk_asks.h"

/* So much more than any other a sentence must speak of the question to be said alone: one pair of
 * characters that no other sentence has. */
#define ALONE 1.0

enum { SENTENCES_MAX = 1000 /* bytes */, SENTENCES = 16 };

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

/* Said alone it ends where nothing follows. */
static struct view alone(struct view sentence)
{
    sentence = view_trim(sentence);
    return view_ends(sentence, VIEW(";")) ? view_sub(sentence, 0, sentence.n - 1) : sentence;
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

struct view own_further(struct talking *turn, int duty)
{
    struct buf out;
    buf_init(&out, SENTENCES_MAX);
    for (struct view rest = say_duty_answer(turn, duty); rest.n;) {
        struct view sentence = next_sentence(&rest);
        if (answers(turn, fold_text(turn->arena, sentence).text))
            buf_view(&out, sentence);
    }
    struct view said = alone(buf_keep(&out, turn->arena));
    buf_free(&out);
    return said;
}

/* Has it a character of grammar, in which neighbours of any two words meet (所在地的 and 外地的)?
 */
static bool is_seam(struct view pair)
{
    static const char grammar[] = "的了吗我你他她们是在有都还也就很又不";
    for (size_t at = 0; at < pair.n;) {
        size_t from = at;
        utf8_next(pair, &at);
        if (view_find(view_of(grammar), view_sub(pair, from, at)) != SIZE_MAX)
            return true;
    }
    return false;
}

struct speaking {
    struct view sentence[SENTENCES], folded[SENTENCES];
    double of_it[SENTENCES]; /* how much of the question each speaks of */
    size_t count;
};

static void cut(struct talking *turn, struct view answer, struct speaking *all)
{
    while (answer.n && all->count < SENTENCES) {
        all->sentence[all->count] = next_sentence(&answer);
        all->folded[all->count] = fold_text(turn->arena, all->sentence[all->count]).text;
        all->count++;
    }
}

/* What many sentences have tells them not apart. How many have it? */
static size_t count_pair(struct speaking *all, struct view pair)
{
    size_t times = 0;
    for (size_t i = 0; i < all->count; i++)
        times += view_find(all->folded[i], pair) != SIZE_MAX;
    for (size_t i = 0; i < all->count && times; i++)
        if (view_find(all->folded[i], pair) != SIZE_MAX)
            all->of_it[i] += 1 / (double)times;
    return times;
}

/* The sentence that alone speaks of it, or SIZE_MAX. */
static size_t standing_out(const struct speaking *all)
{
    size_t best = 0;
    for (size_t i = 1; i < all->count; i++)
        best = all->of_it[i] > all->of_it[best] ? i : best;
    for (size_t i = 0; i < all->count; i++)
        if (i != best && all->of_it[i] + ALONE > all->of_it[best])
            return SIZE_MAX;
    return best;
}

/* By the words that the rules have for it. */
static bool is_called(const struct talking *turn, int duty)
{
    const struct recognition *r = turn->input->recognition;
    for (size_t i = 0; i < r->evidence_count; i++)
        if (r->evidence[i].use == USE_DUTY && r->evidence[i].index == duty)
            return true;
    return false;
}

/* A question without words of its own, or with the duty's name, or how one goes about the duty, is
 * about all of it; the name tells no sentence from another. What is urgent is said whole. */
struct view own_answer(struct talking *turn, int duty)
{
    struct view answer = say_duty_answer(turn, duty), pair;
    struct view asked = turn->input->recognition->text.text;
    struct view name =
        fold_text(turn->arena, rules_display(turn->rules, NOUN_DUTY, duty, LANGUAGE_ZH)).text;
    struct speaking all = {.count = 0};
    bool own = false, met = is_called(turn, duty) && HEARS(turn, asks_how);
    cut(turn, answer, &all);
    for (size_t at = 0; (pair = follow_pair(turn->rules, asked, &at)).n;) {
        if (is_seam(pair))
            continue;
        own = true;
        met |= view_find(name, pair) != SIZE_MAX || count_pair(&all, pair);
    }
    if (own && !met)
        return VIEW("");
    size_t one = standing_out(&all);
    return one == SIZE_MAX || rules_duty(turn->rules, duty).urgent ? answer
                                                                   : alone(all.sentence[one]);
}
