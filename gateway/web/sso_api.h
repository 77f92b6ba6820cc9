/* sso_api: single sign-on's part of the desk's interface; what it says stands in sso_api.c. */
#ifndef ZHIDA_SSO_API_H
#define ZHIDA_SSO_API_H

#include "gateway/desk/sign_on.h"
#include "gateway/web/desk_call.h"

void sso_handle(struct desk_call *call);
void sso_start_handle(struct desk_call *call);
void sso_callback_handle(struct desk_call *call);
void sso_finish_handle(struct desk_call *call);

/* Where a browser that signed in by the service goes to sign out there too, or empty. */
struct view sso_leave(struct desk_call *call);

#endif
