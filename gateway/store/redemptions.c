/* redemptions: points given back for something, and how many points there are for what.
 *
 * An editor writes down what somebody wants; the points stay in the account but are no longer free
 * for another wish. Somebody else decides: only then they are booked away, and only if they are
 * still there. The numbers of the rules are rows where the district has changed them, else those of
 * gateway/case/idea.h. */
#include "gateway/store/ledger.h"

/* ---- how many ---- */

enum store_error point_rule(struct store *store, enum point_reason reason, int64_t *points)
{
    struct db_call call = db_begin(store->db, OP_POINT_RULE_GET);
    db_give_int(&call, reason);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        *points = db_int(&call, 0);
    else
        *points = reason == POINT_REASONS ? POINTS_A_DAY : point_info(reason)->points;
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error point_rule_put(struct store *store, enum point_reason reason, int64_t points)
{
    struct db_call call = db_begin(store->db, OP_POINT_RULE_PUT);
    db_give_int(&call, reason);
    db_give_int(&call, points);
    return db_run(&call);
}

/* ---- redemptions ---- */

static struct redemption redemption_of(const struct db_call *call, struct arena *arena)
{
    return (struct redemption){.id = db_int(call, 0),
                               .account = db_int(call, 1),
                               .points = db_int(call, 2),
                               .gift = view_keep(arena, db_view(call, 3)),
                               .state = (enum redemption_state)db_int(call, 4),
                               .at = db_int(call, 5),
                               .user = db_int(call, 6),
                               .decided_at = db_int(call, 7),
                               .decided_by = db_int(call, 8)};
}

/* What others still wait for. */
static enum store_error asked_sum(struct store *store, int64_t account, int64_t *points)
{
    struct db_call call = db_begin(store->db, OP_REDEMPTION_OPEN);
    db_give_int(&call, account);
    enum store_error error = db_next(&call);
    *points = error == STORE_OK ? db_int(&call, 0) : 0;
    db_end(&call);
    return error;
}

enum store_error redemption_ask(struct store *store, struct redemption *asked)
{
    int64_t balance, waiting;
    enum store_error error = ledger_balance(store, asked->account, &balance);
    if (error == STORE_OK)
        error = asked_sum(store, asked->account, &waiting);
    if (error != STORE_OK)
        return error;
    if (asked->account < 1 || asked->points < 1 || asked->points > balance - waiting)
        return STORE_CONFLICT;
    struct db_call call = db_begin(store->db, OP_REDEMPTION_ADD);
    db_give_int(&call, asked->account);
    db_give_int(&call, asked->points);
    db_give_text(&call, asked->gift);
    db_give_int(&call, asked->at);
    db_give_int(&call, asked->user);
    error = db_next(&call);
    if (error == STORE_OK)
        asked->id = db_int(&call, 0);
    db_end(&call);
    return error;
}

static enum store_error get_redemption(struct store *store, int64_t id, struct arena *arena,
                                       struct redemption *out)
{
    struct db_call call = db_begin(store->db, OP_REDEMPTION_GET);
    db_give_int(&call, id);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        *out = redemption_of(&call, arena);
    db_end(&call);
    return error;
}

static enum store_error set_decided(struct store *store, const struct redemption *r)
{
    struct db_call call = db_begin(store->db, OP_REDEMPTION_DECIDE);
    db_give_int(&call, r->state);
    db_give_int(&call, r->decided_at);
    db_give_int(&call, r->decided_by);
    db_give_int(&call, r->id);
    return db_run(&call);
}

enum store_error redemption_decide(struct store *store, int64_t id, bool yes, int64_t user,
                                   int64_t now, struct arena *arena, struct redemption *out)
{
    enum store_error error = get_redemption(store, id, arena, out);
    if (error != STORE_OK)
        return error;
    if (out->state != REDEEM_ASKED || (yes && out->user == user))
        return STORE_CONFLICT;
    out->state = yes ? REDEEM_DONE : REDEEM_REFUSED;
    out->decided_at = now;
    out->decided_by = user;
    error = set_decided(store, out);
    if (error != STORE_OK || !yes)
        return error;
    struct ledger_row row = {.at = now,
                             .source = out->account,
                             .target = LEDGER_REDEEMED,
                             .points = out->points,
                             .reason = POINT_REDEEMED,
                             .object = id,
                             .user = user};
    return ledger_book(store, &row);
}

enum store_error redemptions(struct store *store, int64_t below, size_t max, struct arena *arena,
                             struct redemption *out, size_t *count)
{
    enum store_error error = STORE_OK;
    struct db_call call = db_begin(store->db, OP_REDEMPTION_LIST);
    db_give_int(&call, below ? below : INT64_MAX);
    db_give_int(&call, (int64_t)max);
    *count = 0;
    while (*count < max && (error = db_next(&call)) == STORE_OK)
        out[(*count)++] = redemption_of(&call, arena);
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}
