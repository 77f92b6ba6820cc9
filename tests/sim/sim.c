/* sim [SEEDS] [FIRST_SEED]: the real turn, store and sender in a simulated world, a world for each
 * seed. `sim 1 SEED` replays one and prints everything that happened in it.
 *
 * A world lives through a troubled time, in which people talk and everything goes wrong that the
 * seed has in store; then it is healed: no more faults, providers tell the truth. When nobody waits
 * any more every acknowledged message is sent once more, and when that has been answered the
 * database is held against what the world knows (sim_check.c). Two workers share the seeds; one
 * that dies over a seed fails it and the next goes on. */
#include "tests/sim/sim.h"

#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "dsl/compile/compile.h"

enum {
    WORKERS = 2,
    TROUBLES = 120,
    REST_AFTER = 40 * 3600 * 1000,
    HURRY = 60000,
    BROKEN_EVENTS = 2000 /* how long a broken world goes on */,
    IMAGE_MAX = 256 << 20
};

struct outcomes {
    uint64_t next; /* seed to be taken */
    uint64_t end;
    uint64_t done, failed;
    uint64_t broken[INVARIANT_COUNT];
    uint64_t now[WORKERS];
    int64_t deaths, messages, cases, doubled;
};

/* ---- moods ---- */

/* Days go by, in which nobody repeats anything. */
static void jump(struct sim *sim)
{
    size_t worked = 1;
    int64_t wait;
    while (worked && !process_gone(sim))
        if (turn_step(sim->turn, &worked, &wait) != STORE_OK)
            disk_kill(sim->disk);
    citizens_give_up(sim);
    sim->ticks += chance_between(&sim->chance, 3600, 5 * 86400) * 1000;
    sim_trace(sim, "time jumps");
}

static void trouble(struct sim *sim)
{
    struct disk_faults *faults = disk_faults(sim->disk);
    bool full = faults->full;
    if (!process_gone(sim))
        faults->full = full ? chance_permille(&sim->chance, 600)
                            : chance_permille(&sim->chance, sim->mood.full / 10);
    if (full != faults->full)
        sim_trace(sim, "the disk is %s", faults->full ? "full" : "no longer full");
    if (sim->mood.year && chance_permille(&sim->chance, 80))
        jump(sim);
    if (chance_permille(&sim->chance, 8))
        process_stop(sim);
    if (chance_permille(&sim->chance, 100))
        desk_offers(sim);
    citizens_repeat(sim);
}

static void heal(struct sim *sim)
{
    sim->healing = true;
    sim->acts_left = 0;
    *disk_faults(sim->disk) = (struct disk_faults){.dies_in = 0};
    sim_trace(sim, "everything is healed");
}

static bool at_rest(struct sim *sim)
{
    int64_t counts[OUTBOX_PARKED + 1];
    if (process_gone(sim) || !citizens_all_done(sim) ||
        outbox_count(&sim->store, counts) != STORE_OK)
        return false;
    return !counts[OUTBOX_READY] && !counts[OUTBOX_LEASED] && !counts[OUTBOX_PASSIVE] &&
           !counts[OUTBOX_APP];
}

static void repeat_all(struct sim *sim)
{
    sim->repeated = true;
    sim_trace(sim, "everything is said again");
    for (size_t i = 0; i < sim->said_count; i++) {
        struct said *said = sim->said[i];
        if (said->state == SAID_TAKEN && sim_now(sim) - said->message.written < 2 * 86400)
            door_take(sim, said, false);
    }
}

static void mood(struct sim *sim)
{
    sim->troubles++;
    if (!sim->healing)
        trouble(sim);
    if (!sim->healing && sim->troubles > TROUBLES)
        heal(sim);
    for (int i = 0; sim->healing && i < sim->people_count; i++)
        if (sim->people[i].kind == CHANNEL_APP && chance_permille(&sim->chance, 200))
            device_act(sim, &sim->people[i], true);
    if (sim->healing && sim->rested && at_rest(sim)) {
        sim->over = sim->repeated;
        if (!sim->over)
            repeat_all(sim);
    }
    sim->rested = sim->healing && at_rest(sim);
    if (sim->healing && !sim->rested && citizens_all_done(sim))
        sim->ticks += HURRY; /* what is left waits for its hour */
    sim_later(sim, sim->healing ? 8000 : chance_between(&sim->chance, 100, 4000),
              (struct event){.kind = EVENT_MOOD});
}

/* ---- one world ---- */

static void happen(struct sim *sim, const struct event *event)
{
    bool here = event->life == sim->life && !process_gone(sim);
    switch (event->kind) {
    case EVENT_STEP:
        if (here && sim->step_put && sim->step_at == event->at)
            process_step(sim);
        break;
    case EVENT_SENDER:
        if (here)
            sim_later_here(sim, sender_step(sim->sender), (struct event){.kind = EVENT_SENDER});
        break;
    case EVENT_START:
        process_start(sim);
        break;
    case EVENT_MOOD:
        mood(sim);
        break;
    case EVENT_PERSON:
        citizens_act(sim, event->thing);
        break;
    case EVENT_SUBMIT:
        citizens_submit(sim, event->thing);
        break;
    case EVENT_CLOSE:
        door_close(sim, event->thing);
        break;
    case EVENT_WRITE:
        door_write(sim, event->thing);
        break;
    case EVENT_REPORT:
        if (here)
            door_report(sim);
        break;
    case EVENT_ANSWER:
        if (here)
            sender_done(sim->sender, event->ticket, event->status, event->body);
        break;
    case EVENT_RECEIPT:
        provider_receipt(sim, event->thing);
        break;
    case EVENT_PUSH:
        device_frame(sim, event);
        break;
    case EVENT_DESK:
        desk_act(sim);
        sim_later(sim, sim->healing ? 3600000 : chance_between(&sim->chance, 500, 6000),
                  (struct event){.kind = EVENT_DESK});
        break;
    }
    process_bury(sim);
}

static bool is_broken(const struct sim *sim)
{
    bool broken = false;
    for (int i = 0; i < INVARIANT_COUNT; i++)
        broken = broken || sim->broken[i];
    return broken;
}

static void run_world(struct sim *sim)
{
    struct event event;
    int64_t healed = 0;
    int left = BROKEN_EVENTS;
    while (!sim->over && left && events_take(&sim->events, &event)) {
        left -= is_broken(sim);
        sim->event_at = event.at;
        sim->ticks = event.at > sim->ticks ? event.at : sim->ticks;
        happen(sim, &event);
        if (sim->healing && !healed)
            healed = sim->ticks;
        if (healed && sim->ticks > healed + REST_AFTER) {
            sim_breaks(sim, HOLDS_RESTS, "it goes on and on");
            break;
        }
    }
    if (!process_gone(sim)) {
        if (left) /* a world cut short has not come to rest, and need not have */
            check_all(sim);
        process_stop(sim);
    } else if (left)
        sim_breaks(sim, HOLDS_RESTS, "no process at the end");
}

static void judge(struct outcomes *verdict, struct sim *sim)
{
    for (int i = 0; i < INVARIANT_COUNT; i++)
        __atomic_add_fetch(&verdict->broken[i], sim->broken[i], __ATOMIC_RELAXED);
    __atomic_add_fetch(&verdict->failed, is_broken(sim), __ATOMIC_RELAXED);
    __atomic_add_fetch(&verdict->done, 1, __ATOMIC_RELAXED);
    __atomic_add_fetch(&verdict->deaths, sim->deaths, __ATOMIC_RELAXED);
    __atomic_add_fetch(&verdict->messages, sim->messages, __ATOMIC_RELAXED);
    __atomic_add_fetch(&verdict->cases, sim->cases, __ATOMIC_RELAXED);
    __atomic_add_fetch(&verdict->doubled, sim->doubled, __ATOMIC_RELAXED);
    if (sim->told)
        printf("seed %llu: %lld ms, digest %016llx\n", (unsigned long long)sim->seed,
               (long long)sim->ticks, (unsigned long long)sim->digest);
}

static void run_seed(struct outcomes *verdict, uint64_t seed, struct rulebook *rules, int marker,
                     bool told)
{
    struct sim *sim = malloc(sizeof *sim);
    if (!sim)
        abort();
    sim_init(sim, seed, rules, marker, told);
    run_world(sim);
    judge(verdict, sim);
    sim_free(sim);
    free(sim);
}

/* ---- workers ---- */

/* Processes that died in a world never gave back their holds on the rules. */
static void free_rules(struct rulebook *rules)
{
    struct rules_held *held = rulebook_take(rules);
    held->holders = 2;
    rulebook_put(rules, held);
    rulebook_free(rules);
}

static struct rulebook *rules_of(const struct buf *image)
{
    struct rulebook *rules = rulebook_new();
    void *memory = aligned_alloc(64, (image->n + 63) / 64 * 64);
    if (!rules || !memory)
        abort();
    memcpy(memory, image->p, image->n);
    if (rulebook_set(rules, memory, image->n, false) != RULES_OK)
        abort();
    return rules;
}

static int work(struct outcomes *verdict, const struct buf *image, int worker, bool told)
{
    struct rulebook *rules = rules_of(image);
    int marker = memfd_create("marker", MFD_CLOEXEC);
    uint64_t seed;
    while ((seed = __atomic_fetch_add(&verdict->next, 1, __ATOMIC_RELAXED)) < verdict->end) {
        verdict->now[worker] = seed;
        run_seed(verdict, seed, rules, marker, told);
    }
    close(marker);
    free_rules(rules);
    return 0;
}

static pid_t hire(struct outcomes *verdict, const struct buf *image, int worker)
{
    fflush(stdout);
    pid_t child = fork();
    if (child != 0)
        return child;
    int code = work(verdict, image, worker, false);
    fflush(stdout);
    _exit(code);
}

/* A worker that falls over a seed is replaced. */
static void work_in_parallel(struct outcomes *verdict, const struct buf *image)
{
    pid_t workers[WORKERS];
    int status, left = WORKERS;
    for (int i = 0; i < WORKERS; i++)
        workers[i] = hire(verdict, image, i);
    while (left) {
        pid_t ended = wait(&status);
        for (int i = 0; i < WORKERS; i++) {
            if (workers[i] != ended)
                continue;
            left--;
            if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
                continue;
            printf("seed %llu: the process itself fell (status %d)\n",
                   (unsigned long long)verdict->now[i], status);
            verdict->failed++;
            workers[i] = hire(verdict, image, i);
            left++;
        }
    }
}

/* ---- the program ---- */

static bool compile(const char *folder, struct buf *image)
{
    struct arena arena;
    arena_init(&arena, (size_t)1 << 30);
    struct sources sources = {.arena = &arena};
    struct diags diags = {.arena = &arena, .sources = &sources};
    struct view why = VIEW("the rules have errors");
    bool good =
        compile_folder(&arena, folder, &sources, &diags, NULL, image, &why) && !diags.errors;
    if (!good) {
        struct buf text;
        buf_init(&text, 1 << 20);
        diags_lines(&diags, DIAG_EN, &text);
        fprintf(stderr, "sim: %s: %.*s\n%.*s", folder, VIEW_FMT(why), VIEW_FMT(buf_seen(&text)));
        buf_free(&text);
    }
    arena_free(&arena);
    return good;
}

static int report(const struct outcomes *verdict, uint64_t first)
{
    uint64_t seeds = verdict->end - first, failed = 0;
    for (int i = 0; i < INVARIANT_COUNT; i++) {
        failed += verdict->broken[i] > 0;
        printf("%s - %s", verdict->broken[i] ? "not ok" : "ok",
               sim_invariant_text((enum invariant)i));
        printf(verdict->broken[i] ? " (%llu seeds)\n" : "\n",
               (unsigned long long)verdict->broken[i]);
    }
    bool all = verdict->done == seeds && !verdict->failed;
    printf("%s - seeds %llu to %llu: %lld messages, %lld cases, %lld deaths, %lld doubled sends\n",
           all ? "ok" : "not ok", (unsigned long long)first, (unsigned long long)verdict->end - 1,
           (long long)verdict->messages, (long long)verdict->cases, (long long)verdict->deaths,
           (long long)verdict->doubled);
    failed += !all;
    printf("%llu passed, %llu failed\n", (unsigned long long)(INVARIANT_COUNT + 1 - failed),
           (unsigned long long)failed);
    return failed ? 1 : 0;
}

int main(int argc, char **argv)
{
    int64_t seeds = 1000, first = 1;
    struct buf image;
    mallopt(M_MMAP_THRESHOLD, 1 << 20); /* else every start of a process clears megabytes */
    buf_init(&image, IMAGE_MAX);
    if ((argc > 1 && !view_int(view_of(argv[1]), 1, INT32_MAX, &seeds)) ||
        (argc > 2 && !view_int(view_of(argv[2]), 0, INT64_MAX / 2, &first))) {
        fprintf(stderr, "usage: sim [SEEDS] [FIRST_SEED]\n");
        return 2;
    }
    struct outcomes *verdict =
        mmap(NULL, sizeof *verdict, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (verdict == MAP_FAILED || !compile("rules/yunxi", &image))
        return 2;
    verdict->next = (uint64_t)first;
    verdict->end = (uint64_t)(first + seeds);
    if (seeds == 1)
        work(verdict, &image, 0, true);
    else
        work_in_parallel(verdict, &image);
    buf_free(&image);
    return report(verdict, (uint64_t)first);
}
