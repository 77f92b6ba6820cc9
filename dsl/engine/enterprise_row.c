/* enterprise_row: how people and spreadsheets write what a policy asks for. Headings are names of
 * the rules; 是 and yes are one; 5,000.5 and 5000.5 are one; a date may be written with hyphens,
 * slashes or 年月日. An empty field is "unknown", never "no".
 *
 * Ratios have no column: they follow from their parts, and a typed one could contradict them. */
#include "dsl/engine/enterprise_row.h"

#include "dsl/base/measure.h"
#include "dsl/engine/layout.h"

/* ---- headings ---- */

static bool is_one_of(struct view heading, const char *const *names)
{
    for (; *names; names++)
        if (view_is(heading, *names))
            return true;
    return false;
}

static enum enterprise_column_kind plain_column(struct view heading)
{
    static const char *const code[] = {"code", "统一社会信用代码", "信用代码", "代码", NULL};
    static const char *const name[] = {"name", "名称", "企业名称", NULL};
    static const char *const phone[] = {"phone", "电话", "手机", "联系电话", NULL};
    static const char *const consent[] = {"consent", "同意接收", "同意", NULL};
    if (is_one_of(heading, code))
        return COLUMN_CODE;
    if (is_one_of(heading, name))
        return COLUMN_NAME;
    if (is_one_of(heading, phone))
        return COLUMN_PHONE;
    return is_one_of(heading, consent) ? COLUMN_CONSENT : COLUMN_UNKNOWN;
}

static int find_display(const struct rules *rules, enum rules_noun noun, int count,
                        struct view heading)
{
    for (int i = 0; i < count; i++)
        if (view_eq(rules_display(rules, noun, i, LANGUAGE_ZH), heading))
            return i;
    return NONE;
}

static int find_noun(const struct rules *rules, enum rules_noun noun, int count,
                     struct view heading)
{
    int index = rules_find(rules, noun, heading);
    return index != NONE ? index : find_display(rules, noun, count, heading);
}

struct enterprise_column enterprise_column_find(const struct rules *rules, struct view heading)
{
    struct rules_counts counts = rules_counts(rules);
    int index;
    heading = view_trim(heading);
    if ((index = find_noun(rules, NOUN_TAG, counts.tags, heading)) != NONE)
        return (struct enterprise_column){COLUMN_TAG, index};
    if ((index = find_noun(rules, NOUN_DATE, counts.dates, heading)) != NONE)
        return (struct enterprise_column){COLUMN_DATE, index};
    if ((index = find_noun(rules, NOUN_NUMBER, counts.numbers, heading)) != NONE) {
        bool derived = image_numbers(rules)[index].over != NONE;
        return (struct enterprise_column){derived ? COLUMN_DERIVED : COLUMN_NUMBER, index};
    }
    return (struct enterprise_column){plain_column(heading), NONE};
}

/* ---- fields ---- */

bool enterprise_yes_no(struct view field, bool *yes)
{
    static const char *const yeses[] = {"yes", "是",  "true", "1",  "y", "Y",
                                        "Yes", "YES", "TRUE", "有", "√", NULL};
    static const char *const noes[] = {"no", "否", "false", "0",  "n", "N",
                                       "No", "NO", "FALSE", "无", "×", NULL};
    *yes = is_one_of(field, yeses);
    return *yes || is_one_of(field, noes);
}

static enum enterprise_value take_tag(const struct rules *rules, int tag, struct view field,
                                      struct enterprise_facts *facts)
{
    int values = rules_value_count(rules, NOUN_TAG, tag);
    bool yes;
    if (!values) {
        if (!enterprise_yes_no(field, &yes))
            return VALUE_NO_YES_NO;
        facts->tags[tag] = yes;
        return VALUE_TAKEN;
    }
    for (int value = 0; value < values; value++)
        if (view_eq(rules_value_code(rules, NOUN_TAG, tag, value), field) ||
            view_eq(rules_value_display(rules, NOUN_TAG, tag, value, LANGUAGE_ZH), field)) {
            facts->tags[tag] = value;
            return VALUE_TAKEN;
        }
    return VALUE_NO_CHOICE;
}

/* The decimal number at the start of a field, * 1,000,000; *rest is what follows. Commas between
 * digits are passed over. */
static bool read_fixed(struct view field, int64_t *value, struct view *rest)
{
    size_t at = field.n && field.p[0] == '-' ? 1 : 0, digits = 0;
    int64_t sum = 0, scale = 0; /* scale: 0 before the point, then what a digit is worth */
    for (; at < field.n; at++) {
        char c = field.p[at];
        if (c == '.' && !scale) {
            scale = 1000000;
        } else if (c >= '0' && c <= '9') {
            digits++;
            if (scale == 1)
                continue; /* beyond a millionth */
            if (scale)
                scale /= 10;
            int64_t worth = scale ? scale : 1000000;
            if (!scale && (__builtin_mul_overflow(sum, 10, &sum)))
                return false;
            if (__builtin_add_overflow(sum, worth * (c - '0'), &sum))
                return false;
        } else if (c != ',' || scale || !digits) {
            break;
        }
    }
    *value = field.p[0] == '-' ? -sum : sum;
    *rest = view_trim(view_sub(field, at, field.n));
    return digits > 0;
}

/* How much one of the written measure is in base units of the number; 0: they do not fit. */
static int64_t written_unit(struct view own, int64_t own_unit, struct view written)
{
    if (!written.n || view_eq(own, written))
        return own_unit;
    const struct measure_word *from = measure_find(written), *to = measure_find(own);
    return from && to && from->family == to->family ? from->unit : 0;
}

static enum enterprise_value take_number(const struct rules *rules, int number, struct view field,
                                         struct enterprise_facts *facts)
{
    int64_t value, own_unit;
    struct view rest, own = rules_number_measure(rules, number, &own_unit);
    if (!read_fixed(field, &value, &rest))
        return VALUE_NO_NUMBER;
    if (view_is(own, "%")) {
        if (rest.n && !view_is(rest, "%"))
            return VALUE_NO_MEASURE;
        facts->numbers[number] = value / 100;
    } else {
        int64_t unit = written_unit(own, own_unit ? own_unit : 1, rest);
        if (!unit)
            return VALUE_NO_MEASURE;
        if (__builtin_mul_overflow(value, unit, &facts->numbers[number]))
            return VALUE_NO_NUMBER;
    }
    facts->has_number[number] = true;
    return VALUE_TAKEN;
}

/* Whole numbers with one separator each behind them: 2020-5-1, 2020/05/01, 2020年5月1日. */
static bool date_part(struct view *rest, const char *const *separators, int64_t *part)
{
    size_t digits = 0;
    while (digits < rest->n && rest->p[digits] >= '0' && rest->p[digits] <= '9')
        digits++;
    if (!view_int(view_sub(*rest, 0, digits), 0, 9999, part))
        return false;
    *rest = view_sub(*rest, digits, rest->n);
    for (; *separators; separators++)
        if (view_starts(*rest, view_of(*separators))) {
            *rest = view_sub(*rest, strlen(*separators), rest->n);
            return true;
        }
    return false;
}

static enum enterprise_value take_date(int date, struct view field, struct enterprise_facts *facts)
{
    static const char *const behind_year[] = {"-", "/", "年", ".", NULL};
    static const char *const behind_month[] = {"-", "/", "月", ".", NULL};
    static const char *const behind_day[] = {"日", "", NULL};
    int64_t year, month, day;
    if (!date_part(&field, behind_year, &year) || !date_part(&field, behind_month, &month) ||
        !date_part(&field, behind_day, &day) || field.n)
        return VALUE_NO_DATE;
    struct civil civil = {(int)year, (int)month, (int)day};
    if (!civil_valid(civil))
        return VALUE_NO_DATE;
    facts->dates[date] = civil_to_day(civil);
    facts->has_date[date] = true;
    return VALUE_TAKEN;
}

enum enterprise_value enterprise_value_take(const struct rules *rules,
                                            struct enterprise_column column, struct view field,
                                            struct enterprise_facts *facts)
{
    field = view_trim(field);
    if (!field.n)
        return VALUE_EMPTY;
    if (column.kind == COLUMN_TAG)
        return take_tag(rules, column.index, field, facts);
    if (column.kind == COLUMN_NUMBER)
        return take_number(rules, column.index, field, facts);
    return take_date(column.index, field, facts);
}

void enterprise_facts_clear(const struct rules *rules, struct enterprise_facts *facts)
{
    struct rules_counts counts = rules_counts(rules);
    for (int i = 0; i < counts.tags; i++)
        facts->tags[i] = NONE;
    for (int i = 0; i < counts.numbers; i++)
        facts->has_number[i] = false;
    for (int i = 0; i < counts.dates; i++)
        facts->has_date[i] = false;
}

const char *enterprise_value_reason(enum enterprise_value value, bool chinese)
{
    switch (value) {
    case VALUE_TAKEN:
    case VALUE_EMPTY:
        return "";
    case VALUE_NO_YES_NO:
        return chinese ? "要写 yes 或 no（是、否）" : "write yes or no";
    case VALUE_NO_CHOICE:
        return chinese ? "不是这个标签的值" : "not a value of this tag";
    case VALUE_NO_NUMBER:
        return chinese ? "不是数，或者太大" : "not a number, or too large";
    case VALUE_NO_MEASURE:
        return chinese ? "计量单位不对" : "not the measure of this number";
    case VALUE_NO_DATE:
        return chinese ? "不是日期，要写 2020-05-01" : "not a date; write 2020-05-01";
    }
    return "";
}
