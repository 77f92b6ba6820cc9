/* key: half a SHA-256 over the SHA-256 of each part. Hashing the parts first gives them one size,
 * so no list of parts reads like another and no length is too long. A hash rather than the parts
 * themselves keeps rows small and puts no openid or phone number into the table of keys, which
 * outlives the conversation. 128 bits: two different messages share a key when a city has sent
 * about 10^19 of them. */
#include "adapters/key.h"

#include "adapters/crypto.h"

#include <assert.h>

enum { PARTS_MAX = 12 };

struct view key_of(struct arena *arena, const struct view *parts, size_t count)
{
    unsigned char each[PARTS_MAX][SHA256_BYTES];
    char hex[SHA256_HEX + 1];
    assert(count <= PARTS_MAX);
    for (size_t i = 0; i < count; i++)
        crypto_sha256(parts[i], each[i]);
    crypto_sha256_hex((struct view){(const char *)each, count * SHA256_BYTES}, hex);
    return view_keep(arena, (struct view){hex, KEY_HEX});
}
