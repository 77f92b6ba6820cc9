/* listener: libwebsockets, one context with two vhosts: the public one for channels and citizens,
 * the inner one for desk and metrics. HTTP/1.1 only.
 *
 * Life: listener_new opens the sockets, listener_run serves on its caller's thread, listener_stop
 * lets what is running end. Other threads only put something into the mailbox and wake the service;
 * the turn does so once a commit, however many requests it settled.
 *
 * Once a second a sweep closes connections whose request does not arrive in time, or whose answer
 * nobody reads, and apps that have
 * fallen silent. Rows of passive replies that were written are told to the turn together: after a
 * commit, or every few milliseconds. */
#include "gateway/net/net_self.h"

#include <stdlib.h>

enum {
    SUBMITTED_MOST = 16, /* inputs before a preparing thread is woken */
    REPORT_MICROS = 20000,
    HEADS_MAX = 16384, /* requests whose head is still coming; whoever dawdles holds one */
    HEAD_SECONDS = 10  /* for a head to arrive */
};

/* ---- the mailbox ---- */

static void mailbox_init(struct mailbox *box)
{
    pthread_mutex_init(&box->lock, NULL);
    box->inputs_end = &box->inputs;
    box->pushes_end = &box->pushes;
    box->pages_end = &box->pages;
}

/* On the turn thread, after the commit. */
static void input_done(struct input *input)
{
    struct listener *listener = input->listener;
    struct mailbox *box = &listener->mailbox;
    input->next = NULL;
    pthread_mutex_lock(&box->lock);
    *box->inputs_end = input;
    box->inputs_end = &input->next;
    pthread_mutex_unlock(&box->lock);
}

void listener_flush(void *self)
{
    struct listener *listener = self;
    pthread_mutex_lock(&listener->mailbox.lock);
    bool some = listener->mailbox.inputs || listener->mailbox.pushes;
    pthread_mutex_unlock(&listener->mailbox.lock);
    if (some && listener->context)
        lws_cancel_service(listener->context);
}

static void push_free(struct push *push)
{
    arena_free(&push->arena);
    free(push);
}

void listener_push(void *self, struct account_entry *account, const struct outbound *message)
{
    struct listener *listener = self;
    struct mailbox *box = &listener->mailbox;
    struct push *push = calloc(1, sizeof *push);
    if (!push)
        abort();
    arena_init(&push->arena, 1 << 20);
    push->account = account;
    push->message = *message;
    push->message.recipient = view_keep(&push->arena, message->recipient);
    push->message.text = view_keep(&push->arena, message->text);
    push->message.hint = view_keep(&push->arena, message->hint);
    push->message.link = view_keep(&push->arena, message->link);
    for (size_t i = 0; i < message->choice_count; i++) {
        push->message.choices[i].key = view_keep(&push->arena, message->choices[i].key);
        push->message.choices[i].label = view_keep(&push->arena, message->choices[i].label);
    }
    pthread_mutex_lock(&box->lock);
    *box->pushes_end = push;
    box->pushes_end = &push->next;
    pthread_mutex_unlock(&box->lock);
}

/* What came with one look at the sockets is handed over some at a time: to wake a thread for each
 * costs as much as what it then does. */
static void hurry(struct listener *listener)
{
    if (listener->submitted)
        turn_hurry(*listener->setup.turn);
    listener->submitted = 0;
}

bool listener_submit(struct listener *listener, struct input *input)
{
    input->listener = listener;
    input->done = input_done;
    bool taken = turn_submit_some(*listener->setup.turn, input);
    if (++listener->submitted == SUBMITTED_MOST)
        hurry(listener);
    return taken;
}

/* ---- passive replies that were written ---- */

static void report_answered(struct listener *listener)
{
    if (!listener->answered_count)
        return;
    struct input *input = input_new(INPUT_ANSWERED);
    input->answered_count = listener->answered_count;
    input->answered = ARENA_ARRAY(&input->arena, input->answered_count, int64_t);
    /* what was written comes first: then a copy whose connection closed has nothing to hand over */
    for (size_t i = 0, front = 0, end = input->answered_count; i < input->answered_count; i++)
        input->answered[listener->answered[i] > 0 ? front++ : --end] = listener->answered[i];
    listener->answered_count = 0;
    if (!turn_submit(*listener->setup.turn, input))
        input_free(input);
}

static void report_now(lws_sorted_usec_list_t *list)
{
    report_answered(lws_container_of(list, struct listener, report));
}

void listener_answered(struct listener *listener, int64_t outbox_id)
{
    listener->answered[listener->answered_count++] = outbox_id;
    if (listener->answered_count == ANSWERED_MAX)
        report_answered(listener);
    else if (listener->answered_count == 1)
        lws_sul_schedule(listener->context, 0, &listener->report, report_now, REPORT_MICROS);
}

/* ---- emptying it ---- */

static void take_inputs(struct input *list)
{
    for (struct input *input = list, *next; input; input = next) {
        next = input->next;
        if (input->kind == INPUT_MESSAGE && input->owner && !input->is_app)
            exchange_take_input(input->owner, input);
        else
            app_take_input(input);
    }
}

static void take_pushes(struct listener *listener, struct push *list)
{
    for (struct push *push = list, *next; push; push = next) {
        next = push->next;
        app_push(listener, push);
        push_free(push);
    }
}

static void take_pages(struct exchange *list)
{
    for (struct exchange *x = list, *next; x; x = next) {
        next = x->next_page;
        exchange_take_page(x);
    }
}

static void empty_mailbox(struct listener *listener)
{
    struct mailbox *box = &listener->mailbox;
    pthread_mutex_lock(&box->lock);
    struct input *inputs = box->inputs;
    struct push *pushes = box->pushes;
    struct exchange *pages = box->pages;
    box->inputs = NULL;
    box->pushes = NULL;
    box->pages = NULL;
    box->inputs_end = &box->inputs;
    box->pushes_end = &box->pushes;
    box->pages_end = &box->pages;
    pthread_mutex_unlock(&box->lock);
    report_answered(listener);
    take_inputs(inputs);
    take_pushes(listener, pushes);
    take_pages(pages);
}

/* ---- HTTP ---- */

static size_t route_body_max(struct exchange *x)
{
    struct view others;
    const struct route *route = web_find_route(x->listener, x, &others);
    return route && route->body_max ? route->body_max : BODY_MAX;
}

/* One that is too large is read to its end but not kept, so it takes no room. */
static bool promise_room(struct exchange *x)
{
    size_t kept = x->expected > x->body_max ? 0 : x->expected;
    if (kept > KEPT_MAX && x->listener->promised + kept > BODIES_MAX)
        return false;
    x->promised = kept;
    x->listener->promised += kept;
    return true;
}

/* -1: close. */
static int begin_request(struct listener *listener, struct lws *wsi, struct connection *connection,
                         const char *uri, size_t n)
{
    int64_t length = 0;
    struct exchange *x = exchange_new(listener, wsi);
    connection->exchange = x;
    x->side = lws_get_vhost(wsi) == listener->vhosts[INNER_SIDE] ? INNER_SIDE : PUBLIC_SIDE;
    int refused = request_read(x, uri, n);
    if (refused) {
        x->close_after = true;
        if (refused == 405)
            web_add_header(&x->response, "allow", VIEW("GET, HEAD, POST"));
        exchange_answer(x, refused, "text/plain; charset=utf-8", VIEW("not like this\n"));
        return 0;
    }
    struct view stated = request_length_header(x);
    bool may_have_body =
        view_is(x->method, "POST") || view_is(x->method, "PUT") || view_is(x->method, "PATCH");
    if (may_have_body && !stated.n) {
        x->close_after = true;
        exchange_answer(x, 411, "text/plain; charset=utf-8", VIEW("say content-length\n"));
        return 0;
    }
    if (stated.n && !view_int(stated, 0, INT64_MAX / 2, &length))
        return -1;
    x->body_max = route_body_max(x);
    x->body.max = x->body_max;
    x->expected = (size_t)length;
    if (x->expected > DISCARD_MAX) {
        x->close_after = true;
        exchange_answer(x, 413, "text/plain; charset=utf-8", VIEW("too large\n"));
    } else if (!promise_room(x)) {
        x->close_after = true;
        exchange_answer(x, 503, "text/plain; charset=utf-8",
                        VIEW("too much at once, please send it again\n"));
    } else if (!x->expected)
        exchange_dispatch(x);
    return 0;
}

static int take_body(struct exchange *x, const char *bytes, size_t n)
{
    if (x->ready)
        return 0;
    if (x->expected > x->body_max)
        x->discarded += n;
    else
        buf_bytes(&x->body, bytes, n);
    return 0;
}

static int write_answer(struct lws *wsi, struct connection *connection)
{
    struct exchange *x = connection->exchange;
    if (!x || !x->ready)
        return 0;
    int done = exchange_write(x);
    if (done == 0)
        return 0;
    bool close = done < 0 || x->close_after;
    connection->exchange = NULL;
    exchange_leave(x);
    if (close)
        return -1;
    return lws_http_transaction_completed(wsi) ? -1 : 0;
}

/* ---- WebSocket ---- */

/* A page of another host must not speak for whoever looks at it. */
static bool same_origin(struct lws *wsi)
{
    char origin[300], host[300];
    if (lws_hdr_copy(wsi, origin, sizeof origin, WSI_TOKEN_ORIGIN) <= 0)
        return true; /* no browser */
    if (lws_hdr_copy(wsi, host, sizeof host, WSI_TOKEN_HOST) <= 0)
        return false;
    const char *behind = strstr(origin, "://");
    return behind && strcmp(behind + 3, host) == 0;
}

static int may_upgrade(struct listener *listener, struct lws *wsi)
{
    char uri[64];
    bool is_public = lws_get_vhost(wsi) == listener->vhosts[PUBLIC_SIDE];
    int n = lws_hdr_copy(wsi, uri, sizeof uri, WSI_TOKEN_GET_URI);
    bool may = is_public && n > 0 && strcmp(uri, "/app/ws") == 0 && same_origin(wsi) &&
               !listener->stopping;
    return may && gate_take_app(listener, wsi) ? 0 : -1;
}

/* ---- the sweep ---- */

/* How long it may take until now, from its first byte. */
static int64_t seconds_for(const struct exchange *x)
{
    if (x->ready)
        return ANSWER_SECONDS;
    return x->complete ? INT32_MAX : BODY_SECONDS;
}

static void sweep_exchanges(struct listener *listener)
{
    int64_t now = listener_ticks(listener);
    for (struct exchange *x = listener->all; x; x = x->next)
        if (x->wsi && now - x->arrived > seconds_for(x) * 1000)
            lws_set_timeout(x->wsi, PENDING_TIMEOUT_HTTP_CONTENT, LWS_TO_KILL_ASYNC);
}

static void look_at_stop(struct listener *listener)
{
    if (!listener->stopping)
        return;
    if (!listener->stop_at)
        listener->stop_at = listener_ticks(listener) + 5000;
    bool quiet = !listener->open && !listener->apps.count;
    if (quiet || listener_ticks(listener) >= listener->stop_at)
        listener->done = true;
}

static void sweep(lws_sorted_usec_list_t *list)
{
    struct listener *listener = lws_container_of(list, struct listener, sweep);
    sweep_exchanges(listener);
    app_sweep(listener);
    look_at_stop(listener);
    lws_sul_schedule(listener->context, 0, &listener->sweep, sweep,
                     listener->stopping ? 20000 : LWS_US_PER_SEC);
}

/* ---- the callback ---- */

static int on_http(struct listener *listener, struct lws *wsi, enum lws_callback_reasons reason,
                   struct connection *connection, void *in, size_t n)
{
    switch (reason) {
    case LWS_CALLBACK_HTTP:
        return begin_request(listener, wsi, connection, in, n);
    case LWS_CALLBACK_HTTP_BODY:
        return connection->exchange ? take_body(connection->exchange, in, n) : -1;
    case LWS_CALLBACK_HTTP_BODY_COMPLETION:
        if (connection->exchange && !connection->exchange->ready && !connection->exchange->complete)
            exchange_dispatch(connection->exchange);
        return 0;
    case LWS_CALLBACK_HTTP_WRITEABLE:
        return write_answer(wsi, connection);
    case LWS_CALLBACK_CLOSED_HTTP:
        if (connection && connection->exchange)
            exchange_leave(connection->exchange);
        if (connection)
            connection->exchange = NULL;
        return 0;
    default:
        return 0;
    }
}

static int on_socket(struct listener *listener, struct lws *wsi, enum lws_callback_reasons reason,
                     struct connection *connection, void *in, size_t n)
{
    switch (reason) {
    case LWS_CALLBACK_FILTER_PROTOCOL_CONNECTION:
        return may_upgrade(listener, wsi);
    case LWS_CALLBACK_ESTABLISHED:
        connection->exchange = NULL;
        connection->app = app_open(listener, wsi);
        return 0;
    case LWS_CALLBACK_RECEIVE:
        return connection->app ? app_receive(connection->app, in, n) : -1;
    case LWS_CALLBACK_SERVER_WRITEABLE:
        return connection->app ? app_write(connection->app) : -1;
    case LWS_CALLBACK_CLOSED:
        if (connection->app)
            app_close(connection->app);
        connection->app = NULL;
        return 0;
    default:
        return 0;
    }
}

static int on_event(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
                    size_t n)
{
    struct lws_context *context = lws_get_context(wsi);
    struct listener *listener = context ? lws_context_user(context) : NULL;
    if (!listener)
        return 0;
    switch (reason) {
    case LWS_CALLBACK_FILTER_NETWORK_CONNECTION:
        return gate_filter(listener, wsi, (lws_sockfd_type)(intptr_t)in);
    case LWS_CALLBACK_SERVER_NEW_CLIENT_INSTANTIATED:
        gate_enter(listener, wsi);
        return 0;
    case LWS_CALLBACK_WSI_DESTROY:
        gate_leave(listener, wsi);
        return 0;
    case LWS_CALLBACK_EVENT_WAIT_CANCELLED:
        if (lws_get_vhost(wsi) == listener->vhosts[PUBLIC_SIDE])
            empty_mailbox(listener);
        if (listener->stopping && !listener->stop_at)
            sweep(&listener->sweep);
        return 0;
    case LWS_CALLBACK_FILTER_PROTOCOL_CONNECTION:
    case LWS_CALLBACK_ESTABLISHED:
    case LWS_CALLBACK_RECEIVE:
    case LWS_CALLBACK_SERVER_WRITEABLE:
    case LWS_CALLBACK_CLOSED:
        return on_socket(listener, wsi, reason, user, in, n);
    case LWS_CALLBACK_HTTP:
    case LWS_CALLBACK_HTTP_BODY:
    case LWS_CALLBACK_HTTP_BODY_COMPLETION:
    case LWS_CALLBACK_HTTP_WRITEABLE:
    case LWS_CALLBACK_CLOSED_HTTP:
        return on_http(listener, wsi, reason, user, in, n);
    default:
        return 0;
    }
}

static const struct lws_protocols protocols[] = {
    {.name = "zhida",
     .callback = on_event,
     .per_session_data_size = sizeof(struct connection),
     .rx_buffer_size = 16 * 1024},
    {.name = NULL}};

/* ---- life ---- */

static struct lws_vhost *open_vhost(struct listener *listener, const char *name,
                                    const char *address, int port)
{
    bool six = address && strchr(address, ':');
    struct lws_context_creation_info info = {.options = six ? 0 : LWS_SERVER_OPTION_DISABLE_IPV6,
                                             .vhost_name = name,
                                             .iface = address && *address ? address : NULL,
                                             .port = port,
                                             .protocols = protocols,
                                             .keepalive_timeout = 60,
                                             .timeout_secs = HEAD_SECONDS,
                                             .alpn = "http/1.1"};
    return lws_create_vhost(listener->context, &info);
}

static bool open_context(struct listener *listener)
{
    lws_set_log_level(0, NULL);
    struct lws_context_creation_info info = {.options = LWS_SERVER_OPTION_EXPLICIT_VHOSTS,
                                             .user = listener,
                                             .max_http_header_data = 8192,
                                             .max_http_header_pool = HEADS_MAX,
                                             .pt_serv_buf_size = 32 * 1024,
                                             .timeout_secs = HEAD_SECONDS};
    listener->context = lws_create_context(&info);
    return listener->context != NULL;
}

struct listener *listener_new(const struct listener_setup *setup, char *why, size_t why_size)
{
    struct listener *listener = calloc(1, sizeof *listener);
    if (!listener)
        abort();
    listener->setup = *setup;
    listener->route_count = setup->route_count < ROUTES_MAX ? setup->route_count : ROUTES_MAX;
    memcpy(listener->routes, setup->routes, listener->route_count * sizeof *setup->routes);
    uint64_t seed;
    setup->world->random(setup->world->self, (unsigned char *)&seed, sizeof seed);
    listener->crowd = crowd_new(&setup->limits, seed);
    mailbox_init(&listener->mailbox);
    pthread_mutex_init(&listener->pool.lock, NULL);
    pthread_cond_init(&listener->pool.some, NULL);
    listener->pool.end = &listener->pool.first;
    const char *failed = NULL;
    if (!open_context(listener))
        failed = "the listener could not be set up";
    else if (!(listener->vhosts[PUBLIC_SIDE] =
                   open_vhost(listener, "public", setup->public_address, setup->public_port)))
        failed = "the public address is taken or not ours";
    else if (!(listener->vhosts[INNER_SIDE] =
                   open_vhost(listener, "inner", setup->inner_address, setup->inner_port)))
        failed = "the inner address is taken or not ours";
    if (!failed)
        return listener;
    snprintf(why, why_size, "%s", failed);
    listener_free(listener);
    return NULL;
}

void listener_free(struct listener *listener)
{
    if (!listener)
        return;
    if (listener->context)
        lws_context_destroy(listener->context);
    listener->context = NULL;
    take_pushes(listener, listener->mailbox.pushes);
    for (struct input *input = listener->mailbox.inputs, *next; input; input = next) {
        next = input->next;
        input_free(input);
    }
    exchange_free_all(listener);
    crowd_free(listener->crowd);
    apps_free(&listener->apps);
    pthread_mutex_destroy(&listener->mailbox.lock);
    pthread_mutex_destroy(&listener->pool.lock);
    pthread_cond_destroy(&listener->pool.some);
    free(listener);
}

void listener_run(struct listener *listener)
{
    if (!web_pool_start(listener))
        return;
    lws_sul_schedule(listener->context, 0, &listener->sweep, sweep, LWS_US_PER_SEC);
    while (!listener->done && lws_service(listener->context, 0) >= 0) {
        hurry(listener);
        if (turn_broken(*listener->setup.turn))
            break;
    }
    hurry(listener);
    report_answered(listener);
    web_pool_stop(listener);
}

void listener_stop(struct listener *listener)
{
    listener->stopping = true;
    lws_cancel_service(listener->context);
}
