/* keyed: HMAC-SHA256 whose key is set up once, and HKDF from it. */
#ifndef ZHIDA_KEYED_H
#define ZHIDA_KEYED_H

#include <mbedtls/sha256.h>

#include "dsl/base/view.h"

enum { KEYED_BYTES = 32 };

/* A key taken in; plain memory, to be wiped by its owner. */
struct keyed {
    mbedtls_sha256_context inner, outer;
};

/* key: at most 64 bytes. */
void keyed_set(struct keyed *keyed, const unsigned char *key, size_t n);

/* A hash under way: keyed_begin, keyed_add for each piece, keyed_end. */
struct keyed_hash {
    const struct keyed *keyed;
    mbedtls_sha256_context sha;
};
void keyed_begin(const struct keyed *keyed, struct keyed_hash *hash);
void keyed_add(struct keyed_hash *hash, const void *bytes, size_t n);
void keyed_end(struct keyed_hash *hash, unsigned char out[KEYED_BYTES]);

/* The first 32 bytes of HKDF-SHA256 (RFC 5869) from a secret. salt: keyed_set with the salt; one
 * that is empty is 32 zeros. */
void keyed_derive(const struct keyed *salt, const unsigned char *secret, size_t n,
                  const char *label, unsigned char out[KEYED_BYTES]);

#endif
