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
    int negative = count == 2 ? short_negative(values[0]->label, values[1]->label) : -1;
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
        return decision ? polar(turn, true) : NULL;
    default:
        return NULL;
    }
}

/* The only value of the menu whose label holds one of the words; NULL: none, or several. */
static const struct menu_item *labelled(const struct talking *turn, const char *const *words,
                                        size_t count)
{
    const struct talk_state *state = turn->state;
    const struct menu_item *found = NULL;
    for (size_t i = 0; i < state->menu_count; i++) {
        if (state->menu[i].kind != MENU_VALUE || !view_holds(state->menu[i].label, words, count))
            continue;
        if (found)
            return NULL;
        found = &state->menu[i];
    }
    return found;
}

const struct menu_item *value_of_place(const struct talking *turn)
{
    static const char *const estates[] = {"苑",   "小区", "花园",   "公寓",
                                          "家园", "新村", "garden", "court"};
    static const char *const roads[] = {"路", "大道", "大街", "road", "avenue"};
    static const char *const inside[] = {"小区", "院里", "院内", "住宅", "estate"};
    static const char *const on_road[] = {"马路", "路上", "道路", "road"};
    struct mentions found = talk_mentions(turn->input->recognition, turn->now, turn->arena);
    bool place = intake_names_area(turn);
    for (size_t i = 0; i < found.n; i++)
        place |= found.at[i].kind == MENTION_PLACE && !found.at[i].relative;
    if (!place)
        return NULL;
    if (HOLDS(turn, estates))
        return labelled(turn, inside, sizeof inside / sizeof *inside);
    return HOLDS(turn, roads) ? labelled(turn, on_road, sizeof on_road / sizeof *on_road) : NULL;
}
