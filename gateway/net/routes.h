/* routes: how pages and interfaces are added to the listener. A handler runs on one of a few web
 * threads, never on the thread that serves sockets; it may read the store (its own reader) and wait
 * for turn_write() or turn_move(). Bodies are complete before it is called and the answer is
 * complete when it returns. */
#ifndef ZHIDA_ROUTES_H
#define ZHIDA_ROUTES_H

#include "adapters/adapter.h"

enum listener_side { PUBLIC_SIDE, INNER_SIDE };

struct web_request {
    struct view method, path; /* path undecoded, without query */
    struct view rest;         /* of the path, behind the route's prefix */
    struct view query;        /* undecoded, without '?' */
    const struct header *headers;
    size_t header_count;
    struct view body;
    struct view peer; /* address */
    enum listener_side side;
    int64_t now;
    struct arena *arena; /* of this request */
};
/* A header by its name in lower case, or empty. Known: host, content-type, content-length, cookie,
 * origin, referer, accept, accept-language, authorization, if-none-match, user-agent,
 * x-forwarded-for, x-csrf-token, x-file-name, sec-fetch-site, range. */
struct view web_header(const struct web_request *request, const char *name);
/* A decoded query parameter (arena), or empty. */
struct view web_query(const struct web_request *request, const char *name);
/* A cookie's value, or empty. */
struct view web_cookie(const struct web_request *request, const char *name);

struct web_response {
    int status;                /* 200 unless changed */
    const char *type;          /* content type; "text/plain; charset=utf-8" unless changed */
    struct header headers[12]; /* names with the colon left out; values without line ends */
    size_t header_count;
    struct buf body;
};
/* Adds a header; a value with control characters is dropped. */
void web_add_header(struct web_response *response, const char *name, struct view value);
/* Sets status and a short text. */
void web_fail(struct web_response *response, int status, const char *text);

/* The longest prefix wins. A prefix ending in '/' takes everything below it, another one only
 * itself. `thread` counts from 0 to WEB_THREADS - 1: handlers keep a reader per thread. */
enum { WEB_THREADS = 2 };
struct route {
    const char *method; /* NULL: any */
    const char *prefix;
    enum listener_side side;
    size_t body_max;
    void (*handle)(void *self, int thread, const struct web_request *request,
                   struct web_response *response);
    void *self;
};

#endif
