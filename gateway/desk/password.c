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

#include "dsl/base/buf.h"

enum { ROUNDS = 3, KIBIBYTES = 32 * 1024, DRAWN_ROUNDS = 1, DRAWN_KIBIBYTES = 2 * 1024 };
enum { LANES = 1, SALT = 16, HASH = 32 };
enum { SALT_CHARACTERS = 22, HASH_CHARACTERS = 43 }; /* in base64 without padding */

static bool hash(struct view password, const struct world *world, uint32_t rounds,
                 uint32_t kibibytes, char out[PASSWORD_ENCODED])
{
    unsigned char salt[SALT];
    world->random(world->self, salt, sizeof salt);
    return argon2id_hash_encoded(rounds, kibibytes, LANES, password.p, password.n, salt,
                                 sizeof salt, HASH, out, PASSWORD_ENCODED) == ARGON2_OK;
}

bool password_hash(struct view password, const struct world *world, char out[PASSWORD_ENCODED])
{
    if (password.n < PASSWORD_LEAST || password.n > PASSWORD_MOST)
        return false;
    return hash(password, world, ROUNDS, KIBIBYTES, out);
}

bool password_hash_drawn(const char drawn[PASSWORD_DRAWN + 1], const struct world *world,
                         char out[PASSWORD_ENCODED])
{
    return hash(view_of(drawn), world, DRAWN_ROUNDS, DRAWN_KIBIBYTES, out);
}

/* The last character of each part holds bits that must be zero: 'Q' does. */
static void add_chance(struct buf *out, const struct world *world, int characters)
{
    unsigned char byte;
    for (int i = 1; i < characters; i++) {
        world->random(world->self, &byte, 1);
        buf_byte(out, (char)('a' + byte % 26));
    }
    buf_byte(out, 'Q');
}

void password_nobody(const struct world *world, char out[PASSWORD_ENCODED])
{
    struct buf text;
    buf_init(&text, PASSWORD_ENCODED - 1);
    buf_print(&text, "$argon2id$v=19$m=%d,t=%d,p=%d$", KIBIBYTES, ROUNDS, LANES);
    add_chance(&text, world, SALT_CHARACTERS);
    buf_byte(&text, '$');
    add_chance(&text, world, HASH_CHARACTERS);
    memcpy(out, text.p, text.n + 1);
    buf_free(&text);
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
