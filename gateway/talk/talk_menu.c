/* talk_menu: the choices that go with a question, and which of them an answer picks.
 *
 * A choice's key is "MENU.ITEM": the number of the menu and the place in it, so a button of an old
 * message is known to be old. People on channels without buttons type the item's number or its
 * words; both are held against the menu that was really sent, which the state keeps by codes. */
#include "gateway/talk/talk_state.h"

#include "dsl/base/utf8.h"
#include "dsl/engine/cue.h"

void menu_clear(struct talk_state *state)
{
    state->menu_count = 0;
}

void menu_add(struct talking *turn, enum menu_kind kind, struct view subject, struct view code,
              struct view label)
{
    struct talk_state *state = turn->state;
    if (state->menu_count < TALK_MENU_MAX)
        state->menu[state->menu_count++] = (struct menu_item){kind, subject, code, label};
}

void menu_add_phrase(struct talking *turn, enum menu_kind kind, enum phrase label)
{
    struct view text = rules_phrase(turn->rules, label, turn->state->language);
    menu_add(turn, kind, VIEW(""), VIEW(""), text);
}

void menu_add_yes_no(struct talking *turn, enum menu_kind yes, enum menu_kind no)
{
    struct view no_text = rules_phrase(turn->rules, PHRASE_ask_yes_no, turn->state->language);
    struct view yes_text = view_cut(&no_text, '|');
    menu_add(turn, yes, VIEW(""), VIEW(""), yes_text);
    menu_add(turn, no, VIEW(""), VIEW(""), no_text);
}

static const struct menu_item *by_key(const struct talk_state *state, struct view key, bool *stale)
{
    struct view rest = key;
    int64_t menu, item;
    if (!view_int(view_cut(&rest, '.'), 0, UINT32_MAX, &menu) || !rest.p ||
        !view_int(rest, 1, TALK_MENU_MAX, &item) || menu != state->menu_number ||
        (size_t)item > state->menu_count) {
        *stale = true;
        return NULL;
    }
    return &state->menu[item - 1];
}

/* "2", "2。", "（2）" typed as an answer. */
static bool typed_number(struct view text, int64_t *number)
{
    struct view left = text;
    while (left.n && strchr("(.) ", left.p[0]))
        left = view_sub(left, 1, left.n);
    while (left.n && strchr("(.) ", left.p[left.n - 1]))
        left.n--;
    if (left.n > 3 && memcmp(left.p + left.n - 3, "\xe3\x80\x82", 3) == 0)
        left.n -= 3;
    return view_int(left, 1, 99, number);
}

/* "yes" of "yes, it is dangerous" */
static struct view label_head(struct view label)
{
    struct view head = view_cut(&label, ',');
    return head;
}

/* The item whose label is the text, or begins with it up to a comma, or alone contains it. */
static const struct menu_item *by_label(const struct talking *turn, struct view text)
{
    const struct talk_state *state = turn->state;
    const struct menu_item *within = NULL;
    int found = 0;
    for (size_t i = 0; i < state->menu_count; i++) {
        struct view label = fold_word(turn->arena, state->menu[i].label);
        if (view_eq(text, label) || view_eq(text, label_head(label)))
            return &state->menu[i];
        if (view_find(label, text) == SIZE_MAX)
            continue;
        within = &state->menu[i];
        found++;
    }
    return found == 1 && utf8_length(text) >= 2 ? within : NULL;
}

/* "It is the residents' one": without what one says around a choice. */
static struct view bare_choice(const struct talking *turn, struct view text)
{
    size_t at, n = cue_leads(turn->rules, CUE_choice_begin, text);
    text = view_sub(text, n, text.n);
    if (cue_find(turn->rules, CUE_choice_end, text, &at))
        text = view_sub(text, 0, at);
    return view_trim(text);
}

const struct menu_item *menu_picked(const struct talking *turn, bool *stale)
{
    const struct talk_state *state = turn->state;
    const struct inbound *message = turn->input->message;
    *stale = false;
    if (message->kind == IN_CHOICE && message->choice.n)
        return by_key(state, message->choice, stale);
    if (!turn->input->recognition)
        return NULL;
    struct view text = view_trim(turn->input->recognition->text.text);
    int64_t number;
    if (typed_number(text, &number))
        return number <= (int64_t)state->menu_count ? &state->menu[number - 1] : NULL;
    const struct menu_item *item = text.n ? by_label(turn, text) : NULL;
    struct view bare = item ? VIEW("") : bare_choice(turn, text);
    return bare.n && bare.n < text.n ? by_label(turn, bare) : item;
}
