/* figures_map: what the map is drawn of, without anybody's tiles: the outlines and places that the
 * rules have, and the points of cases.
 *
 * Where a case lies is sealed with its words, so each one is opened; at most POINTS_MOST, the
 * newest, and the page says so where there are more. Whoever may not open a case sees its point
 * only to about a hundred metres, and no number with it. */
#include "gateway/web/figures_api.h"

#include <math.h>

#include "gateway/web/case_sheet.h"

enum { POINTS_MOST = 2000 };

/* ---- outlines ---- */

static json_t *corner_json(double longitude, double latitude)
{
    return json_pack("[ff]", longitude, latitude);
}

static json_t *ring_json(const struct rules *rules, int area, int ring)
{
    struct area_ring corners = rules_area_ring(rules, area, ring);
    json_t *list = json_array();
    for (size_t i = 0; i < corners.n; i++)
        json_array_append_new(list, corner_json(corners.at[i].longitude, corners.at[i].latitude));
    return list;
}

static json_t *area_json(const struct rules *rules, int area)
{
    struct area_info info = rules_area(rules, area);
    json_t *one = named_json(rules, NOUN_AREA, rules_code(rules, NOUN_AREA, area));
    json_t *rings = json_array();
    int depth = 0;
    for (int up = info.parent; up != NONE; up = rules_area(rules, up).parent)
        depth++;
    for (int i = 0; i < rules_area_rings(rules, area); i++)
        json_array_append_new(rings, ring_json(rules, area, i));
    json_put(one, "parent",
             info.parent == NONE ? VIEW("") : rules_code(rules, NOUN_AREA, info.parent));
    json_put_int(one, "depth", depth);
    json_put_bool(one, "place", info.last == area + 1);
    json_object_set_new(one, "rings", rings);
    json_object_set_new(one, "point",
                        info.has_point ? corner_json(info.longitude, info.latitude) : json_null());
    return one;
}

/* ---- points ---- */

static double about(double degrees)
{
    return round(degrees * 1000) / 1000;
}

static void add_point(const struct figures_call *f, int64_t id, json_t *list)
{
    struct case_full full;
    if (cases_get(f->call->reader, id, f->call->arena, &full) != STORE_OK || !full.has_point ||
        (full.line.flags & CASE_CONFIDENTIAL))
        return;
    bool opens = scope_sees(&f->call->user, &full.line);
    json_t *one = json_object();
    json_object_set_new(one, "at",
                        opens ? corner_json(full.longitude, full.latitude)
                              : corner_json(about(full.longitude), about(full.latitude)));
    json_object_set_new(one, "category", named_json(f->rules, NOUN_CATEGORY, full.line.category));
    if (opens) {
        json_put_int(one, "id", id);
        json_put(one, "number",
                 case_number_text(rules_district_code(f->rules), id, f->call->arena));
    }
    json_array_append_new(list, one);
}

static enum store_error put_points(struct figures_call *f, json_t *root)
{
    struct figures_listing listing = {
        .query = f->asked.query, .measure = f->asked.measures[0], .max = POINTS_MOST};
    int64_t *ids;
    size_t count;
    json_t *list = json_array();
    json_object_set_new(root, "points", list);
    enum store_error error =
        figures_cases(f->call->reader, f->rules, &listing, f->call->arena, &ids, &count);
    for (size_t i = 0; i < count && error == STORE_OK; i++)
        add_point(f, ids[i], list);
    json_put_bool(root, "more", count == POINTS_MOST);
    return error == STORE_OK ? desk_audit(f->call, "figures.map", 0, VIEW("")) : error;
}

static json_t *areas_json(const struct rules *rules)
{
    json_t *areas = json_array();
    int count = rules_counts(rules).areas;
    for (int i = 0; i < count; i++)
        json_array_append_new(areas, area_json(rules, i));
    return areas;
}

static void tell_map(struct figures_call *f)
{
    json_t *root = json_object();
    enum store_error error = put_points(f, root);
    json_object_set_new(root, "areas", areas_json(f->rules));
    if (error == STORE_OK) {
        web_json(f->call->response, root);
        return;
    }
    json_decref(root);
    web_error(f->call->response, web_error_of(error));
}

void outlines_handle(struct desk_call *call)
{
    struct rules_held *held = rulebook_take(call->setup->rulebook);
    json_t *root = json_object();
    json_object_set_new(root, "areas", held ? areas_json(&held->rules) : json_array());
    if (held)
        rulebook_put(call->setup->rulebook, held);
    web_json(call->response, root);
}

void figures_map_handle(struct desk_call *call)
{
    figures_with(call, tell_map);
}
