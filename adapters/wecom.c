/* wecom: messages of a WeCom application (企业微信) to a unit's own people.
 *
 * An account of this kind is a wechat channel whose settings name an `agent`; appid is then the
 * corpid. It only sends: a unit answers at its desk, where every act is recorded, so what comes in
 * is refused. A message with a link is a template card that leads to it, one without is plain text.
 * The platform leaves out what is word for word the same within half an hour; our messages name
 * their cases, so a repeat after an unknown outcome is the same words and does not arrive twice. */
#include "adapters/guard.h"
#include "adapters/json.h"
#include "adapters/received.h"
#include "adapters/upstream.h"
#include "adapters/wechat.h"
#include "dsl/base/utf8.h"

enum { BODY_MOST = 8192, URL_MOST = 2048, TEXT_MOST = 2000, TITLE_MOST = 100, SAME_SECONDS = 1800 };

static const char platform[] = "https://qyapi.weixin.qq.com";

static const char *check(const struct account *account, const char **warning)
{
    int64_t agent;
    *warning = NULL;
    if (!view_int(account_get(account, "agent"), 1, INT32_MAX, &agent))
        return "agent 应为企业微信应用的编号;agent must be the number of the WeCom application";
    if (!account_get(account, "appid").n)
        return "缺少 appid(企业 ID);appid (the corpid) is missing";
    return account_get(account, "secret").n ? NULL : "缺少 secret;secret is missing";
}

static void receive(const struct account *account, const struct request *request,
                    struct arena *arena, struct received *out)
{
    (void)account, (void)request, (void)arena;
    *out = (struct received){0};
    received_refuse(out, 404, "this account only sends");
}

static struct view acknowledge(const struct account *account, const struct received *received,
                               const struct outbound *reply, int64_t now,
                               const unsigned char random[16], struct arena *arena,
                               struct view *content_type)
{
    (void)account, (void)received, (void)reply, (void)now, (void)random, (void)arena;
    *content_type = VIEW("text/plain");
    return VIEW("");
}

/* The first line is the card's title. */
static void put_card(struct buf *buf, const struct outbound *message)
{
    struct view rest = utf8_head(message->text, TEXT_MOST), title = view_cut(&rest, '\n');
    json_put_name(buf, "template_card");
    buf_byte(buf, '{');
    json_put_member(buf, "card_type", VIEW("text_notice"));
    json_put_name(buf, "main_title");
    buf_byte(buf, '{');
    json_put_member(buf, "title", utf8_head(title, TITLE_MOST));
    buf_byte(buf, '}');
    json_put_member(buf, "sub_title_text", rest.p ? rest : VIEW(""));
    json_put_name(buf, "card_action");
    buf_byte(buf, '{');
    json_put_number(buf, "type", 1);
    json_put_member(buf, "url", message->link);
    buf_text(buf, "}}");
}

static void put_text(struct buf *buf, const struct outbound *message)
{
    json_put_name(buf, "text");
    buf_byte(buf, '{');
    json_put_member(buf, "content", utf8_head(message->text, TEXT_MOST));
    buf_byte(buf, '}');
}

static struct view message_url(const struct account *account, struct arena *arena)
{
    struct buf buf;
    struct view url;
    buf_init(&buf, URL_MOST);
    buf_view(&buf, upstream_base(account, platform));
    buf_text(&buf, "/cgi-bin/message/send?access_token={token}");
    guard_take(&buf, arena, &url);
    return url;
}

static size_t compose(const struct account *account, const struct outbound *message, int64_t now,
                      const unsigned char random[16], struct arena *arena, struct call *calls,
                      size_t max)
{
    struct buf buf;
    struct view body;
    int64_t agent = 0;
    (void)now, (void)random;
    if (!max || !message->text.n || !view_int(account_get(account, "agent"), 1, INT32_MAX, &agent))
        return 0;
    buf_init(&buf, BODY_MOST);
    buf_byte(&buf, '{');
    json_put_member(&buf, "touser", message->recipient);
    json_put_member(&buf, "msgtype", message->link.n ? VIEW("template_card") : VIEW("text"));
    json_put_number(&buf, "agentid", agent);
    if (message->link.n)
        put_card(&buf, message);
    else
        put_text(&buf, message);
    json_put_number(&buf, "enable_duplicate_check", 1);
    json_put_number(&buf, "duplicate_check_interval", SAME_SECONDS);
    buf_byte(&buf, '}');
    if (!guard_take(&buf, arena, &body))
        return 0;
    calls[0] = upstream_post(message_url(account, arena), body);
    calls[0].needs_token = calls[0].idempotent = true;
    return 1;
}

static struct outcome outcome_of(int64_t code)
{
    static const struct {
        int64_t code;
        enum outcome_kind kind;
        int after;
        const char *reason;
    } meanings[] = {
#define CODE(number, kind, after, reason) {number, OUTCOME_##kind, after, reason},
#include "adapters/wecom_codes.h"
#undef CODE
    };
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
        if (meanings[i].code == code)
            return (struct outcome){.kind = meanings[i].kind,
                                    .after = meanings[i].after,
                                    .reason = meanings[i].reason,
                                    .code = (int)code};
    return (struct outcome){.kind = OUTCOME_REJECTED, .reason = "other code", .code = (int)code};
}

/* Taken, but for nobody: the only recipient is unknown there. */
static struct outcome outcome(const struct account *account, int status, struct view body,
                              struct arena *arena)
{
    struct outcome out;
    int64_t code;
    (void)account;
    if (upstream_failed(status, body, &out))
        return out;
    const struct field *answer = json_read(body, arena);
    if (!view_int(field_text(answer, "errcode"), INT32_MIN, INT32_MAX, &code))
        return (struct outcome){.kind = OUTCOME_UNKNOWN, .reason = "unreadable answer"};
    out = outcome_of(code);
    if (out.kind == OUTCOME_DELIVERED && field_text(answer, "invaliduser").n)
        out = outcome_of(81013);
    return out;
}

static struct call token_call(const struct account *account, bool force, struct arena *arena)
{
    struct buf buf;
    struct call call = {.method = VIEW("GET"), .idempotent = true};
    (void)force; /* the platform gives the same token until it ends */
    buf_init(&buf, URL_MOST);
    buf_view(&buf, upstream_base(account, platform));
    buf_text(&buf, "/cgi-bin/gettoken?corpid=");
    upstream_put_encoded(&buf, account_get(account, "appid"));
    buf_text(&buf, "&corpsecret=");
    upstream_put_encoded(&buf, account_get(account, "secret"));
    guard_take(&buf, arena, &call.url);
    return call;
}

const struct adapter adapter_wecom = {
    .name = "wecom",
    .kind = CHANNEL_WECHAT,
    .check = check,
    .receive = receive,
    .acknowledge = acknowledge,
    .compose = compose,
    .outcome = outcome,
    .token_call = token_call,
    .token_read = wechat_token_read,
};
