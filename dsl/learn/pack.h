/* pack: a learned ranking as bytes. Private to dsl/learn. */
#ifndef ZHIDA_LEARN_PACK_H
#define ZHIDA_LEARN_PACK_H

#include "dsl/base/buf.h"
#include "dsl/learn/gist.h"
#include "dsl/learn/vocabulary.h"

/* What a ranking is made of, section by section; what is not there yet is empty. */
struct draft {
    const struct tickets *tickets;
    struct parts parts;
    struct gram_list grams;
    const struct learned_output *outputs; /* desks, parts, areas */
    const signed char *rows;
    size_t row_count;
    const uint16_t *weight_outputs;
    const signed char *weights;
    size_t weight_count;
    const uint16_t *postings;
    const unsigned char *posting_shares;
    size_t posting_count;
    const struct gist *gist; /* or NULL */
    const int *kept;         /* tickets that may be found again, by their index */
    size_t kept_count;
    const struct learned_point *curve;
    size_t curve_count;
    const struct learned_figure *figures; /* names: places in figure_text */
    size_t figure_count;
    struct view figure_text;
    double factors[LEARNED_FACTOR_COUNT], signs[LEARNED_SIGN_COUNT];
    double sure, precision;
};

size_t draft_outputs(const struct draft *draft);

/* Writes the draft behind what is in out (empty). out->full: it was too small. */
void pack_draft(const struct draft *draft, const bool *use, struct buf *out);

#endif
