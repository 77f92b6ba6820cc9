/* members: rows of those who report from the street.
 *
 * A registered member is found by person, which is one sender on one channel. Whoever is registered
 * at the desk has none yet: the code that is given to them stands here as a keyed hash, works once,
 * and binds the person who says it. */
#include "gateway/store/members.h"

#include "gateway/store/sealed.h"

const struct member_info *member_state_info(enum member_state state)
{
    static const struct member_info states[] = {
#define MEMBER_STATE(name, code, zh, en) {code, zh, en},
        MEMBER_STATES_TABLE(MEMBER_STATE)
#undef MEMBER_STATE
    };
    return &states[state < MEMBER_STATES ? state : MEMBER_ENDED];
}

const struct member_info *member_kind_info(enum member_kind kind)
{
    static const struct member_info kinds[] = {
#define MEMBER_KIND(name, code, zh, en) {code, zh, en},
        MEMBER_KINDS_TABLE(MEMBER_KIND)
#undef MEMBER_KIND
    };
    return &kinds[kind < MEMBER_KINDS ? kind : MEMBER_VOLUNTEER];
}

static struct seal_place body_place(int64_t id)
{
    return (struct seal_place){SEAL_MEMBER, id, 0};
}

static struct seal_hash code_hash(const struct store *store, struct view code)
{
    struct view parts[] = {VIEW("member code"), code};
    return seal_hash(store->seal, parts, 2);
}

static enum store_error put_body(struct store *store, const struct member *member)
{
    struct view closed;
    enum store_error error =
        sealed_close(store, member->secret, 0, body_place(member->id), member->name, &closed);
    if (error != STORE_OK)
        return error;
    struct db_call call = db_begin(store->db, OP_MEMBER_BODY);
    db_give_bytes(&call, closed);
    db_give_int(&call, member->id);
    return db_run(&call);
}

enum store_error members_add(struct store *store, struct member *member, struct view code)
{
    struct seal_hash hash = code_hash(store, code);
    struct db_call call = db_begin(store->db, OP_MEMBER_ADD);
    db_give_int(&call, member->person);
    db_give_int(&call, member->kind);
    db_give_int(&call, member->state);
    db_give_text(&call, member->area);
    db_give_int(&call, member->at);
    db_give_int(&call, member->user);
    if (code.n)
        db_give_bytes(&call, (struct view){(const char *)hash.bytes, sizeof hash.bytes});
    else
        db_give_null(&call);
    db_give_bytes(&call, member->secret);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        member->id = db_int(&call, 0);
    db_end(&call);
    return error == STORE_OK ? put_body(store, member) : error;
}

static enum store_error read_member(struct store *store, struct db_call *call, struct arena *arena,
                                    struct member *out)
{
    enum store_error error = db_next(call);
    if (error != STORE_OK)
        return error;
    *out = (struct member){.id = db_int(call, 0),
                           .person = db_int(call, 1),
                           .kind = (enum member_kind)db_int(call, 2),
                           .state = (enum member_state)db_int(call, 3),
                           .area = view_keep(arena, db_view(call, 4)),
                           .at = db_int(call, 5),
                           .user = db_int(call, 6),
                           .secret = view_keep(arena, db_view(call, 7)),
                           .name = VIEW("")};
    if (!out->secret.n)
        return STORE_OK;
    return sealed_open(store, out->secret, 0, body_place(out->id), db_view(call, 8), arena,
                       &out->name);
}

static enum store_error read_only_one(struct store *store, struct db_call *call,
                                      struct arena *arena, struct member *out)
{
    enum store_error error = read_member(store, call, arena, out);
    db_end(call);
    return error;
}

enum store_error members_get(struct store *store, int64_t id, struct arena *arena,
                             struct member *out)
{
    struct db_call call = db_begin(store->db, OP_MEMBER_GET);
    db_give_int(&call, id);
    return read_only_one(store, &call, arena, out);
}

enum store_error members_set(struct store *store, const struct member *member)
{
    struct db_call call = db_begin(store->db, OP_MEMBER_SET);
    db_give_int(&call, member->person);
    db_give_int(&call, member->state);
    db_give_int(&call, member->at);
    db_give_int(&call, member->user);
    db_give_int(&call, member->id);
    return db_run(&call);
}

enum store_error members_of_person(struct store *store, int64_t person, struct arena *arena,
                                   struct member *out)
{
    if (!person)
        return STORE_NONE;
    struct db_call call = db_begin(store->db, OP_MEMBER_OF_PERSON);
    db_give_int(&call, person);
    return read_only_one(store, &call, arena, out);
}

enum store_error members_by_code(struct store *store, struct view code, struct arena *arena,
                                 struct member *out)
{
    struct seal_hash hash = code_hash(store, code);
    struct db_call call = db_begin(store->db, OP_MEMBER_BY_CODE);
    db_give_bytes(&call, (struct view){(const char *)hash.bytes, sizeof hash.bytes});
    return read_only_one(store, &call, arena, out);
}

enum store_error members_list(struct store *store, int64_t below, size_t max, struct arena *arena,
                              struct member *out, size_t *count)
{
    enum store_error error = STORE_OK;
    struct db_call call = db_begin(store->db, OP_MEMBER_LIST);
    db_give_int(&call, below ? below : INT64_MAX);
    db_give_int(&call, (int64_t)max);
    *count = 0;
    while (*count < max && (error = read_member(store, &call, arena, &out[*count])) == STORE_OK)
        (*count)++;
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error members_today(struct store *store, int64_t person, int64_t since, int64_t *count)
{
    struct db_call call = db_begin(store->db, OP_MEMBER_TODAY);
    db_give_int(&call, person);
    db_give_int(&call, since);
    enum store_error error = db_next(&call);
    *count = error == STORE_OK ? db_int(&call, 0) : 0;
    db_end(&call);
    return error;
}

enum store_error members_forget(struct store *store, int64_t person)
{
    _Static_assert(MEMBER_ENDED == 3, "store_ops.h names the state by its number");
    struct db_call call = db_begin(store->db, OP_MEMBER_FORGET);
    db_give_int(&call, person);
    return db_run(&call);
}
