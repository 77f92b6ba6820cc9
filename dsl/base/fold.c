/* fold: two walks over the text, one that measures and one that writes, so that nothing is
 * allocated but the result. A walk reads a code point, looks it up in the generated two-stage table
 * and copies either its own bytes or the string of the table.
 *
 * A run of blanks, of whatever kind, becomes one space; a blank inside a folded string (a spacing
 * accent folds to space and accent) counts as a blank too, or folding twice would differ from
 * folding once. The map has an entry for each folded byte: where its code point began in the
 * original. */
#include "dsl/base/fold.h"

#include "dsl/base/fold_table.h"
#include "dsl/base/utf8.h"

struct walk {
    char *out;        /* NULL while measuring */
    uint32_t *origin; /* NULL: no map */
    size_t n;
    bool after_blank;
};

static inline void put(struct walk *walk, const char *bytes, size_t n, size_t from)
{
    size_t at = walk->n;
    walk->n += n;
    walk->after_blank = false;
    if (!walk->out)
        return;
    do {
        walk->out[at] = *bytes++;
        if (walk->origin)
            walk->origin[at] = (uint32_t)from;
    } while (++at < walk->n);
}

static inline void put_blank(struct walk *walk, size_t from)
{
    if (walk->after_blank)
        return;
    put(walk, " ", 1, from);
    walk->after_blank = true;
}

static bool blank(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static void put_string(struct walk *walk, const struct fold_string *string, size_t from)
{
    size_t at = 0;
    if (string->n && string->bytes[0] == ' ') {
        put_blank(walk, from);
        at = 1;
    }
    if (at < string->n)
        put(walk, string->bytes + at, string->n - at, from);
}

static inline __attribute__((always_inline)) size_t walk_text(struct view text, char *out,
                                                              uint32_t *origin)
{
    struct walk walk = {.out = out, .origin = origin};
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        uint32_t c = utf8_next_inline(text, &at);
        size_t block = fold_stage1[c >> FOLD_BLOCK_BITS];
        unsigned string = fold_stage2[block << FOLD_BLOCK_BITS | (c & FOLD_BLOCK_MASK)];
        if (string)
            put_string(&walk, &fold_strings[string], from);
        else if (blank(c))
            put_blank(&walk, from);
        else if (c == 0xfffd)
            put(&walk, "\xef\xbf\xbd", 3, from);
        else
            put(&walk, text.p + from, at - from, from);
    }
    if (origin)
        origin[walk.n] = (uint32_t)text.n;
    return walk.n;
}

struct folded fold_text(struct arena *arena, struct view text)
{
    size_t n = walk_text(text, NULL, NULL);
    char *out = arena_alloc(arena, n + 1);
    uint32_t *origin = ARENA_ARRAY(arena, n + 1, uint32_t);
    walk_text(text, out, origin);
    return (struct folded){{out, n}, origin, text};
}

/* Does the text fold to itself? Most words do, and then one look is enough. */
static bool folds_to_itself(struct view text)
{
    for (size_t at = 0; at < text.n;) {
        uint32_t c = utf8_next_inline(text, &at);
        size_t block = fold_stage1[c >> FOLD_BLOCK_BITS];
        if (fold_stage2[block << FOLD_BLOCK_BITS | (c & FOLD_BLOCK_MASK)] || blank(c) ||
            c == 0xfffd)
            return false;
    }
    return true;
}

struct view fold_word(struct arena *arena, struct view word)
{
    word = view_trim(word);
    if (folds_to_itself(word))
        return view_keep(arena, word);
    size_t n = walk_text(word, NULL, NULL);
    char *out = arena_alloc(arena, n + 1);
    walk_text(word, out, NULL);
    return view_trim((struct view){out, n});
}

struct view fold_original(const struct folded *folded, size_t from, size_t to)
{
    if (from >= to)
        return view_sub(folded->original, folded->origin[from], folded->origin[from]);
    while (to < folded->text.n && folded->origin[to] == folded->origin[to - 1])
        to++;
    return view_sub(folded->original, folded->origin[from], folded->origin[to]);
}
