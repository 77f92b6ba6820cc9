/* Tables: CSV as RFC 4180 has it, and what its fields mean to the rules' variables. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dsl/base/csv.h"
#include "dsl/compile/compile.h"
#include "dsl/engine/enterprise_row.h"
#include "tests/unit/small_rules.h"

static struct arena arena;

static int begin(void **state)
{
    (void)state;
    arena_init(&arena, 1 << 24);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

#define assert_view(v, text) assert_true(view_is((v), (text)))

static enum csv_result next(struct csv *csv, struct csv_row *row)
{
    *row = (struct csv_row){0};
    return csv_next(csv, &arena, row);
}

static void rows_and_fields(void **state)
{
    (void)state;
    struct csv csv = csv_open(VIEW("a,b,c\n1,,3\n"));
    struct csv_row row;
    assert_int_equal(next(&csv, &row), CSV_ROW);
    assert_int_equal(row.fields.n, 3);
    assert_view(row.fields.at[2], "c");
    assert_int_equal(next(&csv, &row), CSV_ROW);
    assert_int_equal(row.line, 2);
    assert_view(row.fields.at[1], "");
    assert_view(row.fields.at[2], "3");
    assert_int_equal(next(&csv, &row), CSV_END);
    assert_int_equal(next(&csv, &row), CSV_END);
}

static void bom_crlf_and_a_last_line_without_end(void **state)
{
    (void)state;
    struct csv csv = csv_open(VIEW("\xef\xbb\xbf甲,乙\r\n\r\n\n1,\"2\"\r\nx,"));
    struct csv_row row;
    assert_int_equal(next(&csv, &row), CSV_ROW);
    assert_view(row.fields.at[0], "甲");
    assert_view(row.fields.at[1], "乙");
    assert_int_equal(next(&csv, &row), CSV_ROW);
    assert_int_equal(row.line, 4);
    assert_view(row.fields.at[1], "2");
    assert_int_equal(next(&csv, &row), CSV_ROW);
    assert_int_equal(row.fields.n, 2);
    assert_view(row.fields.at[1], "");
}

static void quotes_hold_commas_lines_and_quotes(void **state)
{
    (void)state;
    struct csv csv = csv_open(VIEW("\"a,\"\"b\"\"\",\"one\r\ntwo\",\"\"\nnext\n"));
    struct csv_row row;
    assert_int_equal(next(&csv, &row), CSV_ROW);
    assert_int_equal(row.fields.n, 3);
    assert_view(row.fields.at[0], "a,\"b\"");
    assert_view(row.fields.at[1], "one\r\ntwo");
    assert_view(row.fields.at[2], "");
    assert_int_equal(next(&csv, &row), CSV_ROW);
    assert_int_equal(row.line, 3);
}

static void one_bad_line_does_not_end_it(void **state)
{
    (void)state;
    struct csv csv = csv_open(VIEW("a,b\"c\n\"d\"e,f\nok\n\"open\nmore"));
    struct csv_row row;
    assert_int_equal(next(&csv, &row), CSV_STRAY_QUOTE);
    assert_int_equal(row.line, 1);
    assert_int_equal(next(&csv, &row), CSV_AFTER_QUOTE);
    assert_int_equal(row.line, 2);
    assert_int_equal(next(&csv, &row), CSV_ROW);
    assert_view(row.fields.at[0], "ok");
    assert_int_equal(next(&csv, &row), CSV_OPEN_QUOTE);
    assert_int_equal(row.line, 4);
    assert_int_equal(next(&csv, &row), CSV_ROW);
    assert_int_equal(row.line, 5);
    assert_view(row.fields.at[0], "more");
    assert_int_equal(next(&csv, &row), CSV_END);
}

/* ---- columns and values ---- */

struct district {
    struct small_rules small;
    struct buf image;
    struct rules rules;
    struct enterprise_facts facts;
};

static void district_make(struct district *district)
{
    small_rules_make(&district->small, "单位 甲局 \"甲局\" { }\n"
                                       "标签 tech \"高新\"\n"
                                       "标签 grade \"等级\" { A \"优\" B \"良\" }\n"
                                       "数值 revenue \"收入\" 万元\n"
                                       "数值 rd \"研发\" 元\n"
                                       "数值 share \"占比\" %\n"
                                       "数值 ratio \"强度\" = rd / revenue\n"
                                       "日期 founded \"成立\"\n");
    assert_non_null(district->small.model);
    buf_init(&district->image, 1 << 20);
    struct view why;
    assert_true(compile_image(district->small.model, &district->image, &why));
    assert_int_equal(rules_open(&district->rules, district->image.p, district->image.n), RULES_OK);
    district->facts = enterprise_facts_new(&district->rules, &arena);
}

static void district_free(struct district *district)
{
    buf_free(&district->image);
    small_rules_free(&district->small);
}

static enum enterprise_value take(struct district *district, const char *heading, const char *field)
{
    struct enterprise_column column = enterprise_column_find(&district->rules, view_of(heading));
    return enterprise_value_take(&district->rules, column, view_of(field), &district->facts);
}

static void headings_are_names_or_display_names(void **state)
{
    (void)state;
    struct district district;
    district_make(&district);
    const struct rules *rules = &district.rules;
    assert_int_equal(enterprise_column_find(rules, VIEW("tech")).kind, COLUMN_TAG);
    assert_int_equal(enterprise_column_find(rules, VIEW(" 高新 ")).kind, COLUMN_TAG);
    assert_int_equal(enterprise_column_find(rules, VIEW("收入")).kind, COLUMN_NUMBER);
    assert_int_equal(enterprise_column_find(rules, VIEW("ratio")).kind, COLUMN_DERIVED);
    assert_int_equal(enterprise_column_find(rules, VIEW("founded")).kind, COLUMN_DATE);
    assert_int_equal(enterprise_column_find(rules, VIEW("code")).kind, COLUMN_CODE);
    assert_int_equal(enterprise_column_find(rules, VIEW("电话")).kind, COLUMN_PHONE);
    assert_int_equal(enterprise_column_find(rules, VIEW("consent")).kind, COLUMN_CONSENT);
    assert_int_equal(enterprise_column_find(rules, VIEW("colour")).kind, COLUMN_UNKNOWN);
    district_free(&district);
}

static void tags_take_yes_no_or_a_value(void **state)
{
    (void)state;
    struct district district;
    district_make(&district);
    assert_int_equal(take(&district, "tech", "是"), VALUE_TAKEN);
    assert_int_equal(district.facts.tags[0], 1);
    assert_int_equal(take(&district, "tech", "no"), VALUE_TAKEN);
    assert_int_equal(district.facts.tags[0], 0);
    assert_int_equal(take(&district, "tech", "maybe"), VALUE_NO_YES_NO);
    assert_int_equal(take(&district, "grade", "B"), VALUE_TAKEN);
    assert_int_equal(district.facts.tags[1], 1);
    assert_int_equal(take(&district, "grade", "优"), VALUE_TAKEN);
    assert_int_equal(district.facts.tags[1], 0);
    assert_int_equal(take(&district, "grade", "C"), VALUE_NO_CHOICE);
    assert_int_equal(take(&district, "grade", "  "), VALUE_EMPTY);
    enterprise_facts_clear(&district.rules, &district.facts);
    assert_int_equal(district.facts.tags[1], NONE);
    district_free(&district);
}

static void numbers_are_in_their_measure(void **state)
{
    (void)state;
    struct district district;
    district_make(&district);
    int64_t *numbers = district.facts.numbers;
    assert_int_equal(take(&district, "revenue", "5000"), VALUE_TAKEN);
    assert_int_equal(numbers[0], 50000000LL * 1000000);
    assert_int_equal(take(&district, "revenue", "0.5 亿元"), VALUE_TAKEN);
    assert_int_equal(numbers[0], 50000000LL * 1000000);
    assert_int_equal(take(&district, "rd", "1,234.567"), VALUE_TAKEN);
    assert_int_equal(numbers[1], 1234567000LL);
    assert_int_equal(take(&district, "rd", "-2.5"), VALUE_TAKEN);
    assert_int_equal(numbers[1], -2500000LL);
    assert_int_equal(take(&district, "share", "5%"), VALUE_TAKEN);
    assert_int_equal(numbers[2], 50000);
    assert_int_equal(take(&district, "share", "5"), VALUE_TAKEN);
    assert_int_equal(numbers[2], 50000);
    assert_int_equal(take(&district, "revenue", "5 人"), VALUE_NO_MEASURE);
    assert_int_equal(take(&district, "revenue", "many"), VALUE_NO_NUMBER);
    assert_int_equal(take(&district, "revenue", "99999999999999999999"), VALUE_NO_NUMBER);
    assert_int_equal(take(&district, "revenue", "9999999999999"), VALUE_NO_NUMBER);
    assert_int_equal(take(&district, "revenue", "1.2.3"), VALUE_NO_MEASURE);
    district_free(&district);
}

static void dates_are_taken_as_people_write_them(void **state)
{
    (void)state;
    static const char *const same[] = {"2020-05-01", "2020/5/1", "2020年5月1日", "2020.05.01"};
    static const char *const wrong[] = {"2020-02-30", "2020", "5/1/2020", "2020-05-01x", "soon"};
    struct district district;
    district_make(&district);
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        district.facts.dates[0] = 0;
        assert_int_equal(take(&district, "founded", same[i]), VALUE_TAKEN);
        assert_int_equal(district.facts.dates[0], civil_to_day((struct civil){2020, 5, 1}));
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(take(&district, "founded", wrong[i]), VALUE_NO_DATE);
    district_free(&district);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(rows_and_fields, begin, end),
        cmocka_unit_test_setup_teardown(bom_crlf_and_a_last_line_without_end, begin, end),
        cmocka_unit_test_setup_teardown(quotes_hold_commas_lines_and_quotes, begin, end),
        cmocka_unit_test_setup_teardown(one_bad_line_does_not_end_it, begin, end),
        cmocka_unit_test_setup_teardown(headings_are_names_or_display_names, begin, end),
        cmocka_unit_test_setup_teardown(tags_take_yes_no_or_a_value, begin, end),
        cmocka_unit_test_setup_teardown(numbers_are_in_their_measure, begin, end),
        cmocka_unit_test_setup_teardown(dates_are_taken_as_people_write_them, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
