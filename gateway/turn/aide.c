/* aide: asking the language model that the rules name, and taking its answers.
 *
 * Nothing waits for it. The quote has gone out, the case lies at the desk; beside that, in the same
 * transaction, a row says that the model is asked, and after the commit the question is handed to
 * the sender's thread. Its answer is an input: the row is taken out, the use recorded, and what
 * came of it written, all or nothing. So an answer counts once. One that comes twice finds no row;
 * a crash in between leaves the row, which the next start records as lost; the citizen has the
 * quote in every case.
 *
 * It is left alone where the limits of the day or month are used up, where too many questions are
 * under way, and for a while after it failed a few times in a row. */
#include "gateway/turn/aide.h"

#include "adapters/json.h"
#include "gateway/store/desk.h"
#include "gateway/turn/self.h"

enum {
    UNDER_WAY_MOST = 8,
    FAILURES_MOST = 3,
    REST_TICKS = 60000,
    QUOTE_LEAST = 90, /* bytes: a shorter one is plain enough */
    ORDERS_TOKENS = 600,
    BYTES_A_TOKEN = 2,
    SECONDS_DEFAULT = 8,
    DETAIL_MOST = 300,
    LINK_MOST = 2000,
    IDS_A_SECOND = 65536
};

/* ---- what the rules say ---- */

struct aide_terms {
    struct view label, address, model;
    struct channel_entry key;
    bool rephrase, propose;
    int64_t seconds, day_requests, day_tokens, month_requests, month_tokens; /* 0: no limit */
};

static void read_count(const struct channel_entry *entry, const char *key, int64_t *out)
{
    int64_t value;
    if (view_is(entry->key, key) && view_int(entry->value, 1, INT32_MAX, &value))
        *out = value;
}

static void read_setting(const struct channel_entry *entry, struct aide_terms *terms)
{
    if (view_is(entry->key, "address"))
        terms->address = entry->value;
    else if (view_is(entry->key, "name"))
        terms->model = entry->value;
    else if (view_is(entry->key, "key"))
        terms->key = *entry;
    else if (view_is(entry->key, "rephrase"))
        terms->rephrase = view_is(entry->value, "yes");
    else if (view_is(entry->key, "propose"))
        terms->propose = view_is(entry->value, "yes");
    read_count(entry, "seconds", &terms->seconds);
    read_count(entry, "requests_a_day", &terms->day_requests);
    read_count(entry, "tokens_a_day", &terms->day_tokens);
    read_count(entry, "requests_a_month", &terms->month_requests);
    read_count(entry, "tokens_a_month", &terms->month_tokens);
}

static bool read_terms(const struct rules *rules, struct aide_terms *terms)
{
    struct endpoint_info info;
    if (!rules_endpoint(rules, &info))
        return false;
    *terms = (struct aide_terms){.label = info.name, .seconds = SECONDS_DEFAULT};
    for (int i = 0; i < info.setting_count; i++) {
        struct channel_entry entry = rules_endpoint_setting(rules, i);
        read_setting(&entry, terms);
    }
    return true;
}

/* ---- cost ---- */

static int64_t day_of(int64_t at)
{
    return civil_local(at, CHINA_OFFSET_MINUTES).day;
}

static bool fits(const struct aide_cost *cost, int64_t tokens, int64_t requests_most,
                 int64_t tokens_most)
{
    return (!requests_most || cost->requests < requests_most) &&
           (!tokens_most || cost->tokens + tokens <= tokens_most);
}

static enum store_error has_room(struct turn *turn, const struct aide_terms *terms, int64_t tokens,
                                 bool *room)
{
    struct aide_cost day, month;
    int64_t today = day_of(turn->now);
    struct civil date = civil_from_day((civil_day)today);
    date.day = 1;
    enum store_error error = aide_cost(turn->store, today, today, &day);
    if (error == STORE_OK)
        error = aide_cost(turn->store, civil_to_day(date), today, &month);
    *room = error == STORE_OK && fits(&day, tokens, terms->day_requests, terms->day_tokens) &&
            fits(&month, tokens, terms->month_requests, terms->month_tokens);
    return error;
}

/* ---- asking ---- */

static bool may_ask(const struct turn *turn)
{
    return turn->setup.outlets.ask && turn->aide.under_way < UNDER_WAY_MOST &&
           turn->aide.rest_until <= turn->ticks && !turn->overloaded && !turn->holding;
}

static void keep(struct arena *arena, struct view *text)
{
    *text = view_keep(arena, *text);
}

/* What it needs until the batch is over. */
static void keep_question(struct arena *arena, struct aide_question *question)
{
    struct view *const texts[] = {&question->label,   &question->address,  &question->model,
                                  &question->words,   &question->quote,    &question->title,
                                  &question->section, &question->date,     &question->link,
                                  &question->area,    &question->key.value};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        keep(arena, texts[i]);
    for (size_t i = 0; i < question->candidate_count; i++) {
        struct aide_candidate *one = &question->candidates[i];
        keep(arena, &one->unit);
        keep(arena, &one->unit_text);
        keep(arena, &one->duty);
        keep(arena, &one->duty_text);
    }
}

static int64_t most_tokens(const struct aide_question *question)
{
    size_t bytes = question->words.n + question->quote.n + question->title.n;
    for (size_t i = 0; i < question->candidate_count; i++)
        bytes += question->candidates[i].unit_text.n + question->candidates[i].duty_text.n + 8;
    return ORDERS_TOKENS + AIDE_TOKENS + (int64_t)(bytes / BYTES_A_TOKEN);
}

static int64_t next_id(struct turn *turn)
{
    int64_t first = turn->now * IDS_A_SECOND;
    turn->aide.last_id = turn->aide.last_id < first ? first : turn->aide.last_id + 1;
    return turn->aide.last_id;
}

static enum store_error ask(struct turn *turn, const struct aide_terms *terms,
                            struct aide_question *question, int64_t object, int64_t person)
{
    bool room;
    int64_t tokens = most_tokens(question);
    enum store_error error = has_room(turn, terms, tokens, &room);
    if (error != STORE_OK || !room)
        return error;
    question->id = next_id(turn);
    question->label = terms->label;
    question->address = terms->address;
    question->model = terms->model;
    question->key = terms->key;
    question->seconds = (int)terms->seconds;
    const struct aide_asked asked = {.id = question->id,
                                     .at = turn->now,
                                     .use = question->use,
                                     .object = object,
                                     .person = person,
                                     .tokens = tokens};
    error = aide_ask(turn->store, &asked);
    if (error != STORE_OK)
        return error;
    struct handing *hand = speak_hand(turn, HAND_ASK);
    hand->question = ARENA_NEW(&turn->batch, struct aide_question);
    *hand->question = *question;
    keep_question(&turn->batch, hand->question);
    return STORE_OK;
}

static struct view link_of(const struct passage *p, struct arena *arena)
{
    struct buf link;
    buf_init(&link, LINK_MOST);
    buf_view(&link, p->link);
    if (p->anchor > 0)
        buf_print(&link, "#s%d", p->anchor);
    struct view text = buf_keep(&link, arena);
    buf_free(&link);
    return text;
}

static enum store_error ask_rephrase(struct turn *turn, const struct aide_terms *terms,
                                     const struct input *input, const struct spoken *spoken,
                                     const struct passage *quoted)
{
    struct aide_question question = {.use = AIDE_REPHRASE,
                                     .words = input->message.text,
                                     .quote = quoted->quote,
                                     .title = quoted->title,
                                     .section = quoted->section,
                                     .date = quoted->date,
                                     .link = link_of(quoted, &turn->scratch)};
    return ask(turn, terms, &question, spoken->row.id, spoken->person->id);
}

/* ---- candidates ---- */

static void add_candidate(struct aide_question *question, struct aide_candidate one)
{
    for (size_t i = 0; i < question->candidate_count; i++)
        if (view_eq(question->candidates[i].unit, one.unit) &&
            view_eq(question->candidates[i].duty, one.duty))
            return;
    if (one.unit.n && question->candidate_count < AIDE_CANDIDATES)
        question->candidates[question->candidate_count++] = one;
}

/* Those of the decision, as the desk sees them. */
static void take_decided(struct turn *turn, struct view decision, struct aide_question *question)
{
    const struct field *list = field_child(json_read(decision, &turn->scratch), "candidates");
    for (const struct field *one = list ? list->first : NULL; one; one = one->next)
        add_candidate(question, (struct aide_candidate){
                                    field_text(one, "code"), field_text(one, "unit"),
                                    field_text(one, "duty_code"), field_text(one, "duty")});
}

/* Where the rules name nobody: every unit, as far as there is room. */
static void take_units(struct turn *turn, struct aide_question *question)
{
    const struct rules *rules = &turn->rules->rules;
    for (int unit = 0; unit < rules_counts(rules).units; unit++)
        add_candidate(question,
                      (struct aide_candidate){rules_code(rules, NOUN_UNIT, unit),
                                              rules_display(rules, NOUN_UNIT, unit, LANGUAGE_ZH),
                                              VIEW(""), VIEW("")});
}

/* The street, no nearer: an estate is somebody's address. */
static struct view area_text(const struct rules *rules, struct view code)
{
    int area = code.n ? rules_find(rules, NOUN_AREA, code) : NONE;
    for (int above = area; above != NONE; above = rules_area(rules, above).parent) {
        int parent = rules_area(rules, above).parent;
        if (parent != NONE && rules_area(rules, parent).parent != NONE)
            area = parent;
    }
    return area == NONE ? VIEW("") : rules_display(rules, NOUN_AREA, area, LANGUAGE_ZH);
}

static enum store_error ask_propose(struct turn *turn, const struct aide_terms *terms,
                                    const struct case_filing *filing)
{
    struct aide_question question = {.use = AIDE_PROPOSE,
                                     .words = filing->text,
                                     .area = area_text(&turn->rules->rules, filing->area)};
    take_decided(turn, filing->decision, &question);
    if (question.candidate_count < 2)
        take_units(turn, &question);
    if (question.candidate_count < 2)
        return STORE_OK;
    return ask(turn, terms, &question, turn->store->next_case - 1, 0);
}

static bool is_for_rephrase(const struct input *input, const struct spoken *spoken,
                            const struct talk_effects *effects)
{
    return effects->quoted && effects->quoted->quote.n >= QUOTE_LEAST &&
           input->language == LANGUAGE_ZH && spoken->account->adapter->kind != CHANNEL_SMS;
}

static bool is_for_propose(const struct talk_effects *effects)
{
    const struct case_filing *filing = effects->filing;
    return filing && !filing->dispatched && !filing->anonymous && !filing->confidential &&
           !filing->emergency && filing->text.n;
}

enum store_error aide_after(struct turn *turn, const struct input *input,
                            const struct spoken *spoken, const struct talk_effects *effects)
{
    struct aide_terms terms;
    bool rephrase = is_for_rephrase(input, spoken, effects), propose = is_for_propose(effects);
    if ((!rephrase && !propose) || !may_ask(turn) || !read_terms(&turn->rules->rules, &terms))
        return STORE_OK;
    if (propose && terms.propose)
        return ask_propose(turn, &terms, effects->filing);
    if (rephrase && terms.rephrase)
        return ask_rephrase(turn, &terms, input, spoken, effects->quoted);
    return STORE_OK;
}

/* ---- answers ---- */

static enum store_error record(struct turn *turn, const struct aide_asked *asked,
                               const struct aide_answer *answer)
{
    struct buf detail;
    buf_init(&detail, DETAIL_MOST);
    if (answer->label.n)
        buf_print(&detail, "%.*s; ", VIEW_FMT(answer->label));
    buf_text(&detail, aide_outcome_code(answer->outcome));
    if (answer->why)
        buf_print(&detail, " (%s)", answer->why);
    if (answer->counted)
        buf_print(&detail, "; tokens %lld + %lld", (long long)answer->tokens_in,
                  (long long)answer->tokens_out);
    else
        buf_print(&detail, "; tokens at most %lld", (long long)asked->tokens);
    if (answer->milliseconds)
        buf_print(&detail, "; %lld ms", (long long)answer->milliseconds);
    struct audit_row row = {.at = turn->now,
                            .object = asked->object,
                            .action = view_of(aide_use_action(asked->use)),
                            .detail = buf_seen(&detail)};
    enum store_error error = audit_add(turn->store, &row);
    buf_free(&detail);
    if (error != STORE_OK)
        return error;
    turn_count(turn, METRIC_MODEL_REQUESTS, 1);
    turn_count(turn, METRIC_MODEL_USED, answer->outcome == AIDE_USED);
    turn_count(turn, METRIC_MODEL_TOKENS, answer->tokens_in + answer->tokens_out);
    return STORE_OK;
}

static enum store_error settle_cost(struct turn *turn, const struct aide_asked *asked,
                                    const struct aide_answer *answer)
{
    int64_t cost = answer->tokens_in + answer->tokens_out;
    return answer->counted ? aide_correct(turn->store, day_of(asked->at), cost - asked->tokens)
                           : STORE_OK;
}

static enum store_error say_rephrased(struct turn *turn, const struct aide_asked *asked,
                                      struct aide_answer *answer)
{
    bool said;
    struct view text =
        talk_phrase(&turn->rules->rules, PHRASE_answer_rephrased, LANGUAGE_ZH, &turn->scratch,
                    "text", answer->text, "title", answer->title, "section", answer->section,
                    "date", answer->date, "link", answer->link, TALK_END);
    enum store_error error = speak_behind(turn, asked->person, asked->object, text, &said);
    if (!said)
        answer->outcome = AIDE_PASSED;
    return error;
}

static enum store_error keep_proposal(struct turn *turn, const struct aide_asked *asked,
                                      const struct aide_answer *answer)
{
    const struct aide_proposal proposal = {turn->now, answer->label, answer->lines};
    return aide_propose(turn->store, asked->object, &proposal);
}

enum store_error aide_answered(struct turn *turn, const struct input *input)
{
    struct aide_asked asked;
    struct aide_answer answer = input->aide;
    enum store_error error = aide_take(turn->store, answer.id, &asked);
    if (error != STORE_OK)
        return error == STORE_NONE ? STORE_OK : error;
    error = settle_cost(turn, &asked, &answer);
    if (error == STORE_OK && answer.outcome == AIDE_USED)
        error = asked.use == AIDE_REPHRASE ? say_rephrased(turn, &asked, &answer)
                                           : keep_proposal(turn, &asked, &answer);
    return error == STORE_OK ? record(turn, &asked, &answer) : error;
}

static bool has_failed(enum aide_outcome outcome)
{
    return outcome == AIDE_LATE || outcome == AIDE_UNSENT || outcome == AIDE_BUSY ||
           outcome == AIDE_REFUSED || outcome == AIDE_NO_KEY;
}

void aide_landed(struct turn *turn, const struct input *input)
{
    bool failed = has_failed(input->aide.outcome);
    turn->aide.under_way--;
    turn->aide.failures = failed ? turn->aide.failures + 1 : 0;
    if (turn->aide.failures >= FAILURES_MOST)
        turn->aide.rest_until = turn->ticks + REST_TICKS;
    if (failed)
        log_event(turn->setup.log, LOG_WARNING, "model_failed",
                  LOG_WORD("outcome", aide_outcome_code(input->aide.outcome)),
                  LOG_NUMBER("ms", input->aide.milliseconds));
}

enum store_error aide_recover(struct turn *turn)
{
    int64_t id;
    enum store_error error;
    while ((error = aide_any(turn->store, &id)) == STORE_OK) {
        struct aide_asked asked;
        const struct aide_answer lost = {.id = id, .outcome = AIDE_LOST};
        error = aide_take(turn->store, id, &asked);
        if (error == STORE_OK)
            error = record(turn, &asked, &lost);
        if (error != STORE_OK)
            return error;
        turn->aide.last_id = id;
    }
    return error == STORE_NONE ? STORE_OK : error;
}
