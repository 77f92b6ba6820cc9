/* match_bench: a city's words beside the words alone in Hyperscan, on the same texts in the same
 * process, one thread each: how many texts a second are read, revealed and decided here, with
 * vectors and without, how many are only searched there; and how long either takes to make its
 * tables.
 *
 *   match_bench RULES ROUNDS [--texts FILE] [--write FILE] [--yara FILE]
 *   prints {"words":N,"texts":N,"characters":N,"decided_per_second":X,"recognised_per_second":X,
 *           "scalar_per_second":X,"hyperscan_per_second":X,"hyperscan_compile_ms":X,
 *           "words_compile_ms":X,"tables_mb":X}
 *
 * --texts: a text a line; without it, the examples of the duties, each inside a letter of about
 * 176 characters that means nothing to the rules, as citizens write them. --write: the texts for
 * another program, with a blank between characters. --yara: the words as YARA rules, one for each
 * duty and value, so that yarac can be timed on them.
 *
 * All measures take turns on every 64 texts, and the best round of each counts: on a machine that
 * others use, too, what is compared then had the same chance of being left alone. Time is the
 * processor's. */
#include <hs/hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "dsl/base/file.h"
#include "dsl/base/utf8.h"
#include "dsl/compile/compile.h"
#include "dsl/compile/lower.h"
#include "dsl/engine/decide.h"
#include "dsl/engine/layout.h"
#include "dsl/engine/opening.h"

enum { CHARACTERS = 176, TEXTS_MAX = 4096, TEXTS_AT_ONCE = 64 };

static const char *const letters[] = {
    "尊敬的领导，打扰您了，写这封信之前我想了很久。",
    "我是住在这里十几年的老住户，一直都很支持你们的工作。",
    "这件事情我已经跟邻里说过几次，大家的感受都差不多。",
    "希望能够得到一个明确的答复，也好让我们心里有个底。",
    "具体的情况我可以当面再讲，材料也都留着。",
    "家里老人身体不太好，孩子又小，实在是经不起折腾。",
    "之前在网上留言过，回复说会转给相关的同志，后来就没有下文了。",
    "我也理解基层的难处，人手少，事情多，可是总得有个说法。",
};
enum { LETTERS = sizeof letters / sizeof *letters };

struct bench {
    struct arena arena;
    struct model *model;
    struct buf image;
    struct rules rules;
    struct view texts[TEXTS_MAX];
    size_t text_count, characters;
    hs_database_t *database;
    hs_scratch_t *scratch;
    double hyperscan_compile;
};

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void must(bool good, const char *what)
{
    if (good)
        return;
    fprintf(stderr, "match_bench: %s\n", what);
    exit(2);
}

static void open_rules(struct bench *bench, const char *folder)
{
    struct sources sources;
    struct diags diags;
    struct view why;
    arena_init(&bench->arena, (size_t)1 << 32);
    buf_init(&bench->image, (size_t)1 << 30);
    must(compile_folder(&bench->arena, folder, &sources, &diags, &bench->model, &bench->image,
                        &why) &&
             !diags.errors && rules_open(&bench->rules, bench->image.p, bench->image.n) == RULES_OK,
         "the rules do not compile");
    bench->rules.openings = openings_new(&bench->rules, &bench->arena); /* as whoever serves does */
}

/* ---- texts ---- */

static void add_text(struct bench *bench, struct view example, size_t number)
{
    struct buf text;
    buf_init(&text, 1 << 16);
    size_t characters = utf8_length(example), before = number % 4;
    for (size_t i = 0; i < before || characters < CHARACTERS; i++) {
        if (i == before)
            buf_view(&text, example);
        const char *letter = letters[(number * 3 + i) % LETTERS];
        characters += utf8_length(view_of(letter));
        buf_text(&text, letter);
        if (i + 1 == before && characters >= CHARACTERS)
            break;
    }
    if (view_find(buf_seen(&text), example) == SIZE_MAX)
        buf_view(&text, example);
    bench->characters += utf8_length(buf_seen(&text));
    bench->texts[bench->text_count++] = buf_keep(&text, &bench->arena);
    buf_free(&text);
}

static void make_texts(struct bench *bench)
{
    const struct model *model = bench->model;
    for (size_t i = 0; i < model->duties.n && bench->text_count < TEXTS_MAX; i++)
        for (size_t k = 0; k < model->duties.at[i].examples.n && k < 1; k++)
            add_text(bench, model->duties.at[i].examples.at[k].text, i);
    must(bench->text_count > 0, "the rules have no examples");
}

/* ---- here ---- */

/* What is measured: recognising, all up to the decision, the same without vectors, searching. */
enum measure_of { RECOGNISED, DECIDED, SCALAR, SEARCHED, MEASURES };

static int64_t decide_text(const struct rules *rules, struct arena *arena, struct view text,
                           bool all)
{
    struct matter matter = matter_empty();
    struct decision decision;
    struct recognition *seen = recognise(rules, arena, text);
    int64_t found = seen->evidence_count > 0;
    if (all) {
        matter_reveal(rules, &matter, seen, (struct civil_time){.minute = 600});
        decide(rules, &matter, &decision);
        found += decision.status != DECIDE_NOTHING;
    }
    arena_reset(arena);
    return found;
}

/* Everything the matcher reads. */
static double tables_megabytes(const struct rules *rules)
{
    static const enum image_section sections[] = {SECTION_words,   SECTION_uses,  SECTION_sequences,
                                                  SECTION_singles, SECTION_ones,  SECTION_sieve,
                                                  SECTION_triples, SECTION_pairs, SECTION_slots};
    double bytes = 0;
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++)
        bytes +=
            (double)image_header(rules)->sections[sections[i]].count * image_item_size(sections[i]);
    return bytes / (1 << 20);
}

/* ---- Hyperscan ---- */

static void build_hyperscan(struct bench *bench)
{
    const struct rules *rules = &bench->rules;
    size_t n = (size_t)image_words_count(rules);
    const char **texts = ARENA_ARRAY(&bench->arena, n, const char *);
    size_t *lengths = ARENA_ARRAY(&bench->arena, n, size_t);
    unsigned *flags = ARENA_ARRAY(&bench->arena, n, unsigned);
    unsigned *ids = ARENA_ARRAY(&bench->arena, n, unsigned);
    hs_compile_error_t *error;
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        struct view word = image_view(rules, image_words(rules)[i].text);
        if (!word.n)
            continue; /* the one behind the last */
        texts[count] = word.p;
        lengths[count] = word.n;
        ids[count] = (unsigned)count;
        count++;
    }
    double began = seconds();
    must(hs_compile_lit_multi(texts, flags, ids, lengths, (unsigned)count, HS_MODE_BLOCK, NULL,
                              &bench->database, &error) == HS_SUCCESS,
         "Hyperscan does not compile the words");
    bench->hyperscan_compile = seconds() - began;
    must(hs_alloc_scratch(bench->database, &bench->scratch) == HS_SUCCESS, "no scratch");
}

static int count_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags,
                       void *context)
{
    (void)id, (void)from, (void)to, (void)flags;
    ++*(int64_t *)context;
    return 0;
}

static int64_t search_text(struct bench *bench, struct view text)
{
    int64_t found = 0;
    must(hs_scan(bench->database, text.p, (unsigned)text.n, 0, bench->scratch, count_match,
                 &found) == HS_SUCCESS,
         "Hyperscan does not scan");
    return found;
}

/* ---- measuring ---- */

/* Seconds for the texts [from, to). */
static double measure(struct bench *bench, struct arena *arena, enum measure_of what, size_t from,
                      size_t to, int64_t *found)
{
    struct rules rules = bench->rules;
    if (what == SCALAR)
        rules.lanes = LANES_SCALAR;
    double began = seconds();
    for (size_t i = from; i < to; i++)
        *found += what == SEARCHED
                      ? search_text(bench, bench->texts[i])
                      : decide_text(&rules, arena, bench->texts[i], what != RECOGNISED);
    return seconds() - began;
}

/* Texts a second, each. */
static void measure_all(struct bench *bench, int64_t rounds, double per_second[MEASURES])
{
    double sum[MEASURES] = {0};
    int64_t found[MEASURES] = {0};
    struct arena arena;
    arena_init(&arena, 64 << 20);
    for (size_t from = 0; from < bench->text_count; from += TEXTS_AT_ONCE) {
        double best[MEASURES] = {1e9, 1e9, 1e9, 1e9};
        size_t to = from + TEXTS_AT_ONCE;
        to = to < bench->text_count ? to : bench->text_count;
        for (int64_t round = 0; round < rounds; round++)
            for (int what = 0; what < MEASURES; what++) {
                double took = measure(bench, &arena, (enum measure_of)what, from, to, &found[what]);
                best[what] = took < best[what] ? took : best[what];
            }
        for (int what = 0; what < MEASURES; what++)
            sum[what] += best[what];
    }
    arena_free(&arena);
    for (int what = 0; what < MEASURES; what++) {
        must(found[what] > 0, "nothing was found");
        per_second[what] = (double)bench->text_count / sum[what];
    }
}

/* Milliseconds for the word tables of the image, best of the rounds. */
static double words_compile_ms(const struct bench *bench, int64_t rounds)
{
    double best = 1e9;
    for (int64_t round = 0; round < rounds; round++) {
        struct arena arena;
        struct lowering lowering;
        arena_init(&arena, (size_t)1 << 32);
        lower_init(&lowering, bench->model, &arena);
        lower_nouns(&lowering);
        double began = seconds();
        lower_words(&lowering);
        double took = seconds() - began;
        best = took < best ? took : best;
        lower_free(&lowering);
        arena_free(&arena);
    }
    return best * 1e3;
}

/* ---- YARA ---- */

/* A name becomes an identifier by its number; a word is written byte by byte. */
static void write_yara(struct buf *out, size_t number, const words *list)
{
    if (!list->n)
        return;
    buf_print(out, "rule r%zu {\n  strings:\n", number);
    for (size_t i = 0; i < list->n; i++) {
        buf_print(out, "    $w%zu = {", i);
        for (size_t b = 0; b < list->at[i].first.n; b++)
            buf_print(out, " %02x", (unsigned char)list->at[i].first.p[b]);
        buf_text(out, " }\n");
    }
    buf_text(out, "  condition:\n    any of them\n}\n");
}

static void write_yara_file(const struct model *model, const char *path)
{
    struct buf out;
    size_t number = 0;
    buf_init(&out, (size_t)1 << 30);
    for (size_t i = 0; i < model->categories.n; i++)
        write_yara(&out, number++, &model->categories.at[i].words);
    for (size_t i = 0; i < model->duties.n; i++)
        write_yara(&out, number++, &model->duties.at[i].words);
    for (size_t i = 0; i < model->facts.n; i++)
        for (size_t v = 0; v < model->facts.at[i].values.n; v++)
            write_yara(&out, number++, &model->facts.at[i].values.at[v].words);
    FILE *file = fopen(path, "wb");
    must(file && !out.full && fwrite(out.p, 1, out.n, file) == out.n && fclose(file) == 0,
         "the YARA rules cannot be written");
    buf_free(&out);
}

/* ---- files ---- */

static void read_texts(struct bench *bench, const char *path)
{
    struct buf file;
    buf_init(&file, (size_t)1 << 30);
    must(file_read(path, &file), "the texts cannot be read");
    struct view all = buf_keep(&file, &bench->arena);
    buf_free(&file);
    while (all.n && bench->text_count < TEXTS_MAX) {
        struct view line = view_cut(&all, '\n');
        bench->characters += utf8_length(line);
        if (line.n)
            bench->texts[bench->text_count++] = line;
    }
    must(bench->text_count > 0, "there are no texts");
}

static void write_texts(const struct bench *bench, const char *path)
{
    FILE *file = fopen(path, "wb");
    must(file != NULL, "the texts cannot be written");
    for (size_t i = 0; i < bench->text_count; i++) {
        for (size_t at = 0; at < bench->texts[i].n;) {
            size_t from = at;
            utf8_next(bench->texts[i], &at);
            fprintf(file, "%.*s ", (int)(at - from), bench->texts[i].p + from);
        }
        fputc('\n', file);
    }
    must(fclose(file) == 0, "the texts cannot be written");
}

static const char *option(int argc, char **argv, const char *name)
{
    for (int i = 3; i + 1 < argc; i += 2)
        if (strcmp(argv[i], name) == 0)
            return argv[i + 1];
    return NULL;
}

int main(int argc, char **argv)
{
    static struct bench bench;
    int64_t rounds;
    double per_second[MEASURES];
    if (argc < 3 || argc % 2 == 0 || !view_int(view_of(argv[2]), 1, 1000000, &rounds)) {
        fprintf(stderr, "usage: match_bench RULES ROUNDS [--texts FILE] [--write FILE] "
                        "[--yara FILE]\n");
        return 2;
    }
    const char *texts = option(argc, argv, "--texts"), *write = option(argc, argv, "--write");
    const char *yara = option(argc, argv, "--yara");
    open_rules(&bench, argv[1]);
    if (texts)
        read_texts(&bench, texts);
    else
        make_texts(&bench);
    build_hyperscan(&bench);
    if (yara)
        write_yara_file(bench.model, yara);
    if (write)
        write_texts(&bench, write);
    measure_all(&bench, rounds, per_second);
    printf("{\"words\":%d,\"texts\":%zu,\"characters\":%zu,\"decided_per_second\":%.0f,"
           "\"recognised_per_second\":%.0f,\"scalar_per_second\":%.0f,"
           "\"hyperscan_per_second\":%.0f,\"hyperscan_compile_ms\":%.1f,"
           "\"words_compile_ms\":%.2f,\"tables_mb\":%.2f}\n",
           image_words_count(&bench.rules) - 1, bench.text_count,
           bench.characters / bench.text_count, per_second[DECIDED], per_second[RECOGNISED],
           per_second[SCALAR], per_second[SEARCHED], bench.hyperscan_compile * 1e3,
           words_compile_ms(&bench, rounds), tables_megabytes(&bench.rules));
    hs_free_scratch(bench.scratch);
    hs_free_database(bench.database);
    buf_free(&bench.image);
    arena_free(&bench.arena);
    return 0;
}
