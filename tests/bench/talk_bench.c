/* talk_bench: what a turn costs without network and disk: reading a text, and the conversation with
 * its state unpacked before and packed after. A small talk is played over and over: a complaint, a
 * question back, the place, the read-back, yes.
 *
 *   talk_bench RULES ROUNDS        prints {"recognise_microseconds":X,"talk_microseconds":Y} */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "dsl/compile/compile.h"
#include "gateway/talk/talk.h"

static const char *const lines[] = {"楼下太吵了，睡不着，你们管不管",
                                    "是工地在打桩",
                                    "半夜",
                                    "松影苑门口",
                                    "改一下地址，是柳荫苑",
                                    "对"};
enum { LINES = sizeof lines / sizeof *lines, NOW = 1795275600 };

struct bench {
    struct rules rules;
    struct buf image, state;
    double reading, talking;
};

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static bool open_rules(struct bench *bench, const char *folder)
{
    struct arena arena;
    struct view why;
    arena_init(&arena, (size_t)1 << 30);
    struct sources sources = {.arena = &arena};
    struct diags diags = {.arena = &arena, .sources = &sources};
    buf_init(&bench->image, 256 << 20);
    bool good = compile_folder(&arena, folder, &sources, &diags, NULL, &bench->image, &why) &&
                !diags.errors &&
                rules_open(&bench->rules, bench->image.p, bench->image.n) == RULES_OK;
    arena_free(&arena);
    return good;
}

static void turn(struct bench *bench, struct arena *arena, const char *line)
{
    struct inbound message = {.kind = IN_TEXT, .text = view_of(line), .written = NOW};
    struct talk_input input = {.message = &message,
                               .channel = CHANNEL_SMS,
                               .now = NOW,
                               .next_case = VIEW("YX20261121-000001")};
    struct talk_reads reads = {.case_count = 0};
    struct talk_needs needs;
    struct talk_effects effects;
    double began = seconds();
    input.recognition = recognise(&bench->rules, arena, message.text);
    double read = seconds();
    struct talk_state *state = talk_unpack(&bench->rules, buf_seen(&bench->state), arena);
    talk_needs(&bench->rules, state, &input, &needs);
    talk_turn(&bench->rules, state, &input, &reads, arena, &effects);
    struct buf packed;
    buf_init(&packed, 1 << 16);
    talk_pack(&bench->rules, state, &packed);
    buf_clear(&bench->state);
    buf_view(&bench->state, buf_seen(&packed));
    buf_free(&packed);
    bench->reading += read - began;
    bench->talking += seconds() - read;
}

int main(int argc, char **argv)
{
    static struct bench bench;
    struct arena arena;
    int64_t rounds;
    if (argc != 3 || !view_int(view_of(argv[2]), 1, 10000000, &rounds) ||
        !open_rules(&bench, argv[1])) {
        fprintf(stderr, "usage: talk_bench RULES ROUNDS\n");
        return 2;
    }
    arena_init(&arena, 64 << 20);
    buf_init(&bench.state, 1 << 16);
    for (int64_t round = 0; round < rounds; round++)
        for (size_t i = 0; i < LINES; i++) {
            turn(&bench, &arena, lines[i]);
            arena_reset(&arena);
        }
    double each = 1e6 / (double)(rounds * LINES);
    printf("{\"recognise_microseconds\":%.2f,\"talk_microseconds\":%.2f}\n", bench.reading * each,
           bench.talking * each);
    arena_free(&arena);
    buf_free(&bench.state);
    buf_free(&bench.image);
    return 0;
}
