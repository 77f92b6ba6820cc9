/* deadline_json: why a case's answer is due when it is, day by day. What the case keeps of its
 * deadline (where the count began, for how long) is counted once more by the rules in force; where
 * that does not give the deadline that stands, because the calendar or the hours have changed
 * since, the beginning and the duration are told and the days are not. */
#include "dsl/engine/decide.h"
#include "gateway/web/case_sheet.h"

enum { DAYS_SHOWN = 60 };

static json_t *day_json(const struct due_day *day)
{
    static const struct {
        const char *code, *zh, *en;
    } classes[] = {{"work", "工作日", "working day"},
                   {"off", "休息日", "day of rest"},
                   {"holiday", "节假日", "holiday"}};
    json_t *one = json_object();
    json_put_int(one, "date", civil_number(day->day));
    json_put_bool(one, "counted", day->counted);
    if (day->dayclass >= 0 && day->dayclass < DAYCLASS_COUNT) {
        json_object_set_new(one, "class", json_string(classes[day->dayclass].code));
        json_object_set_new(one, "zh", json_string(classes[day->dayclass].zh));
        json_object_set_new(one, "en", json_string(classes[day->dayclass].en));
    }
    return one;
}

static json_t *days_json(const struct rules *rules, const struct case_full *full)
{
    struct due due;
    struct due_day days[DAYS_SHOWN];
    json_t *list = json_array();
    bool urgent = full->line.flags & CASE_URGENT;
    int unit = full->line.unit.n ? rules_find(rules, NOUN_UNIT, full->line.unit) : NONE;
    if (!due_compute(rules, unit, full->due_within, urgent, full->due_from, &due) ||
        due.at != full->line.due)
        return list;
    size_t n = due_days(rules, unit, full->due_within, urgent, full->due_from, days, DAYS_SHOWN);
    for (size_t i = 0; i < n && i < DAYS_SHOWN; i++)
        json_array_append_new(list, day_json(&days[i]));
    return list;
}

json_t *deadline_json(const struct rules *rules, const struct case_full *full)
{
    static const char *const measures[] = {"", "minutes", "hours", "days", "workdays"};
    json_t *root = json_object();
    if (!rules || !full->line.due || !full->due_within.count)
        return root;
    json_put_int(root, "from", full->due_from);
    json_put_int(root, "count", full->due_within.count);
    json_object_set_new(root, "measure", json_string(measures[full->due_within.measure]));
    json_put_bool(root, "urgent", full->line.flags & CASE_URGENT);
    json_put_bool(root, "extended", full->line.flags & CASE_EXTENDED);
    json_put_int(root, "work_left", full->work_left);
    json_object_set_new(root, "days", days_json(rules, full));
    return root;
}
