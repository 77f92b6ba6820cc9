/* tickets: putting in order what a ranking learns from, so that the same tickets give the same
 * ranking: by time where all past ones have one, else as they came; names by their bytes. */
#include "dsl/learn/tickets.h"

#include <stdlib.h>

enum {
    AREAS_MOST = 100,
    AREA_LEAST = 20 /* tickets of an area: fewer teach nothing of it */
};

struct named {
    struct view name;
    size_t count;
};

static int by_time(const void *a, const void *b)
{
    const struct ticket *x = a, *y = b;
    if (x->example != y->example)
        return x->example ? -1 : 1;
    int by = view_compare(x->time, y->time);
    return by ? by : x->item < y->item ? -1 : x->item > y->item; /* item: where it stood */
}

static int by_bytes(const void *a, const void *b)
{
    return view_compare(*(const struct view *)a, *(const struct view *)b);
}

static size_t sort_names(struct view *names, size_t n)
{
    size_t unique = 0;
    if (n)
        qsort(names, n, sizeof *names, by_bytes);
    for (size_t i = 0; i < n; i++)
        if (!unique || !view_eq(names[unique - 1], names[i]))
            names[unique++] = names[i];
    return unique;
}

static int by_count(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    if (x->count != y->count)
        return x->count > y->count ? -1 : 1;
    return view_compare(x->name, y->name);
}

/* Of the areas, named once a ticket, the most frequent ones. */
static void keep_frequent(struct arena *arena, struct tickets *tickets)
{
    struct view *areas = tickets->areas.at;
    struct named *named = ARENA_ARRAY(arena, tickets->areas.n + 1, struct named);
    size_t unique = 0, kept = 0;
    if (tickets->areas.n)
        qsort(areas, tickets->areas.n, sizeof *areas, by_bytes);
    for (size_t i = 0; i < tickets->areas.n; i++) {
        unique += !unique || !view_eq(named[unique - 1].name, areas[i]);
        named[unique - 1].name = areas[i];
        named[unique - 1].count++;
    }
    qsort(named, unique, sizeof *named, by_count);
    for (; kept < unique && kept < AREAS_MOST && named[kept].count >= AREA_LEAST; kept++)
        areas[kept] = named[kept].name;
    tickets->areas.n = sort_names(areas, kept);
}

static int place_of(const struct view *names, size_t n, struct view name)
{
    const struct view *at = n ? bsearch(&name, names, n, sizeof *names, by_bytes) : NULL;
    return at ? (int)(at - names) : NONE;
}

void tickets_settle(struct arena *arena, struct tickets *tickets)
{
    size_t n = tickets->list.n;
    struct ticket *list = tickets->list.at;
    for (size_t i = 0; i < n; i++) {
        list[i].item = (int)i;
        VEC_ADD(arena, &tickets->desks, list[i].unit);
        if (list[i].duty.n)
            VEC_ADD(arena, &tickets->items, list[i].duty);
        if (list[i].district.n)
            VEC_ADD(arena, &tickets->areas, list[i].district);
    }
    if (tickets->timed && n)
        qsort(list, n, sizeof *list, by_time);
    tickets->desks.n = sort_names(tickets->desks.at, tickets->desks.n);
    tickets->items.n = sort_names(tickets->items.at, tickets->items.n);
    keep_frequent(arena, tickets);
    for (size_t i = 0; i < n; i++) {
        list[i].desk = place_of(tickets->desks.at, tickets->desks.n, list[i].unit);
        list[i].item = place_of(tickets->items.at, tickets->items.n, list[i].duty);
        list[i].area = place_of(tickets->areas.at, tickets->areas.n, list[i].district);
    }
}
