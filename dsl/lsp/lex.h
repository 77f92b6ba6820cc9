/* lex: a text cut into words, strings, figures, signs and comments, for colouring and for looking
 * what stands before the cursor. It knows nothing of the grammar and so has no errors: whatever is
 * half written still has its words. */
#ifndef ZHIDA_LSP_LEX_H
#define ZHIDA_LSP_LEX_H

#include "dsl/base/view.h"

enum piece_kind { PIECE_END, PIECE_WORD, PIECE_STRING, PIECE_FIGURE, PIECE_SIGN, PIECE_COMMENT };

struct piece {
    enum piece_kind kind;
    uint32_t from, to;
    bool first; /* of its line */
    bool open;  /* a string that its line ends before its quote */
};

/* The piece at or behind *at; moves *at behind it. */
struct piece lex_next(struct view text, uint32_t *at);

/* The keywords by name. */
enum key {
#define WORD(token, zh, en, kind) KEY_##token,
#include "dsl/syntax/keywords.h"
#undef WORD
    KEYS,
    NO_KEY = KEYS
};

enum key_kind { KEY_BLOCK, KEY_CLAUSE, KEY_OP, KEY_VALUE };

struct key_entry {
    const char *zh, *en;
    enum key_kind kind;
};
const struct key_entry *key_entry(enum key key);

/* The keyword of that spelling, or NO_KEY. */
enum key key_find(struct view spelling);

/* What a keyword wants behind it, as in messages; "" where nothing. */
const char *key_operand(enum key key, bool english);

/* May the block (NO_KEY: the file) have the clause or block? */
bool key_allowed(enum key block, enum key clause);

#endif
