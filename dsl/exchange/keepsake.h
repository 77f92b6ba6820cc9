/* keepsake: the list an import came from, kept beside the rules as imported.tsv: every cell of it,
 * which column was what, which row became which duty, and what the import wrote. With it an export
 * gives the list back, changed only where the rules were. */
#ifndef ZHIDA_EXCHANGE_KEEPSAKE_H
#define ZHIDA_EXCHANGE_KEEPSAKE_H

#include "dsl/exchange/entries.h"
#include "dsl/exchange/plan.h"

#define KEEPSAKE_FILE "imported.tsv"

struct kept_row {
    struct view code;  /* of its duty; empty: it became none */
    struct view areas; /* the row's, as in struct entry_branch */
};

struct keepsake {
    struct view source;
    struct sheet sheet;
    struct columns columns;
    struct kept_row *rows; /* one for each of the sheet */
    struct entries wrote;
};

void keepsake_write(const struct listing *listing, const struct entries *wrote, struct view source,
                    struct buf *out);

/* false: the text is none, or damaged. */
bool keepsake_read(struct arena *arena, struct view text, struct keepsake *out);

#endif
