/* seek: the ground under the readers. The text is taken apart into code points once; every reader
 * then looks ahead a bounded number of them, so that all together stay linear. Nothing here knows
 * what is looked for. */
#include "dsl/mention/seek.h"

#include "dsl/base/utf8.h"

enum { SENTINELS = 4 };

void seek_begin(struct seek *seek, struct arena *arena, struct view folded, struct civil_time now)
{
    *seek = (struct seek){.arena = arena, .text = folded, .now = now};
    seek->at = ARENA_ARRAY(arena, folded.n + SENTINELS, uint32_t);
    seek->offset = ARENA_ARRAY(arena, folded.n + SENTINELS, uint32_t);
    for (size_t at = 0; at < folded.n;) {
        seek->offset[seek->n] = (uint32_t)at;
        seek->at[seek->n++] = utf8_next_inline(folded, &at);
    }
    for (uint32_t i = seek->n; i < seek->n + SENTINELS; i++)
        seek->offset[i] = (uint32_t)folded.n;
    name_prepare(seek);
    plate_prepare(seek);
}

static uint32_t points_of(const char *word, size_t n)
{
    uint32_t points = 0;
    for (size_t i = 0; i < n; i++)
        points += ((unsigned char)word[i] & 0xc0) != 0x80;
    return points;
}

static uint32_t follows(const struct seek *seek, uint32_t at, struct view word)
{
    if (at >= seek->n || !word.n)
        return 0;
    size_t from = seek->offset[at];
    if (word.n > seek->text.n - from || memcmp(seek->text.p + from, word.p, word.n) != 0)
        return 0;
    return at + points_of(word.p, word.n);
}

uint32_t seek_follows(const struct seek *seek, uint32_t at, const char *word)
{
    return follows(seek, at, view_of(word));
}

uint32_t seek_follows_any(const struct seek *seek, uint32_t at, const char *words)
{
    struct view rest = view_of(words);
    while (rest.p) {
        uint32_t to = follows(seek, at, view_cut(&rest, ' '));
        if (to)
            return to;
    }
    return 0;
}

bool seek_among(uint32_t c, const char *characters)
{
    struct view list = view_of(characters);
    for (size_t at = 0; c && at < list.n;)
        if (utf8_next_inline(list, &at) == c)
            return true;
    return false;
}

void seek_set_marks(struct seek *seek, const char *characters, enum seek_mark mark)
{
    struct view list = view_of(characters);
    for (size_t at = 0; at < list.n;)
        seek->marks[SEEK_MARK_OF(utf8_next_inline(list, &at))] |= (unsigned char)mark;
}

bool seek_has_mark(const struct seek *seek, uint32_t c, const char *characters, enum seek_mark mark)
{
    return seek->marks[SEEK_MARK_OF(c)] & mark && seek_among(c, characters);
}

bool seek_is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

bool seek_is_latin(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool seek_is_han(uint32_t c)
{
    return utf8_is_han(c) || c == 0x3007;
}

uint32_t seek_point(const struct seek *seek, uint32_t byte)
{
    uint32_t low = 0, high = seek->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (seek->offset[middle] < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct view seek_text(const struct seek *seek, uint32_t from, uint32_t to)
{
    return view_sub(seek->text, seek->offset[from], seek->offset[to]);
}

struct mention *seek_add(struct seek *seek, enum mention_kind kind, uint32_t from, uint32_t to)
{
    struct mention *mention = VEC_PUSH(seek->arena, &seek->found);
    *mention = (struct mention){.kind = kind, .from = from, .to = to};
    seek->open = to;
    return mention;
}

void seek_add_part(struct seek *seek, enum place_part part, uint32_t from, uint32_t to)
{
    *VEC_PUSH(seek->arena, &seek->parts) = (struct part){part, from, to};
    seek->open = to;
}
