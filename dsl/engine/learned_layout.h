/* learned_layout: how a learned ranking lies in its file. Private to dsl/engine and dsl/learn.
 *
 * A header, then sections, each an array of one plain struct that starts at a multiple of 16, all
 * references indices into sections: as an image of rules (layout.h), mapped and never changed.
 * Change anything here and LEARNED_VERSION goes up. */
#ifndef ZHIDA_LEARNED_LAYOUT_H
#define ZHIDA_LEARNED_LAYOUT_H

#include "dsl/engine/learned.h"

enum { LEARNED_VERSION = 4, LEARNED_BYTE_ORDER = 0x01020304, LEARNED_ALIGNMENT = 16 };

struct learned_text {
    uint32_t at, n; /* bytes of `text` */
};

/* A desk that the ranking knows. Its whole name and, where other desks share a part of theirs with
 * it (区 + 城管局), the parts have outputs of the linear model. */
struct learned_desk {
    struct learned_text name;
    int32_t head, tail; /* outputs, or NONE */
    float prior;        /* logarithm of its share of the tickets */
    float reliability;  /* log odds that a ticket ranked here belonged here, held out */
};

struct learned_duty {
    struct learned_text code;
    uint32_t count; /* tickets and examples of it */
};

/* One output of the linear model: desks first, in their order, then parts of names. */
struct learned_output {
    float scale, bias; /* sum of weights * values * scale + bias */
};

/* A gram that counts. weights and postings begin here and end where the next one's begin; behind
 * the last stands one more. */
struct learned_gram {
    uint32_t number, weights, postings;
    float rarity;
    int32_t
        row; /* of `rows`, where nearly every output has a weight; then weights are none. NONE */
};

struct learned_ticket {
    int32_t desk, duty; /* duty may be NONE */
};

/* A point of the curve from a score to the share that was right: scores rise, shares do not fall.
 */
struct learned_point {
    float score, right;
};

/* One figure of the trial that made the model, for whoever asks later. */
struct learned_figure {
    struct learned_text name;
    double value;
};

#define LEARNED_SECTIONS(X)                                                                        \
    X(text, char)                                                                                  \
    X(desks, struct learned_desk)                                                                  \
    X(duties, struct learned_duty)                                                                 \
    X(outputs, struct learned_output)                                                              \
    X(slots, uint32_t) /* a power of two of them: index of a gram plus one, by its number */       \
    X(grams, struct learned_gram)                                                                  \
    X(rows, signed char) /* LEARNED_ROW(outputs) weights each, by output */                        \
    X(weight_outputs, uint16_t)                                                                    \
    X(weights, signed char)                                                                        \
    X(postings, uint16_t)            /* a ticket that the gram is in */                            \
    X(posting_shares, unsigned char) /* ... and its share of it, 255 being all */                  \
    X(tickets, struct learned_ticket)                                                              \
    X(curve, struct learned_point)                                                                 \
    X(figures, struct learned_figure)

/* A row is a whole number of blocks, so that a loop over it needs no end of its own. */
enum { LEARNED_BLOCK = 16 };
#define LEARNED_ROW(outputs) (((outputs) + LEARNED_BLOCK - 1) / LEARNED_BLOCK * LEARNED_BLOCK)

enum learned_section {
#define SECTION(name, type) LEARNED_##name,
    LEARNED_SECTIONS(SECTION)
#undef SECTION
        LEARNED_SECTION_COUNT
};

struct learned_run {
    uint64_t at;
    uint64_t n;
};

struct learned_header {
    char magic[8];
    uint32_t version, byte_order;
    uint64_t checksum; /* of everything behind it */
    uint64_t size;
    struct learned_run sections[LEARNED_SECTION_COUNT];
    double factors[LEARNED_FACTOR_COUNT]; /* what each factor counts */
    double signs[LEARNED_SIGN_COUNT];     /* likewise of the signs of being right */
    double sure;                          /* confidence from which the precision asked for holds */
    double precision;                     /* that precision */
};

#define LEARNED_MAGIC "zdlearn"
_Static_assert(sizeof(struct learned_header) <= LEARNED_HEAD, "the head holds the header");

#define LEARNED_ACCESS(name, type)                                                                 \
    static inline const type *learned_##name(const struct learned *learned)                        \
    {                                                                                              \
        const struct learned_header *header = (const void *)learned->bytes;                        \
        return (const type *)(const void *)(learned->bytes + header->sections[LEARNED_##name].at); \
    }                                                                                              \
    static inline size_t learned_##name##_n(const struct learned *learned)                         \
    {                                                                                              \
        const struct learned_header *header = (const void *)learned->bytes;                        \
        return (size_t)header->sections[LEARNED_##name].n;                                         \
    }
LEARNED_SECTIONS(LEARNED_ACCESS)
#undef LEARNED_ACCESS

static inline const struct learned_header *learned_head(const struct learned *learned)
{
    return (const void *)learned->bytes;
}

static inline struct view learned_view(const struct learned *learned, struct learned_text text)
{
    return (struct view){learned_text(learned) + text.at, text.n};
}

uint64_t learned_checksum(const void *bytes, size_t size);

#endif
