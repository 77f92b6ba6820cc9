/* board_pages: the message board, as anybody reads it. Private to gateway/site. */
#ifndef ZHIDA_SITE_BOARD_PAGES_H
#define ZHIDA_SITE_BOARD_PAGES_H

#include "gateway/site/page.h"

void board_list_page(struct site_call *call);
/* /board/ID; and POST /board/ID/same: it happened to me too. */
void board_entry_page(struct site_call *call);
void board_same_post(struct site_call *call);

#endif
