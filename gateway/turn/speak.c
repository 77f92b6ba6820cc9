/* speak: replies become rows and leave after the commit.
 *
 * Which way a reply goes depends on the channel: in the answer of the open request (one message,
 * so several are joined), by the sender (likewise joined, so that they cannot overtake each other),
 * or to an app (each by itself, numbered). Whatever the way, it is an outbox row first; its text
 * stands in the turn's row. */
#include "adapters/sms_text.h"
#include "gateway/turn/self.h"

#include "gateway/store/members.h"

struct handing *speak_hand(struct turn *turn, enum hand_kind kind)
{
    struct handing *hand = ARENA_NEW(&turn->batch, struct handing);
    hand->kind = kind;
    *turn->handings_end = hand;
    turn->handings_end = &hand->next;
    return hand;
}

static void join(struct spoken *spoken, struct arena *arena)
{
    struct outbound *all = &spoken->row.replies[0];
    if (spoken->row.reply_count < 2)
        return;
    struct buf text;
    buf_init(&text, 64 * 1024);
    buf_view(&text, all->text);
    for (size_t i = 1; i < spoken->row.reply_count; i++) {
        const struct outbound *next = &spoken->row.replies[i];
        if (text.n && next->text.n)
            buf_text(&text, "\n\n");
        buf_view(&text, next->text);
        if (next->choice_count) {
            memcpy(all->choices, next->choices, sizeof all->choices);
            all->choice_count = next->choice_count;
            all->hint = next->hint;
        }
        if (next->link.n)
            all->link = next->link;
    }
    all->text = buf_keep(&text, arena);
    buf_free(&text);
    spoken->row.reply_count = 1;
}

static struct outbox_row row_of(const struct turn *turn, const struct spoken *spoken, size_t part)
{
    return (struct outbox_row){.id = spoken->row.id * OUTBOX_PARTS + (int64_t)part,
                               .person = spoken->person->id,
                               .account = spoken->account->id,
                               .class_ = spoken->row.replies[part].class_,
                               .state = OUTBOX_READY,
                               .due = turn->now,
                               .sequence = spoken->row.replies[part].sequence,
                               .about = spoken->about};
}

/* Deep enough for what leaves the input's scratch memory. */
static struct outbound copy(const struct outbound *message, struct arena *arena)
{
    struct outbound kept = *message;
    kept.text = view_keep(arena, message->text);
    kept.hint = view_keep(arena, message->hint);
    kept.link = view_keep(arena, message->link);
    kept.recipient = view_keep(arena, message->recipient);
    for (size_t i = 0; i < message->choice_count; i++) {
        kept.choices[i].key = view_keep(arena, message->choices[i].key);
        kept.choices[i].label = view_keep(arena, message->choices[i].label);
    }
    return kept;
}

/* ---- the three ways ---- */

/* A request that has waited too long is only acknowledged; its reply goes by the sender. */
static bool still_open(const struct turn *turn, const struct input *input)
{
    return input && input->passive && turn->ticks - input->arrived < PASSIVE_TICKS;
}

static enum store_error to_request(struct turn *turn, struct input *input, struct spoken *spoken)
{
    struct outbox_row row = row_of(turn, spoken, 0);
    struct handing *hand = speak_hand(turn, HAND_PASSIVE);
    hand->deadline = input->arrived + PASSIVE_TICKS;
    row.state = OUTBOX_PASSIVE;
    row.due = turn->now + (hand->deadline - turn->ticks + 999) / 1000;
    hand->row = row;
    input->replies = ARENA_NEW(&input->arena, struct outbound);
    input->replies[0] = copy(&spoken->row.replies[0], &input->arena);
    input->replies[0].recipient = input->message.sender;
    input->reply_count = 1;
    input->has_reply = true;
    input->reply_outbox = row.id;
    return outbox_add(turn->store, spoken->person, &row);
}

static enum store_error to_sender(struct turn *turn, struct input *input, struct spoken *spoken)
{
    struct outbox_row row = row_of(turn, spoken, 0);
    struct lane *lane = delivery_lane(turn, row.account);
    if (input && input->passive)
        turn_count(turn, METRIC_HANDED_OVER, 1);
    if (lane)
        lane->look_at = 0;
    return outbox_add(turn->store, spoken->person, &row);
}

static enum store_error to_app(struct turn *turn, struct spoken *spoken)
{
    for (size_t i = 0; i < spoken->row.reply_count; i++) {
        struct outbox_row row = row_of(turn, spoken, i);
        row.state = OUTBOX_APP;
        enum store_error error = outbox_add(turn->store, spoken->person, &row);
        if (error != STORE_OK)
            return error;
        struct handing *hand = speak_hand(turn, HAND_PUSH);
        hand->account = spoken->account;
        hand->message = copy(&spoken->row.replies[i], &turn->batch);
        hand->message.recipient = view_keep(&turn->batch, spoken->person->sender);
    }
    return STORE_OK;
}

static void number(struct spoken *spoken)
{
    for (size_t i = 0; i < spoken->row.reply_count; i++)
        spoken->row.replies[i].sequence = (uint64_t)++spoken->person->sequence;
}

enum store_error speak_write(struct turn *turn, struct input *input, struct spoken *spoken)
{
    bool app = spoken->account->adapter->kind == CHANNEL_APP;
    if (app)
        number(spoken);
    else
        join(spoken, &turn->scratch);
    enum store_error error = turns_add(turn->store, spoken->person, &spoken->row);
    spoken->person->last_turn = spoken->row.id;
    spoken->person->talked = turn->now;
    if (error == STORE_OK)
        error = people_save_talk(turn->store, spoken->person);
    if (error != STORE_OK || !spoken->row.reply_count)
        return error;
    if (app)
        return to_app(turn, spoken);
    return still_open(turn, input) ? to_request(turn, input, spoken)
                                   : to_sender(turn, input, spoken);
}

/* ---- the progress page ---- */

static size_t sms_price(const struct account *account, const struct outbound *message)
{
    struct buf text;
    buf_init(&text, 64 * 1024);
    sms_put_message(&text, message);
    size_t segments = sms_segments(account_get(account, "sign_name"), buf_seen(&text));
    buf_free(&text);
    return segments;
}

void speak_add_link(const struct turn *turn, const struct account_entry *account,
                    struct view number, struct view code, struct arena *arena,
                    struct outbound *message)
{
    struct view base = turn->setup.public_base;
    struct outbound linked = *message;
    struct buf link;
    if (!base.n || message->link.n || !message->text.n)
        return;
    buf_init(&link, 400);
    buf_print(&link, "%.*s/p/%.*s%s%.*s", VIEW_FMT(base), VIEW_FMT(number), code.n ? "#" : "",
              VIEW_FMT(code));
    linked.link = buf_keep(&link, arena);
    buf_free(&link);
    if (account->adapter->kind != CHANNEL_SMS ||
        sms_price(&account->account, &linked) == sms_price(&account->account, message))
        message->link = linked.link;
}

/* ---- by itself ---- */

enum store_error speak_open(struct turn *turn, int64_t to, struct spoken *spoken)
{
    struct person *person = ARENA_NEW(&turn->scratch, struct person);
    enum store_error error = people_get(turn->store, to, &turn->scratch, person);
    if (error != STORE_OK)
        return error == STORE_SEALED ? STORE_NONE : error;
    struct account_entry *account = accounts_by_id(turn->setup.accounts, person->account);
    *spoken = (struct spoken){.person = person,
                              .account = account,
                              .row = {.id = turn->store->next_turn++,
                                      .person = person->id,
                                      .before = person->last_turn,
                                      .at = turn->now,
                                      .version = turn->rules->version,
                                      .reply_count = 1}};
    return account ? STORE_OK : STORE_NONE;
}

enum store_error speak_close(struct turn *turn, struct spoken *spoken,
                             const struct talk_state *state)
{
    struct buf packed;
    buf_init(&packed, STORE_VALUE_MAX);
    talk_pack(&turn->rules->rules, state, &packed);
    spoken->person->state = buf_keep(&packed, &turn->scratch);
    buf_free(&packed);
    return speak_write(turn, NULL, spoken);
}

enum store_error speak_note(struct turn *turn, const struct note *note)
{
    const struct rules *rules = &turn->rules->rules;
    struct spoken spoken;
    enum store_error error = speak_open(turn, note->person, &spoken);
    if (error != STORE_OK)
        return error == STORE_NONE ? STORE_OK : error;
    struct talk_state *state = talk_unpack(rules, spoken.person->state, &turn->scratch);
    talk_note(rules, state, (enum civic_note)note->kind, note->values, spoken.account->language,
              turn->now, &turn->scratch, &spoken.row.replies[0]);
    return spoken.row.replies[0].text.n ? speak_close(turn, &spoken, state) : STORE_OK;
}

/* The choices of the last thing that was said. */
static enum store_error take_choices(struct turn *turn, int64_t from, struct outbound *message)
{
    struct turn_row last;
    enum store_error error = turns_get(turn->store, from, &turn->scratch, &last);
    if (error != STORE_OK || !last.reply_count)
        return error;
    const struct outbound *before = &last.replies[last.reply_count - 1];
    memcpy(message->choices, before->choices, sizeof message->choices);
    message->choice_count = before->choice_count;
    message->hint = before->hint;
    return STORE_OK;
}

enum store_error speak_behind(struct turn *turn, int64_t to, int64_t behind, struct view text,
                              bool *said)
{
    struct spoken spoken;
    *said = false;
    enum store_error error = speak_open(turn, to, &spoken);
    if (error == STORE_OK && spoken.person->last_turn != behind)
        return STORE_OK;
    if (error == STORE_OK)
        error = take_choices(turn, behind, &spoken.row.replies[0]);
    if (error == STORE_NONE || error == STORE_SEALED)
        return STORE_OK;
    if (error != STORE_OK)
        return error;
    spoken.row.replies[0].text = text;
    *said = text.n > 0;
    return *said ? speak_write(turn, NULL, &spoken) : STORE_OK;
}

static enum store_error tell(struct turn *turn, const struct case_full *about, int64_t to,
                             enum told told, struct view why)
{
    struct person *person = ARENA_NEW(&turn->scratch, struct person);
    const struct rules *rules = &turn->rules->rules;
    if (!to)
        return STORE_OK;
    enum store_error error = people_get(turn->store, to, &turn->scratch, person);
    if (error == STORE_NONE || error == STORE_SEALED)
        return STORE_OK;
    struct account_entry *account =
        error == STORE_OK ? accounts_by_id(turn->setup.accounts, person->account) : NULL;
    if (error != STORE_OK || !account)
        return error;
    struct case_brief brief;
    case_brief_of(about, turn_prefix(turn), &turn->scratch, &brief);
    brief.why = why;
    struct talk_state *state = talk_unpack(rules, person->state, &turn->scratch);
    struct spoken spoken = {.person = person,
                            .account = account,
                            .about = about->line.id,
                            .row = {.id = turn->store->next_turn++,
                                    .person = person->id,
                                    .before = person->last_turn,
                                    .at = turn->now,
                                    .version = turn->rules->version,
                                    .case_id = about->line.id,
                                    .reply_count = 1}};
    talk_tell(rules, state, told, &brief, account->language, &turn->scratch,
              &spoken.row.replies[0]);
    if (!spoken.row.replies[0].text.n)
        return STORE_OK;
    if (to == about->person)
        speak_add_link(turn, account, brief.number, VIEW(""), &turn->scratch,
                       &spoken.row.replies[0]);
    return speak_close(turn, &spoken, state);
}

enum store_error speak_tell(struct turn *turn, const struct case_full *about, enum told told)
{
    return tell(turn, about, about->person, told, VIEW(""));
}

enum store_error speak_tell_why(struct turn *turn, const struct case_full *about, enum told told,
                                struct view why)
{
    return tell(turn, about, about->person, told, why);
}

enum store_error speak_tell_person(struct turn *turn, const struct case_full *about, int64_t to,
                                   enum told told)
{
    return tell(turn, about, to, told, VIEW(""));
}
