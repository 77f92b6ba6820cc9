/* session: who is signed in.
 *
 * A session is 256 random bits in a cookie that scripts cannot read and other sites cannot make the
 * browser send; the database knows only its keyed hash. It ends after thirty minutes without a
 * person's act and after twelve hours in any case. The page asks for news by itself every few
 * seconds; such requests say so (quiet=1) and do not count as acts, or an unattended screen would
 * stay open for ever. Its end is moved at most once a minute, to spare the writer.
 *
 * The token for POSTs is a keyed hash of the session's token: it needs no column, lasts exactly as
 * long, and cannot be made from the outside. The Origin check stands beside it; either would do. */
#include "gateway/web/desk_call.h"

#include "dsl/base/utf8.h"

enum { IDLE_SECONDS = 30 * 60, WHOLE_SECONDS = 12 * 3600, EXTEND_SECONDS = 60, TOKEN_BYTES = 32 };
enum { AGENT_MOST = 200 };
#define COOKIE "zhida_desk"

static void put_hex(const unsigned char *bytes, size_t n, char *out)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < n; i++) {
        out[2 * i] = digits[bytes[i] >> 4];
        out[2 * i + 1] = digits[bytes[i] & 15];
    }
    out[2 * n] = 0;
}

bool origin_is_own(const struct web_request *request)
{
    struct view origin = web_header(request, "origin"), host = web_header(request, "host");
    size_t scheme = view_find(origin, VIEW("://"));
    if (scheme == SIZE_MAX || !host.n)
        return false;
    return view_eq(view_sub(origin, scheme + 3, origin.n), host);
}

static void fill(struct desk_call *call, const struct desk_user *user, struct view token)
{
    struct view parts[] = {VIEW("csrf"), token};
    struct seal_hash hash = seal_hash(call->reader->seal, parts, 2);
    call->user = *user;
    call->token = token;
    put_hex(hash.bytes, sizeof hash.bytes, call->csrf);
}

static void set_cookie(struct desk_call *call, struct view token, int seconds)
{
    struct buf text;
    buf_init(&text, 300);
    buf_print(&text, COOKIE "=%.*s; Path=/desk; HttpOnly; SameSite=Strict; Max-Age=%d%s",
              VIEW_FMT(token), seconds, call->setup->secure ? "; Secure" : "");
    web_add_header(call->response, "set-cookie", buf_keep(&text, call->arena));
    buf_free(&text);
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

struct session_job {
    struct view token;
    struct desk_session session;
};

static enum store_error add_job(struct store *store, void *argument)
{
    struct session_job *job = argument;
    enum store_error error = sessions_sweep(store, job->session.started);
    return error == STORE_OK ? sessions_add(store, job->token, &job->session) : error;
}

static enum store_error extend_job(struct store *store, void *argument)
{
    struct session_job *job = argument;
    return sessions_extend(store, job->token, job->session.seen, job->session.ends);
}

static enum store_error end_job(struct store *store, void *argument)
{
    struct session_job *job = argument;
    return sessions_end(store, job->token);
}

enum store_error session_begin(struct desk_call *call, const struct desk_user *user, bool is_held)
{
    unsigned char random[TOKEN_BYTES];
    char *token = arena_alloc(call->arena, TOKEN_HEX + 1);
    call->setup->world->random(call->setup->world->self, random, sizeof random);
    put_hex(random, sizeof random, token);
    struct session_job job = {
        view_of(token),
        {.user = user->id,
         .started = call->now,
         .seen = call->now,
         .ends = call->now + IDLE_SECONDS,
         .held = is_held,
         .peer = call->request->peer,
         .agent = utf8_head(web_header(call->request, "user-agent"), AGENT_MOST)}};
    if (utf8_broken(job.session.agent) != SIZE_MAX)
        job.session.agent = VIEW("");
    call->held = is_held;
    enum store_error error = turn_write(call->setup->turn, add_job, &job);
    if (error != STORE_OK)
        return error;
    fill(call, user, job.token);
    set_cookie(call, job.token, WHOLE_SECONDS);
    return STORE_OK;
}

static enum store_error keep_alive(struct desk_call *call, struct view token,
                                   struct desk_session session)
{
    bool quiet = view_is(web_query(call->request, "quiet"), "1");
    if (quiet || call->now - session.seen < EXTEND_SECONDS)
        return STORE_OK;
    session.seen = call->now;
    session.ends = earlier(call->now + IDLE_SECONDS, session.started + WHOLE_SECONDS);
    struct session_job job = {token, session};
    return turn_write(call->setup->turn, extend_job, &job);
}

enum web_error session_find(struct desk_call *call)
{
    struct view token = web_cookie(call->request, COOKIE);
    struct desk_session session;
    struct desk_user user;
    if (token.n != TOKEN_HEX)
        return WEB_NOT_SIGNED_IN;
    enum store_error error = sessions_find(call->reader, token, call->now, &session);
    if (error == STORE_OK)
        error = users_get(call->reader, session.user, call->arena, &user);
    if (error == STORE_NONE || (error == STORE_OK && !user.active))
        return WEB_NOT_SIGNED_IN;
    if (error == STORE_OK)
        error = keep_alive(call, token, session);
    if (error != STORE_OK)
        return WEB_BUSY;
    fill(call, &user, token);
    call->held = session.held;
    return WEB_OK;
}

bool session_csrf_is(const struct desk_call *call, struct view given)
{
    int differs = 0;
    if (given.n != CSRF_HEX)
        return false;
    for (size_t i = 0; i < CSRF_HEX; i++)
        differs |= given.p[i] ^ call->csrf[i];
    return differs == 0;
}

struct seal_hash session_mark(const struct desk_call *call)
{
    struct view parts[] = {VIEW("session"), call->token};
    return seal_hash(call->reader->seal, parts, 2);
}

enum store_error session_end(struct desk_call *call)
{
    struct session_job job = {.token = call->token};
    set_cookie(call, VIEW(""), 0);
    return turn_write(call->setup->turn, end_job, &job);
}
