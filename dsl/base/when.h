/* when: times and days as people write them, found in folded text: 23:30, 晚上11点半, 早上六点,
 * 凌晨两点多, 昨晚, 前天, 周六, 上周三, 周末, 3月5日, 今天. Independent of any rules. */
#ifndef ZHIDA_WHEN_H
#define ZHIDA_WHEN_H

#include "dsl/base/civil.h"
#include "dsl/base/terms.h"

enum when_kind {
    WHEN_MINUTE,  /* a clock time: range is that minute; with "多"/"左右" the hour from it */
    WHEN_DAY,     /* a day relative to today: day_offset (昨天 -1), or absolute month and day */
    WHEN_WEEKDAYS /* weekdays: a bit set, bit 0 Monday */
};

struct when {
    enum when_kind kind;
    uint32_t from, to; /* bytes of the folded text */
    struct minute_range range;
    bool has_offset;
    int day_offset;
    int month, day_of_month;
    unsigned weekdays;
};

/* Up to max findings in order of place; returns how many. */
size_t when_find(struct view folded, struct when *out, size_t max);

/* A whole-number in Chinese or Arabic digits at *at (0-9999): moves *at behind it; false: none. */
bool when_number(struct view folded, size_t *at, int *value);

#endif
