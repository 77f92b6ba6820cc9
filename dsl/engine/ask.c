/* ask: the next question (matter.h, rule 5): the open variable whose answer leaves the fewest
 * duties on average over the values it may still have.
 *
 * Every value is tried, but not one by one where many are alike: minutes between two boundaries
 * that no condition tells apart, and areas between two, count as one trial with a weight. Averages
 * are compared as fractions. With a single open variable nothing is tried at all. */
#include "dsl/engine/contest.h"

/* ---- the values of a variable, alike ones together ---- */

/* The nearest boundary behind `at` that splits the values of time or area. */
struct boundary {
    const struct inquiry *inquiry;
    int at, nearest;
};

static void note_boundary(struct boundary *boundary, int at)
{
    if (at > boundary->at && at < boundary->nearest)
        boundary->nearest = at;
}

static void note_ranges(struct boundary *boundary, const struct image_node *node)
{
    const struct image_range *ranges = image_ranges(boundary->inquiry->rules) + node->list.at;
    for (uint32_t i = 0; i < node->list.n; i++) {
        note_boundary(boundary, ranges[i].from);
        note_boundary(boundary, ranges[i].to);
    }
}

/* An area splits the order of areas where it begins and ends; each area above it stands alone,
 * because a place there may be inside or not. */
static void note_areas(struct boundary *boundary, const struct image_node *node)
{
    const struct image_area *areas = image_areas(boundary->inquiry->rules);
    const int32_t *list = image_ints(boundary->inquiry->rules) + node->list.at;
    for (uint32_t i = 0; i < node->list.n; i++) {
        note_boundary(boundary, areas[list[i]].last);
        for (int area = list[i]; area != NONE; area = areas[area].parent) {
            note_boundary(boundary, area);
            note_boundary(boundary, area + 1);
        }
    }
}

static void note_condition(struct boundary *boundary, const struct image_node *node,
                           enum node_op op)
{
    for (const struct image_node *end = node + node->size; node < end; node++) {
        if (node->op != (int32_t)op)
            continue;
        if (op == OP_TIME)
            note_ranges(boundary, node);
        else
            note_areas(boundary, node);
    }
}

static void note_known(struct boundary *boundary, enum variable_kind kind)
{
    const struct matter *matter = boundary->inquiry->matter;
    for (int i = 0; kind == VAR_TIME && i < matter->time.ranges; i++) {
        note_boundary(boundary, matter->time.range[i].from);
        note_boundary(boundary, matter->time.range[i].to);
    }
    for (int i = 0; kind == VAR_AREA && i < matter->place_count; i++) {
        note_boundary(boundary, matter->places[i]);
        note_boundary(boundary, image_areas(boundary->inquiry->rules)[matter->places[i]].last);
    }
}

/* How many values from `value` on are alike for all conditions that ask for the variable. */
static int alike(const struct inquiry *inquiry, const struct swayed *swayed, int value, int end)
{
    enum variable_kind kind = inquiry->assumed.kind;
    struct boundary boundary = {inquiry, value, end};
    if (kind != VAR_TIME && kind != VAR_AREA)
        return 1;
    for (int i = 0; i < swayed->n; i++)
        note_condition(&boundary, swayed->nodes[i], kind == VAR_TIME ? OP_TIME : OP_AREA);
    note_known(&boundary, kind);
    return boundary.nearest - value;
}

static int values_end(const struct inquiry *inquiry)
{
    switch (inquiry->assumed.kind) {
    case VAR_FACT:
        return (int)image_facts(inquiry->rules)[inquiry->assumed.index].values.n;
    case VAR_TIME:
        return MINUTES_A_DAY;
    case VAR_AREA:
        return image_areas_count(inquiry->rules);
    case VAR_WEEKDAY:
        return 7;
    case VAR_DAYCLASS:
        return DAYCLASS_COUNT;
    case VAR_KIND:
        return KIND_COUNT;
    case VAR_CHANNEL:
        return CHANNEL_COUNT;
    default:
        return 0;
    }
}

static bool minute_possible(const struct matter *matter, int minute)
{
    bool inside = !matter->time.known;
    for (int i = 0; i < matter->time.ranges; i++)
        inside |= minute >= matter->time.range[i].from && minute < matter->time.range[i].to;
    return inside;
}

static bool area_possible(const struct inquiry *inquiry, int area)
{
    const struct matter *matter = inquiry->matter;
    bool inside = matter->place_count == 0;
    for (int i = 0; i < matter->place_count; i++)
        inside |=
            area >= matter->places[i] && area < image_areas(inquiry->rules)[matter->places[i]].last;
    return inside;
}

static bool possible(const struct inquiry *inquiry)
{
    const struct matter *matter = inquiry->matter;
    switch (inquiry->assumed.kind) {
    case VAR_TIME:
        return minute_possible(matter, inquiry->value);
    case VAR_AREA:
        return area_possible(inquiry, inquiry->value);
    case VAR_WEEKDAY:
        return !matter->weekdays || matter->weekdays >> inquiry->value & 1;
    default:
        return true;
    }
}

/* ---- averages ---- */

struct average {
    int64_t left, values;
};

static struct average average_left(const struct inquiry *inquiry, const struct contest *contest,
                                   struct variable variable)
{
    struct average average = {0, 0};
    struct inquiry trial = *inquiry;
    struct swayed swayed;
    contest_sway(inquiry, contest, variable, &swayed);
    trial.assuming = true;
    trial.assumed = variable;
    int end = values_end(&trial), weight;
    for (trial.value = 0; trial.value < end; trial.value += weight) {
        weight = alike(&trial, &swayed, trial.value, end);
        if (!possible(&trial))
            continue;
        average.left += (int64_t)contest_alive(&trial, &swayed) * weight;
        average.values += weight;
    }
    return average;
}

static bool fewer(struct average a, struct average b)
{
    if (!a.values || !b.values)
        return a.values > b.values;
    return a.left * b.values < b.left * a.values;
}

void ask_variables(const struct inquiry *inquiry, const struct contest *contest,
                   struct variables *out)
{
    out->n = 0;
    for (uint32_t i = 0; i < contest->count; i++)
        if (contest->truth[i] == OPEN)
            inquiry_open_variables(inquiry, image_duties(inquiry->rules)[contest->duties[i]].when,
                                   out);
}

struct variable ask_best(const struct inquiry *inquiry, const struct contest *contest,
                         const struct variables *variables)
{
    struct variable best = variables->at[0];
    if (variables->n == 1)
        return best;
    struct average least = average_left(inquiry, contest, best);
    for (int i = 1; i < variables->n; i++) {
        struct average average = average_left(inquiry, contest, variables->at[i]);
        if (!fewer(average, least))
            continue;
        least = average;
        best = variables->at[i];
    }
    return best;
}

/* ---- the matter ---- */

/* Puts a duty where it belongs among the best so far, which are at most CHOICES_MAX. */
static int place_duty(const struct matter *matter, int duty, int *duties, int count)
{
    int score = contest_score(matter, duty), at = count;
    while (at > 0 && score > contest_score(matter, duties[at - 1]))
        at--;
    if (at == CHOICES_MAX)
        return count;
    int last = count < CHOICES_MAX ? count : CHOICES_MAX - 1;
    for (int i = last; i > at; i--)
        duties[i] = duties[i - 1];
    duties[at] = duty;
    return last + 1;
}

int ask_matters(const struct inquiry *inquiry, const struct contest *contest, int *duties)
{
    int count = 0;
    if (contest->meant != MEANT_NOTHING)
        return 0;
    for (uint32_t i = 0; i < contest->count; i++)
        if (contest->truth[i] == OPEN && image_duties(inquiry->rules)[contest->duties[i]].has_words)
            count = place_duty(inquiry->matter, contest->duties[i], duties, count);
    return count;
}
