/* decide: from what is known of a matter to a duty, a unit, or the next question; matter.h, "HOW
 * FACTS DECIDE", rule by rule. First the category, then how its duties stand (standing.c), then
 * either a question (question.c) or the desk (route.c); at last the candidates.
 *
 * A question is asked only where none is pending: whoever comes first in the order of the rules
 * has it. */
#include "dsl/base/frequency.h"
#include "dsl/oracle/span.h"
#include "dsl/oracle/standing.h"

static struct target nobody(void)
{
    return (struct target){NONE, NONE};
}

static void add_choice(struct decision *decision, int choice)
{
    if (decision->choice_count < CHOICES_MAX)
        decision->choices[decision->choice_count++] = choice;
}

/* ---- questions ---- */

static void ask_place(const struct matter *matter, struct decision *decision)
{
    if (decision->ask != ASK_NONE || matter->place_unknown)
        return;
    decision->ask = ASK_PLACE;
    for (int i = 0; matter->place_count > 1 && i < matter->place_count; i++)
        add_choice(decision, matter->places[i]);
}

static void ask_variable(const struct matter *matter, struct variable variable,
                         struct decision *decision)
{
    if (variable.kind == VAR_AREA) {
        ask_place(matter, decision);
        return;
    }
    decision->ask = ASK_VARIABLE;
    decision->variable = variable;
}

static void ask_between_values(const struct matter *matter, int fact, struct decision *decision)
{
    ask_variable(matter, (struct variable){VAR_FACT, fact}, decision);
    for (int i = 0; i < matter->fact_count; i++)
        if (matter->facts[i].fact == fact)
            add_choice(decision, matter->facts[i].value);
}

static void ask_between_matters(const struct standing *standing, struct decision *decision)
{
    decision->ask = ASK_MATTER;
    for (size_t i = 0; i < standing->matters.n; i++)
        add_choice(decision, standing->matters.at[i]);
}

/* By score, then frequency, then index. */
static bool goes_before(const struct model *model, const struct matter *matter, int duty, int other)
{
    int score = oracle_standing_duty_score(matter, duty);
    int others = oracle_standing_duty_score(matter, other);
    int64_t often = frequency_of(model->frequency, duty);
    int64_t others_often = frequency_of(model->frequency, other);
    if (score != others)
        return score > others;
    return often != others_often ? often > others_often : duty < other;
}

/* Which of the duties with words that may yet win is meant. false: none is open. */
static bool ask_matter(const struct model *model, struct arena *arena, const struct matter *matter,
                       const struct standing *standing, struct decision *decision)
{
    indices open = {0};
    for (size_t i = 0; i < standing->duties.n; i++) {
        const struct duty_standing *row = &standing->duties.at[i];
        if (row->truth == OPEN && model->duties.at[row->duty].words.n > 0 &&
            question_may_win(model, arena, matter, standing, row->duty))
            VEC_ADD(arena, &open, row->duty);
    }
    for (; open.n; open.n--) {
        size_t best = 0;
        for (size_t i = 1; i < open.n; i++)
            if (goes_before(model, matter, open.at[i], open.at[best]))
                best = i;
        decision->ask = ASK_MATTER;
        add_choice(decision, open.at[best]);
        open.at[best] = open.at[open.n - 1];
    }
    return decision->ask == ASK_MATTER;
}

/* ---- the desk ---- */

static void take_target(const struct model *model, const struct matter *matter,
                        struct target target, struct decision *decision)
{
    decision->target = route_resolve(model, matter, target);
    if (decision->target.unit == NONE && decision->target.role != NONE)
        ask_place(matter, decision);
}

static void take_assists(const struct model *model, const struct matter *matter,
                         const struct duty *duty, struct decision *decision)
{
    const int most = (int)(sizeof decision->assists / sizeof *decision->assists);
    for (size_t i = 0; i < duty->assists.n && decision->assist_count < most; i++) {
        struct target assist = route_resolve(model, matter, duty->assists.at[i]);
        decision->assists[decision->assist_count++] = assist;
        if (assist.unit == NONE && assist.role != NONE)
            ask_place(matter, decision);
    }
}

static void take_duty(const struct model *model, struct arena *arena, const struct matter *matter,
                      int index, struct decision *decision)
{
    const struct duty *duty = &model->duties.at[index];
    struct route route = route_of_duty(model, arena, matter, index);
    decision->status = DECIDE_DUTY;
    decision->duty = index;
    decision->urgent = duty->urgent;
    decision->within = duty->within;
    decision->clock = duty->clock;
    decision->collect = duty->collect;
    if (route.open)
        ask_variable(matter, route.variable, decision);
    else
        take_target(model, matter, route.target, decision);
    take_assists(model, matter, duty, decision);
    if ((duty->collect & COLLECT_PLACE) && matter->place_count != 1)
        ask_place(matter, decision);
}

static void take_otherwise(const struct model *model, const struct matter *matter, int category,
                           struct decision *decision)
{
    decision->status = DECIDE_OTHERWISE;
    decision->clock = model->categories.at[category].clock;
    take_target(model, matter, model->categories.at[category].otherwise, decision);
}

/* ---- inside a category, and all together ---- */

static void decide_open(const struct model *model, struct arena *arena, const struct matter *matter,
                        const struct standing *standing, struct decision *decision)
{
    struct question question;
    int general = oracle_standing_general(model, standing);
    decision->status = DECIDE_ASK;
    if (question_next(model, arena, matter, standing, &question)) {
        decision->ask_settles = question.settles;
        decision->ask_leaves = question.leaves;
        ask_variable(matter, question.variable, decision);
    } else if (!standing->matter_open || !ask_matter(model, arena, matter, standing, decision)) {
        if (general != NONE)
            take_duty(model, arena, matter, general, decision);
        else
            take_otherwise(model, matter, standing->category, decision);
    }
}

static void decide_inside(const struct model *model, struct arena *arena,
                          const struct matter *matter, int category, struct decision *decision)
{
    struct standing standing = oracle_standing_of(model, arena, matter, category);
    decision->status = DECIDE_ASK;
    decision->category = category;
    switch (standing.kind) {
    case STANDS_BETWEEN_MATTERS:
        ask_between_matters(&standing, decision);
        break;
    case STANDS_BETWEEN_VALUES:
        ask_between_values(matter, standing.fact, decision);
        break;
    case STANDS_DECIDED:
        take_duty(model, arena, matter, standing.decided, decision);
        break;
    case STANDS_OPEN:
        decide_open(model, arena, matter, &standing, decision);
        break;
    case STANDS_EMPTY:
        take_otherwise(model, matter, category, decision);
        break;
    }
}

/* The categories that reach the margin of the best. */
static int within_margin(const struct score *scores, int count)
{
    int reach = 0;
    while (reach < count && WITHIN_MARGIN(scores[0].score, scores[reach].score))
        reach++;
    return reach;
}

static void decide_with(const struct model *model, struct arena *arena, const struct matter *matter,
                        struct decision *decision)
{
    struct score categories[SCORES_MAX];
    int count = candidates_categories(model, matter, categories);
    int reach = within_margin(categories, count);
    if (!count)
        return;
    if (reach == 1) {
        decide_inside(model, arena, matter, categories[0].index, decision);
    } else {
        decision->status = DECIDE_ASK;
        decision->ask = ASK_CATEGORY;
        for (int i = 0; i < reach; i++)
            add_choice(decision, categories[i].index);
    }
    candidates_weigh(model, arena, matter, decision);
}

static void decide_known(const struct model *model, const struct matter *matter,
                         struct decision *decision)
{
    struct arena scratch;
    *decision = (struct decision){.status = DECIDE_NOTHING,
                                  .category = NONE,
                                  .duty = NONE,
                                  .target = nobody(),
                                  .clock = NONE,
                                  .variable = {VAR_FACT, NONE}};
    arena_init(&scratch, SIZE_MAX / 2);
    decide_with(model, &scratch, matter, decision);
    arena_free(&scratch);
}

/* ---- a time from one hour to another ---- */

static struct matter matter_of_part(const struct matter *matter, const struct span_part *part)
{
    struct matter then = *matter;
    then.time = (struct known_time){.known = true, .source = matter->time.source, .ranges = 1};
    then.time.range[0] = part->range;
    return then;
}

struct matter oracle_as_decided(const struct model *model, const struct matter *matter)
{
    struct span_part parts[SPAN_PARTS_MAX];
    struct decision decision;
    if (!matter->time.span)
        return *matter;
    decide_known(model, matter, &decision);
    if (decision.ask != ASK_VARIABLE || decision.variable.kind != VAR_TIME)
        return *matter;
    int n = span_parts(model, matter, decision.category, parts);
    for (int i = 0; i < n; i++) {
        struct matter then = matter_of_part(matter, &parts[i]);
        decide_known(model, &then, &decision);
        parts[i].duty = decision.status == DECIDE_DUTY ? decision.duty : NONE;
    }
    return n ? matter_of_part(matter, &parts[span_choose(model, parts, n)]) : *matter;
}

void oracle_decide(const struct model *model, const struct matter *matter,
                   struct decision *decision)
{
    struct matter then = oracle_as_decided(model, matter);
    decide_known(model, &then, decision);
}
