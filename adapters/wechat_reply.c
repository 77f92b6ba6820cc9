/* wechat_reply: the answer on the same request, which the platform shows as a message.
 *
 * It must come within five seconds, holds one text and no menu. Choices become lines the citizen
 * can tap: a link of WeChat's own scheme that sends its label back together with the key. What a
 * person typed must not become such a link, so a '<' before a letter is shown in its full-width
 * form, and so are the characters that would end a link's attribute. An answer that does not fit
 * into one message is not cut: the view's p is NULL, and the message goes the way of the outbox. */
#include "adapters/guard.h"
#include "adapters/json.h"
#include "adapters/wechat.h"
#include "adapters/xml.h"

#include <stdio.h>

enum { ANSWER_MAX = 64 * 1024 };

static const struct view answered = {"success", sizeof "success" - 1};

static bool opens_markup(struct view text, size_t at)
{
    char next = at + 1 < text.n ? text.p[at + 1] : ' ';
    return text.p[at] == '<' &&
           ((next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z') || next == '/');
}

void wechat_put_text(struct buf *buf, struct view text)
{
    size_t from = 0;
    for (size_t at = 0; at < text.n; at++) {
        if (!opens_markup(text, at))
            continue;
        buf_view(buf, view_sub(text, from, at));
        buf_text(buf, "＜");
        from = at + 1;
    }
    if (from < text.n)
        buf_view(buf, view_sub(text, from, text.n));
}

/* What stands for a character that would end a link; NULL: it may stay. */
static const char *in_link(char c)
{
    switch (c) {
    case '<':
        return "＜";
    case '>':
        return "＞";
    case '"':
        return "＂";
    case '&':
        return "＆";
    case '\n':
        return " ";
    default:
        return NULL;
    }
}

static void put_in_link(struct buf *buf, struct view text)
{
    size_t from = 0;
    for (size_t at = 0; at < text.n; at++) {
        const char *instead = in_link(text.p[at]);
        if (!instead)
            continue;
        buf_view(buf, view_sub(text, from, at));
        buf_text(buf, instead);
        from = at + 1;
    }
    if (from < text.n)
        buf_view(buf, view_sub(text, from, text.n));
}

static void put_choice(struct buf *buf, const struct choice *choice)
{
    buf_text(buf, "\n<a href=\"weixin://bizmsgmenu?msgmenucontent=");
    put_in_link(buf, choice->label);
    buf_text(buf, "&msgmenuid=");
    put_in_link(buf, choice->key);
    buf_text(buf, "\">");
    put_in_link(buf, choice->label);
    buf_text(buf, "</a>");
}

static void put_content(struct buf *buf, const struct outbound *reply)
{
    wechat_put_text(buf, reply->text);
    if (reply->link.n) {
        buf_byte(buf, '\n');
        buf_view(buf, reply->link);
    }
    for (size_t i = 0; i < reply->choice_count; i++)
        put_choice(buf, &reply->choices[i]);
}

static void put_cdata_element(struct buf *buf, const char *name, struct view text)
{
    buf_print(buf, "<%s>", name);
    xml_put_cdata(buf, text);
    buf_print(buf, "</%s>", name);
}

static void put_xml_reply(struct buf *buf, const struct received *received, struct view content,
                          int64_t now)
{
    buf_text(buf, "<xml>");
    put_cdata_element(buf, "ToUserName", received->peer);
    put_cdata_element(buf, "FromUserName", received->self);
    buf_print(buf, "<CreateTime>%lld</CreateTime><MsgType><![CDATA[text]]></MsgType>",
              (long long)now);
    put_cdata_element(buf, "Content", content);
    buf_text(buf, "</xml>");
}

static void put_json_reply(struct buf *buf, const struct received *received, struct view content,
                           int64_t now)
{
    buf_byte(buf, '{');
    json_put_member(buf, "ToUserName", received->peer);
    json_put_member(buf, "FromUserName", received->self);
    json_put_number(buf, "CreateTime", now);
    json_put_member(buf, "MsgType", VIEW("text"));
    json_put_member(buf, "Content", content);
    buf_byte(buf, '}');
}

struct envelope {
    struct view cipher, signature, nonce;
    int64_t now;
};

static void put_xml_envelope(struct buf *buf, const struct envelope *envelope)
{
    buf_text(buf, "<xml>");
    put_cdata_element(buf, "Encrypt", envelope->cipher);
    put_cdata_element(buf, "MsgSignature", envelope->signature);
    buf_print(buf, "<TimeStamp>%lld</TimeStamp>", (long long)envelope->now);
    put_cdata_element(buf, "Nonce", envelope->nonce);
    buf_text(buf, "</xml>");
}

static void put_json_envelope(struct buf *buf, const struct envelope *envelope)
{
    buf_byte(buf, '{');
    json_put_member(buf, "Encrypt", envelope->cipher);
    json_put_member(buf, "MsgSignature", envelope->signature);
    json_put_number(buf, "TimeStamp", envelope->now);
    json_put_member(buf, "Nonce", envelope->nonce);
    buf_byte(buf, '}');
}

/* The message in its envelope; empty where the account has lost its key meanwhile. */
static struct view seal(const struct account *account, const struct received *received,
                        struct view message, int64_t now, const unsigned char random[16],
                        struct arena *arena)
{
    struct wechat_crypt crypt;
    struct buf buf;
    char time[24], signature[SHA1_HEX + 1];
    if (!wechat_account_crypt(account, &crypt))
        return VIEW("");
    snprintf(time, sizeof time, "%lld", (long long)now);
    struct envelope envelope = {.nonce = received->nonce, .now = now};
    envelope.cipher = wechat_crypt_seal(&crypt, message, random, arena);
    struct view parts[] = {account_get(account, "token"), view_of(time), envelope.nonce,
                           envelope.cipher};
    wechat_crypt_sign(parts, 4, signature);
    envelope.signature = view_of(signature);
    buf_init(&buf, ANSWER_MAX);
    (received->json ? put_json_envelope : put_xml_envelope)(&buf, &envelope);
    guard_take(&buf, arena, &message);
    return message;
}

/* The text with its choices as one message; false: it is too long for one. */
static bool content_of(const struct outbound *reply, struct arena *arena, struct view *content)
{
    struct buf buf;
    buf_init(&buf, WECHAT_TEXT_MAX);
    put_content(&buf, reply);
    return guard_take(&buf, arena, content);
}

struct view wechat_acknowledge(const struct account *account, const struct received *received,
                               const struct outbound *reply, int64_t now,
                               const unsigned char random[16], struct arena *arena,
                               struct view *content_type)
{
    struct buf buf;
    struct view content, message;
    *content_type = VIEW("text/plain; charset=utf-8");
    if (!reply || !received->passive)
        return answered;
    if (!content_of(reply, arena, &content))
        return (struct view){NULL, 0};
    buf_init(&buf, ANSWER_MAX);
    (received->json ? put_json_reply : put_xml_reply)(&buf, received, content, now);
    if (!guard_take(&buf, arena, &message))
        return (struct view){NULL, 0};
    if (received->encrypted)
        message = seal(account, received, message, now, random, arena);
    if (!message.n)
        return (struct view){NULL, 0};
    *content_type =
        received->json ? VIEW("application/json; charset=utf-8") : VIEW("text/xml; charset=utf-8");
    return message;
}
