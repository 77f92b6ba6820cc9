/* question: which unknown variable to ask next (rule 5 of matter.h): of those worth asking, the one
 * whose answer most likely decides a duty, as often as each duty happens; else the one that leaves
 * the least.
 *
 * Nothing is estimated. Each value is assumed in a copy of the matter, the category is worked out
 * anew, and with each duty that is left is noted whether anything was decided, and what is left
 * beside it. */
#include "dsl/base/frequency.h"
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

/* ---- what an answer leaves ---- */

/* The values that leave a duty: how many, how many of them decide something, and what else is left
 * under each, summed. */
struct kept {
    int64_t values, settled, left;
};
typedef VEC(struct kept) keeps;

static int64_t weight_left(const struct model *model, const struct standing *standing)
{
    int64_t sum = 0;
    for (size_t i = 0; i < standing->duties.n; i++)
        if (standing->duties.at[i].truth != NO)
            sum += frequency_of(model->frequency, standing->duties.at[i].duty);
    return sum;
}

static void note_kept(const struct model *model, const struct standing *standing, keeps *out)
{
    int64_t left = weight_left(model, standing);
    for (size_t i = 0; i < standing->duties.n; i++)
        if (standing->duties.at[i].truth != NO) {
            out->at[i].values++;
            out->at[i].settled += standing->kind == STANDS_DECIDED;
            out->at[i].left += left;
        }
}

static keeps try_values(const struct model *model, struct arena *arena, const struct matter *matter,
                        const struct standing *standing, struct variable variable)
{
    struct arena scratch;
    keeps out = {0};
    for (size_t i = 0; i < standing->duties.n; i++)
        VEC_ADD(arena, &out, ((struct kept){0, 0, 0}));
    arena_init(&scratch, SIZE_MAX / 2);
    for (int value = 0; value < values_of(model, variable); value++) {
        struct matter supposed = *matter;
        if (!assume(model, &supposed, variable, value))
            continue;
        struct standing then = oracle_standing_of(model, &scratch, &supposed, standing->category);
        note_kept(model, &then, &out);
        arena_reset(&scratch);
    }
    arena_free(&scratch);
    return out;
}

struct gain {
    int64_t settles, leaves; /* in 256ths */
    int64_t of;
};

static struct gain gain_of(const struct model *model, struct arena *arena,
                           const struct matter *matter, const struct standing *standing,
                           struct variable variable)
{
    keeps list = try_values(model, arena, matter, standing, variable);
    struct gain gain = {0, 0, 0};
    for (size_t i = 0; i < list.n; i++) {
        const struct kept *kept = &list.at[i];
        int64_t own = frequency_of(model->frequency, standing->duties.at[i].duty);
        if (kept->values == 0)
            continue;
        gain.settles += own * kept->settled * 256 / kept->values;
        gain.leaves += own * kept->left * 256 / kept->values;
        gain.of += own;
    }
    return gain;
}

/* ---- which are worth asking ---- */

static const struct duty_standing *row_of(const struct standing *standing, int duty)
{
    for (size_t i = 0; i < standing->duties.n; i++)
        if (standing->duties.at[i].duty == duty)
            return &standing->duties.at[i];
    return NULL;
}

/* The rows that go before a duty and are not NO yet. */
static indices rows_over(const struct model *model, struct arena *arena,
                         const struct standing *standing, int duty)
{
    indices rows = {0};
    for (size_t i = 0; i < standing->duties.n; i++) {
        const struct duty *other = &model->duties.at[standing->duties.at[i].duty];
        for (size_t k = 0; standing->duties.at[i].truth != NO && k < other->over.n; k++)
            if (other->over.at[k] == duty) {
                VEC_ADD(arena, &rows, (int)i);
                break;
            }
    }
    return rows;
}

static bool may_be_gone(const struct model *model, const struct matter *matter,
                        const struct standing *standing, const struct duty_standing *row)
{
    const struct duty *duty = &model->duties.at[row->duty];
    if (row->truth == YES)
        return false;
    return (standing->matter_open && duty->words.n > 0) ||
           oracle_truth_may_become(model, matter, duty->when, NO);
}

bool question_may_win(const struct model *model, struct arena *arena, const struct matter *matter,
                      const struct standing *standing, int duty)
{
    const struct duty_standing *row = row_of(standing, duty);
    if (row->truth == NO ||
        !oracle_truth_may_become(model, matter, model->duties.at[duty].when, YES))
        return false;
    indices over = rows_over(model, arena, standing, duty);
    for (size_t i = 0; i < over.n; i++)
        if (!may_be_gone(model, matter, standing, &standing->duties.at[over.at[i]]))
            return false;
    return true;
}

static void add_worth(const struct model *model, struct arena *arena, const struct matter *matter,
                      const struct standing *standing, int duty, variables *out)
{
    indices over = rows_over(model, arena, standing, duty);
    oracle_truth_useful_variables(model, arena, matter, model->duties.at[duty].when, YES, out);
    for (size_t i = 0; i < over.n; i++) {
        const struct duty_standing *row = &standing->duties.at[over.at[i]];
        oracle_truth_useful_variables(model, arena, matter, model->duties.at[row->duty].when, NO,
                                      out);
    }
}

static bool beats(struct gain a, struct gain b)
{
    if (a.settles == b.settles)
        return a.leaves < b.leaves;
    return a.settles > b.settles;
}

bool question_next(const struct model *model, struct arena *arena, const struct matter *matter,
                   const struct standing *standing, struct question *question)
{
    variables worth = {0};
    struct gain best = {-1, 0, 0};
    *question = (struct question){.settles = 0};
    for (size_t i = 0; i < standing->duties.n; i++) {
        int duty = standing->duties.at[i].duty;
        if (question_may_win(model, arena, matter, standing, duty))
            add_worth(model, arena, matter, standing, duty, &worth);
    }
    for (size_t i = 0; i < worth.n; i++) {
        struct gain gain = gain_of(model, arena, matter, standing, worth.at[i]);
        if (!beats(gain, best))
            continue;
        best = gain;
        question->variable = worth.at[i];
    }
    if (best.of > 0) {
        question->settles = (int)(best.settles * 1000 / 256 / best.of);
        question->leaves = (int)(best.leaves / 256 * 1000 / (best.of * best.of));
    }
    return worth.n > 0;
}
