/* columns: rows that follow each other without a blank line stand in columns: name, text and words
 * of a fact's values, the settings of a channel, the days of a calendar.
 *
 * A column goes where the longest row before it ends. Lists of words that would begin in the right
 * half of the page have too little room there: then each goes on a line of its own, below its row.
 * Which of the two it is depends on names and texts alone, so that a word more never turns a table
 * over. */
#include "dsl/format/script.h"

enum { COLUMNS = 32 };

/* The piece that begins a column of a row, or 0. */
static size_t piece_in(const struct script *script, const struct strip *row, unsigned column)
{
    for (size_t i = row->first; i < row->end; i++) {
        if (script->pieces[i].column == column)
            return i;
    }
    return 0;
}

static size_t place_of(const struct script *script, const struct strip *row, size_t piece)
{
    size_t at = row->depth * (size_t)INDENT_CELLS;
    for (size_t i = row->first; i < piece; i++)
        at += script->pieces[i].space + script->pieces[i].pad + script->pieces[i].cells;
    return at + script->pieces[piece].space;
}

/* A comment within a row breaks it: it has no columns. */
static bool is_whole(const struct script *script, const struct strip *row)
{
    return script->comments_at[row->first + 1] == script->comments_at[row->end];
}

static void align(struct script *script, size_t first, size_t end, unsigned column)
{
    size_t place = 0, used = 0;
    for (size_t i = first; i < end; i++) {
        const struct strip *row = &script->strips.at[i];
        size_t piece = is_whole(script, row) ? piece_in(script, row, column) : 0;
        size_t at = piece ? place_of(script, row, piece) : 0;
        place = at > place ? at : place;
        used += piece != 0;
    }
    for (size_t i = first; i < end && used; i++) {
        const struct strip *row = &script->strips.at[i];
        size_t piece = is_whole(script, row) ? piece_in(script, row, column) : 0;
        if (piece && script->pieces[piece].brk == BREAK_FAR && place > HALF_CELLS)
            script->pieces[piece].apart = true;
        else if (piece && (place <= FAR_CELLS || row->kind == NODE_ROW))
            script->pieces[piece].pad = (uint16_t)(place - place_of(script, row, piece));
    }
}

static bool blank_before(const struct script *script, size_t piece)
{
    bool blank = script->pieces[piece].blank;
    for (size_t i = script->comments_at[piece]; i < script->comments_at[piece + 1]; i++)
        blank = blank || script->comments[i].blank;
    return blank;
}

static bool has_columns(const struct script *script, const struct strip *strip)
{
    for (size_t i = strip->first; i < strip->end; i++) {
        if (script->pieces[i].column)
            return true;
    }
    return false;
}

static bool goes_on(const struct script *script, size_t i)
{
    const struct strip *before = &script->strips.at[i - 1], *strip = &script->strips.at[i];
    return strip->kind == before->kind && strip->depth == before->depth &&
           has_columns(script, strip) &&
           (strip->kind == NODE_ROW || !blank_before(script, strip->first));
}

void columns_align(struct script *script)
{
    for (size_t first = 0, end; first < script->strips.n; first = end) {
        end = first + 1;
        if (!has_columns(script, &script->strips.at[first]))
            continue;
        while (end < script->strips.n && goes_on(script, end))
            end++;
        for (unsigned column = 1; column < COLUMNS; column++)
            align(script, first, end, column);
    }
}
