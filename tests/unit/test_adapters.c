/* The ground under the channels: digests, XML, JSON, requests, cutting texts. */
#include "tests/unit/adapters_help.h"

#include "adapters/crypto.h"
#include "adapters/guard.h"
#include "adapters/json.h"
#include "adapters/key.h"
#include "adapters/text.h"
#include "adapters/upstream.h"
#include "adapters/xml.h"
#include "dsl/base/utf8.h"

#include <string.h>

/* --- crypto --- */

static void digests_are_the_published_ones(void **state)
{
    (void)state;
    char hex[SHA256_HEX + 1];
    struct view abc[] = {VIEW("a"), VIEW(""), VIEW("bc")};
    crypto_sha1_hex(abc, 3, hex);
    assert_string_equal(hex, "a9993e364706816aba3e25717850c26c9cd0d89d");
    crypto_sha256_hex(VIEW("abc"), hex);
    assert_string_equal(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    crypto_sha256_hex(VIEW(""), hex);
    assert_string_equal(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    unsigned char mac[SHA256_BYTES];
    crypto_hmac_sha256(VIEW("Jefe"), VIEW("what do ya want for nothing?"), mac);
    crypto_hex(mac, sizeof mac, hex);
    assert_string_equal(hex, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

static void base64_reads_what_people_send(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool fine;
        size_t n;
    } cases[] = {
        {"", true, 0},
        {"TQ==", true, 1},
        {"TQ", true, 1},
        {"TR==", true, 1},
        {"TWE=", true, 2},
        {"TWFu", true, 3},
        {" TW\nFu\r\n", true, 3},
        {"T", false, 0},
        {"TWF*", false, 2},
        {"T=Q=", false, 0},
        {"TQ===", false, 0},
        {"TWFuTWFuTWFu", false, 8},
        {"\xe4\xb8\xad", false, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        unsigned char out[8];
        size_t n;
        assert_int_equal(crypto_base64_read(view_of(cases[i].text), out, sizeof out, &n),
                         cases[i].fine);
        if (cases[i].fine)
            assert_int_equal(n, cases[i].n);
    }
}

static void base64_goes_round(void **state)
{
    (void)state;
    unsigned char in[64], out[64];
    for (size_t n = 0; n <= sizeof in; n++) {
        struct buf buf;
        size_t back;
        for (size_t i = 0; i < n; i++)
            in[i] = (unsigned char)(i * 37 + n);
        buf_init(&buf, 1000);
        crypto_base64_put(&buf, in, n);
        assert_int_equal(buf.n % 4, 0);
        assert_true(crypto_base64_read(buf_seen(&buf), out, sizeof out, &back));
        assert_int_equal(back, n);
        assert_memory_equal(in, out, n);
        buf_free(&buf);
    }
}

static void keys_tell_lists_of_parts_apart(void **state)
{
    struct arena *arena = *state;
    struct view ab[] = {VIEW("ab"), VIEW("c")}, a[] = {VIEW("a"), VIEW("bc")},
                abc[] = {VIEW("abc")};
    struct view first = key_of(arena, ab, 2);
    assert_int_equal(first.n, KEY_HEX);
    assert_false(view_eq(first, key_of(arena, a, 2)));
    assert_false(view_eq(first, key_of(arena, abc, 1)));
    assert_true(view_eq(first, key_of(arena, ab, 2)));
}

/* --- XML --- */

static void xml_becomes_fields(void **state)
{
    struct arena *arena = *state;
    const struct field *root = xml_read(
        VIEW("<?xml version=\"1.0\" encoding=\"GBK\"?>\n<xml a='1'><To><![CDATA[gh_1]]></To>\n"
             "<Text>a &lt;<![CDATA[ ]]]]><![CDATA[> ]]>你&#x597D;</Text><Empty/>"
             "<List><Item>1</Item><Item>2</Item></List></xml>"),
        arena);
    assert_non_null(root);
    assert_view(field_text(root, "To"), "gh_1");
    assert_view(field_text(root, "Text"), "a < ]]> 你好");
    assert_view(field_text(root, "Empty"), "");
    assert_non_null(field_child(root, "Empty"));
    assert_null(field_child(root, "Missing"));
    assert_int_equal(field_child(root, "List")->kind, FIELD_OBJECT);
    assert_view(field_text(field_child(root, "List"), "Item"), "1");
}

static void xml_refuses_what_it_should_not_trust(void **state)
{
    struct arena *arena = *state;
    static const char *const bad[] = {
        "",
        "hello",
        "<xml>",
        "<xml></xml",
        "<a></b>",
        "<a/><b/>",
        "<a>&unknown;</a>",
        "<a>\xff</a>",
        "<a>\xed\xa0\x80</a>",
        "<a>\x01</a>",
        "<a><b><c><d><e><f><g><h><i/></h></g></f></e></d></c></b></a>",
        "<!DOCTYPE xml><xml/>",
        "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;\">]><lolz>&lol2;</lolz>",
        "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><r>&x;</r>",
        "<!DOCTYPE r SYSTEM \"http://127.0.0.1:9/x.dtd\"><r/>",
    };
    for (size_t i = 0; i < COUNT(bad); i++)
        if (xml_read(view_of(bad[i]), arena))
            fail_msg("taken: %s", bad[i]);
}

static void xml_has_limits(void **state)
{
    struct arena *arena = *state;
    struct buf buf;
    buf_init(&buf, 1 << 20);
    buf_text(&buf, "<r>");
    for (int i = 0; i < XML_NODES_MAX; i++)
        buf_text(&buf, "<i/>");
    buf_text(&buf, "</r>");
    assert_null(xml_read(buf_seen(&buf), arena));
    buf_clear(&buf);
    buf_text(&buf, "<r>");
    while (buf.n <= XML_BODY_MAX)
        buf_text(&buf, "aaaaaaaaaaaaaaaa");
    buf_text(&buf, "</r>");
    assert_null(xml_read(buf_seen(&buf), arena));
    buf_free(&buf);
}

static void cdata_carries_anything_printable(void **state)
{
    struct arena *arena = *state;
    static const char *const texts[] = {"",  "]]>",    "a]]>b]]>",     "]]",
                                        ">", "]]]]>>", "<b>&amp;</b>", "你好\n👷\xf0\x9f\x8f\xbd"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct buf buf;
        buf_init(&buf, 1000);
        buf_text(&buf, "<a>");
        xml_put_cdata(&buf, view_of(texts[i]));
        buf_text(&buf, "</a>");
        const struct field *root = xml_read(buf_seen(&buf), arena);
        assert_non_null(root);
        assert_view(root->text, texts[i]);
        buf_free(&buf);
    }
    struct buf buf;
    buf_init(&buf, 100);
    xml_put_cdata(&buf, VIEW("a\x01\x1f"
                             "b\xef\xbf\xbf"));
    assert_view(buf_seen(&buf), "<![CDATA[ab]]>");
    buf_free(&buf);
}

/* --- JSON --- */

static void json_keeps_every_digit_of_an_id(void **state)
{
    struct arena *arena = *state;
    const struct field *root = json_read(
        VIEW("{\"id\": 4561255354251345929, \"x\": 23.5, \"t\": true, \"n\": null, \"a\": [1, "
             "{\"b\": \"\\u4f60\\ud83d\\ude00\"}], \"s\": \"\"}"),
        arena);
    double x;
    assert_non_null(root);
    assert_view(field_text(root, "id"), "4561255354251345929");
    assert_true(field_fraction(root, "x", 0, 30, &x) && x > 23.49 && x < 23.51);
    assert_false(field_fraction(root, "x", 0, 20, &x));
    assert_view(field_text(root, "t"), "true");
    assert_view(field_text(root, "n"), "");
    assert_int_equal(field_child(root, "a")->kind, FIELD_ARRAY);
    assert_view(field_text(field_child(root, "a")->first->next, "b"), "你😀");
    assert_view(field_text(root, "a"), "");
}

static void json_refuses_what_it_should_not_trust(void **state)
{
    struct arena *arena = *state;
    static const char *const bad[] = {
        "",
        "{",
        "[1,]",
        "{\"a\":1,\"a\":2}",
        "{\"a\":\"\xff\"}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\\u0000\"}",
        "{\"a\":99999999999999999999999}",
        "{\"a\":1}x",
        "'a'",
        "1e",
        "[[[[[[[[[1]]]]]]]]]",
        "{\"a\":1e999}",
        "{\"FromUserName\": :mycreate\"}",
    };
    for (size_t i = 0; i < COUNT(bad); i++)
        if (json_read(view_of(bad[i]), arena))
            fail_msg("taken: %s", bad[i]);
    struct buf buf;
    buf_init(&buf, 1 << 20);
    buf_text(&buf, "[1");
    for (int i = 0; i < JSON_NODES_MAX; i++)
        buf_text(&buf, ",1");
    buf_text(&buf, "]");
    assert_null(json_read(buf_seen(&buf), arena));
    buf_free(&buf);
}

static void json_goes_round(void **state)
{
    struct arena *arena = *state;
    struct view text = VIEW("引号\" 反斜 \\ 换行\n 制表\t \x01 \x7f 😀 </script>");
    struct buf buf;
    buf_init(&buf, 1000);
    buf_byte(&buf, '{');
    json_put_member(&buf, "a{[", text);
    json_put_number(&buf, "n", -7);
    buf_byte(&buf, '}');
    const struct field *root = json_read(buf_seen(&buf), arena);
    assert_non_null(root);
    assert_true(view_eq(field_text(root, "a{["), text));
    assert_view(field_text(root, "n"), "-7");
    assert_true(holds(buf_seen(&buf), "引号"));
    buf_free(&buf);
}

/* --- what does not fit into the arena --- */

static void full_arenas_leak_nothing(void **state)
{
    (void)state;
    static const char json[] = "{\"a\": [1, 2, {\"b\": \"some text\"}], \"c\": \"more of it\"}";
    static const char xml[] = "<xml><a>some text</a><b><c>more</c></b><d>of it</d></xml>";
    for (volatile size_t ceiling = 16; ceiling < 2000; ceiling += 40) {
        struct arena arena;
        jmp_buf place;
        arena_init(&arena, ceiling);
        arena_on_full(&arena, &place);
        if (setjmp(place) == 0) {
            const struct field *root = json_read(view_of(json), &arena);
            assert_non_null(root);
            assert_non_null(xml_read(view_of(xml), &arena));
        }
        assert_ptr_equal(arena.full, &place);
        arena_free(&arena);
    }
}

/* --- requests and accounts --- */

static void queries_are_decoded(void **state)
{
    struct arena *arena = *state;
    struct request request = {.query =
                                  VIEW("a=1&b=%E4%BD%A0+%2B&c=&d&e=%4&f=%zz&g=%00&h=%ff&a=2&i=x=y"
                                       "&&=z")};
    assert_view(request_query(&request, arena, "a"), "1");
    assert_view(request_query(&request, arena, "b"), "你 +");
    assert_view(request_query(&request, arena, "i"), "x=y");
    static const char *const empty[] = {"c", "d", "e", "f", "g", "h", "nothing", "A"};
    for (size_t i = 0; i < COUNT(empty); i++)
        assert_int_equal(request_query(&request, arena, empty[i]).n, 0);
}

static void adapters_are_found_by_name(void **state)
{
    (void)state;
    assert_ptr_equal(adapter_find(VIEW("wechat")), &adapter_wechat);
    assert_ptr_equal(adapter_find(VIEW("sms")), &adapter_sms_tencent);
    assert_ptr_equal(adapter_find(VIEW("app")), &adapter_app);
    assert_null(adapter_find(VIEW("wecha")));
    assert_null(adapter_find(VIEW("")));
}

static void a_sandbox_never_calls_the_provider(void **state)
{
    (void)state;
    struct setting_pair settings[] = {{VIEW("sandbox"), VIEW("yes")},
                                      {VIEW("upstream"), VIEW("http://127.0.0.1:9001/")}};
    struct account account = {.settings = settings, .setting_count = 1};
    assert_view(upstream_base(&account, "https://provider.example"), "http://127.0.0.1:9");
    account.setting_count = 2;
    assert_view(upstream_base(&account, "https://provider.example"), "http://127.0.0.1:9001");
    account.setting_count = 0;
    assert_view(upstream_base(&account, "https://provider.example"), "https://provider.example");
    assert_view(upstream_host(VIEW("https://provider.example/x/y")), "provider.example");
}

static void statuses_tell_later_and_unknown_apart(void **state)
{
    (void)state;
    static const struct {
        int status;
        const char *body;
        enum outcome_kind kind;
    } cases[] = {
        {0, "unsent", OUTCOME_LATER}, {0, "timeout", OUTCOME_UNKNOWN}, {0, "", OUTCOME_UNKNOWN},
        {429, "", OUTCOME_LATER},     {500, "", OUTCOME_LATER},        {503, "", OUTCOME_LATER},
        {502, "", OUTCOME_UNKNOWN},   {504, "", OUTCOME_UNKNOWN},      {404, "", OUTCOME_REJECTED},
    };
    struct outcome out;
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_true(upstream_failed(cases[i].status, view_of(cases[i].body), &out));
        assert_int_equal(out.kind, cases[i].kind);
    }
    assert_false(upstream_failed(200, VIEW(""), &out));
}

/* --- cutting --- */

static void short_texts_stay_whole(void **state)
{
    struct arena *arena = *state;
    struct view parts[4];
    assert_int_equal(text_split(VIEW("你好"), TEXT_BYTES, 100, arena, parts, 4), 1);
    assert_view(parts[0], "你好");
    assert_int_equal(text_split(VIEW(""), TEXT_BYTES, 100, arena, parts, 4), 1);
    assert_int_equal(text_split(VIEW("x"), TEXT_BYTES, 5, arena, parts, 4), 0);
}

static void long_texts_end_at_sentences(void **state)
{
    struct arena *arena = *state;
    struct view parts[8];
    size_t n = text_split(VIEW("第一句话在这里说完了。第二句话也说完了!第三句没有完,还有一点点。"),
                          TEXT_UNITS16, 32, arena, parts, 8);
    assert_int_equal(n, 2);
    assert_view(parts[0], "(1/2) 第一句话在这里说完了。第二句话也说完了!");
    assert_view(parts[1], "(2/2) 第三句没有完,还有一点点。");
}

/* Every part within the limit, well-formed, and together the text without its blanks. */
static void check_parts(struct arena *arena, struct view text, enum text_measure measure,
                        size_t limit)
{
    struct view parts[TEXT_PARTS_MAX];
    struct buf whole;
    size_t n = text_split(text, measure, limit, arena, parts, TEXT_PARTS_MAX);
    assert_true(n > 1);
    buf_init(&whole, text.n);
    for (size_t i = 0; i < n; i++) {
        assert_true(text_size(parts[i], measure) <= limit);
        assert_int_equal(utf8_broken(parts[i]), SIZE_MAX);
        assert_true(view_starts(parts[i], text_of(arena, "(%zu/%zu) ", i + 1, n)));
        size_t head = view_find(parts[i], VIEW(" ")) + 1;
        buf_view(&whole, view_sub(parts[i], head, parts[i].n));
    }
    assert_true(view_eq(buf_seen(&whole), text));
    buf_free(&whole);
}

static void nothing_is_cut_inside(void **state)
{
    struct arena *arena = *state;
    static const char *const pieces[] = {
        "😀", "中", "é", "x", "👷🏽", "🇨🇳", "👨‍👩‍👧", "e\xcc\x81"};
    for (size_t i = 0; i < COUNT(pieces); i++)
        for (size_t limit = TEXT_LIMIT_MIN; limit < 50; limit++) {
            struct buf buf;
            buf_init(&buf, 1000);
            while (buf.n < 230)
                buf_text(&buf, pieces[i]);
            check_parts(arena, buf_seen(&buf), TEXT_BYTES, limit);
            if (text_size(buf_seen(&buf), TEXT_UNITS16) > limit)
                check_parts(arena, buf_seen(&buf), TEXT_UNITS16, limit);
            buf_free(&buf);
        }
}

static void families_and_flags_stay_together(void **state)
{
    struct arena *arena = *state;
    struct view parts[8];
    /* clang-format off */
    struct view text = VIEW("🇨🇳🇨🇳🇨🇳🇨🇳🇨🇳🇨🇳👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧"
                            "👷🏽👷🏽👷🏽");
    /* clang-format on */
    size_t n = text_split(text, TEXT_UNITS16, 33, arena, parts, 8);
    assert_true(n > 1);
    for (size_t i = 0; i < n; i++) {
        size_t head = view_find(parts[i], VIEW(" ")) + 1;
        struct view part = view_sub(parts[i], head, parts[i].n);
        assert_true(view_starts(part, VIEW("🇨🇳")) ||
                    view_starts(part, VIEW("👨‍👩‍👧")) ||
                    view_starts(part, VIEW("👷🏽")));
    }
}

static void endless_texts_are_refused_not_cut(void **state)
{
    struct arena *arena = *state;
    struct view parts[3];
    char text[500];
    memset(text, 'a', sizeof text);
    assert_int_equal(text_split((struct view){text, sizeof text}, TEXT_BYTES, 64, arena, parts, 3),
                     0);
    assert_int_equal(text_split((struct view){text, 100}, TEXT_BYTES, 64, arena, parts, 3), 2);
}

static void texts_that_come_in_are_bounded(void **state)
{
    struct arena *arena = *state;
    bool cut;
    char *text = arena_alloc(arena, 12001);
    memset(text, 'a', 12001);
    assert_int_equal(text_inbound((struct view){text, 12000}, &cut).n, 12000);
    assert_false(cut);
    assert_int_equal(text_inbound((struct view){text, 12001}, &cut).n, 12000);
    assert_true(cut);
    memcpy(text + 11998, "中", sizeof "中" - 1);
    struct view v = text_inbound((struct view){text, 12001}, &cut);
    assert_int_equal(v.n, 11998);
    assert_true(cut);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, new_arena, free_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(digests_are_the_published_ones),
        TEST(base64_reads_what_people_send),
        TEST(base64_goes_round),
        TEST(keys_tell_lists_of_parts_apart),
        TEST(xml_becomes_fields),
        TEST(xml_refuses_what_it_should_not_trust),
        TEST(xml_has_limits),
        TEST(cdata_carries_anything_printable),
        TEST(json_keeps_every_digit_of_an_id),
        TEST(json_refuses_what_it_should_not_trust),
        TEST(json_goes_round),
        TEST(full_arenas_leak_nothing),
        TEST(queries_are_decoded),
        TEST(adapters_are_found_by_name),
        TEST(a_sandbox_never_calls_the_provider),
        TEST(statuses_tell_later_and_unknown_apart),
        TEST(short_texts_stay_whole),
        TEST(long_texts_end_at_sentences),
        TEST(nothing_is_cut_inside),
        TEST(families_and_flags_stay_together),
        TEST(endless_texts_are_refused_not_cut),
        TEST(texts_that_come_in_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
