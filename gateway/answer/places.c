/* places: the table of names, walked as it stands. A row is looked at closely only where it has the
 * character at hand at all, which takes less than a microsecond for all rows together: enough for
 * questions and titles. In whole documents a filter over a name's first two characters passes by
 * nearly all places where none begins. */
#include "gateway/answer/places.h"

#include "dsl/base/utf8.h"

struct row {
    const char *province, *names;
};

static const struct row rows[] = {
#define PLACE(province, names) {province, names},
#include "gateway/answer/place_table.h"
};
enum {
    ROWS = sizeof rows / sizeof *rows,
    SHORTEST = 6, /* bytes: two characters */
    DWELT_LEAST = 2,
    DWELT_TIMES = 3
};

_Static_assert(ROWS <= 64, "a bit for each province");

struct hit {
    size_t n; /* bytes; 0: none */
    size_t province;
    bool city;
};

static void better(struct hit *best, struct view rest, struct view name, size_t province, bool city)
{
    if (name.n > best->n && view_starts(rest, name))
        *best = (struct hit){name.n, province, city};
}

static struct hit longest(struct view rest)
{
    struct hit best = {0, 0, false};
    struct view first = view_sub(rest, 0, SHORTEST / 2);
    for (size_t i = 0; i < ROWS; i++) {
        better(&best, rest, view_of(rows[i].province), i, false);
        struct view names = view_of(rows[i].names);
        if (view_find(names, first) == SIZE_MAX)
            continue;
        while (names.p)
            better(&best, rest, view_cut(&names, ' '), i, true);
    }
    return best;
}

struct places_named places_find(struct view folded)
{
    struct places_named found = {0, 0, {{0}}};
    for (size_t at = 0; at + SHORTEST <= folded.n;) {
        struct hit hit = {0, 0, false};
        if ((unsigned char)folded.p[at] >= 0xe4)
            hit = longest(view_sub(folded, at, folded.n));
        if (hit.n)
            found.provinces |= (uint64_t)1 << hit.province;
        if (hit.city && found.count < PLACES_NAMED_MAX)
            found.cities[found.count++] = view_sub(folded, at, at + hit.n);
        if (hit.n)
            at += hit.n;
        else
            utf8_next(folded, &at);
    }
    return found;
}

/* ---- whole documents ---- */

static uint32_t filter_bit(struct view name)
{
    uint64_t signs = 0;
    memcpy(&signs, name.p, SHORTEST);
    return (uint32_t)(signs * 0x9e3779b97f4a7c15u >> 48) % PLACES_FILTER_BITS;
}

static void filter_add(struct places_filter *filter, struct view name)
{
    uint32_t bit = filter_bit(name);
    filter->bits[bit / 64] |= (uint64_t)1 << (bit % 64);
}

void places_filter_init(struct places_filter *filter)
{
    *filter = (struct places_filter){{0}};
    for (size_t i = 0; i < ROWS; i++) {
        struct view names = view_of(rows[i].names);
        filter_add(filter, view_of(rows[i].province));
        while (names.n)
            filter_add(filter, view_cut(&names, ' '));
    }
}

static bool may_begin(const struct places_filter *filter, struct view rest)
{
    if (rest.n < SHORTEST || (unsigned char)rest.p[0] < 0xe4)
        return false;
    uint32_t bit = filter_bit(rest);
    return filter->bits[bit / 64] >> (bit % 64) & 1;
}

uint64_t places_dwelt_on(const struct places_filter *filter, struct view folded)
{
    size_t times[ROWS] = {0}, all = 0, most = 0;
    for (size_t at = 0; at < folded.n;) {
        struct view rest = view_sub(folded, at, folded.n);
        struct hit hit = {0, 0, false};
        if (may_begin(filter, rest))
            hit = longest(rest);
        if (!hit.n) {
            utf8_next_inline(folded, &at);
            continue;
        }
        all++;
        if (++times[hit.province] > times[most])
            most = hit.province;
        at += hit.n;
    }
    bool dwells = times[most] >= DWELT_LEAST && times[most] >= DWELT_TIMES * (all - times[most]);
    return dwells ? (uint64_t)1 << most : 0;
}
