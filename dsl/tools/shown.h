/* shown: how a decision came about, in words; what explain and a failed test both show. */
#ifndef ZHIDA_TOOL_SHOWN_H
#define ZHIDA_TOOL_SHOWN_H

#include "dsl/oracle/oracle.h"

struct shown {
    const struct model *model;
    enum diag_language language;
    const struct oracle_trace *trace;
    const struct matter *matter;
    const oracle_readings *read; /* what was said, text by text */
    int indent;                  /* of a line, in cells */
};

const char *shown_say(const struct shown *shown, const char *zh, const char *en);

/* A display text in the language. */
struct view shown_display(const struct shown *shown, struct display display);

/* The part of a text that a stretch of its folded form covers; its first and last character, from
 * 1. */
struct view shown_part(const struct oracle_reading *reading, size_t from, size_t to, size_t *first,
                       size_t *last);

/* What a piece of evidence means: 要素 声源 = 施工. */
void shown_tell_use(const struct shown *shown, const struct oracle_evidence *evidence,
                    struct buf *out);

/* What a time in a text means: 时刻 23:00..23:01. */
void shown_tell_when(const struct shown *shown, const struct when *when, struct buf *out);

/* One text, its words marked under it, and what each of them means. */
void shown_text(const struct shown *shown, size_t reading, struct buf *out);

/* Where a piece of what is known comes from: "“工地”", "回答", "设". Nothing for a default. */
void shown_tell_fact_source(const struct shown *shown, const struct known *known, struct buf *out);
void shown_tell_time_source(const struct shown *shown, struct buf *out);
void shown_tell_place_source(const struct shown *shown, int area, struct buf *out);

/* What is known, a line each, with its source. */
void shown_known(const struct shown *shown, struct buf *out);

void shown_tell_moment(struct civil_time time, struct buf *out); /* 2026-11-21 23:00 */
void shown_tell_times(const struct minute_range *ranges, int count,
                      struct buf *out);              /* 22:00..24:00、... */
void shown_tell_day(civil_day day, struct buf *out); /* 2026-11-21 */

#endif
