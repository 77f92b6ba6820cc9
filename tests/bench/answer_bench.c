/* answer_bench: how long the district's documents take to answer a question: the library in memory,
 * the questions of citizens one after another, answered or not.
 *
 * Processor time: what else runs on the machine does not count.
 *
 *   answer_bench RULES ROUNDS      prints {"questions":N,"microseconds_each":X,"index_ms":Y} */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "gateway/answer/answer.h"

static const char *const questions[] = {
    "请问居住证怎么办理",
    "高新技术企业奖励多少钱",
    "公租房租金多少",
    "老年卡在哪里办",
    "生育津贴多久到账",
    "异地就医怎么备案",
    "大件垃圾怎么扔",
    "加装电梯补贴多少",
    "火星怎么去",
    "今天天气怎么样",
    "稳岗返还怎么申请",
    "孩子上小学怎么报名",
    "楼下工地半夜还在打桩，吵得睡不着，请问这事归谁管",
};
enum { QUESTIONS = sizeof questions / sizeof *questions };

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    char why[500];
    int64_t rounds;
    struct arena arena;
    struct passage found[3];
    double opened = seconds();
    struct library *library = argc == 3 ? library_open(argv[1], NULL, why, sizeof why) : NULL;
    if (!library || !view_int(view_of(argv[2]), 1, 1000000, &rounds)) {
        fprintf(stderr, "usage: answer_bench RULES ROUNDS\n");
        return 2;
    }
    arena_init(&arena, 64 << 20);
    civil_day today = civil_to_day((struct civil){2026, 11, 21});
    double began = seconds();
    for (int64_t round = 0; round < rounds; round++)
        for (size_t i = 0; i < QUESTIONS; i++) {
            library_find(library, view_of(questions[i]), today, &arena, found, 3);
            arena_reset(&arena);
        }
    printf("{\"questions\":%lld,\"microseconds_each\":%.2f,\"index_ms\":%.1f}\n",
           (long long)rounds * QUESTIONS, (seconds() - began) * 1e6 / (double)(rounds * QUESTIONS),
           (began - opened) * 1e3);
    arena_free(&arena);
    library_close(library);
    return 0;
}
