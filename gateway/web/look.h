/* look: a page that asks again by itself is still the same look, and not recorded anew. */
#ifndef ZHIDA_LOOK_H
#define ZHIDA_LOOK_H

#include "gateway/web/desk_call.h"

/* Does this request go on with a look of the same session at the same thing, within the same hour?
 * If not it is a look of its own, to be recorded. The answer carries in x-look the mark by which
 * the page goes on: the same address with quiet=1&look=MARK behind its query. */
bool look_goes_on(struct desk_call *call);

#endif
