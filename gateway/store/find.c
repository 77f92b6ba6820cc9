/* find: clues into rows, and from clues back to cases.
 *
 * What a citizen said is sealed, and yet an officer remembers a word of it. So every case leaves
 * keyed hashes of its pairs of characters (and of its numbers and codes), some hundred of them. A
 * row for each would cost a turn a hundred writes all over a table of gigabytes. Instead a case
 * appends one row to `find_fresh`; when FIND_BLOCK of them are there they become a block
 * (find_lay.c), in which each clue has one list of the places (0..1023) where its cases stand. A
 * question reads one short list for each of its clues from each block, newest first, and stops
 * where it has enough. A million cases are a thousand blocks.
 *
 * What it leaks: whoever has the database but not the key file sees which cases share a pair of
 * characters and how common each is, and may guess the commonest ones by that; order is not kept,
 * so texts are not to be put together again, and without the key no word can be tried. A case that
 * is erased leaves its block: its clues are taken out of the lists, which needs none of its words.
 */
#include "gateway/store/find.h"

#include "dsl/base/vec.h"
#include "gateway/store/find_rows.h"

#include <stdlib.h>

enum { WORDS = FIND_BLOCK / 64, DROP_MEMORY = 256 << 20 };
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

/* ---- rows ---- */

bool find_row_has(struct view clues, uint32_t clue)
{
    for (size_t at = 0; at + sizeof clue <= clues.n; at += sizeof clue)
        if (memcmp(clues.p + at, &clue, sizeof clue) == 0)
            return true;
    return false;
}

static int newest_block(const void *a, const void *b)
{
    const struct find_block *x = a, *y = b;
    return x->high < y->high ? 1 : x->high > y->high ? -1 : 0;
}

enum store_error find_blocks(struct store *store, int64_t from, int64_t below, struct arena *arena,
                             struct find_block **out, size_t *count)
{
    VEC(struct find_block) found = {NULL, 0, 0};
    struct db_call call = db_begin(store->db, OP_FIND_BLOCKS);
    db_give_int(&call, below);
    db_give_int(&call, from);
    enum store_error error;
    while ((error = db_next(&call)) == STORE_OK)
        VEC_ADD(arena, &found,
                ((struct find_block){db_int(&call, 0), db_int(&call, 1), db_int(&call, 2)}));
    db_end(&call);
    if (found.n)
        qsort(found.at, found.n, sizeof *found.at, newest_block);
    *out = found.at;
    *count = found.n;
    return error == STORE_NONE ? STORE_OK : error;
}

/* ---- asking ---- */

struct finding {
    struct store *store;
    const struct find_query *query;
    struct arena *arena;
    VEC(int64_t) ids;
};

static bool has_all(struct view clues, const struct find_query *query)
{
    for (size_t i = 0; i < query->count; i++)
        if (!find_row_has(clues, query->clues[i]))
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

/* Keeps of the set what the clue's list holds. */
static enum store_error narrow(struct finding *f, int64_t number, uint32_t clue, struct places *set)
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
        set->bits[i] &= held.bits[i];
    return error == STORE_NONE ? STORE_OK : error;
}

static bool is_in(const struct places *set, uint16_t place)
{
    return place < FIND_BLOCK && (set->bits[place / 64] >> place % 64 & 1);
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
        if (place < FIND_BLOCK && is_in(set, (uint16_t)place))
            take(f, id);
    }
    db_end(&call);
    return error;
}

static enum store_error ask_block(struct finding *f, const struct find_block *block)
{
    struct places set;
    memset(&set, 0xff, sizeof set);
    for (size_t i = 0; i < f->query->count; i++) {
        enum store_error error = narrow(f, block->number, f->query->clues[i], &set);
        if (error != STORE_OK || is_empty(&set))
            return error;
    }
    return take_places(f, block->number, &set);
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
    struct find_block *blocks = NULL;
    size_t block_count = 0;
    enum store_error error = ask_fresh(&f);
    if (error == STORE_OK)
        error = find_blocks(store, query->from, query->below, arena, &blocks, &block_count);
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

struct dropping { /* cases of one block */
    struct store *store;
    struct arena *arena;
    const int64_t *ids;
    size_t count;
    int64_t number;
    struct places places;
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

/* The list without the places; false: they are not in it. */
static bool without(const struct dropping *d, struct view list, struct view *rest)
{
    char *kept = arena_raw(d->arena, list.n);
    *rest = (struct view){kept, 0};
    for (size_t at = 0; at + sizeof(uint16_t) <= list.n; at += sizeof(uint16_t)) {
        uint16_t place;
        memcpy(&place, list.p + at, sizeof place);
        if (is_in(&d->places, place))
            continue;
        memcpy(kept + rest->n, &place, sizeof place);
        rest->n += sizeof place;
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

static bool is_dropped(const struct dropping *d, int64_t id)
{
    for (size_t i = 0; i < d->count; i++)
        if (d->ids[i] == id)
            return true;
    return false;
}

/* Where cases stand in a block: takes them out, all with one walk through its lists. */
static enum store_error drop_from_block(struct dropping *d, int64_t number)
{
    struct db_call call = db_begin(d->store->db, OP_FIND_CASES);
    db_give_int(&call, number);
    enum store_error error = db_next(&call);
    struct view cases = error == STORE_OK ? db_view(&call, 0) : VIEW("");
    int64_t *ids = (int64_t *)(void *)arena_copy(d->arena, cases.p, cases.n);
    db_end(&call);
    d->number = number;
    d->places = (struct places){{0}};
    for (size_t place = 0; place < cases.n / sizeof *ids && place < FIND_BLOCK; place++) {
        if (!is_dropped(d, ids[place]))
            continue;
        d->places.bits[place / 64] |= (uint64_t)1 << place % 64;
        ids[place] = 0;
    }
    if (error != STORE_OK || is_empty(&d->places))
        return error;
    error = drop_from_lists(d);
    if (error != STORE_OK)
        return error;
    call = db_begin(d->store->db, OP_FIND_CASES_PUT);
    db_give_bytes(&call, (struct view){(const char *)ids, cases.n});
    db_give_int(&call, number);
    return db_run(&call);
}

static enum store_error drop_from_blocks(struct dropping *d)
{
    struct find_block *blocks = NULL;
    int64_t first = INT64_MAX, last = 0;
    size_t count = 0;
    for (size_t i = 0; i < d->count; i++) {
        first = d->ids[i] < first ? d->ids[i] : first;
        last = d->ids[i] > last ? d->ids[i] : last;
    }
    enum store_error error = find_blocks(d->store, first, last + 1, d->arena, &blocks, &count);
    for (size_t i = 0; i < count && error == STORE_OK; i++)
        error = drop_from_block(d, blocks[i].number);
    return error;
}

enum store_error find_drop(struct store *store, const int64_t *ids, size_t count)
{
    struct arena arena;
    arena_init(&arena, DROP_MEMORY);
    struct dropping d = {.store = store, .arena = &arena, .ids = ids, .count = count};
    enum store_error error = STORE_OK;
    for (size_t i = 0; i < count && error == STORE_OK; i++)
        error = drop_fresh(store, ids[i]);
    if (error == STORE_OK)
        error = drop_from_blocks(&d);
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
