/* events: a binary heap by time and order. Nothing is ever taken out of its midst: an event of a
 * process that has died is recognised by its life when its time comes. */
#include "tests/sim/events.h"

#include <stdlib.h>

static bool before(const struct event *a, const struct event *b)
{
    return a->at != b->at ? a->at < b->at : a->order < b->order;
}

void events_free(struct events *events)
{
    free(events->at);
    *events = (struct events){.at = NULL};
}

void events_put(struct events *events, struct event event)
{
    if (events->count == events->room) {
        events->room = events->room ? events->room * 2 : 256;
        events->at = realloc(events->at, events->room * sizeof *events->at);
        if (!events->at)
            abort();
    }
    event.order = ++events->order;
    size_t i = events->count++;
    for (; i && before(&event, &events->at[(i - 1) / 2]); i = (i - 1) / 2)
        events->at[i] = events->at[(i - 1) / 2];
    events->at[i] = event;
}

bool events_take(struct events *events, struct event *out)
{
    if (!events->count)
        return false;
    *out = events->at[0];
    struct event last = events->at[--events->count];
    size_t i = 0;
    for (;;) {
        size_t child = 2 * i + 1;
        if (child >= events->count)
            break;
        if (child + 1 < events->count && before(&events->at[child + 1], &events->at[child]))
            child++;
        if (!before(&events->at[child], &last))
            break;
        events->at[i] = events->at[child];
        i = child;
    }
    events->at[i] = last;
    return true;
}

int64_t events_next(const struct events *events)
{
    return events->count ? events->at[0].at : INT64_MAX;
}
