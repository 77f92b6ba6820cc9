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

/* How often the class came from that street in the weeks before the case. */
static int64_t times_before(const struct rules *rules, const struct case_line *line,
                            const struct tally *rows, size_t count)
{
    int64_t times = 0;
    int day = (int)(line->id / CASE_NUMBERS_A_DAY), street = street_of(rules, line->area);
    for (size_t i = 0; i < count; i++)
        if (rows[i].day < day && view_eq(rows[i].category, line->category) &&
            street_of(rules, rows[i].area) == street)
            times += rows[i].cases;
    return times;
}

enum store_error weak_grave(struct store *store, const struct rules *rules, int64_t now,
                            struct arena *arena, struct weak_signals *out)
{
    struct tally *rows;
    size_t count = 0, found, kept = 0;
    enum store_error error = cases_grave(store, first_id_ago(now, WEAK_DAYS - 1), GRAVE_MOST, arena,
                                         &out->grave, &found);
    if (error == STORE_OK)
        error = tally_list(store, topics_day(now - WEAK_PAST_DAYS * 86400LL), topics_day(now),
                           arena, &rows, &count);
    for (size_t i = 0; i < found && error == STORE_OK; i++) {
        const struct case_line *line = &out->grave[i];
        if (line->flags & CASE_EMERGENCY || times_before(rules, line, rows, count) <= WEAK_RARE)
            out->grave[kept++] = *line;
    }
    out->grave_count = kept;
    return error;
}
