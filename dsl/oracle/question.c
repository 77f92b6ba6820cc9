/* question: which unknown variable to ask next (rule 5 of matter.h): the one that leaves the
 * fewest duties on average over the values it may still have.
 *
 * Nothing is estimated. Each value is assumed in a copy of the matter, the category is worked out
 * anew, and what is left is counted. Averages are compared as fractions. */
#include "dsl/oracle/standing.h"

static void assume_fact(struct matter *matter, int fact, int value)
{
    matter->facts[matter->fact_count++] = (struct known){fact, value, FROM_ANSWER};
}

static bool time_possible(const struct matter *matter, int minute)
{
    for (int i = 0; i < matter->time.ranges; i++)
        if (minute >= matter->time.range[i].from && minute < matter->time.range[i].to)
            return true;
    return !matter->time.known;
}

static bool place_possible(const struct model *model, const struct matter *matter, int area)
{
    const struct area *self = &model->areas.at[area];
    for (int i = 0; i < matter->place_count; i++) {
        const struct area *place = &model->areas.at[matter->places[i]];
        if (self->first >= place->first && self->last <= place->last)
            return true;
    }
    return matter->place_count == 0;
}

/* How many values a variable has at most. */
static int values_of(const struct model *model, struct variable variable)
{
    switch (variable.kind) {
    case VAR_FACT:
        return (int)model->facts.at[variable.index].values.n;
    case VAR_TIME:
        return MINUTES_A_DAY;
    case VAR_AREA:
        return (int)model->areas.n;
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

/* Assumes the value; false where what is known rules it out. */
static bool assume(const struct model *model, struct matter *matter, struct variable variable,
                   int value)
{
    switch (variable.kind) {
    case VAR_FACT:
        assume_fact(matter, variable.index, value);
        return true;
    case VAR_TIME:
        if (!time_possible(matter, value))
            return false;
        matter->time = (struct known_time){
            .known = true, .source = FROM_ANSWER, .ranges = 1, .range = {{value, value + 1}}};
        return true;
    case VAR_AREA:
        if (!place_possible(model, matter, value))
            return false;
        matter->place_count = 1;
        matter->places[0] = value;
        return true;
    case VAR_WEEKDAY:
        if (matter->weekdays && !(matter->weekdays >> value & 1))
            return false;
        matter->weekdays = 1u << value;
        return true;
    case VAR_DAYCLASS:
        matter->dayclass = value;
        return true;
    case VAR_KIND:
        matter->kind = value;
        return true;
    case VAR_CHANNEL:
        matter->channel = value;
        return true;
    default:
        return false;
    }
}

struct average {
    int64_t left, values;
};

static struct average average_left(const struct model *model, const struct matter *matter,
                                   int category, struct variable variable)
{
    struct average average = {0};
    struct arena scratch;
    arena_init(&scratch, SIZE_MAX / 2);
    for (int value = 0; value < values_of(model, variable); value++) {
        struct matter supposed = *matter;
        if (!assume(model, &supposed, variable, value))
            continue;
        struct standing standing = oracle_standing_of(model, &scratch, &supposed, category);
        average.left += oracle_standing_alive(&standing);
        average.values++;
        arena_reset(&scratch);
    }
    arena_free(&scratch);
    return average;
}

static bool fewer(struct average a, struct average b)
{
    if (!a.values || !b.values)
        return a.values > b.values;
    return a.left * b.values < b.left * a.values;
}

bool question_next(const struct model *model, struct arena *arena, const struct matter *matter,
                   const struct standing *standing, struct variable *variable)
{
    variables open = {0};
    struct average best = {0};
    bool found = false;
    for (size_t i = 0; i < standing->duties.n; i++)
        if (standing->duties.at[i].truth == OPEN)
            oracle_truth_open_variables(model, arena, matter,
                                        model->duties.at[standing->duties.at[i].duty].when, &open);
    for (size_t i = 0; i < open.n; i++) {
        struct average average = {0};
        if (open.n > 1)
            average = average_left(model, matter, standing->category, open.at[i]);
        if (found && !fewer(average, best))
            continue;
        found = true;
        best = average;
        *variable = open.at[i];
    }
    return found;
}
