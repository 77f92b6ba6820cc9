/* match_bench: a city's words beside the words alone in Hyperscan, on the same texts in the same
 * process: how many texts a second are read, revealed and decided here, how many are only searched
 * there; and how long either takes to make its tables. With a file named, the same words are
 * written as YARA rules, one for each duty and value, so that yarac can be timed on them.
 *
 *   match_bench RULES ROUNDS [YARA_FILE]
 *   prints {"words":N,"texts":N,"characters":N,"decided_per_second":X,"recognised_per_second":X,
 *           "hyperscan_per_second":X,"hyperscan_compile_ms":X,"tables_mb":X}
 *
 * The texts are the examples of the duties, each inside a letter of about 176 characters that means
 * nothing to the rules, as citizens write them. */
#include <hs/hs.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "dsl/base/utf8.h"
#include "dsl/compile/compile.h"
#include "dsl/engine/decide.h"
#include "dsl/engine/layout.h"

enum { CHARACTERS = 176, TEXTS_MAX = 4096 };

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
    clock_gettime(CLOCK_MONOTONIC, &now);
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

static double decided_per_second(struct bench *bench, int64_t rounds, bool all)
{
    struct arena arena;
    struct decision decision;
    int64_t found = 0;
    arena_init(&arena, 64 << 20);
    double began = seconds();
    for (int64_t round = 0; round < rounds; round++)
        for (size_t i = 0; i < bench->text_count; i++) {
            struct matter matter = matter_empty();
            struct recognition *seen = recognise(&bench->rules, &arena, bench->texts[i]);
            if (all) {
                matter_reveal(&bench->rules, &matter, seen, (struct civil_time){.minute = 600});
                decide(&bench->rules, &matter, &decision);
                found += decision.status != DECIDE_NOTHING;
            }
            found += seen->evidence_count > 0;
            arena_reset(&arena);
        }
    double took = seconds() - began;
    must(found > 0, "nothing was recognised");
    arena_free(&arena);
    return (double)rounds * (double)bench->text_count / took;
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

static double scanned_per_second(struct bench *bench, int64_t rounds)
{
    int64_t found = 0;
    double began = seconds();
    for (int64_t round = 0; round < rounds; round++)
        for (size_t i = 0; i < bench->text_count; i++)
            must(hs_scan(bench->database, bench->texts[i].p, (unsigned)bench->texts[i].n, 0,
                         bench->scratch, count_match, &found) == HS_SUCCESS,
                 "Hyperscan does not scan");
    double took = seconds() - began;
    must(found > 0, "Hyperscan found nothing");
    return (double)rounds * (double)bench->text_count / took;
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

int main(int argc, char **argv)
{
    static struct bench bench;
    int64_t rounds;
    if (argc < 3 || argc > 4 || !view_int(view_of(argv[2]), 1, 1000000, &rounds)) {
        fprintf(stderr, "usage: match_bench RULES ROUNDS [YARA_FILE]\n");
        return 2;
    }
    open_rules(&bench, argv[1]);
    make_texts(&bench);
    build_hyperscan(&bench);
    if (argc == 4)
        write_yara_file(bench.model, argv[3]);
    decided_per_second(&bench, 1, true);
    scanned_per_second(&bench, 1);
    printf("{\"words\":%d,\"texts\":%zu,\"characters\":%zu,\"decided_per_second\":%.0f,"
           "\"recognised_per_second\":%.0f,\"hyperscan_per_second\":%.0f,"
           "\"hyperscan_compile_ms\":%.1f,\"tables_mb\":%.2f}\n",
           image_words_count(&bench.rules) - 1, bench.text_count,
           bench.characters / bench.text_count, decided_per_second(&bench, rounds, true),
           decided_per_second(&bench, rounds, false), scanned_per_second(&bench, rounds),
           bench.hyperscan_compile * 1e3, tables_megabytes(&bench.rules));
    hs_free_scratch(bench.scratch);
    hs_free_database(bench.database);
    buf_free(&bench.image);
    arena_free(&bench.arena);
    return 0;
}
