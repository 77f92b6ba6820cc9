/* match: every word of the rules that occurs in a text, longest first at each place. Private to
 * dsl/engine. */
#ifndef ZHIDA_MATCH_H
#define ZHIDA_MATCH_H

#include "dsl/engine/sieve.h"

/* An occurrence that counts for something: `seen` are the layers (LAYER_...) in which it does. It
 * is gone from LAYER_MATTER and LAYER_TALK where a longer word of that layer hides it. */
struct match {
    uint32_t word, seen;
    uint32_t from, to;     /* characters */
    struct image_run uses; /* of the word */
};

/* By from, longer ones first. */
struct matches {
    struct match *at;
    size_t n;
};

/* Fills matches; memory from the arena. The text is folded, units are its characters, and places
 * where words may begin: the list is used up. */
void match_words(const struct rules *rules, struct arena *arena, struct view text,
                 const struct fold_units *units, struct places *places, struct matches *matches);

/* ---- between match.c and match_vector.c ---- */

enum { MATCH_SLACK = 16 };

/* A piece of the text that has the key of a word, and the first slot that has it. */
struct piece {
    uint32_t slot;
    uint16_t from, points; /* characters */
};

/* Takes the longest of the lengths out of these bits (bit n-1: of n characters). */
static inline uint32_t match_take_longest(uint32_t *lengths)
{
    uint32_t points = 32 - (uint32_t)__builtin_clz(*lengths);
    *lengths ^= 1u << (points - 1);
    return points;
}

/* May the key that none of these slots has (`with` none) stand in those behind them? Few groups are
 * overfull; no branch, for whether one of these has it nobody can tell. */
static inline bool match_goes_on(const struct image_slot *slots, uint32_t with, uint64_t key)
{
    return (with == 0) & (slots[slot_mark(key)].uses >> 31);
}

/* Both only where the rules are read with LANES_AVX512.
 * Keeps the places where a word may begin, and writes the lengths it may have; returns the number
 * of these bits. There is room for MATCH_SLACK more. */
uint32_t match_lengths_in_vectors(const struct rules *rules, const struct fold_units *units,
                                  struct places *places, uint32_t *lengths);
/* Writes the pieces of these lengths that have a word's key, and returns how many; there is room
 * for one more than have these lengths. */
size_t match_pieces_in_vectors(const struct rules *rules, const struct fold_units *units,
                               const struct places *places, const uint32_t *lengths,
                               struct piece *pieces);

#endif
