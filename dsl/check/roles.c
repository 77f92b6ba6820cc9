/* roles: the map from role and area to unit, filled downwards: an area's unit is the one that
 * serves it, else its parent's. Parents come before children, so one walk is enough. */
#include "dsl/check/roles.h"

static void mark_served(const struct model *model, int unit, int *of_area)
{
    const struct unit *u = &model->units.at[unit];
    for (size_t i = 0; i < u->serves.n; i++)
        if (of_area[u->serves.at[i]] == NONE)
            of_area[u->serves.at[i]] = unit;
}

struct role_map role_map_of(struct arena *arena, const struct model *model)
{
    struct role_map map = {.areas = model->areas.n};
    map.unit = ARENA_ARRAY(arena, map.areas * model->roles.n + 1, int);
    for (size_t r = 0; r < model->roles.n; r++) {
        int *of_area = map.unit + r * map.areas;
        for (size_t a = 0; a < map.areas; a++)
            of_area[a] = NONE;
        for (size_t i = 0; i < model->roles.at[r].units.n; i++)
            mark_served(model, model->roles.at[r].units.at[i], of_area);
        for (size_t a = 0; a < map.areas; a++)
            if (of_area[a] == NONE && model->areas.at[a].parent != NONE)
                of_area[a] = of_area[model->areas.at[a].parent];
    }
    return map;
}

int role_unit(const struct role_map *map, struct target target, size_t area)
{
    if (target.role == NONE)
        return target.unit;
    return area < map->areas ? map->unit[(size_t)target.role * map->areas + area] : NONE;
}
