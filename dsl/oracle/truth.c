/* truth: a condition, held against what is known of a matter: YES, NO or OPEN.
 *
 * An atom asks about one variable. What is known of a variable is the set of values it may still
 * have: one where it is settled, two where a text revealed two, a range of minutes, several places.
 * All of them inside: YES. All outside: NO. Some of both, or nothing known at all: OPEN. A place
 * that contains the asked area may be inside or not: OPEN. And, or, not are Kleene's.
 *
 * "Don't know" is an answer but no value: such a variable is OPEN and is not asked again. */
#include "dsl/oracle/standing.h"

static bool holds_value(const struct expr *expr, int value)
{
    for (size_t i = 0; i < expr->values.n; i++)
        if (expr->values.at[i] == value)
            return true;
    return false;
}

static enum truth from_both(bool some_in, bool some_out)
{
    if (some_in == some_out)
        return OPEN;
    return some_in ? YES : NO;
}

/* ---- facts ---- */

/* Set by an answer or from outside; *value is NONE for "don't know". */
static bool fact_settled(const struct matter *matter, int fact, int *value)
{
    bool settled = false;
    *value = NONE;
    for (int i = 0; i < matter->fact_count; i++) {
        const struct known *known = &matter->facts[i];
        if (known->fact != fact || (known->source == FROM_WORDS && known->value != NONE))
            continue;
        settled = true;
        *value = known->value;
    }
    return settled;
}

static enum truth fact_truth(const struct matter *matter, const struct expr *expr)
{
    bool in = false, out = false;
    int value;
    if (fact_settled(matter, expr->variable.index, &value))
        return value == NONE ? OPEN : holds_value(expr, value) ? YES : NO;
    for (int i = 0; i < matter->fact_count; i++) {
        if (matter->facts[i].fact != expr->variable.index)
            continue;
        if (holds_value(expr, matter->facts[i].value))
            in = true;
        else
            out = true;
    }
    return from_both(in, out);
}

bool oracle_truth_fact_doubled(const struct matter *matter, int fact)
{
    int value, values = 0;
    if (fact_settled(matter, fact, &value))
        return false;
    for (int i = 0; i < matter->fact_count; i++)
        if (matter->facts[i].fact == fact)
            values++;
    return values > 1;
}

/* ---- day, time, place ---- */

static enum truth weekday_truth(const struct matter *matter, const struct expr *expr)
{
    unsigned days = matter->weekdays;
    bool in = false, out = false;
    if (!days && matter->has_day)
        days = 1u << civil_weekday(matter->day);
    for (int day = 0; day < 7; day++) {
        if (!(days >> day & 1))
            continue;
        if (holds_value(expr, day))
            in = true;
        else
            out = true;
    }
    return from_both(in, out);
}

static enum truth single_truth(const struct expr *expr, int value)
{
    return value == NONE ? OPEN : holds_value(expr, value) ? YES : NO;
}

static bool minute_asked(const struct expr *expr, int minute)
{
    for (size_t i = 0; i < expr->ranges.n; i++)
        if (minute >= expr->ranges.at[i].from && minute < expr->ranges.at[i].to)
            return true;
    return false;
}

static enum truth time_truth(const struct matter *matter, const struct expr *expr)
{
    bool in = false, out = false;
    if (matter->time.unknown || !matter->time.known)
        return OPEN;
    for (int r = 0; r < matter->time.ranges; r++)
        for (int m = matter->time.range[r].from; m < matter->time.range[r].to; m++) {
            if (minute_asked(expr, m))
                in = true;
            else
                out = true;
        }
    return from_both(in, out);
}

static bool contains(const struct model *model, int outer, int inner)
{
    const struct area *o = &model->areas.at[outer], *i = &model->areas.at[inner];
    return i->first >= o->first && i->last <= o->last;
}

static void place_sides(const struct model *model, const struct expr *expr, int place, bool *in,
                        bool *out)
{
    bool above = false;
    for (size_t i = 0; i < expr->values.n; i++) {
        if (contains(model, expr->values.at[i], place)) {
            *in = true;
            return;
        }
        if (contains(model, place, expr->values.at[i]))
            above = true;
    }
    *out = true;
    if (above)
        *in = true;
}

static enum truth area_truth(const struct model *model, const struct matter *matter,
                             const struct expr *expr)
{
    bool in = false, out = false;
    for (int i = 0; i < matter->place_count; i++)
        place_sides(model, expr, matter->places[i], &in, &out);
    return from_both(in, out);
}

/* ---- all together ---- */

static enum truth set_truth(const struct model *model, const struct matter *matter,
                            const struct expr *expr)
{
    switch (expr->variable.kind) {
    case VAR_FACT:
        return fact_truth(matter, expr);
    case VAR_MATTER:
        return single_truth(expr, matter->pinned_duty);
    case VAR_WEEKDAY:
        return weekday_truth(matter, expr);
    case VAR_DAYCLASS:
        return single_truth(expr, oracle_known_dayclass(model, matter));
    case VAR_KIND:
        return single_truth(expr, matter->kind);
    case VAR_CHANNEL:
        return single_truth(expr, matter->channel);
    default:
        return OPEN;
    }
}

static enum truth not(enum truth truth) { return truth == OPEN ? OPEN : truth == YES ? NO : YES; }

static enum truth kids_truth(const struct model *model, const struct matter *matter,
                             const struct expr *expr)
{
    enum truth settles = expr->op == EXPR_AND ? NO : YES, all = not(settles);
    for (size_t i = 0; i < expr->kids.n; i++) {
        enum truth truth = oracle_truth(model, matter, expr->kids.at[i]);
        if (truth == settles)
            return settles;
        if (truth == OPEN)
            all = OPEN;
    }
    return all;
}

enum truth oracle_truth(const struct model *model, const struct matter *matter,
                        const struct expr *expr)
{
    if (!expr)
        return YES;
    switch (expr->op) {
    case EXPR_AND:
    case EXPR_OR:
        return kids_truth(model, matter, expr);
    case EXPR_NOT:
        return not(oracle_truth(model, matter, expr->kids.at[0]));
    case EXPR_SET:
        return set_truth(model, matter, expr);
    case EXPR_AREA:
        return area_truth(model, matter, expr);
    case EXPR_TIME:
        return time_truth(matter, expr);
    case EXPR_TAG:
    case EXPR_LESS:
    case EXPR_LEAST:
        return OPEN; /* of enterprises, not of matters */
    }
    return OPEN;
}

bool oracle_truth_unknown_said(const struct matter *matter, struct variable variable)
{
    int value;
    if (variable.kind == VAR_FACT)
        return fact_settled(matter, variable.index, &value) && value == NONE;
    if (variable.kind == VAR_WEEKDAY || variable.kind == VAR_DAYCLASS)
        return matter->weekdays == WEEKDAYS_UNKNOWN;
    return (variable.kind == VAR_TIME && matter->time.unknown) ||
           (variable.kind == VAR_AREA && matter->place_unknown);
}

/* ---- which variables ---- */

bool oracle_truth_same_variable(struct variable a, struct variable b)
{
    return a.kind == b.kind && a.index == b.index;
}

static void add_variable(struct arena *arena, variables *out, struct variable variable)
{
    for (size_t i = 0; i < out->n; i++)
        if (oracle_truth_same_variable(out->at[i], variable))
            return;
    VEC_ADD(arena, out, variable);
}

/* Both sides of a NOT change places; the parts of an AND all have to be YES, or one NO; those of an
 * OR all NO, or one YES. */
bool oracle_truth_may_become(const struct model *model, const struct matter *matter,
                             const struct expr *expr, enum truth want)
{
    enum truth truth = oracle_truth(model, matter, expr);
    if (truth != OPEN)
        return truth == want;
    if (expr->op == EXPR_NOT)
        return oracle_truth_may_become(model, matter, expr->kids.at[0], not(want));
    if (!expr->kids.n)
        return !oracle_truth_unknown_said(matter, expr->variable);
    size_t able = 0;
    for (size_t i = 0; i < expr->kids.n; i++)
        if (oracle_truth_may_become(model, matter, expr->kids.at[i], want))
            able++;
    bool needs_all = (expr->op == EXPR_AND && want == YES) || (expr->op == EXPR_OR && want == NO);
    return needs_all ? able == expr->kids.n : able > 0;
}

void oracle_truth_useful_variables(const struct model *model, struct arena *arena,
                                   const struct matter *matter, const struct expr *expr,
                                   enum truth want, variables *out)
{
    if (!expr || oracle_truth(model, matter, expr) != OPEN ||
        !oracle_truth_may_become(model, matter, expr, want))
        return;
    enum truth below = expr->op == EXPR_NOT ? not(want) : want;
    for (size_t i = 0; i < expr->kids.n; i++)
        oracle_truth_useful_variables(model, arena, matter, expr->kids.at[i], below, out);
    if (!expr->kids.n)
        add_variable(arena, out, expr->variable);
}

void oracle_truth_all_variables(struct arena *arena, const struct expr *expr, variables *out)
{
    if (!expr)
        return;
    for (size_t i = 0; i < expr->kids.n; i++)
        oracle_truth_all_variables(arena, expr->kids.at[i], out);
    if (!expr->kids.n)
        add_variable(arena, out, expr->variable);
}

const struct expr *oracle_truth_blame(const struct model *model, const struct matter *matter,
                                      const struct expr *expr)
{
    enum truth truth = oracle_truth(model, matter, expr);
    if (truth == YES)
        return NULL;
    while (expr->kids.n && expr->op != EXPR_NOT) {
        size_t i = 0;
        while (oracle_truth(model, matter, expr->kids.at[i]) != truth)
            i++;
        expr = expr->kids.at[i];
    }
    return expr;
}
