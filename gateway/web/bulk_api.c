/* bulk_api: one move for many cases.
 *
 *     POST /desk/api/bulk {"move":"assign","ids":[...],"unit":"...","text":"..."}
 *
 * Each case is moved by itself, through the same door as a single one: seen by the caller, allowed
 * by the table, recorded before it is made. One that cannot be moved does not hold the others up;
 * it is named with the reason. */
#include "gateway/store/alike.h"
#include "gateway/web/case_sheet.h"
#include "gateway/web/desk_work.h"

enum { BULK_MOST = 100 };

struct bulk {
    struct desk_call *call;
    enum case_move move;
    struct view unit, text, action;
};

static enum web_error move_one(const struct bulk *bulk, int64_t id, struct case_line *line)
{
    struct desk_call *call = bulk->call;
    enum store_error error = cases_line(call->reader, id, call->arena, line);
    if (error != STORE_OK && error != STORE_NONE)
        return web_error_of(error);
    if (error == STORE_NONE || !scope_sees(&call->user, line))
        return desk_audit(call, "case.refused", id, VIEW("bulk")) == STORE_OK ? WEB_NO_SUCH
                                                                              : WEB_BUSY;
    unsigned mover = scope_mover(&call->user, line, bulk->move);
    if (!mover)
        return WEB_NOT_NOW;
    struct desk_move asked = {.case_id = id,
                              .move = bulk->move,
                              .mover = (enum mover)mover,
                              .user = call->user.id,
                              .unit = mover == BY_UNIT ? call->user.unit : bulk->unit,
                              .duty = VIEW(""),
                              .text = bulk->text};
    if (desk_audit(call, bulk->action.p, id, asked.unit) != STORE_OK)
        return WEB_BUSY;
    return web_error_of_move(turn_move(call->setup->turn, &asked));
}

static json_t *result_json(int64_t id, struct view number, enum web_error error)
{
    json_t *one = json_object();
    json_put_int(one, "id", id);
    json_put(one, "number", number);
    json_put_bool(one, "ok", error == WEB_OK);
    if (error != WEB_OK) {
        json_put(one, "message", view_of(web_error_info(error).zh));
        json_put(one, "message_en", view_of(web_error_info(error).en));
    }
    return one;
}

static json_t *move_all(const struct bulk *bulk, const json_t *ids, struct view prefix)
{
    json_t *results = json_array(), *one;
    size_t index;
    json_array_foreach(ids, index, one)
    {
        struct case_line line;
        int64_t id = json_integer_value(one);
        enum web_error error = move_one(bulk, id, &line);
        struct view number =
            error == WEB_NO_SUCH ? VIEW("") : case_number_text(prefix, id, bulk->call->arena);
        json_array_append_new(results, result_json(id, number, error));
    }
    return results;
}

static struct view action_of(const char *code, struct arena *arena)
{
    struct buf text;
    buf_init(&text, 60);
    buf_print(&text, "case.%s", code);
    struct view action = buf_keep(&text, arena);
    buf_free(&text);
    return action;
}

/* Together only what needs nothing of each case's own. */
static bool may_together(enum case_move move)
{
    return move == MOVE_ASSIGN || move == MOVE_SIGN || move == MOVE_CLOSE;
}

void bulk_handle(struct desk_call *call)
{
    json_t *body = json_body(call->request);
    const json_t *ids = json_object_get(body, "ids");
    struct bulk bulk = {.call = call,
                        .unit = json_text(body, "unit", call->arena),
                        .text = view_trim(json_text(body, "text", call->arena))};
    bool known = case_move_find(json_text(body, "move", call->arena), &bulk.move);
    if (!known || !may_together(bulk.move) || !json_array_size(ids) ||
        json_array_size(ids) > BULK_MOST || bulk.text.n > 8000) {
        json_decref(body);
        web_error(call->response, WEB_BAD_REQUEST);
        return;
    }
    bulk.action = action_of(case_move_info(bulk.move)->code, call->arena);
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    struct view prefix =
        held ? view_keep(call->arena, rules_district_code(&held->rules)) : VIEW("");
    if (held)
        rulebook_put(call->setup->rulebook, held);
    json_t *root = json_object();
    json_object_set_new(root, "results", move_all(&bulk, ids, prefix));
    json_decref(body);
    web_json(call->response, root);
}
