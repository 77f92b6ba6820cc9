/* markdown: line by line; a state says which element is open. The subset is the one the district's
 * documents use, and what is not understood is a paragraph. */
#include "gateway/web/markdown.h"

enum open { OPEN_NOTHING, OPEN_PARAGRAPH, OPEN_LIST, OPEN_NUMBERS, OPEN_TABLE };

void html_escape(struct buf *out, struct view text)
{
    for (size_t i = 0; i < text.n; i++) {
        switch (text.p[i]) {
        case '<':
            buf_text(out, "&lt;");
            break;
        case '>':
            buf_text(out, "&gt;");
            break;
        case '&':
            buf_text(out, "&amp;");
            break;
        case '"':
            buf_text(out, "&quot;");
            break;
        case '\'':
            buf_text(out, "&#39;");
            break;
        default:
            buf_byte(out, text.p[i]);
        }
    }
}

/* Text with **strong** parts. */
static void inline_text(struct buf *out, struct view text)
{
    bool strong = false;
    for (size_t at; (at = view_find(text, VIEW("**"))) != SIZE_MAX;) {
        html_escape(out, view_sub(text, 0, at));
        buf_text(out, strong ? "</strong>" : "<strong>");
        strong = !strong;
        text = view_sub(text, at + 2, text.n);
    }
    html_escape(out, text);
    if (strong)
        buf_text(out, "</strong>");
}

static void switch_to(struct buf *out, enum open *now, enum open next)
{
    static const char *const closing[] = {"", "</p>\n", "</ul>\n", "</ol>\n", "</table>\n"};
    static const char *const opening[] = {"", "<p>", "<ul>", "<ol>", "<table>"};
    if (*now == next)
        return;
    buf_text(out, closing[*now]);
    buf_text(out, opening[next]);
    *now = next;
}

struct state {
    enum open now;
    int headings; /* so far */
};

static void heading(struct buf *out, struct view line, struct state *state)
{
    int level = 0;
    while ((size_t)level < line.n && line.p[level] == '#')
        level++;
    switch_to(out, &state->now, OPEN_NOTHING);
    if (level > 4)
        level = 4;
    buf_print(out, "<h%d id=\"s%d\">", level, ++state->headings);
    inline_text(out, view_trim(view_sub(line, (size_t)level, line.n)));
    buf_print(out, "</h%d>\n", level);
}

static void table_row(struct buf *out, struct view line)
{
    struct view rest = view_sub(line, 1, line.n);
    bool rule = true;
    for (size_t i = 0; i < line.n; i++)
        rule = rule && strchr("|-: ", line.p[i]);
    if (rule)
        return;
    buf_text(out, "<tr>");
    while (rest.p && rest.n) {
        buf_text(out, "<td>");
        inline_text(out, view_trim(view_cut(&rest, '|')));
        buf_text(out, "</td>");
    }
    buf_text(out, "</tr>\n");
}

/* Behind "1. ", "12. ": where the item begins; 0 for anything else. */
static size_t numbered(struct view line)
{
    size_t at = 0;
    while (at < line.n && line.p[at] >= '0' && line.p[at] <= '9')
        at++;
    bool good = at > 0 && at + 1 < line.n && line.p[at] == '.' && line.p[at + 1] == ' ';
    return good ? at + 2 : 0;
}

static void item(struct buf *out, struct view text)
{
    buf_text(out, "<li>");
    inline_text(out, text);
    buf_text(out, "</li>\n");
}

/* A paragraph's line that only looks like a mark is written with a backslash before it. */
static struct view without_escape(struct view line)
{
    bool escaped = line.n > 1 && line.p[0] == '\\' && strchr("#|-*", line.p[1]);
    return escaped ? view_sub(line, 1, line.n) : line;
}

static void paragraph_line(struct buf *out, struct view line, enum open *now)
{
    if (*now == OPEN_PARAGRAPH)
        buf_text(out, "<br>");
    switch_to(out, now, OPEN_PARAGRAPH);
    inline_text(out, without_escape(line));
}

static void one_line(struct buf *out, struct view line, struct state *state)
{
    enum open *now = &state->now;
    size_t number = numbered(line);
    if (!line.n) {
        switch_to(out, now, OPEN_NOTHING);
    } else if (line.p[0] == '#') {
        heading(out, line, state);
    } else if (view_starts(line, VIEW("- ")) || view_starts(line, VIEW("* "))) {
        switch_to(out, now, OPEN_LIST);
        item(out, view_sub(line, 2, line.n));
    } else if (number) {
        switch_to(out, now, OPEN_NUMBERS);
        item(out, view_sub(line, number, line.n));
    } else if (line.p[0] == '|') {
        switch_to(out, now, OPEN_TABLE);
        table_row(out, line);
    } else {
        paragraph_line(out, line, now);
    }
}

/* What stands before the colon, of either width; *value: what stands behind it. */
static struct view key_of(struct view *value)
{
    struct view line = *value;
    size_t colon = view_find(line, VIEW(":")), wide = view_find(line, VIEW("：")), width = 1;
    if (wide < colon) {
        colon = wide;
        width = sizeof "：" - 1;
    }
    *value = colon == SIZE_MAX ? VIEW("") : view_sub(line, colon + width, line.n);
    return colon == SIZE_MAX ? line : view_sub(line, 0, colon);
}

static struct view front_matter(struct view text, struct buf *out)
{
    struct view rest = text;
    if (!view_is(view_trim(view_cut(&rest, '\n')), "---"))
        return text;
    buf_text(out, "<dl>\n");
    while (rest.p) {
        struct view line = view_trim(view_cut(&rest, '\n'));
        if (view_is(line, "---"))
            break;
        struct view value = line, key = key_of(&value);
        buf_text(out, "<div><dt>");
        html_escape(out, view_trim(key));
        buf_text(out, "</dt><dd>");
        html_escape(out, view_trim(value));
        buf_text(out, "</dd></div>\n");
    }
    buf_text(out, "</dl>\n");
    return rest;
}

void markdown_html(struct view text, struct buf *out)
{
    struct state state = {OPEN_NOTHING, 0};
    struct view rest = front_matter(text, out);
    while (rest.p)
        one_line(out, view_trim(view_cut(&rest, '\n')), &state);
    switch_to(out, &state.now, OPEN_NOTHING);
}
