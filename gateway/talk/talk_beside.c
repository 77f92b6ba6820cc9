/* talk_beside: what is said at once beside the matter, or before there is one: our hours, whose
 * business it is, how long it will take, and a word to who scolds. */
#include "gateway/talk/talk_follow.h"
#include "gateway/talk/talk_state.h"

#include "dsl/base/utf8.h"
#include "gateway/talk/talk_asks.h"

enum {
    SHORT_QUESTION = 14,
    VENTED = 60,
    VENTED_AT = 12 /* "your hotline is useless": the hotline is no matter yet */
};

bool beside_open(struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    if (!talk_asks_when_open(r) || follow_may_be(turn->state, turn->input))
        return false;
    say_phrase(turn, PHRASE_always_open, "hotline", rules_hotline(turn->rules), TALK_END);
    return true;
}

/* "Whose business is it?": of the matter at hand, or of what the question names. */
bool beside_whose(struct talking *turn)
{
    bool open = turn->state->has_matter;
    if (!HEARS(turn, asks_whose) ||
        utf8_length(turn->input->recognition->text.text) > SHORT_QUESTION ||
        (open && !file_has_unit(turn)))
        return false;
    struct decision alone = open ? turn->decision : intake_alone(turn);
    if (alone.target.unit == NONE || (!open && alone.status != DECIDE_DUTY))
        return false;
    struct view contact = say_contact(turn, alone.target);
    say_phrase(turn, PHRASE_answer_whose, "unit", say_unit(turn, alone.target), "contact",
               contact.n ? contact : rules_hotline(turn->rules), TALK_END);
    turn->answered = true;
    return true;
}

/* Anger before a word of what it is about is answered, and not looked up. */
bool beside_vented(struct talking *turn)
{
    struct view text = turn->input->recognition->text.text;
    size_t length = utf8_length(text);
    if (!HEARS(turn, vents) || length > (intake_reveals(turn) ? VENTED_AT : VENTED))
        return false;
    say_phrase(turn, PHRASE_vented, TALK_END);
    return true;
}

/* "How long will it take?" before it is filed: the deadline it would have now. */
bool beside_deadline(struct talking *turn)
{
    int64_t due = file_has_unit(turn) ? file_deadline(turn) : 0;
    if (!due || !talk_asks_when_done(turn->input->recognition) || aside_is_other(turn))
        return false;
    if (intake_reveals(turn))
        intake_remember(turn, intake_text(turn->input));
    say_phrase(turn, PHRASE_when_due, "unit", say_unit(turn, turn->decision.target), "due",
               say_due(turn, due), TALK_END);
    question_say(turn);
    return true;
}
