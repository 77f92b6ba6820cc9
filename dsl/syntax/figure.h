/* figure: numbers, dates and times of day as officials write them: 5, 1.5, ０６, 十五, 2026-03-01,
 * 2026年3月1日, 22:00. Nothing here needs a parse; a text goes in, how far it reads comes out. */
#ifndef ZHIDA_FIGURE_H
#define ZHIDA_FIGURE_H

#include "dsl/base/view.h"

enum figure_kind { FIGURE_NUMBER, FIGURE_DATE, FIGURE_TIME };

struct figure {
    enum figure_kind kind;
    size_t length;  /* bytes it takes at the start of the text */
    bool good;      /* false: written like one, but there is no such number, day or time */
    int64_t number; /* value * 1,000,000; civil day; minute of the day */
};

/* What starts at the digit that text starts with. */
struct figure figure_read(struct view text);

/* The Chinese numeral at the start of text, 零 to below 亿亿; length 0 where there is none. */
struct figure figure_read_chinese(struct view text);

#endif
