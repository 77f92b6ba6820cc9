/* counting: statistics on the turn thread. What talks come to is counted in memory and written with
 * the batch. Cases that were filed or moved are noted by their rows (store/figures.h); here they
 * are counted anew, at most two hundred a second and a few at a time, so that under load the
 * figures come late rather than the replies: a case touches two dozen sums. */
#include "gateway/turn/self.h"

#include "gateway/figures/keep.h"

enum { COUNTED_AT_ONCE = 20, AGAIN_TICKS = 100, LOOK_TICKS = 1000, COUNT_MEMORY = 64 << 20 };

void counting_talk(struct turn *turn, int channel, unsigned steps)
{
    int day = civil_local_number(turn->now, CHINA_OFFSET_MINUTES);
    funnel_count(&turn->funnel, day, channel, steps);
}

bool counting_due(const struct turn *turn)
{
    return turn->store->facts_noted && turn->figures_look_at <= turn->ticks;
}

enum store_error counting_work(struct turn *turn, size_t *worked)
{
    struct arena arena;
    size_t count;
    bool more;
    enum store_error error = funnel_write(turn->store, &turn->funnel);
    if (error != STORE_OK || !counting_due(turn))
        return error;
    arena_init(&arena, COUNT_MEMORY);
    error = figures_work(turn->store, COUNTED_AT_ONCE, &arena, &count, &more);
    arena_free(&arena);
    *worked += count;
    if (error != STORE_OK)
        return error;
    turn->store->facts_noted = more;
    turn->figures_look_at = turn->ticks + (more ? AGAIN_TICKS : LOOK_TICKS);
    return STORE_OK;
}
