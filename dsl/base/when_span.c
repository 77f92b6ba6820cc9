/* when_span: from one clock time to another. 晚上10点到6点 are two findings that become one;
 * 晚上六点 到半夜 is one that a word ends, for nobody says at which minute the night is half over.
 *
 * What goes over midnight is two findings of one span. An hour that names no half of the day takes
 * it from the other end: 11点到凌晨3点 begins at eleven in the evening. */
#include "dsl/base/when_scan.h"

enum { DAWN = 360 };

/* 八九点, two hours side by side: ends with the second. */
enum { TWO_HOURS = 61 };

void when_span(struct when_scan *scan, int from, int until, size_t to)
{
    struct when *when = &scan->out[scan->n - 1];
    bool over = until <= from && until > 0;
    when->to = (uint32_t)to;
    when->span = true;
    when->range = (struct minute_range){from, until > from ? until : MINUTES_A_DAY};
    if (!over)
        return;
    when->either = false;
    if (scan->n == scan->max)
        return;
    scan->out[scan->n] = *when;
    scan->out[scan->n++].range = (struct minute_range){0, until};
}

int when_begin_minute(int early, int until)
{
    int half = MINUTES_A_DAY / 2;
    int from_early = (until - early + MINUTES_A_DAY) % MINUTES_A_DAY;
    int from_late = (until - early - half + MINUTES_A_DAY) % MINUTES_A_DAY;
    return from_late > 0 && (from_late < from_early || !from_early) ? early + half : early;
}

bool when_says_between(struct view text, size_t at)
{
    static const char between[] = "between ";
    size_t n = sizeof between - 1;
    return at >= n && when_follows(text, at - n, between);
}

/* ---- what stands between the two ---- */

/* What may be done all that while, by the first character; longer ones first. */
/* clang-format off */
#define VERBS(VERB) \
    VERB(U'砸', "砸墙砸 砸 ") VERB(U'打', "打桩打 打牌打 打麻将打 打桩 打牌 打麻将 打 ") \
    VERB(U'堵', "堵车堵 堵 ") VERB(U'唱', "唱歌唱 唱 ") VERB(U'跳', "跳舞跳 跳 ") \
    VERB(U'放', "放歌放 放 ") VERB(U'喝', "喝酒喝 喝 ") VERB(U'吵', "吵 ") VERB(U'闹', "闹 ") \
    VERB(U'响', "响 ") VERB(U'干', "干 ") VERB(U'施', "施工 ") VERB(U'开', "开 ") \
    VERB(U'弄', "弄 ") VERB(U'敲', "敲 ") VERB(U'持', "持续 ") VERB(U'营', "营业 ") \
    VERB(U'排', "排 ") VERB(U'停', "停 ") VERB(U'装', "装修 ") VERB(U'喊', "喊 ") \
    VERB(U'叫', "叫 ") VERB(U'折', "折腾 ") VERB(U'作', "作业 ") VERB(U'忙', "忙 ") \
    VERB(U'轰', "轰 ") VERB(U'钻', "钻")
#define FILLERS_BEGIN(EACH) EACH(U'就') EACH(U'一') EACH(U'开') EACH(U'都') EACH(U'在')
#define MEANWHILE(EACH) VERBS(EACH) FILLERS_BEGIN(EACH)
/* clang-format on */
static const struct few meanwhile = FEW(MEANWHILE);

/* What was done all that while: 从早上六点砸到晚上十点, 十点一直唱到两点. Behind it, or at. */
static size_t done_meanwhile(struct view between)
{
#define WORDS(first, words) words
    static const char verbs[] = VERBS(WORDS);
#undef WORDS
    size_t at = 0;
    if (!few_may(&meanwhile, utf8_peek(between, 0)))
        return 0;
    for (size_t n; (n = when_follows_any(between, at, "就 一直 开始 都在 在 都")) != 0;)
        at = n;
    size_t verb = when_follows_any(between, at, verbs);
    return verb ? verb : at;
}

/* With which characters the text between the two may end: 到, till, 第二天, 凌晨 ... Mostly it ends
 * with others, for it is half the letter. */
/* clang-format off */
#define JOIN_ENDS(EACH) \
    EACH(U'到') EACH(U'至') EACH('-') EACH('~') EACH(U'一') EACH(U'—') EACH(U'–') EACH('o') EACH('l') \
    EACH('d') EACH(U'天') EACH(U'日') EACH(U'晚') EACH(U'的') EACH(U'晨') EACH(U'上') EACH(U'早') \
    EACH(U'午') EACH(U'里') EACH(U'夜')
/* clang-format on */
static const struct few join_ends = FEW(JOIN_ENDS);

static bool may_join(struct view between)
{
    size_t at = between.n;
    while (at > 0 && ((unsigned char)between.p[--at] & 0xc0) == 0x80)
        ;
    return between.n && few_may(&join_ends, utf8_peek(between, at));
}

/* What may stand between the two: 到, and a day or a part of it that the second belongs to; and,
 * where "between" stands before them. */
static bool joins_times(struct view between, bool said_between, bool *has_part)
{
    static const char parts[] = "凌晨 早上 早晨 清晨 清早 上午 中午 下午 傍晚 晚上 夜里 半夜 深夜";
    between = view_trim(between);
    if (!may_join(between))
        return false;
    size_t at = when_follows_any(between, done_meanwhile(between), "到 至");
    at = at ? at : when_follows_any(between, 0, "直到 - ~ 一 — – to till until");
    at = !at && said_between ? when_follows(between, 0, "and") : at;
    if (!at)
        return false;
    size_t next = when_follows_any(between, at, "第二天 次日 隔天 隔日 当天 当晚 翌日 的");
    at = next ? next : at;
    next = when_follows_any(between, at, parts);
    *has_part = next != 0;
    return (next ? next : at) == between.n;
}

static bool holds_colon(struct view text, const struct when *when)
{
    return view_find(view_sub(text, when->from, when->to), VIEW(":")) != SIZE_MAX;
}

/* 22点, 零点: no hour of twelve. */
static bool on_the_day_clock(struct view text, const struct when *when)
{
    size_t at = when->from;
    int hour;
    return when_number(text, &at, &hour) && (hour > 12 || hour == 0);
}

/* 晚上10点到6点 ends in the morning and 早上8点到6点 in the evening: of the two hours a number may
 * mean, the one that comes first. */
static int end_minute(const struct when *first, int to)
{
    int half = MINUTES_A_DAY / 2, early = to % half;
    int after = (early - first->range.from + MINUTES_A_DAY) % MINUTES_A_DAY;
    int later = (early + half - first->range.from + MINUTES_A_DAY) % MINUTES_A_DAY;
    return after > 0 && after < later ? early : early + half;
}

/* The last minute of the second, from its first. */
static int last_minute(const struct when *second)
{
    bool two = second->range.to - second->range.from == TWO_HOURS;
    return two ? second->range.to - 1 : second->range.from;
}

void when_join_range(struct when_scan *scan)
{
    if (scan->n < 2)
        return;
    struct when *first = &scan->out[scan->n - 2], *second = first + 1;
    bool has_part = false;
    if (first->kind != WHEN_MINUTE || second->kind != WHEN_MINUTE || second->from < first->to ||
        !joins_times(view_sub(scan->text, first->to, second->from),
                     when_says_between(scan->text, first->from), &has_part))
        return;
    int from = first->range.from, to = last_minute(second);
    bool sure = has_part || on_the_day_clock(scan->text, second);
    if (!sure && !holds_colon(scan->text, second))
        to = end_minute(first, to);
    if (has_part && first->either && to <= DAWN)
        from = when_begin_minute(from, to);
    if (from == to)
        return;
    first->either = first->either && !sure;
    scan->n--;
    when_span(scan, from, to, second->to);
}

/* ---- until a part of the day ---- */

/* 半夜, 天亮: the minute that a clock time goes on to; 0 at midnight. NONE: none of these. */
static int part_ends(struct view text, size_t at, size_t *to)
{
    static const struct {
        const char *words;
        int until;
    } ends[] = {{"大半夜 半夜 深夜 午夜 夜里", 0},
                {"凌晨", 180},
                {"天亮 天明 大天亮 清晨 早上 早晨", DAWN},
                {"中午", 720},
                {"下午", 1080},
                {"晚上", 1320}};
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if ((*to = when_follows_any(text, at, ends[i].words)) != 0)
            return ends[i].until;
    return NONE;
}

size_t when_open_end(struct when_scan *scan, size_t at)
{
    struct when *when = &scan->out[scan->n - 1];
    struct view rest = view_sub(scan->text, at, scan->text.n);
    size_t end = when_follows_any(rest, done_meanwhile(rest), "直到 到 至"), to;
    size_t next = end ? when_follows_any(rest, end, "第二天 次日 隔天 翌日") : 0;
    int until = end ? part_ends(rest, next ? next : end, &to) : NONE;
    if (when->span || until == NONE || when_is_numeral(utf8_peek(rest, to)))
        return at;
    int from = when->range.from;
    if (when->either && until <= DAWN)
        from = when_begin_minute(from, until);
    if (from == until)
        return at;
    when->either = false;
    when_span(scan, from, until, at + to);
    return at + to;
}
