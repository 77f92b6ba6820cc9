/* rpc: messages in, answers out. A message is read when it comes and waits in a queue; it is
 * handled one at a time, so that whoever feeds can look for more in between: a cancellation that
 * arrives while its request still waits takes effect, and a row of changes is applied before
 * anything is checked.
 *
 * What is not JSON, not a message, or unknown is answered as JSON-RPC and the protocol say, with
 * the id where there is one. Notifications are never answered, whatever is wrong with them; those
 * that begin with $/ may be ignored without a word. */
#include <stdlib.h>

#include "dsl/base/json.h"
#include "dsl/base/utf8.h"
#include "dsl/lsp/answers.h"
#include "dsl/lsp/project.h"

struct method {
    const char *name;
    rpc_handler *handler;
    bool request;
};

static const struct method methods[] = {
#define REQUEST(name, handler) {name, handler, true},
#define NOTE(name, handler) {name, handler, false},
#include "dsl/lsp/methods.h"
};

/* ---- writing ---- */

static void put_id(struct buf *body, const json_t *id)
{
    if (json_is_integer(id))
        buf_print(body, "%lld", (long long)json_integer_value(id));
    else if (json_is_string(id))
        put_text(body, param_text(id, ""));
    else
        buf_text(body, "null");
}

static void send_error(struct lsp *lsp, const json_t *id, int code, struct view why)
{
    struct buf body;
    buf_init(&body, 1 << 20);
    buf_text(&body, "{\"jsonrpc\":\"2.0\",\"id\":");
    put_id(&body, id);
    buf_print(&body, ",\"error\":{\"code\":%d,\"message\":", code);
    put_text(&body, why);
    buf_text(&body, "}}");
    frame_write(&lsp->out, buf_seen(&body));
    buf_free(&body);
}

static void send_result(struct lsp *lsp, const json_t *id, const struct reply *reply)
{
    struct buf body;
    buf_init(&body, LSP_BODY_MAX);
    buf_text(&body, "{\"jsonrpc\":\"2.0\",\"id\":");
    put_id(&body, id);
    buf_text(&body, ",\"result\":");
    buf_view(&body, reply->out.n ? buf_seen(&reply->out) : VIEW("null"));
    buf_text(&body, "}");
    if (body.full || reply->out.full)
        send_error(lsp, id, RPC_INTERNAL, VIEW("the answer is too large"));
    else
        frame_write(&lsp->out, buf_seen(&body));
    buf_free(&body);
}

static void send_own(struct lsp *lsp, bool ask, const char *method, struct view params)
{
    struct buf body;
    buf_init(&body, LSP_BODY_MAX);
    buf_text(&body, "{\"jsonrpc\":\"2.0\"");
    if (ask)
        buf_print(&body, ",\"id\":\"zhida-%lld\"", (long long)lsp->next_id++);
    buf_print(&body, ",\"method\":\"%s\"", method);
    if (params.n) {
        buf_text(&body, ",\"params\":");
        buf_view(&body, params);
    }
    buf_byte(&body, '}');
    if (!body.full)
        frame_write(&lsp->out, buf_seen(&body));
    buf_free(&body);
}

void rpc_notify(struct lsp *lsp, const char *method, struct view params)
{
    send_own(lsp, false, method, params);
}

void rpc_ask(struct lsp *lsp, const char *method, struct view params)
{
    send_own(lsp, true, method, params);
}

void reply_fail(struct reply *reply, int error, const char *why, ...)
{
    va_list args;
    reply->error = error;
    buf_clear(&reply->why);
    va_start(args, why);
    buf_vprint(&reply->why, why, args);
    va_end(args);
}

/* ---- handling ---- */

static const struct method *find_method(const char *name)
{
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (strcmp(methods[i].name, name) == 0)
            return &methods[i];
    return NULL;
}

/* What the state of the session says to a method; 0: go on. */
static int refusal(const struct lsp *lsp, const char *name)
{
    bool first = strcmp(name, "initialize") == 0;
    if (lsp->state == STATE_NEW)
        return first ? 0 : RPC_NOT_READY;
    return lsp->state == STATE_READY && !first ? 0 : RPC_INVALID;
}

static void run(struct lsp *lsp, const struct method *method, const json_t *params,
                const json_t *id)
{
    struct reply reply = {0};
    buf_init(&reply.out, LSP_BODY_MAX);
    buf_init(&reply.why, 1 << 16);
    method->handler(lsp, params, &reply);
    if (id && reply.error)
        send_error(lsp, id, reply.error, buf_seen(&reply.why));
    else if (id)
        send_result(lsp, id, &reply);
    buf_free(&reply.out);
    buf_free(&reply.why);
}

static void handle_request(struct lsp *lsp, const struct message *message, const char *name)
{
    const json_t *id = param(message->root, "id");
    const struct method *method = find_method(name);
    int refused = refusal(lsp, name);
    if (message->canceled)
        send_error(lsp, id, RPC_CANCELED, VIEW("canceled"));
    else if (refused)
        send_error(lsp, id, refused,
                   refused == RPC_NOT_READY ? VIEW("initialize comes first")
                                            : VIEW("not at this point of the session"));
    else if (!method || !method->request)
        send_error(lsp, id, RPC_NO_METHOD, VIEW("there is no such request"));
    else
        run(lsp, method, param(message->root, "params"), id);
}

static void handle_note(struct lsp *lsp, const struct message *message, const char *name)
{
    const struct method *method = find_method(name);
    if (strcmp(name, "exit") == 0) {
        lsp->exit_code = lsp->state == STATE_SHUT ? 0 : 1;
        lsp->state = STATE_OVER;
    } else if (method && !method->request && lsp->state == STATE_READY) {
        run(lsp, method, param(message->root, "params"), NULL);
    }
}

static void handle(struct lsp *lsp, const struct message *message)
{
    const json_t *method = param(message->root, "method"), *id = param(message->root, "id");
    if (json_is_string(method) && id)
        handle_request(lsp, message, json_string_value(method));
    else if (json_is_string(method))
        handle_note(lsp, message, json_string_value(method));
    else if (!param(message->root, "result") && !param(message->root, "error"))
        send_error(lsp, id, RPC_INVALID, VIEW("neither a request nor a notification"));
}

bool lsp_answer(struct lsp *lsp)
{
    struct message *message = lsp->first;
    if (!message || lsp->state == STATE_OVER)
        return false;
    lsp->first = message->next;
    lsp->last = lsp->first ? lsp->last : NULL;
    if (message->error)
        send_error(lsp, NULL, message->error, view_of(message->why));
    else
        handle(lsp, message);
    json_decref(message->root);
    free(message);
    return true;
}

/* ---- taking in ---- */

static void cancel(struct lsp *lsp, const json_t *id)
{
    for (struct message *message = lsp->first; message; message = message->next) {
        const json_t *waiting = param(message->root, "id");
        if (waiting && id && param(message->root, "method") && json_equal(waiting, id))
            message->canceled = true;
    }
}

static struct message *keep(struct lsp *lsp, json_t *root)
{
    struct message *message = calloc(1, sizeof *message);
    if (!message)
        abort();
    message->root = root;
    if (lsp->last)
        lsp->last->next = message;
    else
        lsp->first = message;
    lsp->last = message;
    return message;
}

/* What is wrong is told in its turn, like every answer. */
static void keep_error(struct lsp *lsp, int error, const char *why)
{
    struct message *message = keep(lsp, NULL);
    message->error = error;
    struct view head = utf8_head(view_of(why), sizeof message->why - 1);
    memcpy(message->why, head.p, head.n);
}

/* Half of a surrogate pair, as an editor has it while an emoji is typed: \ud83d alone. */
static bool is_half(struct view text, size_t at, bool *pair)
{
    char escape[7] = {0};
    if (at + 6 > text.n || text.p[at] != '\\' || text.p[at + 1] != 'u')
        return false;
    memcpy(escape, text.p + at + 2, 4);
    unsigned long unit = strtoul(escape, NULL, 16);
    size_t next = at + 6;
    bool follows = next + 6 <= text.n && text.p[next] == '\\' && text.p[next + 1] == 'u' &&
                   (text.p[next + 2] | 0x20) == 'd' && text.p[next + 3] &&
                   strchr("cdefCDEF", text.p[next + 3]);
    *pair = unit >= 0xd800 && unit < 0xdc00 && follows;
    return unit >= 0xd800 && unit < 0xe000 && !*pair;
}

static void put_escape(struct view body, size_t *at, struct buf *out)
{
    bool pair = false, half = is_half(body, *at, &pair);
    size_t n = half ? 6 : pair ? 12 : 2;
    if (*at + n > body.n)
        n = body.n - *at;
    if (half)
        buf_text(out, "\\ufffd");
    else
        buf_view(out, view_sub(body, *at, *at + n));
    *at += n;
}

/* The same JSON with U+FFFD for what is no character. */
static void mend(struct view body, struct buf *out)
{
    for (size_t at = 0; at < body.n && !out->full;) {
        char bytes[4];
        if (body.p[at] == '\\')
            put_escape(body, &at, out);
        else
            buf_bytes(out, bytes, utf8_put(utf8_next(body, &at), bytes));
    }
}

static json_t *read_body(struct view body, json_error_t *wrong)
{
    json_t *root = json_loadb(body.p, body.n, JSON_ALLOW_NUL, wrong);
    struct buf mended;
    bool worth = !root && (json_error_code(wrong) == json_error_invalid_utf8 ||
                           json_error_code(wrong) == json_error_invalid_syntax);
    if (!worth)
        return root;
    buf_init(&mended, (size_t)FRAME_BODY_MAX * 3);
    mend(body, &mended);
    root = mended.n ? json_loadb(mended.p, mended.n, JSON_ALLOW_NUL, wrong) : NULL;
    buf_free(&mended);
    return root;
}

static void take_body(struct lsp *lsp, struct view body)
{
    json_error_t wrong;
    json_t *root = read_body(body, &wrong);
    struct view method = param_text(root, "method");
    if (!root) {
        keep_error(lsp, RPC_PARSE, wrong.text);
    } else if (!json_is_object(root)) {
        keep_error(lsp, RPC_INVALID, "a message is an object");
        json_decref(root);
    } else if (view_is(method, "$/cancelRequest")) {
        cancel(lsp, param(root, "params.id"));
        json_decref(root);
    } else {
        keep(lsp, root);
    }
}

void lsp_feed(struct lsp *lsp, const char *bytes, size_t n)
{
    struct view body;
    const char *why = "";
    enum frame_result result;
    frame_feed(&lsp->reader, bytes, n);
    while ((result = frame_next(&lsp->reader, &body, &why)) != FRAME_MORE) {
        if (result == FRAME_BODY)
            take_body(lsp, body);
        else
            keep_error(lsp, RPC_PARSE, why);
    }
}

/* ---- the server itself ---- */

struct lsp *lsp_new(const struct lsp_world *world, enum diag_language language)
{
    struct lsp *lsp = calloc(1, sizeof *lsp);
    if (!lsp)
        return NULL;
    lsp->world = *world;
    lsp->language = language;
    frame_init(&lsp->reader);
    buf_init(&lsp->out, LSP_OUT_MAX);
    arena_init(&lsp->arena, SIZE_MAX / 2);
    return lsp;
}

void lsp_free(struct lsp *lsp)
{
    while (lsp->first) {
        struct message *message = lsp->first;
        lsp->first = message->next;
        json_decref(message->root);
        free(message);
    }
    while (lsp->documents) {
        struct document *document = lsp->documents;
        lsp->documents = document->next;
        buf_free(&document->text);
        free(document->path);
        free(document->uri);
        free(document);
    }
    projects_free(lsp);
    frame_free(&lsp->reader);
    buf_free(&lsp->out);
    arena_free(&lsp->arena);
    free(lsp);
}

struct buf *lsp_out(struct lsp *lsp)
{
    return &lsp->out;
}

bool lsp_over(const struct lsp *lsp, int *code)
{
    *code = lsp->state == STATE_SHUT ? 0 : lsp->exit_code ? lsp->exit_code : 1;
    if (lsp->state == STATE_OVER)
        *code = lsp->exit_code;
    return lsp->state == STATE_OVER;
}
