/* sms_tencent: short messages by way of Tencent Cloud.
 *
 * In come two kinds of callbacks, each an object or an array of objects: what a citizen wrote
 * (/inbound: nationcode, mobile, sign, text, time, extend) and what became of what we sent
 * (/receipt: sid, mobile, report_status, errmsg, description, user_receive_time). Callbacks carry
 * no signature, so their address carries a secret of the account, `callback_key`, as the parameter
 * `key`; only a sandbox account may do without. Out goes SendSms with a signature over the whole
 * request, made when the call is composed and good for five minutes.
 *
 * An item of an array that makes no sense is left out, since refusing the array would bring the
 * same array again for ever; if none makes sense the request is refused. A text has no id of its
 * own: number, time and text together are its key. The provider knows no idempotency key either
 * (SessionContext only comes back), so a call is never repeated after an unknown outcome.
 *
 * Settings: secret_id, secret_key, sdk_app_id, template_id (one variable, the text), sign_name,
 * template_units (characters of the template around the variable), region, callback_key,
 * upstream, sandbox. */
#include "adapters/guard.h"
#include "adapters/json.h"
#include "adapters/key.h"
#include "adapters/received.h"
#include "adapters/sms_text.h"
#include "adapters/tc3.h"
#include "adapters/text.h"
#include "adapters/upstream.h"
#include "dsl/base/civil.h"
#include "dsl/base/utf8.h"

#include <stdio.h>

enum { BODY_MAX = 16 * 1024, SETTING_MAX = 256, SID_MAX = 128, REASON_MAX = 256 };

static const char provider[] = "https://sms.tencentcloudapi.com";

static bool sandbox(const struct account *account)
{
    return view_is(account_get(account, "sandbox"), "yes");
}

static int64_t template_units(const struct account *account)
{
    struct view units = account_get(account, "template_units");
    int64_t value = 0;
    return units.n && !view_int(units, 0, SMS_UNITS_MAX / 2, &value) ? -1 : value;
}

static const char *check(const struct account *account, const char **warning)
{
    static const struct {
        const char *key, *missing;
    } needed[] = {
        {"secret_id", "缺少 secret_id;secret_id is missing"},
        {"secret_key", "缺少 secret_key;secret_key is missing"},
        {"sdk_app_id", "缺少 sdk_app_id;sdk_app_id is missing"},
        {"template_id", "缺少 template_id;template_id is missing"},
        {"sign_name", "缺少 sign_name;sign_name is missing"},
        {"callback_key", "缺少 callback_key(回调地址里的 key 参数);callback_key (the parameter key "
                         "of the callback address) is missing"},
    };
    *warning = NULL;
    for (size_t i = 0; i < account->setting_count; i++)
        if (account->settings[i].value.n > SETTING_MAX)
            return "有一项设置过长;a setting is too long";
    if (template_units(account) < 0)
        return "template_units 应为 0 到 250 的整数;template_units must be a number from 0 to 250";
    for (size_t i = 0; i < sizeof needed / sizeof *needed && !sandbox(account); i++)
        if (!account_get(account, needed[i].key).n)
            return needed[i].missing;
    return NULL;
}

/* ---- callbacks ---- */

static bool allowed(const struct account *account, const struct request *request,
                    struct arena *arena)
{
    struct view expected = account_get(account, "callback_key");
    if (!expected.n)
        return sandbox(account);
    return crypto_same(request_query(request, arena, "key"), expected);
}

static bool read_text(const struct account *account, const struct field *item, struct arena *arena,
                      struct inbound *out)
{
    struct view mobile, text = field_text(item, "text"), time = field_text(item, "time");
    if (!sms_number(field_text(item, "nationcode"), field_text(item, "mobile"), arena, &mobile) ||
        !field_child(item, "text") || !view_int(time, 0, INT64_MAX / 2, &out->written))
        return false;
    const struct view parts[] = {account->name, mobile, time, text};
    out->kind = IN_TEXT;
    out->sender = mobile;
    out->text = text_inbound(text, &out->cut);
    out->key = key_of(arena, parts, sizeof parts / sizeof *parts);
    out->key_time = out->written;
    return true;
}

/* "2015-10-17 08:03:04" in China's time; 0 where it is not one. */
static int64_t read_time(struct view v)
{
    struct civil date;
    int64_t hour, minute, second;
    bool fits = v.n == 19 && civil_parse(view_sub(v, 0, 10), &date) &&
                view_int(view_sub(v, 11, 13), 0, 23, &hour) &&
                view_int(view_sub(v, 14, 16), 0, 59, &minute) &&
                view_int(view_sub(v, 17, 19), 0, 59, &second);
    if (!fits)
        return 0;
    struct civil_time time = {civil_to_day(date), (int)(hour * 60 + minute), (int)second};
    return civil_seconds(time, CHINA_OFFSET_MINUTES);
}

static bool read_receipt(const struct account *account, const struct field *item,
                         struct arena *arena, struct inbound *out)
{
    struct view sid = field_text(item, "sid"), status = field_text(item, "report_status");
    if (!sid.n || sid.n > SID_MAX || !status.n || status.n > REASON_MAX ||
        !sms_number(field_text(item, "nationcode"), field_text(item, "mobile"), arena,
                    &out->sender))
        return false;
    const struct view parts[] = {account->name, VIEW("receipt"), sid, status};
    out->kind = IN_RECEIPT;
    out->receipt_id = sid;
    out->receipt = view_is(status, "SUCCESS") ? RECEIPT_DELIVERED : RECEIPT_FAILED;
    out->text = utf8_head(field_text(item, "errmsg"), REASON_MAX);
    out->written = read_time(field_text(item, "user_receive_time"));
    out->key = key_of(arena, parts, sizeof parts / sizeof *parts);
    return true;
}

typedef bool read_item(const struct account *account, const struct field *item, struct arena *arena,
                       struct inbound *out);

static void read_items(const struct account *account, const struct field *body, read_item *read,
                       struct arena *arena, struct received *out)
{
    const struct field *item = body->kind == FIELD_ARRAY ? body->first : body;
    out->messages = ARENA_ARRAY(arena, INBOUND_BATCH_MAX, struct inbound);
    for (; item; item = body->kind == FIELD_ARRAY ? item->next : NULL) {
        if (out->message_count == INBOUND_BATCH_MAX) {
            received_refuse(out, 413, "too many messages");
            return;
        }
        struct inbound message = {0};
        if (read(account, item, arena, &message))
            out->messages[out->message_count++] = message;
    }
    if (!out->message_count)
        received_refuse(out, 400, "no message understood");
}

static void receive(const struct account *account, const struct request *request,
                    struct arena *arena, struct received *out)
{
    *out = (struct received){.verdict = VERDICT_MESSAGES, .status = 200};
    bool texts = view_is(request->path, "/inbound");
    if (!texts && !view_is(request->path, "/receipt")) {
        received_refuse(out, 404, "unknown path");
        return;
    }
    if (!allowed(account, request, arena)) {
        received_refuse(out, 403, "wrong key");
        return;
    }
    if (!view_is(request->method, "POST")) {
        received_refuse(out, 405, "method");
        return;
    }
    const struct field *body = json_read(request->body, arena);
    if (body)
        read_items(account, body, texts ? read_text : read_receipt, arena, out);
    else
        received_refuse(out, 400, "malformed body");
}

static struct view acknowledge(const struct account *account, const struct received *received,
                               const struct outbound *reply, int64_t now,
                               const unsigned char random[16], struct arena *arena,
                               struct view *content_type)
{
    (void)account, (void)received, (void)reply, (void)now, (void)random, (void)arena;
    *content_type = VIEW("application/json; charset=utf-8");
    return VIEW("{\"result\":0,\"errmsg\":\"OK\"}");
}

/* ---- sending ---- */

static void put_list(struct buf *buf, const char *name, struct view only)
{
    json_put_name(buf, name);
    buf_byte(buf, '[');
    json_put_text(buf, only);
    buf_byte(buf, ']');
}

/* In the form the provider wants: +8619900001234. */
static bool recipient(const struct outbound *message, struct arena *arena, struct view *out)
{
    struct buf buf;
    struct view number;
    if (!sms_number(VIEW(""), message->recipient, arena, &number))
        return false;
    buf_init(&buf, 32);
    if (!view_starts(number, VIEW("+")))
        buf_text(&buf, "+86");
    buf_view(&buf, number);
    return guard_take(&buf, arena, out);
}

static bool request_body(const struct account *account, const struct outbound *message,
                         struct view number, struct view text, struct arena *arena,
                         struct view *body)
{
    struct buf buf;
    buf_init(&buf, BODY_MAX);
    buf_byte(&buf, '{');
    put_list(&buf, "PhoneNumberSet", number);
    json_put_member(&buf, "SmsSdkAppId", account_get(account, "sdk_app_id"));
    json_put_member(&buf, "SignName", account_get(account, "sign_name"));
    json_put_member(&buf, "TemplateId", account_get(account, "template_id"));
    put_list(&buf, "TemplateParamSet", text);
    json_put_member(&buf, "SessionContext", message->key);
    buf_byte(&buf, '}');
    return guard_take(&buf, arena, body);
}

static void add_header(struct call *call, const char *name, struct view value)
{
    call->headers[call->header_count++] = (struct header){view_of(name), value};
}

static bool authorization(const struct account *account, const struct call *call, int64_t now,
                          struct arena *arena, struct view *out)
{
    struct buf buf;
    const struct tc3_request request = {.secret_id = account_get(account, "secret_id"),
                                        .secret_key = account_get(account, "secret_key"),
                                        .service = VIEW("sms"),
                                        .host = upstream_host(call->url),
                                        .content_type = call->headers[0].value,
                                        .action = VIEW("SendSms"),
                                        .payload = call->body,
                                        .timestamp = now};
    buf_init(&buf, BODY_MAX);
    tc3_put_authorization(&buf, &request);
    return guard_take(&buf, arena, out);
}

static bool compose_part(const struct account *account, const struct outbound *message,
                         struct view number, struct view text, int64_t now, struct arena *arena,
                         struct call *call)
{
    char time[24];
    struct view body, value, region = account_get(account, "region");
    if (!request_body(account, message, number, text, arena, &body))
        return false;
    snprintf(time, sizeof time, "%lld", (long long)now);
    *call = upstream_post(upstream_base(account, provider), body);
    if (!authorization(account, call, now, arena, &value))
        return false;
    add_header(call, "authorization", value);
    add_header(call, "x-tc-action", VIEW("SendSms"));
    add_header(call, "x-tc-version", VIEW("2021-01-11"));
    add_header(call, "x-tc-timestamp", view_keep(arena, view_of(time)));
    add_header(call, "x-tc-region", region.n ? region : VIEW("ap-guangzhou"));
    return true;
}

static size_t compose(const struct account *account, const struct outbound *message, int64_t now,
                      const unsigned char random[16], struct arena *arena, struct call *calls,
                      size_t max)
{
    (void)random;
    struct buf buf;
    struct view text, number, parts[TEXT_PARTS_MAX];
    int64_t around = template_units(account);
    size_t taken =
        sms_signature_units(account_get(account, "sign_name")) + (size_t)(around > 0 ? around : 0);
    if (!recipient(message, arena, &number) || taken > SMS_UNITS_MAX - TEXT_LIMIT_MIN)
        return 0;
    buf_init(&buf, BODY_MAX);
    sms_put_message(&buf, message);
    if (!guard_take(&buf, arena, &text))
        return 0;
    if (max > TEXT_PARTS_MAX)
        max = TEXT_PARTS_MAX;
    size_t count = text_split(text, TEXT_UNITS16, SMS_UNITS_MAX - taken, arena, parts, max);
    for (size_t i = 0; i < count; i++)
        if (!compose_part(account, message, number, parts[i], now, arena, &calls[i]))
            return 0;
    return count;
}

/* ---- what came back ---- */

static struct outcome outcome_of(struct view code)
{
    static const struct {
        const char *head;
        enum outcome_kind kind;
        int after;
    } meanings[] = {
#define CODE(head, kind, after) {head, OUTCOME_##kind, after},
#include "adapters/sms_codes.h"
#undef CODE
    };
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
        if (view_starts(code, view_of(meanings[i].head)))
            return (struct outcome){
                .kind = meanings[i].kind, .after = meanings[i].after, .reason = meanings[i].head};
    return (struct outcome){.kind = OUTCOME_REJECTED, .reason = "other code"};
}

static struct outcome outcome(const struct account *account, int status, struct view body,
                              struct arena *arena)
{
    (void)account;
    struct outcome out;
    if (upstream_failed(status, body, &out))
        return out;
    const struct field *answer = field_child(json_read(body, arena), "Response");
    const struct field *error = field_child(answer, "Error");
    const struct field *set = field_child(answer, "SendStatusSet");
    const struct field *first = set && set->kind == FIELD_ARRAY ? set->first : NULL;
    struct view code = field_text(error ? error : first, "Code");
    if (!code.n)
        return (struct outcome){.kind = OUTCOME_UNKNOWN, .reason = "unreadable answer"};
    out = outcome_of(code);
    if (out.kind == OUTCOME_DELIVERED)
        out.receipt_id = field_text(first, "SerialNo");
    return out;
}

const struct adapter adapter_sms_tencent = {
    .name = "sms",
    .kind = CHANNEL_SMS,
    .check = check,
    .receive = receive,
    .acknowledge = acknowledge,
    .compose = compose,
    .outcome = outcome,
};
