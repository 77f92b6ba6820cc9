/* deadlines: calendars against the deadlines that need them, and windows against the day.
 *
 * The longest deadline in working days is computed day by day (oracle_due) as a case would have it
 * that is filed a month from today. Where that runs into a year without a calendar, such a case
 * gets no due time; so the author hears of it while there is time. Everything here depends on the
 * day, which is a parameter, so a comment that allows it is never called idle. */
#include "dsl/lint/run.h"

#include "dsl/oracle/oracle.h"

enum { DAYS_AHEAD = 30 };

/* ---- calendars ---- */

struct longest {
    struct duration within;
    struct span span;
};

static bool counts_workdays(struct duration duration)
{
    return duration.count && duration.measure == MEASURE_WORKDAYS;
}

static void take(struct longest *longest, struct duration within, const struct node *block,
                 enum node_kind clause)
{
    if (counts_workdays(within) && within.count > longest->within.count)
        *longest = (struct longest){within, place_clause(block, clause)};
}

static struct longest longest_of(const struct lint_run *run)
{
    const struct model *model = run->model;
    struct longest longest = {{0, MEASURE_NONE}, {0, 0, 0}};
    for (size_t i = 0; i < model->duties.n; i++)
        take(&longest, model->duties.at[i].within, run->places.duties.at[i], NODE_WITHIN);
    for (size_t i = 0; i < model->clocks.n; i++)
        take(&longest, model->clocks.at[i].handle, run->places.clocks.at[i], NODE_HANDLE);
    return longest;
}

static const struct node *last_calendar(const struct lint_run *run)
{
    const struct node *last = NULL;
    for (const struct node *block = node_child(run->tree->root, NODE_CALENDAR); block;
         block = node_again(block)) {
        const struct node *year = node_child(block, NODE_NUMBER);
        const struct node *other = last ? node_child(last, NODE_NUMBER) : NULL;
        if (year && (!other || year->number > other->number))
            last = block;
    }
    return last;
}

static void look_at_end(struct lint_run *run)
{
    struct longest longest = longest_of(run);
    const struct node *calendar = last_calendar(run);
    int64_t at;
    int missing = 0;
    struct civil_time then = {run->today + DAYS_AHEAD, 9 * 60, 0};
    if (!longest.within.count || !calendar || !node_child(calendar, NODE_NUMBER) ||
        oracle_due(run->model, NONE, run->arena, longest.within, false,
                   civil_seconds(then, CHINA_OFFSET_MINUTES), &at, &missing, NULL))
        return;
    struct civil today = civil_from_day(run->today);
    struct diag *diag = FOUND(run, calendar_ends, node_child(calendar, NODE_NUMBER)->span,
                              lint_text(run, "%d", missing),
                              lint_text(run, "%04d-%02d-%02d", today.year, today.month, today.day));
    lint_label(run, diag, longest.span, BOTH("最长的期限", "the longest deadline"));
}

static void look_at_calendars(struct lint_run *run)
{
    const struct model *model = run->model;
    for (const struct node *block = node_child(run->tree->root, NODE_CALENDAR); block;
         block = node_again(block)) {
        const struct node *year = node_child(block, NODE_NUMBER);
        if (year && !node_child(block, NODE_HOLIDAY))
            FOUND(run, calendar_without_holidays, year->span,
                  lint_text(run, "%lld", (long long)(year->number / 1000000)));
    }
    for (size_t i = 1; i < model->calendar.n; i++)
        if (model->calendar.at[i].year > model->calendar.at[i - 1].year + 1)
            FOUND(run, calendar_gap, place_clause(last_calendar(run), NODE_NUMBER),
                  lint_text(run, "%d", model->calendar.at[i - 1].year + 1));
}

/* ---- windows ---- */

static struct view day_text(struct lint_run *run, civil_day day)
{
    struct civil date = civil_from_day(day);
    return lint_text(run, "%04d-%02d-%02d", date.year, date.month, date.day);
}

static void look_at_window(struct lint_run *run, civil_day from, civil_day to, struct view name,
                           const struct node *block)
{
    if (from <= to && to < run->today)
        FOUND(run, window_over, place_clause(block, NODE_WINDOW), name, day_text(run, to));
}

/* The text that people would be shown. */
static void look_at_text(struct lint_run *run, struct view name, struct text_ends ends,
                         struct span clause)
{
    if (ends.superseded)
        FOUND(run, text_superseded, clause, name);
    else if (ends.expires < run->today)
        FOUND(run, text_expired, clause, name, day_text(run, ends.expires));
}

static void look_at_duty(struct lint_run *run, const struct duty *duty, const struct node *clause)
{
    for (size_t i = 0; i < duty->texts.n; i++, clause = node_again(clause))
        look_at_text(run, duty->code, run->model->documents.at[duty->texts.at[i]].ends,
                     clause->span);
}

static void look_at_texts(struct lint_run *run)
{
    const struct model *model = run->model;
    for (size_t i = 0; i < model->duties.n; i++)
        look_at_duty(run, &model->duties.at[i], node_child(run->places.duties.at[i], NODE_TEXT));
    for (size_t i = 0; i < model->policies.n; i++)
        look_at_text(run, model->policies.at[i].name, model->policies.at[i].text_ends,
                     place_clause(run->places.policies.at[i], NODE_TEXT));
    for (size_t i = 0; i < model->guides.n; i++)
        look_at_text(run, model->guides.at[i].name, model->guides.at[i].text_ends,
                     place_clause(run->places.guides.at[i], NODE_TEXT));
}

void look_at_deadlines(struct lint_run *run)
{
    const struct model *model = run->model;
    look_at_end(run);
    look_at_calendars(run);
    look_at_texts(run);
    for (size_t i = 0; i < model->policies.n; i++)
        look_at_window(run, model->policies.at[i].from, model->policies.at[i].to,
                       model->policies.at[i].name, run->places.policies.at[i]);
    for (size_t i = 0; i < model->notices.n; i++)
        look_at_window(run, model->notices.at[i].from, model->notices.at[i].to_day,
                       model->notices.at[i].name, run->places.notices.at[i]);
}
