/* The life of a case, walked through: every state that can be reached, with everything that decides
 * about moves (returned, arbitrated, extended, paused, rated), and every move that somebody may
 * make there. What the moves do to a case is said here a second time, from the table's words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "gateway/desk/scope.h"

enum {
    NOTED = CASE_WAS_RETURNED | CASE_ARBITRATED | CASE_EXTENSION_ASKED | CASE_EXTENDED |
            CASE_WAS_PAUSED,
    NODES_MOST = 20000
};

struct node {
    enum case_state state;
    unsigned flags;
    int poor;
};

struct walk {
    struct node nodes[NODES_MOST];
    size_t count;
    bool ends[NODES_MOST]; /* a final state can be reached without the citizen */
};

static bool may(struct node node, enum case_move move, unsigned who)
{
    const struct case_move_info *info = case_move_info(move);
    const struct case_standing standing = {
        node.flags, node.poor, node.state == CASE_RECEIVED || node.state == CASE_RETURNED};
    return (info->from >> node.state & 1) && (info->who & who) && case_holds(info->when, &standing);
}

static struct node after(struct node node, enum case_move move)
{
    int to = case_move_info(move)->to;
    if (to != CASE_STAYS)
        node.state = (enum case_state)to;
    if (move == MOVE_RETURN)
        node.flags |= CASE_WAS_RETURNED;
    if (move == MOVE_ARBITRATE)
        node.flags |= CASE_ARBITRATED;
    if (move == MOVE_EXTEND_ASK)
        node.flags |= CASE_EXTENSION_ASKED;
    if (move == MOVE_EXTEND_GRANT || move == MOVE_EXTEND_REFUSE)
        node.flags &= ~(unsigned)CASE_EXTENSION_ASKED;
    if (move == MOVE_EXTEND_GRANT)
        node.flags |= CASE_EXTENDED;
    if (move == MOVE_PAUSE)
        node.flags |= CASE_WAS_PAUSED;
    if (move == MOVE_RATE_POOR || move == MOVE_RATE_POOR_AGAIN || move == MOVE_REOPEN ||
        move == MOVE_REOPEN_AGAIN)
        node.poor = 2 - (node.poor == 0);
    return node;
}

static size_t find(struct walk *walk, struct node node)
{
    for (size_t i = 0; i < walk->count; i++)
        if (walk->nodes[i].state == node.state && walk->nodes[i].flags == node.flags &&
            walk->nodes[i].poor == node.poor)
            return i;
    assert_true(walk->count < NODES_MOST);
    walk->nodes[walk->count] = node;
    return walk->count++;
}

static struct walk *walk_all(void)
{
    struct walk *walk = calloc(1, sizeof *walk);
    find(walk, (struct node){CASE_RECEIVED, 0, 0});
    find(walk, (struct node){CASE_DISPATCHED, 0, 0});
    for (size_t i = 0; i < walk->count; i++)
        for (int move = 0; move < CASE_MOVES; move++)
            if (may(walk->nodes[i], (enum case_move)move, ~0u))
                find(walk, after(walk->nodes[i], (enum case_move)move));
    return walk;
}

static void every_state_and_move_is_used(void **state)
{
    (void)state;
    struct walk *walk = walk_all();
    unsigned seen = 0;
    for (size_t i = 0; i < walk->count; i++)
        seen |= 1u << walk->nodes[i].state;
    assert_int_equal(seen, (1u << CASE_STATES) - 1);
    for (int move = MOVE_DISPATCH + 1; move < CASE_MOVES; move++) {
        bool made = false;
        for (size_t i = 0; i < walk->count; i++)
            made |= may(walk->nodes[i], (enum case_move)move, ~0u);
        if (!made)
            fail_msg("nobody ever makes %s", case_move_info((enum case_move)move)->code);
    }
    free(walk);
}

/* From wherever a case may be, desk, units and time alone bring it to an end. */
static void every_case_can_end(void **state)
{
    (void)state;
    struct walk *walk = walk_all();
    bool changed = true;
    for (size_t i = 0; i < walk->count; i++)
        walk->ends[i] = walk->nodes[i].state >= CASE_FIRST_FINAL;
    while (changed) {
        changed = false;
        for (size_t i = 0; i < walk->count; i++)
            for (int move = 0; move < CASE_MOVES && !walk->ends[i]; move++)
                if (may(walk->nodes[i], (enum case_move)move, ~(unsigned)BY_CITIZEN) &&
                    walk->ends[find(walk, after(walk->nodes[i], (enum case_move)move))])
                    walk->ends[i] = changed = true;
    }
    for (size_t i = 0; i < walk->count; i++)
        if (!walk->ends[i])
            fail_msg("no way out of %s with %x", case_state_info(walk->nodes[i].state)->code,
                     walk->nodes[i].flags);
    free(walk);
}

/* Nothing waits for somebody who may never come: time ends it, or it is a unit's or desk's work. */
static void nothing_waits_for_the_citizen_alone(void **state)
{
    (void)state;
    for (int i = 0; i < CASE_FIRST_FINAL; i++) {
        unsigned who = 0;
        for (int move = 0; move < CASE_MOVES; move++)
            if (case_move_info((enum case_move)move)->to != CASE_STAYS &&
                (case_move_info((enum case_move)move)->from >> i & 1))
                who |= case_move_info((enum case_move)move)->who;
        assert_true(who & (BY_SYSTEM | BY_UNIT | BY_DISPATCHER | BY_SUPERVISOR));
    }
}

static void arbitration_is_the_last_word(void **state)
{
    (void)state;
    struct walk *walk = walk_all();
    for (size_t i = 0; i < walk->count; i++) {
        struct node node = walk->nodes[i];
        if (!(node.flags & CASE_ARBITRATED))
            continue;
        assert_false(may(node, MOVE_RETURN, ~0u));
        assert_false(may(node, MOVE_DISPUTE, ~0u));
        assert_true(node.state == CASE_RECEIVED || node.state == CASE_RETURNED ||
                    !may(node, MOVE_ASSIGN, ~0u));
    }
    free(walk);
}

/* ---- who ---- */

static const unsigned roles[] = {
    0,          ROLE_DISPATCHER, ROLE_UNIT,   ROLE_SUPERVISOR, ROLE_ANALYST,
    ROLE_ADMIN, ROLE_CLERK,      ROLE_LEADER, ROLE_EDITOR};

struct standpoint {
    unsigned role;
    bool own, helper; /* its unit has the case; was asked to help */
};

static struct desk_user user_of(struct standpoint at)
{
    return (struct desk_user){.id = 1,
                              .roles = at.role,
                              .active = true,
                              .unit = at.role == ROLE_UNIT ? VIEW("甲局") : VIEW("")};
}

static struct case_line line_of(struct standpoint at, enum case_state state)
{
    return (struct case_line){.id = 1,
                              .state = state,
                              .unit = at.own ? VIEW("甲局") : VIEW("乙局"),
                              .category = VIEW(""),
                              .duty = VIEW(""),
                              .area = VIEW(""),
                              .helpers = at.helper ? VIEW("甲局\n") : VIEW("丙局\n")};
}

static unsigned as_whom(struct standpoint at, enum case_state state)
{
    switch (at.role) {
    case ROLE_DISPATCHER:
        return BY_DISPATCHER;
    case ROLE_SUPERVISOR:
        return BY_SUPERVISOR;
    case ROLE_CLERK:
        return BY_CLERK;
    case ROLE_UNIT:
        return (at.own && state != CASE_RECEIVED ? (unsigned)BY_UNIT : 0u) |
               (at.helper && state < CASE_FIRST_FINAL ? (unsigned)BY_HELPER : 0u);
    default:
        return 0;
    }
}

static void check_standpoint(struct standpoint at)
{
    struct desk_user user = user_of(at);
    for (int state = 0; state < CASE_STATES; state++)
        for (int move = 0; move < CASE_MOVES; move++) {
            struct case_line line = line_of(at, (enum case_state)state);
            unsigned who = as_whom(at, (enum case_state)state);
            bool fits = may((struct node){(enum case_state)state, 0, 0}, (enum case_move)move, who);
            unsigned given = scope_mover(&user, &line, (enum case_move)move);
            if ((given != 0) != fits || (given && !(given & who)))
                fail_msg("role %u, own %d, helper %d: %s in %s", at.role, at.own, at.helper,
                         case_move_info((enum case_move)move)->code,
                         case_state_info((enum case_state)state)->code);
            assert_true(scope_sees(&user, &line) || !given);
            assert_true(who || !scope_sees_contact(&user, &line));
        }
}

/* Every role, every state, every move: nobody moves what is not theirs, and what they move they
 * see. */
static void nobody_moves_what_is_not_theirs(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
        for (int bits = 0; bits < 4; bits++)
            check_standpoint((struct standpoint){roles[i], bits & 1, bits >> 1});
}

static void helpers_stand_in_a_line_each(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    struct view line = helpers_with(VIEW(""), VIEW("甲局"), HELPER_ASKED, &arena);
    line = helpers_with(line, VIEW("甲局一所"), HELPER_ASKED, &arena);
    assert_int_equal(helper_of(line, VIEW("甲局")), HELPER_ASKED);
    line = helpers_with(line, VIEW("甲局"), HELPER_DONE, &arena);
    assert_int_equal(helper_of(line, VIEW("甲局")), HELPER_DONE);
    assert_int_equal(helper_of(line, VIEW("甲局一所")), HELPER_ASKED);
    assert_int_equal(helper_of(line, VIEW("一所")), HELPER_NOT);
    line = helpers_with(line, VIEW("甲局一所"), HELPER_NOT, &arena);
    assert_true(view_is(line, "甲局+\n"));
    assert_int_equal(helper_of(line, VIEW("")), HELPER_NOT);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_state_and_move_is_used),
        cmocka_unit_test(every_case_can_end),
        cmocka_unit_test(nothing_waits_for_the_citizen_alone),
        cmocka_unit_test(arbitration_is_the_last_word),
        cmocka_unit_test(nobody_moves_what_is_not_theirs),
        cmocka_unit_test(helpers_stand_in_a_line_each),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
