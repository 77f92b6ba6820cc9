/* parts: where to cut the names of desks.
 *
 * A name is cut once, into head and tail, at the place where both are best shared: the smaller of
 * the two counts of names that have the same head, or the same tail, is the greatest (ties: the
 * shorter head). A name none of whose cuts is shared by two on either side stays whole. Heads of
 * one character, like 市, say too little. */
#include "dsl/learn/parts.h"

#include "dsl/base/terms.h"
#include "dsl/base/utf8.h"

enum { SHARED_LEAST = 2, HEAD_LEAST = 2, TAIL_LEAST = 2 };

struct name_part {
    struct view text;
    int number;
};

static int count_heads(const struct view *names, size_t n, struct view head)
{
    int count = 0;
    for (size_t i = 0; i < n; i++)
        count += names[i].n > head.n && view_starts(names[i], head);
    return count;
}

static bool ends(struct view name, struct view tail)
{
    return name.n > tail.n && memcmp(name.p + name.n - tail.n, tail.p, tail.n) == 0;
}

static int count_tails(const struct view *names, size_t n, struct view tail)
{
    int count = 0;
    for (size_t i = 0; i < n; i++)
        count += ends(names[i], tail);
    return count;
}

/* Where to cut the name, or 0. */
static size_t best_cut(const struct view *names, size_t n, struct view name)
{
    size_t best = 0;
    int most = SHARED_LEAST - 1;
    size_t points = 0, all = utf8_length(name);
    for (size_t at = 0; at < name.n;) {
        utf8_next(name, &at);
        points++;
        if (points < HEAD_LEAST || all - points < TAIL_LEAST)
            continue;
        int heads = count_heads(names, n, view_sub(name, 0, at));
        int tails = count_tails(names, n, view_sub(name, at, name.n));
        int shared = heads < tails ? heads : tails;
        if (shared > most) {
            most = shared;
            best = at;
        }
    }
    return best;
}

static int number_of(struct name_part *known, size_t *count, struct view text, size_t *next)
{
    for (size_t i = 0; i < *count; i++)
        if (view_eq(known[i].text, text))
            return known[i].number;
    known[*count] = (struct name_part){text, (int)*next};
    return known[(*count)++].number = (int)(*next)++;
}

struct parts parts_of(struct arena *arena, const struct view *names, size_t n)
{
    struct parts parts = {ARENA_ARRAY(arena, n, int), ARENA_ARRAY(arena, n, int), 0};
    struct name_part *heads = ARENA_ARRAY(arena, n, struct name_part);
    struct name_part *tails = ARENA_ARRAY(arena, n, struct name_part);
    size_t head_count = 0, tail_count = 0;
    for (size_t i = 0; i < n; i++) {
        size_t cut = best_cut(names, n, names[i]);
        parts.head[i] = parts.tail[i] = NONE;
        if (!cut)
            continue;
        parts.head[i] = number_of(heads, &head_count, view_sub(names[i], 0, cut), &parts.n);
        parts.tail[i] =
            number_of(tails, &tail_count, view_sub(names[i], cut, names[i].n), &parts.n);
    }
    return parts;
}
