/* codes: a code is what cases and statistics cite for years, so what the list says is kept to the
 * letter, and only where it says nothing, or the same twice, the import gives one.
 *
 * A given code is the number of its class at each level, two figures or as many as are needed, then
 * the item's: the shape most lists have anyway. Numbers follow the order of the rows, anew below
 * each class, those of one sub-class together, as they stand in the file. */
#include "dsl/exchange/same_rows.h"

#include <stdlib.h>

#include "dsl/base/hash.h"

/* A class at some level, or all of the list at level 0. */
struct group {
    size_t first; /* an item of it */
    size_t levels, number, children, items;
};

struct codes {
    struct listing *listing;
    struct slots used;    /* items by code */
    struct slots by_path; /* groups */
    struct group *groups;
    size_t count;
    size_t width[CLASS_COLUMNS_MAX + 1], item_width;
};

static size_t depth_of(const struct listing *listing, const struct item *item)
{
    return item->levels < listing->depth ? item->levels : listing->depth;
}

/* The slot of the group, or the free one where it belongs. */
static size_t group_slot(const struct codes *codes, const struct item *item, size_t levels)
{
    size_t at = (size_t)item_hash_path(item, levels) & (codes->by_path.room - 1);
    for (; codes->by_path.at[at]; at = (at + 1) & (codes->by_path.room - 1)) {
        const struct group *group = &codes->groups[codes->by_path.at[at] - 1];
        if (group->levels == levels &&
            item_same_path(&codes->listing->items.at[group->first], item, levels))
            return at;
    }
    return at;
}

static struct group *group_of(struct codes *codes, size_t index, size_t levels)
{
    const struct item *item = &codes->listing->items.at[index];
    size_t at = group_slot(codes, item, levels);
    if (codes->by_path.at[at])
        return &codes->groups[codes->by_path.at[at] - 1];
    struct group *parent = levels ? group_of(codes, index, levels - 1) : NULL;
    at = group_slot(codes, item, levels); /* the parent may have taken it */
    codes->by_path.at[at] = ++codes->count;
    struct group *group = &codes->groups[codes->count - 1];
    *group = (struct group){index, levels, parent ? ++parent->children : 0, 0, 0};
    return group;
}

static size_t digits_of(size_t n)
{
    size_t digits = 1;
    for (; n >= 10; n /= 10)
        digits++;
    return digits < 2 ? 2 : digits;
}

/* How many figures each level needs. */
static void measure(struct codes *codes)
{
    struct listing *listing = codes->listing;
    size_t most = 0;
    for (size_t i = 0; i < listing->items.n; i++)
        if (listing->items.at[i].same_as == SIZE_MAX)
            group_of(codes, i, depth_of(listing, &listing->items.at[i]))->items++;
    for (size_t g = 0; g < codes->count; g++) {
        struct group *group = &codes->groups[g];
        size_t digits = digits_of(group->children);
        if (group->levels < listing->depth && digits > codes->width[group->levels + 1])
            codes->width[group->levels + 1] = digits;
        most = group->items > most ? group->items : most;
        group->items = 0;
    }
    codes->item_width = digits_of(most);
    listing->given_figures = codes->item_width;
}

static struct view code_for(struct codes *codes, size_t index)
{
    struct listing *listing = codes->listing;
    size_t depth = depth_of(listing, &listing->items.at[index]);
    struct buf buf;
    buf_init(&buf, 256);
    for (size_t level = 1; level <= listing->depth; level++)
        buf_print(&buf, "%0*zu", (int)codes->width[level],
                  level <= depth ? group_of(codes, index, level)->number : 0);
    buf_print(&buf, "%0*zu", (int)codes->item_width, group_of(codes, index, depth)->items);
    struct view code = buf_keep(&buf, listing->arena);
    buf_free(&buf);
    return code;
}

/* An item among the others of its class: those of one sub-class together. */
struct turn {
    size_t sub_class, index; /* by the first item of it */
};

static int by_turn(const void *a, const void *b)
{
    const struct turn *x = a, *y = b;
    if (x->sub_class != y->sub_class)
        return x->sub_class < y->sub_class ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

static void give_all(struct codes *codes)
{
    struct listing *listing = codes->listing;
    size_t n = listing->items.n;
    struct turn *turns = ARENA_ARRAY(listing->arena, n + 1, struct turn);
    measure(codes);
    for (size_t i = 0; i < n; i++)
        turns[i] = (struct turn){group_of(codes, i, listing->items.at[i].levels)->first, i};
    qsort(turns, n, sizeof *turns, by_turn);
    for (size_t i = 0; i < n; i++) {
        struct item *item = &listing->items.at[turns[i].index];
        if (item->same_as != SIZE_MAX)
            continue;
        group_of(codes, turns[i].index, depth_of(listing, item))->items++;
        if (item->code.n)
            continue;
        item->code = code_for(codes, turns[i].index);
        item->code_given = true;
    }
}

/* ---- no code twice ---- */

static size_t code_slot(const struct codes *codes, struct view code)
{
    size_t at = (size_t)hash_view(code) & (codes->used.room - 1);
    while (codes->used.at[at] &&
           !view_eq(codes->listing->items.at[codes->used.at[at] - 1].code, code))
        at = (at + 1) & (codes->used.room - 1);
    return at;
}

/* Another code where this one is taken: code-2, code-3. */
static void make_unique(struct codes *codes, size_t index)
{
    struct listing *listing = codes->listing;
    struct item *item = &listing->items.at[index];
    struct view wanted = item->code;
    struct buf buf;
    size_t at = code_slot(codes, wanted), first = codes->used.at[at];
    buf_init(&buf, wanted.n + 32);
    for (size_t n = 2; codes->used.at[at]; n++) {
        buf_clear(&buf);
        buf_print(&buf, "%.*s-%zu", VIEW_FMT(wanted), n);
        item->code = buf_keep(&buf, listing->arena);
        at = code_slot(codes, item->code);
    }
    buf_free(&buf);
    codes->used.at[at] = index + 1;
    if (first && !item->code_given)
        finding_add(listing->findings, FINDING_CODE_TWICE, item->row,
                    columns_of(listing->columns, ROLE_CODE), wanted,
                    listing_number(listing->arena, listing->items.at[first - 1].row + 1),
                    item->code);
}

static void settle(struct listing *listing, struct item *item)
{
    size_t column = columns_of(listing->columns, ROLE_CODE);
    if (item->same_as != SIZE_MAX)
        item->code = listing->items.at[item->same_as].code;
    else if (item->code_given && column != SIZE_MAX)
        finding_add(listing->findings, FINDING_NO_CODE, item->row, column, item->code, VIEW(""),
                    VIEW(""));
}

void same_rows_give_codes(struct listing *listing)
{
    size_t n = listing->items.n, groups = n * (CLASS_COLUMNS_MAX + 1) + 2;
    struct codes codes = {.listing = listing,
                          .used = slots_for(listing->arena, n),
                          .by_path = slots_for(listing->arena, groups),
                          .groups = ARENA_ARRAY(listing->arena, groups, struct group)};
    give_all(&codes);
    for (int given = 0; given <= 1; given++) /* what was written goes before what was given */
        for (size_t i = 0; i < n; i++)
            if (listing->items.at[i].same_as == SIZE_MAX &&
                listing->items.at[i].code_given == (given == 1))
                make_unique(&codes, i);
    for (size_t i = 0; i < n; i++)
        settle(listing, &listing->items.at[i]);
}
