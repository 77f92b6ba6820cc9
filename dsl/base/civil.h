/* civil: dates and times of day in the proleptic Gregorian calendar, without a time zone's help:
 * the district's offset from UTC is a parameter (China: 480 minutes, no daylight saving). */
#ifndef ZHIDA_CIVIL_H
#define ZHIDA_CIVIL_H

#include "dsl/base/view.h"

/* Days since 1970-01-01. */
typedef int32_t civil_day;

enum { MINUTES_A_DAY = 1440, CHINA_OFFSET_MINUTES = 480 };

struct civil {
    int year, month, day; /* month 1-12, day 1-31 */
};

struct civil_time {
    civil_day day;
    int minute; /* of the day, 0-1439 */
    int second;
};

bool civil_valid(struct civil date);
civil_day civil_to_day(struct civil date);
struct civil civil_from_day(civil_day day);

/* 0 is Monday, 6 is Sunday. */
int civil_weekday(civil_day day);

/* Seconds since the epoch (UTC) to local day and time, and back. */
struct civil_time civil_local(int64_t seconds, int offset_minutes);
int64_t civil_seconds(struct civil_time time, int offset_minutes);

/* The day that a deadline ends with: one at midnight leaves the whole day before. false: it ends
 * within a day. */
bool civil_ends_day(int64_t seconds, int offset_minutes, civil_day *day);

/* A date as one number, 20260301, and back; the local date of a moment. */
int civil_number(civil_day day);
struct civil civil_from_number(int64_t number);
int civil_local_number(int64_t seconds, int offset_minutes);

/* "2026-03-01" at v; false when it is not a date of the calendar. */
bool civil_parse(struct view v, struct civil *out);

#endif
