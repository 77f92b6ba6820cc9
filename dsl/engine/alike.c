/* alike: near words, by going through all of them.
 *
 * No index stands in the image for this: it is asked only where a text was not understood, and a
 * city's 45,000 words against a sentence take a millisecond or two. A word is skipped as soon as
 * its first two characters are both unlike what stands there.
 *
 * What was written must be no word of ordinary language (dsl/base/ordinary.h): 影响 is no 音响, and
 * in 希望领导 nobody meant 望岭. At most one character of three is off, and each that is must sound
 * or look like what was written: so a near word can always be explained to who wrote it. */
#include "dsl/engine/alike.h"

#include "dsl/base/ordinary.h"
#include "dsl/base/sound.h"
#include "dsl/base/utf8.h"
#include "dsl/engine/layout.h"

enum { WORD_MOST = 8, TEXT_MOST = 200 };

struct search {
    const struct rules *rules;
    uint16_t units[TEXT_MOST];
    uint32_t offsets[TEXT_MOST + 1];
    bool taken[TEXT_MOST];       /* part of a word that was found */
    const unsigned char *begins; /* ordinary_words() */
    int n;
    struct alike *out;
    size_t count, max;
};

static bool is_han(uint16_t unit)
{
    return unit >= SOUND_FIRST && unit <= SOUND_LAST;
}

static int most_changed(int length)
{
    return length >= 4 ? 2 : 1;
}

static int worth(const struct alike *one)
{
    return one->length * 4 - one->distance;
}

/* ---- the text ---- */

static void take_spans(struct search *search, const struct evidence *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (int at = 0; at < search->n; at++)
            if (search->offsets[at] >= list[i].from && search->offsets[at] < list[i].to)
                search->taken[at] = true;
}

static void read_text(struct search *search, struct arena *arena, const struct recognition *of)
{
    struct view text = of->text.text;
    size_t at = 0;
    while (at < text.n && search->n < TEXT_MOST) {
        search->offsets[search->n] = (uint32_t)at;
        search->units[search->n++] = fold_unit(utf8_next(text, &at));
    }
    search->offsets[search->n] = (uint32_t)at;
    search->begins = ordinary_words(arena, view_sub(text, 0, at));
    take_spans(search, of->evidence, of->evidence_count);
    take_spans(search, of->passed, of->passed_count);
}

/* ---- a word ---- */

static int word_units(struct view text, uint16_t units[WORD_MOST])
{
    int n = 0;
    for (size_t at = 0; at < text.n; n++) {
        if (n == WORD_MOST)
            return 0;
        units[n] = fold_unit(utf8_next(text, &at));
        if (!is_han(units[n]))
            return 0;
    }
    return n >= 2 ? n : 0;
}

/* What it is for; false: not for a second reading. */
static bool may_be_meant(const struct rules *rules, const struct image_word *word,
                         struct alike *out)
{
    bool matter = false;
    for (uint32_t i = word->uses; i < word[1].uses; i++) {
        struct image_use use = image_uses(rules)[i];
        uint32_t kind = USE_KIND(use);
        matter |= kind == USE_CATEGORY || kind == USE_DUTY || kind == USE_AREA;
        out->area |= kind == USE_AREA;
        out->talk |= kind == USE_TALK;
    }
    out->talk &= !matter;
    return matter || out->talk;
}

static bool begins(const struct search *search, int at)
{
    return search->begins[search->offsets[at]];
}

/* Characters that hold a sentence together are hardly ever mistyped, and stand beside anything. */
static bool holds_together(uint16_t unit)
{
    static const uint16_t units[] =
        u"的了是一不和在那之们此我这你他她有也很就都要会没人么吗与及其为该本每各";
    for (size_t i = 0; units[i]; i++)
        if (units[i] == unit)
            return true;
    return false;
}

/* What was written is ordinary language there: a character that is off belongs to a word of two or
 * more, or the place begins or ends inside of one. */
static bool is_ordinary(const struct search *search, int at, const uint16_t *units, int length)
{
    if (!begins(search, at) || !begins(search, at + length))
        return true;
    for (int i = 0; i < length; i++) {
        uint16_t unit = search->units[at + i];
        bool off = unit != units[i];
        if ((off || length == 2) && holds_together(unit))
            return true;
        if (off && (!begins(search, at + i) || !begins(search, at + i + 1)))
            return true;
    }
    return false;
}

/* How far off the text is at this place, or -1: too far. */
static int distance_at(const struct search *search, int at, const uint16_t *units, int length)
{
    int distance = 0, changed = 0;
    for (int i = 0; i < length; i++) {
        int one =
            search->taken[at + i] ? SOUND_OTHER : sound_distance(search->units[at + i], units[i]);
        changed += one > 0;
        distance += one;
        if (one == SOUND_OTHER || changed > most_changed(length))
            return -1;
    }
    return changed ? distance : -1;
}

static void keep(struct search *search, struct alike one)
{
    size_t at = search->count;
    if (at == search->max && worth(&search->out[at - 1]) >= worth(&one))
        return;
    if (at < search->max)
        search->count++;
    else
        at--;
    for (; at > 0 && worth(&search->out[at - 1]) < worth(&one); at--)
        search->out[at] = search->out[at - 1];
    search->out[at] = one;
}

static void try_word(struct search *search, const struct image_word *word)
{
    uint16_t units[WORD_MOST];
    struct alike one = {.word = image_view(search->rules, word->text)};
    one.length = word_units(one.word, units);
    for (int at = 0; one.length && at + one.length <= search->n; at++) {
        one.distance = distance_at(search, at, units, one.length);
        if (one.distance < 0 || is_ordinary(search, at, units, one.length))
            continue;
        if (!may_be_meant(search->rules, word, &one))
            return;
        one.from = search->offsets[at];
        one.to = search->offsets[at + one.length];
        keep(search, one);
    }
}

size_t alike_words(const struct rules *rules, struct arena *arena, const struct recognition *of,
                   struct alike *out, size_t max)
{
    struct search *search = ARENA_NEW(arena, struct search);
    search->rules = rules;
    search->out = out;
    search->max = max;
    read_text(search, arena, of);
    int words = image_words_count(rules) - 1; /* one more stands at the end */
    for (int i = 0; search->begins && i < words; i++)
        try_word(search, &image_words(rules)[i]);
    return search->count;
}
