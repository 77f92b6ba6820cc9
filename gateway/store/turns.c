/* turns: one row a turn: a few numbers in the open, everything that was said packed and sealed.
 *
 * The packed form begins with its own version, so that rows of years ago stay readable. A row is
 * bound to its id; the key is the person's. */
#include "gateway/store/turns.h"

#include "gateway/store/outbox.h"
#include "gateway/store/sealed.h"

enum { FORM = 1 };

static void pack_double(struct buf *out, double value)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    buf_u64(out, bits);
}

static double read_double(struct reader *in)
{
    uint64_t bits = read_u64(in);
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
}

void inbound_pack(const struct inbound *m, struct buf *out)
{
    buf_u8(out, (uint8_t)m->kind);
    buf_u8(out, m->cut);
    buf_u64(out, (uint64_t)m->written);
    buf_packed(out, m->text);
    buf_packed(out, m->choice);
    buf_packed(out, m->media_id);
    buf_packed(out, m->media_url);
    if (m->kind == IN_LOCATION) {
        pack_double(out, m->latitude);
        pack_double(out, m->longitude);
    }
}

void inbound_unpack(struct reader *in, struct inbound *m)
{
    m->kind = (enum inbound_kind)read_u8(in);
    m->cut = read_u8(in) != 0;
    m->written = (int64_t)read_u64(in);
    m->text = read_packed(in);
    m->choice = read_packed(in);
    m->media_id = read_packed(in);
    m->media_url = read_packed(in);
    if (m->kind == IN_LOCATION) {
        m->latitude = read_double(in);
        m->longitude = read_double(in);
    }
}

static void pack_row(const struct turn_row *row, struct buf *out)
{
    buf_clear(out);
    buf_u8(out, FORM);
    buf_u8(out, row->spoken);
    if (row->spoken)
        inbound_pack(&row->message, out);
    buf_u8(out, (uint8_t)row->reply_count);
    for (size_t i = 0; i < row->reply_count; i++)
        outbound_pack(&row->replies[i], out);
}

static bool unpack_row(struct view plain, struct turn_row *row)
{
    struct reader in = reader_of(plain);
    if (read_u8(&in) != FORM)
        return false;
    row->spoken = read_u8(&in) != 0;
    if (row->spoken)
        inbound_unpack(&in, &row->message);
    row->reply_count = read_u8(&in);
    if (row->reply_count > REPLIES_MAX)
        return false;
    for (size_t i = 0; i < row->reply_count; i++)
        if (!outbound_unpack(&in, &row->replies[i]))
            return false;
    return !in.bad;
}

enum store_error turns_add(struct store *store, const struct person *person,
                           const struct turn_row *row)
{
    pack_row(row, &store->packed);
    if (store->packed.full)
        return STORE_CONFLICT;
    struct view closed;
    enum store_error error =
        sealed_close(store, person->secret, person->id, (struct seal_place){SEAL_TURN, row->id, 0},
                     buf_seen(&store->packed), &closed);
    if (error != STORE_OK)
        return error;
    struct db_call call = db_begin(store->db, OP_TURN_ADD);
    db_give_int(&call, row->id);
    db_give_int(&call, row->person);
    db_give_int(&call, row->before);
    db_give_int(&call, row->at);
    db_give_int(&call, row->version);
    db_give_int(&call, row->case_id);
    db_give_bytes(&call, closed);
    return db_run(&call);
}

static enum store_error secret_of(struct store *store, int64_t person, struct arena *arena,
                                  struct view *secret)
{
    struct db_call call = db_begin(store->db, OP_PERSON_SECRET);
    db_give_int(&call, person);
    enum store_error error = db_next(&call);
    *secret = error == STORE_OK ? view_keep(arena, db_view(&call, 0)) : VIEW("");
    db_end(&call);
    if (error == STORE_OK && !secret->n)
        return STORE_SEALED;
    return error;
}

static enum store_error read_row(struct store *store, int64_t id, struct arena *arena,
                                 struct turn_row *out, struct view *closed)
{
    struct db_call call = db_begin(store->db, OP_TURN_GET);
    db_give_int(&call, id);
    enum store_error error = db_next(&call);
    if (error == STORE_OK) {
        *out = (struct turn_row){.id = id,
                                 .person = db_int(&call, 0),
                                 .before = db_int(&call, 1),
                                 .at = db_int(&call, 2),
                                 .version = db_int(&call, 3),
                                 .case_id = db_int(&call, 4)};
        *closed = view_keep(arena, db_view(&call, 5));
    }
    db_end(&call);
    return error;
}

enum store_error turns_get(struct store *store, int64_t id, struct arena *arena,
                           struct turn_row *out)
{
    struct view closed, secret, plain;
    enum store_error error = read_row(store, id, arena, out, &closed);
    if (error == STORE_OK)
        error = secret_of(store, out->person, arena, &secret);
    if (error == STORE_OK)
        error = sealed_open(store, secret, out->person, (struct seal_place){SEAL_TURN, id, 0},
                            closed, arena, &plain);
    if (error == STORE_OK && !unpack_row(plain, out))
        return STORE_SEALED;
    return error;
}

static enum store_error newest(struct store *store, int64_t person, struct arena *arena,
                               int64_t *id)
{
    struct person found;
    enum store_error error = people_get(store, person, arena, &found);
    *id = error == STORE_OK ? found.last_turn : 0;
    return error;
}

enum store_error turns_of_person(struct store *store, int64_t person, int64_t from, size_t max,
                                 struct arena *arena, struct turn_row **rows, size_t *count)
{
    *count = 0;
    *rows = ARENA_ARRAY(arena, max, struct turn_row);
    enum store_error error = from ? STORE_OK : newest(store, person, arena, &from);
    while (error == STORE_OK && from && *count < max) {
        error = turns_get(store, from, arena, &(*rows)[*count]);
        if (error == STORE_OK)
            from = (*rows)[(*count)++].before;
    }
    return error == STORE_NONE ? STORE_OK : error;
}
