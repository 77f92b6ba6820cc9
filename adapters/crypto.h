/* crypto: what channel signatures and envelopes are made of (mbedtls). Nothing here allocates,
 * except where an arena is a parameter. */
#ifndef ZHIDA_ADAPTERS_CRYPTO_H
#define ZHIDA_ADAPTERS_CRYPTO_H

#include "dsl/base/buf.h"

enum {
    SHA1_BYTES = 20,
    SHA1_HEX = 40,
    SHA256_BYTES = 32,
    SHA256_HEX = 64,
    AES_BLOCK = 16,
    AES256_KEY = 32
};

/* Lower-case hex of n bytes and a NUL: out has 2 n + 1 bytes. */
void crypto_hex(const unsigned char *bytes, size_t n, char *out);

/* SHA-1 of the parts, one behind the other without separator. */
void crypto_sha1_hex(const struct view *parts, size_t count, char out[SHA1_HEX + 1]);

void crypto_sha256(struct view v, unsigned char out[SHA256_BYTES]);
/* SHA-256 of the parts, each behind its length, so that no list of parts reads like another. */
void crypto_sha256_parts(const struct view *parts, size_t count, unsigned char out[SHA256_BYTES]);
void crypto_sha256_hex(struct view v, char out[SHA256_HEX + 1]);
void crypto_hmac_sha1(struct view key, struct view message, unsigned char out[SHA1_BYTES]);
void crypto_hmac_sha256(struct view key, struct view message, unsigned char out[SHA256_BYTES]);

/* CBC without padding; n is a multiple of AES_BLOCK. in and out may be the same. */
void crypto_aes256_encrypt(const unsigned char key[AES256_KEY], const unsigned char iv[AES_BLOCK],
                           const unsigned char *in, size_t n, unsigned char *out);
void crypto_aes256_decrypt(const unsigned char key[AES256_KEY], const unsigned char iv[AES_BLOCK],
                           const unsigned char *in, size_t n, unsigned char *out);

/* Base64 as people send it: blanks and line ends between, padding or none, left-over bits of the
 * last character ignored (published keys have them set). false: a strange character, or a last
 * character that stands alone. Writes at most max bytes; more is false. */
bool crypto_base64_read(struct view text, unsigned char *out, size_t max, size_t *n);

/* Canonical Base64 with padding. */
void crypto_base64_put(struct buf *buf, const unsigned char *bytes, size_t n);

/* The form of RFC 7515: '-' and '_', no padding. Reading is strict: nothing else stands in it, and
 * the left-over bits of the last character are zero, so that no two texts are the same bytes. */
bool crypto_base64url_read(struct view text, unsigned char *out, size_t max, size_t *n);
void crypto_base64url_put(struct buf *buf, const unsigned char *bytes, size_t n);

/* Equality that takes the same time wherever the two differ; a different length is no secret. */
bool crypto_same(struct view a, struct view b);

#endif
