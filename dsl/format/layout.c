/* layout: strips to lines.
 *
 * A strip that fits on its line stays on it. Else it is broken where its outermost parts part, at
 * all places of that level alike; each part that now fits stays whole, the others are broken in the
 * same way further in. Lists come last: they fill lines. A comment within a strip ends its line, so
 * what holds it never fits. */
#include "dsl/format/page.h"
#include "dsl/format/script.h"

struct layout {
    struct script *script;
    struct page page;
    const struct strip *strip;
    bool fresh; /* the line is begun and empty */
};

static struct piece *piece_at(const struct layout *layout, size_t i)
{
    return &layout->script->pieces[i];
}

static uint32_t indent_of(const struct strip *strip)
{
    return (uint32_t)strip->depth * INDENT_CELLS;
}

/* Lines within a strip */

/* Where a line stands that begins with this piece. */
static uint32_t column_for(const struct layout *layout, size_t i)
{
    const struct piece *piece = piece_at(layout, i), *anchor = piece_at(layout, piece->anchor);
    uint32_t indent = indent_of(layout->strip), inner = indent + INDENT_CELLS;
    if (piece->brk == BREAK_NONE || piece->brk == BREAK_FAR || piece->anchor == i)
        return inner;
    if (piece->anchor == layout->strip->first)
        return indent;
    if (anchor->put > FAR_CELLS)
        return inner;
    return anchor->put - (piece->outdent && anchor->put >= inner ? 2 : 0);
}

static void new_line(struct layout *layout, uint32_t column)
{
    if (!layout->fresh)
        page_line(&layout->page, column);
    layout->fresh = true;
}

static void put_comment(struct layout *layout, const struct comment *comment, uint32_t column)
{
    if (comment->trailing && !layout->fresh && page_trail(&layout->page, comment->text))
        return;
    new_line(layout, column);
    page_remark(&layout->page, comment->text);
    layout->fresh = false;
}

/* The comments within a strip, before one of its pieces; a line begins behind them. */
static void put_comments(struct layout *layout, size_t i)
{
    const struct script *script = layout->script;
    uint32_t column = column_for(layout, i);
    bool list = piece_at(layout, i)->list;
    for (size_t c = script->comments_at[i]; c < script->comments_at[i + 1]; c++) {
        if (list && script->comments[c].blank)
            page_blank(&layout->page);
        put_comment(layout, &script->comments[c], column);
    }
    new_line(layout, column);
}

static void break_before(struct layout *layout, size_t i)
{
    if (i == layout->strip->first)
        return;
    if (script_has_comments(layout->script, i))
        put_comments(layout, i);
    if (piece_at(layout, i)->list && piece_at(layout, i)->blank)
        page_blank(&layout->page);
    layout->fresh = layout->fresh && !piece_at(layout, i)->blank;
    new_line(layout, column_for(layout, i));
}

static void put(struct layout *layout, size_t i)
{
    struct piece *piece = piece_at(layout, i);
    size_t before = (layout->fresh ? 0u : piece->space) + (size_t)piece->pad;
    page_put(&layout->page, before, piece->text, piece->cells);
    piece->put = page_column(&layout->page) - piece->cells;
    layout->fresh = layout->fresh && !piece->text.n;
}

/* Whether the pieces have to take more than one line, whatever their length. */
static bool is_torn(const struct layout *layout, size_t first, size_t end)
{
    const struct script *script = layout->script;
    if (script->comments_at[first + 1] != script->comments_at[end])
        return true;
    for (size_t i = first + 1; i < end; i++) {
        const struct piece *piece = piece_at(layout, i);
        if (piece->apart || (piece->list && piece->blank))
            return true;
    }
    return false;
}

static bool fits(const struct layout *layout, size_t first, size_t end)
{
    size_t column = page_column(&layout->page);
    for (size_t i = first; i < end && column <= LINE_CELLS; i++) {
        const struct piece *piece = piece_at(layout, i);
        column += piece->cells + (i > first || !layout->fresh ? piece->space + piece->pad : 0u);
    }
    return column <= LINE_CELLS;
}

static void put_all(struct layout *layout, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++) {
        if (i > first && script_has_comments(layout->script, i))
            put_comments(layout, i);
        put(layout, i);
    }
}

/* Lists */

static size_t item_end(const struct layout *layout, size_t i, size_t end)
{
    for (i++; i < end && piece_at(layout, i)->brk < BREAK_FAR;)
        i++;
    return i;
}

static bool breaks(const struct layout *layout, size_t i, size_t item, size_t end)
{
    const struct piece *piece = piece_at(layout, i);
    if (script_has_comments(layout->script, i) || piece->apart || (piece->list && piece->blank))
        return true;
    size_t column = page_column(&layout->page) + piece->space + piece->pad;
    if (piece->brk == BREAK_FAR)
        return column > FAR_CELLS && !fits(layout, i, end);
    return piece->brk == BREAK_TURN || !fits(layout, i, item);
}

static void fill(struct layout *layout, size_t first, size_t end)
{
    for (size_t i = first, item; i < end; i = item) {
        item = item_end(layout, i, end);
        if (i > first && breaks(layout, i, item, end))
            break_before(layout, i);
        put_all(layout, i, item);
    }
}

/* Parts */

static unsigned outermost(const struct layout *layout, size_t first, size_t end)
{
    unsigned level = BREAK_FAR;
    for (size_t i = first + 1; i < end; i++) {
        unsigned brk = piece_at(layout, i)->brk;
        if (brk != BREAK_NONE && brk < level)
            level = brk;
    }
    return level;
}

static void lay(struct layout *layout, size_t first, size_t end)
{
    bool whole = !is_torn(layout, first, end) && fits(layout, first, end);
    unsigned level = whole ? BREAK_FAR : outermost(layout, first, end);
    if (whole || (layout->strip->unbroken && !is_torn(layout, first, end))) {
        put_all(layout, first, end);
    } else if (level == BREAK_FAR) {
        fill(layout, first, end);
    } else {
        for (size_t part = first, next; part < end; part = next) {
            for (next = part + 1; next < end && piece_at(layout, next)->brk != level;)
                next++;
            if (part > first)
                break_before(layout, part);
            lay(layout, part, next);
        }
    }
}

/* Strips */

static void space_out(struct layout *layout, bool blank, bool after_opening)
{
    if (blank && !after_opening)
        page_blank(&layout->page);
}

/* What stands between the strip before and this one. */
static void lay_between(struct layout *layout, const struct strip *strip, bool after_opening)
{
    const struct script *script = layout->script;
    size_t first = script->comments_at[strip->first], end = script->comments_at[strip->first + 1];
    for (size_t c = first; c < end; c++) {
        const struct comment *comment = &script->comments[c];
        bool trails = c == first && comment->trailing && page_trail(&layout->page, comment->text);
        if (trails)
            continue;
        space_out(layout, comment->blank, after_opening);
        page_line(&layout->page, (uint32_t)strip->comment_depth * INDENT_CELLS);
        page_remark(&layout->page, comment->text);
        after_opening = false;
    }
    bool ends = strip->closes || !script_kind(script, strip->first);
    space_out(layout, piece_at(layout, strip->first)->blank && !ends, after_opening);
}

static void lay_strip(struct layout *layout, const struct strip *strip)
{
    layout->strip = strip;
    page_line(&layout->page, indent_of(strip));
    layout->fresh = true;
    lay(layout, strip->first, strip->end);
}

bool layout_write(struct script *script, struct buf *out)
{
    struct layout layout = {.script = script};
    bool after_opening = true;
    page_init(&layout.page, script->arena, out->max);
    for (size_t i = 0; i < script->strips.n; i++) {
        const struct strip *strip = &script->strips.at[i];
        lay_between(&layout, strip, after_opening);
        if (script_kind(script, strip->first))
            lay_strip(&layout, strip);
        after_opening = strip->opens;
    }
    page_write(&layout.page, out);
    bool whole = !out->full && !layout.page.text.full;
    page_free(&layout.page);
    return whole;
}
