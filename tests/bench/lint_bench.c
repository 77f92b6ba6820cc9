/* lint_bench: what the lints cost on a folder of rules, beside the compilation they follow: time of
 * the processor, the middle of so many rounds, and what was found.
 *
 *   lint_bench RULES ROUNDS
 *   prints {"lint_ms":X,"compile_ms":X,"warnings":N} */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "dsl/compile/compile.h"
#include "dsl/lint/lint.h"

enum { ROUNDS_MAX = 1000 };

struct bench {
    const char *folder;
    struct arena arena;
    struct buf image;
    double lint[ROUNDS_MAX], compile[ROUNDS_MAX];
    size_t warnings;
};

static double milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void run_once(struct bench *bench, int64_t round)
{
    struct sources sources;
    struct diags diags;
    struct model *model;
    struct view why;
    struct lint_settings settings;
    lint_settings_init(&settings, civil_to_day((struct civil){2026, 11, 21}));
    buf_clear(&bench->image);
    double began = milliseconds();
    if (!compile_folder(&bench->arena, bench->folder, &sources, &diags, &model, &bench->image,
                        &why)) {
        fprintf(stderr, "lint_bench: %.*s\n", VIEW_FMT(why));
        exit(2);
    }
    double compiled = milliseconds();
    lint_rules(&settings, &bench->arena, model->tree, model, &diags);
    bench->lint[round] = milliseconds() - compiled;
    bench->compile[round] = compiled - began;
    bench->warnings = diags.warnings;
    arena_free(&bench->arena);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double middle(double *samples, int64_t n)
{
    qsort(samples, (size_t)n, sizeof *samples, by_size);
    return samples[n / 2];
}

int main(int argc, char **argv)
{
    static struct bench bench;
    int64_t rounds;
    if (argc != 3 || !view_int(view_of(argv[2]), 1, ROUNDS_MAX, &rounds)) {
        fprintf(stderr, "usage: lint_bench RULES ROUNDS\n");
        return 2;
    }
    bench.folder = argv[1];
    arena_init(&bench.arena, (size_t)1 << 32);
    buf_init(&bench.image, (size_t)1 << 30);
    for (int64_t i = 0; i < rounds; i++)
        run_once(&bench, i);
    printf("{\"lint_ms\":%.2f,\"compile_ms\":%.2f,\"warnings\":%zu}\n", middle(bench.lint, rounds),
           middle(bench.compile, rounds), bench.warnings);
    buf_free(&bench.image);
    return 0;
}
