/* Remembered decisions: the same as anew, whatever was asked before, and none of other rules. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "gateway/talk/talk_memo.h"
#include "tests/unit/small_image.h"

#define RULES(unit)                                                                                            \
    "区域 县 \"县\" { 东街 \"东街\" { 花园 \"花园\" } 西街 \"西街\" { 河滨 \"河滨\" } }\n" \
    "单位 甲局 \"甲局\" { }\n单位 乙局 \"乙局\" { }\n"                                             \
    "日历 2026 { 工作时间 9:00..12:00、13:30..17:30 }\n"                                                \
    "类别 噪声 \"噪声\" {\n"                                                                             \
    "    识别 \"噪音\"、\"吵\"\n"                                                                        \
    "    要素 声源 \"哪里?\" { 施工 \"工地\": \"工地\" 商铺 \"商铺\": \"喇叭\" }\n"          \
    "    事项 \"01\" \"施工\" { 当 声源 = 施工 交 " unit " 期限 1 工作日 例 \"工地\" }\n"              \
    "    事项 \"02\" \"商铺\" { 当 声源 = 商铺 交 甲局 期限 1 工作日 例 \"喇叭\" }\n"      \
    "    否则 交 甲局\n"                                                                                  \
    "}\n"

static const char *const texts[] = {"噪音",       "工地太吵",   "喇叭太吵",
                                    "花园的喇叭", "河滨的工地", "你好"};
enum { TEXTS = sizeof texts / sizeof *texts };

/* Whether the memo says of every text what decide() says. */
static void agrees(struct talk_memo *memo, struct small_image *s)
{
    for (int round = 0; round < 2; round++)
        for (size_t i = 0; i < TEXTS; i++) {
            struct matter matter = small_reveal(s, texts[i]);
            struct decision anew, remembered;
            decide(&s->rules, &matter, &anew);
            talk_memo_decide(memo, &s->rules, &matter, &remembered);
            assert_int_equal(remembered.status, anew.status);
            assert_int_equal(remembered.duty, anew.duty);
            assert_int_equal(remembered.target.unit, anew.target.unit);
            assert_int_equal(remembered.ask, anew.ask);
            assert_int_equal(remembered.confidence, anew.confidence);
        }
}

static void a_memo_says_what_deciding_says(void **state)
{
    struct talk_memo *memo = talk_memo_new();
    struct small_image one, other;
    (void)state;
    small_image_make(&one, RULES("甲局"));
    small_image_make(&other, RULES("乙局"));
    agrees(NULL, &one);
    agrees(memo, &one);
    talk_memo_forget(memo);
    agrees(memo, &other);
    small_image_free(&one);
    small_image_free(&other);
    talk_memo_free(memo);
}

/* That a check of the above can fail: what was not forgotten is still the old rules'. */
static void a_memo_remembers(void **state)
{
    struct talk_memo *memo = talk_memo_new();
    struct small_image one, other;
    struct decision decision;
    (void)state;
    small_image_make(&one, RULES("甲局"));
    small_image_make(&other, RULES("乙局"));
    struct matter matter = small_reveal(&one, "工地太吵");
    talk_memo_decide(memo, &one.rules, &matter, &decision);
    int unit = decision.target.unit;
    talk_memo_decide(memo, &other.rules, &matter, &decision);
    assert_int_equal(decision.target.unit, unit);
    talk_memo_forget(memo);
    talk_memo_decide(memo, &other.rules, &matter, &decision);
    assert_int_not_equal(decision.target.unit, unit);
    small_image_free(&one);
    small_image_free(&other);
    talk_memo_free(memo);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_memo_says_what_deciding_says),
                                       cmocka_unit_test(a_memo_remembers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
