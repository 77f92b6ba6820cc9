/* opening: most texts name a category and say nothing of what its duties ask for, or only one thing
 * (what is wrong with it), or when it was. How a category stands then (who wins, what is asked
 * next, which desks it may go to) hangs on the rules alone, and what a question is worth is dear to
 * work out. So it is worked out once: for nothing known, and for each value of each fact that the
 * category asks for, known alone; and each of these for a time inside and outside the hours that
 * its conditions ask for, where all ask for the same.
 *
 * What else is known may not matter: knowing more turns no condition that is NO into anything else,
 * and of those that are not NO the opening notes what they ask for. It holds as long as nothing of
 * that is known, no words say which duty is meant, and nothing was answered "don't know"; else
 * contest.c has the word. It is made by the same functions that work it out then. */
#include "dsl/engine/opening.h"

#include "dsl/base/vec.h"
#include "dsl/engine/contest.h"

/* Of the hours asked for. */
enum { TIME_OPEN, TIME_INSIDE, TIME_OUTSIDE, TIMES };

enum {
    FACTS_MAX = 8,     /* of a category: with more its openings are too many ... */
    OPENINGS_MAX = 256 /* ... and so with more than these */
};

struct asked_fact {
    int fact, values;
    uint32_t first; /* the openings for its value 0; the others follow */
};

/* Of one category; at is NULL where it has too many. */
struct category_openings {
    struct opening *at;             /* TIMES of each, the first ones for nothing known */
    const struct image_node *hours; /* what all its conditions on the time ask for, or NULL */
    uint32_t fact_count;
    struct asked_fact facts[FACTS_MAX];
};

struct openings {
    const struct frequency *frequency; /* for which they were made */
    struct category_openings *of;      /* by category */
};

/* ---- looking one up ---- */

static bool is_meant(const struct inquiry *inquiry, int category)
{
    const struct matter *matter = inquiry->matter;
    bool meant = matter->pinned_duty != NONE;
    for (int i = 0; i < matter->duty_count; i++)
        meant |= inquiry->claims[matter->duties[i].index].category == category;
    return meant;
}

static const struct asked_fact *asks_for(const struct category_openings *of, int fact)
{
    for (uint32_t i = 0; i < of->fact_count; i++)
        if (of->facts[i].fact == fact)
            return &of->facts[i];
    return NULL;
}

/* Does it hold, with this fact known or none? */
static bool holds(const struct inquiry *inquiry, const struct category_openings *of,
                  const struct opening *opening, int fact)
{
    const struct matter *matter = inquiry->matter;
    if (inquiry->asks_known & opening->beside)
        return false;
    for (int i = 0; inquiry->known & opening->facts && i < matter->fact_count; i++)
        if (opening->facts & fact_bit(matter->facts[i].fact) && matter->facts[i].fact != fact &&
            asks_for(of, matter->facts[i].fact))
            return false;
    return true;
}

/* The first of the openings for this value, or NULL. */
static const struct opening *openings_for(const struct inquiry *inquiry,
                                          const struct category_openings *of,
                                          const struct known *known)
{
    const struct asked_fact *asked = asks_for(of, known->fact);
    if (!asked || known->value >= asked->values || inquiry->doubled & fact_bit(known->fact))
        return NULL;
    return &of->at[asked->first + (uint32_t)known->value * TIMES];
}

/* What is known of the time, as the category asks for it. */
static int time_known(const struct inquiry *inquiry, const struct category_openings *of)
{
    static const int times[] = {[NO] = TIME_OUTSIDE, [YES] = TIME_INSIDE, [OPEN] = TIME_OPEN};
    return of->hours && inquiry->matter->time.known ? times[inquiry_node(inquiry, of->hours)]
                                                    : TIME_OPEN;
}

const struct opening *opening_find(const struct inquiry *inquiry, const struct score *category)
{
    const struct openings *all = inquiry->rules->openings;
    const struct matter *matter = inquiry->matter;
    if (!all || all->frequency != inquiry->rules->frequency || inquiry->unknowns)
        return NULL;
    const struct category_openings *of = &all->of[category->index];
    if (!of->at || category->score <= 0 || is_meant(inquiry, category->index))
        return NULL;
    int time = time_known(inquiry, of);
    if (holds(inquiry, of, of->at + time, NONE))
        return of->at + time;
    for (int i = 0; i < matter->fact_count; i++) {
        const struct opening *openings = openings_for(inquiry, of, &matter->facts[i]);
        if (openings && holds(inquiry, of, openings + time, matter->facts[i].fact))
            return openings + time;
    }
    return NULL;
}

/* ---- making them ---- */

struct opener {
    const struct rules *rules;
    struct arena *arena;
    struct category_openings *of; /* of the category that is made */
    bool too_many, many_hours;
};

static void note_fact(struct opener *opener, int fact)
{
    struct category_openings *of = opener->of;
    if (asks_for(of, fact))
        return;
    if (of->fact_count == FACTS_MAX) {
        opener->too_many = true;
        return;
    }
    int values = (int)image_facts(opener->rules)[fact].values.n;
    of->facts[of->fact_count++] = (struct asked_fact){fact, values, 0};
}

static bool same_hours(const struct rules *rules, const struct image_node *a,
                       const struct image_node *b)
{
    const struct image_range *ranges = image_ranges(rules);
    return a->list.n == b->list.n &&
           memcmp(ranges + a->list.at, ranges + b->list.at, a->list.n * sizeof *ranges) == 0;
}

static void note_hours(struct opener *opener, const struct image_node *node)
{
    if (!opener->of->hours)
        opener->of->hours = node;
    opener->many_hours |= !same_hours(opener->rules, opener->of->hours, node);
}

static void note_variables(struct opener *opener, int when)
{
    if (when == NONE)
        return;
    const struct image_node *node = &image_nodes(opener->rules)[when];
    for (const struct image_node *end = node + node->size; node < end; node++)
        if (node->op == OP_SET && node->kind == VAR_FACT)
            note_fact(opener, node->index);
        else if (node->op == OP_TIME)
            note_hours(opener, node);
}

static void note_duties(struct opener *opener, int category)
{
    const struct image_run duties = image_categories(opener->rules)[category].duties;
    for (uint32_t i = 0; i < duties.n; i++) {
        const struct image_claim *claim =
            &image_claims(opener->rules)[image_ints(opener->rules)[duties.at + i]];
        note_variables(opener, claim->when);
        for (uint32_t b = 0; b < claim->branches.n; b++)
            note_variables(opener, image_branches(opener->rules)[claim->branches.at + b].when);
    }
}

/* Gives each value of each fact its place; how many there are with those for nothing known. */
static uint32_t place_values(struct category_openings *of)
{
    uint32_t n = TIMES;
    for (uint32_t i = 0; i < of->fact_count; i++) {
        of->facts[i].first = n;
        n += (uint32_t)of->facts[i].values * TIMES;
    }
    return n;
}

/* What the condition asks for besides what is supposed. */
static void note_asked(const struct inquiry *inquiry, int when, struct opening *opening)
{
    const struct matter *matter = inquiry->matter;
    if (when == NONE)
        return;
    const struct image_node *node = &inquiry->nodes[when];
    for (const struct image_node *end = node + node->size; node < end; node++)
        if (node->op == OP_SET && node->kind == VAR_FACT) {
            bool supposed = matter->fact_count && matter->facts->fact == node->index;
            opening->facts |= supposed ? 0 : fact_bit(node->index);
        } else if (node->op > OP_NOT && !(node->op == OP_TIME && matter->time.known)) {
            opening->beside |= asks_bit((enum variable_kind)node->kind, node->index);
        }
}

static void note_open(const struct inquiry *inquiry, const struct contest *contest,
                      struct opening *opening)
{
    const struct image_branch *branches = image_branches(inquiry->rules);
    for (uint32_t i = 0; i < contest->count; i++) {
        const struct image_claim *claim = &inquiry->claims[contest->duties[i]];
        if (contest->condition[i] == NO)
            continue;
        note_asked(inquiry, claim->when, opening);
        for (uint32_t b = 0; b < claim->branches.n; b++)
            note_asked(inquiry, branches[claim->branches.at + b].when, opening);
    }
}

static struct opening open_one(const struct opener *opener, int category,
                               const struct matter *matter)
{
    const struct inquiry inquiry = inquiry_of(opener->rules, matter);
    struct opening opening = {.facts = 0};
    struct contest contest;
    struct desks desks;
    desks_init(opener->rules, &desks);
    contest_of(&inquiry, category, &contest);
    note_open(&inquiry, &contest, &opening);
    opening.ending = contest_ending(&inquiry, &contest);
    desks_add(&inquiry, &contest, 1, opening.ending.kind == ENDS_IN_OTHERWISE, &desks);
    opening.share_count = desks.count;
    opening.shares = ARENA_ARRAY(opener->arena, (size_t)desks.count, struct share);
    desks_shares(&desks, opening.shares);
    return opening;
}

/* Does any of the category's hours hold the minute? */
static bool in_hours(const struct opener *opener, int minute)
{
    const struct image_run list = opener->of->hours->list;
    bool in = false;
    for (uint32_t i = 0; i < list.n; i++) {
        struct image_range range = image_ranges(opener->rules)[list.at + i];
        in |= minute >= range.from && minute < range.to;
    }
    return in;
}

/* Some minute inside the hours, or outside. */
static struct known_time suppose_time(const struct opener *opener, bool inside)
{
    int minute = 0;
    while (minute + 1 < MINUTES_A_DAY && in_hours(opener, minute) != inside)
        minute++;
    return (struct known_time){
        .known = true, .source = FROM_WORDS, .ranges = 1, .range = {{minute, minute + 1}}};
}

/* For what the matter says; where the time matters, for each time, too. */
static void open_times(const struct opener *opener, int category, struct matter *matter,
                       struct opening openings[TIMES])
{
    openings[TIME_OPEN] = open_one(opener, category, matter);
    openings[TIME_INSIDE] = openings[TIME_OUTSIDE] = openings[TIME_OPEN];
    if (!opener->of->hours || !(openings->beside & asks_bit(VAR_TIME, NONE)))
        return;
    for (int time = TIME_INSIDE; time < TIMES; time++) {
        matter->time = suppose_time(opener, time == TIME_INSIDE);
        openings[time] = open_one(opener, category, matter);
    }
}

static void open_values(const struct opener *opener, int category)
{
    struct category_openings *of = opener->of;
    for (uint32_t i = 0; i < of->fact_count; i++)
        for (int value = 0; value < of->facts[i].values; value++) {
            struct matter matter = matter_empty();
            matter.fact_count = 1;
            matter.facts[0] = (struct known){of->facts[i].fact, value, FROM_WORDS};
            open_times(opener, category, &matter,
                       &of->at[of->facts[i].first + (uint32_t)value * TIMES]);
        }
}

static void open_category(struct opener *opener, int category)
{
    struct category_openings *of = opener->of;
    struct matter matter = matter_empty();
    opener->too_many = opener->many_hours = false;
    note_duties(opener, category);
    uint32_t n = place_values(of);
    if (opener->too_many || n > OPENINGS_MAX)
        return;
    of->hours = opener->many_hours ? NULL : of->hours;
    of->at = ARENA_ARRAY(opener->arena, n, struct opening);
    open_times(opener, category, &matter, of->at);
    open_values(opener, category);
}

const struct openings *openings_new(const struct rules *rules, struct arena *arena)
{
    struct openings *all = ARENA_NEW(arena, struct openings);
    struct opener opener = {.rules = rules, .arena = arena};
    int categories = image_categories_count(rules);
    all->frequency = rules->frequency;
    all->of = ARENA_ARRAY(arena, (size_t)categories, struct category_openings);
    for (int i = 0; i < categories; i++) {
        opener.of = &all->of[i];
        open_category(&opener, i);
    }
    return all;
}
