/* talk_intake: a message's words become part of the matter: remembered as they were said, and what
 * they reveal added to what is known.
 *
 * The language follows the citizen, but not at every word: a name, a number or a single word in the
 * other script changes nothing, two words or a sentence do. */
#include "gateway/talk/talk_facts.h"

#include "dsl/base/utf8.h"
#include "gateway/talk/talk_danger.h"

enum {
    SENTENCE = 5,
    SMALL_TALK = 6,
    SMALL_TALK_LATIN = 12,
    PHONE_LEAST = 7,
    PHONE_MOST = 15,
    READ_AS_MAX = 600,
    DETAIL_LENGTH = 20
};

bool heard(const struct talking *turn, enum talk_list list, enum talk_hit least)
{
    const struct recognition *r = turn->input->recognition;
    return r && r->talk[list] >= least;
}

static bool has_evidence(const struct talking *turn, bool areas, bool periods, bool others)
{
    const struct recognition *r = turn->input->recognition;
    for (size_t i = 0; r && i < r->evidence_count; i++) {
        enum use_kind use = r->evidence[i].use;
        if (use == USE_AREA ? areas : use == USE_PERIOD ? periods : others)
            return true;
    }
    return false;
}

bool intake_reveals(const struct talking *turn)
{
    return has_evidence(turn, false, false, true);
}

static bool denies(const struct recognition *r)
{
    for (size_t i = 0; i < r->passed_count; i++)
        if (r->passed[i].stance == STANCE_DENIED)
            return true;
    return false;
}

bool intake_settles(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    return r && (r->time_count || r->talk[TALK_HAPPENING_NOW] != TALK_ABSENT ||
                 has_evidence(turn, true, true, true) || denies(r));
}

bool intake_names_area(const struct talking *turn)
{
    return has_evidence(turn, true, false, false);
}

bool intake_anonymous(const struct talking *turn)
{
    return heard(turn, TALK_ANONYMOUS, TALK_WITHIN) && !HEARS(turn, gives_name);
}

struct view intake_text(const struct talk_input *input)
{
    return view_trim(input->message->text);
}

/* ---- language ---- */

struct script {
    int han, words; /* characters; words of Latin letters, not all capitals, without digits */
};

static bool is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static struct script script_of(struct view text)
{
    struct script script = {0, 0};
    bool small = false, digits = false;
    for (size_t at = 0; at < text.n;) {
        uint32_t c = utf8_next(text, &at);
        script.han += c >= 0x2e80;
        if (is_letter(c) || (c >= '0' && c <= '9') || c == '-') {
            small |= c >= 'a' && c <= 'z';
            digits |= c >= '0' && c <= '9';
            continue;
        }
        script.words += small && !digits;
        small = digits = false;
    }
    script.words += small && !digits;
    return script;
}

bool intake_small_talk(const struct talking *turn)
{
    struct view text = intake_text(turn->input);
    size_t most = script_of(text).han ? SMALL_TALK : SMALL_TALK_LATIN;
    return utf8_length(text) <= most && !intake_settles(turn);
}

/* A word that nobody says in the middle of another language. */
static bool is_greeting(const struct talking *turn)
{
    return turn->input->recognition && HEARS(turn, greets_english);
}

void intake_language(struct talking *turn)
{
    struct talk_state *state = turn->state;
    if (turn->input->message->kind != IN_TEXT && turn->input->message->kind != IN_VOICE)
        return;
    struct script script = script_of(intake_text(turn->input));
    bool first = !state->touched;
    first |= !state->has_matter && is_greeting(turn);
    if (script.han >= (first ? 1 : SENTENCE))
        state->language = LANGUAGE_ZH;
    else if (!script.han && script.words >= (first ? 1 : 2))
        state->language = LANGUAGE_EN;
}

/* ---- words ---- */

void intake_remember(struct talking *turn, struct view text)
{
    struct talk_state *state = turn->state;
    struct buf all;
    buf_init(&all, TALK_TEXT_MAX);
    buf_view(&all, state->said);
    if (all.n && all.n < TALK_TEXT_MAX)
        buf_byte(&all, '\n');
    buf_view(&all, utf8_head(text, TALK_TEXT_MAX - all.n));
    state->said = buf_keep(&all, turn->arena);
    buf_free(&all);
}

static bool lies_in(const struct talking *turn, int area, int around)
{
    struct area_info outer = rules_area(turn->rules, around);
    return area >= outer.first && area < outer.last;
}

/* Of the several places asked between, the one inside the area now named ("the one in Yunxi
 * street"); NONE: none, or several. */
static int chosen_between(const struct talking *turn, const struct matter *before)
{
    int chosen = NONE;
    if (before->place_count < 2 || turn->state->matter.place_count != 1)
        return NONE;
    for (int i = 0; i < before->place_count; i++) {
        if (!lies_in(turn, before->places[i], turn->state->matter.places[0]))
            continue;
        if (chosen != NONE)
            return NONE;
        chosen = before->places[i];
    }
    return chosen;
}

/* Naming the district behind the estate makes the place no vaguer. */
static void keep_nearer(struct talking *turn, const struct matter *before)
{
    struct matter *matter = &turn->state->matter;
    int chosen = chosen_between(turn, before);
    if (chosen != NONE)
        matter->places[0] = chosen;
    else if (before->place_count == 1 && matter->place_count == 1 &&
             lies_in(turn, before->places[0], matter->places[0]))
        matter->places[0] = before->places[0];
    else if (intake_names_area(turn))
        turn->state->place_text = VIEW("");
}

/* What was read as what is said in the read-back. */
static void remember_reading(struct talking *turn)
{
    struct view more = turn->input->read_as;
    struct buf all;
    if (!more.n || view_find(turn->state->read_as, more) != SIZE_MAX)
        return;
    buf_init(&all, READ_AS_MAX);
    buf_view(&all, turn->state->read_as);
    buf_view(&all, more);
    if (!all.full)
        turn->state->read_as = buf_keep(&all, turn->arena);
    buf_free(&all);
}

void intake_take(struct talking *turn)
{
    struct talk_state *state = turn->state;
    struct matter before = state->matter;
    bool begins = !state->has_matter;
    state_begin_matter(turn);
    intake_remember(turn, intake_text(turn->input));
    if (!turn->input->recognition)
        return;
    remember_reading(turn);
    if (begins)
        guide_keep_subject(turn);
    matter_reveal(turn->rules, &state->matter, turn->input->recognition, turn->now);
    keep_nearer(turn, &before);
    state->matter.emergency |= danger_heard(turn->input->recognition);
    state->anonymous |= intake_anonymous(turn);
    state->confidential |= heard(turn, TALK_CONFIDENTIAL, TALK_WITHIN);
    talk_facts_take(turn);
}

static bool is_known(const struct matter *matter, int fact)
{
    for (int i = 0; i < matter->fact_count; i++)
        if (matter->facts[i].fact == fact)
            return true;
    return false;
}

/* Facts that were not known before stay beside those that were. */
static void add_unknown(struct matter *matter, const struct matter *before)
{
    struct matter now = *matter;
    memcpy(matter->facts, before->facts, sizeof before->facts);
    matter->fact_count = before->fact_count;
    for (int i = 0; i < now.fact_count && matter->fact_count < KNOWN_MAX; i++)
        if (!is_known(before, now.facts[i].fact))
            matter->facts[matter->fact_count++] = now.facts[i];
}

/* "It is still there" says of what was said to be of the night before no other time. */
static void keep_time(struct matter *matter, const struct matter *before)
{
    bool said = (before->time.known && before->time.source != FROM_MESSAGE) || before->has_day;
    if (!said || matter->time.source != FROM_MESSAGE)
        return;
    matter->time = before->time;
    matter->has_day = before->has_day;
    matter->day = before->day;
}

/* "By the old ash tree" says where, not that it is about trees, and thanks behind it are no praise.
 * A longer answer may say both. */
void intake_detail(struct talking *turn)
{
    struct matter *matter = &turn->state->matter, before = *matter;
    intake_take(turn);
    keep_time(matter, &before);
    if (utf8_length(intake_text(turn->input)) > DETAIL_LENGTH)
        return;
    memcpy(matter->categories, before.categories, sizeof before.categories);
    matter->category_count = before.category_count;
    memcpy(matter->duties, before.duties, sizeof before.duties);
    matter->duty_count = before.duty_count;
    matter->kind = before.kind;
    add_unknown(matter, &before);
}

static struct decision decided(const struct rules *rules, const struct recognition *recognition,
                               int64_t now)
{
    struct matter matter = matter_empty();
    struct decision decision;
    matter_reveal(rules, &matter, recognition, civil_local(now, CHINA_OFFSET_MINUTES));
    decide(rules, &matter, &decision);
    return decision;
}

struct decision intake_decide(const struct rules *rules, const struct talk_input *input,
                              bool sayings)
{
    struct recognition said = *input->recognition;
    if (!sayings)
        said.meant = NULL;
    return decided(rules, &said, input->now);
}

struct decision intake_alone(const struct talking *turn)
{
    return intake_decide(turn->rules, turn->input, !turn->state->has_matter);
}

/* ---- corrections ---- */

static bool known(const struct matter *matter, int fact, int value)
{
    for (int i = 0; i < matter->fact_count; i++)
        if (matter->facts[i].fact == fact && matter->facts[i].value == value)
            return true;
    return false;
}

/* What was known, said once more ("yes, the workmen of the neighbour"). */
static bool says_again(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    for (size_t i = 0; i < r->evidence_count; i++)
        if (r->evidence[i].use == USE_VALUE &&
            known(&turn->state->matter, r->evidence[i].index, r->evidence[i].value))
            return true;
    return false;
}

/* Says that something was read wrongly, or where or when it is. What is only told in addition
 * ("the fee they collect on time") makes no other matter of it. */
bool intake_corrects(const struct talking *turn)
{
    return !HEARS(turn, asks_whether) &&
           ((HEARS(turn, corrects_first) && !says_again(turn)) || HEARS(turn, corrects));
}

/* What a menu settled and the citizen now speaks of otherwise is open again. */
static void reopen(struct talking *turn)
{
    struct matter *matter = &turn->state->matter;
    const struct recognition *r = turn->input->recognition;
    for (int i = 0; i < matter->fact_count; i++)
        for (size_t k = 0; k < r->evidence_count; k++)
            if (r->evidence[k].use == USE_VALUE && matter->facts[i].fact == r->evidence[k].index &&
                matter->facts[i].value != NONE && matter->facts[i].value != r->evidence[k].value)
                matter->facts[i].source = FROM_WORDS;
}

void intake_more(struct talking *turn)
{
    reopen(turn);
    intake_take(turn);
}

/* Does the text give the fact a value that it had not before? */
static bool says_otherwise(const struct talking *turn, const struct matter *before, int fact)
{
    const struct recognition *r = turn->input->recognition;
    for (size_t i = 0; i < r->evidence_count; i++)
        if (r->evidence[i].use == USE_VALUE && r->evidence[i].index == fact &&
            !known(before, fact, r->evidence[i].value))
            return true;
    return false;
}

static bool scored(const struct score *scores, size_t count, int index)
{
    for (size_t i = 0; i < count; i++)
        if (scores[i].index == index)
            return true;
    return false;
}

/* What was chosen from a menu holds until the citizen speaks of another one. */
static void unpin(struct matter *matter, const struct recognition *r)
{
    if (r->category_count && !scored(r->categories, r->category_count, matter->pinned_category))
        matter->pinned_category = NONE;
    if (r->duty_count && !scored(r->duties, r->duty_count, matter->pinned_duty))
        matter->pinned_duty = NONE;
}

/* "Not the site, it is the flat above": of the values now named, the one known before goes. */
void intake_correct(struct talking *turn)
{
    struct matter *matter = &turn->state->matter, before = *matter;
    const struct recognition *r = turn->input->recognition;
    unpin(matter, r);
    matter->fact_count = 0;
    for (int i = 0; i < before.fact_count; i++)
        if (!says_otherwise(turn, &before, before.facts[i].fact))
            matter->facts[matter->fact_count++] = before.facts[i];
    intake_take(turn);
    int kept = 0;
    for (int i = 0; i < matter->fact_count; i++) {
        struct known one = matter->facts[i];
        if (!says_otherwise(turn, &before, one.fact) || !known(&before, one.fact, one.value))
            matter->facts[kept++] = one;
    }
    matter->fact_count = kept;
}

/* ---- phone numbers ---- */

struct view intake_phone(struct view text)
{
    for (size_t at = 0; at < text.n; at++) {
        size_t end = at, digits = 0;
        for (; end < text.n &&
               (strchr("0123456789", text.p[end]) || (digits && strchr("- ", text.p[end])));
             end++)
            digits += text.p[end] >= '0' && text.p[end] <= '9';
        if (digits >= PHONE_LEAST && digits <= PHONE_MOST)
            return view_trim(view_sub(text, at, end));
        if (end > at)
            at = end - 1;
    }
    return VIEW("");
}
