/* talks_api: which talks have life, and one of them.
 *
 *     GET  /desk/api/talks          those of the last half hour; first who is in danger, asks for a
 *                                   person or was not understood, then by the last word
 *     GET  /desk/api/talks/ID       what was said by whom; ?reveal=1 with numbers
 *     POST /desk/api/talks/ID/ACT   talks_act.c
 *
 * Whoever dispatches and the clerks see them, and of a report that is to stay confidential only
 * dispatchers. Shown is the present talk, back to a pause of some hours; what the person said in
 * other years is nobody's business here.
 *
 * Every look is recorded. The page asks again every few seconds while a talk is open; that this is
 * the same look it shows by a mark that only the first answer gave it, made of the session, the
 * talk and the hour, so that nobody can look on without ever having looked. */
#include "gateway/web/talks_api.h"

#include "dsl/base/utf8.h"
#include "gateway/desk/mask.h"
#include "gateway/store/cases.h"
#include "gateway/web/case_sheet.h"

#include <stdlib.h>

enum {
    LIVE_SECONDS = 30 * 60,
    PAUSE_SECONDS = 6 * 3600,
    TURNS_LOOKED = 4000, /* the newest ones of all, in which the living talks are found */
    TAKEN_MOST = 200,
    LIVE_MOST = 60,
    LIST_TURNS = 4,
    NAME_ENDS = 3,
    WORDS = 160, /* bytes of a talk's last words in the list */
    LOOK_SECONDS = 3600,
    WECHAT_HOURS = 48
};

/* ---- reading ---- */

static bool is_in_areas(const struct desk_user *user, struct view area)
{
    struct view rest = user->areas;
    if (!rest.n)
        return true;
    while (rest.p)
        if (view_eq(view_cut(&rest, ' '), area))
            return true;
    return false;
}

/* Is this case one whose words the caller may not read? */
static enum store_error is_closed(struct desk_call *call, int64_t id, bool *closed)
{
    struct case_full full;
    *closed = false;
    if (!id)
        return STORE_OK;
    enum store_error error = cases_get(call->reader, id, call->arena, &full);
    if (error == STORE_OK)
        *closed = scope_hides(&call->user, &full.line);
    return error == STORE_NONE || error == STORE_SEALED ? STORE_OK : error;
}

/* The last case of the person, and whatever the shown turns filed or tell of. */
static enum store_error may_see(struct desk_call *call, const struct desk_talk *talk, bool *may)
{
    bool closed = talk->standing.confidential && !(call->user.roles & ROLE_DISPATCHER);
    int64_t before = talk->person.case_id;
    enum store_error error = closed ? STORE_OK : is_closed(call, before, &closed);
    for (size_t i = 0; i < talk->count && !closed && error == STORE_OK; i++) {
        int64_t id = talk->rows[i].case_id;
        if (id != before)
            error = is_closed(call, id, &closed);
        before = id ? id : before;
    }
    *may = !closed && is_in_areas(&call->user, talk->standing.area);
    return error;
}

static void cut_at_pause(struct desk_talk *talk)
{
    for (size_t i = 1; i < talk->count; i++)
        if (talk->rows[i - 1].at - talk->rows[i].at > PAUSE_SECONDS)
            talk->count = i;
}

enum store_error talk_read(struct desk_call *call, const struct rules *rules, int64_t person,
                           size_t turns, struct desk_talk *out)
{
    bool may = false;
    *out = (struct desk_talk){.count = 0};
    enum store_error error = people_get(call->reader, person, call->arena, &out->person);
    if (error != STORE_OK)
        return error == STORE_SEALED ? STORE_NONE : error;
    struct talk_state *state = talk_unpack(rules, out->person.state, call->arena);
    talk_standing(rules, state, call->now, &out->standing);
    out->account =
        call->setup->accounts ? accounts_by_id(call->setup->accounts, out->person.account) : NULL;
    error = taken_get(call->reader, person, &out->taken);
    if (error == STORE_OK || error == STORE_NONE)
        error = out->person.last_turn ? turns_of_person(call->reader, person, out->person.last_turn,
                                                        turns, call->arena, &out->rows, &out->count)
                                      : STORE_NONE;
    cut_at_pause(out);
    if (error == STORE_SEALED) /* what they said before they were forgotten */
        error = STORE_OK;
    if (error == STORE_OK)
        error = may_see(call, out, &may);
    return error == STORE_OK && !may ? STORE_NONE : error;
}

enum store_error talk_holds_file(struct desk_call *call, int64_t person, struct view media)
{
    struct desk_talk talk;
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    if (!held)
        return STORE_BUSY;
    enum store_error error = talk_read(call, &held->rules, person, TALK_TURNS, &talk);
    bool there = false;
    for (size_t i = 0; i < talk.count && error == STORE_OK; i++)
        there |= media.n && view_eq(talk.rows[i].message.media_id, media);
    rulebook_put(call->setup->rulebook, held);
    return error == STORE_OK && !there ? STORE_NONE : error;
}

/* ---- one line ---- */

static enum taken_why why_of(const struct desk_talk *talk)
{
    bool lost = talk->standing.misunderstood >= 2;
    return talk->taken.why == TAKEN_SEEN && lost ? TAKEN_MISUNDERSTOOD : talk->taken.why;
}

static const char *why_name(enum taken_why why)
{
    switch (why) {
    case TAKEN_DANGER:
        return "danger";
    case TAKEN_ASKED:
        return "asked";
    case TAKEN_MISUNDERSTOOD:
        return "misunderstood";
    case TAKEN_SEEN:
        break;
    }
    return "";
}

static void put_channel(json_t *object, const struct desk_talk *talk)
{
#define SYMBOL_NAMES(enumerator, zh, en) {en, zh},
    static const char *const names[][2] = {CHANNEL_KINDS(SYMBOL_NAMES)};
#undef SYMBOL_NAMES
    int kind = talk->account ? (int)talk->account->adapter->kind : CHANNEL_COUNT;
    const char *en = kind < CHANNEL_COUNT ? names[kind][0] : "",
               *zh = kind < CHANNEL_COUNT ? names[kind][1] : "";
    json_object_set_new(object, "channel", json_pack("{ss ss ss}", "code", en, "zh", zh, "en", en));
}

static void put_holder(struct desk_call *call, json_t *object, const struct taken *taken)
{
    if (!taken->user)
        return;
    json_t *holder = json_object();
    json_put(holder, "name", officer_name(call, taken->user));
    json_put_bool(holder, "mine", taken->user == call->user.id);
    json_object_set_new(object, "holder", holder);
    json_put_int(object, "since", taken->since);
    json_put_int(object, "until", taken->until);
}

static void put_case(struct desk_call *call, const struct rules *rules, json_t *object, int64_t id)
{
    if (!id)
        return;
    json_t *one = json_object();
    json_put_int(one, "id", id);
    json_put(one, "number", case_number_text(rules_district_code(rules), id, call->arena));
    json_object_set_new(object, "case", one);
}

static bool is_number(struct view text)
{
    for (size_t i = 0; i < text.n; i++)
        if (!strchr("+0123456789", text.p[i]))
            return false;
    return text.n > 0;
}

/* A telephone number without its middle; of any other name only the ends. */
static struct view masked_name(struct view sender, struct arena *arena)
{
    struct buf text;
    if (is_number(sender))
        return mask_number(sender, arena);
    if (sender.n < 3 * NAME_ENDS)
        return VIEW("***");
    buf_init(&text, 40);
    buf_print(&text, "%.*s***%.*s", VIEW_FMT(utf8_head(sender, NAME_ENDS)),
              VIEW_FMT(view_sub(sender, sender.n - NAME_ENDS, sender.n)));
    struct view name = buf_keep(&text, arena);
    buf_free(&text);
    return utf8_broken(name) == SIZE_MAX ? name : VIEW("***");
}

static json_t *head_json(struct desk_call *call, const struct rules *rules,
                         const struct desk_talk *talk)
{
    json_t *one = json_object();
    json_put_int(one, "id", talk->person.id);
    json_put(one, "name", masked_name(talk->person.sender, call->arena));
    put_channel(one, talk);
    json_put(one, "why", view_of(why_name(why_of(talk))));
    json_put_int(one, "asked", talk->taken.asked);
    json_put_int(one, "last", talk->standing.touched);
    json_object_set_new(one, "area", named_json(rules, NOUN_AREA, talk->standing.area));
    put_holder(call, one, &talk->taken);
    put_case(call, rules, one, talk->taken.case_id);
    return one;
}

static struct view few_words(struct view text, struct arena *arena)
{
    return mask_numbers(utf8_head(text, WORDS), arena);
}

/* What the bot (nobody else) said last, and what the citizen did. */
static enum store_error put_last(struct desk_call *call, json_t *one, const struct desk_talk *talk)
{
    struct view bot = VIEW(""), citizen = VIEW("");
    enum store_error error = STORE_OK;
    for (size_t i = 0; i < talk->count && error == STORE_OK && !(bot.n && citizen.n); i++) {
        const struct turn_row *row = &talk->rows[i];
        struct turn_sayer sayer;
        error = turn_sayer(call, row, &sayer);
        if (!bot.n && row->reply_count && !sayer.delivery)
            bot = row->replies[row->reply_count - 1].text;
        if (!citizen.n && row->spoken)
            citizen = row->message.text;
    }
    json_put(one, "bot", few_words(bot, call->arena));
    json_put(one, "said", few_words(citizen, call->arena));
    return error;
}

/* ---- the list ---- */

struct living {
    struct desk_talk *talks;
    size_t count;
};

static int rank(const struct desk_talk *talk)
{
    return talk->taken.user ? -1 : (int)why_of(talk);
}

static int compare(const void *left, const void *right)
{
    const struct desk_talk *a = left, *b = right;
    if (rank(a) != rank(b))
        return rank(b) - rank(a);
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
        error = add(call, rules, taken[i].person, 0, living);
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
        json_t *one = head_json(call, rules, &living.talks[i]);
        error = put_last(call, one, &living.talks[i]);
        json_array_append_new(all, one);
    }
    if (error == STORE_OK && !view_is(web_query(call->request, "quiet"), "1"))
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
    return view_is(web_query(call->request, "reveal"), "1");
}

static struct view look_mark(struct desk_call *call, int64_t person)
{
    int64_t numbers[] = {person, call->now / LOOK_SECONDS, reveals(call)};
    struct view parts[] = {VIEW("talk-look"), call->token, {(const char *)numbers, sizeof numbers}};
    struct seal_hash hash = seal_hash(call->reader->seal, parts, 3);
    struct buf text;
    buf_init(&text, 40);
    for (size_t i = 0; i < sizeof hash.bytes; i++)
        buf_print(&text, "%02x", hash.bytes[i]);
    struct view mark = buf_keep(&text, call->arena);
    buf_free(&text);
    return mark;
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
    json_t *root = head_json(call, rules, talk);
    json_object_set_new(root, "turns", turns_json(call, talk, &error));
    json_put(root, "look", look_mark(call, talk->person.id));
    json_put_int(root, "reach", reach(talk));
    json_put_int(root, "silence", rules_handover(rules).silence_most);
    json_put_bool(root, "open", talk->standing.has_matter);
    if (error == STORE_OK)
        error = put_last(call, root, talk);
    if (error == STORE_OK) {
        web_json(call->response, root);
        return;
    }
    json_decref(root);
    web_error(call->response, web_error_of(error));
}

static enum store_error record(struct desk_call *call, int64_t person)
{
    if (view_eq(web_query(call->request, "look"), look_mark(call, person)))
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
    bool may_reveal = (call->user.roles & ROLE_DISPATCHER) || talk.taken.user == call->user.id;
    if (error == STORE_OK && reveals(call) && !may_reveal) {
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
