/* import: a duty list becomes a rules folder, in memory. */
#ifndef ZHIDA_EXCHANGE_IMPORT_H
#define ZHIDA_EXCHANGE_IMPORT_H

#include "dsl/exchange/compose.h"
#include "dsl/exchange/keepsake.h"

struct import_options {
    struct view source;    /* the list's name, for comments */
    struct view district;  /* display name; empty: "未命名地区" */
    struct view otherwise; /* who takes the rest of every class; empty: guessed */
    size_t depth;          /* levels that become categories; 0: guessed */
};

struct imported {
    struct listing listing;
    struct findings findings;
    struct plan plan;
    composed files;          /* with imported.tsv */
    size_t errors, warnings; /* of the check of what was composed */
    size_t words, proposed;  /* in the duties; proposals among them */
};

/* Makes it all; sheet and columns must stay. */
void import_make(struct arena *arena, const struct sheet *sheet, const struct columns *columns,
                 const struct sheet_source *source, const struct import_options *options,
                 struct imported *out);

#endif
