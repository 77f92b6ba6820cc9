/* signature: signatures of others, checked with their public keys (mbedtls): RSASSA-PKCS1-v1_5 and
 * ECDSA on P-256, both over SHA-256, as JSON web tokens use them (RFC 7518: RS256, ES256). */
#ifndef ZHIDA_ADAPTERS_SIGNATURE_H
#define ZHIDA_ADAPTERS_SIGNATURE_H

#include "dsl/base/view.h"

/* Numbers big-endian, without sign. */
enum { RSA_LEAST = 256, RSA_MOST = 1024, P256_BYTES = 32 };

/* Is it the message's signature by this RSA key? A modulus shorter than RSA_LEAST bytes is no key.
 */
bool signature_is_rs256(struct view modulus, struct view exponent, struct view message,
                        struct view signature);

/* The same for a point on P-256; signature: r and s, 32 bytes each. */
bool signature_is_es256(struct view x, struct view y, struct view message, struct view signature);

#endif
