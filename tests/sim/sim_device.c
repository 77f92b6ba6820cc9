/* sim_device: apps on phones. A device keeps what it got by sequence, asks for what is missing at
 * every hello, acknowledges now and then, and loses its connection with every process. Frames come
 * in order while a connection lasts; what was given before must be the same when it comes again. */
#include "tests/sim/sim.h"

#include "dsl/base/hash.h"

struct frame {
    struct citizen *citizen;
    uint64_t sequence, text;
};
struct greeting {
    struct sim *sim;
    struct citizen *citizen;
};

static void got(struct sim *sim, struct citizen *citizen, uint64_t sequence, uint64_t text)
{
    if (sequence == citizen->have + 1 && sequence < DEVICE_LOG) {
        citizen->log[sequence] = text;
        citizen->have++;
        citizen->heard = true;
    } else if (sequence > citizen->have + 1)
        citizen->gap = true;
    else if (sequence < DEVICE_LOG && citizen->log[sequence] != text)
        sim_breaks(sim, HOLDS_DEVICES, "%.*s got another text under number %llu",
                   VIEW_FMT(citizen->name), (unsigned long long)sequence);
}

void device_push(void *self, struct account_entry *account, const struct outbound *message)
{
    struct sim *sim = self;
    (void)account;
    if (process_acts(sim))
        return;
    for (int i = 0; i < sim->people_count; i++) {
        struct citizen *citizen = &sim->people[i];
        if (!citizen->connected || !view_eq(citizen->name, message->recipient))
            continue;
        struct frame *frame = ARENA_NEW(&sim->arena, struct frame);
        *frame = (struct frame){citizen, message->sequence, hash_view(message->text)};
        sim_later_here(sim, 5, (struct event){.kind = EVENT_PUSH, .thing = frame});
    }
}

void device_frame(struct sim *sim, const struct event *event)
{
    const struct frame *frame = event->thing;
    if (event->life != sim->life || process_gone(sim) || !frame->citizen->connected)
        return;
    if (!sim->healing && chance_permille(&sim->chance, sim->mood.closes / 10)) {
        frame->citizen->connected = false;
        return;
    }
    got(sim, frame->citizen, frame->sequence, frame->text);
}

static void answered(struct input *input)
{
    struct greeting *greeting = input->owner;
    struct sim *sim = greeting->sim;
    if (!process_acts(sim) && input->outcome == TURN_DONE) {
        greeting->citizen->connected = true;
        if (input->kind == INPUT_HELLO)
            greeting->citizen->gap = false;
        for (size_t i = 0; i < input->reply_count; i++)
            got(sim, greeting->citizen, input->replies[i].sequence,
                hash_view(input->replies[i].text));
    }
    input_free(input);
}

void device_act(struct sim *sim, struct citizen *citizen, bool hello)
{
    if (process_gone(sim) || (!hello && chance_permille(&sim->chance, 700)))
        return;
    struct greeting *greeting = ARENA_NEW(&sim->arena, struct greeting);
    *greeting = (struct greeting){sim, citizen};
    struct input *input = input_new(hello ? INPUT_HELLO : INPUT_ACK);
    input->account = process_account(sim, CHANNEL_APP);
    input->message.sender = citizen->name;
    input->message.key = VIEW("");
    input->sequence = citizen->have;
    input->now = sim_now(sim);
    input->arrived = sim->ticks;
    input->owner = greeting;
    input->done = answered;
    process_submit(sim, input);
}
