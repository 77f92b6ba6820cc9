/* web_pool: a few threads for pages and interfaces, so that none of them ever makes a socket wait.
 * A handler that fills the request's memory past its ceiling is answered for: 500. */
#include "gateway/net/net_self.h"

#include <stdlib.h>

enum { WAITING_MAX = 512 };

struct worker {
    struct listener *listener;
    int index;
};

/* ---- routes ---- */

static bool fits(const struct route *route, struct view path)
{
    struct view prefix = view_of(route->prefix);
    bool below = prefix.n && prefix.p[prefix.n - 1] == '/';
    return below ? view_starts(path, prefix) : view_eq(path, prefix);
}

static void add_method(struct exchange *x, struct view *list, const char *method)
{
    struct buf text;
    bool get = strcmp(method, "GET") == 0;
    if (view_find(*list, view_of(method)) != SIZE_MAX)
        return;
    buf_init(&text, 100);
    buf_print(&text, "%.*s%s%s%s", VIEW_FMT(*list), list->n ? ", " : "", method,
              get ? ", HEAD" : "");
    *list = buf_keep(&text, &x->arena);
    buf_free(&text);
}

const struct route *web_find_route(const struct listener *listener, struct exchange *x,
                                   struct view *others)
{
    const struct route *best = NULL;
    size_t longest = 0;
    *others = VIEW("");
    struct view method = view_is(x->method, "HEAD") ? VIEW("GET") : x->method;
    for (size_t i = 0; i < listener->route_count; i++) {
        const struct route *route = &listener->routes[i];
        size_t n = strlen(route->prefix);
        if (route->side != x->side || !fits(route, x->path) || (best && n < longest))
            continue;
        if (route->method && !view_is(method, route->method)) {
            if (n > 1) /* "/" takes everything, and says nothing */
                add_method(x, others, route->method);
            continue;
        }
        best = route;
        longest = n;
    }
    /* a page that takes everything hides no address that is there for another method */
    return longest == 1 && others->n ? NULL : best;
}

/* ---- the threads ---- */

static struct view peer_who_asks(struct exchange *x)
{
    struct request as_adapter = {.headers = x->headers, .header_count = x->header_count};
    return gate_peer(x->wsi, request_header(&as_adapter, "x-forwarded-for"), &x->arena);
}

static void fill_request(struct exchange *x)
{
    size_t n = strlen(x->route->prefix);
    x->request = (struct web_request){.method = x->method,
                                      .path = x->path,
                                      .rest = view_sub(x->path, n, x->path.n),
                                      .query = x->query,
                                      .headers = x->headers,
                                      .header_count = x->header_count,
                                      .body = buf_seen(&x->body),
                                      .peer = peer_who_asks(x),
                                      .side = x->side,
                                      .now = x->now,
                                      .arena = &x->arena};
    x->response = (struct web_response){.status = 200, .type = "text/plain; charset=utf-8"};
    buf_init(&x->response.body, EXCHANGE_CEILING);
}

bool web_pool_put(struct listener *listener, struct exchange *x)
{
    struct web_pool *pool = &listener->pool;
    fill_request(x);
    x->next_page = NULL;
    pthread_mutex_lock(&pool->lock);
    bool takes = pool->waiting < WAITING_MAX && !pool->closed;
    if (takes) {
        *pool->end = x;
        pool->end = &x->next_page;
        pool->waiting++;
        x->pending++;
        pthread_cond_signal(&pool->some);
    }
    pthread_mutex_unlock(&pool->lock);
    return takes;
}

static struct exchange *take(struct web_pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    while (!pool->first && !pool->closed)
        pthread_cond_wait(&pool->some, &pool->lock);
    struct exchange *x = pool->first;
    if (x) {
        pool->first = x->next_page;
        if (!pool->first)
            pool->end = &pool->first;
        pool->waiting--;
    }
    pthread_mutex_unlock(&pool->lock);
    return x;
}

static void handle(struct exchange *x, int thread)
{
    jmp_buf full;
    arena_on_full(&x->arena, &full);
    if (setjmp(full))
        web_fail(&x->response, 500, "too much for one page");
    else
        x->route->handle(x->route->self, thread, &x->request, &x->response);
    arena_on_full(&x->arena, NULL);
    if (x->response.body.full)
        web_fail(&x->response, 500, "too much for one page");
}

static void give_back(struct listener *listener, struct exchange *x)
{
    struct mailbox *box = &listener->mailbox;
    x->next_page = NULL;
    pthread_mutex_lock(&box->lock);
    *box->pages_end = x;
    box->pages_end = &x->next_page;
    pthread_mutex_unlock(&box->lock);
    lws_cancel_service(listener->context);
}

static void *work(void *argument)
{
    struct worker me = *(struct worker *)argument;
    free(argument);
    pthread_setname_np(pthread_self(), "web");
    for (struct exchange *x; (x = take(&me.listener->pool)) != NULL;) {
        handle(x, me.index);
        give_back(me.listener, x);
    }
    return NULL;
}

bool web_pool_start(struct listener *listener)
{
    struct web_pool *pool = &listener->pool;
    for (int i = 0; i < WEB_THREADS; i++) {
        struct worker *worker = malloc(sizeof *worker);
        if (!worker)
            return false;
        *worker = (struct worker){listener, i};
        if (pthread_create(&pool->threads[i], NULL, work, worker) != 0)
            return false;
        pool->started++;
    }
    return true;
}

void web_pool_stop(struct listener *listener)
{
    struct web_pool *pool = &listener->pool;
    pthread_mutex_lock(&pool->lock);
    pool->closed = true;
    pthread_cond_broadcast(&pool->some);
    pthread_mutex_unlock(&pool->lock);
    for (size_t i = 0; i < pool->started; i++)
        pthread_join(pool->threads[i], NULL);
}
