/* talk_when: when it was, as the read-back says it. The date and the minutes are the matter's, for
 * they decide and are what has to be right. The citizen's own words come where the matter has no
 * place for what they say: how often (每天, 周末), since when it goes on (最近), before or after an
 * hour (以后), and several days of which it keeps one.
 *
 * Words are looked for in all that was said of the matter, the last message that has them counts.
 */
#include "gateway/talk/talk_when.h"

#include "dsl/base/stance.h"
#include "dsl/mention/mention.h"

enum { DAYS_SAID_MOST = 3, HALF_A_DAY = MINUTES_A_DAY / 2 };

/* What the words say beside the matter; views of the words as they were written. */
struct own_words {
    struct view stretch; /* 每天, 最近 */
    struct view lasts;   /* 两年, 半个月 */
    int64_t minutes;     /* of that, 0: not known */
    bool repeats;
    struct view part;                 /* 早上, of the day that is kept */
    struct view hour;                 /* 以后, 左右 behind the clock time that is kept */
    struct view days[DAYS_SAID_MOST]; /* the times of one message that name different days */
    size_t day_count, kept;           /* up to the one that the matter keeps */
    bool tell_hours;                  /* one of these says the time of day, too */
};

/* ---- words ---- */

/* The clock time is the one that is known, or that twelve hours before or after. */
static bool is_known_minute(const struct known_time *time, const struct mention_time *said)
{
    for (int i = 0; i < time->ranges; i++)
        if (said->from % HALF_A_DAY == time->range[i].from % HALF_A_DAY)
            return said->to == said->from + 1;
    return false;
}

static struct view hour_word(struct view words)
{
    static const char *const behind[] = {"以后", "之后", "过后", "以前",
                                         "之前", "左右", "前后", "开始"};
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
        if (view_ends(words, view_of(behind[i])))
            return view_of(behind[i]);
    return VIEW("");
}

/* How long it has been going on: what follows says no more than that it has ("two years now"). A
 * wage of two months or a course of three weeks has something behind it. */
static bool is_how_long(const struct mention *one, struct view text)
{
    struct view rest = view_sub(text, one->to, text.n);
    static const char *const behind[] = {"了",   "没",       "都",   "还",   "也",
                                         "一直", " already", " now", " and", " but"};
    bool english = view_starts(rest, VIEW(" ")) && !(text.p[one->to - 1] & 0x80);
    if (!one->time.how_long || !rest.n || (cue_mark(rest) && !english))
        return one->time.how_long;
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
        if (view_starts(rest, view_of(behind[i])))
            return true;
    return false;
}

static void add_day_words(struct own_words *own, const struct mention_time *time, struct view words,
                          bool is_kept)
{
    if (own->day_count < DAYS_SAID_MOST)
        own->days[own->day_count] = words;
    own->day_count++;
    own->kept = is_kept ? own->day_count : own->kept;
    own->tell_hours |= time->part.n || time->has_minutes;
}

static bool keeps_day(const struct matter *matter, const struct mention_time *time)
{
    return time->has_days && matter->has_day && time->first <= matter->day &&
           matter->day <= time->last;
}

static void take_stretch(const struct folded *folded, const struct mention_time *time,
                         struct own_words *own)
{
    size_t from = (size_t)(time->stretch.p - folded->text.p);
    struct view words = fold_original(folded, from, from + time->stretch.n);
    own->stretch = view_ends(words, VIEW("都")) /* 每天都 */
                       ? view_sub(words, 0, words.n - strlen("都"))
                       : words;
    own->repeats = time->repeats;
}

static void take_mention(const struct matter *matter, const struct mention_time *time,
                         struct view words, struct own_words *own)
{
    if (time->part.n && keeps_day(matter, time))
        own->part = time->part;
    if (time->has_minutes && is_known_minute(&matter->time, time))
        own->hour = hour_word(words);
}

static bool is_denied(const struct stance *stances, size_t n, uint32_t at)
{
    for (size_t i = 0; i < n; i++)
        if (stances[i].kind == STANCE_DENIED && stances[i].from <= at && at < stances[i].to)
            return true;
    return false;
}

static void take_message(const struct talking *turn, struct view message, struct own_words *own)
{
    struct folded folded = fold_text(turn->arena, message);
    struct mentions found = mentions_find(turn->arena, folded.text, NULL, 0, turn->now);
    struct stance stances[STANCES_MAX];
    size_t stance_count = stance_find(folded.text, stances);
    struct own_words days = {.day_count = 0};
    bool since = false;
    civil_day first = 0;
    for (size_t i = 0; i < found.n; i++) {
        const struct mention *one = &found.at[i];
        if (one->kind != MENTION_TIME || is_denied(stances, stance_count, one->from))
            continue;
        struct view words = fold_original(&folded, one->from, one->to);
        take_mention(&turn->state->matter, &one->time, words, own);
        if (one->time.stretch.n && !(since && !one->time.repeats)) {
            take_stretch(&folded, &one->time, own);
            since = one->time.vague; /* "since we moved in, maybe August" */
        }
        if (is_how_long(one, folded.text)) {
            own->lasts = words;
            own->minutes = one->time.lasts;
        }
        if (!one->time.has_days || (days.day_count && one->time.first == first))
            continue;
        first = one->time.first;
        add_day_words(&days, &one->time, words, keeps_day(&turn->state->matter, &one->time));
    }
    if (!days.kept)
        return;
    memcpy(own->days, days.days, sizeof own->days);
    own->day_count = days.kept;
    own->tell_hours = days.tell_hours;
}

static struct own_words own_words(const struct talking *turn)
{
    struct own_words own = {.day_count = 0};
    for (struct view rest = turn->state->said; rest.n;)
        take_message(turn, view_cut(&rest, '\n'), &own);
    return own;
}

struct view when_in_words(const struct talking *turn, struct view message)
{
    struct own_words own = {.day_count = 0};
    take_message(turn, message, &own);
    return own.stretch;
}

/* ---- what is said ---- */

void when_put_date(const struct talking *turn, struct buf *out, civil_day day)
{
    struct civil date = civil_from_day(day);
    if (turn->state->language == LANGUAGE_EN)
        buf_print(out, "%04d-%02d-%02d", date.year, date.month, date.day);
    else
        buf_print(out, "%d月%d日", date.month, date.day);
}

static void space(struct buf *out)
{
    if (out->n)
        buf_byte(out, ' ');
}

/* "Eight or nine" holds the first minute of nine, and is said without it. */
static void put_range(struct buf *out, int from, int to, bool since)
{
    buf_print(out, "%02d:%02d", from / 60, from % 60);
    if (since)
        return;
    if (to != from + 1 && to % 60 == 1)
        to--;
    if (to != from + 1)
        buf_print(out, "-%02d:%02d", to / 60, to % 60);
}

static void put_hours(struct buf *out, const struct known_time *time, bool since)
{
    int last = time->ranges - 1;
    /* What goes over midnight is kept as two ranges and said as one. */
    bool over = last > 0 && time->range[0].from == 0 && time->range[last].to == MINUTES_A_DAY;
    for (int i = over ? 1 : 0; i <= last; i++) {
        if (i > (over ? 1 : 0))
            buf_text(out, ", ");
        put_range(out, time->range[i].from,
                  over && i == last ? time->range[0].to : time->range[i].to, since);
    }
}

static void put_days(const struct talking *turn, struct buf *out, const struct own_words *own)
{
    bool english = turn->state->language == LANGUAGE_EN;
    for (size_t i = 0; i < own->day_count; i++) {
        if (i > 0)
            buf_text(out, english ? ", " : "、");
        buf_view(out, own->days[i]);
    }
}

/* 最近, 去年 is worth saying where the desk wants to know when; a habit beside any time, too. */
static bool tells_stretch(const struct talking *turn, const struct own_words *own)
{
    const struct matter *matter = &turn->state->matter;
    bool timed = matter->time.known || matter->time.unknown || matter->weekdays;
    bool matters = (turn->decision.collect & COLLECT_TIME) || timed;
    return own->stretch.n && matter->kind != KIND_CONSULT &&
           (matters || (!own->repeats && !turn->no_length)) && (own->repeats || !matter->has_day);
}

/* Beside a day it is said by that, and a habit without hours says enough. */
static bool tells_length(const struct talking *turn, const struct own_words *own)
{
    const struct matter *matter = &turn->state->matter;
    return own->lasts.n && !turn->no_length && matter->kind != KIND_CONSULT && !matter->has_day &&
           (!own->repeats || matter->time.known);
}

/* No water for a day, and yesterday at three: it has gone on since then. */
static bool began_then(const struct talking *turn, const struct own_words *own)
{
    const struct matter *matter = &turn->state->matter;
    int64_t days = own->minutes / MINUTES_A_DAY, ago = turn->now.day - matter->day;
    return days && !own->repeats && matter->has_day && ago > 0 && days >= ago - 1 &&
           days <= ago + 1 && turn->state->language == LANGUAGE_ZH;
}

struct view when_say(const struct talking *turn)
{
    const struct matter *matter = &turn->state->matter;
    const struct known_time *time = &matter->time;
    struct own_words own = own_words(turn);
    bool several = matter->has_day && own.day_count > 1 && own.day_count <= DAYS_SAID_MOST;
    bool since = !several && began_then(turn, &own);
    struct buf out;
    buf_init(&out, 600);
    if (tells_stretch(turn, &own))
        buf_view(&out, own.stretch);
    if (several) {
        space(&out);
        put_days(turn, &out, &own);
    } else if (matter->has_day) {
        space(&out);
        when_put_date(turn, &out, matter->day);
    }
    bool hours = time->known && time->ranges && !(several && own.tell_hours);
    if (hours) {
        space(&out);
        put_hours(&out, time, since);
        buf_view(&out, own.hour);
    } else if (matter->has_day && !several && own.part.n) {
        space(&out);
        buf_view(&out, own.part);
    }
    if (since)
        buf_text(&out, "起");
    if (tells_length(turn, &own)) {
        buf_text(&out, !out.n ? "" : turn->state->language == LANGUAGE_EN ? ", " : "，");
        buf_view(&out, own.lasts);
    }
    struct view text = buf_keep(&out, turn->arena);
    buf_free(&out);
    return text;
}
