/* id_token: a token is believed only where every check said yes.
 *
 * The header names an algorithm and a key, and both are the attacker's to write: so the key's own
 * kind decides which check is made, and the header may only agree with it. "none" and the keyed
 * hashes (HS256, with which a public key would become a secret everybody knows) have no check here
 * at all. Keys that the header brings along or points to (jwk, jku, x5u) are not looked at; a
 * header that says something must be understood (crit) is refused, and so is a token of another
 * type than JWT: a logout or access token is signed by the same provider with the same key. Names
 * that stand twice in the JSON are refused by the reader. Times may differ by two minutes. */
#include "gateway/desk/id_token.h"

#include "adapters/crypto.h"
#include "adapters/json.h"
#include "adapters/signature.h"

/* Claims are numbers of seconds; the year 5138 is late enough. */
static const double TIME_MOST = 1e11;

/* Decoded; NULL in p: it is not base64url. */
static struct view decoded(struct view text, struct arena *arena)
{
    size_t max = text.n / 4 * 3 + 3, n;
    unsigned char *out = arena_alloc(arena, max + 1);
    if (!text.n || !crypto_base64url_read(text, out, max, &n))
        return (struct view){NULL, 0};
    out[n] = 0;
    return (struct view){(const char *)out, n};
}

/* ---- keys ---- */

static struct view number(const struct field *key, const char *name, struct arena *arena)
{
    struct view v = decoded(field_text(key, name), arena);
    while (v.n && !*v.p)
        v = view_sub(v, 1, v.n);
    return v;
}

/* A coordinate keeps its zeros: it has 32 bytes. */
static struct view coordinate(const struct field *key, const char *name, struct arena *arena)
{
    return decoded(field_text(key, name), arena);
}

static bool fits(struct view given, const char *wanted)
{
    return !given.n || view_is(given, wanted);
}

static bool key_read(const struct field *field, struct arena *arena, struct id_key *out)
{
    struct view type = field_text(field, "kty"), algorithm = field_text(field, "alg");
    *out = (struct id_key){.id = field_text(field, "kid")};
    if (!fits(field_text(field, "use"), "sig"))
        return false;
    if (view_is(type, "RSA") && fits(algorithm, "RS256")) {
        out->kind = KEY_RSA;
        out->a = number(field, "n", arena);
        out->b = number(field, "e", arena);
        return out->a.n >= RSA_LEAST && out->b.n;
    }
    if (!view_is(type, "EC") || !view_is(field_text(field, "crv"), "P-256") ||
        !fits(algorithm, "ES256"))
        return false;
    out->kind = KEY_P256;
    out->a = coordinate(field, "x", arena);
    out->b = coordinate(field, "y", arena);
    return out->a.n == P256_BYTES && out->b.n == P256_BYTES;
}

bool id_keys_read(struct view body, struct arena *arena, struct id_keys *out)
{
    const struct field *list = field_child(json_read(body, arena), "keys");
    out->count = 0;
    if (!list || list->kind != FIELD_ARRAY)
        return false;
    for (const struct field *at = list->first; at && out->count < ID_KEYS_MOST; at = at->next)
        if (at->kind == FIELD_OBJECT && key_read(at, arena, &out->list[out->count]))
            out->count++;
    return true;
}

/* ---- the signature ---- */

struct parts {
    struct view head, claims, signature; /* as they stand in the token */
    struct view signing;                 /* head and claims with the point between */
};

static bool cut(struct view token, struct parts *out)
{
    struct view rest = token;
    out->head = view_cut(&rest, '.');
    out->claims = view_cut(&rest, '.');
    out->signature = rest;
    out->signing = view_sub(token, 0, out->head.n + 1 + out->claims.n);
    return out->head.n && out->claims.n && rest.n && view_find(rest, VIEW(".")) == SIZE_MAX;
}

static bool is_jwt(struct view type)
{
    static const char name[] = "jwt";
    for (size_t i = 0; i < type.n; i++)
        if (i >= sizeof name - 1 || (type.p[i] | 0x20) != name[i])
            return false;
    return !type.n || type.n == sizeof name - 1;
}

static bool key_says(const struct id_key *key, struct view message, struct view signature)
{
    return key->kind == KEY_RSA ? signature_is_rs256(key->a, key->b, message, signature)
                                : signature_is_es256(key->a, key->b, message, signature);
}

/* Without a key's id every key of the kind is tried. */
static enum id_fault check_signature(const struct parts *parts, const struct id_keys *keys,
                                     struct arena *arena)
{
    const struct field *head = json_read(decoded(parts->head, arena), arena);
    struct view signature = decoded(parts->signature, arena), id = field_text(head, "kid");
    struct view algorithm = field_text(head, "alg");
    enum id_key_kind kind = view_is(algorithm, "ES256") ? KEY_P256 : KEY_RSA;
    bool known = false;
    if (!head || head->kind != FIELD_OBJECT || !signature.p)
        return ID_MALFORMED;
    if ((kind == KEY_RSA && !view_is(algorithm, "RS256")) || field_child(head, "crit") ||
        !is_jwt(field_text(head, "typ")))
        return ID_ALGORITHM;
    for (size_t i = 0; i < keys->count; i++) {
        const struct id_key *key = &keys->list[i];
        if (key->kind != kind || (id.n && key->id.n && !view_eq(id, key->id)))
            continue;
        known = true;
        if (key_says(key, parts->signing, signature))
            return ID_FINE;
    }
    return known ? ID_SIGNATURE : ID_NO_KEY;
}

/* ---- the claims ---- */

/* For us: alone, or among others and issued to us (azp). */
static bool is_for(const struct field *claims, struct view client)
{
    const struct field *audience = field_child(claims, "aud");
    struct view party = field_text(claims, "azp");
    bool named = false, others = false;
    if (audience && audience->kind == FIELD_TEXT)
        named = view_eq(audience->text, client);
    else if (audience && audience->kind == FIELD_ARRAY)
        for (const struct field *at = audience->first; at; at = at->next) {
            bool ours = at->kind == FIELD_TEXT && view_eq(at->text, client);
            named |= ours;
            others |= !ours;
        }
    if (field_child(claims, "azp") ? !view_eq(party, client) : others)
        return false;
    return named;
}

static bool is_now(const struct field *claims, int64_t now)
{
    double ends, issued, from = 0;
    if (!field_fraction(claims, "exp", 0, TIME_MOST, &ends) ||
        !field_fraction(claims, "iat", 0, TIME_MOST, &issued))
        return false;
    if (field_child(claims, "nbf") && !field_fraction(claims, "nbf", 0, TIME_MOST, &from))
        return false;
    double at = (double)now;
    return at < ends + ID_SKEW && issued < at + ID_SKEW && from < at + ID_SKEW;
}

static enum id_fault check_claims(const struct field *claims, const struct id_expected *expected)
{
    if (!claims || claims->kind != FIELD_OBJECT || !field_text(claims, "sub").n)
        return ID_MALFORMED;
    if (!view_eq(field_text(claims, "iss"), expected->issuer))
        return ID_ISSUER;
    if (!is_for(claims, expected->client))
        return ID_AUDIENCE;
    if (!is_now(claims, expected->now))
        return ID_EXPIRED;
    return crypto_same(field_text(claims, "nonce"), expected->nonce) ? ID_FINE : ID_NONCE;
}

enum id_fault id_token_check(struct view token, const struct id_keys *keys,
                             const struct id_expected *expected, struct arena *arena,
                             const struct field **claims)
{
    struct parts parts;
    if (token.n > ID_TOKEN_MOST || !cut(token, &parts))
        return ID_MALFORMED;
    enum id_fault fault = check_signature(&parts, keys, arena);
    if (fault != ID_FINE)
        return fault;
    *claims = json_read(decoded(parts.claims, arena), arena);
    return check_claims(*claims, expected);
}
