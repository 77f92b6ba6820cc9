/* listing: the rows of a sheet as items of a duty list. Texts are as written, trimmed; what is
 * missing, doubled or guessed goes to the findings. */
#ifndef ZHIDA_EXCHANGE_LISTING_H
#define ZHIDA_EXCHANGE_LISTING_H

#include "dsl/exchange/columns.h"
#include "dsl/exchange/deadline.h"
#include "dsl/exchange/findings.h"

typedef VEC(struct view) texts;

struct item {
    size_t row;
    struct view code; /* as written, or given */
    bool code_given;  /* by the import */
    struct view path[CLASS_COLUMNS_MAX];
    size_t levels; /* empty levels and repeats of the level above are left out */
    struct view name, english, unit, basis, remark;
    texts assists, words, examples, sayings, areas; /* words: "a", or "a..b" for a sequence */
    struct duration within;                         /* count 0: none */
    bool urgent;
    size_t same_as; /* the item whose duty this row shares, or SIZE_MAX */
};

struct listing {
    struct arena *arena;
    const struct sheet *sheet;
    const struct columns *columns;
    struct findings *findings;
    VEC(struct item) items;
    size_t rows;          /* below the heading, with something in them */
    size_t others;        /* of those: without an item's name */
    size_t given_figures; /* the last ones of a given code that count the item */
    size_t depth;         /* levels of the path that become categories, 1 or more */
};

/* Reads all rows. depth 0: the deepest with four items a category on average. */
void listing_read(struct listing *listing, size_t depth);

/* A cell as people see it: what they cannot see would be an error in the rules (E0110), and makes
 * two of one name. */
struct view listing_cell(const struct listing *listing, size_t row, size_t column);

/* Cuts a cell at 、 , ; / and line ends outside brackets and “ ”; empty parts are left out. */
void listing_cut(struct arena *arena, struct view cell, texts *out);

/* A number as text. */
struct view listing_number(struct arena *arena, size_t number);

/* The items' classes to depth: is a's path b's? */
bool listing_same_class(const struct listing *listing, const struct item *a, const struct item *b);

#endif
