/* batch: everything that waits, worked inside one transaction.
 *
 * An input that fails alone (its rows do not fit, its memory runs full) is undone and parked; one
 * that is shed or refused leaves nothing behind. For that a savepoint is needed, and a savepoint
 * costs a copy of every page that is written after it: a fifth of a turn. So citizens' messages
 * share one by the hundred, since nearly all are kept. When one is not, all that shared are undone
 * and each is worked again in a savepoint of its own: twice the work for a few, and nobody gets
 * less.
 *
 * Always holds: what an input leaves outside of the database before the commit (its reply, its
 * handings, the counts, the next case's number) can be taken back, so that it can be worked again.
 */
#include "gateway/store/activity.h"
#include "gateway/turn/self.h"

enum { TOGETHER_MAX = 256 };

/* ---- one input ---- */

static enum store_error work_kind(struct turn *turn, struct input *input)
{
    switch (input->kind) {
    case INPUT_MESSAGE:
        return message_work(turn, input);
    case INPUT_HELLO:
        return devices_hello(turn, input);
    case INPUT_ACK:
        return devices_ack(turn, input);
    case INPUT_RESULT:
        return delivery_result(turn, input);
    case INPUT_ANSWERED:
        return delivery_answered(turn, input);
    case INPUT_MOVE:
        return move_work(turn, &input->move, &input->moved);
    case INPUT_VISIT:
        return visit_work(turn, &input->visit, &input->moved);
    case INPUT_ENTRY:
        return input->stored = entry_work(turn, input->entry);
    case INPUT_ATTEND:
        return input->stored = attend_work(turn, input->attend);
    case INPUT_JOB:
        return input->stored = input->job(turn->store, input->argument);
    case INPUT_MEDIA:
        return devices_media(turn, input);
    case INPUT_AIDE:
        return aide_answered(turn, input);
    case INPUT_TIMER:
        return clock_strike(turn, input->timer_case);
    }
    return STORE_NONE;
}

/* Works in the scratch arena; one that runs full is a conflict of the input's own making. */
static enum store_error work_guarded(struct turn *turn, struct input *input)
{
    jmp_buf full;
    arena_on_full(&turn->scratch, &full);
    arena_on_full(&input->arena, &full);
    enum store_error error = setjmp(full) ? STORE_CONFLICT : work_kind(turn, input);
    arena_on_full(&turn->scratch, NULL);
    arena_on_full(&input->arena, NULL);
    return error;
}

static bool is_stores_fault(enum store_error error)
{
    return error == STORE_FULL || error == STORE_BROKEN || error == STORE_BUSY;
}

/* Takes back what was written since the savepoint and what was to be handed out. */
static enum store_error undo(struct turn *turn, struct handing **before)
{
    *before = NULL;
    turn->handings_end = before;
    turn->store->next_case = 0; /* to be looked for again */
    return store_undo(turn->store);
}

static void take_back_reply(struct input *input)
{
    input->has_reply = false;
    input->reply_count = 0;
    input->reply_outbox = 0;
}

/* Undoes an input that failed alone; a message is parked. */
static enum store_error set_aside(struct turn *turn, struct input *input, struct handing **before,
                                  const char *reason)
{
    enum store_error error = undo(turn, before);
    take_back_reply(input);
    input->moved = MOVE_NO_STORE;
    if (error != STORE_OK || input->kind != INPUT_MESSAGE)
        return error;
    turn_count(turn, METRIC_PARKED, 1);
    log_event(turn->setup.log, LOG_ERROR, "parked",
              LOG_TEXT("account", input->account->account.name), LOG_WORD("reason", reason));
    arena_reset(&turn->scratch);
    return message_park(turn, input, reason);
}

static enum store_error try_input(struct turn *turn, struct input *input)
{
    uint64_t key = message_marker_key(input);
    arena_reset(&turn->scratch);
    if (crash_marker_strikes(turn->setup.marker, key) >= PARK_STRIKES || input->prepare_failed)
        return STORE_CONFLICT;
    crash_marker_enter(turn->setup.marker, TURN_SLOT, key);
    enum store_error error = work_guarded(turn, input);
    crash_marker_leave(turn->setup.marker, TURN_SLOT);
    return error;
}

static bool is_kept(const struct input *input)
{
    return input->outcome != TURN_SHED && input->outcome != TURN_REFUSED;
}

static enum store_error work_alone(struct turn *turn, struct input *input)
{
    struct handing **before = turn->handings_end;
    const struct funnel funnel = turn->funnel;
    enum store_error error = store_save(turn->store);
    if (error != STORE_OK)
        return error;
    error = try_input(turn, input);
    if (error != STORE_OK || !is_kept(input))
        turn->funnel = funnel;
    if (error == STORE_OK)
        return is_kept(input) ? store_keep(turn->store) : undo(turn, before);
    if (is_stores_fault(error))
        return error;
    return set_aside(turn, input, before,
                     error == STORE_CONFLICT ? "it could not be worked" : store_error_text(error));
}

/* ---- several at once ---- */

/* What is outside of the database as it was before a few messages were worked together. */
struct before {
    struct handing **handings_end;
    int64_t counted[METRICS];
    struct funnel funnel;
};

/* How many from here on share a savepoint; under overload many would be shed, so none do. */
static size_t count_together(const struct turn *turn, const struct input *input)
{
    size_t count = 0;
    if (turn->overloaded)
        return 0;
    for (; input && input->kind == INPUT_MESSAGE && count < TOGETHER_MAX; input = input->next)
        count++;
    return count;
}

static enum store_error take_back(struct turn *turn, struct input *list, size_t count,
                                  const struct before *before)
{
    for (struct input *input = list; count; input = input->next, count--) {
        take_back_reply(input);
        input->outcome = TURN_DONE;
        input->person = 0;
    }
    memcpy(turn->counted, before->counted, sizeof turn->counted);
    turn->funnel = before->funnel;
    return undo(turn, before->handings_end);
}

/* *all: every one was kept; else nothing was written. */
static enum store_error work_together(struct turn *turn, struct input *list, size_t count,
                                      bool *all)
{
    struct before before = {.handings_end = turn->handings_end, .funnel = turn->funnel};
    struct input *input = list;
    memcpy(before.counted, turn->counted, sizeof before.counted);
    enum store_error error = store_save(turn->store);
    *all = true;
    for (size_t i = 0; i < count && *all && error == STORE_OK; i++, input = input->next) {
        error = try_input(turn, input);
        *all = error == STORE_OK && is_kept(input);
        if (!is_stores_fault(error))
            error = STORE_OK;
    }
    if (error != STORE_OK)
        return error;
    return *all ? store_keep(turn->store) : take_back(turn, list, count, &before);
}

/* ---- the batch ---- */

static enum store_error new_day(struct turn *turn)
{
    int64_t today = turn->now / 86400;
    if (today == turn->store->seen_day)
        return STORE_OK;
    enum store_error error = signup_sweep(turn->store, turn->now);
    return error == STORE_OK ? seen_turn_day(turn->store, today) : error;
}

static enum store_error work_list(struct turn *turn, struct input *list, size_t *worked)
{
    enum store_error error = STORE_OK;
    while (list && error == STORE_OK) {
        bool done = false;
        size_t count = count_together(turn, list);
        if (count > 1)
            error = work_together(turn, list, count, &done);
        for (size_t i = 0; i < (count ? count : 1) && error == STORE_OK; i++, list = list->next) {
            error = done ? STORE_OK : work_alone(turn, list);
            (*worked)++;
        }
    }
    return error;
}

enum store_error batch_work(struct turn *turn, struct input *list, size_t *worked)
{
    enum store_error error = new_day(turn);
    if (error == STORE_OK)
        error = work_list(turn, list, worked);
    if (error == STORE_OK)
        error = delivery_overdue(turn, worked);
    if (error == STORE_OK)
        error = clocks_work(turn, worked);
    if (error == STORE_OK)
        error = attend_clock(turn, worked);
    if (error == STORE_OK)
        error = leftovers_work(turn, worked);
    if (error == STORE_OK)
        error = followers_work(turn, worked);
    if (error == STORE_OK)
        error = followers_sweep(turn);
    if (error == STORE_OK)
        error = counting_work(turn, worked);
    if (error == STORE_OK)
        error = civic_notes_work(turn, worked);
    if (error == STORE_OK)
        error = unit_telling_work(turn, worked);
    if (error == STORE_OK)
        error = findable_work(turn);
    if (error == STORE_OK)
        error = retention_work(turn, worked);
    if (error == STORE_OK)
        error = delivery_lease(turn);
    return error;
}
