/* terms: what words are missing shows in what the unrecognised texts have in common. Chinese has no
 * blanks, so pairs of neighbouring characters stand for words; most words are two characters long,
 * and of longer ones the pairs come out side by side. Runs of Latin letters count whole.
 *
 * What every text says (小区, 希望) tells nothing: a pair must be at least twice as frequent among
 * the unrecognised as among the others. The others are many, so they are gone through once more at
 * the end, for the frequent pairs only: a table of those stays in the processor's cache. A text
 * counts once for a pair, however often it says it. */
#include "dsl/analyse/terms.h"

#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"

#include <stdlib.h>

enum { FIRST_ROOM = 1 << 12, LIFT = 2, OFTEN = 2, CANDIDATES = 2048, CANDIDATES_ROOM = 1 << 13 };

/* ---- the table ---- */

static struct term_count *slot_of(struct term_count *at, size_t room, uint64_t key)
{
    size_t i = (size_t)(key ^ key >> 29) & (room - 1);
    while (at[i].key && at[i].key != key)
        i = (i + 1) & (room - 1);
    return &at[i];
}

static void grow(struct term_table *table)
{
    size_t room = table->room ? table->room * 4 : FIRST_ROOM;
    struct term_count *at = ARENA_ARRAY(table->arena, room, struct term_count);
    for (size_t i = 0; i < table->room; i++)
        if (table->at[i].key)
            *slot_of(at, room, table->at[i].key) = table->at[i];
    table->at = at;
    table->room = room;
}

static void count(struct term_table *table, uint64_t key, struct view term, struct view original)
{
    if (2 * (table->n + 1) > table->room)
        grow(table);
    struct term_count *entry = slot_of(table->at, table->room, key);
    if (!entry->key) {
        entry->key = key;
        entry->text = view_keep(table->arena, term);
        table->n++;
    }
    if (entry->last == table->text + 1)
        return;
    entry->last = table->text + 1;
    entry->unmatched++;
    if (!entry->witness.p || original.n < entry->witness.n)
        entry->witness = original;
}

/* ---- terms of a text ---- */

static bool is_latin(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool is_character(uint32_t c)
{
    return (c >= 0x3400 && c <= 0x9fff) || (c >= 0x20000 && c <= 0x3ffff);
}

struct scan {
    struct view text;
    size_t at, before;  /* before: where the character before stands, or SIZE_MAX */
    uint32_t character; /* that one */
};

static struct scan scan_of(struct view text)
{
    return (struct scan){.text = text, .before = SIZE_MAX};
}

static size_t skip_latin(struct view text, size_t at)
{
    while (at < text.n && is_latin((unsigned char)text.p[at]))
        at++;
    return at;
}

/* The next term up to `to`: its key, and where it stands. 0: there is none. */
static uint64_t next_term(struct scan *scan, size_t to, struct view *term)
{
    while (scan->at < to) {
        size_t from = scan->at, before = scan->before;
        uint32_t c = utf8_next(scan->text, &scan->at), last = scan->character;
        scan->before = is_character(c) ? from : SIZE_MAX;
        scan->character = c;
        if (is_latin(c)) {
            scan->at = skip_latin(scan->text, from);
            *term = view_sub(scan->text, from, scan->at);
            if (term->n >= 2 && c >= 'a')
                return hash_view(*term) | UINT64_C(1) << 63;
        } else if (is_character(c) && before != SIZE_MAX) {
            *term = view_sub(scan->text, before, scan->at);
            return hash_mix((uint64_t)last << 32 | c) >> 1 | 1;
        }
    }
    return 0;
}

static int by_place(const void *a, const void *b)
{
    const struct evidence *x = a, *y = b;
    return x->from < y->from ? -1 : x->from > y->from;
}

void terms_count(struct term_table *table, const struct recognition *recognition,
                 struct view original)
{
    struct scan scan = scan_of(recognition->text.text);
    struct view term;
    if (recognition->evidence_count)
        qsort(recognition->evidence, recognition->evidence_count, sizeof(struct evidence),
              by_place);
    for (size_t i = 0; i <= recognition->evidence_count; i++) {
        bool last = i == recognition->evidence_count;
        size_t to = last ? scan.text.n : recognition->evidence[i].from;
        for (uint64_t key; (key = next_term(&scan, to, &term)) != 0;)
            count(table, key, term, original);
        if (!last && recognition->evidence[i].to > scan.at) {
            scan.at = recognition->evidence[i].to;
            scan.before = SIZE_MAX;
        }
    }
    table->text++;
    table->unmatched++;
}

void terms_note_matched(struct term_table *table, struct view original)
{
    VEC_ADD(table->arena, &table->matched, original);
}

/* ---- choosing ---- */

static int most_often(const void *a, const void *b)
{
    const struct term_count *x = a, *y = b;
    if (x->unmatched != y->unmatched)
        return x->unmatched > y->unmatched ? -1 : 1;
    return view_compare(x->text, y->text);
}

/* The frequent ones to the front, the most frequent first; how many. */
static size_t gather(struct term_table *table)
{
    uint32_t least = table->unmatched > OFTEN ? OFTEN : 1;
    size_t n = 0;
    for (size_t i = 0; i < table->room; i++)
        if (table->at[i].key && table->at[i].unmatched >= least)
            table->at[n++] = table->at[i];
    if (n)
        qsort(table->at, n, sizeof *table->at, most_often);
    return n < CANDIDATES ? n : CANDIDATES;
}

struct light_entry {
    uint64_t key;
    uint32_t last, place; /* place: the candidate */
};

static struct light_entry *light_slot(struct light_entry *table, uint64_t key)
{
    size_t i = (size_t)(key ^ key >> 29) & (CANDIDATES_ROOM - 1);
    while (table[i].key && table[i].key != key)
        i = (i + 1) & (CANDIDATES_ROOM - 1);
    return &table[i];
}

/* How many of the other texts have each candidate. */
static void compare(struct term_table *table, struct arena *scratch, size_t candidates)
{
    struct light_entry *light = ARENA_ARRAY(table->arena, CANDIDATES_ROOM, struct light_entry);
    struct view term;
    for (size_t i = 0; i < candidates; i++)
        *light_slot(light, table->at[i].key) =
            (struct light_entry){table->at[i].key, 0, (uint32_t)i};
    for (uint32_t t = 0; t < table->matched.n && candidates; t++) {
        arena_reset(scratch);
        struct scan scan = scan_of(fold_text(scratch, table->matched.at[t]).text);
        for (uint64_t key; (key = next_term(&scan, scan.text.n, &term)) != 0;) {
            struct light_entry *entry = light_slot(light, key);
            if (!entry->key || entry->last == t + 1)
                continue;
            entry->last = t + 1;
            table->at[entry->place].matched++;
        }
    }
}

void terms_choose(struct term_table *table, struct arena *scratch, struct measured *out)
{
    size_t candidates = gather(table);
    compare(table, scratch, candidates);
    for (size_t i = 0; i < candidates && out->terms.n < MEASURED_TERMS_MAX; i++) {
        const struct term_count *one = &table->at[i];
        bool telling = (uint64_t)one->unmatched * table->matched.n >=
                       (uint64_t)LIFT * one->matched * table->unmatched;
        if (telling)
            VEC_ADD(
                table->arena, &out->terms,
                ((struct measured_term){one->text, one->unmatched, one->matched, one->witness}));
    }
}
