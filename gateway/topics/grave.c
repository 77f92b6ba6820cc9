/* grave: the single case that no count would show. One in which life is in danger stands in the
 * list whatever came before; an urgent one only where its class has hardly come from that street in
 * the last weeks, since what is urgent every night (noise of building) is no signal. */
#include "gateway/topics/hot.h"
#include "gateway/topics/topics.h"
#include "gateway/topics/weak.h"

enum { GRAVE_MOST = 100 };

static int64_t first_id_ago(int64_t now, int days)
{
    return topics_first_id(topics_day(now - (int64_t)days * 86400));
}

static int street_of(const struct rules *rules, struct view code)
{
    return hot_street(rules, code.n ? rules_find(rules, NOUN_AREA, code) : NONE);
}

/* How often the class of each grave case came from its street in the weeks before it. Rows come by
 * class within a day, so the cases of a class are picked out once for many rows. */
struct rarity {
    const struct rules *rules;
    const struct case_line *lines;
    int *streets;
    int64_t *times;
    size_t count;
    char class[128]; /* of the row before */
    size_t class_n;
    size_t *these; /* lines of that class */
    size_t these_count;
};

static void pick_class(struct rarity *r, struct view class)
{
    r->these_count = 0;
    for (size_t i = 0; i < r->count; i++)
        if (view_eq(r->lines[i].category, class))
            r->these[r->these_count++] = i;
    r->class_n = class.n < sizeof r->class ? class.n : 0;
    if (r->class_n)
        memcpy(r->class, class.p, r->class_n);
}

static void take_row(void *self, const struct tally *row)
{
    struct rarity *r = self;
    if (!r->class_n || !view_eq((struct view){r->class, r->class_n}, row->category))
        pick_class(r, row->category);
    if (!r->these_count)
        return;
    int street = street_of(r->rules, row->area);
    for (size_t i = 0; i < r->these_count; i++) {
        size_t at = r->these[i];
        if (row->day < (int)(r->lines[at].id / CASE_NUMBERS_A_DAY) && street == r->streets[at])
            r->times[at] += row->cases;
    }
}

static enum store_error count_past(struct store *store, struct rarity *r, int64_t now,
                                   struct arena *arena)
{
    r->streets = ARENA_ARRAY(arena, r->count, int);
    r->times = ARENA_ARRAY(arena, r->count, int64_t);
    r->these = ARENA_ARRAY(arena, r->count, size_t);
    for (size_t i = 0; i < r->count; i++)
        r->streets[i] = street_of(r->rules, r->lines[i].area);
    return tally_each(store, topics_day(now - WEAK_PAST_DAYS * 86400LL), topics_day(now), take_row,
                      r);
}

enum store_error weak_grave(struct store *store, const struct rules *rules, int64_t now,
                            struct arena *arena, struct weak_signals *out)
{
    size_t found, kept = 0;
    enum store_error error = cases_grave(store, first_id_ago(now, WEAK_DAYS - 1), GRAVE_MOST, arena,
                                         &out->grave, &found);
    struct rarity rarity = {.rules = rules, .lines = out->grave, .count = found};
    if (error == STORE_OK)
        error = count_past(store, &rarity, now, arena);
    for (size_t i = 0; i < found && error == STORE_OK; i++)
        if (out->grave[i].flags & CASE_EMERGENCY || rarity.times[i] <= WEAK_RARE)
            out->grave[kept++] = out->grave[i];
    out->grave_count = kept;
    return error;
}
