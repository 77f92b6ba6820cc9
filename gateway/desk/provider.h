/* provider: the other side of single sign-on, as OpenID Connect Discovery 1.0 describes it, and
 * what is said to it: the address the browser is sent to, the calls that follow. Pure. */
#ifndef ZHIDA_PROVIDER_H
#define ZHIDA_PROVIDER_H

#include "adapters/adapter.h"
#include "gateway/desk/id_token.h"

/* A group of the provider and what its members may do here. */
struct group_rule {
    struct view group, unit; /* unit: code, or empty */
    unsigned roles;
};

/* What the operator says; everything stays the caller's. */
struct sign_on_settings {
    struct view issuer, client; /* issuer empty: there is no single sign-on */
    struct view secret;         /* empty: a public client */
    struct view desk_url;       /* in front of /desk, as browsers see it */
    struct view claim;          /* which claim is the login */
    struct view groups;         /* which claim lists the groups */
    const struct group_rule *rules;
    size_t rule_count;
    bool only; /* passwords are not taken */
};

/* https, or http to this very machine; nothing that could end a header. */
bool provider_url_is_safe(struct view url);

struct provider {
    struct view authorize, token, keys_url, userinfo, logout; /* the last two may be empty */
    bool basic;       /* the secret goes into a header, not into the body */
    bool says_issuer; /* its answers carry iss (RFC 9207) */
};
/* false: not a discovery document, of another issuer, or with an address that is not safe. */
bool provider_read(const struct sign_on_settings *settings, struct view body, struct arena *arena,
                   struct provider *out);
struct call provider_discover(const struct sign_on_settings *settings, struct arena *arena);

/* What one sign-in is made of: all of it follows from the secret in the browser's cookie. */
enum { STATE_HEX = 32, VERIFIER_HEX = 64 };
struct sign_in {
    char state[STATE_HEX + 1], nonce[STATE_HEX + 1], verifier[VERIFIER_HEX + 1];
};

/* Where the browser goes to sign in, and to sign out (empty: the provider has no such page). */
struct view provider_sign_in_url(const struct sign_on_settings *settings,
                                 const struct provider *provider, const struct sign_in *sign_in,
                                 struct arena *arena);
struct view provider_sign_out_url(const struct sign_on_settings *settings,
                                  const struct provider *provider, struct arena *arena);

struct call provider_ask_token(const struct sign_on_settings *settings,
                               const struct provider *provider, struct view code,
                               const char *verifier, struct arena *arena);
struct call provider_ask_person(const struct provider *provider, struct view access,
                                struct arena *arena);

#endif
