/* What comes near to a text without a word of it: pieces in common, by how few duties have them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "dsl/engine/decide.h"
#include "dsl/engine/near.h"
#include "tests/unit/small_image.h"

enum { MOST = 4 };

static const char rules_text[] =
    "区域 县 \"县\" { 东街 \"东街\" }\n"
    "单位 甲局 \"甲局\" { }\n"
    "日历 2026 { 工作时间 9:00..12:00、13:30..17:30 }\n"
    "类别 市政 \"市政\" {\n"
    "    识别 \"市政设施\"\n"
    "    要素 设施 \"什么?\" {\n"
    "        路灯 \"路灯\" / \"a street lamp\": \"黑漆漆\"、\"灯不亮\" .. \"晚上\"\n"
    "        井盖 \"井盖\" / \"a manhole cover\": \"窨井\"、\"哐当响\"\n"
    "    }\n"
    "    要素 险情 \"险?\" { 有险 \"有\" / \"yes\": \"吓人\" 无险 \"无\" / \"no\": \"不急\" }\n"
    "    事项 \"01\" \"路灯不亮\" / \"Street lamps out\" {\n"
    "        当 设施 = 路灯 且 险情 = 无险 交 甲局 期限 1 工作日 例 \"黑漆漆，不急\"\n"
    "    }\n"
    "    事项 \"02\" \"井盖异响\" / \"Rattling covers\" {\n"
    "        当 设施 = 井盖 交 甲局 期限 1 工作日 例 \"哐当响\"\n"
    "    }\n"
    "    事项 \"03\" \"占道洗车\" / \"Cars washed in the street\" {\n"
    "        识别 \"洗车\" 交 甲局 期限 1 工作日 例 \"洗车\"\n"
    "    }\n"
    "    否则 交 甲局\n"
    "}\n"
    "类别 教育 \"教育\" {\n"
    "    识别 \"学校\"\n"
    "    事项 \"11\" \"入学\" / \"Admission\" { 识别 \"报名入学\" 交 甲局 期限 1 工作日 例 "
    "\"报名入学\" }\n"
    "    否则 交 甲局\n"
    "}\n";

static int make(void **state)
{
    return small_image_set_up(state, rules_text);
}

/* The codes of what is ranked, "01 02"; what has nothing in common in brackets. */
static const char *ranked(struct small_image *s, const char *text, int category)
{
    struct near near[MOST];
    struct buf out;
    const struct recognition *said = recognise(&s->rules, &s->scratch, view_of(text));
    size_t n = near_duties(&s->scratch, said, category, near, MOST);
    buf_init(&out, 200);
    for (size_t i = 0; i < n; i++) {
        struct view code = rules_code(&s->rules, NOUN_DUTY, near[i].duty);
        buf_print(&out, near[i].score > 0 ? "%s%.*s" : "%s(%.*s)", i ? " " : "", VIEW_FMT(code));
    }
    struct view kept = buf_keep(&out, &s->scratch);
    buf_free(&out);
    return kept.p;
}

static bool plain(struct small_image *s, const char *text)
{
    struct near near;
    const struct recognition *said = recognise(&s->rules, &s->scratch, view_of(text));
    return near_duties(&s->scratch, said, NONE, &near, 1) && near.plain;
}

static void pieces_of_words_and_names_count(void **state)
{
    struct small_image *s = *state;
    assert_string_equal(ranked(s, "晚上漆漆黑一片", NONE), "01 (02) (03) (11)");
    assert_string_equal(ranked(s, "盖子哐当哐当", NONE), "02 (01) (03) (11)");
    assert_string_equal(ranked(s, "the lamps!", NONE), "01 (02) (03) (11)");
    assert_string_equal(ranked(s, "Lamp and cover", NONE), "02 01 (03) (11)");
}

static void a_category_keeps_to_itself(void **state)
{
    struct small_image *s = *state;
    int schools = small_find(s, NOUN_CATEGORY, "教育");
    assert_string_equal(ranked(s, "晚上漆漆黑一片", schools), "(11)");
}

static void little_in_common_is_not_plain(void **state)
{
    struct small_image *s = *state;
    assert_true(plain(s, "井盖子哐当哐当响，吓人"));
    assert_false(plain(s, "我们这里的事"));
    assert_false(plain(s, "黑"));
    assert_false(plain(s, ""));
}

/* What is chosen by name needs no more questions about what the name says. */
static void a_chosen_duty_is_decided(void **state)
{
    struct small_image *s = *state;
    struct matter matter = matter_empty();
    struct decision decision;
    int lamps = small_find(s, NOUN_DUTY, "01"), cars = small_find(s, NOUN_DUTY, "03");
    matter_choose_duty(&s->rules, &matter, lamps);
    decide(&s->rules, &matter, &decision);
    assert_int_equal(decision.status, DECIDE_DUTY);
    assert_int_equal(decision.duty, lamps);
    assert_int_equal(matter.pinned_duty, OTHER_MATTER);
    matter = matter_empty();
    matter_choose_duty(&s->rules, &matter, cars);
    decide(&s->rules, &matter, &decision);
    assert_int_equal(decision.duty, cars);
    assert_int_equal(matter.fact_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_of_words_and_names_count),
        cmocka_unit_test(a_category_keeps_to_itself),
        cmocka_unit_test(little_in_common_is_not_plain),
        cmocka_unit_test(a_chosen_duty_is_decided),
    };
    return cmocka_run_group_tests(tests, make, small_image_tear_down);
}
