/* approval: a row is asked for once and decided once.
 *
 * What was shown is kept with the row, sealed, and what is done later is done with exactly that: so
 * the second person answers for what they read, not for what it became meanwhile. A row that ran
 * out is left as it is and only counts as closed; a new one may be asked for. That the two are not
 * the same person is looked at here and nowhere else. */
#include "gateway/desk/approval.h"

#include "gateway/store/sealed.h"

enum { SHOWN_PART, REASON_PART, DETAIL_MOST = 120, DAY = 86400 };

const struct approval_kind_info *approval_kind_info(enum approval_kind kind)
{
    static const struct approval_kind_info infos[APPROVAL_KIND_END] = {
#define KIND(name, number, code, zh, en, ask, decide, days)                                        \
    [number] = {code, zh, en, ask, decide, days},
        APPROVAL_KINDS(KIND)
#undef KIND
    };
    bool known = kind > 0 && kind < APPROVAL_KIND_END && infos[kind].code;
    return known ? &infos[kind] : NULL;
}

bool approval_may_ask(const struct desk_user *user, enum approval_kind kind)
{
    const struct approval_kind_info *info = approval_kind_info(kind);
    return info && user->active && (user->roles & info->ask);
}

unsigned approval_kinds_of(const struct desk_user *user)
{
    unsigned kinds = 0;
    for (int kind = 1; kind < APPROVAL_KIND_END; kind++) {
        const struct approval_kind_info *info = approval_kind_info((enum approval_kind)kind);
        if (info && (user->roles & (info->ask | info->decide)))
            kinds |= 1u << kind;
    }
    return kinds;
}

static bool is_open(const struct approval *approval, int64_t now)
{
    return approval->state == APPROVAL_OPEN && now < approval->ends;
}

bool approval_may_decide(const struct desk_user *user, const struct approval *approval, int64_t now)
{
    const struct approval_kind_info *info = approval_kind_info(approval->kind);
    return info && user->active && (user->roles & info->decide) && user->id != approval->asked_by &&
           is_open(approval, now);
}

/* ---- rows ---- */

static enum store_error open_part(struct store *store, int64_t id, int part, struct view closed,
                                  struct arena *arena, struct view *plain)
{
    return sealed_open(store, VIEW(""), 0, (struct seal_place){SEAL_APPROVAL, id, part}, closed,
                       arena, plain);
}

static enum store_error approval_row(struct store *store, const struct db_call *call,
                                     struct arena *arena, struct approval *out)
{
    *out = (struct approval){.id = db_int(call, 0),
                             .kind = (enum approval_kind)db_int(call, 1),
                             .object = view_keep(arena, db_view(call, 2)),
                             .state = (enum approval_state)db_int(call, 3),
                             .asked_by = db_int(call, 4),
                             .asked_at = db_int(call, 5),
                             .ends = db_int(call, 6),
                             .decided_by = db_int(call, 7),
                             .decided_at = db_int(call, 8),
                             .amount = db_int(call, 9)};
    enum store_error error =
        open_part(store, out->id, SHOWN_PART, db_view(call, 10), arena, &out->shown);
    return error == STORE_OK
               ? open_part(store, out->id, REASON_PART, db_view(call, 11), arena, &out->reason)
               : error;
}

static enum store_error one_row(struct store *store, struct db_call *call, struct arena *arena,
                                struct approval *out)
{
    enum store_error error = db_next(call);
    if (error == STORE_OK)
        error = approval_row(store, call, arena, out);
    db_end(call);
    return error;
}

enum store_error approval_get(struct store *store, int64_t id, struct arena *arena,
                              struct approval *out)
{
    struct db_call call = db_begin(store->db, OP_APPROVAL_GET);
    db_give_int(&call, id);
    return one_row(store, &call, arena, out);
}

enum store_error approval_of(struct store *store, enum approval_kind kind, struct view object,
                             int64_t now, struct arena *arena, struct approval *out)
{
    struct db_call call = db_begin(store->db, OP_APPROVAL_OF);
    db_give_int(&call, kind);
    db_give_text(&call, object);
    db_give_int(&call, now);
    return one_row(store, &call, arena, out);
}

enum store_error approval_list(struct store *store, const struct approval_filter *filter,
                               struct arena *arena, struct approval **out, size_t *count)
{
    *count = 0;
    *out = ARENA_ARRAY(arena, filter->max, struct approval);
    struct db_call call =
        db_begin(store->db, filter->open_only ? OP_APPROVAL_LIST_OPEN : OP_APPROVAL_LIST);
    db_give_int(&call, filter->below ? filter->below : INT64_MAX);
    db_give_int(&call, filter->kinds);
    if (filter->open_only)
        db_give_int(&call, filter->now);
    db_give_int(&call, (int64_t)filter->max);
    enum store_error error = STORE_OK;
    while (*count < filter->max && (error = db_next(&call)) == STORE_OK) {
        error = approval_row(store, &call, arena, &(*out)[*count]);
        if (error != STORE_OK)
            break;
        (*count)++;
    }
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

/* ---- asking and deciding ---- */

/* "offer sg2026" */
static enum store_error record(struct store *store, const char *action, int64_t user, int64_t at,
                               const struct approval *about)
{
    struct buf detail;
    buf_init(&detail, DETAIL_MOST);
    buf_text(&detail, approval_kind_info(about->kind)->code);
    buf_byte(&detail, ' ');
    buf_view(&detail, about->object);
    struct audit_row row = {.at = at,
                            .user = user,
                            .object = about->id,
                            .action = view_of(action),
                            .detail = buf_seen(&detail)};
    enum store_error error = audit_add(store, &row);
    buf_free(&detail);
    return error;
}

static enum store_error next_id(struct store *store, int64_t *id)
{
    struct db_call call = db_begin(store->db, OP_APPROVAL_LAST);
    enum store_error error = db_next(&call);
    *id = error == STORE_OK ? db_int(&call, 0) + 1 : 1;
    db_end(&call);
    return error;
}

static enum store_error insert(struct store *store, const struct approval *row, struct view closed)
{
    struct db_call call = db_begin(store->db, OP_APPROVAL_ADD);
    db_give_int(&call, row->id);
    db_give_int(&call, row->kind);
    db_give_text(&call, row->object);
    db_give_int(&call, row->asked_by);
    db_give_int(&call, row->asked_at);
    db_give_int(&call, row->ends);
    db_give_int(&call, row->amount);
    db_give_bytes(&call, closed);
    return db_run(&call);
}

static enum store_error refuse_second(struct store *store, const struct approval *asked)
{
    struct db_call call = db_begin(store->db, OP_APPROVAL_OF);
    db_give_int(&call, asked->kind);
    db_give_text(&call, asked->object);
    db_give_int(&call, asked->asked_at);
    enum store_error error = db_next(&call);
    db_end(&call);
    return error == STORE_OK ? STORE_CONFLICT : error == STORE_NONE ? STORE_OK : error;
}

enum store_error approval_ask(struct store *store, const struct approval *asked, int64_t *id)
{
    const struct approval_kind_info *info = approval_kind_info(asked->kind);
    struct approval row = *asked;
    struct view closed;
    if (!info)
        return STORE_NONE;
    row.ends = asked->asked_at + (int64_t)info->days * DAY;
    enum store_error error = refuse_second(store, asked);
    if (error == STORE_OK)
        error = next_id(store, &row.id);
    if (error == STORE_OK)
        error =
            sealed_close(store, VIEW(""), 0, (struct seal_place){SEAL_APPROVAL, row.id, SHOWN_PART},
                         row.shown, &closed);
    if (error == STORE_OK)
        error = insert(store, &row, closed);
    *id = row.id;
    return error == STORE_OK ? record(store, "approval.ask", row.asked_by, row.asked_at, &row)
                             : error;
}

static bool may(const struct desk_user *by, const struct approval *approval,
                const struct approval_decision *decision)
{
    if (decision->state == APPROVAL_WITHDRAWN)
        return is_open(approval, decision->now) && by->active && by->id == approval->asked_by;
    return decision->state != APPROVAL_OPEN && approval_may_decide(by, approval, decision->now);
}

static enum store_error write_decision(struct store *store, const struct desk_user *by,
                                       const struct approval_decision *decision)
{
    struct view closed;
    enum store_error error = sealed_close(
        store, VIEW(""), 0, (struct seal_place){SEAL_APPROVAL, decision->id, REASON_PART},
        decision->reason, &closed);
    if (error != STORE_OK)
        return error;
    struct db_call call = db_begin(store->db, OP_APPROVAL_DECIDE);
    db_give_int(&call, decision->state);
    db_give_int(&call, by->id);
    db_give_int(&call, decision->now);
    db_give_bytes(&call, closed);
    db_give_int(&call, decision->id);
    return db_run(&call);
}

enum store_error approval_decide(struct store *store, const struct desk_user *by,
                                 const struct approval_decision *decision, struct arena *arena,
                                 bool *done)
{
    static const char *const actions[] = {"", "approval.grant", "approval.refuse",
                                          "approval.withdraw"};
    struct approval approval;
    *done = false;
    enum store_error error = approval_get(store, decision->id, arena, &approval);
    if (error != STORE_OK || !may(by, &approval, decision))
        return error == STORE_NONE ? STORE_OK : error;
    error = write_decision(store, by, decision);
    if (error == STORE_OK)
        error = record(store, actions[decision->state], by->id, decision->now, &approval);
    *done = error == STORE_OK;
    return error;
}
