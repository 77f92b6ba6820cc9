/* image_fields: do references of an image stay inside it? Private to dsl/engine. */
#ifndef ZHIDA_IMAGE_FIELDS_H
#define ZHIDA_IMAGE_FIELDS_H

#include "dsl/engine/layout.h"
#include "dsl/engine/recognise.h"

uint32_t image_count(const struct rules *rules, int section);

bool image_run_fits(struct image_run run, uint32_t count);

/* none_too: NONE is allowed as well. */
bool image_index_fits(int32_t index, uint32_t count, bool none_too);

/* A run of ints, each below count. */
bool image_indices_fit(const struct rules *rules, struct image_run run, uint32_t count);

/* All fields of all sections. The sections themselves have been checked. */
bool image_fields_fit(const struct rules *rules);

#endif
