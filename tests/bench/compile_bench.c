/* compile_bench: what it costs to make an image of a folder: the bare parse, the whole way from
 * text to image, and the word tables alone. Each is done so often, with memory given back in
 * between, and the middle one is printed; memory is the most that the process ever held.
 *
 *   compile_bench RULES ROUNDS
 *   prints {"parse_ms":X,"compile_ms":X,"image_ms":X,"open_ms":X,"peak_mb":X,"image_mb":X} */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "dsl/check/model.h"
#include "dsl/compile/compile.h"
#include "dsl/engine/rules.h"

enum { ROUNDS_MAX = 1000 };

struct bench {
    const char *folder;
    struct arena arena;
    struct buf image;
    double parse[ROUNDS_MAX], compile[ROUNDS_MAX], lower[ROUNDS_MAX], open[ROUNDS_MAX];
};

static double milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static void must(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "compile_bench: %s\n", what);
    exit(2);
}

/* Reading the files counts, as it does for whoever compiles a folder. */
static double parse_once(struct bench *bench)
{
    struct view why;
    double began = milliseconds();
    struct sources sources = {.arena = &bench->arena};
    struct diags diags = {.arena = &bench->arena, .sources = &sources};
    struct tree tree = {.arena = &bench->arena};
    must(sources_read(&sources, bench->folder, &why), "the folder cannot be read");
    tree_parse(&tree, &sources, &diags);
    double took = milliseconds() - began;
    arena_free(&bench->arena);
    return took;
}

static void compile_once(struct bench *bench, int64_t round)
{
    struct sources sources;
    struct diags diags;
    struct model *model;
    struct rules rules;
    struct view why;
    struct buf again;
    buf_clear(&bench->image);
    double began = milliseconds();
    must(compile_folder(&bench->arena, bench->folder, &sources, &diags, &model, &bench->image,
                        &why) &&
             !diags.errors,
         "the rules do not compile");
    double compiled = milliseconds();
    buf_init(&again, (size_t)1 << 30);
    must(compile_image(model, &again, &why), "the model does not compile");
    double lowered = milliseconds();
    must(rules_open(&rules, again.p, again.n) == RULES_OK, "the image does not open");
    bench->compile[round] = compiled - began;
    bench->lower[round] = lowered - compiled;
    bench->open[round] = milliseconds() - lowered;
    buf_free(&again);
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

/* The first compilation in a fresh process, so that nothing else counts. */
static double peak_megabytes(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1024;
}

int main(int argc, char **argv)
{
    static struct bench bench;
    int64_t rounds;
    if (argc != 3 || !view_int(view_of(argv[2]), 1, ROUNDS_MAX, &rounds)) {
        fprintf(stderr, "usage: compile_bench RULES ROUNDS\n");
        return 2;
    }
    bench.folder = argv[1];
    arena_init(&bench.arena, (size_t)1 << 32);
    buf_init(&bench.image, (size_t)1 << 30);
    compile_once(&bench, 0);
    double peak = peak_megabytes();
    for (int64_t i = 0; i < rounds; i++) {
        compile_once(&bench, i);
        bench.parse[i] = parse_once(&bench);
    }
    printf("{\"parse_ms\":%.2f,\"compile_ms\":%.2f,\"image_ms\":%.2f,\"open_ms\":%.2f,"
           "\"peak_mb\":%.1f,\"image_mb\":%.2f}\n",
           middle(bench.parse, rounds), middle(bench.compile, rounds), middle(bench.lower, rounds),
           middle(bench.open, rounds), peak, (double)bench.image.n / (1 << 20));
    buf_free(&bench.image);
    return 0;
}
