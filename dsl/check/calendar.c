/* calendar: one block a year. Every day of the year gets its class: weekends are off, holidays are
 * holidays, make-up days are worked. What contradicts itself is an error, because a deadline that
 * is wrong by a day is noticed by the citizen and not by the author. */
#include <stdlib.h>

#include "dsl/check/check.h"
#include "dsl/check/times.h"

enum { FIRST_YEAR = 2000, LAST_YEAR = 2200, SATURDAY = 5 };

static struct calendar_year plain_year(int year)
{
    struct calendar_year calendar = {.year = year,
                                     .first = civil_to_day((struct civil){year, 1, 1})};
    calendar.days = civil_to_day((struct civil){year + 1, 1, 1}) - calendar.first;
    for (int i = 0; i < calendar.days; i++) {
        bool off = civil_weekday(calendar.first + i) >= SATURDAY;
        calendar.class_[i] = off ? DAY_OFF : DAY_WORK;
    }
    return calendar;
}

/* The days of one RANGE or DATE of the clause within the year, or false after a complaint. */
static bool days_of_year(struct check *check, const struct calendar_year *year,
                         const struct node *node, int *from, int *to)
{
    civil_day first, last;
    if ((node->kind != NODE_RANGE && node->kind != NODE_DATE) ||
        !days_read(check, node, &first, &last))
        return false;
    *from = first - year->first;
    *to = last - year->first;
    if (*from >= 0 && *to < year->days)
        return true;
    SAY(check, DIAG_E0606, node->span, say_text(check, "%d", year->year));
    return false;
}

static void read_holiday(struct check *check, struct calendar_year *year, const struct node *clause)
{
    for (const struct node *node = clause->child; node; node = node->next) {
        int from, to;
        if (!days_of_year(check, year, node, &from, &to))
            continue;
        if (year->class_[from] == DAY_HOLIDAY || year->class_[to] == DAY_HOLIDAY)
            SAY(check, DIAG_W0607, node->span);
        for (int i = from; i <= to; i++)
            year->class_[i] = DAY_HOLIDAY;
    }
}

static struct view day_text(struct check *check, civil_day day)
{
    struct civil date = civil_from_day(day);
    return say_text(check, "%04d-%02d-%02d", date.year, date.month, date.day);
}

static void read_workday(struct check *check, struct calendar_year *year, const struct node *clause)
{
    for (const struct node *node = clause->child; node; node = node->next) {
        int from, to;
        if (!days_of_year(check, year, node, &from, &to))
            continue;
        for (int i = from; i <= to; i++) {
            struct view day = day_text(check, year->first + i);
            if (year->class_[i] == DAY_HOLIDAY)
                SAY(check, DIAG_E0608, node->span, day);
            else if (year->class_[i] == DAY_WORK)
                SAY(check, DIAG_W0609, node->span, day);
            year->class_[i] = DAY_WORK;
        }
    }
}

static void fill(struct check *check, struct calendar_year *year, const struct node *block)
{
    for (const struct node *node = block->child; node; node = node->next)
        if (node->kind == NODE_HOLIDAY)
            read_holiday(check, year, node);
    for (const struct node *node = block->child; node; node = node->next)
        if (node->kind == NODE_WORKDAY)
            read_workday(check, year, node);
    struct hours hours = hours_read(check, node_child(block, NODE_HOURS));
    for (size_t i = 0; i < hours.n; i++)
        VEC_ADD(check->arena, &year->hours, hours.at[i]);
    if (!node_child(block, NODE_HOURS) && !block->broken)
        SAY(check, DIAG_E0610, node_child(block, NODE_NUMBER)->span);
}

static const struct node *earlier_block(const struct check *check, const struct node *block,
                                        int64_t number)
{
    for (const struct node *other = node_child(check->rules, NODE_CALENDAR);
         other && other != block; other = node_again(other)) {
        const struct node *year = node_child(other, NODE_NUMBER);
        if (year && year->number == number)
            return other;
    }
    return NULL;
}

static void add_year(struct check *check, const struct node *block)
{
    const struct node *number = node_child(block, NODE_NUMBER);
    if (!number || number->broken)
        return;
    int64_t year = number->number / 1000000;
    if (number->number % 1000000 || year < FIRST_YEAR || year > LAST_YEAR) {
        SAY(check, DIAG_E0611, number->span);
        return;
    }
    const struct node *earlier = earlier_block(check, block, number->number);
    if (earlier) {
        struct diag *diag = SAY(check, DIAG_E0301, number->span, BOTH("日历", "calendar"),
                                say_text(check, "%d", (int)year));
        say_label(check, diag, node_child(earlier, NODE_NUMBER)->span,
                  BOTH("先在这里写了", "it first stands here"));
        return;
    }
    struct calendar_year calendar = plain_year((int)year);
    fill(check, &calendar, block);
    VEC_ADD(check->arena, &check->model->calendar, calendar);
}

void calendar_demand(struct check *check, struct span span)
{
    if (!check->model->calendar.n && !check->calendar_missed)
        SAY(check, DIAG_E0511, span);
    check->calendar_missed = true;
}

static int by_year(const void *a, const void *b)
{
    return ((const struct calendar_year *)a)->year - ((const struct calendar_year *)b)->year;
}

void calendar_fill(struct check *check)
{
    for (const struct node *block = node_child(check->rules, NODE_CALENDAR); block;
         block = node_again(block))
        add_year(check, block);
    struct model *model = check->model;
    if (model->calendar.n)
        qsort(model->calendar.at, model->calendar.n, sizeof model->calendar.at[0], by_year);
}
