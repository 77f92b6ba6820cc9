/* erase_cmd: forgets a person, on the machine that holds the data and its key.
 *
 *     zhida erase CASE --data DIR [--with-cases] [--yes]
 *     zhida erase KIND/ACCOUNT SENDER --data DIR [--with-cases] [--yes]
 *
 * The person is whoever filed the case, or the one whom a channel knows by this name: wechat/NAME
 * and an openid, sms/NAME and a telephone number. Without --yes everything is done and taken back,
 * so that what is shown is what would happen. It may run beside a gateway, which wipes what it
 * remembers of conversations within a second, finds the person gone at its next turn, and removes
 * the files. That it was done is recorded, never for whom by name.
 *
 * What was erased lives on in older copies of the data folder as long as these are kept. */
#include "gateway/erase_cmd.h"

#include <getopt.h>
#include <stdio.h>

#include "adapters/adapter.h"
#include "gateway/data_store.h"
#include "gateway/store/cases.h"
#include "gateway/store/desk.h"
#include "gateway/store/forget.h"
#include "gateway/world_real.h"

enum { DONE, NOBODY, NOT_RUN };
enum { MEMORY = 256 << 20, DETAIL_MOST = 200 };

struct asked {
    const char *data, *key_file, *who, *sender;
    bool with_cases, yes, help;
};

static int complain(int code, const char *what, const char *why)
{
    fprintf(stderr, "zhida erase: %s: %s\n", what, why);
    return code;
}

static int usage(FILE *out, int code)
{
    fprintf(out,
            "用法 / usage: zhida erase CASE --data DIR [--with-cases] [--yes]\n"
            "              zhida erase KIND/ACCOUNT SENDER --data DIR [--with-cases] [--yes]\n\n"
            "删除一个人的信息：称呼、谈话、文件从此读不出来。事项照旧保留。\n"
            "forgets a person: name, talk and files can never be read again; cases stay.\n\n"
            "  CASE           此人提交的一个事项的编号 / the number of a case they filed\n"
            "  KIND/ACCOUNT   渠道和账号，如 sms/demo / channel and account\n"
            "  SENDER         渠道里的名字：openid、手机号 / how the channel knows them\n"
            "  --with-cases   已办结、已撤回事项里的话也删除 / closed cases' words too\n"
            "  --yes          真的删除；不写只显示 / do it; without it only shown\n"
            "  --key-file F   网关用了别的密钥文件时 / where the gateway has another one\n");
    return code;
}

/* ---- who ---- */

/* A case's number is known by its digits; the district's letters may stand before them. */
static enum store_error person_of_case(struct store *store, struct view number, struct arena *arena,
                                       int64_t *person)
{
    struct case_full full;
    int64_t id;
    size_t letters = 0;
    while (letters < number.n && (number.p[letters] < '0' || number.p[letters] > '9'))
        letters++;
    if (!case_number_parse(view_sub(number, 0, letters), number, &id))
        return STORE_NONE;
    enum store_error error = cases_get(store, id, arena, &full);
    if (error == STORE_OK && !full.person)
        return STORE_SEALED;
    *person = full.person;
    return error;
}

static enum store_error person_of_sender(struct store *store, const struct asked *asked,
                                         struct arena *arena, struct person *out)
{
    struct view name = view_of(asked->who), kind = view_cut(&name, '/');
    const struct adapter *adapter = adapter_find(kind);
    int64_t account;
    if (!adapter || !name.n)
        return STORE_NONE;
    enum store_error error = store_account_find(store, (int)adapter->kind, name, &account);
    return error == STORE_OK ? people_find(store, account, view_of(asked->sender), arena, out)
                             : error;
}

static enum store_error find(struct store *store, const struct asked *asked, struct arena *arena,
                             struct person *out)
{
    int64_t id = 0;
    if (asked->sender)
        return person_of_sender(store, asked, arena, out);
    enum store_error error = person_of_case(store, view_of(asked->who), arena, &id);
    return error == STORE_OK ? people_get(store, id, arena, out) : error;
}

/* ---- doing it ---- */

static enum store_error record(struct store *store, const struct person *person,
                               const struct forgotten *gone)
{
    char detail[DETAIL_MOST];
    snprintf(detail, sizeof detail, "command line; person %lld; files %zu; closed cases %zu",
             (long long)person->id, gone->files, gone->cases_closed);
    struct audit_row row = {.at = store->world->now(store->world->self),
                            .action = VIEW("person.erase"),
                            .detail = view_of(detail)};
    return audit_add(store, &row);
}

static enum store_error forget(struct store *store, const struct asked *asked, struct arena *arena,
                               struct forgotten *gone)
{
    struct person person;
    enum store_error error = store_begin(store);
    if (error != STORE_OK)
        return error;
    error = find(store, asked, arena, &person);
    if (error == STORE_OK)
        error = person_forget(store, &person, asked->with_cases, arena, gone);
    if (error == STORE_OK)
        error = record(store, &person, gone);
    if (error == STORE_OK && asked->yes)
        return store_commit(store);
    store_rollback(store);
    return error;
}

/* What was overwritten must not lie in a free corner of the database: corners are wiped, and the
 * log, which holds the page as it was, is copied and begun anew as far as nobody else is at it. */
static enum store_error forget_for_good(struct store *store, const struct asked *asked,
                                        struct arena *arena, struct forgotten *gone)
{
    int64_t rest;
    enum store_error error = db_script(store->db, "PRAGMA secure_delete=ON");
    if (error == STORE_OK)
        error = forget(store, asked, arena, gone);
    if (error != STORE_OK || !asked->yes)
        return error;
    enum store_error copied = db_checkpoint(store->db, &rest);
    return copied == STORE_BUSY ? STORE_OK : copied;
}

static int tell(enum store_error error, const struct asked *asked, const struct forgotten *gone)
{
    if (error == STORE_NONE)
        return complain(NOBODY, asked->who, "没有找到此人 / nobody was found");
    if (error == STORE_SEALED)
        return complain(NOBODY, asked->who, "此人的信息已经删除 / forgotten already");
    if (error != STORE_OK)
        return complain(NOT_RUN, asked->data, store_error_text(error));
    printf("%s：称呼和谈话，%zu 个文件，%zu 件已结事项里的话，%zu 条搁置的消息；%zu "
           "件事项照旧保留。\n",
           asked->yes ? "已删除" : "将删除", gone->files, gone->cases_closed, gone->parked,
           gone->cases_kept);
    printf("%s: name and talk, %zu files, the words of %zu closed cases, %zu parked messages; "
           "%zu cases stay.\n",
           asked->yes ? "erased" : "to be erased", gone->files, gone->cases_closed, gone->parked,
           gone->cases_kept);
    if (!asked->yes)
        printf("没有改动；确认删除请加 --yes。 / nothing was changed; --yes does it.\n");
    return DONE;
}

static int run(const struct asked *asked, struct arena *arena)
{
    const struct world world = world_real();
    struct data_trouble trouble;
    struct store store;
    struct forgotten gone = {0};
    if (!data_store_open(asked->data, asked->key_file, false, &world, arena, &store, &trouble))
        return complain(NOT_RUN, trouble.where, trouble.why);
    enum store_error error = forget_for_good(&store, asked, arena, &gone);
    store_close(&store);
    return tell(error, asked, &gone);
}

static bool read_options(int argc, char **argv, struct asked *asked)
{
    static const struct option options[] = {
        {"data", required_argument, NULL, 'd'}, {"key-file", required_argument, NULL, 'k'},
        {"with-cases", no_argument, NULL, 'c'}, {"yes", no_argument, NULL, 'y'},
        {"help", no_argument, NULL, 'h'},       {NULL, 0, NULL, 0}};
    optind = 1;
    for (int c; (c = getopt_long(argc, argv, "h", options, NULL)) != -1;) {
        if (c == 'd')
            asked->data = optarg;
        else if (c == 'k')
            asked->key_file = optarg;
        else if (c == 'c' || c == 'y')
            *(c == 'c' ? &asked->with_cases : &asked->yes) = true;
        else if (c == 'h')
            asked->help = true;
        else
            return false;
    }
    asked->who = optind < argc ? argv[optind++] : NULL;
    asked->sender = optind < argc ? argv[optind++] : NULL;
    return asked->help || (optind == argc && asked->who && asked->data);
}

int erase_cmd(int argc, char **argv)
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
