/* message: one citizen's message, from its key to its effects.
 *
 * First the key: a known signature with another body is refused, a known key gets the reply it got
 * the first time. Then the person, the conversation, what the conversation asks to be read, the
 * turn itself, and its effects. Everything that is read or made lives in the scratch arena; where
 * that runs full, or a row does not fit, the whole message is undone and parked by whoever called.
 *
 * A repeat collects a reply that has not been given to anybody else: the row stays (or goes back
 * to) PASSIVE and waits for this request now. One that the sender already has is not said twice. */
#include "gateway/turn/self.h"

#include "adapters/crypto.h"
#include "dsl/base/hash.h"
#include "dsl/base/sip.h"
#include "gateway/store/parked.h"
#include "gateway/talk/talk_typo.h"

uint64_t message_marker_key(const struct input *input)
{
    if (input->kind == INPUT_MESSAGE)
        return hash_bytes(input->message.key.p, input->message.key.n, 1) | 1;
    if (input->kind == INPUT_TIMER)
        return hash_bytes(&input->timer_case, sizeof input->timer_case, 2) | 1;
    if (input->kind == INPUT_RESULT)
        return hash_bytes(&input->outbox_id, sizeof input->outbox_id, 3) | 1;
    return 0;
}

/* ---- keys ---- */

static struct seen_key key_of_message(struct turn *turn, const struct input *input)
{
    int64_t account = input->account->id;
    struct view parts[] = {VIEW("message"),
                           {(const char *)&account, sizeof account},
                           input->message.sender,
                           input->message.key};
    return seen_key_of(turn->store, parts, 4, input->message.key_time);
}

/* Of a body, under a key of ours: nobody can make another one that has it too. */
static int64_t digest_of(struct turn *turn, struct view body)
{
    struct seal_hash label = seal_label(turn->store->seal, SEAL_REPLAY);
    struct sip_key key;
    size_t words = body.n / sizeof(uint64_t) + 2;
    uint64_t *all = ARENA_ARRAY(&turn->scratch, words, uint64_t);
    memcpy(&key, label.bytes, sizeof key);
    all[0] = body.n;
    if (body.n)
        memcpy(all + 1, body.p, body.n);
    return (int64_t)sip_words(&key, all, words);
}

/* What stands in rows that an older zhida wrote. */
static int64_t old_digest_of(struct view body)
{
    char digest[SHA256_HEX + 1];
    crypto_sha256_hex(body, digest);
    return (int64_t)hash_bytes(digest, SHA256_HEX, 0);
}

/* *other: this signature came before, with another body. */
static enum store_error check_replay(struct turn *turn, const struct input *input, bool *other)
{
    struct seen before;
    *other = false;
    if (!input->replay_key.n)
        return STORE_OK;
    int64_t account = input->account->id;
    struct view parts[] = {
        VIEW("replay"), {(const char *)&account, sizeof account}, input->replay_key};
    struct seen_key key = seen_key_of(turn->store, parts, 3, input->replay_time);
    struct seen seen = {.digest = digest_of(turn, input->replay_body)};
    enum store_error error = seen_add(turn->store, &key, seen, &before);
    if (error != STORE_CONFLICT)
        return error;
    *other = before.digest != seen.digest && before.digest != old_digest_of(input->replay_body);
    return STORE_OK;
}

/* ---- repeats ---- */

static void give_reply(struct input *input, const struct outbound *reply)
{
    input->replies = ARENA_NEW(&input->arena, struct outbound);
    *input->replies = *reply;
    input->reply_count = 1;
    input->has_reply = true;
}

/* May this request carry the reply (again)? Claims the row where there is one. */
static enum store_error claim(struct turn *turn, struct input *input, int64_t outbox_id, bool *mine)
{
    struct outbox_row row;
    enum store_error error = outbox_get(turn->store, outbox_id, &turn->scratch, &row);
    *mine = error == STORE_NONE || row.state == OUTBOX_PASSIVE || row.state == OUTBOX_READY;
    if (error == STORE_NONE)
        return STORE_OK;
    if (error != STORE_OK || !*mine)
        return error;
    struct handing *hand = speak_hand(turn, HAND_PASSIVE);
    hand->row = row;
    hand->row.due = turn->now + PASSIVE_SECONDS;
    if (row.state == OUTBOX_PASSIVE && hand->row.due <= row.due)
        hand->row.due = row.due + 1;
    hand->deadline = turn->ticks + PASSIVE_TICKS;
    input->reply_outbox = outbox_id;
    return outbox_move(turn->store, outbox_id, OUTBOX_PASSIVE, hand->row.due, row.attempts,
                       row.idempotent);
}

static void say_broken(struct turn *turn, struct input *input)
{
    const struct rules *rules = &turn->rules->rules;
    struct outbound reply = {.text =
                                 talk_phrase(rules, PHRASE_broken, input->language, &input->arena,
                                             "hotline", rules_hotline(rules), NULL)};
    reply.recipient = input->message.sender;
    give_reply(input, &reply);
}

static enum store_error repeat(struct turn *turn, struct input *input, int64_t turn_id)
{
    struct turn_row before;
    bool mine = true;
    input->outcome = TURN_REPEAT;
    if (!turn_id)
        say_broken(turn, input);
    if (!input->passive || !turn_id)
        return STORE_OK;
    enum store_error error = turns_get(turn->store, turn_id, &input->arena, &before);
    if (error == STORE_NONE || error == STORE_SEALED || (error == STORE_OK && !before.reply_count))
        return STORE_OK;
    if (error == STORE_OK)
        error = claim(turn, input, turn_id * OUTBOX_PARTS, &mine);
    if (error != STORE_OK || !mine)
        return error;
    before.replies[0].recipient = input->message.sender;
    give_reply(input, &before.replies[0]);
    return STORE_OK;
}

/* ---- what the turn needs ---- */

static bool codes_equal(struct view a, struct view b)
{
    unsigned differ = a.n != b.n || !a.n;
    for (size_t i = 0; i < a.n && i < b.n; i++)
        differ |= (unsigned)((a.p[i] & ~0x20) ^ (b.p[i] & ~0x20));
    return !differ;
}

/* Holds the code against the case; a wrong one is counted. */
static enum store_error try_code(struct turn *turn, const struct person *person, int64_t id,
                                 struct view code, struct talk_reads *reads)
{
    struct case_full full;
    enum store_error error = cases_get(turn->store, id, &turn->scratch, &full);
    bool there = error == STORE_OK;
    if (!there && error != STORE_NONE && error != STORE_SEALED)
        return error;
    if (there && (full.person == person->id || codes_equal(full.code, code))) {
        reads->asked_case_found = codes_equal(full.code, code);
        case_brief_of(&full, turn_prefix(turn), &turn->scratch, &reads->asked_case);
        return STORE_OK;
    }
    return guesses_wrong(turn, person->id, there ? id : 0);
}

static enum store_error read_asked_case(struct turn *turn, const struct person *person,
                                        const struct talk_needs *needs, struct talk_reads *reads)
{
    int64_t id = 0;
    bool left;
    if (!needs->case_number.n)
        return STORE_OK;
    if (!case_number_parse(turn_prefix(turn), needs->case_number, &id))
        return civic_asked(turn, person, needs->case_number, needs->case_code, reads);
    enum store_error error = guesses_left(turn, person->id, id, &left);
    reads->asked_case_closed = !left;
    return error == STORE_OK && left ? try_code(turn, person, id, needs->case_code, reads) : error;
}

static void read_enterprise(struct turn *turn, const struct talk_needs *needs,
                            struct talk_reads *reads)
{
    const struct turn_hooks *hooks = &turn->setup.hooks;
    if (hooks->enterprise && (needs->enterprise_code.n || needs->enterprise_name.n))
        hooks->enterprise(hooks->self, turn->store, &turn->rules->rules, needs->enterprise_code,
                          needs->enterprise_name, &turn->scratch, &reads->enterprise);
}

static void read_follow(struct turn *turn, const struct talk_needs *needs, struct talk_reads *reads)
{
    const struct turn_hooks *hooks = &turn->setup.hooks;
    struct passage *found = NULL;
    if (hooks->follow && needs->follow_link.n)
        reads->follow_count = hooks->follow(hooks->self, needs->follow_link, needs->follow_question,
                                            &turn->scratch, &found);
    reads->follow = found;
}

static enum store_error read_needs(struct turn *turn, const struct person *person,
                                   const struct talk_needs *needs, struct talk_reads *reads)
{
    enum store_error error = STORE_OK;
    if (needs->cases)
        error = cases_of_person(turn->store, turn_prefix(turn), person->id, 5, &turn->scratch,
                                reads->cases, &reads->case_count);
    if (error == STORE_OK && needs->cases)
        error = followers_read(turn, person, reads);
    if (error == STORE_OK && needs->civic)
        error = civic_read(turn, person, needs->civic, &reads->civic);
    if (error == STORE_OK)
        error = read_asked_case(turn, person, needs, reads);
    if (error == STORE_OK)
        read_enterprise(turn, needs, reads);
    read_follow(turn, needs, reads);
    return error;
}

/* ---- media ---- */

static struct view new_media_id(struct turn *turn)
{
    unsigned char random[16];
    const struct world *world = turn->setup.world;
    world->random(world->self, random, sizeof random);
    char *text = arena_alloc(&turn->batch, 33);
    for (size_t i = 0; i < 16; i++) {
        text[2 * i] = "0123456789abcdef"[random[i] >> 4];
        text[2 * i + 1] = "0123456789abcdef"[random[i] & 15];
    }
    return (struct view){text, 32};
}

/* A file that still lies with the channel: a row of ours, to be fetched after the commit. */
static enum store_error want_media(struct turn *turn, struct input *input,
                                   const struct person *person, struct inbound *message)
{
    unsigned char *secret = arena_alloc(&turn->batch, SEAL_WRAPPED);
    seal_wrap_new(turn->store->seal, secret);
    struct media_row row = {.id = new_media_id(turn),
                            .state = MEDIA_WANTED,
                            .person = person->id,
                            .account = input->account->id,
                            .at = turn->now,
                            .type = VIEW(""),
                            .source = message->media_id.n ? message->media_id : message->media_url,
                            .source_kind = (int)message->kind,
                            .secret = {(const char *)secret, SEAL_WRAPPED}};
    struct handing *hand = speak_hand(turn, HAND_FETCH);
    hand->account = input->account;
    hand->media = row;
    hand->source = *message;
    message->media_id = row.id;
    message->media_url = VIEW("");
    return media_add(turn->store, &row);
}

/* An app uploads first and then names the file: it must be there, and its own. */
static enum store_error known_media(struct turn *turn, struct input *input,
                                    const struct person *person)
{
    struct media_row row;
    enum store_error error = media_get(turn->store, input->message.media_id, &turn->scratch, &row);
    bool usable = error == STORE_OK && row.person == person->id &&
                  (row.state == MEDIA_HERE || row.state == MEDIA_LOOSE);
    if (error == STORE_NONE || error == STORE_SEALED || (error == STORE_OK && !usable)) {
        input->outcome = TURN_REFUSED;
        return STORE_OK;
    }
    return error == STORE_OK && row.state == MEDIA_LOOSE ? media_claim(turn->store, row.id) : error;
}

static enum store_error settle_media(struct turn *turn, struct input *input,
                                     const struct person *person, struct inbound *message)
{
    bool has = message->kind == IN_IMAGE || message->kind == IN_VOICE || message->kind == IN_VIDEO;
    if (!has || (!message->media_id.n && !message->media_url.n))
        return STORE_OK;
    if (input->account->adapter->kind == CHANNEL_APP)
        return known_media(turn, input, person);
    return want_media(turn, input, person, message);
}

/* ---- the turn ---- */

/* Rules were put in force between preparing and now: what was recognised speaks of the old ones. */
static void recognise_again(struct turn *turn, struct input *input)
{
    if (input->rules == turn->rules || !input->message.text.n)
        return;
    input->recognition =
        typo_recognise(&turn->rules->rules, &turn->scratch, input->message.text, &input->read_as);
    input->passage_count = 0;
}

static struct talk_input talk_input_of(struct turn *turn, const struct input *input,
                                       const struct inbound *message)
{
    const struct world *world = turn->setup.world;
    int today = civil_local_number(turn->now, CHINA_OFFSET_MINUTES);
    int64_t next = cases_next_id(turn->store, today);
    struct talk_input in = {.message = message,
                            .recognition = message->text.n ? input->recognition : NULL,
                            .read_as = message->text.n ? input->read_as : VIEW(""),
                            .passages = input->passages,
                            .passage_count = input->passage_count,
                            .account = input->account->account.name,
                            .channel = input->account->adapter->kind,
                            .language = input->language,
                            .now = turn->now,
                            .next_case = case_number_text(turn_prefix(turn), next, &turn->scratch)};
    in.memo = turn->memo;
    world->random(world->self, in.random, sizeof in.random);
    return in;
}

static enum store_error converse(struct turn *turn, struct input *input, struct person *person,
                                 struct inbound *message, int64_t turn_id)
{
    const struct rules *rules = &turn->rules->rules;
    recognise_again(turn, input);
    struct talk_state *state = talk_unpack(rules, person->state, &turn->scratch);
    bool was_taken = talk_is_taken(state);
    struct talk_input in = talk_input_of(turn, input, message);
    struct talk_needs needs = {0};
    struct talk_reads reads = {0};
    struct talk_effects effects = {0};
    talk_needs(rules, state, &in, &needs);
    enum store_error error = read_needs(turn, person, &needs, &reads);
    if (error != STORE_OK)
        return error;
    talk_turn(rules, state, &in, &reads, &turn->scratch, &effects);
    error = followers_offer(turn, person, state, &effects);
    if (error != STORE_OK)
        return error;
    struct spoken spoken = {.person = person,
                            .account = input->account,
                            .row = {.id = turn_id,
                                    .person = person->id,
                                    .before = person->last_turn,
                                    .at = turn->now,
                                    .version = turn->rules->version,
                                    .spoken = true,
                                    .message = *message}};
    if (was_taken)
        error = attend_name_case(turn, &spoken);
    if (error == STORE_OK)
        error = apply_effects(turn, input, &spoken, state, &effects);
    if (error == STORE_OK)
        error = attend_after(turn, &spoken, state, &effects, was_taken);
    if (error == STORE_OK)
        error = aide_after(turn, input, &spoken, &effects);
    if (error == STORE_OK)
        counting_talk(turn, in.channel, effects.steps);
    return error;
}

static enum store_error shed(struct turn *turn, struct input *input)
{
    const struct rules *rules = &turn->rules->rules;
    struct outbound reply = {.text =
                                 talk_phrase(rules, PHRASE_overloaded, input->language,
                                             &input->arena, "hotline", rules_hotline(rules), NULL)};
    reply.recipient = input->message.sender;
    input->outcome = TURN_SHED;
    give_reply(input, &reply);
    return STORE_OK;
}

/* Under overload whoever is in the middle of something goes on; others come again. */
static bool is_shed(const struct turn *turn, const struct person *person)
{
    return turn->overloaded && turn->now - person->talked > 3600;
}

static enum store_error meet_and_talk(struct turn *turn, struct input *input, int64_t turn_id)
{
    struct person person;
    struct inbound message = input->message;
    enum store_error error = people_meet(turn->store, input->account->id, message.sender, turn->now,
                                         &turn->scratch, &person);
    if (error != STORE_OK)
        return error;
    input->person = person.id;
    if (is_shed(turn, &person))
        return shed(turn, input);
    error = settle_media(turn, input, &person, &message);
    if (error != STORE_OK || input->outcome == TURN_REFUSED)
        return error;
    return converse(turn, input, &person, &message, turn_id);
}

enum store_error message_work(struct turn *turn, struct input *input)
{
    bool other;
    enum store_error error = check_replay(turn, input, &other);
    if (error != STORE_OK)
        return error;
    if (other) {
        input->outcome = TURN_REFUSED;
        return STORE_OK;
    }
    struct seen before, seen = {.turn = turn->store->next_turn++};
    struct seen_key key = key_of_message(turn, input);
    error = seen_add(turn->store, &key, seen, &before);
    if (error == STORE_CONFLICT)
        return repeat(turn, input, before.turn);
    if (error != STORE_OK || input->message.kind == IN_EVENT)
        return error;
    if (input->message.kind == IN_RECEIPT)
        return delivery_receipt(turn, input);
    return meet_and_talk(turn, input, seen.turn);
}

/* ---- parking ---- */

enum store_error message_park(struct turn *turn, struct input *input, const char *reason)
{
    struct seen before, seen = {.turn = 0};
    struct seen_key key = key_of_message(turn, input);
    enum store_error error = seen_add(turn->store, &key, seen, &before);
    if (error != STORE_OK && error != STORE_CONFLICT)
        return error;
    struct buf body;
    buf_init(&body, STORE_VALUE_MAX);
    buf_packed(&body, input->message.sender);
    buf_packed(&body, input->message.key);
    inbound_pack(&input->message, &body);
    struct parked_row row = {.at = turn->now,
                             .account = input->account->id,
                             .reason = view_of(reason),
                             .body = buf_seen(&body)};
    error = error == STORE_CONFLICT ? STORE_OK : parked_add(turn->store, &row);
    buf_free(&body);
    input->outcome = TURN_PARKED;
    say_broken(turn, input);
    return error;
}
