/* talk_member: people who report from the street, and who takes up wishes.
 *
 * One applies with a sentence, or says the code that was given at the desk. A member's report needs
 * no read-back: a picture, a place, a sentence, and it is filed. A picture that comes behind it is
 * asked about once: the case set right, a wish fulfilled, or something new; the picture waits in
 * the menu's items, so nothing else has to remember it. Whether somebody is a member decides the
 * row, not the conversation: here it only saves questions. */
#include "gateway/talk/talk_state.h"

#include "dsl/base/utf8.h"

enum { CODE_LENGTH = 8, LIST_BYTES = 1500, TITLE_BYTES = 60, NAME_BYTES = 300 };

static struct civic_effect *wanted(struct talking *turn, enum civic_act act)
{
    struct civic_effect *want = ARENA_NEW(turn->arena, struct civic_effect);
    *want = (struct civic_effect){.act = act,
                                  .number = VIEW(""),
                                  .text = VIEW(""),
                                  .place = VIEW(""),
                                  .contact = VIEW(""),
                                  .code = VIEW(""),
                                  .area = VIEW(""),
                                  .category = VIEW(""),
                                  .unit = VIEW("")};
    turn->effects->civic = want;
    return want;
}

/* ---- joining ---- */

/* Eight capitals and digits in a row, at least one of each: no word of any language. */
static struct view code_in(struct view text)
{
    for (size_t at = 0; at < text.n;) {
        size_t end = at, digits = 0;
        for (; end < text.n && ((text.p[end] >= '0' && text.p[end] <= '9') ||
                                (text.p[end] >= 'A' && text.p[end] <= 'Z'));
             end++)
            digits += text.p[end] <= '9';
        if (end - at == CODE_LENGTH && digits && digits < CODE_LENGTH)
            return view_sub(text, at, end);
        at = end > at ? end : at + 1;
    }
    return VIEW("");
}

static void ask_who(struct talking *turn)
{
    const struct civic_reads *reads = civic_of(turn);
    if (reads->is_member || reads->is_applied) {
        say_phrase(turn, PHRASE_member_known, TALK_END);
    } else if (reads->applied_often) {
        say_phrase(turn, PHRASE_member_often, TALK_END);
    } else {
        turn->state->pending = PENDING_JOIN;
        question_say(turn);
    }
}

static void join(struct talking *turn)
{
    struct view code = code_in(intake_text(turn->input));
    menu_clear(turn->state);
    turn->state->pending = PENDING_NOTHING;
    if (!code.n) {
        ask_who(turn);
        return;
    }
    wanted(turn, CIVIC_BIND)->text = view_keep(turn->arena, code);
    say_phrase(turn, PHRASE_member_code, TALK_END);
}

bool member_typed(struct talking *turn)
{
    struct civic_effect *want = wanted(turn, CIVIC_APPLY);
    const struct recognition *r = turn->input->recognition;
    want->text = view_keep(turn->arena, utf8_head(intake_text(turn->input), NAME_BYTES));
    for (size_t i = 0; i < r->evidence_count && !want->area.n; i++)
        if (r->evidence[i].use == USE_AREA)
            want->area = rules_code(turn->rules, NOUN_AREA, r->evidence[i].index);
    turn->state->pending = PENDING_NOTHING;
    say_phrase(turn, PHRASE_member_applied, TALK_END);
    return true;
}

/* ---- wishes ---- */

static void list_wishes(struct talking *turn)
{
    const struct civic_reads *reads = civic_of(turn);
    struct buf list;
    menu_clear(turn->state);
    if (!reads->wish_count) {
        say_phrase(turn, PHRASE_wishes_none, TALK_END);
        return;
    }
    buf_init(&list, LIST_BYTES);
    for (size_t i = 0; i < reads->wish_count; i++) {
        const struct civic_idea *one = &reads->wishes[i];
        buf_text(&list, i ? "\n· " : "· ");
        buf_view(&list, one->title);
        if (reads->is_member)
            menu_add(turn, MENU_TAKE_WISH, one->title, one->number,
                     utf8_head(one->title, TITLE_BYTES));
    }
    say_phrase(turn, PHRASE_wishes_list, "list", buf_seen(&list), TALK_END);
    if (!reads->is_member)
        say_phrase(turn, PHRASE_wishes_members, TALK_END);
    buf_free(&list);
}

bool member_take(struct talking *turn)
{
    if (turn->state->has_matter)
        return false;
    if (heard(turn, TALK_JOIN, TALK_WITHIN))
        join(turn);
    else if (heard(turn, TALK_WISHES, TALK_WITHIN))
        list_wishes(turn);
    else
        return false;
    return true;
}

/* ---- pictures of a member ---- */

static void add_picture_choice(struct talking *turn, enum menu_kind kind, struct view picture,
                               struct view code, enum phrase phrase, const char *name,
                               struct view value)
{
    menu_add(turn, kind, picture, code,
             talk_phrase(turn->rules, phrase, turn->state->language, turn->arena, name, value,
                         TALK_END));
}

bool member_picture(struct talking *turn, struct view picture)
{
    struct talk_state *state = turn->state;
    const struct civic_reads *reads = civic_of(turn);
    bool about = reads->may_resolve || reads->taken.number.n;
    if (!state->member || state->has_matter || !about || state->pending != PENDING_NOTHING)
        return false;
    menu_clear(state);
    picture = view_keep(turn->arena, picture);
    say_phrase(turn, PHRASE_member_picture, TALK_END);
    if (reads->may_resolve)
        add_picture_choice(turn, MENU_RESOLVED, picture, state->last_case, PHRASE_choice_resolved,
                           "case", state->last_case);
    if (reads->taken.number.n)
        add_picture_choice(turn, MENU_PROOF, picture, reads->taken.number, PHRASE_choice_proof,
                           "title", utf8_head(reads->taken.title, TITLE_BYTES));
    menu_add(turn, MENU_PICTURE, picture, VIEW(""),
             rules_phrase(turn->rules, PHRASE_choice_new_report, state->language));
    return true;
}

static void take_picture(struct talking *turn, struct view picture)
{
    struct talk_state *state = turn->state;
    state_begin_matter(turn);
    state->media[state->media_count++] = picture;
    menu_clear(state);
    say_phrase(turn, PHRASE_photo_taken, TALK_END);
    ask_next(turn);
}

static void resolve(struct talking *turn, struct view number, struct view picture)
{
    struct civic_effect *want = wanted(turn, CIVIC_RESOLVE);
    want->number = number;
    want->media[want->media_count++] = picture;
    say_phrase(turn, PHRASE_member_resolved, "case", number, TALK_END);
}

static void prove(struct talking *turn, struct view number, struct view picture)
{
    struct civic_effect *want = wanted(turn, CIVIC_FULFIL);
    want->number = number;
    want->media[want->media_count++] = picture;
    say_phrase(turn, PHRASE_wish_proved, "case", number, TALK_END);
}

/* ---- choices ---- */

bool member_item(struct talking *turn, const struct menu_item *item)
{
    const struct menu_item chosen = {item->kind, view_keep(turn->arena, item->subject),
                                     view_keep(turn->arena, item->code), VIEW("")};
    if (item->kind < MENU_TAKE_WISH || item->kind > MENU_NOT_DONE || turn->state->has_matter)
        return false;
    menu_clear(turn->state);
    switch (chosen.kind) {
    case MENU_TAKE_WISH:
        wanted(turn, CIVIC_TAKE)->number = chosen.code;
        say_phrase(turn, PHRASE_wish_yours, "title", chosen.subject, "case", chosen.code, TALK_END);
        return true;
    case MENU_PROOF:
        prove(turn, chosen.code, chosen.subject);
        return true;
    case MENU_RESOLVED:
        resolve(turn, chosen.code, chosen.subject);
        return true;
    case MENU_PICTURE:
        take_picture(turn, chosen.subject);
        return true;
    case MENU_THANK:
        wanted(turn, CIVIC_THANK)->number = chosen.code;
        say_phrase(turn, PHRASE_wish_confirmed, TALK_END);
        return true;
    default:
        wanted(turn, CIVIC_NOT_DONE)->number = chosen.code;
        say_phrase(turn, PHRASE_wish_disputed, TALK_END);
        return true;
    }
}

/* ---- in one step ---- */

bool member_one_step(const struct talking *turn)
{
    const struct talk_state *state = turn->state;
    bool placed = state->has_point || state->matter.place_count == 1;
    return state->member && !suggest_is(state) && state->said.n && state->media_count && placed &&
           !state->anonymous;
}

bool member_withdraws(struct talking *turn, const struct civic_idea *idea)
{
    if (!heard(turn, TALK_CANCEL, TALK_WITHIN) ||
        !idea_may(IDEA_MOVE_WITHDRAW, idea->kind, idea->state, BY_OWNER))
        return false;
    wanted(turn, CIVIC_WITHDRAW)->number = idea->number;
    say_phrase(turn, PHRASE_idea_withdrawn, "case", idea->number, TALK_END);
    return true;
}
