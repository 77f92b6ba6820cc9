/* apply: effects become rows. What the conversation decided is written here and nowhere else: the
 * case with its first event, a rating or a withdrawal as moves of the case, consent with its proof,
 * then the turn with its replies. All of it stands or falls with the input's savepoint. */
#include "gateway/turn/self.h"

static struct view display(const struct turn *turn, enum rules_noun noun, struct view code)
{
    const struct rules *rules = &turn->rules->rules;
    int index = code.n ? rules_find(rules, noun, code) : NONE;
    return index == NONE ? VIEW("") : rules_display(rules, noun, index, LANGUAGE_ZH);
}

/* Seen, pictured and placed by somebody who gives their name for it. */
static bool is_snapshot(const struct case_filing *filing)
{
    bool plain = filing->kind == KIND_COMPLAINT || filing->kind == KIND_REPORT;
    return plain && filing->media_count && !filing->anonymous &&
           (filing->has_point || filing->area.n);
}

static unsigned flags_of(const struct case_filing *filing)
{
    return (filing->urgent ? CASE_URGENT : 0u) | (filing->anonymous ? CASE_ANONYMOUS : 0u) |
           (filing->emergency ? CASE_EMERGENCY : 0u) | (filing->dispatched ? CASE_BY_ENGINE : 0u) |
           (filing->confidential ? CASE_CONFIDENTIAL : 0u) |
           (filing->by_member ? CASE_BY_MEMBER : 0u) | (is_snapshot(filing) ? CASE_SNAPSHOT : 0u);
}

static struct case_line line_of(struct turn *turn, const struct case_filing *filing)
{
    return (struct case_line){.id = turn->store->next_case,
                              .state = filing->dispatched ? CASE_DISPATCHED : CASE_RECEIVED,
                              .kind = filing->kind,
                              .channel = filing->channel,
                              .flags = flags_of(filing),
                              .category = filing->category,
                              .duty = filing->duty,
                              .unit = filing->dispatched ? filing->unit : VIEW(""),
                              .area = filing->area,
                              .filed = turn->now,
                              .due = filing->due,
                              .confidence = filing->confidence};
}

static struct view new_secret(struct turn *turn)
{
    unsigned char *wrapped = arena_alloc(&turn->scratch, SEAL_WRAPPED);
    seal_wrap_new(turn->store->seal, wrapped);
    return (struct view){(const char *)wrapped, SEAL_WRAPPED};
}

/* Whoever stays anonymous is not tied to the case: the query code alone leads back to it. */
static struct case_full case_of(struct turn *turn, const struct case_filing *filing,
                                const struct spoken *spoken)
{
    struct case_full full = {.line = line_of(turn, filing),
                             .person = filing->anonymous ? 0 : spoken->person->id,
                             .version = turn->rules->version,
                             .since = turn->now,
                             .role = filing->role,
                             .duty_text = display(turn, NOUN_DUTY, filing->duty),
                             .unit_text = display(turn, NOUN_UNIT, filing->unit),
                             .text = filing->text,
                             .summary = filing->summary,
                             .place = filing->place,
                             .contact = filing->contact,
                             .code = filing->code,
                             .decision = filing->decision,
                             .assist_count = filing->assist_count,
                             .media_count = filing->media_count,
                             .has_point = filing->has_point,
                             .latitude = filing->latitude,
                             .longitude = filing->longitude,
                             .secret = new_secret(turn)};
    memcpy(full.assists, filing->assists, sizeof full.assists);
    memcpy(full.media, filing->media, sizeof full.media);
    return full;
}

enum store_error apply_filing(struct turn *turn, struct case_filing *filing, struct spoken *spoken)
{
    if (filing->by_member) {
        enum store_error known = civic_is_member(turn, spoken->person->id, &filing->by_member);
        if (known != STORE_OK)
            return known;
    }
    struct case_full full = case_of(turn, filing, spoken);
    deadline_note_filed(turn, &full);
    full.next_at = clock_next(turn, &full);
    enum store_error error = cases_add(turn->store, &full);
    struct case_event event = {.case_id = full.line.id,
                               .at = turn->now,
                               .move = EVENT_FILED,
                               .state = full.line.state,
                               .mover = BY_ENGINE,
                               .unit = full.line.unit,
                               .due = full.line.due,
                               .within = full.due_within};
    if (error == STORE_OK)
        error = cases_add_event(turn->store, &full, &event);
    if (error == STORE_OK && filing->confidential)
        error = complained_find(turn, &full);
    if (error == STORE_OK && !filing->confidential) /* it is shown to nobody as one like theirs */
        error = followers_join(turn, &full);
    if (error == STORE_OK)
        error = findable_put(turn, &full);
    if (error != STORE_OK)
        return error;
    turn->store->next_case++;
    if (full.person)
        spoken->row.case_id = spoken->person->case_id = full.line.id;
    if (full.next_at && (!turn->cases_look_at || full.next_at < turn->cases_look_at))
        turn->cases_look_at = full.next_at;
    turn_count(turn, METRIC_FILED, 1);
    return STORE_OK;
}

/* A poor rating sends the case back; what is said of it comes after what the talk said. */
static void say_told(struct turn *turn, struct input *input, struct talk_state *state,
                     enum told told, const struct case_brief *brief, struct talk_effects *effects)
{
    if (effects->reply_count == REPLIES_MAX)
        return;
    struct outbound *reply = &effects->replies[effects->reply_count];
    talk_tell(&turn->rules->rules, state, told, brief, input->language, &turn->scratch, reply);
    if (reply->text.n)
        effects->reply_count++;
}

static enum store_error rate(struct turn *turn, struct input *input, struct talk_state *state,
                             struct talk_effects *effects)
{
    enum told told;
    struct case_brief brief;
    bool tell;
    enum store_error error = move_rate(turn, effects->rated_case, effects->rating,
                                       effects->moved_words, &told, &brief, &tell);
    if (error == STORE_OK && tell)
        say_told(turn, input, state, told, &brief, effects);
    return error;
}

static enum store_error reopen(struct turn *turn, struct input *input, struct talk_state *state,
                               struct talk_effects *effects)
{
    enum told told;
    struct case_brief brief = {0};
    enum store_error error =
        move_reopen(turn, effects->reopened_case, effects->moved_words, &told, &brief);
    if (error == STORE_OK && brief.id)
        say_told(turn, input, state, told, &brief, effects);
    return error;
}

static enum store_error settle_person(struct turn *turn, struct spoken *spoken,
                                      const struct talk_effects *effects)
{
    struct person *person = spoken->person;
    enum store_error error = STORE_OK;
    int given = effects->erase || effects->consent == CONSENT_WITHDRAWN ? -1
                : effects->consent == CONSENT_GIVEN                     ? 1
                                                                        : 0;
    if (given && given != person->consent)
        error = people_set_consent(turn->store, person->id, given, turn->now, spoken->row.id);
    if (error == STORE_OK && effects->bind_enterprise.n)
        error = people_set_enterprise(turn->store, person->id, effects->bind_enterprise);
    return error;
}

/* The reply that names number and code leads to the page that asks for them. */
static void link_filed(struct turn *turn, const struct spoken *spoken,
                       const struct case_filing *filing, struct outbound *replies, size_t count)
{
    struct view number =
        case_number_text(turn_prefix(turn), turn->store->next_case - 1, &turn->scratch);
    for (size_t i = 0; i < count; i++)
        if (view_find(replies[i].text, number) != SIZE_MAX)
            speak_add_link(turn, spoken->account, number, filing->code, &turn->scratch,
                           &replies[i]);
}

static void take_replies(struct spoken *spoken, const struct talk_effects *effects)
{
    spoken->row.reply_count = effects->reply_count;
    for (size_t i = 0; i < effects->reply_count; i++)
        spoken->row.replies[i] = effects->replies[i];
}

static void pack_state(struct turn *turn, struct spoken *spoken, const struct talk_state *state)
{
    struct buf packed;
    buf_init(&packed, STORE_VALUE_MAX);
    talk_pack(&turn->rules->rules, state, &packed);
    spoken->person->state = buf_keep(&packed, &turn->scratch);
    buf_free(&packed);
}

/* The turn names the case, as a filing does: what is said later belongs to something else. */
static enum store_error follow(struct turn *turn, struct spoken *spoken, struct view number)
{
    return followers_add(turn, spoken->person, number, &spoken->row.case_id);
}

enum store_error apply_effects(struct turn *turn, struct input *input, struct spoken *spoken,
                               struct talk_state *state, struct talk_effects *effects)
{
    enum store_error error = STORE_OK;
    if (effects->filing)
        error = apply_filing(turn, effects->filing, spoken);
    if (error == STORE_OK && effects->civic)
        error = civic_apply(turn, effects->civic, spoken);
    if (error == STORE_OK && effects->follow.n)
        error = follow(turn, spoken, effects->follow);
    if (error == STORE_OK && effects->added_case.n)
        error = move_add(turn, spoken->person, effects, &spoken->row.case_id);
    if (error == STORE_OK && effects->rated)
        error = rate(turn, input, state, effects);
    if (error == STORE_OK && effects->withdrawn)
        error = move_withdraw(turn, effects->withdrawn_case);
    if (error == STORE_OK && effects->reopened_case)
        error = reopen(turn, input, state, effects);
    if (error == STORE_OK && effects->urged_case)
        error = move_urge(turn, effects->urged_case, effects->moved_words);
    if (error == STORE_OK)
        error = settle_person(turn, spoken, effects);
    if (error != STORE_OK)
        return error;
    if (effects->filing)
        link_filed(turn, spoken, effects->filing, effects->replies, effects->reply_count);
    take_replies(spoken, effects);
    pack_state(turn, spoken, state);
    error = speak_write(turn, input, spoken);
    if (error == STORE_OK && effects->follow.n && spoken->row.case_id)
        error = followers_late(turn, spoken->person, spoken->row.case_id);
    return error;
}
