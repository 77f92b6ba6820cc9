/* wechat: who sent this request, and what is in it.
 *
 * A GET is the platform's check of the address: the echo text comes back if the signature fits. A
 * POST brings a message, plain or in an envelope, as XML or JSON. Which of the two signatures
 * counts is the account's mode, never the sender's wish: in secure mode only msg_signature (over
 * the cipher text) is looked at, in plain mode only signature. "both" is the platform's
 * compatibility mode and the sandbox: a request that claims an envelope must have a valid one, and
 * only what is inside it is read; a request without claim is a plain one and may not carry any.
 *
 * Order: size, time, signature, content. The time window is five minutes either way; what comes
 * again inside it with the same signature but another body is for the turn to refuse, which gets
 * signature and digest from here. Refusals name a reason for the log and say nothing of content. */
#include "adapters/wechat.h"

#include "adapters/json.h"
#include "adapters/received.h"
#include "adapters/xml.h"
#include "dsl/base/utf8.h"

enum { WINDOW_SECONDS = 300, PARAMETER_MAX = 512 };

enum wechat_mode { MODE_PLAIN, MODE_SECURE, MODE_BOTH, MODE_WRONG };

struct stamp {
    struct view token, signature, msg_signature, timestamp, nonce;
    bool claims_envelope;
};

static enum wechat_mode mode_of(const struct account *account)
{
    struct view mode = account_get(account, "mode");
    if (!mode.n && view_is(account_get(account, "sandbox"), "yes"))
        return MODE_BOTH;
    if (!mode.n)
        return account_get(account, "aes_key").n ? MODE_SECURE : MODE_PLAIN;
    if (view_is(mode, "plain"))
        return MODE_PLAIN;
    if (view_is(mode, "secure"))
        return MODE_SECURE;
    return view_is(mode, "compatible") || view_is(mode, "both") ? MODE_BOTH : MODE_WRONG;
}

bool wechat_account_crypt(const struct account *account, struct wechat_crypt *crypt)
{
    return wechat_crypt_init(crypt, account_get(account, "aes_key"), account_get(account, "appid"));
}

static const char *check(const struct account *account, const char **warning)
{
    struct wechat_crypt crypt;
    enum wechat_mode mode = mode_of(account);
    *warning = NULL;
    if (!account_get(account, "token").n)
        return "缺少 token;token is missing";
    if (!account_get(account, "appid").n)
        return "缺少 appid;appid is missing";
    if (!account_get(account, "secret").n && !view_is(account_get(account, "sandbox"), "yes"))
        return "缺少 secret;secret is missing";
    if (mode == MODE_WRONG)
        return "mode 只能是 plain、secure 或 compatible;mode must be plain, secure or compatible";
    if (mode != MODE_PLAIN && !wechat_account_crypt(account, &crypt))
        return "aes_key 应为 43 个字符的 EncodingAESKey;aes_key must be the EncodingAESKey of 43 "
               "characters";
    if (mode == MODE_PLAIN)
        *warning = "明文模式只宜联调:请填 aes_key 并改用安全模式;plain mode is for trying out: set "
                   "aes_key and use secure mode";
    return NULL;
}

static struct stamp read_stamp(const struct account *account, const struct request *request,
                               struct arena *arena)
{
    struct stamp stamp = {.token = account_get(account, "token"),
                          .signature = request_query(request, arena, "signature"),
                          .msg_signature = request_query(request, arena, "msg_signature"),
                          .timestamp = request_query(request, arena, "timestamp"),
                          .nonce = request_query(request, arena, "nonce")};
    stamp.claims_envelope =
        stamp.msg_signature.n > 0 || view_is(request_query(request, arena, "encrypt_type"), "aes");
    return stamp;
}

static bool fresh(const struct stamp *stamp, int64_t now)
{
    int64_t at;
    return view_int(stamp->timestamp, 0, INT64_MAX / 2, &at) && at >= now - WINDOW_SECONDS &&
           at <= now + WINDOW_SECONDS && stamp->nonce.n <= PARAMETER_MAX;
}

/* Whether expected signs token, time and nonce, and the cipher text where there is one. */
static bool signed_by(const struct stamp *stamp, struct view expected, const struct view *cipher)
{
    char hex[SHA1_HEX + 1];
    struct view parts[4] = {stamp->token, stamp->timestamp, stamp->nonce,
                            cipher ? *cipher : VIEW("")};
    if (!stamp->token.n)
        return false;
    wechat_crypt_sign(parts, cipher ? 4 : 3, hex);
    return crypto_same(expected, (struct view){hex, SHA1_HEX});
}

/* ---- the check of the address ---- */

static void answer_check(const struct account *account, const struct stamp *stamp, struct view echo,
                         struct arena *arena, struct received *out)
{
    struct wechat_crypt crypt;
    bool envelope = stamp->msg_signature.n > 0;
    if (!signed_by(stamp, envelope ? stamp->msg_signature : stamp->signature,
                   envelope ? &echo : NULL))
        received_refuse(out, 403, "wrong signature");
    else if (envelope && (!wechat_account_crypt(account, &crypt) ||
                          !wechat_crypt_open(&crypt, echo, arena, &echo)))
        received_refuse(out, 403, "cannot open envelope");
    else if (!echo.n || echo.n > PARAMETER_MAX || utf8_broken(echo) != SIZE_MAX)
        received_refuse(out, 400, "no echostr");
    else
        received_answer(out, "text/plain; charset=utf-8", echo);
}

/* ---- messages ---- */

/* The fields of an XML or JSON body, or NULL. */
static struct field *read_fields(struct view body, struct arena *arena, bool *json)
{
    struct view start = view_trim(body);
    *json = start.n && start.p[0] == '{';
    return *json ? json_read(body, arena) : xml_read(body, arena);
}

/* Turns fields into the one message of the request. */
static void take_message(const struct account *account, const struct field *fields,
                         struct arena *arena, struct received *out)
{
    struct inbound message = {0};
    const char *why = wechat_message_read(account, fields, arena, &message);
    if (why) {
        received_refuse(out, 400, why);
        return;
    }
    received_message(out, arena, &message);
    out->passive = true;
    out->peer = message.sender;
    out->self = field_text(fields, "ToUserName");
}

static void receive_plain(const struct account *account, const struct stamp *stamp,
                          struct view body, enum wechat_mode mode, struct arena *arena,
                          struct received *out)
{
    if (!signed_by(stamp, stamp->signature, NULL)) {
        received_refuse(out, 403, "wrong signature");
        return;
    }
    out->replay_key = stamp->signature;
    const struct field *fields = read_fields(body, arena, &out->json);
    if (!fields)
        received_refuse(out, 400, "malformed body");
    else if (mode == MODE_BOTH && field_child(fields, "Encrypt"))
        received_refuse(out, 403, "envelope without msg_signature");
    else
        take_message(account, fields, arena, out);
}

static void receive_sealed(const struct account *account, const struct stamp *stamp,
                           struct view body, struct arena *arena, struct received *out)
{
    struct wechat_crypt crypt;
    struct view message;
    bool inner_json;
    const struct field *fields = read_fields(body, arena, &out->json);
    struct view cipher = field_text(fields, "Encrypt");
    if (!cipher.n || !signed_by(stamp, stamp->msg_signature, &cipher)) {
        received_refuse(out, 403, "wrong signature");
        return;
    }
    out->replay_key = stamp->msg_signature;
    out->encrypted = true;
    if (!wechat_account_crypt(account, &crypt) ||
        !wechat_crypt_open(&crypt, cipher, arena, &message)) {
        received_refuse(out, 403, "cannot open envelope");
        return;
    }
    fields = read_fields(message, arena, &inner_json);
    if (fields)
        take_message(account, fields, arena, out);
    else
        received_refuse(out, 400, "malformed body");
}

static void receive_post(const struct account *account, const struct request *request,
                         const struct stamp *stamp, struct arena *arena, struct received *out)
{
    enum wechat_mode mode = mode_of(account);
    if (mode == MODE_SECURE || (mode == MODE_BOTH && stamp->claims_envelope))
        receive_sealed(account, stamp, request->body, arena, out);
    else
        receive_plain(account, stamp, request->body, mode, arena, out);
    if (out->verdict != VERDICT_MESSAGES)
        return;
    if (!view_int(stamp->timestamp, 0, INT64_MAX / 2, &out->replay_time))
        out->replay_time = 0;
    out->replay_body = request->body;
    out->nonce = stamp->nonce;
}

static void receive(const struct account *account, const struct request *request,
                    struct arena *arena, struct received *out)
{
    *out = (struct received){0};
    bool get = view_is(request->method, "GET");
    if (request->path.n && !view_is(request->path, "/")) {
        received_refuse(out, 404, "unknown path");
        return;
    }
    if (!get && !view_is(request->method, "POST")) {
        received_refuse(out, 405, "method");
        return;
    }
    if (request->body.n > XML_BODY_MAX) {
        received_refuse(out, 413, "too large");
        return;
    }
    struct stamp stamp = read_stamp(account, request, arena);
    if (!fresh(&stamp, request->now))
        received_refuse(out, 403, "stale or missing timestamp");
    else if (get)
        answer_check(account, &stamp, request_query(request, arena, "echostr"), arena, out);
    else
        receive_post(account, request, &stamp, arena, out);
}

const struct adapter adapter_wechat = {
    .name = "wechat",
    .kind = CHANNEL_WECHAT,
    .check = check,
    .receive = receive,
    .acknowledge = wechat_acknowledge,
    .compose = wechat_compose,
    .outcome = wechat_outcome,
    .token_call = wechat_token_call,
    .token_read = wechat_token_read,
    .media_call = wechat_media_call,
};
