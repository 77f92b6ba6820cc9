/* Whatever a callback of the short message provider carries is refused with a reason or gives
 * messages within their bounds; whatever is answered to a call has an outcome; and any text that
 * is sent arrives in parts within the limit. The first byte chooses. */
#include "adapters/adapter.h"
#include "adapters/sms_text.h"
#include "adapters/text.h"
#include "dsl/base/utf8.h"

#include "tests/fuzz/fuzz.h"

int FUZZ_ENTRY(const uint8_t *data, size_t size);

static const struct setting_pair sms_settings[] = {
    {VIEW("sandbox"), VIEW("yes")},
    {VIEW("sign_name"), VIEW("云溪直达")},
    {VIEW("secret_key"), VIEW("k")},
};
static const struct account sms_account = {VIEW("demo"), CHANNEL_SMS, sms_settings, 3};

static void sms_callback(struct arena *arena, struct view path, struct view body)
{
    struct received received;
    struct request request = {.method = VIEW("POST"), .path = path, .body = body};
    adapter_sms_tencent.receive(&sms_account, &request, arena, &received);
    if (received.verdict == VERDICT_REFUSED) {
        PROMISE(received.reason && received.status >= 400);
        return;
    }
    PROMISE(received.message_count >= 1 && received.message_count <= INBOUND_BATCH_MAX);
    for (size_t i = 0; i < received.message_count; i++) {
        const struct inbound *in = &received.messages[i];
        PROMISE(in->text.n <= INBOUND_TEXT_MAX && utf8_broken(in->text) == SIZE_MAX);
        PROMISE(in->key.n == 32 && in->sender.n >= 5 && in->sender.n <= 20);
        PROMISE(in->kind == IN_TEXT || in->receipt_id.n > 0);
    }
}

static void sms_send(struct arena *arena, struct view text)
{
    static const unsigned char random[16];
    struct call calls[TEXT_PARTS_MAX];
    struct view parts[TEXT_PARTS_MAX];
    if (utf8_broken(text) != SIZE_MAX)
        return;
    size_t n = text_split(text, TEXT_UNITS16, 64, arena, parts, TEXT_PARTS_MAX);
    for (size_t i = 0; i < n; i++)
        PROMISE(utf8_units16(parts[i]) <= 64 && utf8_broken(parts[i]) == SIZE_MAX);
    PROMISE(sms_segments(VIEW("云溪直达"), text) >= 1);
    struct outbound out = {.text = text, .recipient = VIEW("19900001234")};
    n = adapter_sms_tencent.compose(&sms_account, &out, 1700000000, random, arena, calls,
                                    TEXT_PARTS_MAX);
    for (size_t i = 0; i < n; i++)
        PROMISE(utf8_broken(calls[i].body) == SIZE_MAX && calls[i].header_count == 6);
}

int FUZZ_ENTRY(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct view rest = {(const char *)data + 1, size - 1};
    if (size < 1 || size > 512 * 1024)
        return 0;
    arena_init(&arena, 64 << 20);
    if (data[0] % 4 == 0)
        sms_callback(&arena, VIEW("/inbound"), rest);
    else if (data[0] % 4 == 1)
        sms_callback(&arena, VIEW("/receipt"), rest);
    else if (data[0] % 4 == 2)
        PROMISE(adapter_sms_tencent.outcome(&sms_account, 200, rest, &arena).reason);
    else
        sms_send(&arena, rest);
    arena_free(&arena);
    return 0;
}
