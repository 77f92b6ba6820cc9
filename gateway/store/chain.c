/* chain: links are written where rows are: audit_add() and cases_add_event() call chain_link_add(),
 * so no row can be written without. The head is read once in a transaction and counted on in memory
 * from there; a savepoint that is undone forgets it, since its links went with it. So a row costs
 * one hash of some hundred bytes and one small row at the end of a table.
 *
 * The link numbers and the link's kind are in the hash, each field has its own place and length in
 * the bytes: no two different rows read alike, and a link cannot be used for another row. */
#include "gateway/store/chain.h"

#include "adapters/crypto.h"

enum { ROW_MOST = 1 << 21, ADOPT_PAGE = 500 };

void chain_put_audit(struct buf *out, const struct audit_row *row)
{
    buf_u64(out, (uint64_t)row->id);
    buf_u64(out, (uint64_t)row->at);
    buf_u64(out, (uint64_t)row->user);
    buf_packed(out, row->action);
    buf_u64(out, (uint64_t)row->object);
    buf_packed(out, row->detail);
}

void chain_put_event(struct buf *out, const struct chain_event *event)
{
    const int64_t numbers[] = {event->case_id, event->n,     event->at,   event->move,
                               event->state,   event->mover, event->user, event->due,
                               event->within,  event->rating};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        buf_u64(out, (uint64_t)numbers[i]);
    buf_packed(out, event->unit);
    buf_packed(out, event->body);
}

void chain_hash(const unsigned char before[CHAIN_HASH], int64_t id, enum chain_kind kind,
                struct view row, unsigned char out[CHAIN_HASH])
{
    unsigned char head[9];
    for (int i = 0; i < 8; i++)
        head[i] = (unsigned char)((uint64_t)id >> (8 * i) & 255);
    head[8] = (unsigned char)kind;
    struct view parts[] = {
        {(const char *)before, CHAIN_HASH}, {(const char *)head, sizeof head}, row};
    crypto_sha256_parts(parts, 3, out);
}

/* ---- reading ---- */

static bool link_of(const struct db_call *call, struct chain_link *out)
{
    struct view hash = db_view(call, 4);
    *out = (struct chain_link){.id = db_int(call, 0),
                               .kind = (enum chain_kind)db_int(call, 1),
                               .object = db_int(call, 2),
                               .part = db_int(call, 3)};
    if (hash.n == CHAIN_HASH)
        memcpy(out->hash, hash.p, CHAIN_HASH);
    return hash.n == CHAIN_HASH;
}

static enum store_error one_link(struct db_call *call, struct chain_link *out)
{
    enum store_error error = db_next(call);
    if (error == STORE_OK)
        link_of(call, out); /* a hash of another length reads as zeros: it fits nothing */
    db_end(call);
    return error;
}

enum store_error chain_head(struct store *store, struct chain_link *out)
{
    struct db_call call = db_begin(store->db, OP_CHAIN_HEAD);
    return one_link(&call, out);
}

enum store_error chain_get(struct store *store, int64_t id, struct chain_link *out)
{
    struct db_call call = db_begin(store->db, OP_CHAIN_GET);
    db_give_int(&call, id);
    return one_link(&call, out);
}

enum store_error chain_list(struct store *store, int64_t after, size_t max, struct chain_link *out,
                            size_t *count)
{
    *count = 0;
    struct db_call call = db_begin(store->db, OP_CHAIN_LIST);
    db_give_int(&call, after);
    db_give_int(&call, (int64_t)max);
    enum store_error error = STORE_OK;
    while (*count < max && (error = db_next(&call)) == STORE_OK)
        link_of(&call, &out[(*count)++]);
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

static struct audit_row audit_of(const struct db_call *call, int64_t id)
{
    return (struct audit_row){.id = id,
                              .at = db_int(call, 0),
                              .user = db_int(call, 1),
                              .action = db_view(call, 2),
                              .object = db_int(call, 3),
                              .detail = db_view(call, 4)};
}

static struct chain_event event_of(const struct db_call *call)
{
    return (struct chain_event){.at = db_int(call, 0),
                                .move = db_int(call, 1),
                                .state = db_int(call, 2),
                                .mover = db_int(call, 3),
                                .user = db_int(call, 4),
                                .unit = db_view(call, 5),
                                .due = db_int(call, 6),
                                .within = db_int(call, 7),
                                .body = db_view(call, 8),
                                .case_id = db_int(call, 9),
                                .n = db_int(call, 10),
                                .rating = db_int(call, 11)};
}

static enum store_error audit_bytes(struct store *store, int64_t id, struct arena *arena,
                                    struct buf *bytes, struct audit_row *out)
{
    struct db_call call = db_begin(store->db, OP_AUDIT_GET);
    db_give_int(&call, id);
    enum store_error error = db_next(&call);
    if (error == STORE_OK) {
        struct audit_row row = audit_of(&call, id);
        chain_put_audit(bytes, &row);
        row.action = view_keep(arena, row.action);
        row.detail = view_keep(arena, row.detail);
        if (out)
            *out = row;
    }
    db_end(&call);
    return error;
}

static enum store_error event_bytes(struct store *store, const struct chain_link *link,
                                    struct buf *bytes)
{
    struct db_call call = db_begin(store->db, OP_EVENT_GET);
    db_give_int(&call, link->object);
    db_give_int(&call, link->part);
    enum store_error error = db_next(&call);
    if (error == STORE_OK) {
        struct chain_event event = event_of(&call);
        chain_put_event(bytes, &event);
    }
    db_end(&call);
    return error;
}

enum store_error chain_row(struct store *store, const struct chain_link *link, struct arena *arena,
                           struct buf *bytes, struct audit_row *audit)
{
    buf_clear(bytes);
    if (link->kind == CHAIN_AUDIT)
        return audit_bytes(store, link->object, arena, bytes, audit);
    return link->kind == CHAIN_EVENT ? event_bytes(store, link, bytes) : STORE_NONE;
}

/* ---- writing ---- */

static enum store_error find_head(struct store *store)
{
    struct chain_link head = {0};
    if (store->chain_known)
        return STORE_OK;
    enum store_error error = chain_head(store, &head);
    if (error != STORE_OK && error != STORE_NONE)
        return error;
    store->chain_known = true;
    store->chain_id = head.id;
    memcpy(store->chain_hash, head.hash, CHAIN_HASH);
    return STORE_OK;
}

enum store_error chain_link_add(struct store *store, enum chain_kind kind, int64_t object,
                                int64_t part, struct view row)
{
    unsigned char hash[CHAIN_HASH];
    enum store_error error = find_head(store);
    if (error != STORE_OK)
        return error;
    chain_hash(store->chain_hash, store->chain_id + 1, kind, row, hash);
    struct db_call call = db_begin(store->db, OP_CHAIN_ADD);
    db_give_int(&call, store->chain_id + 1);
    db_give_int(&call, kind);
    db_give_int(&call, object);
    db_give_int(&call, part);
    db_give_bytes(&call, (struct view){(const char *)hash, CHAIN_HASH});
    error = db_run(&call);
    if (error != STORE_OK)
        return error;
    store->chain_id++;
    memcpy(store->chain_hash, hash, CHAIN_HASH);
    return STORE_OK;
}

/* ---- rows from before ---- */

struct adopting {
    struct store *store;
    struct buf bytes;
    int64_t audit, case_id, n; /* the last that were linked */
    size_t count;
};

struct held_row { /* a page's rows wait here, since a link is not written while rows are read */
    int64_t object, part;
    struct view bytes;
};

static enum store_error link_page(struct adopting *a, enum chain_kind kind,
                                  const struct held_row *rows, size_t count)
{
    enum store_error error = STORE_OK;
    for (size_t i = 0; i < count && error == STORE_OK; i++)
        error = chain_link_add(a->store, kind, rows[i].object, rows[i].part, rows[i].bytes);
    a->count = count;
    return error;
}

static void hold_audit(struct adopting *a, const struct db_call *call, struct arena *arena,
                       struct held_row *out)
{
    struct audit_row row = audit_of(call, db_int(call, 5));
    buf_clear(&a->bytes);
    chain_put_audit(&a->bytes, &row);
    a->audit = row.id;
    *out = (struct held_row){row.id, 0, buf_keep(&a->bytes, arena)};
}

static void hold_event(struct adopting *a, const struct db_call *call, struct arena *arena,
                       struct held_row *out)
{
    struct chain_event event = event_of(call);
    buf_clear(&a->bytes);
    chain_put_event(&a->bytes, &event);
    a->case_id = event.case_id;
    a->n = event.n;
    *out = (struct held_row){event.case_id, event.n, buf_keep(&a->bytes, arena)};
}

static struct db_call begin_page(struct adopting *a, enum chain_kind kind)
{
    struct db_call call =
        db_begin(a->store->db, kind == CHAIN_AUDIT ? OP_AUDIT_AFTER : OP_EVENT_AFTER);
    db_give_int(&call, kind == CHAIN_AUDIT ? a->audit : a->case_id);
    if (kind == CHAIN_EVENT)
        db_give_int(&call, a->n);
    db_give_int(&call, ADOPT_PAGE);
    return call;
}

static enum store_error adopt_page(struct adopting *a, enum chain_kind kind, struct arena *arena)
{
    struct held_row *rows = ARENA_ARRAY(arena, ADOPT_PAGE, struct held_row);
    struct db_call call = begin_page(a, kind);
    enum store_error error;
    size_t count = 0;
    while (count < ADOPT_PAGE && (error = db_next(&call)) == STORE_OK) {
        if (kind == CHAIN_AUDIT)
            hold_audit(a, &call, arena, &rows[count++]);
        else
            hold_event(a, &call, arena, &rows[count++]);
    }
    db_end(&call);
    return error == STORE_OK || error == STORE_NONE ? link_page(a, kind, rows, count) : error;
}

enum store_error chain_adopt(struct store *store)
{
    struct adopting a = {.store = store};
    struct arena arena;
    enum store_error error = STORE_OK;
    arena_init(&arena, (size_t)ADOPT_PAGE * ROW_MOST);
    buf_init(&a.bytes, ROW_MOST);
    for (int kind = CHAIN_AUDIT; kind <= CHAIN_EVENT && error == STORE_OK; kind++)
        do {
            error = adopt_page(&a, (enum chain_kind)kind, &arena);
            arena_reset(&arena);
        } while (error == STORE_OK && a.count == ADOPT_PAGE);
    buf_free(&a.bytes);
    arena_free(&arena);
    return error;
}
