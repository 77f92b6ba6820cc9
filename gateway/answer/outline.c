/* outline: officials number what they write the same way everywhere (一、 （一） 1. 第X条), so the
 * numbering is the structure. A numbered line that is short is a heading; of a long one its first
 * words may be ("一、申报对象。凡在本区..."): what is cut is only the line, no word is changed.
 *
 * The title is the first line that looks like one, put together from up to three where it was
 * broken to be centred. Where a text has headings of its own (a web page, a Word file with styles)
 * only its articles (第X条) are added. */
#include "gateway/answer/outline.h"

#include "dsl/base/buf.h"
#include "dsl/base/utf8.h"
#include "dsl/base/vec.h"

enum {
    HEADING_LENGTH = 40, /* characters */
    LEAD_LENGTH = 22,    /* of a heading that begins a paragraph */
    ITEM_LENGTH = 24,
    WRAPPED_CELLS = 40, /* a text that is narrower was broken on purpose */
    TITLE_LENGTH = 70,
    TITLE_WITHIN = 14, /* lines from the top */
    TITLE_PARTS = 3,
    OWN_HEADINGS = 2,
    TEXT_MAX = 64 << 20
};

struct lines {
    VEC(struct view) at;
    struct view front; /* front matter, as it is */
};

/* ---- numbering ---- */

static const char *const han_digits = "一二三四五六七八九十百零〇两";

static bool is_in(const char *signs, uint32_t c)
{
    struct view v = view_of(signs);
    for (size_t at = 0; at < v.n;)
        if (utf8_next(v, &at) == c)
            return true;
    return false;
}

static bool is_number_sign(uint32_t c)
{
    return (c >= '0' && c <= '9') || is_in(han_digits, c);
}

/* Behind the run of figures, Chinese or Arabic, that begins at `at`; `at` where there is none. */
static size_t past_number(struct view line, size_t at)
{
    for (size_t next = at; next < line.n; at = next)
        if (!is_number_sign(utf8_next(line, &next)))
            break;
    return at;
}

static uint32_t sign_at(struct view line, size_t at, size_t *next)
{
    *next = at;
    return at < line.n ? utf8_next(line, next) : 0;
}

/* 第十二条 */
static int level_of_article(struct view line, size_t *number)
{
    size_t head = sizeof "第" - 1, end = past_number(line, head), next;
    if (!view_starts(line, VIEW("第")) || end == head)
        return 0;
    uint32_t c = sign_at(line, end, &next);
    *number = next;
    return c == 0x7ae0 /* 章 */ ? 2 : c == 0x8282 /* 节 */ || c == 0x6761 /* 条 */ ? 3 : 0;
}

/* （一） (1) */
static int level_of_bracket(struct view line, size_t *number)
{
    size_t at, next;
    uint32_t c = sign_at(line, 0, &at);
    size_t end = past_number(line, at);
    if ((c != '(' && c != 0xff08) || end == at)
        return 0;
    bool han = (unsigned char)line.p[at] >= 0x80;
    c = sign_at(line, end, &next);
    *number = next;
    return c == ')' || c == 0xff09 ? (han ? 3 : 4) : 0;
}

/* 一、 1. 1、 */
static int level_of_plain(struct view line, size_t *number)
{
    size_t end = past_number(line, 0), next;
    if (!end)
        return 0;
    bool han = (unsigned char)line.p[0] >= 0x80;
    uint32_t c = sign_at(line, end, &next);
    bool point = c == 0x3001 || c == '.' || c == 0xff0e;
    bool decimal = next < line.n && line.p[next] >= '0' && line.p[next] <= '9';
    *number = next;
    return !point || decimal ? 0 : han ? 2 : 4;
}

int outline_level(struct view line, size_t *number)
{
    int level = level_of_article(line, number);
    if (!level)
        level = level_of_bracket(line, number);
    if (!level)
        level = level_of_plain(line, number);
    if (!level && view_starts(line, VIEW("附件"))) {
        *number = 0;
        level = utf8_length(line) <= LEAD_LENGTH ? 2 : 0;
    }
    return level;
}

/* ---- lines ---- */

static uint32_t last_sign(struct view line)
{
    uint32_t c = 0;
    for (size_t at = 0; at < line.n;)
        c = utf8_next(line, &at);
    return c;
}

static bool ends_sentence(struct view line)
{
    return is_in("。；！？;!?", last_sign(line));
}

static bool ends_with(struct view line, const char *tail)
{
    size_t n = strlen(tail);
    return line.n >= n && memcmp(line.p + line.n - n, tail, n) == 0;
}

static bool is_mark(struct view line)
{
    return view_starts(line, VIEW("#")) || view_starts(line, VIEW("- ")) ||
           view_starts(line, VIEW("|"));
}

/* "- 3 -", "12", "第 3 页" */
static bool is_page_number(struct view line)
{
    bool figure = false;
    if (utf8_length(line) > 12)
        return false;
    for (size_t at = 0; at < line.n;) {
        uint32_t c = utf8_next(line, &at);
        figure |= c >= '0' && c <= '9';
        if (!is_in("0123456789-—– 第页共/", c))
            return false;
    }
    return figure;
}

static size_t widest(const struct lines *lines)
{
    size_t cells = 0;
    for (size_t i = 0; i < lines->at.n; i++)
        if (utf8_cells(lines->at.at[i]) > cells)
            cells = utf8_cells(lines->at.at[i]);
    return cells;
}

/* Does a full line go on in the next one? */
static bool goes_on(struct view line, struct view next, size_t width)
{
    size_t number;
    return next.n && width >= WRAPPED_CELLS && utf8_cells(line) * 4 >= width * 3 &&
           !ends_sentence(line) && !outline_level(next, &number);
}

static void join(struct arena *arena, struct lines *lines)
{
    struct lines whole = {.front = lines->front};
    size_t width = widest(lines);
    for (size_t i = 0; i < lines->at.n; i++) {
        struct buf text;
        if (is_page_number(lines->at.at[i]))
            continue;
        buf_init(&text, TEXT_MAX);
        buf_view(&text, lines->at.at[i]);
        while (i + 1 < lines->at.n && goes_on(lines->at.at[i], lines->at.at[i + 1], width)) {
            bool latin = (unsigned char)text.p[text.n - 1] < 0x80;
            i++;
            buf_text(&text, latin && (unsigned char)lines->at.at[i].p[0] < 0x80 ? " " : "");
            buf_view(&text, lines->at.at[i]);
        }
        VEC_ADD(arena, &whole.at, buf_keep(&text, arena));
        buf_free(&text);
    }
    *lines = whole;
}

static struct view without_feed(struct view line)
{
    line = view_trim(line);
    while (line.n && (line.p[0] == '\f' || line.p[0] == '\r'))
        line = view_trim(view_sub(line, 1, line.n));
    return line;
}

/* Front matter stays as it is; the other lines are cut and trimmed. */
static void cut_lines(struct arena *arena, struct view text, struct lines *lines)
{
    struct view rest = text;
    lines->front = VIEW("");
    if (view_starts(text, VIEW("---\n"))) {
        size_t end = view_find(view_sub(text, 4, text.n), VIEW("---\n"));
        if (end != SIZE_MAX) {
            lines->front = view_sub(text, 0, end + 8);
            rest = view_sub(text, end + 8, text.n);
        }
    }
    while (rest.p)
        VEC_ADD(arena, &lines->at, without_feed(view_cut(&rest, '\n')));
}

/* ---- the title ---- */

static bool is_kind_of_document(struct view line)
{
    static const char *const kinds[] = {
        "通知", "办法", "细则", "规定", "意见", "方案", "公告", "通告", "决定",   "条例",    "指南",
        "须知", "问答", "说明", "流程", "批复", "措施", "规则", "标准", "规划",   "计划",    "解读",
        "清单", "报告", "通报", "指引", "规范", "政策", "目录", "函",   "(试行)", "（试行）"};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (ends_with(line, kinds[i]))
            return true;
    return false;
}

static bool may_be_title(struct view line)
{
    size_t number, length = utf8_length(line);
    return length >= 2 && length <= TITLE_LENGTH && !is_mark(line) &&
           !outline_level(line, &number) && !is_in("。；：，、！;:,!", last_sign(line)) &&
           view_find(line, VIEW("。")) == SIZE_MAX && !ends_with(line, "号") &&
           view_find(line, VIEW("：")) == SIZE_MAX;
}

/* Where the title begins and how many lines it takes; 0: there is none. */
static size_t find_title(const struct lines *lines, size_t *first)
{
    size_t top = lines->at.n < TITLE_WITHIN ? lines->at.n : TITLE_WITHIN;
    for (size_t i = 0; i < top; i++)
        for (size_t n = 1;
             n <= TITLE_PARTS && i + n <= top && may_be_title(lines->at.at[i + n - 1]); n++) {
            bool alone = n == 1 || view_starts(lines->at.at[i], VIEW("关于")) ||
                         view_find(lines->at.at[i], VIEW("关于")) != SIZE_MAX;
            *first = i;
            if (alone && is_kind_of_document(lines->at.at[i + n - 1]))
                return n;
        }
    for (size_t i = 0; i < top; i++)
        if (lines->at.at[i].n) {
            *first = i;
            return may_be_title(lines->at.at[i]) ? 1 : 0;
        }
    return 0;
}

/* ---- writing ---- */

static void put_line(struct buf *out, const char *mark, struct view line)
{
    buf_text(out, mark);
    if (!*mark && line.n && strchr("#|", line.p[0]))
        buf_byte(out, '\\');
    buf_view(out, line);
    buf_byte(out, '\n');
}

/* A line that is marked already. */
static void put_mark(struct buf *out, struct view line)
{
    buf_text(out, line.p[0] == '#' ? "\n" : "");
    buf_view(out, line);
    buf_byte(out, '\n');
}

static void put_heading(struct buf *out, int level, struct view text)
{
    static const char *const marks[] = {"", "# ", "## ", "### ", "#### "};
    buf_byte(out, '\n');
    put_line(out, marks[level], text);
    buf_byte(out, '\n');
}

/* Where the heading that begins a paragraph ends: behind "一、申报对象。" or "（一）对象：". */
static size_t lead_of(struct view line, size_t number)
{
    for (size_t at = number, signs = 0; at < line.n && signs <= LEAD_LENGTH; signs++) {
        size_t from = at;
        uint32_t c = utf8_next(line, &at);
        if (c == 0x3002 || c == 0xff1a || c == ':')
            return from > number ? from : 0;
        if (c == 0xff0c || c == 0xff1b)
            return 0;
    }
    return 0;
}

/* 第五条（申请条件） 凡...: the number is the heading, and what stands in brackets behind it. */
static size_t article_head(struct view line, size_t number)
{
    struct view rest = view_sub(line, number, line.n);
    size_t lead = rest.n - view_trim(rest).n, end = SIZE_MAX;
    rest = view_trim(rest);
    if (view_starts(rest, VIEW("（")))
        end = view_find(rest, VIEW("）"));
    else if (view_starts(rest, VIEW("【")))
        end = view_find(rest, VIEW("】"));
    return end != SIZE_MAX && end < 60 ? number + lead + end + 3 : number;
}

static struct view behind(struct view line, size_t at)
{
    struct view rest = view_trim(view_sub(line, at, line.n));
    size_t next = 0;
    if (rest.n && is_in("。：:", utf8_next(rest, &next)))
        rest = view_trim(view_sub(rest, next, rest.n));
    return rest;
}

static void put_numbered(struct buf *out, struct view line, int level, size_t number)
{
    bool article =
        view_starts(line, VIEW("第")) && level == 3 && ends_with(view_sub(line, 0, number), "条");
    size_t length = utf8_length(line);
    size_t head = article ? article_head(line, number) : lead_of(line, number);
    if (!article && length <= HEADING_LENGTH && !ends_sentence(line) &&
        !is_in("，、,", last_sign(line))) {
        put_heading(out, level, line);
    } else if (head && level < 4) {
        put_heading(out, level, view_trim(view_sub(line, 0, head)));
        if (behind(line, head).n)
            put_line(out, "", behind(line, head));
    } else {
        put_line(out, "", line);
    }
}

/* "1. 身份证" in a list is no heading; "1. 受理" with a paragraph under it is. */
static bool is_item(const struct lines *lines, size_t i, int level)
{
    struct view line = lines->at.at[i];
    size_t number, next = i + 1;
    while (next < lines->at.n && !lines->at.at[next].n)
        next++;
    if (level < 4)
        return false;
    return utf8_length(line) > ITEM_LENGTH || ends_sentence(line) || next >= lines->at.n ||
           outline_level(lines->at.at[next], &number) != 0;
}

static size_t own_headings(const struct lines *lines)
{
    size_t count = 0;
    for (size_t i = 0; i < lines->at.n; i++)
        count += view_starts(lines->at.at[i], VIEW("##"));
    return count;
}

static void put_body(struct buf *out, const struct lines *lines, size_t from, bool marked)
{
    bool own = own_headings(lines) >= OWN_HEADINGS;
    for (size_t i = from; i < lines->at.n; i++) {
        struct view line = lines->at.at[i];
        size_t number = 0;
        int level = marked && is_mark(line) ? 0 : outline_level(line, &number);
        bool heading =
            level && !is_item(lines, i, level) && (!own || view_starts(line, VIEW("第")));
        if (heading)
            put_numbered(out, line, level, number);
        else if (marked && is_mark(line))
            put_mark(out, line);
        else
            put_line(out, "", line);
    }
}

static void put_title(struct buf *out, const struct lines *lines, size_t first, size_t parts)
{
    for (size_t i = 0; i < first; i++)
        if (lines->at.at[i].n)
            put_line(out, "", lines->at.at[i]);
    if (!parts)
        return;
    buf_text(out, out->n ? "\n# " : "# ");
    for (size_t i = 0; i < parts; i++)
        buf_view(out, lines->at.at[first + i]);
    buf_text(out, "\n\n");
}

static bool has_title(const struct lines *lines)
{
    for (size_t i = 0; i < lines->at.n; i++)
        if (view_starts(lines->at.at[i], VIEW("# ")))
            return true;
    return view_find(lines->front, VIEW("标题: ")) != SIZE_MAX;
}

struct view outline_of(struct arena *arena, struct view text, enum outline_lines kind)
{
    struct lines lines = {.front = VIEW("")};
    struct buf out;
    size_t first = 0, parts = 0;
    cut_lines(arena, text, &lines);
    if (kind == LINES_WRAPPED)
        join(arena, &lines);
    if (kind != LINES_MARKED || !has_title(&lines))
        parts = find_title(&lines, &first);
    buf_init(&out, TEXT_MAX);
    buf_view(&out, lines.front);
    if (parts)
        put_title(&out, &lines, first, parts);
    put_body(&out, &lines, parts ? first + parts : 0, kind == LINES_MARKED);
    struct view markdown = buf_keep(&out, arena);
    buf_free(&out);
    return markdown;
}
