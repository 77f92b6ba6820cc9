/* learned_layout: how a learned ranking lies in its file. Private to dsl/engine and dsl/learn.
 *
 * A header, then sections, each an array of one plain struct that starts at a multiple of 16, all
 * references indices into sections: as an image of rules (layout.h), mapped and never changed.
 * Change anything here and LEARNED_VERSION goes up. */
#ifndef ZHIDA_LEARNED_LAYOUT_H
#define ZHIDA_LEARNED_LAYOUT_H

#include "dsl/engine/learned.h"

enum { LEARNED_VERSION = 10, LEARNED_BYTE_ORDER = 0x01020304, LEARNED_ALIGNMENT = 16 };

struct learned_text {
    uint32_t at, n; /* bytes of `text` */
};

/* A desk that the ranking knows. Its whole name and, where other desks share a part of theirs with
 * it (区 + 城管局), the parts have outputs of the linear model. */
struct learned_desk {
    struct learned_text name;
    int32_t head, tail; /* outputs, or NONE */
};

struct learned_duty {
    struct learned_text code;
    uint32_t count; /* tickets and examples of it */
    uint32_t ends;  /* of `went`: theirs begin where those of the duty before end */
};

/* Of a duty's tickets and examples so many went to the desk. */
struct learned_went {
    uint32_t desk, count;
};

/* One output of the linear model: desks first, in their order, then parts of names, then areas. */
struct learned_output {
    float scale, bias; /* sum of weights * values * scale + bias */
    float prior;       /* logarithm of its share of the tickets */
    float gist;        /* what it is worth before the gist is known */
};

/* Where a gram that counts has its record: at which byte of `records`, an even one. number 0: an
 * empty slot. */
struct learned_slot {
    uint32_t number, at;
};

/* A gram's record begins with this; what the model says of the gram lies behind it, so that a text
 * waits for one place of memory a gram: its place in the gist (LEARNED_GIST roots of coordinates)
 * where it has one, weights, then postings. Where nearly every output has a
 * weight there are LEARNED_ROW(outputs) of them, by output, and `weights` is LEARNED_EACH; else so
 * many numbers of outputs, and behind them so many weights. Postings are so many numbers of
 * tickets, ascending, and behind them the gram's share of each, 255 being all. Weights, and shares,
 * of an odd number are followed by a zero. */
struct learned_gram {
    uint32_t index : 31; /* among all, for those who learn */
    uint32_t placed : 1;
    float rarity;
    uint16_t weights, postings;
};
enum { LEARNED_EACH = UINT16_MAX, LEARNED_GIST = 32, LEARNED_INDEX_MOST = 0x7fffffff };

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
    X(went, struct learned_went)                                                                   \
    X(outputs, struct learned_output)                                                              \
    X(areas, float)      /* by area, of its tickets each desk's share */                           \
    X(gist, signed char) /* none, or by coordinate a row of roots of weights, LEARNED_ROW long */  \
    X(slots, struct learned_slot) /* a power of two of them, one empty: by a gram's number */      \
    X(records, unsigned char)                                                                      \
    X(tickets, struct learned_ticket)                                                              \
    X(curve, struct learned_point)                                                                 \
    X(figures, struct learned_figure)

/* A row is a whole number of blocks, so that a loop over it needs no end of its own. */
enum { LEARNED_BLOCK = 32 };
#define LEARNED_ROW(outputs) (((outputs) + LEARNED_BLOCK - 1) / LEARNED_BLOCK * LEARNED_BLOCK)

/* A gram's slot is the first from here on that has its number; an empty one ends the search. */
static inline size_t learned_first_slot(uint32_t number)
{
    return number ^ number >> 15;
}

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
    float place_scale, gist_scale;        /* what a root counts, of places and of weights */
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

static inline size_t learned_area_count(const struct learned *learned)
{
    return learned_areas_n(learned) / learned_desks_n(learned);
}

/* The outputs that stand for names and parts of names. */
static inline size_t learned_names_n(const struct learned *learned)
{
    return learned_outputs_n(learned) - learned_area_count(learned);
}

static inline struct view learned_view(const struct learned *learned, struct learned_text text)
{
    return (struct view){learned_text(learned) + text.at, text.n};
}

/* What stands in a gram's record. */
struct learned_record {
    struct learned_gram gram;
    const signed char *place; /* or NULL */
    const signed char *row;   /* or NULL: */
    const uint16_t *outputs;
    const signed char *weights;
    const uint16_t *tickets;
    const unsigned char *shares;
    const unsigned char *end;
};
static inline size_t learned_even(size_t n)
{
    return n + (n & 1);
}
static inline struct learned_record learned_record_at(const struct learned *learned, uint32_t at)
{
    const unsigned char *byte = learned_records(learned) + at;
    struct learned_record record = {.row = NULL};
    memcpy(&record.gram, byte, sizeof record.gram);
    byte += sizeof record.gram;
    if (record.gram.placed) {
        record.place = (const void *)byte;
        byte += LEARNED_GIST;
    }
    if (record.gram.weights == LEARNED_EACH) {
        record.row = (const void *)byte;
        byte += LEARNED_ROW(learned_outputs_n(learned));
    } else {
        record.outputs = (const void *)byte;
        record.weights = (const void *)(byte + 2 * record.gram.weights);
        byte += 2 * record.gram.weights + learned_even(record.gram.weights);
    }
    record.tickets = (const void *)byte;
    record.shares = byte + 2 * record.gram.postings;
    record.end = record.shares + learned_even(record.gram.postings);
    return record;
}

uint64_t learned_checksum(const void *bytes, size_t size);

#endif
