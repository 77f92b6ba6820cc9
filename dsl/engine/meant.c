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

static const struct saying_meant *mean(const struct rules *rules, struct arena *arena,
                                       struct view folded)
{
    struct sayings sayings = image_said(rules);
    return sayings_mean(&sayings, arena, folded);
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
    bool weighed, asked_weighed;
    const struct saying_meant *is, *asked;
};

struct meaning *meant_later(const struct rules *rules, struct arena *arena)
{
    if (!image_saying_things_count(rules) && !image_headings_count(rules))
        return NULL;
    struct meaning *meant = ARENA_NEW(arena, struct meaning);
    meant->arena = arena;
    return meant;
}

const struct saying_meant *meant_of(const struct recognition *recognition)
{
    struct meaning *meant = recognition->meant;
    if (meant && !meant->weighed) {
        struct view text = meant_text(meant->arena, recognition);
        meant->is = mean(recognition->rules, meant->arena, text);
        meant->weighed = true;
    }
    return meant ? meant->is : NULL;
}

const struct saying_meant *asked_of(const struct recognition *recognition)
{
    struct meaning *meant = recognition->meant;
    const struct rules *rules = recognition->rules;
    if (meant && !meant->asked_weighed) {
        struct sayings asked = image_asked(rules);
        struct view text = meant_text(meant->arena, recognition);
        meant->asked = sayings_mean(&asked, meant->arena, text);
        meant->asked_weighed = true;
    }
    return meant ? meant->asked : NULL;
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
    struct arena arena;
    arena_init(&arena, SIZE_MAX / 2);
    const struct saying_meant *meant = mean(rules, &arena, folded);
    int n = image_categories_count(rules);
    bool nothing = meant && greatest(meant->points, n) < meant->points[n];
    arena_free(&arena);
    return nothing;
}

/* Scores have no bound but that of what an image says a word weighs. */
static int in_proportion(int score, int part, int whole)
{
    return (int)((int64_t)score * part / whole);
}

/* What is known of a category together: its points, and what its words count beside them. */
static int together(const struct saying_meant *meant, const struct score *words, int word_count,
                    int category)
{
    int said = meant->points[category], best = words[0].score;
    for (int i = 0; i < word_count; i++) {
        const struct score *score = &words[i];
        if (score->index != category)
            continue;
        int points =
            WORD_SAID + (best > WORDS_SAID_MOST ? in_proportion(score->score, WORDS_SAID_MOST, best)
                                                : score->score);
        return said + (score->strong ? points : points / 2);
    }
    return said;
}

static bool any_strong(const struct score *words, int word_count)
{
    for (int i = 0; i < word_count; i++)
        if (words[i].strong)
            return true;
    return false;
}

void meant_reveal(const struct rules *rules, struct matter *matter,
                  const struct saying_meant *meant)
{
    struct score words[SCORES_MAX];
    int word_count = matter->category_count, n = image_categories_count(rules), most = INT_MIN;
    memcpy(words, matter->categories, sizeof words);
    for (int i = 0; i < n; i++) {
        int points = together(meant, words, word_count, i);
        most = points > most ? points : most;
    }
    int none = meant->points[n], least = none > SAID_SURE ? none : SAID_SURE;
    if (any_strong(words, word_count))
        least = none - WORDS_HOLD;
    int best = word_count && words[0].score > SAID_SCORE ? words[0].score : SAID_SCORE;
    matter->category_count = 0;
    for (int i = 0; i < n && most >= least; i++) {
        int points = together(meant, words, word_count, i), near = SAID_REACH - (most - points);
        if (near > 0 || points > meant->points[i])
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
