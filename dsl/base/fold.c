/* fold: a walk over the text that reads a code point, looks it up in the generated table and copies
 * either its own bytes or the string of the table. Folding seldom makes a text longer, so the walk
 * writes at once into as much room as the text takes. What has no more room is only counted; then a
 * second walk has room enough. Characters of three bytes that stay as they
 * are, nearly all of a Chinese text, are copied four bytes at a time, past their end.
 *
 * A run of blanks, of whatever kind, becomes one space, and a run of one mark that mark; a blank
 * inside a folded string (a spacing accent folds to space and accent) counts as a blank too, or
 * folding twice would differ from folding once. The map has an entry for each folded byte: where
 * its code point began in the original. */
#include "dsl/base/fold.h"

#include "dsl/base/fold_table.h"
#include "dsl/base/utf8.h"

enum { SLACK = 4 /* bytes that may be written past the end of a character */ };

struct walk {
    char *out;
    uint32_t *origin; /* NULL: no map */
    size_t n, room;   /* so long is the folded text; so much of it may be written */
    uint32_t last;    /* the blank (' ') or mark that was written last, if nothing came behind it */
};

static inline void put(struct walk *walk, const char *bytes, size_t n, size_t from)
{
    size_t at = walk->n;
    walk->n += n;
    walk->last = 0;
    for (; at < walk->n && at < walk->room; at++) {
        walk->out[at] = *bytes++;
        if (walk->origin)
            walk->origin[at] = (uint32_t)from;
    }
}

static inline void put_blank(struct walk *walk, size_t from)
{
    if (walk->last == ' ')
        return;
    put(walk, " ", 1, from);
    walk->last = ' ';
}

/* A mark of n bytes: again the same one says nothing more. */
static void put_mark(struct walk *walk, const char *bytes, size_t n, size_t from, uint32_t c)
{
    if (walk->last == c)
        return;
    put(walk, bytes, n, from);
    walk->last = c;
}

static bool blank(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static void put_string(struct walk *walk, const struct fold_string *string, size_t from)
{
    struct view text = {string->bytes, string->n};
    for (size_t at = 0; at < text.n;) {
        size_t begin = at;
        uint32_t c = utf8_next_inline(text, &at);
        if (c == ' ')
            put_blank(walk, from);
        else if (fold_mark(c))
            put_mark(walk, text.p + begin, at - begin, from, c);
        else
            put(walk, text.p + begin, at - begin, from);
    }
}

/* A character of three bytes that stays as it is, from text.p + at; false: it is none of those, or
 * there is no room for it in one go. */
static inline bool copy_three(struct walk *walk, struct view text, size_t at)
{
    const unsigned char *p = (const unsigned char *)text.p + at;
    if (text.n - at < 4 || p[0] < 0xe1 || p[0] > 0xec || (p[1] & 0xc0) != 0x80 ||
        (p[2] & 0xc0) != 0x80 || walk->n + 3 + SLACK > walk->room)
        return false;
    if (!fold_stays((uint32_t)(p[0] & 0x0f) << 12 | (uint32_t)(p[1] & 0x3f) << 6 | (p[2] & 0x3f)))
        return false;
    memcpy(walk->out + walk->n, p, 4);
    if (walk->origin) {
        uint32_t from[4] = {(uint32_t)at, (uint32_t)at, (uint32_t)at, (uint32_t)at};
        memcpy(walk->origin + walk->n, from, sizeof from);
    }
    walk->n += 3;
    walk->last = 0;
    return true;
}

static void take_one(struct walk *walk, struct view text, size_t from, size_t to, uint32_t c)
{
    size_t block = fold_stage1[c >> FOLD_BLOCK_BITS];
    unsigned string = fold_stage2[block << FOLD_BLOCK_BITS | (c & FOLD_BLOCK_MASK)];
    if (string)
        put_string(walk, &fold_strings[string], from);
    else if (blank(c))
        put_blank(walk, from);
    else if (fold_mark(c))
        put_mark(walk, text.p + from, to - from, from, c);
    else if (c == 0xfffd)
        put(walk, "\xef\xbf\xbd", 3, from);
    else
        put(walk, text.p + from, to - from, from);
}

static inline void walk_text(struct walk *walk, struct view text)
{
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        if (copy_three(walk, text, at)) {
            at += 3;
            continue;
        }
        uint32_t c = utf8_next_inline(text, &at);
        take_one(walk, text, from, at, c);
    }
}

/* Folds into memory of the arena; origin is NULL where no map is wanted. */
static struct view fold_into(struct arena *arena, struct view text, uint32_t **origin)
{
    struct walk walk = {.room = text.n + SLACK};
    do {
        walk.out = arena_alloc(arena, walk.room + 1);
        walk.origin = origin ? ARENA_ARRAY(arena, walk.room + 1, uint32_t) : NULL;
        walk.n = 0;
        walk.last = 0;
        walk_text(&walk, text);
        bool whole = walk.n <= walk.room;
        if (whole)
            break;
        walk.room = walk.n + SLACK;
    } while (true);
    walk.out[walk.n] = '\0';
    if (origin) {
        walk.origin[walk.n] = (uint32_t)text.n;
        *origin = walk.origin;
    }
    return (struct view){walk.out, walk.n};
}

struct folded fold_text(struct arena *arena, struct view text)
{
    uint32_t *origin;
    struct view folded = fold_into(arena, text, &origin);
    return (struct folded){folded, origin, text};
}

/* Does the text fold to itself? Most words do, and then one look is enough. */
static bool folds_to_itself(struct view text)
{
    for (size_t at = 0; at < text.n;)
        if (!fold_stays(utf8_next_inline(text, &at)))
            return false;
    return true;
}

struct view fold_lasting(struct arena *arena, struct view word)
{
    word = view_trim(word);
    return folds_to_itself(word) ? word : view_trim(fold_into(arena, word, NULL));
}

struct view fold_word(struct arena *arena, struct view word)
{
    word = view_trim(word);
    return folds_to_itself(word) ? view_keep(arena, word) : fold_lasting(arena, word);
}

struct view fold_original(const struct folded *folded, size_t from, size_t to)
{
    if (from >= to)
        return view_sub(folded->original, folded->origin[from], folded->origin[from]);
    while (to < folded->text.n && folded->origin[to] == folded->origin[to - 1])
        to++;
    return view_sub(folded->original, folded->origin[from], folded->origin[to]);
}
