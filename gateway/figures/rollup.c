/* rollup: a hash table from a row's key to what is added to it.
 *
 * A fact touches one row in each view: by day and month where one property is looked at, by month
 * where two are. The table doubles when it is two thirds full; nothing is ever taken out. It lives
 * in an arena, so an undone batch leaves nothing behind. */
#include "gateway/figures/rollup.h"

#include "dsl/base/hash.h"
#include "gateway/figures/count.h"
#include "gateway/store/cases.h"

struct slot {
    struct figure_key key;
    struct figure *figure; /* NULL: empty */
};
struct rollup {
    struct arena *arena;
    struct slot *slots;
    size_t room, n; /* room: a power of two */
};

enum { FIRST_ROOM = 256 };

struct rollup *rollup_new(struct arena *arena)
{
    struct rollup *rollup = ARENA_NEW(arena, struct rollup);
    *rollup = (struct rollup){arena, ARENA_ARRAY(arena, FIRST_ROOM, struct slot), FIRST_ROOM, 0};
    return rollup;
}

static uint64_t hash_key(const struct figure_key *key)
{
    uint64_t seed = hash_mix(((uint64_t)(unsigned)key->view << 32) | (unsigned)key->period);
    return hash_bytes(key->b.p, key->b.n, hash_bytes(key->a.p, key->a.n, seed));
}

static bool same_key(const struct figure_key *a, const struct figure_key *b)
{
    return a->view == b->view && a->period == b->period && view_eq(a->a, b->a) &&
           view_eq(a->b, b->b);
}

static struct slot *find(const struct rollup *rollup, const struct figure_key *key)
{
    size_t at = hash_key(key) & (rollup->room - 1);
    while (rollup->slots[at].figure && !same_key(&rollup->slots[at].key, key))
        at = (at + 1) & (rollup->room - 1);
    return &rollup->slots[at];
}

static void grow(struct rollup *rollup)
{
    struct rollup old = *rollup;
    rollup->room *= 2;
    rollup->slots = ARENA_ARRAY(rollup->arena, rollup->room, struct slot);
    for (size_t i = 0; i < old.room; i++)
        if (old.slots[i].figure)
            *find(rollup, &old.slots[i].key) = old.slots[i];
}

struct figure *rollup_at(struct rollup *rollup, const struct figure_key *key)
{
    struct slot *slot = find(rollup, key);
    if (slot->figure)
        return slot->figure;
    if (3 * (rollup->n + 1) > 2 * rollup->room) {
        grow(rollup);
        slot = find(rollup, key);
    }
    rollup->n++;
    slot->key = (struct figure_key){key->view, key->period, view_keep(rollup->arena, key->a),
                                    view_keep(rollup->arena, key->b)};
    slot->figure = ARENA_NEW(rollup->arena, struct figure);
    return slot->figure;
}

static void count_in(struct rollup *rollup, const struct case_fact *fact, int times,
                     enum figure_dimension a, enum figure_dimension b)
{
    char room_a[DIGITS_ROOM], room_b[DIGITS_ROOM];
    int day = (int)(fact->case_id / CASE_NUMBERS_A_DAY);
    struct figure_key key = {view_number(a, b, true), day / 100, fact_value(fact, a, room_a),
                             fact_value(fact, b, room_b)};
    figure_count(rollup_at(rollup, &key), fact, times);
    if (a != DIM_NONE)
        return;
    key.view = view_number(a, b, false);
    key.period = day;
    figure_count(rollup_at(rollup, &key), fact, times);
}

void rollup_count(struct rollup *rollup, const struct case_fact *fact, int times)
{
    for (int by = DIM_NONE; by < DIM_PROPERTIES; by++)
        count_in(rollup, fact, times, DIM_NONE, (enum figure_dimension)by);
#define PAIR(a, b) count_in(rollup, fact, times, DIM_##a, DIM_##b);
    FIGURE_PAIRS(PAIR)
#undef PAIR
}

size_t rollup_rows(const struct rollup *rollup)
{
    return rollup->n;
}

const struct figure *rollup_find(const struct rollup *rollup, const struct figure_key *key)
{
    return find(rollup, key)->figure;
}

static bool is_nought(const struct figure *figure)
{
    for (int i = 0; i < FIGURE_COUNTS; i++)
        if (figure->n[i])
            return false;
    return true;
}

void rollup_each(const struct rollup *rollup,
                 bool (*take)(void *self, const struct figure_key *key,
                              const struct figure *figure),
                 void *self)
{
    for (size_t i = 0; i < rollup->room; i++) {
        const struct slot *slot = &rollup->slots[i];
        if (slot->figure && !is_nought(slot->figure) && !take(self, &slot->key, slot->figure))
            return;
    }
}

struct writing {
    struct store *store;
    enum store_error error;
};

static bool write_row(void *self, const struct figure_key *key, const struct figure *figure)
{
    struct writing *writing = self;
    writing->error = figure_add(writing->store, key, figure);
    return writing->error == STORE_OK;
}

enum store_error rollup_write(const struct rollup *rollup, struct store *store)
{
    struct writing writing = {store, STORE_OK};
    rollup_each(rollup, write_row, &writing);
    return writing.error;
}
