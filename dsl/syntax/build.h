/* build: making nodes, for the parser's actions. */
#ifndef ZHIDA_BUILD_H
#define ZHIDA_BUILD_H

#include "dsl/syntax/parse.h"

/* Children on their way to a parent. */
struct chain {
    struct node *first, *last;
    bool broken; /* one of them did not parse and is not there */
};

/* A child of NULL is one that was lost: it marks chain and parent broken. */
struct chain chain_one(struct node *node);
struct chain chain_two(struct node *a, struct node *b);
struct chain chain_add(struct chain chain, struct node *node);
struct chain chain_join(struct chain a, struct chain b);

struct node *node_make(struct parse *p, enum node_kind kind, struct span span);
struct node *node_leaf(struct parse *p, enum node_kind kind, const struct token *token);
struct node *node_of(struct parse *p, enum node_kind kind, struct span span, struct node *child);
struct node *node_two(struct parse *p, enum node_kind kind, struct span span, struct node *a,
                      struct node *b);
struct node *node_with(struct parse *p, enum node_kind kind, struct span span,
                       struct chain children);
struct node *node_range(struct parse *p, struct span span, enum node_kind kind,
                        const struct token *from, const struct token *to);
void node_add(struct node *parent, struct node *child);

/* Adds a child to a list and stretches the list over it. */
struct node *node_more(struct node *list, struct node *child);

/* Literals whose words come from a closed table. */
struct node *build_number(struct parse *p, struct span span, const struct token *figure,
                          const struct token *measure);
struct node *build_duration(struct parse *p, struct span span, const struct token *figure,
                            const struct token *measure);
struct node *build_ratio(struct parse *p, struct span span, const struct token *a,
                         const struct token *b); /* b NULL: a percent */
struct node *build_entitled(struct parse *p, struct span span, struct node *policy,
                            const struct token *word);
struct node *build_kind(struct parse *p, struct span span, const struct token *word,
                        struct node *kind); /* kind NULL: a heading, without one */

/* Conditions: lists of and, of or; a mix without parentheses is reported and marked broken. */
struct node *build_join(struct parse *p, enum node_kind kind, struct span sign, struct node *a,
                        struct node *b);
struct node *build_compare(struct parse *p, enum node_kind kind, struct span span,
                           struct node *name, struct chain values);

/* Numbers of enterprises. */
struct node *build_measured(struct parse *p, struct span span, struct chain head,
                            const struct token *measure);
struct node *build_derived(struct parse *p, struct span span, struct chain head, struct node *a,
                           struct node *b);

/* A table of a test; a heading that was lost is NULL, so is the clause of an empty cell. */
struct node *build_table(struct parse *p, struct span span, struct chain columns,
                         struct chain rows);
/* 另有 事项 "0905": duty is where the keyword and the code stand. */
struct node *build_also(struct parse *p, struct span span, struct span duty, struct node *code);
struct node *build_heading(struct parse *p, struct span keyword, struct node *name);
struct node *build_column(struct parse *p, struct node *heading);
struct node *build_cell_lost(struct parse *p, const struct token *cell);
struct node *build_cell(struct parse *p, const struct token *cell, struct node *clause);

/* Settings of a model: nodes of their own, so that whoever sees one alone knows whose it is. */
struct chain build_options(struct chain settings);

/* "=" where ":" is meant. */
void build_say_colon(struct parse *p, struct span equal);

/* After a mistake: what can be told of a lost clause (its kind) and of a lost head (its name). */
struct node *build_lost(struct parse *p);
struct chain build_lost_head(struct parse *p);

/* shape.c: a block from its head and body; says which clauses are double, missing, misplaced. */
struct node *shape_block(struct parse *p, enum node_kind kind, struct span span, struct chain head,
                         struct chain body);

#endif
