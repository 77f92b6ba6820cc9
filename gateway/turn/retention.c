/* retention: once a day, what has been kept long enough goes, a portion at a time.
 *
 * A portion is small, so that a message never waits for it; while there is more, the next one comes
 * half a minute later. When a day's run is done, what it did is written down, and the head of the
 * record's chain goes into the log, where it stands outside of the database (chain.h). */
#include "gateway/store/chain_check.h"
#include "gateway/store/retain.h"
#include "gateway/turn/self.h"

enum { PORTION = 50, AGAIN_SECONDS = 30, DAY_SECONDS = 86400, LINE_MOST = 120 };

static enum store_error tell_head(struct turn *turn)
{
    struct chain_link head;
    struct buf line;
    enum store_error error = chain_head(turn->store, &head);
    if (error != STORE_OK)
        return error == STORE_NONE ? STORE_OK : error;
    buf_init(&line, LINE_MOST);
    chain_anchor_put(&line, head.id, head.hash);
    log_event(turn->setup.log, LOG_INFO, "audit_head", LOG_TEXT("anchor", buf_seen(&line)));
    buf_free(&line);
    return STORE_OK;
}

static enum store_error end_day(struct turn *turn)
{
    int64_t gone[RETAIN_COUNT];
    enum store_error error = retain_note(turn->store, turn->now, gone);
    turn->retain_look_at = turn->now + DAY_SECONDS;
    return error == STORE_OK ? tell_head(turn) : error;
}

enum store_error retention_work(struct turn *turn, size_t *worked)
{
    bool more = false;
    if (turn->retain_look_at > turn->now)
        return STORE_OK;
    for (int kind = 0; kind < RETAIN_COUNT; kind++) {
        int64_t gone;
        bool again;
        enum store_error error = retain_work(turn->store, (enum retain_kind)kind, turn->now,
                                             PORTION, &turn->batch, &gone, &again);
        if (error != STORE_OK)
            return error;
        *worked += (size_t)gone;
        more |= again;
    }
    turn->retain_look_at = turn->now + AGAIN_SECONDS;
    return more ? STORE_OK : end_day(turn);
}
