/* find: clues into rows, and from clues back to cases.
 *
 * What a citizen said is sealed, and yet an officer remembers a word of it. So every case leaves
 * keyed hashes of its pairs of characters (and of its numbers and codes), some hundred of them. A
 * row for each would cost a turn a hundred writes all over a table of gigabytes. Instead a case
 * appends one row to `find_fresh`; when FIND_BLOCK of them are there they become a block, in which
 * each clue has one list of the places (0..1023) where its cases stand. Written in order of key,
 * once, a block costs some 25 ms; a question reads one short list for each of its clues from each
 * block, newest first, and stops where it has enough. A million cases are a thousand blocks.
 *
 * What it leaks: whoever has the database but not the key file sees which cases share a pair of
 * characters and how common each is, and may guess the commonest ones by that; order is not kept,
 * so texts are not to be put together again, and without the key no word can be tried. A case that
 * is erased leaves its block: its clues are taken out of the lists, which needs none of its words.
 */
#include "gateway/store/find.h"

#include "dsl/base/vec.h"

#include <stdlib.h>

enum { WORDS = FIND_BLOCK / 64, DROP_MEMORY = 32 << 20 };
_Static_assert(FIND_BLOCK % 64 == 0, "a block is a set of bits");

struct places { /* a set of places of a block */
    uint64_t bits[WORDS];
};

/* ---- writing ---- */

enum store_error find_add(struct store *store, int64_t case_id, const uint32_t *clues, size_t count)
{
    if (!count)
        return STORE_OK;
    struct db_call call = db_begin(store->db, OP_FIND_ADD);
    db_give_int(&call, case_id);
    db_give_bytes(&call, (struct view){(const char *)clues, count * sizeof *clues});
    return db_run(&call);
}

/* One clue of one case: in order of clue, then of place. */
struct posting {
    uint32_t clue;
    uint16_t place;
};

static int by_clue(const void *a, const void *b)
{
    const struct posting *x = a, *y = b;
    if (x->clue != y->clue)
        return x->clue < y->clue ? -1 : 1;
    return (int)x->place - (int)y->place;
}

struct laying {        /* a block being made */
    int64_t last;      /* fresh row */
    int64_t low, high; /* case ids */
    int64_t cases[FIND_BLOCK];
    size_t count;
    VEC(struct posting) postings;
};

static void take_fresh(struct laying *block, const struct db_call *call, struct arena *arena)
{
    struct view clues = db_view(call, 2);
    int64_t id = db_int(call, 1);
    block->last = db_int(call, 0);
    if (!block->count || id < block->low)
        block->low = id;
    if (!block->count || id > block->high)
        block->high = id;
    for (size_t at = 0; at + sizeof(uint32_t) <= clues.n; at += sizeof(uint32_t)) {
        struct posting one = {.place = (uint16_t)block->count};
        memcpy(&one.clue, clues.p + at, sizeof one.clue);
        VEC_ADD(arena, &block->postings, one);
    }
    block->cases[block->count++] = id;
}

static enum store_error read_fresh(struct store *store, struct arena *arena, struct laying *block)
{
    struct db_call call = db_begin(store->db, OP_FIND_OLDEST);
    db_give_int(&call, FIND_BLOCK);
    enum store_error error = STORE_OK;
    while (block->count < FIND_BLOCK && (error = db_next(&call)) == STORE_OK)
        take_fresh(block, &call, arena);
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

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

static enum store_error add_lists(struct store *store, int64_t number, const struct laying *block)
{
    enum store_error error = STORE_OK;
    for (size_t at = 0, to; at < block->postings.n && error == STORE_OK; at = to) {
        const struct posting *first = &block->postings.at[at];
        for (to = at; to < block->postings.n && block->postings.at[to].clue == first->clue;)
            to++;
        error = add_list(store, number, first, to - at);
    }
    return error;
}

static enum store_error number_block(struct store *store, const struct laying *block,
                                     int64_t *number)
{
    struct db_call call = db_begin(store->db, OP_FIND_BLOCK_ADD);
    db_give_int(&call, block->low);
    db_give_int(&call, block->high);
    enum store_error error = db_next(&call);
    *number = error == STORE_OK ? db_int(&call, 0) : 0;
    db_end(&call);
    return error;
}

static enum store_error add_block(struct store *store, const struct laying *block)
{
    int64_t number;
    enum store_error error = number_block(store, block, &number);
    if (error != STORE_OK)
        return error;
    struct db_call call = db_begin(store->db, OP_FIND_CASES_ADD);
    db_give_int(&call, number);
    db_give_bytes(&call, (struct view){(const char *)block->cases, sizeof block->cases});
    error = db_run(&call);
    return error == STORE_OK ? add_lists(store, number, block) : error;
}

static enum store_error clear_fresh(struct store *store, int64_t last)
{
    struct db_call call = db_begin(store->db, OP_FIND_CLEAR);
    db_give_int(&call, last);
    return db_run(&call);
}

static enum store_error count_fresh(struct store *store, int64_t *count)
{
    struct db_call call = db_begin(store->db, OP_FIND_FRESH_COUNT);
    enum store_error error = db_next(&call);
    *count = error == STORE_OK ? db_int(&call, 0) : 0;
    db_end(&call);
    return error;
}

enum store_error find_settle(struct store *store, struct arena *arena, bool *more)
{
    int64_t waiting;
    enum store_error error = count_fresh(store, &waiting);
    *more = waiting >= 2 * FIND_BLOCK;
    if (error != STORE_OK || waiting < FIND_BLOCK)
        return error;
    struct laying *block = ARENA_NEW(arena, struct laying);
    error = read_fresh(store, arena, block);
    if (error != STORE_OK)
        return error;
    qsort(block->postings.at, block->postings.n, sizeof *block->postings.at, by_clue);
    error = add_block(store, block);
    return error == STORE_OK ? clear_fresh(store, block->last) : error;
}

/* ---- asking ---- */

struct block {
    int64_t number, low, high;
};

struct finding {
    struct store *store;
    const struct find_query *query;
    struct arena *arena;
    VEC(int64_t) ids;
};

static bool has_clue(struct view clues, uint32_t clue)
{
    for (size_t at = 0; at + sizeof clue <= clues.n; at += sizeof clue)
        if (memcmp(clues.p + at, &clue, sizeof clue) == 0)
            return true;
    return false;
}

static bool has_all(struct view clues, const struct find_query *query)
{
    for (size_t i = 0; i < query->count; i++)
        if (!has_clue(clues, query->clues[i]))
            return false;
    return true;
}

static void take(struct finding *f, int64_t id)
{
    if (id && id >= f->query->from && id < f->query->below)
        VEC_ADD(f->arena, &f->ids, id);
}

static enum store_error ask_fresh(struct finding *f)
{
    struct db_call call = db_begin(f->store->db, OP_FIND_FRESH);
    enum store_error error;
    while ((error = db_next(&call)) == STORE_OK)
        if (has_all(db_view(&call, 1), f->query))
            take(f, db_int(&call, 0));
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

/* Keeps of the set what the clue's list holds; the first fills it. */
static enum store_error narrow(struct finding *f, int64_t number, uint32_t clue, bool first,
                               struct places *set)
{
    struct places held = {{0}};
    struct db_call call = db_begin(f->store->db, OP_FIND_LIST);
    db_give_int(&call, number);
    db_give_int(&call, clue);
    enum store_error error = db_next(&call);
    struct view list = error == STORE_OK ? db_view(&call, 0) : VIEW("");
    for (size_t at = 0; at + sizeof(uint16_t) <= list.n; at += sizeof(uint16_t)) {
        uint16_t place;
        memcpy(&place, list.p + at, sizeof place);
        if (place < FIND_BLOCK)
            held.bits[place / 64] |= (uint64_t)1 << place % 64;
    }
    db_end(&call);
    for (size_t i = 0; i < WORDS; i++)
        set->bits[i] = first ? held.bits[i] : set->bits[i] & held.bits[i];
    return error == STORE_NONE ? STORE_OK : error;
}

static bool is_empty(const struct places *set)
{
    uint64_t all = 0;
    for (size_t i = 0; i < WORDS; i++)
        all |= set->bits[i];
    return !all;
}

static enum store_error take_places(struct finding *f, int64_t number, const struct places *set)
{
    struct db_call call = db_begin(f->store->db, OP_FIND_CASES);
    db_give_int(&call, number);
    enum store_error error = db_next(&call);
    struct view cases = error == STORE_OK ? db_view(&call, 0) : VIEW("");
    for (size_t place = 0; (place + 1) * sizeof(int64_t) <= cases.n; place++) {
        int64_t id;
        memcpy(&id, cases.p + place * sizeof id, sizeof id);
        if (set->bits[place / 64] >> place % 64 & 1)
            take(f, id);
    }
    db_end(&call);
    return error;
}

static enum store_error ask_block(struct finding *f, const struct block *block)
{
    struct places set;
    for (size_t i = 0; i < f->query->count; i++) {
        enum store_error error = narrow(f, block->number, f->query->clues[i], i == 0, &set);
        if (error != STORE_OK || is_empty(&set))
            return error;
    }
    return take_places(f, block->number, &set);
}

static int newest_block(const void *a, const void *b)
{
    const struct block *x = a, *y = b;
    return x->high < y->high ? 1 : x->high > y->high ? -1 : 0;
}

static enum store_error read_blocks(struct finding *f, struct block **blocks, size_t *count)
{
    VEC(struct block) found = {NULL, 0, 0};
    struct db_call call = db_begin(f->store->db, OP_FIND_BLOCKS);
    db_give_int(&call, f->query->below);
    db_give_int(&call, f->query->from);
    enum store_error error;
    while ((error = db_next(&call)) == STORE_OK)
        VEC_ADD(f->arena, &found,
                ((struct block){db_int(&call, 0), db_int(&call, 1), db_int(&call, 2)}));
    db_end(&call);
    if (found.n)
        qsort(found.at, found.n, sizeof *found.at, newest_block);
    *blocks = found.at;
    *count = found.n;
    return error == STORE_NONE ? STORE_OK : error;
}

/* So many are newer than all that the blocks from here on hold. */
static bool has_enough(const struct finding *f, int64_t high)
{
    size_t newer = 0;
    if (f->ids.n < f->query->max)
        return false;
    for (size_t i = 0; i < f->ids.n; i++)
        newer += f->ids.at[i] > high;
    return newer >= 2 * f->query->max; /* one may stand there twice */
}

static int newest_id(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return *x < *y ? 1 : *x > *y ? -1 : 0;
}

static void give(struct finding *f, int64_t **ids, size_t *count)
{
    size_t kept = 0;
    if (f->ids.n)
        qsort(f->ids.at, f->ids.n, sizeof *f->ids.at, newest_id);
    for (size_t i = 0; i < f->ids.n && kept < f->query->max; i++)
        if (!kept || f->ids.at[kept - 1] != f->ids.at[i])
            f->ids.at[kept++] = f->ids.at[i];
    *ids = f->ids.at;
    *count = kept;
}

enum store_error find_cases(struct store *store, const struct find_query *query,
                            struct arena *arena, int64_t **ids, size_t *count)
{
    struct finding f = {.store = store, .query = query, .arena = arena};
    struct block *blocks = NULL;
    size_t block_count = 0;
    enum store_error error = ask_fresh(&f);
    if (error == STORE_OK)
        error = read_blocks(&f, &blocks, &block_count);
    for (size_t i = 0; i < block_count && error == STORE_OK && !has_enough(&f, blocks[i].high); i++)
        error = ask_block(&f, &blocks[i]);
    give(&f, ids, count);
    return error;
}

/* ---- forgetting ---- */

static enum store_error drop_fresh(struct store *store, int64_t case_id)
{
    struct db_call call = db_begin(store->db, OP_FIND_DROP);
    db_give_int(&call, case_id);
    return db_run(&call);
}

struct dropping {
    struct store *store;
    int64_t number;
    uint16_t place;
    struct arena *arena;
};

static enum store_error shorten(const struct dropping *d, int64_t clue, struct view list)
{
    struct db_call call = db_begin(d->store->db, list.n ? OP_FIND_LIST_PUT : OP_FIND_LIST_DROP);
    if (list.n)
        db_give_bytes(&call, list);
    db_give_int(&call, d->number);
    db_give_int(&call, clue);
    return db_run(&call);
}

/* The list without the place; false: it was not in it. */
static bool without(const struct dropping *d, struct view list, struct view *rest)
{
    char *kept = arena_raw(d->arena, list.n);
    *rest = (struct view){kept, 0};
    for (size_t at = 0; at + sizeof d->place <= list.n; at += sizeof d->place) {
        if (memcmp(list.p + at, &d->place, sizeof d->place) == 0)
            continue;
        memcpy(kept + rest->n, list.p + at, sizeof d->place);
        rest->n += sizeof d->place;
    }
    return rest->n < list.n;
}

struct shortened {
    int64_t clue;
    struct view rest;
};

static enum store_error drop_from_lists(const struct dropping *d)
{
    VEC(struct shortened) changed = {NULL, 0, 0};
    struct db_call call = db_begin(d->store->db, OP_FIND_LISTS);
    db_give_int(&call, d->number);
    enum store_error error;
    while ((error = db_next(&call)) == STORE_OK) {
        struct shortened one = {.clue = db_int(&call, 0)};
        if (without(d, db_view(&call, 1), &one.rest))
            VEC_ADD(d->arena, &changed, one);
    }
    db_end(&call);
    error = error == STORE_NONE ? STORE_OK : error;
    for (size_t i = 0; i < changed.n && error == STORE_OK; i++)
        error = shorten(d, changed.at[i].clue, changed.at[i].rest);
    return error;
}

/* Where the case stands in a block: takes it out. */
static enum store_error drop_from_block(struct store *store, int64_t number, int64_t case_id,
                                        struct arena *arena)
{
    struct db_call call = db_begin(store->db, OP_FIND_CASES);
    db_give_int(&call, number);
    enum store_error error = db_next(&call);
    struct view cases = error == STORE_OK ? view_keep(arena, db_view(&call, 0)) : VIEW("");
    db_end(&call);
    int64_t *ids = (int64_t *)(void *)arena_copy(arena, cases.p, cases.n);
    bool found = false;
    for (uint16_t place = 0; place < cases.n / sizeof *ids && error == STORE_OK; place++) {
        if (ids[place] != case_id)
            continue;
        struct dropping d = {store, number, place, arena};
        error = drop_from_lists(&d);
        ids[place] = 0;
        found = true;
    }
    if (error != STORE_OK || !found)
        return error;
    call = db_begin(store->db, OP_FIND_CASES_PUT);
    db_give_bytes(&call, (struct view){(const char *)ids, cases.n});
    db_give_int(&call, number);
    return db_run(&call);
}

enum store_error find_drop(struct store *store, int64_t case_id)
{
    struct arena arena;
    arena_init(&arena, DROP_MEMORY);
    struct find_query all = {.from = case_id, .below = case_id + 1};
    struct finding f = {.store = store, .query = &all, .arena = &arena};
    struct block *blocks = NULL;
    size_t count = 0;
    enum store_error error = drop_fresh(store, case_id);
    if (error == STORE_OK)
        error = read_blocks(&f, &blocks, &count);
    for (size_t i = 0; i < count && error == STORE_OK; i++)
        error = drop_from_block(store, blocks[i].number, case_id, &arena);
    arena_free(&arena);
    return error;
}

/* ---- cases from before ---- */

enum store_error find_mark(struct store *store, int64_t *mark)
{
    struct db_call call = db_begin(store->db, OP_FIND_MARK);
    enum store_error error = db_next(&call);
    *mark = error == STORE_OK ? db_int(&call, 0) : 0;
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error find_set_mark(struct store *store, int64_t mark)
{
    struct db_call call = db_begin(store->db, OP_FIND_SET_MARK);
    db_give_int(&call, mark);
    return db_run(&call);
}

enum store_error find_unput(struct store *store, int64_t mark, size_t max, int64_t *ids,
                            size_t *count)
{
    struct db_call call = db_begin(store->db, OP_FIND_UNPUT);
    db_give_int(&call, mark);
    db_give_int(&call, (int64_t)max);
    enum store_error error = STORE_OK;
    *count = 0;
    while (*count < max && (error = db_next(&call)) == STORE_OK)
        ids[(*count)++] = db_int(&call, 0);
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}
