/* tree: what the parser builds, and nothing else does. Every node is alike: a kind, a place, a
 * text, children in source order. So the parser's actions stay one line, and formatter, checker
 * and editor walk one shape. Which children a kind has is said in node_kinds.h.
 *
 * A node whose source did not parse is marked broken; later passes stay silent about anything that
 * touches it (that is what keeps one mistake from becoming ten messages). */
#ifndef ZHIDA_TREE_H
#define ZHIDA_TREE_H

#include "dsl/syntax/diag.h"

enum node_kind {
#define NODE(name, shape) NODE_##name,
#include "dsl/syntax/node_kinds.h"
#undef NODE
    NODE_KINDS
};

struct node {
    enum node_kind kind : 16; /* one cache line for a node: a file has some for every word */
    bool broken;
    struct span span;
    struct view text; /* a name, a decoded string, or empty */
    int64_t number;   /* NODE_NUMBER: value * 1,000,000; NODE_DATE: civil_day; NODE_TIME: minute */
    struct node *child, *last, *next;
};

struct token_list; /* token.h */

struct trivia {
    struct span span; /* a comment with its '#', or a run of blank lines */
};

struct tree {
    struct arena *arena;
    struct node *root; /* NODE_RULES: all blocks of all files, in order of file and place */
    VEC(struct trivia)
    trivia; /* of all files in order of place, so that whoever walks the nodes
             * in order has what stands before each by the places alone */

    /* Where it is not NULL: takes the tokens of the last file as they stand in it, with what the
     * filter made of them. */
    struct token_list *tokens;
};

/* Parses every file of sources. Every error is in diags; the tree is always there, with what could
 * be read. At most 200 errors a file are kept, then one says how many more there were. */
void tree_parse(struct tree *tree, const struct sources *sources, struct diags *diags);

/* Parses one file of sources into a tree of its own, for who keeps the trees of files that did not
 * change: chained in the order of the files, their blocks are those of the whole. */
void tree_parse_file(struct tree *tree, const struct sources *sources, uint32_t file,
                     struct diags *diags);

/* Gives every diagnostic that has no heading the one of the category and duty it stands in, with
 * the law they rest on. tree_parse does it for its own; who adds more calls it again. */
void tree_headings(const struct tree *tree, struct diags *diags);

/* The first child of a kind, or NULL; the next sibling of the same kind, or NULL. */
const struct node *node_child(const struct node *node, enum node_kind kind);
const struct node *node_again(const struct node *node);

/* For tests and debugging: (kind "text" children...), one line per block. */
void node_print(const struct node *node, struct buf *out);

const char *node_kind_name(enum node_kind kind);

#endif
