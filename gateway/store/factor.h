/* factor: a desk user's second factor: its secret (sealed), the last step that was used, and the
 * recovery codes (by keyed hash). What the numbers mean stands in gateway/desk/totp.h. */
#ifndef ZHIDA_STORE_FACTOR_H
#define ZHIDA_STORE_FACTOR_H

#include "gateway/store/store.h"

enum { FACTOR_SECRET = 20 };
struct factor {
    unsigned char secret[FACTOR_SECRET];
    int64_t since; /* 0: drawn, but not confirmed by a code yet */
    int64_t step;  /* the last one that was used; no code of it or before is taken again */
};

/* STORE_NONE: the user has none. */
enum store_error factor_get(struct store *store, int64_t user, struct factor *out) STORE_CHECKED;
enum store_error factor_put(struct store *store, int64_t user,
                            const struct factor *factor) STORE_CHECKED;
/* Uses a step up; *fresh: false where it or a later one was used before. */
enum store_error factor_use(struct store *store, int64_t user, int64_t since, int64_t step,
                            bool *fresh) STORE_CHECKED;
/* Takes factor and recovery codes away. */
enum store_error factor_drop(struct store *store, int64_t user) STORE_CHECKED;

/* Recovery codes: each is taken once. */
enum store_error recovery_set(struct store *store, int64_t user, const struct view *codes,
                              size_t count) STORE_CHECKED;
enum store_error recovery_use(struct store *store, int64_t user, struct view code,
                              bool *right) STORE_CHECKED;
enum store_error recovery_left(struct store *store, int64_t user, int64_t *count) STORE_CHECKED;

#endif
