/* talk_feedback: who comes back to what was reported. "The lamp I reported is still dark" is no new
 * matter and no question: the case is urged while it is open, opened again when it was closed, and
 * rated while its answer waits for that. Which case: the one whose number stands in the text; else
 * the newest of those that the words are about; else the newest.
 *
 * The citizen's words go with the move, so that the unit reads what is still wrong. A case that is
 * somebody else's, or none at all, leaves the text what it is: a matter. */
#include "gateway/talk/talk_asks.h"
#include "gateway/talk/talk_state.h"

#include "dsl/base/utf8.h"

/* Does the text have a word of the case's duty? */
bool feedback_is_about(const struct talking *turn, const struct case_brief *one)
{
    const struct recognition *r = turn->input->recognition;
    int duty = one->duty_code.n ? rules_find(turn->rules, NOUN_DUTY, one->duty_code) : NONE;
    for (size_t i = 0; duty != NONE && i < r->category_count; i++)
        if (r->categories[i].index == rules_duty(turn->rules, duty).category)
            return true;
    return false;
}

static bool may_move(enum case_state state)
{
    return state == CASE_ANSWERED || case_may(MOVE_URGE, state, BY_CITIZEN) ||
           case_may(MOVE_REOPEN, state, BY_CITIZEN);
}

/* Better fits first: what the words are about, then what is open, then the newer one. */
static int fits(const struct talking *turn, const struct case_brief *one, bool reveals)
{
    bool about = feedback_is_about(turn, one);
    if (reveals && !about)
        return 0;
    return 1 + 2 * about + (one->state < CASE_FIRST_FINAL);
}

static const struct case_brief *case_meant(const struct talking *turn)
{
    const struct talk_reads *reads = turn->reads;
    const struct case_brief *found = NULL;
    bool reveals = intake_reveals(turn);
    int best = 0;
    for (size_t i = 0; i < reads->case_count; i++) {
        int fit = may_move(reads->cases[i].state) ? fits(turn, &reads->cases[i], reveals) : 0;
        if (fit > best) {
            best = fit;
            found = &reads->cases[i];
        }
    }
    return found;
}

static struct view words(const struct talking *turn)
{
    return view_keep(turn->arena, utf8_head(intake_text(turn->input), TALK_TEXT_MAX));
}

/* It may as well be meant as something new, where it says what. */
static void offer_report(struct talking *turn)
{
    if (turn->state->has_matter)
        return;
    menu_clear(turn->state);
    if (!intake_reveals(turn))
        return;
    menu_add(turn, MENU_REPORT, VIEW(""), words(turn),
             rules_phrase(turn->rules, PHRASE_choice_report, turn->state->language));
}

static void urge(struct talking *turn, const struct case_brief *one)
{
    turn->effects->urged_case = one->id;
    turn->effects->moved_words = words(turn);
    service_say_case(turn, one);
    if (one->unit.n)
        say_phrase(turn, PHRASE_urged, "case", one->number, "unit", say_case_unit(turn, one),
                   TALK_END);
    offer_report(turn);
}

bool feedback_on(struct talking *turn, const struct case_brief *one)
{
    struct talk_state *state = turn->state;
    if (one->state == CASE_ANSWERED && !state->has_matter) {
        rate_of(turn, one);
    } else if (case_may(MOVE_REOPEN, one->state, BY_CITIZEN)) {
        /* what follows is the turn's to say: only it knows whether it may still be opened */
        turn->effects->reopened_case = one->id;
        turn->effects->moved_words = words(turn);
        menu_clear(state);
    } else if (case_may(MOVE_URGE, one->state, BY_CITIZEN)) {
        urge(turn, one);
    } else {
        return false;
    }
    return true;
}

bool feedback_take(struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    const struct talk_state *state = turn->state;
    bool open = state->has_matter || state->pending == PENDING_TELL;
    bool says = talk_feeds_back(r) ||
                (!open && talk_says_undone(r) && !intake_reveals(turn) && !intake_names_area(turn));
    const struct case_brief *one = says ? case_meant(turn) : NULL;
    return one && feedback_on(turn, one);
}
