/* meant: where a matter begins, the words of the rules and what people say of its duties
 * (dsl/base/sayings.h) tell together what it is about.
 *
 * Both are hundredths of a natural logarithm, so they are added. Sayings say how likely each
 * category is, as a logarithm of its share: 0 is certain. A category's words add WORD_SAID and
 * their score: a strong one makes it thirteen times as likely and more, and at most some seven
 * hundred times. Then the likeliest counts if it is sure enough, and the others by how near they
 * come; their scores are made such that decide.c asks between those that it would ask between had
 * words alone been seen. What exactly is laid down in dsl/base/matter.h, how a text reveals, 2.
 *
 * Most messages begin no matter, and sayings cost more than all the rest of reading; so a text is
 * weighed when that is first asked for. */
#include "dsl/engine/meant.h"

#include <limits.h>

#include "dsl/engine/layout.h"
#include "dsl/engine/said.h"

static struct sayings sayings_of(const struct rules *rules)
{
    int traits = image_saying_traits_count(rules);
    return (struct sayings){image_saying_traits(rules),
                            image_saying_has(rules),
                            image_saying_things(rules),
                            traits ? (size_t)traits - 1 : 0,
                            (size_t)image_saying_has_count(rules),
                            (size_t)image_saying_things_count(rules)};
}

/* shares: room for all things, as long as what is meant is used. */
static bool mean(const struct rules *rules, struct view folded, float *shares,
                 struct saying_meant *meant)
{
    struct sayings sayings = sayings_of(rules);
    if (!sayings.thing_count || !sayings_shares(&sayings, folded, shares))
        return false;
    sayings_mean(&sayings, shares, (size_t)image_categories_count(rules) + 1, meant);
    meant->text = folded;
    return true;
}

struct view meant_text(struct arena *arena, const struct recognition *recognition)
{
    struct view text = recognition->text.text;
    char *copy = NULL;
    for (size_t i = 0; i < recognition->evidence_count; i++) {
        const struct evidence *one = &recognition->evidence[i];
        if (one->use != USE_AREA)
            continue;
        copy = copy ? copy : arena_copy(arena, text.p, text.n);
        memset(copy + one->from, ' ', one->to - one->from);
    }
    return copy ? (struct view){copy, text.n} : text;
}

struct meaning {
    struct arena *arena;
    bool weighed, known;
    struct saying_meant is;
};

struct meaning *meant_later(const struct rules *rules, struct arena *arena)
{
    if (!image_saying_things_count(rules))
        return NULL;
    struct meaning *meant = ARENA_NEW(arena, struct meaning);
    meant->arena = arena;
    return meant;
}

static void weigh(struct meaning *meant, const struct recognition *recognition)
{
    const struct rules *rules = recognition->rules;
    struct arena *arena = meant->arena;
    float *shares = arena_raw(arena, (size_t)image_saying_things_count(rules) * sizeof *shares);
    meant->is.points = ARENA_ARRAY(arena, (size_t)image_categories_count(rules) + 1, int);
    meant->known = mean(rules, meant_text(arena, recognition), shares, &meant->is);
    meant->weighed = true;
}

const struct saying_meant *meant_of(const struct recognition *recognition)
{
    struct meaning *meant = recognition->meant;
    if (meant && !meant->weighed)
        weigh(meant, recognition);
    return meant && meant->known ? &meant->is : NULL;
}

static int greatest(const int *points, int n)
{
    int most = points[0];
    for (int i = 1; i < n; i++)
        most = points[i] > most ? points[i] : most;
    return most;
}

bool meant_nothing(const struct rules *rules, struct view folded)
{
    int points[SAYING_GROUPS_MAX], n = image_categories_count(rules);
    float shares[SAYING_THINGS_MAX];
    struct saying_meant meant = {.points = points};
    return mean(rules, folded, shares, &meant) && greatest(points, n) < points[n];
}

/* Scores have no bound but that of what an image says a word weighs. */
static int in_proportion(int score, int part, int whole)
{
    return (int)((int64_t)score * part / whole);
}

/* What the words of a category count beside what is said. */
static int words_points(const struct matter *matter, int category)
{
    for (int i = 0; i < matter->category_count; i++) {
        const struct score *score = &matter->categories[i];
        if (score->index != category)
            continue;
        int best = matter->categories[0].score;
        int points =
            WORD_SAID + (best > WORDS_SAID_MOST ? in_proportion(score->score, WORDS_SAID_MOST, best)
                                                : score->score);
        return score->strong ? points : points / 2;
    }
    return 0;
}

static bool any_strong(const struct matter *matter)
{
    for (int i = 0; i < matter->category_count; i++)
        if (matter->categories[i].strong)
            return true;
    return false;
}

void meant_reveal(const struct rules *rules, struct matter *matter,
                  const struct saying_meant *meant)
{
    const int *points = meant->points;
    int n = image_categories_count(rules), together[SAYING_GROUPS_MAX], most = INT_MIN;
    int best = matter->category_count ? matter->categories[0].score : 0;
    for (int i = 0; i < n; i++) {
        together[i] = points[i] + words_points(matter, i);
        most = together[i] > most ? together[i] : most;
    }
    int least = points[n] > SAID_SURE ? points[n] : SAID_SURE;
    if (any_strong(matter))
        least = points[n] - WORDS_HOLD;
    best = best > SAID_SCORE ? best : SAID_SCORE;
    matter->category_count = 0;
    if (most < least)
        return;
    for (int i = 0; i < n; i++) {
        int near = SAID_REACH - (most - together[i]);
        if (near > 0 || together[i] > points[i])
            score_place(
                matter->categories, &matter->category_count,
                (struct score){i, near > 0 ? in_proportion(best, near, SAID_REACH) : 0, true});
    }
}

/* Do words say something of the category by a value? */
static bool told_by_facts(const struct rules *rules, const struct matter *matter, int category)
{
    for (int i = 0; i < matter->fact_count; i++)
        if (image_facts(rules)[matter->facts[i].fact].category == category)
            return true;
    return false;
}

/* A part of the duty's condition that has to hold, and asks whether a fact of the duty's class has
 * one value, behind `after` (NULL: the first); NULL: there is no other one. */
static const struct image_node *next_value(const struct rules *rules, int duty,
                                           const struct image_node *after)
{
    const struct image_claim *claim = &image_claims(rules)[duty];
    if (claim->when == NONE)
        return NULL;
    const struct image_node *node = &image_nodes(rules)[claim->when], *end = node + node->size;
    for (; node < end; node += node->op == OP_AND ? 1 : node->size)
        if (node > after && node->op == OP_SET && node->kind == VAR_FACT && node->list.n == 1 &&
            image_facts(rules)[node->index].category == claim->category)
            return node;
    return NULL;
}

static bool asks_value(const struct rules *rules, int duty, int fact, int value)
{
    const struct image_node *node = NULL;
    while ((node = next_value(rules, duty, node)) != NULL)
        if (node->index == fact && image_ints(rules)[node->list.at] == value)
            return true;
    return false;
}

/* Of all duties of the class together that ask for the value. */
static bool value_sure(const struct rules *rules, const struct saying_meant *meant, int fact,
                       int value)
{
    int category = image_claims(rules)[meant->thing].category;
    float share = 0;
    for (int d = 0; d < image_duties_count(rules); d++)
        if (image_claims(rules)[d].category == category && asks_value(rules, d, fact, value))
            share += meant->shares[d];
    return sayings_points(share / meant->group) >= SAID_SURE;
}

static void reveal_values(const struct rules *rules, struct matter *matter,
                          const struct saying_meant *meant)
{
    const struct image_node *node = NULL;
    while ((node = next_value(rules, meant->thing, node)) != NULL) {
        int value = image_ints(rules)[node->list.at];
        if (matter->fact_count < KNOWN_MAX && value_sure(rules, meant, node->index, value))
            matter->facts[matter->fact_count++] = (struct known){node->index, value, FROM_WORDS};
    }
}

void meant_reveal_duty(const struct rules *rules, struct matter *matter,
                       const struct saying_meant *meant)
{
    int duty = meant->thing, category = image_claims(rules)[duty].category;
    if (matter->duty_count || matter->pinned_duty != NONE ||
        told_by_facts(rules, matter, category) || meant->points[category] < SAID_SURE ||
        !matter->category_count || matter->categories[0].index != category)
        return;
    if (meant->sure >= SAID_SURE && rules_duty(rules, duty).has_words)
        score_place(matter->duties, &matter->duty_count, (struct score){duty, SAID_SCORE, false});
    else
        reveal_values(rules, matter, meant);
}
