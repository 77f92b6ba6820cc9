/* findable: a case leaves the clues by which the desk finds it again: when it is filed, and anew
 * when its words, its unit or its duty change. What is fresh is laid into lists, some with each
 * batch; cases from before there were clues are put a hundred at a time, until all are. */
#include "gateway/turn/self.h"

#include "gateway/store/find.h"
#include "gateway/topics/clues.h"

enum { PUT_AT_ONCE = 100, LAID_LEAST = 64, LOOK_SECONDS = 5 };

enum store_error findable_put(struct turn *turn, const struct case_full *full)
{
    uint32_t clues[FIND_CLUES_MAX];
    struct sip_key key = clues_key(turn->store->seal);
    size_t count = clues_of_case(&key, &turn->rules->rules, full, &turn->scratch, clues);
    turn->findable_put++;
    return find_add(turn->store, full->line.id, clues, count);
}

bool findable_due(const struct turn *turn)
{
    return turn->findable_look_at <= turn->now || find_laying_waits(turn->store->laying);
}

static enum store_error put_old(struct turn *turn, int64_t id)
{
    struct case_full full;
    enum store_error error = cases_get(turn->store, id, &turn->scratch, &full);
    if (error == STORE_OK && full.secret.n)
        error = findable_put(turn, &full);
    return error == STORE_NONE || error == STORE_SEALED ? STORE_OK : error;
}

/* The newest of those that are not put yet. */
static enum store_error put_some(struct turn *turn, bool *more)
{
    int64_t mark, ids[PUT_AT_ONCE];
    size_t count = 0;
    *more = false;
    enum store_error error = find_mark(turn->store, &mark);
    if (error != STORE_OK || !mark)
        return error;
    error = find_unput(turn->store, mark, PUT_AT_ONCE, ids, &count);
    for (size_t i = 0; i < count && error == STORE_OK; i++) {
        arena_reset(&turn->scratch);
        error = put_old(turn, ids[i]);
    }
    *more = count == PUT_AT_ONCE;
    return error == STORE_OK ? find_set_mark(turn->store, *more ? ids[count - 1] : 0) : error;
}

/* Twice as many are laid as came: so they never grow too many, and nobody waits for long. */
static enum store_error lay_some(struct turn *turn)
{
    size_t cases = 2 * turn->findable_put + LAID_LEAST;
    turn->findable_put = 0;
    return find_settle(turn->store, cases);
}

enum store_error findable_work(struct turn *turn)
{
    bool more = false;
    if (!findable_due(turn))
        return STORE_OK;
    arena_reset(&turn->scratch);
    enum store_error error = lay_some(turn);
    if (error == STORE_OK && turn->findable_look_at <= turn->now)
        error = put_some(turn, &more);
    if (error == STORE_OK && turn->findable_look_at <= turn->now)
        turn->findable_look_at = turn->now + (more ? 0 : LOOK_SECONDS);
    return error;
}
