/* figures_cmd: the statistics from the command line, on the machine that holds the data.
 *
 *     zhida figures DATA              counts what waits to be counted, and says how much there is
 *     zhida figures DATA --check      counts everything again and says where what is kept differs
 *     zhida figures DATA --rebuild    counts everything anew and writes it
 *
 * --check changes nothing and may run beside a gateway: it reads one state of the database. It ends
 * with 0 where all is true and 1 where something differs. --rebuild writes some thousand cases at a
 * time; beside a gateway messages wait that long, a second or so each time. Nothing here opens
 * anything sealed: what is counted is codes, states and times. */
#include "gateway/figures_cmd.h"

#include <getopt.h>
#include <stdio.h>
#include <unistd.h>

#include "gateway/data_store.h"
#include "gateway/figures/keep.h"
#include "gateway/figures/views.h"
#include "gateway/world_real.h"

enum { DONE, DIFFERS, NOT_RUN };
enum { MEMORY = 64 << 20, SHOWN = 20, COUNTED_AT_ONCE = 1000 };

struct asked {
    const char *data, *key_file;
    bool check, rebuild, help;
};

static int complain(const char *what, const char *why)
{
    fprintf(stderr, "zhida figures: %s: %s\n", what, why);
    return NOT_RUN;
}

static int usage(FILE *out, int code)
{
    fprintf(out, "用法 / usage: zhida figures DATA [--check | --rebuild]\n\n"
                 "统计数字是否属实；必要时从工单和流转记录全部重算。\n"
                 "whether the statistics are true; counts them anew from cases and events.\n\n"
                 "  --check        全部重算一遍，和现有的比，不改动 / count again and compare\n"
                 "  --rebuild      全部重算并写入 / count everything anew\n"
                 "  --key-file F   网关用了别的密钥文件时 / where the gateway has another one\n");
    return code;
}

/* ---- checking ---- */

struct shown {
    int64_t count;
};

static void show(void *self, const struct figures_difference *one)
{
    struct shown *shown = self;
    if (++shown->count > SHOWN)
        return;
    if (one->case_id)
        printf("case %lld: %s\n", (long long)one->case_id, one->what);
    else
        printf("%s × %s, %d, \"%.*s\" \"%.*s\": %s\n",
               dimension_info((enum figure_dimension)(one->key.view / 32))->code,
               dimension_info((enum figure_dimension)(one->key.view / 2 % 16))->code,
               one->key.period, VIEW_FMT(one->key.a), VIEW_FMT(one->key.b), one->what);
}

static int check(struct store *store, const struct asked *asked)
{
    struct shown shown = {0};
    struct figures_checked checked;
    enum store_error error = db_script(store->db, "BEGIN");
    if (error == STORE_OK)
        error = figures_check(store, show, &shown, &checked);
    if (db_script(store->db, "ROLLBACK") != STORE_OK && error == STORE_OK)
        error = STORE_BROKEN;
    if (error != STORE_OK)
        return complain(asked->data, store_error_text(error));
    printf("核对 %lld 件工单、%lld 行数字：%lld 处不符。\n", (long long)checked.cases,
           (long long)checked.rows, (long long)checked.differences);
    printf("%lld cases and %lld rows checked: %lld differences.\n", (long long)checked.cases,
           (long long)checked.rows, (long long)checked.differences);
    return checked.differences ? DIFFERS : DONE;
}

/* ---- counting ---- */

static void tell_progress(void *self, int64_t cases)
{
    (void)self;
    if (isatty(STDERR_FILENO))
        fprintf(stderr, "\r%lld ", (long long)cases);
}

static int rebuild(struct store *store, const struct asked *asked)
{
    int64_t cases;
    enum store_error error = figures_rebuild(store, tell_progress, NULL, &cases);
    if (error != STORE_OK)
        return complain(asked->data, store_error_text(error));
    printf("重算了 %lld 件工单。 / %lld cases counted anew.\n", (long long)cases, (long long)cases);
    return DONE;
}

static enum store_error count_some(struct store *store, struct arena *arena, size_t *count,
                                   bool *more)
{
    enum store_error error = store_begin(store);
    if (error != STORE_OK)
        return error;
    error = figures_work(store, COUNTED_AT_ONCE, arena, count, more);
    if (error == STORE_OK)
        return store_commit(store);
    store_rollback(store);
    return error;
}

static int catch_up(struct store *store, const struct asked *asked)
{
    struct arena arena;
    size_t count = 0, all = 0;
    bool more = true;
    enum store_error error = STORE_OK;
    arena_init(&arena, MEMORY);
    while (more && error == STORE_OK) {
        arena_reset(&arena);
        error = count_some(store, &arena, &count, &more);
        all += count;
    }
    arena_free(&arena);
    if (error != STORE_OK)
        return complain(asked->data, store_error_text(error));
    printf("补算了 %zu 件工单。 / %zu cases counted.\n", all, all);
    return DONE;
}

/* ---- the line ---- */

static int run(const struct asked *asked, struct arena *arena)
{
    const struct world world = world_real();
    struct data_trouble trouble;
    struct store store;
    if (!data_store_open(asked->data, asked->key_file, asked->check, &world, arena, &store,
                         &trouble))
        return complain(trouble.where, trouble.why);
    int code = asked->check     ? check(&store, asked)
               : asked->rebuild ? rebuild(&store, asked)
                                : catch_up(&store, asked);
    store_close(&store);
    return code;
}

static bool read_options(int argc, char **argv, struct asked *asked)
{
    static const struct option options[] = {
        {"data", required_argument, NULL, 'd'}, {"key-file", required_argument, NULL, 'k'},
        {"check", no_argument, NULL, 'c'},      {"rebuild", no_argument, NULL, 'r'},
        {"help", no_argument, NULL, 'h'},       {NULL, 0, NULL, 0}};
    optind = 1;
    for (int c; (c = getopt_long(argc, argv, "h", options, NULL)) != -1;) {
        if (c == 'd')
            asked->data = optarg;
        else if (c == 'k')
            asked->key_file = optarg;
        else if (c == 'c')
            asked->check = true;
        else if (c == 'r')
            asked->rebuild = true;
        else if (c == 'h')
            asked->help = true;
        else
            return false;
    }
    if (!asked->data && optind < argc)
        asked->data = argv[optind++];
    return asked->help || (optind == argc && asked->data && !(asked->check && asked->rebuild));
}

int figures_cmd(int argc, char **argv)
{
    struct asked asked = {0};
    struct arena arena;
    if (!read_options(argc, argv, &asked))
        return usage(stderr, NOT_RUN);
    if (asked.help)
        return usage(stdout, DONE);
    arena_init(&arena, MEMORY);
    int code = run(&asked, &arena);
    arena_free(&arena);
    return code;
}
