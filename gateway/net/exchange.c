/* exchange: one request and its answer.
 *
 * READ: lws brings head and body; a body past its limit is read to its end and answered 413, so
 * that the sender hears it. WORK: an adapter's inputs or a page's handler hold the exchange. WRITE:
 * the answer goes out in pieces as the socket takes them. The connection may go away at any time;
 * then the exchange waits for whoever works for it and is put back for the next request.
 *
 * What a burst of large requests took is given back: an exchange keeps a little memory for its next
 * request and no more, and all bodies together have a limit, so that many who send at once are told
 * to come again instead of filling the machine.
 *
 * Only the service thread touches an exchange, except that a web thread fills the response of the
 * one it was given. */
#include "gateway/net/net_self.h"

#include <stdlib.h>

struct exchange *exchange_new(struct listener *listener, struct lws *wsi)
{
    struct exchange *x = listener->free;
    if (x)
        listener->free = x->next;
    else {
        x = calloc(1, sizeof *x);
        if (!x)
            abort();
        arena_init(&x->arena, EXCHANGE_CEILING);
        buf_init(&x->body, BODY_MAX);
    }
    struct arena arena = x->arena;
    struct buf body = x->body;
    *x = (struct exchange){.listener = listener,
                           .wsi = wsi,
                           .arena = arena,
                           .body = body,
                           .status = 200,
                           .body_max = BODY_MAX};
    x->now = listener_now(listener);
    x->arrived = listener_ticks(listener);
    x->arrived_micros = listener->setup.world->micros(listener->setup.world->self);
    x->next = listener->all;
    x->before = &listener->all;
    if (x->next)
        x->next->before = &x->next;
    listener->all = x;
    listener->open++;
    metrics_set(listener->setup.metrics, METRIC_OPEN_REQUESTS, (int64_t)listener->open);
    return x;
}

static void put_back(struct exchange *x)
{
    struct listener *listener = x->listener;
    *x->before = x->next;
    if (x->next)
        x->next->before = x->before;
    input_free(x->answering);
    x->answering = NULL;
    buf_free(&x->response.body);
    if (x->body.room > KEPT_MAX)
        buf_free(&x->body);
    x->body.max = BODY_MAX;
    buf_clear(&x->body);
    if (arena_used(&x->arena) > KEPT_MAX)
        arena_free(&x->arena);
    arena_reset(&x->arena);
    listener->promised -= x->promised;
    listener->open--;
    x->next = listener->free;
    listener->free = x;
}

/* Nobody is there any more to take the reply: it goes the other way at once. */
static void give_up_reply(struct exchange *x, struct input *input)
{
    if (input && input->reply_outbox)
        listener_answered(x->listener, -input->reply_outbox);
    if (input)
        input->reply_outbox = 0;
}

void exchange_leave(struct exchange *x)
{
    x->wsi = NULL;
    give_up_reply(x, x->answering);
    if (!x->pending)
        put_back(x);
}

static void free_list(struct exchange *x)
{
    while (x) {
        struct exchange *next = x->next;
        input_free(x->answering);
        buf_free(&x->response.body);
        buf_free(&x->body);
        arena_free(&x->arena);
        free(x);
        x = next;
    }
}

void exchange_free_all(struct listener *listener)
{
    free_list(listener->all);
    free_list(listener->free);
    listener->all = listener->free = NULL;
}

void exchange_answer(struct exchange *x, int status, const char *type, struct view content)
{
    x->ready = true;
    x->status = status;
    x->type = view_of(type);
    x->content = content;
    if (x->wsi)
        lws_callback_on_writable(x->wsi);
}

static void answer_text(struct exchange *x, int status, const char *text)
{
    exchange_answer(x, status, "text/plain; charset=utf-8", view_of(text));
}

/* ---- dispatch ---- */

static void answer_health(struct exchange *x, bool ready)
{
    struct turn *turn = *x->listener->setup.turn;
    if (turn_broken(turn))
        answer_text(x, 503, "the store is broken: the process ends\n");
    else if (ready && x->listener->stopping)
        answer_text(x, 503, "ending\n");
    else if (ready && !turn_ready(turn))
        answer_text(x, 503, "the store has no room, or the queue is full\n");
    else
        answer_text(x, 200, "ok\n");
}

static void answer_metrics(struct exchange *x)
{
    struct buf text;
    buf_init(&text, 1 << 20);
    metrics_print(x->listener->setup.metrics, &text);
    struct view content = buf_keep(&text, &x->arena);
    buf_free(&text);
    exchange_answer(x, 200, "text/plain; version=0.0.4; charset=utf-8", content);
}

static void answer_method(struct exchange *x, struct view allowed)
{
    web_add_header(&x->response, "allow", allowed);
    answer_text(x, 405, "not with this method\n");
}

static void dispatch_route(struct exchange *x)
{
    struct view others = VIEW("");
    x->route = web_find_route(x->listener, x, &others);
    if (!x->route && others.n)
        answer_method(x, others);
    else if (!x->route)
        answer_text(x, 404, "nothing here\n");
    else if (!web_pool_put(x->listener, x))
        answer_text(x, 503, "too many requests just now, please again in a moment\n");
}

/* What the listener answers itself. */
static bool answer_own(struct exchange *x)
{
    bool health = view_is(x->path, "/healthz"), ready = view_is(x->path, "/readyz");
    bool metrics = x->side == INNER_SIDE && view_is(x->path, "/metrics");
    if (!health && !ready && !metrics)
        return false;
    if (!view_is(x->method, "GET") && !view_is(x->method, "HEAD"))
        answer_method(x, VIEW("GET, HEAD"));
    else if (metrics)
        answer_metrics(x);
    else
        answer_health(x, ready);
    return true;
}

void exchange_dispatch(struct exchange *x)
{
    x->complete = true;
    metrics_add(x->listener->setup.metrics, METRIC_REQUESTS, 1);
    if (x->discarded) {
        x->close_after = true;
        answer_text(x, 413, "too large\n");
    } else if (!answer_own(x) && !adapters_take(x))
        dispatch_route(x);
}

/* ---- what comes back ---- */

void exchange_take_input(struct exchange *x, struct input *input)
{
    x->failed = x->failed || input->outcome == TURN_FAILED;
    x->refused = x->refused || input->outcome == TURN_REFUSED;
    if (!x->wsi)
        give_up_reply(x, input);
    if (input->has_reply && !x->answering)
        x->answering = input;
    else
        input_free(input);
    if (--x->pending)
        return;
    if (x->wsi)
        adapters_acknowledge(x);
    else
        put_back(x);
}

void exchange_take_page(struct exchange *x)
{
    x->pending--;
    if (x->wsi)
        exchange_answer(x, x->response.status, x->response.type, buf_seen(&x->response.body));
    else
        put_back(x);
}

/* ---- writing ---- */

static const char *status_word(int status)
{
    static const struct {
        int status;
        const char *word;
    } words[] = {{200, "OK"},
                 {201, "Created"},
                 {202, "Accepted"},
                 {204, "No Content"},
                 {206, "Partial Content"},
                 {302, "Found"},
                 {303, "See Other"},
                 {304, "Not Modified"},
                 {400, "Bad Request"},
                 {401, "Unauthorized"},
                 {403, "Forbidden"},
                 {404, "Not Found"},
                 {405, "Method Not Allowed"},
                 {408, "Request Timeout"},
                 {409, "Conflict"},
                 {411, "Length Required"},
                 {413, "Content Too Large"},
                 {415, "Unsupported Media Type"},
                 {422, "Unprocessable Content"},
                 {429, "Too Many Requests"},
                 {431, "Request Header Fields Too Large"},
                 {500, "Internal Server Error"},
                 {503, "Service Unavailable"}};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (words[i].status == status)
            return words[i].word;
    return "Status";
}

static void put_head(struct exchange *x, struct buf *out)
{
    buf_print(out, "HTTP/1.1 %d %s\r\n", x->status, status_word(x->status));
    if (x->status != 304)
        buf_print(out, "content-type: %.*s\r\ncontent-length: %zu\r\n", VIEW_FMT(x->type),
                  x->content.n);
    for (size_t i = 0; i < x->response.header_count; i++)
        buf_print(out, "%.*s: %.*s\r\n", VIEW_FMT(x->response.headers[i].name),
                  VIEW_FMT(x->response.headers[i].value));
    if (x->status == 503)
        buf_text(out, "retry-after: 2\r\n");
    if (x->close_after)
        buf_text(out, "connection: close\r\n");
    buf_text(out, "\r\n");
}

static bool has_content(const struct exchange *x)
{
    return !view_is(x->method, "HEAD") && x->status != 304 && x->content.n > 0;
}

/* Head and the first piece of the content leave in one write. */
static int write_piece(struct exchange *x)
{
    static const char room[LWS_PRE];
    size_t left = has_content(x) ? x->content.n - x->written : 0;
    size_t piece = left < CHUNK ? left : CHUNK;
    struct buf out;
    buf_init(&out, LWS_PRE + RESPONSE_HEAD_MAX * 4 + CHUNK);
    buf_bytes(&out, room, LWS_PRE);
    if (!x->head_written)
        put_head(x, &out);
    if (piece)
        buf_bytes(&out, x->content.p + x->written, piece);
    size_t n = out.n - LWS_PRE;
    bool last = piece == left;
    int written = out.full ? -1
                           : lws_write(x->wsi, (unsigned char *)out.p + LWS_PRE, n,
                                       last ? LWS_WRITE_HTTP_FINAL : LWS_WRITE_HTTP);
    buf_free(&out);
    x->head_written = true;
    x->written += piece;
    return written < (int)n ? -1 : last ? 1 : 0;
}

static void note_answered(struct exchange *x)
{
    struct listener *listener = x->listener;
    if (x->answering && x->answering->reply_outbox && x->status == 200) {
        listener_answered(listener, x->answering->reply_outbox);
        x->answering->reply_outbox = 0;
    }
    if (x->account)
        metrics_latency(listener->setup.metrics,
                        listener->setup.world->micros(listener->setup.world->self) -
                            x->arrived_micros);
}

int exchange_write(struct exchange *x)
{
    int done = write_piece(x);
    if (done == 0)
        lws_callback_on_writable(x->wsi);
    if (done == 1)
        note_answered(x);
    return done;
}
