/* talks_read: a talk as it stands, if the caller may see it, and what every view of it shows.
 *
 * Whoever dispatches and the clerks see talks, and of a report that is to stay confidential only
 * dispatchers. Shown is the present talk, back to a pause of some hours; one that has rested for
 * two days is not there, and what the person said in other years is nobody's business here. */
#include "gateway/web/talks_api.h"

#include "dsl/base/utf8.h"
#include "gateway/desk/mask.h"
#include "gateway/store/cases.h"
#include "gateway/web/case_sheet.h"

enum {
    PAUSE_SECONDS = 6 * 3600,
    NAME_ENDS = 3,
    WORDS = 160,    /* bytes of a talk's last words in the list */
    OPEN_HOURS = 48 /* a talk behind it is none any more: nobody leafs through old ones */
};

/* ---- reading ---- */

size_t talk_most(const struct desk_talk *talk)
{
    enum { SMS_MOST = 450, WECHAT_MOST = 650, APP_MOST = 1000 };
    enum channel_kind kind = talk->account ? talk->account->adapter->kind : CHANNEL_SMS;
    return kind == CHANNEL_SMS ? SMS_MOST : kind == CHANNEL_WECHAT ? WECHAT_MOST : APP_MOST;
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
    bool lives =
        talk->taken.user || call->now - talk->standing.touched < OPEN_HOURS * INT64_C(3600);
    *may = !closed && lives && scope_in_areas(&call->user, talk->standing.area);
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

/* Whoever dispatches, as with cases; and whoever has it. */
bool talk_may_reveal(const struct desk_call *call, const struct desk_talk *talk)
{
    return (call->user.roles & ROLE_DISPATCHER) ||
           (talk->taken.user && talk->taken.user == call->user.id);
}

/* ---- one line ---- */

enum taken_why talk_why(const struct desk_talk *talk)
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

json_t *talk_head_json(struct desk_call *call, const struct rules *rules,
                       const struct desk_talk *talk)
{
    json_t *one = json_object();
    json_put_int(one, "id", talk->person.id);
    json_put(one, "name", masked_name(talk->person.sender, call->arena));
    put_channel(one, talk);
    json_put(one, "why", view_of(why_name(talk_why(talk))));
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
enum store_error talk_put_last(struct desk_call *call, json_t *one, const struct desk_talk *talk)
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
