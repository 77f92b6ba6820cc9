/* talk_harm: is somebody in danger, in words that no list holds as one? */
#ifndef ZHIDA_TALK_HARM_H
#define ZHIDA_TALK_HARM_H

#include "dsl/engine/rules.h"

/* Says the folded text that something befalls a person (小孩…掉进, 掉下来…一个人), and that it does
 * so now (dsl/base/danger.h)? */
bool harm_befalls(const struct rules *rules, struct view folded);

/* Whether a folded text has words that may tell of danger, present and neither denied nor feared.
 */
bool harm_may_be(const struct rules *rules, struct view folded);

#endif
