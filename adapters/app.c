/* app: the district's own app and chat page as a channel like the others.
 *
 * The listener speaks the frames of app_frame.h over a WebSocket and keeps the sessions; what
 * carries a message it hands to receive() as a request: the frame is the body, the token stands in
 * the header "authorization" as it would in plain HTTP. The answer after the commit is the
 * "accepted" frame; the reply itself is a message of its own with a sequence, since it must outlive
 * the connection. compose() makes the one frame of a message as a call with the method "WS", whose
 * url is the recipient: whoever has that connection open writes the body there. If nobody has, it
 * is delivered with the gap at the next hello, so a call may be repeated as often as one likes. */
#include "adapters/app_frame.h"
#include "adapters/guard.h"
#include "adapters/received.h"

static const char *check(const struct account *account, const char **warning)
{
    (void)account;
    *warning = NULL;
    return NULL;
}

static struct view token_of(const struct request *request)
{
    struct view value = request_header(request, "authorization"), scheme = VIEW("Bearer ");
    return view_starts(value, scheme) ? view_sub(value, scheme.n, value.n) : VIEW("");
}

/* A refusal whose body is the error frame to send. */
static void refuse(struct received *out, const struct app_frame *frame, enum app_error error,
                   struct arena *arena)
{
    struct buf buf;
    received_refuse(out, error == APP_ERROR_BAD_TOKEN ? 403 : 400, "frame not understood");
    buf_init(&buf, APP_FRAME_MAX);
    app_frame_write_error(&buf, frame->id, error, false);
    guard_take(&buf, arena, &out->body);
    out->content_type = VIEW("application/json; charset=utf-8");
}

static void receive(const struct account *account, const struct request *request,
                    struct arena *arena, struct received *out)
{
    struct app_frame frame = {0};
    *out = (struct received){0};
    struct view token = token_of(request);
    if (!app_token_valid(token)) {
        refuse(out, &frame, APP_ERROR_BAD_TOKEN, arena);
        return;
    }
    enum app_error error = app_frame_read(request->body, arena, &frame);
    if (error || !app_frame_carries_message(frame.kind)) {
        refuse(out, &frame, error ? error : APP_ERROR_UNKNOWN_TYPE, arena);
        return;
    }
    struct inbound in = app_frame_message(account, token, &frame, request->now, arena);
    received_message(out, arena, &in);
    out->peer = in.sender;
    out->nonce = frame.id;
    out->json = true;
}

static struct view acknowledge(const struct account *account, const struct received *received,
                               const struct outbound *reply, int64_t now,
                               const unsigned char random[16], struct arena *arena,
                               struct view *content_type)
{
    (void)account, (void)reply, (void)now, (void)random;
    struct buf buf;
    struct view body;
    buf_init(&buf, APP_FRAME_MAX);
    app_frame_write_accepted(&buf, received->nonce);
    guard_take(&buf, arena, &body);
    *content_type = VIEW("application/json; charset=utf-8");
    return body;
}

static size_t compose(const struct account *account, const struct outbound *message, int64_t now,
                      const unsigned char random[16], struct arena *arena, struct call *calls,
                      size_t max)
{
    (void)account, (void)random;
    struct buf buf;
    if (max == 0)
        return 0;
    calls[0] = (struct call){.method = VIEW("WS"), .url = message->recipient, .idempotent = true};
    buf_init(&buf, APP_FRAME_MAX);
    app_frame_write_message(&buf, message, now);
    return guard_take(&buf, arena, &calls[0].body) ? 1 : 0;
}

static struct outcome outcome(const struct account *account, int status, struct view body,
                              struct arena *arena)
{
    (void)account, (void)body, (void)arena;
    if (status >= 200 && status < 300)
        return (struct outcome){.kind = OUTCOME_DELIVERED, .reason = "ok"};
    return (struct outcome){.kind = OUTCOME_LATER, .reason = "not connected", .code = status};
}

const struct adapter adapter_app = {
    .name = "app",
    .kind = CHANNEL_APP,
    .check = check,
    .receive = receive,
    .acknowledge = acknowledge,
    .compose = compose,
    .outcome = outcome,
};
