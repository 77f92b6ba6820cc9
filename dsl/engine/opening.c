/* opening: most texts name a category and say nothing of what its duties ask for, or only one thing
 * (what is wrong with it). How a category stands then (who wins, what is asked next, which desks it
 * may go to) hangs on the rules alone, and what a question is worth is dear to work out. So it is
 * worked out once: for nothing known, and for each value of each fact that the category asks for,
 * known alone.
 *
 * An opening holds only as long as nothing else is known that a condition of the category asks for,
 * no words say which duty is meant, and nothing was answered "don't know"; else contest.c has the
 * word. It is made by the same functions that work it out else. */
#include "dsl/engine/opening.h"

#include "dsl/base/vec.h"
#include "dsl/engine/contest.h"

enum {
    FACTS_MAX = 8,     /* of a category: with more its openings are too many ... */
    OPENINGS_MAX = 256 /* ... and so with more than these */
};

struct asked_fact {
    int fact, values;
    uint32_t first; /* the opening for its value 0; the others follow */
};

/* Of one category; at is NULL where it has too many. */
struct category_openings {
    struct opening *at; /* the first for nothing known */
    uint32_t beside;    /* asks_bit() of all but facts that is asked for */
    uint32_t fact_count;
    uint64_t fact_bits; /* fact_bit() of those asked for */
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

const struct opening *opening_find(const struct inquiry *inquiry, const struct score *category)
{
    const struct openings *all = inquiry->rules->openings;
    if (!all || all->frequency != inquiry->rules->frequency || inquiry->unknowns)
        return NULL;
    const struct category_openings *of = &all->of[category->index];
    const struct matter *matter = inquiry->matter;
    uint32_t place = 0;
    if (!of->at || category->score <= 0 || inquiry->asks_known & of->beside ||
        inquiry->doubled & of->fact_bits || is_meant(inquiry, category->index))
        return NULL;
    for (int i = 0; inquiry->known & of->fact_bits && i < matter->fact_count; i++) {
        const struct known *known = &matter->facts[i];
        const struct asked_fact *asked = asks_for(of, known->fact);
        if (asked && (place || known->value >= asked->values))
            return NULL;
        if (asked)
            place = asked->first + (uint32_t)known->value;
    }
    return &of->at[place];
}

/* ---- making them ---- */

struct opener {
    const struct rules *rules;
    struct arena *arena;
    struct category_openings *of; /* of the category that is made */
    bool too_many;
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
    of->fact_bits |= fact_bit(fact);
}

static void note_condition(struct opener *opener, int when)
{
    if (when == NONE)
        return;
    const struct image_node *node = &image_nodes(opener->rules)[when];
    for (const struct image_node *end = node + node->size; node < end; node++)
        if (node->op == OP_SET && node->kind == VAR_FACT)
            note_fact(opener, node->index);
        else if (node->op > OP_NOT)
            opener->of->beside |= asks_bit((enum variable_kind)node->kind, node->index);
}

static void note_duties(struct opener *opener, int category)
{
    const struct image_run duties = image_categories(opener->rules)[category].duties;
    for (uint32_t i = 0; i < duties.n; i++) {
        const struct image_claim *claim =
            &image_claims(opener->rules)[image_ints(opener->rules)[duties.at + i]];
        note_condition(opener, claim->when);
        for (uint32_t b = 0; b < claim->branches.n; b++)
            note_condition(opener, image_branches(opener->rules)[claim->branches.at + b].when);
    }
}

/* Gives each value of each fact its place; how many there are with the one for nothing known. */
static uint32_t place_values(struct category_openings *of)
{
    uint32_t n = 1;
    for (uint32_t i = 0; i < of->fact_count; i++) {
        of->facts[i].first = n;
        n += (uint32_t)of->facts[i].values;
    }
    return n;
}

static struct opening open_one(const struct opener *opener, int category,
                               const struct matter *matter)
{
    const struct inquiry inquiry = inquiry_of(opener->rules, matter);
    struct opening opening;
    struct contest contest;
    struct desks desks;
    desks_init(opener->rules, &desks);
    contest_of(&inquiry, category, &contest);
    opening.ending = contest_ending(&inquiry, &contest);
    desks_add(&inquiry, &contest, 1, opening.ending.kind == ENDS_IN_OTHERWISE, &desks);
    opening.share_count = desks.count;
    opening.shares = ARENA_ARRAY(opener->arena, (size_t)desks.count, struct share);
    desks_shares(&desks, opening.shares);
    return opening;
}

static void open_category(struct opener *opener, int category)
{
    struct category_openings *of = opener->of;
    opener->too_many = false;
    note_duties(opener, category);
    uint32_t n = place_values(of);
    if (opener->too_many || n > OPENINGS_MAX)
        return;
    struct matter matter = matter_empty();
    of->at = ARENA_ARRAY(opener->arena, n, struct opening);
    of->at[0] = open_one(opener, category, &matter);
    for (uint32_t i = 0; i < of->fact_count; i++)
        for (int value = 0; value < of->facts[i].values; value++) {
            matter.fact_count = 1;
            matter.facts[0] = (struct known){of->facts[i].fact, value, FROM_WORDS};
            of->at[of->facts[i].first + (uint32_t)value] = open_one(opener, category, &matter);
        }
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
