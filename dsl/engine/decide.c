/* decide: from what is known of a matter to a duty, a unit, or the next question (matter.h, "HOW
 * FACTS DECIDE"). Every category that could be meant is worked out once; the one that is meant
 * alone gives the decision, all of them give candidates.
 *
 * A question already pending is never replaced: the order in which the functions below are called
 * is the order of the rules. Nothing is allocated; the work space is on the stack, about a hundred
 * kilobytes. */
#include "dsl/engine/decide.h"

#include "dsl/engine/contest.h"
#include "dsl/engine/time_parts.h"

static void add_choice(struct decision *decision, int choice)
{
    if (decision->choice_count < CHOICES_MAX)
        decision->choices[decision->choice_count++] = choice;
}

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

/* ---- a duty, or 否则 ---- */

static struct target take_target(const struct inquiry *inquiry, struct target target,
                                 struct decision *decision)
{
    struct target resolved = route_fill(inquiry, target);
    if (resolved.unit == NONE && resolved.role != NONE)
        ask_place(inquiry->matter, decision);
    return resolved;
}

static void take_assists(const struct inquiry *inquiry, struct image_run run,
                         struct decision *decision)
{
    const struct image_target *assists = image_targets(inquiry->rules) + run.at;
    const uint32_t most = sizeof decision->assists / sizeof *decision->assists;
    for (uint32_t i = 0; i < run.n && i < most; i++) {
        struct target assist = {assists[i].unit, assists[i].role};
        decision->assists[decision->assist_count++] = take_target(inquiry, assist, decision);
    }
}

static void take_duty(const struct inquiry *inquiry, int duty, struct decision *decision)
{
    const struct image_duty *self = &image_duties(inquiry->rules)[duty];
    struct variable open;
    struct target target = route_find(inquiry, duty, &open);
    decision->status = DECIDE_DUTY;
    decision->duty = duty;
    decision->urgent = self->urgent != 0;
    decision->within = (struct duration){self->within.count, (enum measure)self->within.measure};
    decision->clock = self->clock;
    decision->collect = self->collect;
    if (open.kind != VAR_FACT || open.index != NONE)
        ask_variable(inquiry->matter, open, decision);
    else
        decision->target = take_target(inquiry, target, decision);
    take_assists(inquiry, self->assists, decision);
    if (self->collect & COLLECT_PLACE && inquiry->matter->place_count != 1)
        ask_place(inquiry->matter, decision);
}

static void take_otherwise(const struct inquiry *inquiry, int category, struct decision *decision)
{
    const struct image_category *self = &image_categories(inquiry->rules)[category];
    struct target target = {self->otherwise.unit, self->otherwise.role};
    decision->status = DECIDE_OTHERWISE;
    decision->clock = self->clock;
    decision->target = take_target(inquiry, target, decision);
}

/* ---- one category ---- */

static void ask_between_matters(const int *matters, int count, struct decision *decision)
{
    decision->ask = ASK_MATTER;
    for (int i = 0; i < count; i++)
        add_choice(decision, matters[i]);
}

static void ask_between_values(const struct inquiry *inquiry, int fact, struct decision *decision)
{
    const struct matter *matter = inquiry->matter;
    ask_variable(matter, (struct variable){VAR_FACT, fact}, decision);
    for (int i = 0; i < matter->fact_count; i++)
        if (matter->facts[i].fact == fact)
            add_choice(decision, matter->facts[i].value);
}

static void take_ending(const struct inquiry *inquiry, int category, const struct ending *ending,
                        struct decision *decision)
{
    switch (ending->kind) {
    case ENDS_IN_QUESTION:
        decision->ask_settles = ending->settles;
        decision->ask_leaves = ending->leaves;
        ask_variable(inquiry->matter, ending->question, decision);
        break;
    case ENDS_IN_MATTERS:
        ask_between_matters(ending->matters, ending->matter_count, decision);
        break;
    case ENDS_IN_DUTY:
        take_duty(inquiry, ending->duty, decision);
        break;
    case ENDS_IN_OTHERWISE:
        take_otherwise(inquiry, category, decision);
        break;
    }
}

static void decide_inside(const struct inquiry *inquiry, const struct contest *contest,
                          struct decision *decision)
{
    if (contest->kind == CONTEST_BETWEEN_MATTERS) {
        ask_between_matters(contest->several, contest->several_count, decision);
    } else if (contest->kind == CONTEST_BETWEEN_VALUES) {
        ask_between_values(inquiry, contest->fact, decision);
    } else {
        struct ending ending = contest_ending(inquiry, contest);
        take_ending(inquiry, contest->category, &ending, decision);
    }
}

/* Would this category, were it alone, end in 否则, or has it no duty left? inside: what was decided
 * in it, if it was looked at alone already; else NULL. */
static bool falls_through(const struct inquiry *inquiry, const struct contest *contest,
                          const struct decision *inside)
{
    if (contest->kind != CONTEST_OPEN)
        return contest->kind == CONTEST_EMPTY;
    return inside ? inside->status == DECIDE_OTHERWISE
                  : !ask_anything(inquiry, contest) && contest_general(inquiry, contest) == NONE;
}

/* ---- which category ---- */

static int counting_categories(const struct inquiry *inquiry, struct score *out)
{
    const struct matter *matter = inquiry->matter;
    int pinned = matter->pinned_category, count = 0;
    bool any_strong = false;
    if (pinned >= 0 && pinned < image_categories_count(inquiry->rules)) {
        out[0] = (struct score){pinned, 1, true};
        return 1;
    }
    for (int i = 0; i < matter->category_count; i++)
        any_strong |= matter->categories[i].strong;
    for (int i = 0; i < matter->category_count; i++)
        if (matter->categories[i].strong == any_strong)
            out[count++] = matter->categories[i];
    return count;
}

static int within_margin(const struct score *scores, int count)
{
    int reach = 0;
    while (reach < count && WITHIN_MARGIN(scores[0].score, scores[reach].score))
        reach++;
    return reach;
}

static void begin_decision(struct decision *decision)
{
    *decision = (struct decision){.status = DECIDE_NOTHING,
                                  .category = NONE,
                                  .duty = NONE,
                                  .target = {NONE, NONE},
                                  .clock = NONE,
                                  .variable = {VAR_FACT, NONE}};
}

static void begin_inside(const struct score *category, struct decision *decision)
{
    decision->status = DECIDE_ASK;
    decision->category = category->index;
}

/* Works the category out and adds its desks. inside: it alone is meant. */
static void decide_category(const struct inquiry *inquiry, const struct score *category,
                            bool inside, struct desks *desks, struct decision *decision)
{
    struct contest contest;
    contest_of(inquiry, category->index, &contest);
    if (inside) {
        begin_inside(category, decision);
        decide_inside(inquiry, &contest, decision);
    }
    bool otherwise = falls_through(inquiry, &contest, inside ? decision : NULL);
    desks_add(inquiry, &contest, category->score, otherwise, desks);
}

/* The same where it was worked out before. */
static void decide_opening(const struct inquiry *inquiry, const struct score *category,
                           const struct opening *opening, bool inside, struct desks *desks,
                           struct decision *decision)
{
    if (inside) {
        begin_inside(category, decision);
        take_ending(inquiry, category->index, &opening->ending, decision);
    }
    desks_add_shares(inquiry, category, opening->shares, opening->share_count, desks);
}

static void decide_as_known(const struct rules *rules, const struct matter *matter,
                            struct decision *decision)
{
    struct inquiry inquiry = inquiry_of(rules, matter);
    struct score categories[SCORES_MAX];
    const struct opening *openings[SCORES_MAX];
    struct desks desks;
    begin_decision(decision);
    int count = counting_categories(&inquiry, categories);
    int reach = within_margin(categories, count);
    if (reach > 1) {
        decision->status = DECIDE_ASK;
        decision->ask = ASK_CATEGORY;
        for (int i = 0; i < reach; i++) /* NOLINTNEXTLINE(clang-analyzer-core.*): they are filled */
            add_choice(decision, categories[i].index);
    }
    for (int i = 0; i < count; i++) {
        openings[i] = opening_find(&inquiry, &categories[i]);
        if (!openings[i])
            contest_fetch(&inquiry, categories[i].index);
    }
    desks_init(rules, &desks);
    for (int i = 0; i < count; i++) {
        bool inside = i == 0 && reach == 1;
        if (openings[i])
            decide_opening(&inquiry, &categories[i], openings[i], inside, &desks, decision);
        else
            decide_category(&inquiry, &categories[i], inside, &desks, decision);
    }
    desks_choose(&desks, decision);
}

/* ---- a time from one hour to another ---- */

static struct matter known_in_part(const struct matter *matter, struct minute_range range)
{
    struct matter then = *matter;
    then.time = (struct known_time){
        .known = true, .source = matter->time.source, .ranges = 1, .range = {range}};
    return then;
}

/* The duty that is decided in the category if only that part of the time is known, or NONE. Of all
 * else that a decision says nobody asks before the part is chosen. */
static int duty_in_part(const struct rules *rules, const struct matter *matter, int category,
                        struct minute_range range)
{
    const struct matter then = known_in_part(matter, range);
    const struct inquiry inquiry = inquiry_of(rules, &then);
    struct contest contest;
    contest_of(&inquiry, category, &contest);
    if (contest.kind == CONTEST_OPEN && !ask_anything(&inquiry, &contest))
        return contest_general(&inquiry, &contest);
    return contest.decided;
}

void decide(const struct rules *rules, const struct matter *matter, struct decision *decision)
{
    struct time_part parts[SPAN_PARTS_MAX];
    decide_as_known(rules, matter, decision);
    if (!matter->time.span || decision->ask != ASK_VARIABLE || decision->variable.kind != VAR_TIME)
        return;
    int category = decision->category;
    int count = time_parts_of(rules, matter, category, parts);
    for (int i = 0; i < count; i++)
        parts[i].duty = duty_in_part(rules, matter, category, parts[i].range);
    if (!count)
        return;
    const struct matter then =
        known_in_part(matter, parts[time_parts_choose(rules, parts, count)].range);
    decide_as_known(rules, &then, decision);
}
