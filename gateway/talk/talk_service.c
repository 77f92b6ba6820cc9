/* talk_service: what the bot does beside taking a matter in: how a case stands, taking it back, an
 * answer from a document. Who asks does so by the channel the case came from, or with number and
 * query code from anywhere. */
#include "gateway/talk/talk_asks.h"
#include "gateway/talk/talk_asked.h"
#include "gateway/talk/talk_follow.h"
#include "gateway/talk/talk_state.h"

#include "dsl/base/fold.h"
#include "dsl/base/utf8.h"

enum {
    SHOWN_CASES = 3,
    NUMBER_LENGTH_MIN = 12,
    CODE_LENGTH = 8,
    ANSWER_SHOWN = 600,
    LINK_MAX = 6000,
    CONTACT_LENGTH = 40
};

#define NEARLY 0.93 /* of the best passage's score */

static struct view state_text(const struct talking *turn, enum case_state state)
{
    const struct case_state_info *info = case_state_info(state);
    return view_of(turn->state->language == LANGUAGE_EN ? info->en : info->zh);
}

/* At the dispatch desk the unit that is noted is only the likeliest. */
static bool has_unit(const struct case_brief *one)
{
    return one->unit.n && one->state != CASE_RECEIVED && one->state != CASE_RETURNED;
}

void service_say_case(struct talking *turn, const struct case_brief *one)
{
    struct view duty = say_case_duty(turn, one), state = state_text(turn, one->state);
    if (has_unit(one))
        say_phrase(turn, PHRASE_progress_one, "case", one->number, "duty", duty, "state", state,
                   "unit", say_case_unit(turn, one), "due", say_due(turn, one->due), TALK_END);
    else
        say_phrase(turn, PHRASE_progress_open, "case", one->number, "duty", duty, "state", state,
                   TALK_END);
    if (one->answer.n)
        say_words(turn, utf8_head(one->answer, ANSWER_SHOWN));
}

/* Number and code may follow; what is being taken in does not wait for them. */
static void await_code(struct talking *turn)
{
    if (turn->state->has_matter)
        return;
    menu_clear(turn->state);
    turn->state->pending = PENDING_CODE;
}

bool service_about_one(const struct talking *turn)
{
    for (size_t i = 0; i < turn->reads->case_count && turn->input->recognition; i++)
        if (feedback_is_about(turn, &turn->reads->cases[i]))
            return true;
    return false;
}

static bool asks_for_code(const struct talking *turn)
{
    return turn->input->recognition && HEARS(turn, query_code);
}

/* Of several those that the words are about. */
static size_t say_cases(struct talking *turn, const struct case_brief *cases, size_t count,
                        bool about)
{
    size_t shown = 0;
    for (size_t i = 0; i < count && shown < SHOWN_CASES; i++) {
        if (about && !feedback_is_about(turn, &cases[i]))
            continue;
        service_say_case(turn, &cases[i]);
        if (asks_for_code(turn) && cases[i].code.n)
            say_phrase(turn, PHRASE_progress_code, "code", cases[i].code, TALK_END);
        shown++;
    }
    return shown;
}

void service_progress(struct talking *turn)
{
    const struct talk_reads *reads = turn->reads;
    bool about = service_about_one(turn);
    size_t shown = say_cases(turn, reads->cases, reads->case_count, about) +
                   say_cases(turn, reads->followed, reads->followed_count, about);
    if ((!about && note_progress(turn)) || shown)
        return;
    if (turn->input->recognition && talk_lost_number(turn->input->recognition)) {
        say_phrase(turn, PHRASE_progress_lost, "hotline", rules_hotline(turn->rules), TALK_END);
    } else {
        say_phrase(turn, PHRASE_progress_none, TALK_END);
        await_code(turn);
    }
}

static bool same_letters(struct view a, struct view b)
{
    bool same = a.n == b.n;
    for (size_t i = 0; same && i < a.n; i++)
        same = (a.p[i] & ~0x20) == (b.p[i] & ~0x20);
    return same;
}

static const struct case_brief *own_case(const struct talking *turn, struct view number)
{
    for (size_t i = 0; i < turn->reads->case_count; i++)
        if (same_letters(turn->reads->cases[i].number, number))
            return &turn->reads->cases[i];
    for (size_t i = 0; i < turn->reads->followed_count; i++)
        if (same_letters(turn->reads->followed[i].number, number))
            return &turn->reads->followed[i];
    return NULL;
}

void service_case_asked(struct talking *turn, struct view number, struct view code)
{
    struct talk_state *state = turn->state;
    const struct case_brief *own = own_case(turn, number);
    if (state->pending == PENDING_CODE)
        state->pending = PENDING_NOTHING;
    if (own && talk_says_undone(turn->input->recognition) && feedback_on(turn, own)) {
        return;
    } else if (own) {
        service_say_case(turn, own);
    } else if (note_asked(turn, number)) {
        return;
    } else if (code.n && turn->reads->asked_case_found) {
        service_say_case(turn, &turn->reads->asked_case);
    } else if (code.n && turn->reads->asked_case_closed) {
        say_phrase(turn, PHRASE_progress_too_often, TALK_END);
    } else {
        say_phrase(turn, code.n ? PHRASE_progress_wrong_code : PHRASE_progress_ask_code, TALK_END);
        await_code(turn);
    }
}

/* ---- case numbers ---- */

static bool is_sign(char c)
{
    char big = (char)(c & ~0x20);
    return (big >= 'A' && big <= 'Z') || (c >= '0' && c <= '9');
}

/* The next run of letters, digits and inner '-' from *at on; empty at the end. */
static struct view next_run(struct view text, size_t *at)
{
    while (*at < text.n && !is_sign(text.p[*at]))
        (*at)++;
    size_t from = *at;
    while (*at < text.n && (is_sign(text.p[*at]) || text.p[*at] == '-'))
        (*at)++;
    return view_sub(text, from, *at);
}

/* A number begins with the district's letters and has a dash: no phone looks like that. */
void service_case_named(struct view text, struct view *number, struct view *code)
{
    *number = *code = VIEW("");
    for (size_t at = 0; at < text.n;) {
        struct view run = next_run(text, &at);
        bool dash = view_find(run, VIEW("-")) != SIZE_MAX;
        if (dash && run.n >= NUMBER_LENGTH_MIN && run.p[0] > '9' && !number->n)
            *number = run;
        else if (!dash && run.n == CODE_LENGTH && number->n && !code->n)
            *code = run;
    }
}

/* ---- withdrawal ---- */

const struct case_brief *service_last_case(const struct talking *turn)
{
    return turn->state->last_case.n ? own_case(turn, turn->state->last_case) : NULL;
}

void service_withdraw_ask(struct talking *turn)
{
    const struct case_brief *last = service_last_case(turn);
    if (!last && turn->state->last_filed) {
        question_say(turn); /* filed without a name: the code alone leads there */
    } else if (!last) {
        wish_drop(turn, PHRASE_cancelled);
    } else if (case_may(MOVE_WITHDRAW, last->state, BY_CITIZEN)) {
        turn->state->pending = PENDING_WITHDRAW;
        question_say(turn);
    } else {
        service_say_case(turn, last);
    }
}

void service_withdraw(struct talking *turn, bool yes)
{
    const struct case_brief *last = service_last_case(turn);
    turn->state->pending = PENDING_NOTHING;
    menu_clear(turn->state);
    if (last && yes && case_may(MOVE_WITHDRAW, last->state, BY_CITIZEN)) {
        turn->effects->withdrawn = true;
        turn->state->handed = 0;
        turn->state->last_is_case = false; /* nothing is put to it any more */
        turn->effects->withdrawn_case = last->id;
        say_phrase(turn, PHRASE_withdrawn, "case", last->number, TALK_END);
    } else if (last) {
        service_say_case(turn, last);
    } else {
        question_say(turn);
    }
}

/* ---- documents ---- */

/* The page of a passage, at its section. */
static struct view link_of(struct talking *turn, const struct passage *p)
{
    struct buf link;
    buf_init(&link, LINK_MAX);
    buf_view(&link, p->link);
    if (p->anchor > 0)
        buf_print(&link, "#s%d", p->anchor);
    struct view text = link.full ? p->link : buf_keep(&link, turn->arena);
    buf_free(&link);
    return text;
}

void service_say(struct talking *turn, const struct passage *p)
{
    turn->only_past = p->state != PASSAGE_IN_FORCE && !p->successor.n;
    follow_remember(turn, p);
    turn->answered = true;
    if (p->state == PASSAGE_IN_FORCE) {
        turn->effects->quoted = p;
        if (turn->state->language == LANGUAGE_EN && utf8_length(p->quote) < p->quote.n)
            say_phrase(turn, PHRASE_answer_chinese, TALK_END);
        say_phrase(turn, PHRASE_answer_quoted, "quote", p->quote, "title", p->title, "section",
                   p->section, "issuer", p->issuer, "date", p->date, "link", link_of(turn, p),
                   TALK_END);
    } else if (p->successor.n) {
        turn->state->subject.link = p->successor_link;
        turn->state->subject.title = p->successor;
        say_phrase(turn, PHRASE_answer_superseded, "title", p->title, "successor", p->successor,
                   "link", p->successor_link, TALK_END);
    } else {
        say_phrase(turn, PHRASE_answer_expired, "title", p->title, "date", p->date, TALK_END);
    }
}

/* Is it a text that the rules name: of a policy or of a guide? */
static bool is_of_rules(const struct rules *rules, struct view link)
{
    struct view path = link.n ? view_sub(link, 1, link.n) : link;
    struct rules_counts counts = rules_counts(rules);
    for (int i = 0; i < counts.policies; i++)
        if (view_eq(rules_policy(rules, i).text, path))
            return true;
    for (int i = 0; i < counts.guides; i++)
        if (view_eq(rules_guide(rules, i).text, path))
            return true;
    return false;
}

/* The best passage; of those nearly as good the first from a text that the rules name. One that is
 * not in force stands first only where the question is about it. */
static const struct passage *best_passage(const struct talking *turn)
{
    const struct talk_input *input = turn->input;
    const struct passage *best = &input->passages[0];
    if (best->state != PASSAGE_IN_FORCE)
        return best;
    for (size_t i = 0; i < input->passage_count; i++) {
        const struct passage *p = &input->passages[i];
        if (p->score >= NEARLY * best->score && p->state == PASSAGE_IN_FORCE &&
            is_of_rules(turn->rules, p->link))
            return p;
    }
    return best;
}

bool service_answer(struct talking *turn, double least)
{
    if (!turn->input->passage_count)
        return false;
    const struct passage *p = best_passage(turn);
    if (p->score < least)
        return false;
    service_say(turn, p->state == PASSAGE_IN_FORCE ? asked_rather(turn, p) : p);
    return true;
}

/* Does a title hold one of the words that the rules know in the text? */
static bool is_named(const struct talking *turn, struct view title)
{
    const struct recognition *r = turn->input->recognition;
    struct view folded = fold_text(turn->arena, title).text;
    for (size_t i = 0; i < r->evidence_count; i++)
        if (view_find(folded, view_sub(r->text.text, r->evidence[i].from, r->evidence[i].to)) !=
            SIZE_MAX)
            return true;
    return !r->evidence_count;
}

bool service_answer_named(struct talking *turn, double least)
{
    return turn->input->passage_count && is_named(turn, best_passage(turn)->title) &&
           service_answer(turn, least);
}

bool service_answer_beside(struct talking *turn, double least)
{
    struct view text = view_trim(turn->input->recognition->text.text);
    if (!turn->input->passage_count)
        return false;
    const struct passage *p = best_passage(turn);
    bool named = duty_names(turn, p->link) || utf8_length(text) == text.n ||
                 follow_names(turn->rules, text, p->names.n ? p->names : p->title);
    return named && service_answer(turn, least);
}

/* ---- who has which number ---- */

/* The unit that the text names, by its code or its name in the talk's language, the longest of
 * several; NONE: none. */
static int unit_named(const struct talking *turn, struct view folded)
{
    struct rules_counts counts = rules_counts(turn->rules);
    size_t longest = 0;
    int unit = NONE;
    for (int i = 0; i < counts.units; i++) {
        struct view names[] = {
            rules_code(turn->rules, NOUN_UNIT, i),
            fold_text(turn->arena, rules_display(turn->rules, NOUN_UNIT, i, turn->state->language))
                .text};
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            if (names[k].n > longest && view_find(folded, names[k]) != SIZE_MAX) {
                longest = names[k].n;
                unit = i;
            }
    }
    return unit;
}

bool service_contact(struct talking *turn)
{
    struct view text = turn->input->recognition->text.text;
    if (utf8_length(text) > CONTACT_LENGTH || !HEARS(turn, asks_contact) || HEARS(turn, denies))
        return false;
    struct target target = {unit_named(turn, text), NONE};
    struct view contact = say_contact(turn, target);
    if (!contact.n)
        return false;
    say_phrase(turn, PHRASE_answer_contact, "unit", say_unit(turn, target), "contact", contact,
               TALK_END);
    turn->answered = true;
    return true;
}
