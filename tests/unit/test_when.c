/* Times and days in people's words. Each line of the tables is a phrase somebody could send; the
 * second half are phrases that only look like one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dsl/base/when_scan.h"

static struct when found[8];

static size_t find(const char *text)
{
    return when_find(view_of(text), found, 8);
}

/* Each numeral, and no other character. */
static void numerals(void **state)
{
    static const uint32_t those[] = {U'零', U'〇', U'一', U'二', U'两', U'三', U'四', U'五',
                                     U'六', U'七', U'八', U'九', U'十', U'百', U'千'};
    (void)state;
    for (uint32_t c = 0; c < 0x110000; c++) {
        bool is = c >= '0' && c <= '9';
        for (size_t i = 0; i < sizeof those / sizeof *those; i++)
            is |= c == those[i];
        assert_int_equal(when_is_numeral(c), is);
    }
}

/* ---- clock times ---- */

static const struct {
    const char *text;
    int from, to;
} clock_cases[] = {
    {"23:30还在施工", 1410, 1411},
    {"每天9:05开工", 545, 546},
    {"23:30:15", 1410, 1411},
    {"早上7.30", 450, 451},
    {"晚上10.15还在打桩", 1335, 1336},
    {"every morning 7.30 the road is jammed", 450, 451},
    {"every evening 7.30", 1170, 1171},
    {"at 7.30 pm", 1170, 1171},
    {"加班到十点", 1320, 1321},
    {"楼上吵到两点", 120, 121},
    {"晚上11点半", 1410, 1411},
    {"晚上十一点了工地还在浇筑", 1380, 1381},
    {"早上六点就跳广场舞", 360, 361},
    {"凌晨两点多", 120, 180},
    {"半夜两点了", 120, 121},
    {"半夜十二点", 0, 1},
    {"夜里11点左右", 1380, 1381},
    {"早上七点半左右", 450, 451},
    {"早上七点半多", 450, 480},
    {"晚10点", 1320, 1321},
    {"早8点", 480, 481},
    {"晚上九十点", 1260, 1321},
    {"晚上十一二点", 1380, 1440},
    {"晚上8、9点", 1200, 1261},
    {"夜里五六点", 300, 361},
    {"晚上十来点", 1320, 1380},
    {"晚上八九点到十点", 1200, 1320},
    {"八九点到一两点都在敲", 480, 840},
    {"晚上六点到半夜", 1080, 1440},
    {"6点一直吵到半夜", 1080, 1440},
    {"早上8点到晚上", 480, 1320},
    {"十点到中午", 600, 720},
    {"10 at night", 1320, 1321},
    {"from 9 to 11 at night", 1260, 1380},
    {"下午三点一刻", 915, 916},
    {"下午3点20分", 920, 921},
    {"中午12点", 720, 721},
    {"中午一点", 780, 781},
    {"上午十点三刻", 645, 646},
    {"傍晚6点", 1080, 1081},
    {"22点30分", 1350, 1351},
    {"8点零五", 485, 486},
    {"8时30分", 510, 511},
    {"二十三点", 1380, 1381},
    {"零点", 0, 1},
    {"24点", 0, 1},
    {"晚上装修到八点", 1200, 1201},
    {"昨晚8点", 1200, 1201},
    {"晚上8:30", 1230, 1231},
    {"一点半", 90, 91},
    {"凌晨一点", 60, 61},
    {"凌晨两三点", 120, 181},
    {"晚上九十点", 1260, 1321},
    {"晚上6点到半夜", 1080, 1440},
    {"6点一直到深夜", 1080, 1440},
    {"早上六点到半夜", 360, 1440},
    {"at 11 pm", 1380, 1381},
    {"11:30 p.m.", 1410, 1411},
    {"since 6am", 360, 361},
    {"8 o'clock", 480, 481},
    {"until 3 in the morning", 180, 181},
    {"at 11 in the evening", 1380, 1381},
    {"from 9 to 11 pm", 1260, 1380},
    {"from 9:30 to 11:30 pm", 1290, 1410},
    {"11:45-1:15pm", 705, 795},
    {"between 9:30 and 11 pm", 1290, 1380},
    {"between 9 pm and 11:15 pm", 1260, 1395},
    {"10 to 12 am", 1320, 1440},
    {"from 10:15 to 2 am", 0, 120},
    {"9:30 to 11:30", 570, 690},
    {"早上7点到22点都在施工", 420, 1320},
    {"9到22点", 540, 1320},
    {"10点到24点", 600, 1440},
    {"20点到23点", 1200, 1380},
    {"早上8点到6点", 480, 1080},
};

static void clock_times(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof clock_cases / sizeof *clock_cases; i++) {
        const struct when *clock = NULL;
        size_t n = find(clock_cases[i].text);
        for (size_t k = 0; k < n; k++)
            if (found[k].kind == WHEN_MINUTE)
                clock = &found[k];
        if (!clock || clock->range.from != clock_cases[i].from ||
            clock->range.to != clock_cases[i].to)
            fail_msg("%s: %d..%d", clock_cases[i].text, clock ? clock->range.from : -1,
                     clock ? clock->range.to : -1);
    }
}

/* Ten o'clock names no half of the day; what has a part of the day, a zero or more hours does. */
static void either_half_of_the_day(void **state)
{
    static const struct {
        const char *text;
        bool either;
    } cases[] = {{"十点多", true},     {"10点半到12点", true},   {"两三点", true},
                 {"8:30", true},       {"晚上十点", false},      {"早上十点", false},
                 {"22:30", false},     {"08:30", false},         {"中午12点", false},
                 {"12点", true},       {"12:30", false},         {"十一二点", true},
                 {"零点", false},      {"10 pm", false},         {"晚上9-11点", false},
                 {"8到10点", true},    {"晚上10点到6点", false}, {"11点到凌晨3点", false},
                 {"9点到23点", false}, {"9点到晚上11点", false}, {"9:30到11:30", true},
                 {"9点到12点", true}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (!find(cases[i].text) || found[0].either != cases[i].either)
            fail_msg("%s", cases[i].text);
    }
}

/* From one hour to another is all of it; an hour or so is somewhere in it. */
static void all_of_it_or_some_of_it(void **state)
{
    static const struct {
        const char *text;
        bool span;
    } cases[] = {{"from 9pm to 11pm", true},
                 {"from 9 to 11 pm", true},
                 {"9-11pm", true},
                 {"between 9 and 11 pm", true},
                 {"at 9 and 11 pm", false},
                 {"10 pm until 2 am", true},
                 {"between 9 pm and 11 pm", true},
                 {"at 9 pm and 11 pm", false},
                 {"九点到十一点", true},
                 {"晚上9-11点", true},
                 {"20:00-4:30", true},
                 {"10点半到12点", true},
                 {"8到10点", true},
                 {"十点多", false},
                 {"两三点", false},
                 {"10点左右", false},
                 {"早上十点", false}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        if (!find(cases[i].text) || found[0].span != cases[i].span)
            fail_msg("%s", cases[i].text);
    }
}

static void no_clock_times(void **state)
{
    static const char *const cases[] = {
        "声音小一点", "一点都不安静", "有点吵",       "晚上声音轻一点", "晚上一点也睡不着",
        "早一点处理", "提三点建议",   "反映两点问题", "以下三点",       "第3点",
        "差一点",     "3.5点",        "重点",         "几点开门",       "1:2000",
        "12345",      "2:1",          "25点",         "三个小时",       "8:75",
        "一点点",     "12:345",       "电话 88:8",    "三四点意见",
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n = find(cases[i]);
        for (size_t k = 0; k < n; k++)
            if (found[k].kind == WHEN_MINUTE)
                fail_msg("%s: %d..%d", cases[i], found[k].range.from, found[k].range.to);
    }
}

/* ---- days ---- */

static void days_from_today(void **state)
{
    static const struct {
        const char *text;
        int offset;
    } cases[] = {
        {"今天", 0},
        {"昨天", -1},
        {"昨晚", -1},
        {"前天", -2},
        {"大前天", -3},
        {"明天", 1},
        {"孩子后天高考", 2},
        {"大后天", 3},
        {"昨个", -1},
        {"昨个夜里", -1},
        {"前儿个", -2},
        {"明个儿", 1},
        {"the day before yesterday", -2},
        {"this morning", 0},
        {"今早", 0},
        {"三天前", -3},
        {"3天以前", -3},
        {"两天后", 2},
        {"yesterday", -1},
        {"last night", -1},
        {"5 days ago", -5},
        {"1 day ago", -1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n = find(cases[i].text);
        if (n != 1 || found[0].kind != WHEN_DAY || !found[0].has_offset ||
            found[0].day_offset != cases[i].offset)
            fail_msg("%s: %zu found, %d", cases[i].text, n, n ? found[0].day_offset : 0);
    }
}

static void dates(void **state)
{
    static const struct {
        const char *text;
        int month, day;
    } cases[] = {
        {"3月5日", 3, 5},           {"三月五号", 3, 5},       {"2026年11月21日", 11, 21},
        {"11月20晚上", 11, 20},     {"11/20号", 11, 20},      {"11.20晚上", 11, 20},
        {"on november 20", 11, 20}, {"the 3rd of may", 5, 3}, {"20 nov.", 11, 20},
        {"十二月三十一日", 12, 31}, {"2026-03-01", 3, 1},     {"2026/3/15", 3, 15},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n = find(cases[i].text);
        if (n != 1 || found[0].kind != WHEN_DAY || found[0].has_offset ||
            found[0].month != cases[i].month || found[0].day_of_month != cases[i].day)
            fail_msg("%s", cases[i].text);
    }
}

/* Written on 2026-03-02, a Monday. */
static void dates_meant(void **state)
{
    static const struct {
        const char *text;
        struct civil date;
    } cases[] = {
        {"上个月27号", {2026, 2, 27}}, {"上月27日吵", {2026, 2, 27}},
        {"上上个月5号", {2026, 1, 5}}, {"本月1号", {2026, 3, 1}},
        {"下个月3号", {2026, 4, 3}},   {"27号晚上", {2026, 2, 27}},
        {"1号22点", {2026, 3, 1}},     {"11月20晚上", {2025, 11, 20}},
        {"上周五", {2026, 2, 27}},     {"last friday", {2026, 2, 27}},
    };
    const struct civil_time now = {civil_to_day((struct civil){2026, 3, 2}), 600, 0};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        civil_day day;
        if (!find(cases[i].text) || !when_date(&found[0], now, &day) ||
            day != civil_to_day(cases[i].date))
            fail_msg("%s", cases[i].text);
    }
}

static void no_days(void **state)
{
    static const char *const cases[] = {
        "中山路27号晚上", "3月20多个",    "11.20元",    "1/2的路", "may 20 people", "前儿子",
        "以后天天吵",     "以前天天如此", "先后天数",   "13月5日", "5号楼",         "3月",
        "如今天天堵车",   "一周一次",     "每周三次",   "周围",    "一周六天",      "周二十",
        "三个工作日内",   "5工作日",      "几个工作日", "todays",  "monda",         "2026-13-01",
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (find(cases[i]) != 0)
            fail_msg("%s: kind %d", cases[i], (int)found[0].kind);
}

static void weekdays(void **state)
{
    static const struct {
        const char *text;
        unsigned days;
    } cases[] = {
        {"周六", 0x20},       {"上周三", 0x04},   {"星期天", 0x40},     {"礼拜一", 0x01},
        {"周末", 0x60},       {"双休日", 0x60},   {"周六日", 0x60},     {"周一到周五", 0x1f},
        {"周一至五", 0x1f},   {"周一三五", 0x15}, {"每周六", 0x20},     {"周五到周一", 0x71},
        {"周六一整天", 0x20}, {"saturday", 0x20}, {"on sundays", 0x40}, {"weekends", 0x60},
        {"工作日", 0x1f},     {"休息日", 0x60},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n = find(cases[i].text);
        if (n != 1 || found[0].kind != WHEN_WEEKDAYS || found[0].weekdays != cases[i].days)
            fail_msg("%s: %zu found, %x", cases[i].text, n, n ? found[0].weekdays : 0);
    }
}

static void signatures(void **state)
{
    static const struct {
        const char *text;
        bool signs;
    } cases[] = {
        {"电梯坏了物业一直没有人来修，老人上不了楼，请有关部门处理。2026年11月22日 张三", true},
        {"电梯坏了物业一直没有人来修，老人上不了楼，请有关部门处理!业主张三 2026年11月22日", true},
        {"电梯坏了物业一直没有人来修，老人上不了楼，请有关部门处理。坏的时间:2026年11月22日",
         false},
        {"电梯坏了物业一直没有人来修，老人上不了楼，请有关部门处理。2026年11月22日晚上坏的", false},
        {"电梯坏了物业一直没有人来修，老人上不了楼，请有关部门处理，2026年11月22日报修", false},
        {"电梯坏了物业一直没有人来修，老人上不了楼，请有关部门处理。11月22日", false},
        {"电梯坏了。2026年11月22日", false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (!find(cases[i].text) || when_signs(&found[0], view_of(cases[i].text)) != cases[i].signs)
            fail_msg("%s", cases[i].text);
}

/* ---- several, places, limits ---- */

static void several_in_order(void **state)
{
    (void)state;
    const char *text = "昨天晚上11点半和今天早上6点都在施工";
    assert_int_equal(find(text), 4);
    assert_int_equal(found[0].day_offset, -1);
    assert_int_equal(found[1].range.from, 1410);
    assert_int_equal(found[2].day_offset, 0);
    assert_int_equal(found[3].range.from, 360);
    assert_true(view_is(view_sub(view_of(text), found[0].from, found[0].to), "昨天"));
    assert_true(view_is(view_sub(view_of(text), found[1].from, found[1].to), "11点半"));
    assert_int_equal(when_find(view_of(text), found, 2), 2);
    assert_int_equal(when_find(view_of(""), found, 8), 0);
    assert_int_equal(find("周六周日都吵"), 2);
    assert_int_equal(found[1].weekdays, 0x40);
}

static void any_cut_is_safe(void **state)
{
    (void)state;
    struct view text =
        VIEW("大前天下午3点20分左右,周一至周五 11:30 p.m. 2026-03-01 三月五号 3天以前");
    for (size_t n = 0; n <= text.n; n++) {
        struct arena arena;
        arena_init(&arena, 1 << 16);
        struct view copy = {arena_copy(&arena, text.p, n), n};
        size_t count = when_find(copy, found, 8);
        for (size_t i = 0; i < count; i++)
            assert_true(found[i].from < found[i].to && found[i].to <= n);
        arena_free(&arena);
    }
}

static void numbers(void **state)
{
    static const struct {
        const char *text;
        int value;
        size_t to;
    } cases[] = {
        {"23点", 23, 2},
        {"十一", 11, 6},
        {"二十", 20, 6},
        {"二十三", 23, 9},
        {"一百零五", 105, 12},
        {"三千", 3000, 6},
        {"二〇二六年", 2026, 12},
        {"两个", 2, 3},
        {"零五", 5, 6},
        {"九千九百九十九", 9999, 21},
        {"十", 10, 3},
        {"0", 0, 1},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t at = 0;
        int value = -1;
        if (!when_number(view_of(cases[i].text), &at, &value) || value != cases[i].value ||
            at != cases[i].to)
            fail_msg("%s: %d, %zu", cases[i].text, value, at);
    }
    size_t at = 0;
    int value;
    assert_false(when_number(VIEW("12345"), &at, &value));
    assert_false(when_number(VIEW("点"), &at, &value));
    assert_false(when_number(VIEW(""), &at, &value));
    assert_int_equal(at, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numerals),
        cmocka_unit_test(clock_times),
        cmocka_unit_test(either_half_of_the_day),
        cmocka_unit_test(all_of_it_or_some_of_it),
        cmocka_unit_test(no_clock_times),
        cmocka_unit_test(days_from_today),
        cmocka_unit_test(dates),
        cmocka_unit_test(dates_meant),
        cmocka_unit_test(no_days),
        cmocka_unit_test(weekdays),
        cmocka_unit_test(signatures),
        cmocka_unit_test(several_in_order),
        cmocka_unit_test(any_cut_is_safe),
        cmocka_unit_test(numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
