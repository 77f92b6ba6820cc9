/* find_lay: fresh clues become blocks, a little with each transaction.
 *
 * A block has some ten thousand lists. Written at once they held everybody who waited for thirty
 * milliseconds, and at full speed that came every second. So a block is taken into memory as a
 * whole (two milliseconds), and its lists are written by and by, as many at a time as whoever calls
 * has patience for. Its own row comes last, together with the end of the fresh rows: until then
 * nobody looks into its lists, and its cases are found among the fresh ones.
 *
 * Always holds: lists of a block without a row are nobody's and may be dropped at any time. They
 * are, before the first block of a process, after a rollback, and where one of the cases was erased
 * while its block was being laid; then the block is taken up anew without it.
 *
 * Postings come in the order of their places, so three stable passes over the digits of the clue
 * put them in order of clue and place: a tenth of what comparing costs. */
#include "gateway/store/find.h"

#include "dsl/base/vec.h"

#include <stdlib.h>

enum { DIGIT_BITS = 11, DIGITS = 1 << DIGIT_BITS, CLUE_BITS = 32, LAYING_MEMORY = 32 << 20 };

/* One clue of one case. */
struct posting {
    uint32_t clue;
    uint16_t place;
};

struct find_laying {
    struct arena arena;
    VEC(struct posting) postings; /* of the block under way, in order */
    size_t given;                 /* the first whose list is not written */
    int64_t cases[FIND_BLOCK];
    size_t count; /* 0: no block is under way */
    int64_t number, low, high, last, waiting;
    bool swept; /* there are no lists of nobody */
};

struct find_laying *find_laying_new(void)
{
    struct find_laying *laying = calloc(1, sizeof *laying);
    if (laying)
        arena_init(&laying->arena, LAYING_MEMORY);
    return laying;
}

static void let_go(struct find_laying *laying)
{
    arena_free(&laying->arena);
    laying->postings.at = NULL;
    laying->postings.n = laying->postings.room = laying->given = laying->count = 0;
}

void find_laying_forget(struct find_laying *laying)
{
    if (!laying)
        return;
    let_go(laying);
    laying->swept = false;
}

void find_laying_free(struct find_laying *laying)
{
    if (laying)
        let_go(laying);
    free(laying);
}

/* ---- taking up ---- */

static uint32_t digit_of(const struct posting *one, unsigned shift)
{
    return one->clue >> shift & (DIGITS - 1);
}

static void sort_by_digit(const struct posting *from, struct posting *to, size_t n, unsigned shift)
{
    uint32_t next[DIGITS] = {0}, sum = 0;
    for (size_t i = 0; i < n; i++)
        next[digit_of(&from[i], shift)]++;
    for (size_t d = 0; d < DIGITS; d++) {
        uint32_t count = next[d];
        next[d] = sum;
        sum += count;
    }
    for (size_t i = 0; i < n; i++)
        to[next[digit_of(&from[i], shift)]++] = from[i];
}

static void sort(struct find_laying *laying)
{
    size_t n = laying->postings.n;
    struct posting *from = laying->postings.at;
    struct posting *to = ARENA_ARRAY(&laying->arena, n, struct posting);
    for (unsigned shift = 0; shift < CLUE_BITS; shift += DIGIT_BITS) {
        sort_by_digit(from, to, n, shift);
        struct posting *sorted = to;
        to = from;
        from = sorted;
    }
    laying->postings.at = from;
}

static void take_fresh(struct find_laying *laying, const struct db_call *call)
{
    struct view clues = db_view(call, 2);
    int64_t id = db_int(call, 1);
    laying->last = db_int(call, 0);
    if (!laying->count || id < laying->low)
        laying->low = id;
    if (!laying->count || id > laying->high)
        laying->high = id;
    for (size_t at = 0; at + sizeof(uint32_t) <= clues.n; at += sizeof(uint32_t)) {
        struct posting one = {.place = (uint16_t)laying->count};
        memcpy(&one.clue, clues.p + at, sizeof one.clue);
        VEC_ADD(&laying->arena, &laying->postings, one);
    }
    laying->cases[laying->count++] = id;
}

static enum store_error read_fresh(struct store *store, struct find_laying *laying)
{
    struct db_call call = db_begin(store->db, OP_FIND_OLDEST);
    db_give_int(&call, FIND_BLOCK);
    enum store_error error = STORE_OK;
    while (laying->count < FIND_BLOCK && (error = db_next(&call)) == STORE_OK)
        take_fresh(laying, &call);
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

static enum store_error one_number(struct db_call *call, int64_t *number)
{
    enum store_error error = db_next(call);
    *number = error == STORE_OK ? db_int(call, 0) : 0;
    db_end(call);
    return error;
}

static enum store_error last_block(struct store *store, int64_t *number)
{
    struct db_call call = db_begin(store->db, OP_FIND_BLOCK_LAST);
    return one_number(&call, number);
}

static enum store_error sweep(struct store *store, struct find_laying *laying)
{
    int64_t last;
    if (laying->swept)
        return STORE_OK;
    enum store_error error = last_block(store, &last);
    if (error != STORE_OK)
        return error;
    struct db_call call = db_begin(store->db, OP_FIND_LISTS_CLEAR);
    db_give_int(&call, last);
    error = db_run(&call);
    laying->swept = error == STORE_OK;
    return error;
}

/* Where enough fresh rows are there. */
static enum store_error take_up(struct store *store, struct find_laying *laying)
{
    struct db_call call = db_begin(store->db, OP_FIND_FRESH_COUNT);
    enum store_error error = one_number(&call, &laying->waiting);
    if (error == STORE_OK)
        error = sweep(store, laying);
    if (error != STORE_OK || laying->waiting < FIND_BLOCK)
        return error;
    error = last_block(store, &laying->number);
    laying->number++;
    if (error == STORE_OK)
        error = read_fresh(store, laying);
    if (error != STORE_OK || laying->count < FIND_BLOCK) {
        let_go(laying); /* gaps in the numbers: some were erased */
        laying->waiting = 0;
        return error;
    }
    if (laying->postings.n)
        sort(laying);
    return STORE_OK;
}

/* ---- laying ---- */

static enum store_error add_list(struct store *store, int64_t number, const struct posting *from,
                                 size_t count)
{
    uint16_t places[FIND_BLOCK];
    size_t n = 0;
    for (size_t i = 0; i < count && n < FIND_BLOCK; i++)
        if (!n || places[n - 1] != from[i].place)
            places[n++] = from[i].place;
    struct db_call call = db_begin(store->db, OP_FIND_LIST_ADD);
    db_give_int(&call, number);
    db_give_int(&call, from->clue);
    db_give_bytes(&call, (struct view){(const char *)places, n * sizeof *places});
    return db_run(&call);
}

/* The lists of so many postings, of the last one whole. */
static enum store_error add_lists(struct store *store, struct find_laying *laying, size_t most)
{
    enum store_error error = STORE_OK;
    size_t end = laying->postings.n,
           until = end - laying->given < most ? end : laying->given + most;
    while (laying->given < until && error == STORE_OK) {
        const struct posting *first = &laying->postings.at[laying->given];
        size_t to = laying->given;
        while (to < end && laying->postings.at[to].clue == first->clue)
            to++;
        error = add_list(store, laying->number, first, to - laying->given);
        laying->given = to;
    }
    return error;
}

static enum store_error add_block(struct store *store, const struct find_laying *laying)
{
    struct db_call call = db_begin(store->db, OP_FIND_BLOCK_ADD);
    db_give_int(&call, laying->number);
    db_give_int(&call, laying->low);
    db_give_int(&call, laying->high);
    enum store_error error = db_run(&call);
    if (error != STORE_OK)
        return error;
    call = db_begin(store->db, OP_FIND_CASES_ADD);
    db_give_int(&call, laying->number);
    db_give_bytes(&call, (struct view){(const char *)laying->cases, sizeof laying->cases});
    error = db_run(&call);
    if (error != STORE_OK)
        return error;
    call = db_begin(store->db, OP_FIND_CLEAR);
    db_give_int(&call, laying->last);
    return db_run(&call);
}

/* Do the fresh rows still hold the very cases that were taken up? The number of the last row is
 * given again where it was erased, so their count alone does not tell. */
static enum store_error compare_fresh(struct store *store, const struct find_laying *laying,
                                      bool *same)
{
    size_t at = 0;
    struct db_call call = db_begin(store->db, OP_FIND_FRESH_UPTO);
    db_give_int(&call, laying->last);
    enum store_error error;
    for (*same = true; *same && (error = db_next(&call)) == STORE_OK; at++)
        *same = at < laying->count && db_int(&call, 0) == laying->cases[at];
    db_end(&call);
    *same = *same && at == laying->count;
    return error == STORE_NONE ? STORE_OK : error;
}

/* All lists are there; none of the cases was erased meanwhile, or it is all for nothing. */
static enum store_error finish(struct store *store, struct find_laying *laying)
{
    bool same;
    enum store_error error = compare_fresh(store, laying, &same);
    if (error != STORE_OK)
        return error;
    if (!same) {
        find_laying_forget(laying);
        return sweep(store, laying);
    }
    error = add_block(store, laying);
    laying->waiting -= FIND_BLOCK;
    let_go(laying);
    return error;
}

bool find_laying_waits(const struct find_laying *laying)
{
    return laying->count || laying->waiting >= FIND_BLOCK;
}

enum store_error find_settle(struct store *store, size_t cases)
{
    struct find_laying *laying = store->laying;
    enum store_error error = laying->count ? STORE_OK : take_up(store, laying);
    if (error != STORE_OK || !laying->count)
        return error;
    error = add_lists(store, laying, laying->postings.n * cases / FIND_BLOCK + 1);
    return error == STORE_OK && laying->given == laying->postings.n ? finish(store, laying) : error;
}
