/* figures_out: the words and forms that all users of figures share. Channels and kinds are numbers
 * in the rows and words in the interface; days are written with dashes and understood without. */
#include "gateway/web/figures_out.h"

#include <stdio.h>

#include "dsl/base/civil.h"
#include "gateway/web/json_out.h"

/* ---- words ---- */

static const struct symbol {
    const char *zh, *en;
} kinds[] =
    {
#define SYMBOL(name, zh, en) {zh, en},
        MATTER_KINDS(SYMBOL)},
  channels[] = {CHANNEL_KINDS(SYMBOL)
#undef SYMBOL
};

static struct key_words symbol_words(const struct symbol *symbols, int count, struct view key)
{
    int64_t number;
    if (!view_int(key, 0, count - 1, &number))
        return (struct key_words){key, key, key};
    const struct symbol *one = &symbols[number];
    return (struct key_words){view_of(one->en), view_of(one->zh), view_of(one->en)};
}

static struct key_words rule_words(const struct rules *rules, enum rules_noun noun, struct view key)
{
    int index = key.n ? rules_find(rules, noun, key) : NONE;
    if (index == NONE)
        return (struct key_words){key, key, key};
    return (struct key_words){key, rules_display(rules, noun, index, LANGUAGE_ZH),
                              rules_display(rules, noun, index, LANGUAGE_EN)};
}

static struct key_words unknown_words(enum figure_dimension by)
{
    if (by == DIM_UNIT)
        return (struct key_words){VIEW(""), VIEW("尚未派出"), VIEW("not assigned yet")};
    if (by == DIM_NONE)
        return (struct key_words){VIEW(""), VIEW("合计"), VIEW("all")};
    return (struct key_words){VIEW(""), VIEW("不明"), VIEW("not known")};
}

struct key_words figures_words(const struct rules *rules, enum figure_dimension by, struct view key)
{
    if (!key.n)
        return unknown_words(by);
    switch (by) {
    case DIM_CATEGORY:
        return rule_words(rules, NOUN_CATEGORY, key);
    case DIM_DUTY:
        return rule_words(rules, NOUN_DUTY, key);
    case DIM_UNIT:
        return rule_words(rules, NOUN_UNIT, key);
    case DIM_AREA:
        return rule_words(rules, NOUN_AREA, key);
    case DIM_CHANNEL:
        return symbol_words(channels, CHANNEL_COUNT, key);
    case DIM_KIND:
        return symbol_words(kinds, KIND_COUNT, key);
    default:
        return (struct key_words){key, key, key};
    }
}

json_t *measure_json(enum figure_measure measure)
{
    const struct measure_info *info = measure_info(measure);
    return json_pack("{ss ss ss ss ss ss}", "code", info->code, "unit", measure_unit(measure), "zh",
                     info->zh, "en", info->en, "what", info->what, "what_en", info->what_en);
}

json_t *measure_value_json(enum figure_measure measure, const struct figure *figure)
{
    double value;
    if (!measure_value(measure, figure, &value))
        return json_null();
    return measure_info(measure)->form == FORM_COUNT ? json_integer((json_int_t)value)
                                                     : json_real(value);
}

/* ---- days ---- */

bool figures_read_day(struct view text, int *day)
{
    struct civil date;
    int64_t number;
    if (civil_parse(text, &date))
        number = civil_number(civil_to_day(date));
    else if (text.n != 8 || !view_int(text, 19700102, 99991230, &number))
        return false;
    *day = (int)number;
    return figures_is_day(number);
}

struct view figures_day_text(int day, struct arena *arena)
{
    char text[24];
    int n = snprintf(text, sizeof text, "%04d-%02d-%02d", day / 10000, day / 100 % 100, day % 100);
    return view_keep(arena, (struct view){text, (size_t)n});
}

/* ---- asking ---- */

enum { DAYS_USUAL = 30, DAYS_MOST = 3660 };

static bool ask_span(const struct web_request *request, struct figures_query *query)
{
    struct view from = web_query(request, "from"), to = web_query(request, "to");
    query->to = civil_local_number(request->now, CHINA_OFFSET_MINUTES);
    if (to.n && !figures_read_day(to, &query->to))
        return false;
    query->from = figures_day_after(query->to, 1 - DAYS_USUAL);
    if (from.n && !figures_read_day(from, &query->from))
        return false;
    int days = figures_days(query->from, query->to);
    return days >= 1 && days <= DAYS_MOST;
}

static bool ask_measures(const struct web_request *request, struct figures_asked *out)
{
    struct view list = web_query(request, "measure");
    for (int i = 0; !list.n && i < MEASURE_COUNT; i++)
        out->measures[out->measure_count++] = (enum figure_measure)i;
    while (list.n) {
        enum figure_measure one = figure_measure_find(view_cut(&list, ','));
        if (one == MEASURE_COUNT || out->measure_count == MEASURE_COUNT)
            return false;
        out->measures[out->measure_count++] = one;
    }
    return true;
}

static int symbol_find(const struct symbol *symbols, int count, struct view code)
{
    for (int i = 0; i < count; i++)
        if (view_is(code, symbols[i].en) || view_is(code, symbols[i].zh))
            return i;
    return NONE;
}

bool figures_narrow(struct figures_asked *asked, enum figure_dimension by, struct view value)
{
    struct figures_query *query = &asked->query;
    size_t at = query->filter_count;
    if (at == FILTERS_MOST)
        return false;
    if (by == DIM_CHANNEL || by == DIM_KIND) {
        int number = by == DIM_KIND ? symbol_find(kinds, KIND_COUNT, value)
                                    : symbol_find(channels, CHANNEL_COUNT, value);
        int n = snprintf(asked->rooms[at], DIGITS_ROOM, "%d", number);
        value = (struct view){asked->rooms[at], (size_t)n};
        if (number == NONE)
            return false;
    }
    query->filters[query->filter_count++] = (struct figures_filter){by, value};
    return true;
}

/* "-" asks for what is not known: no unit yet, no area. */
static bool ask_filters(const struct web_request *request, struct figures_asked *out)
{
    for (int by = DIM_CATEGORY; by < DIM_PROPERTIES; by++) {
        const char *name = dimension_info((enum figure_dimension)by)->code;
        struct view value = web_query(request, name);
        if (view_is(value, "-"))
            value = VIEW("");
        else if (!value.n)
            continue;
        if (!figures_narrow(out, (enum figure_dimension)by, value))
            return false;
    }
    return true;
}

bool figures_ask(const struct web_request *request, struct figures_asked *out)
{
    struct view by = web_query(request, "by");
    *out = (struct figures_asked){0};
    out->query.by = by.n ? dimension_find(by) : DIM_NONE;
    return out->query.by != DIMENSIONS && ask_span(request, &out->query) &&
           ask_measures(request, out) && ask_filters(request, out);
}
