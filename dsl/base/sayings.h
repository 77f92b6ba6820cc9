/* sayings: what is a text said of? Of each thing some sentences are known that people say of it,
 * and a text is weighed by how likely each thing makes it: query likelihood with Dirichlet
 * smoothing (Zhai and Lafferty, 2004), over characters and pairs (traits.h). Counted and not
 * learned in steps, so that ten thousand sentences take some twenty milliseconds; the same
 * sentences give the same bytes. Things stand in groups (duties in categories). */
#ifndef ZHIDA_SAYINGS_H
#define ZHIDA_SAYINGS_H

#include "dsl/base/arena.h"
#include "dsl/base/view.h"

enum { SAYING_THINGS_MAX = 1 << 16 };

struct saying_trait {
    uint32_t number; /* ascending; one more stands behind the last */
    uint32_t at;     /* the first that has it; the next trait's is the end */
};

struct saying_has {
    uint16_t of;     /* the thing */
    uint16_t weight; /* how much likelier the trait is for it than for all; 1/4096, a logarithm */
};

struct saying_thing {
    float length; /* what each trait of a text costs, the more the more is said of the thing */
    float prior;
    int32_t group;
};

struct sayings {
    const struct saying_trait *traits;
    const struct saying_has *has;
    const struct saying_thing *things;
    size_t trait_count, has_count, thing_count; /* traits without the one behind the last */
};

/* A sentence, folded. */
struct saying {
    struct view text;
    uint32_t of;
};

/* From n sentences, of things whose group and prior (a logarithm: how many times as often as
 * another) are set; fills in their lengths. Memory from the arena, and as much again meanwhile. */
void sayings_count(struct sayings *sayings, struct arena *arena, const struct saying *list,
                   size_t n, struct saying_thing *things, size_t thing_count);

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

/* groups: how many there are. NULL: nothing in the text is known. Memory from the arena. */
const struct saying_meant *sayings_mean(const struct sayings *sayings, struct arena *arena,
                                        struct view folded, size_t groups);

/* What in the folded text speaks most for the thing, against all others together; at most `most`,
 * the strongest first; returns how many. They lie in the text. */
size_t sayings_reasons(const struct sayings *sayings, int thing, struct view folded,
                       struct view *reasons, size_t most);

#endif
