/* Whatever a signed request carries, the WeChat adapter either refuses it with a reason or gives
 * messages within their bounds, and can answer them. The first byte chooses the way in: plain,
 * sealed, a forged cipher text, a check of the address, or data as the query itself. */
#include "adapters/wechat.h"
#include "adapters/message.h"
#include "dsl/base/utf8.h"

#include "tests/fuzz/fuzz.h"

int FUZZ_ENTRY(const uint8_t *data, size_t size);

static const struct setting_pair wechat_settings[] = {
    {VIEW("token"), VIEW("sandbox-token")},
    {VIEW("appid"), VIEW("wx0000000000000000")},
    {VIEW("aes_key"), VIEW("c2FuZGJveC1hZXMta2V5LW9mLXpoaWRhLTAwMDAwMDE")},
    {VIEW("sandbox"), VIEW("yes")},
};
static const struct account wechat_account = {VIEW("demo"), CHANNEL_WECHAT, wechat_settings, 4};

static struct view wechat_text(struct arena *arena, const char *head, struct view v,
                               const char *tail)
{
    struct buf buf;
    buf_init(&buf, 4 << 20);
    buf_text(&buf, head);
    buf_view(&buf, v);
    buf_text(&buf, tail);
    struct view out = buf_keep(&buf, arena);
    buf_free(&buf);
    return out;
}

static struct view wechat_base64(struct arena *arena, struct view v)
{
    struct buf buf;
    buf_init(&buf, 4 << 20);
    crypto_base64_put(&buf, (const unsigned char *)v.p, v.n);
    struct view out = buf_keep(&buf, arena);
    buf_free(&buf);
    return out;
}

static struct view wechat_query(struct arena *arena, struct view cipher, const char *name)
{
    char hex[SHA1_HEX + 1];
    struct view parts[] = {wechat_settings[0].value, VIEW("1700000000"), VIEW("n"), cipher};
    wechat_crypt_sign(parts, cipher.p ? 4 : 3, hex);
    return wechat_text(arena, name, view_of(hex), "&timestamp=1700000000&nonce=n&echostr=x");
}

static void wechat_request(struct arena *arena, unsigned way, struct view data,
                           struct request *request)
{
    static const unsigned char random[16] = "fuzz-fuzz-fuzz-f";
    struct wechat_crypt crypt;
    struct view cipher = {NULL, 0};
    *request = (struct request){.method = VIEW("POST"), .body = data, .now = 1700000000};
    if (way % 5 == 3)
        request->method = VIEW("GET");
    if (way % 5 == 3 || way % 5 == 4)
        request->query = data;
    else if (way % 5 == 0)
        request->query = wechat_query(arena, cipher, "signature=");
    else {
        PROMISE(wechat_account_crypt(&wechat_account, &crypt));
        cipher = way % 5 == 1 ? wechat_crypt_seal(&crypt, data, random, arena)
                              : wechat_base64(arena, data);
        request->query = wechat_query(arena, cipher, "msg_signature=");
        request->body = way & 8 ? wechat_text(arena, "{\"Encrypt\":\"", cipher, "\"}")
                                : wechat_text(arena, "<xml><Encrypt>", cipher, "</Encrypt></xml>");
    }
}

static void wechat_check_message(const struct inbound *in)
{
    PROMISE(in->text.n <= INBOUND_TEXT_MAX);
    PROMISE(utf8_broken(in->text) == SIZE_MAX);
    PROMISE(utf8_broken(in->choice) == SIZE_MAX);
    PROMISE(in->key.n == 32);
    PROMISE(in->sender.n > 0 && in->sender.n <= 128);
    PROMISE(in->latitude >= -90 && in->latitude <= 90);
    PROMISE(in->kind != IN_CHOICE || in->choice.n > 0);
}

static void wechat_answer(struct arena *arena, const struct received *received)
{
    static const unsigned char random[16] = "0123456789abcdef";
    struct view type;
    struct call calls[8];
    struct outbound reply = {.text = received->messages[0].text,
                             .recipient = received->peer,
                             .choices = {{VIEW("k"), received->messages[0].choice}},
                             .choice_count = 1};
    struct view body = adapter_wechat.acknowledge(&wechat_account, received, &reply, 1700000000,
                                                  random, arena, &type);
    PROMISE(!body.p || utf8_broken(body) == SIZE_MAX);
    size_t n = adapter_wechat.compose(&wechat_account, &reply, 1700000000, random, arena, calls, 8);
    for (size_t i = 0; i < n; i++)
        PROMISE(utf8_broken(calls[i].body) == SIZE_MAX);
}

int FUZZ_ENTRY(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct request request;
    struct received received;
    if (size < 1 || size > 512 * 1024)
        return 0;
    arena_init(&arena, 64 << 20);
    wechat_request(&arena, data[0], (struct view){(const char *)data + 1, size - 1}, &request);
    adapter_wechat.receive(&wechat_account, &request, &arena, &received);
    PROMISE(received.verdict != VERDICT_REFUSED || (received.reason && received.status >= 400));
    if (received.verdict == VERDICT_MESSAGES) {
        PROMISE(received.message_count == 1 && received.replay_body.n > 0);
        wechat_check_message(&received.messages[0]);
        wechat_answer(&arena, &received);
    }
    adapter_wechat.outcome(&wechat_account, 200, request.body, &arena);
    arena_free(&arena);
    return 0;
}
