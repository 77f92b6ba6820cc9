/* talk_tell: what zhida says by itself when a case moves. An answer opens the rating, unless the
 * citizen is in the middle of another matter, or talks with an officer: then the rating waits until
 * asked for. */
#include "gateway/talk/talk_state.h"

static void say_answer(struct talking *turn, const struct case_brief *about)
{
    if (about->unit.n)
        say_phrase(turn, PHRASE_told_answered, "case", about->number, "unit",
                   say_case_unit(turn, about), "answer", about->answer, TALK_END);
    else
        say_phrase(turn, PHRASE_told_answered_only, "case", about->number, "answer", about->answer,
                   TALK_END);
}

static void tell(struct talking *turn, enum told told, const struct case_brief *about)
{
    struct view due = say_due(turn, about->due);
    switch (told) {
    case TOLD_DISPATCHED:
        say_phrase(turn, PHRASE_told_dispatched, "case", about->number, "unit",
                   say_case_unit(turn, about), "due", due, TALK_END);
        break;
    case TOLD_SIGNED:
        say_phrase(turn, PHRASE_told_signed, "case", about->number, "unit",
                   say_case_unit(turn, about), TALK_END);
        break;
    case TOLD_ANSWERED:
        say_answer(turn, about);
        break;
    case TOLD_RETURNED:
        say_phrase(turn, PHRASE_told_returned, "case", about->number, TALK_END);
        break;
    case TOLD_CLOSED:
        say_phrase(turn, PHRASE_told_closed, "case", about->number, TALK_END);
        break;
    case TOLD_REDO:
        say_phrase(turn, PHRASE_rate_redo, "case", about->number, "unit",
                   say_case_unit(turn, about), "due", due, TALK_END);
        break;
    case TOLD_SUPERVISED:
        say_phrase(turn, PHRASE_rate_supervised, "case", about->number, TALK_END);
        break;
    case TOLD_FOLLOWED_ANSWERED:
        say_phrase(turn, PHRASE_followed_answered, "case", about->number, "unit",
                   say_case_unit(turn, about), TALK_END);
        break;
    case TOLD_FOLLOWED_ENDED:
        say_phrase(turn, PHRASE_followed_ended, "case", about->number, TALK_END);
        break;
    case TOLD_FOLLOWED_MERGED:
        say_phrase(turn, PHRASE_followed_merged, "case", about->number, TALK_END);
        break;
    case TOLD_EXTENDED:
        say_phrase(turn, PHRASE_told_extended, "case", about->number, "due", due, "reason",
                   about->why, TALK_END);
        break;
    case TOLD_PAUSED:
        say_phrase(turn, PHRASE_told_paused, "case", about->number, "unit",
                   say_case_unit(turn, about), "reason", about->why, TALK_END);
        break;
    case TOLD_MERGED:
        say_phrase(turn, PHRASE_told_merged, "case", about->number, "other", about->why, TALK_END);
        break;
    case TOLD_ASKED_BACK:
        say_phrase(turn, PHRASE_told_asked_back, "case", about->number, TALK_END);
        break;
    case TOLD_REOPEN_LATE:
        say_phrase(turn, PHRASE_told_reopen_late, "case", about->number, TALK_END);
        break;
    }
}

/* One press opens a closed case again, as long as nothing else is being talked about. */
static bool offer_reopening(struct talking *turn, enum told told, const struct case_brief *about)
{
    if ((told != TOLD_CLOSED && told != TOLD_ASKED_BACK) || turn->state->has_matter ||
        turn->state->pending != PENDING_NOTHING || turn->state->taken)
        return false;
    struct buf id;
    buf_init(&id, 24);
    buf_print(&id, "%lld", (long long)about->id);
    menu_clear(turn->state);
    menu_add(turn, MENU_REOPEN, VIEW(""), buf_keep(&id, turn->arena),
             rules_phrase(turn->rules, PHRASE_choice_not_fixed, turn->state->language));
    buf_free(&id);
    return true;
}

void talk_tell(const struct rules *rules, struct talk_state *state, enum told told,
               const struct case_brief *about, enum text_language language, struct arena *arena,
               struct outbound *out)
{
    struct talk_effects effects = {0};
    struct talking turn = {.rules = rules, .state = state, .arena = arena, .effects = &effects};
    buf_init(&turn.said, SAID_MAX);
    if (!state->touched)
        state->language = language;
    bool ask = told == TOLD_ANSWERED && !state->has_matter && !state->taken;
    size_t menu_before = state->menu_count;
    if (!ask)
        state->menu_count = 0;
    tell(&turn, told, about);
    bool offers = offer_reopening(&turn, told, about);
    if (ask) {
        state->rate_case = about->id;
        state->rate_number = view_keep(arena, about->number);
        state->marks_given = 0;
        state->pending = PENDING_RATE;
        rate_ask(&turn);
    }
    say_done(&turn);
    if (!ask && !offers)
        state->menu_count = menu_before;
    *out = effects.reply_count ? effects.replies[0] : (struct outbound){.text = VIEW("")};
    out->class_ = OUT_NOTICE;
    buf_free(&turn.said);
}
