/* activity: rows of activities and of those who signed up.
 *
 * A phone has one place in an activity: it is known by its keyed hash. The code to cancel is kept
 * as a keyed hash too. A place that is given up is deleted, and the first who waits takes the seat.
 */
#include "gateway/store/activity.h"

#include "gateway/store/sealed.h"

enum { LIST_MOST = 5000 };

static struct activity activity_of(const struct db_call *call, struct arena *arena)
{
    return (struct activity){.id = db_int(call, 0),
                             .state = (enum activity_state)db_int(call, 1),
                             .title = view_keep(arena, db_view(call, 2)),
                             .text = view_keep(arena, db_view(call, 3)),
                             .place = view_keep(arena, db_view(call, 4)),
                             .starts = db_int(call, 5),
                             .ends = db_int(call, 6),
                             .closes = db_int(call, 7),
                             .seats = db_int(call, 8),
                             .keep = db_int(call, 9),
                             .made_by = db_int(call, 10),
                             .made_at = db_int(call, 11),
                             .checked_by = db_int(call, 12),
                             .checked_at = db_int(call, 13),
                             .ended_by = db_int(call, 14),
                             .ended_at = db_int(call, 15),
                             .reason = view_keep(arena, db_view(call, 16)),
                             .taken = db_int(call, 17),
                             .waiting = db_int(call, 18)};
}

static void give_activity(struct db_call *call, const struct activity *a)
{
    const int64_t numbers[] = {a->starts,     a->ends,     a->closes,  a->seats,
                               a->keep,       a->made_by,  a->made_at, a->checked_by,
                               a->checked_at, a->ended_by, a->ended_at};
    db_give_int(call, a->state);
    db_give_text(call, a->title);
    db_give_text(call, a->text);
    db_give_text(call, a->place);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        db_give_int(call, numbers[i]);
    db_give_text(call, a->reason);
}

enum store_error activity_put(struct store *store, const struct activity *activity, int64_t *id)
{
    struct db_call call = db_begin(store->db, activity->id ? OP_ACTIVITY_UPDATE : OP_ACTIVITY_ADD);
    give_activity(&call, activity);
    if (activity->id)
        db_give_int(&call, activity->id);
    enum store_error error = db_next(&call);
    *id = error == STORE_OK ? db_int(&call, 0) : 0;
    db_end(&call);
    return error;
}

enum store_error activity_get(struct store *store, int64_t id, struct arena *arena,
                              struct activity *out)
{
    struct db_call call = db_begin(store->db, OP_ACTIVITY_GET);
    db_give_int(&call, id);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        *out = activity_of(&call, arena);
    db_end(&call);
    return error;
}

enum store_error activity_list(struct store *store, enum activity_state state, int64_t after,
                               size_t max, struct arena *arena, struct activity **out,
                               size_t *count)
{
    enum store_error error = STORE_OK;
    struct db_call call = db_begin(store->db, OP_ACTIVITY_LIST);
    db_give_int(&call, state);
    db_give_int(&call, after);
    db_give_int(&call, (int64_t)max);
    *count = 0;
    *out = ARENA_ARRAY(arena, max, struct activity);
    while (*count < max && (error = db_next(&call)) == STORE_OK)
        (*out)[(*count)++] = activity_of(&call, arena);
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

/* ---- who signed up ---- */

static struct seal_hash hash_of(const struct store *store, const char *what, int64_t activity,
                                struct view text)
{
    struct view parts[] = {view_of(what), {(const char *)&activity, sizeof activity}, text};
    return seal_hash(store->seal, parts, 3);
}

static struct view seen(const struct seal_hash *hash)
{
    return (struct view){(const char *)hash->bytes, sizeof hash->bytes};
}

static struct seal_place place_of(int64_t activity, struct view who)
{
    int64_t part = 0;
    memcpy(&part, who.p, who.n < sizeof part ? who.n : sizeof part);
    return (struct seal_place){SEAL_SIGNUP, activity, part};
}

enum store_error signup_add(struct store *store, const struct activity *activity, struct view name,
                            struct view phone, struct view code, int64_t now,
                            enum signup_state *state)
{
    unsigned char wrapped[SEAL_WRAPPED];
    struct seal_hash who = hash_of(store, "signup", activity->id, phone);
    struct seal_hash key = hash_of(store, "signup code", activity->id, code);
    struct view secret = {(const char *)wrapped, sizeof wrapped}, closed;
    seal_wrap_new(store->seal, wrapped);
    buf_clear(&store->packed);
    buf_packed(&store->packed, name);
    buf_packed(&store->packed, phone);
    enum store_error error = sealed_close(store, secret, 0, place_of(activity->id, seen(&who)),
                                          buf_seen(&store->packed), &closed);
    if (error != STORE_OK)
        return error;
    *state = activity->taken < activity->seats ? SIGNUP_IN : SIGNUP_WAITING;
    struct db_call call = db_begin(store->db, OP_SIGNUP_ADD);
    db_give_int(&call, activity->id);
    db_give_int(&call, now);
    db_give_int(&call, *state);
    db_give_bytes(&call, seen(&who));
    db_give_bytes(&call, seen(&key));
    db_give_bytes(&call, secret);
    db_give_bytes(&call, closed);
    return db_run(&call);
}

static enum store_error open_signup(struct store *store, const struct db_call *call,
                                    int64_t activity, struct arena *arena, struct signup *out)
{
    struct view plain;
    *out = (struct signup){
        .id = db_int(call, 0), .at = db_int(call, 1), .state = (enum signup_state)db_int(call, 2)};
    enum store_error error =
        sealed_open(store, view_keep(arena, db_view(call, 4)), 0,
                    place_of(activity, db_view(call, 3)), db_view(call, 5), arena, &plain);
    if (error != STORE_OK)
        return error;
    struct reader in = reader_of(plain);
    out->name = read_packed(&in);
    out->phone = read_packed(&in);
    return in.bad ? STORE_SEALED : STORE_OK;
}

static enum store_error set_state(struct store *store, int64_t id)
{
    struct db_call call = db_begin(store->db, OP_SIGNUP_SEAT);
    db_give_int(&call, id);
    return db_run(&call);
}

/* The first who waits takes the seat. */
static enum store_error promote(struct store *store, int64_t activity, struct arena *arena,
                                struct signup *next)
{
    struct db_call call = db_begin(store->db, OP_SIGNUP_NEXT);
    db_give_int(&call, activity);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        error = open_signup(store, &call, activity, arena, next);
    db_end(&call);
    if (error == STORE_NONE)
        return STORE_OK;
    return error == STORE_OK ? set_state(store, next->id) : error;
}

enum store_error signup_cancel(struct store *store, int64_t activity, struct view code,
                               struct arena *arena, struct signup *next)
{
    struct seal_hash key = hash_of(store, "signup code", activity, code);
    struct db_call call = db_begin(store->db, OP_SIGNUP_DROP);
    *next = (struct signup){0};
    db_give_int(&call, activity);
    db_give_bytes(&call, seen(&key));
    enum store_error error = db_next(&call);
    bool seated = error == STORE_OK && db_int(&call, 0) == SIGNUP_IN;
    db_end(&call);
    return error == STORE_OK && seated ? promote(store, activity, arena, next) : error;
}

enum store_error signup_list(struct store *store, int64_t activity, struct arena *arena,
                             struct signup **out, size_t *count)
{
    enum store_error error = STORE_OK;
    struct db_call call = db_begin(store->db, OP_SIGNUP_LIST);
    db_give_int(&call, activity);
    db_give_int(&call, LIST_MOST);
    *count = 0;
    *out = ARENA_ARRAY(arena, LIST_MOST, struct signup);
    while (*count < LIST_MOST && (error = db_next(&call)) == STORE_OK) {
        error = open_signup(store, &call, activity, arena, &(*out)[(*count)++]);
        if (error != STORE_OK)
            break;
    }
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error signup_sweep(struct store *store, int64_t now)
{
    struct db_call call = db_begin(store->db, OP_SIGNUP_SWEEP);
    db_give_int(&call, now);
    return db_run(&call);
}
