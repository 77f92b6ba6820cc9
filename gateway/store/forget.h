/* forget: what must go when a person asks to be forgotten. */
#ifndef ZHIDA_STORE_FORGET_H
#define ZHIDA_STORE_FORGET_H

#include "gateway/store/people.h"

struct forgotten {
    size_t cases_kept;   /* they stay as they are */
    size_t cases_closed; /* made unreadable */
    size_t files;        /* that go */
    size_t parked;       /* inputs put aside that were theirs */
};

/* Makes unreadable who the person is, all they said, what was said to them, and every file that
 * none of the cases that stay names. with_cases: of closed cases too what the citizen said in them;
 * open ones always stay. Figures and events stay in any case. Inside a transaction of the writer.
 */
enum store_error person_forget(struct store *store, const struct person *person, bool with_cases,
                               struct arena *arena, struct forgotten *out) STORE_CHECKED;

#endif
