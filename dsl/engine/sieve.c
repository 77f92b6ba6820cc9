/* sieve: nearly all of a text begins nothing, and is passed over here without a branch.
 *
 * A word of two characters and more is announced by the first two: a bit by their hash, in a table
 * that the nearest cache holds. Words of one character are announced by a bit among
 * 512, times and turns of speech by two of these: of the character and of the next. Places that
 * pass are listed by writing each and counting those that count.
 *
 * sieve_vector.c does the same for 16 or 32 places at once; what comes out is the same. */
#include "dsl/engine/sieve.h"

#include "dsl/base/stance.h"
#include "dsl/base/when.h"

static inline void list_place(struct places *places, uint32_t place, bool counts)
{
    places->at[places->n] = (uint16_t)place;
    places->n += counts;
}

void sieve_speech(const struct fold_units *units, struct sieved *sieved)
{
    for (uint32_t i = 0; i < units->n; i++) {
        list_place(&sieved->times, i, few_begins(&when_sieve, units->at + i));
        list_place(&sieved->turns, i, few_begins(&stance_sieve, units->at + i));
    }
}

static void sieve_plainly(const struct rules *rules, const struct fold_units *units,
                          struct sieved *sieved)
{
    const uint32_t *sieve = image_sieve(rules), *ones = image_ones(rules);
    uint32_t mask = (uint32_t)image_sieve_count(rules) - 1;
    for (uint32_t i = 0; i < units->n; i++) {
        uint32_t pair = pair_hash(units->at + i), bit = fold_unit_bit(units->at[i]);
        uint32_t begins = sieve[pair >> 5 & mask] >> (pair & 31) | ones[bit >> 5] >> (bit & 31);
        list_place(&sieved->words, i, begins & 1);
    }
    sieve_speech(units, sieved);
}

void sieve_text(const struct rules *rules, struct arena *arena, const struct fold_units *units,
                struct sieved *sieved)
{
    size_t room = (units->n + SIEVE_SLACK) * sizeof(uint16_t);
    *sieved = (struct sieved){{.at = arena_raw(arena, room)},
                              {.at = arena_raw(arena, room)},
                              {.at = arena_raw(arena, room)}};
    if (!sieve_in_vectors(rules, units, sieved))
        sieve_plainly(rules, units, sieved);
}
