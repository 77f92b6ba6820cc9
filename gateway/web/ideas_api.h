/* ideas_api: the desk's interface to suggestions, wishes, campaigns, members and points. Private to
 * gateway/web; the door is desk_routes.c. */
#ifndef ZHIDA_IDEAS_API_H
#define ZHIDA_IDEAS_API_H

#include "gateway/turn/ideas.h"
#include "gateway/web/desk_call.h"

enum {
    IDEA_ROLES = ROLE_EDITOR | ROLE_UNIT | ROLE_SUPERVISOR | ROLE_ADMIN,
    IDEA_EDITORS = ROLE_EDITOR,
    MEMBER_ROLES = ROLE_EDITOR | ROLE_DISPATCHER,
    POINT_ROLES = ROLE_EDITOR | ROLE_ADMIN | ROLE_SUPERVISOR
};

void ideas_handle(struct desk_call *call); /* GET ideas */
void idea_handle(struct desk_call *call);  /* GET ideas/ID; POST ideas/ID/MOVE; POST ideas/new */
void campaigns_handle(struct desk_call *call); /* GET, POST campaigns */
void members_handle(struct desk_call *call);   /* GET, POST members */
void member_handle(struct desk_call *call);    /* POST members/ID/{accept,refuse,end} */
void checks_handle(struct desk_call *call);    /* GET checks */
void check_handle(struct desk_call *call);     /* POST checks/CASE/{good,bad} */
void points_handle(struct desk_call *call);    /* GET points */
void point_handle(struct desk_call *call);     /* POST points/... */

/* Shared by these files: the number in front of the rest's slash, and what stands behind it. */
bool api_id_and_word(struct desk_call *call, int64_t *id, struct view *word);
/* Answers {"done":true}, or why not. */
void api_done(struct desk_call *call, enum web_error error);
struct view api_prefix(struct desk_call *call);
/* The login of a desk user, or empty. */
struct view api_login(struct desk_call *call, int64_t user);

#endif
