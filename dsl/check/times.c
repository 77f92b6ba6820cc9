/* times: the readings of time that several blocks share. A range of the day is [from, to); one
 * whose end is not behind its beginning goes over midnight and becomes two, so that everybody
 * further on compares plain numbers. Ends that fall together say either nothing or everything,
 * which is why they are an error (the whole day is 0:00..24:00). */
#include "dsl/check/times.h"

enum { LONGEST_DURATION = 10000, DAY = MINUTES_A_DAY };

/* 22 instead of 22:00. */
static bool is_time(struct check *check, const struct node *node)
{
    if (node->kind == NODE_TIME)
        return true;
    if (!node->broken)
        SAY(check, DIAG_E0108, node->span, source_text(check->diags->sources, node->span));
    return false;
}

size_t minutes_read(struct check *check, const struct node *range, struct minute_range out[2])
{
    const struct node *first = range && !range->broken ? range->child : NULL;
    const struct node *second = first ? first->next : NULL;
    if (!second || !is_time(check, first) || !is_time(check, second))
        return 0;
    int from = (int)first->number % DAY, to = (int)second->number;
    if (first->number == second->number || (from == to % DAY && from != 0)) {
        SAY(check, DIAG_E0602, range->span);
        return 0;
    }
    if (from < to) {
        out[0] = (struct minute_range){from, to};
        return 1;
    }
    out[0] = (struct minute_range){from, DAY};
    out[1] = (struct minute_range){0, to};
    return to ? 2 : 1;
}

static bool insert_sorted(struct hours *hours, struct minute_range range)
{
    size_t at = hours->n;
    while (at > 0 && hours->at[at - 1].from > range.from)
        at--;
    bool clear = (at == 0 || hours->at[at - 1].to <= range.from) &&
                 (at == hours->n || range.to <= hours->at[at].from);
    if (!clear || hours->n == HOURS_MAX)
        return false;
    memmove(&hours->at[at + 1], &hours->at[at], (hours->n - at) * sizeof range);
    hours->at[at] = range;
    hours->n++;
    return true;
}

struct hours hours_read(struct check *check, const struct node *clause)
{
    struct hours hours = {0};
    const struct node *range = clause ? node_child(clause, NODE_RANGE) : NULL;
    for (; range; range = node_again(range)) {
        struct minute_range parts[2];
        size_t n = minutes_read(check, range, parts);
        for (size_t i = 0; i < n; i++)
            if (!insert_sorted(&hours, parts[i])) {
                SAY(check, DIAG_E0603, range->span);
                break;
            }
    }
    return hours;
}

static enum measure measure_of(struct view word)
{
    static const char *const names[] = {
#define NAME(enumerator, zh, en) en,
        MEASURES(NAME)
#undef NAME
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (view_is(word, names[i]))
            return (enum measure)i;
    return MEASURE_NONE;
}

struct duration duration_read(struct check *check, const struct node *clause)
{
    const struct node *node = clause && !clause->broken ? node_child(clause, NODE_DURATION) : NULL;
    if (!node || node->broken)
        return (struct duration){0, MEASURE_NONE};
    int64_t count = node->number / 1000000;
    if (node->number % 1000000 || count < 1 || count > LONGEST_DURATION) {
        SAY(check, DIAG_E0604, node->span);
        return (struct duration){0, MEASURE_NONE};
    }
    return (struct duration){(int)count, measure_of(node->text)};
}

bool duration_needs_calendar(struct duration duration)
{
    return duration.count > 0 && duration.measure == MEASURE_WORKDAYS;
}

bool days_read(struct check *check, const struct node *node, civil_day *from, civil_day *to)
{
    if (!node || node->broken)
        return false;
    const struct node *first = node->kind == NODE_RANGE ? node->child : node;
    const struct node *last = node->kind == NODE_RANGE && first ? first->next : first;
    if (!first || !last || first->kind != NODE_DATE || last->kind != NODE_DATE)
        return false;
    *from = (civil_day)first->number;
    *to = (civil_day)last->number;
    if (*from <= *to)
        return true;
    SAY(check, DIAG_E0605, node->span);
    return false;
}
