/* turn_bench: what a durable turn costs the turn thread, without listener and load generator: the
 * same five turns a case that load.c plays, handed to turn_step() in batches, on a real store.
 * Processor time rather than the clock, so that a busy machine says nearly the same.
 *
 *   turn_bench RULES DATABASE KEY BATCH BATCHES
 *   prints {"batch":N,"turns":N,"prepare_cpu_us":X,"turn_cpu_us":X,"turn_us":X} */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "dsl/compile/compile.h"
#include "gateway/turn/turn.h"
#include "gateway/world_real.h"

static const char *const said[] = {"你好,请问能反映噪音吗", "隔壁工地半夜还在打桩,吵得睡不着",
                                   "松影苑", "对", "进度"};
enum { TURNS = sizeof said / sizeof *said, BATCH_ROOM = 4096, CHECKPOINT_EACH = 64 };

struct bench {
    struct world world;
    struct seal_key key;
    struct store store;
    struct rulebook *rulebook;
    struct accounts *accounts;
    struct account_entry *account;
    struct turn *turn;
    int64_t batch, batches, serial, first_person;
    int64_t answered[BATCH_ROOM];
    size_t answered_count, failed;
    double preparing, turning, waiting;
};

static double seconds(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static bool open_rules(struct bench *bench, const char *folder)
{
    struct arena arena;
    struct view why;
    struct buf image;
    arena_init(&arena, (size_t)1 << 30);
    struct sources sources = {.arena = &arena};
    struct diags diags = {.arena = &arena, .sources = &sources};
    buf_init(&image, 256 << 20);
    bool good =
        compile_folder(&arena, folder, &sources, &diags, NULL, &image, &why) && !diags.errors;
    arena_free(&arena);
    bench->rulebook = rulebook_new();
    return good && rulebook_set(bench->rulebook, image.p, image.n, false) == RULES_OK;
}

static bool open_turn(struct bench *bench, const char *database, const char *key)
{
    bench->world = world_real();
    if (seal_key_load(key, true, &bench->world, &bench->key) != SEAL_OK ||
        store_open(&bench->store, database, &bench->world, &bench->key) != STORE_OK)
        return false;
    bench->accounts = accounts_new(NULL);
    if (!accounts_load_sandbox(bench->accounts, &bench->store, VIEW("")))
        return false;
    bench->account = accounts_find(bench->accounts, VIEW("wechat"), VIEW("demo"));
    bench->first_person = bench->store.next_person;
    struct turn_setup setup = {.store = &bench->store,
                               .world = &bench->world,
                               .rulebook = bench->rulebook,
                               .accounts = bench->accounts};
    bench->turn = turn_new(&setup);
    return bench->turn && turn_recover(bench->turn) == STORE_OK;
}

static void note(struct input *input)
{
    struct bench *bench = input->owner;
    bench->failed += !input->has_reply;
    if (input->reply_outbox)
        bench->answered[bench->answered_count++] = input->reply_outbox;
    input_free(input);
}

/* What the listener says of the batch before. */
static struct input *answered(struct bench *bench)
{
    struct input *input = input_new(INPUT_ANSWERED);
    size_t size = bench->answered_count * sizeof *bench->answered;
    input->answered_count = bench->answered_count;
    input->answered = ARENA_ARRAY(&input->arena, bench->answered_count, int64_t);
    memcpy(input->answered, bench->answered, size);
    bench->answered_count = 0;
    return input;
}

static struct view printed(struct arena *arena, const char *format, int64_t number)
{
    char text[80];
    int n = snprintf(text, sizeof text, format, (long long)number);
    return view_keep(arena, (struct view){text, (size_t)n});
}

static struct input *message(struct bench *bench, int64_t person, int64_t turn)
{
    struct input *input = input_new(INPUT_MESSAGE);
    struct arena *arena = &input->arena;
    int64_t serial = ++bench->serial + bench->first_person * 1000;
    input->account = bench->account;
    input->passive = true;
    input->arrived = bench->world.ticks(bench->world.self);
    input->done = note;
    input->owner = bench;
    input->replay_time = bench->world.now(bench->world.self);
    input->replay_key = printed(arena, "%040lld", serial);
    input->replay_body = printed(arena, "%064lld", serial);
    input->message =
        (struct inbound){.kind = IN_TEXT,
                         .sender = printed(arena, "bench_%010lld", bench->first_person + person),
                         .key = printed(arena, "%032lld", serial),
                         .key_time = input->replay_time,
                         .text = view_of(said[turn])};
    return input;
}

/* One batch of as many people, all at the same turn or not: in the mix that load.c plays. */
static bool run_batch(struct bench *bench, int64_t round)
{
    size_t worked;
    int64_t wait;
    if (bench->answered_count && !turn_submit(bench->turn, answered(bench)))
        return false;
    double began = seconds(CLOCK_THREAD_CPUTIME_ID);
    for (int64_t i = 0; i < bench->batch; i++) {
        int64_t turn = round + i % TURNS;
        if (!turn_submit(bench->turn,
                         message(bench, turn / TURNS * bench->batch + i, turn % TURNS)))
            return false;
    }
    double prepared = seconds(CLOCK_THREAD_CPUTIME_ID), at = seconds(CLOCK_MONOTONIC);
    do
        if (turn_step(bench->turn, &worked, &wait) != STORE_OK)
            return false;
    while (worked); /* a step takes no more than its pace allows */
    bench->preparing += prepared - began;
    bench->turning += seconds(CLOCK_THREAD_CPUTIME_ID) - prepared;
    bench->waiting += seconds(CLOCK_MONOTONIC) - at;
    return !bench->failed;
}

static bool run(struct bench *bench)
{
    int64_t rest;
    for (int64_t round = 0; round < bench->batches; round++)
        if (!run_batch(bench, round) ||
            (round % CHECKPOINT_EACH == 0 && db_checkpoint(bench->store.db, &rest) != STORE_OK))
            return false;
    return true;
}

int main(int argc, char **argv)
{
    static struct bench bench;
    if (argc != 6 || !view_int(view_of(argv[4]), 1, BATCH_ROOM / 2, &bench.batch) ||
        !view_int(view_of(argv[5]), 1, 10000000, &bench.batches)) {
        fprintf(stderr, "usage: turn_bench RULES DATABASE KEY BATCH BATCHES\n");
        return 2;
    }
    if (!open_rules(&bench, argv[1]) || !open_turn(&bench, argv[2], argv[3]) || !run(&bench)) {
        fprintf(stderr, "turn_bench: failed\n");
        return 1;
    }
    double turns = (double)(bench.batch * bench.batches);
    printf("{\"batch\":%lld,\"turns\":%.0f,\"prepare_cpu_us\":%.2f,\"turn_cpu_us\":%.2f,"
           "\"turn_us\":%.2f}\n",
           (long long)bench.batch, turns, 1e6 * bench.preparing / turns,
           1e6 * bench.turning / turns, 1e6 * bench.waiting / turns);
    turn_free(bench.turn);
    accounts_free(bench.accounts);
    rulebook_free(bench.rulebook);
    store_close(&bench.store);
    return 0;
}
