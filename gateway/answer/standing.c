/* standing: whether one document is in force today, for its page. Asked seldom, so the statement is
 * made anew each time. */
#include "gateway/answer/library.h"

bool library_standing(struct library *library, struct view link, civil_day today,
                      struct arena *arena, struct passage *out)
{
    static const char sql[] =
        "SELECT " PASSAGE_COLUMNS " FROM" PASSAGE_JOINS " WHERE d.path = ?1 ORDER BY p.id LIMIT 1";
    sqlite3_stmt *row = NULL;
    if (link.n < 2)
        return false;
    pthread_mutex_lock(&library->lock);
    bool found =
        sqlite3_prepare_v2(library->db, sql, -1, &row, NULL) == SQLITE_OK &&
        sqlite3_bind_text(row, 1, link.p + 1, (int)link.n - 1, SQLITE_STATIC) == SQLITE_OK &&
        sqlite3_step(row) == SQLITE_ROW;
    if (found)
        *out = passage_of_row(row, today, arena);
    sqlite3_finalize(row);
    pthread_mutex_unlock(&library->lock);
    return found;
}
