/* names: everything the rules name, where it stands, and every place that speaks of it. Made of the
 * tree alone, so that it is there while the rules have errors. */
#ifndef ZHIDA_LSP_NAMES_H
#define ZHIDA_LSP_NAMES_H

#include "dsl/syntax/tree.h"

enum symbol_kind {
#define SYMBOL(kind, node, zh, en, symbol, token) SYMBOL_##kind,
#include "dsl/lsp/symbol_table.h"
    SYMBOL_KINDS
};

enum { NOTHING = -1 };

struct symbol {
    enum symbol_kind kind;
    struct view name;        /* of a duty its code, of a test its title */
    int owner;               /* the category of a duty or fact, the fact of a value, or NOTHING */
    const struct node *node; /* the block; of a role the clause */
    struct span at;          /* the name itself, without quotes */
    uint32_t uses;           /* places that speak of it, the defining one apart */
};

struct use {
    struct span at; /* without quotes and @ */
    int symbol;
    enum node_kind clause; /* in which it stands */
    bool defines;
};

struct symbol_words {
    const char *zh, *en;
    int symbol, token;
};

struct names {
    const struct sources *sources;
    VEC(struct symbol) symbols; /* in order of file and place; roles behind their unit */
    VEC(struct use) uses;       /* in order of file and place */
    uint32_t *slots;            /* symbol + 1, by hash; 0 is free */
    size_t room;
};

const struct names *names_make(struct arena *arena, const struct tree *tree,
                               const struct sources *sources);

const struct symbol_words *symbol_words(enum symbol_kind kind);

/* What stands at a byte, or right before it; NULL: no name. */
const struct use *names_at(const struct names *names, uint32_t file, uint32_t at);

/* The symbol of that name, or NOTHING. scope: the category of a fact or period (the district's are
 * found too), the fact or tag of a value, else NOTHING. */
int names_find(const struct names *names, enum symbol_kind kind, int scope, struct view name);

/* The symbol whose block a node is, or NOTHING. */
int names_of_block(const struct names *names, const struct node *block);

/* A leaf's place without quotes or @. */
struct span names_inner(const struct sources *sources, const struct node *leaf);

#endif
