/* terms: what words are missing shows in what the unrecognised texts have in common. Chinese has no
 * blanks, so pairs of neighbouring characters stand for words; most words are two characters long,
 * and of longer ones the pairs come out side by side. Runs of Latin letters count whole.
 *
 * What every text says (小区, 希望) tells nothing: a pair must be at least twice as frequent among
 * the unrecognised as among the others. A text counts once for a pair, however often it says it. */
#include "dsl/analyse/terms.h"

#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"

#include <stdlib.h>

enum { FIRST_ROOM = 1 << 12, LIFT = 2, OFTEN = 2 };

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

static void count(struct term_table *table, struct view term, struct view text, bool matched)
{
    if (2 * (table->n + 1) > table->room)
        grow(table);
    struct term_count *entry = slot_of(table->at, table->room, hash_view(term) | 1);
    if (!entry->key) {
        entry->key = hash_view(term) | 1;
        entry->text = view_keep(table->arena, term);
        table->n++;
    }
    if (entry->last == table->text + 1)
        return;
    entry->last = table->text + 1;
    if (matched) {
        entry->matched++;
        return;
    }
    entry->unmatched++;
    if (!entry->witness.p || text.n < entry->witness.n)
        entry->witness = text;
}

static bool is_latin(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool is_character(uint32_t c)
{
    return (c >= 0x3400 && c <= 0x9fff) || (c >= 0x20000 && c <= 0x3ffff);
}

/* Where the recognised place or time that covers the byte ends; at itself where there is none. */
static size_t behind_covered(const struct recognition *recognition, size_t at)
{
    for (size_t i = 0; i < recognition->evidence_count; i++) {
        const struct evidence *one = &recognition->evidence[i];
        if (one->from <= at && at < one->to)
            return one->to;
    }
    return at;
}

static size_t skip_latin(struct view text, size_t at)
{
    for (size_t next = at; next < text.n; at = next)
        if (!is_latin(utf8_next(text, &next)))
            return at;
    return at;
}

void terms_count(struct term_table *table, const struct recognition *recognition,
                 struct view original, bool matched)
{
    struct view text = recognition->text.text;
    size_t before = SIZE_MAX; /* where the character before stands, if there is one */
    for (size_t at = 0; at < text.n;) {
        size_t behind = behind_covered(recognition, at), next = at;
        if (behind > at) {
            at = behind;
            before = SIZE_MAX;
            continue;
        }
        uint32_t c = utf8_next(text, &next);
        if (is_latin(c)) {
            next = skip_latin(text, at);
            if (next - at >= 2 && c >= 'a')
                count(table, view_sub(text, at, next), original, matched);
        } else if (is_character(c) && before != SIZE_MAX) {
            count(table, view_sub(text, before, next), original, matched);
        }
        before = is_character(c) ? at : SIZE_MAX;
        at = next;
    }
    table->text++;
    table->texts[matched]++;
}

static int most_frequent(const void *a, const void *b)
{
    const struct measured_term *x = a, *y = b;
    if (x->unmatched != y->unmatched)
        return x->unmatched > y->unmatched ? -1 : 1;
    if (x->matched != y->matched)
        return x->matched < y->matched ? -1 : 1;
    return view_compare(x->text, y->text);
}

void terms_choose(struct term_table *table, struct measured *out)
{
    size_t least = table->texts[0] > OFTEN ? OFTEN : 1;
    for (size_t i = 0; i < table->room; i++) {
        const struct term_count *entry = &table->at[i];
        bool telling = (uint64_t)entry->unmatched * table->texts[1] >=
                       (uint64_t)LIFT * entry->matched * table->texts[0];
        if (entry->unmatched >= least && telling)
            VEC_ADD(table->arena, &out->terms,
                    ((struct measured_term){entry->text, entry->unmatched, entry->matched,
                                            entry->witness}));
    }
    if (out->terms.n)
        qsort(out->terms.at, out->terms.n, sizeof *out->terms.at, most_frequent);
    if (out->terms.n > MEASURED_TERMS_MAX)
        out->terms.n = MEASURED_TERMS_MAX;
}
