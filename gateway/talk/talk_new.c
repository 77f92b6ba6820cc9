/* talk_new: what is no wish and no answer. Without a matter it begins one, or is a question that a
 * document answers. In the middle of a matter it is something more about it, a correction, or not
 * understood; whatever was answered beside the matter, the pending question comes back once.
 *
 * What asks like a question may still be meant as a complaint: where it speaks of a matter, its
 * words are kept with the choice under it, and one tap reports them.
 *
 * After a long pause the old draft is offered first. The message that came is held meanwhile and
 * read again afterwards: as part of the old matter, or as the beginning of a new one. */
#include "gateway/talk/talk_asked.h"
#include "gateway/talk/talk_follow.h"
#include "gateway/talk/talk_state.h"

#include "dsl/base/utf8.h"
#include "gateway/talk/talk_act.h"
#include "gateway/talk/talk_asks.h"
#include "gateway/talk/talk_facts.h"
#include "gateway/talk/talk_short.h"
#include "gateway/talk/talk_typo.h"

enum {
    DRAFT_AFTER_SECONDS = 7200,
    TOPIC_LENGTH = 10,
    REMARK = 6,
    REMARK_HAN = 3,
    TOLD_MOST = 20,
    WORD_LENGTH = 4,
    MOBILE = 11,
    SHORT_QUESTION = 14
};

/* Only a person can help: nothing is said but the choice. */
static void to_hand(struct talking *turn)
{
    menu_clear(turn->state);
    turn->state->pending = PENDING_PERSON;
    question_say(turn);
}

/* ---- without a matter ---- */

static struct view kept_text(const struct talking *turn)
{
    return view_keep(turn->arena, utf8_head(intake_text(turn->input), TALK_TEXT_MAX));
}

/* The choice to have the words reported after all. */
static void offer_report(struct talking *turn, struct view text)
{
    menu_add(turn, MENU_REPORT, VIEW(""), text,
             rules_phrase(turn->rules, PHRASE_choice_report, turn->state->language));
}

/* A document on the very thing that surely answers, what the rules say themselves, a document that
 * may answer; one that only mentions the thing has to fit better. */
static bool is_written(struct talking *turn, double least)
{
    return service_answer_named(turn, ANSWER_FIRST) || guide_answer(turn, false) ||
           duty_answer(turn) || asked_answer(turn) || service_answer_named(turn, least) ||
           service_answer(turn, ANSWER_BESIDE) || duty_headings(turn);
}

static bool asks_surely(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    return (r->kind == KIND_CONSULT || r->act == ACT_asks) && !follow_is_open(turn);
}

static bool is_answered(struct talking *turn, bool reveals)
{
    const struct recognition *r = turn->input->recognition;
    bool whole = HEARS(turn, asks_how) || HEARS(turn, part_any) ||
                 (HEARS(turn, wishes) && !talk_has_form(r));
    if (follow_answer(turn) || (whole && guide_answer(turn, true))) /* a guide says all of it */
        return true;
    if (turn->state->language != LANGUAGE_EN &&
        ((asks_surely(turn) && service_answer_named(turn, ANSWER_FIRST)) || asked_answer(turn))) {
        if (intake_reveals(turn) && !turn->state->aside.n)
            offer_report(turn, kept_text(turn));
        return true;
    }
    if (guide_answer(turn, true))
        return true;
    if (follow_asks(turn)) /* it names nothing of its own: another document is met by chance */
        return guide_answer(turn, false) || duty_headings_further(turn) || follow_silent(turn);
    if (follow_is_bare(r) || follow_tells(turn))
        return false; /* what other documents say to it is chance */
    bool plain = !reveals || heard(turn, TALK_KIND_CONSULT, TALK_WITHIN) || follow_turns_away(turn);
    double least = plain || r->kind == KIND_CONSULT ? ANSWER_LEAST : ANSWER_SURE;
    bool written = plain || talk_asks(r) ? is_written(turn, least)
                                         : talk_wishes(r) && (service_answer(turn, ANSWER_FIRST) ||
                                                              duty_answer(turn));
    if (written && !plain && !turn->state->aside.n)
        offer_report(turn, kept_text(turn));
    return written;
}

/* The question becomes a consultation, with what it goes on from; the subject stays. said: so was
 * why nobody but a colleague answers it. */
static void ask_colleague(struct talking *turn, bool said)
{
    struct talk_state *state = turn->state;
    struct talk_subject subject = state->subject;
    struct view completed = follow_completed(turn, intake_text(turn->input));
    bool follows = follow_asks(turn) && follow_passage(turn);
    intake_take(turn);
    state->matter.kind = KIND_CONSULT;
    if (follows)
        state->said = completed;
    state->subject = subject;
    ask_decide(turn);
    if (!said)
        question_unknown(turn);
    to_hand(turn);
}

/* Said to what needed no answer; behind what was filed also "no" and "nothing else". */
static bool is_thanks(const struct talking *turn)
{
    enum short_answer answer = short_answer_of(turn->input->recognition);
    return answer == SHORT_YES || answer == SHORT_THANKS ||
           talk_goes_alone(turn->input->recognition) ||
           (answer != SHORT_NONE && turn->state->last_filed);
}

/* A question in which at most words of facts stand ("our company"), or one so plain that nothing
 * can have happened: it is about no matter yet. */
static bool only_asks(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    if (intake_small_talk(turn) || act_is(turn->state, turn->input, ACT_wants))
        return false;
    if (talk_asks_plainly(r) || talk_is_question(r))
        return true;
    for (size_t i = 0; i < r->category_count; i++)
        if (r->categories[i].strong)
            return false;
    return talk_asks(r) && !talk_hears(r, CUE_trouble);
}

/* May one, does one have to? */
static bool asks_leave(const struct talking *turn)
{
    return HEARS(turn, asks_leave) || HEARS(turn, asks_last);
}

/* A short question that goes on from an answer, in words of a matter: nothing says that it
 * happened, and the document does not answer. Reporting it is one tap away. */
static bool goes_nowhere(struct talking *turn)
{
    struct view asked = turn->input->recognition->text.text;
    if (!intake_reveals(turn) || !follow_may_be(turn->state, turn->input) || !asks_leave(turn) ||
        utf8_length(asked) > SHORT_QUESTION || follow_turns_away(turn))
        return false;
    struct view text = kept_text(turn);
    if (!follow_silent(turn))
        ask_colleague(turn, false);
    offer_report(turn, text);
    return true;
}

/* Words of a matter, but somebody asks: by the whole of it, or about one of many things, and which,
 * whoever answers it sees. */
static bool only_wants_answer(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    struct decision alone = intake_alone(turn);
    bool vague = alone.ask == ASK_CATEGORY || alone.ask == ASK_MATTER || alone.ask == ASK_VARIABLE;
    return turn->only_asks || (r->kind == KIND_CONSULT && (vague || r->act == ACT_asks));
}

/* "A complaint", "I report": what it is comes next. */
static bool names_kind(const struct talking *turn)
{
    static const enum talk_list kinds[] = {TALK_KIND_COMPLAINT, TALK_KIND_REPORT, TALK_KIND_HELP,
                                           TALK_KIND_CONSULT};
    bool names = false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        names |= heard(turn, kinds[i], TALK_WHOLE);
    return names && !intake_reveals(turn);
}

/* A few words that the rules know nothing of: behind an answer they are of what it was about. */
static void say_small_talk(struct talking *turn)
{
    if (follow_is_open(turn) && utf8_length(intake_text(turn->input)) > REMARK_HAN)
        say_phrase(turn, PHRASE_told_more, "title", turn->state->subject.title, TALK_END);
    else
        question_say(turn);
}

/* Told, neither asked nor complained of. */
static bool is_statement(const struct talking *turn, size_t least)
{
    const struct recognition *r = turn->input->recognition;
    struct view text = intake_text(turn->input);
    size_t n = utf8_length(text);
    return r && n < text.n && n >= least && r->kind == NONE && !talk_asks(r);
}

/* "Not the firm, I pay it myself" behind an answer: of whoever asked, and of nothing else. */
static bool tells_of_answer(const struct talking *turn)
{
    return follow_is_open(turn) && !intake_reveals(turn) &&
           (HEARS(turn, corrects) || HEARS(turn, tells_self)) && !HEARS(turn, trouble) &&
           !HEARS(turn, tells_harm) && is_statement(turn, REMARK_HAN) &&
           utf8_length(intake_text(turn->input)) <= TOLD_MOST;
}

/* Nothing that anybody could see to, by the whole of it and by its words. */
static bool is_nothing(const struct talking *turn)
{
    return act_is(turn->state, turn->input, ACT_nothing) && HEARS(turn, no_matter) &&
           intake_alone(turn).status == DECIDE_NOTHING;
}

/* Nothing answers it: a matter, or only words on the way to one. unanswered: it asked. */
static void begin_told(struct talking *turn, bool reveals, bool unanswered)
{
    struct talk_state *state = turn->state;
    const struct recognition *r = turn->input->recognition;
    if (talk_only_announces(r) || names_kind(turn) ||
        (unanswered && follow_is_bare(r) && !follow_is_open(turn))) {
        say_phrase(turn, PHRASE_tell, TALK_END);
    } else if (unanswered && (!reveals || only_wants_answer(turn))) {
        ask_colleague(turn, false);
    } else if (r->kind == KIND_SUGGEST) {
        suggest_begin(turn, TOPIC_LENGTH);
    } else if (talk_announces(r)) {
        say_phrase(turn, PHRASE_tell, TALK_END);
    } else if (heard(turn, TALK_CHANGE, TALK_WITHIN) && !reveals) { /* sent by mistake */
        say_phrase(turn, PHRASE_noted, TALK_END);
    } else if (!state->greeted && !reveals && !near_speaks(turn)) {
        say_welcome(turn);
    } else if (is_thanks(turn)) {
        say_phrase(turn, PHRASE_noted, TALK_END);
    } else if (tells_of_answer(turn)) {
        say_phrase(turn, PHRASE_told_more, "title", state->subject.title, TALK_END);
    } else if ((intake_small_talk(turn) || is_nothing(turn)) && !near_speaks(turn) &&
               !HEARS(turn, trouble) && !HEARS(turn, tells_harm)) {
        say_small_talk(turn);
    } else {
        intake_take(turn);
        ask_next(turn);
    }
}

/* "Hello, anybody there?" */
static bool only_greets(const struct talking *turn)
{
    return HEARS(turn, greets) && !HEARS(turn, thanks) && intake_small_talk(turn) &&
           !follow_is_open(turn);
}

/* Behind a filed case a question about something else is none of its additions. */
static bool asks_of_other(const struct talking *turn)
{
    const struct case_brief *last = service_last_case(turn);
    return only_wants_answer(turn) && intake_reveals(turn) && last &&
           !feedback_is_about(turn, last);
}

static void begin(struct talking *turn)
{
    struct talk_state *state = turn->state;
    const struct recognition *r = turn->input->recognition;
    bool asks = only_asks(turn), question = r->kind == KIND_CONSULT || asks;
    bool reveals = intake_reveals(turn) && !asks;
    state->pending = PENDING_NOTHING;
    menu_clear(state);
    bool follows = follow_asks(turn);
    if (beside_open(turn) || service_contact(turn) || beside_vented(turn) || hand_say_case(turn) ||
        (!question && !follows && hand_add(turn))) /* told, not asked */
        return;
    if (only_greets(turn)) { /* whatever document has its words is met by chance */
        begin_told(turn, false, false);
        return;
    }
    if (beside_whose(turn) || is_answered(turn, reveals)) {
        if (turn->only_past)
            ask_colleague(turn, true);
        return;
    }
    if (follow_tells(turn)) {
        say_phrase(turn, PHRASE_told_more, "title", state->subject.title, TALK_END);
        duty_headings_told(turn);
        if (reveals)
            offer_report(turn, kept_text(turn));
        return;
    }
    if ((!asks_of_other(turn) && hand_add(turn)) || goes_nowhere(turn) ||
        (reveals && several_offer(turn)))
        return;
    begin_told(turn, reveals, question || follows);
}

/* ---- in the middle of a matter ---- */

static void add_to_matter(struct talking *turn)
{
    struct matter before = turn->state->matter;
    bool place = place_is_said(turn);
    if (place)
        intake_detail(turn);
    else
        intake_more(turn);
    if (place || intake_corrects(turn))
        place_add(turn, &before);
    ask_next(turn);
}

/* A place, a firm, a number, a sum: of use to whoever handles it, whatever was asked. */
static bool says_more(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    if (heard(turn, TALK_ANONYMOUS, TALK_WITHIN) || heard(turn, TALK_CONFIDENTIAL, TALK_WITHIN))
        return true;
    return r && talk_mentions(r, turn->now, turn->arena).n > 0;
}

/* Is anything lost if the question just comes again, the words being kept with the matter? */
static bool is_remark(const struct talking *turn)
{
    enum pending pending = turn->state->pending;
    struct view text = intake_text(turn->input);
    bool optional = pending == PENDING_READBACK || pending == PENDING_PERSON ||
                    (pending >= PENDING_TIME && pending <= PENDING_CONTACT);
    if (pending == PENDING_READBACK && says_more(turn))
        return true;
    return optional && utf8_length(text) >= (text.n > utf8_length(text) ? REMARK_HAN : REMARK);
}

static void not_understood(struct talking *turn)
{
    struct talk_state *state = turn->state;
    bool remark = is_remark(turn);
    if (!(remark && (state->pending == PENDING_READBACK || state->pending == PENDING_PERSON)) &&
        ++state->misunderstood >= 2) {
        intake_remember(turn, intake_text(turn->input));
        say_phrase(turn, PHRASE_not_understood_again, TALK_END);
        hand_over(turn, HANDED_MISUNDERSTOOD);
        return;
    }
    if (remark) {
        intake_remember(turn, intake_text(turn->input));
        talk_facts_take(turn);
        say_noted(turn);
    } else if (!heard(turn, TALK_CONFIRM, TALK_WHOLE) || state->menu_count > 1) {
        say_phrase(turn, PHRASE_ask_again, TALK_END);
    }
    question_say(turn);
}

/* A question that no document answers goes with the matter, and whoever reads it answers. */
static bool note_question(struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    if (r->kind != KIND_CONSULT && !talk_asks(r))
        return false;
    intake_remember(turn, intake_text(turn->input));
    if (turn->state->pending == PENDING_PERSON) { /* one more for the same colleague */
        say_phrase(turn, PHRASE_question_joined, TALK_END);
    } else {
        say_phrase(turn, PHRASE_question_noted, TALK_END);
    }
    question_say(turn);
    return true;
}

static void note_told(struct talking *turn)
{
    intake_remember(turn, intake_text(turn->input));
    say_phrase(turn, PHRASE_told_joined, TALK_END);
    question_say(turn);
}

/* "A bachelor's degree", of a question that waits for a colleague. */
static bool tells_of_question(struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    if (turn->state->pending != PENDING_PERSON || !is_statement(turn, 2) ||
        utf8_length(intake_text(turn->input)) > TOLD_MOST)
        return false;
    bool few = utf8_length(intake_text(turn->input)) <= WORD_LENGTH || r->act == ACT_asks ||
               (HEARS(turn, tells_self) && r->act != ACT_wants);
    for (size_t i = 0; i < r->evidence_count && !few; i++)
        if (r->evidence[i].use == USE_DUTY)
            return false;
    for (size_t i = 0; i < r->category_count && !few; i++)
        if (r->categories[i].strong)
            return false;
    note_told(turn);
    return true;
}

static void continue_matter(struct talking *turn)
{
    struct talk_state *state = turn->state;
    struct view phone = intake_phone(intake_text(turn->input));
    bool about = intake_reveals(turn) || intake_names_area(turn);
    if (!about && beside_open(turn)) {
        question_say(turn);
        return;
    }
    if (state->pending != PENDING_PHOTO && hand_has_picture(turn)) {
        say_phrase(turn, PHRASE_photo_awaited, TALK_END);
        question_say(turn);
        return;
    }
    bool beside = !about || aside_is_other(turn) ||
                  ((state->pending == PENDING_READBACK || state->pending == PENDING_PERSON) &&
                   talk_is_question(turn->input->recognition));
    if (beside_deadline(turn) || (beside && note_question(turn)))
        return;
    if (tells_of_question(turn))
        return;
    if (change_read_back(turn))
        return;
    if (state->pending == PENDING_PERSON && intake_settles(turn)) {
        note_told(turn); /* of the question: nothing more has to be known */
    } else if (intake_settles(turn)) {
        add_to_matter(turn);
    } else if (phone.n == MOBILE && phone.p[0] == '1') {
        intake_remember(turn, intake_text(turn->input));
        talk_facts_renumber(turn);
        say_noted(turn); /* it was not asked for now */
        if (state->pending == PENDING_PERSON)
            question_say(turn);
        else
            ask_next(turn);
    } else if (state->pending == PENDING_DECISION &&
               (says_more(turn) || is_statement(turn, REMARK_HAN))) {
        add_to_matter(turn);
    } else {
        not_understood(turn);
    }
}

void new_take(struct talking *turn)
{
    if (turn->state->has_matter)
        continue_matter(turn);
    else
        begin(turn);
}

/* It goes on from an answer, and the document does not say. */
static bool follow_unknown(struct talking *turn)
{
    if (!follow_asks(turn))
        return false;
    if (follow_silent(turn))
        return true;
    say_phrase(turn, PHRASE_answer_unsure, "title", turn->state->subject.title, TALK_END);
    return true;
}

bool new_question(struct talking *turn)
{
    const struct talk_state *state = turn->state;
    const struct recognition *r = turn->input->recognition;
    bool away = follow_turns_away(turn);
    bool may_ask = away || (talk_asks(r) && !follow_asks(turn));
    double least = away || r->kind == KIND_CONSULT ? ANSWER_LEAST : ANSWER_SURE;
    if (!state->has_matter || state->pending == PENDING_SUGGEST ||
        (ask_is_place(turn) && intake_names_area(turn)))
        return false;
    if (beside_whose(turn)) {
        question_say(turn);
        return true;
    }
    bool bare = follow_is_bare(r); /* of the matter at hand: no other document answers */
    if (!service_contact(turn) && !follow_answer(turn) && !guide_answer(turn, true) &&
        !(talk_has_form(r) && asked_answer(turn)) &&
        !(may_ask && bare && duty_say(turn, &turn->decision)) &&
        !(may_ask && !bare && service_answer_beside(turn, least)) && !guide_answer(turn, false) &&
        !((r->kind == KIND_CONSULT || (state->pending == PENDING_PERSON && may_ask)) &&
          duty_answer(turn)) &&
        !follow_unknown(turn))
        return false;
    if (state->pending == PENDING_DRAFT) /* offered once already, and still open */
        menu_clear(turn->state);
    else
        ask_resume(turn);
    return true;
}

/* ---- after a pause ---- */

bool new_after_pause(struct talking *turn, int64_t gap)
{
    struct talk_state *state = turn->state;
    if (!state->has_matter || gap < DRAFT_AFTER_SECONDS || state->pending == PENDING_DRAFT)
        return false;
    state->held = kept_text(turn);
    state->pending = PENDING_DRAFT;
    question_say(turn);
    return true;
}

void new_hear(struct talking *turn, struct view text)
{
    struct inbound *message = ARENA_NEW(turn->arena, struct inbound);
    struct talk_input *input = ARENA_NEW(turn->arena, struct talk_input);
    *message = *turn->input->message;
    *input = *turn->input;
    message->kind = IN_TEXT;
    message->text = text;
    input->message = message;
    input->recognition = typo_recognise(turn->rules, turn->arena, message->text, &input->read_as);
    input->passage_count = 0;
    turn->input = act_heard(turn->state, input, ARENA_NEW(turn->arena, struct talk_input),
                            ARENA_NEW(turn->arena, struct recognition));
    turn->asked = NULL;
}

void new_draft_taken(struct talking *turn, bool go_on)
{
    struct talk_state *state = turn->state;
    bool aside = !state->held.n;
    new_hear(turn, turn->state->held);
    turn->no_step = true;
    bool more = intake_settles(turn);
    state->held = VIEW("");
    if (!go_on && aside) {
        wish_drop(turn, PHRASE_cancelled);
        return;
    }
    if (!go_on) {
        state_drop_matter(state);
        state->listed_count = 0;
        if (more)
            begin(turn);
        else
            say_phrase(turn, PHRASE_restarted, TALK_END);
        return;
    }
    ask_settle(turn);
    if (!more)
        question_say(turn);
    else if (!answer_typed(turn))
        continue_matter(turn);
}

bool new_report(struct talking *turn, struct view text)
{
    bool asked = turn->state->pending == PENDING_PERSON; /* a question that waits for a colleague */
    if (!text.n || (turn->state->has_matter && !asked))
        return false;
    new_hear(turn, view_keep(turn->arena, text));
    if (turn->state->has_matter)
        state_drop_matter(turn->state);
    menu_clear(turn->state);
    intake_take(turn);
    if (turn->state->matter.kind == KIND_CONSULT)
        turn->state->matter.kind = KIND_COMPLAINT;
    ask_next(turn);
    return true;
}

bool new_ask(struct talking *turn, struct view text)
{
    if (!text.n || turn->state->has_matter)
        return false;
    new_hear(turn, view_keep(turn->arena, text));
    menu_clear(turn->state);
    intake_take(turn);
    turn->state->matter.kind = KIND_CONSULT;
    wish_person(turn);
    return true;
}
