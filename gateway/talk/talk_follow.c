/* talk_follow: "and what papers does that take?" leaves its subject out, as people do. What was
 * answered last is kept for a while (the document, the words of the question), and a short question
 * without a subject of its own goes on from there: the document that was quoted is asked first,
 * then who issued it for a phone number, and then nobody guesses.
 *
 * Two mistakes are possible, and the second is worse: to ask "what about?" where everybody knows
 * what about, and to take a new complaint for a question about something else. So whatever reports
 * something (words of a matter without asking, a reproach, danger) is never a question that goes
 * on, a question that names another document's title is a new one, and a new matter ends the
 * subject. */
#include "gateway/talk/talk_follow.h"

#include "dsl/base/fold.h"
#include "dsl/base/utf8.h"
#include "gateway/talk/talk_asked.h"
#include "gateway/talk/talk_asks.h"
#include "gateway/talk/talk_short.h"
#include "gateway/talk/talk_danger.h"

enum {
    SUBJECT_SECONDS = 1800,
    FOLLOW_LENGTH = 30, /* characters */
    FOLLOW_LATIN = 70,
    TOLD_LEAST = 6,
    TOLD_LENGTH = 40, /* "two years of contributions" */
    TOLD_LATIN = 120,
    BARE_LENGTH = 8,   /* "the phone", "and the fee" */
    CONTENT_LEAST = 2, /* characters */
    TERMS_MAX = 300,
    ASKED_MAX = 480 /* bytes */
};

/* How long the word is that the text begins with and that says nothing of a subject; 0: none. */
static size_t empty_word(const struct rules *rules, struct view text)
{
    static const enum cue cues[] = {CUE_question_word, CUE_aspect, CUE_title_filler,
                                    CUE_question_filler};
    size_t n = 0;
    for (size_t i = 0; i < sizeof cues / sizeof *cues && !n; i++)
        n = cue_leads(rules, cues[i], text);
    return n;
}

bool follow_is_bare(const struct recognition *r)
{
    struct view text = r->text.text;
    size_t left = 0;
    for (size_t at = 0; at < text.n;) {
        size_t n = empty_word(r->rules, view_sub(text, at, text.n));
        if (n) {
            at += n;
            continue;
        }
        uint32_t c = utf8_next(text, &at);
        left += c > ' ' && c != '?';
    }
    return left < CONTENT_LEAST;
}

/* ---- is it one? ---- */

/* Asks, be it with no more than the name of what is wanted. */
static bool is_question(const struct recognition *r)
{
    return talk_has_form(r) ||
           (utf8_length(view_trim(r->text.text)) <= BARE_LENGTH && talk_hears(r, CUE_aspect));
}

/* Words of a matter, more than where and when. */
static bool reveals(const struct recognition *r)
{
    for (size_t i = 0; i < r->evidence_count; i++)
        if (r->evidence[i].use != USE_AREA && r->evidence[i].use != USE_PERIOD)
            return true;
    return false;
}

static bool is_wish(const struct recognition *r)
{
    for (int list = 0; list < TALK_LISTS; list++)
        if (r->talk[list] == TALK_WHOLE && list != TALK_KIND_CONSULT)
            return true;
    return danger_heard(r) || r->talk[TALK_PROGRESS] != TALK_ABSENT;
}

bool follow_has_subject(const struct talk_state *state, int64_t now)
{
    return state->subject.link.n && now - state->subject.at <= SUBJECT_SECONDS;
}

bool follow_may_be(const struct talk_state *state, const struct talk_input *input)
{
    const struct recognition *r = input->recognition;
    if (!r || !follow_has_subject(state, input->now))
        return false;
    struct view text = view_trim(r->text.text);
    bool said = r->kind == NONE || r->kind == KIND_CONSULT;
    size_t length = utf8_length(text), most = length < text.n ? FOLLOW_LENGTH : FOLLOW_LATIN;
    return said && length <= most && !is_wish(r) && !talk_hears(r, CUE_reproach) &&
           (is_question(r) || talk_goes_on(r)) && (!reveals(r) || talk_asks(r) || talk_goes_on(r));
}

/* Whatever it names stands in the subject's title too ("and how much is the allowance?"), or is of
 * a duty of which the subject is a document. */
static bool names_subject(const struct talking *turn)
{
    if (duty_has_subject(turn))
        return true;
    const struct recognition *r = turn->input->recognition;
    struct view title = fold_text(turn->arena, turn->state->subject.title).text;
    for (size_t i = 0; i < r->evidence_count; i++)
        if (view_find(title, view_sub(r->text.text, r->evidence[i].from, r->evidence[i].to)) ==
            SIZE_MAX)
            return false;
    return true;
}

bool follow_asks(struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    return follow_may_be(turn->state, turn->input) && is_question(r) &&
           (!reveals(r) || names_subject(turn)) && !follow_turns_away(turn);
}

/* "I have a permit", but not "there is somebody ...". */
static bool says_has(const struct recognition *r)
{
    return talk_hears(r, CUE_tells_has) && !talk_hears(r, CUE_tells_others);
}

/* A duty that has nothing to say to a question is a matter ("our power is off"). */
static bool names_matter(const struct talking *turn)
{
    struct decision alone = intake_alone(turn);
    return alone.status == DECIDE_DUTY && (alone.urgent || !duty_speaks(turn, alone.duty));
}

/* "I work in the park", "my mother is seventy": of somebody, and of nothing that was done to them.
 */
static bool tells_of_self(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    return (talk_hears(r, CUE_tells_self) || says_has(r)) && !talk_hears(r, CUE_trouble) &&
           !talk_hears(r, CUE_tells_harm) && !names_matter(turn);
}

bool follow_is_open(const struct talking *turn)
{
    return follow_has_subject(turn->state, turn->input->now);
}

/* Thanks, a greeting, "no": of the talk, and not of what was asked about. */
static bool is_of_talk(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    return HEARS(turn, thanks) || HEARS(turn, greets) || talk_goes_alone(r) ||
           short_answer_of(r) != SHORT_NONE;
}

/* By the whole of it: what only tells of whoever asked wants nothing. */
static bool wants_something(const struct recognition *r)
{
    return r->act != ACT_asks && r->act != ACT_nothing && r->act != ACT_tells && r->act != ACTS;
}

bool follow_tells(struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    struct view text = view_trim(r->text.text);
    size_t length = utf8_length(text), most = length < text.n ? TOLD_LENGTH : TOLD_LATIN;
    if (!follow_is_open(turn) || r->kind != NONE || length > most || is_wish(r) || is_question(r) ||
        talk_asks(r) || talk_hears(r, CUE_reproach))
        return false;
    if (is_of_talk(turn) && !reveals(r))
        return false;
    if (r->act == ACT_tells || (r->act != ACT_wants && tells_of_self(turn)))
        return true;
    size_t areas = 0;
    for (size_t i = 0; i < r->evidence_count; i++)
        areas += r->evidence[i].use == USE_AREA;
    if (areas) /* where it is, and no more than that */
        return areas == r->evidence_count;
    if (!reveals(r) && length < TOLD_LEAST)
        return false;
    return r->act == ACT_asks || /* whatever matter it names */
           (!wants_something(r) && !names_matter(turn));
}

const struct passage *follow_passage(const struct talking *turn)
{
    const struct talk_reads *reads = turn->reads;
    for (size_t i = 0; i < reads->follow_count; i++)
        if (duty_is_subject(turn, &reads->follow[i]))
            return &reads->follow[i];
    return NULL;
}

/* ---- the subject ---- */

void follow_remember(struct talking *turn, const struct passage *p)
{
    struct talk_subject *subject = &turn->state->subject;
    if (!view_eq(subject->link, p->link))
        subject->asked = VIEW("");
    subject->link = p->link;
    subject->title = p->title;
    subject->issuer = p->issuer;
    subject->heading = p->section;
    subject->at = turn->input->now;
}

void follow_keep(struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    struct talk_subject *subject = &turn->state->subject;
    bool about = turn->answered || !turn->state->has_matter;
    if (!about || !follow_is_open(turn))
        return;
    if (r && short_answer_of(r) == SHORT_NONE && !HEARS(turn, thanks))
        subject->asked = view_keep(turn->arena, utf8_head(view_trim(r->text.text), ASKED_MAX));
}

void follow_forget(struct talk_state *state)
{
    state->subject = (struct talk_subject){.at = 0};
}

struct view follow_completed(struct talking *turn, struct view text)
{
    struct buf out;
    buf_init(&out, TALK_TEXT_MAX);
    buf_text(&out, "《");
    buf_view(&out, utf8_head(turn->state->subject.title, TERMS_MAX));
    buf_text(&out, "》：");
    buf_view(&out, utf8_head(text, TALK_TEXT_MAX - TERMS_MAX - 20));
    struct view whole = buf_keep(&out, turn->arena);
    buf_free(&out);
    return whole;
}

/* ---- the answer ---- */

struct view follow_pair(const struct rules *rules, struct view text, size_t *at)
{
    while (*at < text.n) {
        size_t first = *at, end = first;
        bool han = utf8_next(text, &end) >= 0x2e80 && end < text.n;
        *at = end;
        if (!han || utf8_next(text, &end) < 0x2e80)
            continue;
        struct view pair = view_sub(text, first, end);
        if (!cue_heard(rules, CUE_aspect, pair) && !cue_heard(rules, CUE_question_word, pair) &&
            !cue_heard(rules, CUE_title_filler, pair))
            return pair;
    }
    return VIEW("");
}

bool follow_names(const struct rules *rules, struct view text, struct view title)
{
    struct view pair;
    for (size_t at = 0; (pair = follow_pair(rules, text, &at)).n;)
        if (view_find(title, pair) != SIZE_MAX)
            return true;
    return false;
}

/* Speaks of a duty, in words that the subject's title has not. */
static bool is_elsewhere(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    struct view title = fold_text(turn->arena, turn->state->subject.title).text;
    bool of_duty = false;
    for (size_t i = 0; i < r->evidence_count; i++) {
        of_duty |= r->evidence[i].use == USE_DUTY;
        if (view_find(title, view_sub(r->text.text, r->evidence[i].from, r->evidence[i].to)) !=
            SIZE_MAX)
            return false;
    }
    return of_duty;
}

/* Something else answers, and the question says what. */
bool follow_turns_away(struct talking *turn)
{
    const struct talk_input *input = turn->input;
    if (!follow_may_be(turn->state, input))
        return false;
    if (guide_turns_away(turn) || asked_elsewhere(turn))
        return true;
    if (!input->passage_count)
        return false;
    const struct passage *p = &input->passages[0];
    const struct passage *said = follow_passage(turn);
    double own = said ? said->score : 0;
    if (view_eq(p->link, turn->state->subject.link))
        return false;
    return (p->score >= ANSWER_LEAST && p->score > own &&
            follow_names(turn->rules, view_trim(input->recognition->text.text),
                         p->names.n ? p->names : p->title)) ||
           (p->score >= ANSWER_FIRST && is_elsewhere(turn));
}

/* The unit of the rules that issued the document: by its full name, or by the end of it. */
static struct target issuer_of(const struct talking *turn)
{
    struct view issuer = turn->state->subject.issuer;
    struct rules_counts counts = rules_counts(turn->rules);
    for (int i = 0; issuer.n && i < counts.units; i++) {
        struct view name = rules_display(turn->rules, NOUN_UNIT, i, LANGUAGE_ZH);
        struct view code = rules_code(turn->rules, NOUN_UNIT, i);
        if ((name.n && view_ends(issuer, name)) || view_ends(name, issuer) ||
            (code.n && view_ends(issuer, code)))
            return (struct target){i, NONE};
    }
    return (struct target){NONE, NONE};
}

bool follow_silent(struct talking *turn)
{
    const struct talk_subject *subject = &turn->state->subject;
    if (duty_follow(turn, issuer_of(turn)))
        return true;
    if (view_starts(subject->link, VIEW("/")) ||
        !say_who_knows(turn, subject->title, issuer_of(turn)))
        return false;
    turn->state->subject.at = turn->input->now;
    turn->answered = true;
    return true;
}

static bool say_phone(struct talking *turn)
{
    struct target issuer = issuer_of(turn);
    struct view contact = say_contact(turn, issuer);
    if (!contact.n || !HEARS(turn, asks_contact))
        return false;
    say_phrase(turn, PHRASE_answer_contact, "unit", say_unit(turn, issuer), "contact", contact,
               TALK_END);
    turn->state->subject.at = turn->input->now;
    return true;
}

bool follow_answer(struct talking *turn)
{
    bool may = follow_may_be(turn->state, turn->input);
    bool matter = reveals(turn->input->recognition);
    bool asks = is_question(turn->input->recognition);
    if (!follow_is_open(turn) || (may && follow_turns_away(turn)))
        return false;
    if (may && !matter && guide_follow_english(turn))
        return true;
    struct view links = duty_subject_links(turn);
    const struct passage *p = follow_passage(turn);
    bool promised = may && p && p->score >= ANSWER_PROMISED;
    bool english = turn->state->language == LANGUAGE_EN; /* documents are in Chinese */
    if (english && may && duty_follow(turn, issuer_of(turn)))
        return true;
    if (asked_further(turn, links, promised))
        return true;
    if (!may)
        return false;
    if (!english && duty_follow(turn, issuer_of(turn)))
        return true;
    if (HEARS(turn, asks_our_hours)) /* "on Saturdays?": a chance meeting of words */
        p = NULL;
    if (p && p->score >= (matter || !asks ? ANSWER_SURE : ANSWER_LEAST)) {
        service_say(turn, asked_rather(turn, p));
        return true;
    }
    if (matter)
        return asks && guide_follow_named(turn);
    return guide_follow(turn) || say_phone(turn);
}
