/* net_self: what the listener's own files share. Nobody else includes it. */
#ifndef ZHIDA_NET_SELF_H
#define ZHIDA_NET_SELF_H

#include <libwebsockets.h>
#include <pthread.h>

#include "adapters/app_frame.h"
#include "adapters/app_session.h"
#include "gateway/net/crowd.h"
#include "gateway/net/listener.h"

enum {
    BODY_MAX = 1 << 20,     /* of a message */
    DISCARD_MAX = 64 << 20, /* of a body that is too large but still read to its end */
    BODIES_MAX = 256 << 20, /* of all bodies that are being received, together */
    KEPT_MAX = 64 * 1024,   /* memory an exchange keeps for its next request */
    BODY_SECONDS = 30,      /* for a whole request to arrive */
    ANSWER_SECONDS = 300,   /* for the answer to have been read */
    HEADERS_MAX = 24,
    EXCHANGE_CEILING = 32 << 20,
    CHUNK = 64 * 1024,
    RESPONSE_HEAD_MAX = 4096,
    ROUTES_MAX = 256,
    ANSWERED_MAX = 256
};

/* A request and its answer. It lives on the service thread; while inputs or a web thread work for
 * it, they hold it by `pending`, and wsi is NULL once the connection is gone. */
struct exchange {
    struct exchange *next;      /* of all, or of the free ones */
    struct exchange *next_page; /* of the web pool's queue or the mailbox */
    struct exchange **before;
    struct listener *listener;
    struct lws *wsi;
    enum listener_side side;
    struct arena arena;
    struct buf body;
    size_t body_max, expected, discarded;
    size_t promised; /* counted in the listener's sum */
    int64_t now, arrived, arrived_micros;
    bool complete; /* the request is */

    struct view method, path, query;
    struct header headers[HEADERS_MAX];
    size_t header_count;

    /* for an adapter: */
    struct account_entry *account;
    struct received received;
    size_t pending;
    bool failed, refused;
    struct input *answering; /* holds the reply; freed with the exchange */

    /* for a route: */
    const struct route *route;
    struct web_request request;
    struct web_response response;

    /* the answer: */
    bool ready, close_after;
    int status;
    struct view type, content;
    size_t written;
    bool head_written;
};

/* What lws keeps for a connection: one of the two. */
struct connection {
    struct exchange *exchange;
    struct app *app;
};

/* An app's message on its way from the turn. */
struct push {
    struct push *next;
    struct arena arena;
    struct account_entry *account;
    struct outbound message;
};

/* A list that other threads append to and the service empties. */
struct mailbox {
    pthread_mutex_t lock;
    struct input *inputs, **inputs_end;
    struct push *pushes, **pushes_end;
    struct exchange *pages, **pages_end;
};

struct web_pool {
    pthread_mutex_t lock;
    pthread_cond_t some;
    struct exchange *first, **end;
    size_t waiting;
    bool closed;
    pthread_t threads[WEB_THREADS];
    size_t started;
};

struct apps {
    struct app **table; /* by sender */
    size_t room, count;
    struct app *all;
    struct app *gone; /* closed, but the turn still has inputs of theirs */
};

struct listener {
    struct listener_setup setup;
    struct lws_context *context;
    struct lws_vhost *vhosts[2];
    struct route routes[ROUTES_MAX];
    size_t route_count;
    struct mailbox mailbox;
    struct web_pool pool;
    struct apps apps;
    struct exchange *all, *free; /* exchanges */
    size_t open;
    size_t promised; /* bytes of bodies under way, as their heads announced them */
    int64_t answered[ANSWERED_MAX];
    size_t answered_count;
    size_t submitted;    /* inputs since the turn was hurried last */
    struct crowd *crowd; /* of the public side */
    int64_t crowd_noted[CROWD_KINDS];
    lws_sorted_usec_list_t sweep, report;
    _Atomic bool stopping;
    int64_t stop_at;
    bool done;
};

/* ---- exchange.c ---- */
struct exchange *exchange_new(struct listener *listener, struct lws *wsi);
/* The connection is done with it. */
void exchange_leave(struct exchange *x);
void exchange_free_all(struct listener *listener);
void exchange_answer(struct exchange *x, int status, const char *type, struct view content);
/* The request is complete: to an adapter, a route, or answered at once. */
void exchange_dispatch(struct exchange *x);
/* One of its inputs is done. */
void exchange_take_input(struct exchange *x, struct input *input);
void exchange_take_page(struct exchange *x);
/* Writes what fits; -1: the connection is to be closed; 1: the answer is out. */
int exchange_write(struct exchange *x);

/* ---- request.c ---- */
/* Reads method, path, query and headers from lws. 0, or the status to refuse it with. */
int request_read(struct exchange *x, const char *uri, size_t n);
struct view request_length_header(struct exchange *x);

/* ---- gate.c ---- */
/* The address of whoever is at the other end, in the arena. */
struct view gate_peer(struct lws *wsi, struct view forwarded, struct arena *arena);
/* Somebody comes: -1 turns them away. wsi: the listening one. */
int gate_filter(struct listener *listener, struct lws *wsi, lws_sockfd_type socket);
void gate_enter(struct listener *listener, struct lws *wsi);
void gate_leave(struct listener *listener, struct lws *wsi);
/* A connection becomes an app's; false: its address has enough of them. */
bool gate_take_app(struct listener *listener, struct lws *wsi);
int gate_app_slot(struct lws *wsi);
/* Somebody was turned away. */
void gate_refused(struct listener *listener, enum crowd_kind kind);

/* ---- adapters_door.c ---- */
/* Is the path /KIND/ACCOUNT...? Then the request is taken care of. */
bool adapters_take(struct exchange *x);
void adapters_acknowledge(struct exchange *x);

/* ---- web_pool.c ---- */
bool web_pool_start(struct listener *listener);
void web_pool_stop(struct listener *listener);
/* NULL: none; others: the methods that the path takes, in x's arena, or empty. */
const struct route *web_find_route(const struct listener *listener, struct exchange *x,
                                   struct view *others);
/* false: too many wait. */
bool web_pool_put(struct listener *listener, struct exchange *x);

/* ---- app_socket.c ---- */
struct app *app_open(struct listener *listener, struct lws *wsi);
void app_close(struct app *app);
/* At the end, when all are closed and no input comes back any more. */
void apps_free(struct apps *apps);
/* -1: close the connection. */
int app_receive(struct app *app, const void *bytes, size_t n);
int app_write(struct app *app);
void app_take_input(struct input *input);
void app_push(struct listener *listener, const struct push *push);
void app_sweep(struct listener *listener);

/* Hands an input to the turn; it comes back by the mailbox. */
bool listener_submit(struct listener *listener, struct input *input);
/* The passive reply in this row has been written; negative: it could not be put into the answer. */
void listener_answered(struct listener *listener, int64_t outbox_id);

static inline int64_t listener_ticks(const struct listener *listener)
{
    return listener->setup.world->ticks(listener->setup.world->self);
}
static inline int64_t listener_now(const struct listener *listener)
{
    return listener->setup.world->now(listener->setup.world->self);
}

#endif
