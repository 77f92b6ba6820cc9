/* meant: which category a text is said of, by what people say of each duty (dsl/base/sayings.h),
 * and what that adds to the words. Private to dsl/engine. */
#ifndef ZHIDA_MEANT_H
#define ZHIDA_MEANT_H

#include "dsl/base/sayings.h"
#include "dsl/engine/recognise.h"

/* The text with blanks where areas are named: where it is does not say what it is. */
struct view meant_text(struct arena *arena, const struct recognition *recognition);

/* What a recognition of that arena keeps for meant_of(); NULL: no sayings are known. */
struct meaning *meant_later(const struct rules *rules, struct arena *arena);

/* Is it said of no duty? */
bool meant_nothing(const struct rules *rules, struct view folded);

/* Weighs the words' categories and what is said together; then adds the duty, or the values it asks
 * for, where words name none (matter.h, how a text reveals, 2). */
void meant_reveal(const struct rules *rules, struct matter *matter,
                  const struct saying_meant *meant);
void meant_reveal_duty(const struct rules *rules, struct matter *matter,
                       const struct saying_meant *meant);

#endif
