/* talk_readback: words in answer to "right?".
 *
 * A clear yes files, whatever is said behind it: "yes, be quick, she lives on that" says nothing
 * that stands there wrongly, and goes along with the case. Only a place, a time or a fact that
 * stands otherwise in it is put right first, and read back once more. A plain wish for secrecy is a
 * yes as well.
 *
 * Behind both something may hold it back: a question, a "no", a wish to change. That is heard by
 * itself then, as if it had been the whole message, and nothing is filed. */
#include "gateway/talk/talk_asks.h"
#include "gateway/talk/talk_short.h"
#include "gateway/talk/talk_state.h"

#include "dsl/base/utf8.h"

enum { HURRY_LENGTH = 5, REST_MAX = 3000 };

static enum short_answer brief(const struct talking *turn)
{
    return short_answer_of(turn->input->recognition);
}

/* ---- what stands behind it ---- */

static bool holds_back(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    enum short_answer answer = brief(turn);
    bool asks = utf8_length(intake_text(turn->input)) > HURRY_LENGTH && answer_is_question(turn);
    return asks || answer == SHORT_NO || answer == SHORT_CANNOT || answer == SHORT_LATER ||
           HEARS(turn, denies_reading) || HEARS(turn, thinks) || change_heard(turn) ||
           heard(turn, TALK_CANCEL, TALK_WHOLE) || talk_gives_up(r);
}

/* Files, or puts right what is named otherwise. held: something holds it back anyway. */
static bool take_rest(struct talking *turn, struct view rest, bool held)
{
    if (rest.n)
        new_hear(turn, rest);
    if (rest.n && (held || holds_back(turn)))
        return readback_typed(turn);
    if (!rest.n || !change_behind_yes(turn))
        answer_confirmed(turn, true);
    return true;
}

/* ---- yes, and more ---- */

/* false: the text begins with no yes. */
static bool take_yes_and(struct talking *turn)
{
    const struct folded *text = &turn->input->recognition->text;
    bool yes = false;
    for (size_t at = 0;;) {
        struct view clause = cue_clause(text->text, &at);
        size_t from = (size_t)(clause.p - text->text.p);
        enum short_answer answer =
            clause.n ? short_answer_of(recognise(turn->rules, turn->arena, clause)) : SHORT_NONE;
        if (answer != SHORT_YES && (answer != SHORT_KEEP || !yes))
            return yes &&
                   take_rest(turn, view_trim(fold_original(text, from, text->text.n)), false);
        yes = true;
    }
}

/* ---- a wish for secrecy ---- */

static bool wishes(const struct recognition *r)
{
    return r->talk[TALK_ANONYMOUS] != TALK_ABSENT || r->talk[TALK_CONFIDENTIAL] != TALK_ABSENT;
}

/* All clauses but those that say the wish; of English, whose clauses no blank ends, nothing. */
static struct view beside_wish(const struct talking *turn)
{
    const struct folded *text = &turn->input->recognition->text;
    struct buf out;
    if (utf8_length(text->text) == text->text.n)
        return VIEW("");
    buf_init(&out, REST_MAX);
    for (size_t at = 0; at < text->text.n;) {
        struct view clause = cue_clause(text->text, &at);
        size_t from = (size_t)(clause.p - text->text.p);
        if (!clause.n || wishes(recognise(turn->rules, turn->arena, clause)))
            continue;
        buf_view(&out, fold_original(text, from, from + clause.n));
        buf_byte(&out, ' ');
    }
    struct view rest = view_trim(buf_keep(&out, turn->arena));
    buf_free(&out);
    return rest;
}

/* By any word of asking: a wish alone is a weaker yes than a yes. */
static bool asks(const struct talking *turn, struct view text)
{
    const struct recognition *r = recognise(turn->rules, turn->arena, text);
    return talk_hears(r, CUE_question_word) || talk_hears(r, CUE_question_end) ||
           talk_hears(r, CUE_corrects);
}

/* A plain wish says that it may be filed; a question ("can he find out that it was me?") does not.
 */
static bool take_private(struct talking *turn)
{
    bool anonymous = intake_anonymous(turn);
    bool confidential = heard(turn, TALK_CONFIDENTIAL, TALK_WITHIN);
    if (HEARS(turn, asks_private) ||
        view_find(turn->input->recognition->text.text, VIEW("?")) != SIZE_MAX)
        return private_wish(turn);
    if (!anonymous && !confidential)
        return false;
    struct view rest = beside_wish(turn);
    bool held = asks(turn, rest) || (!rest.n && intake_corrects(turn)); /* "make it anonymous" */
    if (confidential)
        say_phrase(turn, PHRASE_kept_confidential, TALK_END);
    turn->state->anonymous |= anonymous && !confidential;
    turn->state->confidential |= confidential;
    if (rest.n || !held)
        return take_rest(turn, rest, held);
    question_say(turn);
    return true;
}

/* ---- the answer ---- */

bool readback_typed(struct talking *turn)
{
    enum short_answer answer = brief(turn);
    if (answer == SHORT_KEEP || answer == SHORT_THANKS) {
        answer_confirmed(turn, true);
        return true;
    }
    if (hand_has_picture(turn)) {
        say_phrase(turn, PHRASE_photo_awaited, TALK_END);
        question_say(turn);
        return true;
    }
    if (talk_gives_up(turn->input->recognition)) {
        wish_drop(turn, PHRASE_cancelled);
        return true;
    }
    if (answer == SHORT_CANNOT || answer == SHORT_LATER || answer == SHORT_UNKNOWN) {
        question_say(turn); /* said to something asked before: once more, without reproach */
        return true;
    }
    return answer_yes_no(turn) || take_private(turn) || take_yes_and(turn);
}
