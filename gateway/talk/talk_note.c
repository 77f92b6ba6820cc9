/* talk_note: how suggestions, wishes and points stand, asked for or said by itself. A note changes
 * nothing of what the person is in the middle of; only a wish that is said to be fulfilled puts its
 * two choices up, and only where nothing else waits for an answer. */
#include "gateway/talk/talk_state.h"

enum { LIST_BYTES = 1500 };

/* ---- progress ---- */

static void say_idea(struct talking *turn, const struct civic_idea *idea)
{
    const struct idea_state_info *info = idea_state_info(idea->state);
    bool english = turn->state->language == LANGUAGE_EN;
    say_phrase(turn, PHRASE_idea_one, "case", idea->number, "title", idea->title, "state",
               view_of(english ? info->en : info->zh), TALK_END);
    if (idea->reply.n)
        say_phrase(turn, PHRASE_idea_reply, "reply", idea->reply, TALK_END);
}

bool note_progress(struct talking *turn)
{
    const struct civic_reads *reads = civic_of(turn);
    for (size_t i = 0; i < reads->idea_count; i++)
        say_idea(turn, &reads->ideas[i]);
    return reads->idea_count > 0;
}

static bool same_letters(struct view a, struct view b)
{
    bool same = a.n == b.n;
    for (size_t i = 0; same && i < a.n; i++)
        same = (a.p[i] & ~0x20) == (b.p[i] & ~0x20);
    return same;
}

bool note_asked(struct talking *turn, struct view number)
{
    const struct civic_reads *reads = civic_of(turn);
    for (size_t i = 0; i < reads->idea_count; i++) {
        const struct civic_idea *idea = &reads->ideas[i];
        if (!same_letters(idea->number, number))
            continue;
        if (!member_withdraws(turn, idea))
            say_idea(turn, idea);
        return true;
    }
    return false;
}

/* ---- points ---- */

static void add_line(struct talking *turn, struct buf *list, const struct civic_line *line)
{
    const struct point_info *info = point_info(line->reason);
    buf_text(list, list->n ? "\n· " : "· ");
    buf_view(list, say_moment(turn, line->at));
    buf_print(list, " %s %+lld", turn->state->language == LANGUAGE_EN ? info->en : info->zh,
              (long long)line->points);
}

static struct view number_text(struct talking *turn, int64_t number)
{
    struct buf text;
    buf_init(&text, 32);
    buf_print(&text, "%lld", (long long)number);
    struct view kept = buf_keep(&text, turn->arena);
    buf_free(&text);
    return kept;
}

bool note_points(struct talking *turn)
{
    const struct civic_reads *reads = civic_of(turn);
    struct buf list;
    if (!heard(turn, TALK_POINTS, TALK_WITHIN))
        return false;
    if (!reads->line_count) {
        say_phrase(turn, PHRASE_points_none, TALK_END);
        return true;
    }
    buf_init(&list, LIST_BYTES);
    for (size_t i = 0; i < reads->line_count; i++)
        add_line(turn, &list, &reads->lines[i]);
    say_phrase(turn, PHRASE_points_balance, "points", number_text(turn, reads->balance), "account",
               number_text(turn, reads->account), "list", buf_seen(&list), TALK_END);
    buf_free(&list);
    return true;
}

/* ---- by itself ---- */

static void say_note(struct talking *turn, enum civic_note kind, const struct view values[4])
{
    bool english = turn->state->language == LANGUAGE_EN;
    switch (kind) {
    case CIVIC_NOTE_MEMBER_YES:
        say_phrase(turn, PHRASE_member_accepted, TALK_END);
        break;
    case CIVIC_NOTE_MEMBER_NO:
        say_phrase(turn, PHRASE_member_refused, TALK_END);
        break;
    case CIVIC_NOTE_MEMBER_ENDED:
        say_phrase(turn, PHRASE_member_ended, TALK_END);
        break;
    case CIVIC_NOTE_POINTS:
        say_phrase(turn, PHRASE_points_given, "points", values[3], "reason",
                   values[english ? 2 : 1], "case", values[0], TALK_END);
        break;
    case CIVIC_NOTE_REDEEMED:
        say_phrase(turn, PHRASE_points_redeemed, "points", values[3], "text", values[2], TALK_END);
        break;
#define NOTE(name, phrase)                                                                         \
    case CIVIC_NOTE_##name:                                                                        \
        say_phrase(turn, PHRASE_##phrase, "case", values[0], "title", values[1], "text",           \
                   values[2], TALK_END);                                                           \
        break;
        NOTE(ACCEPTED, idea_accepted)
        NOTE(DECLINED, idea_declined)
        NOTE(MERGED, idea_merged)
        NOTE(COMMENTED, idea_commented)
        NOTE(PUBLISHED, idea_published)
        NOTE(REPLIED, idea_replied)
        NOTE(WISH_OPEN, wish_open)
        NOTE(WISH_TAKEN, wish_taken)
        NOTE(WISH_FULFILLED, wish_fulfilled)
        NOTE(WISH_THANKED, wish_thanked)
        NOTE(WISH_NOT_DONE, wish_not_done)
#undef NOTE
    default:
        break;
    }
}

static bool nothing_waits(const struct talk_state *state)
{
    return !state->has_matter && state->pending == PENDING_NOTHING;
}

void talk_note(const struct rules *rules, struct talk_state *state, enum civic_note kind,
               const struct view values[4], enum text_language language, int64_t now,
               struct arena *arena, struct outbound *out)
{
    struct talk_effects effects = {0};
    struct talking turn = {.rules = rules,
                           .state = state,
                           .arena = arena,
                           .effects = &effects,
                           .now = civil_local(now, CHINA_OFFSET_MINUTES)};
    size_t menu_before = state->menu_count;
    bool asks = kind == CIVIC_NOTE_WISH_FULFILLED && nothing_waits(state);
    buf_init(&turn.said, SAID_MAX);
    if (!state->touched)
        state->language = language;
    state->menu_count = 0;
    if (kind == CIVIC_NOTE_MEMBER_YES || kind == CIVIC_NOTE_MEMBER_ENDED)
        state->member = kind == CIVIC_NOTE_MEMBER_YES;
    say_note(&turn, kind, values);
    if (asks) {
        menu_add(&turn, MENU_THANK, VIEW(""), view_keep(arena, values[0]),
                 rules_phrase(rules, PHRASE_choice_thank, state->language));
        menu_add(&turn, MENU_NOT_DONE, VIEW(""), view_keep(arena, values[0]),
                 rules_phrase(rules, PHRASE_choice_not_done, state->language));
    }
    say_done(&turn);
    if (!asks)
        state->menu_count = menu_before;
    *out = effects.reply_count ? effects.replies[0] : (struct outbound){.text = VIEW("")};
    out->class_ = OUT_NOTICE;
    buf_free(&turn.said);
}
