/* rules_cmd: the four commands about the rules in force.
 *
 *     zhida reload [--confirm 10m]   reads the folder again; on trial for so long
 *     zhida confirm                  what is on trial stays
 *     zhida undo                     back to the rules of before
 *     zhida versions [--json]        which were in force, and how many cases they decided
 *
 * All of a gateway's data folder: --data DIR, or data, where `make run` keeps it.
 * The first three ask the running gateway over its socket in the data folder; the last reads what
 * is written there, so it also answers when no gateway runs. */
#include "gateway/rules_cmd.h"

#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "gateway/data_folder.h"
#include "gateway/rules/control.h"
#include "gateway/store/store.h"
#include "gateway/world_real.h"

enum { MEMORY = 64 << 20, ANSWER_MAX = 4 << 20, NOT_RUN = 2, DAY_SECONDS = 86400 };

struct asked {
    const char *name, *data, *key_file;
    int64_t seconds; /* of a trial; 0: none */
    enum diag_language language;
    bool json;
};

static int complain(const struct asked *asked, const char *zh, const char *en)
{
    fprintf(stderr, "zhida %s: %s\n", asked->name, asked->language == DIAG_EN ? en : zh);
    return NOT_RUN;
}

static int usage(const char *name, FILE *out, int code)
{
    fprintf(out, "usage: zhida reload [--data DIR] [--confirm 10m] [--lang zh|en]\n"
                 "       zhida confirm|undo [--data DIR] [--lang zh|en]\n"
                 "       zhida versions [--data DIR] [--key-file FILE] [--json] [--lang zh|en]\n"
                 "\n--data DIR: the gateway's data folder [data]\n");
    (void)name;
    return code;
}

/* "90s", "10m", "2h"; a bare number is minutes. */
static bool read_wait(struct view text, int64_t *seconds)
{
    static const struct {
        char mark;
        int seconds;
    } marks[] = {{'s', 1}, {'m', 60}, {'h', 3600}};
    int each = 60;
    for (size_t i = 0; text.n && i < sizeof marks / sizeof *marks; i++)
        if (text.p[text.n - 1] == marks[i].mark) {
            each = marks[i].seconds;
            text.n--;
            break;
        }
    if (!view_int(text, 1, DAY_SECONDS / each, seconds))
        return false;
    *seconds *= each;
    return true;
}

static bool read_options(int argc, char **argv, struct asked *asked)
{
    static const struct option options[] = {
        {"data", required_argument, NULL, 'd'}, {"confirm", required_argument, NULL, 'c'},
        {"lang", required_argument, NULL, 'l'}, {"key-file", required_argument, NULL, 'k'},
        {"json", no_argument, NULL, 'j'},       {NULL, 0, NULL, 0}};
    *asked = (struct asked){.name = argv[0], .data = "data"};
    optind = 1;
    for (int c; (c = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (c == 'd')
            asked->data = optarg;
        else if (c == 'k')
            asked->key_file = optarg;
        else if (c == 'j')
            asked->json = true;
        else if (c == 'l')
            asked->language = strcmp(optarg, "en") == 0 ? DIAG_EN : DIAG_ZH;
        else if (c != 'c' || !read_wait(view_of(optarg), &asked->seconds))
            return false;
    }
    return optind == argc;
}

static int read_asked(int argc, char **argv, struct asked *asked)
{
    if (argc == 2 && strcmp(argv[1], "--help") == 0)
        exit(usage(argv[0], stdout, 0));
    return read_options(argc, argv, asked) ? 0 : usage(argv[0], stderr, NOT_RUN);
}

/* ---- asking the gateway ---- */

static int ask(int argc, char **argv)
{
    struct asked asked;
    struct buf text;
    if (read_asked(argc, argv, &asked) != 0)
        return NOT_RUN;
    buf_init(&text, ANSWER_MAX);
    int code = control_ask(asked.data, asked.name, asked.seconds, asked.language,
                           isatty(STDOUT_FILENO) == 1, &text);
    fwrite(text.p ? text.p : "", 1, text.n, stdout);
    buf_free(&text);
    if (code >= 0)
        return code;
    fprintf(stderr, "zhida %s: %s: %s\n", asked.name, asked.data, strerror(errno));
    return complain(&asked, "没有联系上网关：它是否在这个数据目录上运行？",
                    "no answer: is a gateway running on this data folder?");
}

int reload_cmd(int argc, char **argv)
{
    return ask(argc, argv);
}

int confirm_cmd(int argc, char **argv)
{
    return ask(argc, argv);
}

int undo_cmd(int argc, char **argv)
{
    return ask(argc, argv);
}

/* ---- listing ---- */

static const struct {
    const char *code, *zh, *en;
} states[] = {[VERSION_GOOD] = {"good", "有效", "good"},
              [VERSION_ON_TRIAL] = {"trial", "试行中", "on trial"},
              [VERSION_UNDONE] = {"undone", "已撤回", "taken back"},
              [VERSION_EXPIRED] = {"expired", "未确认，已恢复", "not confirmed in time"}};

static void tell_time(int64_t seconds, char out[32])
{
    struct civil_time local = civil_local(seconds, CHINA_OFFSET_MINUTES);
    struct civil day = civil_from_day(local.day);
    snprintf(out, 32, "%04d-%02d-%02d %02d:%02d", day.year, day.month, day.day, local.minute / 60,
             local.minute % 60);
}

static int64_t cases_of(const struct version_cases *cases, size_t count, struct view version)
{
    for (size_t i = 0; i < count; i++)
        if (view_eq(cases[i].hash, version))
            return cases[i].cases;
    return 0;
}

static void list_text(const struct asked *asked, const struct history *history,
                      const struct version_cases *cases, size_t count)
{
    const struct history_version *now = history_now(history);
    bool zh = asked->language == DIAG_ZH;
    for (size_t i = history->versions.n; i--;) {
        const struct history_version *one = &history->versions.at[i];
        char from[32], to[32];
        tell_time(one->from, from);
        tell_time(one->state == VERSION_ON_TRIAL ? one->confirm_by : one->to, to);
        printf("%s %.*s  %s .. %-16s  %8" PRId64 " %s  %s%s\n", one == now ? "*" : " ",
               VIEW_FMT(one->version), from, one->to || one->state == VERSION_ON_TRIAL ? to : "",
               cases_of(cases, count, one->version), zh ? "件" : "cases",
               zh ? states[one->state].zh : states[one->state].en,
               one->state != VERSION_ON_TRIAL ? ""
               : zh                           ? "，到时未确认即恢复"
                                              : ", comes back unless confirmed by then");
    }
}

static void list_json(const struct history *history, const struct version_cases *cases,
                      size_t count)
{
    const struct history_version *now = history_now(history);
    json_t *list = json_array();
    for (size_t i = history->versions.n; i--;) {
        const struct history_version *one = &history->versions.at[i];
        json_array_append_new(
            list, json_pack("{s:s%, s:s, s:b, s:I, s:I, s:I, s:I}", "version", one->version.p,
                            one->version.n, "state", states[one->state].code, "in_force",
                            one == now, "from", (json_int_t)one->from, "to", (json_int_t)one->to,
                            "confirm_by", (json_int_t)one->confirm_by, "cases",
                            (json_int_t)cases_of(cases, count, one->version)));
    }
    json_dumpf(list, stdout, JSON_INDENT(2));
    printf("\n");
    json_decref(list);
}

/* The counts are a help: without the key the list still tells what it can. */
static void count_cases(const struct asked *asked, const struct data_folder *folder,
                        struct arena *arena, struct version_cases **cases, size_t *count)
{
    const struct world world = world_real();
    struct seal_key key;
    struct store store;
    if (access(folder->database, F_OK) != 0 ||
        seal_key_load(asked->key_file ? asked->key_file : folder->key, false, &world, &key) !=
            SEAL_OK)
        return;
    if (store_open_reader(&store, folder->database, &world, &key) == STORE_OK) {
        if (store_version_cases(&store, arena, cases, count) != STORE_OK)
            *count = 0;
        store_close(&store);
    }
    explicit_bzero(&key, sizeof key);
}

static int list(const struct asked *asked, struct arena *arena)
{
    struct data_folder folder;
    struct history history;
    struct version_cases *cases = NULL;
    size_t count = 0;
    data_folder_name(asked->data, arena, &folder);
    if (!history_read(&history, folder.images, arena)) {
        perror(history.path);
        return NOT_RUN;
    }
    count_cases(asked, &folder, arena, &cases, &count);
    if (asked->json)
        list_json(&history, cases, count);
    else if (history.versions.n)
        list_text(asked, &history, cases, count);
    else
        return complain(asked, "这个数据目录里还没有规则版本", "no rules were in force here yet");
    return 0;
}

int versions_cmd(int argc, char **argv)
{
    struct asked asked;
    struct arena arena;
    if (read_asked(argc, argv, &asked) != 0)
        return NOT_RUN;
    arena_init(&arena, MEMORY);
    int code = list(&asked, &arena);
    arena_free(&arena);
    return code;
}
