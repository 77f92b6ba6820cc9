/* desk_work: the doors of lists, bulk moves, kept answers, the clerk's form, cases like one.
 * Private to the desk's files in gateway/web. */
#ifndef ZHIDA_DESK_WORK_H
#define ZHIDA_DESK_WORK_H

#include "gateway/web/desk_call.h"

void names_handle(struct desk_call *call);
void bulk_handle(struct desk_call *call);
void canned_handle(struct desk_call *call);
void canned_change_handle(struct desk_call *call);
void entry_look_handle(struct desk_call *call);
void entry_handle(struct desk_call *call);
void callback_handle(struct desk_call *call);
void callback_act_handle(struct desk_call *call);
/* Past cases like this one, which the caller may see. */
void similar_show(struct desk_call *call, const struct case_full *full);

#endif
