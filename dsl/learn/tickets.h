/* tickets: what a ranking learns from: past tickets and the rules' own examples, each a text with
 * the desk it belonged to. Private to dsl/learn. */
#ifndef ZHIDA_TICKETS_H
#define ZHIDA_TICKETS_H

#include "dsl/base/fold.h"
#include "dsl/base/vec.h"
#include "dsl/base/terms.h"

struct ticket {
    struct view text; /* folded */
    struct view unit, duty, district, time;
    int desk, item, area; /* into tickets.desks, items and areas; the latter two may be NONE */
    bool example;         /* of the rules */
};

struct tickets {
    VEC(struct ticket) list;
    VEC(struct view) desks;         /* names, sorted by bytes */
    VEC(struct view) items;         /* duties' codes, likewise */
    VEC(struct view) areas;         /* districts of tickets enough to learn them, likewise */
    size_t past, examples, skipped; /* tickets read, examples added, rows without text or unit */
    bool timed;                     /* every past ticket has a time: list is in its order */
};

/* When all are there: orders them by time, the desks and items by name. */
void tickets_settle(struct arena *arena, struct tickets *tickets);

#endif
