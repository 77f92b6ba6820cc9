/* keyed: HMAC by hand from mbedtls's SHA-256.
 *
 * HMAC hashes a block of key and padding before the message, and another before the inner digest.
 * A turn hashes three short texts under one key, so half of the work would be those two blocks,
 * over and over: mbedtls_md_hmac_reset() hashes them again each time. Here they are hashed when the
 * key is set, and every hash goes on from a copy of the two states. */
#include "gateway/store/keyed.h"

#include <mbedtls/platform_util.h>
#include <stdlib.h>

enum { BLOCK = 64 };

static void must(int code)
{
    if (code != 0)
        abort();
}

static void take_padded(mbedtls_sha256_context *sha, const unsigned char *key, size_t n,
                        unsigned char pad)
{
    unsigned char block[BLOCK];
    memset(block, pad, sizeof block);
    for (size_t i = 0; i < n; i++)
        block[i] ^= key[i];
    mbedtls_sha256_init(sha);
    must(mbedtls_sha256_starts_ret(sha, 0));
    must(mbedtls_sha256_update_ret(sha, block, sizeof block));
    mbedtls_platform_zeroize(block, sizeof block);
}

void keyed_set(struct keyed *keyed, const unsigned char *key, size_t n)
{
    must(n > BLOCK ? -1 : 0);
    take_padded(&keyed->inner, key, n, 0x36);
    take_padded(&keyed->outer, key, n, 0x5c);
}

void keyed_begin(const struct keyed *keyed, struct keyed_hash *hash)
{
    hash->keyed = keyed;
    mbedtls_sha256_clone(&hash->sha, &keyed->inner);
}

void keyed_add(struct keyed_hash *hash, const void *bytes, size_t n)
{
    must(mbedtls_sha256_update_ret(&hash->sha, bytes, n));
}

void keyed_end(struct keyed_hash *hash, unsigned char out[KEYED_BYTES])
{
    unsigned char digest[KEYED_BYTES];
    must(mbedtls_sha256_finish_ret(&hash->sha, digest));
    mbedtls_sha256_clone(&hash->sha, &hash->keyed->outer);
    must(mbedtls_sha256_update_ret(&hash->sha, digest, sizeof digest));
    must(mbedtls_sha256_finish_ret(&hash->sha, out));
    mbedtls_platform_zeroize(digest, sizeof digest);
    mbedtls_platform_zeroize(&hash->sha, sizeof hash->sha);
}

void keyed_derive(const struct keyed *salt, const unsigned char *secret, size_t n,
                  const char *label, unsigned char out[KEYED_BYTES])
{
    struct keyed_hash hash;
    struct keyed expanding;
    unsigned char key[KEYED_BYTES];
    keyed_begin(salt, &hash);
    keyed_add(&hash, secret, n);
    keyed_end(&hash, key);
    keyed_set(&expanding, key, sizeof key);
    keyed_begin(&expanding, &hash);
    keyed_add(&hash, label, strlen(label));
    keyed_add(&hash, "\1", 1);
    keyed_end(&hash, out);
    mbedtls_platform_zeroize(key, sizeof key);
    mbedtls_platform_zeroize(&expanding, sizeof expanding);
}
