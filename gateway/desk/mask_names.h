/* mask_names: names of people, made unreadable in a text that leaves the house. */
#ifndef ZHIDA_MASK_NAMES_H
#define ZHIDA_MASK_NAMES_H

#include "dsl/base/view.h"

/* The text with every name replaced by 某 that stands behind words that announce one ("我叫王小明")
 * or before a title ("王小明先生", "李阿姨"), and with what mask_numbers() leaves readable of a
 * number covered as well. A name that nothing announces is not found. */
struct view mask_people(struct view text, struct arena *arena);

#endif
