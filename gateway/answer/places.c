/* places: the table of names, walked as it stands. A row is looked at closely only where it has the
 * character at hand at all, which takes less than a microsecond for all rows together: enough for
 * questions and titles, which is all that is ever looked at. */
#include "gateway/answer/places.h"

#include "dsl/base/utf8.h"

struct row {
    const char *province, *names;
};

static const struct row rows[] = {
#define PLACE(province, names) {province, names},
#include "gateway/answer/place_table.h"
};
enum { ROWS = sizeof rows / sizeof *rows, SHORTEST = 6 /* bytes: two characters */ };

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
