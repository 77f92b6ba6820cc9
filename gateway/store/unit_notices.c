/* unit_notices: one row a thing to tell, written in the transaction of the event itself, so that
 * none is lost and none is there twice. A row waits (told 0) until a message took it along; then it
 * holds when, negative where nobody of the unit was left to send to and it saw it at the desk
 * alone. A unit that names nobody gets no rows: ten seconds of a busy day would be thousands, and
 * marking them held everybody else up. */
#include "gateway/store/unit_notices.h"

#include "dsl/base/vec.h"

static const struct unit_notice_words words[] = {
#define NOTICE(name, zh, en) {zh, en},
    UNIT_NOTICES(NOTICE)
#undef NOTICE
};

struct unit_notice_words unit_notice_words(enum unit_notice_kind kind)
{
    return words[kind];
}

/* ---- from an event ---- */

static int kind_of(const struct case_event *event)
{
    switch (event->move) {
    case EVENT_FILED:
        return event->state == CASE_DISPATCHED ? NOTICE_FRESH : -1;
    case MOVE_ASSIGN:
    case MOVE_ARBITRATE:
        return NOTICE_FRESH;
    case MOVE_INVITE:
        return NOTICE_HELP;
    case MOVE_RATE_POOR:
    case MOVE_RATE_POOR_AGAIN:
    case MOVE_REOPEN:
    case MOVE_REOPEN_AGAIN:
        return NOTICE_REDO;
    case MOVE_URGE:
        return NOTICE_URGED;
    case EVENT_LATE:
        return NOTICE_LATE;
    case EVENT_REMINDED:
        return NOTICE_REMIND;
    case EVENT_OVERDUE:
        return NOTICE_OVERDUE;
    case EVENT_ESCALATED:
        return NOTICE_ESCALATED;
    default:
        return -1;
    }
}

/* The unit's own act: it knows. */
static enum store_error take_back(struct store *store, const struct case_full *of,
                                  const struct case_event *event)
{
    struct db_call call = db_begin(store->db, OP_UNIT_NOTICE_KNOWN);
    db_give_int(&call, -event->at);
    db_give_text(&call, of->line.unit);
    db_give_int(&call, event->case_id);
    return db_run(&call);
}

enum store_error unit_notices_of(struct store *store, const struct case_full *of,
                                 const struct case_event *event)
{
    int kind = kind_of(event);
    bool names = event->move == MOVE_INVITE || event->move == EVENT_ESCALATED;
    struct view unit = names && event->unit.n ? event->unit : of->line.unit;
    if (event->mover == BY_UNIT && kind < 0 && of->line.unit.n)
        return take_back(store, of, event);
    bool hidden = (of->line.flags & CASE_CONFIDENTIAL) && !view_eq(unit, of->line.unit);
    if (kind < 0 || !unit.n || hidden)
        return STORE_OK; /* a confidential report could be about whom it is escalated to */
    struct db_call call = db_begin(store->db, OP_UNIT_NOTICE_ADD);
    db_give_text(&call, unit);
    db_give_int(&call, event->case_id);
    db_give_int(&call, kind);
    db_give_int(&call, event->at);
    db_give_int(&call, (of->line.flags & CASE_URGENT) != 0);
    enum store_error error = db_run(&call);
    store->unit_noted |= error == STORE_OK && db_changed(store->db) > 0;
    return error;
}

/* ---- telling ---- */

enum store_error unit_notices_waiting(struct store *store, size_t max, struct arena *arena,
                                      struct unit_waiting **out, size_t *count)
{
    VEC(struct unit_waiting) found = {NULL, 0, 0};
    struct db_call call = db_begin(store->db, OP_UNIT_NOTICE_WAITING);
    db_give_int(&call, (int64_t)max);
    enum store_error error;
    while ((error = db_next(&call)) == STORE_OK) {
        struct unit_waiting one = {view_keep(arena, db_view(&call, 0)), db_int(&call, 1),
                                   db_int(&call, 3), db_int(&call, 2) != 0};
        VEC_ADD(arena, &found, one);
    }
    db_end(&call);
    *out = found.at;
    *count = found.n;
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error unit_notices_sum(struct store *store, struct view unit, struct unit_sum *out)
{
    struct db_call call = db_begin(store->db, OP_UNIT_NOTICE_SUM);
    db_give_text(&call, unit);
    enum store_error error;
    *out = (struct unit_sum){0};
    while ((error = db_next(&call)) == STORE_OK) {
        int64_t kind = db_int(&call, 0), upto = db_int(&call, 3);
        if (kind < 0 || kind >= NOTICE_COUNT)
            continue;
        out->cases[kind] = db_int(&call, 1);
        out->last_case[kind] = db_int(&call, 2);
        out->upto = upto > out->upto ? upto : out->upto;
    }
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error unit_notices_told(struct store *store, struct view unit, int64_t upto, int64_t now,
                                   bool sent)
{
    struct db_call call = db_begin(store->db, OP_UNIT_NOTICE_TOLD);
    db_give_int(&call, sent ? now : -now);
    db_give_text(&call, unit);
    db_give_int(&call, upto);
    return db_run(&call);
}

enum store_error unit_notices_sweep(struct store *store, int64_t before)
{
    struct db_call call = db_begin(store->db, OP_UNIT_NOTICE_SWEEP);
    db_give_int(&call, before);
    return db_run(&call);
}

/* ---- whom ---- */

enum store_error unit_contacts_add(struct store *store, const struct unit_contact *contact,
                                   int64_t *id)
{
    struct db_call call = db_begin(store->db, OP_UNIT_CONTACT_ADD);
    db_give_text(&call, contact->unit);
    db_give_int(&call, contact->person);
    db_give_int(&call, contact->at);
    db_give_int(&call, contact->user);
    enum store_error error = db_next(&call);
    *id = error == STORE_OK ? db_int(&call, 0) : 0;
    db_end(&call);
    return error;
}

enum store_error unit_contacts_drop(struct store *store, int64_t id)
{
    struct db_call call = db_begin(store->db, OP_UNIT_CONTACT_DROP);
    db_give_int(&call, id);
    return db_run(&call);
}

enum store_error unit_contacts_list(struct store *store, struct view unit, struct arena *arena,
                                    struct unit_contact **out, size_t *count)
{
    VEC(struct unit_contact) found = {NULL, 0, 0};
    struct db_call call = db_begin(store->db, OP_UNIT_CONTACT_LIST);
    db_give_text(&call, unit.n ? unit : VIEW(""));
    enum store_error error;
    while ((error = db_next(&call)) == STORE_OK) {
        struct unit_contact one = {.id = db_int(&call, 0),
                                   .person = db_int(&call, 2),
                                   .at = db_int(&call, 3),
                                   .user = db_int(&call, 4),
                                   .unit = view_keep(arena, db_view(&call, 1))};
        VEC_ADD(arena, &found, one);
    }
    db_end(&call);
    *out = found.at;
    *count = found.n;
    return error == STORE_NONE ? STORE_OK : error;
}
