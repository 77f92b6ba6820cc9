/* excerpt: what a page of the reference shows of a file. A short file is shown whole. Of a long one
 * only the lines count that a message points to, or that the mended version has and the wrong one
 * has not, with the lines near them and the heads of the blocks around them; the others stand as
 * one … . What a reader could not see is named: invisible characters by their number.
 *
 * What two versions have in common is found the plain way, by a table of all pairs of lines: golden
 * files have a few hundred lines at most. */
#include "tests/golden/excerpt.h"

#include "dsl/base/utf8.h"

enum { AROUND = 2, MOST_LINES = 40000, LARGEST = 16 << 20 };

/* ---- a fence ---- */

/* What cannot be seen is named, what is damaged shown as the replacement character. */
static void put_plain(struct buf *out, struct view text)
{
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        uint32_t c = utf8_next(text, &at);
        if (c == 0xfffd)
            buf_text(out, "\xef\xbf\xbd");
        else if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f || utf8_invisible(c))
            buf_print(out, "⟨U+%04X⟩", (unsigned)c);
        else
            buf_view(out, view_sub(text, from, at));
    }
}

void fence_put(struct buf *out, const char *kind, struct view text)
{
    while (text.n && text.p[text.n - 1] == '\n')
        text.n--;
    buf_print(out, "```%s\n", kind);
    put_plain(out, text);
    buf_text(out, "\n```\n");
}

/* ---- which lines are shown ---- */

struct lines excerpt_lines(struct arena *arena, struct view text)
{
    struct lines lines = {ARENA_ARRAY(arena, MOST_LINES, struct view),
                          ARENA_ARRAY(arena, MOST_LINES, bool), 0};
    while (text.p && text.n && lines.n < MOST_LINES) {
        lines.shown[lines.n] = false;
        lines.at[lines.n++] = view_cut(&text, '\n');
    }
    return lines;
}

static size_t indent_of(struct view line)
{
    size_t n = 0;
    while (n < line.n && line.p[n] == ' ')
        n++;
    return n;
}

/* The line, those near it, and the heads of the blocks it stands in. */
void excerpt_show(struct lines *lines, size_t at)
{
    size_t from = at > AROUND ? at - AROUND : 0, indent = indent_of(lines->at[at]);
    for (size_t i = from; i <= at + AROUND && i < lines->n; i++)
        lines->shown[i] = true;
    for (size_t i = at; i-- > 0 && indent > 0;) {
        if (!lines->at[i].n || indent_of(lines->at[i]) >= indent)
            continue;
        lines->shown[i] = true;
        indent = indent_of(lines->at[i]);
    }
}

void excerpt_show_all(struct lines *lines)
{
    for (size_t i = 0; i < lines->n; i++)
        lines->shown[i] = true;
}

void excerpt_put(struct buf *out, const struct lines *lines)
{
    struct buf text;
    bool open = false;
    buf_init(&text, LARGEST);
    for (size_t i = 0; i < lines->n; i++) {
        if (lines->shown[i]) {
            struct view line = utf8_head(lines->at[i], 160);
            buf_view(&text, line);
            buf_text(&text, line.n < lines->at[i].n ? "…\n" : "\n");
        } else if (!open) {
            buf_text(&text, "…\n");
        }
        open = !lines->shown[i];
    }
    fence_put(out, "zd", buf_seen(&text));
    buf_free(&text);
}

/* How many lines from (i, j) on both have in common, for every i and j. */
static uint16_t *common_of(struct arena *arena, const struct lines *a, const struct lines *b)
{
    size_t wide = b->n + 1;
    uint16_t *common = ARENA_ARRAY(arena, (a->n + 1) * wide, uint16_t);
    for (size_t i = a->n + 1; i-- > 0;)
        for (size_t j = b->n + 1; j-- > 0;) {
            uint16_t down = i < a->n ? common[(i + 1) * wide + j] : 0;
            uint16_t along = j < b->n ? common[i * wide + j + 1] : 0;
            bool same = i < a->n && j < b->n && view_eq(a->at[i], b->at[j]);
            uint16_t both = same ? (uint16_t)(common[(i + 1) * wide + j + 1] + 1) : 0;
            uint16_t most = down > along ? down : along;
            common[i * wide + j] = both > most ? both : most;
        }
    return common;
}

/* Of the mended version: what the wrong one has not, and where lines were taken out. */
void excerpt_show_new(struct arena *arena, struct lines *right, const struct lines *wrong)
{
    size_t wide = right->n + 1;
    const uint16_t *common = common_of(arena, wrong, right);
    for (size_t i = 0, j = 0; j < right->n;) {
        bool same = i < wrong->n && view_eq(wrong->at[i], right->at[j]);
        if (same && common[i * wide + j] == common[(i + 1) * wide + j + 1] + 1) {
            i++;
            j++;
            continue;
        }
        excerpt_show(right, j);
        if (i < wrong->n && common[(i + 1) * wide + j] >= common[i * wide + j + 1])
            i++;
        else
            j++;
    }
}
