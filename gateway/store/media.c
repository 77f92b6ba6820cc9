/* media: rows of files. The source (a channel's media id, an address) may tell who sent it and is
 * sealed with the file's own secret; the bytes in DATA/media are sealed with it too (media_file.h).
 */
#include "gateway/store/media.h"

#include "dsl/base/vec.h"
#include "gateway/store/sealed.h"

/* A row has no number; its random name, as hex, gives one to bind to. */
static struct seal_place place_of(struct view id)
{
    int64_t number = 0;
    for (size_t i = 0; i < id.n && i < 15; i++)
        number = number << 4 | (id.p[i] <= '9' ? id.p[i] - '0' : id.p[i] - 'a' + 10);
    return (struct seal_place){SEAL_MEDIA, number, 1};
}

enum store_error media_add(struct store *store, const struct media_row *row)
{
    struct view closed;
    enum store_error error =
        sealed_close(store, row->secret, 0, place_of(row->id), row->source, &closed);
    if (error != STORE_OK)
        return error;
    struct db_call call = db_begin(store->db, OP_MEDIA_ADD);
    db_give_text(&call, row->id);
    db_give_int(&call, row->state);
    db_give_int(&call, row->person);
    db_give_int(&call, row->account);
    db_give_int(&call, row->at);
    db_give_int(&call, row->size);
    db_give_text(&call, row->type);
    db_give_int(&call, row->source_kind);
    db_give_int(&call, row->attempts);
    db_give_bytes(&call, row->secret);
    db_give_bytes(&call, closed);
    return db_run(&call);
}

static enum store_error read_media(struct store *store, struct db_call *call, struct arena *arena,
                                   struct media_row *out)
{
    enum store_error error = db_next(call);
    if (error != STORE_OK)
        return error;
    *out = (struct media_row){.id = view_keep(arena, db_view(call, 0)),
                              .state = (enum media_state)db_int(call, 1),
                              .person = db_int(call, 2),
                              .account = db_int(call, 3),
                              .at = db_int(call, 4),
                              .size = db_int(call, 5),
                              .type = view_keep(arena, db_view(call, 6)),
                              .source_kind = (int)db_int(call, 7),
                              .attempts = (int)db_int(call, 8),
                              .secret = view_keep(arena, db_view(call, 9))};
    if (!out->secret.n)
        return STORE_SEALED;
    return sealed_open(store, out->secret, 0, place_of(out->id), db_view(call, 10), arena,
                       &out->source);
}

enum store_error media_get(struct store *store, struct view id, struct arena *arena,
                           struct media_row *out)
{
    struct db_call call = db_begin(store->db, OP_MEDIA_GET);
    db_give_text(&call, id);
    enum store_error error = read_media(store, &call, arena, out);
    db_end(&call);
    return error;
}

enum store_error media_settle(struct store *store, const struct media_row *row)
{
    struct db_call call = db_begin(store->db, OP_MEDIA_SETTLE);
    db_give_int(&call, row->state);
    db_give_int(&call, row->size);
    db_give_text(&call, row->type);
    db_give_int(&call, row->attempts);
    db_give_text(&call, row->id);
    return db_run(&call);
}

enum store_error media_wanted(struct store *store, size_t max, struct arena *arena,
                              struct media_row **rows, size_t *count)
{
    *count = 0;
    *rows = ARENA_ARRAY(arena, max, struct media_row);
    struct db_call call = db_begin(store->db, OP_MEDIA_WANTED);
    db_give_int(&call, (int64_t)max);
    enum store_error error = STORE_OK;
    while (*count < max && (error = read_media(store, &call, arena, &(*rows)[*count])) == STORE_OK)
        (*count)++;
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

static enum store_error run_of(struct store *store, enum db_op op, struct view id)
{
    struct db_call call = db_begin(store->db, op);
    db_give_text(&call, id);
    return db_run(&call);
}

enum store_error media_claim(struct store *store, struct view id)
{
    return run_of(store, OP_MEDIA_CLAIM, id);
}

enum store_error media_let_go(struct store *store, struct view id)
{
    return run_of(store, OP_MEDIA_LET_GO, id);
}

enum store_error media_drop(struct store *store, struct view id)
{
    return run_of(store, OP_MEDIA_DROP, id);
}

static enum store_error list_ids(struct store *store, enum db_op op, int64_t by, size_t max,
                                 struct arena *arena, struct view **ids, size_t *count)
{
    VEC(struct view) found = {NULL, 0, 0};
    struct db_call call = db_begin(store->db, op);
    db_give_int(&call, by);
    db_give_int(&call, (int64_t)max);
    enum store_error error = STORE_OK;
    while (found.n < max && (error = db_next(&call)) == STORE_OK)
        VEC_ADD(arena, &found, view_keep(arena, db_view(&call, 0)));
    db_end(&call);
    *ids = found.at;
    *count = found.n;
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error media_loose(struct store *store, int64_t until, size_t max, struct arena *arena,
                             struct view **ids, size_t *count)
{
    return list_ids(store, OP_MEDIA_LOOSE, until, max, arena, ids, count);
}

enum store_error media_of_person(struct store *store, int64_t person, size_t max,
                                 struct arena *arena, struct view **ids, size_t *count)
{
    return list_ids(store, OP_MEDIA_OF_PERSON, person, max, arena, ids, count);
}
