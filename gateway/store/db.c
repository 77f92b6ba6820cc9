/* db: the SQLite driver.
 *
 * A database is opened once and its operations are prepared when first used, then kept. The writer
 * and the readers are different connections on one file in WAL mode, so readers never wait. A
 * commit returns after the log is on the disk (synchronous=FULL), never sooner. SQLite's own
 * checkpoint is off: it would run inside a commit; see checkpoint.h.
 *
 * An I/O error is final. After a failed fsync nobody knows what is on the disk, so the driver says
 * STORE_BROKEN and whoever hears it ends the process; the next start recovers from the log. A full
 * disk is not final: the transaction is rolled back and the caller may try again later. */
#include "gateway/store/db.h"

#include <sqlite3.h>
#include <stdlib.h>

struct db {
    sqlite3 *handle;
    sqlite3_stmt *statements[DB_OPS];
    int64_t log_pages;
};

static const char *sql_of(enum db_op op)
{
    static const char *const sql[DB_OPS] = {
#define OP(name, sql) sql,
#include "gateway/store/store_ops.h"
#undef OP
    };
    return sql[op];
}

const char *store_error_text(enum store_error error)
{
    switch (error) {
    case STORE_OK:
        return "no error";
    case STORE_NONE:
        return "no such row";
    case STORE_CONFLICT:
        return "the key is there already";
    case STORE_BUSY:
        return "the database is held by somebody else";
    case STORE_FULL:
        return "no space left for the database: free some, or move the data folder";
    case STORE_SEALED:
        return "the content was erased";
    case STORE_BROKEN:
        break;
    }
    return "the database cannot be read or written: check the disk, then start again";
}

static enum store_error error_of(int code)
{
    switch (code & 0xff) {
    case SQLITE_OK:
    case SQLITE_ROW:
        return STORE_OK;
    case SQLITE_DONE:
        return STORE_NONE;
    case SQLITE_CONSTRAINT:
        return STORE_CONFLICT;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return STORE_BUSY;
    case SQLITE_FULL:
    case SQLITE_TOOBIG:
        return STORE_FULL;
    default:
        return STORE_BROKEN;
    }
}

static int note_log(void *self, sqlite3 *handle, const char *name, int pages)
{
    (void)handle;
    (void)name;
    struct db *db = self;
    db->log_pages = pages;
    return SQLITE_OK;
}

static enum store_error prepare_connection(struct db *db, const struct db_options *options)
{
    sqlite3_db_config(db->handle, SQLITE_DBCONFIG_LOOKASIDE, NULL, 1200, 256);
    sqlite3_extended_result_codes(db->handle, 1);
    sqlite3_busy_timeout(db->handle, options->reader ? 2000 : 10000);
    if (options->vfs) {
        enum store_error alone = db_script(db, "PRAGMA locking_mode=EXCLUSIVE");
        if (alone != STORE_OK)
            return alone;
    }
    /* EXTRA while the log is set up: the rollback journal that this takes must not come back after
     * a power cut, it would empty the database. */
    enum store_error error = db_script(
        db, options->reader ? "PRAGMA query_only=1; PRAGMA cache_size=-16000;"
                              "PRAGMA temp_store=MEMORY"
                            : "PRAGMA synchronous=EXTRA; PRAGMA journal_mode=WAL;"
                              "PRAGMA synchronous=FULL;"
                              "PRAGMA wal_autocheckpoint=0; PRAGMA temp_store=MEMORY;"
                              "PRAGMA cache_size=-128000; PRAGMA journal_size_limit=201326592");
    /* last, since wal_autocheckpoint takes the hook away */
    sqlite3_wal_hook(db->handle, note_log, db);
    return error;
}

enum store_error db_open(struct db **out, const struct db_options *options)
{
    /* Counting every allocation costs a lock each; refused once the engine runs, and then not
     * needed. */
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    struct db *db = calloc(1, sizeof *db);
    if (!db)
        return STORE_BROKEN;
    int flags =
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (options->reader ? 0 : SQLITE_OPEN_CREATE);
    enum store_error error =
        error_of(sqlite3_open_v2(options->path, &db->handle, flags, options->vfs));
    if (error == STORE_OK)
        error = prepare_connection(db, options);
    if (error != STORE_OK) {
        db_close(db);
        db = NULL;
    }
    *out = db;
    return error;
}

void db_close(struct db *db)
{
    if (!db)
        return;
    for (int op = 0; op < DB_OPS; op++)
        sqlite3_finalize(db->statements[op]);
    sqlite3_close(db->handle);
    free(db);
}

const char *db_why(const struct db *db)
{
    return sqlite3_errmsg(db->handle);
}

enum store_error db_script(struct db *db, const char *sql)
{
    return error_of(sqlite3_exec(db->handle, sql, NULL, NULL, NULL));
}

struct db_call db_begin(struct db *db, enum db_op op)
{
    struct db_call call = {.db = db, .failed = STORE_OK};
    sqlite3_stmt **slot = &db->statements[op];
    if (!*slot)
        call.failed = error_of(
            sqlite3_prepare_v3(db->handle, sql_of(op), -1, SQLITE_PREPARE_PERSISTENT, slot, NULL));
    call.statement = *slot;
    if (*slot && sqlite3_stmt_busy(*slot)) {
        /* left open by a jump out of a full arena */
        sqlite3_reset(*slot);
        sqlite3_clear_bindings(*slot);
    }
    return call;
}

static void note(struct db_call *call, int code)
{
    if (code != SQLITE_OK && call->failed == STORE_OK)
        call->failed = error_of(code);
}

void db_give_int(struct db_call *call, int64_t value)
{
    if (call->statement)
        note(call, sqlite3_bind_int64(call->statement, ++call->bound, value));
}

void db_give_null(struct db_call *call)
{
    if (call->statement)
        note(call, sqlite3_bind_null(call->statement, ++call->bound));
}

void db_give_text(struct db_call *call, struct view text)
{
    if (call->statement)
        note(call, sqlite3_bind_text64(call->statement, ++call->bound, text.p ? text.p : "", text.n,
                                       SQLITE_STATIC, SQLITE_UTF8));
}

void db_give_bytes(struct db_call *call, struct view bytes)
{
    if (call->statement)
        note(call, sqlite3_bind_blob64(call->statement, ++call->bound, bytes.p ? bytes.p : "",
                                       bytes.n, SQLITE_STATIC));
}

enum store_error db_next(struct db_call *call)
{
    if (call->failed != STORE_OK)
        return call->failed;
    enum store_error error = error_of(sqlite3_step(call->statement));
    if (error != STORE_OK && error != STORE_NONE)
        call->failed = error;
    return error;
}

int64_t db_int(const struct db_call *call, int column)
{
    return sqlite3_column_int64(call->statement, column);
}

bool db_is_null(const struct db_call *call, int column)
{
    return sqlite3_column_type(call->statement, column) == SQLITE_NULL;
}

struct view db_view(const struct db_call *call, int column)
{
    const char *bytes = sqlite3_column_blob(call->statement, column);
    int n = sqlite3_column_bytes(call->statement, column);
    return (struct view){bytes ? bytes : "", (size_t)n};
}

void db_end(struct db_call *call)
{
    if (!call->statement)
        return;
    sqlite3_reset(call->statement);
    sqlite3_clear_bindings(call->statement);
    call->statement = NULL;
}

enum store_error db_run(struct db_call *call)
{
    enum store_error error;
    do
        error = db_next(call);
    while (error == STORE_OK);
    db_end(call);
    return error == STORE_NONE ? STORE_OK : error;
}

int64_t db_changed(const struct db *db)
{
    return sqlite3_changes64(db->handle);
}

int64_t db_log_pages(const struct db *db)
{
    return db->log_pages;
}

enum store_error db_checkpoint(struct db *db, int64_t *rest)
{
    int pages = 0, copied = 0;
    int code =
        sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_PASSIVE, &pages, &copied);
    *rest = pages - copied;
    return error_of(code);
}
