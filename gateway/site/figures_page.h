/* figures_page: /figures, and the first page of the public side. Private to gateway/site. */
#ifndef ZHIDA_SITE_FIGURES_PAGE_H
#define ZHIDA_SITE_FIGURES_PAGE_H

#include "gateway/site/page.h"

void figures_page(struct site_call *call);
void home_page(struct site_call *call);

#endif
