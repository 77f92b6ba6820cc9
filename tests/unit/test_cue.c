/* What the rules have the talk listen for: where in a text a word counts, what is found of several,
 * what is folded. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "dsl/base/starter_text.h"
#include "dsl/engine/cue.h"
#include "dsl/exchange/starter.h"
#include "tests/unit/small_image.h"

/* asks: a word by itself; trouble: anywhere; goes_on, building_part: first; particle: last;
 * short_yes: whole. */
static const char rules_text[] =
    "单位 甲局 \"甲局\" { }\n"
    "日历 2026 { 工作时间 9:00..12:00、13:30..17:30 }\n"
    "类别 市政 \"市政\" { 识别 \"市政\" 否则 交 甲局 }\n"
    "听语 asks { \"怎麼\"、\"WHERE is\"、\"咋\" }\n"
    "听语 trouble { \"坏\"、\"破\"、\"漏\"、\"堵\"、\"臭\"、\"吵\"、\"leak\" }\n"
    "听语 goes_on { \"那\"、\"and\" }\n"
    "听语 building_part { \"号\"、\"号楼\" }\n"
    "听语 particle { \"呀\"、\"吧\" }\n"
    "听语 short_yes { \"有\"、\"ok\" }\n"
    "听语 turns_away { \"先不说\"、\"不说这个\"、\"不说\" }\n";

static int make(void **state)
{
    return small_image_set_up(state, rules_text);
}

static void a_word_counts_where_its_cue_says(void **state)
{
    static const struct {
        enum cue cue;
        const char *text;
        bool heard;
    } cases[] = {
        {CUE_asks, "请问怎么办", true},
        {CUE_asks, "where is it", true},
        {CUE_asks, "wifi咋连", true},
        {CUE_asks, "nowhere is safe", false},
        {CUE_asks, "nowhere is, but where is it", true},
        {CUE_asks, "where isnt", false},
        {CUE_trouble, "路灯坏了", true},
        {CUE_trouble, "leaking", true},
        {CUE_trouble, "路灯", false},
        {CUE_goes_on, " 那我呢", true},
        {CUE_goes_on, "我那", false},
        {CUE_goes_on, "and me", true},
        {CUE_goes_on, "andy", false},
        {CUE_particle, "好吧。", true},
        {CUE_particle, "吧台", false},
        {CUE_short_yes, "有", true},
        {CUE_short_yes, " ok!… ", true},
        {CUE_short_yes, "有的", false},
        {CUE_short_yes, "", false},
        {CUE_short_no, "没有", false}, /* the rules have none */
    };
    struct small_image *s = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (cue_heard(&s->rules, cases[i].cue, view_of(cases[i].text)) != cases[i].heard)
            fail_msg("%s", cases[i].text);
}

static void the_first_and_longest_is_found(void **state)
{
    struct small_image *s = *state;
    size_t at = 0;
    assert_int_equal(cue_find(&s->rules, CUE_turns_away, VIEW("先不说这个了"), &at),
                     strlen("先不说"));
    assert_int_equal(at, 0);
    assert_int_equal(cue_find(&s->rules, CUE_turns_away, VIEW("就不说这个了"), &at),
                     strlen("不说这个"));
    assert_int_equal(at, strlen("就"));
    assert_int_equal(cue_find(&s->rules, CUE_turns_away, VIEW("说这个"), &at), 0);
    assert_int_equal(cue_find(&s->rules, CUE_particle, VIEW(" 好吧。"), &at), strlen("吧"));
    assert_int_equal(at, strlen(" 好"));
}

static void the_longest_leads(void **state)
{
    struct small_image *s = *state;
    assert_int_equal(cue_leads(&s->rules, CUE_building_part, VIEW("号楼下")), strlen("号楼"));
    assert_int_equal(cue_leads(&s->rules, CUE_building_part, VIEW("号门")), strlen("号"));
    assert_int_equal(cue_leads(&s->rules, CUE_building_part, VIEW("楼")), 0);
    assert_int_equal(cue_leads(&s->rules, CUE_trouble, VIEW("坏了")), strlen("坏"));
}

static void marks_are_looked_past(void **state)
{
    (void)state;
    assert_int_equal(cue_mark(VIEW(" x")), 1);
    assert_int_equal(cue_mark(VIEW("…x")), strlen("…"));
    assert_int_equal(cue_mark(VIEW("。")), strlen("。"));
    assert_int_equal(cue_mark(VIEW("好。")), 0);
    assert_int_equal(cue_mark(VIEW("x")), 0);
    assert_int_equal(cue_mark(VIEW("")), 0);
}

/* What a district leaves out is said and heard as in the sample; what it writes is all there is of
 * it. A file without a district says and hears nothing. */
static void the_sample_serves_where_nothing_is_said(void **state)
{
    struct small_image *without = *state, district;
    struct buf text;
    size_t at;
    buf_init(&text, 1 << 20);
    buf_text(&text, "地区 甲区 \"甲区\" { 语言 zh 热线 \"12345\" }\n听语 particle { \"呀\" }\n"
                    "用语 tell \"您说\"\n");
    starter_write_words(&without->scratch, &text);
    small_image_make(&district, text.p);
    buf_free(&text);
    assert_true(view_is(rules_phrase(&district.rules, PHRASE_tell, LANGUAGE_ZH), "您说"));
    assert_true(rules_phrase(&district.rules, PHRASE_welcome, LANGUAGE_ZH).n > 0);
    assert_int_equal(rules_phrase(&without->rules, PHRASE_welcome, LANGUAGE_ZH).n, 0);
    assert_true(cue_heard(&district.rules, CUE_turns_away, VIEW("换个事")));
    assert_false(cue_heard(&without->rules, CUE_short_no, VIEW("没得")));
    assert_true(cue_heard(&district.rules, CUE_short_no, VIEW("没得")));
    assert_int_equal(cue_find(&district.rules, CUE_particle, VIEW("好呀"), &at), strlen("呀"));
    assert_int_equal(cue_find(&district.rules, CUE_particle, VIEW("好吧"), &at), 0);
    small_image_free(&district);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_word_counts_where_its_cue_says),
        cmocka_unit_test(the_first_and_longest_is_found),
        cmocka_unit_test(the_longest_leads),
        cmocka_unit_test(marks_are_looked_past),
        cmocka_unit_test(the_sample_serves_where_nothing_is_said),
    };
    return cmocka_run_group_tests(tests, make, small_image_tear_down);
}
