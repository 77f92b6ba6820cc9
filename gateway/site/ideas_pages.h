/* ideas_pages: what everybody may read of suggestions and small wishes: /suggestions, /wishes, and
 * the same as JSON under .json. Private to gateway/site. */
#ifndef ZHIDA_SITE_IDEAS_PAGES_H
#define ZHIDA_SITE_IDEAS_PAGES_H

#include "gateway/site/page.h"

void suggestions_get(struct site_call *call);
void wishes_get(struct site_call *call);

#endif
