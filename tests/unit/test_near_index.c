/* The index of what comes near says what a walk over all words of the rules says: the same duties
 * in the same order with the same scores. The walk below takes every duty's words one by one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include <math.h>

#include "dsl/engine/layout.h"
#include "dsl/engine/meant.h"
#include "dsl/engine/near.h"
#include "dsl/engine/near_index.h"
#include "dsl/engine/recognise.h"
#include "tests/unit/sample_model.h"

enum { MOST = 8, EXAMPLES_APART = 41 };

struct district {
    struct sample_model sample;
    struct rules indexed;
    struct loose loose;
};

static int open_district(void **state)
{
    static struct district d;
    sample_model_open(&d.sample);
    struct image_header *header = (struct image_header *)d.sample.image.p;
    header->sections[SECTION_saying_things].count = 0; /* which would be asked instead */
    d.indexed = d.sample.rules;
    d.indexed.near = near_index_new(&d.sample.rules, &d.sample.arena);
    loose_fill(&d.loose);
    *state = &d;
    return 0;
}

static int close_district(void **state)
{
    struct district *d = *state;
    sample_model_close(&d->sample);
    return 0;
}

/* ---- the walk ---- */

/* A text's grams, and by duty and gram how often the duty has it. */
struct walk {
    const struct district *d;
    uint64_t grams[TEXT_GRAMS];
    size_t n;
    uint32_t *counts, *lengths;
};

static void walk_word(struct walk *walk, struct image_text text, uint32_t duty)
{
    uint64_t grams[WORD_GRAMS];
    size_t n = grams_of_word(&walk->d->loose, image_view(&walk->d->sample.rules, text), grams);
    walk->lengths[duty] += (uint32_t)n;
    for (size_t i = 0; i < n; i++)
        for (size_t g = 0; g < walk->n; g++)
            walk->counts[duty * walk->n + g] += grams[i] == walk->grams[g];
}

/* For each duty whose condition asks for the value, as often as it does. */
static void walk_value(struct walk *walk, struct image_text text, struct image_use use)
{
    const struct rules *rules = &walk->d->sample.rules;
    for (uint32_t duty = 0; duty < (uint32_t)image_duties_count(rules); duty++) {
        if (image_claims(rules)[duty].when == NONE)
            continue;
        const struct image_node *node = &image_nodes(rules)[image_claims(rules)[duty].when];
        for (const struct image_node *end = node + node->size; node < end; node++)
            for (uint32_t i = 0; node->op == OP_SET && node->kind == VAR_FACT &&
                                 node->index == (int32_t)use.index && i < node->list.n;
                 i++)
                if (image_ints(rules)[node->list.at + i] == (int32_t)USE_VALUE_OF(use))
                    walk_word(walk, text, duty);
    }
}

static void walk_uses(struct walk *walk, struct image_text text, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        struct image_use use = image_uses(&walk->d->sample.rules)[i];
        if (USE_KIND(use) == USE_DUTY)
            walk_word(walk, text, use.index);
        else if (USE_KIND(use) == USE_VALUE)
            walk_value(walk, text, use);
    }
}

static void walk_rules(struct walk *walk)
{
    const struct rules *rules = &walk->d->sample.rules;
    const struct image_word *list = image_words(rules);
    const struct image_sequence *sequences = image_sequences(rules);
    for (int i = 0; i + 1 < image_words_count(rules); i++)
        walk_uses(walk, list[i].text, list[i].uses, list[i + 1].uses);
    for (int i = 0; i + 1 < image_sequences_count(rules); i++) {
        walk_uses(walk, list[sequences[i].first].text, sequences[i].uses, sequences[i + 1].uses);
        walk_uses(walk, list[sequences[i].second].text, sequences[i].uses, sequences[i + 1].uses);
    }
    for (uint32_t i = 0; i < (uint32_t)image_duties_count(rules); i++)
        for (int times = 0; times < 2; times++) {
            walk_word(walk, image_duties(rules)[i].folded.zh, i);
            walk_word(walk, image_duties(rules)[i].folded.en, i);
        }
}

static double score_of(const struct walk *walk, uint32_t duty, double length)
{
    uint32_t duties = (uint32_t)image_duties_count(&walk->d->sample.rules);
    double score = 0, part = 1 - 0.3 + 0.3 * walk->lengths[duty] / length;
    for (size_t g = 0; g < walk->n; g++) {
        double count = walk->counts[duty * walk->n + g], having = 0;
        for (uint32_t d = 0; count > 0 && d < duties; d++)
            having += walk->counts[d * walk->n + g] > 0;
        double rare = log(1 + (duties - having + 0.5) / (having + 0.5));
        double weight = gram_is_english(walk->grams[g]) ? 3 : 1;
        score += weight * rare * count * 2.2 / (count + 1.2 * part);
    }
    return score;
}

static void walk_scores(struct district *d, struct view folded, double *scores)
{
    size_t duties = (size_t)image_duties_count(&d->sample.rules);
    struct walk walk = {.d = d};
    double length = 1;
    walk.n = grams_of_text(&d->loose, folded, walk.grams);
    walk.counts = ARENA_ARRAY(&d->sample.scratch, duties * (walk.n + 1), uint32_t);
    walk.lengths = ARENA_ARRAY(&d->sample.scratch, duties, uint32_t);
    walk_rules(&walk);
    for (size_t i = 0; i < duties; i++)
        length += (double)walk.lengths[i] / (double)duties;
    for (uint32_t i = 0; i < duties; i++)
        scores[i] = score_of(&walk, i, length);
}

/* ---- the same ---- */

static void check_text(struct district *d, struct view text)
{
    struct near near[MOST], plain[MOST];
    struct recognition said = *recognise(&d->sample.rules, &d->sample.scratch, text);
    struct recognition indexed = said;
    struct view folded = meant_text(&d->sample.scratch, &said);
    indexed.rules = &d->indexed;
    size_t duties = (size_t)image_duties_count(&d->sample.rules);
    double *scores = ARENA_ARRAY(&d->sample.scratch, duties, double);
    walk_scores(d, folded, scores);
    size_t n = near_duties(&d->sample.scratch, &indexed, NONE, near, MOST);
    assert_int_equal(near_duties(&d->sample.scratch, &said, NONE, plain, MOST), n);
    assert_int_equal(n, MOST);
    for (size_t i = 0; i < n; i++) {
        assert_true(near[i].score == scores[near[i].duty]);
        assert_true(i == 0 || near[i].score <= near[i - 1].score);
        assert_int_equal(near[i].duty, plain[i].duty);
        scores[near[i].duty] = -1;
    }
    for (size_t i = 0; i < duties; i++)
        assert_true(scores[i] <= near[n - 1].score);
    arena_reset(&d->sample.scratch);
}

static void examples_come_near_as_a_walk_says(void **state)
{
    struct district *d = *state;
    for (size_t i = 0; i < d->sample.model->duties.n; i += EXAMPLES_APART)
        check_text(d, d->sample.model->duties.at[i].examples.at[0].text);
}

static void other_texts_do(void **state)
{
    struct district *d = *state;
    check_text(d, view_of("晚上漆黑一片，走路都看不见，摔了一跤摔了一跤"));
    check_text(d, view_of("the lamps in our street are dark again, somebody fell"));
    check_text(d, view_of("𠮷野家門口的車亂停ＡＢＣ lamp灯灯灯"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_come_near_as_a_walk_says),
        cmocka_unit_test(other_texts_do),
    };
    return cmocka_run_group_tests(tests, open_district, close_district);
}
