/* What is heard by likeness, learned from a few sentences. What the sample's hears of sentences
 * that were kept apart when its own were written stands in test_danger.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "dsl/base/file.h"
#include "dsl/engine/cue.h"
#include "dsl/engine/layout.h"
#include "dsl/oracle/oracle.h"
#include "tests/unit/small_image.h"

static const char rules_text[] =
    "单位 甲局 \"甲局\" { }\n"
    "日历 2026 { 工作时间 9:00..12:00、13:30..17:30 }\n"
    "类别 市政 \"市政\" { 识别 \"市政\" 否则 交 甲局 }\n"
    "听语 danger_119 { \"我爸掉井里了\"、\"孩子掉河里了\"、\"HE fell down the well\" }\n"
    "听语 danger_120 { \"老人倒地上叫不应\"、\"老人喘不上气\" }\n"
    "听语 near_danger { \"井边护栏松了孩子在玩\"、\"老人好几天没出门\" }\n"
    "听语 no_danger { \"井盖响得睡不着\"、\"孩子几岁上学\"、\"孩子哪天上学\"、\"老人办公交卡\"、"
    "\"the well is dry\" }\n";

static int make(void **state)
{
    return small_image_set_up(state, rules_text);
}

static void sentences_like_those_of_a_cue_are_heard_as_it(void **state)
{
    struct small_image *s = *state;
    static const struct {
        const char *text;
        enum like like;
    } cases[] = {
        {"我爸掉井里了", LIKE_danger_119},
        {"俺爹掉井里了,快来", LIKE_danger_119},
        {"老人倒在地上了叫不应", LIKE_danger_120},
        {"he fell down a well", LIKE_danger_119},
        {"掉井里了", LIKE_danger_119},
        {"掉井了", LIKE_danger_119},
        {"上学", LIKE_no_danger},
        {"这边护栏松了", LIKE_near_danger},
        {"井盖响得睡不着", LIKE_no_danger},
        {"孩子上学", LIKE_no_danger},
        {"the well is dry", LIKE_no_danger},
        {"", LIKE_no_danger},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (cue_like(&s->rules, view_of(cases[i].text)) != cases[i].like)
            fail_msg("%s", cases[i].text);
    assert_true(cue_heard(&s->rules, CUE_danger_119, VIEW("我爸掉井里了")));
    assert_false(cue_heard(&s->rules, CUE_near_danger, VIEW("我爸掉井里了")));
    assert_true(cue_heard(&s->rules, CUE_near_danger, VIEW("这边护栏松了")));
    assert_false(cue_heard(&s->rules, CUE_no_danger, VIEW("井盖响得睡不着")));
    assert_int_equal(cue_gravest(&s->rules, VIEW("老人的井盖")), LIKE_danger_120);
}

/* Piece by piece, and the rest of it neither drowns the danger nor adds up to one. */
static void a_long_text_is_heard_by_its_gravest_piece(void **state)
{
    struct small_image *s = *state;
    struct buf text;
    buf_init(&text, 4096);
    for (int i = 0; i < 21; i++) /* three to a piece */
        buf_text(&text, "井盖响得睡不着,");
    assert_int_equal(cue_like(&s->rules, buf_seen(&text)), LIKE_no_danger);
    buf_text(&text, "我爸掉井里了孩子掉河里了我爸掉井里了快来,");
    assert_int_equal(cue_like(&s->rules, buf_seen(&text)), LIKE_danger_119);
    assert_int_equal(cue_gravest(&s->rules, buf_seen(&text)), LIKE_danger_119);
    for (int i = 0; i < 20; i++)
        buf_text(&text, "孩子几岁上学");
    assert_int_equal(cue_like(&s->rules, buf_seen(&text)), LIKE_danger_119);
    buf_clear(&text);
    for (int i = 0; i < 20; i++)
        buf_text(&text, "这边护栏松了,"); /* what only may be danger is not worth a word then */
    assert_int_equal(cue_like(&s->rules, buf_seen(&text)), LIKE_no_danger);
    buf_free(&text);
}

static void learn(struct arena *arena, struct logit_model *likeness,
                  const struct logit_lesson *lessons, size_t n)
{
    memset(likeness, 0x5a, sizeof *likeness);
    likeness_learn(likeness, arena, lessons, n);
}

static void the_same_lessons_give_the_same_bytes(void **state)
{
    struct small_image *s = *state;
    static const char *const texts[] = {"掉井里了", "掉河里了", "井边在玩", "井盖响", "桥上堵车"};
    static const enum like as[] = {LIKE_danger_119, LIKE_danger_119, LIKE_near_danger,
                                   LIKE_no_danger, LIKE_no_danger};
    struct logit_lesson lessons[5];
    struct logit_model *first = ARENA_NEW(&s->scratch, struct logit_model),
                       *again = ARENA_NEW(&s->scratch, struct logit_model);
    for (size_t i = 0; i < 5; i++)
        lessons[i] = (struct logit_lesson){view_of(texts[i]), (int)as[i], 1};
    learn(&s->scratch, first, lessons, 5);
    learn(&s->scratch, again, lessons, 5);
    assert_memory_equal(first, again, sizeof *first);
    assert_int_equal(likeness_of(first, VIEW("掉江里了快来")), LIKE_danger_119);
    assert_true(likeness_surely(first, VIEW("掉江里了快来")));
    assert_false(likeness_surely(first, VIEW("桥上堵车")));
    assert_false(likeness_hardly(first, VIEW("掉江里了快来")));
    learn(&s->scratch, again, lessons, 3); /* nothing is harmless: then nothing is danger */
    assert_int_equal(likeness_of(again, VIEW("掉江里了快来")), LIKE_no_danger);
    assert_false(likeness_surely(again, VIEW("掉江里了快来")));
    assert_true(likeness_hardly(again, VIEW("掉江里了快来")));
    learn(&s->scratch, again, NULL, 0);
    assert_int_equal(likeness_of(again, VIEW("掉江里了快来")), LIKE_no_danger);
}

static void what_speaks_for_it_is_told(void **state)
{
    struct small_image *s = *state;
    struct view reasons[3], text = VIEW("井盖响,老人倒地上叫不应");
    size_t n = likeness_reasons(image_likeness(&s->rules), LIKE_danger_120, text, reasons, 3);
    assert_int_equal(n, 3);
    for (size_t i = 0; i < n; i++) {
        assert_true(reasons[i].p >= text.p && reasons[i].p + reasons[i].n <= text.p + text.n);
        assert_int_equal(view_find(VIEW("井盖响"), reasons[i]), SIZE_MAX);
    }
    assert_int_equal(likeness_reasons(image_likeness(&s->rules), LIKE_no_danger, text, reasons, 3),
                     0);
}

/* What a district leaves out is the sample's for both who read its rules. */
static void what_is_left_out_serves_the_oracle_as_the_image(void **state)
{
    (void)state;
    static const char own[] = "地区 a \"甲\" { 语言 zh、en 时限 快 热线 \"12345\" }\n"
                              "时限 快 { 处理 4 小时 }\n"
                              "听语 danger_120 { \"老表吃菌子见小人了\"、\"菌子吃了眼睛发花\" }\n";
    struct view heard = VIEW("吃菌子见小人了");
    struct small_image s;
    small_image_of_district(&s, own);
    const struct model *model = s.small.model;
    struct oracle_words *lexicon = oracle_words_of(model, &s.scratch);
    assert_int_equal(model->cues.n, 1);
    assert_true(cue_heard(&s.rules, CUE_danger_120, heard));
    assert_true(oracle_heard_as(lexicon, &model->cues.at[0], heard));
    assert_false(oracle_heard_as(lexicon, &model->cues.at[0], VIEW("孩子上学要带什么")));
    small_image_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_like_those_of_a_cue_are_heard_as_it),
        cmocka_unit_test(a_long_text_is_heard_by_its_gravest_piece),
        cmocka_unit_test(the_same_lessons_give_the_same_bytes),
        cmocka_unit_test(what_speaks_for_it_is_told),
        cmocka_unit_test(what_is_left_out_serves_the_oracle_as_the_image),
    };
    return cmocka_run_group_tests(tests, make, small_image_tear_down);
}
