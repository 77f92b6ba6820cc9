/* ledger: booking, and the proof.
 *
 * A booking reads the last row for its hash, both balances, writes the row with what is left in
 * each account, and the two balances: all inside the caller's transaction. The balance table only
 * saves adding up; ledger_check() walks all rows, adds up for itself and compares: every row with
 * the balances it claims, every hash with the one before, every account at the end, and that no
 * person is below nothing. One who changes a row, a balance, or takes a row out, is found.
 *
 * What a rule gives is booked once for each object and person: the table's own key sees to it. */
#include "gateway/store/ledger.h"

enum { PAGE = 500, NUMBERS = 9, ACCOUNTS_MOST = 1 << 20 };

/* ---- rows ---- */

static struct ledger_row row_of(const struct db_call *call)
{
    struct ledger_row row = {.id = db_int(call, 0),
                             .at = db_int(call, 1),
                             .source = db_int(call, 2),
                             .target = db_int(call, 3),
                             .points = db_int(call, 4),
                             .reason = (enum point_reason)db_int(call, 5),
                             .object = db_int(call, 6),
                             .user = db_int(call, 7),
                             .left_source = db_int(call, 8),
                             .left_target = db_int(call, 9)};
    struct view chain = db_view(call, 10);
    if (chain.n == LEDGER_CHAIN)
        memcpy(row.chain, chain.p, LEDGER_CHAIN);
    return row;
}

static enum store_error read_one(struct db_call *call, struct ledger_row *out)
{
    enum store_error error = db_next(call);
    if (error == STORE_OK)
        *out = row_of(call);
    db_end(call);
    return error;
}

static enum store_error read_rows(struct db_call *call, size_t max, struct ledger_row *out,
                                  size_t *count)
{
    enum store_error error = STORE_OK;
    *count = 0;
    while (*count < max && (error = db_next(call)) == STORE_OK)
        out[(*count)++] = row_of(call);
    db_end(call);
    return error == STORE_NONE ? STORE_OK : error;
}

/* Of the row and of the one before it. */
static void hash_row(const struct store *store, const struct ledger_row *row,
                     const unsigned char before[LEDGER_CHAIN], unsigned char out[LEDGER_CHAIN])
{
    const int64_t numbers[NUMBERS] = {row->id,     row->at,          row->source,
                                      row->target, row->points,      (int64_t)row->reason,
                                      row->object, row->left_source, row->left_target};
    const struct view parts[] = {VIEW("ledger"),
                                 {(const char *)before, LEDGER_CHAIN},
                                 {(const char *)numbers, sizeof numbers},
                                 {(const char *)&row->user, sizeof row->user}};
    struct seal_hash hash = seal_hash(store->seal, parts, 4);
    memcpy(out, hash.bytes, LEDGER_CHAIN);
}

/* ---- booking ---- */

enum store_error ledger_balance(struct store *store, int64_t account, int64_t *points)
{
    struct db_call call = db_begin(store->db, OP_POINT_ACCOUNT_GET);
    db_give_int(&call, account);
    enum store_error error = db_next(&call);
    *points = error == STORE_OK ? db_int(&call, 0) : 0;
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

static enum store_error put_balance(struct store *store, int64_t account, int64_t points)
{
    struct db_call call = db_begin(store->db, OP_POINT_ACCOUNT_PUT);
    db_give_int(&call, account);
    db_give_int(&call, points);
    return db_run(&call);
}

static enum store_error add_row(struct store *store, const struct ledger_row *row)
{
    struct db_call call = db_begin(store->db, OP_LEDGER_ADD);
    db_give_int(&call, row->id);
    db_give_int(&call, row->at);
    db_give_int(&call, row->source);
    db_give_int(&call, row->target);
    db_give_int(&call, row->points);
    db_give_int(&call, row->reason);
    db_give_int(&call, row->object);
    db_give_int(&call, row->user);
    db_give_int(&call, row->left_source);
    db_give_int(&call, row->left_target);
    db_give_bytes(&call, (struct view){(const char *)row->chain, LEDGER_CHAIN});
    return db_run(&call);
}

static enum store_error take_last(struct store *store, struct ledger_row *last)
{
    struct db_call call = db_begin(store->db, OP_LEDGER_LAST);
    *last = (struct ledger_row){.id = 0};
    enum store_error error = read_one(&call, last);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error ledger_book(struct store *store, struct ledger_row *row)
{
    struct ledger_row last;
    if (row->points < 1 || row->points > POINTS_AT_ONCE || row->source == row->target)
        return STORE_CONFLICT;
    enum store_error error = take_last(store, &last);
    if (error == STORE_OK)
        error = ledger_balance(store, row->source, &row->left_source);
    if (error == STORE_OK)
        error = ledger_balance(store, row->target, &row->left_target);
    if (error != STORE_OK)
        return error;
    row->left_source -= row->points;
    row->left_target += row->points;
    if (row->source > 0 && row->left_source < 0)
        return STORE_CONFLICT;
    row->id = last.id + 1;
    hash_row(store, row, last.chain, row->chain);
    error = add_row(store, row);
    if (error == STORE_OK)
        error = put_balance(store, row->source, row->left_source);
    return error == STORE_OK ? put_balance(store, row->target, row->left_target) : error;
}

/* ---- reading ---- */

enum store_error ledger_get(struct store *store, int64_t id, struct ledger_row *out)
{
    struct db_call call = db_begin(store->db, OP_LEDGER_GET);
    db_give_int(&call, id);
    return read_one(&call, out);
}

enum store_error ledger_find(struct store *store, enum point_reason reason, int64_t object,
                             int64_t target, struct ledger_row *out)
{
    struct db_call call = db_begin(store->db, OP_LEDGER_FIND);
    db_give_int(&call, reason);
    db_give_int(&call, object);
    db_give_int(&call, target);
    return read_one(&call, out);
}

enum store_error ledger_is_reversed(struct store *store, int64_t id)
{
    struct db_call call = db_begin(store->db, OP_LEDGER_REVERSED);
    db_give_int(&call, POINT_REVERSED);
    db_give_int(&call, id);
    enum store_error error = db_next(&call);
    db_end(&call);
    return error;
}

enum store_error ledger_given(struct store *store, int64_t account, int64_t since, int64_t *points)
{
    struct db_call call = db_begin(store->db, OP_LEDGER_DAY);
    db_give_int(&call, account);
    db_give_int(&call, since);
    enum store_error error = db_next(&call);
    *points = error == STORE_OK ? db_int(&call, 0) : 0;
    db_end(&call);
    return error;
}

enum store_error ledger_rows(struct store *store, int64_t account, int64_t below, size_t max,
                             struct ledger_row *out, size_t *count)
{
    struct db_call call = db_begin(store->db, account ? OP_LEDGER_OF : OP_LEDGER_NEWEST);
    db_give_int(&call, below ? below : INT64_MAX);
    if (account)
        db_give_int(&call, account);
    db_give_int(&call, (int64_t)max);
    return read_rows(&call, max, out, count);
}

/* ---- the proof ---- */

/* Balances as they follow from the rows: a table by open addressing. */
struct sums {
    int64_t *account, *points;
    size_t room, count;
};

static int64_t *sum_of(struct sums *sums, int64_t account)
{
    size_t at = (size_t)account * 2654435761u % sums->room;
    while (sums->account[at] && sums->account[at] != account)
        at = (at + 1) % sums->room;
    sums->count += !sums->account[at];
    sums->account[at] = account;
    return &sums->points[at];
}

static void find_wrong(struct ledger_proof *proof, int64_t at, const char *wrong)
{
    if (proof->wrong)
        return;
    proof->wrong = wrong;
    proof->at = at;
}

static void check_row(const struct store *store, struct sums *sums, const struct ledger_row *row,
                      struct ledger_row *before, struct ledger_proof *proof)
{
    unsigned char chain[LEDGER_CHAIN];
    int64_t *source = sum_of(sums, row->source);
    *source -= row->points;
    if (*source != row->left_source)
        find_wrong(proof, row->id, "balance of the giving account");
    if (row->source > 0 && *source < 0)
        find_wrong(proof, row->id, "more was taken than was there");
    int64_t *target = sum_of(sums, row->target);
    *target += row->points;
    if (*target != row->left_target)
        find_wrong(proof, row->id, "balance of the receiving account");
    hash_row(store, row, before->chain, chain);
    if (memcmp(chain, row->chain, LEDGER_CHAIN) != 0 || row->id != before->id + 1)
        find_wrong(proof, row->id, "the chain: a row was changed, or one is missing");
    *before = *row;
    proof->rows++;
}

/* The balances that stand there are those that follow. */
static enum store_error check_accounts(struct store *store, struct sums *sums,
                                       struct ledger_proof *proof)
{
    int64_t sum = 0;
    enum store_error error;
    struct db_call call = db_begin(store->db, OP_POINT_ACCOUNT_LIST);
    db_give_int(&call, INT64_MIN);
    db_give_int(&call, INT64_MAX);
    while ((error = db_next(&call)) == STORE_OK) {
        int64_t account = db_int(&call, 0), points = db_int(&call, 1);
        size_t known = sums->count;
        if (*sum_of(sums, account) != points || sums->count != known)
            find_wrong(proof, account, "a balance that does not follow from the rows");
        sum += points;
        proof->accounts += account > 0;
        proof->held += account > 0 ? points : 0;
        *(account == LEDGER_ISSUED ? &proof->issued : &proof->redeemed) +=
            account == LEDGER_ISSUED     ? -points
            : account == LEDGER_REDEEMED ? points
                                         : 0;
    }
    db_end(&call);
    if (sum)
        find_wrong(proof, 0, "the sum of all accounts");
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error ledger_check(struct store *store, struct arena *arena, struct ledger_proof *proof)
{
    struct sums sums = {ARENA_ARRAY(arena, 2 * ACCOUNTS_MOST, int64_t),
                        ARENA_ARRAY(arena, 2 * ACCOUNTS_MOST, int64_t), 2 * ACCOUNTS_MOST, 0};
    struct ledger_row *rows = ARENA_ARRAY(arena, PAGE, struct ledger_row), before = {.id = 0};
    size_t count = PAGE;
    enum store_error error = STORE_OK;
    *proof = (struct ledger_proof){.rows = 0};
    while (count == PAGE && error == STORE_OK && sums.count < ACCOUNTS_MOST) {
        struct db_call call = db_begin(store->db, OP_LEDGER_ALL);
        db_give_int(&call, before.id);
        db_give_int(&call, PAGE);
        error = read_rows(&call, PAGE, rows, &count);
        for (size_t i = 0; i < count && error == STORE_OK; i++)
            check_row(store, &sums, &rows[i], &before, proof);
    }
    return error == STORE_OK ? check_accounts(store, &sums, proof) : error;
}
