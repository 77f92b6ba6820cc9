/* figures: a workbook keeps a date as a number of days and a code like 0601 as 601 with a format
 * that pads it. Whoever reads only the number loses both, so formats are read as far as a list of
 * duties needs them: padding, dates, times, percent. Everything else is shown plainly, with the
 * shortest figure that is still the number that was typed (15 digits, as spreadsheets have them).
 *
 * Days count from 1899-12-30, which makes every date since March 1900 right; the days before suffer
 * from a leap day that was none, and no duty list is that old. */
#include "dsl/exchange/figures.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "dsl/base/civil.h"

enum { MINUTES_A_DAY_ = 1440, DIGITS_MAX = 20 };

/* Passes over what a format quotes, escapes or puts in brackets; *at stands on it. */
static bool pass_quoted(struct view format, size_t *at)
{
    char c = format.p[*at], end = c == '[' ? ']' : '"';
    if (c == '\\' || c == '_' || c == '*') {
        (*at)++;
        return true;
    }
    if (c != '"' && c != '[')
        return false;
    while (*at + 1 < format.n && format.p[*at + 1] != end)
        (*at)++;
    (*at)++;
    return true;
}

struct seen {
    bool day, time, percent, other;
    int zeros, decimals;
    bool point;
};

static void see(struct seen *seen, char c)
{
    if (c == 'y' || c == 'Y' || c == 'd' || c == 'D')
        seen->day = true;
    else if (c == 'h' || c == 'H' || c == 's' || c == 'S')
        seen->time = true;
    else if (c == '%')
        seen->percent = true;
    else if (c == '.')
        seen->point = true;
    else if (c == '0' && seen->point)
        seen->decimals++;
    else if (c == '0')
        seen->zeros++;
    else if (c == '#' || c == ',' || c == 'E' || c == '?' || c == '/')
        seen->other = true;
}

struct figure_style figure_style_of(struct view format)
{
    struct seen seen = {0};
    if (format.n >= 7 && strncasecmp(format.p, "General", 7) == 0)
        return (struct figure_style){FIGURE_PLAIN, 0};
    for (size_t i = 0; i < format.n && format.p[i] != ';'; i++)
        if (!pass_quoted(format, &i))
            see(&seen, format.p[i]);
    if (seen.day)
        return (struct figure_style){FIGURE_DATE, 0};
    if (seen.time)
        return (struct figure_style){FIGURE_TIME, 0};
    if (seen.percent)
        return (struct figure_style){FIGURE_PERCENT, seen.decimals};
    if (seen.zeros > 1 && seen.zeros <= DIGITS_MAX && !seen.point && !seen.other)
        return (struct figure_style){FIGURE_PADDED, seen.zeros};
    return (struct figure_style){FIGURE_PLAIN, 0};
}

struct figure_style figure_style_built_in(int number)
{
    if (number == 9 || number == 10)
        return (struct figure_style){FIGURE_PERCENT, number == 9 ? 0 : 2};
    if ((number >= 18 && number <= 21) || (number >= 32 && number <= 35) ||
        (number >= 45 && number <= 47))
        return (struct figure_style){FIGURE_TIME, 0};
    if ((number >= 14 && number <= 22) || (number >= 27 && number <= 36) ||
        (number >= 50 && number <= 58))
        return (struct figure_style){FIGURE_DATE, 0};
    return (struct figure_style){FIGURE_PLAIN, 0};
}

/* ---- showing ---- */

static void show_minutes(long minutes, struct buf *out)
{
    buf_print(out, "%02ld:%02ld", minutes / 60, minutes % 60);
}

static void show_date(double value, bool since_1904, struct buf *out)
{
    struct civil epoch = since_1904 ? (struct civil){1904, 1, 1} : (struct civil){1899, 12, 30};
    double day = floor(value);
    long minutes = lround((value - day) * MINUTES_A_DAY_);
    if (minutes == MINUTES_A_DAY_) {
        day += 1;
        minutes = 0;
    }
    struct civil date = civil_from_day(civil_to_day(epoch) + (civil_day)day);
    buf_print(out, "%04d-%02d-%02d", date.year, date.month, date.day);
    if (minutes) {
        buf_byte(out, ' ');
        show_minutes(minutes, out);
    }
}

static void show_padded(double value, int digits, struct buf *out)
{
    if (value != floor(value))
        buf_print(out, "%.15g", value);
    else
        buf_print(out, "%0*.0f", value < 0 ? digits + 1 : digits, value);
}

static void show_percent(double value, int decimals, struct buf *out)
{
    buf_print(out, "%.*f%%", decimals < DIGITS_MAX ? decimals : DIGITS_MAX, value * 100);
}

/* Whole numbers in full up to 15 digits, everything else in as few as do. */
static void show_plain(double value, struct buf *out)
{
    if (value == floor(value) && fabs(value) < 1e15)
        buf_print(out, "%.0f", value == 0 ? 0.0 : value);
    else
        buf_print(out, "%.15g", value);
}

void figure_show(struct view raw, struct figure_style style, bool since_1904, struct buf *out)
{
    char text[64], *end = text;
    if (raw.n && raw.n < sizeof text) {
        memcpy(text, raw.p, raw.n);
        text[raw.n] = '\0';
    } else {
        text[0] = '\0';
    }
    double value = strtod(text, &end);
    bool dated = value >= 0 && value < 2958466; /* up to the year 9999 */
    if (end == text || *end || !isfinite(value))
        buf_view(out, raw);
    else if (style.kind == FIGURE_DATE && dated)
        show_date(value, since_1904, out);
    else if (style.kind == FIGURE_TIME && dated)
        show_minutes(lround(value * MINUTES_A_DAY_), out);
    else if (style.kind == FIGURE_PADDED && fabs(value) < 1e15)
        show_padded(value, style.digits, out);
    else if (style.kind == FIGURE_PERCENT && fabs(value) < 1e9)
        show_percent(value, style.digits, out);
    else
        show_plain(value, out);
}
