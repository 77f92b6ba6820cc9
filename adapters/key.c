/* key: half a SHA-256 over the parts, each behind its length, so no list of parts reads like
 * another. (Hashing each part first did the same with three times the blocks, and this is done for
 * every message.) A hash rather than the parts themselves keeps rows small and puts no openid or
 * phone number into the table of keys, which outlives the conversation. 128 bits: two different
 * messages share a key when a city has sent about 10^19 of them. */
#include "adapters/key.h"

#include "adapters/crypto.h"

struct view key_of(struct arena *arena, const struct view *parts, size_t count)
{
    unsigned char digest[SHA256_BYTES];
    char *hex = arena_alloc(arena, KEY_HEX + 1);
    crypto_sha256_parts(parts, count, digest);
    crypto_hex(digest, KEY_HEX / 2, hex);
    return (struct view){hex, KEY_HEX};
}
