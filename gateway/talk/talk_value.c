/* talk_value: which of the values offered a typed answer means that names none of them: a bare yes
 * or no, whatever is likeliest, or the name of the place where the matter lies. */
#include "gateway/talk/talk_facts.h"
#include "gateway/talk/talk_short.h"

/* Yes or no to a fact of two values of which one is a no ("会" and "不会"). */
static const struct menu_item *polar(const struct talking *turn, bool yes)
{
    const struct talk_state *state = turn->state;
    const struct menu_item *values[2];
    size_t count = 0;
    for (size_t i = 0; i < state->menu_count; i++) {
        if (state->menu[i].kind != MENU_VALUE)
            continue;
        if (count == 2)
            return NULL;
        values[count++] = &state->menu[i];
    }
    int negative =
        count == 2 ? short_negative(turn->rules, turn->arena, values[0]->label, values[1]->label)
                   : -1;
    return negative < 0 ? NULL : values[yes ? 1 - negative : negative];
}

static const struct menu_item *item_of(const struct talking *turn, enum menu_kind kind)
{
    const struct talk_state *state = turn->state;
    for (size_t i = 0; i < state->menu_count; i++)
        if (state->menu[i].kind == kind)
            return &state->menu[i];
    return NULL;
}

const struct menu_item *value_of_brief(const struct talking *turn)
{
    static const struct menu_item unknown = {.kind = MENU_UNKNOWN}, other = {.kind = MENU_OTHER};
    enum short_answer answer = short_answer_of(turn->input->recognition);
    bool decision = turn->state->pending == PENDING_DECISION;
    switch (answer) {
    case SHORT_UNKNOWN:
    case SHORT_ANY:
    case SHORT_CANNOT:
    case SHORT_KEEP:
        return &unknown; /* also where "none of these" stands: the likeliest stays */
    case SHORT_NO:
        if (ask_is_place(turn))
            return &unknown;
        if (decision && item_of(turn, MENU_OTHER))
            return &other;
        return decision ? polar(turn, false) : NULL;
    case SHORT_YES:
        return decision && !hand_has_picture(turn) ? polar(turn, true) : NULL;
    default:
        return NULL;
    }
}

/* The only value of the menu whose label the cue is heard in; NULL: none, or several. */
static const struct menu_item *labelled(const struct talking *turn, enum cue cue)
{
    const struct talk_state *state = turn->state;
    const struct menu_item *found = NULL;
    for (size_t i = 0; i < state->menu_count; i++) {
        if (state->menu[i].kind != MENU_VALUE ||
            !cue_heard(turn->rules, cue, fold_word(turn->arena, state->menu[i].label)))
            continue;
        if (found)
            return NULL;
        found = &state->menu[i];
    }
    return found;
}

const struct menu_item *value_of_place(const struct talking *turn)
{
    struct mentions found = talk_mentions(turn->input->recognition, turn->now, turn->arena);
    bool place = intake_names_area(turn);
    for (size_t i = 0; i < found.n; i++)
        place |= found.at[i].kind == MENTION_PLACE && !found.at[i].relative;
    if (!place && !HEARS(turn, workplace))
        return NULL;
    if (HEARS(turn, workplace) && labelled(turn, CUE_label_workplace))
        return labelled(turn, CUE_label_workplace);
    if (place && HEARS(turn, estate))
        return labelled(turn, CUE_label_estate);
    return HEARS(turn, road) ? labelled(turn, CUE_label_road) : NULL;
}
