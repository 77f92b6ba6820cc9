/* case_row: a case's open columns (CASE_LINE of store_ops.h), for the store's own files. */
#ifndef ZHIDA_CASE_ROW_H
#define ZHIDA_CASE_ROW_H

#include "gateway/store/cases.h"

enum { CASE_LINE_COLUMNS = 14 };
/* The line in the first columns of the row; its texts are kept in the arena. */
struct case_line case_line_read(const struct db_call *call, struct arena *arena);

/* A duration in one column. */
int64_t duration_number(struct duration duration);
struct duration duration_of(int64_t number);

#endif
