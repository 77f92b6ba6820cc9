/* borders: the outlines of areas, from borders.geojson beside the rules: what every map office can
 * write (GeoJSON, WGS-84). A feature belongs to the area whose name its property "name" bears;
 * polygons and multi-polygons, holes too, all rings of one area in one list: a point is inside if
 * an odd number of them hold it.
 *
 * A place shared on a map then lies in the area whose outline holds it. So an outline has to lie
 * inside that of the area above, and beside those of its neighbours: corners and middles of edges,
 * drawn in a little, are tried, which passes over a border that two maps draw a few metres apart.
 */
#include <jansson.h>

#include "dsl/base/file.h"
#include "dsl/base/folders.h"
#include "dsl/check/check.h"

enum { FILE_MOST = 16 << 20, RING_LEAST = 3 };
static const double drawn_in = 0.03; /* of the way to the middle */

#define BORDERS_FILE VIEW("borders.geojson")

/* ---- reading ---- */

static bool read_position(const json_t *position, struct geo_point *out)
{
    const json_t *longitude = json_array_get(position, 0), *latitude = json_array_get(position, 1);
    *out = (struct geo_point){json_number_value(latitude), json_number_value(longitude)};
    return json_is_number(longitude) && json_is_number(latitude) && out->latitude >= -90 &&
           out->latitude <= 90 && out->longitude >= -180 && out->longitude <= 180;
}

static bool read_ring(struct check *check, struct area *area, const json_t *ring)
{
    size_t index;
    const json_t *position;
    struct geo_point at;
    if (json_array_size(ring) < RING_LEAST)
        return false;
    json_array_foreach((json_t *)ring, index, position)
    {
        if (!read_position(position, &at))
            return false;
        VEC_ADD(check->model->arena, &area->border, at);
    }
    VEC_ADD(check->model->arena, &area->ring_ends, area->border.n);
    return true;
}

static bool read_polygon(struct check *check, struct area *area, const json_t *rings)
{
    size_t index;
    const json_t *ring;
    json_array_foreach((json_t *)rings, index,
                       ring) if (!read_ring(check, area, ring)) return false;
    return json_array_size(rings) > 0;
}

static bool read_geometry(struct check *check, struct area *area, const json_t *geometry)
{
    const char *type = json_string_value(json_object_get(geometry, "type"));
    const json_t *coordinates = json_object_get(geometry, "coordinates"), *polygon;
    size_t index;
    if (type && strcmp(type, "Polygon") == 0)
        return read_polygon(check, area, coordinates);
    if (!type || strcmp(type, "MultiPolygon") != 0)
        return false;
    json_array_foreach((json_t *)coordinates, index,
                       polygon) if (!read_polygon(check, area, polygon)) return false;
    return json_array_size(coordinates) > 0;
}

static struct area *area_named(struct check *check, const char *name)
{
    struct model *model = check->model;
    for (size_t i = 0; i < model->areas.n; i++)
        if (view_is(model->areas.at[i].name, name))
            return &model->areas.at[i];
    return NULL;
}

static bool read_feature(struct check *check, const json_t *feature)
{
    const json_t *properties = json_object_get(feature, "properties");
    const char *name = json_string_value(json_object_get(properties, "name"));
    struct area *area = name ? area_named(check, name) : NULL;
    if (name && !area) {
        SAY(check, DIAG_E0618, check->model->areas.at[0].span,
            view_keep(check->model->arena, view_of(name)));
        return true;
    }
    return area && read_geometry(check, area, json_object_get(feature, "geometry"));
}

static bool read_features(struct check *check, struct view text)
{
    size_t index;
    const json_t *feature;
    json_t *root = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, NULL);
    const json_t *features = json_object_get(root, "features");
    bool sound = json_is_array(features);
    json_array_foreach((json_t *)features, index, feature) if (sound) sound =
        read_feature(check, feature);
    json_decref(root);
    return sound;
}

/* ---- do they fit together? ---- */

static bool holds(const struct area *area, struct geo_point at)
{
    bool inside = false;
    size_t from = 0;
    for (size_t i = 0; i < area->ring_ends.n; i++) {
        inside ^= geo_ring_holds(area->border.at + from, area->ring_ends.at[i] - from, at);
        from = area->ring_ends.at[i];
    }
    return inside;
}

static struct geo_point middle_of(const struct area *area)
{
    struct geo_point sum = {0, 0};
    for (size_t i = 0; i < area->border.n; i++) {
        sum.latitude += area->border.at[i].latitude / (double)area->border.n;
        sum.longitude += area->border.at[i].longitude / (double)area->border.n;
    }
    return sum;
}

static struct geo_point between(struct geo_point a, struct geo_point b, double share)
{
    return (struct geo_point){a.latitude + (b.latitude - a.latitude) * share,
                              a.longitude + (b.longitude - a.longitude) * share};
}

/* Is a corner of one, or the middle of an edge, inside (or, where wanted is false, outside) the
 * other? */
static bool any_point(const struct area *one, const struct area *other, bool wanted)
{
    struct geo_point middle = middle_of(one);
    for (size_t i = 0; i < one->border.n; i++) {
        struct geo_point corner = one->border.at[i];
        struct geo_point next = one->border.at[i + 1 < one->border.n ? i + 1 : 0];
        struct geo_point tries[2] = {between(corner, middle, drawn_in),
                                     between(between(corner, next, 0.5), middle, drawn_in)};
        for (int k = 0; k < 2; k++)
            if (holds(one, tries[k]) && holds(other, tries[k]) == wanted)
                return true;
    }
    return false;
}

/* The nearest area above that has an outline, or NULL. */
static const struct area *outlined_above(const struct model *model, const struct area *area)
{
    int above = area->parent;
    while (above != NONE && !model->areas.at[above].border.n)
        above = model->areas.at[above].parent;
    return above == NONE ? NULL : &model->areas.at[above];
}

static void look_at_neighbours(struct check *check, size_t index)
{
    const struct model *model = check->model;
    const struct area *area = &model->areas.at[index];
    for (size_t i = index + 1; i < model->areas.n; i++) {
        const struct area *other = &model->areas.at[i];
        if (other->parent == area->parent && other->border.n &&
            (any_point(area, other, true) || any_point(other, area, true)))
            SAY(check, DIAG_W0619, other->span, other->name, area->name);
    }
}

static void look_at_outlines(struct check *check)
{
    const struct model *model = check->model;
    for (size_t i = 0; i < model->areas.n; i++) {
        const struct area *area = &model->areas.at[i], *above = outlined_above(model, area);
        if (!area->border.n)
            continue;
        if (above && any_point(area, above, false))
            SAY(check, DIAG_W0620, area->span, area->name, above->name);
        look_at_neighbours(check, i);
    }
}

void borders_read(struct check *check)
{
    char full[FOLDERS_ROOM];
    struct buf text;
    if (!check->folder || !check->model->areas.n ||
        !folders_find(check->folder, BORDERS_FILE, full, sizeof full))
        return;
    buf_init(&text, FILE_MOST);
    if (!file_read(full, &text) || !read_features(check, buf_seen(&text)))
        SAY(check, DIAG_E0617, check->model->areas.at[0].span, BORDERS_FILE);
    else
        look_at_outlines(check);
    buf_free(&text);
}
