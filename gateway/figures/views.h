/* views: by what figures are kept. A property of a case is a dimension; a view is one or two of
 * them. Views of one are kept per day and per month, views of two per month only: what they do not
 * hold (days at the end of a span, a third property) is summed from the facts themselves. */
#ifndef ZHIDA_FIGURES_VIEWS_H
#define ZHIDA_FIGURES_VIEWS_H

#include "gateway/store/figures.h"

/* DIMENSION(name, code, chinese, english) */
#define FIGURE_DIMENSIONS(DIMENSION)                                                               \
    DIMENSION(NONE, "all", "合计", "all")                                                          \
    DIMENSION(CATEGORY, "category", "类别", "class")                                               \
    DIMENSION(DUTY, "duty", "事项", "duty")                                                        \
    DIMENSION(UNIT, "unit", "承办单位", "unit")                                                    \
    DIMENSION(AREA, "area", "区域", "area")                                                        \
    DIMENSION(CHANNEL, "channel", "渠道", "channel")                                               \
    DIMENSION(KIND, "kind", "诉求类型", "kind")                                                    \
    DIMENSION(DAY, "day", "日", "day")                                                             \
    DIMENSION(MONTH, "month", "月", "month")

enum figure_dimension {
#define DIMENSION(name, code, zh, en) DIM_##name,
    FIGURE_DIMENSIONS(DIMENSION)
#undef DIMENSION
        DIMENSIONS,
    DIM_PROPERTIES = DIM_DAY /* those before are properties of the case */
};
struct dimension_info {
    const char *code, *zh, *en;
};
const struct dimension_info *dimension_info(enum figure_dimension dimension);
/* By its code; DIMENSIONS: there is none. */
enum figure_dimension dimension_find(struct view code);

/* What a fact has there: a code, or a kind's or channel's number as text in `room`. */
enum { DIGITS_ROOM = 12 };
struct view fact_value(const struct case_fact *fact, enum figure_dimension dimension,
                       char room[DIGITS_ROOM]);

/* Pairs kept, a then b. */
#define FIGURE_PAIRS(PAIR)                                                                         \
    PAIR(UNIT, CATEGORY)                                                                           \
    PAIR(UNIT, DUTY)                                                                               \
    PAIR(UNIT, AREA)                                                                               \
    PAIR(UNIT, CHANNEL)                                                                            \
    PAIR(UNIT, KIND)                                                                               \
    PAIR(AREA, CATEGORY)                                                                           \
    PAIR(AREA, CHANNEL)                                                                            \
    PAIR(AREA, KIND)                                                                               \
    PAIR(CATEGORY, DUTY)                                                                           \
    PAIR(CATEGORY, CHANNEL)                                                                        \
    PAIR(CATEGORY, KIND)

/* The number a view has in the rows. */
static inline int view_number(enum figure_dimension a, enum figure_dimension b, bool month)
{
    return ((int)a * 16 + (int)b) * 2 + (month ? 1 : 0);
}
/* Is the pair kept, this way round? */
bool view_is_kept(enum figure_dimension a, enum figure_dimension b);

#endif
