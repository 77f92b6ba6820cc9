/* talk_tell: what zhida says by itself when a case moves. An answer opens the rating, unless the
 * citizen is in the middle of another matter: then the rating waits until asked for. */
#include "gateway/talk/talk_state.h"

static void tell(struct talking *turn, enum told told, const struct case_brief *about)
{
    struct view due = about->due ? say_moment(turn, about->due) : VIEW("-");
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
        say_phrase(turn, PHRASE_told_answered, "case", about->number, "unit",
                   say_case_unit(turn, about), "answer", about->answer, TALK_END);
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
    }
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
    bool ask = told == TOLD_ANSWERED && !state->has_matter;
    size_t menu_before = state->menu_count;
    if (!ask)
        state->menu_count = 0;
    tell(&turn, told, about);
    if (ask) {
        state->rate_case = about->id;
        state->rate_number = view_keep(arena, about->number);
        state->marks_given = 0;
        state->pending = PENDING_RATE;
        rate_ask(&turn);
    }
    say_done(&turn);
    if (!ask)
        state->menu_count = menu_before;
    *out = effects.reply_count ? effects.replies[0] : (struct outbound){.text = VIEW("")};
    out->class_ = OUT_NOTICE;
    buf_free(&turn.said);
}
