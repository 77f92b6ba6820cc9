/* cover_data: the inside of a cover, for cover.c that fills it and cover_gaps.c that reads it. */
#ifndef ZHIDA_TOOL_COVER_DATA_H
#define ZHIDA_TOOL_COVER_DATA_H

#include "dsl/tools/cover.h"

enum { KNOWN_KEPT = 3 };

/* One comparison of a condition. */
struct cover_atom {
    const struct expr *expr;
    int duty, policy;              /* of which it is part; the other NONE */
    bool yes, no, open;            /* what it was at some moment */
    bool decided;                  /* the condition would have come out otherwise without it */
    struct view known[KNOWN_KEPT]; /* as what its variable was known, the first few */
    int known_count;
    bool known_more;
    const struct expr *instead; /* what decided when it did not */
};
typedef VEC(struct cover_atom) cover_atoms;

/* How often by tests, how often by examples. */
struct cover_count {
    size_t tests, examples;
};

struct cover_duty {
    struct cover_count decided;
    cover_atoms when;
    struct cover_count *branches; /* one more than there are: the bare 交 */
    cover_atoms *branch_atoms;
};

struct cover_policy {
    size_t answers[3]; /* no, yes, depends */
    cover_atoms when;
};

struct cover {
    const struct model *model;
    struct arena *arena;
    bool in_example;
    struct cover_count *categories; /* looked at */
    struct cover_count *otherwise;
    struct cover_duty *duties;
    struct cover_count **values; /* per fact */
    struct cover_policy *policies;
    struct cover_result result;
};

static inline size_t cover_times(struct cover_count count)
{
    return count.tests + count.examples;
}

#endif
