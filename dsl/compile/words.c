/* words: all words of both layers in one table, as dsl/engine/match.c reads it.
 *
 * The model is walked once; each word is interned and each of its uses written down. Uses are then
 * sorted by word and, within a word, by category, so that scoring can take the best of a run; one
 * use that was written twice (a word of a category that a shared list has too) becomes one, with
 * the greater weight. Sequences are pairs of words, sorted likewise, and hang at their first part.
 * The hash tables are made last, when it is known how many words there are. */
#include "dsl/compile/lower.h"

#include "dsl/base/sort.h"
#include "dsl/base/utf8.h"

#include <assert.h>
#include <limits.h>
#include <stdlib.h>

struct collected {
    uint32_t word, second; /* second: NO_WORD for a plain word */
    int category, weight;
    uint32_t kind, index, value;
};

enum { NO_WORD = UINT_MAX };

struct gathering {
    struct lowering *lowering;
    VEC(struct image_word) words;
    VEC(unsigned char) layers; /* of each word */
    VEC(struct collected) uses, sequences;
    VEC(struct image_use) written; /* the section of uses */
    uint32_t uses_end;             /* of those of words: behind them those of sequences */
};

/* ---- interning ---- */

/* A text knows whether it is a word already. */
static uint32_t intern(struct gathering *g, struct view word, uint32_t layer)
{
    struct known_text *known = lower_known_text(g->lowering, word);
    if (!known->word) {
        VEC_ADD(g->lowering->arena, &g->words, ((struct image_word){.text = known->text}));
        VEC_ADD(g->lowering->arena, &g->layers, 0);
        known->word = (uint32_t)g->words.n;
    }
    uint32_t index = known->word - 1;
    assert(index < g->words.n);
    g->layers.at[index] |= (unsigned char)layer;
    return index;
}

/* ---- walking the model ---- */

static void gather(struct gathering *g, const words *list, struct collected like)
{
    uint32_t layer = like.kind == USE_TALK ? LAYER_TALK : LAYER_MATTER;
    for (size_t i = 0; i < list->n; i++)
        lower_fetch_text(g->lowering, list->at[i].first);
    for (size_t i = 0; i < list->n; i++) {
        const struct word *word = &list->at[i];
        struct collected one = like;
        if (!word->first.n)
            continue;
        one.weight = word->weight < 0                ? 0
                     : word->weight > USE_WEIGHT_MAX ? USE_WEIGHT_MAX
                                                     : word->weight;
        one.word = intern(g, word->first, word->second.n ? LAYER_PART : layer);
        one.second = word->second.n ? intern(g, word->second, LAYER_PART) : NO_WORD;
        if (word->second.n)
            VEC_ADD(g->lowering->arena, &g->sequences, one);
        else
            VEC_ADD(g->lowering->arena, &g->uses, one);
    }
}

static void gather_facts(struct gathering *g)
{
    const struct model *model = g->lowering->model;
    for (size_t f = 0; f < model->facts.n; f++) {
        const struct fact *fact = &model->facts.at[f];
        for (size_t v = 0; v < fact->values.n; v++)
            gather(g, &fact->values.at[v].words,
                   (struct collected){.kind = USE_VALUE,
                                      .index = (uint32_t)f,
                                      .value = (uint32_t)v,
                                      .category = fact->category});
    }
}

static void gather_matters(struct gathering *g)
{
    const struct model *model = g->lowering->model;
    for (size_t i = 0; i < model->categories.n; i++)
        gather(g, &model->categories.at[i].words,
               (struct collected){.kind = USE_CATEGORY, .index = (uint32_t)i, .category = (int)i});
    for (size_t i = 0; i < model->duties.n; i++)
        gather(g, &model->duties.at[i].words,
               (struct collected){.kind = USE_DUTY,
                                  .index = (uint32_t)i,
                                  .category = model->duties.at[i].category});
    gather_facts(g);
    for (size_t i = 0; i < model->periods.n; i++)
        gather(g, &model->periods.at[i].words,
               (struct collected){.kind = USE_PERIOD, .index = (uint32_t)i, .category = NONE});
    for (size_t i = 0; i < model->areas.n; i++)
        gather(g, &model->areas.at[i].words,
               (struct collected){.kind = USE_AREA, .index = (uint32_t)i, .category = NONE});
}

static void gather_talk(struct gathering *g)
{
    static const char *const names[] = {
#define LIST(name, zh, en) zh,
#include "dsl/base/talk_words.h"
#undef LIST
    };
    for (uint32_t i = 0; i < TALK_LISTS; i++) {
        const struct word_list *list = model_list(g->lowering->model, names[i]);
        if (list)
            gather(g, &list->words,
                   (struct collected){.kind = USE_TALK, .index = i, .category = INT_MAX});
    }
}

/* ---- uses ---- */

static int order(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

static int by_word(const void *a, const void *b)
{
    const struct collected *x = a, *y = b;
    int by = order(x->word, y->word);
    by = by ? by : order(x->second, y->second);
    by = by ? by : order(x->category, y->category);
    by = by ? by : order(x->kind, y->kind);
    by = by ? by : order(x->index, y->index);
    by = by ? by : order(x->value, y->value);
    return by ? by : order(y->weight, x->weight);
}

static bool same_use(const struct collected *a, const struct collected *b)
{
    return a->word == b->word && a->second == b->second && a->kind == b->kind &&
           a->index == b->index && a->value == b->value;
}

static void write_use(struct gathering *g, const struct collected *one)
{
    struct image_use use = {one->index, USE_PACK(one->kind, one->weight, one->value)};
    VEC_ADD(g->lowering->arena, &g->written, use);
}

/* Writes the uses of one word or sequence, from `at` on; returns where the next one begins. */
static size_t write_run(struct gathering *g, const struct collected *list, size_t n, size_t at)
{
    size_t i = at;
    for (; i < n && list[i].word == list[at].word && list[i].second == list[at].second; i++)
        if (i == at || !same_use(&list[i], &list[i - 1]))
            write_use(g, &list[i]);
    return i;
}

/* By counting, as there are many words; few of them have more than one use. */
static void sort_uses(struct gathering *g)
{
    struct collected *from = g->uses.at;
    size_t n = g->uses.n;
    struct collected *to = ARENA_ARRAY(g->lowering->arena, n, struct collected);
    uint32_t *start = ARENA_ARRAY(g->lowering->arena, g->words.n + 2, uint32_t);
    for (size_t i = 0; i < n; i++)
        start[from[i].word + 1]++;
    for (size_t w = 0; w < g->words.n; w++)
        start[w + 1] += start[w];
    for (size_t i = 0; i < n; i++)
        to[start[from[i].word]++] = from[i];
    for (size_t w = 0, at = 0; w < g->words.n; at = start[w++])
        sort_few(to + at, start[w] - at, sizeof *to, by_word);
    g->uses.at = to;
}

/* A first part leads to its sequences. Called before the uses are sorted. */
static void hang_sequences(struct gathering *g)
{
    size_t n = g->sequences.n;
    uint32_t index = 0;
    if (n)
        qsort(g->sequences.at, n, sizeof *g->sequences.at, by_word);
    for (size_t i = 0; i < n; i++) {
        const struct collected *one = &g->sequences.at[i];
        if (i > 0 && one->word == one[-1].word && one->second == one[-1].second)
            continue;
        struct collected use = {.word = one->word,
                                .second = NO_WORD,
                                .category = INT_MAX,
                                .kind = USE_FIRST,
                                .index = index};
        VEC_ADD(g->lowering->arena, &g->uses, use);
        index++;
    }
}

static void write_words(struct gathering *g)
{
    size_t at = 0, n = g->words.n;
    VEC_ROOM(g->lowering->arena, &g->written, g->uses.n + g->sequences.n);
    for (uint32_t w = 0; w < n; w++) {
        g->words.at[w].uses = (uint32_t)g->written.n;
        if (at < g->uses.n && g->uses.at[at].word == w)
            at = write_run(g, g->uses.at, g->uses.n, at);
    }
    g->uses_end = (uint32_t)g->written.n;
    struct image_word end = {.uses = g->uses_end};
    LOWER_ALL(g->lowering, words, g->words.at, n);
    LOWER_ADD(g->lowering, words, end);
}

static void write_sequences(struct gathering *g)
{
    struct lowering *lowering = g->lowering;
    for (size_t at = 0; at < g->sequences.n;) {
        struct image_sequence one = {g->sequences.at[at].word, g->sequences.at[at].second,
                                     (uint32_t)g->written.n, 0};
        at = write_run(g, g->sequences.at, g->sequences.n, at);
        LOWER_ADD(lowering, sequences, one);
    }
    struct image_sequence end = {.uses = (uint32_t)g->written.n};
    LOWER_ADD(lowering, sequences, end);
    LOWER_ALL(lowering, uses, g->written.at, g->written.n);
}

/* ---- hash tables ---- */

struct tables {
    uint32_t *singles, *ones, *sieve, *triples, *pairs;
    struct image_slot *slots;
    uint32_t sieve_room, triple_room, pair_room, slot_room, slot_shift;
    uint32_t pairs_used, triples_used;
};

static uint32_t power_at_least(size_t n)
{
    uint32_t power = 256;
    while (power < n)
        power *= 2;
    return power;
}

static void enter_slot(struct tables *tables, struct image_slot slot)
{
    uint32_t i = slot_place(slot.key, tables->slot_shift);
    for (; tables->slots[i].word; i = (i + 1) & (tables->slot_room - 1))
        if (i % SLOTS_TOGETHER == SLOTS_TOGETHER - 1)
            tables->slots[i - i % SLOTS_TOGETHER + slot_mark(slot.key)].uses |= SLOT_OVERFULL;
    tables->slots[i] = slot;
}

static void set_bit(uint32_t *bits, uint32_t number)
{
    bits[number >> 5] |= 1u << (number & 31);
}

/* A word that is about to be entered. */
struct entering {
    uint16_t units[WORD_POINTS_MAX + 3];
    uint32_t n;
    struct image_slot slot;
};

static bool is_latin(uint16_t unit)
{
    return (unit >= 'a' && unit <= 'z') || (unit >= '0' && unit <= '9');
}

/* Does nothing but its key have to be looked at? */
static bool is_plain(const struct entering *one)
{
    bool plain = one->n <= KEY_POINTS && !is_latin(one->units[0]);
    for (uint32_t i = 0; plain && i < one->n; i++)
        plain = !fold_unit_is_shared(one->units[i]);
    return plain && !is_latin(one->units[one->n - 1]);
}

static struct image_slot slot_of(const struct gathering *g, const struct entering *one,
                                 uint32_t word)
{
    uint32_t from = g->words.at[word].uses;
    uint32_t to = word + 1 < g->words.n ? g->words.at[word + 1].uses : g->uses_end;
    uint32_t count = to - from < SLOT_USES_MANY ? to - from : SLOT_USES_MANY;
    uint32_t above = (one->n - 1) << SLOT_LAYER_BITS | g->layers.at[word];
    return (struct image_slot){word_key(one->units, one->n), above << SLOT_BITS | (word + 1),
                               count << SLOT_BITS | from | (is_plain(one) ? SLOT_PLAIN : 0)};
}

/* Reads it, and asks for the places in the tables that enter_word() will change. */
static void read_word(const struct tables *tables, const struct gathering *g, uint32_t word,
                      struct entering *one)
{
    struct image_text place = g->words.at[word].text;
    struct view text = {g->lowering->sections[SECTION_text].p + place.at, place.n};
    uint32_t n = 0;
    for (size_t at = 0; at < text.n && n < WORD_POINTS_MAX;)
        one->units[n++] = fold_unit(utf8_next_inline(text, &at));
    assert(n > 0);
    one->n = n;
    memset(one->units + one->n, 0, 3 * sizeof *one->units);
    one->slot = slot_of(g, one, word);
    __builtin_prefetch(&tables->slots[slot_place(one->slot.key, tables->slot_shift)], 1);
    if (one->n > 1) {
        uint32_t pair = pair_hash(one->units);
        __builtin_prefetch(&tables->pairs[pair & (tables->pair_room - 1)], 1);
        __builtin_prefetch(&tables->sieve[pair >> 5 & (tables->sieve_room - 1)], 1);
        if (one->n > 2)
            __builtin_prefetch(
                &tables->triples[triple_hash(pair, one->units) >> 5 & (tables->triple_room - 1)],
                1);
    }
}

static void enter_beginning(struct tables *tables, const uint16_t *units, uint32_t n)
{
    uint32_t pair = pair_hash(units);
    uint32_t *lengths = &tables->pairs[pair & (tables->pair_room - 1)];
    set_bit(tables->sieve, pair & (tables->sieve_room * 32 - 1));
    tables->pairs_used += !*lengths;
    *lengths |= 1u << (n - 1);
    if (n < 3)
        return;
    uint32_t triple = triple_hash(pair, units) & (tables->triple_room * 32 - 1);
    tables->triples_used += !tables->triples[triple >> 5];
    set_bit(tables->triples, triple);
}

static void enter_word(struct tables *tables, const struct entering *one)
{
    if (one->n == 1) {
        set_bit(tables->singles, one->units[0]);
        set_bit(tables->ones, fold_unit_bit(one->units[0]));
    } else {
        enter_beginning(tables, one->units, one->n);
    }
    enter_slot(tables, one->slot);
}

/* Some at once, so that the tables are waited for together. */
static void enter_words(struct tables *tables, const struct gathering *g)
{
    enum { AT_ONCE = 32 };
    struct entering some[AT_ONCE];
    for (uint32_t w = 0; w < g->words.n; w += AT_ONCE) {
        uint32_t n = (uint32_t)g->words.n - w < AT_ONCE ? (uint32_t)g->words.n - w : AT_ONCE;
        for (uint32_t i = 0; i < n; i++)
            read_word(tables, g, w + i, &some[i]);
        for (uint32_t i = 0; i < n; i++)
            enter_word(tables, &some[i]);
    }
}

/* Many words begin with the same two characters, so tables of beginnings made for the number of
 * words are larger than they need to be, and what is smaller is nearer to the processor. An entry
 * of the half that is given up goes where its hash leads then. */
static void halve(uint32_t *table, uint32_t *room, size_t enough)
{
    for (; *room > power_at_least(enough); *room /= 2)
        for (uint32_t i = 0; i < *room / 2; i++)
            table[i] |= table[i + *room / 2];
}

static void shrink(struct tables *tables)
{
    halve(tables->sieve, &tables->sieve_room, tables->pairs_used);
    halve(tables->pairs, &tables->pair_room, (size_t)tables->pairs_used * 2);
    halve(tables->triples, &tables->triple_room, tables->triples_used);
}

static void write_tables(struct gathering *g)
{
    struct lowering *lowering = g->lowering;
    struct tables tables = {.sieve_room = power_at_least(g->words.n),
                            .triple_room = power_at_least(g->words.n),
                            .pair_room = power_at_least(g->words.n * 4),
                            .slot_room = power_at_least(g->words.n + g->words.n / 2)};
    tables.slot_shift = slot_shift(tables.slot_room);
    tables.singles = ARENA_ARRAY(lowering->arena, SINGLE_BITS / 32, uint32_t);
    tables.ones = ARENA_ARRAY(lowering->arena, FOLD_UNIT_BITS / 32, uint32_t);
    tables.triples = ARENA_ARRAY(lowering->arena, tables.triple_room, uint32_t);
    tables.sieve = ARENA_ARRAY(lowering->arena, tables.sieve_room, uint32_t);
    tables.pairs = ARENA_ARRAY(lowering->arena, tables.pair_room, uint32_t);
    tables.slots = ARENA_ARRAY(lowering->arena, tables.slot_room, struct image_slot);
    enter_words(&tables, g);
    shrink(&tables);
    buf_bytes(&lowering->sections[SECTION_singles], tables.singles, SINGLE_BITS / 8);
    buf_bytes(&lowering->sections[SECTION_ones], tables.ones, FOLD_UNIT_BITS / 8);
    buf_bytes(&lowering->sections[SECTION_sieve], tables.sieve,
              tables.sieve_room * sizeof(uint32_t));
    buf_bytes(&lowering->sections[SECTION_triples], tables.triples,
              tables.triple_room * sizeof(uint32_t));
    buf_bytes(&lowering->sections[SECTION_pairs], tables.pairs,
              tables.pair_room * sizeof(uint32_t));
    buf_bytes(&lowering->sections[SECTION_slots], tables.slots,
              tables.slot_room * sizeof(struct image_slot));
}

void lower_words(struct lowering *lowering)
{
    struct gathering g = {.lowering = lowering};
    size_t expected = lower_words_expected(lowering->model);
    VEC_ROOM(lowering->arena, &g.words, expected);
    VEC_ROOM(lowering->arena, &g.layers, expected);
    VEC_ROOM(lowering->arena, &g.uses, expected);
    gather_matters(&g);
    gather_talk(&g);
    hang_sequences(&g);
    sort_uses(&g);
    if (g.words.n + 2 >= 1u << SLOT_BITS || g.uses.n + g.sequences.n >= 1u << SLOT_BITS) {
        lower_refuse(lowering, (1LL << SLOT_BITS) - 2, "different words", VIEW(""));
        return;
    }
    write_words(&g);
    write_sequences(&g);
    write_tables(&g);
}
