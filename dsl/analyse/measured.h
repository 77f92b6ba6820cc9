/* measured: what words do, counted and not proved. Between categories, and among duties that live
 * by words alone, a text decides; so texts are tried: the rules' own words, words that grow into
 * each other, examples, tests, and what citizens wrote in the past. */
#ifndef ZHIDA_ANALYSE_MEASURED_H
#define ZHIDA_ANALYSE_MEASURED_H

#include "dsl/check/model.h"
#include "dsl/engine/rules.h"

enum measured_source {
    MEASURED_WORD,    /* a word of the rules by itself */
    MEASURED_JOINT,   /* two words of which one ends as the other begins */
    MEASURED_EXAMPLE, /* 例 */
    MEASURED_TEST,    /* 市民 of a 测试 */
    MEASURED_PAST,    /* the texts given */
    MEASURED_SOURCES
};

/* Two desks that one text reaches within the margin, so that the citizen is asked between them. */
struct measured_pair {
    int categories[2];
    int duties[2]; /* NONE: the category as such */
    struct target targets[2];
    size_t count[MEASURED_SOURCES];
    struct view witness; /* the shortest text; past ones only where nothing else reaches both */
    enum measured_source from;
};

/* Two characters that texts without a category often have, more often than the others. */
struct measured_term {
    struct view text;
    size_t unmatched, matched; /* texts that have it */
    struct view witness;
};

struct measured {
    VEC(struct measured_pair) pairs; /* most frequent first; past texts, then the others */
    VEC(struct measured_term) terms; /* the same */
    bool joints_cut; /* there would be more texts out of two words than were tried */
    size_t texts[MEASURED_SOURCES];
    size_t asked[MEASURED_SOURCES];     /* texts after which a question between desks comes */
    size_t unmatched[MEASURED_SOURCES]; /* texts of which nothing was recognised */
    VEC(struct view) unmatched_texts;   /* the first of the past ones */
};

enum { MEASURED_TEXTS_SHOWN = 10, MEASURED_TERMS_MAX = 30 };

/* Tries all texts of the rules, then the past ones: one a line, or a table with a heading (fields
 * separated by tabs) whose column `text` counts. Memory of arena; witnesses point into past. */
struct measured *measure_rules(struct arena *arena, const struct model *model,
                               const struct rules *rules, struct view past);

#endif
