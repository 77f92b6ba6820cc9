/* password: how a desk user's password is kept, checked and drawn. */
#ifndef ZHIDA_PASSWORD_H
#define ZHIDA_PASSWORD_H

#include "dsl/base/view.h"
#include "gateway/world.h"

enum { PASSWORD_LEAST = 10, PASSWORD_MOST = 200, PASSWORD_DRAWN = 16, PASSWORD_ENCODED = 160 };

/* The encoded hash, with a NUL. false: too short, too long, or no memory for it. */
bool password_hash(struct view password, const struct world *world, char out[PASSWORD_ENCODED])
    __attribute__((warn_unused_result));

/* As password_hash, for a password that password_draw made: it holds enough chance of its own, so
 * its hash costs a few milliseconds only. */
bool password_hash_drawn(const char drawn[PASSWORD_DRAWN + 1], const struct world *world,
                         char out[PASSWORD_ENCODED]) __attribute__((warn_unused_result));

/* An encoded hash that no password has, as dear to check as a real one. */
void password_nobody(const struct world *world, char out[PASSWORD_ENCODED]);

/* Is it the password of this encoded hash? An encoded form nobody made matches nothing. */
bool password_is(struct view encoded, struct view password);

/* A random password of letters and digits that are not mistaken for each other, with a NUL. */
void password_draw(const struct world *world, char out[PASSWORD_DRAWN + 1]);

#endif
