/* Whatever a service answers that zhida itself asks: a language model, or who signs officers on.
 * The first byte says what the rest is: a model's answer, a provider's keys, a token's header and
 * claims, or a whole token. What a model says is text; no token passes whose signature is made up.
 */
#include "adapters/chat_model.h"
#include "adapters/crypto.h"
#include "dsl/base/utf8.h"
#include "gateway/desk/id_token.h"

#include "tests/fuzz/fuzz.h"

int FUZZ_ENTRY(const uint8_t *data, size_t size);

enum { SERVICE_CANDIDATES = 5 };

/* No input has a right signature: it is not found by chance. */
static const char service_keys[] =
    "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"e\","
    "\"x\":\"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4\","
    "\"y\":\"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM\"},"
    "{\"kty\":\"RSA\",\"kid\":\"r\",\"e\":\"AQAB\",\"n\":\""
    "xnGbY1zobDydXmiQYueTp0uXelPpwayDUaJp-fAwWVbM-MEJFKKKtlhuN_HIcIp8mdtc5fTKzMenjY0G3sTN"
    "1urpT9wggg4pgg7hjT5is9deM8oelG9jtNglu8XAcYnNLQ1IZKMpIkPjPSCqIxWZOaJNAk6uN1XbyybVTKN5"
    "ZDbFbxigq-dL_N7-p567QG1Q-0feQDFpyo-E_yLy_pOmN4cvAg1Beu_bui4AGAd-zxBawBsMdftgm2dRb_28"
    "l7OHY487wlGfG4d1gDXqhQ2K0e26Xt0_LxwGb0ThvmpGEDDV1GUzXEmkhSH5pq9i_4MEUkk58z7is06YARmt"
    "mlc6Hw\"}]}";

static void service_order(struct arena *arena, struct view text)
{
    int order[SERVICE_CANDIDATES], seen = 0;
    int n = chat_model_order(text, SERVICE_CANDIDATES, arena, order);
    PROMISE(n == NONE || (n >= 0 && n <= SERVICE_CANDIDATES));
    for (int i = 0; i < n; i++) {
        PROMISE(order[i] >= 1 && order[i] <= SERVICE_CANDIDATES && !(seen >> order[i] & 1));
        seen |= 1 << order[i];
    }
}

static void service_model(struct arena *arena, struct view body)
{
    struct chat_answer answer = chat_model_read(200, body, arena);
    PROMISE(utf8_broken(answer.text) == SIZE_MAX && view_eq(view_trim(answer.text), answer.text));
    PROMISE((answer.outcome == CHAT_UNREADABLE) == !answer.text.n);
    PROMISE(answer.tokens_in >= 0 && answer.tokens_out >= 0);
    service_order(arena, answer.text);
    service_order(arena, body);
}

static void service_keys_read(struct arena *arena, struct view body)
{
    struct id_keys keys;
    if (!id_keys_read(body, arena, &keys))
        return;
    PROMISE(keys.count <= ID_KEYS_MOST);
    for (size_t i = 0; i < keys.count; i++)
        PROMISE(keys.list[i].a.n && keys.list[i].b.n);
}

static void service_put(struct buf *token, struct view part)
{
    crypto_base64url_put(token, (const unsigned char *)part.p, part.n);
}

/* A line of the data for each part: header, claims, signature. */
static struct view service_token_of(struct arena *arena, struct view data)
{
    struct buf token;
    buf_init(&token, 1 << 20);
    service_put(&token, view_cut(&data, '\n'));
    buf_text(&token, ".");
    service_put(&token, view_cut(&data, '\n'));
    buf_text(&token, ".");
    service_put(&token, data);
    struct view kept = buf_keep(&token, arena);
    buf_free(&token);
    return kept;
}

static void service_token(struct arena *arena, struct view token)
{
    const struct id_expected expected = {VIEW("https://sso.example"), VIEW("zhida"), VIEW("n"),
                                         1700000000};
    const struct field *claims;
    struct id_keys keys;
    PROMISE(id_keys_read(view_of(service_keys), arena, &keys) && keys.count == 2);
    PROMISE(id_token_check(token, &keys, &expected, arena, &claims) != ID_FINE);
}

int FUZZ_ENTRY(const uint8_t *data, size_t size)
{
    struct arena arena;
    if (size < 1 || size > 512 * 1024)
        return 0;
    struct view rest = {(const char *)data + 1, size - 1};
    arena_init(&arena, 64 << 20);
    switch (data[0] % 4) {
    case 0:
        service_model(&arena, rest);
        break;
    case 1:
        service_keys_read(&arena, rest);
        break;
    case 2:
        service_token(&arena, service_token_of(&arena, rest));
        break;
    default:
        service_token(&arena, rest);
    }
    arena_free(&arena);
    return 0;
}
