/* offer_hours: offers go out in the daytime only, wherever they wait: when they are queued, when a
 * try failed, when the account is slow. */
#ifndef ZHIDA_OFFER_HOURS_H
#define ZHIDA_OFFER_HOURS_H

#include "dsl/base/civil.h"

/* When an offer may go out: now between 8:00 and 21:00 local time, else the next 8:00. */
int64_t offer_hour(int64_t now);

#endif
