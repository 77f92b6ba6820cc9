/* sign_on: a table of sign-ins and what is known of the provider, behind one lock.
 *
 * A sign-in is put here when the browser comes back with a code, and goes from one phase to the
 * next as answers come: the code for an ID token, new keys if the token is signed by one that is
 * not known, the person's claims if the token does not hold the login. The page asks now and then
 * how far it is. So a provider that is late makes one person wait and nobody else, and no web
 * thread ever waits for it.
 *
 * The provider's document and keys are fetched before anybody signs in and again every hour; what
 * was known stays in force while a fetch fails. A key that is not known is asked for at most every
 * ten seconds, or a forger's tokens would keep the provider busy. State and code are taken once:
 * what was used is remembered, and the provider takes a code once too. */
#include "gateway/desk/sign_on.h"

#include <pthread.h>
#include <stdlib.h>

#include "adapters/crypto.h"
#include "adapters/json.h"

enum {
    EXCHANGES = 64,
    USED = 1024,
    HOUR = 3600,
    KEYS_LEAST = 10,
    RETRY_LEAST = 2,
    RETRY_MOST = 60,
    PATIENCE = 20, /* seconds a sign-in may wait for the provider */
    KEPT = 300,    /* a finished one waits to be fetched: a code may have to be typed */
    CODE_MOST = 2048,
    GROUPS_MOST = 16 * 1024
};
enum { EXCHANGE_MEMORY = 1 << 18, PROVIDER_MEMORY = 4 << 20 };

enum phase {
    PHASE_FREE,
    PHASE_CODE, /* the token is to be asked for */
    PHASE_TOKEN,
    PHASE_KEYS,   /* a token is here, its key is not */
    PHASE_ACCESS, /* the claims are to be asked for */
    PHASE_PERSON,
    PHASE_OVER
};

struct exchange {
    enum phase phase;
    uint64_t ticket;
    int64_t since;
    struct sign_in sign_in;
    struct arena arena;
    struct view code, token, access;
    struct identity identity;
    enum sign_on_fault fault;
};

struct known {
    struct arena arena;
    struct provider provider;
    struct id_keys keys;
    bool has_keys;
    int64_t keys_at;
};

struct sign_on {
    struct sign_on_settings settings;
    const struct log *log;
    void (*wake)(void *self);
    void *waker;
    pthread_mutex_t lock;
    struct known *known, *coming; /* coming: its keys are on their way */
    int64_t again;                /* when the provider is asked next */
    int pause;
    bool asking, keys_wanted, said_down;
    uint64_t tickets, asked_ticket;
    struct exchange exchanges[EXCHANGES];
    char used[USED][STATE_HEX];
    size_t used_next;
};

static const struct sign_on_words words[SIGN_ON_FAULT_COUNT] = {[SIGN_ON_FINE] = {"fine", "", ""},
#define FAULT(name, code, zh, en) [name] = {code, zh, en},
                                                                SIGN_ON_FAULTS(FAULT)
#undef FAULT
};

struct sign_on_words sign_on_words(enum sign_on_fault fault)
{
    return words[fault];
}

/* ---- life ---- */

struct sign_on *sign_on_new(const struct sign_on_settings *settings, const struct log *log)
{
    struct sign_on *s = calloc(1, sizeof *s);
    if (!s)
        return NULL;
    s->settings = *settings;
    s->log = log;
    pthread_mutex_init(&s->lock, NULL);
    for (size_t i = 0; i < EXCHANGES; i++)
        arena_init(&s->exchanges[i].arena, EXCHANGE_MEMORY);
    return s;
}

static void known_free(struct known *known)
{
    if (known)
        arena_free(&known->arena);
    free(known);
}

void sign_on_free(struct sign_on *s)
{
    if (!s)
        return;
    for (size_t i = 0; i < EXCHANGES; i++)
        arena_free(&s->exchanges[i].arena);
    known_free(s->known);
    known_free(s->coming);
    pthread_mutex_destroy(&s->lock);
    free(s);
}

const struct sign_on_settings *sign_on_settings(const struct sign_on *s)
{
    return &s->settings;
}

void sign_on_on_work(struct sign_on *s, void (*wake)(void *self), void *self)
{
    s->wake = wake;
    s->waker = self;
}

static void enter(struct sign_on *s)
{
    pthread_mutex_lock(&s->lock);
}

static void leave(struct sign_on *s, bool work)
{
    pthread_mutex_unlock(&s->lock);
    if (work && s->wake)
        s->wake(s->waker);
}

/* ---- the table ---- */

static struct exchange *find(struct sign_on *s, const char *state)
{
    for (size_t i = 0; i < EXCHANGES; i++)
        if (s->exchanges[i].phase != PHASE_FREE &&
            crypto_same(view_of(s->exchanges[i].sign_in.state), view_of(state)))
            return &s->exchanges[i];
    return NULL;
}

static void drop(struct exchange *x)
{
    struct arena arena = x->arena;
    arena_reset(&arena);
    *x = (struct exchange){.arena = arena};
}

static void end(struct exchange *x, enum sign_on_fault fault, int64_t now)
{
    x->phase = PHASE_OVER;
    x->fault = fault;
    x->since = now;
}

/* Ends what waited too long, frees what nobody fetched. */
static void sweep(struct sign_on *s, int64_t now)
{
    for (size_t i = 0; i < EXCHANGES; i++) {
        struct exchange *x = &s->exchanges[i];
        if (x->phase == PHASE_OVER && now - x->since > KEPT)
            drop(x);
        else if (x->phase != PHASE_FREE && x->phase != PHASE_OVER && now - x->since > PATIENCE)
            end(x, SIGN_ON_DOWN, now);
    }
}

static bool was_used(const struct sign_on *s, const char *state)
{
    for (size_t i = 0; i < USED; i++)
        if (memcmp(s->used[i], state, STATE_HEX) == 0)
            return true;
    return false;
}

/* ---- web threads ---- */

bool sign_on_ready(struct sign_on *s, int64_t now)
{
    enter(s);
    bool ready = s->known != NULL, sooner = !ready && s->again > now + RETRY_LEAST;
    if (sooner)
        s->again = now + RETRY_LEAST;
    leave(s, sooner);
    return ready;
}

struct view sign_on_begin_url(struct sign_on *s, const struct sign_in *sign_in, struct arena *arena)
{
    enter(s);
    struct view url = s->known
                          ? provider_sign_in_url(&s->settings, &s->known->provider, sign_in, arena)
                          : VIEW("");
    leave(s, false);
    return url;
}

struct view sign_on_end_url(struct sign_on *s, struct arena *arena)
{
    enter(s);
    struct view url =
        s->known ? provider_sign_out_url(&s->settings, &s->known->provider, arena) : VIEW("");
    leave(s, false);
    return url;
}

static enum sign_on_fault put(struct sign_on *s, const struct sign_in *sign_in, struct view code,
                              int64_t now)
{
    sweep(s, now);
    if (was_used(s, sign_in->state))
        return SIGN_ON_STATE;
    for (size_t i = 0; i < EXCHANGES; i++) {
        struct exchange *x = &s->exchanges[i];
        if (x->phase != PHASE_FREE)
            continue;
        memcpy(s->used[s->used_next++ % USED], sign_in->state, STATE_HEX);
        x->phase = PHASE_CODE;
        x->since = now;
        x->sign_in = *sign_in;
        x->code = view_keep(&x->arena, code);
        return SIGN_ON_FINE;
    }
    return SIGN_ON_DOWN;
}

enum sign_on_fault sign_on_ask(struct sign_on *s, const struct sign_in *sign_in, struct view issuer,
                               struct view code, int64_t now)
{
    enter(s);
    enum sign_on_fault fault = SIGN_ON_FINE;
    bool missing = s->known && s->known->provider.says_issuer && !issuer.n;
    if (missing || (issuer.n && !view_eq(issuer, s->settings.issuer)))
        fault = SIGN_ON_ISSUER;
    else if (!code.n || code.n > CODE_MOST)
        fault = SIGN_ON_CODE;
    else
        fault = put(s, sign_in, code, now);
    leave(s, fault == SIGN_ON_FINE);
    return fault;
}

static struct identity copied(const struct identity *of, struct arena *arena)
{
    return (struct identity){.subject = view_keep(arena, of->subject),
                             .login = view_keep(arena, of->login),
                             .name = view_keep(arena, of->name),
                             .groups = view_keep(arena, of->groups),
                             .strong = of->strong};
}

enum sign_on_news sign_on_look(struct sign_on *s, const struct sign_in *sign_in,
                               struct arena *arena, struct identity *identity,
                               enum sign_on_fault *fault)
{
    enter(s);
    const struct exchange *x = find(s, sign_in->state);
    enum sign_on_news news = !x                       ? SIGN_ON_NOBODY
                             : x->phase != PHASE_OVER ? SIGN_ON_WAITS
                                                      : SIGN_ON_DONE;
    if (news == SIGN_ON_DONE) {
        *fault = x->fault;
        *identity = copied(&x->identity, arena);
    }
    leave(s, false);
    return news;
}

bool sign_on_take(struct sign_on *s, const struct sign_in *sign_in)
{
    enter(s);
    struct exchange *x = find(s, sign_in->state);
    bool there = x && x->phase == PHASE_OVER;
    if (there)
        drop(x);
    leave(s, false);
    return there;
}

/* ---- what an answer says ---- */

static enum sign_on_fault fault_of(enum id_fault fault)
{
    switch (fault) {
    case ID_FINE:
        return SIGN_ON_FINE;
    case ID_ISSUER:
        return SIGN_ON_ISSUER;
    case ID_AUDIENCE:
        return SIGN_ON_AUDIENCE;
    case ID_EXPIRED:
        return SIGN_ON_EXPIRED;
    case ID_NONCE:
        return SIGN_ON_NONCE;
    default:
        return SIGN_ON_TOKEN;
    }
}

static void put_lines(const struct field *list, struct arena *arena, struct view *out)
{
    struct buf lines;
    buf_init(&lines, GROUPS_MOST);
    if (list && list->kind == FIELD_TEXT)
        buf_view(&lines, list->text);
    for (const struct field *at = list ? list->first : NULL; at; at = at->next)
        if (at->kind == FIELD_TEXT && view_find(at->text, VIEW("\n")) == SIZE_MAX)
            buf_print(&lines, "%s%.*s", lines.n ? "\n" : "", VIEW_FMT(at->text));
    if (lines.n)
        *out = buf_keep(&lines, arena);
    buf_free(&lines);
}

/* RFC 8176: what says that it was more than a password. */
static bool is_strong(const struct field *claims)
{
    static const char *const ways[] = {"mfa", "otp", "hwk", "sc"};
    const struct field *list = field_child(claims, "amr");
    for (const struct field *at = list ? list->first : NULL; at; at = at->next)
        for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
            if (view_is(at->text, ways[i]))
                return true;
    return false;
}

/* An address somebody merely wrote down is no login. */
static struct view login_in(const struct sign_on *s, const struct field *claims)
{
    struct view login = field_text(claims, s->settings.claim.p);
    bool loose = view_is(s->settings.claim, "email") &&
                 !view_is(field_text(claims, "email_verified"), "true");
    return loose ? VIEW("") : login;
}

static void take_claims(const struct sign_on *s, const struct field *claims, struct exchange *x)
{
    struct identity *who = &x->identity;
    if (!who->login.n)
        who->login = view_keep(&x->arena, login_in(s, claims));
    if (!who->name.n)
        who->name = view_keep(&x->arena, field_text(claims, "name"));
    if (s->settings.rule_count && !who->groups.n)
        put_lines(field_child(claims, s->settings.groups.p), &x->arena, &who->groups);
}

static bool lacks(const struct sign_on *s, const struct identity *who)
{
    return !who->login.n || (s->settings.rule_count && !who->groups.n);
}

static void check(struct sign_on *s, struct exchange *x, int64_t now)
{
    struct id_expected expected = {s->settings.issuer, s->settings.client,
                                   view_of(x->sign_in.nonce), now};
    const struct field *claims = NULL;
    enum id_fault fault = id_token_check(x->token, &s->known->keys, &expected, &x->arena, &claims);
    if (fault == ID_NO_KEY && now - s->known->keys_at >= KEYS_LEAST) {
        x->phase = PHASE_KEYS;
        s->keys_wanted = true;
        return;
    }
    if (fault != ID_FINE) {
        end(x, fault_of(fault), now);
        return;
    }
    x->identity.subject = view_keep(&x->arena, field_text(claims, "sub"));
    x->identity.strong = is_strong(claims);
    take_claims(s, claims, x);
    if (lacks(s, &x->identity) && x->access.n && s->known->provider.userinfo.n)
        x->phase = PHASE_ACCESS;
    else
        end(x, SIGN_ON_FINE, now);
}

static void take_token(struct sign_on *s, struct exchange *x, int status, struct view body,
                       int64_t now)
{
    const struct field *answer = json_read(body, &x->arena);
    x->token = field_text(answer, "id_token");
    x->access = field_text(answer, "access_token");
    if (status >= 400 && status < 500)
        end(x, SIGN_ON_CODE, now);
    else if (status != 200 || !s->known)
        end(x, SIGN_ON_DOWN, now);
    else if (!x->token.n)
        end(x, SIGN_ON_TOKEN, now);
    else
        check(s, x, now);
}

/* The claims must be of the person the token is of. */
static void take_person(struct sign_on *s, struct exchange *x, int status, struct view body,
                        int64_t now)
{
    const struct field *claims = json_read(body, &x->arena);
    bool same = view_eq(field_text(claims, "sub"), x->identity.subject);
    if (status != 200) {
        end(x, SIGN_ON_DOWN, now);
        return;
    }
    if (same)
        take_claims(s, claims, x);
    end(x, same ? SIGN_ON_FINE : SIGN_ON_TOKEN, now);
}

/* Whatever an exchange waits for, within its memory. */
static void work_on(struct sign_on *s, struct exchange *x, int status, struct view body,
                    int64_t now)
{
    jmp_buf full;
    arena_on_full(&x->arena, &full);
    if (setjmp(full))
        end(x, SIGN_ON_TOKEN, now); /* more than anybody's claims need */
    else if (x->phase == PHASE_TOKEN)
        take_token(s, x, status, body, now);
    else if (x->phase == PHASE_PERSON)
        take_person(s, x, status, body, now);
    else if (x->phase == PHASE_KEYS)
        check(s, x, now);
    arena_on_full(&x->arena, NULL);
}

/* ---- the provider ---- */

static void provider_failed(struct sign_on *s, const char *reason, int status, int64_t now)
{
    known_free(s->coming);
    s->coming = NULL;
    s->pause = s->pause ? s->pause * 2 : RETRY_LEAST;
    s->pause = s->pause > RETRY_MOST ? RETRY_MOST : s->pause;
    s->again = now + s->pause;
    if (!s->said_down)
        log_event(s->log, LOG_WARNING, "sign_on_provider", LOG_WORD("reason", reason),
                  LOG_NUMBER("status", status), LOG_WORD("known", s->known ? "yes" : "no"));
    s->said_down = true;
}

static void take_document(struct sign_on *s, int status, struct view body, int64_t now)
{
    struct known *fresh = calloc(1, sizeof *fresh);
    if (!fresh)
        return;
    arena_init(&fresh->arena, PROVIDER_MEMORY);
    s->coming = fresh;
    if (status != 200)
        provider_failed(s, "no discovery document", status, now);
    else if (!provider_read(&s->settings, body, &fresh->arena, &fresh->provider))
        provider_failed(s, "its document is of another issuer, or not safe", status, now);
}

static void take_keys(struct sign_on *s, int status, struct view body, int64_t now)
{
    struct known *fresh = s->coming;
    if (status != 200 || !id_keys_read(body, &fresh->arena, &fresh->keys) || !fresh->keys.count) {
        provider_failed(s, "no keys that could be used", status, now);
        return;
    }
    if (!s->known || s->said_down)
        log_event(s->log, LOG_INFO, "sign_on_ready", LOG_NUMBER("keys", fresh->keys.count));
    fresh->keys_at = now;
    known_free(s->known);
    s->known = fresh;
    s->coming = NULL;
    s->keys_wanted = s->said_down = false;
    s->pause = 0;
    s->again = now + HOUR;
    for (size_t i = 0; i < EXCHANGES; i++)
        if (s->exchanges[i].phase == PHASE_KEYS)
            work_on(s, &s->exchanges[i], 0, VIEW(""), now);
}

/* ---- the thread that calls ---- */

static bool ask_provider(struct sign_on *s, int64_t now, struct arena *arena, struct call *call,
                         uint64_t *ticket)
{
    if (s->asking || (!s->coming && !s->keys_wanted && now < s->again))
        return false;
    if (s->coming)
        *call = (struct call){.method = VIEW("GET"),
                              .url = view_keep(arena, s->coming->provider.keys_url)};
    else
        *call = provider_discover(&s->settings, arena);
    s->keys_wanted = false;
    s->asking = true;
    *ticket = s->asked_ticket = ++s->tickets;
    return true;
}

static bool ask_for(struct sign_on *s, struct exchange *x, struct arena *arena, struct call *call,
                    uint64_t *ticket)
{
    if (!s->known || (x->phase != PHASE_CODE && x->phase != PHASE_ACCESS))
        return false;
    if (x->phase == PHASE_CODE)
        *call = provider_ask_token(&s->settings, &s->known->provider, x->code, x->sign_in.verifier,
                                   arena);
    else
        *call = provider_ask_person(&s->known->provider, x->access, arena);
    x->phase = x->phase == PHASE_CODE ? PHASE_TOKEN : PHASE_PERSON;
    call->url = view_keep(arena, call->url); /* the provider's document may be replaced */
    *ticket = x->ticket = ++s->tickets;
    return true;
}

bool sign_on_next(struct sign_on *s, int64_t now, struct arena *arena, struct call *call,
                  uint64_t *ticket)
{
    enter(s);
    sweep(s, now);
    bool found = ask_provider(s, now, arena, call, ticket);
    for (size_t i = 0; i < EXCHANGES && !found; i++)
        found = ask_for(s, &s->exchanges[i], arena, call, ticket);
    leave(s, false);
    return found;
}

void sign_on_answer(struct sign_on *s, uint64_t ticket, int status, struct view body, int64_t now)
{
    enter(s);
    if (s->asking && ticket == s->asked_ticket) {
        s->asking = false;
        if (s->coming)
            take_keys(s, status, body, now);
        else
            take_document(s, status, body, now);
    }
    for (size_t i = 0; i < EXCHANGES; i++)
        if (s->exchanges[i].phase != PHASE_FREE && s->exchanges[i].ticket == ticket)
            work_on(s, &s->exchanges[i], status, body, now);
    leave(s, false);
}
