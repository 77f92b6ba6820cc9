/* talk_undo: steps one can go back.
 *
 * A step is what was known before a turn that changed it: the matter, the place in the citizen's
 * words, what was skipped. It is taken at the start of every turn and kept at its end if anything
 * differs, so that no answer has to remember to make itself undoable. The question that follows is
 * found again from what is known; so the question before is, too. */
#include "gateway/talk/talk_state.h"

enum { STEP_MAX = 3072 }; /* a larger one is not kept: the state stays small */

struct view undo_before(const struct talking *turn)
{
    const struct talk_state *state = turn->state;
    struct buf matter, step;
    if (!state->has_matter)
        return VIEW("");
    buf_init(&matter, STEP_MAX);
    buf_init(&step, STEP_MAX);
    matter_pack(turn->rules, &state->matter, &matter);
    buf_packed(&step, buf_seen(&matter));
    buf_packed(&step, state->place_text);
    buf_u8(&step, (uint8_t)state->skipped);
    buf_u8(&step, (uint8_t)(state->anonymous | state->confidential << 1));
    struct view packed = matter.full || step.full ? VIEW("") : buf_keep(&step, turn->arena);
    buf_free(&matter);
    buf_free(&step);
    return packed;
}

void undo_keep(struct talking *turn, struct view before)
{
    struct talk_state *state = turn->state;
    if (turn->no_step || !before.n || !state->has_matter || view_eq(before, undo_before(turn)))
        return;
    if (state->undo_count == TALK_UNDO_MAX)
        memmove(state->undo, state->undo + 1, (TALK_UNDO_MAX - 1) * sizeof *state->undo);
    else
        state->undo_count++;
    state->undo[state->undo_count - 1] = before;
}

bool undo_step(struct talking *turn)
{
    struct talk_state *state = turn->state;
    turn->no_step = true;
    if (!state->undo_count)
        return false;
    struct reader in = reader_of(state->undo[--state->undo_count]);
    struct matter matter;
    if (!matter_unpack(turn->rules, read_packed(&in), &matter))
        return false;
    state->matter = matter;
    state->place_text = read_packed(&in);
    state->skipped = read_u8(&in);
    unsigned flags = read_u8(&in);
    state->anonymous = flags & 1;
    state->confidential = flags & 2;
    return !in.bad;
}
