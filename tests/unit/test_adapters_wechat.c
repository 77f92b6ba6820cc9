/* WeChat: the published vectors, both ways; who is let in; what messages become; what goes out. */
#include "tests/unit/adapters_help.h"
#include "tests/unit/wechat_vectors.h"

#include "adapters/json.h"
#include "adapters/wechat.h"
#include "adapters/xml.h"
#include "dsl/base/utf8.h"

#include <string.h>

enum { NOW = 1700000000 };

static const unsigned char random16[16] = "0123456789abcdef";

static struct account account_of(const struct setting_pair *settings, size_t count)
{
    return (struct account){VIEW("demo"), CHANNEL_WECHAT, settings, count};
}

static const struct setting_pair sandbox_settings[] = {
    {VIEW("sandbox"), VIEW("yes")},
    {VIEW("token"), VIEW("sandbox-token")},
    {VIEW("appid"), VIEW("wx0000000000000000")},
    {VIEW("aes_key"), VIEW("c2FuZGJveC1hZXMta2V5LW9mLXpoaWRhLTAwMDAwMDE")},
};
static const struct setting_pair secure_settings[] = {
    {VIEW("token"), VIEW("sandbox-token")},
    {VIEW("appid"), VIEW("wx0000000000000000")},
    {VIEW("secret"), VIEW("s3cret")},
    {VIEW("aes_key"), VIEW("c2FuZGJveC1hZXMta2V5LW9mLXpoaWRhLTAwMDAwMDE")},
};
static const struct setting_pair plain_settings[] = {
    {VIEW("token"), VIEW("sandbox-token")},
    {VIEW("appid"), VIEW("wx0000000000000000")},
    {VIEW("secret"), VIEW("s3cret")},
};

#define SANDBOX account_of(sandbox_settings, COUNT(sandbox_settings))
#define SECURE account_of(secure_settings, COUNT(secure_settings))
#define PLAIN account_of(plain_settings, COUNT(plain_settings))

static struct received receive(struct arena *arena, const struct account *account,
                               const char *method, struct view query, struct view body, int64_t now)
{
    struct received out;
    struct request request = {.method = view_of(method), .query = query, .body = body, .now = now};
    adapter_wechat.receive(account, &request, arena, &out);
    return out;
}

/* --- vectors --- */

static struct account vector_account(struct arena *arena, const struct wechat_vector *vector)
{
    struct setting_pair *settings = ARENA_ARRAY(arena, 3, struct setting_pair);
    settings[0] = (struct setting_pair){VIEW("token"), view_of(vector->token)};
    settings[1] = (struct setting_pair){VIEW("appid"), view_of(vector->receive_id)};
    settings[2] = (struct setting_pair){VIEW("aes_key"), view_of(vector->aes_key)};
    return account_of(settings, 3);
}

static void envelopes_open_and_close_byte_for_byte(void **state)
{
    struct arena *arena = *state;
    size_t tried = 0;
    for (size_t i = 0; i < COUNT(wechat_vectors); i++) {
        const struct wechat_vector *vector = &wechat_vectors[i];
        struct wechat_crypt crypt;
        struct view message;
        if (!vector->cipher)
            continue;
        const char *parts[] = {vector->token, vector->timestamp, vector->nonce, vector->cipher};
        assert_view(signature_of(arena, parts, 4), vector->msg_signature);
        assert_true(
            wechat_crypt_init(&crypt, view_of(vector->aes_key), view_of(vector->receive_id)));
        assert_true(wechat_crypt_open(&crypt, view_of(vector->cipher), arena, &message));
        assert_view(message, vector->message);
        assert_view(
            wechat_crypt_seal(&crypt, message, (const unsigned char *)vector->random, arena),
            vector->cipher);
        tried++;
    }
    assert_int_equal(tried, 16);
}

static void plain_vectors_are_signed(void **state)
{
    struct arena *arena = *state;
    size_t tried = 0;
    for (size_t i = 0; i < COUNT(wechat_vectors); i++) {
        const struct wechat_vector *vector = &wechat_vectors[i];
        if (!vector->signature)
            continue;
        const char *parts[] = {vector->token, vector->timestamp, vector->nonce};
        assert_view(signature_of(arena, parts, 3), vector->signature);
        tried++;
    }
    assert_int_equal(tried, 2);
}

/* Each vector through the whole adapter: a check of the address by GET, the rest by POST in XML and
 * in JSON. What is inside decides what becomes of it. */
static void vectors_pass_the_adapter(void **state)
{
    struct arena *arena = *state;
    size_t messages = 0, checks = 0, malformed = 0;
    for (size_t i = 0; i < COUNT(wechat_vectors); i++) {
        const struct wechat_vector *vector = &wechat_vectors[i];
        struct account account = vector_account(arena, vector);
        int64_t now;
        assert_true(view_int(view_of(vector->timestamp), 0, INT64_MAX, &now));
        struct view query = text_of(
            arena, "signature=%s&msg_signature=%s&timestamp=%s&nonce=%s&echostr=%.*s",
            vector->signature ? vector->signature : "",
            vector->msg_signature ? vector->msg_signature : "", vector->timestamp, vector->nonce,
            VIEW_FMT(encoded(arena, vector->echo     ? vector->echo
                                    : vector->cipher ? vector->cipher
                                                     : "")));
        struct received got = receive(arena, &account, "GET", query, VIEW(""), now + 7);
        if (vector->echo || vector->cipher) {
            assert_int_equal(got.verdict, VERDICT_ANSWER);
            assert_view(got.body, vector->echo ? vector->echo : vector->message);
            checks++;
        }
        if (!vector->cipher)
            continue;
        for (int json = 0; json < 2; json++) {
            struct view body = text_of(arena,
                                       json ? "{\"ToUserName\":\"gh\",\"Encrypt\":\"%s\"}"
                                            : "<xml><ToUserName><![CDATA[gh]]></ToUserName>"
                                              "<Encrypt><![CDATA[%s]]></Encrypt></xml>",
                                       vector->cipher);
            got = receive(arena, &account, "POST", query, body, now - 7);
            if (got.verdict == VERDICT_MESSAGES) {
                assert_int_equal(got.message_count, 1);
                assert_true(got.encrypted);
                assert_int_equal(got.json, json);
                assert_view(got.replay_key, vector->msg_signature);
                messages++;
            } else {
                assert_int_equal(got.status, 400);
                malformed++;
            }
        }
    }
    assert_int_equal(checks, 17);
    assert_int_equal(messages, 2 * 8);
    assert_int_equal(malformed, 2 * 8);
}

static void a_vector_becomes_a_message(void **state)
{
    struct arena *arena = *state;
    const struct wechat_vector *vector = NULL;
    for (size_t i = 0; i < COUNT(wechat_vectors); i++)
        if (strcmp(wechat_vectors[i].name, "wecom-official-decrypt") == 0)
            vector = &wechat_vectors[i];
    assert_non_null(vector);
    struct account account = vector_account(arena, vector);
    struct received got =
        receive(arena, &account, "POST",
                text_of(arena, "msg_signature=%s&timestamp=%s&nonce=%s", vector->msg_signature,
                        vector->timestamp, vector->nonce),
                text_of(arena, "<xml><Encrypt>%s</Encrypt></xml>", vector->cipher), 1409659813);
    assert_int_equal(got.message_count, 1);
    assert_int_equal(got.messages[0].kind, IN_TEXT);
    assert_view(got.messages[0].text, "hello");
    assert_view(got.messages[0].sender, "mycreate");
    assert_int_equal(got.messages[0].written, 1409659813);
    assert_view(got.self, "wx5823bf96d3bd56c7");
}

/* --- who is let in --- */

static struct view plain_query(struct arena *arena, int64_t time, const char *extra)
{
    struct view stamp = text_of(arena, "%lld", (long long)time);
    const char *parts[] = {"sandbox-token", stamp.p, "n1"};
    return text_of(arena, "signature=%s&timestamp=%s&nonce=n1%s", signature_of(arena, parts, 3).p,
                   stamp.p, extra);
}

static struct view sealed_query(struct arena *arena, int64_t time, struct view cipher)
{
    struct view stamp = text_of(arena, "%lld", (long long)time);
    const char *parts[] = {"sandbox-token", stamp.p, "n2", cipher.p};
    return text_of(arena, "msg_signature=%s&timestamp=%s&nonce=n2&encrypt_type=aes&openid=o1",
                   signature_of(arena, parts, 4).p, stamp.p);
}

static struct view sealed(struct arena *arena, struct view message)
{
    struct wechat_crypt crypt;
    assert_true(wechat_crypt_init(&crypt, secure_settings[3].value, secure_settings[1].value));
    return wechat_crypt_seal(&crypt, message, random16, arena);
}

#define TEXT_XML                                                                                   \
    "<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1700000000"      \
    "</CreateTime><MsgType>text</MsgType><Content>路灯不亮</Content><MsgId>1</MsgId></xml>"

static void the_clock_bounds_requests(void **state)
{
    struct arena *arena = *state;
    struct account account = PLAIN;
    static const struct {
        int64_t offset;
        bool fine;
    } cases[] = {{0, true}, {-300, true}, {300, true}, {-301, false}, {301, false}, {-NOW, false}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct received got =
            receive(arena, &account, "POST", plain_query(arena, NOW + cases[i].offset, ""),
                    VIEW(TEXT_XML), NOW);
        assert_int_equal(got.verdict == VERDICT_MESSAGES, cases[i].fine);
        if (!cases[i].fine)
            assert_int_equal(got.status, 403);
    }
    struct received got = receive(arena, &account, "POST",
                                  VIEW("signature=x&timestamp=1e9&nonce=n"), VIEW(TEXT_XML), NOW);
    assert_int_equal(got.status, 403);
}

static void the_mode_decides_which_signature_counts(void **state)
{
    struct arena *arena = *state;
    const struct account plain = PLAIN, secure = SECURE, both = SANDBOX;
    struct view cipher = sealed(arena, VIEW(TEXT_XML));
    struct view envelope = text_of(arena, "<xml><Encrypt>%s</Encrypt></xml>", cipher.p);
    struct view compat =
        text_of(arena,
                "<xml><FromUserName>liar</FromUserName><MsgType>text</MsgType><Content>x</Content>"
                "<CreateTime>1</CreateTime><Encrypt>%s</Encrypt></xml>",
                cipher.p);
    const struct {
        const struct account *account;
        struct view query, body;
        int status;
    } cases[] = {
        {&plain, plain_query(arena, NOW, ""), VIEW(TEXT_XML), 200},
        {&plain, sealed_query(arena, NOW, cipher), envelope, 403},
        {&secure, plain_query(arena, NOW, ""), VIEW(TEXT_XML), 403},
        {&secure, plain_query(arena, NOW, ""), envelope, 403},
        {&secure, sealed_query(arena, NOW, cipher), envelope, 200},
        {&secure, sealed_query(arena, NOW, cipher), compat, 200},
        {&both, plain_query(arena, NOW, ""), VIEW(TEXT_XML), 200},
        {&both, sealed_query(arena, NOW, cipher), compat, 200},
        {&both, plain_query(arena, NOW, ""), compat, 403},
        {&both, plain_query(arena, NOW, "&encrypt_type=aes"), compat, 403},
        {&both, plain_query(arena, NOW, "&msg_signature=00"), VIEW(TEXT_XML), 403},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct received got =
            receive(arena, cases[i].account, "POST", cases[i].query, cases[i].body, NOW);
        if (got.status != cases[i].status)
            fail_msg("case %zu: %d, %s", i, got.status, got.reason ? got.reason : "");
        if (got.status == 200)
            assert_view(got.messages[0].sender, "o1");
    }
}

static void envelopes_that_are_wrong_look_alike(void **state)
{
    struct arena *arena = *state;
    const struct account account = SECURE;
    unsigned char bytes[96];
    struct wechat_crypt crypt;
    assert_true(wechat_crypt_init(&crypt, account.settings[3].value, VIEW("wx9999999999999999")));
    struct view wrong[6];
    wrong[0] = wechat_crypt_seal(&crypt, VIEW(TEXT_XML), random16, arena); /* another receive id */
    for (size_t i = 1; i < 6; i++) {
        struct buf buf;
        memset(bytes, i == 1 ? 0 : i == 2 ? 33 : i == 3 ? 7 : 200, sizeof bytes);
        memset(bytes + 16, i == 4 ? 0xff : 0, 4); /* 4: a length beyond the end */
        bytes[95] = i == 1 ? 0 : i == 2 ? 33 : i == 3 ? 8 : 1;
        crypto_aes256_encrypt(crypt.key, crypt.key, bytes, sizeof bytes, bytes);
        buf_init(&buf, 1000);
        crypto_base64_put(&buf, bytes, i == 5 ? 90 : 96); /* 5: no whole block */
        wrong[i] = buf_keep(&buf, arena);
        buf_free(&buf);
    }
    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct view body = text_of(arena, "<xml><Encrypt>%s</Encrypt></xml>", wrong[i].p);
        struct received got =
            receive(arena, &account, "POST", sealed_query(arena, NOW, wrong[i]), body, NOW);
        assert_int_equal(got.status, 403);
        assert_string_equal(got.reason, "cannot open envelope");
    }
}

/* The envelope alone does not hold: five bytes of the first block can be changed unseen, and become
 * changes of the message. The signature over the cipher text is what holds. */
static void flipped_bits_never_pass(void **state)
{
    struct arena *arena = *state;
    const struct account account = SECURE;
    struct wechat_crypt crypt;
    unsigned char bytes[256];
    size_t n, opened = 0;
    assert_true(wechat_account_crypt(&account, &crypt));
    struct view cipher = wechat_crypt_seal(&crypt, VIEW("hello"), random16, arena);
    struct view query = sealed_query(arena, NOW, cipher);
    for (size_t bit = 0; bit < 64 * 8; bit++) {
        struct buf buf;
        struct view message;
        assert_true(crypto_base64_read(cipher, bytes, sizeof bytes, &n) && n == 64);
        bytes[bit / 8] ^= (unsigned char)(1u << bit % 8);
        buf_init(&buf, 1000);
        crypto_base64_put(&buf, bytes, n);
        opened += wechat_crypt_open(&crypt, buf_seen(&buf), arena, &message);
        struct view body = text_of(arena, "<xml><Encrypt>%s</Encrypt></xml>", buf.p);
        struct received got = receive(arena, &account, "POST", query, body, NOW);
        assert_int_equal(got.status, 403);
        assert_string_equal(got.reason, "wrong signature");
        buf_free(&buf);
    }
    assert_int_equal(opened, 5 * 8);
}

static void checks_of_the_address_answer_the_echo(void **state)
{
    struct arena *arena = *state;
    const struct account account = SECURE;
    struct received got = receive(arena, &account, "GET",
                                  plain_query(arena, NOW, "&echostr=echo%20me"), VIEW(""), NOW);
    assert_int_equal(got.verdict, VERDICT_ANSWER);
    assert_view(got.body, "echo me");
    got = receive(arena, &account, "GET", plain_query(arena, NOW, ""), VIEW(""), NOW);
    assert_int_equal(got.status, 400);
    got = receive(arena, &account, "GET",
                  VIEW("signature=00&timestamp=1700000000&nonce=n&echostr=x"), VIEW(""), NOW);
    assert_int_equal(got.status, 403);
    got = receive(arena, &account, "PUT", VIEW(""), VIEW(""), NOW);
    assert_int_equal(got.status, 405);
}

static void the_token_must_be_set(void **state)
{
    struct arena *arena = *state;
    const struct account nobody = {0};
    const char *parts[] = {"", "1700000000", "n1"};
    struct view query = text_of(arena, "signature=%s&timestamp=1700000000&nonce=n1&echostr=x",
                                signature_of(arena, parts, 3).p);
    assert_int_equal(receive(arena, &nobody, "GET", query, VIEW(""), NOW).status, 403);
}

static void settings_are_checked(void **state)
{
    (void)state;
    const char *warning = "";
    const struct account secure = SECURE, plain = PLAIN, sandbox = SANDBOX, none = {0};
    assert_null(adapter_wechat.check(&secure, &warning));
    assert_null(warning);
    assert_null(adapter_wechat.check(&sandbox, &warning));
    assert_null(adapter_wechat.check(&plain, &warning));
    assert_non_null(warning);
    assert_non_null(adapter_wechat.check(&none, &warning));
    struct setting_pair wrong[COUNT(secure_settings)];
    memcpy(wrong, secure_settings, sizeof wrong);
    wrong[3].value = VIEW("short");
    const struct account broken = account_of(wrong, COUNT(wrong));
    assert_non_null(adapter_wechat.check(&broken, &warning));
}

/* --- what messages become --- */

static struct received take(struct arena *arena, struct view body)
{
    static struct account account;
    account = PLAIN;
    return receive(arena, &account, "POST", plain_query(arena, NOW, ""), body, NOW);
}

#define HEAD                                                                                       \
    "<xml><ToUserName>gh_1</ToUserName><FromUserName>o1</FromUserName><CreateTime>1700000000"      \
    "</CreateTime>"

static struct inbound message(struct arena *arena, const char *fields)
{
    struct received got = take(arena, text_of(arena, HEAD "%s</xml>", fields));
    if (got.verdict != VERDICT_MESSAGES)
        fail_msg("%s: %s", fields, got.reason);
    return got.messages[0];
}

static void every_kind_of_message_is_read(void **state)
{
    struct arena *arena = *state;
    struct inbound in =
        message(arena, "<MsgType>text</MsgType><Content><![CDATA[ 你好 ]]></Content>"
                       "<MsgId>1</MsgId>");
    assert_int_equal(in.kind, IN_TEXT);
    assert_view(in.text, " 你好 ");
    in = message(arena, "<MsgType>text</MsgType><Content>工地</Content><bizmsgmenuid>m1:2"
                        "</bizmsgmenuid><MsgId>1</MsgId>");
    assert_int_equal(in.kind, IN_CHOICE);
    assert_view(in.choice, "m1:2");
    assert_view(in.text, "工地");
    in = message(arena, "<MsgType>image</MsgType><PicUrl>http://pic.example/1</PicUrl>"
                        "<MediaId>med1</MediaId><MsgId>2</MsgId>");
    assert_int_equal(in.kind, IN_IMAGE);
    assert_view(in.media_url, "http://pic.example/1");
    assert_view(in.media_id, "med1");
    in = message(arena, "<MsgType>voice</MsgType><MediaId>v</MediaId><Format>amr</Format>"
                        "<Recognition>很吵</Recognition><MsgId>3</MsgId>");
    assert_int_equal(in.kind, IN_VOICE);
    assert_view(in.text, "很吵");
    in = message(arena, "<MsgType>voice</MsgType><MediaId>v</MediaId><Recognition></Recognition>");
    assert_int_equal(in.text.n, 0);
    in = message(arena, "<MsgType>shortvideo</MsgType><MediaId>v</MediaId>");
    assert_int_equal(in.kind, IN_VIDEO);
    in = message(arena, "<MsgType>location</MsgType><Location_X>23.137466</Location_X><Location_Y>"
                        "113.352425</Location_Y><Scale>20</Scale><Label>松风路</Label>");
    assert_int_equal(in.kind, IN_LOCATION);
    /* the map's GCJ-02 has become WGS-84 */
    assert_true(in.latitude > 23.1399 && in.latitude < 23.1404);
    assert_true(in.longitude > 113.3465 && in.longitude < 113.3475);
    assert_view(in.text, "松风路");
    in = message(arena, "<MsgType>link</MsgType><Title>标题</Title><Description>说明</Description>"
                        "<Url>javascript:alert(1)</Url>");
    assert_int_equal(in.kind, IN_LINK);
    assert_view(in.text, "标题\n说明");
    assert_int_equal(in.media_url.n, 0);
    in = message(arena, "<MsgType>miniprogrampage</MsgType><Title>x</Title>");
    assert_int_equal(in.kind, IN_EVENT);
}

static void every_kind_of_event_is_read(void **state)
{
    struct arena *arena = *state;
    static const struct {
        const char *fields;
        enum inbound_kind kind;
        const char *text, *choice;
    } cases[] = {
        {"<Event>subscribe</Event><EventKey>qrscene_a1</EventKey>", IN_SUBSCRIBE, "a1", ""},
        {"<Event>subscribe</Event><EventKey></EventKey>", IN_SUBSCRIBE, "", ""},
        {"<Event>SCAN</Event><EventKey>a1</EventKey>", IN_SUBSCRIBE, "a1", ""},
        {"<Event>unsubscribe</Event>", IN_UNSUBSCRIBE, "", ""},
        {"<Event>CLICK</Event><EventKey>PROGRESS</EventKey>", IN_CHOICE, "", "PROGRESS"},
        {"<Event>VIEW</Event><EventKey>http://a</EventKey>", IN_EVENT, "VIEW", ""},
        {"<Event>LOCATION</Event><Latitude>23.1</Latitude><Longitude>113.3</Longitude>", IN_EVENT,
         "LOCATION", ""},
        {"<Event>debug_demo</Event>", IN_EVENT, "debug_demo", ""},
        {"<Event>TEMPLATESENDJOBFINISH</Event><MsgID>7</MsgID><Status>success</Status>", IN_RECEIPT,
         "success", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct inbound in =
            message(arena, text_of(arena, "<MsgType>event</MsgType>%s", cases[i].fields).p);
        assert_int_equal(in.kind, cases[i].kind);
        assert_view(in.text, cases[i].text);
        assert_view(in.choice, cases[i].choice);
    }
    struct inbound in =
        message(arena, "<MsgType>event</MsgType><Event>TEMPLATESENDJOBFINISH</Event>"
                       "<MsgID>7</MsgID><Status>failed:user block</Status>");
    assert_int_equal(in.receipt, RECEIPT_REFUSED);
    assert_view(in.receipt_id, "7");
}

static void keys_know_repeats_and_nothing_else(void **state)
{
    struct arena *arena = *state;
    static const char *const different[] = {
        HEAD "<MsgType>text</MsgType><Content>a</Content><MsgId>1</MsgId></xml>",
        HEAD "<MsgType>text</MsgType><Content>a</Content><MsgId>2</MsgId></xml>",
        "<xml><FromUserName>o2</FromUserName><CreateTime>1700000000</CreateTime><MsgType>text"
        "</MsgType><Content>a</Content><MsgId>1</MsgId></xml>",
        "<xml><FromUserName>o1</FromUserName><CreateTime>1700000001</CreateTime><MsgType>text"
        "</MsgType><Content>a</Content><MsgId>1</MsgId></xml>",
        HEAD "<MsgType>event</MsgType><Event>CLICK</Event><EventKey>A</EventKey></xml>",
        HEAD "<MsgType>event</MsgType><Event>CLICK</Event><EventKey>B</EventKey></xml>",
        HEAD "<MsgType>event</MsgType><Event>VIEW</Event><EventKey>A</EventKey></xml>",
        HEAD "<MsgType>event</MsgType><Event>VIEW</Event><EventKey>A</EventKey><AgentID>1</AgentID>"
             "</xml>",
        HEAD "<MsgType>event</MsgType><Event>TEMPLATESENDJOBFINISH</Event><MsgID>1</MsgID></xml>",
        HEAD "<MsgType>event</MsgType><Event>TEMPLATESENDJOBFINISH</Event><MsgID>2</MsgID></xml>",
    };
    struct view keys[COUNT(different)];
    for (size_t i = 0; i < COUNT(different); i++) {
        keys[i] = take(arena, view_of(different[i])).messages[0].key;
        assert_true(view_eq(keys[i], take(arena, view_of(different[i])).messages[0].key));
        for (size_t j = 0; j < i; j++)
            assert_false(view_eq(keys[i], keys[j]));
    }
    struct view json = VIEW("{\"ToUserName\":\"gh_1\",\"FromUserName\":\"o1\",\"CreateTime\":"
                            "1700000000,\"MsgType\":\"text\",\"Content\":\"a\",\"MsgId\":1}");
    assert_true(view_eq(keys[0], take(arena, json).messages[0].key));
}

static void what_makes_no_sense_is_refused(void **state)
{
    struct arena *arena = *state;
    static const char *const bad[] = {
        "",
        "{}",
        "<xml/>",
        "<xml><MsgType>text</MsgType></xml>",
        "[]",
        "{\"FromUserName\": :mycreate\"}",
        HEAD "</xml>",
        "<xml><FromUserName>o1</FromUserName><MsgType>text</MsgType></xml>",
        "<xml><FromUserName>o1</FromUserName><CreateTime>x</CreateTime><MsgType>text</MsgType></"
        "xml>",
        HEAD
        "<MsgType>location</MsgType><Location_X>123</Location_X><Location_Y>1</Location_Y></xml>",
        HEAD
        "<MsgType>location</MsgType><Location_X>nan</Location_X><Location_Y>1</Location_Y></xml>",
        HEAD "<MsgType>image</MsgType></xml>",
        HEAD "<MsgType>event</MsgType><Event>CLICK</Event></xml>",
        "<!DOCTYPE x [<!ENTITY e \"x\">]>" HEAD "<MsgType>text</MsgType></xml>",
        HEAD "<MsgType>text</MsgType><Content>\xff</Content></xml>",
    };
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct received got = take(arena, view_of(bad[i]));
        if (got.verdict != VERDICT_REFUSED || got.status != 400 || !got.reason)
            fail_msg("taken: %s", bad[i]);
    }
}

static void long_texts_are_cut_at_a_character(void **state)
{
    struct arena *arena = *state;
    struct buf buf;
    buf_init(&buf, 20000);
    buf_text(&buf, HEAD "<MsgType>text</MsgType><MsgId>1</MsgId><Content>a");
    for (int i = 0; i < 4000; i++)
        buf_text(&buf, "中");
    buf_text(&buf, "</Content></xml>");
    struct received got = take(arena, buf_seen(&buf));
    assert_int_equal(got.messages[0].text.n, 11998);
    assert_true(got.messages[0].cut);
    assert_int_equal(utf8_broken(got.messages[0].text), SIZE_MAX);
    buf_free(&buf);
}

/* --- the answer on the same request --- */

static struct outbound reply_with_choices(struct view text)
{
    return (struct outbound){
        .text = text,
        .recipient = VIEW("o1"),
        .choices = {{VIEW("m1:0"), VIEW("工地")}, {VIEW("m1:1"), VIEW("\"广场\" & <舞>")}},
        .choice_count = 2};
}

static void plain_replies_are_xml(void **state)
{
    struct arena *arena = *state;
    const struct account account = PLAIN;
    struct received got = take(arena, VIEW(TEXT_XML));
    struct view type;
    struct outbound reply = reply_with_choices(VIEW("]]> 您好 <a href='x'>1 < 2"));
    struct view body =
        adapter_wechat.acknowledge(&account, &got, &reply, NOW, random16, arena, &type);
    const struct field *root = xml_read(body, arena);
    assert_non_null(root);
    assert_view(type, "text/xml; charset=utf-8");
    assert_view(field_text(root, "ToUserName"), "o1");
    assert_view(field_text(root, "FromUserName"), "gh_1");
    assert_view(field_text(root, "CreateTime"), "1700000000");
    assert_view(field_text(root, "MsgType"), "text");
    assert_view(field_text(root, "Content"),
                "]]> 您好 ＜a href='x'>1 < 2\n"
                "<a href=\"weixin://bizmsgmenu?msgmenucontent=工地&msgmenuid=m1:0\">工地</a>\n"
                "<a href=\"weixin://bizmsgmenu?msgmenucontent=＂广场＂ ＆ ＜舞＞&msgmenuid=m1:1\">"
                "＂广场＂ ＆ ＜舞＞</a>");
    body = adapter_wechat.acknowledge(&account, &got, NULL, NOW, random16, arena, &type);
    assert_view(body, "success");
}

static void sealed_replies_can_be_opened(void **state)
{
    struct arena *arena = *state;
    const struct account account = SECURE;
    struct wechat_crypt crypt;
    assert_true(wechat_account_crypt(&account, &crypt));
    for (int json = 0; json < 2; json++) {
        struct view cipher = sealed(arena, VIEW(TEXT_XML)), type, message;
        struct view body = text_of(
            arena, json ? "{\"Encrypt\":\"%s\"}" : "<xml><Encrypt>%s</Encrypt></xml>", cipher.p);
        struct received got =
            receive(arena, &account, "POST", sealed_query(arena, NOW, cipher), body, NOW);
        struct outbound reply = {.text = VIEW("收到")};
        body = adapter_wechat.acknowledge(&account, &got, &reply, NOW + 1, random16, arena, &type);
        const struct field *root = json ? json_read(body, arena) : xml_read(body, arena);
        assert_non_null(root);
        cipher = field_text(root, "Encrypt");
        const char *parts[] = {"sandbox-token", "1700000001", "n2", cipher.p};
        assert_view(field_text(root, "TimeStamp"), "1700000001");
        assert_view(field_text(root, "Nonce"), "n2");
        assert_true(view_eq(field_text(root, "MsgSignature"), signature_of(arena, parts, 4)));
        assert_true(wechat_crypt_open(&crypt, cipher, arena, &message));
        root = json ? json_read(message, arena) : xml_read(message, arena);
        assert_view(field_text(root, "Content"), "收到");
        assert_view(field_text(root, "ToUserName"), "o1");
    }
}

static void a_reply_too_long_goes_another_way(void **state)
{
    struct arena *arena = *state;
    const struct account account = PLAIN;
    struct received got = take(arena, VIEW(TEXT_XML));
    struct view type;
    char text[WECHAT_TEXT_MAX + 1];
    memset(text, 'a', sizeof text);
    struct outbound reply = {.text = {text, WECHAT_TEXT_MAX}};
    assert_non_null(
        adapter_wechat.acknowledge(&account, &got, &reply, NOW, random16, arena, &type).p);
    reply.text.n++;
    assert_null(adapter_wechat.acknowledge(&account, &got, &reply, NOW, random16, arena, &type).p);
}

/* --- calls --- */

static void messages_go_as_text_or_menu(void **state)
{
    struct arena *arena = *state;
    const struct account account = SECURE;
    struct call calls[4];
    struct outbound out = reply_with_choices(VIEW("哪一种?"));
    out.link = VIEW("https://zhida.example/c/1");
    assert_int_equal(adapter_wechat.compose(&account, &out, NOW, random16, arena, calls, 4), 1);
    assert_view(calls[0].url,
                "https://api.weixin.qq.com/cgi-bin/message/custom/send?access_token={token}");
    assert_true(calls[0].needs_token);
    assert_false(calls[0].idempotent);
    assert_view(
        calls[0].body,
        "{\"touser\":\"o1\",\"msgtype\":\"msgmenu\",\"msgmenu\":{\"head_content\":\"哪一种?\\n"
        "https://zhida.example/c/1\",\"list\":[{\"id\":\"m1:0\",\"content\":\"工地\"},{\"id\":"
        "\"m1:1\",\"content\":\"\\\"广场\\\" & <舞>\"}],\"tail_content\":\"\"}}");
    out.choice_count = 0;
    out.link = VIEW("");
    assert_int_equal(adapter_wechat.compose(&account, &out, NOW, random16, arena, calls, 4), 1);
    assert_view(calls[0].body,
                "{\"touser\":\"o1\",\"msgtype\":\"text\",\"text\":{\"content\":\"哪一种?\"}}");
}

static void long_messages_go_in_parts(void **state)
{
    struct arena *arena = *state;
    const struct account account = SECURE;
    struct call calls[8];
    struct buf buf;
    buf_init(&buf, 10000);
    for (int i = 0; i < 120; i++)
        buf_text(&buf, "这一句话大约有二十个汉字那么长。");
    struct outbound out = reply_with_choices(buf_seen(&buf));
    size_t n = adapter_wechat.compose(&account, &out, NOW, random16, arena, calls, 8);
    assert_int_equal(n, 3);
    for (size_t i = 0; i < n; i++) {
        const struct field *root = json_read(calls[i].body, arena);
        bool last = i + 1 == n;
        struct view text = last ? field_text(field_child(root, "msgmenu"), "head_content")
                                : field_text(field_child(root, "text"), "content");
        assert_true(text.n > 0 && text.n <= WECHAT_TEXT_MAX);
        assert_true(view_starts(text, text_of(arena, "(%zu/3) 这一句", i + 1)));
        assert_true(view_eq(view_sub(text, text.n - 3, text.n), VIEW("。")));
    }
    assert_int_equal(adapter_wechat.compose(&account, &out, NOW, random16, arena, calls, 2), 0);
    buf_free(&buf);
}

static void codes_have_meanings(void **state)
{
    struct arena *arena = *state;
    const struct account account = SECURE;
    static const struct {
        int code;
        enum outcome_kind kind;
    } cases[] = {{0, OUTCOME_DELIVERED},    {-1, OUTCOME_LATER},       {40001, OUTCOME_TOKEN},
                 {42001, OUTCOME_TOKEN},    {40003, OUTCOME_REJECTED}, {45011, OUTCOME_LATER},
                 {45015, OUTCOME_REJECTED}, {45047, OUTCOME_REJECTED}, {12345, OUTCOME_REJECTED}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct view body = text_of(arena, "{\"errcode\":%d,\"errmsg\":\"x\"}", cases[i].code);
        struct outcome out = adapter_wechat.outcome(&account, 200, body, arena);
        assert_int_equal(out.kind, cases[i].kind);
        assert_int_equal(out.code, cases[i].code);
        assert_non_null(out.reason);
    }
    assert_int_equal(adapter_wechat.outcome(&account, 200, VIEW("<html>"), arena).kind,
                     OUTCOME_UNKNOWN);
    assert_int_equal(adapter_wechat.outcome(&account, 0, VIEW("timeout"), arena).kind,
                     OUTCOME_UNKNOWN);
}

static void tokens_are_fetched_and_read(void **state)
{
    struct arena *arena = *state;
    const struct account account = SECURE;
    struct view token;
    int64_t seconds;
    struct call call = adapter_wechat.token_call(&account, true, arena);
    assert_view(call.url, "https://api.weixin.qq.com/cgi-bin/stable_token");
    assert_view(call.body, "{\"grant_type\":\"client_credential\",\"appid\":\"wx0000000000000000\","
                           "\"secret\":\"s3cret\",\"force_refresh\":true}");
    assert_true(adapter_wechat.token_read(&account, 200,
                                          VIEW("{\"access_token\":\"T\",\"expires_in\":7200}"),
                                          arena, &token, &seconds));
    assert_view(token, "T");
    assert_int_equal(seconds, 7200);
    assert_false(adapter_wechat.token_read(&account, 200, VIEW("{\"errcode\":40125}"), arena,
                                           &token, &seconds));
    assert_false(adapter_wechat.token_read(&account, 500, VIEW(""), arena, &token, &seconds));
    struct inbound in = {.kind = IN_VOICE, .media_id = VIEW("a/b c")};
    assert_true(adapter_wechat.media_call(&account, &in, arena, &call));
    assert_view(call.url, "https://api.weixin.qq.com/cgi-bin/media/get?access_token={token}"
                          "&media_id=a%2Fb%20c");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, new_arena, free_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(envelopes_open_and_close_byte_for_byte),
        TEST(plain_vectors_are_signed),
        TEST(vectors_pass_the_adapter),
        TEST(a_vector_becomes_a_message),
        TEST(the_clock_bounds_requests),
        TEST(the_mode_decides_which_signature_counts),
        TEST(envelopes_that_are_wrong_look_alike),
        TEST(flipped_bits_never_pass),
        TEST(checks_of_the_address_answer_the_echo),
        TEST(the_token_must_be_set),
        TEST(settings_are_checked),
        TEST(every_kind_of_message_is_read),
        TEST(every_kind_of_event_is_read),
        TEST(keys_know_repeats_and_nothing_else),
        TEST(what_makes_no_sense_is_refused),
        TEST(long_texts_are_cut_at_a_character),
        TEST(plain_replies_are_xml),
        TEST(sealed_replies_can_be_opened),
        TEST(a_reply_too_long_goes_another_way),
        TEST(messages_go_as_text_or_menu),
        TEST(long_messages_go_in_parts),
        TEST(codes_have_meanings),
        TEST(tokens_are_fetched_and_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
