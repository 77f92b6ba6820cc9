/* duty_sheet: entries as a sheet: with every field, or in the shape of the list they came from. */
#ifndef ZHIDA_EXCHANGE_DUTY_SHEET_H
#define ZHIDA_EXCHANGE_DUTY_SHEET_H

#include "dsl/exchange/keepsake.h"

/* Every field of every duty, a column each; a class has a column per level. Headings in Chinese or
 * English. columns says what each is. */
void duty_sheet_full(struct arena *arena, const struct entries *entries, bool chinese,
                     struct sheet *out, struct columns *columns);

struct merge_counts {
    size_t changed, gone, added; /* cells; rows; rows */
};

/* The list that was imported, cell for cell, but for what has changed in the rules since: changed
 * fields are written anew, rows of duties that are gone are left out, new duties stand behind the
 * last row of their class. */
void duty_sheet_merge(struct arena *arena, const struct entries *entries,
                      const struct keepsake *kept, struct sheet *out, struct merge_counts *counts);

/* The levels of a class path. */
size_t duty_sheet_levels(struct view path, struct view levels[CLASS_COLUMNS_MAX]);

#endif
