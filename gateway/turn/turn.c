/* turn: the step, and what comes after its commit.
 *
 * A step takes what waits (at most a batch: pace.h), begins one transaction, works each input
 * (batch.c), looks at what time has brought, leases what may go out, and commits once. Only after
 * the commit does anybody hear: requests are answered, messages handed to the sender, apps pushed.
 * If the commit fails nothing was said, and every input of the batch is told so.
 *
 * The store failing is nobody's fault: STORE_FULL answers "come again" and tries the next batch
 * anew; STORE_BROKEN ends the process, because after a failed write nothing that is said can be
 * believed.
 *
 * Always holds: one thread writes; an input is acknowledged if and only if it was committed; what
 * was handed out after a commit is in the database as leased, passive or kept for an app. */
#include "gateway/turn/self.h"

#include <stdlib.h>

enum { SCRATCH_CEILING = 16 << 20, BATCH_CEILING = 256 << 20, IDLE_TICKS = 1000 };

struct turn *turn_new(const struct turn_setup *setup)
{
    struct turn *turn = calloc(1, sizeof *turn);
    if (!turn)
        return NULL;
    turn->setup = *setup;
    turn->store = setup->store;
    if (!turn->setup.queue_max)
        turn->setup.queue_max = QUEUE_MAX;
    if (!turn->setup.batch_max)
        turn->setup.batch_max = BATCH_MAX;
    queue_init(&turn->inbox, turn->setup.queue_max);
    for (int i = 0; i < PREPARERS_MAX; i++)
        queue_init(&turn->prepare[i], turn->setup.queue_max);
    arena_init(&turn->scratch, SCRATCH_CEILING);
    arena_init(&turn->batch, BATCH_CEILING);
    turn->handings_end = &turn->handings;
    turn->memo = talk_memo_new(); /* without one nothing is remembered */
    metrics_set(setup->metrics, METRIC_QUEUE_LIMIT, (int64_t)turn->setup.queue_max);
    return turn;
}

void turn_free(struct turn *turn)
{
    if (!turn)
        return;
    for (struct input *held = turn->held, *next; held; held = next) {
        next = held->next;
        rulebook_put(turn->setup.rulebook, held->rules);
        input_free(held);
    }
    queue_free(&turn->inbox);
    for (int i = 0; i < PREPARERS_MAX; i++)
        queue_free(&turn->prepare[i]);
    arena_free(&turn->scratch);
    arena_free(&turn->batch);
    free(turn->passives.at);
    talk_memo_free(turn->memo);
    if (turn->memo_rules)
        rulebook_put(turn->setup.rulebook, turn->memo_rules);
    free(turn);
}

/* ---- the commit ---- */

static int64_t micros(const struct turn *turn)
{
    const struct world *world = turn->setup.world;
    return world->micros ? world->micros(world->self) : 0;
}

/* began: the batch's work, of so many inputs. */
static enum store_error commit(struct turn *turn, size_t inputs, int64_t began)
{
    int64_t worked = micros(turn);
    enum store_error error = store_commit(turn->store);
    int64_t committed = micros(turn);
    metrics_add(turn->setup.metrics, METRIC_COMMIT_MICROS, committed - worked);
    metrics_add(turn->setup.metrics, METRIC_COMMITS, 1);
    pace_note(&turn->pace, inputs, worked - began, committed - worked);
    return error;
}

/* ---- after the commit ---- */

static void hand_out(struct turn *turn, const struct handing *hand)
{
    const struct turn_outlets *outlets = &turn->setup.outlets;
    switch (hand->kind) {
    case HAND_SEND:
        delivery_took_off(turn, &hand->row);
        outlets->send(outlets->self, &hand->row, hand->account, &hand->message);
        break;
    case HAND_PUSH:
        if (outlets->push)
            outlets->push(outlets->self, hand->account, &hand->message);
        break;
    case HAND_FETCH:
        if (outlets->fetch)
            outlets->fetch(outlets->self, hand->account, &hand->media, &hand->source);
        break;
    case HAND_DROP:
        outlets->drop(outlets->self, hand->media.id);
        break;
    case HAND_ASK:
        turn->aide.under_way++;
        outlets->ask(outlets->self, hand->question);
        break;
    case HAND_PASSIVE:
        delivery_wait_passive(turn, &hand->row, hand->deadline);
        break;
    }
}

/* Where the commit took so long that the reply is about to go by the sender, it is not given to the
 * request too. */
static void withhold_late(struct turn *turn, struct input *input)
{
    const struct world *world = turn->setup.world;
    if (!input->passive || !input->reply_outbox ||
        world->ticks(world->self) - input->arrived < PASSIVE_TICKS)
        return;
    input->has_reply = false;
    input->reply_count = 0;
    input->reply_outbox = 0;
}

void turn_publish_counts(struct turn *turn)
{
    for (int i = 0; i < METRICS; i++)
        if (turn->counted[i])
            metrics_add(turn->setup.metrics, (enum metric)i, turn->counted[i]);
    memset(turn->counted, 0, sizeof turn->counted);
}

/* By what became of it, so that one that was shed counts though nothing of it was kept. */
static void count_message(struct turn *turn, const struct input *input)
{
    if (input->outcome == TURN_DONE && input->person)
        turn_count(turn, METRIC_MESSAGES, 1);
    else if (input->outcome == TURN_REPEAT)
        turn_count(turn, METRIC_REPEATS, 1);
    else if (input->outcome == TURN_REFUSED)
        turn_count(turn, METRIC_REFUSED, 1);
    else if (input->outcome == TURN_SHED)
        turn_count(turn, METRIC_SHED, 1);
}

static void finish(struct turn *turn, struct input *input)
{
    if (input->kind == INPUT_MESSAGE)
        withhold_late(turn, input);
    rulebook_put(turn->setup.rulebook, input->rules);
    input->rules = NULL;
    if (input->kind == INPUT_RESULT)
        delivery_landed(turn, input);
    if (input->kind == INPUT_AIDE)
        aide_landed(turn, input);
    if (input->kind == INPUT_JOB)
        for (size_t i = 0; i < turn->lane_count; i++)
            turn->lanes[i].look_at = 0;
    if (input->done)
        input->done(input);
    else
        input_free(input);
}

static void finish_list(struct turn *turn, struct input *list)
{
    for (struct input *input = list, *next; input; input = next) {
        next = input->next;
        finish(turn, input);
    }
}

static void announce(struct turn *turn, struct input *list, size_t worked)
{
    metrics_add(turn->setup.metrics, METRIC_TURNS, (int64_t)worked);
    for (const struct handing *hand = turn->handings; hand; hand = hand->next)
        hand_out(turn, hand);
    for (const struct input *input = list; input; input = input->next)
        if (input->kind == INPUT_MESSAGE)
            count_message(turn, input);
    turn_publish_counts(turn);
    finish_list(turn, list);
}

/* Results and files have nobody who would bring them again. */
static bool is_kept(const struct input *input)
{
    return input->kind == INPUT_RESULT || input->kind == INPUT_ANSWERED ||
           input->kind == INPUT_AIDE || (input->kind == INPUT_MEDIA && !input->done);
}

static void hold(struct turn *turn, struct input *input)
{
    struct input **end = &turn->held;
    while (*end)
        end = &(*end)->next;
    input->next = NULL;
    input->outcome = TURN_DONE;
    *end = input;
    turn->held_until = turn->ticks + HELD_TICKS;
}

static void fail_one(struct turn *turn, struct input *input, enum store_error error)
{
    if (is_kept(input) && error != STORE_BROKEN) {
        hold(turn, input);
        return;
    }
    input->outcome = TURN_FAILED;
    input->stored = error;
    input->moved = MOVE_NO_STORE;
    input->has_reply = false;
    input->reply_count = 0;
    metrics_add(turn->setup.metrics, METRIC_FAILED, 1);
    finish(turn, input);
}

static void fail_list(struct turn *turn, struct input *list, enum store_error error)
{
    if (!turn->full || error == STORE_BROKEN)
        log_event(turn->setup.log, LOG_ERROR, "store_failed",
                  LOG_WORD("reason", store_error_text(error)),
                  LOG_WORD("engine", db_why(turn->store->db)));
    for (struct input *input = list, *next; input; input = next) {
        next = input->next;
        fail_one(turn, input, error);
    }
}

/* ---- the step ---- */

bool turn_ready(const struct turn *turn)
{
    return !turn->broken && !turn->full && !turn->overloaded;
}

static void look_at_clock(struct turn *turn)
{
    const struct world *world = turn->setup.world;
    turn->now = world->now(world->self);
    turn->ticks = world->ticks(world->self);
}

/* One who was erased by another process must not live on here, however long nobody writes. */
static void notice_others(struct turn *turn)
{
    if (store_notice_others(turn->store) != STORE_OK)
        return; /* the next batch meets the same store and says so */
}

/* What was decided by other rules. Those of now are held, so that none that come later can stand
 * where they stood and be taken for them. */
static void forget_decisions(struct turn *turn)
{
    talk_memo_forget(turn->memo);
    if (turn->memo_rules)
        rulebook_put(turn->setup.rulebook, turn->memo_rules);
    rulebook_hold(turn->setup.rulebook, turn->rules);
    turn->memo_rules = turn->rules;
}

static bool take_rules(struct turn *turn)
{
    turn->rules = rulebook_take(turn->setup.rulebook);
    if (turn->rules && turn->rules != turn->memo_rules)
        forget_decisions(turn);
    return turn->rules != NULL;
}

/* Rules that have not been named in this store yet, in a transaction of their own. */
static enum store_error name_rules(struct turn *turn)
{
    int64_t id;
    if (turn->rules->version)
        return STORE_OK;
    enum store_error error = store_begin(turn->store);
    if (error == STORE_OK)
        error = store_version_id(turn->store, rules_version(&turn->rules->rules), turn->now, &id);
    if (error == STORE_OK)
        error = store_commit(turn->store);
    else
        store_rollback(turn->store);
    if (error == STORE_OK)
        turn->rules->version = id;
    return error;
}

/* What was held comes first; it is older. */
static struct input *take_inputs(struct turn *turn)
{
    struct input *list = queue_take(&turn->inbox, pace_room(&turn->pace, turn->setup.batch_max), 0);
    if (!turn->held || turn->held_until > turn->ticks)
        return list;
    struct input *held = turn->held, *last = held;
    while (last->next)
        last = last->next;
    last->next = list;
    turn->held = NULL;
    return held;
}

static bool something_due(const struct turn *turn)
{
    const struct passives *ring = &turn->passives;
    if (turn->rest_until > turn->ticks)
        return false;
    if (ring->count && ring->at[ring->first].deadline <= turn->ticks)
        return true;
    if (turn->store->notes || attend_due(turn) || leftovers_due(turn) || unit_telling_due(turn) ||
        followers_due(turn) || counting_due(turn) || findable_due(turn) ||
        turn->cases_look_at <= turn->now || turn->now / 86400 != turn->store->seen_day)
        return true;
    if (turn->holding)
        return false; /* nothing is leased any more: a lane would be due for ever */
    for (size_t i = 0; i < turn->lane_count; i++)
        if (turn->lanes[i].look_at <= turn->ticks)
            return true;
    return turn->setup.outlets.send && turn->lane_count < accounts_count(turn->setup.accounts);
}

static int64_t until_next(const struct turn *turn)
{
    int64_t wait = IDLE_TICKS;
    const struct passives *ring = &turn->passives;
    if (ring->count && ring->at[ring->first].deadline - turn->ticks < wait)
        wait = ring->at[ring->first].deadline - turn->ticks;
    for (size_t i = 0; i < turn->lane_count && !turn->holding; i++)
        if (turn->lanes[i].look_at - turn->ticks < wait)
            wait = turn->lanes[i].look_at - turn->ticks;
    if (turn->store->facts_noted && turn->figures_look_at - turn->ticks < wait)
        wait = turn->figures_look_at - turn->ticks;
    if (turn->held && turn->held_until - turn->ticks < wait)
        wait = turn->held_until - turn->ticks;
    if (turn->rest_until > turn->ticks)
        wait = turn->rest_until - turn->ticks;
    return wait < 0 ? 0 : wait;
}

/* Between two batches: see checkpoint.h. */
static void look_after_log(struct turn *turn)
{
    struct checkpointer *checkpointer = turn->setup.checkpointer;
    int64_t rest, pages = db_log_pages(turn->store->db);
    checkpointer_note(checkpointer, pages);
    metrics_set(turn->setup.metrics, METRIC_LOG_PAGES, pages);
    if (checkpointer_wants_turn(checkpointer) && db_checkpoint(turn->store->db, &rest) == STORE_OK)
        metrics_add(turn->setup.metrics, METRIC_CHECKPOINTS, 1);
}

static void forget_batch(struct turn *turn)
{
    arena_reset(&turn->batch);
    memset(turn->counted, 0, sizeof turn->counted);
    turn->funnel = (struct funnel){0};
    turn->handings = NULL;
    turn->handings_end = &turn->handings;
}

static enum store_error run_batch(struct turn *turn, struct input *list, size_t *worked)
{
    int64_t day = turn->store->seen_day;
    enum store_error error = name_rules(turn);
    if (error == STORE_OK)
        error = store_begin(turn->store);
    if (error != STORE_OK)
        return error;
    int64_t before = micros(turn);
    error = batch_work(turn, list, worked);
    metrics_add(turn->setup.metrics, METRIC_TURN_MICROS, micros(turn) - before);
    if (error == STORE_OK)
        error = commit(turn, *worked, before);
    if (error != STORE_OK) {
        store_rollback(turn->store);
        turn->store->seen_day = day;
    }
    delivery_passed(turn, error == STORE_OK);
    return error;
}

/* After a failure whatever was counted as gone must be looked at again. */
static void look_at_all(struct turn *turn)
{
    turn->cases_look_at = turn->now + 1;
    turn->leftovers_look_at = turn->topics_look_at = 0;
    turn->followers_look_at = turn->now + 1;
    turn->figures_look_at = turn->ticks + HELD_TICKS;
    turn->store->facts_noted = true;
    turn->findable_look_at = turn->taken_look_at = turn->now + 1;
    for (size_t i = 0; i < turn->lane_count; i++)
        turn->lanes[i].look_at = turn->ticks + HELD_TICKS;
    turn->rest_until = turn->ticks + HELD_TICKS;
    turn->store->next_case = 0;
    turn->store->notes = true;
}

static enum store_error settle_failure(struct turn *turn, struct input *list,
                                       enum store_error error)
{
    fail_list(turn, list, error);
    turn->full = true;
    look_at_all(turn);
    return error == STORE_BROKEN ? STORE_BROKEN : STORE_OK;
}

enum store_error turn_step(struct turn *turn, size_t *worked, int64_t *wait)
{
    *worked = 0;
    look_at_clock(turn);
    notice_others(turn);
    size_t backlog = queue_count(&turn->inbox);
    turn->overloaded = backlog > turn->setup.queue_max * 3 / 4;
    metrics_set(turn->setup.metrics, METRIC_QUEUE, (int64_t)backlog);
    size_t preparing = 0;
    for (int i = 0; i < turn->preparers; i++)
        preparing += queue_count(&turn->prepare[i]);
    metrics_set(turn->setup.metrics, METRIC_PREPARE_QUEUE, (int64_t)preparing);
    struct input *list = take_inputs(turn);
    if ((list || something_due(turn)) && take_rules(turn)) {
        enum store_error error = run_batch(turn, list, worked);
        rulebook_put(turn->setup.rulebook, turn->rules);
        if (error != STORE_OK)
            error = settle_failure(turn, list, error);
        else {
            turn->full = false;
            announce(turn, list, *worked);
            look_after_log(turn);
        }
        forget_batch(turn);
        if (turn->setup.outlets.flush)
            turn->setup.outlets.flush(turn->setup.outlets.self);
        if (error != STORE_OK)
            return error;
    }
    *wait = until_next(turn);
    return STORE_OK;
}
