/* roles: who plays a role where. */
#ifndef ZHIDA_ROLES_H
#define ZHIDA_ROLES_H

#include "dsl/check/model.h"

/* For each role and area the unit whose 辖区 is the nearest ancestor of the area (or the area), or
 * NONE. Where two units share the nearest area (an error of its own) the first counts. */
struct role_map {
    int *unit; /* role * areas + area */
    size_t areas;
};

struct role_map role_map_of(struct arena *arena, const struct model *model);

/* The unit of a target at an area atom (areas.n: outside), or NONE. */
int role_unit(const struct role_map *map, struct target target, size_t area);

#endif
