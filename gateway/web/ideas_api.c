/* ideas_api: suggestions and wishes at the desk.
 *
 *     GET  /desk/api/ideas?kind=suggestion|wish&state=&campaign=&category=&below=
 *     GET  /desk/api/ideas/ID
 *     POST /desk/api/ideas/ID/MOVE     {text, unit, category, verdict, title, shown, reply, leader,
 * taker} POST /desk/api/ideas/new         {kind, text, place, contact, campaign}
 *
 * An editor sees all, a unit what it was asked about and nobody's telephone, whoever approves what
 * is to be approved. What may be done is asked of the one table; the answer names the moves that
 * this caller can make now, so that the page shows no button that would be refused. */
#include "gateway/web/ideas_api.h"

#include "dsl/base/utf8.h"
#include "gateway/desk/mask.h"
#include "gateway/talk/talk_civic.h"
#include "gateway/topics/topics.h"
#include "gateway/web/case_sheet.h"

enum { LIST_MOST = 50, TEXT_MOST = 6000, TITLE_MOST = 240, ALIKE_MOST = 20, TITLE_BYTES = 90 };

/* ---- shared ---- */

bool api_id_and_word(struct desk_call *call, int64_t *id, struct view *word)
{
    struct view rest = call->request->rest, number = view_cut(&rest, '/');
    *word = rest.p ? rest : VIEW("");
    return view_int(number, 1, INT64_MAX, id) && view_find(*word, VIEW("/")) == SIZE_MAX;
}

void api_done(struct desk_call *call, enum web_error error)
{
    json_t *out;
    if (error != WEB_OK) {
        web_error(call->response, error);
        return;
    }
    out = json_object();
    json_put_bool(out, "done", true);
    web_json(call->response, out);
}

struct view api_prefix(struct desk_call *call)
{
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    struct view prefix =
        held ? view_keep(call->arena, rules_district_code(&held->rules)) : VIEW("");
    if (held)
        rulebook_put(call->setup->rulebook, held);
    return prefix;
}

struct view api_login(struct desk_call *call, int64_t user)
{
    struct desk_user found;
    if (!user || users_get(call->reader, user, call->arena, &found) != STORE_OK)
        return VIEW("");
    return found.name.n ? found.name : found.login;
}

/* ---- who may ---- */

static unsigned mover_bits(const struct desk_user *user)
{
    unsigned bits = 0;
    if (user->roles & ROLE_EDITOR)
        bits |= BY_EDITOR_ONE | BY_SECOND;
    if (user->roles & (ROLE_SUPERVISOR | ROLE_ADMIN))
        bits |= BY_SECOND;
    if ((user->roles & ROLE_UNIT) && user->unit.n)
        bits |= BY_UNIT_ASKED;
    return bits;
}

static bool sees_all(const struct desk_user *user)
{
    return user->roles & (ROLE_EDITOR | ROLE_SUPERVISOR | ROLE_ADMIN);
}

static bool sees(const struct desk_user *user, const struct idea *idea)
{
    bool asked = idea->unit.n && view_eq(idea->unit, user->unit) && idea->state != IDEA_NEW;
    return sees_all(user) || ((user->roles & ROLE_UNIT) && asked && idea->kind == IDEA_SUGGESTION);
}

/* ---- out ---- */

static struct view title_of(const struct idea *idea)
{
    struct view rest = idea->text, first = view_cut(&rest, '\n');
    return idea->shown_title.n ? idea->shown_title : utf8_head(first, TITLE_BYTES);
}

static json_t *state_json(enum idea_state state)
{
    const struct idea_state_info *info = idea_state_info(state);
    return json_pack("{ss ss ss sb}", "code", info->code, "zh", info->zh, "en", info->en, "final",
                     (int)info->final);
}

static json_t *head_json(struct desk_call *call, const struct rules *rules, const struct idea *idea)
{
    const struct idea_verdict_info *verdict = idea_verdict_info(idea->verdict);
    json_t *out = json_object();
    json_put_int(out, "id", idea->id);
    json_put(out, "number",
             idea_number_text(rules ? rules_district_code(rules) : VIEW(""), idea->kind, idea->id,
                              call->arena));
    json_put(out, "title", mask_numbers(title_of(idea), call->arena));
    json_object_set_new(out, "state", state_json(idea->state));
    json_object_set_new(out, "category", named_json(rules, NOUN_CATEGORY, idea->category));
    json_object_set_new(out, "unit", named_json(rules, NOUN_UNIT, idea->unit));
    json_object_set_new(out, "area", named_json(rules, NOUN_AREA, idea->area));
    json_object_set_new(
        out, "verdict",
        json_pack("{ss ss ss}", "code", verdict->code, "zh", verdict->zh, "en", verdict->en));
    json_put_int(out, "filed", idea->filed);
    json_put_int(out, "moved", idea->moved);
    json_put_int(out, "campaign", idea->campaign);
    json_put_int(out, "leader", idea->leader == idea->id ? 0 : idea->leader);
    json_put_bool(out, "anonymous", idea->person == 0);
    json_put_bool(out, "erased", !idea->secret.n);
    return out;
}

static bool read_filter(struct desk_call *call, struct idea_filter *filter)
{
    struct view state = web_query(call->request, "state"),
                below = web_query(call->request, "below"),
                campaign = web_query(call->request, "campaign");
    *filter = (struct idea_filter){
        .kind = view_is(web_query(call->request, "kind"), "wish") ? IDEA_WISH : IDEA_SUGGESTION,
        .state = IDEA_STATES,
        .unit = sees_all(&call->user) ? VIEW("") : call->user.unit,
        .category = web_query(call->request, "category"),
        .max = LIST_MOST};
    if (!sees_all(&call->user) && (!call->user.unit.n || filter->kind == IDEA_WISH))
        return false;
    for (int i = 0; i < IDEA_STATES; i++)
        if (view_is(state, idea_state_info((enum idea_state)i)->code))
            filter->state = (enum idea_state)i;
    return (!state.n || filter->state != IDEA_STATES) &&
           (!below.n || view_int(below, 1, INT64_MAX, &filter->below)) &&
           (!campaign.n || view_int(campaign, 1, INT64_MAX, &filter->campaign));
}

static json_t *counts_json(struct desk_call *call, const struct idea_filter *filter)
{
    int64_t counts[IDEA_STATES];
    json_t *out = json_object();
    if (ideas_count(call->reader, filter->kind, filter->unit, counts) == STORE_OK)
        for (int i = 0; i < IDEA_STATES; i++)
            json_put_int(out, idea_state_info((enum idea_state)i)->code, counts[i]);
    return out;
}

static json_t *categories_json(const struct rules *rules)
{
    json_t *list = json_array();
    int count = rules ? rules_counts(rules).categories : 0;
    for (int i = 0; i < count; i++)
        json_array_append_new(
            list, named_json(rules, NOUN_CATEGORY, rules_code(rules, NOUN_CATEGORY, i)));
    return list;
}

void ideas_handle(struct desk_call *call)
{
    struct idea_filter filter;
    struct idea *ideas;
    size_t count;
    if (!read_filter(call, &filter)) {
        web_error(call->response, WEB_BAD_REQUEST);
        return;
    }
    enum store_error error = ideas_list(call->reader, &filter, call->arena, &ideas, &count);
    if (error == STORE_OK)
        error = desk_audit(call, "idea.list", 0, view_of(filter.kind ? "wish" : "suggestion"));
    if (error != STORE_OK) {
        web_error(call->response, web_error_of(error));
        return;
    }
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    json_t *out = json_object(), *list = json_array();
    for (size_t i = 0; i < count; i++)
        if (sees(&call->user, &ideas[i]))
            json_array_append_new(list, head_json(call, held ? &held->rules : NULL, &ideas[i]));
    json_object_set_new(out, "ideas", list);
    json_object_set_new(out, "counts", counts_json(call, &filter));
    json_put_int(out, "next", count == filter.max ? ideas[count - 1].id : 0);
    json_object_set_new(out, "categories", categories_json(held ? &held->rules : NULL));
    json_put_bool(out, "may_file", call->user.roles & ROLE_EDITOR);
    if (held)
        rulebook_put(call->setup->rulebook, held);
    web_json(call->response, out);
}

/* ---- one ---- */

static void put_moves(struct desk_call *call, const struct idea *idea, json_t *out)
{
    json_t *moves = json_array();
    unsigned who = mover_bits(&call->user);
    if (idea->second == call->user.id)
        who &= ~(unsigned)BY_SECOND;
    if (!view_eq(idea->unit, call->user.unit))
        who &= ~(unsigned)BY_UNIT_ASKED;
    for (int m = 0; m < IDEA_MOVES; m++) {
        const struct idea_move_info *info = idea_move_info((enum idea_move)m);
        if (idea_may((enum idea_move)m, idea->kind, idea->state, who))
            json_array_append_new(moves,
                                  json_pack("{ss ss ss si}", "code", info->code, "zh", info->zh,
                                            "en", info->en, "needs", (int)info->needs));
    }
    json_object_set_new(out, "moves", moves);
}

static void put_steps(struct desk_call *call, const struct idea *idea, json_t *out)
{
    struct idea_step *steps;
    size_t count;
    json_t *list = json_array();
    if (idea_steps(call->reader, idea, call->arena, &steps, &count) == STORE_OK)
        for (size_t i = 0; i < count; i++) {
            const struct idea_move_info *info =
                steps[i].move < IDEA_MOVES ? idea_move_info((enum idea_move)steps[i].move) : NULL;
            json_t *one = json_object();
            json_put_int(one, "at", steps[i].at);
            json_put(one, "zh", view_of(info ? info->zh : "提交"));
            json_put(one, "en", view_of(info ? info->en : "filed"));
            json_put(one, "by", api_login(call, steps[i].user));
            json_put(one, "text", steps[i].text);
            json_array_append_new(list, one);
        }
    json_object_set_new(out, "steps", list);
}

static void put_alike(struct desk_call *call, const struct idea *idea, json_t *out)
{
    int64_t ids[ALIKE_MOST];
    size_t count = 0;
    json_t *list = json_array();
    if (ideas_alike(call->reader, idea->leader, ALIKE_MOST, ids, &count) == STORE_OK)
        for (size_t i = 0; i < count; i++)
            if (ids[i] != idea->id)
                json_array_append_new(list, json_integer(ids[i]));
    json_object_set_new(out, "alike", list);
}

static json_t *media_json(const struct view *media, size_t count)
{
    json_t *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, json_view(media[i]));
    return list;
}

static json_t *full_json(struct desk_call *call, const struct rules *rules, const struct idea *idea)
{
    bool editor = call->user.roles & ROLE_EDITOR;
    json_t *out = head_json(call, rules, idea);
    json_put(out, "text", editor ? idea->text : mask_numbers(idea->text, call->arena));
    json_put(out, "place", mask_numbers(idea->place, call->arena));
    json_put(out, "contact", editor ? idea->contact : mask_number(idea->contact, call->arena));
    json_put(out, "reply", idea->reply);
    json_put(out, "taker", editor ? idea->taker : VIEW(""));
    json_put(out, "shown_title", idea->shown_title);
    json_put(out, "shown_text", idea->shown_text);
    json_put(out, "shown_reply", idea->shown_reply);
    json_put_int(out, "numbers", (int64_t)mask_count(idea->text));
    json_object_set_new(out, "media", media_json(idea->media, idea->media_count));
    json_object_set_new(out, "proof", media_json(idea->proof, idea->proof_count));
    put_steps(call, idea, out);
    put_alike(call, idea, out);
    put_moves(call, idea, out);
    return out;
}

static enum web_error find_idea(struct desk_call *call, int64_t id, struct idea *idea)
{
    enum store_error error = ideas_get(call->reader, id, call->arena, idea);
    if (error != STORE_OK)
        return web_error_of(error);
    if (sees(&call->user, idea))
        return WEB_OK;
    return desk_audit(call, "idea.refused", id, VIEW("")) == STORE_OK ? WEB_NO_SUCH : WEB_BUSY;
}

static void show_idea(struct desk_call *call, int64_t id)
{
    struct idea idea;
    enum web_error error = find_idea(call, id, &idea);
    if (error == WEB_OK && desk_audit(call, "idea.view", id, VIEW("")) != STORE_OK)
        error = WEB_BUSY;
    if (error != WEB_OK) {
        web_error(call->response, error);
        return;
    }
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    web_json(call->response, full_json(call, held ? &held->rules : NULL, &idea));
    if (held)
        rulebook_put(call->setup->rulebook, held);
}

/* ---- moves ---- */

struct move_job {
    struct idea_act act;
    struct arena *arena;
    enum idea_result result;
};

static enum store_error move_job(struct store *store, void *argument)
{
    struct move_job *job = argument;
    return idea_make(store, &job->act, job->arena, &job->result);
}

static enum web_error web_error_of_result(enum idea_result result)
{
    static const enum web_error errors[] = {[IDEA_MADE] = WEB_OK,
                                            [IDEA_NO_SUCH] = WEB_NO_SUCH,
                                            [IDEA_NOT_NOW] = WEB_NOT_NOW,
                                            [IDEA_NEEDS_MORE] = WEB_NEEDS_TEXT,
                                            [IDEA_NOT_ALONE] = WEB_TWO_PEOPLE};
    return errors[result];
}

static enum idea_verdict verdict_of(struct view code)
{
    for (int i = 1; i < VERDICTS; i++)
        if (view_is(code, idea_verdict_info((enum idea_verdict)i)->code))
            return (enum idea_verdict)i;
    return VERDICT_NONE;
}

static void read_act(struct desk_call *call, const json_t *body, struct idea_act *act)
{
    struct arena *arena = call->arena;
    const json_t *leader = json_object_get(body, "leader");
    act->text = view_trim(json_text(body, "text", arena));
    act->unit = json_text(body, "unit", arena);
    act->category = json_text(body, "category", arena);
    act->taker = view_trim(json_text(body, "taker", arena));
    act->title = mask_numbers(view_trim(json_text(body, "title", arena)), arena);
    act->shown = mask_numbers(view_trim(json_text(body, "shown", arena)), arena);
    act->reply = mask_numbers(view_trim(json_text(body, "reply", arena)), arena);
    act->verdict = verdict_of(json_text(body, "verdict", arena));
    act->leader = json_is_integer(leader) ? json_integer_value(leader) : 0;
}

static bool known_codes(struct desk_call *call, const struct idea_act *act)
{
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    const struct rules *rules = held ? &held->rules : NULL;
    bool good =
        (!act->unit.n || (rules && rules_find(rules, NOUN_UNIT, act->unit) != NONE)) &&
        (!act->category.n || (rules && rules_find(rules, NOUN_CATEGORY, act->category) != NONE));
    if (held)
        rulebook_put(call->setup->rulebook, held);
    return good;
}

static enum web_error check_act(struct desk_call *call, const struct idea_act *act)
{
    if (act->text.n > TEXT_MOST || act->shown.n > TEXT_MOST || act->reply.n > TEXT_MOST ||
        act->title.n > TITLE_MOST)
        return WEB_TOO_LONG;
    return known_codes(call, act) ? WEB_OK : WEB_NO_UNIT;
}

static void move_idea(struct desk_call *call, int64_t id, struct view word)
{
    struct idea idea;
    struct move_job job = {.arena = call->arena, .result = IDEA_NO_SUCH};
    json_t *body = json_body(call->request);
    enum web_error error = body ? find_idea(call, id, &idea) : WEB_BAD_REQUEST;
    enum idea_move move = error == WEB_OK ? idea_move_find(idea.kind, word) : IDEA_MOVES;
    if (error == WEB_OK && move == IDEA_MOVES)
        error = WEB_NO_SUCH;
    if (error == WEB_OK) {
        job.act = (struct idea_act){.id = id,
                                    .move = move,
                                    .mover = mover_bits(&call->user),
                                    .user = call->user.id,
                                    .now = call->now,
                                    .prefix = api_prefix(call)};
        read_act(call, body, &job.act);
        if (move == IDEA_MOVE_COMMENT)
            job.act.unit = call->user.unit; /* in its own name alone */
        error = check_act(call, &job.act);
    }
    json_decref(body);
    if (error == WEB_OK && desk_audit(call, "idea.move", id, word) != STORE_OK)
        error = WEB_BUSY;
    if (error == WEB_OK && turn_write(call->setup->turn, move_job, &job) != STORE_OK)
        error = WEB_BUSY;
    api_done(call, error == WEB_OK ? web_error_of_result(job.result) : error);
}

/* ---- by a clerk or an editor ---- */

struct file_job {
    struct idea idea;
    struct arena *arena;
    int64_t user;
};

static enum store_error file_job(struct store *store, void *argument)
{
    struct file_job *job = argument;
    unsigned char *wrapped = arena_alloc(job->arena, SEAL_WRAPPED);
    seal_wrap_new(store->seal, wrapped);
    job->idea.secret = (struct view){(const char *)wrapped, SEAL_WRAPPED};
    return idea_file(store, &job->idea, job->user, job->arena);
}

static void file_idea(struct desk_call *call)
{
    json_t *body = json_body(call->request);
    const json_t *campaign = json_object_get(body, "campaign");
    struct file_job job = {.arena = call->arena, .user = call->user.id};
    job.idea = (struct idea){
        .kind = view_is(json_text(body, "kind", call->arena), "wish") ? IDEA_WISH : IDEA_SUGGESTION,
        .channel = CHANNEL_PHONE,
        .campaign = json_is_integer(campaign) ? json_integer_value(campaign) : 0,
        .filed = call->now,
        .moved = call->now,
        .text = view_trim(json_text(body, "text", call->arena)),
        .place = json_text(body, "place", call->arena),
        .contact = json_text(body, "contact", call->arena)};
    json_decref(body);
    enum web_error error = call->user.roles & (ROLE_EDITOR | ROLE_CLERK) ? WEB_OK : WEB_NOT_ALLOWED;
    if (error == WEB_OK && utf8_length(job.idea.text) < 5)
        error = WEB_NEEDS_TEXT;
    if (error == WEB_OK && job.idea.text.n + job.idea.place.n + job.idea.contact.n > TEXT_MOST)
        error = WEB_TOO_LONG;
    if (error == WEB_OK && desk_audit(call, "idea.file", 0, VIEW("")) != STORE_OK)
        error = WEB_BUSY;
    if (error == WEB_OK && turn_write(call->setup->turn, file_job, &job) != STORE_OK)
        error = WEB_BUSY;
    if (error != WEB_OK) {
        web_error(call->response, error);
        return;
    }
    json_t *out = json_object();
    json_put_int(out, "id", job.idea.id);
    web_json(call->response, out);
}

void idea_handle(struct desk_call *call)
{
    bool post = view_is(call->request->method, "POST");
    int64_t id;
    struct view word;
    if (post && view_is(call->request->rest, "new"))
        file_idea(call);
    else if (!api_id_and_word(call, &id, &word) || post != (word.n > 0))
        web_error(call->response, WEB_NO_SUCH);
    else if (post)
        move_idea(call, id, word);
    else
        show_idea(call, id);
}
