/* talk_near: a short list of what may be meant, where words say too little.
 *
 * Where nothing at all was understood, the citizen is first offered the few duties whose words come
 * nearest to what was said (dsl/engine/near.h), before being asked for other words; where nothing
 * comes near, there is no list, for a list of strangers only costs time. Where the class is clear
 * and the duty is not, and no word says which, the nearest duties of the class are offered instead
 * of its first ones. Whatever is offered is one tap, "none of these" is one too, and nothing is
 * decided by it. */
#include "dsl/engine/near.h"
#include "gateway/talk/talk_short.h"
#include "gateway/talk/talk_state.h"

enum { LOOKED_AT = 16 };

static void add_duty(struct talking *turn, int duty)
{
    menu_add(turn, MENU_DUTY, VIEW(""), rules_code(turn->rules, NOUN_DUTY, duty),
             rules_display(turn->rules, NOUN_DUTY, duty, turn->state->language));
}

/* All that was said of the matter. */
static const struct recognition *all_said(const struct talking *turn)
{
    return recognise(turn->rules, turn->arena, turn->state->said);
}

/* What all that was said comes near to, or else one message of it: "today", behind it, says nothing
 * of the matter and takes nothing back. */
static size_t offered(const struct talking *turn, struct near near[NEAR_OFFERED])
{
    size_t n = near_offered(turn->arena, all_said(turn), near);
    for (struct view rest = turn->state->said; !n && rest.n;) {
        struct view message = view_cut(&rest, '\n');
        n = near_offered(turn->arena, recognise(turn->rules, turn->arena, message), near);
    }
    return n;
}

bool near_offer(struct talking *turn)
{
    struct near near[NEAR_OFFERED];
    size_t n = offered(turn, near);
    if (!n)
        return false;
    say_phrase(turn, PHRASE_which_category, TALK_END);
    for (size_t i = 0; i < n; i++)
        add_duty(turn, near[i].duty);
    menu_add_phrase(turn, MENU_OTHER, PHRASE_choice_none_of_these);
    return true;
}

bool near_speaks(const struct talking *turn)
{
    struct near near;
    const struct recognition *r = turn->input->recognition;
    for (int list = 0; list < TALK_LISTS; list++)
        if (r->talk[list] == TALK_WHOLE)
            return false;
    return near_duties(turn->arena, r, NONE, &near, 1) && near.plain;
}

bool near_surely(const struct talking *turn)
{
    const struct saying_meant *meant = meant_of(turn->input->recognition);
    if (!meant)
        return near_speaks(turn);
    for (int i = 0; i < rules_counts(turn->rules).categories; i++)
        if (meant->points[i] >= SAID_SURE)
            return true;
    return false;
}

/* Is the list above what was asked last? */
static bool is_offered(const struct talking *turn)
{
    const struct talk_state *state = turn->state;
    return state->pending == PENDING_DETAIL && turn->decision.status == DECIDE_NOTHING &&
           state->menu_count && state->menu[state->menu_count - 1].kind == MENU_OTHER;
}

bool near_none(struct talking *turn)
{
    if (!is_offered(turn))
        return false;
    menu_clear(turn->state);
    say_phrase(turn, PHRASE_not_understood, TALK_END);
    return true;
}

bool near_refused(struct talking *turn)
{
    switch (short_answer_of(turn->input->recognition)) {
    case SHORT_NO:
    case SHORT_UNKNOWN:
    case SHORT_ANY:
    case SHORT_CANNOT:
        return near_none(turn);
    default:
        return false;
    }
}

/* Would the duty still be possible if it were the one? */
static bool is_possible(const struct talking *turn, int duty)
{
    struct matter matter = turn->state->matter;
    struct decision decision;
    if (!rules_duty(turn->rules, duty).has_words)
        return false;
    matter.pinned_duty = duty;
    decide(turn->rules, &matter, &decision);
    return decision.status == DECIDE_ASK ||
           (decision.status == DECIDE_DUTY && decision.duty == duty);
}

/* What the words come to if the matter is of the category: a duty, or NONE where more is open. */
static int duty_within(const struct talking *turn, int category)
{
    struct matter matter = turn->state->matter;
    struct decision decision;
    matter.pinned_category = category;
    decide(turn->rules, &matter, &decision);
    return decision.status == DECIDE_DUTY ? decision.duty : NONE;
}

void near_ask_category(struct talking *turn)
{
    const struct decision *decision = &turn->decision;
    for (int i = 0; i < decision->choice_count; i++) {
        int category = decision->choices[i], duty = duty_within(turn, category);
        if (duty != NONE)
            add_duty(turn, duty);
        else
            menu_add(turn, MENU_CATEGORY, VIEW(""),
                     rules_code(turn->rules, NOUN_CATEGORY, category),
                     rules_display(turn->rules, NOUN_CATEGORY, category, turn->state->language));
    }
}

void near_ask_matter(struct talking *turn)
{
    const struct decision *decision = &turn->decision;
    struct near near[LOOKED_AT];
    size_t n = turn->state->matter.duty_count
                   ? 0
                   : near_duties(turn->arena, all_said(turn), decision->category, near, LOOKED_AT);
    int shown = 0;
    for (size_t i = 0; i < n && shown < CHOICES_MAX; i++)
        if (is_possible(turn, near[i].duty)) {
            add_duty(turn, near[i].duty);
            shown++;
        }
    for (int i = 0; i < decision->choice_count && !shown; i++)
        add_duty(turn, decision->choices[i]);
}
