/* figures_page: how well the district does, for everyone: shares, times, the four marks, classes,
 * months, and what was heard most this week.
 *
 * The numbers are those of the open interface (/api/figures), with the same rule: what stands for
 * a few cases is not told. Bars are drawn as rectangles beside the table's own number, so that
 * nothing is lost on paper, to a screen reader, or without colours. */
#include "gateway/site/figures_page.h"

#include "dsl/base/civil.h"
#include "gateway/store/alike.h"
#include "gateway/web/figures_public.h"

enum { MONTHS = 12, HOT_SHOWN = 8, HOT_DAYS = 7, GROUPS_SHOWN = 24, DAY_SECONDS = 86400 };

static const enum figure_measure measures[] = {
    MEASURE_filed,      MEASURE_closed_share, MEASURE_on_time,        MEASURE_one_day,
    MEASURE_three_days, MEASURE_median,       MEASURE_first_dispatch, MEASURE_satisfied,
    MEASURE_speed,      MEASURE_result,       MEASURE_experience,     MEASURE_feedback,
};

static void put_bar(struct site_call *call, double share)
{
    double width = share < 0 ? 0 : share > 1 ? 1 : share;
    buf_print(call->out,
              "<svg class=\"bar\" viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" "
              "aria-hidden=\"true\"><rect class=\"rest\" width=\"100\" height=\"10\"/>"
              "<rect width=\"%.1f\" height=\"10\"/></svg>",
              width * 100);
}

/* The value as people read it; how much of a full bar it is. */
static double put_value(struct site_call *call, enum figure_measure measure, double value)
{
    switch (measure_info(measure)->form) {
    case FORM_COUNT:
        put_number(call, (int64_t)value);
        return -1;
    case FORM_SHARE:
        buf_print(call->out, "%.1f %%", value * 100);
        return value;
    case FORM_MEAN:
        buf_print(call->out, "%.2f / 5", value);
        return value / 5;
    case FORM_MEDIAN:
    case FORM_NINETY:
        break;
    }
    buf_print(call->out, "%.1f ", value / DAY_SECONDS);
    put_word(call, WORD_days);
    return -1;
}

static void put_measure(struct site_call *call, const struct figure *figure,
                        enum figure_measure measure)
{
    const struct measure_info *info = measure_info(measure);
    bool english = call->language == LANGUAGE_EN;
    double value, bar = -1;
    put(call, "<tr><th scope=\"row\">");
    put_escaped(call, view_of(english ? info->en : info->zh));
    put(call, "<span class=\"hint\">");
    put_escaped(call, view_of(english ? info->what_en : info->what));
    put(call, "</span></th><td>");
    if (figures_open_value(measure, figure, &value))
        bar = put_value(call, measure, value);
    else
        put_word(call, WORD_figures_few);
    if (bar >= 0)
        put_bar(call, bar);
    put(call, "</td></tr>\n");
}

static void put_table_head(struct site_call *call, enum site_word title, enum site_word first,
                           enum site_word second)
{
    put(call, "<section class=\"card\"><h2>");
    put_word(call, title);
    put(call, "</h2><table><thead><tr><th scope=\"col\">");
    put_word(call, first);
    put(call, "</th><th scope=\"col\">");
    put_word(call, second);
    put(call, "</th></tr></thead><tbody>\n");
}

static void put_all(struct site_call *call, const struct figure *all)
{
    put_table_head(call, WORD_figures_year, WORD_figures_what, WORD_figures_value);
    for (size_t i = 0; i < sizeof measures / sizeof *measures; i++)
        put_measure(call, all, measures[i]);
    put(call, "</tbody></table></section>\n");
}

static int64_t filed(const struct open_group *group)
{
    return figure_mark_of(&group->figure, FACT_filed);
}

static void put_group(struct site_call *call, const struct open_group *group, int64_t most)
{
    put(call, "<tr><th scope=\"row\">");
    put_escaped(call, call->language == LANGUAGE_EN ? group->en : group->zh);
    put(call, "</th><td>");
    if (group->few)
        put_word(call, WORD_figures_few);
    else {
        put_number(call, filed(group));
        put_bar(call, most ? (double)filed(group) / (double)most : 0);
    }
    put(call, "</td></tr>\n");
}

static void put_groups(struct site_call *call, enum figure_dimension by, enum site_word title,
                       enum site_word first, int from, int to)
{
    struct open_figures open;
    int64_t most = 0;
    if (figures_open(call->reader, call->rules, by, from, to, call->arena, &open) != STORE_OK ||
        !open.count)
        return;
    for (size_t i = 0; i < open.count; i++)
        most = !open.groups[i].few && filed(&open.groups[i]) > most ? filed(&open.groups[i]) : most;
    put_table_head(call, title, first, WORD_figures_filed);
    for (size_t i = 0; i < open.count && i < GROUPS_SHOWN; i++)
        put_group(call, &open.groups[i], most);
    put(call, "</tbody></table></section>\n");
}

/* ---- the week ---- */

struct heard {
    struct view category;
    int64_t cases;
};

static size_t add_heard(struct heard *list, size_t count, size_t max, struct view category,
                        int64_t cases)
{
    for (size_t i = 0; i < count; i++)
        if (view_eq(list[i].category, category)) {
            list[i].cases += cases;
            return count;
        }
    if (count < max)
        list[count++] = (struct heard){category, cases};
    return count;
}

static const struct heard *most_heard(struct heard *list, size_t count)
{
    struct heard *most = NULL;
    for (size_t i = 0; i < count; i++)
        if (list[i].cases >= FIGURES_FEW && (!most || list[i].cases > most->cases))
            most = &list[i];
    return most;
}

static size_t read_week(struct site_call *call, struct heard *list, size_t max)
{
    struct tally *rows;
    size_t rows_count, count = 0;
    int today = civil_local_number(call->now, CHINA_OFFSET_MINUTES);
    if (tally_list(call->reader, figures_day_after(today, 1 - HOT_DAYS), today, call->arena, &rows,
                   &rows_count) != STORE_OK)
        return 0;
    for (size_t i = 0; i < rows_count; i++)
        if (rows[i].category.n)
            count = add_heard(list, count, max, rows[i].category, rows[i].cases + rows[i].follows);
    return count;
}

static void put_week(struct site_call *call)
{
    struct heard list[128];
    size_t count = read_week(call, list, 128);
    int64_t most = 0;
    const struct heard *next = most_heard(list, count);
    if (!next)
        return;
    put_table_head(call, WORD_figures_week, WORD_board_category, WORD_figures_filed);
    for (int i = 0; i < HOT_SHOWN && next; i++) {
        most = most ? most : next->cases;
        put(call, "<tr><th scope=\"row\">");
        put_escaped(call, name_of(call, NOUN_CATEGORY, next->category));
        put(call, "</th><td>");
        put_number(call, next->cases);
        put_bar(call, (double)next->cases / (double)most);
        put(call, "</td></tr>\n");
        list[next - list].cases = 0;
        next = most_heard(list, count);
    }
    put(call, "</tbody></table></section>\n");
}

void figures_page(struct site_call *call)
{
    struct open_figures open;
    struct civil today = civil_from_day(civil_local(call->now, CHINA_OFFSET_MINUTES).day);
    int to = today.year * 100 + today.month;
    int before = today.year * 12 + today.month - MONTHS;
    int from = before / 12 * 100 + before % 12 + 1;
    page_open(call, SECTION_FIGURES, WORD_figures, VIEW(""));
    put(call, "<p>");
    put_word(call, WORD_figures_lead);
    put(call, "</p>\n");
    if (!call->rules ||
        figures_open(call->reader, call->rules, DIM_NONE, from, to, call->arena, &open) != STORE_OK)
        put_notice(call, "bad", WORD_busy);
    else {
        put_all(call, &open.all);
        put_week(call);
        put_groups(call, DIM_CATEGORY, WORD_figures_classes, WORD_board_category, from, to);
        put_groups(call, DIM_AREA, WORD_figures_areas, WORD_board_area, from, to);
        put_groups(call, DIM_MONTH, WORD_figures_months, WORD_figures_month, from, to);
    }
    put(call, "<p class=\"soft\">");
    put_word(call, WORD_shown_at);
    put_moment(call, call->now);
    put(call, " · <a href=\"/api/figures\">JSON</a></p>\n");
    page_shut(call);
}
