/* keyed: HMAC by hand from libcrypto's SHA-256.
 *
 * HMAC hashes a block of key and padding before the message, and another before the inner digest.
 * A turn hashes three short texts under one key, so half of the work would be those two blocks,
 * over and over. Here they are hashed when the key is set, and every hash goes on from a copy of
 * the two states. That is why the old interface of libcrypto is used, which newer versions would
 * rather see left: its state is plain memory that copies and wipes itself like any other; behind
 * the new one every copy is an allocation that costs as much as the hash. */
#include "gateway/store/keyed.h"

#include <openssl/crypto.h>
#include <stdlib.h>

enum { BLOCK = SHA256_CBLOCK };

static void must(bool good)
{
    if (!good)
        abort();
}

static void take_padded(SHA256_CTX *sha, const unsigned char *key, size_t n, unsigned char pad)
{
    unsigned char block[BLOCK];
    memset(block, pad, sizeof block);
    for (size_t i = 0; i < n; i++)
        block[i] ^= key[i];
    must(SHA256_Init(sha) == 1 && SHA256_Update(sha, block, sizeof block) == 1);
    OPENSSL_cleanse(block, sizeof block);
}

void keyed_set(struct keyed *keyed, const unsigned char *key, size_t n)
{
    must(n <= BLOCK);
    take_padded(&keyed->inner, key, n, 0x36);
    take_padded(&keyed->outer, key, n, 0x5c);
}

void keyed_begin(const struct keyed *keyed, struct keyed_hash *hash)
{
    hash->keyed = keyed;
    hash->sha = keyed->inner;
}

void keyed_add(struct keyed_hash *hash, const void *bytes, size_t n)
{
    must(SHA256_Update(&hash->sha, bytes, n) == 1);
}

void keyed_end(struct keyed_hash *hash, unsigned char out[KEYED_BYTES])
{
    unsigned char digest[KEYED_BYTES];
    must(SHA256_Final(digest, &hash->sha) == 1);
    hash->sha = hash->keyed->outer;
    must(SHA256_Update(&hash->sha, digest, sizeof digest) == 1 &&
         SHA256_Final(out, &hash->sha) == 1);
    OPENSSL_cleanse(digest, sizeof digest);
    OPENSSL_cleanse(&hash->sha, sizeof hash->sha);
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
    OPENSSL_cleanse(key, sizeof key);
    OPENSSL_cleanse(&expanding, sizeof expanding);
}
