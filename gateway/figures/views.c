/* views: the tables of dimensions and pairs, made readable. */
#include "gateway/figures/views.h"

#include <stdio.h>

static const struct dimension_info dimensions[DIMENSIONS] = {
#define DIMENSION(name, code, zh, en) {code, zh, en},
    FIGURE_DIMENSIONS(DIMENSION)
#undef DIMENSION
};

const struct dimension_info *dimension_info(enum figure_dimension dimension)
{
    return &dimensions[dimension];
}

enum figure_dimension dimension_find(struct view code)
{
    for (int i = 0; i < DIMENSIONS; i++)
        if (view_is(code, dimensions[i].code))
            return (enum figure_dimension)i;
    return DIMENSIONS;
}

bool view_is_kept(enum figure_dimension a, enum figure_dimension b)
{
#define PAIR(x, y)                                                                                 \
    if (a == DIM_##x && b == DIM_##y)                                                              \
        return true;
    FIGURE_PAIRS(PAIR)
#undef PAIR
    return false;
}

static struct view digits(int number, char room[DIGITS_ROOM])
{
    int n = snprintf(room, DIGITS_ROOM, "%d", number);
    return (struct view){room, (size_t)n};
}

struct view fact_value(const struct case_fact *fact, enum figure_dimension dimension,
                       char room[DIGITS_ROOM])
{
    switch (dimension) {
    case DIM_CATEGORY:
        return fact->category;
    case DIM_DUTY:
        return fact->duty;
    case DIM_UNIT:
        return fact->unit;
    case DIM_AREA:
        return fact->area;
    case DIM_CHANNEL:
        return digits(fact->channel, room);
    case DIM_KIND:
        return digits(fact->kind, room);
    default:
        return VIEW("");
    }
}
