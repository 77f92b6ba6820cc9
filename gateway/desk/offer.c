/* offer: counting, writing, queueing.
 *
 * Counting and writing read the whole register, which takes a while, so they happen on a web thread
 * with a reader. Queueing happens on the turn thread and touches only those who are written to; it
 * looks once more whether somebody has opted out since. The walk over the register is the same for
 * preview and letters; a preview makes it once for all policies.
 *
 * Always holds: whoever said no by short message is not written to, whatever the register says, and
 * however it spells the number; nothing leaves that lost its end, since the way to opt out stands
 * there. */
#include "gateway/desk/offer.h"

#include "dsl/base/utf8.h"
#include "gateway/store/outbox.h"
#include "gateway/store/people.h"

enum { TEXT_MAX = 1500, NAME_SHOWN = 60, LETTERS_MAX = 200000, PERSON_MEMORY = 1 << 20 };

/* ---- the text ---- */

static struct view without_end(struct view base)
{
    while (base.n && base.p[base.n - 1] == '/')
        base.n--;
    return base;
}

static void put_field(struct buf *out, struct view field, const struct rules *rules,
                      const struct offer *offer, struct view name)
{
    struct policy_info info = rules_policy(rules, offer->policy);
    if (view_is(field, "enterprise")) {
        buf_view(out, utf8_head(name, NAME_SHOWN));
    } else if (view_is(field, "policy")) {
        buf_view(out, rules_display(rules, NOUN_POLICY, offer->policy, LANGUAGE_ZH));
    } else if (view_is(field, "grant")) {
        buf_view(out, info.grant_text);
    } else if (view_is(field, "link")) {
        buf_view(out, without_end(offer->base));
        buf_byte(out, '/');
        buf_view(out, info.text);
    }
}

void offer_text(struct buf *out, const struct rules *rules, const struct offer *offer,
                struct view name)
{
    struct view text = rules_policy(rules, offer->policy).push_text[LANGUAGE_ZH];
    while (text.n) {
        size_t open = view_find(text, VIEW("{")), close = view_find(text, VIEW("}"));
        if (open == SIZE_MAX || close == SIZE_MAX || close < open) {
            buf_view(out, text);
            return;
        }
        buf_view(out, view_sub(text, 0, open));
        put_field(out, view_sub(text, open + 1, close), rules, offer, name);
        text = view_sub(text, close + 1, text.n);
    }
}

/* ---- the walk ---- */

struct walk {
    const struct rules *rules;
    struct store *store;
    struct offer *offers;
    size_t count;
    struct offer_letters *letters; /* NULL: only counted */
    civil_day today;
    enum store_error failed;
};

/* Has this number said no? An erased person's no still holds. */
static enum store_error opted_out(struct store *store, int64_t account, struct view phone, bool *no)
{
    struct arena arena;
    struct person person = {0};
    arena_init(&arena, PERSON_MEMORY);
    enum store_error error = people_find(store, account, phone, &arena, &person);
    *no = (error == STORE_OK || error == STORE_SEALED) && person.consent < 0;
    arena_free(&arena);
    return error == STORE_NONE || error == STORE_SEALED ? STORE_OK : error;
}

static enum store_error write_letter(const struct walk *walk, const struct offer *offer,
                                     const struct enterprise *enterprise)
{
    struct arena *arena = walk->letters->arena;
    struct buf text;
    buf_init(&text, TEXT_MAX);
    offer_text(&text, walk->rules, offer, enterprise->name);
    bool fits = !text.full && walk->letters->list.n < LETTERS_MAX;
    if (fits)
        VEC_ADD(
            arena, &walk->letters->list,
            ((struct offer_letter){view_keep(arena, enterprise->phone), buf_keep(&text, arena)}));
    buf_free(&text);
    return fits ? STORE_OK : STORE_CONFLICT;
}

/* One that qualifies. */
static void reach(struct walk *walk, struct offer *offer, const struct enterprise *enterprise)
{
    bool no;
    offer->count.no_phone += !enterprise->mobile;
    if (!enterprise->mobile || !enterprise->consent)
        return;
    walk->failed = opted_out(walk->store, offer->account, enterprise->phone, &no);
    if (walk->failed != STORE_OK)
        return;
    offer->count.opted_out += no;
    offer->count.consented += !no;
    if (!no && walk->letters)
        walk->failed = write_letter(walk, offer, enterprise);
}

static bool visit(void *self, const struct enterprise *enterprise)
{
    struct walk *walk = self;
    for (size_t i = 0; i < walk->count && walk->failed == STORE_OK; i++) {
        struct offer *offer = &walk->offers[i];
        struct policy_answer answer;
        policy_match(walk->rules, offer->policy, &enterprise->facts, walk->today, &answer);
        bool yes = answer.truth == YES && answer.in_window;
        offer->count.enterprises++;
        offer->count.depend += answer.truth == OPEN && answer.in_window;
        offer->count.qualify += yes;
        if (yes)
            reach(walk, offer, enterprise);
    }
    return walk->failed == STORE_OK;
}

static enum store_error walk_all(struct walk *walk, struct enterprises *enterprises)
{
    if (!walk->count)
        return STORE_OK;
    walk->today = civil_local(walk->offers[0].now, CHINA_OFFSET_MINUTES).day;
    for (size_t i = 0; i < walk->count; i++)
        walk->offers[i].count = (struct offer_count){0};
    register_each(enterprises, walk->rules, walk->store->seal, visit, walk);
    return walk->failed;
}

enum store_error offers_preview(struct enterprises *enterprises, const struct rules *rules,
                                struct store *store, struct offer *offers, size_t count)
{
    struct walk walk = {.rules = rules, .store = store, .offers = offers, .count = count};
    return walk_all(&walk, enterprises);
}

enum store_error offer_compose(struct enterprises *enterprises, const struct rules *rules,
                               struct store *store, struct offer *offer,
                               struct offer_letters *letters)
{
    struct walk walk = {
        .rules = rules, .store = store, .offers = offer, .count = 1, .letters = letters};
    return walk_all(&walk, enterprises);
}

/* ---- queueing ---- */

static enum store_error queue_row(struct store *store, const struct offer *offer,
                                  const struct person *person, struct view text)
{
    struct outbound message = {.class_ = OUT_OFFER, .text = text};
    struct buf packed;
    buf_init(&packed, TEXT_MAX * 2);
    outbound_pack(&message, &packed);
    struct outbox_row row = {.id = store->next_turn * OUTBOX_PARTS,
                             .person = person->id,
                             .account = offer->account,
                             .class_ = OUT_OFFER,
                             .state = OUTBOX_READY,
                             .due = offer_hour(offer->now),
                             .about = offer->campaign,
                             .body = buf_seen(&packed)};
    store->next_turn++;
    enum store_error error = outbox_add(store, person, &row);
    buf_free(&packed);
    return error;
}

static enum store_error queue_letter(struct store *store, struct offer *offer,
                                     const struct offer_letter *letter)
{
    bool no;
    struct arena arena;
    struct person person;
    enum store_error error = opted_out(store, offer->account, letter->phone, &no);
    if (error != STORE_OK || no)
        return error;
    arena_init(&arena, PERSON_MEMORY);
    error = people_meet(store, offer->account, letter->phone, offer->now, &arena, &person);
    if (error == STORE_OK)
        error = queue_row(store, offer, &person, letter->text);
    arena_free(&arena);
    offer->count.sent += error == STORE_OK;
    return error;
}

enum store_error offer_send(struct store *store, struct offer *offer,
                            const struct offer_letters *letters)
{
    enum store_error error = STORE_OK;
    offer->count.sent = 0;
    for (size_t i = 0; i < letters->list.n && error == STORE_OK; i++)
        error = queue_letter(store, offer, &letters->list.at[i]);
    return error;
}

/* ---- campaigns ---- */

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
