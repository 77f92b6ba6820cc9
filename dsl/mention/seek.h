/* seek: what the readers of mentions share: the text as code points, what was found so far, and the
 * words that begin or end something. Private to dsl/mention. */
#ifndef ZHIDA_MENTION_SEEK_H
#define ZHIDA_MENTION_SEEK_H

#include "dsl/base/vec.h"
#include "dsl/base/when.h"
#include "dsl/mention/mention.h"

/* What a part of an address is; from wide to narrow. A place is a chain of parts. */
enum place_part {
    PART_RELATIVE, /* 我家, 这里: means something only to who says it */
    PART_DISTRICT, /* A市, 云溪区, 松风街道: an area of the rules, or what is called like one */
    PART_AREA,
    PART_ROAD,
    PART_HOUSE,    /* 128号, 12弄 */
    PART_LANDMARK, /* 万达广场, 云溪站 */
    PART_BUILDING, /* 3栋, 2单元, 501室 */
    PART_SIDE,     /* 东门, 对面, B口 */
    PART_CROSSING  /* 交叉口 */
};

/* The words of the tables (word_table.h), by what they are. */
enum word_use {
    WORD_ROAD,
    WORD_DISTRICT,
    WORD_LANDMARK,
    WORD_FIRM,
    WORD_SIDE,
    WORD_CROSSING,
    WORD_RELATIVE,
    WORD_BREAK,   /* no name goes over it: 投诉, 位于 */
    WORD_GENERIC, /* looks like a name and is none: 马路, 市民 */
    WORD_PRICE,   /* what follows is money: 押金, 工资 */
    WORD_PART,    /* of time: 早上 */
    WORD_EVERY,   /* 每天 */
    WORD_SPAN,    /* 最近, 国庆期间 */
    WORD_NOW,     /* 刚才 */
    WORD_USES
};

struct seek_word {
    struct view text;
    uint32_t first; /* its first code point */
    uint16_t points;
    uint8_t use;
    uint16_t next; /* in its chain, 1-based */
};

enum { SEEK_CHAINS = 1024, SEEK_MARKS = 512 };

#define SEEK_CHAIN_OF(c) (((c)*0x9e3779b1u >> 15) % SEEK_CHAINS)

struct word_list {
    const struct seek_word *words;
    const uint16_t *chains; /* by first character */
    uint16_t n;
};

/* Made at build time of word_table.h (wordgen.c). */
extern const struct word_list seek_names, seek_times;

/* What a character may be, for nearly every one is none of it: one look, then the table. */
enum seek_mark { MARK_STOP = 1, MARK_PROVINCE = 2 };
#define SEEK_MARK_OF(c) ((c)*0x9e3779b1u >> 23)

struct part {
    enum place_part part;
    uint32_t from, to; /* code points */
};

struct seek {
    struct arena *arena;
    struct view text;
    uint32_t *at;     /* code points; at[n] and a few behind it are 0 */
    uint32_t *offset; /* of each, in bytes */
    uint32_t n;
    struct civil_time now;
    uint32_t open; /* names begin here at the earliest */
    VEC(struct part) parts;
    VEC(struct mention) found;       /* from and to in code points until the end */
    unsigned char marks[SEEK_MARKS]; /* bits of enum seek_mark, by SEEK_MARK_OF */
};

/* ---- seek.c ---- */
void seek_begin(struct seek *seek, struct arena *arena, struct view folded, struct civil_time now);
/* Does the text go on like this at code point `at`? Returns the code point behind it, else 0. */
uint32_t seek_follows(const struct seek *seek, uint32_t at, const char *word);
/* The same for the first that fits of several, separated by blanks. */
uint32_t seek_follows_any(const struct seek *seek, uint32_t at, const char *words);
/* Is it one of these characters? 0 never is. */
bool seek_among(uint32_t c, const char *characters);
void seek_set_marks(struct seek *seek, const char *characters, enum seek_mark mark);
/* Is it one of the characters the mark was set for? They are given again to be sure. */
bool seek_has_mark(const struct seek *seek, uint32_t c, const char *characters,
                   enum seek_mark mark);
bool seek_is_digit(uint32_t c);
bool seek_is_latin(uint32_t c);
bool seek_is_han(uint32_t c);
/* The byte offset of code point `at`, and the code point at (or behind) a byte. */
uint32_t seek_point(const struct seek *seek, uint32_t byte);
struct view seek_text(const struct seek *seek, uint32_t from, uint32_t to);
struct mention *seek_add(struct seek *seek, enum mention_kind kind, uint32_t from, uint32_t to);
void seek_add_part(struct seek *seek, enum place_part part, uint32_t from, uint32_t to);

/* ---- words.c ---- */
/* The longest word of the tables at code point `at`, or NULL. */
const struct seek_word *seek_word_at(const struct seek *seek, const struct word_list *list,
                                     uint32_t at);

/* ---- name.c ---- */
void name_prepare(struct seek *seek);
/* Where the name begins that ends before code point `end`, at most `most` characters long; `end` if
 * there is none. */
uint32_t name_start(const struct seek *seek, uint32_t end, uint32_t most);

/* Each of the following tries at code point `at`, adds what it finds and returns the code point
 * behind it, or 0. */
uint32_t number_try(struct seek *seek, uint32_t at); /* number.c: money; 128号, 3栋 */
uint32_t digits_try(struct seek *seek, uint32_t at); /* digits.c: phones, identity numbers */
void plate_prepare(struct seek *seek);
uint32_t plate_try(struct seek *seek, uint32_t at);         /* plate.c */
uint32_t place_try_letters(struct seek *seek, uint32_t at); /* place.c: a3区, b座, g2栋 */
uint32_t place_try_number(struct seek *seek, uint32_t from, uint32_t end);
uint32_t place_try_word(struct seek *seek, uint32_t at, const struct seek_word *word);
uint32_t place_try_near(struct seek *seek, uint32_t at, const struct seek_word *word);
uint32_t firm_try(struct seek *seek, uint32_t at, const struct seek_word *word);

/* place_english.c: no. 12, lotus road; room 501. */
uint32_t place_try_english(struct seek *seek, uint32_t at);
/* Does what lies between two parts, [from, to), join them as English does ("room 501, building 3 in
 * Lotus Home")? */
bool place_joins_english(const struct seek *seek, uint32_t from, uint32_t to);

/* place.c: the chains of parts become mentions. */
void place_finish(struct seek *seek);

/* time_english.c: two months, about a week, three hours ago; false: no length begins here. */
struct seek_length {
    uint32_t to;
    int64_t minutes, unit; /* minutes 0: not known */
    bool ago, about;
};
bool time_read_english(const struct seek *seek, uint32_t at, struct seek_length *length);
/* since last winter, maybe August; behind it, 0: none begins here. */
uint32_t time_read_since(const struct seek *seek, uint32_t at);

/* time.c: all times, in order of place, before the walk; they are no names. */
struct mentions time_find(struct seek *seek);

#endif
