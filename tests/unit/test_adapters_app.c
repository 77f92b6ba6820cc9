/* The app's protocol: frames both ways as APP_PROTOCOL.md has them, sessions, the adapter. */
#include "tests/unit/adapters_help.h"

#include "adapters/app_frame.h"
#include "adapters/app_session.h"
#include "adapters/json.h"

#include <string.h>

enum { NOW = 1700000000 };

#define TOKEN "0123456789abcdef0123456789abcdef"

static const struct account account = {.name = VIEW("demo"), .kind = CHANNEL_APP};
static const unsigned char random16[16] = {0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef,
                                           0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef};

/* --- frames of the client --- */

static struct app_frame frame(struct arena *arena, const char *text)
{
    struct app_frame out;
    enum app_error error = app_frame_read(view_of(text), arena, &out);
    if (error)
        fail_msg("%s: error %d", text, (int)error);
    return out;
}

static void frames_of_every_type_are_read(void **state)
{
    struct arena *arena = *state;
    struct app_frame f = frame(arena, "{\"type\":\"hello\"}");
    assert_int_equal(f.kind, APP_HELLO);
    assert_int_equal(f.token.n, 0);
    f = frame(arena, "{\"type\":\"hello\",\"token\":\"" TOKEN "\",\"ack\":7,\"lang\":\"en-GB\","
                     "\"account\":\"demo\",\"newer\":{\"field\":1}}");
    assert_view(f.token, TOKEN);
    assert_view(f.account, "demo");
    assert_int_equal(f.sequence, 7);
    assert_true(f.english);
    f = frame(arena, "{\"type\":\"text\",\"id\":\"c1\",\"text\":\"路灯不亮\"}");
    assert_int_equal(f.kind, APP_TEXT);
    assert_view(f.id, "c1");
    assert_view(f.text, "路灯不亮");
    f = frame(arena, "{\"type\":\"choice\",\"id\":\"c2\",\"key\":\"m1:0\",\"label\":\"工地\"}");
    assert_view(f.key, "m1:0");
    assert_view(f.text, "工地");
    f = frame(arena, "{\"type\":\"media\",\"id\":\"c3\",\"media_id\":\"u1\",\"kind\":\"voice\"}");
    assert_int_equal(f.media, IN_VOICE);
    f = frame(arena, "{\"type\":\"location\",\"id\":\"c4\",\"latitude\":30.25,\"longitude\":-120.5,"
                     "\"label\":\"松风路\"}");
    assert_true(f.latitude > 30.24 && f.latitude < 30.26 && f.longitude < -120.4);
    f = frame(arena, "{\"type\":\"ack\",\"sequence\":9007199254740993}");
    assert_true(f.sequence == 9007199254740993u);
    assert_int_equal(frame(arena, "{\"type\":\"ping\"}").kind, APP_PING);
    assert_int_equal(frame(arena, "{\"type\":\"pong\"}").kind, APP_PONG);
}

static void frames_that_are_wrong_are_named(void **state)
{
    struct arena *arena = *state;
    static const struct {
        const char *text;
        enum app_error error;
    } cases[] = {
        {"", APP_ERROR_BAD_FRAME},
        {"hello", APP_ERROR_BAD_FRAME},
        {"[]", APP_ERROR_BAD_FRAME},
        {"{\"type\":\"text\",\"id\":\"1\",\"text\":\"\xff\"}", APP_ERROR_BAD_FRAME},
        {"{}", APP_ERROR_UNKNOWN_TYPE},
        {"{\"type\":\"shout\",\"id\":\"c1\"}", APP_ERROR_UNKNOWN_TYPE},
        {"{\"type\":\"welcome\"}", APP_ERROR_UNKNOWN_TYPE},
        {"{\"type\":\"hello\",\"token\":\"abc\"}", APP_ERROR_BAD_TOKEN},
        {"{\"type\":\"hello\",\"token\":\"0123456789ABCDEF0123456789ABCDEF\"}",
         APP_ERROR_BAD_TOKEN},
        {"{\"type\":\"hello\",\"ack\":-1}", APP_ERROR_BAD_FIELD},
        {"{\"type\":\"text\",\"id\":\"c1\"}", APP_ERROR_BAD_FIELD},
        {"{\"type\":\"text\",\"text\":\"x\"}", APP_ERROR_BAD_FIELD},
        {"{\"type\":\"text\",\"id\":\"a b\",\"text\":\"x\"}", APP_ERROR_BAD_FIELD},
        {"{\"type\":\"choice\",\"id\":\"c1\",\"label\":\"x\"}", APP_ERROR_BAD_FIELD},
        {"{\"type\":\"media\",\"id\":\"c1\",\"media_id\":\"u\",\"kind\":\"exe\"}",
         APP_ERROR_BAD_FIELD},
        {"{\"type\":\"location\",\"id\":\"c1\",\"latitude\":91,\"longitude\":0}",
         APP_ERROR_BAD_FIELD},
        {"{\"type\":\"ack\"}", APP_ERROR_BAD_FIELD},
    };
    struct app_frame out;
    for (size_t i = 0; i < COUNT(cases); i++)
        if (app_frame_read(view_of(cases[i].text), arena, &out) != cases[i].error)
            fail_msg("%s", cases[i].text);
    char *large = arena_alloc(arena, APP_FRAME_MAX + 1);
    memset(large, ' ', APP_FRAME_MAX + 1);
    assert_int_equal(app_frame_read((struct view){large, APP_FRAME_MAX + 1}, arena, &out),
                     APP_ERROR_TOO_LARGE);
    assert_int_equal(app_frame_read(VIEW("{\"type\":\"shout\",\"id\":\"c1\"}"), arena, &out),
                     APP_ERROR_UNKNOWN_TYPE);
    assert_view(out.id, "c1");
}

/* --- frames of the gateway --- */

static void written_frames_are_as_documented(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf, APP_FRAME_MAX);
    app_frame_write_welcome(&buf, VIEW(TOKEN), 12);
    assert_view(buf_seen(&buf), "{\"type\":\"welcome\",\"token\":\"" TOKEN "\",\"sequence\":12}");
    buf_clear(&buf);
    app_frame_write_accepted(&buf, VIEW("c1"));
    assert_view(buf_seen(&buf), "{\"type\":\"accepted\",\"id\":\"c1\"}");
    buf_clear(&buf);
    struct outbound out = {
        .text = VIEW("哪一种?\n\"x\""),
        .sequence = 8,
        .link = VIEW("https://zhida.example/c/1"),
        .choices = {{VIEW("m1:0"), VIEW("工地")}, {VIEW("m1:1"), VIEW("广场舞")}},
        .choice_count = 2};
    app_frame_write_message(&buf, &out, NOW);
    assert_view(
        buf_seen(&buf),
        "{\"type\":\"message\",\"sequence\":8,\"text\":\"哪一种?\\n\\\"x\\\"\",\"choices\":["
        "{\"key\":\"m1:0\",\"label\":\"工地\"},{\"key\":\"m1:1\",\"label\":\"广场舞\"}],"
        "\"link\":\"https://zhida.example/c/1\",\"at\":1700000000}");
    buf_clear(&buf);
    out.choice_count = 0;
    out.link = VIEW("");
    app_frame_write_message(&buf, &out, NOW);
    assert_true(holds(buf_seen(&buf), "\"choices\":[],\"at\":1700000000}"));
    buf_clear(&buf);
    app_frame_write_error(&buf, VIEW("c1"), APP_ERROR_BUSY, true);
    assert_view(buf_seen(&buf),
                "{\"type\":\"error\",\"id\":\"c1\",\"code\":\"busy\",\"message\":\"too "
                "many messages now: try again shortly\"}");
    buf_clear(&buf);
    app_frame_write_ping(&buf);
    app_frame_write_pong(&buf);
    assert_view(buf_seen(&buf), "{\"type\":\"ping\"}{\"type\":\"pong\"}");
    buf_free(&buf);
}

/* --- tokens and keys --- */

static void tokens_are_secrets_and_senders_are_not(void **state)
{
    struct arena *arena = *state;
    char token[APP_TOKEN_HEX + 1];
    app_token_make(random16, token);
    assert_string_equal(token, TOKEN);
    assert_true(app_token_valid(view_of(token)));
    assert_false(app_token_valid(VIEW("")));
    assert_false(app_token_valid(VIEW(TOKEN "0")));
    struct view sender = app_sender(VIEW(TOKEN), arena);
    assert_int_equal(sender.n, 32);
    assert_false(holds(sender, "0123456789"));
}

static struct received receive(struct arena *arena, const char *token, const char *body)
{
    struct received out;
    struct header header = {VIEW("authorization"), text_of(arena, "Bearer %s", token)};
    struct request request = {.method = VIEW("POST"),
                              .path = VIEW("/message"),
                              .headers = &header,
                              .header_count = 1,
                              .body = view_of(body),
                              .now = NOW};
    adapter_app.receive(&account, &request, arena, &out);
    return out;
}

static void a_repeat_has_the_same_key(void **state)
{
    struct arena *arena = *state;
    const char *text = "{\"type\":\"text\",\"id\":\"c1\",\"text\":\"x\"}";
    struct received first = receive(arena, TOKEN, text), again = receive(arena, TOKEN, text);
    struct received other =
        receive(arena, TOKEN, "{\"type\":\"text\",\"id\":\"c2\",\"text\":\"x\"}");
    struct received person = receive(arena, "ffffffffffffffffffffffffffffffff", text);
    assert_int_equal(first.verdict, VERDICT_MESSAGES);
    assert_true(view_eq(first.messages[0].key, again.messages[0].key));
    assert_false(view_eq(first.messages[0].key, other.messages[0].key));
    assert_false(view_eq(first.messages[0].key, person.messages[0].key));
    assert_true(view_eq(first.messages[0].sender, app_sender(VIEW(TOKEN), arena)));
    struct view type;
    assert_view(adapter_app.acknowledge(&account, &first, NULL, NOW, random16, arena, &type),
                "{\"type\":\"accepted\",\"id\":\"c1\"}");
}

static void refusals_are_error_frames(void **state)
{
    struct arena *arena = *state;
    struct received got =
        receive(arena, "none", "{\"type\":\"text\",\"id\":\"c1\",\"text\":\"x\"}");
    assert_int_equal(got.status, 403);
    assert_true(holds(got.body, "\"bad_token\""));
    got = receive(arena, TOKEN, "{\"type\":\"text\",\"id\":\"c1\"}");
    assert_int_equal(got.status, 400);
    assert_view(field_text(json_read(got.body, arena), "id"), "c1");
    assert_view(field_text(json_read(got.body, arena), "code"), "bad_field");
    assert_int_equal(receive(arena, TOKEN, "{\"type\":\"ping\"}").verdict, VERDICT_REFUSED);
}

static void a_message_is_one_call_to_its_recipient(void **state)
{
    struct arena *arena = *state;
    struct call call;
    struct outbound out = {.text = VIEW("好"), .recipient = VIEW("abc"), .sequence = 3};
    assert_int_equal(adapter_app.compose(&account, &out, NOW, random16, arena, &call, 1), 1);
    assert_view(call.method, "WS");
    assert_view(call.url, "abc");
    assert_true(call.idempotent);
    assert_true(holds(call.body, "\"sequence\":3"));
    assert_int_equal(adapter_app.outcome(&account, 200, VIEW(""), arena).kind, OUTCOME_DELIVERED);
    assert_int_equal(adapter_app.outcome(&account, 0, VIEW(""), arena).kind, OUTCOME_LATER);
}

/* --- sessions --- */

static void a_session_sends_each_once_and_in_order(void **state)
{
    (void)state;
    struct app_session session;
    app_session_open(&session, 3, 10);
    uint64_t sent = 0;
    for (int round = 0; round < 2; round++) /* the replay is interrupted and begun again */
        for (uint64_t sequence = 1; sequence <= 10; sequence++)
            if (app_session_send(&session, sequence)) {
                sent++;
                assert_int_equal(sequence, 3 + sent);
            }
    assert_int_equal(sent, 7);
    assert_false(app_session_ack(&session, 11));
    assert_true(app_session_ack(&session, 10));
    assert_true(app_session_ack(&session, 4));
    assert_int_equal(session.acked, 10);
}

static void a_slow_phone_is_not_buried(void **state)
{
    (void)state;
    struct app_session session;
    app_session_open(&session, 0, 0);
    uint64_t sequence = 1;
    while (app_session_send(&session, sequence))
        sequence++;
    assert_int_equal(sequence - 1, APP_WINDOW);
    assert_true(app_session_ack(&session, 1));
    assert_true(app_session_send(&session, sequence));
    assert_false(app_session_send(&session, sequence + 1));
}

static void a_client_from_the_future_has_all(void **state)
{
    (void)state;
    struct app_session session;
    app_session_open(&session, 99, 10);
    assert_false(app_session_send(&session, 10));
    assert_true(app_session_send(&session, 11));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, new_arena, free_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(frames_of_every_type_are_read),
        TEST(frames_that_are_wrong_are_named),
        TEST(written_frames_are_as_documented),
        TEST(tokens_are_secrets_and_senders_are_not),
        TEST(a_repeat_has_the_same_key),
        TEST(refusals_are_error_frames),
        TEST(a_message_is_one_call_to_its_recipient),
        TEST(a_session_sends_each_once_and_in_order),
        TEST(a_slow_phone_is_not_buried),
        TEST(a_client_from_the_future_has_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
