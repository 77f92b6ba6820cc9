/* scope: which desk user may see which case, move it how, and read a citizen's number. Pure: the
 * one place that answers these questions for pages, interface and tests. */
#ifndef ZHIDA_SCOPE_H
#define ZHIDA_SCOPE_H

#include "gateway/store/cases.h"
#include "gateway/store/desk.h"

/* Roles as written on the command line and shown: ROLE_NAME(bit, code, chinese, english). */
#define DESK_ROLES(ROLE_NAME)                                                                      \
    ROLE_NAME(ROLE_DISPATCHER, "dispatcher", "调度员", "dispatcher")                               \
    ROLE_NAME(ROLE_UNIT, "unit", "承办单位", "handling unit")                                      \
    ROLE_NAME(ROLE_SUPERVISOR, "supervisor", "督办员", "supervisor")                               \
    ROLE_NAME(ROLE_ANALYST, "analyst", "分析员", "analyst")                                        \
    ROLE_NAME(ROLE_ADMIN, "admin", "系统管理员", "administrator")                                  \
    ROLE_NAME(ROLE_CLERK, "clerk", "话务员", "clerk")                                              \
    ROLE_NAME(ROLE_LEADER, "leader", "领导", "leader")                                             \
    ROLE_NAME(ROLE_EDITOR, "editor", "编辑", "editor")

struct role_info {
    enum desk_role role;
    const char *code, *zh, *en;
};
enum { ROLE_COUNT = 8 };
const struct role_info *role_at(size_t index);
/* By its code; NULL: no such role. */
const struct role_info *role_find(struct view code);

/* Does the user work on cases at all? The administrator does not: who runs the house need not read
 * what citizens write. */
bool scope_sees_cases(const struct desk_user *user);
/* Areas narrow what a role sees and add nothing; a user without any sees all. */
bool scope_in_areas(const struct desk_user *user, struct view area);
/* Only cases of this unit; empty: all. */
struct view scope_unit(const struct desk_user *user);
/* Role, unit and the user's areas together. A list that was read by unit leaves out what this
 * refuses. */
bool scope_sees(const struct desk_user *user, const struct case_line *line);
/* A confidential report: only the dispatch desk reads what was said and by whom; everybody else who
 * sees the case, its unit included, reads the summary that a dispatcher wrote for them. */
bool scope_hides(const struct desk_user *user, const struct case_line *line);
/* Takes out of a case that was read what the user may not see; summary: of confidential.h. To be
 * called wherever a case's content leaves for a desk user. */
void scope_hide(const struct desk_user *user, struct case_full *full, struct view summary);
/* Citizens' numbers: whoever dispatches, and the unit once it has signed. */
bool scope_sees_contact(const struct desk_user *user, const struct case_line *line);

/* As whom the user may make this move now; 0: not at all. */
unsigned scope_mover(const struct desk_user *user, const struct case_line *line,
                     enum case_move move);
/* Remarks are for whoever may move cases and sees this one. */
bool scope_may_note(const struct desk_user *user, const struct case_line *line);

#endif
