/* talk_intake: a message's words become part of the matter: remembered as they were said, and what
 * they reveal added to what is known. */
#include "gateway/talk/talk_state.h"

#include "dsl/base/utf8.h"

bool heard(const struct talking *turn, enum talk_list list, enum talk_hit least)
{
    const struct recognition *r = turn->input->recognition;
    return r && r->talk[list] >= least;
}

bool intake_reveals(const struct talking *turn)
{
    const struct recognition *r = turn->input->recognition;
    for (size_t i = 0; i < r->evidence_count; i++)
        if (r->evidence[i].use != USE_AREA && r->evidence[i].use != USE_PERIOD)
            return true;
    return false;
}

struct view intake_text(const struct talk_input *input)
{
    return view_trim(input->message->text);
}

void intake_language(struct talking *turn)
{
    struct view text = intake_text(turn->input);
    int letters = 0;
    for (size_t at = 0; at < text.n;) {
        uint32_t c = utf8_next(text, &at);
        if (c >= 0x2e80) {
            turn->state->language = LANGUAGE_ZH;
            return;
        }
        letters += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
    if (letters >= 3 && turn->input->message->kind == IN_TEXT && !turn->state->menu_count)
        turn->state->language = LANGUAGE_EN;
}

void intake_remember(struct talking *turn, struct view text)
{
    struct talk_state *state = turn->state;
    struct buf all;
    buf_init(&all, TALK_TEXT_MAX);
    buf_view(&all, state->said);
    if (all.n)
        buf_byte(&all, '\n');
    buf_view(&all, utf8_head(text, TALK_TEXT_MAX - all.n));
    state->said = buf_keep(&all, turn->arena);
    buf_free(&all);
}

void intake_take(struct talking *turn)
{
    state_begin_matter(turn);
    intake_remember(turn, intake_text(turn->input));
    matter_reveal(turn->rules, &turn->state->matter, turn->input->recognition, turn->now);
    turn->state->matter.emergency |= heard(turn, TALK_EMERGENCY, TALK_WITHIN);
}
