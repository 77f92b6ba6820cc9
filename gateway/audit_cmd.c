/* audit_cmd: the record, for whoever does not trust the machine it was written on.
 *
 *     zhida audit verify DIR [--to N] [--anchors FILE]    is it as it was written?
 *     zhida audit head DIR                                 one line to keep outside: an anchor
 *     zhida audit export DIR [--from N] [--to N]           links and rows, a JSON object a line
 *
 * No key is needed: a copy of the data folder's zhida.db is enough, and DIR may be that file. All
 * three only read and may run beside a gateway. `head >> FILE` once a day, FILE on another machine
 * or on paper, is what shows a record that was cut off or made anew: `verify --anchors FILE` holds
 * every line of it. Sealed words leave as their hash, never in the open. */
#include "gateway/audit_cmd.h"

#include <getopt.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "adapters/crypto.h"
#include "dsl/base/civil.h"
#include "dsl/base/vec.h"
#include "gateway/data_folder.h"
#include "gateway/store/cases.h"
#include "gateway/store/chain_check.h"

enum { SOUND, BROKEN, NOT_RUN };
enum { MEMORY = 256 << 20, LINE_MOST = 400, PAGE = 200, ROW_MOST = 1 << 21 };

struct asked {
    const char *act, *data, *anchors;
    int64_t from, to;
    bool help;
};

static int complain(const char *what, const char *why)
{
    fprintf(stderr, "zhida audit: %s: %s\n", what, why);
    return NOT_RUN;
}

static int usage(FILE *out, int code)
{
    fprintf(out,
            "用法 / usage: zhida audit verify DIR [--to N] [--anchors FILE]\n"
            "              zhida audit head DIR\n"
            "              zhida audit export DIR [--from N] [--to N]\n\n"
            "核对操作记录：谁看过什么、办过什么，有没有被改过、删过。不需要密钥，DIR 可以是数据\n"
            "目录，也可以是一份 zhida.db 的副本。\n"
            "is the record as it was written? No key is needed; DIR is a data folder or a copy\n"
            "of its zhida.db.\n\n"
            "  verify         逐行核对，指出第一处不对的 / every row; names the first broken one\n"
            "  head           印出最后一节，留存到别处 / the last link, to be kept elsewhere\n"
            "  export         逐行写成 JSON / a JSON object a line\n"
            "  --to N         核对到第 N 节为止 / up to this link\n"
            "  --anchors F    与留存的各行 head 对照 / hold it against lines of `head`\n\n"
            "结果 / exit: 0 完好 sound, 1 不对 broken, 2 没能核对 not run\n");
    return code;
}

/* ---- verify ---- */

static bool read_anchors(const char *path, struct arena *arena, struct chain_check *check)
{
    VEC(struct chain_anchor) list = {0};
    char line[LINE_MOST];
    bool good = true;
    FILE *file = fopen(path, "r");
    if (!file)
        return false;
    while (good && fgets(line, sizeof line, file)) {
        struct chain_anchor anchor;
        if (!view_trim(view_of(line)).n)
            continue;
        good = chain_anchor_read(view_of(line), &anchor);
        VEC_ADD(arena, &list, anchor);
    }
    fclose(file);
    check->anchors = list.at;
    check->anchor_count = list.n;
    return good && list.n;
}

/* Which row it is, as it can be looked for in the database. */
static void tell_row(const struct chain_link *at)
{
    if (at->kind == CHAIN_AUDIT)
        printf("audit.id = %lld", (long long)at->object);
    else if (at->kind == CHAIN_EVENT)
        printf("event.case_id = %lld, n = %lld", (long long)at->object, (long long)at->part);
    else
        printf("chain.id = %lld", (long long)at->id);
}

static int tell(const struct chain_check *check)
{
    if (check->fault != CHAIN_SOUND) {
        const struct chain_fault_info *info = chain_fault_info(check->fault);
        if (check->at.id)
            printf("第 %lld 节不对 / link %lld is broken: ", (long long)check->at.id,
                   (long long)check->at.id);
        else
            printf("有多出来的行 / a row too many: ");
        tell_row(&check->at);
        printf("\n%s\n%s\n", info->zh, info->en);
        printf("完好到第 %lld 节 / sound up to link %lld\n", (long long)check->last.id,
               (long long)check->last.id);
        return BROKEN;
    }
    printf(
        "完好：%lld 节，操作记录 %lld 行，工单经过 %lld 行，到期删除 %lld 行；对照留存 %zu 处。\n",
        (long long)check->last.id, (long long)check->audits, (long long)check->events,
        (long long)check->gone, check->anchor_count);
    printf("sound: %lld links, %lld audit rows, %lld case events, %lld let go; %zu anchors held\n",
           (long long)check->last.id, (long long)check->audits, (long long)check->events,
           (long long)check->gone, check->anchor_count);
    return SOUND;
}

static int verify(struct store *store, const struct asked *asked, struct arena *arena)
{
    struct chain_check check = {.to = asked->to};
    if (asked->anchors && !read_anchors(asked->anchors, arena, &check))
        return complain(asked->anchors,
                        "不是 zhida audit head 印出的行 / no lines of `zhida audit head`");
    enum store_error error = chain_check(store, &check);
    return error == STORE_OK ? tell(&check) : complain(asked->data, store_error_text(error));
}

/* ---- head and export ---- */

static void put_time(struct buf *out, int64_t at)
{
    struct civil_time local = civil_local(at, CHINA_OFFSET_MINUTES);
    struct civil date = civil_from_day(local.day);
    buf_print(out, "%04d-%02d-%02dT%02d:%02d", date.year, date.month, date.day, local.minute / 60,
              local.minute % 60);
}

static int head(struct store *store, const struct asked *asked, struct arena *arena)
{
    struct chain_link link;
    struct buf line;
    (void)arena;
    enum store_error error = chain_head(store, &link);
    if (error != STORE_OK)
        return complain(asked->data, error == STORE_NONE ? "还没有记录 / nothing is recorded yet"
                                                         : store_error_text(error));
    buf_init(&line, LINE_MOST);
    chain_anchor_put(&line, link.id, link.hash);
    printf("%s\n", line.p);
    buf_free(&line);
    return SOUND;
}

static json_t *audit_json(const struct audit_row *row)
{
    struct buf time;
    buf_init(&time, LINE_MOST);
    put_time(&time, row->at);
    json_t *out = json_pack("{sI ss sI ss% sI ss%}", "row", (json_int_t)row->id, "time", time.p,
                            "user", (json_int_t)row->user, "action", row->action.p, row->action.n,
                            "object", (json_int_t)row->object, "detail",
                            row->detail.p ? row->detail.p : "", row->detail.n);
    buf_free(&time);
    return out;
}

/* case, place, time, move, state, mover, user, unit; of the words only their hash. */
static json_t *event_json(struct view bytes)
{
    struct reader in = reader_of(bytes);
    int64_t numbers[9];
    char hex[SHA256_HEX + 1];
    struct buf time;
    for (int i = 0; i < 9; i++)
        numbers[i] = (int64_t)read_u64(&in);
    struct view unit = read_packed(&in), body = read_packed(&in);
    buf_init(&time, LINE_MOST);
    put_time(&time, numbers[2]);
    crypto_sha256_hex(body, hex);
    json_t *out = json_pack("{sI sI ss sI sI sI sI ss% ss}", "case", (json_int_t)numbers[0], "n",
                            (json_int_t)numbers[1], "time", time.p, "move", (json_int_t)numbers[3],
                            "state", (json_int_t)numbers[4], "mover", (json_int_t)numbers[5],
                            "user", (json_int_t)numbers[6], "unit", unit.p ? unit.p : "", unit.n,
                            "words", body.n ? hex : "");
    buf_free(&time);
    return out;
}

static enum store_error export_link(struct store *store, const struct chain_link *link,
                                    struct arena *arena, struct buf *bytes)
{
    struct audit_row row = {0};
    char hex[2 * CHAIN_HASH + 1];
    enum store_error error = chain_row(store, link, arena, bytes, &row);
    if (error != STORE_OK && error != STORE_NONE)
        return error;
    json_t *out = error == STORE_NONE         ? json_pack("{sb}", "gone", 1)
                  : link->kind == CHAIN_AUDIT ? audit_json(&row)
                                              : event_json(buf_seen(bytes));
    crypto_hex(link->hash, CHAIN_HASH, hex);
    json_object_set_new(out, "link", json_integer(link->id));
    json_object_set_new(out, "hash", json_string(hex));
    json_dumpf(out, stdout, JSON_COMPACT | JSON_SORT_KEYS);
    putchar('\n');
    json_decref(out);
    return STORE_OK;
}

static int export(struct store *store, const struct asked *asked, struct arena *arena)
{
    struct chain_link page[PAGE];
    struct buf bytes;
    enum store_error error = STORE_OK;
    int64_t after = asked->from ? asked->from - 1 : 0;
    size_t count = PAGE;
    buf_init(&bytes, ROW_MOST);
    while (error == STORE_OK && count == PAGE) {
        error = chain_list(store, after, PAGE, page, &count);
        for (size_t i = 0; i < count && error == STORE_OK; i++) {
            after = page[i].id;
            if (asked->to && after > asked->to) {
                count = 0;
                break;
            }
            error = export_link(store, &page[i], arena, &bytes);
        }
        arena_reset(arena);
    }
    buf_free(&bytes);
    return error == STORE_OK && fflush(stdout) == 0
               ? SOUND
               : complain(asked->data, store_error_text(error));
}

/* ---- the line ---- */

static const char *database_of(const char *data, struct arena *arena)
{
    struct data_folder folder;
    struct stat about;
    if (stat(data, &about) == 0 && S_ISREG(about.st_mode))
        return data;
    data_folder_name(data, arena, &folder);
    return folder.database;
}

static int with_store(const struct asked *asked, struct arena *arena,
                      int (*act)(struct store *, const struct asked *, struct arena *))
{
    struct store store = {0};
    const char *path = database_of(asked->data, arena);
    if (access(path, R_OK) != 0)
        return complain(path, "这里没有网关的数据 / there is no gateway's data here");
    struct db_options options = {.path = path, .reader = true};
    enum store_error error = db_open(&store.db, &options);
    if (error != STORE_OK)
        return complain(path, store_error_text(error));
    int code = act(&store, asked, arena);
    db_close(store.db);
    return code;
}

static bool read_number(const char *text, int64_t *out)
{
    return view_int(view_of(text), 1, INT64_MAX, out);
}

static bool read_options(int argc, char **argv, struct asked *asked)
{
    static const struct option options[] = {
        {"data", required_argument, NULL, 'd'}, {"to", required_argument, NULL, 't'},
        {"from", required_argument, NULL, 'f'}, {"anchors", required_argument, NULL, 'a'},
        {"help", no_argument, NULL, 'h'},       {NULL, 0, NULL, 0}};
    bool good = true;
    optind = 1;
    for (int c; good && (c = getopt_long(argc, argv, "h", options, NULL)) != -1;) {
        if (c == 'd')
            asked->data = optarg;
        else if (c == 't')
            good = read_number(optarg, &asked->to);
        else if (c == 'f')
            good = read_number(optarg, &asked->from);
        else if (c == 'a')
            asked->anchors = optarg;
        else if (c == 'h')
            asked->help = true;
        else
            good = false;
    }
    if (optind < argc)
        asked->act = argv[optind++];
    if (optind < argc)
        asked->data = argv[optind++];
    return good && (asked->help || (optind == argc && asked->act && asked->data));
}

int audit_cmd(int argc, char **argv)
{
    static const struct {
        const char *name;
        int (*act)(struct store *, const struct asked *, struct arena *);
    } acts[] = {{"verify", verify}, {"head", head}, {"export", export}};
    struct asked asked = {0};
    struct arena arena;
    if (!read_options(argc, argv, &asked))
        return usage(stderr, NOT_RUN);
    if (asked.help)
        return usage(stdout, SOUND);
    for (size_t i = 0; i < sizeof acts / sizeof *acts; i++) {
        if (strcmp(asked.act, acts[i].name) != 0)
            continue;
        arena_init(&arena, MEMORY);
        int code = with_store(&asked, &arena, acts[i].act);
        arena_free(&arena);
        return code;
    }
    return usage(stderr, NOT_RUN);
}
