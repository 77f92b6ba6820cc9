/* measures: the table, made readable, and values made of counts. */
#include "gateway/figures/measures.h"

#include "gateway/figures/count.h"

static const struct measure_info infos[MEASURE_COUNT] = {
#define MEASURE(name, zh, en, form, over, under, open, what, what_en)                              \
    {#name, zh, en, FORM_##form, over, under, open, what, what_en},
    FIGURE_MEASURES(MEASURE)
#undef MEASURE
};

const struct measure_info *measure_info(enum figure_measure measure)
{
    return &infos[measure];
}

enum figure_measure figure_measure_find(struct view code)
{
    for (int i = 0; i < MEASURE_COUNT; i++)
        if (view_is(code, infos[i].code))
            return (enum figure_measure)i;
    return MEASURE_COUNT;
}

const char *measure_unit(enum figure_measure measure)
{
    switch (infos[measure].form) {
    case FORM_COUNT:
        return "count";
    case FORM_SHARE:
        return "share";
    case FORM_MEAN:
        return "mark";
    case FORM_MEDIAN:
    case FORM_NINETY:
        return "seconds";
    }
    return "";
}

static bool divides(enum measure_form form)
{
    return form == FORM_SHARE || form == FORM_MEAN;
}

int64_t measure_over(enum figure_measure measure, const struct figure *figure)
{
    return figure->n[infos[measure].over];
}

int64_t measure_under(enum figure_measure measure, const struct figure *figure)
{
    const struct measure_info *info = &infos[measure];
    return figure->n[divides(info->form) ? info->under : info->over];
}

bool measure_value(enum figure_measure measure, const struct figure *figure, double *value)
{
    const struct measure_info *info = &infos[measure];
    double over = (double)measure_over(measure, figure);
    double under = (double)measure_under(measure, figure);
    *value = over;
    if (info->form == FORM_COUNT)
        return true;
    if (divides(info->form))
        *value = under > 0 ? over / under : 0;
    else
        *value = figure_quantile(figure, info->form == FORM_MEDIAN ? 0.5 : 0.9);
    return under > 0;
}

/* ---- cases behind a value ---- */

static bool counts_in(int place, const struct case_fact *fact)
{
    if (place < FACT_MARKS)
        return fact->marks >> place & 1;
    return fact->sums[place - FACT_MARKS] > 0;
}

uint32_t measure_mark(enum figure_measure measure)
{
    const struct measure_info *info = &infos[measure];
    int place = divides(info->form) ? info->under : info->over;
    return place < FACT_MARKS ? 1u << place : 0;
}

bool measure_holds(enum figure_measure measure, enum measure_part part,
                   const struct case_fact *fact)
{
    const struct measure_info *info = &infos[measure];
    if (!divides(info->form))
        return counts_in(info->over, fact);
    if (part == PART_ALL)
        return counts_in(info->under, fact);
    bool hit = measure == MEASURE_satisfied ? !(fact->marks >> FACT_poor & 1)
                                            : counts_in(info->over, fact);
    return counts_in(info->under, fact) && hit == (part == PART_HIT);
}
