/* sim_world: clock, chance, mood and memory of one seed.
 *
 * The seed first decides what kind of world it is (how much people, providers and disks misbehave),
 * then throws every die in it. Time is virtual and moves only from event to event, and while a disk
 * is slow. A trace of what happened is kept in a ring, printed when something breaks, and hashed,
 * so that two runs of a seed can be held against each other. */
#include "tests/sim/sim.h"

#include <stdio.h>
#include <stdlib.h>

#include "dsl/base/hash.h"

enum { SEED_MEMORY = 256 << 20 };

/* ---- clock and chance, as the gateway sees them ---- */

static int64_t world_now(void *self)
{
    const struct sim *sim = self;
    return sim_now(sim);
}

static int64_t world_ticks(void *self)
{
    const struct sim *sim = self;
    return sim->ticks;
}

/* A turn draws chance in the midst of its work: there a poisonous message kills the process. */
static bool poisoned(const struct sim *sim)
{
    uint64_t words[MARKER_WORDS];
    memcpy(words, sim->marker_page, sizeof words);
    for (size_t i = 0; i < sim->said_count; i++)
        if (sim->said[i]->poison == POISON_TURN && sim->said[i]->marker == words[1])
            return true;
    return false;
}

static void world_random(void *self, unsigned char *out, size_t n)
{
    struct sim *sim = self;
    for (size_t i = 0; i < n; i++)
        out[i] = (unsigned char)(chance_next(&sim->chance) >> 32);
    if (sim->alive && sim->mood.poison && n == 16) {
        marker_look(sim);
        if (poisoned(sim))
            disk_kill(sim->disk);
    }
}

static void pause_world(void *self, int64_t milliseconds)
{
    struct sim *sim = self;
    sim->ticks += milliseconds;
}

static void process_died(void *self)
{
    struct sim *sim = self;
    marker_look(sim);
}

/* ---- mood ---- */

static int some(struct sim *sim, int of_thousand, int low, int high)
{
    return chance_permille(&sim->chance, of_thousand) ? (int)chance_between(&sim->chance, low, high)
                                                      : 0;
}

static void set_mood(struct sim *sim)
{
    struct mood *mood = &sim->mood;
    bool few = chance_permille(&sim->chance, 200);
    int64_t crowd = chance_below(&sim->chance, 31) * chance_below(&sim->chance, 31) / 30;
    *mood = (struct mood){
        .people = (int)(few ? chance_between(&sim->chance, 1, 4) : 10 + crowd),
        .lies = some(sim, 800, 20, 500),
        .closes = some(sim, 700, 20, 500),
        .copies = some(sim, 700, 20, 500),
        .repeats = some(sim, 700, 20, 300),
        .replays = some(sim, 300, 20, 200),
        .deaths = some(sim, 750, 150, 4000),
        .errors = some(sim, 250, 300, 4000),
        .power = some(sim, 800, 100, 1000),
        .acts = some(sim, 500, 100, 600),
        .full = some(sim, 250, 50, 500),
        .slow = some(sim, 300, 10, 200),
        .poison = chance_permille(&sim->chance, 250),
        .year = chance_permille(&sim->chance, 200),
        .queue_max =
            chance_permille(&sim->chance, 150) ? (size_t)chance_between(&sim->chance, 4, 30) : 0,
        .batch_max =
            chance_permille(&sim->chance, 300) ? (size_t)chance_between(&sim->chance, 1, 8) : 0};
    mood->stumbles = chance_permille(&sim->chance, 80);
    if (mood->stumbles) {
        mood->deaths = 150;
        mood->people = (int)chance_between(&sim->chance, 1, 4);
    }
}

/* ---- life ---- */

void sim_init(struct sim *sim, uint64_t seed, struct rulebook *rulebook, int marker_file, bool told)
{
    *sim = (struct sim){.seed = seed,
                        .told = told,
                        .chance = {hash_mix(seed + 1)},
                        .rulebook = rulebook,
                        .marker_file = marker_file,
                        .key = {{1, 2, 3, 4, 5}}};
    arena_init(&sim->arena, SEED_MEMORY);
    sim->base = 1795300000 + chance_below(&sim->chance, 30 * 86400);
    sim->world = (struct world){.self = sim,
                                .now = world_now,
                                .ticks = world_ticks,
                                .random = world_random,
                                .caller = sim,
                                .start_call = provider_call,
                                .start_fetch = provider_fetch};
    sim->disk = disk_new(&sim->chance, sim, process_died, pause_world);
    sim->world.vfs = disk_vfs(sim->disk);
    set_mood(sim);
    marker_clear(sim);
    sim_later(sim, 0, (struct event){.kind = EVENT_START});
    citizens_begin(sim);
}

void sim_free(struct sim *sim)
{
    events_free(&sim->events);
    disk_free(sim->disk);
    arena_free(&sim->arena);
}

int64_t sim_now(const struct sim *sim)
{
    return sim->base + sim->ticks / 1000;
}

/* ---- events ---- */

void sim_later(struct sim *sim, int64_t in, struct event event)
{
    event.at = sim->ticks + in;
    events_put(&sim->events, event);
}

void sim_later_here(struct sim *sim, int64_t in, struct event event)
{
    event.life = sim->life;
    sim_later(sim, in, event);
}

/* ---- trace and verdict ---- */

void sim_trace(struct sim *sim, const char *format, ...)
{
    va_list args;
    char *line = sim->trace[sim->traced++ % TRACE_LINES];
    int n = snprintf(line, TRACE_WIDTH, "%9lld ", (long long)sim->ticks);
    va_start(args, format);
    vsnprintf(line + n, (size_t)(TRACE_WIDTH - n), format, args);
    va_end(args);
    sim->digest = hash_bytes(line, strlen(line), sim->digest);
    if (sim->told)
        printf("%s\n", line);
}

const char *sim_invariant_text(enum invariant what)
{
    static const char *const texts[] = {
#define INVARIANT(name, text) text,
        INVARIANTS(INVARIANT)
#undef INVARIANT
    };
    return texts[what];
}

static void print_trace(const struct sim *sim)
{
    size_t from = sim->traced > TRACE_LINES ? sim->traced - TRACE_LINES : 0;
    for (size_t i = from; i < sim->traced; i++)
        printf("    %s\n", sim->trace[i % TRACE_LINES]);
}

/* The first break of a seed comes with what led to it. */
void sim_breaks(struct sim *sim, enum invariant what, const char *format, ...)
{
    va_list args;
    bool first = true;
    for (int i = 0; i < INVARIANT_COUNT; i++)
        first = first && !sim->broken[i];
    if (first && !sim->told) {
        printf("seed %llu, what came before:\n", (unsigned long long)sim->seed);
        print_trace(sim);
    }
    if (!sim->broken[what] || sim->told) {
        printf("seed %llu: not so: %s: ", (unsigned long long)sim->seed, sim_invariant_text(what));
        va_start(args, format);
        vprintf(format, args);
        va_end(args);
        printf("\n");
        fflush(stdout);
    }
    sim->broken[what] = true;
}
