/* judge: does what is written down agree with the rules? Each case's events are walked as somebody
 * would who has only them and the rule book: which state it was in from when to when, which
 * deadline held, what the clock had to do and the citizen to hear. It shares no line with the
 * clocks of the turn but the calendar's own count. */
#include "tests/month/month.h"

#include "gateway/store/alike.h"

#include <stdlib.h>

struct course {
    struct month *month;
    const struct case_full *full;
    const struct case_event *events;
    size_t count;
    struct clock_info clock;
    bool urgent;
};

static struct clock_info clock_of(const struct month *month, const struct case_full *full)
{
    int duty = full->line.duty.n ? rules_find(month->rules, NOUN_DUTY, full->line.duty) : NONE;
    int clock = duty == NONE ? NONE : rules_duty(month->rules, duty).clock;
    return rules_clock(month->rules, clock == NONE ? rules_default_clock(month->rules) : clock);
}

static bool happened(int move)
{
    return move >= EVENT_FILED;
}

/* ---- ends and order ---- */

static void judge_order(const struct course *c)
{
    const struct case_event *events = c->events;
    bool good = c->count && events[0].move == EVENT_FILED;
    for (size_t i = 1; i < c->count; i++) {
        good &= events[i].at >= events[i - 1].at && events[i].n == events[i - 1].n + 1;
        if (happened(events[i].move) || events[i].move == MOVE_INVITE)
            continue;
        const struct case_move_info *info = case_move_info((enum case_move)events[i].move);
        good &= (info->from >> events[i - 1].state & 1) && (info->who & events[i].mover);
        good &= info->to == CASE_STAYS ? events[i].state == events[i - 1].state
                                       : (int)events[i].state == info->to;
    }
    month_check(c->month, good, "every event is a move of the table", c->full->line.id);
    month_check(c->month, case_state_info(c->full->line.state)->final, "it came to an end",
                c->full->line.id);
}

/* ---- deadlines ---- */

static bool clock_stands(enum case_state state)
{
    return state == CASE_PAUSED || state == CASE_ANSWERED || state >= CASE_FIRST_FINAL;
}

/* From event i on, until when did its deadline run? A pause, an answer, an end or a new deadline
 * stops it. */
static size_t end_of_deadline(const struct course *c, size_t i)
{
    size_t k = i + 1;
    while (k < c->count && !clock_stands(c->events[k].state) && !c->events[k].due)
        k++;
    return k;
}

static int count_between(const struct course *c, size_t from, size_t to, int what, int64_t *at)
{
    int found = 0;
    for (size_t i = from; i <= to && i < c->count; i++)
        if (c->events[i].move == what) {
            found++;
            *at = c->events[i].at;
        }
    return found;
}

/* Where a deadline passes, that is noted once, and not before; where it does not, never. */
static void judge_deadline(const struct course *c, size_t i)
{
    size_t k = end_of_deadline(c, i);
    int64_t until = k < c->count ? c->events[k].at : INT64_MAX, at = 0;
    int64_t due = c->events[i].due, passes = due > c->events[i].at ? due : c->events[i].at;
    int found = count_between(c, i, k < c->count ? k : c->count - 1, EVENT_OVERDUE, &at);
    bool good = due < until ? found == 1 && at >= due && at <= passes + 2 * STEP : found == 0;
    if (due >= until && due < until + 2 * STEP)
        good = found <= 1; /* both within one step */
    if (due < until && until < passes + 2 * STEP)
        good = found <= 1;
    month_check(c->month, good, "a deadline that passes is marked once", c->full->line.id);
    if (!good)
        printf("  due %lld until %lld found %d at %lld\n", (long long)due, (long long)until, found,
               (long long)at);
}

static void judge_deadlines(const struct course *c)
{
    for (size_t i = 0; i < c->count; i++)
        if (c->events[i].due && !clock_stands(c->events[i].state))
            judge_deadline(c, i);
}

/* ---- states that time ends ---- */

/* The event with which the state of event i was left. */
static size_t left_at(const struct course *c, size_t i)
{
    size_t k = i + 1;
    while (k < c->count && c->events[k].state == c->events[i].state)
        k++;
    return k;
}

static int64_t after(const struct course *c, struct duration within, int64_t from)
{
    struct due due;
    const struct case_full *full = c->full;
    int unit = full->line.unit.n ? rules_find(c->month->rules, NOUN_UNIT, full->line.unit) : NONE;
    return due_compute(c->month->rules, unit, within, c->urgent, from, &due) ? due.at : 0;
}

/* An answer waits for a rating no longer than the rules say, a pause for papers likewise. */
static void judge_waiting(const struct course *c, size_t i, enum case_move by_itself,
                          struct duration within)
{
    size_t k = left_at(c, i);
    int64_t last = after(c, within, c->events[i].at);
    bool good = k < c->count;
    if (good && c->events[k].move == (int)by_itself && c->events[k].mover == BY_SYSTEM)
        good = c->events[k].at >= last && c->events[k].at <= last + 2 * STEP;
    else if (good)
        good = c->events[k].at <= last + 2 * STEP;
    month_check(c->month, good, "what waits is ended in time", c->full->line.id);
}

static bool waits_to_be_taken(enum case_state state)
{
    return state == CASE_RECEIVED || state == CASE_RETURNED || state == CASE_DISPUTED ||
           state == CASE_DISPATCHED || state == CASE_REDO || state == CASE_SUPERVISED;
}

/* Nobody takes it in time: that is noted once in this state. */
static void judge_taking(const struct course *c, size_t i)
{
    size_t k = left_at(c, i);
    int64_t at = 0, until = k < c->count ? c->events[k].at : INT64_MAX;
    int found = count_between(c, i, k < c->count ? k : c->count - 1, EVENT_LATE, &at);
    bool at_desk = c->events[i].state == CASE_RECEIVED;
    struct due due;
    int unit = at_desk ? NONE : rules_find(c->month->rules, NOUN_UNIT, c->events[i].unit);
    bool known =
        due_compute(c->month->rules, unit, c->clock.accept, c->urgent, c->events[i].at, &due);
    bool clear = known && due.at + 2 * STEP < until, early = known && due.at > until;
    bool good = found <= 1 && (!clear || found == 1) && (!early || found == 0);
    month_check(c->month, good, "what nobody takes is noted once", c->full->line.id);
}

static void judge_states(const struct course *c)
{
    static const struct duration week = {7, MEASURE_DAYS};
    for (size_t i = 0; i < c->count; i++) {
        enum case_state state = c->events[i].state;
        bool entered =
            i == 0 || c->events[i - 1].state != state || c->events[i].move == MOVE_ASSIGN;
        if (!entered)
            continue;
        if (state == CASE_ANSWERED)
            judge_waiting(c, i, MOVE_CLOSE, c->clock.rating.count ? c->clock.rating : week);
        else if (state == CASE_PAUSED)
            judge_waiting(c, i, MOVE_RESUME, c->clock.pause);
        else if (waits_to_be_taken(state) && c->clock.accept.count &&
                 (i + 1 == c->count || c->events[i + 1].move != MOVE_ASSIGN))
            judge_taking(c, i);
    }
}

/* ---- messages ---- */

static bool tells(const struct case_event *event)
{
    switch (event->move) {
    case MOVE_ASSIGN:
    case MOVE_ARBITRATE:
    case MOVE_SIGN:
    case MOVE_RETURN:
    case MOVE_ANSWER:
    case MOVE_CLOSE:
    case MOVE_EXTEND_GRANT:
    case MOVE_PAUSE:
    case MOVE_REOPEN:
    case MOVE_REOPEN_AGAIN:
    case MOVE_RATE_POOR:
    case MOVE_RATE_POOR_AGAIN:
    case MOVE_MERGE:
    case EVENT_ASKED_BACK:
        return true;
    default:
        return false;
    }
}

/* One message for each event that is told, and none besides; none to whoever stays anonymous. Whose
 * case was merged into this one hears of the answer too. */
static void judge_messages(const struct course *c)
{
    int64_t due = 0, follow = 0, followers = 0;
    int sent = month_plan_of(c->month, c->full->line.id)->messages;
    bool read = follower_count(&c->month->store, c->full->line.id, &followers) == STORE_OK;
    month_check(c->month, read, "followers can be counted", c->full->line.id);
    for (size_t i = 0; i < c->count; i++) {
        due += c->full->person && tells(&c->events[i]);
        follow += c->events[i].move == EVENT_ABSORBED && follow < followers;
        due += c->events[i].move == MOVE_ANSWER ? follow : 0;
    }
    month_check(c->month, due == sent, "every event is told once", c->full->line.id);
    if (due != sent)
        printf("  %lld to be told, %d sent\n", (long long)due, sent);
}

void judge_cases(struct month *month)
{
    for (size_t i = 0; i < month->plan_count; i++) {
        struct case_full full;
        struct case_event *events;
        size_t count;
        arena_reset(&month->step);
        bool read =
            cases_get(&month->store, month->plans[i].case_id, &month->step, &full) == STORE_OK &&
            cases_events(&month->store, &full, &month->step, &events, &count) == STORE_OK;
        month_check(month, read, "a case can be read", month->plans[i].case_id);
        if (!read)
            continue;
        struct course course = {month,
                                &full,
                                events,
                                count,
                                clock_of(month, &full),
                                (full.line.flags & CASE_URGENT) != 0};
        judge_order(&course);
        judge_deadlines(&course);
        judge_states(&course);
        judge_messages(&course);
    }
}

/* ---- lists ---- */

static int by_id(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static size_t add_list(struct month *month, struct case_filter filter, int64_t *ids, size_t n)
{
    struct case_line *lines;
    size_t count = filter.max = 100;
    while (count == filter.max) {
        arena_reset(&month->step);
        if (cases_list(&month->store, &filter, &month->step, &lines, &count) != STORE_OK)
            break;
        for (size_t i = 0; i < count; i++)
            ids[n++] = lines[i].id;
        filter.below = count ? lines[count - 1].id : 0;
    }
    return n;
}

/* The desk's lists, the supervisor's, and each unit's own: together they hold every open case. */
void judge_lists(struct month *month)
{
    const unsigned desk = 1u << CASE_RECEIVED | 1u << CASE_RETURNED | 1u << CASE_DISPUTED;
    const unsigned units = ((1u << CASE_FIRST_FINAL) - 1) & ~desk;
    int64_t *ids = calloc(month->plan_count * 2 + 1000, sizeof *ids), counts[CASE_STATES];
    size_t n = add_list(month, (struct case_filter){.states = desk, .unit = VIEW("")}, ids, 0);
    for (int unit = 0; unit < rules_counts(month->rules).units; unit++) {
        struct view code = rules_code(month->rules, NOUN_UNIT, unit);
        n = add_list(month, (struct case_filter){.states = units, .unit = code}, ids, n);
    }
    qsort(ids, n, sizeof *ids, by_id);
    size_t different = n > 0, open = 0;
    for (size_t i = 1; i < n; i++)
        different += ids[i] != ids[i - 1];
    if (cases_count(&month->store, VIEW(""), counts) == STORE_OK)
        for (int state = 0; state < CASE_FIRST_FINAL; state++)
            open += (size_t)counts[state];
    month_check(month, different == open && n == open, "every open case stands in one list", 0);
    printf("day %lld: %zu open, %zu in lists\n",
           (long long)((month->world.now - month->first_day) / 86400), open, n);
    free(ids);
}
