/* points_cmd: the book of points from the command line.
 *
 *     zhida points DATA             all rows, newest first, tabs between
 *     zhida points DATA --check     proves balances and chain from the rows alone
 *
 * It reads beside a running gateway, in one snapshot after the other, and writes nothing. The proof
 * needs the key file, since the chain is hashed with it: whoever can write the database but has no
 * key cannot make a chain that holds. Exit 0: it holds, 1: it does not, 2: it could not be read. */
#include "gateway/points_cmd.h"

#include <getopt.h>
#include <stdio.h>

#include "gateway/data_store.h"
#include "gateway/store/ledger.h"
#include "gateway/world_real.h"

enum { HOLDS, BROKEN, NOT_READ };
enum { MEMORY = 256 << 20, PAGE = 500 };

struct asked {
    const char *data, *key_file;
    bool check, help;
};

static int usage(FILE *out, int code)
{
    fprintf(out,
            "用法 / usage: zhida points DATA [--check] [--key-file FILE]\n\n"
            "  积分账本：逐行列出；--check 只凭账本核对每个余额和校验链，不相信余额表。\n"
            "  the book of points: every row; --check proves balances and chain from the rows.\n");
    return code;
}

static int complain(const char *what, const char *why)
{
    fprintf(stderr, "zhida points: %s: %s\n", what, why);
    return NOT_READ;
}

static int check(struct store *store, struct arena *arena, const char *path)
{
    struct ledger_proof proof;
    enum store_error error = ledger_check(store, arena, &proof);
    if (error != STORE_OK)
        return complain(path, store_error_text(error));
    printf("%lld 笔，%lld 个账户：发放 %lld 分，兑换 %lld 分，结存 %lld 分\n",
           (long long)proof.rows, (long long)proof.accounts, (long long)proof.issued,
           (long long)proof.redeemed, (long long)proof.held);
    printf("%lld rows, %lld accounts: %lld points issued, %lld redeemed, %lld held\n",
           (long long)proof.rows, (long long)proof.accounts, (long long)proof.issued,
           (long long)proof.redeemed, (long long)proof.held);
    if (!proof.wrong) {
        printf("账本相符 / the book holds\n");
        return HOLDS;
    }
    printf("账本不符，第 %lld 号 / the book does not hold, at %lld: %s\n", (long long)proof.at,
           (long long)proof.at, proof.wrong);
    return BROKEN;
}

static int list(struct store *store, struct arena *arena, const char *path)
{
    struct ledger_row *rows = ARENA_ARRAY(arena, PAGE, struct ledger_row);
    size_t count = PAGE;
    for (int64_t below = 0; count == PAGE; below = rows[count - 1].id) {
        enum store_error error = ledger_rows(store, 0, below, PAGE, rows, &count);
        if (error != STORE_OK)
            return complain(path, store_error_text(error));
        for (size_t i = 0; i < count; i++)
            printf("%lld\t%lld\t%lld\t%lld\t%lld\t%s\t%lld\n", (long long)rows[i].id,
                   (long long)rows[i].at, (long long)rows[i].source, (long long)rows[i].target,
                   (long long)rows[i].points, point_info(rows[i].reason)->code,
                   (long long)rows[i].object);
        if (!count)
            break;
    }
    return HOLDS;
}

static int run(const struct asked *asked, struct arena *arena)
{
    const struct world world = world_real();
    struct data_trouble trouble;
    struct store store;
    if (!data_store_open(asked->data, asked->key_file, true, &world, arena, &store, &trouble))
        return complain(trouble.where, trouble.why);
    int code = asked->check ? check(&store, arena, asked->data) : list(&store, arena, asked->data);
    store_close(&store);
    return code;
}

static bool read_options(int argc, char **argv, struct asked *asked)
{
    static const struct option options[] = {{"check", no_argument, NULL, 'c'},
                                            {"key-file", required_argument, NULL, 'k'},
                                            {"help", no_argument, NULL, 'h'},
                                            {NULL, 0, NULL, 0}};
    optind = 1;
    for (int c; (c = getopt_long(argc, argv, "h", options, NULL)) != -1;) {
        if (c == 'c')
            asked->check = true;
        else if (c == 'k')
            asked->key_file = optarg;
        else if (c == 'h')
            asked->help = true;
        else
            return false;
    }
    asked->data = optind < argc ? argv[optind++] : NULL;
    return asked->help || (asked->data && optind == argc);
}

int points_cmd(int argc, char **argv)
{
    struct asked asked = {0};
    struct arena arena;
    if (!read_options(argc, argv, &asked))
        return usage(stderr, NOT_READ);
    if (asked.help)
        return usage(stdout, HOLDS);
    arena_init(&arena, MEMORY);
    int code = run(&asked, &arena);
    arena_free(&arena);
    return code;
}
