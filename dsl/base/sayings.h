/* sayings: what is a text said of? Of each thing some sentences are known that people say of it,
 * and a text is weighed by how likely each thing makes it: query likelihood with Dirichlet
 * smoothing (Zhai and Lafferty, 2004), over characters and pairs (traits.h). Things stand in groups
 * (duties in categories, sections in documents), and what tells groups apart is learned besides, so
 * that traits vote for groups. The same sentences give the same bytes. */
#ifndef ZHIDA_SAYINGS_H
#define ZHIDA_SAYINGS_H

#include "dsl/base/arena.h"
#include "dsl/base/view.h"

enum { SAYING_THINGS_MAX = (1 << 16) - 1 };

struct saying_trait {
    uint32_t number; /* ascending; one more stands behind the last */
    uint32_t at;     /* the first that has it; the next trait's is the end */
    uint32_t votes;  /* its first vote; the next trait's is the end */
};

struct saying_has {
    uint16_t of;     /* the thing */
    uint16_t weight; /* how much likelier the trait is for it than for all; 1/4096, a logarithm */
};

/* How much a trait speaks for one of the groups whose things have it. */
enum { SAYING_VOTE_UNIT = 1024 };
struct saying_vote {
    uint16_t group;
    int16_t weight; /* 1/SAYING_VOTE_UNIT */
};

struct saying_thing {
    float length; /* what each trait of a text costs, the more the more is said of the thing */
    float prior;
    int32_t group;
};

struct sayings {
    const struct saying_trait *traits;
    const struct saying_has *has;
    const struct saying_vote *votes;
    const struct saying_thing *things;
    const float *groups; /* what each is voted for by a text of which nothing is known */
    size_t trait_count, has_count, vote_count; /* traits without the one behind the last */
    size_t thing_count, group_count;
};

/* A sentence, folded, of a thing. Of SAYING_OTHER: of the last thing's group, but not counted; only
 * what tells it from the others is learned. */
enum { SAYING_OTHER = UINT16_MAX };
struct saying {
    struct view text;
    uint32_t of;
};

/* From n sentences, of things whose group (of the last thing the greatest) and prior (a logarithm:
 * how many times as often as another) are set; fills in their lengths. Nobody votes yet. Memory
 * from the arena, and as much again meanwhile. */
void sayings_count(struct sayings *sayings, struct arena *arena, const struct saying *list,
                   size_t n, struct saying_thing *things, size_t thing_count);

/* Learns from the same n sentences how much each trait speaks for each group, coming to all of them
 * so many times; beside what is counted that is multiplied by `voted`. Counting takes traits as if
 * each came by itself; this mends it where sentences of two groups have much in common. */
void sayings_learn(struct sayings *sayings, struct arena *arena, const struct saying *list,
                   size_t n, size_t rounds, float voted);

/* The next piece of a text, which begins at *at, 0 at first: all of a short one; false: no more. */
bool sayings_piece(struct view folded, size_t *at, struct view *piece);

/* The trait of that number; NULL: nobody says it. */
const struct saying_trait *sayings_trait(const struct sayings *sayings, uint32_t number);

/* In hundredths of a logarithm: 0 where a share is 1, SAYING_LEAST and no less where it is 0. */
enum { SAYING_LEAST = -1100 };
int sayings_points(float share);

/* Of which thing a text is said. */
struct saying_meant {
    struct view text;    /* folded; in it reasons are found */
    const float *shares; /* by thing, how likely it is; they add up to 1 */
    int *points;         /* of each group together */
    int thing;           /* the likeliest of all but the last one */
    float group;         /* the share of its group */
    int sure;            /* points, of the thing within that */
};

/* NULL: nothing in the text is known. Memory from the arena. */
const struct saying_meant *sayings_mean(const struct sayings *sayings, struct arena *arena,
                                        struct view folded);

/* What in the folded text speaks most for the thing, against all others together; at most `most`,
 * the strongest first; returns how many. They lie in the text. */
size_t sayings_reasons(const struct sayings *sayings, int thing, struct view folded,
                       struct view *reasons, size_t most);

#endif
