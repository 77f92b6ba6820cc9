/* agreed: whether the one who filed a case agrees that question and answer are published. */
#ifndef ZHIDA_STORE_AGREED_H
#define ZHIDA_STORE_AGREED_H

#include "gateway/store/cases.h"

/* Their last word: 1 yes, -1 no; 0: none was said. */
enum store_error agreed_get(struct store *store, int64_t case_id, int *given) STORE_CHECKED;
enum store_error agreed_set(struct store *store, int64_t case_id, bool given,
                            int64_t now) STORE_CHECKED;

/* The newest case there is; STORE_NONE: there is none yet. */
enum store_error cases_newest(struct store *store, int64_t *id) STORE_CHECKED;

#endif
