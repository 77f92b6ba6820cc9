/* offer: the walk over the register is the same for preview and sending; only what is done with an
 * enterprise that may be written to differs. */
#include "gateway/desk/offer.h"

#include "gateway/store/outbox.h"
#include "gateway/store/people.h"

enum { FROM_MINUTE = 8 * 60, TO_MINUTE = 21 * 60, OFFER_TEXT_MAX = 1500 };

struct walk {
    const struct rules *rules;
    struct store *store;
    const struct offer *offer;
    struct offer_count count;
    civil_day today;
    bool send;
    enum store_error failed;
};

int64_t offer_hour(int64_t now)
{
    struct civil_time local = civil_local(now, CHINA_OFFSET_MINUTES);
    if (local.minute >= FROM_MINUTE && local.minute < TO_MINUTE)
        return now;
    struct civil_time morning = {local.day + (local.minute >= TO_MINUTE), FROM_MINUTE, 0};
    return civil_seconds(morning, CHINA_OFFSET_MINUTES);
}

static void put(struct buf *out, struct view text, const struct walk *walk,
                const struct enterprise *enterprise)
{
    struct policy_info info = rules_policy(walk->rules, walk->offer->policy);
    while (text.n) {
        size_t open = view_find(text, VIEW("{"));
        size_t close = view_find(text, VIEW("}"));
        if (open == SIZE_MAX || close == SIZE_MAX || close < open) {
            buf_view(out, text);
            return;
        }
        buf_view(out, view_sub(text, 0, open));
        struct view name = view_sub(text, open + 1, close);
        if (view_is(name, "enterprise"))
            buf_view(out, enterprise->name);
        else if (view_is(name, "policy"))
            buf_view(out, rules_display(walk->rules, NOUN_POLICY, walk->offer->policy,
                                        LANGUAGE_ZH));
        else if (view_is(name, "grant"))
            buf_view(out, info.grant_text);
        else if (view_is(name, "link")) {
            buf_view(out, walk->offer->base);
            buf_byte(out, '/');
            buf_view(out, info.text);
        }
        text = view_sub(text, close + 1, text.n);
    }
}

static enum store_error queue(struct walk *walk, const struct enterprise *enterprise,
                              const struct person *person, struct arena *arena)
{
    struct buf text, packed;
    buf_init(&text, OFFER_TEXT_MAX);
    buf_init(&packed, OFFER_TEXT_MAX * 2);
    put(&text, rules_policy(walk->rules, walk->offer->policy).push_text[LANGUAGE_ZH], walk,
        enterprise);
    struct outbound message = {.class_ = OUT_OFFER, .text = buf_keep(&text, arena)};
    outbound_pack(&message, &packed);
    struct outbox_row row = {.id = walk->store->next_turn * OUTBOX_PARTS,
                             .person = person->id,
                             .account = walk->offer->account,
                             .class_ = OUT_OFFER,
                             .state = OUTBOX_READY,
                             .due = offer_hour(walk->offer->now),
                             .about = walk->offer->campaign,
                             .body = buf_keep(&packed, arena)};
    walk->store->next_turn++;
    buf_free(&text);
    buf_free(&packed);
    return outbox_add(walk->store, person, &row);
}

static bool reach(struct walk *walk, const struct enterprise *enterprise)
{
    struct arena arena;
    arena_init(&arena, 1 << 20);
    struct person person;
    enum store_error error =
        people_find(walk->store, walk->offer->account, enterprise->phone, &arena, &person);
    if (error == STORE_OK && person.consent < 0) {
        walk->count.opted_out++;
    } else {
        walk->count.consented++;
        if (walk->send) {
            error = people_meet(walk->store, walk->offer->account, enterprise->phone,
                                walk->offer->now, &arena, &person);
            if (error == STORE_OK)
                error = queue(walk, enterprise, &person, &arena);
            walk->count.sent += error == STORE_OK;
            walk->failed = error;
        }
    }
    arena_free(&arena);
    return walk->failed == STORE_OK;
}

static bool visit(void *self, const struct enterprise *enterprise)
{
    struct walk *walk = self;
    struct policy_answer answer;
    policy_match(walk->rules, walk->offer->policy, &enterprise->facts, walk->today, &answer);
    walk->count.enterprises++;
    if (answer.truth == OPEN && answer.in_window)
        walk->count.depend++;
    if (answer.truth != YES || !answer.in_window)
        return true;
    walk->count.qualify++;
    if (!enterprise->phone.n)
        walk->count.no_phone++;
    if (!enterprise->phone.n || !enterprise->consent)
        return true;
    return reach(walk, enterprise);
}

static struct walk walk_begin(const struct rules *rules, struct store *store,
                              const struct offer *offer)
{
    return (struct walk){.rules = rules,
                         .store = store,
                         .offer = offer,
                         .today = civil_local(offer->now, CHINA_OFFSET_MINUTES).day};
}

struct offer_count offer_preview(struct enterprises *enterprises, const struct rules *rules,
                                 struct store *store, const struct offer *offer)
{
    struct walk walk = walk_begin(rules, store, offer);
    register_each(enterprises, rules, store->seal, visit, &walk);
    return walk.count;
}

enum store_error offer_send(struct enterprises *enterprises, const struct rules *rules,
                            struct store *store, const struct offer *offer,
                            struct offer_count *count)
{
    struct walk walk = walk_begin(rules, store, offer);
    walk.send = true;
    register_each(enterprises, rules, store->seal, visit, &walk);
    *count = walk.count;
    return walk.failed;
}

enum store_error campaign_add(struct store *store, struct view policy, int64_t now, int64_t user,
                              int64_t *id)
{
    struct db_call call = db_begin(store->db, OP_CAMPAIGN_ADD);
    db_give_text(&call, policy);
    db_give_int(&call, now);
    db_give_int(&call, user);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        *id = db_int(&call, 0);
    db_end(&call);
    return error;
}

enum store_error campaign_at(struct store *store, struct view policy, int64_t *at)
{
    struct db_call call = db_begin(store->db, OP_CAMPAIGN_GET);
    db_give_text(&call, policy);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        *at = db_int(&call, 1);
    db_end(&call);
    return error;
}
