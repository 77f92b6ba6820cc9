/* rollup: changes of figures on their way to the rows. Many cases change the same few rows, so
 * changes are gathered in memory first and written once. */
#ifndef ZHIDA_FIGURES_ROLLUP_H
#define ZHIDA_FIGURES_ROLLUP_H

#include "gateway/figures/views.h"

struct rollup;

/* Memory from the arena, which grows with the number of rows touched. */
struct rollup *rollup_new(struct arena *arena);
/* Adds `times` (1 or -1) the fact to every view; the fact's views may go afterwards. */
void rollup_count(struct rollup *rollup, const struct case_fact *fact, int times);
/* The counts of any row, to be added to. */
struct figure *rollup_at(struct rollup *rollup, const struct figure_key *key);
size_t rollup_rows(const struct rollup *rollup);
/* Calls `take` with every row gathered that is not all noughts, in no order; false ends it. */
void rollup_each(const struct rollup *rollup,
                 bool (*take)(void *self, const struct figure_key *key,
                              const struct figure *figure),
                 void *self);
/* What was gathered of this row so far; NULL: nothing. */
const struct figure *rollup_find(const struct rollup *rollup, const struct figure_key *key);
/* Writes all of it. */
enum store_error rollup_write(const struct rollup *rollup, struct store *store) STORE_CHECKED;

#endif
