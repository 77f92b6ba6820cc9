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

static bool mean(const struct rules *rules, struct view folded, struct saying_meant *meant)
{
    struct sayings sayings = sayings_of(rules);
    float shares[SAYING_THINGS_MAX];
    if (!sayings.thing_count || !sayings_shares(&sayings, folded, shares))
        return false;
    sayings_mean(&sayings, shares, (size_t)image_categories_count(rules) + 1, meant);
    return true;
}

const float *meant_shares(const struct rules *rules, struct arena *arena, struct view folded)
{
    struct sayings sayings = sayings_of(rules);
    float *shares = arena_raw(arena, (sayings.thing_count + 1) * sizeof *shares);
    return sayings.thing_count && sayings_shares(&sayings, folded, shares) ? shares : NULL;
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

const struct saying_meant *meant_of(struct arena *arena, const struct recognition *recognition)
{
    const struct rules *rules = recognition->rules;
    if (!image_saying_things_count(rules))
        return NULL;
    struct saying_meant *meant = ARENA_NEW(arena, struct saying_meant);
    meant->points = ARENA_ARRAY(arena, (size_t)image_categories_count(rules) + 1, int);
    return mean(rules, meant_text(arena, recognition), meant) ? meant : NULL;
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
    struct saying_meant meant = {.points = points};
    return mean(rules, folded, &meant) && greatest(points, n) < points[n];
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

void meant_reveal_duty(const struct rules *rules, struct matter *matter,
                       const struct saying_meant *meant)
{
    int duty = meant->thing, category = image_claims(rules)[duty].category;
    bool named =
        matter->duty_count || matter->pinned_duty != NONE || told_by_facts(rules, matter, category);
    if (!named && meant->sure >= SAID_SURE && meant->points[category] >= SAID_SURE &&
        rules_duty(rules, duty).has_words && matter->category_count &&
        matter->categories[0].index == category)
        score_place(matter->duties, &matter->duty_count, (struct score){duty, SAID_SCORE, false});
}
