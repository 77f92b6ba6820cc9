/* offer_hours: eight in the morning to nine in the evening, every day of the year. Commercial
 * messages outside of these hours count as a nuisance; notices about somebody's own case do not and
 * are not asked here. */
#include "gateway/turn/offer_hours.h"

enum { FROM_MINUTE = 8 * 60, TO_MINUTE = 21 * 60 };

int64_t offer_hour(int64_t now)
{
    struct civil_time local = civil_local(now, CHINA_OFFSET_MINUTES);
    if (local.minute >= FROM_MINUTE && local.minute < TO_MINUTE)
        return now;
    struct civil_time morning = {local.day + (local.minute >= TO_MINUTE), FROM_MINUTE, 0};
    return civil_seconds(morning, CHINA_OFFSET_MINUTES);
}
