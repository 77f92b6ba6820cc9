/* activity_pages: what can be signed up for, and signing up. Private to gateway/site. */
#ifndef ZHIDA_SITE_ACTIVITY_PAGES_H
#define ZHIDA_SITE_ACTIVITY_PAGES_H

#include "gateway/site/page.h"

void activity_list_page(struct site_call *call);
/* /activities/ID; and POST /activities/ID/join, /leave. */
void activity_page(struct site_call *call);
void activity_post(struct site_call *call);

#endif
