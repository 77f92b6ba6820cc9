/* grams: every run of two to four Chinese characters, hashed.
 *
 * Chinese has no blanks between words, and a new word (of a firm, a drug, an illness) stands in no
 * list; among all short runs it is there all the same. Punctuation, blanks, letters and digits end
 * a run: what is written in those is mostly a number of somebody. Thirty-two bits are enough to
 * count with; two runs that fall together make one seem known that is new, about once in a thousand
 * words of a street's month. */
#include "gateway/topics/grams.h"

#include "dsl/base/utf8.h"

enum { PLACES = 256, PLACE_SHIFT = 24 };

static bool is_han(uint32_t c)
{
    return (c >= 0x3400 && c <= 0x9fff) || c >= 0x20000;
}

struct run {
    uint64_t last[GRAM_LONGEST]; /* code points, newest first */
    uint32_t starts[GRAM_LONGEST];
    size_t length;
};

static void shift(struct run *run, uint32_t c, size_t start)
{
    memmove(run->last + 1, run->last, sizeof run->last - sizeof *run->last);
    memmove(run->starts + 1, run->starts, sizeof run->starts - sizeof *run->starts);
    run->last[0] = c;
    run->starts[0] = (uint32_t)start;
    run->length++;
}

size_t grams_of(const struct sip_key *key, struct view folded, struct gram *out, size_t max)
{
    struct run run = {.length = 0};
    size_t n = 0, looked_at = 0;
    for (size_t at = 0; at < folded.n && looked_at < GRAMS_TEXT_MAX; looked_at++) {
        size_t start = at;
        uint32_t c = utf8_next_inline(folded, &at);
        if (!is_han(c)) {
            run.length = 0;
            continue;
        }
        shift(&run, c, start);
        for (size_t k = GRAM_SHORTEST; k <= GRAM_LONGEST && k <= run.length && n < max; k++)
            out[n++] = (struct gram){(uint32_t)sip_words(key, run.last, k), run.starts[k - 1],
                                     (uint32_t)at};
    }
    return n;
}

/* Hashes are spread evenly: each belongs near where its upper bits say, and qsort() would be the
 * dearest part of filing. */
static void sort_hashes(uint32_t *hashes, size_t count)
{
    uint32_t spread[GRAMS_MAX];
    uint16_t ends[PLACES] = {0};
    memcpy(spread, hashes, count * sizeof *hashes);
    for (size_t i = 0; i < count; i++)
        ends[spread[i] >> PLACE_SHIFT]++;
    for (size_t place = 1; place < PLACES; place++)
        ends[place] = (uint16_t)(ends[place] + ends[place - 1]);
    for (size_t i = 0; i < count; i++)
        hashes[--ends[spread[i] >> PLACE_SHIFT]] = spread[i];
    for (size_t i = 1; i < count; i++) {
        uint32_t hash = hashes[i];
        size_t to = i;
        for (; to && hashes[to - 1] > hash; to--)
            hashes[to] = hashes[to - 1];
        hashes[to] = hash;
    }
}

struct view grams_pack(const struct sip_key *key, struct view folded, struct arena *arena)
{
    struct gram *all = ARENA_ARRAY(arena, GRAMS_MAX, struct gram);
    size_t count = grams_of(key, folded, all, GRAMS_MAX), kept = 0;
    uint32_t *hashes = ARENA_ARRAY(arena, count, uint32_t);
    for (size_t i = 0; i < count; i++)
        hashes[i] = all[i].hash;
    sort_hashes(hashes, count);
    for (size_t i = 0; i < count; i++)
        if (!kept || hashes[kept - 1] != hashes[i])
            hashes[kept++] = hashes[i];
    return (struct view){(const char *)hashes, kept * sizeof *hashes};
}
