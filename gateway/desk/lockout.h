/* lockout: when too many wrong passwords close a door, and for how long. Plain arithmetic; the
 * counts are kept by gateway/store/tries.h. */
#ifndef ZHIDA_LOCKOUT_H
#define ZHIDA_LOCKOUT_H

#include "gateway/store/tries.h"

enum { LOCKOUT_SECONDS = 15 * 60, LOCKOUT_LOGIN = 5, LOCKOUT_PEER = 20 };

/* Seconds until the door opens again; 0: it is open. */
int64_t lockout_left(const struct tries *tries, int64_t now);

/* Counts one try, before its password is looked at; at the limit the door closes. */
void lockout_count(struct tries *tries, int limit, int64_t now);

/* Takes one try back: the password was right. */
void lockout_forgive(struct tries *tries);

#endif
