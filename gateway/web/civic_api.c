/* civic_api: campaigns, members, looks at what was resolved on the spot, and points.
 *
 *     GET, POST /desk/api/campaigns            {id, topic, body, starts, ends, areas, categories}
 *     GET, POST /desk/api/members              {name, kind, area}: answers the code to be said once
 *     POST /desk/api/members/ID/{accept,refuse,end}
 *     GET  /desk/api/checks                    POST /desk/api/checks/CASE/{good,bad} {text}
 *     GET  /desk/api/points?account=           rows, balances, rules, redemptions
 *     POST /desk/api/points/redeem             {account, points, text}
 *     POST /desk/api/points/{grant,deny}/ID    by somebody else
 *     POST /desk/api/points/reverse            {row}
 *     POST /desk/api/points/rule               {reason, points}: the administrator
 *
 * A case that fails the look goes back to be handled, as any that is not fixed. */
#include "gateway/web/ideas_api.h"

#include "dsl/base/utf8.h"
#include "gateway/talk/talk_civic.h"
#include "gateway/web/case_sheet.h"

enum { LIST_MOST = 100, TOPIC_MOST = 120, BODY_MOST = 3000, CODE_LENGTH = 8 };

static int64_t number_of(const json_t *body, const char *name)
{
    const json_t *value = json_object_get(body, name);
    return json_is_integer(value) ? json_integer_value(value) : 0;
}

/* ---- campaigns ---- */

static json_t *campaign_json(const struct idea_campaign *one, int64_t now)
{
    json_t *out = json_object();
    json_put_int(out, "id", one->id);
    json_put(out, "topic", one->topic);
    json_put(out, "body", one->body);
    json_put_int(out, "starts", one->starts);
    json_put_int(out, "ends", one->ends);
    json_put(out, "areas", one->areas);
    json_put(out, "categories", one->categories);
    json_put_int(out, "ideas", one->ideas);
    json_put_bool(out, "running", one->starts <= now && now < one->ends);
    return out;
}

static void list_campaigns(struct desk_call *call)
{
    struct idea_campaign *found = ARENA_ARRAY(call->arena, LIST_MOST, struct idea_campaign);
    size_t count;
    enum store_error error = idea_campaigns(call->reader, 0, LIST_MOST, call->arena, found, &count);
    if (error != STORE_OK) {
        web_error(call->response, web_error_of(error));
        return;
    }
    json_t *out = json_object(), *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, campaign_json(&found[i], call->now));
    json_object_set_new(out, "campaigns", list);
    json_put_bool(out, "may_make", call->user.roles & ROLE_EDITOR);
    web_json(call->response, out);
}

static enum store_error campaign_job(struct store *store, void *argument)
{
    return idea_campaign_put(store, argument);
}

static void put_campaign(struct desk_call *call)
{
    json_t *body = json_body(call->request);
    struct idea_campaign one = {.id = number_of(body, "id"),
                                .topic = view_trim(json_text(body, "topic", call->arena)),
                                .body = view_trim(json_text(body, "body", call->arena)),
                                .starts = number_of(body, "starts"),
                                .ends = number_of(body, "ends"),
                                .areas = json_text(body, "areas", call->arena),
                                .categories = json_text(body, "categories", call->arena),
                                .user = call->user.id,
                                .at = call->now};
    json_decref(body);
    enum web_error error = call->user.roles & ROLE_EDITOR ? WEB_OK : WEB_NOT_ALLOWED;
    if (error == WEB_OK && utf8_length(one.topic) < 2)
        error = WEB_NEEDS_TEXT;
    if (error == WEB_OK && (one.topic.n > TOPIC_MOST || one.body.n > BODY_MOST))
        error = WEB_TOO_LONG;
    if (error == WEB_OK && one.ends <= one.starts)
        error = WEB_BAD_REQUEST;
    if (error == WEB_OK && desk_audit(call, "campaign.put", one.id, one.topic) != STORE_OK)
        error = WEB_BUSY;
    if (error == WEB_OK && turn_write(call->setup->turn, campaign_job, &one) != STORE_OK)
        error = WEB_BUSY;
    if (error == WEB_OK)
        web_json(call->response, campaign_json(&one, call->now));
    else
        web_error(call->response, error);
}

void campaigns_handle(struct desk_call *call)
{
    if (view_is(call->request->method, "POST"))
        put_campaign(call);
    else
        list_campaigns(call);
}

/* ---- members ---- */

static json_t *member_json(struct desk_call *call, const struct rules *rules,
                           const struct member *one)
{
    const struct member_info *state = member_state_info(one->state),
                             *kind = member_kind_info(one->kind);
    json_t *out = json_object();
    json_put_int(out, "id", one->id);
    json_put(out, "name", one->name);
    json_object_set_new(
        out, "state",
        json_pack("{ss ss ss}", "code", state->code, "zh", state->zh, "en", state->en));
    json_object_set_new(
        out, "kind", json_pack("{ss ss ss}", "code", kind->code, "zh", kind->zh, "en", kind->en));
    json_object_set_new(out, "area", named_json(rules, NOUN_AREA, one->area));
    json_put_int(out, "at", one->at);
    json_put(out, "by", api_login(call, one->user));
    return out;
}

static void list_members(struct desk_call *call)
{
    struct member *found = ARENA_ARRAY(call->arena, LIST_MOST, struct member);
    size_t count;
    enum store_error error = members_list(call->reader, 0, LIST_MOST, call->arena, found, &count);
    if (error == STORE_OK)
        error = desk_audit(call, "member.list", 0, VIEW(""));
    if (error != STORE_OK) {
        web_error(call->response, web_error_of(error));
        return;
    }
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    json_t *out = json_object(), *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, member_json(call, held ? &held->rules : NULL, &found[i]));
    if (held)
        rulebook_put(call->setup->rulebook, held);
    json_object_set_new(out, "members", list);
    json_put_bool(out, "may_decide", call->user.roles & ROLE_EDITOR);
    web_json(call->response, out);
}

struct member_job {
    struct member member;
    char code[CODE_LENGTH];
    struct arena *arena;
    int64_t id, user, now;
    enum member_state to;
};

static enum store_error invite_job(struct store *store, void *argument)
{
    struct member_job *job = argument;
    unsigned char *wrapped = arena_alloc(job->arena, SEAL_WRAPPED);
    seal_wrap_new(store->seal, wrapped);
    job->member.secret = (struct view){(const char *)wrapped, SEAL_WRAPPED};
    return members_add(store, &job->member, (struct view){job->code, CODE_LENGTH});
}

/* Letters and digits by turns: what talk_member.c takes for a code. */
static void draw_code(const struct world *world, char code[CODE_LENGTH])
{
    static const char letters[] = "ABCDEFGHJKMNPQRSTUVWXYZ", digits[] = "23456789";
    unsigned char random[CODE_LENGTH];
    world->random(world->self, random, sizeof random);
    for (size_t i = 0; i < CODE_LENGTH; i++)
        code[i] = i % 4 < 2 ? letters[random[i] % (sizeof letters - 1)]
                            : digits[random[i] % (sizeof digits - 1)];
}

static void invite(struct desk_call *call)
{
    json_t *body = json_body(call->request), *out;
    struct member_job job = {.arena = call->arena};
    bool grid = view_is(json_text(body, "kind", call->arena), "grid");
    job.member = (struct member){.kind = grid ? MEMBER_GRID : MEMBER_VOLUNTEER,
                                 .state = MEMBER_INVITED,
                                 .area = json_text(body, "area", call->arena),
                                 .at = call->now,
                                 .user = call->user.id,
                                 .name = view_trim(json_text(body, "name", call->arena))};
    json_decref(body);
    enum web_error error = call->user.roles & ROLE_EDITOR ? WEB_OK : WEB_NOT_ALLOWED;
    draw_code(call->setup->world, job.code);
    if (error == WEB_OK && (!job.member.name.n || job.member.area.n > TOPIC_MOST))
        error = WEB_NEEDS_TEXT;
    if (error == WEB_OK && job.member.name.n > TOPIC_MOST)
        error = WEB_TOO_LONG;
    if (error == WEB_OK && desk_audit(call, "member.invite", 0, VIEW("")) != STORE_OK)
        error = WEB_BUSY;
    if (error == WEB_OK && turn_write(call->setup->turn, invite_job, &job) != STORE_OK)
        error = WEB_BUSY;
    if (error != WEB_OK) {
        web_error(call->response, error);
        return;
    }
    out = json_object();
    json_put_int(out, "id", job.member.id);
    json_put(out, "code", (struct view){job.code, CODE_LENGTH});
    web_json(call->response, out);
}

void members_handle(struct desk_call *call)
{
    if (view_is(call->request->method, "POST"))
        invite(call);
    else
        list_members(call);
}

static enum store_error decide_job(struct store *store, void *argument)
{
    struct member_job *job = argument;
    return member_decide(store, job->id, job->to, job->user, job->now, job->arena);
}

void member_handle(struct desk_call *call)
{
    struct view word;
    struct member_job job = {.arena = call->arena, .user = call->user.id, .now = call->now};
    bool known = api_id_and_word(call, &job.id, &word);
    job.to = view_is(word, "accept")   ? MEMBER_ACTIVE
             : view_is(word, "refuse") ? MEMBER_REFUSED
             : view_is(word, "end")    ? MEMBER_ENDED
                                       : MEMBER_STATES;
    enum web_error error = !(call->user.roles & ROLE_EDITOR)   ? WEB_NOT_ALLOWED
                           : !known || job.to == MEMBER_STATES ? WEB_NO_SUCH
                                                               : WEB_OK;
    if (error == WEB_OK && desk_audit(call, "member.decide", job.id, word) != STORE_OK)
        error = WEB_BUSY;
    if (error == WEB_OK) {
        enum store_error made = turn_write(call->setup->turn, decide_job, &job);
        error = made == STORE_CONFLICT ? WEB_NOT_NOW : web_error_of(made);
    }
    api_done(call, error);
}

/* ---- looks at what was resolved on the spot ---- */

void checks_handle(struct desk_call *call)
{
    struct resolved *found = ARENA_ARRAY(call->arena, LIST_MOST, struct resolved);
    size_t count;
    enum store_error error = resolved_list(call->reader, 0, LIST_MOST, call->arena, found, &count);
    if (error != STORE_OK) {
        web_error(call->response, web_error_of(error));
        return;
    }
    struct view prefix = api_prefix(call);
    json_t *out = json_object(), *list = json_array();
    for (size_t i = 0; i < count; i++) {
        struct view media = found[i].media;
        json_t *one = json_object(), *after = json_array();
        json_put_int(one, "case", found[i].case_id);
        json_put(one, "number", case_number_text(prefix, found[i].case_id, call->arena));
        json_put_int(one, "at", found[i].at);
        while (media.p && media.n)
            json_array_append_new(after, json_view(view_cut(&media, ' ')));
        json_object_set_new(one, "after", after);
        json_array_append_new(list, one);
    }
    json_object_set_new(out, "checks", list);
    web_json(call->response, out);
}

struct check_job {
    int64_t id, user, now;
    bool good;
    struct view number;
    struct arena *arena;
};

static enum store_error check_job(struct store *store, void *argument)
{
    struct check_job *job = argument;
    return resolved_decide(store, job->id, job->good, job->user, job->now, job->number, job->arena);
}

static enum web_error send_back(struct desk_call *call, int64_t id)
{
    struct desk_move move = {.case_id = id,
                             .move = MOVE_REOPEN,
                             .mover = BY_DISPATCHER,
                             .user = call->user.id,
                             .unit = VIEW(""),
                             .duty = VIEW(""),
                             .text = VIEW("当场办结抽查不合格")};
    enum move_result moved = turn_move(call->setup->turn, &move);
    return moved == MOVE_MADE ? WEB_OK : moved == MOVE_NO_STORE ? WEB_BUSY : WEB_NOT_NOW;
}

void check_handle(struct desk_call *call)
{
    struct view word;
    struct check_job job = {.user = call->user.id, .now = call->now, .arena = call->arena};
    bool known = api_id_and_word(call, &job.id, &word);
    job.good = view_is(word, "good");
    enum web_error error = known && (job.good || view_is(word, "bad")) ? WEB_OK : WEB_NO_SUCH;
    if (error == WEB_OK && desk_audit(call, "member.check", job.id, word) != STORE_OK)
        error = WEB_BUSY;
    if (error == WEB_OK) {
        job.number = case_number_text(api_prefix(call), job.id, call->arena);
        enum store_error made = turn_write(call->setup->turn, check_job, &job);
        error = made == STORE_CONFLICT ? WEB_NOT_NOW : web_error_of(made);
    }
    if (error == WEB_OK && !job.good)
        error = send_back(call, job.id);
    api_done(call, error);
}
