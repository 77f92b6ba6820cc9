/* desk: users, what the administrator sets, audit. Passwords come here already hashed. Audit rows
 * are only ever added, each with its link of the chain. */
#include "gateway/store/desk.h"

#include "gateway/store/chain.h"

static struct desk_user user_of(const struct db_call *call, struct arena *arena)
{
    return (struct desk_user){.id = db_int(call, 0),
                              .login = view_keep(arena, db_view(call, 1)),
                              .name = view_keep(arena, db_view(call, 2)),
                              .unit = view_keep(arena, db_view(call, 3)),
                              .roles = (unsigned)db_int(call, 4),
                              .password = view_keep(arena, db_view(call, 5)),
                              .active = db_int(call, 6) != 0,
                              .changed = db_int(call, 7),
                              .areas = view_keep(arena, db_view(call, 8))};
}

enum store_error users_add(struct store *store, const struct desk_user *user, int64_t *id)
{
    struct db_call call = db_begin(store->db, OP_USER_ADD);
    db_give_text(&call, user->login);
    db_give_text(&call, user->name);
    db_give_text(&call, user->unit);
    db_give_int(&call, user->roles);
    db_give_text(&call, user->password);
    db_give_int(&call, user->active);
    db_give_int(&call, user->changed);
    db_give_text(&call, user->areas);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        *id = db_int(&call, 0);
    db_end(&call);
    return error;
}

enum store_error users_update(struct store *store, const struct desk_user *user)
{
    struct db_call call = db_begin(store->db, OP_USER_UPDATE);
    db_give_text(&call, user->name);
    db_give_text(&call, user->unit);
    db_give_int(&call, user->roles);
    db_give_text(&call, user->password);
    db_give_int(&call, user->active);
    db_give_int(&call, user->changed);
    db_give_text(&call, user->areas);
    db_give_int(&call, user->id);
    return db_run(&call);
}

static enum store_error one_user(struct db_call *call, struct arena *arena, struct desk_user *out)
{
    enum store_error error = db_next(call);
    if (error == STORE_OK)
        *out = user_of(call, arena);
    db_end(call);
    return error;
}

enum store_error users_by_login(struct store *store, struct view login, struct arena *arena,
                                struct desk_user *out)
{
    struct db_call call = db_begin(store->db, OP_USER_BY_LOGIN);
    db_give_text(&call, login);
    return one_user(&call, arena, out);
}

enum store_error users_get(struct store *store, int64_t id, struct arena *arena,
                           struct desk_user *out)
{
    struct db_call call = db_begin(store->db, OP_USER_GET);
    db_give_int(&call, id);
    return one_user(&call, arena, out);
}

enum { USERS_MAX = 1000 };

enum store_error users_list(struct store *store, struct arena *arena, struct desk_user **users,
                            size_t *count)
{
    *count = 0;
    *users = ARENA_ARRAY(arena, USERS_MAX, struct desk_user);
    struct db_call call = db_begin(store->db, OP_USER_LIST);
    enum store_error error = STORE_OK;
    while (*count < USERS_MAX && (error = db_next(&call)) == STORE_OK)
        (*users)[(*count)++] = user_of(&call, arena);
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error users_other_admins(struct store *store, int64_t id, int64_t *count)
{
    struct db_call call = db_begin(store->db, OP_USER_ADMINS);
    db_give_int(&call, id);
    enum store_error error = db_next(&call);
    *count = error == STORE_OK ? db_int(&call, 0) : 0;
    db_end(&call);
    return error;
}

enum store_error desk_rule_get(struct store *store, const char *name, int64_t *value)
{
    struct db_call call = db_begin(store->db, OP_DESK_RULE_GET);
    db_give_text(&call, view_of(name));
    enum store_error error = db_next(&call);
    *value = error == STORE_OK ? db_int(&call, 0) : 0;
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error desk_rule_set(struct store *store, const char *name, int64_t value)
{
    struct db_call call = db_begin(store->db, OP_DESK_RULE_SET);
    db_give_text(&call, view_of(name));
    db_give_int(&call, value);
    return db_run(&call);
}

/* ---- audit ---- */

static enum store_error audit_insert(struct store *store, const struct audit_row *row, int64_t *id)
{
    struct db_call call = db_begin(store->db, OP_AUDIT_ADD);
    db_give_int(&call, row->at);
    db_give_int(&call, row->user);
    db_give_text(&call, row->action);
    db_give_int(&call, row->object);
    db_give_text(&call, row->detail);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        *id = db_int(&call, 0);
    db_end(&call);
    return error;
}

enum store_error audit_add(struct store *store, const struct audit_row *row)
{
    struct audit_row written = *row;
    enum store_error error = audit_insert(store, row, &written.id);
    if (error != STORE_OK)
        return error;
    buf_clear(&store->packed);
    chain_put_audit(&store->packed, &written);
    return chain_link_add(store, CHAIN_AUDIT, written.id, 0, buf_seen(&store->packed));
}

enum store_error audit_list(struct store *store, int64_t below, size_t max, struct arena *arena,
                            struct audit_row **rows, size_t *count)
{
    *count = 0;
    *rows = ARENA_ARRAY(arena, max, struct audit_row);
    struct db_call call = db_begin(store->db, OP_AUDIT_LIST);
    db_give_int(&call, below ? below : INT64_MAX);
    db_give_int(&call, (int64_t)max);
    enum store_error error = STORE_OK;
    while (*count < max && (error = db_next(&call)) == STORE_OK)
        (*rows)[(*count)++] = (struct audit_row){.id = db_int(&call, 0),
                                                 .at = db_int(&call, 1),
                                                 .user = db_int(&call, 2),
                                                 .action = view_keep(arena, db_view(&call, 3)),
                                                 .object = db_int(&call, 4),
                                                 .detail = view_keep(arena, db_view(&call, 5))};
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}
