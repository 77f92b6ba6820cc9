/* grams: the characters of a text in runs of one, two and three.
 *
 * Blanks, punctuation and pictures end a run: no gram spans them. A second reading leaves out the
 * words that say nothing of a matter (的, 我们, 希望 ...) together with what ends a run, and adds
 * the pairs and triples of what is left: so "道路的积水" and "道路积水" have 路积 in common, and a
 * text from which somebody took such words before is read like one that still has them.
 *
 * Names are names of a gram, not the gram: 32 bits of a hash. Among the 300,000 grams of a learned
 * ranking some ten share a number with another, which no ranking notices. */
#include "dsl/engine/learned_grams.h"

#include <uchar.h>

#include "dsl/base/few.h"
#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"

/* A character ends at most so many grams, as read first and when fillers are gone. */
enum { BREAK = 0, PER_CHARACTER = GRAM_CHARACTERS + 2 };
_Static_assert(GRAM_TEXT_MAX *PER_CHARACTER < UINT16_MAX, "a place has 16 bits");

/* Words that say nothing of a matter; sorted by their characters. */
static const char32_t *const fillers[] = {
#define FILLER(word) U"" word,
#include "dsl/engine/filler_words.h"
#undef FILLER
};
enum { FILLERS = sizeof fillers / sizeof *fillers };

/* The grams in the order in which they were met, and a table of their places plus one, by number:
 * two bytes each, so that it stays in the nearest cache. */
struct bag {
    struct gram *at;
    size_t n;
    uint16_t *places;
    size_t mask;
};

/* Most grams are found, or missed, at the first place that is looked at: whichever it is, the same
 * is done, and nothing has to be foretold. Returns the place of the gram in the list. */
static inline size_t bag_add(struct bag *bag, uint32_t number, uint32_t count)
{
    size_t i = (number ^ number >> 15) & bag->mask;
    bag->at[bag->n] = (struct gram){number, 0};
    for (;; i = (i + 1) & bag->mask) {
        size_t here = bag->places[i] ? bag->places[i] - 1u : bag->n;
        if (bag->at[here].number != number)
            continue;
        bag->places[i] = (uint16_t)(here + 1);
        bag->at[here].count += count;
        bag->n += here == bag->n;
        return here;
    }
}

static bool tells(uint32_t c)
{
    if (c < 0x80)
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    return utf8_is_han(c);
}

static inline uint32_t number_of(const uint32_t *characters, int n)
{
    uint64_t h = (uint64_t)n;
    for (int i = 0; i < n; i++)
        h = h << 21 ^ characters[i];
    uint32_t number = (uint32_t)(hash_mix(h) >> 32);
    return number ? number : 1;
}

/* Where the grams of two and of three characters that end at a character stand in the list. */
struct endings {
    uint16_t at[GRAM_CHARACTERS + 1];
};

/* Adds the grams that end at characters[at]; `run` characters before and with it are one run. */
static inline void add_ending(struct bag *bag, const uint32_t *characters, size_t at, size_t run,
                              struct endings *endings)
{
    uint32_t lead = at < GRAM_LEAD ? 3 : 1;
    for (size_t n = 1; n <= GRAM_CHARACTERS && n <= run; n++)
        endings->at[n] =
            (uint16_t)bag_add(bag, number_of(&characters[at + 1 - n], (int)n), n < 3 ? lead : 1);
}

static void add_runs(struct bag *bag, const uint32_t *characters, size_t n, struct endings *endings)
{
    size_t run = 0;
    for (size_t i = 0; i < n; i++) {
        run = characters[i] == BREAK ? 0 : run + 1;
        add_ending(bag, characters, i, run, &endings[i]);
    }
}

/* The first filler that does not begin before the character. */
static size_t filler_from(uint32_t c)
{
    size_t low = 0, high = FILLERS;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (fillers[middle][0] < c)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* How many characters of the text at this place the longest filler takes; 0: there is none. */
static size_t filler_length(const uint32_t *characters, size_t left)
{
    size_t best = 0;
    for (size_t at = filler_from(*characters); at < FILLERS && fillers[at][0] == *characters;
         at++) {
        size_t n = 1;
        while (n < left && fillers[at][n] && fillers[at][n] == characters[n])
            n++;
        if (!fillers[at][n] && n > best)
            best = n;
    }
    return best;
}

/* The characters with which fillers begin. */
static struct few fillers_begin(void)
{
    struct few few = {{0}};
    for (size_t i = 0; i < FILLERS; i++)
        few.bits[FEW_BIT(fillers[i][0]) >> 6] |= (uint64_t)1 << (FEW_BIT(fillers[i][0]) & 63);
    return few;
}

/* The pairs and triples of what is left when fillers and breaks are gone: those that come together
 * only then, and once more those that were together before, which say more than fillers do. The
 * latter are in the list already. */
static void add_bare(struct bag *bag, struct arena *arena, const uint32_t *characters, size_t n,
                     const struct endings *endings)
{
    const struct few begin = fillers_begin();
    uint32_t *left = arena_raw(arena, n * sizeof *left);
    size_t kept = 0, together = 0; /* together: of those left, how many were side by side before */
    for (size_t i = 0; i < n;) {
        size_t skip = characters[i] == BREAK ? 1 : 0;
        if (few_may(&begin, characters[i]) && !skip)
            skip = filler_length(&characters[i], n - i);
        if (skip) {
            i += skip;
            together = 0;
            continue;
        }
        left[kept++] = characters[i];
        together++;
        for (size_t gram = 2; gram <= GRAM_CHARACTERS && gram <= kept; gram++)
            if (gram <= together)
                bag->at[endings[i].at[gram]].count++;
            else
                bag_add(bag, number_of(&left[kept - gram], (int)gram), 1);
        i++;
    }
}

static size_t read_characters(struct view folded, uint32_t *characters)
{
    size_t n = 0;
    for (size_t at = 0; at < folded.n && n < GRAM_TEXT_MAX;) {
        uint32_t c = utf8_next_inline(folded, &at);
        characters[n++] = tells(c) ? c : BREAK;
    }
    return n;
}

struct grams learned_grams_of(struct arena *arena, struct view folded)
{
    uint32_t characters[GRAM_TEXT_MAX];
    struct endings endings[GRAM_TEXT_MAX];
    size_t n = read_characters(folded, characters), most = n * PER_CHARACTER, room = 64;
    while (room < most * 3 / 2)
        room *= 2;
    struct bag bag = {.at = arena_raw(arena, (most + 1) * sizeof *bag.at),
                      .places = ARENA_ARRAY(arena, room, uint16_t),
                      .mask = room - 1};
    add_runs(&bag, characters, n, endings);
    add_bare(&bag, arena, characters, n, endings);
    return (struct grams){bag.at, bag.n};
}
