/* sim_post: the books kept outside of what was sent: for every outbox row how often it reached the
 * person, and how many of those tries ended in an outcome that nobody could know.
 *
 * The rule: every try that reached the person needs an excuse before the next one may. Excuses are
 * an answer that never came or made no sense, a process that died before it had the outcome on its
 * disk, a provider that said "later" after delivering. For offers only the last one counts. A row
 * whose delivery was committed is never sent again. A provider's own doubles are its own. */
#include "tests/sim/sim.h"

#include <stdlib.h>

#include "dsl/base/hash.h"

struct sent *post_sent(struct sim *sim, int64_t row)
{
    for (size_t i = sim->sent_count; i-- > 0;)
        if (sim->sent[i]->row == row)
            return sim->sent[i];
    if (sim->sent_count == SENT_MAX)
        abort();
    struct sent *sent = ARENA_NEW(&sim->arena, struct sent);
    sent->row = row;
    return sim->sent[sim->sent_count++] = sent;
}

static bool same_person(const struct sent *a, int64_t account, struct view recipient)
{
    return a->account == account && view_eq(a->recipient, recipient);
}

struct sent *post_under_way(struct sim *sim, enum channel_kind kind, struct view recipient)
{
    const struct account_entry *account = process_account(sim, kind);
    for (size_t i = 0; i < sim->sent_count; i++)
        if (sim->sent[i]->leased && same_person(sim->sent[i], account->id, recipient))
            return sim->sent[i];
    return NULL;
}

static void check_order(struct sim *sim, const struct sent *sent)
{
    for (size_t i = 0; i < sim->sent_count; i++) {
        const struct sent *other = sim->sent[i];
        if (other != sent && other->leased && same_person(other, sent->account, sent->recipient))
            sim_breaks(sim, HOLDS_ORDER, "row %lld is sent while row %lld is under way",
                       (long long)sent->row, (long long)other->row);
    }
}

bool post_send(void *self, const struct outbox_row *row, struct account_entry *account,
               const struct outbound *message)
{
    struct sim *sim = self;
    if (process_acts(sim))
        return true;
    struct sent *sent = post_sent(sim, row->id);
    uint64_t text = hash_view(message->text);
    sim_trace(sim, "row %lld goes to the sender (try %d)", (long long)row->id, row->attempts + 1);
    if (sent->settled || sent->leased)
        sim_breaks(sim, HOLDS_DOUBLED, "row %lld goes again, %s", (long long)row->id,
                   sent->settled ? "its delivery was committed" : "while it is under way");
    if (sent->text && sent->text != text)
        sim_breaks(sim, HOLDS_SAID, "row %lld has another text now", (long long)row->id);
    if (sent->reporting) {
        sent->excuses++;
        sent->overtaken = true;
    }
    sent->text = text;
    sent->account = account->id;
    sent->class_ = row->class_;
    sent->recipient = view_keep(&sim->arena, message->recipient);
    check_order(sim, sent);
    sent->leased = true;
    sent->reached = sent->lied = false;
    sender_take(sim->sender, row, account, message);
    return true;
}

void post_fetch(void *self, struct account_entry *account, const struct media_row *row,
                const struct inbound *source)
{
    struct sim *sim = self;
    if (!process_acts(sim))
        sender_fetch(sim->sender, account, row, source);
}

static void deliver(struct sim *sim, struct sent *sent)
{
    sent->deliveries++;
    int excuses = sent->class_ == OUT_OFFER ? sent->lies : sent->excuses + sent->lies;
    sim->doubled += sent->deliveries > 1;
    if (sent->deliveries - 1 > excuses)
        sim_breaks(sim, HOLDS_DOUBLED, "row %lld (class %d) arrives %d times, with %d excuses",
                   (long long)sent->row, sent->class_, sent->deliveries, excuses);
}

void post_reached(struct sim *sim, struct sent *sent)
{
    if (sent->reached)
        return;
    sent->reached = true;
    deliver(sim, sent);
}

/* Two copies of a message may both be answered; that is the channel's own doing. */
void post_written(struct sim *sim, struct sent *sent, bool late)
{
    if (sent->written)
        return;
    sent->written = sent->reporting = true;
    sent->overtaken = sent->leased;
    sent->excuses += late;
    deliver(sim, sent);
}

/* ---- outcomes ---- */

static void result_done(struct input *input)
{
    struct sent *sent = input->owner;
    if (sent && input->outcome == TURN_DONE && input->result.kind == DELIVERY_DONE)
        sent->settled = true;
    input_free(input);
}

void post_result(void *self, struct input *result)
{
    struct sim *sim = self;
    struct sent *sent = post_sent(sim, result->outbox_id);
    if (process_gone(sim)) {
        input_free(result);
        return;
    }
    sim_trace(sim, "row %lld: outcome %d %s", (long long)sent->row, result->result.kind,
              result->result.reason ? result->result.reason : "");
    sent->leased = false;
    sent->told = result->result.kind;
    if (sent->reached && sent->lied)
        sent->lies++;
    else if (sent->reached && sent->told == DELIVERY_UNKNOWN)
        sent->excuses++;
    if (sent->told == DELIVERY_REJECTED && !sent->refused)
        sim_breaks(sim, HOLDS_SAID, "row %lld is given up, and nobody refused it",
                   (long long)sent->row);
    sent->reached = sent->reached && sent->told == DELIVERY_DONE;
    result->done = result_done;
    result->owner = sent;
    process_submit(sim, result);
}

/* Whatever reached somebody and was not committed as delivered. */
void post_forget(struct sim *sim)
{
    for (size_t i = 0; i < sim->sent_count; i++) {
        struct sent *sent = sim->sent[i];
        if (!sent->settled && (sent->reached || sent->reporting))
            sent->excuses++;
        sent->leased = sent->reached = sent->reporting = false;
    }
}
