/* enterprises_cmd: reads a table of enterprises, holds it against the rules, and puts the register
 * in place. A running gateway finds the new one at the next question. */
#include "gateway/enterprises_cmd.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "dsl/base/file.h"
#include "dsl/compile/compile.h"
#include "gateway/data_folder.h"
#include "gateway/desk/register.h"
#include "gateway/world_real.h"

enum { LOADED, REFUSED, NOT_RUN };
enum { COMPILE_CEILING = 1 << 30, IMAGE_MAX = 256 << 20, TABLE_MAX = 1 << 30 };

struct asked {
    const char *table, *rules, *data, *key_file;
};

static int complain(const char *what, const char *why)
{
    fprintf(stderr, "zhida enterprises: %s: %s\n", what, why);
    return NOT_RUN;
}

static bool read_options(int argc, char **argv, struct asked *asked)
{
    static const struct option options[] = {{"rules", required_argument, NULL, 'r'},
                                            {"data", required_argument, NULL, 'd'},
                                            {"key-file", required_argument, NULL, 'k'},
                                            {"help", no_argument, NULL, 'h'},
                                            {NULL, 0, NULL, 0}};
    *asked = (struct asked){0};
    optind = 1;
    for (int c; (c = getopt_long(argc, argv, "h", options, NULL)) != -1;) {
        if (c == 'r')
            asked->rules = optarg;
        else if (c == 'd')
            asked->data = optarg;
        else if (c == 'k')
            asked->key_file = optarg;
        else
            return false;
    }
    asked->table = optind < argc ? argv[optind] : NULL;
    return asked->table && asked->rules && asked->data;
}

static int compile(struct arena *arena, const char *folder, struct buf *image)
{
    struct sources sources = {.arena = arena};
    struct diags diags = {.arena = arena, .sources = &sources};
    struct view why;
    if (!compile_folder(arena, folder, &sources, &diags, NULL, image, &why))
        return complain(folder, why.p);
    if (!diags.errors)
        return LOADED;
    complain(folder, "the rules have errors; `zhida check` shows them");
    return REFUSED;
}

static int load(const struct asked *asked, const struct data_folder *folder,
                const struct rules *rules, struct view table)
{
    struct world world = world_real();
    struct seal_key master;
    struct register_report report = {0};
    const char *key_file = asked->key_file ? asked->key_file : folder->key;
    if (access(folder->database, F_OK) != 0)
        return complain(folder->path, "there is no gateway's data; start `zhida serve` there once");
    enum seal_error error = seal_key_load(key_file, false, &world, &master);
    if (error != SEAL_OK)
        return complain(key_file, seal_error_text(error));
    struct seal *seal = seal_new(&master, &world);
    buf_init(&report.problems, 1 << 20);
    bool good = seal && register_load(table, rules, seal, folder->enterprises, &report);
    fprintf(stderr, "%.*s", VIEW_FMT(buf_seen(&report.problems)));
    printf("%zu enterprises loaded, %zu rows refused\n", good ? report.rows : 0, report.refused);
    buf_free(&report.problems);
    seal_free(seal);
    return good && !report.refused ? LOADED : REFUSED;
}

static int run(const struct asked *asked)
{
    struct arena arena;
    struct buf image, table;
    struct rules rules;
    struct data_folder folder;
    arena_init(&arena, COMPILE_CEILING);
    buf_init(&image, IMAGE_MAX);
    buf_init(&table, TABLE_MAX);
    data_folder_name(asked->data, &arena, &folder);
    int code = file_read(asked->table, &table) ? compile(&arena, asked->rules, &image)
                                               : complain(asked->table, "could not be read");
    if (code == LOADED && rules_open(&rules, image.p, image.n) != RULES_OK)
        code = NOT_RUN;
    if (code == LOADED)
        code = load(asked, &folder, &rules, buf_seen(&table));
    buf_free(&table);
    buf_free(&image);
    arena_free(&arena);
    return code;
}

int enterprises_cmd(int argc, char **argv)
{
    struct asked asked;
    if (read_options(argc, argv, &asked))
        return run(&asked);
    fprintf(stderr, "usage: zhida enterprises FILE.csv --rules DIR --data DIR [--key-file FILE]\n");
    return NOT_RUN;
}
