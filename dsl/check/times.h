/* times: ranges of the day, working hours, durations, ranges of dates. */
#ifndef ZHIDA_TIMES_H
#define ZHIDA_TIMES_H

#include "dsl/check/check.h"

/* A time range as one or two ranges within a day; 0 after a complaint. */
size_t minutes_read(struct check *check, const struct node *range, struct minute_range out[2]);

/* Working hours: sorted, disjoint, at most HOURS_MAX ranges. */
enum { HOURS_MAX = 8 };
struct hours {
    struct minute_range at[HOURS_MAX];
    size_t n;
};
struct hours hours_read(struct check *check, const struct node *clause);

/* The DURATION below a clause; count 0 where there is none or after a complaint. */
struct duration duration_read(struct check *check, const struct node *clause);

/* Does the duration need the calendar of working days? */
bool duration_needs_calendar(struct duration duration);

/* A RANGE of dates or a single DATE; false after a complaint. Both ends included. */
bool days_read(struct check *check, const struct node *node, civil_day *from, civil_day *to);

#endif
