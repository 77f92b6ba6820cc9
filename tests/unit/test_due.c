/* Deadlines and the calendar, against the working days of 2026 as they were announced: written out
 * by hand from the announcement, not taken from the rules. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/unit/small_image.h"

static const char rules_text[] =
    "日历 2026 {\n"
    "    工作时间 9:00..12:00、13:30..17:30\n"
    "    节假日 \"元旦\" 2026-01-01..2026-01-03\n"
    "    节假日 \"春节\" 2026-02-15..2026-02-23\n"
    "    节假日 \"清明节\" 2026-04-04..2026-04-06\n"
    "    节假日 \"劳动节\" 2026-05-01..2026-05-05\n"
    "    节假日 \"端午节\" 2026-06-19..2026-06-21\n"
    "    节假日 \"中秋节\" 2026-09-25..2026-09-27\n"
    "    节假日 \"国庆节\" 2026-10-01..2026-10-07\n"
    "    上班 2026-01-04、2026-02-14、2026-02-28、2026-05-09、2026-09-20、2026-10-10\n"
    "}\n";

static int make(void **state)
{
    return small_image_set_up(state, rules_text);
}

/* "2026-11-20 09:00" as seconds. */
static int64_t at(const char *text)
{
    struct view v = view_of(text);
    struct civil date;
    int64_t hour, minute;
    assert_true(civil_parse(view_sub(v, 0, 10), &date));
    assert_true(view_int(view_sub(v, 11, 13), 0, 23, &hour));
    assert_true(view_int(view_sub(v, 14, 16), 0, 59, &minute));
    struct civil_time time = {civil_to_day(date), (int)(hour * 60 + minute), 0};
    return civil_seconds(time, CHINA_OFFSET_MINUTES);
}

static void days_have_their_class(void **state)
{
    struct small_image *s = *state;
    static const struct {
        const char *day;
        int class;
    } cases[] = {
        {"2026-01-01", DAY_HOLIDAY}, {"2026-01-03", DAY_HOLIDAY}, {"2026-01-04", DAY_WORK},
        {"2026-02-14", DAY_WORK},    {"2026-02-15", DAY_HOLIDAY}, {"2026-02-23", DAY_HOLIDAY},
        {"2026-02-24", DAY_WORK},    {"2026-02-28", DAY_WORK},    {"2026-03-01", DAY_OFF},
        {"2026-05-09", DAY_WORK},    {"2026-05-10", DAY_OFF},     {"2026-10-10", DAY_WORK},
        {"2026-10-11", DAY_OFF},     {"2026-11-20", DAY_WORK},    {"2026-12-31", DAY_WORK},
        {"2027-01-01", NONE},        {"2025-12-31", NONE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct civil date;
        assert_true(civil_parse(view_of(cases[i].day), &date));
        if (calendar_class(&s->rules, civil_to_day(date)) != cases[i].class)
            fail_msg("%s", cases[i].day);
    }
}

static void deadlines(void **state)
{
    struct small_image *s = *state;
    static const struct {
        const char *start;
        struct duration within;
        bool urgent;
        const char *due;
    } cases[] = {
        /* working days: from the day after, to the end of the last working hour */
        {"2026-11-18 10:00", {1, MEASURE_WORKDAYS}, false, "2026-11-19 17:30"},
        {"2026-11-20 10:00", {1, MEASURE_WORKDAYS}, false, "2026-11-23 17:30"},
        {"2026-11-21 23:00", {1, MEASURE_WORKDAYS}, false, "2026-11-23 17:30"},
        {"2026-11-20 23:59", {5, MEASURE_WORKDAYS}, false, "2026-11-27 17:30"},
        {"2026-02-13 10:00", {1, MEASURE_WORKDAYS}, false, "2026-02-14 17:30"},
        {"2026-02-14 10:00", {1, MEASURE_WORKDAYS}, false, "2026-02-24 17:30"},
        {"2026-02-14 10:00", {5, MEASURE_WORKDAYS}, false, "2026-02-28 17:30"},
        {"2026-09-30 18:00", {3, MEASURE_WORKDAYS}, false, "2026-10-10 17:30"},
        {"2026-09-18 09:00", {5, MEASURE_WORKDAYS}, true, "2026-09-24 17:30"},
        /* days: of the calendar, whatever they are */
        {"2026-11-20 10:00", {1, MEASURE_DAYS}, false, "2026-11-21 17:30"},
        {"2026-09-30 10:00", {3, MEASURE_DAYS}, false, "2026-10-03 17:30"},
        /* urgent hours run round the clock */
        {"2026-11-21 23:00", {4, MEASURE_HOURS}, true, "2026-11-22 03:00"},
        {"2026-12-31 23:30", {60, MEASURE_MINUTES}, true, "2027-01-01 00:30"},
        /* other hours are working hours */
        {"2026-11-20 09:00", {2, MEASURE_HOURS}, false, "2026-11-20 11:00"},
        {"2026-11-20 09:00", {3, MEASURE_HOURS}, false, "2026-11-20 12:00"},
        {"2026-11-20 11:00", {2, MEASURE_HOURS}, false, "2026-11-20 14:30"},
        {"2026-11-20 12:30", {30, MEASURE_MINUTES}, false, "2026-11-20 14:00"},
        {"2026-11-20 07:00", {1, MEASURE_HOURS}, false, "2026-11-20 10:00"},
        {"2026-11-20 17:00", {1, MEASURE_HOURS}, false, "2026-11-23 09:30"},
        {"2026-11-20 17:30", {1, MEASURE_MINUTES}, false, "2026-11-23 09:01"},
        {"2026-11-21 12:00", {7, MEASURE_HOURS}, false, "2026-11-23 17:30"},
        {"2026-11-20 13:30", {12, MEASURE_HOURS}, false, "2026-11-24 10:00"},
        {"2026-11-20 10:10", {0, MEASURE_NONE}, false, "2026-11-20 10:10"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct due due;
        bool there = due_compute(&s->rules, NONE, cases[i].within, cases[i].urgent,
                                 at(cases[i].start), &due);
        if (!there || due.at != at(cases[i].due))
            fail_msg("case %zu from %s: off by %lld minutes", i, cases[i].start,
                     (long long)(due.at - at(cases[i].due)) / 60);
    }
}

static void seconds_are_kept(void **state)
{
    struct small_image *s = *state;
    struct due due;
    assert_true(due_compute(&s->rules, NONE, (struct duration){1, MEASURE_HOURS}, false,
                            at("2026-11-20 09:00") + 17, &due));
    assert_int_equal(due.at, at("2026-11-20 10:00") + 17);
}

static void years_to_come_are_named(void **state)
{
    struct small_image *s = *state;
    struct due due;
    assert_false(due_compute(&s->rules, NONE, (struct duration){5, MEASURE_WORKDAYS}, false,
                             at("2026-12-28 10:00"), &due));
    assert_int_equal(due.missing_year, 2027);
    assert_false(due_compute(&s->rules, NONE, (struct duration){1, MEASURE_HOURS}, false,
                             at("2026-12-31 17:00"), &due));
    assert_int_equal(due.missing_year, 2027);
    assert_false(due_compute(&s->rules, NONE, (struct duration){3, MEASURE_DAYS}, false,
                             at("2026-12-30 17:00"), &due));
    assert_int_equal(due.missing_year, 2027);
    assert_true(due_compute(&s->rules, NONE, (struct duration){3, MEASURE_WORKDAYS}, false,
                            at("2026-12-28 10:00"), &due));
    assert_int_equal(due.missing_year, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(days_have_their_class),
        cmocka_unit_test(deadlines),
        cmocka_unit_test(seconds_are_kept),
        cmocka_unit_test(years_to_come_are_named),
    };
    return cmocka_run_group_tests(tests, make, small_image_tear_down);
}
