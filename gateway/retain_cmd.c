/* retain_cmd: times of keeping, on the machine that holds the data and its key.
 *
 *     zhida retain --data DIR                                        what is set, and what is due
 *     zhida retain --data DIR --cases 3 --talks 1 --audit 6          sets the years; 0: for ever
 *     zhida retain --data DIR --yes                                  takes away now what is due
 *
 * A gateway does the same by itself once a day, in small portions. Nothing goes before a time was
 * set. A change of the times stands in the record, and so does every run with its counts. The
 * record itself is kept for two years at least. */
#include "gateway/retain_cmd.h"

#include <getopt.h>
#include <stdio.h>

#include "dsl/base/civil.h"
#include "gateway/data_store.h"
#include "gateway/store/desk.h"
#include "gateway/store/retain.h"
#include "gateway/world_real.h"

enum { DONE, REFUSED, NOT_RUN };
enum { MEMORY = 256 << 20, PORTION = 200, DETAIL_MOST = 200 };

struct asked {
    const char *data, *key_file;
    const char *years[RETAIN_COUNT];
    bool yes, help;
};

static int complain(int code, const char *what, const char *why)
{
    fprintf(stderr, "zhida retain: %s: %s\n", what, why);
    return code;
}

static int usage(FILE *out, int code)
{
    fprintf(out,
            "用法 / usage: zhida retain --data DIR [--cases N] [--talks N] [--audit N] [--yes]\n\n"
            "保存多少年，到期的有多少。网关每天自动分批删除到期的内容。\n"
            "how many years what is kept, and what is due; a gateway takes it away by itself.\n\n"
            "  --cases N      办结事项的内容 / content of closed cases and ideas; 0: 一直保存 for "
            "ever\n"
            "  --talks N      没有未办结事项的人的对话 / talk of people without an open case\n"
            "  --audit N      操作记录，至少 2 年 / rows of the record, at least 2\n"
            "  --yes          现在就删除到期的 / take away now what is due\n"
            "  --key-file F   网关用了别的密钥文件时 / where the gateway has another one\n");
    return code;
}

static int64_t now_of(const struct store *store)
{
    return store->world->now(store->world->self);
}

/* ---- setting ---- */

static bool read_years(const struct asked *asked, struct retain_rules *rules, bool *changed)
{
    for (int kind = 0; kind < RETAIN_COUNT; kind++) {
        if (!asked->years[kind])
            continue;
        int64_t years;
        if (!view_int(view_of(asked->years[kind]), 0, RETAIN_YEARS_MOST, &years) ||
            (kind == RETAIN_AUDIT && years && years < RETAIN_AUDIT_LEAST))
            return false;
        rules->years[kind] = years;
        *changed = true;
    }
    return true;
}

static enum store_error set_rules(struct store *store, const struct retain_rules *rules)
{
    char detail[DETAIL_MOST];
    snprintf(detail, sizeof detail, "command line; cases %lld, talks %lld, audit %lld",
             (long long)rules->years[RETAIN_CASES], (long long)rules->years[RETAIN_TALKS],
             (long long)rules->years[RETAIN_AUDIT]);
    struct audit_row row = {
        .at = now_of(store), .action = VIEW("retain.rules"), .detail = view_of(detail)};
    enum store_error error = store_begin(store);
    if (error == STORE_OK)
        error = retain_rules_set(store, rules);
    if (error == STORE_OK)
        error = audit_add(store, &row);
    if (error == STORE_OK)
        return store_commit(store);
    store_rollback(store);
    return error;
}

/* ---- showing ---- */

static void show_day(int64_t at)
{
    struct civil date = civil_from_day(civil_local(at, CHINA_OFFSET_MINUTES).day);
    printf("  %s %04d-%02d-%02d", "最早 / oldest", date.year, date.month, date.day);
}

static enum store_error show(struct store *store, const struct retain_rules *rules)
{
    struct retain_report report;
    enum store_error error = retain_preview(store, now_of(store), &report);
    for (int kind = 0; kind < RETAIN_COUNT && error == STORE_OK; kind++) {
        const struct retain_kind_info *info = retain_kind_info((enum retain_kind)kind);
        if (rules->years[kind])
            printf("%-6s %lld 年 / years  到期 / due %lld", info->code,
                   (long long)rules->years[kind], (long long)report.due[kind]);
        else
            printf("%-6s 一直保存 / for ever", info->code);
        if (report.due[kind] && report.oldest[kind])
            show_day(report.oldest[kind]);
        printf("  %s / %s\n", info->zh, info->en);
    }
    return error;
}

/* ---- doing ---- */

static enum store_error portion(struct store *store, enum retain_kind kind, struct arena *arena,
                                int64_t *gone, bool *more)
{
    enum store_error error = store_begin(store);
    if (error == STORE_OK)
        error = retain_work(store, kind, now_of(store), PORTION, arena, gone, more);
    arena_reset(arena);
    if (error == STORE_OK)
        return store_commit(store);
    store_rollback(store);
    return error;
}

static enum store_error take_away(struct store *store)
{
    int64_t all[RETAIN_COUNT] = {0};
    struct arena arena;
    enum store_error error = STORE_OK;
    arena_init(&arena, MEMORY);
    for (int kind = 0; kind < RETAIN_COUNT; kind++) {
        int64_t gone = 0;
        bool more = true;
        while (error == STORE_OK && more)
            error = portion(store, (enum retain_kind)kind, &arena, &gone, &more);
    }
    arena_free(&arena);
    if (error == STORE_OK)
        error = store_begin(store);
    if (error == STORE_OK) {
        error = retain_note(store, now_of(store), all);
        if (error == STORE_OK)
            error = store_commit(store);
        else
            store_rollback(store);
    }
    if (error == STORE_OK)
        printf("已删除 / gone: cases %lld, talks %lld, audit %lld\n", (long long)all[RETAIN_CASES],
               (long long)all[RETAIN_TALKS], (long long)all[RETAIN_AUDIT]);
    return error;
}

static int act(struct store *store, const struct asked *asked)
{
    struct retain_rules rules;
    bool changed = false;
    enum store_error error = retain_rules_get(store, &rules);
    if (error == STORE_OK && !read_years(asked, &rules, &changed))
        return complain(
            REFUSED, "--cases, --talks, --audit",
            "年数是 0 到 100，操作记录至少 2 年 / years from 0 to 100, the record 2 at least");
    if (error == STORE_OK && changed)
        error = set_rules(store, &rules);
    if (error == STORE_OK)
        error = show(store, &rules);
    if (error == STORE_OK && asked->yes)
        error = take_away(store);
    return error == STORE_OK ? DONE : complain(NOT_RUN, asked->data, store_error_text(error));
}

/* ---- the line ---- */

static int open_and_run(const struct asked *asked)
{
    const struct world world = world_real();
    struct data_trouble trouble;
    struct store store;
    struct arena arena;
    int code = NOT_RUN;
    arena_init(&arena, MEMORY);
    if (data_store_open(asked->data, asked->key_file, false, &world, &arena, &store, &trouble)) {
        code = act(&store, asked);
        store_close(&store);
    } else
        complain(NOT_RUN, trouble.where, trouble.why);
    arena_free(&arena);
    return code;
}

static bool read_options(int argc, char **argv, struct asked *asked)
{
    static const struct option options[] = {
        {"data", required_argument, NULL, 'd'},  {"key-file", required_argument, NULL, 'k'},
        {"cases", required_argument, NULL, 'c'}, {"talks", required_argument, NULL, 't'},
        {"audit", required_argument, NULL, 'a'}, {"yes", no_argument, NULL, 'y'},
        {"help", no_argument, NULL, 'h'},        {NULL, 0, NULL, 0}};
    optind = 1;
    for (int c; (c = getopt_long(argc, argv, "h", options, NULL)) != -1;) {
        if (c == 'd')
            asked->data = optarg;
        else if (c == 'k')
            asked->key_file = optarg;
        else if (c == 'c')
            asked->years[RETAIN_CASES] = optarg;
        else if (c == 't')
            asked->years[RETAIN_TALKS] = optarg;
        else if (c == 'a')
            asked->years[RETAIN_AUDIT] = optarg;
        else if (c == 'y')
            asked->yes = true;
        else if (c == 'h')
            asked->help = true;
        else
            return false;
    }
    return asked->help || (optind == argc && asked->data);
}

int retain_cmd(int argc, char **argv)
{
    struct asked asked = {0};
    if (!read_options(argc, argv, &asked))
        return usage(stderr, NOT_RUN);
    return asked.help ? usage(stdout, DONE) : open_and_run(&asked);
}
