/* figures: the numbers of a workbook as text, in the way the cell shows them. */
#ifndef ZHIDA_EXCHANGE_FIGURES_H
#define ZHIDA_EXCHANGE_FIGURES_H

#include "dsl/base/buf.h"

/* What a number format makes of a number. */
struct figure_style {
    enum figure_kind {
        FIGURE_PLAIN,
        FIGURE_PADDED, /* 0000: leading zeros up to digits */
        FIGURE_DATE,   /* a day, or a day and a time */
        FIGURE_TIME,   /* a time of day alone */
        FIGURE_PERCENT /* times hundred, with decimals */
    } kind;
    int digits;
};

/* Of a format's text ("yyyy/m/d", "0000", "0.00%"). */
struct figure_style figure_style_of(struct view format);

/* Of one of the formats that have a number and no text; plain if it is none. */
struct figure_style figure_style_built_in(int number);

/* The raw value of a cell as it is shown. What is no number is shown as it is. since_1904: days
 * count from 1904. */
void figure_show(struct view raw, struct figure_style style, bool since_1904, struct buf *out);

#endif
