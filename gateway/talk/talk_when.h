/* talk_when: when it was, as the read-back says it. */
#ifndef ZHIDA_TALK_WHEN_H
#define ZHIDA_TALK_WHEN_H

#include "gateway/talk/talk_state.h"

/* What is known of the time of the matter, in one line: 11月22日 21:00, 每天 22:00以后; empty:
 * nothing.
 */
struct view when_say(const struct talking *turn);

/* Of one message: how often or since when, in words that no clock or calendar could (每天, 最近).
 */
struct view when_in_words(const struct talking *turn, struct view message);

void when_put_date(const struct talking *turn, struct buf *out, civil_day day);

#endif
