/* talks_api: which talks have life, and one of them.
 *
 *     GET  /desk/api/talks          those of the last half hour; first one's own, then who is in
 *                                   danger, asks for a person or was not understood, then by the
 *                                   last word
 *     GET  /desk/api/talks/ID       what was said by whom; ?reveal=1 with numbers
 *     POST /desk/api/talks/ID/ACT   talks_act.c
 *
 * Every look is recorded; a page that asks again every few seconds goes on with its look (look.h).
 */
#include "gateway/web/talks_api.h"

#include "gateway/web/look.h"

#include <stdlib.h>

enum {
    LIVE_SECONDS = 30 * 60,
    TURNS_LOOKED = 4000, /* the newest ones of all, in which the living talks are found */
    TAKEN_MOST = 200,
    LIVE_MOST = 60,
    LIST_TURNS = 4,
    WECHAT_HOURS = 48
};

/* ---- the list ---- */

struct living {
    struct desk_talk *talks;
    size_t count;
};

/* One's own before what asks, and what a colleague has behind all. */
static int rank_of(const struct desk_talk *talk, int64_t user)
{
    if (!talk->taken.user)
        return (int)talk_why(talk);
    return talk->taken.user == user ? TAKEN_DANGER + 1 : -1;
}

static int compare(const void *left, const void *right)
{
    const struct desk_talk *a = left, *b = right;
    if (a->rank != b->rank)
        return b->rank - a->rank;
    return (a->standing.touched < b->standing.touched) -
           (a->standing.touched > b->standing.touched);
}

static bool has(const struct living *living, int64_t person)
{
    for (size_t i = 0; i < living->count; i++)
        if (living->talks[i].person.id == person)
            return true;
    return false;
}

/* since: only where the citizen has said something from then on. */
static enum store_error add(struct desk_call *call, const struct rules *rules, int64_t person,
                            int64_t since, struct living *living)
{
    struct desk_talk *talk = &living->talks[living->count];
    if (has(living, person))
        return STORE_OK;
    enum store_error error = talk_read(call, rules, person, LIST_TURNS, talk);
    talk->rank = rank_of(talk, call->user.id);
    if (error == STORE_OK && talk->standing.touched >= since)
        living->count++;
    return error == STORE_NONE ? STORE_OK : error;
}

static enum store_error read_living(struct desk_call *call, const struct rules *rules,
                                    struct living *living)
{
    struct taken *taken;
    int64_t *heard, since = call->now - LIVE_SECONDS;
    size_t taken_count, heard_count;
    enum store_error error =
        taken_list(call->reader, TAKEN_MOST, call->arena, &taken, &taken_count);
    if (error == STORE_OK)
        error = taken_heard(call->reader, since, TURNS_LOOKED, LIVE_MOST, call->arena, &heard,
                            &heard_count);
    if (error != STORE_OK)
        return error;
    living->talks = ARENA_ARRAY(call->arena, taken_count + heard_count + 1, struct desk_talk);
    for (size_t i = 0; i < taken_count && error == STORE_OK; i++)
        error = add(call, rules, taken[i].person, taken[i].user ? 0 : since, living);
    for (size_t i = 0; i < heard_count && error == STORE_OK; i++)
        error = add(call, rules, heard[i], since, living);
    if (living->count)
        qsort(living->talks, living->count, sizeof *living->talks, compare);
    return error;
}

static enum store_error list(struct desk_call *call, const struct rules *rules)
{
    struct living living = {.count = 0};
    json_t *all = json_array();
    enum store_error error = read_living(call, rules, &living);
    for (size_t i = 0; i < living.count && error == STORE_OK; i++) {
        json_t *one = talk_head_json(call, rules, &living.talks[i]);
        error = talk_put_last(call, one, &living.talks[i]);
        json_array_append_new(all, one);
    }
    if (error == STORE_OK && !look_goes_on(call))
        error = desk_audit(call, "talk.list", 0, VIEW(""));
    json_t *root = json_object();
    json_object_set_new(root, "talks", all);
    if (error == STORE_OK)
        web_json(call->response, root);
    else
        json_decref(root);
    return error;
}

void talks_handle(struct desk_call *call)
{
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    enum store_error error = held ? list(call, &held->rules) : STORE_BUSY;
    if (held)
        rulebook_put(call->setup->rulebook, held);
    if (error == STORE_OK)
        desk_finish_with_etag(call);
    else
        web_error(call->response, web_error_of(error));
}

/* ---- one talk ---- */

static bool reveals(const struct desk_call *call)
{
    return view_is(call->request->method, "GET") &&
           view_is(web_query(call->request, "reveal"), "1");
}

static json_t *turns_json(struct desk_call *call, const struct desk_talk *talk,
                          enum store_error *error)
{
    json_t *all = json_array();
    for (size_t i = talk->count; i-- > 0 && *error == STORE_OK;) {
        struct turn_sayer sayer;
        *error = turn_sayer(call, &talk->rows[i], &sayer);
        json_array_append_new(all, turn_json(&talk->rows[i], &sayer, reveals(call), call->arena));
    }
    return all;
}

/* A WeChat account may answer for two days behind the citizen's last word. */
static int64_t reach(const struct desk_talk *talk)
{
    bool wechat = talk->account && talk->account->adapter->kind == CHANNEL_WECHAT;
    return wechat ? talk->standing.touched + WECHAT_HOURS * 3600 : 0;
}

void talk_show(struct desk_call *call, const struct rules *rules, const struct desk_talk *talk)
{
    enum store_error error = STORE_OK;
    json_t *root = talk_head_json(call, rules, talk);
    json_object_set_new(root, "turns", turns_json(call, talk, &error));
    json_put_bool(root, "may_reveal", talk_may_reveal(call, talk));
    json_put_int(root, "reach", reach(talk));
    json_put_int(root, "most", (int64_t)talk_most(talk));
    json_put_int(root, "silence", rules_handover(rules).silence_most);
    json_put_bool(root, "open", talk->standing.has_matter);
    if (error == STORE_OK)
        error = talk_put_last(call, root, talk);
    if (error == STORE_OK) {
        web_json(call->response, root);
        return;
    }
    json_decref(root);
    web_error(call->response, web_error_of(error));
}

static enum store_error record(struct desk_call *call, int64_t person)
{
    if (look_goes_on(call))
        return STORE_OK;
    return desk_audit(call, reveals(call) ? "talk.reveal" : "talk.view", person, VIEW(""));
}

static void show(struct desk_call *call, const struct rules *rules, int64_t person)
{
    struct desk_talk talk;
    enum store_error error = talk_read(call, rules, person, TALK_TURNS, &talk);
    if (error == STORE_NONE) {
        error = desk_audit(call, "talk.refused", person, VIEW(""));
        web_error(call->response, error == STORE_OK ? WEB_NO_SUCH : WEB_BUSY);
        return;
    }
    if (error == STORE_OK && reveals(call) && !talk_may_reveal(call, &talk)) {
        web_error(call->response, WEB_NOT_ALLOWED);
        return;
    }
    if (error == STORE_OK)
        error = record(call, person);
    if (error != STORE_OK) {
        web_error(call->response, web_error_of(error));
        return;
    }
    talk_show(call, rules, &talk);
    if (call->response->status == 200)
        desk_finish_with_etag(call);
}

void talk_handle(struct desk_call *call)
{
    struct view act = call->request->rest;
    struct view number = view_cut(&act, '/');
    int64_t person;
    bool post = view_is(call->request->method, "POST");
    if (!view_int(number, 1, INT64_MAX, &person) || post != (act.n > 0)) {
        web_error(call->response, WEB_NO_SUCH);
        return;
    }
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    if (!held)
        web_error(call->response, WEB_BUSY);
    else if (post)
        talk_act(call, &held->rules, person, act);
    else
        show(call, &held->rules, person);
    if (held)
        rulebook_put(call->setup->rulebook, held);
}
