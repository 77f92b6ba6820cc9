/* threads: the turn thread, the preparing threads, and the doors for everybody else.
 *
 * A message is prepared before its turn: what its text reveals is found on a preparing thread. All
 * messages of one sender go to the same one, so they stay in order; everything else of an app goes
 * the same way for the same reason. Results, moves and jobs go straight to the turn. */
#include "gateway/turn/self.h"

#include <stdlib.h>
#include <string.h>

#include "dsl/base/hash.h"
#include "dsl/base/traits.h"
#include "gateway/talk/talk_asks.h"
#include "gateway/talk/talk_typo.h"

/* ---- preparing ---- */

static void recognise_text(struct turn *turn, struct input *input)
{
    const struct turn_hooks *hooks = &turn->setup.hooks;
    const struct rules *rules = &input->rules->rules;
    input->recognition = typo_recognise(rules, &input->arena, input->message.text, &input->read_as);
    /* begins a matter, mostly, and takes its time */
    if (traits_longer(input->recognition->text.text, TRAITS_LONG))
        meant_of(input->recognition);
    if (hooks->passages && talk_may_be_answered(input->recognition))
        input->passage_count = hooks->passages(hooks->self, rules, talk_asked(input->recognition),
                                               input->language, &input->arena, &input->passages);
}

void turn_prepare(struct turn *turn, struct input *input, int slot)
{
    jmp_buf full;
    input->rules = rulebook_take(turn->setup.rulebook);
    if (!input->rules || input->kind != INPUT_MESSAGE || !input->message.text.n)
        return;
    uint64_t key = message_marker_key(input);
    if (crash_marker_strikes(turn->setup.marker, key) >= PARK_STRIKES) {
        input->prepare_failed = true;
        return;
    }
    crash_marker_enter(turn->setup.marker, slot, key);
    arena_on_full(&input->arena, &full);
    if (setjmp(full))
        input->prepare_failed = true;
    else
        recognise_text(turn, input);
    arena_on_full(&input->arena, NULL);
    crash_marker_leave(turn->setup.marker, slot);
}

struct preparer {
    struct turn *turn;
    int index;
};

static void *prepare_loop(void *argument)
{
    struct preparer me = *(struct preparer *)argument;
    free(argument);
    pthread_setname_np(pthread_self(), "prepare");
    struct queue *queue = &me.turn->prepare[me.index];
    while (!queue_done(queue)) {
        struct input *list = queue_take(queue, 64, 1000);
        for (struct input *input = list, *next; input; input = next) {
            next = input->next;
            turn_prepare(me.turn, input, 1 + me.index);
            queue_put(&me.turn->inbox, input, true);
        }
    }
    return NULL;
}

/* ---- the turn thread ---- */

static void *turn_loop(void *argument)
{
    struct turn *turn = argument;
    pthread_setname_np(pthread_self(), "turn");
    int64_t wait = 0;
    size_t worked;
    while (!queue_done(&turn->inbox)) {
        queue_wait(&turn->inbox, wait);
        if (turn_step(turn, &worked, &wait) != STORE_OK) {
            turn->broken = true;
            queue_close(&turn->inbox);
            break;
        }
    }
    if (turn->setup.outlets.flush)
        turn->setup.outlets.flush(turn->setup.outlets.self);
    return NULL;
}

bool turn_broken(const struct turn *turn)
{
    return turn->broken;
}

static bool start_preparer(struct turn *turn, int index)
{
    struct preparer *preparer = malloc(sizeof *preparer);
    if (!preparer)
        return false;
    *preparer = (struct preparer){turn, index};
    return pthread_create(&turn->prepare_threads[index], NULL, prepare_loop, preparer) == 0;
}

bool turn_start(struct turn *turn, int prepare)
{
    turn->preparers = prepare > PREPARERS_MAX ? PREPARERS_MAX : prepare;
    for (int i = 0; i < turn->preparers; i++)
        if (!start_preparer(turn, i))
            return false;
    return pthread_create(&turn->thread, NULL, turn_loop, turn) == 0;
}

void turn_hold(struct turn *turn)
{
    turn->holding = true;
}

void turn_drain(struct turn *turn)
{
    for (int i = 0; i < turn->preparers; i++)
        queue_close(&turn->prepare[i]);
    for (int i = 0; i < turn->preparers; i++)
        pthread_join(turn->prepare_threads[i], NULL);
    queue_close(&turn->inbox);
    pthread_join(turn->thread, NULL);
}

/* ---- submitting ---- */

static bool goes_by_sender(const struct input *input)
{
    return input->kind == INPUT_MESSAGE || input->kind == INPUT_HELLO || input->kind == INPUT_ACK;
}

/* Nobody would bring it again; and there are only so many under way. */
static bool is_bounded(const struct input *input)
{
    return input->kind == INPUT_RESULT || input->kind == INPUT_ANSWERED ||
           (input->kind == INPUT_MEDIA && !input->done);
}

static struct queue *preparing(struct turn *turn, const struct input *input)
{
    uint64_t hash = hash_bytes(input->message.sender.p, input->message.sender.n, 0);
    return &turn->prepare[hash % (uint64_t)turn->preparers];
}

bool turn_submit_some(struct turn *turn, struct input *input)
{
    if (!goes_by_sender(input) || !turn->preparers)
        return turn_submit(turn, input);
    if (turn->broken || queue_count(&turn->inbox) >= turn->setup.queue_max)
        return false;
    return queue_put_quietly(preparing(turn, input), input);
}

void turn_hurry(struct turn *turn)
{
    for (int i = 0; i < turn->preparers; i++)
        queue_hurry(&turn->prepare[i]);
}

bool turn_submit(struct turn *turn, struct input *input)
{
    if (turn->broken)
        return false;
    if (!goes_by_sender(input))
        return queue_put(&turn->inbox, input, is_bounded(input));
    if (!turn->preparers) {
        turn_prepare(turn, input, 1);
        return queue_put(&turn->inbox, input, false);
    }
    if (queue_count(&turn->inbox) >= turn->setup.queue_max)
        return false;
    return queue_put(preparing(turn, input), input, false);
}

/* ---- submitting and waiting ---- */

struct waiter {
    pthread_mutex_t lock;
    pthread_cond_t done;
    bool is_done;
};

static void wake(struct input *input)
{
    struct waiter *waiter = input->owner;
    pthread_mutex_lock(&waiter->lock);
    waiter->is_done = true;
    pthread_cond_signal(&waiter->done);
    pthread_mutex_unlock(&waiter->lock);
}

/* The input stays the caller's in either case. */
static bool submit_and_wait(struct turn *turn, struct input *input)
{
    struct waiter waiter = {.is_done = false};
    pthread_mutex_init(&waiter.lock, NULL);
    pthread_cond_init(&waiter.done, NULL);
    input->done = wake;
    /* cppcheck-suppress autoVariables ; waited for below */
    input->owner = &waiter;
    bool taken = turn_submit(turn, input);
    pthread_mutex_lock(&waiter.lock);
    while (taken && !waiter.is_done)
        pthread_cond_wait(&waiter.done, &waiter.lock);
    pthread_mutex_unlock(&waiter.lock);
    pthread_cond_destroy(&waiter.done);
    pthread_mutex_destroy(&waiter.lock);
    return taken;
}

enum move_result turn_move(struct turn *turn, const struct desk_move *move)
{
    struct input *input = input_new(INPUT_MOVE);
    input->move = *move;
    input->moved = MOVE_NO_STORE;
    submit_and_wait(turn, input);
    enum move_result result = input->moved;
    input_free(input);
    return result;
}

enum move_result turn_visit(struct turn *turn, const struct citizen_visit *visit)
{
    struct input *input = input_new(INPUT_VISIT);
    input->visit = *visit;
    input->moved = MOVE_NO_STORE;
    submit_and_wait(turn, input);
    enum move_result result = input->moved;
    input_free(input);
    return result;
}

enum store_error turn_enter(struct turn *turn, struct desk_entry *entry)
{
    struct input *input = input_new(INPUT_ENTRY);
    input->entry = entry;
    input->stored = STORE_BUSY;
    submit_and_wait(turn, input);
    enum store_error stored = input->stored;
    input_free(input);
    return stored;
}

enum store_error turn_attend(struct turn *turn, struct desk_attend *attend)
{
    struct input *input = input_new(INPUT_ATTEND);
    input->attend = attend;
    input->stored = STORE_BUSY;
    submit_and_wait(turn, input);
    enum store_error stored = input->stored;
    input_free(input);
    return stored;
}

enum store_error turn_write(struct turn *turn,
                            enum store_error (*job)(struct store *store, void *argument),
                            void *argument)
{
    struct input *input = input_new(INPUT_JOB);
    input->job = job;
    input->argument = argument;
    input->stored = STORE_BUSY;
    submit_and_wait(turn, input);
    enum store_error stored = input->stored;
    input_free(input);
    return stored;
}
