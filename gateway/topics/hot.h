/* hot: what comes most today, and what came more than it used to. Reads the counts per day; one
 * line for each class in the whole district and in each of its streets. A follower counts like
 * another case: were they not offered to follow, they would have filed one. */
#ifndef ZHIDA_TOPICS_HOT_H
#define ZHIDA_TOPICS_HOT_H

#include "dsl/engine/rules.h"
#include "gateway/store/alike.h"
#include "gateway/topics/surge.h"

/* On how many of a hundred quiet days a line may be marked by chance alone: five. */
#define HOT_RATE 0.05

struct hot_line {
    struct view category; /* code; empty: not recognised */
    int area;             /* NONE: the whole district */
    int64_t cases, follows;
    struct surge surge;
};

struct hot_list {
    int day;                /* yyyymmdd */
    int weeks;              /* of the past that is known, at most SURGE_WEEKS */
    size_t looked_at;       /* lines that were tested, also those at nought today */
    struct hot_line *lines; /* something came today; most first */
    size_t count;
};

/* The list of a day, which may be the running one. In the arena. */
enum store_error hot_read(struct store *store, const struct rules *rules, int day,
                          struct arena *arena, struct hot_list *out) STORE_CHECKED;

/* The street of an area: its ancestor right under the district; NONE for the district itself. */
int hot_street(const struct rules *rules, int area);

#endif
