/* traits: one walk over the text. Chinese has no blanks between words; single characters and pairs
 * of neighbours tell nearly as much as words would and need no dictionary, so a dialect or a new
 * name is read as well as anything.
 *
 * A trait is a number of 32 bits, mixed from its character or pair. Two of the same number would
 * count as one; among the seventy thousand of the sample's sayings that happens once or never. Each
 * counts once in a text, however often it stands there, as who repeats himself says no more: a
 * small open table holds those that were met. Places are bytes of the text, lengths are characters.
 *
 * Only the beginning is read (TRAITS_READ_MAX). */
#include "dsl/base/traits.h"

#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"

enum { SEEN = 1024 };
_Static_assert((int)SEEN >= 2 * (int)TRAITS_MAX, "one in two is free");

/* The numbers that were met: places of traits, from 1 on; 0 is free. */
struct reading {
    struct traits *traits;
    uint16_t seen[SEEN];
};

static bool is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || c == '\'';
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static size_t run_end(struct view text, size_t at, bool (*holds)(uint32_t))
{
    while (at < text.n && holds((unsigned char)text.p[at]))
        at++;
    return at;
}

/* The character, word or number at *at, as a number; 0: nothing that tells. */
static uint64_t next_unit(struct view text, size_t *at)
{
    size_t from = *at;
    uint32_t c = utf8_next_inline(text, at);
    if (utf8_is_han(c))
        return c;
    if (is_digit(c)) {
        *at = run_end(text, *at, is_digit);
        return '0';
    }
    if (!is_letter(c))
        return 0;
    *at = run_end(text, *at, is_letter);
    uint64_t word = hash_view(view_sub(text, from, *at)) | 1;
    *at += *at < text.n && text.p[*at] == ' ';
    return word;
}

bool traits_longer(struct view folded, int characters)
{
    size_t at = 0;
    for (int n = 0; n < characters && at < folded.n; n++)
        next_unit(folded, &at);
    return at < folded.n;
}

/* Where the piece ends that begins there. */
static size_t piece_end(struct view text, int least, size_t at)
{
    for (int n = 0; n < TRAITS_LONG && at < text.n; n++) {
        size_t from = at;
        if (!next_unit(text, &at) && n >= least)
            return from;
    }
    return at;
}

bool traits_piece(struct view folded, int least, size_t *at, struct view *piece)
{
    size_t from = *at;
    *at = piece_end(folded, least, from);
    *piece = view_sub(folded, from, *at);
    return piece->n > 0;
}

static void add(struct reading *reading, uint32_t number, size_t from, size_t to)
{
    struct traits *traits = reading->traits;
    size_t at = number % SEEN;
    while (reading->seen[at] && traits->at[reading->seen[at] - 1].number != number)
        at = (at + 1) % SEEN;
    if (reading->seen[at])
        return;
    traits->at[traits->n++] = (struct trait){number, (uint16_t)from, (uint16_t)to};
    reading->seen[at] = (uint16_t)traits->n;
}

void traits_read(struct traits *traits, struct view folded, uint32_t mask)
{
    struct reading reading = {.traits = traits};
    struct view text = view_sub(folded, 0, folded.n < UINT16_MAX ? folded.n : UINT16_MAX);
    uint64_t before = 0;
    size_t at = 0, last = 0;
    traits->n = 0;
    for (int n = 0; n < TRAITS_READ_MAX && at < text.n; n++) {
        size_t from = at;
        uint64_t unit = next_unit(text, &at);
        if (unit)
            add(&reading, (uint32_t)hash_mix(unit) & mask, from, at);
        if (unit && before)
            add(&reading, (uint32_t)hash_mix(hash_mix(before) + unit) & mask, last, at);
        before = unit;
        last = from;
    }
}

static bool overlaps(const struct trait *trait, struct view folded, const struct view *told,
                     size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (folded.p + trait->from < told[i].p + told[i].n && folded.p + trait->to > told[i].p)
            return true;
    return false;
}

static float says(const struct traits *traits, const float *speaks, const struct trait *trait)
{
    float sum = 0;
    for (size_t i = 0; i < traits->n; i++)
        if (traits->at[i].from >= trait->from && traits->at[i].to <= trait->to)
            sum += speaks[i];
    return sum;
}

size_t traits_reasons(const struct traits *traits, const float *speaks, struct view folded,
                      struct view *reasons, size_t most)
{
    size_t n = 0;
    for (; n < most; n++) {
        const struct trait *best = NULL;
        float best_says = 0;
        for (size_t i = 0; i < traits->n; i++) {
            float sum = says(traits, speaks, &traits->at[i]);
            if (sum <= best_says || overlaps(&traits->at[i], folded, reasons, n))
                continue;
            best = &traits->at[i];
            best_says = sum;
        }
        if (!best)
            break;
        reasons[n] = view_trim(view_sub(folded, best->from, best->to));
    }
    return n;
}
