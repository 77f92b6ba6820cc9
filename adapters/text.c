/* text: one walk over the code points finds, for each part, the last good place to stop.
 *
 * Three kinds of places, best first: behind a sentence, behind a clause or blank, between two
 * characters as people see them (an emoji with its skin tone, a letter with its accent and a pair
 * of flag letters stay together). A better place counts only in the second half of the part, so
 * that a text with one early full stop does not fall into crumbs; a chain of joined characters
 * that fills a whole part is cut between code points, as nothing else is left. The numbers "(1/3)"
 * take room themselves and their width is not known before the end: room for the widest is kept
 * free from the start. */
#include "adapters/text.h"

#include "adapters/message.h"
#include "dsl/base/utf8.h"

#include <stdio.h>

enum { NUMBER_ROOM = sizeof "(99/99) " - 1 };

static size_t code_size(uint32_t c, enum text_measure measure)
{
    if (measure == TEXT_UNITS16)
        return c >= 0x10000 ? 2 : 1;
    return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
}

size_t text_size(struct view text, enum text_measure measure)
{
    return measure == TEXT_BYTES ? text.n : utf8_units16(text);
}

static bool one_of(uint32_t c, struct view set)
{
    for (size_t at = 0; at < set.n;)
        if (utf8_next(set, &at) == c)
            return true;
    return false;
}

static bool flag_letter(uint32_t c)
{
    return c >= 0x1f1e6 && c <= 0x1f1ff;
}

/* Whether c hangs on what stands before it. */
static bool joins(uint32_t c)
{
    return (c >= 0x300 && c <= 0x36f) || c == 0x200d || (c >= 0xfe00 && c <= 0xfe0f) ||
           (c >= 0x1f3fb && c <= 0x1f3ff) || c == 0x20e3 || (c >= 0xe0020 && c <= 0xe007f);
}

/* Where a part may end, with the code point before and behind the place. */
enum place { PLACE_NONE, PLACE_CHARACTER, PLACE_CLAUSE, PLACE_SENTENCE };

static enum place place_between(uint32_t before, uint32_t behind, bool open_flag)
{
    if (joins(behind) || before == 0x200d || (open_flag && flag_letter(behind)))
        return PLACE_NONE;
    if (one_of(behind, VIEW("。！？；，、：」』）】》”’…!?;,.:)\"")))
        return PLACE_CHARACTER;
    if (one_of(before, VIEW("。！？；!?\n…")) || (before == '.' && behind == ' '))
        return PLACE_SENTENCE;
    if (one_of(before, VIEW("，、：,;: \t　」』）】》”")))
        return PLACE_CLAUSE;
    return PLACE_CHARACTER;
}

struct cutting {
    size_t end[PLACE_SENTENCE + 1]; /* the last place of each kind; NONE: between code points */
    size_t half;                    /* places of the better kinds count behind this size */
    uint32_t before;
    bool open_flag; /* an odd number of flag letters stands before */
};

static void note_place(struct cutting *cutting, uint32_t c, size_t at, size_t size)
{
    cutting->end[PLACE_NONE] = at;
    enum place place = place_between(cutting->before, c, cutting->open_flag);
    if (place == PLACE_CHARACTER || (place > PLACE_CHARACTER && size > cutting->half))
        cutting->end[place] = at;
}

static void take_code(struct cutting *cutting, uint32_t c)
{
    cutting->open_flag = flag_letter(c) && !cutting->open_flag;
    cutting->before = c;
}

/* How many bytes of text the next part takes; 0: not even one character fits. */
static size_t part_end(struct view text, enum text_measure measure, size_t limit)
{
    struct cutting cutting = {.half = limit / 2};
    size_t size = 0;
    for (size_t at = 0, next = 0; at < text.n; at = next) {
        uint32_t c = utf8_next(text, &next);
        if (at > 0)
            note_place(&cutting, c, at, size);
        size += code_size(c, measure);
        if (size > limit) {
            int best = PLACE_SENTENCE;
            while (best > PLACE_NONE && !cutting.end[best])
                best--;
            return cutting.end[best];
        }
        take_code(&cutting, c);
    }
    return text.n;
}

static struct view numbered(struct arena *arena, size_t i, size_t count, struct view part)
{
    struct view out;
    char *p = arena_alloc(arena, NUMBER_ROOM + part.n + 1);
    int n = snprintf(p, NUMBER_ROOM + 1, "(%zu/%zu) ", i + 1, count);
    memcpy(p + n, part.p, part.n);
    out = (struct view){p, (size_t)n + part.n};
    return out;
}

size_t text_split(struct view text, enum text_measure measure, size_t limit, struct arena *arena,
                  struct view *parts, size_t max)
{
    size_t count = 0;
    if (max == 0 || limit < TEXT_LIMIT_MIN)
        return 0;
    if (text_size(text, measure) <= limit) {
        parts[0] = text;
        return 1;
    }
    if (max > TEXT_PARTS_MAX)
        max = TEXT_PARTS_MAX;
    for (struct view rest = view_trim(text); rest.n;) {
        size_t n = part_end(rest, measure, limit - NUMBER_ROOM);
        if (!n || count == max)
            return 0;
        parts[count++] = view_trim(view_sub(rest, 0, n));
        rest = view_trim(view_sub(rest, n, rest.n));
    }
    for (size_t i = 0; i < count && count > 1; i++)
        parts[i] = numbered(arena, i, count, parts[i]);
    return count;
}

struct view text_inbound(struct view text, bool *cut)
{
    *cut = text.n > INBOUND_TEXT_MAX;
    return utf8_head(text, INBOUND_TEXT_MAX);
}
