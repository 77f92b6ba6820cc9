/* fresh: a ring of keys in the order they came, found by chains.
 *
 * A key's place in its day's table is as good as random, so the keys of a batch dirtied a page for
 * nearly every one of them: four pages of ten in the log. Most keys are asked for within seconds if
 * ever. So they first stand in one row together with all the others of their transaction, a page or
 * two, and here; later they are laid into the tables in order, two thousand after another, so that
 * a page takes dozens of them; some with each transaction, so that none has to wait for all.
 *
 * The ring and the rows hold the same keys in the same order: a row is added at the end of each
 * transaction and the oldest goes first. A savepoint that is undone takes the newest out again;
 * after a transaction that came to nothing everything is read anew, which is seldom and takes a few
 * milliseconds. So what stands here is always what the database says, and a process that was killed
 * starts with just what was acknowledged.
 *
 * Room is bounded: where it is used up a key goes to its table at once (seen.c). */
#include "gateway/store/fresh.h"

#include <stdlib.h>

#include "dsl/base/hash.h"
#include "dsl/base/vec.h"

enum { ROOM = 1 << 17, MEANT = 1 << 16, CHAINS = 1 << 16, ROW_MOST = 1 << 12 };
enum { LAID_TOGETHER = 2048, LAYING_MEMORY = 8 << 20 };
_Static_assert(ROW_MOST * sizeof(struct fresh_key) < STORE_VALUE_MAX, "a row is a value");

struct fresh {
    struct fresh_key keys[ROOM]; /* key n of all that ever came stands in n % ROOM */
    uint32_t next[ROOM];         /* older one in the same chain, by place plus one; 0: none */
    uint32_t chains[CHAINS];     /* newest of each, likewise */
    uint64_t first, end;         /* which are there */
    uint64_t written, saved;     /* the first that is in no row yet; end at the savepoint */
    bool unknown;                /* to be read before the next transaction */
    struct {                     /* the oldest rows, on their way into a table */
        struct arena arena;
        VEC(struct fresh_key) keys; /* in the order of their numbers */
        size_t given;
        int64_t day, last_row;
    } laying;
};

struct fresh *fresh_new(void)
{
    struct fresh *fresh = calloc(1, sizeof *fresh);
    if (!fresh)
        return NULL;
    fresh->unknown = true;
    arena_init(&fresh->laying.arena, LAYING_MEMORY);
    return fresh;
}

void fresh_free(struct fresh *fresh)
{
    if (fresh)
        arena_free(&fresh->laying.arena);
    free(fresh);
}

/* ---- in memory ---- */

static size_t chain_of(int64_t number, int64_t rest)
{
    return hash_mix((uint64_t)number ^ (uint64_t)rest) & (CHAINS - 1);
}

const struct fresh_key *fresh_find(const struct fresh *fresh, int64_t number, int64_t rest)
{
    for (uint32_t at = fresh->chains[chain_of(number, rest)]; at; at = fresh->next[at - 1])
        if (fresh->keys[at - 1].number == number && fresh->keys[at - 1].rest == rest)
            return &fresh->keys[at - 1];
    return NULL;
}

bool fresh_add(struct fresh *fresh, const struct fresh_key *key)
{
    if (fresh->end - fresh->first == ROOM)
        return false;
    size_t at = fresh->end++ % ROOM, chain = chain_of(key->number, key->rest);
    fresh->keys[at] = *key;
    fresh->next[at] = fresh->chains[chain];
    fresh->chains[chain] = (uint32_t)at + 1;
    return true;
}

static void take_out(struct fresh *fresh, uint64_t n)
{
    size_t at = n % ROOM;
    uint32_t *link = &fresh->chains[chain_of(fresh->keys[at].number, fresh->keys[at].rest)];
    while (*link != at + 1)
        link = &fresh->next[*link - 1];
    *link = fresh->next[at];
}

void fresh_save(struct fresh *fresh)
{
    fresh->saved = fresh->end;
}

void fresh_undo(struct fresh *fresh)
{
    while (fresh->end > fresh->saved)
        take_out(fresh, --fresh->end);
}

void fresh_forget(struct fresh *fresh)
{
    fresh->unknown = true;
}

size_t fresh_added(const struct fresh *fresh)
{
    return fresh->end - fresh->written;
}

bool fresh_overflows(const struct fresh *fresh)
{
    return fresh->laying.keys.n || fresh->end - fresh->first > MEANT;
}

/* ---- rows ---- */

static void take_row(struct fresh *fresh, struct view row)
{
    struct fresh_key key;
    for (size_t at = 0; at + sizeof key <= row.n; at += sizeof key) {
        memcpy(&key, row.p + at, sizeof key);
        if (!fresh_add(fresh, &key))
            return;
    }
}

static void lay_nothing(struct fresh *fresh)
{
    fresh->laying.keys.n = fresh->laying.keys.room = fresh->laying.given = 0;
    fresh->laying.keys.at = NULL;
    arena_reset(&fresh->laying.arena);
}

static enum store_error read_all(struct store *store)
{
    struct fresh *fresh = store->fresh;
    lay_nothing(fresh);
    memset(fresh->chains, 0, sizeof fresh->chains);
    fresh->first = fresh->end = 0;
    struct db_call call = db_begin(store->db, OP_SEEN_BATCH_ALL);
    enum store_error error;
    while ((error = db_next(&call)) == STORE_OK)
        take_row(fresh, db_view(&call, 0));
    db_end(&call);
    fresh->written = fresh->saved = fresh->end;
    fresh->unknown = error != STORE_NONE;
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error fresh_begin(struct store *store)
{
    return store->fresh->unknown ? read_all(store) : STORE_OK;
}

static enum store_error write_row(struct store *store, uint64_t end)
{
    struct fresh *fresh = store->fresh;
    buf_clear(&store->packed);
    for (uint64_t n = fresh->written; n < end; n++)
        buf_bytes(&store->packed, (const char *)&fresh->keys[n % ROOM], sizeof *fresh->keys);
    struct db_call call = db_begin(store->db, OP_SEEN_BATCH_ADD);
    db_give_int(&call, store->seen_day);
    db_give_bytes(&call, buf_seen(&store->packed));
    enum store_error error = db_run(&call);
    if (error == STORE_OK)
        fresh->written = end;
    return error;
}

enum store_error fresh_write(struct store *store)
{
    struct fresh *fresh = store->fresh;
    enum store_error error = STORE_OK;
    while (fresh->written < fresh->end && error == STORE_OK) {
        uint64_t left = fresh->end - fresh->written;
        error = write_row(store, fresh->written + (left < ROW_MOST ? left : ROW_MOST));
    }
    return error;
}

static int by_number(const void *a, const void *b)
{
    const struct fresh_key *x = a, *y = b;
    return x->number < y->number ? -1 : x->number > y->number;
}

static enum store_error drop_rows(struct store *store, int64_t last)
{
    struct db_call call = db_begin(store->db, OP_SEEN_BATCH_DROP);
    db_give_int(&call, last);
    return db_run(&call);
}

/* false: it is of another day. */
static bool lay_row(struct fresh *fresh, const struct db_call *call)
{
    struct view row = db_view(call, 2);
    if (fresh->laying.keys.n && db_int(call, 1) != fresh->laying.day)
        return false;
    fresh->laying.last_row = db_int(call, 0);
    fresh->laying.day = db_int(call, 1);
    for (size_t at = 0; at + sizeof(struct fresh_key) <= row.n; at += sizeof(struct fresh_key))
        memcpy(VEC_PUSH(&fresh->laying.arena, &fresh->laying.keys), row.p + at,
               sizeof(struct fresh_key));
    return true;
}

static enum store_error read_oldest(struct store *store)
{
    struct fresh *fresh = store->fresh;
    struct db_call call = db_begin(store->db, OP_SEEN_BATCH_OLDEST);
    enum store_error error = STORE_OK;
    while (fresh->laying.keys.n < LAID_TOGETHER && (error = db_next(&call)) == STORE_OK &&
           lay_row(fresh, &call))
        ;
    db_end(&call);
    if (error != STORE_OK && error != STORE_NONE)
        return error;
    if (fresh->laying.keys.n)
        qsort(fresh->laying.keys.at, fresh->laying.keys.n, sizeof(struct fresh_key), by_number);
    return STORE_OK;
}

/* The last of them are about to be laid: they are fresh no more. */
static enum store_error let_go(struct store *store)
{
    struct fresh *fresh = store->fresh;
    for (size_t i = 0; i < fresh->laying.keys.n && fresh->first < fresh->written; i++)
        take_out(fresh, fresh->first++);
    fresh->laying.keys.n = 0;
    return drop_rows(store, fresh->laying.last_row);
}

enum store_error fresh_take_some(struct store *store, size_t most, const struct fresh_key **keys,
                                 size_t *count, int64_t *day)
{
    struct fresh *fresh = store->fresh;
    enum store_error error = STORE_OK;
    if (!fresh->laying.keys.n) {
        lay_nothing(fresh);
        error = read_oldest(store);
    }
    size_t left = fresh->laying.keys.n - fresh->laying.given;
    *count = left < most ? left : most;
    *keys = fresh->laying.keys.at ? fresh->laying.keys.at + fresh->laying.given : NULL;
    *day = fresh->laying.day;
    fresh->laying.given += *count;
    bool last = fresh->laying.keys.n && fresh->laying.given == fresh->laying.keys.n;
    return error == STORE_OK && last ? let_go(store) : error;
}

enum store_error fresh_drop_before(struct store *store, int64_t day)
{
    struct db_call call = db_begin(store->db, OP_SEEN_BATCH_PASSED);
    db_give_int(&call, day);
    enum store_error error = db_run(&call);
    return error == STORE_OK && db_changed(store->db) ? read_all(store) : error;
}
