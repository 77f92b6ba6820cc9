/* time: times as a reader would underline them: 昨天下午三点半, 从上个月开始, 每天早上六点,
 * 连续三天, 国庆期间. The clock times, days and weekdays in them are when.h's; here come the words
 * that do not decide by themselves but belong to the same underlining: parts of the day,
 * repetitions, lengths, months and seasons.
 *
 * Both are pieces; pieces that touch, or have 的 or 到 between them, are one mention, and what each
 * says is put together. A length alone (三天) is one only where it is no deadline (三天内). */
#include "dsl/mention/seek.h"

#include "dsl/base/sort.h"

enum piece_kind { PIECE_WHEN, PIECE_PART, PIECE_EVERY, PIECE_LENGTH, PIECE_SPAN, PIECE_NOW };

struct piece {
    enum piece_kind kind;
    uint32_t from, to; /* code points */
    const struct when *when;
    int64_t minutes; /* of a length; before now */
    int64_t unit;    /* of the length, in minutes */
    bool ago, about;
};

typedef VEC(struct piece) pieces;

enum { DAYS_SURE = 45 };

/* ---- tables ---- */

static const struct {
    const char *words;
    int64_t minutes;
} units[] = {
    {"分钟", 1},
    {"小时 个小时 个钟头 钟头 个钟", 60},
    {"工作日 个工作日", 0},
    {"天 昼夜 天天", 1440},
    {"个晚上 个通宵 晚上 夜 晚", 1440},
    {"个星期 星期 周 个礼拜 礼拜", 10080},
    {"个季度 季度", 131400},
    {"个月", 43200},
    {"年", 525600},
};

/* ---- pieces ---- */

static uint32_t longest(const struct seek *seek, uint32_t at, const char *words)
{
    struct view rest = view_of(words), left = seek_text(seek, at, seek->n);
    size_t best = 0;
    while (rest.p) {
        struct view word = view_cut(&rest, ' ');
        if (word.n > best && view_starts(left, word))
            best = word.n;
    }
    return best ? seek_point(seek, seek->offset[at] + (uint32_t)best) : 0;
}

static void add_piece(struct seek *seek, pieces *list, enum piece_kind kind, uint32_t from,
                      uint32_t to)
{
    *VEC_PUSH(seek->arena, list) = (struct piece){.kind = kind, .from = from, .to = to};
}

/* The unit of a length at `at`, and its minutes. */
static uint32_t read_unit(const struct seek *seek, uint32_t at, int64_t *minutes)
{
    uint32_t best = 0;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        uint32_t to = longest(seek, at, units[i].words);
        if (to > best) {
            best = to;
            *minutes = units[i].minutes;
        }
    }
    bool other = best && seek_follows_any(seek, best,
                                          "级 代 度 份 货 检 审 会 报 薪 气 花 然 边 龄 限 "
                                          "桥 猫 轮 末 六 日 一 二 三 四 五 刊 围 转 浦 纪");
    return other || (best && seek->at[at] == U'年' && seek_is_digit(seek->at[best])) ? 0 : best;
}

/* 三天, 一个半月, 半小时, 两年多, 好几天, 10多年, 个把月 */
static bool read_length(const struct seek *seek, uint32_t at, struct seek_length *length)
{
    struct mention_number number = {0};
    size_t byte = seek->offset[at];
    int64_t unit = 0;
    bool half = seek->at[at] == U'半', some = seek->at[at] == U'几' || seek->at[at] == U'数';
    uint32_t to = at + 1;
    if (seek_follows(seek, at, "个把")) {
        some = true;
        to = at + 2;
    } else if (half)
        number.value = 500000;
    else if (mention_read_number(seek->text, &byte, &number))
        to = seek_point(seek, (uint32_t)byte);
    else if (!some)
        return false;
    if (number.value > INT64_C(400) * 1000000 || seek->at[at] == '0')
        return false;
    if (seek_follows(seek, to, "个多")) { /* 一个多月 */
        uint32_t end = seek_follows_any(seek, to + 2, "月 小时 星期 礼拜 钟头");
        unit = seek_follows_any(seek, to + 2, "小时 钟头") ? 60 : MINUTES_A_DAY;
        *length = (struct seek_length){.to = end, .unit = unit, .about = true};
        return end != 0;
    }
    if (seek_follows(seek, to, "个半")) { /* 一个半月 */
        number.value += 500000;
        uint32_t end = seek_follows_any(seek, to + 2, "月 小时 钟头");
        if (!end)
            return false;
        unit = seek->at[to + 2] == U'月' ? 43200 : 60;
        to = end;
    } else if (some && seek->at[at] == U'个' && seek->at[to] == U'月') {
        unit = 43200;
        to++;
    } else if ((to = read_unit(seek, to, &unit)) == 0) {
        return false;
    }
    length->about = some || number.about;
    for (uint32_t more; (more = seek_follows_any(seek, to, "多 左右 以上 有余 半 整")) != 0;
         to = more)
        length->about |= seek->at[to] != U'半' && seek->at[to] != U'整';
    length->to = to;
    length->minutes = some ? 0 : number.value * unit / 1000000;
    length->unit = unit;
    return true;
}

/* What stands before a length and makes it sure that it is one. */
static uint32_t length_head(const struct seek *seek, uint32_t at)
{
    uint32_t from = at;
    static const char *const heads[] = {"连续", "持续", "长达", "已经",     "已有", "将近",
                                        "超过", "整整", "足足", "断断续续", "等了", "近",
                                        "连",   "好",   "一连", "前后"};
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        uint32_t n = 0;
        for (const char *p = heads[i]; *p; p++)
            n += ((unsigned char)*p & 0xc0) != 0x80;
        if (at >= n && seek_follows(seek, at - n, heads[i]) == at && at - n < from)
            from = at - n;
    }
    if (seek->at[at] == U'个' && at && seek->at[at - 1] == U'有') /* 有|个把月, not 有个|把 */
        from = at - 1;
    return from;
}

static uint32_t add_length(struct seek *seek, pieces *list, uint32_t from,
                           const struct seek_length *length)
{
    add_piece(seek, list, PIECE_LENGTH, from, length->to);
    struct piece *piece = &list->at[list->n - 1];
    piece->ago = length->ago;
    piece->about = length->about;
    piece->minutes = length->minutes;
    piece->unit = length->unit;
    return piece->to;
}

static uint32_t try_length(struct seek *seek, pieces *list, uint32_t at)
{
    struct seek_length length;
    if (!read_length(seek, at, &length) || seek_follows(seek, at, "四周"))
        return 0;
    if (!length.minutes && !length.about)
        return length.to; /* working days are a deadline */
    uint32_t head = length_head(seek, at);
    uint32_t ago = seek_follows_any(seek, length.to, "以前 之前 前");
    if (ago && seek_among(seek->at[ago], "后台往面提"))
        ago = 0;
    bool deadline = seek_follows_any(seek, length.to, "内 以内 之内 后 以后 之后 期 以下") != 0;
    if (!ago && deadline && head == at)
        return length.to;
    length.ago = ago != 0;
    length.to = ago ? ago : length.to;
    return add_length(seek, list, head, &length);
}

/* 3月, 3月份, 2019年, 2019年3月: a month or a year, without a day. */
static uint32_t try_month(struct seek *seek, pieces *list, uint32_t at)
{
    size_t byte = seek->offset[at], next;
    int value = 0;
    if (!when_number(seek->text, &byte, &value))
        return 0;
    uint32_t to = seek_point(seek, (uint32_t)byte), end = 0, month = to;
    if (value >= 1950 && value < 2100 && (end = seek_follows(seek, to, "年")) != 0) {
        next = seek->offset[end];
        month = 0;
        if (when_number(seek->text, &next, &value))
            month = seek_point(seek, (uint32_t)next);
    }
    if (month && value >= 1 && value <= 12) {
        uint32_t named = seek_follows_any(seek, month, "月份 月");
        if (named && !seek_among(seek->at[named], "饼亮球嫂子租供"))
            end = named;
    }
    if (!end || seek_follows_any(seek, end, "级 款"))
        return 0;
    uint32_t more = seek_follows_any(seek, end, "初 底 中旬 上旬 下旬");
    add_piece(seek, list, PIECE_SPAN, at, more ? more : end);
    return more ? more : end;
}

static bool may_count(uint32_t c)
{
    switch (c) {
    case U'一':
    case U'二':
    case U'两':
    case U'三':
    case U'四':
    case U'五':
    case U'六':
    case U'七':
    case U'八':
    case U'九':
    case U'十':
    case U'半':
    case U'几':
    case U'数':
    case U'个':
        return true;
    default:
        return seek_is_digit(c);
    }
}

/* 每月|15号 */
static uint32_t day_of_each(const struct seek *seek, uint32_t at)
{
    size_t byte = seek->offset[at];
    int day;
    if (at >= seek->n || !when_number(seek->text, &byte, &day))
        return at;
    uint32_t to = seek_follows_any(seek, seek_point(seek, (uint32_t)byte), "号 日");
    return to ? to : at;
}

static uint32_t try_word(struct seek *seek, pieces *list, uint32_t at)
{
    static const enum piece_kind kinds[WORD_USES] = {[WORD_PART] = PIECE_PART,
                                                     [WORD_EVERY] = PIECE_EVERY,
                                                     [WORD_SPAN] = PIECE_SPAN,
                                                     [WORD_NOW] = PIECE_NOW};
    const struct seek_word *word = seek_word_at(seek, &seek_times, at);
    if (!word || (seek->at[at] == U'五' && at && seek_among(seek->at[at - 1], "块元毛点十")))
        return 0; /* 三块五一斤 */
    uint32_t to = at + word->points;
    to = word->use == WORD_EVERY ? day_of_each(seek, to) : to;
    add_piece(seek, list, kinds[word->use], at, to);
    return to;
}

static uint32_t try_piece(struct seek *seek, pieces *list, uint32_t at)
{
    uint32_t before = at ? seek->at[at - 1] : 0, to = try_word(seek, list, at);
    struct seek_length length;
    if (!to && seek->at[at] < 0x80 && time_read_english(seek, at, &length))
        return add_length(seek, list, at, &length);
    if (!to && seek_is_latin(seek->at[at]) && (to = time_read_since(seek, at)) != 0)
        add_piece(seek, list, PIECE_SPAN, at, to);
    if (to || !may_count(seek->at[at]) || seek_is_digit(before) || before == U'第' || before == '.')
        return to;
    return (to = try_month(seek, list, at)) != 0 ? to : try_length(seek, list, at);
}

static void find_pieces(struct seek *seek, const struct when *whens, size_t n, pieces *list)
{
    size_t next = 0;
    for (uint32_t at = 0; at < seek->n;) {
        while (next < n && whens[next].from < seek->offset[at])
            next++;
        uint32_t to = 0;
        if (next < n && whens[next].from == seek->offset[at]) {
            to = seek_point(seek, whens[next].to);
            for (; next < n && whens[next].from == seek->offset[at]; next++) {
                add_piece(seek, list, PIECE_WHEN, at, to);
                list->at[list->n - 1].when = &whens[next];
            }
        } else {
            to = try_piece(seek, list, at);
        }
        if (next < n && to && whens[next].from > seek->offset[at] &&
            whens[next].from < seek->offset[to]) { /* 每|周三 */
            to = seek_point(seek, whens[next].from);
            if (list->n && list->at[list->n - 1].from == at) /* a number may be no piece */
                list->at[list->n - 1].to = to;
        }
        at = to > at ? to : at + 1;
    }
}

/* ---- what the pieces of one mention say together ---- */

static void say_day(struct mention_time *time, civil_day day)
{
    time->first = time->has_days && time->first < day ? time->first : day;
    time->last = time->has_days && time->last > day ? time->last : day;
    time->has_days = true;
}

static void say_when(struct mention_time *time, const struct when *when, struct civil_time now)
{
    civil_day day;
    if (when->has_week && now.minute != NONE) {
        civil_day monday = now.day - civil_weekday(now.day) + 7 * when->week;
        for (int i = 0; i < 7; i++)
            if (when->weekdays >> i & 1)
                say_day(time, monday + i);
    } else if (when_date(when, now, &day)) {
        say_day(time, day);
        time->has_year |= when->year != 0;
    } else if (when->kind == WHEN_WEEKDAYS) {
        time->weekdays |= when->weekdays;
    } else if (when->kind == WHEN_MINUTE) {
        if (!time->has_minutes)
            time->from = when->range.from;
        time->to = when->range.to;
        time->has_minutes = true;
    }
}

static void say_ago(struct mention_time *time, const struct piece *piece, struct civil_time now)
{
    if (now.minute == NONE || !piece->minutes)
        return;
    if (piece->minutes > DAYS_SURE * (int64_t)MINUTES_A_DAY) {
        time->vague = true; /* three years ago is no day */
        return;
    }
    int64_t then = (int64_t)now.day * MINUTES_A_DAY + now.minute - piece->minutes;
    say_day(time, (civil_day)(then / MINUTES_A_DAY));
    if (piece->minutes >= MINUTES_A_DAY)
        return;
    time->has_minutes = true;
    time->from = (int)(then % MINUTES_A_DAY);
    time->to = time->from + 1;
}

/* 最近|每天: pieces that stand together are said together. */
static void say_stretch(struct seek *seek, struct mention_time *time, const struct piece *piece)
{
    struct view words = seek_text(seek, piece->from, piece->to);
    if (time->stretch.n && words.p == time->stretch.p + time->stretch.n)
        time->stretch.n += words.n;
    else if (!time->stretch.n)
        time->stretch = words;
}

static void say_piece(struct seek *seek, struct mention_time *time, const struct piece *piece)
{
    switch (piece->kind) {
    case PIECE_WHEN:
        say_when(time, piece->when, seek->now);
        if (piece->when->kind == WHEN_WEEKDAYS && !piece->when->has_week)
            say_stretch(seek, time, piece);
        if (seek_among(seek->at[piece->to - 1], "晚夜早晨")) /* 昨晚 */
            time->part = seek_text(seek, piece->to - 1, piece->to);
        break;
    case PIECE_PART:
        time->part = seek_text(seek, piece->from, piece->to);
        break;
    case PIECE_EVERY:
        time->repeats = true;
        say_stretch(seek, time, piece);
        break;
    case PIECE_LENGTH:
        if (piece->ago)
            say_ago(time, piece, seek->now);
        else
            time->lasts = piece->minutes;
        time->how_long |= piece->ago != (piece->unit >= MINUTES_A_DAY);
        break;
    case PIECE_NOW:
        say_ago(time, &(struct piece){.minutes = 1}, seek->now);
        break;
    case PIECE_SPAN:
        time->vague = true;
        say_stretch(seek, time, piece);
        break;
    }
}

/* 从, 自 before a time; 开始, 至今, 期间 behind it. */
static void widen(const struct seek *seek, struct mention *mention)
{
    static const char behind[] =
        "开始 以来 至今 到现在 期间 左右 前后 之后 以后 之前 以前 起 初 底 中旬 上旬 下旬";
    uint32_t to, from = mention->from;
    if (mention->from && seek_among(seek->at[mention->from - 1], "从自") &&
        !(mention->from > 1 && seek_among(seek->at[mention->from - 2], "自从来")))
        mention->from--;
    if (mention->from > 1 && seek_follows(seek, mention->from - 2, "自从") == mention->from)
        mention->from -= 2;
    mention->time.since = mention->from < from;
    if (seek->at[mention->to] == U'第' && seek->at[mention->to + 1] != U'几' &&
        may_count(seek->at[mention->to + 1]) &&
        (to = seek_follows_any(seek, mention->to + 2, "次 回")) != 0) { /* 这个月|第四次 */
        struct view *stretch = &mention->time.stretch;
        if (stretch->n && stretch->p + stretch->n == seek->text.p + seek->offset[mention->to])
            stretch->n += seek->offset[to] - seek->offset[mention->to];
        mention->to = to;
    }
    while ((to = seek_follows_any(seek, mention->to, behind)) != 0) {
        uint32_t c = seek->at[mention->to];
        if ((c == U'起' && seek_among(seek->at[to], "来床火诉码到")) ||
            (seek_among(c, "初底") && !seek_among(seek->at[mention->to - 1], "月年")))
            break;
        mention->time.since |= seek_among(c, "开起") || seek_follows(seek, to - 2, "以来") ||
                               seek_follows(seek, to - 2, "至今");
        mention->to = to;
    }
}

/* Does the next piece belong to the same time? A point in time and one to another do. */
static bool goes_on(const struct seek *seek, uint32_t end, const struct piece *next)
{
    if (next->from <= end)
        return true;
    uint32_t gap = next->from - end;
    if (gap == 1)
        return seek_among(seek->at[end], "的到至-~ 都");
    return gap == 2 && seek_follows_any(seek, end, "开始 一到 就到 直到") == next->from;
}

/* 每 and nothing that comes every time. */
static bool is_bare(struct view words)
{
    return view_is(words, "每") || view_is(words, "每个") || view_is(words, "每到") ||
           view_is(words, "每逢") || view_is(words, "every");
}

struct mentions time_find(struct seek *seek)
{
    size_t most = seek->text.n / 3 + 4;
    struct when *whens = ARENA_ARRAY(seek->arena, most, struct when);
    VEC(struct mention) times = {0};
    pieces list = {0};
    find_pieces(seek, whens, when_find(seek->text, whens, most), &list);
    for (size_t i = 0; i < list.n;) {
        struct mention *mention = VEC_PUSH(seek->arena, &times);
        *mention =
            (struct mention){.kind = MENTION_TIME, .from = list.at[i].from, .to = list.at[i].to};
        do {
            if (list.at[i].to > mention->to)
                mention->to = list.at[i].to;
            say_piece(seek, &mention->time, &list.at[i]);
        } while (++i < list.n && goes_on(seek, mention->to, &list.at[i]));
        widen(seek, mention);
        if (is_bare(seek_text(seek, mention->from, mention->to)))
            times.n--;
        while (i < list.n && list.at[i].from < mention->to)
            i++;
    }
    return (struct mentions){times.at, times.n};
}
