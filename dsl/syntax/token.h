/* token: what the scanner makes and the parser reads, and the keywords among it. The tree leaves
 * out what its nodes do not need (keywords, signs); whoever writes the text again takes the tokens
 * beside it: tree.tokens.
 *
 * Kinds are the TOK_... of the generated dsl/syntax/parser.h; 0 is the end. */
#ifndef ZHIDA_TOKEN_H
#define ZHIDA_TOKEN_H

#include "dsl/base/vec.h"
#include "dsl/syntax/source.h"

enum token_flag {
    TOKEN_FIRST = 1, /* the first of its line */
    TOKEN_START = 2, /* starts a block, a clause or an entry: a place to go on after a mistake */
    TOKEN_MADE = 4,  /* put in by the filter */
    TOKEN_OPEN = 8,  /* a string whose end is missing: the rest of its line is in it */
};

struct token {
    int16_t kind; /* TOK_..., 0 at the end */
    uint8_t flags;
    uint8_t indent; /* of its line, in cells */
    struct span span;
    struct view text; /* a name, a string decoded, a figure as written */
    int64_t number;   /* of figures, dates and times, as in struct node */
};

struct token_list {
    VEC(struct token) list;
};

enum { WORD_SLOTS = 512, WORD_FIRST = 256 /* bison numbers tokens from here */, WORD_TOKENS = 256 };

/* The keywords, to be found by either spelling. */
struct word {
    int16_t token;
    struct view zh, en;
    enum word_kind { WORD_BLOCK, WORD_CLAUSE, WORD_OP, WORD_VALUE } kind;
};

struct words {
    uint8_t slot[WORD_SLOTS];
};

/* Fills the index by spelling. */
void words_init(struct words *words);
/* NULL: not a keyword */
const struct word *words_find(const struct words *words, struct view spelling);
const struct word *word_of(int token); /* NULL: not a keyword */

/* By token - WORD_FIRST: the kind + 1; 0: not a keyword. Asked of every token several times. */
extern const uint8_t word_kinds[WORD_TOKENS];

static inline bool word_is(int token, enum word_kind kind)
{
    unsigned row = (unsigned)token - WORD_FIRST;
    return row < WORD_TOKENS && word_kinds[row] == kind + 1;
}

/* The canonical word of a duration's measure: "workdays" of 工作日 and of 工作日内; empty where it
 * is none. */
struct view period_canonical(struct view word);

#endif
