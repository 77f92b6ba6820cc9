/* answer_cmd: a line in, a line out, so that answers can be measured by any program. The index is
 * made anew in memory each time: a folder may change between two runs, and ten thousand documents
 * take seconds. */
#include "gateway/answer_cmd.h"

#include <getopt.h>
#include <stdlib.h>

#include "dsl/base/utf8.h"
#include "gateway/answer/answer.h"

enum { DOCUMENTS_SHOWN = 10, QUESTION_CEILING = 256 << 20 };

static const char usage[] =
    "usage: zhida answer --documents DIR < QUESTIONS > TSV\n"
    "  a question a line; out comes document TAB score TAB quote TAB second document ... tenth\n"
    "  the quote is empty where no document answers it (score below 0.5)\n";

/* Text as a field: tabs and line ends are blanks. */
static void put_field(FILE *out, struct view text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        fputc(c == '\t' || c == '\n' || c == '\r' ? ' ' : c, out);
    }
}

static void answer_line(struct library *library, struct view question, struct arena *arena,
                        FILE *out)
{
    struct passage best = {.score = 0};
    struct view documents[DOCUMENTS_SHOWN];
    size_t count = 0;
    if (utf8_broken(question) == SIZE_MAX)
        count = library_rank(library, question, arena, &best, documents, DOCUMENTS_SHOWN);
    if (count)
        put_field(out, documents[0]);
    fprintf(out, "\t%.3f\t", best.score);
    if (best.score >= ANSWER_LEAST)
        put_field(out, best.quote);
    for (size_t i = 1; i < DOCUMENTS_SHOWN; i++) {
        fputc('\t', out);
        if (i < count)
            put_field(out, documents[i]);
    }
    fputc('\n', out);
}

static void answer_all(struct library *library, const struct tool *tool)
{
    char *line = NULL;
    size_t room = 0;
    struct arena arena;
    arena_init(&arena, QUESTION_CEILING);
    for (ssize_t n; (n = getline(&line, &room, tool->in)) >= 0; arena_reset(&arena))
        answer_line(library, view_trim((struct view){line, (size_t)n}), &arena, tool->out);
    arena_free(&arena);
    free(line);
}

static void say_skipped(struct library *library, FILE *err)
{
    struct library_skip skipped[20];
    struct arena arena;
    arena_init(&arena, 1 << 20);
    size_t all = library_skipped(library, &arena, skipped, 20);
    for (size_t i = 0; i < all && i < 20; i++)
        fprintf(err, "zhida answer: 跳过 %.*s: %s (left out: %s)\n", VIEW_FMT(skipped[i].path),
                skipped[i].why_zh, skipped[i].why_en);
    if (all > 20)
        fprintf(err, "zhida answer: 一共跳过 %zu 份文件 (%zu documents left out)\n", all, all);
    arena_free(&arena);
}

/* NULL: not understood. */
static const char *read_options(int argc, char **argv)
{
    static const struct option known[] = {{"documents", required_argument, NULL, 'd'},
                                          {"help", no_argument, NULL, 'h'},
                                          {NULL, 0, NULL, 0}};
    const char *documents = NULL;
    optind = 1;
    for (int c; (c = getopt_long(argc, argv, "h", known, NULL)) != -1;) {
        if (c != 'd')
            return NULL;
        documents = optarg;
    }
    return optind == argc ? documents : NULL;
}

int answer_cmd(const struct tool *tool, int argc, char **argv)
{
    char why[500];
    const char *documents = read_options(argc, argv);
    if (!documents) {
        fputs(usage, tool->err);
        return 2;
    }
    struct library *library = library_open_folder(documents, NULL, why, sizeof why);
    if (!library || !library_documents(library)) {
        fprintf(tool->err, "zhida answer: %s: %s\n", documents,
                library ? "没有能读的文件 (no document that can be read)" : why);
        library_close(library);
        return 2;
    }
    say_skipped(library, tool->err);
    answer_all(library, tool);
    library_close(library);
    return 0;
}
