/* outbox: rows of messages on their way.
 *
 * A row is READY until it is due and the sender has room, LEASED while the sender has it, PASSIVE
 * while an open request may still carry it; when the provider has it, it is deleted (or SENT, where
 * a receipt is to come). An app's rows wait until the app says it has them, so that a connection
 * that broke loses nothing. Only READY rows are indexed by due time; LEASED and PASSIVE ones are
 * known to the process that made them, and a small index finds them after a crash. */
#include "gateway/store/outbox.h"

#include "gateway/store/sealed.h"

/* ---- message <-> bytes ---- */

void outbound_pack(const struct outbound *m, struct buf *out)
{
    buf_u8(out, (uint8_t)m->class_);
    buf_packed(out, m->text);
    buf_packed(out, m->hint);
    buf_packed(out, m->link);
    buf_u64(out, m->sequence);
    buf_u8(out, (uint8_t)m->choice_count);
    for (size_t i = 0; i < m->choice_count; i++) {
        buf_packed(out, m->choices[i].key);
        buf_packed(out, m->choices[i].label);
    }
}

bool outbound_unpack(struct reader *in, struct outbound *m)
{
    *m = (struct outbound){.class_ = (enum outbound_class)read_u8(in)};
    m->text = read_packed(in);
    m->hint = read_packed(in);
    m->link = read_packed(in);
    m->sequence = read_u64(in);
    m->choice_count = read_u8(in);
    if (m->choice_count > CHOICE_MAX)
        return false;
    for (size_t i = 0; i < m->choice_count; i++) {
        m->choices[i].key = read_packed(in);
        m->choices[i].label = read_packed(in);
    }
    return !in->bad;
}

/* ---- rows ---- */

enum store_error outbox_add(struct store *store, const struct person *person,
                            const struct outbox_row *row)
{
    struct view closed;
    enum store_error error =
        sealed_close(store, person->secret, person->id,
                     (struct seal_place){SEAL_OUTBOX, row->id, 0}, row->body, &closed);
    if (error != STORE_OK)
        return error;
    struct db_call call = db_begin(store->db, OP_OUTBOX_ADD);
    db_give_int(&call, row->id);
    db_give_int(&call, row->person);
    db_give_int(&call, row->account);
    db_give_int(&call, row->class_);
    db_give_int(&call, row->state);
    db_give_int(&call, row->due);
    db_give_int(&call, row->attempts);
    db_give_int(&call, (int64_t)row->sequence);
    db_give_int(&call, row->about);
    db_give_int(&call, row->idempotent);
    if (closed.n)
        db_give_bytes(&call, closed);
    else
        db_give_null(&call);
    return db_run(&call);
}

static struct outbox_row row_of(const struct db_call *call, struct arena *arena)
{
    return (struct outbox_row){.id = db_int(call, 0),
                               .person = db_int(call, 1),
                               .account = db_int(call, 2),
                               .class_ = (enum outbound_class)db_int(call, 3),
                               .state = (enum outbox_state)db_int(call, 4),
                               .due = db_int(call, 5),
                               .attempts = (int)db_int(call, 6),
                               .sequence = (uint64_t)db_int(call, 7),
                               .about = db_int(call, 8),
                               .idempotent = db_int(call, 9) != 0,
                               .body = view_keep(arena, db_view(call, 10))};
}

enum store_error outbox_get(struct store *store, int64_t id, struct arena *arena,
                            struct outbox_row *out)
{
    struct db_call call = db_begin(store->db, OP_OUTBOX_GET);
    db_give_int(&call, id);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        *out = row_of(&call, arena);
    db_end(&call);
    return error;
}

enum store_error outbox_move(struct store *store, int64_t id, enum outbox_state state, int64_t due,
                             int attempts, bool idempotent)
{
    struct db_call call = db_begin(store->db, OP_OUTBOX_MOVE);
    db_give_int(&call, state);
    db_give_int(&call, due);
    db_give_int(&call, attempts);
    db_give_int(&call, idempotent);
    db_give_int(&call, id);
    return db_run(&call);
}

enum store_error outbox_drop(struct store *store, int64_t id)
{
    struct db_call call = db_begin(store->db, OP_OUTBOX_DROP);
    db_give_int(&call, id);
    return db_run(&call);
}

enum store_error outbox_drop_passive(struct store *store, int64_t id)
{
    struct db_call call = db_begin(store->db, OP_OUTBOX_DROP_PASSIVE);
    db_give_int(&call, id);
    return db_run(&call);
}

enum store_error outbox_delivered(struct store *store, int64_t id, const struct seal_hash *receipt,
                                  int64_t now)
{
    if (!receipt)
        return outbox_drop(store, id);
    struct db_call call = db_begin(store->db, OP_OUTBOX_SENT);
    db_give_int(&call, now);
    db_give_bytes(&call, (struct view){(const char *)receipt->bytes, sizeof receipt->bytes});
    db_give_int(&call, id);
    return db_run(&call);
}

enum store_error outbox_by_receipt(struct store *store, const struct seal_hash *receipt,
                                   int64_t *id)
{
    struct db_call call = db_begin(store->db, OP_OUTBOX_BY_RECEIPT);
    db_give_bytes(&call, (struct view){(const char *)receipt->bytes, sizeof receipt->bytes});
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        *id = db_int(&call, 0);
    db_end(&call);
    return error;
}

static enum store_error read_rows(struct db_call *call, size_t max, struct arena *arena,
                                  struct outbox_row **rows, size_t *count)
{
    *count = 0;
    *rows = ARENA_ARRAY(arena, max, struct outbox_row);
    enum store_error error = STORE_OK;
    while (*count < max && (error = db_next(call)) == STORE_OK)
        (*rows)[(*count)++] = row_of(call, arena);
    db_end(call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error outbox_due(struct store *store, int64_t account, enum outbound_class class_,
                            int64_t now, size_t max, struct arena *arena, struct outbox_row **rows,
                            size_t *count)
{
    struct db_call call = db_begin(store->db, OP_OUTBOX_DUE);
    db_give_int(&call, account);
    db_give_int(&call, class_);
    db_give_int(&call, now);
    db_give_int(&call, (int64_t)max);
    return read_rows(&call, max, arena, rows, count);
}

enum store_error outbox_next_due(struct store *store, int64_t account, int64_t *due)
{
    struct db_call call = db_begin(store->db, OP_OUTBOX_NEXT_DUE);
    db_give_int(&call, account);
    enum store_error error = db_next(&call);
    if (error == STORE_OK && db_is_null(&call, 0))
        error = STORE_NONE;
    if (error == STORE_OK)
        *due = db_int(&call, 0);
    db_end(&call);
    return error;
}

enum store_error outbox_orphans(struct store *store, size_t max, int64_t after, struct arena *arena,
                                struct outbox_row **rows, size_t *count)
{
    struct db_call call = db_begin(store->db, OP_OUTBOX_ORPHANS);
    db_give_int(&call, after);
    db_give_int(&call, (int64_t)max);
    return read_rows(&call, max, arena, rows, count);
}

enum store_error outbox_of_app(struct store *store, int64_t person, uint64_t after, size_t max,
                               struct arena *arena, struct outbox_row **rows, size_t *count)
{
    struct db_call call = db_begin(store->db, OP_OUTBOX_OF_APP);
    db_give_int(&call, person);
    db_give_int(&call, (int64_t)after);
    db_give_int(&call, (int64_t)max);
    return read_rows(&call, max, arena, rows, count);
}

enum store_error outbox_app_has(struct store *store, int64_t person, uint64_t upto)
{
    struct db_call call = db_begin(store->db, OP_OUTBOX_APP_HAS);
    db_give_int(&call, person);
    db_give_int(&call, (int64_t)upto);
    return db_run(&call);
}

enum store_error outbox_count(struct store *store, int64_t counts[OUTBOX_PARKED + 1])
{
    memset(counts, 0, (OUTBOX_PARKED + 1) * sizeof *counts);
    struct db_call call = db_begin(store->db, OP_OUTBOX_COUNT);
    enum store_error error;
    while ((error = db_next(&call)) == STORE_OK)
        if (db_int(&call, 0) >= 0 && db_int(&call, 0) <= OUTBOX_PARKED)
            counts[db_int(&call, 0)] = db_int(&call, 1);
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

/* ---- the message of a row ---- */

static enum store_error own_message(struct store *store, const struct outbox_row *row,
                                    const struct person *person, struct arena *arena,
                                    struct outbound *out)
{
    struct view plain;
    enum store_error error =
        sealed_open(store, person->secret, person->id, (struct seal_place){SEAL_OUTBOX, row->id, 0},
                    row->body, arena, &plain);
    struct reader in = reader_of(plain);
    if (error == STORE_OK && !outbound_unpack(&in, out))
        return STORE_SEALED;
    return error;
}

static enum store_error turn_message(struct store *store, const struct outbox_row *row,
                                     struct arena *arena, struct outbound *out)
{
    struct turn_row turn;
    enum store_error error = turns_get(store, row->id / OUTBOX_PARTS, arena, &turn);
    size_t part = (size_t)(row->id % OUTBOX_PARTS);
    if (error == STORE_OK && part >= turn.reply_count)
        return STORE_NONE;
    if (error == STORE_OK)
        *out = turn.replies[part];
    return error;
}

/* Our own id of a message: the same at every try, so that a provider can know it again. */
static struct view key_of(struct store *store, int64_t id, struct arena *arena)
{
    struct view parts[] = {VIEW("outbox"), {(const char *)&id, sizeof id}};
    struct seal_hash hash = seal_hash(store->seal, parts, 2);
    char *text = arena_alloc(arena, 33);
    for (size_t i = 0; i < 16; i++) {
        text[2 * i] = "0123456789abcdef"[hash.bytes[i] >> 4];
        text[2 * i + 1] = "0123456789abcdef"[hash.bytes[i] & 15];
    }
    return (struct view){text, 32};
}

enum store_error outbox_message(struct store *store, const struct outbox_row *row,
                                struct arena *arena, struct outbound *out)
{
    struct person person;
    enum store_error error = people_get(store, row->person, arena, &person);
    if (error == STORE_OK)
        error = row->body.n ? own_message(store, row, &person, arena, out)
                            : turn_message(store, row, arena, out);
    if (error != STORE_OK)
        return error;
    out->class_ = row->class_;
    out->recipient = person.sender;
    out->sequence = row->sequence;
    out->key = key_of(store, row->id, arena);
    return STORE_OK;
}
