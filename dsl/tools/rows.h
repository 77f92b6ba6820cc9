/* rows: how the duties of a category stand, one line each, for explain and for failed tests. */
#ifndef ZHIDA_TOOL_ROWS_H
#define ZHIDA_TOOL_ROWS_H

#include "dsl/oracle/oracle.h"

/* Which rows: all, or only those that could have been meant (not NO), and the nearest. */
enum rows_choice { ROWS_ALL, ROWS_ALIVE };

void rows_print(const struct model *model, const struct oracle_trace *trace,
                enum rows_choice choice, enum diag_language language, struct buf *out);

/* Why a row is not the winner: "不成立：声源 = 装修". Nothing for the winner itself. */
void rows_print_reason(const struct model *model, const struct oracle_trace *trace,
                       const struct oracle_row *row, enum diag_language language, struct buf *out);

/* The row of a duty, or NULL. */
const struct oracle_row *rows_find(const struct oracle_trace *trace, int duty);

#endif
