/* chat_model: one request, one answer; no stream, no tools, temperature 0, so that the same
 * question gets the same answer as far as the other side can.
 *
 * The answer is believed in nothing: it must be small, well-formed JSON, with a text where the
 * interface has one; a text that ran into the limit of tokens is no answer, since what is missing
 * may be the "not". Its token counts are taken for what they cost only within reason. */
#include "adapters/chat_model.h"

#include "adapters/json.h"
#include "adapters/upstream.h"

enum { REQUEST_MAX = 128 * 1024, TOKENS_SANE = 10000000, ORDER_MAX = 64 };

/* ---- the call ---- */

static void put_message(struct buf *out, const char *role, struct view text)
{
    buf_text(out, buf_seen(out).p[out->n - 1] == '[' ? "{" : ",{");
    json_put_member(out, "role", view_of(role));
    json_put_member(out, "content", text);
    buf_byte(out, '}');
}

static struct view request_body(const struct chat_ask *ask, struct arena *arena)
{
    struct buf out;
    buf_init(&out, REQUEST_MAX);
    buf_byte(&out, '{');
    json_put_member(&out, "model", ask->name);
    json_put_name(&out, "messages");
    buf_byte(&out, '[');
    put_message(&out, "system", ask->orders);
    put_message(&out, "user", ask->words);
    buf_byte(&out, ']');
    json_put_number(&out, "temperature", 0);
    json_put_number(&out, "max_tokens", ask->tokens_most);
    buf_text(&out, ",\"stream\":false}");
    struct view body = out.full ? VIEW("") : buf_keep(&out, arena);
    buf_free(&out);
    return body;
}

static struct view joined(struct arena *arena, struct view a, const char *b)
{
    struct buf out;
    buf_init(&out, 8192);
    buf_view(&out, a);
    buf_text(&out, b);
    struct view text = buf_keep(&out, arena);
    buf_free(&out);
    return text;
}

static struct view bearer(struct arena *arena, struct view key)
{
    struct buf out;
    buf_init(&out, 8192);
    buf_text(&out, "Bearer ");
    buf_view(&out, key);
    struct view text = buf_keep(&out, arena);
    buf_free(&out);
    return text;
}

struct call chat_model_call(const struct chat_ask *ask, struct arena *arena)
{
    struct view base = ask->address;
    while (base.n && base.p[base.n - 1] == '/')
        base.n--;
    struct call call =
        upstream_post(joined(arena, base, "/chat/completions"), request_body(ask, arena));
    call.timeout_ms = ask->seconds * 1000;
    if (ask->key.n)
        call.headers[call.header_count++] =
            (struct header){VIEW("authorization"), bearer(arena, ask->key)};
    return call;
}

/* ---- the answer ---- */

static enum chat_outcome outcome_of(int status, struct view body)
{
    if (status == 0)
        return view_is(body, "unsent") ? CHAT_UNSENT : CHAT_LATE;
    if (status >= 200 && status < 300)
        return CHAT_SAID;
    return status == 408 || status == 429 || status >= 500 ? CHAT_BUSY : CHAT_REFUSED;
}

static void count_tokens(const struct field *root, struct chat_answer *answer)
{
    const struct field *usage = field_child(root, "usage");
    answer->counted =
        view_int(field_text(usage, "prompt_tokens"), 0, TOKENS_SANE, &answer->tokens_in) &&
        view_int(field_text(usage, "completion_tokens"), 0, TOKENS_SANE, &answer->tokens_out);
    if (!answer->counted)
        answer->tokens_in = answer->tokens_out = 0;
}

struct chat_answer chat_model_read(int status, struct view body, struct arena *arena)
{
    struct chat_answer answer = {.outcome = outcome_of(status, body)};
    if (answer.outcome != CHAT_SAID)
        return answer;
    const struct field *root = json_read(body, arena);
    const struct field *choices = field_child(root, "choices");
    const struct field *first = choices && choices->kind == FIELD_ARRAY ? choices->first : NULL;
    const struct field *content = field_child(field_child(first, "message"), "content");
    count_tokens(root, &answer);
    if (content && content->kind == FIELD_TEXT)
        answer.text = view_trim(content->text);
    if (!answer.text.n)
        answer.outcome = CHAT_UNREADABLE;
    else if (view_is(field_text(first, "finish_reason"), "length"))
        answer.outcome = CHAT_CUT;
    return answer;
}

/* ---- an order of candidates ---- */

static struct view without_fence(struct view text)
{
    size_t from = view_find(text, VIEW("{")), to = text.n;
    if (!view_starts(text, VIEW("```")) || from == SIZE_MAX)
        return text;
    while (to > from && text.p[to - 1] != '}')
        to--;
    return view_sub(text, from, to);
}

int chat_model_order(struct view text, int most, struct arena *arena, int *order)
{
    const struct field *root = json_read(without_fence(view_trim(text)), arena);
    const struct field *list = field_child(root, "order");
    bool used[ORDER_MAX + 1] = {false};
    int n = 0;
    if (!list || list->kind != FIELD_ARRAY || most > ORDER_MAX)
        return NONE;
    for (const struct field *one = list->first; one; one = one->next) {
        int64_t number;
        if (one->kind != FIELD_NUMBER || !view_int(one->text, 1, most, &number) || used[number])
            return NONE;
        used[number] = true;
        order[n++] = (int)number;
    }
    return n;
}
