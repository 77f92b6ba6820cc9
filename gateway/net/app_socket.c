/* app_socket: WebSocket connections of apps and chat pages.
 *
 * A connection says hello first; then its messages go to the turn like any channel's, and each is
 * answered with "accepted" once it is on disk. Replies come as pushes after the commit, or all
 * together after a hello; app_session sees to it that each goes once and in order, and that no more
 * are on the way than the client has confirmed. What does not fit waits in the store.
 *
 * A client that reads too slowly is cut off when its queue is full: everything it missed is still
 * there at its next hello. One conversation has one connection: a second takes the first one's
 * place. */
#include "gateway/net/net_self.h"

#include <stdlib.h>

#include "dsl/base/hash.h"

enum { QUEUE_BYTES_MAX = 512 * 1024, BURST = 20, A_SECOND = 5, ARENA_CEILING = 4 << 20 };

struct frame {
    struct frame *next;
    size_t n;
    unsigned char bytes[]; /* LWS_PRE bytes of room first */
};

struct app {
    struct app *next, **before; /* all, or gone */
    struct app *same_hash;      /* table */
    struct listener *listener;
    struct lws *wsi; /* NULL: gone, waits for its inputs */
    int slot;        /* its address's counter */
    size_t pending;
    struct arena arena; /* token and sender: for life */
    struct account_entry *account;
    struct view token, sender;
    bool english, greeted, welcomed, in_table, closing;
    struct app_session session;
    bool behind; /* messages wait in the store until the client confirms */
    struct buf received;
    struct frame *first, **end;
    size_t queued;
    int64_t heard;                 /* ticks */
    int64_t allowance, allowed_at; /* thousandths of a message */
};

/* ---- all connections, and those that said hello by sender ---- */

static size_t place_of(const struct apps *apps, struct view sender)
{
    return (size_t)hash_view(sender) & (apps->room - 1);
}

static void enter(struct apps *apps, struct app *app)
{
    size_t at = place_of(apps, app->sender);
    app->same_hash = apps->table[at];
    apps->table[at] = app;
    app->in_table = true;
}

static void grow(struct apps *apps)
{
    size_t room = apps->room ? apps->room * 2 : 1024;
    free(apps->table);
    apps->table = calloc(room, sizeof(struct app *));
    if (!apps->table)
        abort();
    apps->room = room;
    for (struct app *app = apps->all; app; app = app->next)
        if (app->in_table)
            enter(apps, app);
}

static void leave_table(struct app *app)
{
    struct apps *apps = &app->listener->apps;
    if (!app->in_table)
        return;
    struct app **at = &apps->table[place_of(apps, app->sender)];
    while (*at != app)
        at = &(*at)->same_hash;
    *at = app->same_hash;
    app->in_table = false;
}

static struct app *find(const struct apps *apps, const struct account_entry *account,
                        struct view sender)
{
    struct app *app = apps->room ? apps->table[place_of(apps, sender)] : NULL;
    while (app && !(app->account->id == account->id && view_eq(app->sender, sender)))
        app = app->same_hash;
    return app;
}

static void link_into(struct app **list, struct app *app)
{
    app->next = *list;
    app->before = list;
    if (app->next)
        app->next->before = &app->next;
    *list = app;
}

static void unlink_from(struct app *app)
{
    *app->before = app->next;
    if (app->next)
        app->next->before = app->before;
}

struct app *app_open(struct listener *listener, struct lws *wsi)
{
    struct apps *apps = &listener->apps;
    struct app *app = calloc(1, sizeof *app);
    if (!app)
        abort();
    app->listener = listener;
    app->wsi = wsi;
    app->slot = gate_app_slot(wsi);
    app->end = &app->first;
    app->heard = app->allowed_at = listener_ticks(listener);
    app->allowance = BURST * 1000;
    arena_init(&app->arena, ARENA_CEILING);
    buf_init(&app->received, APP_FRAME_MAX);
    link_into(&apps->all, app);
    if (++apps->count * 2 > apps->room)
        grow(apps);
    metrics_set(listener->setup.metrics, METRIC_APPS, (int64_t)apps->count);
    return app;
}

static void app_free(struct app *app)
{
    for (struct frame *frame = app->first, *next; frame; frame = next) {
        next = frame->next;
        free(frame);
    }
    buf_free(&app->received);
    arena_free(&app->arena);
    free(app);
}

void app_close(struct app *app)
{
    struct apps *apps = &app->listener->apps;
    leave_table(app);
    unlink_from(app);
    apps->count--;
    metrics_set(app->listener->setup.metrics, METRIC_APPS, (int64_t)apps->count);
    app->wsi = NULL;
    if (app->pending)
        link_into(&apps->gone, app);
    else
        app_free(app);
}

void apps_free(struct apps *apps)
{
    for (struct app *app = apps->gone, *next; app; app = next) {
        next = app->next;
        app_free(app);
    }
    free(apps->table);
}

/* ---- frames out ---- */

static void cut_off(struct app *app)
{
    metrics_add(app->listener->setup.metrics, METRIC_SLOW_APPS, 1);
    app->closing = true;
    lws_set_timeout(app->wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_ASYNC);
}

static void queue_frame(struct app *app, const struct buf *text)
{
    if (!app->wsi || app->closing || text->full)
        return;
    if (app->queued + text->n > QUEUE_BYTES_MAX) {
        cut_off(app);
        return;
    }
    struct frame *frame = malloc(sizeof *frame + LWS_PRE + text->n);
    if (!frame)
        abort();
    frame->next = NULL;
    frame->n = text->n;
    memcpy(frame->bytes + LWS_PRE, text->p, text->n);
    *app->end = frame;
    app->end = &frame->next;
    app->queued += frame->n;
    lws_callback_on_writable(app->wsi);
}

static void say_error(struct app *app, struct view id, enum app_error error)
{
    struct buf text;
    buf_init(&text, APP_FRAME_MAX);
    app_frame_write_error(&text, id, error, app->english);
    queue_frame(app, &text);
    buf_free(&text);
}

static void say_accepted(struct app *app, struct view id)
{
    struct buf text;
    buf_init(&text, APP_FRAME_MAX);
    app_frame_write_accepted(&text, id);
    queue_frame(app, &text);
    buf_free(&text);
}

/* Offers a message in order; one that finds the window full waits in the store. */
static void say_message(struct app *app, const struct outbound *message)
{
    struct buf text;
    if (!app_session_send(&app->session, message->sequence)) {
        app->behind = app->behind || message->sequence > app->session.sent;
        return;
    }
    buf_init(&text, APP_FRAME_MAX);
    app_frame_write_message(&text, message, listener_now(app->listener));
    queue_frame(app, &text);
    buf_free(&text);
}

/* Just said by the turn. While older ones wait in the store it waits with them. */
static void say_pushed(struct app *app, const struct outbound *message)
{
    if (app->welcomed && !app->behind)
        say_message(app, message);
}

int app_write(struct app *app)
{
    struct frame *frame = app->first;
    if (!frame)
        return app->closing ? -1 : 0;
    int n = lws_write(app->wsi, frame->bytes + LWS_PRE, frame->n, LWS_WRITE_TEXT);
    app->queued -= frame->n;
    app->first = frame->next;
    if (!app->first)
        app->end = &app->first;
    bool failed = n < (int)frame->n;
    free(frame);
    if (app->first || app->closing)
        lws_callback_on_writable(app->wsi);
    return failed ? -1 : 0;
}

/* What is queued still goes, then the connection is closed. */
static void close_after(struct app *app)
{
    app->closing = true;
    lws_callback_on_writable(app->wsi);
}

/* ---- inputs ---- */

static struct input *input_of(struct app *app, enum input_kind kind)
{
    struct input *input = input_new(kind);
    input->is_app = true;
    input->owner = app;
    input->account = app->account;
    input->language = app->english ? LANGUAGE_EN : LANGUAGE_ZH;
    input->now = listener_now(app->listener);
    input->arrived = listener_ticks(app->listener);
    input->message.sender = view_keep(&input->arena, app->sender);
    return input;
}

/* id: the client's name of a message, or empty. */
static void submit(struct app *app, struct input *input, struct view id)
{
    input->client_id = view_keep(&input->arena, id);
    if (listener_submit(app->listener, input)) {
        app->pending++;
        return;
    }
    say_error(app, id, APP_ERROR_BUSY);
    input_free(input);
}

/* ---- frames in ---- */

static struct account_entry *account_of(const struct listener *listener, struct view name)
{
    struct accounts *accounts = listener->setup.accounts;
    struct account_entry *first = NULL;
    if (name.n)
        return accounts_find(accounts, VIEW("app"), name);
    for (size_t i = 0; i < accounts_count(accounts) && !first; i++)
        if (accounts_at(accounts, i)->adapter->kind == CHANNEL_APP)
            first = accounts_at(accounts, i);
    return first;
}

static struct view token_for(struct app *app, struct view shown)
{
    unsigned char random[16];
    char made[APP_TOKEN_HEX + 1];
    const struct world *world = app->listener->setup.world;
    if (shown.n)
        return view_keep(&app->arena, shown);
    world->random(world->self, random, sizeof random);
    app_token_make(random, made);
    return view_keep(&app->arena, (struct view){made, APP_TOKEN_HEX});
}

static void replace_other(struct app *app)
{
    struct app *other = find(&app->listener->apps, app->account, app->sender);
    if (!other)
        return;
    leave_table(other);
    say_error(other, VIEW(""), APP_ERROR_REPLACED);
    close_after(other);
}

static void say_hello(struct app *app, const struct app_frame *frame)
{
    struct account_entry *account = account_of(app->listener, frame->account);
    app->english = frame->english;
    if (!account) {
        say_error(app, VIEW(""), APP_ERROR_BAD_ACCOUNT);
        close_after(app);
        return;
    }
    if (frame->token.n && !app_token_valid(frame->token)) {
        say_error(app, VIEW(""), APP_ERROR_BAD_TOKEN);
        return;
    }
    if (app->greeted) {
        say_error(app, VIEW(""), APP_ERROR_BAD_FRAME);
        return;
    }
    app->greeted = true;
    app->account = account;
    app->token = token_for(app, frame->token);
    app->sender = app_sender(app->token, &app->arena);
    replace_other(app);
    enter(&app->listener->apps, app);
    struct input *input = input_of(app, INPUT_HELLO);
    input->sequence = frame->sequence;
    input->known_only = !crowd_has_room(app->listener->crowd, app->slot, CROWD_NEWCOMERS,
                                        listener_now(app->listener));
    submit(app, input, VIEW(""));
}

static void say_ack(struct app *app, const struct app_frame *frame)
{
    if (!app_session_ack(&app->session, frame->sequence))
        return;
    struct input *input = input_of(app, INPUT_ACK);
    input->sequence = frame->sequence;
    input->passive = app->behind; /* more, please */
    submit(app, input, VIEW(""));
}

static bool too_fast(struct app *app)
{
    int64_t now = listener_ticks(app->listener);
    app->allowance += (now - app->allowed_at) * A_SECOND;
    if (app->allowance > BURST * 1000)
        app->allowance = BURST * 1000;
    app->allowed_at = now;
    if (app->allowance < 1000)
        return true;
    app->allowance -= 1000;
    return false;
}

static void say_message_in(struct app *app, const struct app_frame *frame)
{
    if (too_fast(app)) {
        say_error(app, frame->id, APP_ERROR_TOO_FAST);
        return;
    }
    struct input *input = input_of(app, INPUT_MESSAGE);
    struct inbound message =
        app_frame_message(&app->account->account, app->token, frame, input->now, &input->arena);
    message.text = view_keep(&input->arena, message.text);
    message.choice = view_keep(&input->arena, message.choice);
    message.media_id = view_keep(&input->arena, message.media_id);
    message.media_url = view_keep(&input->arena, message.media_url);
    message.key = view_keep(&input->arena, message.key);
    message.sender = view_keep(&input->arena, message.sender);
    input->message = message;
    submit(app, input, frame->id);
}

static void take_frame(struct app *app, const struct app_frame *frame)
{
    struct buf pong;
    if (frame->kind == APP_HELLO)
        say_hello(app, frame);
    else if (frame->kind == APP_PING) {
        buf_init(&pong, 100);
        app_frame_write_pong(&pong);
        queue_frame(app, &pong);
        buf_free(&pong);
    } else if (!app->greeted)
        say_error(app, frame->id, APP_ERROR_NO_HELLO);
    else if (frame->kind == APP_ACK)
        say_ack(app, frame);
    else if (app_frame_carries_message(frame->kind))
        say_message_in(app, frame);
}

static void take_whole(struct app *app)
{
    struct arena arena;
    jmp_buf full;
    struct app_frame frame = {0};
    arena_init(&arena, ARENA_CEILING);
    arena_on_full(&arena, &full);
    if (setjmp(full))
        say_error(app, VIEW(""), APP_ERROR_TOO_LARGE);
    else {
        enum app_error error = app_frame_read(buf_seen(&app->received), &arena, &frame);
        if (error)
            say_error(app, frame.id, error);
        else
            take_frame(app, &frame);
    }
    arena_on_full(&arena, NULL);
    arena_free(&arena);
}

/* More is announced or still coming than a frame may have: nothing sensible can follow. */
static void refuse_endless(struct app *app)
{
    say_error(app, VIEW(""), APP_ERROR_TOO_LARGE);
    close_after(app);
}

int app_receive(struct app *app, const void *bytes, size_t n)
{
    app->heard = listener_ticks(app->listener);
    buf_bytes(&app->received, bytes, n);
    bool whole = lws_is_final_fragment(app->wsi) && !lws_remaining_packet_payload(app->wsi);
    if (app->received.full && whole)
        say_error(app, VIEW(""), APP_ERROR_TOO_LARGE);
    else if (app->received.full && !app->closing)
        refuse_endless(app);
    else if (whole && !app->closing)
        take_whole(app);
    if (whole)
        buf_clear(&app->received);
    return 0;
}

/* ---- what comes back from the turn ---- */

/* false: the hello was not taken. */
static bool is_taken(struct app *app, const struct input *input)
{
    bool crowded = input->outcome == TURN_SHED && input->known_only;
    if (input->outcome != TURN_FAILED && !crowded)
        return true;
    if (crowded)
        gate_refused(app->listener, CROWD_NEWCOMERS);
    say_error(app, VIEW(""), crowded ? APP_ERROR_TOO_MANY : APP_ERROR_BUSY);
    close_after(app);
    return false;
}

static void welcome(struct app *app, const struct input *input)
{
    struct buf text;
    if (!is_taken(app, input))
        return;
    if (input->fresh)
        crowd_enter(app->listener->crowd, app->slot, CROWD_NEWCOMERS);
    app_session_open(&app->session, input->asked_sequence, input->sequence);
    app->welcomed = true;
    app->behind = input->reply_count == APP_WINDOW;
    buf_init(&text, APP_FRAME_MAX);
    app_frame_write_welcome(&text, app->token, input->sequence);
    queue_frame(app, &text);
    buf_free(&text);
}

static void answer_message(struct app *app, const struct input *input)
{
    if (input->outcome == TURN_FAILED)
        say_error(app, input->client_id, APP_ERROR_BUSY);
    else if (input->outcome == TURN_SHED)
        say_error(app, input->client_id, APP_ERROR_BUSY);
    else if (input->outcome == TURN_REFUSED)
        say_error(app, input->client_id, APP_ERROR_UNKNOWN_MEDIA);
    else
        say_accepted(app, input->client_id);
}

void app_take_input(struct input *input)
{
    struct app *app = input->owner;
    app->pending--;
    if (!app->wsi) {
        if (!app->pending) {
            unlink_from(app);
            app_free(app);
        }
        input_free(input);
        return;
    }
    if (input->kind == INPUT_HELLO)
        welcome(app, input);
    else if (input->kind == INPUT_MESSAGE)
        answer_message(app, input);
    if (input->kind == INPUT_ACK && input->passive)
        app->behind = input->reply_count == APP_WINDOW;
    if (input->kind != INPUT_MESSAGE)
        for (size_t i = 0; i < input->reply_count; i++)
            say_message(app, &input->replies[i]);
    input_free(input);
}

void app_push(struct listener *listener, const struct push *push)
{
    struct app *app = find(&listener->apps, push->account, push->message.recipient);
    if (app && app->wsi)
        say_pushed(app, &push->message);
}

/* ---- time ---- */

void app_sweep(struct listener *listener)
{
    int64_t now = listener_ticks(listener);
    for (struct app *app = listener->apps.all; app; app = app->next)
        if (!app->closing && lws_remaining_packet_payload(app->wsi) > APP_FRAME_MAX)
            refuse_endless(app);
        else if (now - app->heard > APP_SILENCE_SECONDS * 1000)
            lws_set_timeout(app->wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_ASYNC);
        else if (listener->stopping && !app->closing) {
            say_error(app, VIEW(""), APP_ERROR_CLOSING);
            close_after(app);
        }
}
