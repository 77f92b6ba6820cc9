/* trace: how a decision came about, for people. It decides like decide.c and writes down on the way
 * how every duty of the category stands, which part of its condition it fell over, who went before
 * it, and which known facts had a part in the outcome.
 *
 * Where the category itself is the question the best of the possible ones is shown. */
#include "dsl/oracle/standing.h"

static int missed_atoms(const struct model *model, const struct matter *matter,
                        const struct expr *expr)
{
    int missed = 0;
    if (!expr || oracle_truth(model, matter, expr) == YES)
        return 0;
    for (size_t i = 0; expr->op != EXPR_NOT && i < expr->kids.n; i++)
        missed += missed_atoms(model, matter, expr->kids.at[i]);
    return expr->kids.n && expr->op != EXPR_NOT ? missed : 1;
}

static bool known_at_all(const struct matter *matter, struct variable variable)
{
    switch (variable.kind) {
    case VAR_FACT:
        for (int i = 0; i < matter->fact_count; i++)
            if (matter->facts[i].fact == variable.index && matter->facts[i].value != NONE)
                return true;
        return false;
    case VAR_TIME:
        return matter->time.known;
    case VAR_WEEKDAY:
        return matter->has_day || (matter->weekdays & ~(unsigned)WEEKDAYS_UNKNOWN);
    case VAR_DAYCLASS:
        return matter->dayclass != NONE || matter->has_day ||
               oracle_weekdays_class(matter->weekdays) != NONE;
    case VAR_AREA:
        return matter->place_count > 0;
    case VAR_KIND:
        return true;
    case VAR_CHANNEL:
        return matter->channel != NONE;
    default:
        return false;
    }
}

static void use_facts(struct arena *arena, const struct matter *matter, const struct expr *expr,
                      struct oracle_trace *trace)
{
    variables all = {0};
    oracle_truth_all_variables(arena, expr, &all);
    for (size_t i = 0; i < all.n; i++) {
        bool listed = false;
        for (size_t k = 0; k < trace->facts.n; k++)
            listed = listed || oracle_truth_same_variable(trace->facts.at[k], all.at[i]);
        if (!listed && known_at_all(matter, all.at[i]))
            VEC_ADD(arena, &trace->facts, all.at[i]);
    }
}

static void use_branches(const struct model *model, struct arena *arena,
                         const struct matter *matter, const struct duty *duty,
                         struct oracle_trace *trace)
{
    for (size_t i = 0; i < duty->branches.n; i++) {
        use_facts(arena, matter, duty->branches.at[i].when, trace);
        if (oracle_truth(model, matter, duty->branches.at[i].when) == YES)
            return;
    }
}

static void use_winner(const struct model *model, struct arena *arena, const struct matter *matter,
                       struct oracle_trace *trace)
{
    const struct duty *winner = &model->duties.at[trace->decision.duty];
    if (winner->words.n)
        VEC_ADD(arena, &trace->facts, ((struct variable){VAR_MATTER, winner->category}));
    use_facts(arena, matter, winner->when, trace);
    use_branches(model, arena, matter, winner, trace);
    for (size_t i = 0; i < trace->rows.n; i++)
        for (size_t k = 0; k < winner->over.n; k++)
            if (winner->over.at[k] == trace->rows.at[i].duty && trace->rows.at[i].truth != NO)
                use_facts(arena, matter, model->duties.at[trace->rows.at[i].duty].when, trace);
}

static void use_fallen(const struct model *model, struct arena *arena, const struct matter *matter,
                       struct oracle_trace *trace)
{
    for (size_t i = 0; i < trace->rows.n; i++)
        use_facts(arena, matter, model->duties.at[trace->rows.at[i].duty].when, trace);
}

static int nearest_row(const struct model *model, const struct matter *matter,
                       const struct oracle_trace *trace)
{
    int nearest = NONE, fewest = INT32_MAX;
    for (size_t i = 0; i < trace->rows.n; i++) {
        const struct oracle_row *row = &trace->rows.at[i];
        int missed = missed_atoms(model, matter, model->duties.at[row->duty].when) +
                     (row->matter_decides ? 1 : 0);
        if (row->duty == trace->decision.duty || missed >= fewest)
            continue;
        nearest = row->duty;
        fewest = missed;
    }
    return nearest;
}

static void add_rows(const struct model *model, struct arena *arena, const struct matter *matter,
                     struct oracle_trace *trace)
{
    struct standing standing = oracle_standing_of(model, arena, matter, trace->category);
    for (size_t i = 0; i < standing.duties.n; i++) {
        const struct duty_standing *row = &standing.duties.at[i];
        VEC_ADD(
            arena, &trace->rows,
            ((struct oracle_row){
                .duty = row->duty,
                .truth = row->truth,
                .condition = row->condition,
                .atom = oracle_truth_blame(model, matter, model->duties.at[row->duty].when),
                .matter_decides = row->truth != row->condition,
                .beaten_by =
                    row->truth == YES ? oracle_standing_over(model, &standing, row->duty) : NONE}));
    }
}

struct oracle_trace *oracle_explain(const struct model *model, struct arena *arena,
                                    const struct matter *known)
{
    struct oracle_trace *trace = ARENA_NEW(arena, struct oracle_trace);
    struct matter then = oracle_as_decided(model, known), *matter = &then;
    oracle_decide(model, matter, &trace->decision);
    trace->nearest = trace->served_area = NONE;
    trace->category = trace->decision.category;
    if (trace->decision.ask == ASK_CATEGORY)
        trace->category = trace->decision.choices[0];
    if (trace->category == NONE)
        return trace;
    add_rows(model, arena, matter, trace);
    if (trace->decision.status == DECIDE_DUTY)
        use_winner(model, arena, matter, trace);
    else
        use_fallen(model, arena, matter, trace);
    trace->served_area = route_served_area(model, matter, trace->decision.target);
    trace->nearest = nearest_row(model, matter, trace);
    return trace;
}

static bool uses(const struct oracle_trace *trace, enum variable_kind kind, int index)
{
    for (size_t i = 0; i < trace->facts.n; i++)
        if (trace->facts.at[i].kind == kind && (index == NONE || trace->facts.at[i].index == index))
            return true;
    return false;
}

/* Is this one of the matters that are asked between? */
static bool asked(const struct oracle_trace *trace, int duty)
{
    for (int i = 0; trace->decision.ask == ASK_MATTER && i < trace->decision.choice_count; i++)
        if (trace->decision.choices[i] == duty)
            return true;
    return false;
}

/* Did the place choose who plays a role? */
static bool place_chose(const struct decision *decision)
{
    bool chose = decision->target.role != NONE && decision->target.unit != NONE;
    for (int i = 0; i < decision->assist_count; i++)
        chose = chose || (decision->assists[i].role != NONE && decision->assists[i].unit != NONE);
    return chose;
}

bool oracle_was_used(const struct oracle_trace *trace, const struct oracle_evidence *evidence)
{
    switch (evidence->use) {
    case ORACLE_CATEGORY:
        return evidence->index == trace->category;
    case ORACLE_DUTY:
        return evidence->index == trace->decision.duty || asked(trace, evidence->index);
    case ORACLE_VALUE:
        return uses(trace, VAR_FACT, evidence->index);
    case ORACLE_PERIOD:
        return uses(trace, VAR_TIME, NONE);
    case ORACLE_AREA:
        return uses(trace, VAR_AREA, NONE) || place_chose(&trace->decision);
    }
    return false;
}
