/* adapters_door: requests of channels. /KIND/ACCOUNT/... finds the account, its adapter reads the
 * request, messages go to the turn, and the answer is composed when all of them are committed.
 *
 * Nothing is acknowledged that was not committed: when the queue is full or the store could not,
 * the answer is 503 and the channel sends the message again. */
#include "gateway/net/net_self.h"

static struct view next_part(struct view *rest)
{
    *rest = rest->n ? view_sub(*rest, 1, rest->n) : *rest;
    size_t n = 0;
    while (n < rest->n && rest->p[n] != '/')
        n++;
    struct view part = view_sub(*rest, 0, n);
    *rest = view_sub(*rest, n, rest->n);
    return part;
}

static void refuse(struct exchange *x)
{
    struct listener *listener = x->listener;
    metrics_add(listener->setup.metrics, METRIC_REFUSED, 1);
    log_event(listener->setup.log, LOG_INFO, "refused",
              LOG_TEXT("account", x->account->account.name),
              LOG_WORD("kind", x->account->adapter->name),
              LOG_WORD("reason", x->received.reason ? x->received.reason : "?"));
    exchange_answer(x, x->received.status ? x->received.status : 400, "text/plain; charset=utf-8",
                    x->received.body);
}

static const char *keep_type(struct exchange *x, struct view type)
{
    return type.n ? arena_copy(&x->arena, type.p, type.n) : "text/plain; charset=utf-8";
}

/* A copy whose memory is the input's own: the request may be gone before the turn is. */
static struct input *input_of(struct exchange *x, const struct inbound *message)
{
    struct input *input = input_new(INPUT_MESSAGE);
    struct arena *arena = &input->arena;
    input->account = x->account;
    input->message = *message;
    input->message.sender = view_keep(arena, message->sender);
    input->message.key = view_keep(arena, message->key);
    input->message.text = view_keep(arena, message->text);
    input->message.choice = view_keep(arena, message->choice);
    input->message.media_id = view_keep(arena, message->media_id);
    input->message.media_url = view_keep(arena, message->media_url);
    input->message.receipt_id = view_keep(arena, message->receipt_id);
    input->replay_key = view_keep(arena, x->received.replay_key);
    input->replay_body = view_keep(arena, x->received.replay_body);
    input->replay_time = x->received.replay_time;
    input->passive = x->received.passive && x->received.message_count == 1;
    input->language = x->account->language;
    input->now = x->now;
    input->arrived = x->arrived;
    input->owner = x;
    return input;
}

static void submit(struct exchange *x)
{
    for (size_t i = 0; i < x->received.message_count; i++) {
        struct input *input = input_of(x, &x->received.messages[i]);
        if (listener_submit(x->listener, input))
            x->pending++;
        else {
            x->failed = true;
            input_free(input);
        }
    }
    if (!x->pending)
        adapters_acknowledge(x);
}

static void receive(struct exchange *x, struct view rest)
{
    struct request request = {.method = x->method,
                              .path = rest,
                              .query = x->query,
                              .headers = x->headers,
                              .header_count = x->header_count,
                              .body = buf_seen(&x->body),
                              .now = x->now};
    x->account->adapter->receive(&x->account->account, &request, &x->arena, &x->received);
    switch (x->received.verdict) {
    case VERDICT_MESSAGES:
        submit(x);
        return;
    case VERDICT_ANSWER:
        exchange_answer(x, x->received.status ? x->received.status : 200,
                        keep_type(x, x->received.content_type), x->received.body);
        return;
    case VERDICT_REFUSED:
        break;
    }
    refuse(x);
}

bool adapters_take(struct exchange *x)
{
    struct view rest = x->path, kind = next_part(&rest), name = next_part(&rest);
    const struct adapter *adapter = x->side == PUBLIC_SIDE ? adapter_find(kind) : NULL;
    if (!adapter || adapter->kind == CHANNEL_APP)
        return false;
    x->account = accounts_find(x->listener->setup.accounts, kind, name);
    if (!x->account)
        return false;
    if (x->listener->stopping) {
        x->close_after = true;
        exchange_answer(x, 503, "text/plain; charset=utf-8", VIEW("the service restarts\n"));
        return true;
    }
    jmp_buf full;
    arena_on_full(&x->arena, &full);
    if (setjmp(full))
        exchange_answer(x, 413, "text/plain; charset=utf-8", VIEW("too much in one request\n"));
    else
        receive(x, rest);
    arena_on_full(&x->arena, NULL);
    return true;
}

static struct view compose(struct exchange *x, const struct outbound *reply,
                           const unsigned char random[16], struct view *type)
{
    return x->account->adapter->acknowledge(&x->account->account, &x->received, reply,
                                            listener_now(x->listener), random, &x->arena, type);
}

void adapters_acknowledge(struct exchange *x)
{
    struct view type = VIEW("");
    unsigned char random[16];
    const struct world *world = x->listener->setup.world;
    if (x->failed) {
        exchange_answer(x, 503, "text/plain; charset=utf-8",
                        VIEW("cannot take it just now, please send it again\n"));
        return;
    }
    if (x->refused) {
        exchange_answer(x, 403, "text/plain; charset=utf-8",
                        VIEW("this signature came with another body\n"));
        return;
    }
    const struct outbound *reply =
        x->answering && x->answering->has_reply ? &x->answering->replies[0] : NULL;
    world->random(world->self, random, sizeof random);
    struct view body = compose(x, reply, random, &type);
    if (!body.p) {
        /* Too long for an answer, or it cannot be sealed: acknowledged here, said the other way. */
        if (x->answering->reply_outbox)
            listener_answered(x->listener, -x->answering->reply_outbox);
        x->answering->reply_outbox = 0;
        body = compose(x, NULL, random, &type);
    }
    exchange_answer(x, 200, keep_type(x, type), body);
}
