/* store: opening, transactions, and the small names.
 *
 * A store is a connection, a seal and four counters. The writer creates and migrates; a reader
 * takes what is there. Ids are counted here rather than by the database, because a turn must know
 * the id of its row and of the case it may file before it writes either. A counter that ran ahead
 * of a rolled-back transaction only leaves a gap. */
#include "gateway/store/store.h"

#include "dsl/base/civil.h"
#include "dsl/base/vec.h"
#include "gateway/store/chain.h"
#include "gateway/store/find.h"
#include "gateway/store/fresh.h"
#include "gateway/store/sealed.h"
#include "gateway/store/turns.h"

struct migration {
    int number;
    const char *sql;
};

static const struct migration migrations[] = {
#define MIGRATION(number, sql) {number, sql},
#include "gateway/store/schema.h"
#undef MIGRATION
};
enum { MIGRATIONS = sizeof migrations / sizeof *migrations, CHAIN_MIGRATION = 8 };

static enum store_error run(struct store *store, enum db_op op)
{
    struct db_call call = db_begin(store->db, op);
    return db_run(&call);
}

static enum store_error one_number(struct store *store, enum db_op op, int64_t *out)
{
    struct db_call call = db_begin(store->db, op);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        *out = db_int(&call, 0);
    db_end(&call);
    return error;
}

int store_migrations(void)
{
    return migrations[MIGRATIONS - 1].number;
}

int64_t store_schema(struct store *store)
{
    int64_t number = 0;
    return one_number(store, OP_SCHEMA_GET, &number) == STORE_OK ? number : -1;
}

static enum store_error set_schema(struct store *store, int number)
{
    struct buf sql;
    buf_init(&sql, 100);
    buf_print(&sql, "PRAGMA user_version=%d", number);
    enum store_error error = db_script(store->db, sql.p);
    buf_free(&sql);
    return error;
}

static enum store_error run_migrations(struct store *store, int64_t have)
{
    for (int i = 0; i < MIGRATIONS; i++) {
        if (migrations[i].number <= have)
            continue;
        enum store_error error = db_script(store->db, migrations[i].sql);
        if (error == STORE_OK)
            error = set_schema(store, migrations[i].number);
        if (error != STORE_OK)
            return error;
    }
    /* after the last step: links are made over rows as they are now */
    return have < CHAIN_MIGRATION ? chain_adopt(store) : STORE_OK;
}

static enum store_error migrate(struct store *store)
{
    int64_t have = store_schema(store);
    if (have < 0 || have > store_migrations())
        return STORE_BROKEN;
    if (have == store_migrations())
        return STORE_OK;
    enum store_error error = run(store, OP_BEGIN); /* there is no table of keys yet */
    if (error != STORE_OK)
        return error;
    error = run_migrations(store, have);
    if (error == STORE_OK)
        return store_commit(store);
    store_rollback(store);
    return error;
}

static enum store_error find_counters(struct store *store)
{
    enum store_error error = one_number(store, OP_LAST_TURN, &store->next_turn);
    if (error == STORE_OK)
        error = one_number(store, OP_LAST_PERSON, &store->next_person);
    store->next_turn++;
    store->next_person++;
    return error;
}

static const struct seal_place key_check = {SEAL_USER, 0, 1};

static enum store_error add_key_check(struct store *store)
{
    struct view closed;
    enum store_error error = sealed_close(store, VIEW(""), 0, key_check, VIEW("zhida"), &closed);
    if (error != STORE_OK)
        return error;
    struct db_call call = db_begin(store->db, OP_KEY_CHECK_ADD);
    db_give_bytes(&call, closed);
    return db_run(&call);
}

/* Is this the key the data were sealed with? */
static enum store_error check_key(struct store *store)
{
    struct arena arena;
    arena_init(&arena, 1000);
    struct view plain;
    struct db_call call = db_begin(store->db, OP_KEY_CHECK_GET);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        error = sealed_open(store, VIEW(""), 0, key_check, db_view(&call, 0), &arena, &plain);
    db_end(&call);
    arena_free(&arena);
    return error == STORE_NONE ? add_key_check(store) : error;
}

/* A process that was killed between writing the log and syncing it leaves turns that this one reads
 * but a power cut would take. Copying the log syncs it first, before anything is acknowledged
 * because of them. (Writing a row as it stands there already would not: the engine leaves equal
 * pages alone.) Where somebody else is copying, the database is being served and was settled when
 * that began. */
static enum store_error settle_log(struct store *store)
{
    int64_t rest;
    enum store_error error = db_checkpoint(store->db, &rest);
    return error == STORE_BUSY ? STORE_OK : error;
}

static enum store_error find_day(struct store *store)
{
    int64_t today = store->world->now(store->world->self) / 86400;
    enum store_error error = store_begin(store);
    if (error == STORE_OK)
        error = seen_turn_day(store, today);
    if (error == STORE_OK)
        return store_commit(store);
    store_rollback(store);
    return error;
}

static enum store_error open_as(struct store *store, const char *path, const struct world *world,
                                const struct seal_key *master, bool reader)
{
    *store = (struct store){.world = world};
    buf_init(&store->packed, STORE_VALUE_MAX);
    buf_init(&store->closed, STORE_VALUE_MAX + SEAL_MORE);
    struct db_options options = {.path = path, .vfs = world->vfs, .reader = reader};
    enum store_error error = db_open(&store->db, &options);
    if (error != STORE_OK)
        return error;
    store->seal = seal_new(master, world);
    return store->seal ? STORE_OK : STORE_BROKEN;
}

enum store_error store_open(struct store *store, const char *path, const struct world *world,
                            const struct seal_key *master)
{
    enum store_error error = open_as(store, path, world, master, false);
    store->fresh = fresh_new();
    store->laying = find_laying_new();
    if (!store->fresh || !store->laying)
        error = STORE_BROKEN;
    if (error == STORE_OK)
        error = migrate(store);
    if (error == STORE_OK)
        error = check_key(store);
    if (error == STORE_OK)
        error = find_counters(store);
    if (error == STORE_OK)
        error = seen_find_old(store);
    store->notes = true; /* left from before, if there are */
    if (error == STORE_OK)
        error = find_day(store);
    if (error == STORE_OK)
        error = settle_log(store);
    if (error != STORE_OK)
        store_close(store);
    return error;
}

enum store_error store_open_reader(struct store *store, const char *path, const struct world *world,
                                   const struct seal_key *master)
{
    enum store_error error = open_as(store, path, world, master, true);
    if (error != STORE_OK)
        store_close(store);
    return error;
}

void store_close(struct store *store)
{
    db_close(store->db);
    seal_free(store->seal);
    buf_free(&store->packed);
    buf_free(&store->closed);
    fresh_free(store->fresh);
    find_laying_free(store->laying);
    *store = (struct store){0};
}

enum store_error store_begin(struct store *store)
{
    store->chain_known = false; /* another process may have added to it */
    enum store_error error = run(store, OP_BEGIN);
    if (error != STORE_OK)
        return error;
    error = fresh_begin(store);
    if (error != STORE_OK)
        store_rollback(store);
    return error;
}

enum store_error store_commit(struct store *store)
{
    store->chain_known = false;
    enum store_error error = seen_settle(store);
    return error == STORE_OK ? run(store, OP_COMMIT) : error;
}

void store_rollback(struct store *store)
{
    store->chain_known = false;
    fresh_forget(store->fresh);
    find_laying_forget(store->laying);
    /* Where the engine has rolled back by itself there is nothing left to roll back. */
    if (run(store, OP_ROLLBACK) != STORE_OK)
        return;
}

enum store_error store_save(struct store *store)
{
    fresh_save(store->fresh);
    return run(store, OP_SAVE);
}

enum store_error store_keep(struct store *store)
{
    return run(store, OP_KEEP);
}

enum store_error store_undo(struct store *store)
{
    store->chain_known = false;
    fresh_undo(store->fresh);
    enum store_error error = run(store, OP_UNDO);
    return error == STORE_OK ? run(store, OP_KEEP) : error;
}

enum store_error store_notice_others(struct store *store)
{
    int64_t written = 0;
    enum store_error error = one_number(store, OP_OTHERS_WROTE, &written);
    if (error == STORE_OK && written != store->others_wrote) {
        seal_forget_all(store->seal);
        fresh_forget(store->fresh);
        store->others_wrote = written;
    }
    return error;
}

enum store_error store_account_find(struct store *store, int kind, struct view name, int64_t *id)
{
    struct db_call call = db_begin(store->db, OP_ACCOUNT_FIND);
    db_give_int(&call, kind);
    db_give_text(&call, name);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        *id = db_int(&call, 0);
    db_end(&call);
    return error;
}

enum store_error store_account_id(struct store *store, int kind, struct view name, int64_t *id)
{
    enum store_error error = store_account_find(store, kind, name, id);
    if (error != STORE_NONE)
        return error;
    struct db_call call = db_begin(store->db, OP_ACCOUNT_ADD);
    db_give_int(&call, kind);
    db_give_text(&call, name);
    error = db_next(&call);
    if (error == STORE_OK)
        *id = db_int(&call, 0);
    db_end(&call);
    return error;
}

enum store_error store_version_id(struct store *store, struct view hash, int64_t now, int64_t *id)
{
    struct db_call call = db_begin(store->db, OP_VERSION_FIND);
    db_give_text(&call, hash);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        *id = db_int(&call, 0);
    db_end(&call);
    if (error != STORE_NONE)
        return error;
    call = db_begin(store->db, OP_VERSION_ADD);
    db_give_text(&call, hash);
    db_give_int(&call, now);
    error = db_next(&call);
    if (error == STORE_OK)
        *id = db_int(&call, 0);
    db_end(&call);
    return error;
}

enum store_error store_version_hash(struct store *store, int64_t id, struct arena *arena,
                                    struct view *hash)
{
    struct db_call call = db_begin(store->db, OP_VERSION_HASH);
    db_give_int(&call, id);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        *hash = view_keep(arena, db_view(&call, 0));
    db_end(&call);
    return error;
}

enum store_error store_version_cases(struct store *store, struct arena *arena,
                                     struct version_cases **out, size_t *count)
{
    VEC(struct version_cases) list = {0};
    struct db_call call = db_begin(store->db, OP_VERSION_CASES);
    enum store_error error;
    while ((error = db_next(&call)) == STORE_OK)
        VEC_ADD(arena, &list,
                ((struct version_cases){view_keep(arena, db_view(&call, 0)), db_int(&call, 1)}));
    db_end(&call);
    *out = list.at;
    *count = list.n;
    return error == STORE_NONE ? STORE_OK : error;
}
