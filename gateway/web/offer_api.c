/* offer_api: policies that may be pushed by short message.
 *
 *     GET  /desk/api/offers           each with its text and whom it would reach
 *     POST /desk/api/offers/POLICY    {"messages":N}: asks that it be sent, to up to N
 *
 * It is sent when another person grants it (approval_api.c), for what was shown to both: if the
 * register has grown meanwhile, nothing is sent and both look again. An offer goes out once for
 * each policy; the letters are written here, beside the turn, and queued in one transaction with
 * the approval, so that either all of them wait in the outbox or none. */
#include "gateway/desk/offer.h"
#include "gateway/turn/accounts.h"
#include "gateway/web/approval_kinds.h"
#include "gateway/web/case_sheet.h"

enum { POLICIES_MOST = 1000, LETTERS_MEMORY = 1 << 30, EXAMPLE_MOST = 2000 };

/* The account short messages go by: the first of its kind. */
static bool sms_account(const struct desk_setup *setup, struct offer *offer)
{
    for (size_t i = 0; i < accounts_count(setup->accounts); i++) {
        struct account_entry *entry = accounts_at(setup->accounts, i);
        if (entry->account.kind != CHANNEL_SMS)
            continue;
        offer->account = entry->id;
        return true;
    }
    return false;
}

static bool may_be_pushed(const struct rules *rules, int policy, civil_day today)
{
    struct policy_info info = rules_policy(rules, policy);
    bool open = info.from > info.to || (today >= info.from && today <= info.to);
    return open && (info.push & 1u << CHANNEL_SMS);
}

/* ---- what an offer needs besides rules ---- */

struct offering {
    struct desk_call *call;
    const struct rules *rules;
    struct rules_held *held;
    struct enterprises *enterprises;
    struct offer blank;  /* account, address and time */
    const char *missing; /* NULL: everything is there */
    civil_day today;
};

static void offering_begin(struct offering *o, struct desk_call *call)
{
    const struct desk_setup *setup = call->setup;
    *o = (struct offering){.call = call,
                           .held = rulebook_take(setup->rulebook),
                           .blank = {.now = call->now, .base = setup->public_base},
                           .today = civil_local(call->now, CHINA_OFFSET_MINUTES).day};
    o->rules = o->held ? &o->held->rules : NULL;
    o->enterprises = setup->register_path ? register_open(setup->register_path) : NULL;
    if (!sms_account(setup, &o->blank))
        o->missing = "account";
    else if (!setup->public_base.n)
        o->missing = "address";
    else if (!o->enterprises)
        o->missing = "register";
}

static void offering_end(struct offering *o)
{
    register_close(o->enterprises);
    if (o->held)
        rulebook_put(o->call->setup->rulebook, o->held);
}

/* ---- the list ---- */

static size_t find_offers(const struct offering *o, struct offer *offers)
{
    size_t n = 0;
    int count = o->rules ? rules_counts(o->rules).policies : 0;
    for (int policy = 0; policy < count && n < POLICIES_MOST; policy++)
        if (may_be_pushed(o->rules, policy, o->today)) {
            offers[n] = o->blank;
            offers[n++].policy = policy;
        }
    return n;
}

static json_t *count_json(const struct offer_count *count)
{
    json_t *out = json_object();
    json_put_int(out, "enterprises", (int64_t)count->enterprises);
    json_put_int(out, "qualify", (int64_t)count->qualify);
    json_put_int(out, "depend", (int64_t)count->depend);
    json_put_int(out, "consented", (int64_t)count->consented);
    json_put_int(out, "opted_out", (int64_t)count->opted_out);
    json_put_int(out, "no_phone", (int64_t)count->no_phone);
    return out;
}

static json_t *asked_json(const struct offering *o, struct view code)
{
    struct approval asked;
    enum store_error error =
        approval_of(o->call->reader, APPROVAL_OFFER, code, o->call->now, o->call->arena, &asked);
    return error == STORE_OK ? approval_json(o->call, &asked) : json_null();
}

static json_t *offer_json(const struct offering *o, const struct offer *offer, int64_t approved)
{
    struct buf text;
    json_t *out = json_object();
    struct view code = rules_code(o->rules, NOUN_POLICY, offer->policy);
    buf_init(&text, EXAMPLE_MOST);
    offer_text(&text, o->rules, offer, VIEW("〔企业名称〕"));
    json_object_set_new(out, "policy", named_json(o->rules, NOUN_POLICY, code));
    json_put(out, "text", buf_seen(&text));
    json_put_int(out, "approved_at", approved);
    json_object_set_new(out, "count", count_json(&offer->count));
    json_object_set_new(out, "asked", asked_json(o, code));
    buf_free(&text);
    return out;
}

static enum store_error read_approvals(const struct offering *o, const struct offer *offers,
                                       size_t count, int64_t *approved)
{
    enum store_error error = STORE_OK;
    for (size_t i = 0; i < count && error == STORE_OK; i++) {
        struct view code = rules_code(o->rules, NOUN_POLICY, offers[i].policy);
        error = campaign_at(o->call->reader, code, &approved[i]);
        error = error == STORE_NONE ? STORE_OK : error;
    }
    return error;
}

static json_t *list_json(const struct offering *o, const struct offer *offers, size_t count,
                         const int64_t *approved)
{
    json_t *out = json_object(), *list = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(list, offer_json(o, &offers[i], approved[i]));
    json_object_set_new(out, "offers", list);
    json_put(out, "missing", view_of(o->missing ? o->missing : ""));
    json_put_bool(out, "may_ask", approval_may_ask(&o->call->user, APPROVAL_OFFER));
    json_put_int(out, "goes_at", offer_hour(o->call->now));
    json_put_int(out, "now", o->call->now);
    return out;
}

static void list_offers(const struct offering *o)
{
    struct desk_call *call = o->call;
    struct offer *offers = ARENA_ARRAY(call->arena, POLICIES_MOST, struct offer);
    size_t count = find_offers(o, offers);
    int64_t *approved = ARENA_ARRAY(call->arena, count, int64_t);
    enum store_error error = read_approvals(o, offers, count, approved);
    if (error == STORE_OK && o->enterprises)
        error = offers_preview(o->enterprises, o->rules, call->reader, offers, count);
    if (error == STORE_OK)
        web_json(call->response, list_json(o, offers, count, approved));
    else
        web_error(call->response, WEB_BUSY);
}

void offers_handle(struct desk_call *call)
{
    struct offering o;
    offering_begin(&o, call);
    list_offers(&o);
    offering_end(&o);
}

/* ---- asking ---- */

struct sending {
    const struct offering *o;
    struct offer offer;
    struct view code;
    struct offer_letters letters;
};

static bool read_messages(struct desk_call *call, int64_t *messages)
{
    json_t *body = json_body(call->request);
    const json_t *value = json_object_get(body, "messages");
    bool good = json_is_integer(value);
    *messages = good ? json_integer_value(value) : 0;
    json_decref(body);
    return good;
}

static enum web_error find_policy(struct sending *s, struct view code)
{
    const struct offering *o = s->o;
    int64_t at;
    s->offer = o->blank;
    s->offer.policy = o->rules ? rules_find(o->rules, NOUN_POLICY, code) : NONE;
    if (s->offer.policy == NONE || !may_be_pushed(o->rules, s->offer.policy, o->today))
        return WEB_NO_SUCH;
    s->code = rules_code(o->rules, NOUN_POLICY, s->offer.policy);
    if (campaign_at(o->call->reader, s->code, &at) == STORE_OK)
        return WEB_ALREADY;
    return o->missing ? WEB_NOT_READY : WEB_OK;
}

/* What is asked for is what was shown: its number is held against today's. */
static enum web_error hold_number(struct sending *s, int64_t messages)
{
    const struct offering *o = s->o;
    if (offers_preview(o->enterprises, o->rules, o->call->reader, &s->offer, 1) != STORE_OK)
        return WEB_BUSY;
    if (!s->offer.count.consented)
        return WEB_NOBODY;
    return (int64_t)s->offer.count.consented > messages ? WEB_NOW_MORE : WEB_OK;
}

static enum web_error ask(struct sending *s, int64_t messages, int64_t *id)
{
    struct buf text;
    buf_init(&text, EXAMPLE_MOST);
    offer_text(&text, s->o->rules, &s->offer, VIEW("〔企业名称〕"));
    enum web_error error =
        approval_request(s->o->call, APPROVAL_OFFER, s->code, messages, buf_seen(&text), id);
    buf_free(&text);
    return error;
}

void offer_ask_handle(struct desk_call *call)
{
    struct offering o;
    struct sending s = {.o = &o};
    int64_t messages, id = 0;
    offering_begin(&o, call);
    enum web_error error =
        read_messages(call, &messages) ? find_policy(&s, call->request->rest) : WEB_BAD_REQUEST;
    if (error == WEB_OK)
        error = hold_number(&s, messages);
    if (error == WEB_OK)
        error = ask(&s, messages, &id);
    if (error == WEB_OK)
        web_json(call->response, json_pack("{sI}", "asked", (json_int_t)id));
    else
        web_error(call->response, error);
    offering_end(&o);
}

/* ---- sending what was granted ---- */

/* On the turn thread, after the decision. */
static enum store_error send_job(struct store *store, void *argument)
{
    struct sending *s = argument;
    enum store_error error =
        campaign_add(store, s->code, s->offer.now, s->o->call->user.id, &s->offer.campaign);
    return error == STORE_OK ? offer_send(store, &s->offer, &s->letters) : error;
}

/* Writes the letters and holds their number against what was agreed to. */
static enum web_error write_letters(struct sending *s, int64_t messages)
{
    const struct offering *o = s->o;
    enum store_error error =
        offer_compose(o->enterprises, o->rules, o->call->reader, &s->offer, &s->letters);
    if (error != STORE_OK)
        return error == STORE_CONFLICT ? WEB_NOT_READY : WEB_BUSY;
    if (!s->letters.list.n)
        return WEB_NOBODY;
    return (int64_t)s->letters.list.n > messages ? WEB_NOW_MORE : WEB_OK;
}

enum web_error offer_granted(struct desk_call *call, const struct approval *approval,
                             const struct approval_decision *decision, json_t *answer)
{
    struct offering o;
    struct arena arena;
    struct sending s = {.o = &o, .letters = {.arena = &arena}};
    arena_init(&arena, LETTERS_MEMORY);
    offering_begin(&o, call);
    enum web_error error = find_policy(&s, approval->object);
    if (error == WEB_OK)
        error = write_letters(&s, approval->amount);
    if (error == WEB_OK)
        error = approval_grant(call, decision, send_job, &s);
    if (error == WEB_OK) {
        json_put_int(answer, "sent", (int64_t)s.offer.count.sent);
        json_put_int(answer, "approved_at", s.offer.now);
        json_put_int(answer, "goes_at", offer_hour(s.offer.now));
    }
    offering_end(&o);
    arena_free(&arena);
    return error;
}
