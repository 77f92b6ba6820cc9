/* desk_work: the doors of lists, bulk moves, kept answers, the clerk's form, cases like one.
 * Private to the desk's files in gateway/web. */
#ifndef ZHIDA_DESK_WORK_H
#define ZHIDA_DESK_WORK_H

#include "gateway/web/desk_call.h"

/* A unit keeps answers of its own; those without a unit, who talk with citizens, share some. */
enum { CANNED_ROLES = ROLE_UNIT | ROLE_DISPATCHER | ROLE_CLERK };
bool canned_may(const struct desk_user *user);

void names_handle(struct desk_call *call);
void bulk_handle(struct desk_call *call);
void canned_handle(struct desk_call *call);
void canned_change_handle(struct desk_call *call);
void entry_look_handle(struct desk_call *call);
void entry_handle(struct desk_call *call);
void callback_handle(struct desk_call *call);
void callback_act_handle(struct desk_call *call);
/* Reads a filled form by the rules into an entry, ready to be filed. */
enum web_error entry_form_read(struct desk_call *call, const struct rules *rules,
                               const json_t *body, struct desk_entry *entry);
/* Answers with number, query code, unit and deadline of what was filed. */
void entry_form_told(struct desk_call *call, const struct rules *rules,
                     const struct desk_entry *entry);
/* Past cases like this one, which the caller may see. */
void similar_show(struct desk_call *call, const struct case_full *full);

#endif
