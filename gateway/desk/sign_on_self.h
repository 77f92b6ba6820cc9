/* sign_on_self: what the two files of sign_on share. Nobody else includes it. */
#ifndef ZHIDA_SIGN_ON_SELF_H
#define ZHIDA_SIGN_ON_SELF_H

#include <pthread.h>

#include "gateway/desk/sign_on.h"

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

/* ---- sign_on.c ---- */
void sign_on_enter(struct sign_on *s);
/* work: there is something to call. */
void sign_on_leave(struct sign_on *s, bool work);
/* Ends what waited too long, frees what nobody fetched. */
void sign_on_sweep(struct sign_on *s, int64_t now);
/* Frees it; NULL is nothing. */
void sign_on_forget(struct known *known);
void sign_on_end(struct exchange *x, enum sign_on_fault fault, int64_t now);

#endif
