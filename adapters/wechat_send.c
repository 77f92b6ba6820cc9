/* wechat_send: calls to the platform: customer-service messages, access tokens, media.
 *
 * A message goes as one call, or several when its text is longer than the platform takes; choices
 * go as a menu with the last part. The platform has no idempotency key for these messages, so no
 * call may be repeated after an unknown outcome. The access token is asked for with stable_token:
 * it gives the same token to whoever asks, where the older call takes the others' tokens away; the
 * sender fetches it anew once when a code says so. Codes stand in wechat_codes.h. A picture's
 * address may be plain; voice and video are had by their id only. */
#include "adapters/guard.h"
#include "adapters/json.h"
#include "adapters/text.h"
#include "adapters/upstream.h"
#include "adapters/wechat.h"

enum { BODY_MAX = 32 * 1024, URL_MAX = 2048, MENU_TEXT_MIN = 512, TOKEN_MAX = 1024 };
enum { WEEK = 604800 /* seconds */ };

static const char platform[] = "https://api.weixin.qq.com";

static struct view platform_url(const struct account *account, const char *path,
                                struct arena *arena)
{
    struct buf buf;
    struct view url;
    buf_init(&buf, URL_MAX);
    buf_view(&buf, upstream_base(account, platform));
    buf_text(&buf, path);
    guard_take(&buf, arena, &url);
    return url;
}

/* ---- messages ---- */

static void put_menu(struct buf *buf, const struct outbound *message, struct view head)
{
    json_put_name(buf, "msgmenu");
    buf_byte(buf, '{');
    json_put_member(buf, "head_content", head);
    json_put_name(buf, "list");
    buf_byte(buf, '[');
    for (size_t i = 0; i < message->choice_count; i++) {
        buf_text(buf, i ? ",{" : "{");
        json_put_member(buf, "id", message->choices[i].key);
        json_put_member(buf, "content", message->choices[i].label);
        buf_byte(buf, '}');
    }
    buf_byte(buf, ']');
    json_put_member(buf, "tail_content", VIEW(""));
    buf_byte(buf, '}');
}

static void put_text(struct buf *buf, struct view text)
{
    json_put_name(buf, "text");
    buf_byte(buf, '{');
    json_put_member(buf, "content", text);
    buf_byte(buf, '}');
}

static bool message_body(const struct outbound *message, struct view part, bool menu,
                         struct arena *arena, struct view *body)
{
    struct buf buf;
    buf_init(&buf, BODY_MAX);
    buf_byte(&buf, '{');
    json_put_member(&buf, "touser", message->recipient);
    json_put_member(&buf, "msgtype", menu ? VIEW("msgmenu") : VIEW("text"));
    if (menu)
        put_menu(&buf, message, part);
    else
        put_text(&buf, part);
    buf_byte(&buf, '}');
    return guard_take(&buf, arena, body);
}

static bool whole_text(const struct outbound *message, struct arena *arena, struct view *text)
{
    struct buf buf;
    buf_init(&buf, BODY_MAX);
    wechat_put_text(&buf, message->text);
    if (message->link.n) {
        buf_byte(&buf, '\n');
        buf_view(&buf, message->link);
    }
    return guard_take(&buf, arena, text);
}

/* How long a part may be, so that a menu under it stays within the limit too. */
static size_t part_limit(const struct outbound *message)
{
    size_t menu = 0;
    for (size_t i = 0; i < message->choice_count; i++)
        menu += message->choices[i].key.n + message->choices[i].label.n;
    return menu + MENU_TEXT_MIN > WECHAT_TEXT_MAX ? MENU_TEXT_MIN : WECHAT_TEXT_MAX - menu;
}

size_t wechat_compose(const struct account *account, const struct outbound *message, int64_t now,
                      const unsigned char random[16], struct arena *arena, struct call *calls,
                      size_t max)
{
    (void)now, (void)random;
    struct view text, body, parts[TEXT_PARTS_MAX];
    struct view url =
        platform_url(account, "/cgi-bin/message/custom/send?access_token={token}", arena);
    if (!whole_text(message, arena, &text))
        return 0;
    if (max > TEXT_PARTS_MAX)
        max = TEXT_PARTS_MAX;
    size_t count = text_split(text, TEXT_BYTES, part_limit(message), arena, parts, max);
    for (size_t i = 0; i < count; i++) {
        bool menu = i + 1 == count && message->choice_count > 0;
        if (!message_body(message, parts[i], menu, arena, &body))
            return 0;
        calls[i] = upstream_post(url, body);
        calls[i].needs_token = true;
    }
    return count;
}

/* ---- what came back ---- */

struct meaning {
    int64_t code;
    enum outcome_kind kind;
    int after;
    const char *reason;
};

static const struct meaning meanings[] = {
#define CODE(number, kind, after, reason) {number, OUTCOME_##kind, after, reason},
#include "adapters/wechat_codes.h"
#undef CODE
};

static struct outcome outcome_of(int64_t code)
{
    struct outcome out = {.kind = OUTCOME_REJECTED, .reason = "other code", .code = (int)code};
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
        if (meanings[i].code == code) {
            out.kind = meanings[i].kind;
            out.after = meanings[i].after;
            out.reason = meanings[i].reason;
        }
    return out;
}

struct outcome wechat_outcome(const struct account *account, int status, struct view body,
                              struct arena *arena)
{
    (void)account;
    struct outcome out;
    int64_t code;
    if (upstream_failed(status, body, &out))
        return out;
    const struct field *answer = json_read(body, arena);
    if (!view_int(field_text(answer, "errcode"), INT32_MIN, INT32_MAX, &code))
        return (struct outcome){.kind = OUTCOME_UNKNOWN, .reason = "unreadable answer"};
    out = outcome_of(code);
    if (out.kind == OUTCOME_DELIVERED)
        out.receipt_id = field_text(answer, "msgid");
    return out;
}

/* ---- access tokens ---- */

struct call wechat_token_call(const struct account *account, bool force, struct arena *arena)
{
    struct buf buf;
    struct view body, url = platform_url(account, "/cgi-bin/stable_token", arena);
    buf_init(&buf, BODY_MAX);
    buf_byte(&buf, '{');
    json_put_member(&buf, "grant_type", VIEW("client_credential"));
    json_put_member(&buf, "appid", account_get(account, "appid"));
    json_put_member(&buf, "secret", account_get(account, "secret"));
    json_put_name(&buf, "force_refresh");
    buf_text(&buf, force ? "true}" : "false}");
    guard_take(&buf, arena, &body);
    struct call call = upstream_post(url, body);
    call.idempotent = true;
    return call;
}

bool wechat_token_read(const struct account *account, int status, struct view body,
                       struct arena *arena, struct view *token, int64_t *seconds)
{
    (void)account;
    const struct field *answer = status == 200 ? json_read(body, arena) : NULL;
    *token = field_text(answer, "access_token");
    return token->n > 0 && token->n <= TOKEN_MAX &&
           view_int(field_text(answer, "expires_in"), 1, WEEK, seconds);
}

/* ---- media ---- */

bool wechat_media_call(const struct account *account, const struct inbound *message,
                       struct arena *arena, struct call *call)
{
    struct buf buf;
    struct view url =
        platform_url(account, "/cgi-bin/media/get?access_token={token}&media_id=", arena);
    if (!message->media_id.n)
        return false;
    buf_init(&buf, URL_MAX);
    buf_view(&buf, url);
    upstream_put_encoded(&buf, message->media_id);
    *call = (struct call){.method = VIEW("GET"), .needs_token = true, .idempotent = true};
    return guard_take(&buf, arena, &call->url);
}
