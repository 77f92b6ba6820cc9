/* db: one SQL database behind one header. Whoever uses it names an operation of store_ops.h, gives
 * the parameters in order and reads the columns in order; no SQL stands anywhere else. SQLite is
 * the first driver; a second one implements these same functions over the same table. */
#ifndef ZHIDA_DB_H
#define ZHIDA_DB_H

#include "dsl/base/view.h"
#include "gateway/store/figure_table.h"

enum store_error {
    STORE_OK,
    STORE_NONE,     /* no such row; or no more rows */
    STORE_CONFLICT, /* a key that is there already */
    STORE_BUSY,     /* somebody else holds the database; nothing was done */
    STORE_FULL,     /* no space left; roll back, nothing was done */
    STORE_SEALED,   /* the content cannot be opened: erased */
    STORE_BROKEN    /* disk or file is damaged: stop acknowledging, end the process */
};
#define STORE_CHECKED __attribute__((warn_unused_result))

/* "no space left on the device", for logs and answers. */
const char *store_error_text(enum store_error error);

enum db_op {
#define OP(name, sql) OP_##name,
#include "gateway/store/store_ops.h"
#undef OP
    DB_OPS
};

struct db;

struct db_options {
    const char *path;
    const char *vfs; /* NULL: the default. Otherwise one process alone holds the file. */
    bool reader;     /* reads only, in snapshots; else the one writer */
};

/* Opens (and as writer creates) the database: WAL, synchronous=FULL, no automatic checkpoint. */
enum store_error db_open(struct db **out, const struct db_options *options) STORE_CHECKED;
void db_close(struct db *db);

/* The last failure in the engine's words; for the log. */
const char *db_why(const struct db *db);

/* Runs SQL text without parameters: migrations, pragmas, transactions. */
enum store_error db_script(struct db *db, const char *sql) STORE_CHECKED;

/* A named operation under way. */
struct db_call {
    struct db *db;
    void *statement;
    int bound;
    enum store_error failed;
};
struct db_call db_begin(struct db *db, enum db_op op);
void db_give_int(struct db_call *call, int64_t value);
void db_give_null(struct db_call *call);
void db_give_text(struct db_call *call, struct view text);   /* must stay until db_end */
void db_give_bytes(struct db_call *call, struct view bytes); /* must stay until db_end */

/* STORE_OK: a row is there; STORE_NONE: no (further) row. */
enum store_error db_next(struct db_call *call) STORE_CHECKED;
int64_t db_int(const struct db_call *call, int column); /* NULL reads as 0 */
bool db_is_null(const struct db_call *call, int column);
struct view db_view(const struct db_call *call, int column); /* valid until db_next or db_end */
void db_end(struct db_call *call);

/* Runs an operation that gives no rows, and ends it. */
enum store_error db_run(struct db_call *call) STORE_CHECKED;
/* Rows changed by the last operation. */
int64_t db_changed(const struct db *db);

/* Frames in the write-ahead log after the last commit. */
int64_t db_log_pages(const struct db *db);
/* Copies committed frames into the database without waiting for anybody. *rest: frames left. */
enum store_error db_checkpoint(struct db *db, int64_t *rest) STORE_CHECKED;

#endif
