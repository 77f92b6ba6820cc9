/* same_rows: rows with the same whole path and name are one item, if their codes do not say
 * otherwise. Where they have different areas they are its branches and no contradiction; else the
 * first row holds, and what the later one says differently is told.
 *
 * Tables are hashed by the text of path and name; the arena keeps them. */
#include "dsl/exchange/same_rows.h"

#include "dsl/base/hash.h"
#include "dsl/syntax/diag.h"

struct slots slots_for(struct arena *arena, size_t n)
{
    struct slots slots = {.room = 16};
    while (slots.room < 2 * n)
        slots.room *= 2;
    slots.at = ARENA_ARRAY(arena, slots.room, size_t);
    return slots;
}

uint64_t item_hash_path(const struct item *item, size_t levels)
{
    uint64_t hash = levels;
    for (size_t i = 0; i < levels && i < item->levels; i++)
        hash = hash_bytes(item->path[i].p, item->path[i].n, hash);
    return hash;
}

bool item_same_path(const struct item *a, const struct item *b, size_t levels)
{
    size_t la = a->levels < levels ? a->levels : levels;
    size_t lb = b->levels < levels ? b->levels : levels;
    if (la != lb)
        return false;
    for (size_t i = 0; i < la; i++)
        if (!view_eq(a->path[i], b->path[i]))
            return false;
    return true;
}

bool listing_same_class(const struct listing *listing, const struct item *a, const struct item *b)
{
    return item_same_path(a, b, listing->depth);
}

/* ---- depth ---- */

static size_t classes_at(const struct listing *listing, size_t levels)
{
    struct slots slots = slots_for(listing->arena, listing->items.n);
    size_t count = 0;
    for (size_t i = 0; i < listing->items.n; i++) {
        const struct item *item = &listing->items.at[i];
        size_t cut = item->levels < levels ? item->levels : levels;
        size_t at = (size_t)item_hash_path(item, cut) & (slots.room - 1);
        while (slots.at[at] && !item_same_path(&listing->items.at[slots.at[at] - 1], item, levels))
            at = (at + 1) & (slots.room - 1);
        count += !slots.at[at];
        slots.at[at] = slots.at[at] ? slots.at[at] : i + 1;
    }
    return count;
}

size_t same_rows_depth(const struct listing *listing, size_t items_per_category)
{
    size_t depth = 1, deepest = 1;
    for (size_t i = 0; i < listing->items.n; i++)
        if (listing->items.at[i].levels > deepest)
            deepest = listing->items.at[i].levels;
    for (size_t levels = 2; levels <= deepest; levels++) {
        size_t classes = classes_at(listing, levels);
        if (classes * items_per_category > listing->items.n)
            break;
        depth = levels;
    }
    return depth;
}

/* ---- the same item ---- */

struct view listing_number(struct arena *arena, size_t number)
{
    struct buf buf;
    buf_init(&buf, 32);
    buf_print(&buf, "%zu", number);
    struct view text = buf_keep(&buf, arena);
    buf_free(&buf);
    return text;
}

static void differs(struct listing *listing, enum finding_kind kind, const struct item *later,
                    const struct item *first, enum column_role role, struct view what)
{
    finding_add(listing->findings, kind, later->row, columns_of(listing->columns, role),
                listing_number(listing->arena, first->row + 1), what, VIEW(""));
}

static bool same_texts(const texts *a, const texts *b)
{
    for (size_t i = 0; i < a->n && a->n == b->n; i++)
        if (!view_eq(a->at[i], b->at[i]))
            return false;
    return a->n == b->n;
}

static bool say_texts(struct listing *listing, const struct item *later, const struct item *first)
{
    bool words = same_texts(&later->words, &first->words);
    bool sayings = same_texts(&later->sayings, &first->sayings);
    bool assists = same_texts(&later->assists, &first->assists);
    bool basis = view_eq(later->basis, first->basis);
    if (!words)
        differs(listing, FINDING_TWO_TEXTS, later, first, ROLE_WORDS,
                BOTH("识别词", "list of words"));
    if (!sayings)
        differs(listing, FINDING_TWO_TEXTS, later, first, ROLE_SAID,
                BOTH("说法", "list of sayings"));
    if (!assists)
        differs(listing, FINDING_TWO_TEXTS, later, first, ROLE_ASSIST,
                BOTH("协办单位", "list of assisting units"));
    if (!basis)
        differs(listing, FINDING_TWO_TEXTS, later, first, ROLE_BASIS, BOTH("依据", "legal basis"));
    return !words || !sayings || !assists || !basis;
}

static void say_contradictions(struct listing *listing, const struct item *later,
                               const struct item *first)
{
    bool unit = view_eq(later->unit, first->unit);
    bool within = later->within.count == first->within.count &&
                  later->within.measure == first->within.measure;
    bool branch = later->areas.n && !same_texts(&later->areas, &first->areas);
    if (!unit && !branch)
        differs(listing, FINDING_TWO_UNITS, later, first, ROLE_UNIT, later->unit);
    if (!within)
        differs(listing, FINDING_TWO_DEADLINES, later, first, ROLE_DEADLINE,
                columns_of(listing->columns, ROLE_DEADLINE) == SIZE_MAX
                    ? VIEW("")
                    : sheet_cell(listing->sheet, later->row,
                                 columns_of(listing->columns, ROLE_DEADLINE)));
    bool different = say_texts(listing, later, first);
    if (unit && within && !different && !branch)
        differs(listing, FINDING_REPEATED, later, first, ROLE_ITEM, VIEW(""));
}

static bool same_item(const struct item *a, const struct item *b)
{
    return view_eq(a->name, b->name) && item_same_path(a, b, CLASS_COLUMNS_MAX) &&
           (view_eq(a->code, b->code) || !a->code.n || !b->code.n);
}

void same_rows_find(struct listing *listing)
{
    struct slots slots = slots_for(listing->arena, listing->items.n);
    for (size_t i = 0; i < listing->items.n; i++) {
        struct item *item = &listing->items.at[i];
        uint64_t hash = hash_bytes(item->name.p, item->name.n, item_hash_path(item, item->levels));
        size_t at = (size_t)hash & (slots.room - 1);
        while (slots.at[at] && !same_item(&listing->items.at[slots.at[at] - 1], item))
            at = (at + 1) & (slots.room - 1);
        if (!slots.at[at]) {
            slots.at[at] = i + 1;
            continue;
        }
        item->same_as = slots.at[at] - 1;
        say_contradictions(listing, item, &listing->items.at[item->same_as]);
    }
}
