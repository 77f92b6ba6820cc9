/* allow: what an author lets stand, with his reason, in a comment at the place:
 *
 *     # 容许 gap：装修噪声按物业合同处理，由热线中心转办
 *
 * The comment speaks of what begins on the line it ends, or, where it stands alone, of the block,
 * clause or entry that begins on the next line that is not a comment, whole.
 * `# allow gap: ...` is the same; several names are separated by 、 or a comma. */
#ifndef ZHIDA_ALLOW_H
#define ZHIDA_ALLOW_H

#include "dsl/syntax/tree.h"

struct allowance {
    struct view name;   /* of what is let stand; one entry for each name of a comment */
    struct view reason; /* empty: none was given, and so nothing is allowed */
    struct span span;   /* the comment */
    struct span at;     /* the name */
    struct span scope;  /* what it speaks of: whatever begins in these bytes */
    bool used;          /* something was let stand because of it: whoever looks up sets it */
};

struct allowances {
    const struct sources *sources;
    VEC(struct allowance) list; /* by file and place */
};

/* Reads them all out of the tree's comments. Views point into the sources. */
struct allowances allowances_read(struct arena *arena, const struct tree *tree,
                                  const struct sources *sources);

/* The allowance, with a reason, of any of the names (either may be NULL) for the place where the
 * span begins; marked as used. NULL: there is none. */
struct allowance *allowances_find(struct allowances *allowances, struct span at, const char *zh,
                                  const char *en);

#endif
