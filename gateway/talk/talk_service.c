/* talk_service: what the bot does beside taking a matter in: how a case stands, a rating, an answer
 * from a document, the policies of an enterprise. Each comes back to the pending question once. */
#include "gateway/talk/talk_state.h"

#include "dsl/base/utf8.h"

enum { SHOWN_CASES = 3, SHOWN_POLICIES = 6, LIST_MAX = 3000, NUMBER_LENGTH_MIN = 12 };

static struct view state_text(const struct talking *turn, enum case_state state)
{
    const struct case_state_info *info = case_state_info(state);
    return view_of(turn->state->language == LANGUAGE_EN ? info->en : info->zh);
}

static void say_case(struct talking *turn, const struct case_brief *one)
{
    say_phrase(turn, PHRASE_progress_one, "case", one->number, "duty", one->duty, "state",
        state_text(turn, one->state), "unit", one->unit, "due",
        one->due ? say_moment(turn, one->due) : VIEW("-"), NULL);
    if (one->answer.n)
        say_words(turn, utf8_head(one->answer, 600));
}

void service_progress(struct talking *turn)
{
    const struct talk_reads *reads = turn->reads;
    if (!reads->case_count) {
        menu_clear(turn->state);
        say_phrase(turn, PHRASE_progress_none, NULL);
        turn->state->pending = PENDING_CODE;
        return;
    }
    for (size_t i = 0; i < reads->case_count && i < SHOWN_CASES; i++)
        say_case(turn, &reads->cases[i]);
}

void service_case_asked(struct talking *turn)
{
    if (turn->reads->asked_case_found)
        say_case(turn, &turn->reads->asked_case);
    else
        say_phrase(turn, PHRASE_progress_wrong_code, NULL);
}

static bool is_alnum_upper(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* The next run of letters, digits and '-' in text, in capitals; empty at the end. */
static struct view next_run(struct view text, size_t *at, char *room, size_t max)
{
    size_t n = 0;
    for (; *at < text.n; (*at)++) {
        char c = text.p[*at];
        if (c >= 'a' && c <= 'z')
            c = (char)(c - 'a' + 'A');
        bool part = is_alnum_upper(c) || (c == '-' && n > 0);
        if (!part && n)
            break;
        if (part && n < max)
            room[n++] = c;
    }
    return (struct view){room, n};
}

bool service_case_number(struct view text, struct view *number, struct view *code)
{
    static const size_t code_length = 8;
    size_t at = 0;
    *number = *code = VIEW("");
    while (at < text.n) {
        char room[40];
        size_t from = at;
        struct view run = next_run(text, &at, room, sizeof room);
        if (!run.n)
            break;
        while (from < at && !is_alnum_upper((char)(text.p[from] & ~0x20)) &&
               !is_alnum_upper(text.p[from]))
            from++;
        struct view original = view_sub(text, from, at);
        bool dash = memchr(run.p, '-', run.n) != NULL;
        if (dash && run.n >= NUMBER_LENGTH_MIN && !number->n)
            *number = original;
        else if (!dash && run.n == code_length && number->n && !code->n)
            *code = original;
    }
    return number->n && code->n;
}

bool service_answer(struct talking *turn)
{
    const struct talk_input *input = turn->input;
    if (!input->passage_count || input->passages[0].score < ANSWER_LEAST)
        return false;
    const struct passage *p = &input->passages[0];
    say_phrase(turn, PHRASE_answer_quoted, "quote", p->quote, "title", p->title, "section", p->section,
        "issuer", p->issuer, "date", p->date, "link", p->link, NULL);
    return true;
}

/* ---- rating ---- */

void service_rate_ask(struct talking *turn)
{
    static const enum phrase dimensions[RATE_DIMENSIONS] = {
        PHRASE_rate_speed, PHRASE_rate_result, PHRASE_rate_experience, PHRASE_rate_feedback};
    static const char *const marks[] = {"1", "2", "3", "4", "5"};
    static const char *const stars[] = {"★", "★★", "★★★", "★★★★", "★★★★★"};
    struct talk_state *state = turn->state;
    menu_clear(state);
    say_phrase(turn, PHRASE_rate_ask, "case", state->rate_number, "dimension",
        rules_phrase(turn->rules, dimensions[state->marks_given], state->language), NULL);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        menu_add(turn, MENU_MARK, VIEW(""), view_of(marks[i]), view_of(stars[i]));
}

void service_rate_begin(struct talking *turn)
{
    const struct talk_reads *reads = turn->reads;
    struct talk_state *state = turn->state;
    for (size_t i = 0; i < reads->case_count; i++)
        if (reads->cases[i].state == CASE_ANSWERED) {
            state->rate_case = reads->cases[i].id;
            state->rate_number = reads->cases[i].number;
            state->marks_given = 0;
            state->pending = PENDING_RATE;
            service_rate_ask(turn);
            return;
        }
    say_phrase(turn, PHRASE_rate_nothing, NULL);
}

static void rate_done(struct talking *turn)
{
    struct talk_state *state = turn->state;
    int sum = 0;
    for (int i = 0; i < RATE_DIMENSIONS; i++)
        sum += turn->effects->rating[i] = state->marks[i];
    turn->effects->rated = true;
    turn->effects->rated_case = state->rate_case;
    if (sum > RATE_POOR_AT * RATE_DIMENSIONS)
        say_phrase(turn, PHRASE_rate_thanks, "case", state->rate_number, NULL);
    state->pending = PENDING_NOTHING;
    state->rate_case = 0;
    menu_clear(state);
}

static void rate_mark(struct talking *turn, int mark)
{
    struct talk_state *state = turn->state;
    state->marks[state->marks_given++] = mark;
    if (state->marks_given == RATE_DIMENSIONS)
        rate_done(turn);
}

/* "5 4 4 3": all that is still open in one message. */
static bool rate_typed(struct talking *turn)
{
    struct view text = turn->input->recognition ? turn->input->recognition->text.text : VIEW("");
    int marks[RATE_DIMENSIONS], n = 0;
    for (size_t at = 0; at < text.n; at++) {
        char c = text.p[at];
        if (c >= '1' && c <= '5' && n < RATE_DIMENSIONS)
            marks[n++] = c - '0';
        else if (c != ' ' && c != ',' && c != '/')
            return false;
    }
    if (n != 1 && n != RATE_DIMENSIONS - turn->state->marks_given)
        return false;
    for (int i = 0; i < n; i++)
        rate_mark(turn, marks[i]);
    return true;
}

void service_rate_take(struct talking *turn, const struct menu_item *item)
{
    bool picked = item && item->kind == MENU_MARK;
    bool typed = rate_typed(turn);
    if (!typed && picked)
        rate_mark(turn, item->code.p[0] - '0');
    else if (!typed)
        say_phrase(turn, PHRASE_ask_again, NULL);
    if (turn->state->pending == PENDING_RATE)
        service_rate_ask(turn);
}

/* ---- enterprises ---- */

static struct view variable_name(struct talking *turn, struct variable v)
{
    enum rules_noun noun = v.kind == VAR_TAG      ? NOUN_TAG
                           : v.kind == VAR_NUMBER ? NOUN_NUMBER
                                                  : NOUN_DATE;
    return rules_display(turn->rules, noun, v.index, turn->state->language);
}

static void add_amount(struct talking *turn, struct buf *list, int number, int64_t value)
{
    int64_t unit;
    struct view measure = rules_number_measure(turn->rules, number, &unit);
    bool percent = view_is(measure, "%");
    double shown = (double)value / 1e6 / (unit > 0 && !percent ? (double)unit : 1.0);
    buf_print(list, "%.6g", percent ? shown * 100 : shown);
    buf_view(list, measure);
}

static void add_gap(struct talking *turn, struct buf *list, const struct policy_gap *gap, bool proved)
{
    buf_view(list, variable_name(turn, gap->variable));
    if (gap->open || gap->variable.kind != VAR_NUMBER)
        return;
    buf_text(list, gap->is_least ? " ≥ " : " < ");
    add_amount(turn, list, gap->variable.index, gap->bound);
    if (!proved)
        return;
    buf_text(list, turn->state->language == LANGUAGE_EN ? " (now " : "（现为 ");
    add_amount(turn, list, gap->variable.index, gap->have);
    buf_text(list, turn->state->language == LANGUAGE_EN ? ")" : "）");
}

struct lists {
    struct buf yes, open, near;
    int yes_count, open_count, near_count;
};

static void add_policy(struct talking *turn, struct buf *list, int policy,
                       const struct policy_gap *gaps, int count, bool proved)
{
    buf_text(list, list->n ? "\n· " : "· ");
    buf_view(list, rules_display(turn->rules, NOUN_POLICY, policy, turn->state->language));
    struct view grant = rules_policy(turn->rules, policy).grant_text;
    if (grant.n) {
        buf_text(list, " — ");
        buf_view(list, grant);
    }
    for (int i = 0; i < count; i++) {
        buf_text(list, i == 0 ? ": " : ", ");
        add_gap(turn, list, &gaps[i], proved);
    }
}

static void sort_policy(struct talking *turn, struct lists *lists, int policy,
                        const struct enterprise_brief *enterprise)
{
    struct policy_answer answer;
    policy_match(turn->rules, policy, &enterprise->facts, turn->now.day, &answer);
    if (!answer.in_window)
        return;
    if (answer.truth == YES && lists->yes_count++ < SHOWN_POLICIES)
        add_policy(turn, &lists->yes, policy, answer.met, answer.met_count, enterprise->proved);
    else if (answer.truth == OPEN && lists->open_count++ < SHOWN_POLICIES)
        add_policy(turn, &lists->open, policy, answer.gaps, answer.gap_count, enterprise->proved);
    else if (answer.truth == NO && answer.gap_count == 1 && lists->near_count++ < SHOWN_POLICIES)
        add_policy(turn, &lists->near, policy, answer.gaps, 1, enterprise->proved);
}

static void say_policies(struct talking *turn, const struct enterprise_brief *enterprise)
{
    struct lists lists = {0};
    buf_init(&lists.yes, LIST_MAX);
    buf_init(&lists.open, LIST_MAX);
    buf_init(&lists.near, LIST_MAX);
    int count = rules_counts(turn->rules).policies;
    for (int i = 0; i < count; i++)
        sort_policy(turn, &lists, i, enterprise);
    if (lists.yes.n)
        say_phrase(turn, PHRASE_enterprise_policies, "enterprise", enterprise->name, "list",
            buf_keep(&lists.yes, turn->arena), NULL);
    else
        say_phrase(turn, PHRASE_enterprise_none, "enterprise", enterprise->name, NULL);
    if (lists.open.n)
        say_phrase(turn, PHRASE_enterprise_depends, "list", buf_keep(&lists.open, turn->arena), NULL);
    if (lists.near.n)
        say_phrase(turn, PHRASE_enterprise_near, "list", buf_keep(&lists.near, turn->arena), NULL);
    buf_free(&lists.yes);
    buf_free(&lists.open);
    buf_free(&lists.near);
}

void service_enterprise(struct talking *turn)
{
    struct talk_state *state = turn->state;
    const struct enterprise_brief *enterprise = &turn->reads->enterprise;
    if (enterprise->found) {
        if (state->pending == PENDING_ENTERPRISE)
            state->pending = PENDING_NOTHING;
        state->enterprise = enterprise->code;
        state->enterprise_proved |= enterprise->proved;
        turn->effects->bind_enterprise = enterprise->code;
        say_policies(turn, enterprise);
        return;
    }
    if (state->pending == PENDING_ENTERPRISE)
        say_phrase(turn, PHRASE_enterprise_unknown, NULL);
    menu_clear(state);
    state->pending = PENDING_ENTERPRISE;
    say_phrase(turn, PHRASE_enterprise_ask, NULL);
}
