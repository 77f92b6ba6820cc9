/* sms_text: what a text costs as a short message, and how choices look without buttons. */
#ifndef ZHIDA_ADAPTERS_SMS_TEXT_H
#define ZHIDA_ADAPTERS_SMS_TEXT_H

#include "adapters/message.h"

/* Characters (UTF-16 units) of one message, of each segment of a longer one, and of all. */
enum { SMS_SINGLE = 70, SMS_SEGMENT = 67, SMS_UNITS_MAX = 500 };

/* How many segments the text takes with the signature in 【】 before it. A pair of surrogates is
 * never cut, so a segment may end a unit early. */
size_t sms_segments(struct view signature, struct view text);

/* Characters that the signature takes with its brackets; none: 0. */
size_t sms_signature_units(struct view signature);

/* Text, address, and choices as numbers: "回复数字: 1 工地 2 广场舞". */
void sms_put_message(struct buf *buf, const struct outbound *message);

/* "19900001234" or "+4915112345678": digits with or without 86 before them become a plain
 * mainland number, others keep their "+". false: no phone number. */
bool sms_number(struct view country, struct view mobile, struct arena *arena, struct view *out);

#endif
