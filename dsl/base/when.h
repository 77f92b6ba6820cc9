/* when: times and days as people write them, found in folded text: 23:30, 晚上11点半, 早上六点,
 * 凌晨两点多, 凌晨1点到5点, 晚上六点到半夜, 昨晚, 前天, 周六, 上周三, 周末, 3月5日, 2026年3月5日,
 * 15号晚上, 上个月27号, 今天, November 20. Independent of any rules. */
#ifndef ZHIDA_WHEN_H
#define ZHIDA_WHEN_H

#include "dsl/base/civil.h"
#include "dsl/base/few.h"
#include "dsl/base/terms.h"

enum when_kind {
    WHEN_MINUTE, /* a clock time: range is that minute; with "多" up to the next full hour; from one
                    to another: from there to there, over midnight as two findings of one span */
    WHEN_DAY,    /* a day relative to today: day_offset (昨天 -1), or absolute month and day */
    WHEN_WEEKDAYS /* weekdays: a bit set, bit 0 Monday; has_week: of one week (上周三) */
};

struct when {
    enum when_kind kind;
    uint32_t from, to; /* bytes of the folded text */
    struct minute_range range;
    bool either; /* it names no half of the day: twelve hours later may be meant as well */
    bool span;   /* from one clock time to another: all of it is meant */
    bool has_offset;
    int day_offset;
    int year, month, day_of_month; /* year 0: not said; month 0: nor that (15号晚上) */
    bool has_month_offset;
    int month_offset; /* of the message's month: 上个月27号 -1 */
    unsigned weekdays;
    bool has_week;
    int week; /* 0 this week, -1 the last */
};

/* The date a finding means in a text written at `now`: a day, or one weekday of a named week. A
 * month and day without a year are of the message's year, or of the one before where they would lie
 * more than half a year ahead; a day without a month likewise of its month. false: it means none.
 */
bool when_date(const struct when *when, struct civil_time now, civil_day *day);

/* Is it the date of a letter's signature (2026年11月22日 张三), which says nothing of the matter? A
 * date with its year, behind SIGNED_LEAST characters, a sentence of its own at the end of the text,
 * with no more than a name beside it. */
bool when_signs(const struct when *when, struct view folded);
enum { SIGNED_LEAST = 24 };

/* Up to max findings in order of place; returns how many. */
size_t when_find(struct view folded, struct when *out, size_t max);

/* The same, for a text of which the characters are there: only places (by number, ascending) where
 * one of the sets below lets something begin are looked at; nothing begins elsewhere, and no number
 * behind a digit (0-9). */
size_t when_find_at(struct view folded, const struct fold_units *units, const uint16_t *places,
                    size_t place_count, struct when *out, size_t max);
extern const struct few_places when_weekdays, when_days, when_numbers;

/* A whole-number in Chinese or Arabic digits at *at (0-9999): moves *at behind it; false: none. */
bool when_number(struct view folded, size_t *at, int *value);

#endif
