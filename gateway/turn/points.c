/* points: who gets how many, and who reports from the street.
 *
 * Against abuse: an object gives its points once; a day gives no more than the rules say; what
 * nobody else confirmed gives none; what was given wrongly is booked back, never wiped out. A case
 * from the street that its reporter set right is looked at by a dispatcher: always where the
 * member is new, else one in five, chosen by its number so that nobody can choose it. */
#include "gateway/turn/ideas.h"

#include "gateway/store/alike.h"
#include "gateway/store/cases.h"
#include "gateway/talk/talk_civic.h"
#include "gateway/turn/self.h"

static enum store_error say_points(struct store *store, const struct points_for *what,
                                   int64_t points, struct arena *arena)
{
    struct buf text;
    buf_init(&text, 32);
    buf_print(&text, "%lld", (long long)points);
    struct note note = {.person = what->person,
                        .kind = CIVIC_NOTE_POINTS,
                        .values = {what->number, view_of(point_info(what->reason)->zh),
                                   view_of(point_info(what->reason)->en), buf_keep(&text, arena)}};
    buf_free(&text);
    return notes_add(store, &note);
}

/* What is still free of the day's most. */
static enum store_error how_many(struct store *store, const struct points_for *what,
                                 int64_t *points)
{
    int64_t most = 0, had = 0;
    enum store_error error = point_rule(store, what->reason, points);
    if (error == STORE_OK)
        error = point_rule(store, POINT_REASONS, &most);
    if (error == STORE_OK)
        error = ledger_given(store, what->person, civic_day(what->now), &had);
    if (error == STORE_OK && *points > most - had)
        *points = most > had ? most - had : 0;
    return error;
}

enum store_error points_award(struct store *store, const struct points_for *what,
                              struct arena *arena, int64_t *given)
{
    struct ledger_row row;
    *given = 0;
    if (!what->person)
        return STORE_OK;
    enum store_error error = ledger_find(store, what->reason, what->object, what->person, &row);
    if (error != STORE_NONE)
        return error;
    row = (struct ledger_row){.at = what->now,
                              .source = LEDGER_ISSUED,
                              .target = what->person,
                              .reason = what->reason,
                              .object = what->object,
                              .user = what->user};
    error = how_many(store, what, &row.points);
    if (error != STORE_OK || !row.points)
        return error;
    error = ledger_book(store, &row);
    if (error == STORE_OK)
        error = say_points(store, what, row.points, arena);
    *given = error == STORE_OK ? row.points : 0;
    return error;
}

enum store_error points_reverse(struct store *store, int64_t id, int64_t user, int64_t now)
{
    struct ledger_row wrong;
    enum store_error error = ledger_get(store, id, &wrong);
    if (error != STORE_OK)
        return error;
    if (wrong.reason == POINT_REVERSED)
        return STORE_CONFLICT;
    error = ledger_is_reversed(store, id);
    if (error != STORE_NONE)
        return error == STORE_OK ? STORE_CONFLICT : error;
    struct ledger_row back = {.at = now,
                              .source = wrong.target,
                              .target = wrong.source,
                              .points = wrong.points,
                              .reason = POINT_REVERSED,
                              .object = id,
                              .user = user};
    return ledger_book(store, &back);
}

/* ---- cases ---- */

/* One of several that say the same? The first has the points. */
static enum store_error is_first(struct turn *turn, int64_t case_id, bool *first)
{
    struct likeness row;
    enum store_error error = likeness_get(turn->store, case_id, &turn->scratch, &row);
    *first = error != STORE_OK || row.topic == case_id;
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error points_of_case(struct turn *turn, const struct case_full *of)
{
    bool first;
    int64_t given;
    struct resolved row;
    struct points_for what = {
        .person = of->person, .reason = POINT_SNAPSHOT, .object = of->line.id, .now = turn->now};
    if (of->line.state != CASE_CLOSED || !(of->line.flags & CASE_SNAPSHOT) || !of->answer.n)
        return STORE_OK;
    enum store_error error = resolved_get(turn->store, of->line.id, &turn->scratch, &row);
    if (error != STORE_NONE)
        return error; /* a member's own work has points of its own */
    error = is_first(turn, of->line.id, &first);
    if (error != STORE_OK || !first)
        return error;
    what.number = case_number_text(turn_prefix(turn), of->line.id, &turn->scratch);
    return points_award(turn->store, &what, &turn->scratch, &given);
}

/* ---- members ---- */

static bool may_become(enum member_state from, enum member_state to)
{
    switch (to) {
    case MEMBER_ACTIVE:
    case MEMBER_REFUSED:
        return from == MEMBER_APPLIED;
    case MEMBER_ENDED:
        return from == MEMBER_ACTIVE || from == MEMBER_INVITED;
    default:
        return false;
    }
}

enum store_error member_decide(struct store *store, int64_t id, enum member_state to, int64_t user,
                               int64_t now, struct arena *arena)
{
    struct member member;
    enum store_error error = members_get(store, id, arena, &member);
    if (error != STORE_OK)
        return error;
    if (!may_become(member.state, to))
        return STORE_CONFLICT;
    member.state = to;
    member.at = now;
    member.user = user;
    error = members_set(store, &member);
    struct note note = {.person = member.person,
                        .kind = to == MEMBER_ACTIVE    ? CIVIC_NOTE_MEMBER_YES
                                : to == MEMBER_REFUSED ? CIVIC_NOTE_MEMBER_NO
                                                       : CIVIC_NOTE_MEMBER_ENDED,
                        .values = {VIEW(""), VIEW(""), VIEW(""), VIEW("")}};
    return error == STORE_OK ? notes_add(store, &note) : error;
}

enum store_error resolved_decide(struct store *store, int64_t case_id, bool good, int64_t user,
                                 int64_t now, struct view number, struct arena *arena)
{
    struct resolved row;
    struct member member;
    int64_t given;
    enum store_error error = resolved_get(store, case_id, arena, &row);
    if (error == STORE_OK)
        error = resolved_check(store, case_id, good, user);
    if (error == STORE_OK)
        error = members_get(store, row.member, arena, &member);
    if (error != STORE_OK || !good)
        return error == STORE_SEALED ? STORE_OK : error;
    struct points_for what = {.person = member.person,
                              .reason = POINT_PATROL,
                              .object = case_id,
                              .user = user,
                              .now = now,
                              .number = number};
    return points_award(store, &what, arena, &given);
}
