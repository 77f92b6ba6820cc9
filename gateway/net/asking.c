/* asking: a few slots, each a question under way.
 *
 * A ticket names slot and generation, so that a response that comes after its question was given up
 * finds nothing. There is no second try: a rephrasing that is late is worth nothing, and the desk
 * does not wait for a proposal. Whatever goes wrong is an answer too. */
#include "gateway/net/asking.h"

#include <stdlib.h>

#include "gateway/aide/aide.h"

enum { SLOTS = 16, SLOT_CEILING = 8 << 20 };

struct slot {
    bool taken;
    uint32_t generation;
    struct arena arena;
    struct aide_question question;
    int64_t began; /* ticks */
};

struct asking {
    const struct world *world;
    void *self;
    void (*result)(void *self, struct input *result);
    struct slot slots[SLOTS];
};

struct asking *asking_new(const struct world *world, void *self,
                          void (*result)(void *self, struct input *result))
{
    struct asking *asking = calloc(1, sizeof *asking);
    if (!asking)
        return NULL;
    *asking = (struct asking){.world = world, .self = self, .result = result};
    for (size_t i = 0; i < SLOTS; i++)
        arena_init(&asking->slots[i].arena, SLOT_CEILING);
    return asking;
}

void asking_free(struct asking *asking)
{
    for (size_t i = 0; asking && i < SLOTS; i++)
        arena_free(&asking->slots[i].arena);
    free(asking);
}

void aide_question_copy(const struct aide_question *from, struct arena *arena,
                        struct aide_question *to)
{
    *to = *from;
    struct view *const texts[] = {&to->label, &to->address, &to->model,   &to->words,
                                  &to->quote, &to->title,   &to->section, &to->date,
                                  &to->link,  &to->area,    &to->key.key, &to->key.value};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = view_keep(arena, *texts[i]);
    for (size_t i = 0; i < to->candidate_count; i++) {
        struct aide_candidate *one = &to->candidates[i];
        *one =
            (struct aide_candidate){view_keep(arena, one->unit), view_keep(arena, one->unit_text),
                                    view_keep(arena, one->duty), view_keep(arena, one->duty_text)};
    }
}

static int64_t ticks_of(const struct asking *asking)
{
    return asking->world->ticks(asking->world->self);
}

/* ---- answers ---- */

static void give(struct asking *asking, const struct aide_answer *answer, int64_t milliseconds)
{
    struct input *input = input_new(INPUT_AIDE);
    input->aide = *answer;
    input->aide.milliseconds = milliseconds;
    struct view *const texts[] = {&input->aide.label,   &input->aide.text, &input->aide.title,
                                  &input->aide.section, &input->aide.date, &input->aide.link,
                                  &input->aide.lines};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = view_keep(&input->arena, *texts[i]);
    asking->result(asking->self, input);
}

static void give_up(struct asking *asking, const struct aide_question *question,
                    enum aide_outcome outcome)
{
    const struct aide_answer answer = {.id = question->id,
                                       .use = question->use,
                                       .outcome = outcome,
                                       .counted = true,
                                       .label = question->label};
    give(asking, &answer, 0);
}

static void slot_end(struct slot *slot)
{
    slot->taken = false;
    slot->generation++;
    arena_reset(&slot->arena);
}

/* ---- questions ---- */

static uint64_t ticket_of(const struct asking *asking, const struct slot *slot)
{
    return ASKING_TICKET | (uint64_t)slot->generation << 16 | (uint64_t)(slot - asking->slots);
}

static struct slot *free_slot(struct asking *asking)
{
    for (size_t i = 0; i < SLOTS; i++)
        if (!asking->slots[i].taken)
            return &asking->slots[i];
    return NULL;
}

/* A text that fills the slot's memory is not asked about. */
static enum aide_outcome start(struct asking *asking, struct slot *slot)
{
    struct call call;
    jmp_buf full;
    arena_on_full(&slot->arena, &full);
    if (setjmp(full)) {
        arena_on_full(&slot->arena, NULL);
        return AIDE_UNREADABLE;
    }
    bool made = aide_call(&slot->question, &slot->arena, &call);
    arena_on_full(&slot->arena, NULL);
    if (!made)
        return AIDE_NO_KEY;
    return asking->world->start_call(asking->world->caller, ticket_of(asking, slot), &call)
               ? AIDE_USED
               : AIDE_UNSENT;
}

void asking_take(struct asking *asking, const struct aide_question *question)
{
    struct slot *slot = free_slot(asking);
    if (!slot) {
        give_up(asking, question, AIDE_UNSENT);
        return;
    }
    slot->taken = true;
    slot->began = ticks_of(asking);
    aide_question_copy(question, &slot->arena, &slot->question);
    enum aide_outcome outcome = start(asking, slot);
    if (outcome == AIDE_USED)
        return;
    give_up(asking, &slot->question, outcome);
    slot_end(slot);
}

void asking_done(struct asking *asking, uint64_t ticket, int status, struct view body)
{
    struct slot *slot = &asking->slots[(ticket & 0xffff) % SLOTS];
    struct aide_answer answer;
    jmp_buf full;
    if (!slot->taken || ticket_of(asking, slot) != ticket)
        return;
    arena_on_full(&slot->arena, &full);
    if (setjmp(full))
        answer = (struct aide_answer){.id = slot->question.id,
                                      .use = slot->question.use,
                                      .outcome = AIDE_UNREADABLE,
                                      .label = slot->question.label};
    else
        aide_judge(&slot->question, status, body, &slot->arena, &answer);
    arena_on_full(&slot->arena, NULL);
    give(asking, &answer, ticks_of(asking) - slot->began);
    slot_end(slot);
}
