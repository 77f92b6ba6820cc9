/* imprint: officials put the same few facts into the same few places, in a handful of spellings.
 * What is not found stays empty; nothing is guessed from the middle of a text. */
#include "dsl/base/imprint.h"

#include "dsl/base/fold.h"
#include "dsl/base/utf8.h"

enum { TOP_LINES = 20, END_LINES = 12, NUMBER_HEAD = 14, ISSUER_LENGTH = 40, PLAIN_MAX = 4000 };

/* ---- dates ---- */

static int han_digit(uint32_t c)
{
    static const uint32_t digits[] = {0x3007, 0x4e00, 0x4e8c, 0x4e09, 0x56db,
                                      0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d};
    for (int i = 0; i < 10; i++)
        if (digits[i] == c)
            return i;
    return c == 0x96f6 || c == 0x25cb || c == 'O' ? 0 : -1; /* 零 ○ O */
}

/* A number in Arabic or Chinese figures (二〇二五, 十二, 二十三) at *at; -1: none. */
static int read_number(struct view text, size_t *at)
{
    int value = -1;
    bool ten = false;
    for (size_t next = *at; next < text.n; *at = next) {
        uint32_t c = utf8_next(text, &next);
        int digit = c >= '0' && c <= '9' ? (int)(c - '0') : han_digit(c);
        if (c == 0x5341) { /* 十 */
            value = value < 0 ? 10 : value * 10;
            ten = true;
        } else if (digit >= 0 && value < 100000) {
            value = value < 0 ? digit : ten && value % 10 == 0 ? value + digit : value * 10 + digit;
        } else {
            break;
        }
    }
    return value;
}

static void skip_blanks(struct view text, size_t *at)
{
    while (*at < text.n && text.p[*at] == ' ')
        (*at)++;
}

/* A number and the sign behind it, blanks between them allowed. */
static bool read_part(struct view text, size_t *at, const char *signs, int *value)
{
    size_t next;
    skip_blanks(text, at);
    *value = read_number(text, at);
    skip_blanks(text, at);
    if (*value < 0)
        return false;
    if (!signs)
        return true;
    next = *at;
    uint32_t c = next < text.n ? utf8_next(text, &next) : 0;
    struct view list = view_of(signs);
    for (size_t i = 0; i < list.n;)
        if (utf8_next(list, &i) == c) {
            *at = next;
            return true;
        }
    return false;
}

static bool date_at(struct view text, size_t at, civil_day *day, size_t *end)
{
    struct civil date;
    if (!read_part(text, &at, "年-./", &date.year) || date.year < 1950 || date.year > 2200 ||
        !read_part(text, &at, "月-./", &date.month) || !read_part(text, &at, NULL, &date.day))
        return false;
    if (view_starts(view_sub(text, at, text.n), VIEW("日")))
        at += sizeof "日" - 1;
    *end = at;
    *day = civil_valid(date) ? civil_to_day(date) : 0;
    return civil_valid(date);
}

bool imprint_date(struct view text, civil_day *day, size_t *from, size_t *end)
{
    for (size_t at = 0; at < text.n;) {
        size_t next = at;
        uint32_t c = utf8_next(text, &next);
        if (((c >= '1' && c <= '2') || c == 0x4e8c || c == 0x4e00) && date_at(text, at, day, end)) {
            *from = at;
            return true;
        }
        at = next;
    }
    return false;
}

/* ---- numbers of documents ---- */

static bool opens(uint32_t c)
{
    return c == 0x3014 || c == '[' || c == 0xff3b || c == '(' || c == 0xff08 || c == 0x3010 ||
           c == 0x2018;
}

static bool closes(uint32_t c)
{
    return c == 0x3015 || c == ']' || c == 0xff3d || c == ')' || c == 0xff09 || c == 0x3011 ||
           c == 0x2019;
}

static bool is_han(uint32_t c)
{
    return c >= 0x4e00 && c <= 0x9fff;
}

/* "〔2020〕3号" at `at`: where it ends, or 0. */
static size_t number_tail(struct view text, size_t at)
{
    size_t next = at;
    if (!opens(utf8_next(text, &next)))
        return 0;
    int year = read_number(text, &next);
    if (year < 1950 || year > 2200 || next >= text.n || !closes(utf8_next(text, &next)))
        return 0;
    skip_blanks(text, &next);
    if (view_starts(view_sub(text, next, text.n), VIEW("第")))
        next += sizeof "第" - 1;
    int serial = read_number(text, &next);
    skip_blanks(text, &next);
    bool good = serial >= 0 && view_starts(view_sub(text, next, text.n), VIEW("号"));
    return good ? next + sizeof "号" - 1 : 0;
}

/* The characters before it that name who numbers: "云政办发". */
static size_t number_head(struct view text, size_t at)
{
    size_t from = at;
    for (int i = 0; i < NUMBER_HEAD && from >= 3; i++) {
        size_t before = from - 3, next = before;
        uint32_t c = utf8_next(text, &next);
        if (next != from || !is_han(c))
            break;
        from = before;
    }
    return from;
}

struct view imprint_number(struct view text, size_t *at)
{
    size_t start = *at;
    while (*at < text.n) {
        size_t here = *at, end = number_tail(text, here), from = end ? number_head(text, here) : 0;
        utf8_next(text, at);
        if (!end)
            continue;
        *at = end;
        from = from < start ? start : from;
        if (from < here)
            return view_sub(text, from, end);
    }
    return VIEW("");
}

/* ---- comparing ---- */

static bool is_dropped(uint32_t c)
{
    return c == ' ' || c == 0x3000 || c == '\t' || c == 0x201c || c == 0x201d || c == '"';
}

struct view imprint_plain_number(struct arena *arena, struct view number)
{
    struct buf out;
    buf_init(&out, PLAIN_MAX);
    for (size_t at = 0; at < number.n;) {
        size_t from = at;
        uint32_t c = utf8_next(number, &at);
        if (opens(c))
            buf_byte(&out, '[');
        else if (closes(c))
            buf_byte(&out, ']');
        else if (!is_dropped(c) && c != 0x7b2c) /* 第 */
            buf_view(&out, view_sub(number, from, at));
    }
    struct view plain = buf_keep(&out, arena);
    buf_free(&out);
    return plain;
}

/* What stands between two marks, where both are there. */
static bool between(struct view text, struct view open, struct view close, struct view *inner)
{
    size_t from = view_find(text, open);
    if (from == SIZE_MAX)
        return false;
    from += open.n;
    size_t to = view_find(view_sub(text, from, text.n), close);
    *inner = to == SIZE_MAX ? text : view_sub(text, from, from + to);
    return to != SIZE_MAX && to > 0;
}

struct view imprint_plain_title(struct arena *arena, struct view title)
{
    struct view inner = title;
    struct buf out;
    if (!between(title, VIEW("《"), VIEW("》"), &inner) &&
        !between(title, VIEW("关于印发"), VIEW("的通知"), &inner))
        inner = title;
    struct view folded = fold_text(arena, inner).text;
    buf_init(&out, PLAIN_MAX);
    for (size_t at = 0; at < folded.n;) {
        size_t from = at;
        if (!is_dropped(utf8_next(folded, &at)))
            buf_view(&out, view_sub(folded, from, at));
    }
    struct view plain = buf_keep(&out, arena);
    buf_free(&out);
    return plain;
}

/* ---- labels and places ---- */

struct label {
    const char *name;
    int field; /* 0 number, 1 issuer, 2 date */
};

static const struct label labels[] = {
    {"发文字号", 0}, {"文号", 0},     {"发文机关", 1}, {"发布机构", 1}, {"发布机关", 1},
    {"制发机关", 1}, {"发文单位", 1}, {"发布单位", 1}, {"来源", 1},     {"成文日期", 2},
    {"发文日期", 2}, {"发布日期", 2}, {"印发日期", 2}, {"公布日期", 2}, {"发布时间", 2}};

static struct view value_of(struct view line, const char *name)
{
    size_t at = view_find(line, view_of(name));
    if (at == SIZE_MAX)
        return VIEW("");
    struct view rest = view_trim(view_sub(line, at + strlen(name), line.n));
    size_t next = 0;
    uint32_t c = rest.n ? utf8_next(rest, &next) : 0;
    if (c != 0xff1a && c != ':' && c != '|' && c != 0x3011 && c != ']')
        return VIEW("");
    rest = view_trim(view_sub(rest, next, rest.n));
    if (rest.n && rest.p[0] == ':')
        rest = view_trim(view_sub(rest, 1, rest.n));
    for (size_t i = 0; i < rest.n; i++)
        if (rest.p[i] == ' ' || rest.p[i] == '|' || rest.p[i] == '\t')
            return view_sub(rest, 0, i);
    return rest;
}

static struct view written_day(struct arena *arena, civil_day day)
{
    struct civil date = civil_from_day(day);
    struct buf out;
    buf_init(&out, 40);
    buf_print(&out, "%04d-%02d-%02d", date.year, date.month, date.day);
    struct view text = buf_keep(&out, arena);
    buf_free(&out);
    return text;
}

static void take_labels(struct arena *arena, struct view line, struct imprint *out)
{
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        struct view *const fields[] = {&out->number, &out->issuer, &out->published};
        struct view value = value_of(line, labels[i].name), *field = fields[labels[i].field];
        civil_day day;
        size_t from, end;
        if (!value.n || field->n || utf8_length(value) > ISSUER_LENGTH)
            continue;
        if (labels[i].field < 2)
            *field = value;
        else if (imprint_date(value, &day, &from, &end))
            *field = written_day(arena, day);
    }
}

static bool is_heading(struct view line)
{
    return line.n && line.p[0] == '#';
}

static bool is_office(struct view line)
{
    static const char *const offices[] = {"政府", "办公室", "局",   "委",   "委员会", "厅", "部",
                                          "中心", "办",     "支队", "分局", "管委会", "院", "处"};
    if (utf8_length(line) > ISSUER_LENGTH || utf8_length(line) < 3 || is_heading(line))
        return false;
    for (size_t i = 0; i < sizeof offices / sizeof *offices; i++) {
        struct view office = view_of(offices[i]);
        if (line.n > office.n && view_eq(view_sub(line, line.n - office.n, line.n), office))
            return true;
    }
    return false;
}

/* A line that is nothing but a date. */
static bool is_date(struct view line, civil_day *day)
{
    size_t from, end;
    struct view bare = line;
    if (view_starts(bare, VIEW("（")))
        bare = view_sub(bare, 3, bare.n);
    return imprint_date(bare, day, &from, &end) && from == 0 && bare.n - end <= 3;
}

struct ends {
    struct view last[END_LINES]; /* a ring of the last lines that are not blank */
    size_t count;
};

/* The date line at the end, and who signed above it. */
static void take_signature(struct arena *arena, const struct ends *ends, struct imprint *out)
{
    size_t n = ends->count < END_LINES ? ends->count : END_LINES;
    for (size_t back = 1; back <= n; back++) {
        struct view line = ends->last[(ends->count - back) % END_LINES];
        civil_day day;
        if (!is_date(line, &day))
            continue;
        if (!out->published.n)
            out->published = written_day(arena, day);
        if (back < n && !out->issuer.n) {
            struct view above = ends->last[(ends->count - back - 1) % END_LINES];
            if (is_office(above))
                out->issuer = above;
        }
        return;
    }
}

void imprint_read(struct arena *arena, struct view text, struct imprint *out)
{
    struct ends ends = {.count = 0};
    *out = (struct imprint){VIEW(""), VIEW(""), VIEW("")};
    for (size_t lines = 0; text.p;) {
        struct view line = view_trim(view_cut(&text, '\n'));
        size_t at = 0;
        if (!line.n)
            continue;
        if (lines++ < TOP_LINES) {
            take_labels(arena, line, out);
            if (!out->number.n && utf8_length(line) <= ISSUER_LENGTH && !is_heading(line))
                out->number = imprint_number(line, &at);
        }
        ends.last[ends.count++ % END_LINES] = line;
    }
    take_signature(arena, &ends, out);
}
