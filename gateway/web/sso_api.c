/* sso_api: single sign-on as the browser sees it.
 *
 *     GET  /desk/sso/start       to the sign-in service; leaves a cookie that only this browser has
 *     GET  /desk/sso/callback    back from it, with a code
 *     GET  /desk/api/sso         is there single sign-on, are passwords taken, what faults mean
 *     POST /desk/api/sso/finish  {"code"}: how far it is; the session when it is done
 *
 * All of a sign-in follows from one random secret in the cookie: state, nonce and verifier are
 * keyed hashes of it, so nothing is kept here before the code comes, and nobody can fill a table by
 * knocking. An answer of the service counts only in the browser whose cookie makes its state. The
 * callback decides nothing: it hands the code over and sends the browser to the page, which asks
 * how far it is. Where to is never part of a request: there is nothing to redirect openly.
 *
 * A second factor of the desk is asked for here as well, unless the service says that it asked for
 * one itself. Failures count against the address like wrong passwords and stand in the record. */
#include "gateway/web/sso_api.h"

#include "adapters/crypto.h"
#include "gateway/desk/newcomer.h"

#define COOKIE "zhida_sso"
enum { RANDOM = 16, LASTS = 600, DETAIL_MOST = 100, IN_SECONDS = 12 * 3600 };

static struct sign_on *service(const struct desk_call *call)
{
    return call->setup->sign_on;
}

/* ---- the cookie ---- */

/* Lax: the browser sends it along when the service sends the person back. */
static void set_cookie(struct desk_call *call, struct view value, int seconds)
{
    struct buf text;
    buf_init(&text, 300);
    buf_print(&text, COOKIE "=%.*s; Path=/desk; HttpOnly; SameSite=Lax; Max-Age=%d%s",
              VIEW_FMT(value), seconds, call->setup->secure ? "; Secure" : "");
    web_add_header(call->response, "set-cookie", buf_keep(&text, call->arena));
    buf_free(&text);
}

static void derive(const struct desk_call *call, const char *what, struct view secret,
                   char out[STATE_HEX + 1])
{
    struct view parts[] = {VIEW("sign-on"), view_of(what), secret};
    struct seal_hash hash = seal_hash(call->reader->seal, parts, 3);
    crypto_hex(hash.bytes, sizeof hash.bytes, out);
}

static struct sign_in sign_in_of(const struct desk_call *call, struct view secret)
{
    struct sign_in out = {0};
    derive(call, "state", secret, out.state);
    derive(call, "nonce", secret, out.nonce);
    derive(call, "verifier", secret, out.verifier);
    derive(call, "verifier more", secret, out.verifier + STATE_HEX);
    return out;
}

/* The sign-in this browser began; false: none, or too long ago. */
static bool begun(const struct desk_call *call, struct sign_in *out)
{
    struct view secret = web_cookie(call->request, COOKIE), rest = secret;
    int64_t at;
    if (!view_int(view_cut(&rest, '.'), 1, INT64_MAX, &at) || rest.n != 2 * RANDOM ||
        at > call->now + 60 || call->now - at > LASTS)
        return false;
    *out = sign_in_of(call, secret);
    return true;
}

static struct view draw(struct desk_call *call)
{
    unsigned char bytes[RANDOM];
    char hex[2 * RANDOM + 1];
    struct buf text;
    call->setup->world->random(call->setup->world->self, bytes, sizeof bytes);
    crypto_hex(bytes, sizeof bytes, hex);
    buf_init(&text, 100);
    buf_print(&text, "%lld.%s", (long long)call->now, hex);
    struct view secret = buf_keep(&text, call->arena);
    buf_free(&text);
    return secret;
}

/* ---- to and fro ---- */

static void go(struct desk_call *call, struct view where)
{
    call->response->status = 303;
    web_add_header(call->response, "location", where);
}

/* To the page, which says what the code means. */
static void go_back(struct desk_call *call, const char *code)
{
    struct buf text;
    buf_init(&text, 100);
    buf_print(&text, "/desk#sso=%s", code);
    go(call, buf_keep(&text, call->arena));
    buf_free(&text);
}

void sso_start_handle(struct desk_call *call)
{
    struct sign_on *sign_on = service(call);
    if (!sign_on || !sign_on_ready(sign_on, call->now)) {
        go_back(call, sign_on_words(sign_on ? SIGN_ON_DOWN : SIGN_ON_OFF).code);
        return;
    }
    struct view secret = draw(call);
    struct sign_in sign_in = sign_in_of(call, secret);
    set_cookie(call, secret, LASTS);
    go(call, sign_on_begin_url(sign_on, &sign_in, call->arena));
}

/* Counts and records it; closed: the door was closed before, or is now. */
static enum web_error failed(struct desk_call *call, int64_t user, enum sign_on_fault fault)
{
    struct buf text;
    buf_init(&text, DETAIL_MOST);
    buf_print(&text, "%s %.*s", sign_on_words(fault).code, VIEW_FMT(call->request->peer));
    enum web_error error = login_peer_failed(call, user, buf_keep(&text, call->arena));
    buf_free(&text);
    return error;
}

static enum sign_on_fault take_back(struct desk_call *call)
{
    struct sign_in sign_in;
    struct view state = web_query(call->request, "state");
    if (!service(call))
        return SIGN_ON_OFF;
    if (!begun(call, &sign_in) || !crypto_same(view_of(sign_in.state), state))
        return SIGN_ON_STATE;
    if (web_query(call->request, "error").n)
        return SIGN_ON_DENIED;
    return sign_on_ask(service(call), &sign_in, web_query(call->request, "iss"),
                       web_query(call->request, "code"), call->now);
}

void sso_callback_handle(struct desk_call *call)
{
    if (login_peer_is_open(call) != WEB_OK) {
        go_back(call, web_error_info(WEB_LOCKED).code);
        return;
    }
    enum sign_on_fault fault = take_back(call);
    enum web_error error = fault && fault != SIGN_ON_OFF ? failed(call, 0, fault) : WEB_OK;
    if (error != WEB_OK)
        go_back(call, web_error_info(error).code);
    else
        go_back(call, fault ? sign_on_words(fault).code : "wait");
}

/* ---- the page asks ---- */

static void refuse(struct desk_call *call, int64_t user, enum sign_on_fault fault)
{
    struct sign_on_words words = sign_on_words(fault);
    enum web_error error = failed(call, user, fault);
    set_cookie(call, VIEW(""), 0);
    if (error == WEB_OK)
        web_refuse(call->response, 401, words.code, words.zh, words.en);
    else
        web_error(call->response, error);
}

static void let_in(struct desk_call *call, const struct desk_user *user, bool is_held)
{
    struct buf how;
    buf_init(&how, DETAIL_MOST);
    buf_print(&how, "sso %.*s", VIEW_FMT(call->request->peer));
    enum web_error error = login_begin(call, user, is_held, buf_keep(&how, call->arena));
    buf_free(&how);
    set_cookie(call, VIEW("in"), IN_SECONDS);
    if (error == WEB_OK)
        web_json(call->response, me_json(call));
    else
        web_error(call->response, error);
}

/* The service knows the person: who is it here, and is a second factor due? */
static void admit(struct desk_call *call, const struct sign_in *sign_in,
                  const struct identity *identity, struct view code)
{
    struct newcomer who = {.settings = sign_on_settings(service(call)),
                           .identity = identity,
                           .now = call->now,
                           .arena = call->arena};
    bool is_held = false;
    enum web_error error =
        turn_write(call->setup->turn, newcomer_admit, &who) == STORE_OK ? WEB_OK : WEB_BUSY;
    if (error == WEB_OK && !who.fault && !identity->strong)
        error = login_code_is(call, &who.user, code, &is_held);
    if (error != WEB_OK)
        web_error(call->response, error);
    else if (!sign_on_take(service(call), sign_in))
        refuse(call, who.user.id, SIGN_ON_STATE); /* another request was faster */
    else if (who.fault)
        refuse(call, who.user.id, who.fault);
    else
        let_in(call, &who.user, is_held);
}

static void finish(struct desk_call *call, struct view code)
{
    struct sign_in sign_in;
    struct identity identity;
    enum sign_on_fault fault = SIGN_ON_FINE;
    enum sign_on_news news = SIGN_ON_NOBODY;
    if (service(call) && begun(call, &sign_in))
        news = sign_on_look(service(call), &sign_in, call->arena, &identity, &fault);
    if (news == SIGN_ON_NOBODY)
        refuse(call, 0, service(call) ? SIGN_ON_STATE : SIGN_ON_OFF);
    else if (news == SIGN_ON_WAITS)
        web_json(call->response, json_pack("{sb}", "wait", 1));
    else if (fault) {
        sign_on_take(service(call), &sign_in);
        refuse(call, 0, fault);
    } else
        admit(call, &sign_in, &identity, code);
}

void sso_finish_handle(struct desk_call *call)
{
    json_t *body = json_body(call->request);
    struct view code = view_trim(json_text(body, "code", call->arena));
    bool readable = body != NULL;
    json_decref(body);
    enum web_error error =
        readable && code.n < DETAIL_MOST ? login_peer_is_open(call) : WEB_BAD_REQUEST;
    if (error == WEB_OK)
        finish(call, code);
    else
        web_error(call->response, error);
}

static void put_words(json_t *out, const char *code, const char *zh, const char *en)
{
    json_object_set_new(out, code, json_pack("{ss ss}", "zh", zh, "en", en));
}

void sso_handle(struct desk_call *call)
{
    struct sign_on *sign_on = service(call);
    struct web_error_info locked = web_error_info(WEB_LOCKED), busy = web_error_info(WEB_BUSY);
    json_t *root = json_object(), *faults = json_object();
    for (int i = SIGN_ON_FINE + 1; i < SIGN_ON_FAULT_COUNT; i++) {
        struct sign_on_words words = sign_on_words((enum sign_on_fault)i);
        put_words(faults, words.code, words.zh, words.en);
    }
    put_words(faults, locked.code, locked.zh, locked.en);
    put_words(faults, busy.code, busy.zh, busy.en);
    json_put_bool(root, "on", sign_on != NULL);
    json_put_bool(root, "only", sign_on && sign_on_settings(sign_on)->only);
    json_put_bool(root, "ready", sign_on && sign_on_ready(sign_on, call->now));
    json_object_set_new(root, "faults", faults);
    web_json(call->response, root);
}

struct view sso_leave(struct desk_call *call)
{
    if (!service(call) || !view_is(web_cookie(call->request, COOKIE), "in"))
        return VIEW("");
    set_cookie(call, VIEW(""), 0);
    return sign_on_end_url(service(call), call->arena);
}
