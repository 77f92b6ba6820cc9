/* taken: a few rows beside the talks, one for each that is with an officer or asks for one. Whether
 * the bot is silent stands in the talk's own state, which is read at every turn anyway; a row here
 * says with whom and until when, and is looked at by the clock and by the desk alone.
 *
 * Which talks have life is read from the end of the turns, whose ids count up: no index has to be
 * kept for it at every message. */
#include "gateway/store/taken.h"

static struct taken taken_of(const struct db_call *call)
{
    struct taken out = {.person = db_int(call, 0),
                        .case_id = db_int(call, 1),
                        .user = db_int(call, 2),
                        .why = (enum taken_why)db_int(call, 3),
                        .asked = db_int(call, 4),
                        .since = db_int(call, 5),
                        .until = db_int(call, 6)};
    struct view session = db_view(call, 7);
    if (session.n == SESSION_MARK)
        memcpy(out.session, session.p, SESSION_MARK);
    return out;
}

enum store_error taken_get(struct store *store, int64_t person, struct taken *out)
{
    struct db_call call = db_begin(store->db, OP_TAKEN_GET);
    db_give_int(&call, person);
    enum store_error error = db_next(&call);
    *out = error == STORE_OK ? taken_of(&call) : (struct taken){.person = person};
    db_end(&call);
    return error;
}

enum store_error taken_put(struct store *store, const struct taken *taken)
{
    struct db_call call = db_begin(store->db, OP_TAKEN_PUT);
    db_give_int(&call, taken->person);
    db_give_int(&call, taken->case_id);
    db_give_int(&call, taken->user);
    db_give_int(&call, taken->why);
    db_give_int(&call, taken->asked);
    db_give_int(&call, taken->since);
    db_give_int(&call, taken->until);
    db_give_bytes(&call, (struct view){(const char *)taken->session, SESSION_MARK});
    return db_run(&call);
}

enum store_error taken_drop(struct store *store, int64_t person)
{
    struct db_call call = db_begin(store->db, OP_TAKEN_DROP);
    db_give_int(&call, person);
    return db_run(&call);
}

enum store_error taken_list(struct store *store, size_t max, struct arena *arena,
                            struct taken **out, size_t *count)
{
    struct db_call call = db_begin(store->db, OP_TAKEN_LIST);
    db_give_int(&call, (int64_t)max);
    *count = 0;
    *out = ARENA_ARRAY(arena, max, struct taken);
    enum store_error error = STORE_OK;
    while (*count < max && (error = db_next(&call)) == STORE_OK)
        (*out)[(*count)++] = taken_of(&call);
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

/* ---- who said it ---- */

enum store_error said_by_add(struct store *store, int64_t turn, int64_t user)
{
    struct db_call call = db_begin(store->db, OP_SAID_BY_ADD);
    db_give_int(&call, turn);
    db_give_int(&call, user);
    return db_run(&call);
}

enum store_error said_by_get(struct store *store, int64_t turn, struct arena *arena,
                             struct said_by *out)
{
    struct db_call call = db_begin(store->db, OP_SAID_BY_GET);
    db_give_int(&call, turn);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        *out = (struct said_by){db_int(&call, 0), view_keep(arena, db_view(&call, 1))};
    db_end(&call);
    return error;
}

enum store_error said_by_failed(struct store *store, int64_t turn, struct view reason)
{
    struct db_call call = db_begin(store->db, OP_SAID_BY_FAILED);
    db_give_text(&call, reason);
    db_give_int(&call, turn);
    return db_run(&call);
}

/* ---- who was heard ---- */

static bool is_among(const int64_t *people, size_t count, int64_t person)
{
    for (size_t i = 0; i < count; i++)
        if (people[i] == person)
            return true;
    return false;
}

enum store_error taken_heard(struct store *store, int64_t since, size_t turns, size_t max,
                             struct arena *arena, int64_t **people, size_t *count)
{
    struct db_call call = db_begin(store->db, OP_TURN_NEWEST);
    db_give_int(&call, (int64_t)turns);
    *count = 0;
    *people = ARENA_ARRAY(arena, max, int64_t);
    enum store_error error = STORE_OK;
    while (*count < max && (error = db_next(&call)) == STORE_OK && db_int(&call, 1) >= since)
        if (!is_among(*people, *count, db_int(&call, 0)))
            (*people)[(*count)++] = db_int(&call, 0);
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}
