/* lexicon: every plain word of the rules and all its uses, to be asked "which words stand inside
 * this one?" without comparing each with each. */
#ifndef ZHIDA_LINT_LEXICON_H
#define ZHIDA_LINT_LEXICON_H

#include "dsl/check/model.h"

enum lex_kind {
    LEX_CATEGORY,
    LEX_DUTY,
    LEX_VALUE,
    LEX_PERIOD,
    LEX_AREA,
    LEX_POLICY,
    LEX_GUIDE,
    LEX_LIST,
    LEX_TALK /* a list of the conversation */
};

/* A list of words and whose it is. */
struct lex_owner {
    enum lex_kind kind;
    int index, value; /* value: of a fact's value */
    const words *words;
};

struct lex_use {
    const struct word *word;
    int owner, entry;
    int next;    /* another use of the same word, or NONE */
    bool hidden; /* a longer word, of another owner alone, takes its place in some texts */
};

struct lex_entry {
    struct view text;            /* folded */
    int first;                   /* use */
    size_t inside, inside_count; /* other words inside it, in lexicon.inside */
};

/* A word that stands inside a text, at these bytes. */
struct lex_inside {
    int entry;
    uint32_t from, to;
};

struct lexicon {
    struct arena *arena;
    VEC(struct lex_owner) owners;
    VEC(struct lex_use) uses;
    VEC(struct lex_entry) entries;
    VEC(struct lex_inside) inside;
    uint32_t *slots; /* entry + 1, by hash */
    size_t room;
    uint32_t *lengths; /* by the first two characters: bit n: some such word has n characters */
};

struct lexicon *lexicon_of(struct arena *arena, const struct model *model);

/* The entry of a folded text, or NONE. */
int lexicon_find(const struct lexicon *lexicon, struct view text);

/* Adds to lexicon->inside every entry that stands inside the text, less the text as a whole, and
 * begins and ends where a word may (not in a run of Latin letters and digits); returns how many.
 * Those of entries are there from the start. */
size_t lexicon_inside(struct lexicon *lexicon, struct view text);

#endif
