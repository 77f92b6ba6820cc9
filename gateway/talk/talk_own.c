/* talk_own: what the rules themselves have for who asks about a duty: the documents that it names
 * (正文), and its own answer (答).
 *
 * People ask in words that no document uses ("my mother turned eighty, is there anything for
 * her?"). The words and sayings of the rules know the duty all the same, and so the documents in
 * which the answer must stand: these are read closely. Where no passage surely answers, their
 * headings are offered, for who asks knows best which one is meant.
 *
 * A duty's own answer is a few sentences. Where one alone speaks of what is asked, it is said
 * alone; where none does, it would be an answer to something else. What is asked further behind it
 * ("and what do I bring?") is said again by the sentence that says it, and where none does nobody
 * guesses: the unit's number is the better answer. */
#include "gateway/talk/talk_state.h"

#include "dsl/base/utf8.h"
#include "gateway/talk/talk_asks.h"

#define DUTY_LINK "duty:"
/* So much more than any other a sentence must speak of the question to be said alone: one pair of
 * characters that no other sentence has. */
#define ALONE 1.0
/* So likely a thing must be that a message is about it. */
#define MEANT 0.8F

enum { SENTENCES_MAX = 1000 /* bytes */, SENTENCES = 16, LINK_MAX = 6000, HEADINGS_MOST = 8 };

/* ---- the documents of a duty ---- */

/* The duty that is asked about: by the words of the rules, by the sayings with them, or else the
 * one that people surely mean who speak so, though a clerk would have to know more of it. */
static struct decision decide_asked(const struct rules *rules, const struct talk_state *state,
                                    const struct talk_input *input)
{
    struct decision decision = intake_decide(rules, input, false);
    if (decision.status == DECIDE_DUTY || state->has_matter)
        return decision;
    decision = intake_decide(rules, input, true);
    const struct saying_meant *meant = meant_of(input->recognition);
    if (decision.status != DECIDE_DUTY && meant && meant->shares[meant->thing] >= MEANT) {
        struct matter matter = matter_empty();
        matter.pinned_duty = meant->thing;
        matter.pinned_category = rules_duty(rules, meant->thing).category;
        decide(rules, &matter, &decision);
    }
    return decision;
}

static struct decision asked_alone(const struct talking *turn)
{
    return decide_asked(turn->rules, turn->state, turn->input);
}

static bool asks(const struct recognition *r)
{
    return r && (r->kind == KIND_CONSULT || talk_asks(r));
}

/* Does one of the duty's documents have the link? */
static bool has_document(const struct rules *rules, int duty, struct view link)
{
    int count = rules_duty(rules, duty).text_count;
    struct view path = link.n ? view_sub(link, 1, link.n) : link;
    for (int i = 0; i < count; i++)
        if (view_eq(rules_duty_text(rules, duty, i), path))
            return true;
    return false;
}

/* One more to be read, unless there is no room. */
static void need_link(struct talk_needs *needs, struct view before, struct view link)
{
    size_t n = needs->follow_link.n;
    if (n + before.n + link.n + 1 > sizeof needs->links)
        return;
    if (n)
        needs->links[n++] = '\n';
    memcpy(needs->links + n, before.p, before.n);
    memcpy(needs->links + n + before.n, link.p, link.n);
    needs->follow_link = (struct view){needs->links, n + before.n + link.n};
}

static void need_documents(const struct rules *rules, int duty, struct talk_needs *needs)
{
    int count = rules_duty(rules, duty).text_count;
    for (int i = 0; i < count; i++)
        need_link(needs, VIEW("/"), rules_duty_text(rules, duty, i));
}

/* The duty whose answer a link stands for; NONE: it is another link. */
static int duty_of(const struct rules *rules, struct view link)
{
    if (!view_starts(link, VIEW(DUTY_LINK)))
        return NONE;
    return rules_find(rules, NOUN_DUTY, view_sub(link, strlen(DUTY_LINK), link.n));
}

bool own_has_subject(const struct talking *turn)
{
    struct decision alone = asked_alone(turn);
    struct view link = turn->state->subject.link;
    return alone.status == DECIDE_DUTY && (has_document(turn->rules, alone.duty, link) ||
                                           duty_of(turn->rules, link) == alone.duty);
}

bool own_is_subject(const struct talking *turn, const struct passage *p)
{
    struct view link = turn->state->subject.link;
    int duty = duty_of(turn->rules, link);
    return duty == NONE ? view_eq(p->link, link) : has_document(turn->rules, duty, p->link);
}

void own_need(const struct rules *rules, const struct talk_state *state,
              const struct talk_input *input, struct talk_needs *needs)
{
    struct view subject = state->subject.link;
    bool follows = own_has_headings(state) || follow_may_be(state, input);
    int of_subject = follows ? duty_of(rules, subject) : NONE;
    if (of_subject != NONE)
        need_documents(rules, of_subject, needs);
    else if (follows && view_starts(subject, VIEW("/")))
        need_link(needs, VIEW(""), subject);
    struct decision asked = {.status = DECIDE_NOTHING};
    if (asks(input->recognition))
        asked = decide_asked(rules, state, input);
    if (asked.status == DECIDE_DUTY && asked.duty != of_subject &&
        !(follows && has_document(rules, asked.duty, subject)))
        need_documents(rules, asked.duty, needs);
    if (needs->follow_link.n && input->recognition)
        needs->follow_question = guide_question(rules, intake_text(input));
}

/* ---- its own answer ---- */

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

static struct view sentences(struct talking *turn, struct view answer)
{
    struct buf out;
    buf_init(&out, SENTENCES_MAX);
    for (struct view rest = answer; rest.n;) {
        struct view sentence = next_sentence(&rest);
        if (answers(turn, fold_text(turn->arena, sentence).text))
            buf_view(&out, sentence);
    }
    struct view said = alone(buf_keep(&out, turn->arena));
    buf_free(&out);
    return said;
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

/* What of a duty's answer answers the question: one sentence, all of it, or nothing (empty). What
 * is urgent is said whole. A question without words of its own, or with the duty's name, or how one
 * goes about the duty, is about all of it; the name tells no sentence from another. */
static struct view fitting(struct talking *turn, int duty)
{
    struct view answer = say_duty_answer(turn, duty), pair;
    struct view asked = turn->input->recognition->text.text;
    struct view name =
        fold_text(turn->arena, rules_display(turn->rules, NOUN_DUTY, duty, LANGUAGE_ZH)).text;
    struct speaking all = {.count = 0};
    bool own = false, met = is_called(turn, duty) && HEARS(turn, asks_how);
    cut(turn, answer, &all);
    for (size_t at = 0; (pair = follow_pair(turn->rules, asked, &at)).n; own = true)
        met |= view_find(name, pair) != SIZE_MAX || count_pair(&all, pair);
    if (own && !met)
        return VIEW("");
    size_t one = standing_out(&all);
    return one == SIZE_MAX || rules_duty(turn->rules, duty).urgent ? answer
                                                                   : alone(all.sentence[one]);
}

/* What is asked next goes on from the duty's answer, and its documents. */
static void remember(struct talking *turn, const struct decision *decision)
{
    int unit = decision->target.unit;
    struct buf link;
    buf_init(&link, LINK_MAX);
    buf_text(&link, DUTY_LINK);
    buf_view(&link, rules_code(turn->rules, NOUN_DUTY, decision->duty));
    struct passage subject = {
        .link = buf_keep(&link, turn->arena),
        .title = rules_display(turn->rules, NOUN_DUTY, decision->duty, turn->state->language),
        .issuer =
            unit == NONE ? VIEW("") : rules_display(turn->rules, NOUN_UNIT, unit, LANGUAGE_ZH)};
    buf_free(&link);
    follow_remember(turn, &subject);
}

static bool say(struct talking *turn, struct view answer, struct target unit)
{
    if (!answer.n)
        return false;
    say_phrase(turn, PHRASE_answer_duty, "answer", answer, "unit", say_unit(turn, unit), TALK_END);
    turn->answered = true;
    return true;
}

/* The best passage of the duty's documents, if it surely answers. */
static bool say_passage(struct talking *turn, int duty)
{
    const struct talk_reads *reads = turn->reads;
    for (size_t i = 0; i < reads->follow_count && reads->follow[i].score >= ANSWER_LEAST; i++)
        if (has_document(turn->rules, duty, reads->follow[i].link)) {
            service_say(turn, &reads->follow[i]);
            return true;
        }
    return false;
}

bool own_say(struct talking *turn, const struct decision *decision)
{
    if (decision->status != DECIDE_DUTY)
        return false;
    bool english = turn->state->language == LANGUAGE_EN && /* documents are in Chinese */
                   rules_duty(turn->rules, decision->duty).answer[LANGUAGE_EN].n;
    if (!english && say_passage(turn, decision->duty))
        return true;
    if (!say(turn, fitting(turn, decision->duty), decision->target))
        return false;
    remember(turn, decision);
    return true;
}

bool own_answer(struct talking *turn)
{
    struct decision alone = asked_alone(turn);
    return own_say(turn, &alone);
}

bool own_speaks(const struct talking *turn, int duty)
{
    return rules_duty(turn->rules, duty).text_count || say_duty_answer(turn, duty).n;
}

bool own_follow(struct talking *turn, struct target unit)
{
    int duty = duty_of(turn->rules, turn->state->subject.link);
    if (duty == NONE || !say(turn, sentences(turn, say_duty_answer(turn, duty)), unit))
        return false;
    turn->state->subject.at = turn->input->now;
    return true;
}

/* ---- headings ---- */

/* Of the duty's documents the one that the search found first, else the first one. */
static const struct passage *document_meant(const struct talking *turn, int duty)
{
    const struct talk_input *input = turn->input;
    const struct talk_reads *reads = turn->reads;
    for (size_t i = 0; i < input->passage_count; i++)
        if (has_document(turn->rules, duty, input->passages[i].link))
            return &input->passages[i];
    for (size_t i = 0; i < reads->follow_count; i++)
        if (has_document(turn->rules, duty, reads->follow[i].link))
            return &reads->follow[i];
    return NULL;
}

static bool is_offered(const struct talk_state *state, struct view heading)
{
    for (size_t i = 0; i < state->menu_count; i++)
        if (view_eq(state->menu[i].code, heading))
            return true;
    return false;
}

bool own_headings(struct talking *turn)
{
    struct talk_state *state = turn->state;
    struct decision alone = asked_alone(turn);
    const struct passage *first =
        alone.status == DECIDE_DUTY ? document_meant(turn, alone.duty) : NULL;
    if (!first || state->language == LANGUAGE_EN || /* the headings are in Chinese */
        follow_may_be(state, turn->input))          /* of the document that was quoted */
        return false;
    menu_clear(state);
    for (size_t i = 0; i < turn->reads->follow_count && state->menu_count < HEADINGS_MOST; i++) {
        const struct passage *p = &turn->reads->follow[i];
        if (p->section.n && view_eq(p->link, first->link) && !is_offered(state, p->section))
            menu_add(turn, MENU_HEADING, VIEW(""), p->section, p->section);
    }
    if (!state->menu_count)
        return false;
    menu_add(turn, MENU_ASK, VIEW(""),
             view_keep(turn->arena, utf8_head(intake_text(turn->input), TALK_TEXT_MAX)),
             rules_phrase(turn->rules, PHRASE_choice_person, state->language));
    say_phrase(turn, PHRASE_answer_headings, "title", first->title, TALK_END);
    follow_remember(turn, first);
    turn->answered = true;
    return true;
}

bool own_has_headings(const struct talk_state *state)
{
    return state->menu_count && state->menu[0].kind == MENU_HEADING;
}

bool own_heading(struct talking *turn, struct view heading)
{
    const struct talk_reads *reads = turn->reads;
    for (size_t i = 0; i < reads->follow_count; i++)
        if (view_eq(reads->follow[i].section, heading) && own_is_subject(turn, &reads->follow[i])) {
            menu_clear(turn->state);
            service_say(turn, &reads->follow[i]);
            return true;
        }
    return false;
}
