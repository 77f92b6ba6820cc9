/* password: argon2id, one header away from the library.
 *
 * A hash costs about 50 ms and 32 MiB, so that a stolen database does not give passwords away and a
 * guess over the network is slow even before the lock-out counts it. It is computed on a web
 * thread, never on the turn thread. The encoded form carries its parameters; making them dearer
 * later leaves old passwords valid. The password itself is never kept, logged or compared.
 *
 * Drawn passwords use 31 characters, so 16 of them hold 79 bits: what a program prints once needs
 * no rule about capitals and signs. */
#include "gateway/desk/password.h"

#include <argon2.h>

enum { ROUNDS = 3, KIBIBYTES = 32 * 1024, LANES = 1, SALT = 16, HASH = 32 };

bool password_hash(struct view password, const struct world *world, char out[PASSWORD_ENCODED])
{
    if (password.n < PASSWORD_LEAST || password.n > PASSWORD_MOST)
        return false;
    unsigned char salt[SALT];
    world->random(world->self, salt, sizeof salt);
    return argon2id_hash_encoded(ROUNDS, KIBIBYTES, LANES, password.p, password.n, salt,
                                 sizeof salt, HASH, out, PASSWORD_ENCODED) == ARGON2_OK;
}

bool password_is(struct view encoded, struct view password)
{
    if (encoded.n >= PASSWORD_ENCODED || password.n > PASSWORD_MOST)
        return false;
    char text[PASSWORD_ENCODED];
    if (encoded.n)
        memcpy(text, encoded.p, encoded.n);
    text[encoded.n] = 0;
    return argon2id_verify(text, password.p ? password.p : "", password.n) == ARGON2_OK;
}

void password_draw(const struct world *world, char out[PASSWORD_DRAWN + 1])
{
    static const char letters[] = "abcdefghjkmnpqrstuvwxyz23456789";
    enum { LETTERS = sizeof letters - 1, FAIR = 256 - 256 % LETTERS };
    for (int i = 0; i < PASSWORD_DRAWN;) {
        unsigned char byte;
        world->random(world->self, &byte, 1);
        if (byte < FAIR)
            out[i++] = letters[byte % LETTERS];
    }
    out[PASSWORD_DRAWN] = 0;
}
