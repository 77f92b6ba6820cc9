/* enterprise_row: a row of a table of enterprises: column names to the rules' tags, numbers and
 * dates, texts to their values. Used by `zhida match` and by the gateway's import. */
#ifndef ZHIDA_ENTERPRISE_ROW_H
#define ZHIDA_ENTERPRISE_ROW_H

#include "dsl/engine/decide.h"

enum enterprise_column_kind {
    COLUMN_UNKNOWN, /* no name of the rules: passed over, and the caller should say so */
    COLUMN_DERIVED, /* a ratio: it is computed, never imported */
    COLUMN_CODE,    /* code, 统一社会信用代码 */
    COLUMN_NAME,    /* name, 名称 */
    COLUMN_PHONE,   /* phone, 电话 */
    COLUMN_CONSENT, /* consent, 同意接收 */
    COLUMN_TAG,
    COLUMN_NUMBER,
    COLUMN_DATE
};

struct enterprise_column {
    enum enterprise_column_kind kind;
    int index; /* of the tag, number or date; else NONE */
};

/* Which column a heading names: the rules' name or Chinese display name of a variable. */
struct enterprise_column enterprise_column_find(const struct rules *rules, struct view heading);

enum enterprise_value {
    VALUE_TAKEN,
    VALUE_EMPTY,      /* nothing there: unknown */
    VALUE_NO_YES_NO,  /* a tag: yes or no is expected */
    VALUE_NO_CHOICE,  /* not a value of a grouped tag */
    VALUE_NO_NUMBER,  /* not a number, or too large */
    VALUE_NO_MEASURE, /* a number in a measure that is not the column's */
    VALUE_NO_DATE
};

/* Puts a field into facts. The column must be a tag, number or date; a number is in the measure of
 * the rules unless it names one of the same family (5000 万元, 0.5 亿元). */
enum enterprise_value enterprise_value_take(const struct rules *rules,
                                            struct enterprise_column column, struct view field,
                                            struct enterprise_facts *facts)
    __attribute__((warn_unused_result));

/* Back to "unknown" everywhere, for the next row. */
void enterprise_facts_clear(const struct rules *rules, struct enterprise_facts *facts);

/* yes, no; 是, 否; true, false; 1, 0; y, n. false: none of these. */
bool enterprise_yes_no(struct view field, bool *yes);

/* What is wrong with a field, in Chinese or English. */
const char *enterprise_value_reason(enum enterprise_value value, bool chinese);

#endif
