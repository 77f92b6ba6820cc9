/* civil: the conversion counts in eras of 400 years, each 146,097 days, with years that begin in
 * March so that the leap day is the last of its year. */
#include "dsl/base/civil.h"

static bool leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool civil_valid(struct civil date)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (date.year < 1 || date.year > 9999 || date.month < 1 || date.month > 12 || date.day < 1)
        return false;
    return date.day <= days[date.month - 1] + (date.month == 2 && leap(date.year));
}

civil_day civil_to_day(struct civil date)
{
    int year = date.year - (date.month <= 2);
    int era = (year >= 0 ? year : year - 399) / 400;
    int year_of_era = year - era * 400;
    int day_of_year = (153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5 + date.day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

struct civil civil_from_day(civil_day day)
{
    int z = day + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097;
    int day_of_era = z - era * 146097;
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int month_from_march = (5 * day_of_year + 2) / 153;
    int month = month_from_march + (month_from_march < 10 ? 3 : -9);
    return (struct civil){
        .year = year_of_era + era * 400 + (month <= 2),
        .month = month,
        .day = day_of_year - (153 * month_from_march + 2) / 5 + 1,
    };
}

int civil_weekday(civil_day day)
{
    int n = (day + 3) % 7;
    return n < 0 ? n + 7 : n;
}

struct civil_time civil_local(int64_t seconds, int offset_minutes)
{
    int64_t local = seconds + (int64_t)offset_minutes * 60;
    int64_t day = local / 86400, rest = local % 86400;
    if (rest < 0) {
        rest += 86400;
        day--;
    }
    return (struct civil_time){(civil_day)day, (int)(rest / 60), (int)(rest % 60)};
}

int64_t civil_seconds(struct civil_time time, int offset_minutes)
{
    return (int64_t)time.day * 86400 + (int64_t)(time.minute - offset_minutes) * 60 + time.second;
}

bool civil_ends_day(int64_t seconds, int offset_minutes, civil_day *day)
{
    struct civil_time time = civil_local(seconds, offset_minutes);
    *day = time.day - 1;
    return time.minute == 0 && time.second == 0;
}

int civil_number(civil_day day)
{
    struct civil date = civil_from_day(day);
    return date.year * 10000 + date.month * 100 + date.day;
}

struct civil civil_from_number(int64_t number)
{
    return (struct civil){(int)(number / 10000), (int)(number / 100 % 100), (int)(number % 100)};
}

int civil_local_number(int64_t seconds, int offset_minutes)
{
    return civil_number(civil_local(seconds, offset_minutes).day);
}

bool civil_parse(struct view v, struct civil *out)
{
    struct view rest = v;
    int64_t year, month, day;
    if (!view_int(view_cut(&rest, '-'), 1, 9999, &year) || !rest.p ||
        !view_int(view_cut(&rest, '-'), 1, 12, &month) || !rest.p || !view_int(rest, 1, 31, &day))
        return false;
    *out = (struct civil){(int)year, (int)month, (int)day};
    return civil_valid(*out);
}
