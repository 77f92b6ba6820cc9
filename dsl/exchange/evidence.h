/* evidence: what stands in a column, counted; columns.c makes up its mind by it. */
#ifndef ZHIDA_EXCHANGE_EVIDENCE_H
#define ZHIDA_EXCHANGE_EVIDENCE_H

#include "dsl/exchange/columns.h"

struct evidence {
    size_t rows;     /* looked at */
    size_t filled;   /* cells with something in them */
    size_t distinct; /* different texts among them */
    size_t numbers, codes, deadlines, laws, offices, chinese;
    size_t shortest, longest; /* of the cells, in bytes */
    size_t characters;        /* of all cells */
    char path_separator;      /* what cuts most cells into a path, or 0 */
};

/* Of the rows from first on (at most some thousands). */
struct evidence evidence_of(struct arena *arena, const struct sheet *sheet, size_t first,
                            size_t column);

/* Does the content forbid the role its heading asks for? */
bool evidence_against(const struct evidence *evidence, enum column_role role);

/* How much the content alone speaks for a role; 0: not enough. */
unsigned evidence_for(const struct evidence *evidence, enum column_role role);

/* Few texts, each many times: a class. */
bool evidence_repeats(const struct evidence *evidence);

#endif
