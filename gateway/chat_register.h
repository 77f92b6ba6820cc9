/* chat_register: the enterprises a talk in the terminal knows. */
#ifndef ZHIDA_CHAT_REGISTER_H
#define ZHIDA_CHAT_REGISTER_H

#include "gateway/desk/register.h"

struct chat_register {
    struct world world;
    struct seal *seal;
    struct enterprises *enterprises; /* NULL: none are known */
};

/* Reads table, or, where it is NULL, samples/enterprises.csv of the rules folder. What cannot be
 * read is said on stderr; the talk goes on without. known must not move afterwards. */
void chat_register_open(struct chat_register *known, const struct rules *rules,
                        const char *rules_folder, const char *table);
void chat_register_close(struct chat_register *known);

/* What the talk asked for; everything in the arena. */
void chat_register_find(struct chat_register *known, const struct rules *rules,
                        const struct talk_needs *needs, struct arena *arena,
                        struct enterprise_brief *out);

#endif
