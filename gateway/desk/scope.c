/* scope: roles against cases.
 *
 * A user of a unit lives inside the unit: another unit's case does not exist for them, not even its
 * number. The dispatcher and the supervisor see all. A move needs three things: the case is seen,
 * the table of moves gives it to the role in this state, and a move of the unit is made by a user
 * of the very unit that has the case, so a dispatcher cannot answer in somebody else's name. */
#include "gateway/desk/scope.h"

static const struct role_info roles[] = {
#define ROLE_NAME(role, code, zh, en) {role, code, zh, en},
    DESK_ROLES(ROLE_NAME)
#undef ROLE_NAME
};
_Static_assert(sizeof roles / sizeof *roles == ROLE_COUNT, "a role has no name");

const struct role_info *role_at(size_t index)
{
    return &roles[index];
}

const struct role_info *role_find(struct view code)
{
    for (size_t i = 0; i < ROLE_COUNT; i++)
        if (view_is(code, roles[i].code))
            return &roles[i];
    return NULL;
}

static bool sees_all(const struct desk_user *user)
{
    return user->roles & (ROLE_DISPATCHER | ROLE_SUPERVISOR | ROLE_CLERK);
}

/* A unit user without a unit would see every case: such an account sees none. */
static bool of_unit(const struct desk_user *user)
{
    return (user->roles & ROLE_UNIT) && user->unit.n;
}

bool scope_sees_cases(const struct desk_user *user)
{
    return user->active && (sees_all(user) || of_unit(user));
}

struct view scope_unit(const struct desk_user *user)
{
    return sees_all(user) ? VIEW("") : user->unit;
}

/* A case that waits for dispatch names the likeliest unit, but is not that unit's yet. */
static bool is_its_unit(const struct desk_user *user, const struct case_line *line)
{
    return of_unit(user) && line->state != CASE_RECEIVED && view_eq(user->unit, line->unit);
}

/* A unit whose part is open or given sees the case until it is over. */
static bool helps(const struct desk_user *user, const struct case_line *line)
{
    return of_unit(user) && line->state < CASE_FIRST_FINAL &&
           helper_of(line->helpers, user->unit) != HELPER_NOT;
}

bool scope_in_areas(const struct desk_user *user, struct view area)
{
    struct view rest = user->areas;
    if (!rest.n)
        return true;
    while (rest.p)
        if (view_eq(view_cut(&rest, ' '), area))
            return true;
    return false;
}

bool scope_sees(const struct desk_user *user, const struct case_line *line)
{
    return user->active && scope_in_areas(user, line->area) &&
           (sees_all(user) || is_its_unit(user, line) || helps(user, line));
}

bool scope_hides(const struct desk_user *user, const struct case_line *line)
{
    return (line->flags & CASE_CONFIDENTIAL) && !(user->roles & ROLE_DISPATCHER);
}

void scope_hide(const struct desk_user *user, struct case_full *full, struct view summary)
{
    if (!scope_hides(user, &full->line))
        return;
    full->summary = summary;
    full->text = full->place = full->contact = full->code = full->decision = VIEW("");
    full->media_count = 0;
    full->has_point = false;
    full->person = 0; /* and with it the talk */
}

bool scope_sees_contact(const struct desk_user *user, const struct case_line *line)
{
    const unsigned signed_ones =
        1u << CASE_SIGNED | 1u << CASE_ANSWERED | 1u << CASE_REDO | 1u << CASE_SUPERVISED;
    if (!scope_sees(user, line) || scope_hides(user, line))
        return false;
    return (user->roles & ROLE_DISPATCHER) ||
           (is_its_unit(user, line) && (signed_ones >> line->state & 1));
}

unsigned scope_mover(const struct desk_user *user, const struct case_line *line,
                     enum case_move move)
{
    if (!scope_sees(user, line))
        return 0;
    const struct case_standing standing = {line->flags, line->poor_ratings,
                                           line->state == CASE_RECEIVED ||
                                               line->state == CASE_RETURNED};
    if (!case_holds(case_move_info(move)->when, &standing))
        return 0;
    const struct {
        enum mover mover;
        bool is;
    } as[] = {
        {BY_UNIT, is_its_unit(user, line)},
        {BY_HELPER, helps(user, line) && helper_of(line->helpers, user->unit) != HELPER_WATCHES},
        {BY_DISPATCHER, user->roles & ROLE_DISPATCHER},
        {BY_SUPERVISOR, user->roles & ROLE_SUPERVISOR},
        {BY_CLERK, user->roles & ROLE_CLERK}};
    for (size_t i = 0; i < sizeof as / sizeof *as; i++)
        if (as[i].is && case_may(move, line->state, as[i].mover))
            return as[i].mover;
    return 0;
}

bool scope_may_note(const struct desk_user *user, const struct case_line *line)
{
    return scope_sees(user, line) && !case_state_info(line->state)->final;
}
