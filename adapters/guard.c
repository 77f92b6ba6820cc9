/* guard: an arena answers "no room" with a long jump, which is right for code that lives in the
 * arena alone and a leak for code that also holds a parser of expat, a value of jansson or a
 * builder on the heap. Rather than teaching every reader and builder about jumps, this file puts
 * itself in the way: while work() runs the arena jumps here, and the caller releases what it
 * holds before it sends the jump on. The arena's own place is always put back, whichever way
 * work() ended. All setjmp of the adapters stands in this one function, so no other needs to think
 * about which locals survive. */
#include "adapters/guard.h"

#include <stdlib.h>

bool guard_run(struct arena *arena, void (*work)(void *context), void *context)
{
    jmp_buf *const outer = arena->full;
    jmp_buf here;
    arena_on_full(arena, &here);
    bool room = setjmp(here) == 0;
    if (room)
        work(context);
    arena_on_full(arena, outer);
    return room;
}

_Noreturn void guard_full(struct arena *arena)
{
    arena_alloc(arena, SIZE_MAX);
    abort();
}

struct taking {
    const struct buf *buf;
    struct arena *arena;
    struct view kept;
};

static void take(void *context)
{
    struct taking *taking = context;
    taking->kept = buf_keep(taking->buf, taking->arena);
}

bool guard_take(struct buf *buf, struct arena *arena, struct view *out)
{
    struct taking taking = {buf, arena, VIEW("")};
    bool whole = !buf->full;
    bool room = !whole || guard_run(arena, take, &taking);
    buf_free(buf);
    if (!room)
        guard_full(arena);
    *out = taking.kept;
    return whole;
}
