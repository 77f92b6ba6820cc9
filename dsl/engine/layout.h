/* layout: how an image lies in memory. Private to dsl/engine and dsl/compile.
 *
 * A header, then sections, each an array of one plain struct that starts at a multiple of 64. All
 * references are indices into sections, so the block needs no relocation and may be mapped
 * anywhere. Strings stand once in `text`. Numbers are in the machine's byte order, which the
 * header names; an image of the other order is refused, not turned.
 *
 * Every struct is made of 4-byte and 8-byte fields in such an order that there is no padding:
 * equal models give equal bytes. Change anything here and IMAGE_VERSION goes up. */
#ifndef ZHIDA_LAYOUT_H
#define ZHIDA_LAYOUT_H

#include "dsl/base/fold.h"
#include "dsl/base/geo.h"
#include "dsl/base/likeness.h"
#include "dsl/base/sayings.h"
#include "dsl/engine/rules.h"

enum {
    IMAGE_VERSION = 26,
    IMAGE_BYTE_ORDER = 0x01020304,
    IMAGE_ALIGNMENT = 64,
    NODE_DEPTH_MAX = 100,       /* nesting of a condition */
    CATEGORY_DUTIES_MAX = 8192, /* decide() keeps the truth of each duty on its stack */
    DESKS_MAX = 2048,           /* units and roles together, likewise */
    NOUN_COUNT = NOUN_PERIOD + 1,
    WORD_POINTS_MAX = 32, /* longer words are found by their first 32 characters */
    SINGLE_BITS = 1 << 16,
    KEY_POINTS = 4, /* so many characters are a word's key, letter by letter */
    SLOT_BITS = 24, /* of a slot's two numbers; what stands above them says struct image_slot */
    SLOT_USES_MANY = 0x3f /* so many uses and more: the word says how many */
};

/* Bytes of `text`. */
struct image_text {
    uint32_t at, n;
};
/* Items of the section that the field's comment names. */
struct image_run {
    uint32_t at, n;
};
struct image_display {
    struct image_text zh, en;
};
struct image_duration {
    int32_t count, measure;
};
struct image_target {
    int32_t unit, role;
};
struct image_range {
    int32_t from, to;
};

/* Every noun that has a code begins with this. */
struct image_named {
    struct image_text code;
    struct image_display display;
};

struct image_district {
    struct image_named named;
    uint64_t learned; /* learned_sum() of the ranking beside them, or 0 */
    struct image_text hotline;
    int32_t clock;
    uint32_t languages;                 /* bit per enum text_language */
    int32_t questions_most, sure_least; /* 0: not given; per mille */
    int32_t silence_most, unused;       /* seconds, 0: not given; 0 */
    struct image_run names[NOUN_COUNT]; /* of ints: a noun's indices sorted by code */
};

struct image_area {
    struct image_named named;
    double latitude, longitude;
    int32_t parent, first, last, has_point;
    struct image_run rings;
};

/* One ring of an area's outline; of any number of them an odd one holds what is inside. */
struct image_ring {
    struct image_run corners;
};

struct image_unit {
    struct image_named named;
    struct image_text remit, contact;
    struct image_run hours; /* of ranges; none: the year's */
    int32_t role, parent;
};

/* A role's players are sorted by area, then unit. */
struct image_role {
    struct image_named named;
    struct image_run players;
};
struct image_player {
    int32_t area, unit;
};

struct image_fact {
    struct image_named named; /* the display is the question */
    struct image_run values;
    int32_t category, unused;
};

/* Folded forms are what an answer is compared with; an empty one stands for "as the other". */
struct image_value {
    struct image_named named;
    struct image_text folded_code;
    struct image_display folded;
};

struct image_category {
    struct image_named named;
    struct image_display folded;
    struct image_text code, basis;
    struct image_run facts, duties; /* of ints */
    struct image_target otherwise;
    int32_t owner, parent, clock, unused;
};

struct image_duty {
    struct image_named named;
    struct image_display folded;
    struct image_text basis;
    struct image_display answer;
    struct image_run assists; /* of targets */
    struct image_run texts;   /* of texts */
    struct image_duration within;
    int32_t clock, owner, urgent;
    uint32_t collect;
};

/* What deciding looks at of a duty, for each of every category that could be meant: by the duty's
 * index, in a section of its own, so that it lies close together. */
struct image_claim {
    int32_t when, category; /* when: a node, or NONE */
    int32_t has_words;
    uint32_t asks;              /* asks_bit() of all that the condition asks for */
    struct image_run beaten_by; /* of ints: the duties that go before this one */
    struct image_run branches;  /* of branches */
    struct image_target assign;
};
struct image_branch {
    struct image_target assign;
    int32_t when, unused;
};

/* A condition: nodes in pre-order, `size` counting a node and all below it. */
enum node_op {
    OP_AND,
    OP_OR,
    OP_NOT,
    OP_SET,
    OP_TAG,
    OP_AREA,
    OP_TIME,
    OP_LESS,
    OP_LEAST,
    OP_COUNT
};
struct image_node {
    int32_t op, kind, index; /* kind, index: struct variable */
    uint32_t size;
    struct image_run list; /* of ranges for OP_TIME, else of ints */
    int64_t bound;         /* OP_SET: asked_bits() */
};

/* What a condition asks for, roughly: a bit for a fact, shared with others, and one for each other
 * kind of variable. Where nothing is known of any of these, the condition is OPEN. */
enum { ASKS_FACTS = 24 };
static inline uint32_t asks_bit(enum variable_kind kind, int index)
{
    if (kind == VAR_FACT)
        return (uint32_t)1 << (unsigned)index % ASKS_FACTS;
    return (uint32_t)1 << (ASKS_FACTS - 1 + (kind < VAR_TAG ? kind : VAR_TAG));
}

/* The values of a list as bits, for a look that needs no list: bit n for the value n; those from
 * ASKED_BITS on share the last bit. */
enum { ASKED_BITS = 63 };
static inline uint64_t asked_bit(int value)
{
    return (uint64_t)1 << (value >= 0 && value < ASKED_BITS ? value : ASKED_BITS);
}

struct image_clock {
    struct image_named named;
    struct image_duration accept, handle, remind, escalate, extend, redo_floor, pause, rating,
        reopen, ask_back;
    struct image_target escalate_to, supervise;
    int32_t redo_ratio, unused;
};

struct image_period {
    struct image_named named;
    struct image_run ranges;
    int32_t category, unused;
};

struct image_year {
    struct image_run hours, days; /* of ranges; of days */
    int32_t year, first;
};

struct image_tag {
    struct image_named named;
    struct image_run values;
};
struct image_number {
    struct image_named named;
    struct image_text measure;
    int64_t unit;
    int32_t over, under;
};
struct image_date {
    struct image_named named;
};

struct image_policy {
    struct image_named named;
    struct image_text grant_text, text;
    struct image_display push_text;
    int64_t grant;
    int32_t level, way, by, from, to, when;
    uint32_t push, unused;
};

struct image_guide {
    struct image_named named;
    struct image_text text;
    struct image_run steps, materials; /* of steps; of texts: Chinese and English by turns */
    struct image_run words;            /* of texts: first and second of each, by turns */
};
struct image_step {
    struct image_display text;
    struct image_target assign;
};
struct image_notice {
    struct image_named named;
    struct image_text text;
    struct image_run to; /* of ints: areas */
    int32_t from, to_day;
};
struct image_phrase {
    struct image_display text;
};

/* Folded, in the order of their bytes; none for a cue that is heard by likeness. */
struct image_cue {
    struct image_run words; /* of texts */
};

struct image_channel {
    struct image_text name;
    struct image_run settings;
    int32_t kind, unused;
};
struct image_endpoint {
    struct image_text name;
    struct image_run settings;
};
struct image_setting {
    struct image_text key, value;
    int32_t from, unused;
};

/* Words, in the order the model names them; a word that serves several is there once. The uses of
 * word w are [uses, next word's uses); one word more stands at the end for that. */
enum { LAYER_MATTER = 1, LAYER_TALK = 2, LAYER_PART = 4 };
struct image_word {
    struct image_text text;
    uint32_t uses;
};

/* All that is asked of a word that stands in a text, in one place: nearly every word has few enough
 * characters to be its own key, and then nobody looks at the word itself. */
struct image_slot {
    uint64_t key;  /* word_key() */
    uint32_t word; /* its number plus one, 0: free; layers << SLOT_BITS; characters - 1 above */
    uint32_t uses; /* the first; above SLOT_BITS how many; SLOT_PLAIN, SLOT_OVERFULL */
};
enum { SLOT_LAYER_BITS = 3, SLOTS_TOGETHER = 4 };
/* The key is the word, letter by letter, and neither end of it is Latin: wherever its characters
 * stand, it stands. */
#define SLOT_PLAIN (1u << 30)
/* Of one of those together: a key that belongs to them, and of which slot_mark() says this one,
 * stands behind them. */
#define SLOT_OVERFULL (1u << 31)
static inline struct image_run slot_run(struct image_slot slot)
{
    return (struct image_run){slot.uses & ((1u << SLOT_BITS) - 1),
                              slot.uses >> SLOT_BITS & SLOT_USES_MANY};
}
static inline uint32_t slot_number(struct image_slot slot)
{
    return (slot.word & ((1u << SLOT_BITS) - 1)) - 1;
}
static inline uint32_t slot_layers(struct image_slot slot)
{
    return slot.word >> SLOT_BITS & ((1u << SLOT_LAYER_BITS) - 1);
}
static inline uint32_t slot_points(struct image_slot slot)
{
    return (slot.word >> (SLOT_BITS + SLOT_LAYER_BITS)) + 1;
}

/* What a word is for. kind: enum use_kind, or one of these. */
enum { USE_TALK = 5, USE_FIRST = 6, USE_KINDS = 7 };
struct image_use {
    uint32_t index;      /* of what kind says; USE_TALK: enum talk_list; USE_FIRST: a sequence */
    uint32_t kind_value; /* kind << 28 | weight << 12 | value */
};
#define USE_PACK(kind, weight, value)                                                              \
    ((uint32_t)(kind) << 28 | (uint32_t)(weight) << 12 | (uint32_t)(value))
#define USE_KIND(use) ((use).kind_value >> 28)
#define USE_WEIGHT(use) ((use).kind_value >> 12 & 0xffff)
#define USE_VALUE_OF(use) ((use).kind_value & 0xfff)
enum { USE_WEIGHT_MAX = 0xffff, USE_VALUE_MAX = 0xfff };

/* first .. second: two words of LAYER_PART. Uses as with words, one sequence more at the end. */
struct image_sequence {
    uint32_t first, second, uses, unused;
};

/* Of a section of a document that duties name. */
struct image_heading {
    struct image_text path, text;
};

#define IMAGE_SECTIONS(SECTION)                                                                    \
    SECTION(text, char)                                                                            \
    SECTION(ints, int32_t)                                                                         \
    SECTION(ranges, struct image_range)                                                            \
    SECTION(targets, struct image_target)                                                          \
    SECTION(texts, struct image_text)                                                              \
    SECTION(district, struct image_district)                                                       \
    SECTION(areas, struct image_area)                                                              \
    SECTION(rings, struct image_ring)                                                              \
    SECTION(corners, struct geo_point)                                                             \
    SECTION(units, struct image_unit)                                                              \
    SECTION(roles, struct image_role)                                                              \
    SECTION(players, struct image_player)                                                          \
    SECTION(facts, struct image_fact)                                                              \
    SECTION(values, struct image_value)                                                            \
    SECTION(categories, struct image_category)                                                     \
    SECTION(duties, struct image_duty)                                                             \
    SECTION(claims, struct image_claim)                                                            \
    SECTION(branches, struct image_branch)                                                         \
    SECTION(nodes, struct image_node)                                                              \
    SECTION(clocks, struct image_clock)                                                            \
    SECTION(periods, struct image_period)                                                          \
    SECTION(years, struct image_year)                                                              \
    SECTION(days, unsigned char)                                                                   \
    SECTION(tags, struct image_tag)                                                                \
    SECTION(numbers, struct image_number)                                                          \
    SECTION(dates, struct image_date)                                                              \
    SECTION(policies, struct image_policy)                                                         \
    SECTION(guides, struct image_guide)                                                            \
    SECTION(steps, struct image_step)                                                              \
    SECTION(notices, struct image_notice)                                                          \
    SECTION(phrases, struct image_phrase)                                                          \
    SECTION(cues, struct image_cue)                                                                \
    SECTION(likeness, struct logit_model)                                                          \
    SECTION(acts, struct logit_model)                                                              \
    SECTION(saying_traits, struct saying_trait)                                                    \
    SECTION(saying_has, struct saying_has)                                                         \
    SECTION(saying_votes, struct saying_vote)                                                      \
    SECTION(saying_things, struct saying_thing)                                                    \
    SECTION(saying_groups, float)                                                                  \
    SECTION(headings, struct image_heading) /* of the documents that duties name */                \
    SECTION(asked_traits, struct saying_trait)                                                     \
    SECTION(asked_has, struct saying_has)                                                          \
    SECTION(asked_votes, struct saying_vote)                                                       \
    SECTION(asked_things, struct saying_thing)                                                     \
    SECTION(asked_groups, float)                                                                   \
    SECTION(channels, struct image_channel)                                                        \
    SECTION(endpoints, struct image_endpoint)                                                      \
    SECTION(settings, struct image_setting)                                                        \
    SECTION(words, struct image_word)                                                              \
    SECTION(uses, struct image_use)                                                                \
    SECTION(sequences, struct image_sequence)                                                      \
    SECTION(singles, uint32_t) /* bit per unit (fold.h): a word of one character */                \
    SECTION(ones, uint32_t)    /* bit per fold_unit_bit() of these */                              \
    SECTION(sieve, uint32_t)   /* bit per hash of two characters: a word may begin so */           \
    SECTION(triples, uint32_t) /* bit per hash of three: a word may begin so */                    \
    SECTION(pairs, uint32_t)   /* by hash of two characters: bit n-1, a word of n begins so */     \
    SECTION(slots, struct image_slot) /* by slot_place() of a word */

enum image_section {
#define SECTION(name, type) SECTION_##name,
    IMAGE_SECTIONS(SECTION)
#undef SECTION
        SECTION_COUNT
};

struct image_header {
    char magic[8];
    uint32_t version, byte_order;
    uint64_t checksum;      /* of everything from `size` on */
    char checksum_text[16]; /* the same in hexadecimal digits: rules_version() */
    uint32_t size, section_count;
    struct {
        uint32_t offset, count;
    } sections[SECTION_COUNT];
};
#define IMAGE_MAGIC "zhida\r\n\032"

/* image_areas(rules), image_areas_count(rules), ... */
static inline const struct image_header *image_header(const struct rules *rules)
{
    return (const struct image_header *)rules->bytes;
}
#define SECTION(name, type)                                                                        \
    static inline const type *image_##name(const struct rules *rules)                              \
    {                                                                                              \
        return (const type *)(rules->bytes +                                                       \
                              image_header(rules)->sections[SECTION_##name].offset);               \
    }                                                                                              \
    static inline int image_##name##_count(const struct rules *rules)                              \
    {                                                                                              \
        return (int)image_header(rules)->sections[SECTION_##name].count;                           \
    }
IMAGE_SECTIONS(SECTION)
#undef SECTION

static inline struct view image_view(const struct rules *rules, struct image_text text)
{
    return (struct view){image_text(rules) + text.at, text.n};
}

/* What is said of each duty; what is asked, by heading. */
#define COUNTED(name)                                                                              \
    (struct sayings)                                                                               \
    {                                                                                              \
        .traits = image_##name##_traits(rules), .has = image_##name##_has(rules),                  \
        .votes = image_##name##_votes(rules), .things = image_##name##_things(rules),              \
        .groups = image_##name##_groups(rules),                                                    \
        .trait_count = image_##name##_traits_count(rules)                                          \
                           ? (size_t)image_##name##_traits_count(rules) - 1                        \
                           : 0,                                                                    \
        .has_count = (size_t)image_##name##_has_count(rules),                                      \
        .vote_count = (size_t)image_##name##_votes_count(rules),                                   \
        .thing_count = (size_t)image_##name##_things_count(rules),                                 \
        .group_count = (size_t)image_##name##_groups_count(rules)                                  \
    }
static inline struct sayings image_said(const struct rules *rules)
{
    return COUNTED(saying);
}

static inline struct sayings image_asked(const struct rules *rules)
{
    return COUNTED(asked);
}
#undef COUNTED

/* The section of each enum rules_noun. */
extern const unsigned char image_noun_sections[NOUN_COUNT];

/* Bytes of one item of a section. */
uint32_t image_item_size(enum image_section section);

/* What the header's checksum must be. */
uint64_t image_checksum(const void *image, size_t size);

/* The hashes of the word tables, as the compiler fills them and the matcher reads them, over units
 * (fold.h): of the two or three that stand here, and of n. */
#define PAIR_FACTOR 0x9e3779b1u
#define TRIPLE_FACTOR 0x85ebca6bu
static inline uint32_t pair_hash(const uint16_t *units)
{
    uint32_t h = ((uint32_t)units[0] | (uint32_t)units[1] << 16) * PAIR_FACTOR;
    return h ^ h >> 15;
}
static inline uint32_t triple_hash(uint32_t pair, const uint16_t *units)
{
    uint32_t h = (pair ^ units[2]) * TRIPLE_FACTOR;
    return h ^ h >> 15;
}
static inline uint64_t word_hash(const uint16_t *units, uint32_t n)
{
    const uint64_t factor = 0x9e3779b97f4a7c55u;
    uint64_t h = n;
    for (; n >= 4; n -= 4, units += 4) {
        uint64_t four = (uint64_t)units[0] | (uint64_t)units[1] << 16 | (uint64_t)units[2] << 32 |
                        (uint64_t)units[3] << 48;
        h = (h ^ four) * factor;
        h ^= h >> 32;
    }
    uint64_t rest = 0;
    for (uint32_t i = 0; i < n; i++)
        rest = rest << 16 | units[i];
    h = (h ^ rest) * factor;
    return h ^ h >> 32;
}

/* n characters as one number: themselves where they are few, else their hash. Behind the last one
 * stand three units more. */
static inline uint64_t word_key(const uint16_t *units, uint32_t n)
{
    if (n > KEY_POINTS)
        return word_hash(units, n);
    uint64_t key = (uint64_t)units[0] | (uint64_t)units[1] << 16 | (uint64_t)units[2] << 32 |
                   (uint64_t)units[3] << 48;
    return key & UINT64_MAX >> (64 - 16 * n);
}
/* The first of the SLOTS_TOGETHER in which the key is looked for: filled front to back, and what
 * has no room any more stands in the next ones. */
static inline uint32_t slot_place(uint64_t key, uint32_t shift)
{
    return (uint32_t)(key * 0x9e3779b97f4a7c55u >> shift) * SLOTS_TOGETHER;
}
/* Which one of the SLOTS_TOGETHER says whether the key may stand behind them: so one that is looked
 * for in vain is seldom sent on by another. */
static inline uint32_t slot_mark(uint64_t key)
{
    return key * 0x9e3779b97f4a7c55u >> 32 & (SLOTS_TOGETHER - 1);
}
static inline uint32_t slot_shift(uint32_t slots)
{
    return 64 - (uint32_t)__builtin_ctz(slots / SLOTS_TOGETHER);
}

#endif
