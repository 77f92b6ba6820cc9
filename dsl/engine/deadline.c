/* deadline: when a duration that starts now is over. The calendar says of each day whether it is a
 * working day, and of each year which hours are worked; a year that is not announced yet is said
 * so, never guessed (due.missing_year).
 *
 * Whole working days are counted from the day after the start and end with the working hours.
 * Hours of work that is not urgent are used up stretch by stretch of the working hours: the unit's
 * own where it has some, else those of the year. */
#include "dsl/engine/decide.h"
#include "dsl/engine/layout.h"

static const struct image_year *year_of(const struct rules *rules, civil_day day)
{
    const struct image_year *years = image_years(rules);
    for (int i = 0; i < image_years_count(rules); i++)
        if (day >= years[i].first && day - years[i].first < (civil_day)years[i].days.n)
            return &years[i];
    return NULL;
}

static int class_in(const struct rules *rules, const struct image_year *year, civil_day day)
{
    return image_days(rules)[year->days.at + (uint32_t)(day - year->first)];
}

int calendar_class(const struct rules *rules, civil_day day)
{
    const struct image_year *year = year_of(rules, day);
    return year ? class_in(rules, year, day) : NONE;
}

static int64_t moment(civil_day day, int minute)
{
    return civil_seconds((struct civil_time){day, minute, 0}, CHINA_OFFSET_MINUTES);
}

/* The year that holds the day, or NULL with missing_year set. */
static const struct image_year *need_year(const struct rules *rules, civil_day day, struct due *due)
{
    const struct image_year *year = year_of(rules, day);
    if (!year)
        due->missing_year = civil_from_day(day).year;
    return year;
}

/* ---- working hours ---- */

/* The hours of a working day: the unit's own, else the year's, else the whole day. */
struct hours {
    const struct image_range *at;
    uint32_t n;
};

static struct hours hours_of(const struct rules *rules, int unit, const struct image_year *year)
{
    static const struct image_range whole = {0, MINUTES_A_DAY};
    struct image_run own = {0, 0};
    if (unit != NONE)
        own = image_units(rules)[unit].hours;
    if (!own.n)
        own = year->hours;
    return own.n ? (struct hours){image_ranges(rules) + own.at, own.n} : (struct hours){&whole, 1};
}

static bool end_of_work(const struct rules *rules, int unit, civil_day day, struct due *due)
{
    const struct image_year *year = need_year(rules, day, due);
    if (!year)
        return false;
    struct hours hours = hours_of(rules, unit, year);
    due->at = moment(day, hours.at[hours.n - 1].to);
    return true;
}

/* The working day that lies so many of them behind (step 1) or before (step -1) the day. */
static bool walk_workdays(const struct rules *rules, civil_day *day, int count, int step,
                          struct due *due)
{
    while (count > 0) {
        const struct image_year *year = need_year(rules, *day += step, due);
        if (!year)
            return false;
        count -= class_in(rules, year, *day) == DAY_WORK;
    }
    return true;
}

static bool after_workdays(const struct rules *rules, int unit, civil_day day, int count,
                           struct due *due)
{
    return walk_workdays(rules, &day, count, 1, due) && end_of_work(rules, unit, day, due);
}

/* Uses up *left seconds of one stretch of work; true when that was enough. */
static bool use_stretch(int64_t from, int64_t to, int64_t *left, struct due *due)
{
    if (from >= to)
        return false;
    if (to - from >= *left) {
        due->at = from + *left;
        return true;
    }
    *left -= to - from;
    return false;
}

static bool use_day(struct hours hours, civil_day day, int64_t start, int64_t *left,
                    struct due *due)
{
    for (uint32_t i = 0; i < hours.n; i++) {
        int64_t from = moment(day, hours.at[i].from);
        if (use_stretch(from > start ? from : start, moment(day, hours.at[i].to), left, due))
            return true;
    }
    return false;
}

static bool after_working_time(const struct rules *rules, int unit, int64_t start, int64_t left,
                               struct due *due)
{
    civil_day day = civil_local(start, CHINA_OFFSET_MINUTES).day;
    for (;; day++) {
        const struct image_year *year = need_year(rules, day, due);
        if (!year)
            return false;
        if (class_in(rules, year, day) == DAY_WORK &&
            use_day(hours_of(rules, unit, year), day, start, &left, due))
            return true;
    }
}

static int64_t seconds_of(struct duration duration)
{
    return (int64_t)duration.count * (duration.measure == MEASURE_HOURS ? 3600 : 60);
}

bool due_compute(const struct rules *rules, int unit, struct duration within, bool urgent,
                 int64_t start, struct due *due)
{
    civil_day day = civil_local(start, CHINA_OFFSET_MINUTES).day;
    *due = (struct due){.at = start};
    switch (within.measure) {
    case MEASURE_NONE:
        return true;
    case MEASURE_WORKDAYS:
        return after_workdays(rules, unit, day, within.count, due);
    case MEASURE_DAYS:
        return end_of_work(rules, unit, day + within.count, due);
    case MEASURE_HOURS:
    case MEASURE_MINUTES:
        break;
    }
    if (!urgent)
        return after_working_time(rules, unit, start, seconds_of(within), due);
    due->at = start + seconds_of(within);
    return true;
}

/* ---- backwards, between, and day by day ---- */

/* Uses up *left seconds of the day's work that lies before end, the last stretch first. */
static bool use_day_back(struct hours hours, civil_day day, int64_t end, int64_t *left,
                         struct due *due)
{
    for (uint32_t i = hours.n; i-- > 0;) {
        int64_t from = moment(day, hours.at[i].from), to = moment(day, hours.at[i].to);
        if (to > end)
            to = end;
        if (from >= to)
            continue;
        if (to - from >= *left) {
            due->at = to - *left;
            return true;
        }
        *left -= to - from;
    }
    return false;
}

static bool before_working_time(const struct rules *rules, int unit, int64_t end, int64_t left,
                                struct due *due)
{
    civil_day day = civil_local(end, CHINA_OFFSET_MINUTES).day;
    for (;; day--) {
        const struct image_year *year = need_year(rules, day, due);
        if (!year)
            return false;
        if (class_in(rules, year, day) == DAY_WORK &&
            use_day_back(hours_of(rules, unit, year), day, end, &left, due))
            return true;
    }
}

bool due_before(const struct rules *rules, int unit, struct duration ahead, bool urgent, int64_t at,
                struct due *due)
{
    civil_day day = civil_local(at, CHINA_OFFSET_MINUTES).day;
    *due = (struct due){.at = at};
    switch (ahead.measure) {
    case MEASURE_NONE:
        return true;
    case MEASURE_WORKDAYS:
        return walk_workdays(rules, &day, ahead.count, -1, due) &&
               end_of_work(rules, unit, day, due);
    case MEASURE_DAYS:
        due->at = at - ahead.count * 86400LL;
        return true;
    case MEASURE_HOURS:
    case MEASURE_MINUTES:
        break;
    }
    if (!urgent)
        return before_working_time(rules, unit, at, seconds_of(ahead), due);
    due->at = at - seconds_of(ahead);
    return true;
}

static int64_t overlap(int64_t from, int64_t to, int64_t first, int64_t last)
{
    int64_t a = from > first ? from : first, b = to < last ? to : last;
    return a < b ? b - a : 0;
}

bool due_work(const struct rules *rules, int unit, bool urgent, int64_t from, int64_t to,
              int64_t *seconds)
{
    struct due due;
    civil_day last = civil_local(to, CHINA_OFFSET_MINUTES).day;
    *seconds = urgent && to > from ? to - from : 0;
    if (urgent || to <= from)
        return true;
    for (civil_day day = civil_local(from, CHINA_OFFSET_MINUTES).day; day <= last; day++) {
        const struct image_year *year = need_year(rules, day, &due);
        if (!year)
            return false;
        struct hours hours = hours_of(rules, unit, year);
        for (uint32_t i = 0; i < hours.n && class_in(rules, year, day) == DAY_WORK; i++)
            *seconds +=
                overlap(from, to, moment(day, hours.at[i].from), moment(day, hours.at[i].to));
    }
    return true;
}

size_t due_days(const struct rules *rules, int unit, struct duration within, bool urgent,
                int64_t start, struct due_day *days, size_t max)
{
    struct due due;
    size_t n = 0;
    bool whole = within.measure == MEASURE_WORKDAYS, plain = within.measure == MEASURE_DAYS;
    if (!due_compute(rules, unit, within, urgent, start, &due))
        return 0;
    civil_day day = civil_local(start, CHINA_OFFSET_MINUTES).day + (whole || plain);
    for (; day <= civil_local(due.at, CHINA_OFFSET_MINUTES).day; day++, n++)
        if (n < max) {
            int dayclass = calendar_class(rules, day);
            days[n] = (struct due_day){day, dayclass, plain || urgent || dayclass == DAY_WORK};
        }
    return n;
}
