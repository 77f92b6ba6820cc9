/* signature: what is kept of a text to tell whether another says nearly the same. 64 bytes from
 * which no word can be read: each is the low byte of the smallest keyed hash among those of the
 * text's character pairs that fall into its place (one-permutation MinHash). The share of equal
 * bytes estimates the Jaccard likeness of the two sets of pairs. Pure: no store, no clock. */
#ifndef ZHIDA_TOPICS_SIGNATURE_H
#define ZHIDA_TOPICS_SIGNATURE_H

#include "dsl/base/sip.h"
#include "dsl/base/view.h"

enum {
    SIGNATURE_PLACES = 64,
    SIGNATURE_BANDS = 6,     /* of BAND_PLACES each: two texts that share a band are compared */
    SIGNATURE_TEXT_MAX = 600 /* code points that are looked at */
};

struct signature {
    uint8_t of[SIGNATURE_PLACES];
    uint64_t bands[SIGNATURE_BANDS];
    unsigned pairs; /* distinct or not, how many pairs the text has; 0: nothing to compare */
};

/* Of a folded text: letters, digits and characters count, punctuation and blanks do not. */
void signature_make(const struct sip_key *key, struct view folded, struct signature *out);

/* Estimated likeness of two signatures, per mille (0..1000). */
int signature_likeness(const uint8_t a[SIGNATURE_PLACES], const uint8_t b[SIGNATURE_PLACES]);

/* Does it count as part of a word: a letter, a digit, a Chinese character? */
bool signature_takes(uint32_t c);

#endif
