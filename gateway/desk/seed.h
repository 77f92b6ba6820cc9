/* seed: invented desk users for the sandbox. */
#ifndef ZHIDA_SEED_H
#define ZHIDA_SEED_H

#include "dsl/engine/rules.h"
#include "gateway/store/desk.h"

enum { SEEDS_MAX = 12 };
struct seeded {
    struct view login, name, unit, role; /* unit: display name; role: Chinese name */
    struct view password;                /* to be shown once */
};

/* Makes the sandbox's users where they are missing, and gives every one of them a new password;
 * ends their sessions. Runs its own transaction on the writer: before the turn thread starts.
 * *count: how many stand in out. */
enum store_error desk_seed_users(struct store *store, const struct rules *rules,
                                 struct arena *arena, struct seeded out[SEEDS_MAX],
                                 size_t *count) STORE_CHECKED;

#endif
