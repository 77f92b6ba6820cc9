/* confidential: what goes with a confidential report: the units it names, to which it never goes,
 * and the summary that a dispatcher wrote for whoever handles it. */
#ifndef ZHIDA_STORE_CONFIDENTIAL_H
#define ZHIDA_STORE_CONFIDENTIAL_H

#include "gateway/store/cases.h"

struct confidential {
    struct view complained; /* unit codes, a line each */
    struct view summary;    /* empty: none yet; sealed with the case's key */
    int64_t user, at;       /* who wrote it last, when */
};

/* Empty where nothing was written down. */
enum store_error confidential_get(struct store *store, const struct case_full *of,
                                  struct arena *arena, struct confidential *out) STORE_CHECKED;
enum store_error confidential_put(struct store *store, const struct case_full *of,
                                  const struct confidential *row) STORE_CHECKED;
/* Does it name this unit? */
bool confidential_names(const struct confidential *row, struct view unit);

#endif
