/* tickets_cmd: past cases as a table that `zhida learn` reads, on the machine that holds the data
 * and its key.
 *
 *     zhida tickets --data DIR [--since 2026-01-01] [--arbitrated] [-o FILE]
 *
 * TSV with the header text, unit, duty, area, time, source (gateway/desk/ticket.h says which cases
 * and which source). --arbitrated: what arbitration decided, for whoever writes the rules: a test
 * block for each case, which fails until the rules decide as it did. It may run beside a gateway.
 * The table is made in memory; that it leaves is recorded first, with its number of rows and never
 * with a word of it, and a file is readable by its owner alone. What cannot be recorded is not
 * written. */
#include "gateway/tickets_cmd.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "gateway/data_store.h"
#include "gateway/desk/ticket.h"
#include "gateway/store/desk.h"
#include "gateway/world_real.h"

enum { DONE, EMPTY, NOT_RUN };
enum { BATCH = 500, MEMORY = 256 << 20, DETAIL_MOST = 200 };
#define TABLE_MOST ((size_t)1 << 31)

struct asked {
    const char *data, *key_file, *since, *output;
    bool arbitrated, help;
};

struct export
{
    struct store *store;
    struct arena arena; /* emptied for each batch */
    struct buf table;
    int64_t since; /* id of the day's first case, or 0 */
    bool arbitrated;
    size_t counts[TICKET_RESULTS];
};

static int complain(const char *what, const char *why)
{
    fprintf(stderr, "zhida tickets: %s: %s\n", what, why);
    return NOT_RUN;
}

static int usage(FILE *out, int code)
{
    fprintf(out,
            "用法 / usage: zhida tickets --data DIR [--since DATE] [--arbitrated] [-o FILE]\n\n"
            "把派单员的选择写成训练用的表（TSV）；匿名的、已删除的人的不写，姓名和号码遮住。\n"
            "what the desk decided, as a table to learn from (TSV); nothing of anonymous or\n"
            "forgotten people, names and numbers masked. Every export is recorded.\n\n"
            "  --since DATE   从哪天提交的起，如 2026-01-01 / filed from this day on\n"
            "  --arbitrated   只写仲裁过的：每件一个测试块，规则改到和仲裁一致才通过 / what was\n"
            "                 arbitrated, as test blocks that pass once the rules decide so\n"
            "  -o FILE        写到文件，不写则到标准输出 / into a file, else standard output\n"
            "  --key-file F   网关用了别的密钥文件时 / where the gateway has another one\n");
    return code;
}

/* ---- rows ---- */

static void put_time(struct buf *out, int64_t at)
{
    struct civil_time local = civil_local(at, CHINA_OFFSET_MINUTES);
    struct civil date = civil_from_day(local.day);
    buf_print(out, "%04d-%02d-%02dT%02d:%02d", date.year, date.month, date.day, local.minute / 60,
              local.minute % 60);
}

static void put_row(struct export *export, const struct ticket *ticket)
{
    const struct view fields[] = {ticket->text, ticket->unit, ticket->duty, ticket->area};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        buf_view(&export->table, fields[i]);
        buf_byte(&export->table, '\t');
    }
    put_time(&export->table, ticket->filed);
    buf_print(&export->table, "\t%s\n", ticket_source_code(ticket->source));
}

/* In a string of the rules' language: what would end it is written otherwise. */
static void put_string(struct buf *out, struct view text)
{
    buf_byte(out, '"');
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] == '"' || text.p[i] == '\\')
            buf_text(out, "”");
        else
            buf_byte(out, text.p[i]);
    buf_byte(out, '"');
}

static const struct case_event *arbitration_of(const struct case_event *events, size_t count)
{
    const struct case_event *found = NULL;
    for (size_t i = 0; i < count; i++)
        if (events[i].move == MOVE_ARBITRATE)
            found = &events[i];
    return found;
}

/* The unit that had the case before it was disputed. */
static struct view disputed_by(const struct case_event *events, size_t count)
{
    struct view unit = VIEW("");
    for (size_t i = 0; i < count; i++)
        if (events[i].move == MOVE_DISPUTE)
            unit = events[i].unit;
    return unit;
}

static void put_proposal(struct export *export, int64_t id, const struct ticket *ticket,
                         const struct case_event *events, size_t count)
{
    const struct case_event *decided = arbitration_of(events, count);
    struct view reason, from = disputed_by(events, count);
    struct buf *out = &export->table;
    if (!decided)
        return;
    reason = ticket_words(decided->text, &export->arena);
    struct view number = case_number_text(VIEW(""), id, &export->arena);
    buf_print(out, "# %.*s 仲裁 / arbitrated: %.*s -> %.*s，", VIEW_FMT(number), VIEW_FMT(from),
              VIEW_FMT(decided->unit));
    put_time(out, decided->at);
    buf_print(out, "\n# 理由 / reason: %.*s\n测试 ", VIEW_FMT(reason));
    buf_print(out, "\"仲裁 %.*s\" {\n    市民 ", VIEW_FMT(number));
    put_string(out, ticket->text);
    buf_print(out, "\n    应得 单位 %.*s\n}\n\n", VIEW_FMT(decided->unit));
}

static enum store_error take(struct export *export, int64_t id)
{
    struct case_full full;
    struct case_event *events;
    struct ticket ticket;
    size_t count;
    enum store_error error = cases_get(export->store, id, &export->arena, &full);
    if (error == STORE_SEALED) {
        export->counts[TICKET_NAMELESS]++;
        return STORE_OK;
    }
    if (error == STORE_OK)
        error = cases_events(export->store, &full, &export->arena, &events, &count);
    if (error != STORE_OK)
        return error;
    enum ticket_result result = ticket_of(&full, events, count, &export->arena, &ticket);
    if (export->arbitrated && !arbitration_of(events, count))
        return STORE_OK;
    export->counts[result]++;
    if (result == TICKET_MADE && export->arbitrated)
        put_proposal(export, id, &ticket, events, count);
    else if (result == TICKET_MADE)
        put_row(export, &ticket);
    return STORE_OK;
}

/* From the newest back to the day asked for, in batches. */
static enum store_error take_all(struct export *export)
{
    struct case_filter filter = {.states = ~0u, .max = BATCH};
    size_t count = BATCH;
    bool more = true;
    if (!export->arbitrated)
        buf_text(&export->table, "text\tunit\tduty\tarea\ttime\tsource\n");
    while (more && count == BATCH) {
        struct case_line *lines;
        enum store_error error = cases_list(export->store, &filter, &export->arena, &lines, &count);
        for (size_t i = 0; error == STORE_OK && more && i < count; i++) {
            more = lines[i].id >= export->since;
            filter.below = lines[i].id;
            if (more)
                error = take(export, lines[i].id);
        }
        if (error != STORE_OK)
            return error;
        arena_reset(&export->arena);
    }
    return STORE_OK;
}

/* ---- recorded, then written ---- */

static enum store_error record(struct store *store, const struct asked *asked,
                               const struct export *export)
{
    char detail[DETAIL_MOST];
    snprintf(detail, sizeof detail, "command line; rows %zu; since %s", export->counts[TICKET_MADE],
             asked->since ? asked->since : "the beginning");
    struct audit_row row = {.at = store->world->now(store->world->self),
                            .action = VIEW("tickets.export"),
                            .detail = view_of(detail)};
    enum store_error error = store_begin(store);
    if (error == STORE_OK)
        error = audit_add(store, &row);
    if (error == STORE_OK)
        return store_commit(store);
    store_rollback(store);
    return error;
}

static bool write_table(const char *path, struct view table)
{
    int fd = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : STDOUT_FILENO;
    bool good = fd >= 0;
    while (good && table.n) {
        ssize_t written = write(fd, table.p, table.n);
        good = written > 0 || (written < 0 && errno == EINTR);
        if (written > 0)
            table = view_sub(table, (size_t)written, table.n);
    }
    if (path && fd >= 0)
        good = close(fd) == 0 && good;
    return good;
}

static int tell(const struct export *export)
{
    const size_t *counts = export->counts;
    fprintf(stderr, "%zu 条；匿名或已删除的 %zu 件、还没有定下来的 %zu 件没有写。\n",
            counts[TICKET_MADE], counts[TICKET_NAMELESS], counts[TICKET_UNSETTLED]);
    fprintf(stderr, "%zu rows; left out: %zu anonymous or forgotten, %zu not settled.\n",
            counts[TICKET_MADE], counts[TICKET_NAMELESS], counts[TICKET_UNSETTLED]);
    return counts[TICKET_MADE] ? DONE : EMPTY;
}

static int run_export(const struct asked *asked, struct store *store, int64_t since)
{
    struct export export = {.store = store, .since = since, .arbitrated = asked->arbitrated};
    arena_init(&export.arena, MEMORY);
    buf_init(&export.table, TABLE_MOST);
    int code = NOT_RUN;
    enum store_error error = take_all(&export);
    if (error == STORE_OK)
        error = record(store, asked, &export);
    if (error != STORE_OK || export.table.full)
        complain(asked->data,
                 export.table.full ? "more than 2 GB; use --since" : store_error_text(error));
    else if (!write_table(asked->output, buf_seen(&export.table)))
        complain(asked->output ? asked->output : "standard output", strerror(errno));
    else
        code = tell(&export);
    buf_free(&export.table);
    arena_free(&export.arena);
    return code;
}

static int open_and_run(const struct asked *asked, struct arena *arena, int64_t since)
{
    const struct world world = world_real();
    struct data_trouble trouble;
    struct store store;
    if (!data_store_open(asked->data, asked->key_file, false, &world, arena, &store, &trouble))
        return complain(trouble.where, trouble.why);
    int code = run_export(asked, &store, since);
    store_close(&store);
    return code;
}

/* ---- the line ---- */

/* The least id of a case of that day: ids begin with yyyymmdd. */
static bool read_since(const char *text, int64_t *id)
{
    struct civil date;
    if (!civil_parse(view_of(text), &date))
        return false;
    *id = (int64_t)civil_number(civil_to_day(date)) * CASE_NUMBERS_A_DAY;
    return true;
}

static bool read_options(int argc, char **argv, struct asked *asked)
{
    static const struct option options[] = {
        {"data", required_argument, NULL, 'd'},  {"key-file", required_argument, NULL, 'k'},
        {"since", required_argument, NULL, 's'}, {"arbitrated", no_argument, NULL, 'a'},
        {"help", no_argument, NULL, 'h'},        {NULL, 0, NULL, 0}};
    optind = 1;
    for (int c; (c = getopt_long(argc, argv, "ho:", options, NULL)) != -1;) {
        if (c == 'd')
            asked->data = optarg;
        else if (c == 'k')
            asked->key_file = optarg;
        else if (c == 's')
            asked->since = optarg;
        else if (c == 'o')
            asked->output = optarg;
        else if (c == 'a')
            asked->arbitrated = true;
        else if (c == 'h')
            asked->help = true;
        else
            return false;
    }
    return asked->help || (optind == argc && asked->data);
}

int tickets_cmd(int argc, char **argv)
{
    struct asked asked = {0};
    struct arena arena;
    int64_t since = 0;
    if (!read_options(argc, argv, &asked))
        return usage(stderr, NOT_RUN);
    if (asked.help)
        return usage(stdout, DONE);
    if (asked.since && !read_since(asked.since, &since))
        return complain(asked.since, "日期写成 2026-01-01 / a date is written 2026-01-01");
    arena_init(&arena, MEMORY);
    int code = open_and_run(&asked, &arena, since);
    arena_free(&arena);
    return code;
}
