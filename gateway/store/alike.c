/* alike: the rows by which cases of one matter find each other.
 *
 * A case stands under a handful of keys; another of the same matter shares at least one and is
 * found by a look into the index of its newest. The keys are kept with the case too, so that
 * forgetting it needs neither its words nor the way they were hashed. Counts per day are a small
 * table of their own: cases are wide, and a page that looks eight weeks back must not read them. */
#include "gateway/store/alike.h"

#include "dsl/base/vec.h"

/* ---- what a case is like ---- */

static enum store_error key_op(struct store *store, enum db_op op, int64_t key, int64_t case_id)
{
    struct db_call call = db_begin(store->db, op);
    db_give_int(&call, key);
    db_give_int(&call, case_id);
    return db_run(&call);
}

enum store_error likeness_add(struct store *store, const struct likeness *row)
{
    struct db_call call = db_begin(store->db, OP_LIKENESS_ADD);
    db_give_int(&call, row->case_id);
    db_give_int(&call, row->topic);
    db_give_bytes(&call, row->signature);
    db_give_bytes(&call,
                  (struct view){(const char *)row->keys, row->key_count * sizeof *row->keys});
    db_give_bytes(&call, row->grams);
    enum store_error error = db_run(&call);
    for (size_t i = 0; i < row->key_count && error == STORE_OK; i++)
        error = key_op(store, OP_ALIKE_ADD, row->keys[i], row->case_id);
    return error;
}

enum store_error likeness_get(struct store *store, int64_t case_id, struct arena *arena,
                              struct likeness *out)
{
    struct db_call call = db_begin(store->db, OP_LIKENESS_GET);
    db_give_int(&call, case_id);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        *out = (struct likeness){.case_id = case_id,
                                 .topic = db_int(&call, 0),
                                 .signature = view_keep(arena, db_view(&call, 1)),
                                 .person = db_int(&call, 2),
                                 .state = (enum case_state)db_int(&call, 3),
                                 .kind = (int)db_int(&call, 4),
                                 .flags = (unsigned)db_int(&call, 5),
                                 .category = view_keep(arena, db_view(&call, 6)),
                                 .duty = view_keep(arena, db_view(&call, 7)),
                                 .area = view_keep(arena, db_view(&call, 8))};
    db_end(&call);
    return error;
}

static enum store_error read_keys(struct store *store, int64_t case_id, struct likeness *out)
{
    struct db_call call = db_begin(store->db, OP_LIKENESS_KEYS);
    db_give_int(&call, case_id);
    enum store_error error = db_next(&call);
    struct view keys = error == STORE_OK ? db_view(&call, 0) : VIEW("");
    out->key_count = keys.n / sizeof *out->keys;
    if (out->key_count > ALIKE_KEYS_MAX)
        out->key_count = ALIKE_KEYS_MAX;
    if (out->key_count)
        memcpy(out->keys, keys.p, out->key_count * sizeof *out->keys);
    db_end(&call);
    return error;
}

enum store_error likeness_drop(struct store *store, int64_t case_id)
{
    struct likeness row;
    enum store_error error = read_keys(store, case_id, &row);
    if (error == STORE_NONE)
        return STORE_OK;
    for (size_t i = 0; i < row.key_count && error == STORE_OK; i++)
        error = key_op(store, OP_ALIKE_DROP, row.keys[i], case_id);
    if (error != STORE_OK)
        return error;
    struct db_call call = db_begin(store->db, OP_LIKENESS_DROP);
    db_give_int(&call, case_id);
    return db_run(&call);
}

/* The numbers in the first column of what a call gives. */
static enum store_error take_ids(struct db_call *call, size_t max, int64_t *ids, size_t *count)
{
    enum store_error error = STORE_OK;
    *count = 0;
    while (*count < max && (error = db_next(call)) == STORE_OK)
        ids[(*count)++] = db_int(call, 0);
    db_end(call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error likeness_sweep(struct store *store, int64_t below, size_t max, struct arena *arena,
                                size_t *count)
{
    int64_t *ids = ARENA_ARRAY(arena, max, int64_t);
    struct db_call call = db_begin(store->db, OP_LIKENESS_OLD);
    db_give_int(&call, below);
    db_give_int(&call, (int64_t)max);
    enum store_error error = take_ids(&call, max, ids, count);
    for (size_t i = 0; i < *count && error == STORE_OK; i++)
        error = likeness_drop(store, ids[i]);
    return error;
}

enum store_error alike_find(struct store *store, int64_t key, int64_t since, size_t max,
                            int64_t *ids, size_t *count)
{
    struct db_call call = db_begin(store->db, OP_ALIKE_FIND);
    db_give_int(&call, key);
    db_give_int(&call, since);
    db_give_int(&call, (int64_t)max);
    return take_ids(&call, max, ids, count);
}

enum store_error grams_each(struct store *store, int64_t since, size_t max,
                            void (*take)(void *self, const struct gram_row *row), void *self)
{
    struct db_call call = db_begin(store->db, OP_LIKENESS_GRAMS);
    db_give_int(&call, since);
    db_give_int(&call, (int64_t)max);
    enum store_error error;
    while ((error = db_next(&call)) == STORE_OK) {
        struct gram_row row = {db_int(&call, 0), db_int(&call, 1), db_view(&call, 2),
                               db_view(&call, 3)};
        take(self, &row);
    }
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

/* ---- topics ---- */

enum store_error topic_get(struct store *store, int64_t id, struct topic_row *out)
{
    struct db_call call = db_begin(store->db, OP_TOPIC_GET);
    db_give_int(&call, id);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        *out = (struct topic_row){id, db_int(&call, 0), db_int(&call, 1), db_int(&call, 2),
                                  db_int(&call, 3)};
    db_end(&call);
    return error;
}

enum store_error topic_put(struct store *store, const struct topic_row *row)
{
    struct db_call call = db_begin(store->db, OP_TOPIC_PUT);
    db_give_int(&call, row->id);
    db_give_int(&call, row->people);
    db_give_int(&call, row->cases);
    db_give_int(&call, row->follows);
    db_give_int(&call, row->last);
    return db_run(&call);
}

enum store_error topic_list(struct store *store, int64_t since, size_t max, struct topic_row *rows,
                            size_t *count)
{
    struct db_call call = db_begin(store->db, OP_TOPIC_LIST);
    db_give_int(&call, since);
    db_give_int(&call, (int64_t)max);
    enum store_error error = STORE_OK;
    *count = 0;
    while (*count < max && (error = db_next(&call)) == STORE_OK)
        rows[(*count)++] = (struct topic_row){db_int(&call, 0), db_int(&call, 1), db_int(&call, 2),
                                              db_int(&call, 3), db_int(&call, 4)};
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error topic_sweep(struct store *store, int64_t before)
{
    struct db_call call = db_begin(store->db, OP_TOPIC_SWEEP);
    db_give_int(&call, before);
    return db_run(&call);
}

enum store_error topic_cases(struct store *store, int64_t id, size_t max, int64_t *ids,
                             size_t *count)
{
    struct db_call call = db_begin(store->db, OP_LIKENESS_OF_TOPIC);
    db_give_int(&call, id);
    db_give_int(&call, (int64_t)max);
    return take_ids(&call, max, ids, count);
}

enum store_error topic_has_person(struct store *store, int64_t id, int64_t person, int64_t but)
{
    struct db_call call = db_begin(store->db, OP_LIKENESS_IN_TOPIC);
    db_give_int(&call, person);
    db_give_int(&call, id);
    db_give_int(&call, but);
    enum store_error error = db_next(&call);
    db_end(&call);
    return error;
}

/* ---- followers ---- */

enum store_error follower_add(struct store *store, int64_t case_id, int64_t person, int64_t at)
{
    struct db_call call = db_begin(store->db, OP_FOLLOWER_ADD);
    db_give_int(&call, case_id);
    db_give_int(&call, person);
    db_give_int(&call, at);
    return db_run(&call);
}

enum store_error follower_tell(struct store *store, int64_t case_id, int what)
{
    return key_op(store, OP_FOLLOWER_TELL, what, case_id);
}

enum store_error follower_due(struct store *store, size_t max, struct follower_due *out,
                              size_t *count)
{
    struct db_call call = db_begin(store->db, OP_FOLLOWER_DUE);
    db_give_int(&call, (int64_t)max);
    enum store_error error = STORE_OK;
    *count = 0;
    while (*count < max && (error = db_next(&call)) == STORE_OK)
        out[(*count)++] =
            (struct follower_due){db_int(&call, 0), db_int(&call, 1), (int)db_int(&call, 2)};
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error follower_told(struct store *store, const struct follower_due *whom)
{
    return key_op(store, OP_FOLLOWER_TOLD, whom->case_id, whom->person);
}

enum store_error follower_of_person(struct store *store, int64_t person, size_t max, int64_t *ids,
                                    size_t *count)
{
    struct db_call call = db_begin(store->db, OP_FOLLOWER_OF_PERSON);
    db_give_int(&call, person);
    db_give_int(&call, (int64_t)max);
    return take_ids(&call, max, ids, count);
}

enum store_error follower_count(struct store *store, int64_t case_id, int64_t *count)
{
    struct db_call call = db_begin(store->db, OP_FOLLOWER_COUNT);
    db_give_int(&call, case_id);
    enum store_error error = db_next(&call);
    *count = error == STORE_OK ? db_int(&call, 0) : 0;
    db_end(&call);
    return error;
}

enum store_error follower_forget(struct store *store, int64_t person)
{
    struct db_call call = db_begin(store->db, OP_FOLLOWER_FORGET);
    db_give_int(&call, person);
    return db_run(&call);
}

/* ---- counts per day ---- */

enum store_error tally_add(struct store *store, const struct tally *more)
{
    struct db_call call = db_begin(store->db, OP_TALLY_ADD);
    db_give_int(&call, more->day);
    db_give_text(&call, more->category);
    db_give_text(&call, more->area);
    db_give_int(&call, more->cases);
    db_give_int(&call, more->follows);
    return db_run(&call);
}

enum store_error tally_each(struct store *store, int from, int to,
                            void (*take)(void *self, const struct tally *row), void *self)
{
    struct db_call call = db_begin(store->db, OP_TALLY_LIST);
    db_give_int(&call, from);
    db_give_int(&call, to);
    enum store_error error;
    while ((error = db_next(&call)) == STORE_OK) {
        struct tally row = {(int)db_int(&call, 0), db_view(&call, 1), db_view(&call, 2),
                            db_int(&call, 3), db_int(&call, 4)};
        take(self, &row);
    }
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

struct listing {
    struct arena *arena;
    VEC(struct tally) rows;
};

static void list_row(void *self, const struct tally *row)
{
    struct listing *l = self;
    struct tally kept = *row;
    kept.category = view_keep(l->arena, row->category);
    kept.area = view_keep(l->arena, row->area);
    VEC_ADD(l->arena, &l->rows, kept);
}

enum store_error tally_list(struct store *store, int from, int to, struct arena *arena,
                            struct tally **out, size_t *count)
{
    struct listing listing = {.arena = arena};
    enum store_error error = tally_each(store, from, to, list_row, &listing);
    *out = listing.rows.at;
    *count = listing.rows.n;
    return error;
}

enum store_error tally_first(struct store *store, int *day)
{
    struct db_call call = db_begin(store->db, OP_TALLY_FIRST);
    enum store_error error = db_next(&call);
    if (error == STORE_OK && db_is_null(&call, 0))
        error = STORE_NONE;
    *day = error == STORE_OK ? (int)db_int(&call, 0) : 0;
    db_end(&call);
    return error;
}

enum store_error follower_move(struct store *store, int64_t from, int64_t to)
{
    struct db_call call = db_begin(store->db, OP_FOLLOWER_MOVE);
    db_give_int(&call, to);
    db_give_int(&call, from);
    enum store_error error = db_run(&call);
    if (error != STORE_OK)
        return error;
    call = db_begin(store->db, OP_FOLLOWER_LEFT);
    db_give_int(&call, from);
    return db_run(&call);
}
