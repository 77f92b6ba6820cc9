/* events: what happened to a case, row by row. A row is written once; the words in it are sealed
 * with the case's key and bound to their place in the line. Whatever happens to a case changes what
 * is counted of it: with each row it is noted to be counted anew (figures.h). */
#include "gateway/store/cases.h"

#include "gateway/store/case_row.h"
#include "gateway/store/chain.h"
#include "gateway/store/figures.h"
#include "gateway/store/sealed.h"
#include "gateway/store/unit_notices.h"

static enum store_error next_place(struct store *store, int64_t id, int64_t *n)
{
    struct db_call call = db_begin(store->db, OP_EVENT_LAST);
    db_give_int(&call, id);
    enum store_error error = db_next(&call);
    *n = error == STORE_OK ? db_int(&call, 0) + 1 : 1;
    db_end(&call);
    return error;
}

static bool rated(const struct case_event *event)
{
    for (int i = 0; i < RATE_DIMENSIONS; i++)
        if (event->rating[i])
            return true;
    return false;
}

static void pack_event(const struct case_event *event, struct buf *out)
{
    buf_clear(out);
    if (!event->text.n && !rated(event))
        return;
    for (int i = 0; i < RATE_DIMENSIONS; i++)
        buf_u8(out, (uint8_t)event->rating[i]);
    buf_packed(out, event->text);
}

static void unpack_event(struct view plain, struct case_event *event)
{
    struct reader in = reader_of(plain);
    for (int i = 0; i < RATE_DIMENSIONS; i++)
        event->rating[i] = read_u8(&in);
    event->text = read_packed(&in);
}

/* Four digits, one for each dimension; 0: not rated. It stands beside the sealed words, so that it
 * can be counted, and still is when those are gone. */
static int64_t rating_of(const struct case_event *event)
{
    int64_t digits = 0;
    for (int i = 0; i < RATE_DIMENSIONS; i++)
        digits = digits * 10 + event->rating[i];
    return digits;
}

static enum store_error insert(struct store *store, const struct case_event *event, int64_t n,
                               struct view closed)
{
    struct db_call call = db_begin(store->db, OP_EVENT_ADD);
    db_give_int(&call, event->case_id);
    db_give_int(&call, n);
    db_give_int(&call, event->at);
    db_give_int(&call, event->move);
    db_give_int(&call, event->state);
    db_give_int(&call, event->mover);
    db_give_int(&call, event->user);
    db_give_text(&call, event->unit);
    if (event->due)
        db_give_int(&call, event->due);
    else
        db_give_null(&call);
    db_give_int(&call, duration_number(event->within));
    db_give_bytes(&call, closed);
    db_give_int(&call, rating_of(event));
    enum store_error error = db_run(&call);
    return error == STORE_OK ? fact_note(store, event->case_id) : error;
}

/* Its link in the record's chain; body stands in store->closed, so packed is free. */
static enum store_error link_event(struct store *store, const struct case_event *event, int64_t n,
                                   struct view closed)
{
    struct chain_event row = {.case_id = event->case_id,
                              .n = n,
                              .at = event->at,
                              .move = event->move,
                              .state = event->state,
                              .mover = event->mover,
                              .user = event->user,
                              .unit = event->unit,
                              .due = event->due,
                              .within = duration_number(event->within),
                              .rating = rating_of(event),
                              .body = closed};
    buf_clear(&store->packed);
    chain_put_event(&store->packed, &row);
    return chain_link_add(store, CHAIN_EVENT, row.case_id, n, buf_seen(&store->packed));
}

enum store_error cases_add_event(struct store *store, const struct case_full *of,
                                 const struct case_event *event)
{
    int64_t n = 1;
    struct view closed = VIEW("");
    enum store_error error =
        event->move == EVENT_FILED ? STORE_OK : next_place(store, event->case_id, &n);
    pack_event(event, &store->packed);
    if (error == STORE_OK && of->secret.n)
        error = sealed_close(store, of->secret, -event->case_id,
                             (struct seal_place){SEAL_EVENT, event->case_id, n},
                             buf_seen(&store->packed), &closed);
    if (error == STORE_OK)
        error = insert(store, event, n, closed);
    if (error == STORE_OK)
        error = unit_notices_of(store, of, event);
    return error == STORE_OK ? link_event(store, event, n, closed) : error;
}

static struct case_event event_of(const struct db_call *call, int64_t id, struct arena *arena)
{
    return (struct case_event){.case_id = id,
                               .n = db_int(call, 0),
                               .at = db_int(call, 1),
                               .move = (int)db_int(call, 2),
                               .state = (enum case_state)db_int(call, 3),
                               .mover = (enum mover)db_int(call, 4),
                               .user = db_int(call, 5),
                               .unit = view_keep(arena, db_view(call, 6)),
                               .due = db_int(call, 7),
                               .within = duration_of(db_int(call, 8))};
}

static enum store_error open_event(struct store *store, const struct case_full *of,
                                   struct view closed, struct arena *arena,
                                   struct case_event *event)
{
    struct view plain;
    if (!of->secret.n || !closed.n)
        return STORE_OK;
    enum store_error error = sealed_open(store, of->secret, -event->case_id,
                                         (struct seal_place){SEAL_EVENT, event->case_id, event->n},
                                         closed, arena, &plain);
    if (error == STORE_OK)
        unpack_event(plain, event);
    return error;
}

static const struct case_event_info happenings[] = {
#define EVENT_INFO(name, number, code, zh, en) {number, code, zh, en},
    CASE_EVENTS(EVENT_INFO)
#undef EVENT_INFO
};

static const struct case_event_info moves[] = {
#define MOVE(name, code, zh, en, from, to, who, needs, when) {MOVE_##name, code, zh, en},
#include "gateway/case/case_states.h"
#undef MOVE
};

const struct case_event_info *case_event_info(int move)
{
    if (move >= 0 && move < CASE_MOVES)
        return &moves[move];
    for (size_t i = 0; i < sizeof happenings / sizeof *happenings; i++)
        if (happenings[i].number == move)
            return &happenings[i];
    return NULL;
}

enum { EVENTS_SHOWN = 500 };

enum store_error cases_events(struct store *store, const struct case_full *of, struct arena *arena,
                              struct case_event **events, size_t *count)
{
    *count = 0;
    *events = ARENA_ARRAY(arena, EVENTS_SHOWN, struct case_event);
    struct db_call call = db_begin(store->db, OP_EVENT_LIST);
    db_give_int(&call, of->line.id);
    enum store_error error = STORE_OK;
    while (*count < EVENTS_SHOWN && (error = db_next(&call)) == STORE_OK) {
        struct case_event *event = &(*events)[(*count)++];
        *event = event_of(&call, of->line.id, arena);
        error = open_event(store, of, db_view(&call, 9), arena, event);
        if (error != STORE_OK)
            break;
    }
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}
