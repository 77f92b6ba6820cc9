/* offer_api: the policies that may be pushed, with a count of whom each would reach, and the approval
 * that queues the messages. An offer goes out once; who approved it is in the audit. The count is
 * made anew at the approval, on the thread that writes, so an opt-out of this minute is respected. */
#include "gateway/desk/offer.h"
#include "gateway/turn/accounts.h"
#include "gateway/web/desk_call.h"

/* The account short messages go by: the first of its kind. */
static bool sms_account(const struct desk_setup *setup, struct offer *offer)
{
    for (size_t i = 0; i < accounts_count(setup->accounts); i++) {
        struct account_entry *entry = accounts_at(setup->accounts, i);
        if (entry->account.kind != CHANNEL_SMS)
            continue;
        offer->account = entry->id;
        offer->account_name = entry->account.name;
        return true;
    }
    return false;
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
    json_put_int(out, "sent", (int64_t)count->sent);
    return out;
}

static bool may_be_pushed(const struct rules *rules, int policy, civil_day today)
{
    struct policy_info info = rules_policy(rules, policy);
    bool open = info.from > info.to || (today >= info.from && today <= info.to);
    return open && (info.push & 1u << CHANNEL_SMS);
}

static json_t *offer_json(struct desk_call *call, const struct rules *rules,
                          struct enterprises *enterprises, struct offer *offer)
{
    json_t *out = json_object();
    int64_t at;
    struct view code = rules_code(rules, NOUN_POLICY, offer->policy);
    json_put(out, "policy", code);
    json_put(out, "name", rules_display(rules, NOUN_POLICY, offer->policy, LANGUAGE_ZH));
    json_put(out, "text", rules_policy(rules, offer->policy).push_text[LANGUAGE_ZH]);
    if (campaign_at(call->reader, code, &at) == STORE_OK)
        json_put_int(out, "approved_at", at);
    struct offer_count count = offer_preview(enterprises, rules, call->reader, offer);
    json_object_set_new(out, "count", count_json(&count));
    return out;
}

void offers_handle(struct desk_call *call)
{
    struct offer offer = {.now = call->now, .base = call->setup->public_base};
    struct enterprises *enterprises = register_open(call->setup->register_path);
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    json_t *list = json_array();
    bool ready = held && enterprises && sms_account(call->setup, &offer);
    civil_day today = civil_local(call->now, CHINA_OFFSET_MINUTES).day;
    int count = ready ? rules_counts(&held->rules).policies : 0;
    for (offer.policy = 0; offer.policy < count; offer.policy++)
        if (may_be_pushed(&held->rules, offer.policy, today))
            json_array_append_new(list, offer_json(call, &held->rules, enterprises, &offer));
    register_close(enterprises);
    if (held)
        rulebook_put(call->setup->rulebook, held);
    json_t *out = json_object();
    json_object_set_new(out, "offers", list);
    web_json(call->response, out);
}

struct approval {
    struct offer offer;
    struct enterprises *enterprises;
    const struct rules *rules;
    int64_t user;
    struct offer_count count;
};

static enum store_error approve(struct store *store, void *argument)
{
    struct approval *a = argument;
    struct view code = rules_code(a->rules, NOUN_POLICY, a->offer.policy);
    enum store_error error =
        campaign_add(store, code, a->offer.now, a->user, &a->offer.campaign);
    if (error == STORE_OK)
        error = offer_send(a->enterprises, a->rules, store, &a->offer, &a->count);
    return error;
}

static enum web_error approve_policy(struct desk_call *call, const struct rules *rules,
                                     struct approval *a)
{
    civil_day today = civil_local(call->now, CHINA_OFFSET_MINUTES).day;
    a->offer.policy = rules_find(rules, NOUN_POLICY, call->request->rest);
    if (a->offer.policy == NONE || !may_be_pushed(rules, a->offer.policy, today))
        return WEB_NO_SUCH;
    a->enterprises = register_open(call->setup->register_path);
    if (!a->enterprises || !sms_account(call->setup, &a->offer))
        return WEB_NO_SUCH;
    if (desk_audit(call, "offer.approve", 0, call->request->rest) != STORE_OK)
        return WEB_BUSY;
    enum store_error error = turn_write(call->setup->turn, approve, a);
    return error == STORE_CONFLICT ? WEB_NOT_NOW : error == STORE_OK ? WEB_OK : WEB_BUSY;
}

void offer_approve_handle(struct desk_call *call)
{
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    if (!held) {
        web_error(call->response, WEB_BUSY);
        return;
    }
    struct approval a = {.rules = &held->rules,
                         .user = call->user.id,
                         .offer = {.now = call->now, .base = call->setup->public_base}};
    enum web_error error = approve_policy(call, &held->rules, &a);
    if (error == WEB_OK)
        web_json(call->response, count_json(&a.count));
    else
        web_error(call->response, error);
    register_close(a.enterprises);
    rulebook_put(call->setup->rulebook, held);
}
