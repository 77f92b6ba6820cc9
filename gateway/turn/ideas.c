/* ideas: a suggestion or a wish goes from one state to the next.
 *
 * The table (case/idea_states.h) says who may and what is needed; here is what a move changes, who
 * hears of it, and who gets points. Two things always hold. What everybody may read was written by
 * one person and approved by another: idea.second names the first, and only a second one passes.
 * And points are given for what others confirmed: a suggestion's when its handling is over and the
 * unit adopted it, a wish's when whoever wished, or a second officer, says that it came true; never
 * for one that says nearly the same as an earlier one. */
#include "gateway/turn/ideas.h"

#include "dsl/base/civil.h"
#include "dsl/base/fold.h"
#include "dsl/base/utf8.h"
#include "gateway/talk/talk_civic.h"
#include "gateway/topics/signature.h"
#include "gateway/topics/topics.h"

enum {
    ALIKE_LEAST = 500, /* per mille */
    ALIKE_DAYS = 90,
    ALIKE_LOOKED_AT = 2000,
    TITLE_BYTES = 90
};

int64_t civic_day(int64_t now)
{
    const int64_t offset = CHINA_OFFSET_MINUTES * 60;
    return (now + offset) / 86400 * 86400 - offset;
}

static struct view title_of(const struct idea *idea)
{
    struct view rest = idea->text, first = view_cut(&rest, '\n');
    return idea->shown_title.n ? idea->shown_title : utf8_head(first, TITLE_BYTES);
}

/* ---- likeness ---- */

struct comparing {
    const struct signature *signature;
    int64_t found;
};

static bool compare_one(void *self, const struct idea_like *row)
{
    struct comparing *c = self;
    if (row->signature.n == SIGNATURE_PLACES &&
        signature_likeness(c->signature->of, (const uint8_t *)row->signature.p) >= ALIKE_LEAST)
        c->found = row->leader;
    return !c->found;
}

enum store_error idea_compare(struct store *store, struct idea *idea, struct arena *arena)
{
    struct sip_key key = topics_key(store->seal);
    struct signature signature;
    signature_make(&key, fold_text(arena, idea->text).text, &signature);
    struct comparing c = {&signature, 0};
    int64_t since = topics_first_id(topics_day(idea->filed - ALIKE_DAYS * INT64_C(86400)));
    enum store_error error = STORE_OK;
    if (signature.pairs)
        error =
            ideas_each(store, idea->kind, idea->campaign, since, ALIKE_LOOKED_AT, compare_one, &c);
    idea->leader = c.found ? c.found : idea->id;
    idea->signature = view_keep(arena, (struct view){(const char *)signature.of, SIGNATURE_PLACES});
    return error;
}

enum store_error idea_file(struct store *store, struct idea *idea, int64_t user,
                           struct arena *arena)
{
    enum store_error error = ideas_next_id(store, topics_day(idea->filed), &idea->id);
    if (error == STORE_OK)
        error = idea_compare(store, idea, arena);
    if (error == STORE_OK)
        error = ideas_add(store, idea);
    struct idea_step step = {.at = idea->filed,
                             .move = IDEA_FILED,
                             .state = idea->state,
                             .mover = user ? BY_EDITOR_ONE : BY_OWNER,
                             .user = user,
                             .text = VIEW("")};
    return error == STORE_OK ? idea_step_add(store, idea, &step) : error;
}

/* ---- may it? ---- */

static bool has_what_it_needs(const struct idea_act *act, unsigned needs)
{
    bool good = true;
    if (needs & NEEDS_TEXT)
        good &= act->text.n > 0;
    if (needs & NEEDS_UNIT)
        good &= act->unit.n > 0;
    if (needs & NEEDS_VERDICT)
        good &= act->verdict > VERDICT_NONE && act->verdict < VERDICTS;
    if (needs & NEEDS_SHOWN)
        good &= act->title.n > 0 && act->shown.n > 0;
    if (needs & NEEDS_LEADER)
        good &= act->leader > 0 && act->leader != act->id;
    if (needs & NEEDS_TAKER)
        good &= act->taker.n > 0 || act->member > 0;
    if (needs & NEEDS_PROOF)
        good &= act->proof_count > 0 || act->text.n > 0;
    return good;
}

/* Which of the mover's bits count for this one. */
static unsigned mover_of(const struct idea_act *act, const struct idea *idea)
{
    unsigned who = act->mover;
    if (act->user && act->user == idea->second)
        who &= ~(unsigned)BY_SECOND;
    if ((who & BY_OWNER) && (!act->person || act->person != idea->person))
        who &= ~(unsigned)BY_OWNER;
    if ((who & BY_UNIT_ASKED) && !view_eq(act->unit, idea->unit))
        who &= ~(unsigned)BY_UNIT_ASKED;
    if ((who & BY_MEMBER_ONE) && act->move != IDEA_MOVE_TAKE && act->member != idea->member)
        who &= ~(unsigned)BY_MEMBER_ONE;
    return who;
}

static enum idea_result check(const struct idea_act *act, const struct idea *idea, unsigned *who)
{
    const struct idea_move_info *info = idea_move_info(act->move);
    *who = mover_of(act, idea);
    if (!idea_may(act->move, idea->kind, idea->state, act->mover))
        return IDEA_NOT_NOW;
    if (!idea_may(act->move, idea->kind, idea->state, *who))
        return act->mover & info->who & BY_SECOND ? IDEA_NOT_ALONE : IDEA_NOT_NOW;
    return has_what_it_needs(act, info->needs) ? IDEA_MADE : IDEA_NEEDS_MORE;
}

/* The one that others are merged with: of the same kind, older, and itself the first. */
static enum store_error find_leader(struct store *store, const struct idea_act *act,
                                    const struct idea *idea, struct arena *arena, int64_t *leader)
{
    struct idea other;
    *leader = 0;
    enum store_error error = ideas_get(store, act->leader, arena, &other);
    if (error != STORE_OK && error != STORE_SEALED)
        return error == STORE_NONE ? STORE_OK : error;
    if (other.kind == idea->kind && other.id < idea->id)
        *leader = other.leader;
    return STORE_OK;
}

/* ---- what it changes ---- */

static void change_shown(struct idea *idea, const struct idea_act *act)
{
    idea->shown_title = act->title;
    idea->shown_text = act->shown;
    idea->shown_reply = act->reply.n ? act->reply : idea->reply;
}

static void change(struct idea *idea, const struct idea_act *act)
{
    const struct idea_move_info *info = idea_move_info(act->move);
    if (info->to != IDEA_STAYS)
        idea->state = info->to;
    idea->moved = act->now;
    if (act->category.n)
        idea->category = act->category;
    if (info->needs & NEEDS_UNIT)
        idea->unit = act->unit;
    if (info->needs & NEEDS_VERDICT) {
        idea->verdict = act->verdict;
        idea->reply = act->text;
    }
    if (info->needs & NEEDS_SHOWN)
        change_shown(idea, act);
    if (act->move == IDEA_MOVE_DECLINE || act->move == IDEA_MOVE_TURN_DOWN)
        idea->reply = act->text;
    if (act->move == IDEA_MOVE_TAKE) {
        idea->member = act->member;
        idea->taker = act->taker;
    }
    if (act->move == IDEA_MOVE_GIVE_BACK) {
        idea->member = 0;
        idea->taker = VIEW("");
    }
    for (size_t i = 0; act->move == IDEA_MOVE_FULFIL && i < act->proof_count; i++)
        if (idea->proof_count < IDEA_MEDIA)
            idea->proof[idea->proof_count++] = act->proof[i];
    if ((info->needs & NEEDS_SHOWN) || act->move == IDEA_MOVE_FULFIL)
        idea->second = act->user;
}

/* ---- who hears of it ---- */

static enum store_error note_to(struct store *store, const struct idea *idea, int64_t person,
                                enum civic_note kind, struct view number, struct view text)
{
    struct note note = {
        .person = person, .kind = (int)kind, .values = {number, title_of(idea), text, VIEW("")}};
    return notes_add(store, &note);
}

static enum store_error note_to_member(struct store *store, const struct idea *idea,
                                       enum civic_note kind, struct view number, struct view text,
                                       struct arena *arena)
{
    struct member member;
    enum store_error error =
        idea->member ? members_get(store, idea->member, arena, &member) : STORE_NONE;
    if (error == STORE_NONE || error == STORE_SEALED)
        return STORE_OK;
    return error == STORE_OK ? note_to(store, idea, member.person, kind, number, text) : error;
}

static enum store_error tell(struct store *store, const struct idea *idea,
                             const struct idea_act *act, struct view number, struct arena *arena)
{
    int64_t owner = idea->person == act->person ? 0 : idea->person; /* who moves it knows */
    switch (act->move) {
    case IDEA_MOVE_ACCEPT:
        return note_to(store, idea, owner, CIVIC_NOTE_ACCEPTED, number, VIEW(""));
    case IDEA_MOVE_DECLINE:
    case IDEA_MOVE_TURN_DOWN:
        return note_to(store, idea, owner, CIVIC_NOTE_DECLINED, number, act->text);
    case IDEA_MOVE_MERGE:
        return note_to(store, idea, owner, CIVIC_NOTE_MERGED, number, VIEW(""));
    case IDEA_MOVE_COMMENT:
        return note_to(store, idea, owner, CIVIC_NOTE_COMMENTED, number, act->text);
    case IDEA_MOVE_PUBLISH:
        return note_to(store, idea, owner, CIVIC_NOTE_PUBLISHED, number, idea->shown_reply);
    case IDEA_MOVE_FINISH:
        return note_to(store, idea, owner, CIVIC_NOTE_REPLIED, number, idea->reply);
    case IDEA_MOVE_SHOW:
        return note_to(store, idea, owner, CIVIC_NOTE_WISH_OPEN, number, VIEW(""));
    case IDEA_MOVE_TAKE:
        return note_to(store, idea, owner, CIVIC_NOTE_WISH_TAKEN, number, VIEW(""));
    case IDEA_MOVE_FULFIL:
        return note_to(store, idea, owner, CIVIC_NOTE_WISH_FULFILLED, number, act->text);
    case IDEA_MOVE_THANK:
        return note_to_member(store, idea, CIVIC_NOTE_WISH_THANKED, number, act->text, arena);
    case IDEA_MOVE_NOT_DONE:
        return note_to_member(store, idea, CIVIC_NOTE_WISH_NOT_DONE, number, act->text, arena);
    default:
        return STORE_OK;
    }
}

/* ---- who gets points ---- */

static enum store_error reward_idea(struct store *store, const struct idea *idea,
                                    const struct idea_act *act, struct view number,
                                    struct arena *arena)
{
    int64_t given;
    struct points_for what = {.person = idea->leader == idea->id ? idea->person : 0,
                              .reason = idea->verdict == VERDICT_PART ? POINT_PART : POINT_ADOPTED,
                              .object = idea->id,
                              .user = act->user,
                              .now = act->now,
                              .number = number};
    bool chosen = idea->verdict == VERDICT_ADOPTED || idea->verdict == VERDICT_PART;
    return chosen ? points_award(store, &what, arena, &given) : STORE_OK;
}

static enum store_error reward_member(struct store *store, const struct idea *idea,
                                      const struct idea_act *act, struct view number,
                                      struct arena *arena)
{
    int64_t given;
    struct member member;
    enum store_error error =
        idea->member ? members_get(store, idea->member, arena, &member) : STORE_NONE;
    if (error == STORE_NONE || error == STORE_SEALED)
        return STORE_OK;
    /* whoever wished and fulfilled it alone has confirmed nothing */
    struct points_for what = {.person = member.person == idea->person ? 0 : member.person,
                              .reason = POINT_WISH,
                              .object = idea->id,
                              .user = act->user,
                              .now = act->now,
                              .number = number};
    return error == STORE_OK ? points_award(store, &what, arena, &given) : error;
}

static enum store_error reward(struct store *store, const struct idea *idea,
                               const struct idea_act *act, struct view number, struct arena *arena)
{
    if (act->move == IDEA_MOVE_PUBLISH || act->move == IDEA_MOVE_FINISH)
        return reward_idea(store, idea, act, number, arena);
    if (act->move == IDEA_MOVE_THANK)
        return reward_member(store, idea, act, number, arena);
    return STORE_OK;
}

/* ---- the move ---- */

static enum store_error write_down(struct store *store, const struct idea *idea,
                                   const struct idea_act *act, unsigned who)
{
    struct idea_step step = {.at = act->now,
                             .move = (int)act->move,
                             .state = idea->state,
                             .mover = who,
                             .user = act->user,
                             .text = act->text};
    enum store_error error = ideas_update(store, idea);
    return error == STORE_OK ? idea_step_add(store, idea, &step) : error;
}

enum store_error idea_make(struct store *store, const struct idea_act *act, struct arena *arena,
                           enum idea_result *result)
{
    struct idea idea;
    unsigned who;
    enum store_error error = ideas_get(store, act->id, arena, &idea);
    *result = IDEA_NO_SUCH;
    if (error == STORE_NONE || error == STORE_SEALED)
        return STORE_OK;
    if (error != STORE_OK)
        return error;
    *result = check(act, &idea, &who);
    if (*result == IDEA_MADE && act->move == IDEA_MOVE_MERGE) {
        error = find_leader(store, act, &idea, arena, &idea.leader);
        if (error == STORE_OK && !idea.leader)
            *result = IDEA_NEEDS_MORE;
    }
    if (error != STORE_OK || *result != IDEA_MADE)
        return error;
    struct view number = idea_number_text(act->prefix, idea.kind, idea.id, arena);
    change(&idea, act);
    error = write_down(store, &idea, act, who & idea_move_info(act->move)->who);
    if (error == STORE_OK)
        error = tell(store, &idea, act, number, arena);
    return error == STORE_OK ? reward(store, &idea, act, number, arena) : error;
}
