/* parts: which desks share a place, and which a craft, by their names.
 *
 * A place is the beginning of names whose rests come again behind other places: 东区 where there
 * are 东区城管局 and 东区教育局, 西区城管局 and 西区教育局. Beginnings are candidates as long as no
 * longer one has the same names (东 has not fewer than 东区); those that pair too seldom are
 * dropped, and since that takes pairs from others, until none is dropped any more. Names that
 * happen to begin alike, as 市政管理局 and 市政务中心 do, have no such rests.
 *
 * A desk's head is the place that its name holds, wherever it stands (某市东区物价局); of several
 * the one with most pairs. Its tail is what stands behind, where another name ends so (市教育局
 * ends as 东区教育局 does, and shares its tail without a place); else, behind a place, the end that
 * most names with places have in common (东区河口街道办, 西区桥头街道办). Beginnings of one
 * character, like 市, say too little. */
#include "dsl/learn/parts.h"

#include <stdlib.h>

#include "dsl/base/terms.h"
#include "dsl/base/utf8.h"

enum {
    PART_LEAST = 2,   /* characters of a place, and of a rest */
    ENDING_LEAST = 3, /* characters of an end that is not the whole rest, and names that have it */
    PAIRS_LEAST = 2,
    PAIRS_PART = 4 /* of so many names that begin with a place one has to pair */
};

struct place {
    struct view text;
    size_t from, to; /* the names that begin so */
    int pairs;
    bool kept;
};

struct naming {
    const struct view *names;
    size_t n;
    VEC(struct place) places; /* sorted by bytes */
    struct view *rests;       /* by name: behind its place; the name itself where it has none */
    const struct place **place_of;
};

/* ---- places ---- */

/* No longer beginning has the same names. */
static bool is_longest(const struct naming *naming, const struct place *place)
{
    struct view first = naming->names[place->from], last = naming->names[place->to - 1];
    size_t at = place->text.n;
    if (at == first.n)
        return true;
    utf8_next(first, &at);
    return !view_starts(last, view_sub(first, 0, at));
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* 第1 is no beginning of 第10局. */
static bool cuts_number(struct view name, size_t at)
{
    return at < name.n && is_digit(name.p[at - 1]) && is_digit(name.p[at]);
}

static void add_places_of(struct arena *arena, struct naming *naming, size_t i)
{
    struct view name = naming->names[i];
    size_t points = 0, all = utf8_length(name);
    for (size_t at = 0; at < name.n;) {
        struct place place = {.from = i, .to = i + 1, .kept = true};
        utf8_next(name, &at);
        place.text = view_sub(name, 0, at);
        points++;
        if (points < PART_LEAST || all - points < PART_LEAST || cuts_number(name, at) ||
            (i > 0 && view_starts(naming->names[i - 1], place.text)))
            continue;
        while (place.to < naming->n && view_starts(naming->names[place.to], place.text))
            place.to++;
        if (place.to - place.from >= PAIRS_LEAST && is_longest(naming, &place))
            VEC_ADD(arena, &naming->places, place);
    }
}

static int by_text(const void *a, const void *b)
{
    return view_compare(((const struct place *)a)->text, ((const struct place *)b)->text);
}

static const struct place *find_place(const struct naming *naming, struct view text)
{
    struct place wanted = {.text = text};
    size_t n = naming->places.n;
    return n ? bsearch(&wanted, naming->places.at, n, sizeof wanted, by_text) : NULL;
}

/* Another kept place has a name with the same rest. */
static bool pairs(const struct naming *naming, const struct place *place, struct view rest)
{
    for (size_t i = 0; i < naming->n; i++) {
        struct view name = naming->names[i];
        if (name.n == rest.n || !view_ends(name, rest) ||
            view_eq(view_sub(name, 0, name.n - rest.n), place->text))
            continue;
        const struct place *other = find_place(naming, view_sub(name, 0, name.n - rest.n));
        if (other && other->kept)
            return true;
    }
    return false;
}

static int count_pairs(const struct naming *naming, const struct place *place)
{
    int count = 0;
    for (size_t i = place->from; i < place->to; i++) {
        struct view rest = view_sub(naming->names[i], place->text.n, naming->names[i].n);
        count += utf8_length(rest) >= PART_LEAST && pairs(naming, place, rest);
    }
    return count;
}

static void find_places(struct arena *arena, struct naming *naming)
{
    for (size_t i = 0; i < naming->n; i++)
        add_places_of(arena, naming, i);
    for (bool dropped = true; dropped;) {
        dropped = false;
        for (size_t i = 0; i < naming->places.n; i++) {
            struct place *place = &naming->places.at[i];
            if (!place->kept)
                continue;
            place->pairs = count_pairs(naming, place);
            place->kept = place->pairs >= PAIRS_LEAST &&
                          (size_t)place->pairs * PAIRS_PART >= place->to - place->from;
            dropped |= !place->kept;
        }
    }
}

/* ---- the parts of a name ---- */

static bool is_better(const struct place *one, const struct place *than)
{
    return !than || one->pairs > than->pairs ||
           (one->pairs == than->pairs && one->text.n > than->text.n);
}

static void place_name(struct naming *naming, size_t i)
{
    struct view name = naming->names[i];
    naming->rests[i] = name;
    for (size_t p = 0; p < naming->places.n; p++) {
        const struct place *place = &naming->places.at[p];
        size_t at = view_find(name, place->text);
        if (!place->kept || at == SIZE_MAX || !is_better(place, naming->place_of[i]))
            continue;
        struct view rest = view_sub(name, at + place->text.n, name.n);
        if (utf8_length(rest) < PART_LEAST)
            continue;
        naming->place_of[i] = place;
        naming->rests[i] = rest;
    }
}

/* Names that end so; with a place before, where that is asked for. */
static int count_endings(const struct naming *naming, struct view tail, bool placed)
{
    int count = 0;
    for (size_t i = 0; i < naming->n; i++)
        count += (!placed || naming->place_of[i]) && view_ends(naming->rests[i], tail);
    return count;
}

static bool is_rest(const struct naming *naming, struct view tail)
{
    for (size_t i = 0; i < naming->n; i++)
        if (naming->place_of[i] && view_eq(naming->rests[i], tail))
            return true;
    return false;
}

/* The part that the name's end is, or an empty one. */
static struct view tail_of(const struct naming *naming, size_t i)
{
    struct view rest = naming->rests[i], best = {0};
    int most = ENDING_LEAST - 1;
    size_t left = utf8_length(rest);
    for (size_t at = 0; left >= PART_LEAST; left--, utf8_next(rest, &at)) {
        struct view tail = view_sub(rest, at, rest.n);
        if (is_rest(naming, tail) && count_endings(naming, tail, false) >= PAIRS_LEAST)
            return tail;
        int count =
            naming->place_of[i] && left >= ENDING_LEAST ? count_endings(naming, tail, true) : 0;
        if (count > most) {
            most = count;
            best = tail;
        }
    }
    return best;
}

/* ---- their numbers ---- */

/* The parts that two names have are numbered from *next on; others teach nothing beyond the name.
 */
static void number_shared(const struct view *texts, size_t n, int *numbers, size_t *next)
{
    for (size_t i = 0; i < n; i++)
        numbers[i] = NONE;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; texts[i].n && j < n; j++) {
            if (!view_eq(texts[i], texts[j]))
                continue;
            if (numbers[i] == NONE)
                numbers[i] = (int)(*next)++;
            numbers[j] = numbers[i];
        }
}

struct parts parts_of(struct arena *arena, const struct view *names, size_t n)
{
    struct parts parts = {ARENA_ARRAY(arena, n, int), ARENA_ARRAY(arena, n, int), 0};
    struct naming naming = {.names = names,
                            .n = n,
                            .rests = ARENA_ARRAY(arena, n, struct view),
                            .place_of = ARENA_ARRAY(arena, n, const struct place *)};
    struct view *heads = ARENA_ARRAY(arena, n, struct view);
    struct view *tails = ARENA_ARRAY(arena, n, struct view);
    find_places(arena, &naming);
    for (size_t i = 0; i < n; i++)
        place_name(&naming, i);
    for (size_t i = 0; i < n; i++) {
        heads[i] = naming.place_of[i] ? naming.place_of[i]->text : (struct view){0};
        tails[i] = tail_of(&naming, i);
    }
    number_shared(heads, n, parts.head, &parts.n);
    number_shared(tails, n, parts.tail, &parts.n);
    return parts;
}
