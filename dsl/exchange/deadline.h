/* deadline: how officials write how long something may take. */
#ifndef ZHIDA_EXCHANGE_DEADLINE_H
#define ZHIDA_EXCHANGE_DEADLINE_H

#include "dsl/base/terms.h"

struct deadline {
    struct duration within;
    enum { DEADLINE_UNREADABLE, DEADLINE_GUESSED, DEADLINE_SURE } sure;
    const char *how_zh, *how_en; /* what was guessed, or NULL */
};

/* Reads "5个工作日内", "五个工作日", "24小时", "3天", "2周", "当日", "3-5 个工作日" (the longer).
 * bare is the measure of a number that has none (said by the heading), or MEASURE_NONE. */
struct deadline deadline_read(struct view cell, enum measure bare);

/* The measure a heading names in brackets: "办理时限（工作日）". */
enum measure deadline_measure_in(struct view heading);

#endif
