/* audit_api: who looked at what and who did what.
 *
 * A row is on the disk before the answer that it accounts for leaves: if the look cannot be
 * recorded, it does not happen. Rows are read by the administrator alone, who sees no cases, and
 * name acts and numbers, never what a citizen wrote. */
#include "gateway/web/desk_call.h"

#include "dsl/base/utf8.h"

enum { AUDIT_SHOWN = 100, DETAIL_MOST = 200 };

static enum store_error audit_job(struct store *store, void *argument)
{
    return audit_add(store, argument);
}

enum store_error desk_audit(struct desk_call *call, const char *action, int64_t object,
                            struct view detail)
{
    struct audit_row row = {.at = call->now,
                            .user = call->user.id,
                            .object = object,
                            .action = view_of(action),
                            .detail = utf8_head(detail, DETAIL_MOST)};
    return turn_write(call->setup->turn, audit_job, &row);
}

static struct view login_of(const struct desk_user *users, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++)
        if (users[i].id == id)
            return users[i].login;
    return VIEW("");
}

static bool about_case(struct view action)
{
    return view_starts(action, VIEW("case.")) || view_starts(action, VIEW("media.")) ||
           view_is(action, "model.propose");
}

/* As in the address of the talk's page. */
static struct view talk_number(int64_t person, struct arena *arena)
{
    struct buf text;
    buf_init(&text, 32);
    if (person)
        buf_print(&text, "#/talks/%lld", (long long)person);
    struct view number = buf_keep(&text, arena);
    buf_free(&text);
    return number;
}

static json_t *row_json(const struct audit_row *row, const struct desk_user *users, size_t count,
                        struct view prefix, struct arena *arena)
{
    json_t *one = json_object();
    json_put_int(one, "id", row->id);
    json_put_int(one, "at", row->at);
    json_put(one, "user", login_of(users, count, row->user));
    json_put(one, "action", row->action);
    if (row->object && about_case(row->action))
        json_put(one, "object", case_number_text(prefix, row->object, arena));
    else if (view_starts(row->action, VIEW("talk.")))
        json_put(one, "object", talk_number(row->object, arena));
    else
        json_put(one, "object", login_of(users, count, row->object));
    json_put(one, "detail", row->detail);
    return one;
}

void audit_handle(struct desk_call *call)
{
    struct audit_row *rows;
    struct desk_user *users;
    size_t row_count, user_count;
    int64_t below = 0;
    struct view given = web_query(call->request, "below");
    if (given.n && !view_int(given, 1, INT64_MAX, &below)) {
        web_error(call->response, WEB_BAD_REQUEST);
        return;
    }
    enum store_error error =
        audit_list(call->reader, below, AUDIT_SHOWN, call->arena, &rows, &row_count);
    if (error == STORE_OK)
        error = users_list(call->reader, call->arena, &users, &user_count);
    if (error != STORE_OK) {
        web_error(call->response, WEB_BUSY);
        return;
    }
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    struct view prefix = held ? rules_district_code(&held->rules) : VIEW("");
    json_t *root = json_object(), *list = json_array();
    for (size_t i = 0; i < row_count; i++)
        json_array_append_new(list, row_json(&rows[i], users, user_count, prefix, call->arena));
    if (held)
        rulebook_put(call->setup->rulebook, held);
    json_object_set_new(root, "rows", list);
    json_put_int(root, "next", row_count == AUDIT_SHOWN ? rows[row_count - 1].id : 0);
    web_json(call->response, root);
}
