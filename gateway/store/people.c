/* people: persons and their conversations.
 *
 * A person is found by the keyed hash of account and sender, so the table tells nobody who they
 * are. The conversation's state is a row of its own, since it changes every turn and the person
 * hardly ever. Erasing destroys the secret: whatever was sealed with it stays as noise. A person
 * who comes back afterwards gets a new secret and begins anew; only the numbers of their messages
 * go on, since an app that is connected counts with them. */
#include "gateway/store/people.h"

#include "gateway/store/sealed.h"

static struct seal_hash who(struct store *store, int64_t account, struct view sender)
{
    struct view parts[] = {VIEW("person"), {(const char *)&account, sizeof account}, sender};
    return seal_hash_kept(store->seal, parts, 3);
}

static enum store_error open_sender(struct store *store, struct view closed, struct arena *arena,
                                    struct person *out)
{
    return sealed_open(store, out->secret, out->id, (struct seal_place){SEAL_PERSON, out->id, 0},
                       closed, arena, &out->sender);
}

static enum store_error open_state(struct store *store, struct view closed, struct arena *arena,
                                   struct person *out)
{
    return sealed_open(store, out->secret, out->id, (struct seal_place){SEAL_TALK, out->id, 0},
                       closed, arena, &out->state);
}

/* sender: by which the person was found, then it need not be opened; or NULL. */
static enum store_error read_person(struct store *store, struct db_call *call,
                                    const struct view *sender, struct arena *arena,
                                    struct person *out)
{
    enum store_error error = db_next(call);
    if (error != STORE_OK)
        return error;
    *out = (struct person){.id = db_int(call, 0),
                           .account = db_int(call, 1),
                           .since = db_int(call, 2),
                           .consent = (int)db_int(call, 3),
                           .enterprise = view_keep(arena, db_view(call, 4)),
                           .secret = view_keep(arena, db_view(call, 5)),
                           .last_turn = db_int(call, 7),
                           .talked = db_int(call, 8),
                           .sequence = db_int(call, 9),
                           .case_id = db_int(call, 10)};
    if (!out->secret.n)
        return STORE_SEALED;
    if (sender)
        out->sender = view_keep(arena, *sender);
    else
        error = open_sender(store, db_view(call, 6), arena, out);
    return error == STORE_OK ? open_state(store, db_view(call, 11), arena, out) : error;
}

static enum store_error find(struct store *store, const struct seal_hash *hash, struct view sender,
                             struct arena *arena, struct person *out)
{
    struct db_call call = db_begin(store->db, OP_PERSON_FIND);
    db_give_bytes(&call, (struct view){(const char *)hash->bytes, sizeof hash->bytes});
    enum store_error error = read_person(store, &call, &sender, arena, out);
    db_end(&call);
    return error;
}

enum store_error people_find(struct store *store, int64_t account, struct view sender,
                             struct arena *arena, struct person *out)
{
    struct seal_hash hash = who(store, account, sender);
    return find(store, &hash, sender, arena, out);
}

enum store_error people_get(struct store *store, int64_t id, struct arena *arena,
                            struct person *out)
{
    struct db_call call = db_begin(store->db, OP_PERSON_GET);
    db_give_int(&call, id);
    enum store_error error = read_person(store, &call, NULL, arena, out);
    db_end(&call);
    return error;
}

static enum store_error insert(struct store *store, const struct seal_hash *hash,
                               const struct person *person)
{
    struct view closed;
    enum store_error error =
        sealed_close(store, person->secret, person->id,
                     (struct seal_place){SEAL_PERSON, person->id, 0}, person->sender, &closed);
    if (error != STORE_OK)
        return error;
    struct db_call call = db_begin(store->db, OP_PERSON_ADD);
    db_give_int(&call, person->id);
    db_give_bytes(&call, (struct view){(const char *)hash->bytes, sizeof hash->bytes});
    db_give_int(&call, person->account);
    db_give_int(&call, person->since);
    db_give_bytes(&call, person->secret);
    db_give_bytes(&call, closed);
    return db_run(&call);
}

static struct view new_secret(struct store *store, struct arena *arena)
{
    unsigned char *wrapped = arena_alloc(arena, SEAL_WRAPPED);
    seal_wrap_new(store->seal, wrapped);
    return (struct view){(const char *)wrapped, SEAL_WRAPPED};
}

/* Somebody erased comes back. */
static enum store_error renew(struct store *store, struct view sender, struct arena *arena,
                              struct person *out)
{
    out->secret = new_secret(store, arena);
    out->sender = view_keep(arena, sender);
    out->state = VIEW("");
    struct view closed;
    enum store_error error = sealed_close(
        store, out->secret, out->id, (struct seal_place){SEAL_PERSON, out->id, 0}, sender, &closed);
    if (error != STORE_OK)
        return error;
    struct db_call call = db_begin(store->db, OP_PERSON_RENEW);
    db_give_bytes(&call, out->secret);
    db_give_bytes(&call, closed);
    db_give_int(&call, out->id);
    return db_run(&call);
}

enum store_error people_meet(struct store *store, int64_t account, struct view sender, int64_t now,
                             struct arena *arena, struct person *out)
{
    struct seal_hash hash = who(store, account, sender);
    enum store_error error = find(store, &hash, sender, arena, out);
    if (error == STORE_SEALED && !out->secret.n)
        return renew(store, sender, arena, out);
    if (error != STORE_NONE)
        return error;
    *out = (struct person){.id = store->next_person++,
                           .account = account,
                           .since = now,
                           .sender = view_keep(arena, sender),
                           .secret = new_secret(store, arena),
                           .fresh = true};
    return insert(store, &hash, out);
}

enum store_error people_save_talk(struct store *store, const struct person *person)
{
    struct view closed;
    enum store_error error =
        sealed_close(store, person->secret, person->id,
                     (struct seal_place){SEAL_TALK, person->id, 0}, person->state, &closed);
    if (error != STORE_OK)
        return error;
    struct db_call call = db_begin(store->db, OP_TALK_SAVE);
    db_give_int(&call, person->id);
    db_give_int(&call, person->last_turn);
    db_give_int(&call, person->talked);
    db_give_int(&call, person->sequence);
    db_give_int(&call, person->case_id);
    db_give_bytes(&call, closed);
    return db_run(&call);
}

enum store_error people_set_consent(struct store *store, int64_t person, int given, int64_t now,
                                    int64_t turn)
{
    struct db_call call = db_begin(store->db, OP_PERSON_CONSENT);
    db_give_int(&call, given);
    db_give_int(&call, person);
    enum store_error error = db_run(&call);
    if (error != STORE_OK)
        return error;
    call = db_begin(store->db, OP_CONSENT_ADD);
    db_give_int(&call, person);
    db_give_int(&call, given);
    db_give_int(&call, now);
    db_give_int(&call, turn);
    return db_run(&call);
}

enum store_error people_set_enterprise(struct store *store, int64_t person, struct view code)
{
    struct db_call call = db_begin(store->db, OP_PERSON_ENTERPRISE);
    db_give_text(&call, code);
    db_give_int(&call, person);
    return db_run(&call);
}

enum store_error people_erase(struct store *store, int64_t person)
{
    struct db_call call = db_begin(store->db, OP_PERSON_ERASE);
    db_give_int(&call, person);
    enum store_error error = db_run(&call);
    if (error != STORE_OK)
        return error;
    seal_forget(store->seal, person);
    call = db_begin(store->db, OP_TALK_EMPTY);
    db_give_int(&call, person);
    return db_run(&call);
}
