/* provider: discovery, and the texts of authorization code flow with PKCE (RFC 6749, 7636).
 *
 * The operator names an issuer, and everything else is read at the issuer's own address. Its
 * document must name the very same issuer, and every address in it must be https (or this machine,
 * for trying things out): codes, secrets and tokens never travel in the clear. The address that the
 * provider sends people back to is made of the operator's words alone, never of a request, so there
 * is nothing to redirect openly. */
#include "gateway/desk/provider.h"

#include "adapters/crypto.h"
#include "adapters/json.h"

enum { URL_MOST = 4096, BODY_MOST = 8192 };

/* ---- addresses ---- */

static struct view host_of(struct view url, struct view scheme)
{
    struct view rest = view_starts(url, scheme) ? view_sub(url, scheme.n, url.n) : VIEW("");
    size_t n = 0;
    while (n < rest.n && rest.p[n] != '/' && rest.p[n] != '?' && rest.p[n] != '#')
        n++;
    return view_sub(rest, 0, n);
}

static bool is_this_machine(struct view host)
{
    static const char *const names[] = {"127.0.0.1", "localhost", "[::1]"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct view name = view_of(names[i]);
        if (view_starts(host, name) && (host.n == name.n || host.p[name.n] == ':'))
            return view_find(host, VIEW("@")) == SIZE_MAX;
    }
    return false;
}

bool provider_url_is_safe(struct view url)
{
    for (size_t i = 0; i < url.n; i++)
        if ((unsigned char)url.p[i] <= ' ' || url.p[i] == '#' || url.p[i] == 127)
            return false;
    return host_of(url, VIEW("https://")).n || is_this_machine(host_of(url, VIEW("http://")));
}

static void put_encoded(struct buf *out, struct view value)
{
    for (size_t i = 0; i < value.n; i++) {
        unsigned char c = (unsigned char)value.p[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '-' || c == '.' || c == '_' || c == '~';
        if (plain)
            buf_byte(out, (char)c);
        else
            buf_print(out, "%%%02X", c);
    }
}

/* name=value behind a '?' or '&', whichever is due. */
static void put_parameter(struct buf *out, const char *name, struct view value)
{
    struct view sofar = buf_seen(out);
    if (sofar.n)
        buf_byte(out, view_find(sofar, VIEW("?")) == SIZE_MAX ? '?' : '&');
    buf_print(out, "%s=", name);
    put_encoded(out, value);
}

static void put_field(struct buf *out, const char *name, struct view value)
{
    if (out->n)
        buf_byte(out, '&');
    buf_print(out, "%s=", name);
    put_encoded(out, value);
}

static struct view kept(struct buf *text, struct arena *arena)
{
    struct view out = text->full ? VIEW("") : buf_keep(text, arena);
    buf_free(text);
    return out;
}

static struct view joined(struct view a, const char *b, struct arena *arena)
{
    struct buf text;
    buf_init(&text, URL_MOST);
    buf_view(&text, a);
    buf_text(&text, b);
    return kept(&text, arena);
}

static struct view back_url(const struct sign_on_settings *settings, struct arena *arena)
{
    return joined(settings->desk_url, "/desk/sso/callback", arena);
}

/* ---- discovery ---- */

struct call provider_discover(const struct sign_on_settings *settings, struct arena *arena)
{
    struct view issuer = settings->issuer;
    if (issuer.n && issuer.p[issuer.n - 1] == '/')
        issuer.n--;
    return (struct call){.method = VIEW("GET"),
                         .url = joined(issuer, "/.well-known/openid-configuration", arena)};
}

static bool lists(const struct field *document, const char *name, const char *value)
{
    const struct field *list = field_child(document, name);
    for (const struct field *at = list ? list->first : NULL; at; at = at->next)
        if (view_is(at->text, value))
            return true;
    return false;
}

static bool safe_or_none(struct view url)
{
    return !url.n || provider_url_is_safe(url);
}

bool provider_read(const struct sign_on_settings *settings, struct view body, struct arena *arena,
                   struct provider *out)
{
    const struct field *document = json_read(body, arena);
    const char *methods = "token_endpoint_auth_methods_supported";
    *out = (struct provider){
        .authorize = field_text(document, "authorization_endpoint"),
        .token = field_text(document, "token_endpoint"),
        .keys_url = field_text(document, "jwks_uri"),
        .userinfo = field_text(document, "userinfo_endpoint"),
        .logout = field_text(document, "end_session_endpoint"),
        .basic = !field_child(document, methods) || lists(document, methods, "client_secret_basic"),
        .says_issuer = view_is(
            field_text(document, "authorization_response_iss_parameter_supported"), "true")};
    return view_eq(field_text(document, "issuer"), settings->issuer) &&
           provider_url_is_safe(out->authorize) && provider_url_is_safe(out->token) &&
           provider_url_is_safe(out->keys_url) && safe_or_none(out->userinfo) &&
           safe_or_none(out->logout);
}

/* ---- the browser's addresses ---- */

static struct view challenge_of(const char *verifier, struct arena *arena)
{
    unsigned char hash[SHA256_BYTES];
    struct buf text;
    crypto_sha256(view_of(verifier), hash);
    buf_init(&text, 100);
    crypto_base64url_put(&text, hash, sizeof hash);
    return kept(&text, arena);
}

/* The claims come with these scopes; a provider passes over one it does not know. */
static struct view scope_of(const struct sign_on_settings *settings)
{
    return view_is(settings->claim, "email") ? VIEW("openid profile email")
                                             : VIEW("openid profile");
}

struct view provider_sign_in_url(const struct sign_on_settings *settings,
                                 const struct provider *provider, const struct sign_in *sign_in,
                                 struct arena *arena)
{
    struct buf url;
    buf_init(&url, URL_MOST);
    buf_view(&url, provider->authorize);
    put_parameter(&url, "response_type", VIEW("code"));
    put_parameter(&url, "client_id", settings->client);
    put_parameter(&url, "redirect_uri", back_url(settings, arena));
    put_parameter(&url, "scope", scope_of(settings));
    put_parameter(&url, "state", view_of(sign_in->state));
    put_parameter(&url, "nonce", view_of(sign_in->nonce));
    put_parameter(&url, "code_challenge", challenge_of(sign_in->verifier, arena));
    put_parameter(&url, "code_challenge_method", VIEW("S256"));
    return kept(&url, arena);
}

struct view provider_sign_out_url(const struct sign_on_settings *settings,
                                  const struct provider *provider, struct arena *arena)
{
    struct buf url;
    if (!provider->logout.n)
        return VIEW("");
    buf_init(&url, URL_MOST);
    buf_view(&url, provider->logout);
    put_parameter(&url, "client_id", settings->client);
    put_parameter(&url, "post_logout_redirect_uri", joined(settings->desk_url, "/desk", arena));
    return kept(&url, arena);
}

/* ---- calls ---- */

static void add_header(struct call *call, const char *name, struct view value)
{
    call->headers[call->header_count++] = (struct header){view_of(name), value};
}

/* Name and secret are form-encoded before they are joined (RFC 6749, 2.3.1). */
static struct view basic_of(const struct sign_on_settings *settings, struct arena *arena)
{
    struct buf plain, text;
    buf_init(&plain, BODY_MOST);
    buf_init(&text, BODY_MOST);
    put_encoded(&plain, settings->client);
    buf_byte(&plain, ':');
    put_encoded(&plain, settings->secret);
    buf_text(&text, "Basic ");
    crypto_base64_put(&text, (const unsigned char *)plain.p, plain.n);
    explicit_bzero(plain.p, plain.n);
    buf_free(&plain);
    return kept(&text, arena);
}

struct call provider_ask_token(const struct sign_on_settings *settings,
                               const struct provider *provider, struct view code,
                               const char *verifier, struct arena *arena)
{
    struct call call = {.method = VIEW("POST"), .url = provider->token};
    struct buf body;
    bool basic = settings->secret.n && provider->basic;
    add_header(&call, "content-type", VIEW("application/x-www-form-urlencoded"));
    add_header(&call, "accept", VIEW("application/json"));
    if (basic)
        add_header(&call, "authorization", basic_of(settings, arena));
    buf_init(&body, BODY_MOST);
    put_field(&body, "grant_type", VIEW("authorization_code"));
    put_field(&body, "code", code);
    put_field(&body, "redirect_uri", back_url(settings, arena));
    put_field(&body, "code_verifier", view_of(verifier));
    if (!basic)
        put_field(&body, "client_id", settings->client);
    if (!basic && settings->secret.n)
        put_field(&body, "client_secret", settings->secret);
    call.body = kept(&body, arena);
    return call;
}

struct call provider_ask_person(const struct provider *provider, struct view access,
                                struct arena *arena)
{
    struct call call = {.method = VIEW("GET"), .url = provider->userinfo};
    struct buf text;
    buf_init(&text, BODY_MOST);
    buf_text(&text, "Bearer ");
    buf_view(&text, access);
    add_header(&call, "authorization", kept(&text, arena));
    add_header(&call, "accept", VIEW("application/json"));
    return call;
}
