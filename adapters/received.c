/* received: fills a struct received that was zeroed by the caller. One place, so that a refusal
 * always carries a reason and an empty view is never a NULL that somebody prints. */
#include "adapters/received.h"

void received_refuse(struct received *out, int status, const char *reason)
{
    out->verdict = VERDICT_REFUSED;
    out->status = status;
    out->content_type = VIEW("text/plain; charset=utf-8");
    out->reason = reason;
    out->body = view_of(reason);
}

void received_answer(struct received *out, const char *content_type, struct view body)
{
    out->verdict = VERDICT_ANSWER;
    out->status = 200;
    out->content_type = view_of(content_type);
    out->body = body;
}

void received_message(struct received *out, struct arena *arena, const struct inbound *message)
{
    out->verdict = VERDICT_MESSAGES;
    out->status = 200;
    out->messages = ARENA_NEW(arena, struct inbound);
    out->messages[0] = *message;
    out->message_count = 1;
}
