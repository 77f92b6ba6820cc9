/* fold: a walk over the text that reads a code point, looks it up in the generated table and copies
 * either its own bytes or the string of the table. Folding seldom makes a text longer, so the walk
 * writes at once into as much room as the text takes. What has no more room is only counted; then a
 * second walk has room enough. Characters of three bytes that stay as they
 * are, nearly all of a Chinese text, are copied four bytes at a time, past their end.
 *
 * A run of blanks, of whatever kind, becomes one space, and a run of one mark that mark; a blank
 * inside a folded string (a spacing accent folds to space and accent) counts as a blank too, or
 * folding twice would differ from folding once.
 *
 * The map back is a list of anchors, one wherever a length changed, since between two of them bytes
 * go side by side. A code point that folds to another number of bytes, or to several characters,
 * has one at each of its folded bytes: all of them came from its beginning.
 *
 * Texts that are to be recognised go through fold_vector.c, where the machine has vectors: it folds
 * what is common, and comes back here for the rest. This file is what must come out there. */
#include "dsl/base/fold_walk.h"

#include "dsl/base/fold_table.h"
#include "dsl/base/utf8.h"

/* One folded character. */
static inline void put(struct fold_walk *walk, const char *bytes, size_t n, uint32_t c)
{
    struct fold_units *units = walk->units;
    if (walk->n + n <= walk->room) {
        if (n == 1)
            walk->out[walk->n] = *bytes;
        else
            memcpy(walk->out + walk->n, bytes, n);
        if (units) {
            units->at[units->n] = fold_unit(c);
            units->offsets[units->n++] = (uint16_t)walk->n;
        }
    }
    walk->n += n;
    walk->last = 0;
}

static bool blank(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* A blank or a mark: again the same one says nothing more. */
static void put_once(struct fold_walk *walk, const char *bytes, size_t n, uint32_t c)
{
    if (walk->last == c)
        return;
    put(walk, bytes, n, c);
    walk->last = c;
}

/* What a code point folds to that becomes a single byte, as punctuation and letters of full width
 * do, or that stays as it is: a text has many of them. */
static inline void put_single(struct fold_walk *walk, const char *bytes, size_t n, uint32_t c,
                              size_t from)
{
    if (walk->last != c)
        fold_anchor_at(walk, walk->n, from);
    if (c == ' ' || fold_mark(c))
        put_once(walk, bytes, n, c);
    else
        put(walk, bytes, n, c);
}

/* What a code point of `length` bytes folds to. */
static void put_string(struct fold_walk *walk, struct view string, size_t from, size_t length)
{
    size_t begin = walk->n;
    int written = 0;
    for (size_t at = 0; at < string.n;) {
        const char *bytes = string.p + at;
        size_t before = walk->n, n = at;
        uint32_t c = utf8_next_inline(string, &at);
        n = at - n;
        if (walk->n == begin && walk->last != c)
            fold_anchor_at(walk, begin, from);
        if (c == ' ' || fold_mark(c))
            put_once(walk, bytes, n, c);
        else
            put(walk, bytes, n, c);
        written += walk->n > before;
    }
    if (written > 1 || walk->n - begin != length)
        for (size_t i = begin + 1; i < walk->n; i++)
            fold_anchor_at(walk, i, from);
}

/* The character of three bytes that begins here and stays as it is; 0: there is none. Four bytes
 * can be read. All that it must be is asked at once, for each question alone would be a branch. */
static inline uint32_t stays_three(const unsigned char *p)
{
    uint32_t four = p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
    uint32_t c = (four & 0x0f) << 12 | (four >> 2 & 0xfc0) | (four >> 16 & 0x3f);
    uint32_t formed = (four & 0xc0c0f0) == 0x8080e0;
    uint32_t plain = c - 0x1000 < 0xc000; /* none of E0, ED, EE and EF */
    return c & (0 - (formed & plain & (fold_same[c >> 5] >> (c & 31))));
}

/* Two such characters one behind the other: the number of the first, and PAIR_SHIFT above it that
 * of the second; 0: they are not both such. Eight bytes can be read. Each step is taken for both.
 */
enum { PAIR_SHIFT = 24 };
static inline uint64_t stay_both(const unsigned char *p)
{
    const uint64_t each = 1 | 1 << PAIR_SHIFT;
    uint64_t six = (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 |
                   (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 |
                   (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
    uint64_t both =
        (six & 0x0f * each) << 12 | (six >> 2 & 0xfc0 * each) | (six >> 16 & 0x3f * each);
    uint64_t above = both - 0x1000 * each;
    uint64_t other = ((six & 0xc0c0f0 * each) ^ 0x8080e0 * each) |
                     (above & above << 1 & 0x8000 * each); /* 0xc000 and more above 0x1000 */
    if (other)
        return 0;
    uint32_t first = (uint32_t)both & 0xffff, second = (uint32_t)(both >> PAIR_SHIFT);
    uint32_t stay = fold_same[first >> 5] >> (first & 31) & fold_same[second >> 5] >> (second & 31);
    return stay & 1 ? both : 0;
}

/* Where characters go that are copied as they are. */
struct copies {
    char *out;
    uint16_t *unit, *offset; /* NULL where no units are wanted */
    size_t n;                /* bytes of the folded text so far */
};

static inline void copy_three(struct copies *copies, const unsigned char *from, uint32_t c)
{
    memcpy(copies->out + copies->n, from, 4);
    if (copies->unit) {
        *copies->unit++ = (uint16_t)c;
        *copies->offset++ = (uint16_t)copies->n;
    }
    copies->n += 3;
}

/* Copies characters of three bytes that stay as they are, from text.p + from on, while there is
 * room for them in one go; returns where they end. All that changes is at hand meanwhile. */
static size_t copy_threes(struct fold_walk *walk, size_t from)
{
    const unsigned char *text = (const unsigned char *)walk->text.p;
    struct fold_units *units = walk->units;
    struct copies copies = {walk->out, units ? units->at + units->n : NULL,
                            units ? units->offsets + units->n : NULL, walk->n};
    size_t at = from, left = walk->text.n - at,
           room = walk->room > walk->n ? walk->room - walk->n : 0;
    size_t most = left > 0 ? (left - 1) / 3 : 0;
    uint64_t both;
    uint32_t c;
    most = most < room / 3 ? most : room / 3;
    for (; most > 2 && (both = stay_both(text + at)) != 0; at += 6, most -= 2) {
        copy_three(&copies, text + at, (uint32_t)both);
        copy_three(&copies, text + at + 3, (uint32_t)(both >> PAIR_SHIFT));
    }
    for (; most > 0 && (c = stays_three(text + at)) != 0; at += 3, most--)
        copy_three(&copies, text + at, c);
    if (at == from)
        return from;
    fold_anchor_at(walk, walk->n, from);
    if (units)
        units->n += (uint32_t)((at - from) / 3);
    walk->n = copies.n;
    walk->last = 0;
    return at;
}

static void take_one(struct fold_walk *walk, size_t from, size_t to, uint32_t c)
{
    size_t block = fold_stage1[c >> FOLD_BLOCK_BITS];
    unsigned number = fold_stage2[block << FOLD_BLOCK_BITS | (c & FOLD_BLOCK_MASK)];
    const struct fold_string *string = &fold_strings[number];
    if (number && string->n == 1)
        put_single(walk, string->bytes, 1, (unsigned char)*string->bytes, from);
    else if (number)
        put_string(walk, (struct view){string->bytes, string->n}, from, to - from);
    else if (blank(c))
        put_single(walk, " ", 1, ' ', from);
    else if (c == 0xfffd)
        put_string(walk, VIEW("\xef\xbf\xbd"), from, to - from);
    else
        put_single(walk, walk->text.p + from, to - from, c, from);
}

size_t fold_walk_on(struct fold_walk *walk, size_t from, size_t to)
{
    for (size_t at = from; at < to; from = at) {
        from = at = copy_threes(walk, at);
        if (at == walk->text.n)
            break;
        uint32_t c = utf8_next_inline(walk->text, &at);
        take_one(walk, from, at, c);
    }
    return from;
}

/* Room for a folded text of so many bytes, and nothing written. */
static void begin(struct fold_walk *walk, size_t room)
{
    walk->room = room;
    walk->n = 0;
    walk->last = 0;
    walk->shift = 0;
    walk->anchors.n = 0;
    walk->out = arena_raw(walk->arena, room + FOLD_SLACK);
    if (!walk->units)
        return;
    walk->units->n = 0;
    walk->units->at = arena_raw(walk->arena, (room + FOLD_SLACK) * sizeof(uint16_t));
    walk->units->offsets = arena_raw(walk->arena, (room + FOLD_SLACK) * sizeof(uint16_t));
}

static void end(struct fold_walk *walk)
{
    struct fold_units *units = walk->units;
    fold_anchor_at(walk, walk->n, walk->text.n);
    walk->out[walk->n] = '\0';
    if (!units)
        return;
    memset(units->at + units->n, 0, 3 * sizeof *units->at);
    units->offsets[units->n] = (uint16_t)walk->n;
}

static void fold_plainly(struct fold_walk *walk)
{
    size_t room = walk->text.n;
    do {
        begin(walk, room);
        fold_walk_on(walk, 0, walk->text.n);
        room = walk->n;
    } while (walk->n > walk->room);
    end(walk);
}

static struct folded folded_of(const struct fold_walk *walk)
{
    return (struct folded){{walk->out, walk->n}, walk->anchors.at, walk->anchors.n, walk->text};
}

struct folded fold_text(struct arena *arena, struct view text)
{
    struct fold_walk walk = {.arena = arena, .text = text, .mapped = true};
    fold_plainly(&walk);
    return folded_of(&walk);
}

struct folded fold_read(struct arena *arena, struct view text, enum lanes lanes,
                        struct fold_units *units)
{
    struct fold_walk walk = {.arena = arena, .text = text, .mapped = true, .units = units};
    if (lanes == LANES_AVX512) {
        begin(&walk, text.n);
        if (fold_in_vectors(&walk, lanes)) {
            end(&walk);
            return folded_of(&walk);
        }
    }
    fold_plainly(&walk);
    return folded_of(&walk);
}

/* Does the text fold to itself? Most words do, and then one look is enough. */
static bool folds_to_itself(struct view text)
{
    for (size_t at = 0; at < text.n;)
        if (!fold_stays(utf8_next_inline(text, &at)))
            return false;
    return true;
}

static struct view fold_unmapped(struct arena *arena, struct view text)
{
    struct fold_walk walk = {.arena = arena, .text = text};
    fold_plainly(&walk);
    return (struct view){walk.out, walk.n};
}

struct view fold_lasting(struct arena *arena, struct view word)
{
    word = view_trim(word);
    return folds_to_itself(word) ? word : view_trim(fold_unmapped(arena, word));
}

struct view fold_word(struct arena *arena, struct view word)
{
    word = view_trim(word);
    return folds_to_itself(word) ? view_keep(arena, word) : fold_lasting(arena, word);
}

/* The byte of the original that the folded byte `at` came from. */
static size_t origin(const struct folded *folded, size_t at)
{
    size_t low = 0, high = folded->anchor_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (folded->anchors[middle].folded <= at)
            low = middle + 1;
        else
            high = middle;
    }
    if (!low)
        return at;
    return folded->anchors[low - 1].original + (at - folded->anchors[low - 1].folded);
}

struct view fold_original(const struct folded *folded, size_t from, size_t to)
{
    size_t first = origin(folded, from), last = from < to ? origin(folded, to) : first;
    while (to < folded->text.n && to > from && origin(folded, to - 1) == last)
        last = origin(folded, ++to);
    return view_sub(folded->original, first, last);
}
