/* sim_process: the gateway's process in the simulated world: started as serve starts it, stepped as
 * its turn thread steps it, killed.
 *
 * Death comes inside a writing operation of the disk, between a commit and what is done with it, in
 * the midst of a poisonous message, or because the store said STORE_BROKEN. The code then runs on
 * to where it stands still; nothing it does reaches disk or world any more. What it held in memory
 * is given back, what the disk lost is thrown for, and some time later the next process opens what
 * is left. The rulebook outlives the processes: a dead one gives its holds back to nobody. */
#include "tests/sim/sim.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { DOWN_MOST = 15000, SOON = 25 };

/* ---- the crash marker's file ---- */

void marker_clear(struct sim *sim)
{
    if (ftruncate(sim->marker_file, 0) != 0)
        abort();
    sim->marker_size = 0;
    memset(sim->marker_page, 0, sizeof sim->marker_page);
}

void marker_look(struct sim *sim)
{
    ssize_t n = pread(sim->marker_file, sim->marker_page, sizeof sim->marker_page, 0);
    sim->marker_size = n > 0 ? (size_t)n : 0;
}

static struct crash_marker *open_marker(const struct sim *sim)
{
    char path[64];
    snprintf(path, sizeof path, "/proc/self/fd/%d", sim->marker_file);
    return crash_marker_open(path);
}

/* Closing it says that all went well; so what stood there is put back. Nobody syncs it: a power cut
 * may take it. */
static void bury_marker(struct sim *sim, bool power)
{
    uint64_t words[MARKER_WORDS];
    memcpy(words, sim->marker_page, sizeof words);
    crash_marker_close(sim->marker);
    sim->marker = NULL;
    for (size_t i = 0; i < sim->said_count; i++)
        for (size_t w = 1; w < MARKER_WORDS; w++)
            sim->said[i]->strikes += words[w] == sim->said[i]->marker;
    if (power && chance_permille(&sim->chance, 500))
        marker_clear(sim);
    else if (pwrite(sim->marker_file, sim->marker_page, sim->marker_size, 0) < 0)
        abort();
}

/* ---- faults ---- */

static int64_t drawn(struct sim *sim, int64_t mean)
{
    return mean ? 1 + chance_below(&sim->chance, 2 * mean) : 0;
}

static void arm(struct sim *sim)
{
    struct disk_faults *faults = disk_faults(sim->disk);
    const struct mood *mood = &sim->mood;
    *faults = (struct disk_faults){.slow_permille = sim->healing ? 0 : mood->slow};
    sim->acts_left = 0;
    if (sim->healing)
        return;
    if (process_stumbles(sim))
        sim->acts_left = 1 + chance_below(&sim->chance, 20);
    else if (mood->deaths && !mood->stumbles && chance_permille(&sim->chance, mood->acts))
        sim->acts_left = 1 + chance_below(&sim->chance, 60);
    else
        faults->dies_in = drawn(sim, mood->deaths);
    faults->at_sync = mood->stumbles;
    faults->fails_in = drawn(sim, mood->errors);
}

bool process_stumbles(const struct sim *sim)
{
    return sim->mood.stumbles && !sim->healing && sim->life % 2 == 0;
}

bool process_acts(struct sim *sim)
{
    if (!process_gone(sim) && sim->acts_left && --sim->acts_left == 0)
        disk_kill(sim->disk);
    return process_gone(sim);
}

/* ---- opening ---- */

static size_t passages(void *self, const struct rules *rules, struct view text,
                       enum text_language language, struct arena *arena, struct passage **out)
{
    struct sim *sim = self;
    (void)rules, (void)language, (void)arena, (void)out;
    if (view_starts(text, VIEW("毒药")))
        disk_kill(sim->disk);
    return 0;
}

static void fetched(void *self, struct account_entry *account, const struct media_row *row,
                    int status, struct view body)
{
    struct sim *sim = self;
    struct input *input = input_new(INPUT_MEDIA);
    (void)account;
    input->media = *row;
    input->media.id = view_keep(&input->arena, row->id);
    input->media.secret = view_keep(&input->arena, row->secret);
    input->media.source = VIEW("");
    input->media.state = status == 200 ? MEDIA_HERE : MEDIA_REFUSED;
    input->media.type = status == 200 ? VIEW("image/jpeg") : VIEW("");
    input->media.size = (int64_t)body.n;
    process_submit(sim, input);
}

static enum store_error open_accounts(struct sim *sim)
{
    sim->accounts = accounts_new(NULL);
    return accounts_load_sandbox(sim->accounts, &sim->store, VIEW("http://127.0.0.1:9"))
               ? STORE_OK
               : STORE_BROKEN;
}

static enum store_error open_turn(struct sim *sim)
{
    struct rules_held *held = rulebook_take(sim->rulebook);
    held->version = 0;
    rulebook_put(sim->rulebook, held);
    struct turn_setup setup = {
        .store = &sim->store,
        .world = &sim->world,
        .rulebook = sim->rulebook,
        .accounts = sim->accounts,
        .marker = sim->marker,
        .hooks = {.self = sim, .passages = passages},
        .outlets = {.self = sim, .send = post_send, .push = device_push, .fetch = post_fetch},
        .queue_max = sim->mood.queue_max,
        .batch_max = sim->mood.batch_max};
    struct sender_setup sender = {
        .world = &sim->world, .self = sim, .result = post_result, .fetched = fetched};
    sim->turn = turn_new(&setup);
    sim->sender = sender_new(&sender);
    return turn_recover(sim->turn);
}

static enum store_error open_all(struct sim *sim)
{
    enum store_error error = store_open(&sim->store, "zhida.db", &sim->world, &sim->key);
    sim->marker = open_marker(sim);
    if (error == STORE_OK)
        error = open_accounts(sim);
    return error == STORE_OK ? open_turn(sim) : error;
}

void process_start(struct sim *sim)
{
    if (sim->alive)
        return;
    sim->life++;
    sim->alive = true;
    arm(sim);
    int64_t failing = disk_faults(sim->disk)->fails_in;
    enum store_error error = open_all(sim);
    bool injected = failing && !disk_faults(sim->disk)->fails_in;
    sim_trace(sim, "process %d starts: %s", sim->life,
              process_gone(sim) ? "and dies" : store_error_text(error));
    if (!process_gone(sim) && error != STORE_OK && !injected)
        sim_breaks(sim, HOLDS_OPENS, "%s", store_error_text(error));
    if (error != STORE_OK)
        disk_kill(sim->disk);
    if (!process_bury(sim)) {
        process_wake(sim, 0);
        sim_later_here(sim, 1000, (struct event){.kind = EVENT_SENDER});
    }
}

/* ---- ending ---- */

bool process_gone(const struct sim *sim)
{
    return !sim->alive || disk_dead(sim->disk);
}

static void take_apart(struct sim *sim)
{
    turn_free(sim->turn);
    if (sim->sender)
        sender_free(sim->sender);
    accounts_free(sim->accounts);
    if (sim->store.db)
        store_close(&sim->store);
    sim->turn = NULL;
    sim->sender = NULL;
    sim->accounts = NULL;
    sim->alive = sim->step_put = false;
    sim->answered_count = 0;
    for (int i = 0; i < sim->people_count; i++)
        sim->people[i].connected = false;
}

bool process_bury(struct sim *sim)
{
    if (!sim->alive || !disk_dead(sim->disk))
        return false;
    bool power =
        sim->mood.stumbles ? sim->life % 2 == 0 : chance_permille(&sim->chance, sim->mood.power);
    sim->deaths++;
    take_apart(sim);
    bury_marker(sim, power);
    disk_revive(sim->disk, power);
    post_forget(sim);
    *disk_faults(sim->disk) = (struct disk_faults){.dies_in = 0};
    sim_trace(sim, "process %d is dead%s", sim->life, power ? ", and so was the power" : "");
    sim_later(sim, chance_between(&sim->chance, 20, DOWN_MOST),
              (struct event){.kind = EVENT_START});
    return true;
}

/* What is under way is given up, the queue is worked off, the store closed. */
void process_stop(struct sim *sim)
{
    size_t worked = 1;
    int64_t wait;
    if (process_gone(sim))
        return;
    turn_hold(sim->turn);
    enum store_error error = STORE_OK;
    while (worked && error == STORE_OK && !process_gone(sim))
        error = turn_step(sim->turn, &worked, &wait);
    if (error != STORE_OK)
        disk_kill(sim->disk);
    if (process_bury(sim))
        return;
    take_apart(sim);
    crash_marker_close(sim->marker);
    sim->marker = NULL;
    disk_revive(sim->disk, false);
    post_forget(sim);
    sim_trace(sim, "process %d stops", sim->life);
    sim_later(sim, chance_between(&sim->chance, 20, DOWN_MOST),
              (struct event){.kind = EVENT_START});
}

/* ---- running ---- */

void process_wake(struct sim *sim, int64_t in)
{
    int64_t at = sim->ticks + in;
    if (process_gone(sim) || (sim->step_put && sim->step_at <= at))
        return;
    sim->step_put = true;
    sim->step_at = at;
    sim_later_here(sim, in, (struct event){.kind = EVENT_STEP});
}

static void checkpoint(struct sim *sim)
{
    int64_t rest;
    if (db_checkpoint(sim->store.db, &rest) == STORE_BROKEN)
        disk_kill(sim->disk);
}

void process_step(struct sim *sim)
{
    size_t worked;
    int64_t wait;
    sim->step_put = false;
    if (process_gone(sim))
        return;
    enum store_error error = turn_step(sim->turn, &worked, &wait);
    if (error != STORE_OK) {
        sim_trace(sim, "the store: %s", store_error_text(error));
        disk_kill(sim->disk);
    }
    if (process_gone(sim))
        return;
    if (worked && chance_permille(&sim->chance, 40))
        checkpoint(sim);
    process_wake(sim, worked ? 0 : wait > 0 ? wait : 1);
}

bool process_submit(struct sim *sim, struct input *input)
{
    if (process_gone(sim) || !turn_submit(sim->turn, input)) {
        input_free(input);
        return false;
    }
    process_wake(sim, chance_below(&sim->chance, SOON));
    return true;
}

struct account_entry *process_account(struct sim *sim, enum channel_kind kind)
{
    for (size_t i = 0; i < accounts_count(sim->accounts); i++)
        if (accounts_at(sim->accounts, i)->adapter->kind == kind)
            return accounts_at(sim->accounts, i);
    return NULL;
}
