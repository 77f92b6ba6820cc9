/* index: the documents of a shelf, written into a database. */
#ifndef ZHIDA_ANSWER_INDEX_H
#define ZHIDA_ANSWER_INDEX_H

#include <sqlite3.h>

#include "gateway/answer/answer.h"
#include "gateway/answer/shelf.h"

enum { INDEX_FORMAT = 14 };

/* Fills an empty database. A document that cannot be read is left out and noted in the table
 * "skipped"; kept as for format_read. false: the database failed. */
bool index_fill(sqlite3 *db, const struct shelf *shelf, const char *kept);

/* The same into a new file, which is there whole or not at all. */
bool index_make(const char *path, const struct shelf *shelf, const char *kept);

#endif
