/* figures_out: figures as JSON and as tables, for the desk's interface, for outsiders, for exports.
 * And what is asked for, out of an address. */
#ifndef ZHIDA_FIGURES_OUT_H
#define ZHIDA_FIGURES_OUT_H

#include <jansson.h>

#include "gateway/figures/read.h"
#include "gateway/net/routes.h"

/* What stands under a key, in the words of the rules in force; the code where they know none. */
struct key_words {
    struct view code, zh, en;
};
struct key_words figures_words(const struct rules *rules, enum figure_dimension by,
                               struct view key);

/* {"code","unit","zh","en","what","what_en"} */
json_t *measure_json(enum figure_measure measure);
/* A value, or null where there is nothing to divide by. */
json_t *measure_value_json(enum figure_measure measure, const struct figure *figure);

/* ---- asking ---- */

struct figures_asked {
    struct figures_query query;
    enum figure_measure measures[MEASURE_COUNT];
    size_t measure_count;
    char rooms[FILTERS_MOST][DIGITS_ROOM]; /* of numbers that filters point to */
};
/* from, to (days; both optional: the last 30), by, measure (several by commas; all), and a filter
 * for each property: category, duty, unit, area, channel, kind. false: not understood. */
bool figures_ask(const struct web_request *request, struct figures_asked *out);
/* A day as 2026-11-21 or 20261121. */
bool figures_read_day(struct view text, int *day);
struct view figures_day_text(int day, struct arena *arena);
/* Narrows down once more; false: too many. The value must stay. */
bool figures_narrow(struct figures_asked *asked, enum figure_dimension by, struct view value);

#endif
