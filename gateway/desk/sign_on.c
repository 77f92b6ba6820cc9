/* sign_on: a table of sign-ins, behind one lock.
 *
 * A sign-in is put here when the browser comes back with a code, and goes from one phase to the
 * next as answers come (sign_on_work.c). The page asks now and then how far it is. So a provider
 * that is late makes one person wait and nobody else, and no web thread ever waits for it.
 *
 * State and code are taken once: what was used is remembered, and the provider takes a code once
 * too. What waits too long ends in words, what nobody fetches is dropped, so the table never stays
 * full. */
#include "gateway/desk/sign_on_self.h"

#include <stdlib.h>

#include "adapters/crypto.h"

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

void sign_on_forget(struct known *known)
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
    sign_on_forget(s->known);
    sign_on_forget(s->coming);
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

void sign_on_enter(struct sign_on *s)
{
    pthread_mutex_lock(&s->lock);
}

void sign_on_leave(struct sign_on *s, bool work)
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

void sign_on_end(struct exchange *x, enum sign_on_fault fault, int64_t now)
{
    x->phase = PHASE_OVER;
    x->fault = fault;
    x->since = now;
}

void sign_on_sweep(struct sign_on *s, int64_t now)
{
    for (size_t i = 0; i < EXCHANGES; i++) {
        struct exchange *x = &s->exchanges[i];
        if (x->phase == PHASE_OVER && now - x->since > KEPT)
            drop(x);
        else if (x->phase != PHASE_FREE && x->phase != PHASE_OVER && now - x->since > PATIENCE)
            sign_on_end(x, SIGN_ON_DOWN, now);
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
    sign_on_enter(s);
    bool ready = s->known != NULL, sooner = !ready && s->again > now + RETRY_LEAST;
    if (sooner)
        s->again = now + RETRY_LEAST;
    sign_on_leave(s, sooner);
    return ready;
}

struct view sign_on_begin_url(struct sign_on *s, const struct sign_in *sign_in, struct arena *arena)
{
    sign_on_enter(s);
    struct view url = s->known
                          ? provider_sign_in_url(&s->settings, &s->known->provider, sign_in, arena)
                          : VIEW("");
    sign_on_leave(s, false);
    return url;
}

struct view sign_on_end_url(struct sign_on *s, struct arena *arena)
{
    sign_on_enter(s);
    struct view url =
        s->known ? provider_sign_out_url(&s->settings, &s->known->provider, arena) : VIEW("");
    sign_on_leave(s, false);
    return url;
}

static enum sign_on_fault put(struct sign_on *s, const struct sign_in *sign_in, struct view code,
                              int64_t now)
{
    sign_on_sweep(s, now);
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
    sign_on_enter(s);
    enum sign_on_fault fault = SIGN_ON_FINE;
    bool missing = s->known && s->known->provider.says_issuer && !issuer.n;
    if (missing || (issuer.n && !view_eq(issuer, s->settings.issuer)))
        fault = SIGN_ON_ISSUER;
    else if (!code.n || code.n > CODE_MOST)
        fault = SIGN_ON_CODE;
    else
        fault = put(s, sign_in, code, now);
    sign_on_leave(s, fault == SIGN_ON_FINE);
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
    sign_on_enter(s);
    const struct exchange *x = find(s, sign_in->state);
    enum sign_on_news news = !x                       ? SIGN_ON_NOBODY
                             : x->phase != PHASE_OVER ? SIGN_ON_WAITS
                                                      : SIGN_ON_DONE;
    if (news == SIGN_ON_DONE) {
        *fault = x->fault;
        *identity = copied(&x->identity, arena);
    }
    sign_on_leave(s, false);
    return news;
}

bool sign_on_take(struct sign_on *s, const struct sign_in *sign_in)
{
    sign_on_enter(s);
    struct exchange *x = find(s, sign_in->state);
    bool there = x && x->phase == PHASE_OVER;
    if (there)
        drop(x);
    sign_on_leave(s, false);
    return there;
}
