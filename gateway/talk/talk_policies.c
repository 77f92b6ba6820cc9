/* talk_policies: what an enterprise may have: what it qualifies for and why, what hangs on a figure
 * that is not known, what it misses by how much. Its own figures are only shown to whoever asked by
 * credit code or from the registered phone; a name is on every signboard.
 *
 * The enterprise is remembered; another one is taken as soon as its code is named. */
#include "gateway/talk/talk_asks.h"
#include "gateway/talk/talk_short.h"
#include "gateway/talk/talk_state.h"

enum { SHOWN_POLICIES = 6, LIST_MAX = 3000, CODE_LENGTH = 18 };

/* Eighteen capitals and digits in a row, most of them digits. */
struct view policies_code(struct view text)
{
    for (size_t at = 0; at < text.n;) {
        size_t end = at, digits = 0;
        while (end < text.n && ((text.p[end] >= '0' && text.p[end] <= '9') ||
                                ((text.p[end] & ~0x20) >= 'A' && (text.p[end] & ~0x20) <= 'Z'))) {
            digits += text.p[end] <= '9';
            end++;
        }
        if (end - at == CODE_LENGTH && digits >= CODE_LENGTH / 2)
            return view_sub(text, at, end);
        at = end > at ? end : at + 1;
    }
    return VIEW("");
}

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

static void add_gap(struct talking *turn, struct buf *list, const struct policy_gap *gap,
                    bool proved)
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

/* An unknown figure that several conditions need is named once. */
static bool said_before(const struct policy_gap *gaps, int at)
{
    for (int i = 0; i < at; i++)
        if (gaps[at].open && gaps[i].open && gaps[i].variable.kind == gaps[at].variable.kind &&
            gaps[i].variable.index == gaps[at].variable.index)
            return true;
    return false;
}

struct lists {
    struct buf yes, open, near;
    int yes_count, open_count, near_count;
};

static void add_policy(struct talking *turn, struct buf *list, int policy,
                       const struct policy_gap *gaps, int count, bool proved)
{
    buf_text(list, "\n· ");
    buf_view(list, rules_display(turn->rules, NOUN_POLICY, policy, turn->state->language));
    struct view grant = rules_policy(turn->rules, policy).grant_text;
    if (grant.n) {
        buf_text(list, " — ");
        buf_view(list, grant);
    }
    bool first = true, english = turn->state->language == LANGUAGE_EN;
    const char *colon = english ? ": " : "：", *comma = english ? ", " : "，";
    for (int i = 0; i < count; i++) {
        if (said_before(gaps, i))
            continue;
        buf_text(list, first ? colon : comma);
        add_gap(turn, list, &gaps[i], proved);
        first = false;
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
                   buf_keep(&lists.yes, turn->arena), TALK_END);
    else
        say_phrase(turn, PHRASE_enterprise_none, "enterprise", enterprise->name, TALK_END);
    if (lists.open.n)
        say_phrase(turn, PHRASE_enterprise_depends, "list", buf_keep(&lists.open, turn->arena),
                   TALK_END);
    if (lists.near.n)
        say_phrase(turn, PHRASE_enterprise_near, "list", buf_keep(&lists.near, turn->arena),
                   TALK_END);
    buf_free(&lists.yes);
    buf_free(&lists.open);
    buf_free(&lists.near);
}

/* A code proves; so does the phone one writes from, but not one that is typed. What was proved once
 * stays proved. */
static void bind(struct talking *turn, struct enterprise_brief *enterprise)
{
    struct talk_state *state = turn->state;
    struct view text = intake_text(turn->input);
    bool same = view_eq(state->enterprise, enterprise->code), code = policies_code(text).n > 0;
    bool typed = state->pending == PENDING_ENTERPRISE;
    bool by_sender = !typed && !state->enterprise.n;
    enterprise->proved =
        (enterprise->proved && (code || by_sender)) || (same && state->enterprise_proved);
    state->enterprise = enterprise->code;
    state->enterprise_proved = enterprise->proved;
    turn->effects->bind_enterprise = enterprise->code;
}

static void ask_which(struct talking *turn)
{
    if (turn->state->pending == PENDING_ENTERPRISE)
        say_phrase(turn, PHRASE_enterprise_unknown, TALK_END);
    turn->state->pending = PENDING_ENTERPRISE;
    question_say(turn);
}

/* Names of enterprises hold words of rules ("company", "shop"); a category's own words they do not.
 */
static bool speaks_of_matter(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    if (talk_asks(r))
        return true;
    for (size_t i = 0; i < r->evidence_count; i++)
        if (r->evidence[i].use == USE_CATEGORY || r->evidence[i].use == USE_DUTY)
            return true;
    enum short_answer answer = short_answer_of(r);
    bool none = answer != SHORT_NONE && answer != SHORT_YES && answer != SHORT_LATER;
    return none || heard(turn, TALK_PROGRESS, TALK_WHOLE);
}

/* What a person may have ("what is there for veterans?") is a question like any other. */
static bool asks_for_person(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    bool of_duty = false;
    for (size_t i = 0; i < r->evidence_count; i++)
        of_duty |= r->evidence[i].use == USE_DUTY;
    return of_duty && !heard(turn, TALK_MY_POLICIES, TALK_WHOLE) && !HEARS(turn, of_enterprise);
}

bool policies_take(struct talking *turn)
{
    struct talk_state *state = turn->state;
    struct enterprise_brief enterprise = turn->reads->enterprise;
    bool asked = policies_code(intake_text(turn->input)).n ||
                 (heard(turn, TALK_MY_POLICIES, TALK_WITHIN) && !asks_for_person(turn));
    bool waits = state->pending == PENDING_ENTERPRISE;
    if (!asked && (!waits || (!enterprise.found && speaks_of_matter(turn))))
        return false;
    if (!enterprise.found) {
        ask_which(turn);
        return true;
    }
    bind(turn, &enterprise);
    if (waits)
        state->pending = PENDING_NOTHING;
    menu_clear(state);
    say_policies(turn, &enterprise);
    return true;
}
