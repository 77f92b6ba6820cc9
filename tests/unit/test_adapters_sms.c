/* Short messages: the published TC3 signatures, callbacks, numbers, parts, codes. */
#include "tests/unit/adapters_help.h"

#include "adapters/json.h"
#include "adapters/sms_text.h"
#include "adapters/tc3.h"
#include "dsl/base/utf8.h"

#include <string.h>

enum { NOW = 1700000000 };

static const unsigned char random16[16];

static const struct setting_pair settings[] = {
    {VIEW("secret_id"), VIEW("AKIDEXAMPLE")}, {VIEW("secret_key"), VIEW("example-secret-key")},
    {VIEW("sdk_app_id"), VIEW("1400006666")}, {VIEW("template_id"), VIEW("1110")},
    {VIEW("sign_name"), VIEW("云溪直达")},    {VIEW("callback_key"), VIEW("k3y")},
};
static const struct account account = {VIEW("demo"), CHANNEL_SMS, settings, COUNT(settings)};

static struct received receive(struct arena *arena, const char *path, const char *query,
                               struct view body)
{
    struct received out;
    struct request request = {.method = VIEW("POST"),
                              .path = view_of(path),
                              .query = view_of(query),
                              .body = body,
                              .now = NOW};
    adapter_sms_tencent.receive(&account, &request, arena, &out);
    return out;
}

/* --- signature --- */

static void signatures_are_the_published_ones(void **state)
{
    (void)state;
    static const struct {
        const char *secret, *action, *signature;
    } cases[] = {
        {"Gu5t9xGARNpq86cd98joQYCN3EXAMPLE", "",
         "72e494ea809ad7a8c8f7a4507b9bddcbaa8e581f516e8da2f66e2c5a96525168"},
        {"Gu5t9xGARNpq86cd98joQYCN3*******", "",
         "2230eefd229f582d8b1b891af7107b91597240707d778ab3738f756258d7652c"},
        {"Gu5t9xGARNpq86cd98joQYCN3*******", "DescribeInstances",
         "be4f67d323c78ab9acb7395e43c0dbcf822a9cfac32fea2449a7bc7726b770a3"},
        {"********************************", "DescribeInstances",
         "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f"},
    };
    struct tc3_request request = {
        .secret_id = VIEW("AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******"),
        .service = VIEW("cvm"),
        .host = VIEW("cvm.tencentcloudapi.com"),
        .content_type = VIEW("application/json; charset=utf-8"),
        .payload = VIEW("{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"], "
                        "\"Name\": \"instance-name\"}]}"),
        .timestamp = 1551113065};
    char hex[SHA256_HEX + 1];
    for (size_t i = 0; i < COUNT(cases); i++) {
        request.secret_key = view_of(cases[i].secret);
        request.action = view_of(cases[i].action);
        tc3_signature(&request, hex);
        assert_string_equal(hex, cases[i].signature);
    }
    struct buf buf;
    buf_init(&buf, 1000);
    tc3_put_authorization(&buf, &request);
    assert_view(buf_seen(&buf),
                "TC3-HMAC-SHA256 Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******/2019-02-25/cvm/"
                "tc3_request, SignedHeaders=content-type;host;x-tc-action, Signature="
                "10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f");
    buf_free(&buf);
}

/* --- callbacks --- */

#define UPSTREAM                                                                                   \
    "{\"extend\":\"\",\"mobile\":\"19900001234\",\"nationcode\":\"86\",\"sign\":\"云溪直达\"," \
    "\"text\":\"工地很吵\",\"time\":1457336869}"

static void texts_come_alone_or_in_a_list(void **state)
{
    struct arena *arena = *state;
    struct received got = receive(arena, "/inbound", "key=k3y", VIEW(UPSTREAM));
    assert_int_equal(got.verdict, VERDICT_MESSAGES);
    assert_int_equal(got.message_count, 1);
    assert_false(got.passive);
    assert_int_equal(got.messages[0].kind, IN_TEXT);
    assert_view(got.messages[0].sender, "19900001234");
    assert_view(got.messages[0].text, "工地很吵");
    assert_int_equal(got.messages[0].written, 1457336869);
    struct view key = got.messages[0].key;
    got = receive(arena, "/inbound", "key=k3y",
                  VIEW("[" UPSTREAM ",{\"mobile\":\"x\"},{\"mobile\":\"5112345678\",\"nationcode\":"
                       "\"49\",\"text\":\"hi\",\"time\":\"1457336869\"}]"));
    assert_int_equal(got.message_count, 2);
    assert_true(view_eq(key, got.messages[0].key));
    assert_view(got.messages[1].sender, "+495112345678");
    assert_false(view_eq(key, got.messages[1].key));
    struct view type;
    assert_view(adapter_sms_tencent.acknowledge(&account, &got, NULL, NOW, random16, arena, &type),
                "{\"result\":0,\"errmsg\":\"OK\"}");
    assert_view(type, "application/json; charset=utf-8");
}

static void receipts_name_what_they_are_of(void **state)
{
    struct arena *arena = *state;
    struct received got = receive(
        arena, "/receipt", "key=k3y",
        VIEW("[{\"user_receive_time\":\"2015-10-17 08:03:04\",\"nationcode\":\"86\",\"mobile\":"
             "\"19900001234\",\"report_status\":\"SUCCESS\",\"errmsg\":\"DELIVRD\",\"description\":"
             "\"ok\",\"sid\":\"s1\"},{\"user_receive_time\":\"soon\",\"nationcode\":\"86\","
             "\"mobile\":\"19900001235\",\"report_status\":\"FAIL\",\"errmsg\":\"MK:0001\","
             "\"description\":\"no\",\"sid\":\"s2\"}]"));
    assert_int_equal(got.message_count, 2);
    assert_int_equal(got.messages[0].kind, IN_RECEIPT);
    assert_int_equal(got.messages[0].receipt, RECEIPT_DELIVERED);
    assert_view(got.messages[0].receipt_id, "s1");
    assert_int_equal(got.messages[0].written, 1445040184);
    assert_int_equal(got.messages[1].receipt, RECEIPT_FAILED);
    assert_view(got.messages[1].text, "MK:0001");
    assert_int_equal(got.messages[1].written, 0);
}

static void callbacks_need_their_key(void **state)
{
    struct arena *arena = *state;
    static const char *const wrong[] = {"", "key=", "key=k3", "key=k3yy", "key=K3Y", "KEY=k3y"};
    for (size_t i = 0; i < COUNT(wrong); i++)
        assert_int_equal(receive(arena, "/inbound", wrong[i], VIEW(UPSTREAM)).status, 403);
    struct received out;
    struct request request = {
        .method = VIEW("POST"), .path = VIEW("/inbound"), .body = VIEW(UPSTREAM)};
    struct account none = {.name = VIEW("demo")};
    adapter_sms_tencent.receive(&none, &request, arena, &out);
    assert_int_equal(out.status, 403);
    static const struct setting_pair sandbox[] = {{VIEW("sandbox"), VIEW("yes")}};
    none.settings = sandbox;
    none.setting_count = 1;
    adapter_sms_tencent.receive(&none, &request, arena, &out);
    assert_int_equal(out.verdict, VERDICT_MESSAGES);
}

static void callbacks_without_sense_are_refused(void **state)
{
    struct arena *arena = *state;
    static const char *const bad[] = {
        "",
        "x",
        "[]",
        "{}",
        "[1]",
        "{\"mobile\":\"19900001234\"}",
        "[[[[[[[[[[]]]]]]]]]]",
        "{\"mobile\":\"1990000'--\",\"text\":\"x\",\"time\":1}",
        "{\"mobile\":\"19900001234\",\"text\":\"x\",\"time\":\"now\"}",
        "{\"mobile\":\"19900001234\",\"text\":\"\xff\",\"time\":1}",
    };
    for (size_t i = 0; i < COUNT(bad); i++)
        assert_int_equal(receive(arena, "/inbound", "key=k3y", view_of(bad[i])).status, 400);
    assert_int_equal(receive(arena, "/other", "key=k3y", VIEW(UPSTREAM)).status, 404);
    struct buf buf;
    buf_init(&buf, 1 << 20);
    buf_text(&buf, "[" UPSTREAM);
    for (int i = 0; i < INBOUND_BATCH_MAX; i++)
        buf_text(&buf, "," UPSTREAM);
    buf_text(&buf, "]");
    assert_int_equal(receive(arena, "/inbound", "key=k3y", buf_seen(&buf)).status, 413);
    buf_free(&buf);
}

static void numbers_have_one_form(void **state)
{
    struct arena *arena = *state;
    static const struct {
        const char *country, *mobile, *number; /* NULL: none */
    } cases[] = {
        {"86", "19900001234", "19900001234"},
        {"", "19900001234", "19900001234"},
        {"", "8619900001234", "19900001234"},
        {"+86", "19900001234", "19900001234"},
        {"", "+8619900001234", "19900001234"},
        {"86", "+8619900001234", NULL},
        {"1", "2025550123", "+12025550123"},
        {"", "+12025550123", "+12025550123"},
        {"", "+86199", NULL},
        {"", "1234", NULL},
        {"", "12345678901234567", NULL},
        {"", "1990000123a", NULL},
        {"x", "19900001234", NULL},
        {"", "", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct view number;
        bool fine = sms_number(view_of(cases[i].country), view_of(cases[i].mobile), arena, &number);
        if (fine != (cases[i].number != NULL))
            fail_msg("%s %s: %d", cases[i].country, cases[i].mobile, fine);
        if (cases[i].number)
            assert_view(number, cases[i].number);
    }
}

/* --- length --- */

static struct view repeated(struct arena *arena, const char *piece, size_t times)
{
    struct buf buf;
    buf_init(&buf, 100000);
    for (size_t i = 0; i < times; i++)
        buf_text(&buf, piece);
    struct view v = buf_keep(&buf, arena);
    buf_free(&buf);
    return v;
}

static void segments_are_counted_as_carriers_do(void **state)
{
    struct arena *arena = *state;
    static const struct {
        const char *piece;
        size_t times, segments;
    } cases[] = {
        {"字", 64, 1}, {"字", 65, 2}, {"字", 128, 2}, {"字", 129, 3}, {"a", 64, 1},
        {"😀", 32, 1},  {"😀", 33, 2},  {"😀", 63, 2},   {"😀", 64, 3},   {"", 0, 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        assert_int_equal(
            sms_segments(VIEW("云溪直达"), repeated(arena, cases[i].piece, cases[i].times)),
            cases[i].segments);
    assert_int_equal(sms_segments(VIEW(""), repeated(arena, "字", 70)), 1);
    assert_int_equal(sms_segments(VIEW(""), repeated(arena, "字", 160)), 3);
    assert_int_equal(sms_segments(VIEW(""), repeated(arena, "字", 134)), 2);
    assert_int_equal(sms_segments(VIEW(""), repeated(arena, "字", 135)), 3);
}

/* --- sending --- */

static struct view sent_text(struct arena *arena, const struct call *call)
{
    const struct field *root = json_read(call->body, arena);
    assert_non_null(root);
    return field_child(root, "TemplateParamSet")->first->text;
}

static struct view header_of(const struct call *call, const char *name)
{
    for (size_t i = 0; i < call->header_count; i++)
        if (view_is(call->headers[i].name, name))
            return call->headers[i].value;
    return VIEW("");
}

static void a_message_is_one_signed_call(void **state)
{
    struct arena *arena = *state;
    struct call call;
    struct outbound out = {.text = VIEW("是哪一种声音?"),
                           .recipient = VIEW("19900001234"),
                           .key = VIEW("00ff"),
                           .choices = {{VIEW("a"), VIEW("工地")}, {VIEW("b"), VIEW("广场舞")}},
                           .choice_count = 2};
    assert_int_equal(adapter_sms_tencent.compose(&account, &out, NOW, random16, arena, &call, 1),
                     1);
    assert_view(call.url, "https://sms.tencentcloudapi.com");
    assert_view(call.body,
                "{\"PhoneNumberSet\":[\"+8619900001234\"],\"SmsSdkAppId\":\"1400006666\","
                "\"SignName\":\"云溪直达\",\"TemplateId\":\"1110\",\"TemplateParamSet\":["
                "\"是哪一种声音?\\n回复数字: 1 工地 2 广场舞\"],\"SessionContext\":\"00ff\"}");
    assert_false(call.idempotent);
    assert_view(header_of(&call, "x-tc-action"), "SendSms");
    assert_view(header_of(&call, "x-tc-version"), "2021-01-11");
    assert_view(header_of(&call, "x-tc-timestamp"), "1700000000");
    assert_view(header_of(&call, "x-tc-region"), "ap-guangzhou");
    struct tc3_request request = {.secret_id = VIEW("AKIDEXAMPLE"),
                                  .secret_key = VIEW("example-secret-key"),
                                  .service = VIEW("sms"),
                                  .host = VIEW("sms.tencentcloudapi.com"),
                                  .content_type = header_of(&call, "content-type"),
                                  .action = VIEW("SendSms"),
                                  .payload = call.body,
                                  .timestamp = NOW};
    char signature[SHA256_HEX + 1];
    tc3_signature(&request, signature);
    assert_true(holds(header_of(&call, "authorization"), signature));
    out.hint = VIEW("Reply with a number:");
    assert_int_equal(adapter_sms_tencent.compose(&account, &out, NOW, random16, arena, &call, 1),
                     1);
    assert_view(sent_text(arena, &call), "是哪一种声音?\nReply with a number: 1 工地 2 广场舞");
    out.recipient = VIEW("nobody");
    assert_int_equal(adapter_sms_tencent.compose(&account, &out, NOW, random16, arena, &call, 1),
                     0);
}

static void long_texts_go_in_parts_under_500(void **state)
{
    struct arena *arena = *state;
    static const char *const pieces[] = {"这是一个句子。", "😀", "字"};
    for (size_t i = 0; i < COUNT(pieces); i++) {
        struct call calls[8];
        struct outbound out = {.recipient = VIEW("19900001234"),
                               .text = repeated(arena, pieces[i], i ? 700 : 130)};
        size_t n = adapter_sms_tencent.compose(&account, &out, NOW, random16, arena, calls, 8);
        assert_true(n >= 2);
        for (size_t k = 0; k < n; k++) {
            struct view text = sent_text(arena, &calls[k]);
            assert_true(utf8_units16(text) + 6 <= SMS_UNITS_MAX);
            assert_int_equal(utf8_broken(text), SIZE_MAX);
            assert_true(view_starts(text, text_of(arena, "(%zu/%zu) %s", k + 1, n, pieces[i])));
        }
        assert_int_equal(
            adapter_sms_tencent.compose(&account, &out, NOW, random16, arena, calls, 1), 0);
    }
}

static void codes_have_meanings(void **state)
{
    struct arena *arena = *state;
    static const struct {
        const char *code;
        enum outcome_kind kind;
    } cases[] = {
        {"Ok", OUTCOME_DELIVERED},
        {"LimitExceeded.PhoneNumberThirtySecondLimit", OUTCOME_LATER},
        {"LimitExceeded.Whatever", OUTCOME_LATER},
        {"FailedOperation.PhoneNumberInBlacklist", OUTCOME_REJECTED},
        {"FailedOperation.InsufficientBalanceInSmsPackage", OUTCOME_LATER},
        {"FailedOperation.Whatever", OUTCOME_REJECTED},
        {"InternalError.Timeout", OUTCOME_UNKNOWN},
        {"InvalidParameterValue.IncorrectPhoneNumber", OUTCOME_REJECTED},
        {"RequestLimitExceeded", OUTCOME_LATER},
        {"AuthFailure.SecretIdNotFound", OUTCOME_LATER},
        {"NeverSeen", OUTCOME_REJECTED},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct view body =
            text_of(arena,
                    "{\"Response\":{\"SendStatusSet\":[{\"SerialNo\":\"s9\",\"Code\":"
                    "\"%s\"}],\"RequestId\":\"r\"}}",
                    cases[i].code);
        struct outcome out = adapter_sms_tencent.outcome(&account, 200, body, arena);
        assert_int_equal(out.kind, cases[i].kind);
        assert_view(out.receipt_id, cases[i].kind == OUTCOME_DELIVERED ? "s9" : "");
        body = text_of(arena, "{\"Response\":{\"Error\":{\"Code\":\"%s\"}}}", cases[i].code);
        if (i > 0)
            assert_int_equal(adapter_sms_tencent.outcome(&account, 200, body, arena).kind,
                             cases[i].kind);
    }
    assert_int_equal(adapter_sms_tencent.outcome(&account, 200, VIEW("{}"), arena).kind,
                     OUTCOME_UNKNOWN);
}

static void settings_are_checked(void **state)
{
    (void)state;
    const char *warning;
    struct setting_pair wrong[COUNT(settings)];
    struct account broken = {VIEW("demo"), CHANNEL_SMS, wrong, COUNT(settings)};
    assert_null(adapter_sms_tencent.check(&account, &warning));
    for (size_t i = 0; i < COUNT(settings); i++) {
        memcpy(wrong, settings, sizeof wrong);
        wrong[i].value = VIEW("");
        assert_non_null(adapter_sms_tencent.check(&broken, &warning));
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, new_arena, free_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(signatures_are_the_published_ones),
        TEST(texts_come_alone_or_in_a_list),
        TEST(receipts_name_what_they_are_of),
        TEST(callbacks_need_their_key),
        TEST(callbacks_without_sense_are_refused),
        TEST(numbers_have_one_form),
        TEST(segments_are_counted_as_carriers_do),
        TEST(a_message_is_one_signed_call),
        TEST(long_texts_go_in_parts_under_500),
        TEST(codes_have_meanings),
        TEST(settings_are_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
