/* near: which duties a text may mean that has no word of theirs, or of one class's words only. It
 * decides nothing: it orders what the citizen is offered. */
#ifndef ZHIDA_NEAR_H
#define ZHIDA_NEAR_H

#include "dsl/engine/recognise.h"

struct near {
    int duty;
    double score; /* 0: nothing in common */
    bool plain;   /* enough in common to be offered unasked */
};

/* What near_duties() looks up, once for all calls; lives in the arena, of which it takes a megabyte
 * or two and some milliseconds. NULL where people's sayings are known, which are asked instead. */
const struct near_index *near_index_new(const struct rules *rules, struct arena *arena);

/* Ranks the duties of a category (NONE: of all) by what people say of them (sayings.h), where that
 * is known: the score is the duty's share. Else by what a text has in common with their names,
 * their words and the words of the values they ask for. The names of areas count for nothing. Of
 * equal ones first what happens more often (frequency.h), then what has more to recognise it by,
 * then by index. Fills out and returns how many, at most max. Memory from the arena. Some ten
 * microseconds where the rules have an index attached (rules.near), else it is made first. */
size_t near_duties(struct arena *arena, const struct recognition *recognition, int category,
                   struct near *out, size_t max);

/* Of the nearest duties of all those that are offered to who was not understood; 0: none comes near
 * enough, and a list of strangers only costs time. */
enum { NEAR_OFFERED = 5 };
size_t near_offered(struct arena *arena, const struct recognition *recognition,
                    struct near out[NEAR_OFFERED]);

#endif
