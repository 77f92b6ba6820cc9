/* veil: a citizen's words without what is personal, for somebody outside of the house. */
#ifndef ZHIDA_VEIL_H
#define ZHIDA_VEIL_H

#include "dsl/base/view.h"

/* The text in one line, with 〔地点〕 for places, 〔电话〕 for telephone numbers, 〔车牌〕,
 * 〔单位名称〕, 〔证件号〕 likewise, names of people and other long numbers covered as in exported
 * tickets; at most VEIL_MOST bytes of it. */
enum { VEIL_MOST = 3000 };
struct view veil_words(struct view text, struct arena *arena);

#endif
