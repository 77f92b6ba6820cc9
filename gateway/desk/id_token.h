/* id_token: the ID token of OpenID Connect (Core 1.0, 3.1.3.7) and the keys it is signed with
 * (RFC 7517). Pure: token, keys and time are parameters. */
#ifndef ZHIDA_ID_TOKEN_H
#define ZHIDA_ID_TOKEN_H

#include "adapters/field.h"
#include "dsl/base/buf.h"

enum { ID_KEYS_MOST = 16, ID_TOKEN_MOST = 16 * 1024, ID_SKEW = 120 };

enum id_key_kind { KEY_RSA, KEY_P256 };
struct id_key {
    enum id_key_kind kind;
    struct view id;   /* kid, or empty */
    struct view a, b; /* RSA: modulus, exponent; P256: x, y */
};
struct id_keys {
    struct id_key list[ID_KEYS_MOST];
    size_t count;
};
/* Keys that can check a signature; others in the list are passed over. false: not a list of keys.
 */
bool id_keys_read(struct view body, struct arena *arena, struct id_keys *out);

/* What stands against a token, in the order it is looked at. */
enum id_fault {
    ID_FINE,
    ID_MALFORMED, /* not three parts of base64url with JSON in them */
    ID_ALGORITHM, /* neither RS256 nor ES256, or a header that changes the meaning of the rest */
    ID_NO_KEY,    /* no key of its id: the provider may have changed its keys */
    ID_SIGNATURE,
    ID_ISSUER,
    ID_AUDIENCE,
    ID_EXPIRED, /* over, or from the future */
    ID_NONCE
};

struct id_expected {
    struct view issuer, client, nonce;
    int64_t now;
};
/* The claims of a token that passed, in the arena. */
enum id_fault id_token_check(struct view token, const struct id_keys *keys,
                             const struct id_expected *expected, struct arena *arena,
                             const struct field **claims);

#endif
