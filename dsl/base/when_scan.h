/* when_scan: what the parts of when.c share. Private to dsl/base. */
#ifndef ZHIDA_WHEN_SCAN_H
#define ZHIDA_WHEN_SCAN_H

#include "dsl/base/utf8.h"
#include "dsl/base/when.h"

/* The part of the day that a clock hour belongs to. */
enum day_part {
    PART_NONE,
    PART_DAWN,
    PART_MORNING,
    PART_NOON,
    PART_AFTERNOON,
    PART_EVENING,
    PART_NIGHT
};

struct when_scan {
    struct view text;
    size_t at;          /* where the next code point begins */
    uint32_t previous;  /* the code point before it, or 0 */
    size_t points;      /* code points before it */
    enum day_part part; /* the last part of the day that was named ... */
    size_t part_end;    /* ... and how many code points stand before its end */
    struct when *out;
    size_t n, max;
};

/* Does the text go on like this at byte `at`? Returns the byte behind it, else 0. */
static inline size_t when_follows(struct view text, size_t at, const char *words)
{
    size_t n = strlen(words); /* nearly always known when this is compiled */
    return n <= text.n - at && memcmp(text.p + at, words, n) == 0 ? at + n : 0;
}

/* The same for the first that fits of several, separated by blanks. */
static inline size_t when_follows_any(struct view text, size_t at, const char *words)
{
    return view_goes_on(text, at, words, ' ');
}

/* Is it one of 0-9 零〇一二两三四五六七八九十百千? The Chinese ones stand where a factor takes
 * them, each alone: no branch has to guess which it is. */
static inline bool when_is_numeral(uint32_t c)
{
    static const uint16_t chinese[16] = {U'〇', U'两', U'四', U'六', U'七', U'八', 0,     U'五',
                                         U'千', U'百', U'十', U'九', U'零', U'二', U'一', U'三'};
    return c - '0' < 10 || (chinese[c * 0x7319f3f7u >> 28] == c && c != 0);
}

/* The second characters of the words for days and parts of the day. */
#define WHEN_SECOND_CHARACTERS(EACH)                                                               \
    EACH(U'天')                                                                                    \
    EACH(U'晚')                                                                                    \
    EACH(U'日')                                                                                    \
    EACH(U'夜')                                                                                    \
    EACH(U'儿')                                                                                    \
    EACH(U'早')                                                                                    \
    EACH(U'晨') EACH(U'上') EACH(U'午') EACH(U'间') EACH(U'里') EACH(U'前') EACH(U'后') EACH(U'个')

/* Do the two begin a word for a day or a part of it? */
bool when_may_be_day(uint32_t first, uint32_t second);

/* Could a word for weekdays begin here? 工作日 begins as 工作 does, 休息日 as 休息.
 */
static inline bool when_may_be_weekday(const uint16_t *units)
{
    bool three = units[0] == U'工' || units[0] == U'休' || units[0] == U'双';
    return !three || units[2] == U'日';
}

/* Could the number that begins with these units be a time or a date, by what stands behind it, and
 * by the unit before it (0: none)? */
bool when_worth_number(const uint16_t *units, uint16_t before);

/* Is it one of these characters? 0 never is. */
bool when_among(uint32_t c, const char *characters);

/* Does this Latin word stand at scan->at, with no letter beside it? */
size_t when_follows_word(const struct when_scan *scan, const char *word);

/* Adds a finding from scan->at up to `to`. */
struct when *when_add(struct when_scan *scan, enum when_kind kind, size_t to);

/* Each of the following tries at scan->at, adds what it finds and returns the byte behind it, or
 * 0: a word for a day or a part of it, a weekday, the same in English ... */
size_t when_day_word(struct when_scan *scan);
size_t when_weekday(struct when_scan *scan);
size_t when_english_day(struct when_scan *scan);
size_t when_english_weekday(struct when_scan *scan);
size_t when_english_month(struct when_scan *scan);
size_t when_english_hour(struct when_scan *scan);

/* ... and, where a number stands that was read up to byte `at`: a clock time, 3月5日, 2026-03-05,
 * 11/20晚上, 20 November, 三天前. */
size_t when_clock(struct when_scan *scan, int hour, size_t at);
size_t when_month_day(struct when_scan *scan, int month, size_t at);
size_t when_full_date(struct when_scan *scan, int year, size_t at);
size_t when_day_of_month(struct when_scan *scan, int day, size_t at);
size_t when_days_away(struct when_scan *scan, int days, size_t at);
size_t when_short_date(struct when_scan *scan, int month, size_t at);
size_t when_english_date(struct when_scan *scan, int day, size_t at);

/* ---- when_span.c ---- */

/* The last finding goes from one minute of the day to the other, over midnight as two findings. */
void when_span(struct when_scan *scan, int from, int until, size_t to);

/* Two clock times with no more than 到 between them, the last two findings, become one range. */
void when_join_range(struct when_scan *scan);

/* 到半夜, 到天亮 behind the last finding, a clock time up to byte `at`: it goes on until then. The
 * byte behind it. */
size_t when_open_end(struct when_scan *scan, size_t at);

/* Of the two times that one without its half of the day may mean, the last before `until`. */
int when_begin_minute(int early, int until);

/* Does "between" stand before this byte? */
bool when_says_between(struct view text, size_t at);

#endif
