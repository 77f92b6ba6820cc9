/* resolved: cases a member set right on the spot and who looked at them; and notes, the little
 * queue of what is to be said to people. A note is written in the same transaction as the move it
 * speaks of and dropped when it has become a turn of that person's conversation: so it is said
 * once, whatever fails in between. It is sealed under the gateway's own key, since it lives for
 * seconds. */
#include "gateway/store/members.h"

#include "gateway/store/sealed.h"

enum { NOTE_MOST = 16384 };

enum store_error resolved_add(struct store *store, const struct resolved *row)
{
    struct db_call call = db_begin(store->db, OP_RESOLVED_ADD);
    db_give_int(&call, row->case_id);
    db_give_int(&call, row->member);
    db_give_int(&call, row->at);
    db_give_int(&call, row->sampled);
    db_give_text(&call, row->media);
    return db_run(&call);
}

static struct resolved resolved_of(const struct db_call *call, struct arena *arena)
{
    return (struct resolved){.case_id = db_int(call, 0),
                             .member = db_int(call, 1),
                             .at = db_int(call, 2),
                             .sampled = db_int(call, 3) != 0,
                             .good = (int)db_int(call, 4),
                             .user = db_int(call, 5),
                             .media = view_keep(arena, db_view(call, 6))};
}

enum store_error resolved_get(struct store *store, int64_t case_id, struct arena *arena,
                              struct resolved *out)
{
    struct db_call call = db_begin(store->db, OP_RESOLVED_GET);
    db_give_int(&call, case_id);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        *out = resolved_of(&call, arena);
    db_end(&call);
    return error;
}

enum store_error resolved_list(struct store *store, int64_t above, size_t max, struct arena *arena,
                               struct resolved *out, size_t *count)
{
    enum store_error error = STORE_OK;
    struct db_call call = db_begin(store->db, OP_RESOLVED_LIST);
    db_give_int(&call, above);
    db_give_int(&call, (int64_t)max);
    *count = 0;
    while (*count < max && (error = db_next(&call)) == STORE_OK)
        out[(*count)++] = resolved_of(&call, arena);
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error resolved_check(struct store *store, int64_t case_id, bool good, int64_t user)
{
    struct db_call call = db_begin(store->db, OP_RESOLVED_CHECK);
    db_give_int(&call, good ? 1 : -1);
    db_give_int(&call, user);
    db_give_int(&call, case_id);
    enum store_error error = db_run(&call);
    return error == STORE_OK && !db_changed(store->db) ? STORE_CONFLICT : error;
}

enum store_error resolved_count(struct store *store, int64_t member, int64_t counts[3])
{
    struct db_call call = db_begin(store->db, OP_RESOLVED_COUNT);
    db_give_int(&call, member);
    enum store_error error = db_next(&call);
    for (int i = 0; i < 3; i++)
        counts[i] = error == STORE_OK ? db_int(&call, i) : 0;
    db_end(&call);
    return error;
}

/* ---- notes ---- */

enum store_error notes_add(struct store *store, const struct note *note)
{
    struct buf body;
    struct view closed;
    if (!note->person)
        return STORE_OK;
    buf_init(&body, NOTE_MOST);
    buf_u8(&body, (uint8_t)note->kind);
    for (size_t i = 0; i < NOTE_VALUES; i++)
        buf_packed(&body, note->values[i]);
    enum store_error error =
        body.full
            ? STORE_CONFLICT
            : sealed_close(store, VIEW(""), 0, (struct seal_place){SEAL_NOTE, note->person, 0},
                           buf_seen(&body), &closed);
    buf_free(&body);
    if (error != STORE_OK)
        return error;
    struct db_call call = db_begin(store->db, OP_NOTE_ADD);
    db_give_int(&call, note->person);
    db_give_bytes(&call, closed);
    store->notes = true;
    return db_run(&call);
}

static enum store_error open_note(struct store *store, struct view closed, struct arena *arena,
                                  struct note *out)
{
    struct view plain;
    enum store_error error = sealed_open(
        store, VIEW(""), 0, (struct seal_place){SEAL_NOTE, out->person, 0}, closed, arena, &plain);
    if (error != STORE_OK)
        return error;
    struct reader in = reader_of(plain);
    out->kind = read_u8(&in);
    for (size_t i = 0; i < NOTE_VALUES; i++)
        out->values[i] = read_packed(&in);
    return in.bad ? STORE_SEALED : STORE_OK;
}

enum store_error notes_next(struct store *store, size_t max, struct arena *arena, struct note *out,
                            size_t *count)
{
    enum store_error error = STORE_OK;
    struct db_call call = db_begin(store->db, OP_NOTE_NEXT);
    db_give_int(&call, (int64_t)max);
    *count = 0;
    while (*count < max && (error = db_next(&call)) == STORE_OK) {
        struct note *note = &out[(*count)++];
        *note = (struct note){.id = db_int(&call, 0), .person = db_int(&call, 1)};
        error = open_note(store, db_view(&call, 2), arena, note);
        if (error != STORE_OK)
            break;
    }
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error notes_drop(struct store *store, int64_t id)
{
    struct db_call call = db_begin(store->db, OP_NOTE_DROP);
    db_give_int(&call, id);
    return db_run(&call);
}
