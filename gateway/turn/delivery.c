/* delivery: what is on its way out.
 *
 * A lease: rows that are due are taken class by class (replies, notices, offers), inside the
 * account's rate and window and never two of one person at once, so that nobody's messages overtake
 * each other. They are marked LEASED in the same transaction and handed over after the commit. The
 * sender never writes: its results come back as inputs and end the lease.
 *
 * Rejected for good and too often tried are parked. Later is tried again with growing waits and
 * jitter. An unknown outcome is tried again where the provider knows our key, or where it is a
 * reply or a notice: saying a thing twice is better than never; an offer is parked.
 *
 * An offer is looked at once more before it goes: a no that came since it was queued counts, and at
 * night it waits for the morning.
 *
 * A passive reply waits in a ring until its deadline. If by then nobody has said that it was
 * written, it becomes an ordinary row. A result that comes for a row that has gone another way
 * changes nothing. */
#include "gateway/turn/offer_hours.h"
#include "gateway/turn/self.h"

#include "gateway/store/taken.h"

#include <stdlib.h>

enum { LEASE_MAX = 64, LOOK_LATER = 50 /* ticks */, UNKNOWN_TRIES = 3, ORPHANS = 500 };

/* ---- lanes ---- */

static int64_t burst_of(const struct account_entry *account)
{
    return (account->rate < 10 ? 1 : account->rate / 5) * 1000;
}

struct lane *delivery_lane(struct turn *turn, int64_t account)
{
    for (size_t i = 0; i < turn->lane_count; i++)
        if (turn->lanes[i].account == account)
            return &turn->lanes[i];
    const struct account_entry *entry = accounts_by_id(turn->setup.accounts, account);
    if (turn->lane_count == ACCOUNTS_MAX || !entry)
        return NULL;
    struct lane *lane = &turn->lanes[turn->lane_count++];
    *lane = (struct lane){.account = account, .refilled = turn->ticks, .tokens = burst_of(entry)};
    return lane;
}

static void refill(struct turn *turn, struct lane *lane, const struct account_entry *account)
{
    int64_t burst = burst_of(account);
    lane->tokens += (turn->ticks - lane->refilled) * account->rate;
    if (lane->tokens > burst)
        lane->tokens = burst;
    lane->refilled = turn->ticks;
}

static size_t room_in(const struct turn *turn, const struct lane *lane,
                      const struct account_entry *account)
{
    int64_t room = account->window - lane->under_way;
    if (room > lane->tokens / 1000)
        room = lane->tokens / 1000;
    if (room > (int64_t)(FLIGHTS_MAX - turn->flight_count))
        room = (int64_t)(FLIGHTS_MAX - turn->flight_count);
    return room < 0 ? 0 : room > LEASE_MAX ? LEASE_MAX : (size_t)room;
}

static bool person_under_way(const struct turn *turn, int64_t person)
{
    for (size_t i = 0; i < turn->flight_count; i++)
        if (turn->flights[i].person == person)
            return true;
    return false;
}

static bool handed_in_batch(const struct turn *turn, int64_t person)
{
    for (const struct handing *hand = turn->handings; hand; hand = hand->next)
        if (hand->kind == HAND_SEND && hand->row.person == person)
            return true;
    return false;
}

/* Called when the handing has happened. */
void delivery_took_off(struct turn *turn, const struct outbox_row *row)
{
    struct lane *lane = delivery_lane(turn, row->account);
    if (lane)
        lane->under_way++;
    turn->flights[turn->flight_count++] = (struct flight){row->id, row->person, row->account};
    metrics_set(turn->setup.metrics, METRIC_SENDING, (int64_t)turn->flight_count);
}

static bool landed(struct turn *turn, int64_t outbox_id)
{
    for (size_t i = 0; i < turn->flight_count; i++) {
        if (turn->flights[i].outbox_id != outbox_id)
            continue;
        struct lane *lane = delivery_lane(turn, turn->flights[i].account);
        if (lane) {
            lane->under_way--;
            lane->look_at = 0;
        }
        turn->flights[i] = turn->flights[--turn->flight_count];
        metrics_set(turn->setup.metrics, METRIC_SENDING, (int64_t)turn->flight_count);
        return true;
    }
    return false;
}

/* ---- leasing ---- */

/* An officer who said it sees why. */
static enum store_error tell_sayer(struct turn *turn, const struct outbox_row *row,
                                   const char *reason)
{
    if (row->class_ != OUT_REPLY)
        return STORE_OK;
    return said_by_failed(turn->store, row->id / OUTBOX_PARTS, view_of(reason ? reason : "?"));
}

static enum store_error park_row(struct turn *turn, const struct outbox_row *row,
                                 const char *reason)
{
    turn_count(turn, METRIC_UNDELIVERED, 1);
    log_event(turn->setup.log, LOG_WARNING, "undelivered", LOG_NUMBER("outbox", row->id),
              LOG_WORD("reason", reason ? reason : "?"), LOG_NUMBER("tries", row->attempts));
    enum store_error error = tell_sayer(turn, row, reason);
    if (error != STORE_OK)
        return error;
    return outbox_move(turn->store, row->id, OUTBOX_PARKED, turn->now, row->attempts,
                       row->idempotent);
}

static enum store_error lease_row(struct turn *turn, struct account_entry *account,
                                  const struct outbox_row *row)
{
    struct outbound message;
    enum store_error error = outbox_message(turn->store, row, &turn->batch, &message);
    if (error == STORE_NONE || error == STORE_SEALED)
        return outbox_drop(turn->store, row->id); /* erased meanwhile: nobody to tell */
    if (error == STORE_OK)
        error = outbox_move(turn->store, row->id, OUTBOX_LEASED, turn->now, row->attempts,
                            row->idempotent);
    if (error != STORE_OK)
        return error;
    struct handing *hand = speak_hand(turn, HAND_SEND);
    hand->account = account;
    hand->row = *row;
    hand->message = message;
    return STORE_OK;
}

/* An offer leaves in the daytime only, and not to somebody who has said no since it was queued. */
static enum store_error hold_offer(struct turn *turn, const struct outbox_row *row, bool *held)
{
    struct person person = {0};
    int64_t due = offer_hour(turn->now);
    *held = true;
    if (due > turn->now)
        return outbox_move(turn->store, row->id, OUTBOX_READY, due, row->attempts, row->idempotent);
    enum store_error error = people_get(turn->store, row->person, &turn->batch, &person);
    if (error != STORE_OK && error != STORE_NONE && error != STORE_SEALED)
        return error;
    *held = error == STORE_NONE || person.consent < 0;
    return *held ? outbox_drop(turn->store, row->id) : STORE_OK;
}

static enum store_error lease_one(struct turn *turn, struct account_entry *account,
                                  const struct outbox_row *row)
{
    bool held = false;
    enum store_error error = row->class_ == OUT_OFFER ? hold_offer(turn, row, &held) : STORE_OK;
    return error == STORE_OK && !held ? lease_row(turn, account, row) : error;
}

static enum store_error lease_class(struct turn *turn, struct lane *lane,
                                    struct account_entry *account, enum outbound_class class_,
                                    size_t *room)
{
    struct outbox_row *rows;
    size_t count;
    if (!*room || (class_ == OUT_OFFER && turn->overloaded))
        return STORE_OK;
    enum store_error error = outbox_due(turn->store, account->id, class_, turn->now, LEASE_MAX,
                                        &turn->batch, &rows, &count);
    for (size_t i = 0; i < count && *room && error == STORE_OK; i++) {
        if (person_under_way(turn, rows[i].person) || handed_in_batch(turn, rows[i].person))
            continue;
        error = lease_one(turn, account, &rows[i]);
        lane->tokens -= 1000;
        (*room)--;
    }
    return error;
}

/* When to look at the account again: soon while something due had to stay, else when it is due. */
static enum store_error look_again(struct turn *turn, struct lane *lane)
{
    int64_t due;
    enum store_error error = outbox_next_due(turn->store, lane->account, &due);
    if (error != STORE_OK && error != STORE_NONE)
        return error;
    int64_t ahead = error == STORE_NONE ? 3600 : due - turn->now;
    lane->look_at = turn->ticks + (ahead > 0 ? ahead * 1000 : LOOK_LATER);
    return STORE_OK;
}

static enum store_error lease_account(struct turn *turn, struct account_entry *account)
{
    struct lane *lane = delivery_lane(turn, account->id);
    if (!lane || lane->look_at > turn->ticks)
        return STORE_OK;
    refill(turn, lane, account);
    size_t room = room_in(turn, lane, account);
    enum store_error error = STORE_OK;
    for (int class_ = OUT_REPLY; class_ <= OUT_OFFER && error == STORE_OK; class_++)
        error = lease_class(turn, lane, account, (enum outbound_class)class_, &room);
    return error == STORE_OK ? look_again(turn, lane) : error;
}

enum store_error delivery_lease(struct turn *turn)
{
    enum store_error error = STORE_OK;
    if (!turn->setup.outlets.send || turn->holding)
        return STORE_OK;
    for (size_t i = 0; i < accounts_count(turn->setup.accounts) && error == STORE_OK; i++)
        error = lease_account(turn, accounts_at(turn->setup.accounts, i));
    return error;
}

/* ---- results ---- */

/* 2, 4, 8 ... seconds up to an hour, a quarter more or less. */
static int64_t wait_of(struct turn *turn, int attempts, int asked)
{
    uint16_t random;
    const struct world *world = turn->setup.world;
    world->random(world->self, (unsigned char *)&random, sizeof random);
    int64_t wait = asked > 0 ? asked : attempts < 11 ? 2LL << attempts : 3600;
    return wait + wait * (random % 512 - 256) / 1024;
}

static enum store_error try_again(struct turn *turn, const struct outbox_row *row,
                                  const struct delivery_result *result)
{
    struct outbox_row next = *row;
    next.attempts++;
    next.idempotent = result->idempotent;
    if (next.attempts >= TRIES_MAX)
        return park_row(turn, &next, result->reason);
    turn_count(turn, METRIC_RETRIED, 1);
    return outbox_move(turn->store, row->id, OUTBOX_READY,
                       turn->now + wait_of(turn, row->attempts, result->after), next.attempts,
                       next.idempotent);
}

static struct seal_hash receipt_hash(struct turn *turn, int64_t account, struct view receipt)
{
    struct view parts[] = {VIEW("receipt"), {(const char *)&account, sizeof account}, receipt};
    return seal_hash(turn->store->seal, parts, 3);
}

static enum store_error settle_receipt(struct turn *turn, int64_t id, enum receipt receipt)
{
    struct outbox_row row;
    if (receipt == RECEIPT_DELIVERED)
        return outbox_drop(turn->store, id);
    enum store_error error = outbox_get(turn->store, id, &turn->scratch, &row);
    if (error == STORE_NONE)
        return STORE_OK;
    return error == STORE_OK ? park_row(turn, &row, "refused by receipt") : error;
}

/* A receipt may have come before this result: then the key stands among the seen ones. */
static enum store_error await_receipt(struct turn *turn, const struct outbox_row *row,
                                      struct view receipt)
{
    struct seen early;
    struct seal_hash hash = receipt_hash(turn, row->account, receipt);
    enum store_error error = seen_find(turn->store, &(struct seen_key){.hash = hash}, &early);
    if (error == STORE_OK)
        return settle_receipt(turn, row->id, (enum receipt)early.digest);
    return error == STORE_NONE ? outbox_delivered(turn->store, row->id, &hash, turn->now) : error;
}

static bool gives_receipts(const struct turn *turn, int64_t account)
{
    const struct account_entry *entry = accounts_by_id(turn->setup.accounts, account);
    return entry && entry->adapter->kind == CHANNEL_SMS;
}

static enum store_error delivered(struct turn *turn, const struct outbox_row *row,
                                  const struct delivery_result *result)
{
    turn_count(turn, METRIC_DELIVERED, 1);
    if (result->receipt_id.n && gives_receipts(turn, row->account))
        return await_receipt(turn, row, result->receipt_id);
    return outbox_drop(turn->store, row->id);
}

static enum store_error unknown(struct turn *turn, const struct outbox_row *row,
                                const struct delivery_result *result)
{
    turn_count(turn, METRIC_UNKNOWN, 1);
    bool again = result->idempotent || (row->class_ != OUT_OFFER && row->attempts < UNKNOWN_TRIES);
    return again ? try_again(turn, row, result) : park_row(turn, row, "outcome not known");
}

static enum store_error sender_result(struct turn *turn, const struct outbox_row *row,
                                      const struct delivery_result *result)
{
    switch (result->kind) {
    case DELIVERY_DONE:
        return delivered(turn, row, result);
    case DELIVERY_REJECTED:
        return park_row(turn, row, result->reason);
    case DELIVERY_LATER:
        return try_again(turn, row, result);
    case DELIVERY_UNKNOWN:
        break;
    }
    return unknown(turn, row, result);
}

enum store_error delivery_result(struct turn *turn, const struct input *input)
{
    struct outbox_row row;
    enum store_error error = outbox_get(turn->store, input->outbox_id, &turn->scratch, &row);
    if (error != STORE_OK)
        return error == STORE_NONE ? STORE_OK : error;
    return row.state == OUTBOX_LEASED ? sender_result(turn, &row, &input->result) : STORE_OK;
}

void delivery_landed(struct turn *turn, const struct input *input)
{
    landed(turn, input->outbox_id);
}

/* The message's own key has been taken before: a receipt counts once. */
enum store_error delivery_receipt(struct turn *turn, const struct input *input)
{
    int64_t id;
    struct seen before, seen = {.digest = (int64_t)input->message.receipt};
    struct seal_hash hash = receipt_hash(turn, input->account->id, input->message.receipt_id);
    enum store_error error = outbox_by_receipt(turn->store, &hash, &id);
    if (error == STORE_OK)
        return settle_receipt(turn, id, input->message.receipt);
    if (error != STORE_NONE)
        return error;
    error = seen_add(turn->store, &(struct seen_key){.hash = hash}, seen, &before);
    return error == STORE_CONFLICT ? STORE_OK : error;
}

/* ---- passive replies that wait ---- */

void delivery_wait_passive(struct turn *turn, const struct outbox_row *row, int64_t deadline)
{
    struct passives *ring = &turn->passives;
    if (ring->count == ring->room) {
        size_t room = ring->room ? ring->room * 2 : 1024;
        struct passive *at = calloc(room, sizeof *at);
        if (!at)
            abort();
        for (size_t i = 0; i < ring->count; i++)
            at[i] = ring->at[(ring->first + i) % ring->room];
        free(ring->at);
        *ring = (struct passives){.at = at, .count = ring->count, .room = room};
    }
    ring->at[(ring->first + ring->count++) % ring->room] =
        (struct passive){row->id, deadline, row->due};
}

/* due: only if nobody else waits for it since; NULL: in any case. */
static enum store_error hand_over(struct turn *turn, int64_t outbox_id, const int64_t *due)
{
    struct outbox_row row;
    enum store_error error = outbox_get(turn->store, outbox_id, &turn->scratch, &row);
    if (error == STORE_NONE)
        return STORE_OK;
    if (error != STORE_OK || row.state != OUTBOX_PASSIVE || (due && row.due != *due))
        return error;
    struct lane *lane = delivery_lane(turn, row.account);
    if (lane)
        lane->look_at = 0;
    turn_count(turn, METRIC_HANDED_OVER, 1);
    return outbox_move(turn->store, outbox_id, OUTBOX_READY, turn->now, row.attempts,
                       row.idempotent);
}

/* Only rows that are still passive: one that went another way is told of by whoever has it. */
enum store_error delivery_answered(struct turn *turn, const struct input *input)
{
    enum store_error error = STORE_OK;
    int64_t written = 0;
    for (size_t i = 0; i < input->answered_count && error == STORE_OK; i++) {
        int64_t id = input->answered[i];
        error = id > 0 ? outbox_drop_passive(turn->store, id) : hand_over(turn, -id, NULL);
        written += id > 0;
    }
    turn_count(turn, METRIC_PASSIVE, written);
    turn_count(turn, METRIC_DELIVERED, written);
    return error;
}

enum store_error delivery_overdue(struct turn *turn, size_t *worked)
{
    struct passives *ring = &turn->passives;
    enum store_error error = STORE_OK;
    while (ring->passed < ring->count && error == STORE_OK) {
        const struct passive *next = &ring->at[(ring->first + ring->passed) % ring->room];
        if (next->deadline > turn->ticks)
            break;
        arena_reset(&turn->scratch);
        error = hand_over(turn, next->outbox_id, &next->due);
        ring->passed++;
        (*worked)++;
    }
    return error;
}

void delivery_passed(struct turn *turn, bool committed)
{
    struct passives *ring = &turn->passives;
    if (committed && ring->passed) {
        ring->first = (ring->first + ring->passed) % ring->room;
        ring->count -= ring->passed;
    }
    ring->passed = 0;
}

/* ---- after a crash ---- */

static enum store_error adopt(struct turn *turn, const struct outbox_row *row)
{
    bool may_repeat = row->state == OUTBOX_PASSIVE || row->idempotent || row->class_ != OUT_OFFER;
    if (row->state == OUTBOX_LEASED && !row->idempotent)
        turn_count(turn, METRIC_UNKNOWN, 1);
    if (!may_repeat)
        return park_row(turn, row, "outcome not known");
    /* a passive reply gets the time for the channel's repeat to collect it */
    int64_t due = row->state == OUTBOX_PASSIVE ? turn->now + PASSIVE_SECONDS : turn->now;
    return outbox_move(turn->store, row->id, OUTBOX_READY, due, row->attempts, row->idempotent);
}

static enum store_error adopt_some(struct turn *turn, size_t *count)
{
    struct outbox_row *rows;
    arena_reset(&turn->batch);
    enum store_error error = outbox_orphans(turn->store, ORPHANS, 0, &turn->batch, &rows, count);
    for (size_t i = 0; i < *count && error == STORE_OK; i++)
        error = adopt(turn, &rows[i]);
    return error;
}

enum store_error turn_recover(struct turn *turn)
{
    size_t count = 0, all = 0;
    enum store_error error = store_begin(turn->store);
    turn->now = turn->setup.world->now(turn->setup.world->self);
    do {
        if (error == STORE_OK)
            error = adopt_some(turn, &count);
        all += count;
    } while (error == STORE_OK && count);
    if (error == STORE_OK)
        error = aide_recover(turn);
    if (error == STORE_OK)
        error = store_commit(turn->store);
    else
        store_rollback(turn->store);
    turn_publish_counts(turn);
    log_event(turn->setup.log, LOG_INFO, "recovered", LOG_NUMBER("outbox_rows", all));
    return error;
}
