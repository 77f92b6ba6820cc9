/* deadline: when a duration that starts now is over. The calendar says of each day whether it is a
 * working day, and of each year which hours are worked; a year that is not announced yet is said
 * so, never guessed (due.missing_year).
 *
 * Whole working days are counted from the day after the start and end with the working hours.
 * Hours of work that is not urgent are used up stretch by stretch of the working hours. */
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

static bool end_of_work(const struct rules *rules, civil_day day, struct due *due)
{
    const struct image_year *year = need_year(rules, day, due);
    if (!year)
        return false;
    int close = MINUTES_A_DAY;
    if (year->hours.n)
        close = image_ranges(rules)[year->hours.at + year->hours.n - 1].to;
    due->at = moment(day, close);
    return true;
}

static bool after_workdays(const struct rules *rules, civil_day day, int count, struct due *due)
{
    while (count > 0) {
        const struct image_year *year = need_year(rules, ++day, due);
        if (!year)
            return false;
        count -= class_in(rules, year, day) == DAY_WORK;
    }
    return end_of_work(rules, day, due);
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

static bool use_day(const struct rules *rules, const struct image_year *year, civil_day day,
                    int64_t start, int64_t *left, struct due *due)
{
    static const struct image_range whole = {0, MINUTES_A_DAY};
    const struct image_range *hours = year->hours.n ? image_ranges(rules) + year->hours.at : &whole;
    uint32_t n = year->hours.n ? year->hours.n : 1;
    for (uint32_t i = 0; i < n; i++) {
        int64_t from = moment(day, hours[i].from);
        if (use_stretch(from > start ? from : start, moment(day, hours[i].to), left, due))
            return true;
    }
    return false;
}

static bool after_working_time(const struct rules *rules, int64_t start, int64_t left,
                               struct due *due)
{
    civil_day day = civil_local(start, CHINA_OFFSET_MINUTES).day;
    for (;; day++) {
        const struct image_year *year = need_year(rules, day, due);
        if (!year)
            return false;
        if (class_in(rules, year, day) == DAY_WORK && use_day(rules, year, day, start, &left, due))
            return true;
    }
}

bool due_compute(const struct rules *rules, struct duration within, bool urgent, int64_t start,
                 struct due *due)
{
    civil_day day = civil_local(start, CHINA_OFFSET_MINUTES).day;
    int64_t seconds = (int64_t)within.count * (within.measure == MEASURE_HOURS ? 3600 : 60);
    *due = (struct due){.at = start};
    switch (within.measure) {
    case MEASURE_NONE:
        return true;
    case MEASURE_WORKDAYS:
        return after_workdays(rules, day, within.count, due);
    case MEASURE_DAYS:
        return end_of_work(rules, day + within.count, due);
    case MEASURE_HOURS:
    case MEASURE_MINUTES:
        break;
    }
    if (!urgent)
        return after_working_time(rules, start, seconds, due);
    due->at = start + seconds;
    return true;
}
