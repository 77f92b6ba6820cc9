/* sessions: who is signed in. A session's token is hashed here with the gateway's key, so that a
 * copy of the database lets nobody in; the hash is also the mark by which a session is named in a
 * list, since whoever has it cannot make the token of it. */
#include "gateway/store/desk.h"

static struct seal_hash token_hash(struct store *store, struct view token)
{
    struct view parts[] = {VIEW("session"), token};
    return seal_hash(store->seal, parts, 2);
}

static void give_hash(struct db_call *call, const struct seal_hash *hash)
{
    db_give_bytes(call, (struct view){(const char *)hash->bytes, sizeof hash->bytes});
}

enum store_error sessions_add(struct store *store, struct view token,
                              const struct desk_session *session)
{
    struct seal_hash hash = token_hash(store, token);
    struct db_call call = db_begin(store->db, OP_SESSION_ADD);
    give_hash(&call, &hash);
    db_give_int(&call, session->user);
    db_give_int(&call, session->started);
    db_give_int(&call, session->seen);
    db_give_int(&call, session->ends);
    db_give_int(&call, session->held);
    db_give_text(&call, session->peer.n ? session->peer : VIEW(""));
    db_give_text(&call, session->agent.n ? session->agent : VIEW(""));
    return db_run(&call);
}

static struct desk_session session_of(const struct db_call *call)
{
    return (struct desk_session){.user = db_int(call, 0),
                                 .started = db_int(call, 1),
                                 .seen = db_int(call, 2),
                                 .ends = db_int(call, 3),
                                 .held = db_int(call, 4) != 0};
}

enum store_error sessions_find(struct store *store, struct view token, int64_t now,
                               struct desk_session *out)
{
    struct seal_hash hash = token_hash(store, token);
    struct db_call call = db_begin(store->db, OP_SESSION_FIND);
    give_hash(&call, &hash);
    db_give_int(&call, now);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        *out = session_of(&call);
    db_end(&call);
    return error;
}

enum store_error sessions_extend(struct store *store, struct view token, int64_t seen, int64_t ends)
{
    struct seal_hash hash = token_hash(store, token);
    struct db_call call = db_begin(store->db, OP_SESSION_EXTEND);
    db_give_int(&call, seen);
    db_give_int(&call, ends);
    give_hash(&call, &hash);
    return db_run(&call);
}

enum store_error sessions_end(struct store *store, struct view token)
{
    struct seal_hash hash = token_hash(store, token);
    struct db_call call = db_begin(store->db, OP_SESSION_END);
    give_hash(&call, &hash);
    return db_run(&call);
}

enum store_error sessions_end_user(struct store *store, int64_t user)
{
    struct db_call call = db_begin(store->db, OP_SESSION_END_USER);
    db_give_int(&call, user);
    return db_run(&call);
}

enum store_error sessions_sweep(struct store *store, int64_t now)
{
    struct db_call call = db_begin(store->db, OP_SESSION_SWEEP);
    db_give_int(&call, now);
    return db_run(&call);
}

enum store_error sessions_list(struct store *store, int64_t user, int64_t now, size_t max,
                               struct arena *arena, struct desk_session **out, size_t *count)
{
    *count = 0;
    *out = ARENA_ARRAY(arena, max, struct desk_session);
    struct db_call call = db_begin(store->db, OP_SESSION_LIST);
    db_give_int(&call, now);
    db_give_int(&call, user);
    db_give_int(&call, user);
    db_give_int(&call, (int64_t)max);
    enum store_error error = STORE_OK;
    while (*count < max && (error = db_next(&call)) == STORE_OK) {
        struct desk_session *one = &(*out)[(*count)++];
        struct view hash = db_view(&call, 5);
        *one = session_of(&call);
        if (hash.n == SESSION_MARK)
            memcpy(one->mark, hash.p, SESSION_MARK);
        one->peer = view_keep(arena, db_view(&call, 6));
        one->agent = view_keep(arena, db_view(&call, 7));
    }
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error sessions_end_mark(struct store *store, int64_t user,
                                   const unsigned char mark[SESSION_MARK])
{
    struct db_call call = db_begin(store->db, OP_SESSION_END_ONE);
    db_give_bytes(&call, (struct view){(const char *)mark, SESSION_MARK});
    db_give_int(&call, user);
    db_give_int(&call, user);
    return db_run(&call);
}

enum store_error sessions_of_user(struct store *store, const unsigned char mark[SESSION_MARK],
                                  int64_t user, int64_t now, bool *lasts)
{
    struct db_call call = db_begin(store->db, OP_SESSION_OF_USER);
    db_give_bytes(&call, (struct view){(const char *)mark, SESSION_MARK});
    db_give_int(&call, user);
    db_give_int(&call, now);
    enum store_error error = db_next(&call);
    *lasts = error == STORE_OK;
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error sessions_end_others(struct store *store, int64_t user, struct view token)
{
    struct seal_hash hash = token_hash(store, token);
    struct db_call call = db_begin(store->db, OP_SESSION_END_OTHERS);
    db_give_int(&call, user);
    give_hash(&call, &hash);
    return db_run(&call);
}

enum store_error sessions_free(struct store *store, struct view token)
{
    struct seal_hash hash = token_hash(store, token);
    struct db_call call = db_begin(store->db, OP_SESSION_FREE);
    give_hash(&call, &hash);
    return db_run(&call);
}

enum store_error sessions_end_factorless(struct store *store, unsigned roles)
{
    struct db_call call = db_begin(store->db, OP_SESSION_END_HELDLESS);
    db_give_int(&call, roles);
    return db_run(&call);
}
