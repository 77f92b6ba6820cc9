/* guard: for code that holds memory outside the arena (a parser, a builder) while it fills the
 * arena. The arena may jump away when it is full; these let go of the rest before it does. */
#ifndef ZHIDA_ADAPTERS_GUARD_H
#define ZHIDA_ADAPTERS_GUARD_H

#include "dsl/base/buf.h"

/* Runs work(context). false: the arena was full on the way; whoever called lets go of what it
 * holds and then calls guard_full. */
bool guard_run(struct arena *arena, void (*work)(void *context), void *context);

/* What the arena itself does when it is full: jumps to its place, or ends the process. */
_Noreturn void guard_full(struct arena *arena);

/* The builder's content, kept in the arena; the builder is freed in any case. false: the builder
 * had reached its maximum, *out is empty. Between buf_init and this nothing touches the arena. */
bool guard_take(struct buf *buf, struct arena *arena, struct view *out);

#endif
