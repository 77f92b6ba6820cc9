/* due: deadlines by walking day after day (decide.h, due_compute).
 *
 * A working day counts when the calendar says so; the first is the day after the start. Hours of
 * work that is not urgent are taken from the working hours of working days, one stretch after the
 * other. Every day that is looked at is noted, so that an author can follow the count. */
#include "dsl/oracle/oracle.h"

enum { MOST_DAYS = 5000 };

struct walk {
    const struct model *model;
    const struct unit *unit; /* or NULL */
    struct arena *arena;
    oracle_days *steps;
    int *missing_year;
};

static const struct calendar_year *year_of(const struct model *model, civil_day day)
{
    for (size_t i = 0; i < model->calendar.n; i++) {
        const struct calendar_year *year = &model->calendar.at[i];
        if (day >= year->first && day < year->first + year->days)
            return year;
    }
    return NULL;
}

int oracle_dayclass(const struct model *model, civil_day day)
{
    const struct calendar_year *year = year_of(model, day);
    return year ? year->class_[day - year->first] : NONE;
}

int oracle_weekdays_class(unsigned weekdays)
{
    bool work = false, off = false;
    for (int day = 0; day < 7; day++) {
        bool said = weekdays >> day & 1;
        work = work || (said && day < 5);
        off = off || (said && day >= 5);
    }
    return work == off ? NONE : work ? DAY_WORK : DAY_OFF;
}

int oracle_known_dayclass(const struct model *model, const struct matter *matter)
{
    if (matter->dayclass != NONE)
        return matter->dayclass;
    return matter->has_day ? oracle_dayclass(model, matter->day)
                           : oracle_weekdays_class(matter->weekdays);
}

static const struct calendar_year *need_year(const struct walk *walk, civil_day day)
{
    const struct calendar_year *year = year_of(walk->model, day);
    if (!year)
        *walk->missing_year = civil_from_day(day).year;
    return year;
}

static void note(const struct walk *walk, civil_day day, int dayclass, bool counted)
{
    if (walk->steps)
        VEC_ADD(walk->arena, walk->steps, ((struct oracle_day){day, dayclass, counted}));
}

static int closing_minute(const struct walk *walk, const struct calendar_year *year)
{
    if (walk->unit && walk->unit->hours.n)
        return walk->unit->hours.at[walk->unit->hours.n - 1].to;
    return year->hours.n ? year->hours.at[year->hours.n - 1].to : MINUTES_A_DAY;
}

static int64_t at_minute(civil_day day, int minute)
{
    return civil_seconds((struct civil_time){day, minute, 0}, CHINA_OFFSET_MINUTES);
}

static bool end_of_day(const struct walk *walk, civil_day day, int64_t *at)
{
    const struct calendar_year *year = need_year(walk, day);
    if (year)
        *at = at_minute(day, closing_minute(walk, year));
    return year != NULL;
}

static bool workdays_later(const struct walk *walk, civil_day start, int count, int64_t *at)
{
    civil_day day = start;
    while (count > 0) {
        day++;
        if (!need_year(walk, day))
            return false;
        int dayclass = oracle_dayclass(walk->model, day);
        note(walk, day, dayclass, dayclass == DAY_WORK);
        count -= dayclass == DAY_WORK;
    }
    return end_of_day(walk, day, at);
}

/* Takes up to *left seconds of work from one stretch of a day; true when nothing is left. */
static bool work_stretch(int64_t from, int64_t to, int64_t start, int64_t *left, int64_t *at)
{
    if (from < start)
        from = start;
    if (from >= to)
        return false;
    if (to - from >= *left) {
        *at = from + *left;
        return true;
    }
    *left -= to - from;
    return false;
}

static bool work_day(const struct walk *walk, const struct calendar_year *year, civil_day day,
                     int64_t start, int64_t *left, int64_t *at)
{
    const struct unit *unit = walk->unit;
    for (size_t i = 0; unit && i < unit->hours.n; i++)
        if (work_stretch(at_minute(day, unit->hours.at[i].from),
                         at_minute(day, unit->hours.at[i].to), start, left, at))
            return true;
    if (unit && unit->hours.n)
        return false;
    if (!year->hours.n)
        return work_stretch(at_minute(day, 0), at_minute(day, MINUTES_A_DAY), start, left, at);
    for (size_t i = 0; i < year->hours.n; i++)
        if (work_stretch(at_minute(day, year->hours.at[i].from),
                         at_minute(day, year->hours.at[i].to), start, left, at))
            return true;
    return false;
}

static bool working_seconds_later(const struct walk *walk, int64_t start, int64_t left, int64_t *at)
{
    civil_day first = civil_local(start, CHINA_OFFSET_MINUTES).day;
    for (civil_day day = first; day < first + MOST_DAYS; day++) {
        const struct calendar_year *year = need_year(walk, day);
        if (!year)
            return false;
        int dayclass = oracle_dayclass(walk->model, day);
        note(walk, day, dayclass, dayclass == DAY_WORK);
        if (dayclass == DAY_WORK && work_day(walk, year, day, start, &left, at))
            return true;
    }
    return false;
}

bool oracle_due(const struct model *model, int unit, struct arena *arena, struct duration within,
                bool urgent, int64_t start, int64_t *at, int *missing_year, oracle_days *steps)
{
    const struct unit *of = unit == NONE ? NULL : &model->units.at[unit];
    struct walk walk = {model, of, arena, steps, missing_year};
    civil_day day = civil_local(start, CHINA_OFFSET_MINUTES).day;
    int64_t seconds = (int64_t)within.count * (within.measure == MEASURE_HOURS ? 3600 : 60);
    *missing_year = 0;
    *at = start;
    switch (within.measure) {
    case MEASURE_NONE:
        return true;
    case MEASURE_WORKDAYS:
        return workdays_later(&walk, day, within.count, at);
    case MEASURE_DAYS:
        return end_of_day(&walk, day + within.count, at);
    case MEASURE_HOURS:
    case MEASURE_MINUTES:
        break;
    }
    if (!urgent)
        return working_seconds_later(&walk, start, seconds, at);
    *at = start + seconds;
    return true;
}
