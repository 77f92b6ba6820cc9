/* sim_check: when the world has come to rest, its database is held against what everybody outside
 * knows: citizens what was acknowledged, devices and providers what arrived, desks what they did.
 */
#include "tests/sim/sim.h"

#include "dsl/base/hash.h"
#include "gateway/store/cases.h"
#include "gateway/store/parked.h"

enum { ROWS_MOST = 2000, CHECK_MEMORY = 128 << 20 };

struct check {
    struct sim *sim;
    struct store *store;
    struct arena arena;
    struct turn_row *turns;
    size_t turn_count;
    int parked[SAID_MAX];
};

/* The database can be read; anything else is a fault of its own. */
static bool fine(struct check *check, enum store_error error)
{
    if (error != STORE_OK && error != STORE_NONE)
        sim_breaks(check->sim, HOLDS_OPENS, "at the end: %s", store_error_text(error));
    return error == STORE_OK;
}

/* ---- turns and messages ---- */

static void read_turns(struct check *check)
{
    int64_t last = check->store->next_turn;
    check->turns = ARENA_ARRAY(&check->arena, (size_t)last, struct turn_row);
    for (int64_t id = 1; id < last; id++) {
        struct turn_row *row = &check->turns[check->turn_count];
        check->turn_count += fine(check, turns_get(check->store, id, &check->arena, row));
    }
}

/* "key 17 of ..." */
static struct said *said_of(struct sim *sim, struct view key)
{
    int64_t number;
    struct view rest = key;
    view_cut(&rest, ' ');
    if (!view_starts(key, VIEW("key ")) ||
        !view_int(view_cut(&rest, ' '), 0, (int64_t)sim->said_count - 1, &number))
        return NULL;
    return sim->said[number];
}

static void count_messages(struct check *check)
{
    struct sim *sim = check->sim;
    for (size_t i = 0; i < check->turn_count; i++) {
        const struct turn_row *row = &check->turns[i];
        struct said *said = row->spoken ? said_of(sim, row->message.choice) : NULL;
        if (said)
            said->seen++;
        else if (row->spoken && row->message.kind != IN_SUBSCRIBE)
            sim_breaks(sim, HOLDS_REPLAY, "turn %lld: nobody said \"%.*s\"", (long long)row->id,
                       VIEW_FMT(row->message.text));
    }
}

static void check_messages(struct check *check)
{
    struct sim *sim = check->sim;
    for (size_t i = 0; i < sim->said_count; i++) {
        const struct said *said = sim->said[i];
        int rows = said->seen + check->parked[i];
        bool taken = said->state == SAID_TAKEN || said->state == SAID_PARKED;
        if (said->person < 0)
            continue;
        if (said->state == SAID_WAITING)
            sim_breaks(sim, HOLDS_RESTS, "%.*s was never acknowledged",
                       VIEW_FMT(said->message.key));
        if (rows > 1 || (taken && !rows))
            sim_breaks(sim, HOLDS_KEPT, "%.*s has %d rows", VIEW_FMT(said->message.key), rows);
        if (check->parked[i] && said->strikes < 2)
            sim_breaks(sim, HOLDS_PARKED, "%.*s was at work at %d deaths",
                       VIEW_FMT(said->message.key), said->strikes);
        if (said->poison && said->seen)
            sim_breaks(sim, HOLDS_PARKED, "%.*s is poison and was worked",
                       VIEW_FMT(said->message.key));
    }
}

static void read_parked(struct check *check)
{
    struct parked_row *rows;
    size_t count;
    if (!fine(check, parked_list(check->store, 0, ROWS_MOST, &check->arena, &rows, &count)))
        return;
    for (size_t i = 0; i < count; i++) {
        struct reader in = reader_of(rows[i].body);
        struct view sender = read_packed(&in), key = read_packed(&in);
        const struct said *said = said_of(check->sim, key);
        for (size_t k = 0; said && k < check->sim->said_count; k++)
            check->parked[k] += check->sim->said[k] == said;
        if (!said)
            sim_breaks(check->sim, HOLDS_PARKED, "nobody's message of %.*s: %.*s", VIEW_FMT(sender),
                       VIEW_FMT(rows[i].reason));
    }
}

/* ---- replies ---- */

static const struct citizen *citizen_of(const struct sim *sim, struct view name)
{
    for (int i = 0; i < sim->people_count; i++)
        if (view_eq(sim->people[i].name, name))
            return &sim->people[i];
    return NULL;
}

static void check_device(struct check *check, const struct citizen *citizen,
                         const struct outbound *reply)
{
    if (reply->sequence < DEVICE_LOG && (citizen->have < reply->sequence ||
                                         citizen->log[reply->sequence] != hash_view(reply->text)))
        sim_breaks(check->sim, HOLDS_DEVICES, "%.*s lacks number %llu", VIEW_FMT(citizen->name),
                   (unsigned long long)reply->sequence);
}

/* It arrived, or was refused for good, or stands there for a person to look at. */
static void check_row(struct check *check, const struct turn_row *turn)
{
    struct outbox_row row;
    const struct sent *sent = post_sent(check->sim, turn->id * OUTBOX_PARTS);
    if (sent->deliveries || sent->refused ||
        fine(check, outbox_get(check->store, sent->row, &check->arena, &row)))
        return;
    sim_breaks(check->sim, HOLDS_SAID, "row %lld never reached anybody and is gone",
               (long long)sent->row);
}

static void check_replies(struct check *check)
{
    struct person person;
    for (size_t i = 0; i < check->turn_count; i++) {
        const struct turn_row *turn = &check->turns[i];
        if (!turn->reply_count ||
            !fine(check, people_get(check->store, turn->person, &check->arena, &person)))
            continue;
        const struct citizen *citizen = citizen_of(check->sim, person.sender);
        if (citizen && citizen->kind == CHANNEL_APP)
            for (size_t r = 0; r < turn->reply_count; r++)
                check_device(check, citizen, &turn->replies[r]);
        else
            check_row(check, turn);
    }
}

static void check_outbox(struct check *check)
{
    int64_t counts[OUTBOX_PARKED + 1];
    if (!fine(check, outbox_count(check->store, counts)))
        return;
    if (counts[OUTBOX_READY] || counts[OUTBOX_LEASED] || counts[OUTBOX_PASSIVE] ||
        counts[OUTBOX_APP])
        sim_breaks(check->sim, HOLDS_OUTBOX, "%lld ready, %lld leased, %lld passive, %lld of apps",
                   (long long)counts[OUTBOX_READY], (long long)counts[OUTBOX_LEASED],
                   (long long)counts[OUTBOX_PASSIVE], (long long)counts[OUTBOX_APP]);
}

/* ---- people ---- */

static void check_chain(struct check *check, int64_t id)
{
    struct person person;
    if (!fine(check, people_get(check->store, id, &check->arena, &person)))
        return;
    size_t all = 0, linked = 0;
    for (size_t i = 0; i < check->turn_count; i++)
        all += check->turns[i].person == id;
    int64_t at = person.last_turn;
    for (size_t i = check->turn_count; i-- > 0;)
        if (check->turns[i].id == at && check->turns[i].person == id) {
            at = check->turns[i].before;
            linked++;
        }
    if (all != linked || at)
        sim_breaks(check->sim, HOLDS_ORDER, "%zu of the %zu turns of person %lld are linked",
                   linked, all, (long long)id);
}

/* ---- cases ---- */

/* The turns that filed the case or added to it; of a case without a name, those that tell its
 * number. */
static size_t turns_of(const struct check *check, const struct case_full *full, struct view number)
{
    size_t count = 0;
    for (size_t i = 0; i < check->turn_count; i++) {
        const struct turn_row *turn = &check->turns[i];
        bool shown = turn->spoken && turn->at == full->line.filed && turn->reply_count &&
                     view_find(turn->replies[0].text, number) != SIZE_MAX;
        count += full->person ? turn->spoken && turn->case_id == full->line.id : shown;
    }
    return count;
}

static void count_move(struct check *check, const struct case_event *event)
{
    struct sim *sim = check->sim;
    int64_t number;
    struct view rest = event->text, word = view_cut(&rest, ' ');
    if (!view_is(word, "move") ||
        !view_int(view_cut(&rest, ' '), 0, (int64_t)sim->made_count - 1, &number))
        return;
    struct made *made = sim->made[number];
    made->seen += made->case_id == event->case_id && (int)made->move == event->move;
}

/* How many turns added to the case what came behind it. */
static size_t check_events(struct check *check, const struct case_full *full)
{
    struct case_event *events;
    size_t count, filed = 0, added = 0;
    if (!fine(check, cases_events(check->store, full, &check->arena, &events, &count)))
        return 0;
    for (size_t i = 0; i < count; i++) {
        events[i].case_id = full->line.id;
        filed += events[i].move == EVENT_FILED;
        added += events[i].move == EVENT_ADDED;
        count_move(check, &events[i]);
    }
    if (filed != 1 || events[0].move != EVENT_FILED || events[count - 1].n != (int64_t)count ||
        events[count - 1].state != full->line.state)
        sim_breaks(check->sim, HOLDS_CASES, "the history of %lld is wrong",
                   (long long)full->line.id);
    return added;
}

static void check_case(struct check *check, struct view prefix, int64_t id)
{
    struct case_full full;
    if (!fine(check, cases_get(check->store, id, &check->arena, &full)))
        return;
    size_t turns = turns_of(check, &full, case_number_text(prefix, id, &check->arena));
    size_t added = check_events(check, &full);
    check->sim->cases++;
    if (turns != added + 1)
        sim_breaks(check->sim, HOLDS_CASES, "case %lld was filed by %zu turns", (long long)id,
                   turns - added);
}

/* Every filing turn's case is there, and its own. */
static void check_filings(struct check *check)
{
    struct case_full full;
    for (size_t i = 0; i < check->turn_count; i++) {
        const struct turn_row *turn = &check->turns[i];
        if (!turn->spoken || !turn->case_id)
            continue;
        if (!fine(check, cases_get(check->store, turn->case_id, &check->arena, &full)))
            sim_breaks(check->sim, HOLDS_CASES, "turn %lld filed case %lld, which is not there",
                       (long long)turn->id, (long long)turn->case_id);
    }
}

static void check_cases(struct check *check)
{
    struct case_filter filter = {
        .states = (1u << CASE_STATES) - 1, .max = ROWS_MOST, .unit = VIEW("")};
    struct case_line *lines;
    size_t count;
    struct rules_held *held = rulebook_take(check->sim->rulebook);
    struct view prefix = rules_district_code(&held->rules);
    if (fine(check, cases_list(check->store, &filter, &check->arena, &lines, &count)))
        for (size_t i = 0; i < count; i++)
            check_case(check, prefix, lines[i].id);
    rulebook_put(check->sim->rulebook, held);
    check_filings(check);
}

static void check_moves(struct check *check)
{
    struct sim *sim = check->sim;
    for (size_t i = 0; i < sim->made_count; i++)
        if (sim->made[i]->seen > 1 || (sim->made[i]->acknowledged && !sim->made[i]->seen))
            sim_breaks(sim, HOLDS_MOVES, "move %zu of case %lld stands there %d times", i,
                       (long long)sim->made[i]->case_id, sim->made[i]->seen);
}

static void check_clocks(struct check *check)
{
    int64_t due;
    if (fine(check, cases_next_due(check->store, &due)) && due < sim_now(check->sim) - 10)
        sim_breaks(check->sim, HOLDS_CLOCKS, "one was due %lld seconds ago",
                   (long long)(sim_now(check->sim) - due));
}

void check_all(struct sim *sim)
{
    struct check *check = ARENA_NEW(&sim->arena, struct check);
    check->sim = sim;
    check->store = &sim->store;
    arena_init(&check->arena, CHECK_MEMORY);
    read_turns(check);
    read_parked(check);
    count_messages(check);
    check_messages(check);
    check_replies(check);
    check_outbox(check);
    for (int64_t id = 1; id < sim->store.next_person; id++)
        check_chain(check, id);
    check_cases(check);
    check_moves(check);
    check_clocks(check);
    arena_free(&check->arena);
}
