/* serve_options: what `zhida serve` is told. */
#ifndef ZHIDA_SERVE_OPTIONS_H
#define ZHIDA_SERVE_OPTIONS_H

#include "dsl/base/buf.h"
#include "gateway/data_folder.h"
#include "gateway/desk/provider.h"
#include "gateway/log.h"
#include "gateway/net/crowd.h"

/* OPTION(name, argument or NULL, what it does) */
#define SERVE_OPTIONS(OPTION)                                                                      \
    OPTION("rules", "DIR", "the district's rules folder; again for a base it shares")              \
    OPTION("data", "DIR", "where everything is kept; made if it is not there")                     \
    OPTION("listen", "ADDR:PORT", "for citizens and channels [127.0.0.1:8080]")                    \
    OPTION("admin-listen", "ADDR:PORT", "for the desk and metrics [127.0.0.1, the next port]")     \
    OPTION("key-file", "FILE", "the master key [DIR.key beside the data folder]")                  \
    OPTION("sandbox", NULL, "accounts named demo on every channel; nothing leaves the house")      \
    OPTION("upstream", "URL", "with --sandbox: where calls to providers go")                       \
    OPTION("tickets", "FILE", "past tickets: what happens most is asked about first")              \
    OPTION("public-url", "URL", "in front of links that are sent; offers need it")                 \
    OPTION("desk-url", "URL", "where browsers find the desk: https://HOST[:PORT]")                 \
    OPTION("sso", "URL", "single sign-on by OpenID Connect: the issuer")                           \
    OPTION("sso-client", "ID", "how the sign-in service knows this desk")                          \
    OPTION("sso-secret", "FROM", "its secret there: env:NAME or file:PATH")                        \
    OPTION("sso-claim", "NAME", "the claim that is the login [preferred_username]")                \
    OPTION("sso-groups", "NAME", "the claim that lists groups [groups]")                           \
    OPTION("sso-group", "RULE",                                                                    \
           "GROUP=ROLE[,ROLE][@UNIT]: makes its members users; again for more")                    \
    OPTION("sso-only", NULL, "passwords are not taken")                                            \
    OPTION("limit", "NAME=N", "for one address; may stand several times, 0 lifts it:")             \
    OPTION("secure-cookies", NULL, "the desk is behind TLS: its cookies say so")                   \
    OPTION("log-json", NULL, "log lines as JSON")                                                  \
    OPTION("log-level", "LEVEL", "error, warning, info or debug [info]")                           \
    OPTION("help", NULL, "this text")

struct address {
    const char *host; /* in the arena, IPv6 without brackets; empty: every IPv4 address */
    int port;
};

struct serve_options {
    const char *rules;
    struct data_folder data;
    const char *key_file;
    const char *tickets; /* NULL: none */
    struct address listen, inner;
    bool sandbox, secure_cookies, help;
    struct view upstream;
    struct view public_base; /* empty: none; in a sandbox made of listen */
    struct view desk_url;    /* empty: none; in a sandbox made of inner */
    struct sign_on_settings sign_on;
    struct log log;
    struct crowd_limits limits;
};

/* An address as it stands in front of a path: IPv6 in brackets; every address as one to look at. */
struct view serve_options_place(const struct address *address, struct arena *arena);

/* Names and texts in the arena. false: *why says what is wrong. */
bool serve_options_read(int argc, char **argv, struct arena *arena, struct serve_options *out,
                        const char **why);
void serve_options_usage(struct buf *out);

#endif
