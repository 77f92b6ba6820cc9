/* sign_on_work: what is asked of the provider and what its answers do.
 *
 * The code is changed for an ID token; new keys are fetched if the token is signed by one that is
 * not known, the person's claims if the token does not hold the login. The provider's document and
 * keys are fetched before anybody signs in and again every hour; what was known stays in force
 * while a fetch fails. A key that is not known is asked for at most every ten seconds, or a
 * forger's tokens would keep the provider busy. Every answer is worked within the sign-in's own
 * memory: more than anybody's claims need ends that one sign-in. */
#include "gateway/desk/sign_on_self.h"

#include <stdlib.h>

#include "adapters/json.h"

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
        sign_on_end(x, fault_of(fault), now);
        return;
    }
    x->identity.subject = view_keep(&x->arena, field_text(claims, "sub"));
    x->identity.strong = is_strong(claims);
    take_claims(s, claims, x);
    if (lacks(s, &x->identity) && x->access.n && s->known->provider.userinfo.n)
        x->phase = PHASE_ACCESS;
    else
        sign_on_end(x, SIGN_ON_FINE, now);
}

static void take_token(struct sign_on *s, struct exchange *x, int status, struct view body,
                       int64_t now)
{
    const struct field *answer = json_read(body, &x->arena);
    x->token = field_text(answer, "id_token");
    x->access = field_text(answer, "access_token");
    if (status >= 400 && status < 500)
        sign_on_end(x, SIGN_ON_CODE, now);
    else if (status != 200 || !s->known)
        sign_on_end(x, SIGN_ON_DOWN, now);
    else if (!x->token.n)
        sign_on_end(x, SIGN_ON_TOKEN, now);
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
        sign_on_end(x, SIGN_ON_DOWN, now);
        return;
    }
    if (same)
        take_claims(s, claims, x);
    sign_on_end(x, same ? SIGN_ON_FINE : SIGN_ON_TOKEN, now);
}

/* Whatever an exchange waits for, within its memory. */
static void work_on(struct sign_on *s, struct exchange *x, int status, struct view body,
                    int64_t now)
{
    jmp_buf full;
    arena_on_full(&x->arena, &full);
    if (setjmp(full))
        sign_on_end(x, SIGN_ON_TOKEN, now); /* more than anybody's claims need */
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
    sign_on_forget(s->coming);
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
    sign_on_forget(s->known);
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
    sign_on_enter(s);
    sign_on_sweep(s, now);
    bool found = ask_provider(s, now, arena, call, ticket);
    for (size_t i = 0; i < EXCHANGES && !found; i++)
        found = ask_for(s, &s->exchanges[i], arena, call, ticket);
    sign_on_leave(s, false);
    return found;
}

void sign_on_answer(struct sign_on *s, uint64_t ticket, int status, struct view body, int64_t now)
{
    sign_on_enter(s);
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
    sign_on_leave(s, false);
}
