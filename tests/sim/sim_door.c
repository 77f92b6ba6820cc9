/* sim_door: the listener, played: requests come in as inputs, answers are written some time after
 * the commit, if the request is still open; what was written in a passive answer is reported
 * together.
 *
 * A message counts as acknowledged when its answer has been taken. One that was not comes again
 * with the same key: after the channel has closed the request, after an error, after the process
 * died. */
#include "tests/sim/sim.h"

#include <stdio.h>

#include "dsl/base/hash.h"

enum { CLOSES = 5000, DEADLINE = 4200, REPORT = 20, PASSIVE_BYTES = 2048 };

/* ---- messages ---- */

static struct view text_of(struct sim *sim, const char *format, long long a, struct view b,
                           long long c)
{
    char text[200];
    int n = snprintf(text, sizeof text, format, a, VIEW_FMT(b), c);
    return view_keep(&sim->arena, (struct view){text, (size_t)n});
}

struct said *door_said(struct sim *sim, int person, enum channel_kind kind,
                       const struct inbound *message)
{
    if (sim->said_count == SAID_MAX)
        return NULL;
    struct said *said = ARENA_NEW(&sim->arena, struct said);
    struct inbound *own = &said->message;
    *own = *message;
    own->sender = view_keep(&sim->arena, message->sender);
    own->receipt_id = view_keep(&sim->arena, message->receipt_id);
    own->written = own->key_time = sim_now(sim);
    own->key = text_of(sim, "key %lld of %.*s at %lld", (long long)sim->said_count, own->sender,
                       (long long)own->written);
    own->choice = own->key; /* is kept with the turn and means nothing there */
    said->person = person;
    said->kind = kind;
    said->marker = hash_bytes(own->key.p, own->key.n, 1) | 1;
    if (kind == CHANNEL_WECHAT)
        said->signature =
            text_of(sim, "signature %lld%.*s%lld", (long long)sim->said_count, VIEW(""), 0);
    return sim->said[sim->said_count++] = said;
}

/* ---- taking ---- */

static void again(struct sim *sim, struct said *said)
{
    said->copies_open--;
    if (said->state == SAID_WAITING && said->person >= 0 && said->copies_open <= 0)
        citizens_again(sim, said);
}

static void door_done(struct input *input)
{
    struct asking *asking = input->owner;
    struct sim *sim = asking->sim;
    if (!process_acts(sim)) {
        asking->outcome = input->outcome;
        asking->has_reply = input->has_reply && input->reply_count;
        asking->outbox = input->reply_outbox;
        if (asking->has_reply) {
            asking->reply_bytes = input->replies[0].text.n;
            asking->reply = hash_view(input->replies[0].text);
        }
        int64_t in = chance_permille(&sim->chance, 50) ? chance_below(&sim->chance, 3000)
                                                       : chance_below(&sim->chance, 40);
        sim_later_here(sim, in, (struct event){.kind = EVENT_WRITE, .thing = asking});
    }
    input_free(input);
}

/* Somebody who has heard a request and sends another body under its signature. */
static void forge(struct sim *sim, struct input *input, const struct said *said)
{
    input->message.key =
        text_of(sim, "forged %lld from %.*s%lld", (long long)said->taken, said->message.key, 0);
    input->message.text = VIEW("forged");
    input->replay_body = VIEW("forged");
}

static struct input *input_of(struct sim *sim, struct asking *asking)
{
    const struct said *said = asking->said;
    struct input *input = input_new(INPUT_MESSAGE);
    input->account = process_account(sim, said->kind);
    input->message = said->message;
    input->replay_key = said->signature;
    input->replay_body = said->message.text;
    input->replay_time = said->message.key_time;
    input->passive = said->kind == CHANNEL_WECHAT && said->person >= 0;
    input->now = sim_now(sim);
    input->arrived = asking->arrived;
    input->owner = asking;
    input->done = door_done;
    if (asking->forged)
        forge(sim, input, said);
    return input;
}

static int64_t closes_in(struct sim *sim)
{
    bool early = !sim->healing && chance_permille(&sim->chance, sim->mood.closes);
    return early ? chance_between(&sim->chance, 1, CLOSES) : CLOSES;
}

void door_take(struct sim *sim, struct said *said, bool forged)
{
    said->copies_open++;
    if (process_gone(sim)) {
        again(sim, said);
        return;
    }
    struct asking *asking = ARENA_NEW(&sim->arena, struct asking);
    *asking = (struct asking){.sim = sim,
                              .said = said,
                              .arrived = sim->event_at,
                              .life = sim->life,
                              .open = true,
                              .forged = forged,
                              .was_taken = said->state == SAID_TAKEN};
    sim_trace(sim, "%s%.*s arrives: %.*s", forged ? "forged " : "", VIEW_FMT(said->message.key),
              VIEW_FMT(said->message.text));
    sim->messages++;
    sim_later(sim, asking->arrived + closes_in(sim) - sim->ticks,
              (struct event){.kind = EVENT_CLOSE, .thing = asking});
    if (!process_submit(sim, input_of(sim, asking))) {
        asking->open = false;
        again(sim, said);
    }
}

void door_close(struct sim *sim, struct asking *asking)
{
    if (!asking->open)
        return;
    asking->open = false;
    again(sim, asking->said);
}

/* ---- answering ---- */

static void report_later(struct sim *sim, int64_t id)
{
    if (sim->answered_count == sizeof sim->answered / sizeof *sim->answered)
        door_report(sim);
    sim->answered[sim->answered_count++] = id;
    if (sim->answered_count == 1)
        sim_later_here(sim, REPORT, (struct event){.kind = EVENT_REPORT});
}

static void give_reply(struct sim *sim, const struct asking *asking)
{
    struct said *said = asking->said;
    if (said->reply && said->reply != asking->reply && asking->outcome != TURN_PARKED)
        sim_breaks(sim, HOLDS_REPEAT, "%.*s gets another reply", VIEW_FMT(said->message.key));
    said->reply = asking->reply;
    if (asking->outbox) {
        post_written(sim, post_sent(sim, asking->outbox), sim->ticks >= asking->arrived + DEADLINE);
        report_later(sim, asking->outbox);
    }
    citizens_heard(sim, said->kind, said->message.sender);
}

static void taken(struct sim *sim, const struct asking *asking)
{
    static const enum said_state states[] = {[TURN_DONE] = SAID_TAKEN,
                                             [TURN_REPEAT] = SAID_TAKEN,
                                             [TURN_PARKED] = SAID_PARKED,
                                             [TURN_SHED] = SAID_LOOSE};
    struct said *said = asking->said;
    bool fits = asking->reply_bytes <= PASSIVE_BYTES;
    bool passive = said->kind == CHANNEL_WECHAT;
    if (said->state == SAID_WAITING || said->state == SAID_LOOSE) {
        said->state = states[asking->outcome];
        said->taken = sim_now(sim);
    }
    if (asking->was_taken && asking->outcome != TURN_REPEAT)
        sim_breaks(sim, HOLDS_REPEAT, "%.*s is worked again", VIEW_FMT(said->message.key));
    if (asking->outcome == TURN_SHED)
        return;
    if (passive && asking->has_reply && fits)
        give_reply(sim, asking);
    else if (passive && asking->has_reply && asking->outbox)
        report_later(sim, -asking->outbox);
}

static void check_refused(struct sim *sim, const struct asking *asking)
{
    bool refused = asking->outcome == TURN_REFUSED || asking->outcome == TURN_FAILED;
    if (asking->forged && !refused)
        sim_breaks(sim, HOLDS_REPLAY, "forged %.*s was taken", VIEW_FMT(asking->said->message.key));
    if (!asking->forged && asking->outcome == TURN_REFUSED)
        sim_breaks(sim, HOLDS_REPLAY, "%.*s was refused", VIEW_FMT(asking->said->message.key));
}

void door_write(struct sim *sim, struct asking *asking)
{
    if (process_gone(sim) || asking->life != sim->life || !asking->open)
        return;
    asking->open = false;
    check_refused(sim, asking);
    sim_trace(sim, "%.*s is answered: outcome %d, row %lld", VIEW_FMT(asking->said->message.key),
              asking->outcome, (long long)asking->outbox);
    if (!asking->forged && asking->outcome != TURN_FAILED && asking->outcome != TURN_REFUSED)
        taken(sim, asking);
    again(sim, asking->said);
    if (asking->outcome == TURN_REPEAT && process_stumbles(sim))
        disk_kill(sim->disk);
}

/* ---- reports ---- */

static void report_done(struct input *input)
{
    struct sim *sim = input->owner;
    for (size_t i = 0; i < input->answered_count && !process_gone(sim); i++) {
        if (input->answered[i] < 0)
            continue;
        struct sent *sent = post_sent(sim, input->answered[i]);
        sent->settled = input->outcome == TURN_DONE && sent->reporting && !sent->overtaken;
        sent->excuses +=
            sent->reporting && input->outcome == TURN_FAILED && input->stored == STORE_BROKEN;
        sent->reporting = false;
    }
    input_free(input);
}

void door_report(struct sim *sim)
{
    if (process_gone(sim) || !sim->answered_count)
        return;
    struct input *input = input_new(INPUT_ANSWERED);
    input->answered_count = sim->answered_count;
    input->answered = ARENA_ARRAY(&input->arena, input->answered_count, int64_t);
    memcpy(input->answered, sim->answered, input->answered_count * sizeof(int64_t));
    input->owner = sim;
    input->done = report_done;
    size_t count = sim->answered_count;
    sim->answered_count = 0;
    if (!process_submit(sim, input))
        for (size_t i = 0; i < count; i++)
            if (sim->answered[i] > 0)
                post_sent(sim, sim->answered[i])->reporting = false;
}
