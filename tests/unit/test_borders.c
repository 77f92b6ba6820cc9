/* Outlines of areas: a shared location lies in the innermost outline that holds it, with holes and
 * islands, on edges, and outside of all; below an outline the nearest point tells more. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "dsl/compile/compile.h"
#include "dsl/engine/rules.h"
#include "tests/unit/test_folder.h"

struct land {
    struct arena arena;
    char folder[40];
    struct sources sources;
    struct diags diags;
    struct buf image;
    struct rules rules;
};

static void write_file(const struct land *land, const char *name, const char *text)
{
    char path[80];
    snprintf(path, sizeof path, "%s/%s", land->folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void open_land(struct land *land, const char *borders)
{
    struct view why = VIEW("");
    *land = (struct land){.folder = "/tmp/zhida-borders-XXXXXX"};
    assert_non_null(mkdtemp(land->folder));
    arena_init(&land->arena, 64 << 20);
    buf_init(&land->image, 16 << 20);
    write_file(land, "areas.zd",
               "区域 县 坐标 30.5,120.5 {\n东街 坐标 30.2,120.2 {\n花园 坐标 30.25,120.25\n}\n"
               "西街 坐标 30.2,120.8\n湖 坐标 30.8,120.5\n}\n");
    write_file(land, "borders.geojson", borders);
    compile_folder(&land->arena, land->folder, &land->sources, &land->diags, NULL, &land->image,
                   &why);
    if (!land->diags.errors)
        assert_int_equal(rules_open(&land->rules, land->image.p, land->image.n), RULES_OK);
}

static void close_land(struct land *land)
{
    assert_true(folder_remove(land->folder));
    buf_free(&land->image);
    arena_free(&land->arena);
}

static void assert_lies(const struct land *land, double latitude, double longitude,
                        const char *name)
{
    int area = rules_area_at(&land->rules, latitude, longitude, 5000);
    struct view got = area == NONE ? VIEW("-") : rules_code(&land->rules, NOUN_AREA, area);
    if (!view_is(got, name))
        fail_msg("%f, %f: %.*s, not %s", latitude, longitude, VIEW_FMT(got), name);
}

#define FEATURE(name, type, coordinates)                                                           \
    "{\"type\":\"Feature\",\"properties\":{\"name\":\"" name "\"},\"geometry\":{\"type\":\"" type  \
    "\",\"coordinates\":" coordinates "}}"
#define COLLECTION(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"

/* GeoJSON writes longitude first. East street has a hole, the lake is two waters. */
static const char good[] = COLLECTION(
    FEATURE("县", "Polygon", "[[[120,30],[121,30],[121,31],[120,31],[120,30]]]") "," FEATURE(
        "东街", "Polygon",
        "[[[120,30],[120.5,30],[120.5,30.5],[120,30.5],[120,30]],"
        "[[120.3,30.3],[120.4,30.3],[120.4,30.4],[120.3,30.4],[120.3,30.3]]]") "," FEATURE("西街",
                                                                                           "Polygo"
                                                                                           "n",
                                                                                           "[[[120."
                                                                                           "5,30],["
                                                                                           "121,30]"
                                                                                           ",[121,"
                                                                                           "30.5],["
                                                                                           "120.5,"
                                                                                           "30.5]]"
                                                                                           "]") "," FEATURE("湖",
                                                                                                            "MultiPolygon",
                                                                                                            "[[[[120.1,30.6],[120.2,30.6],[120.2,30.7],[120.1,30.7]]],"
                                                                                                            "[[[120.7,30.6],[120.9,30.6],[120.8,30.9]]]]"));

static void a_location_lies_in_an_outline(void **state)
{
    struct land land;
    (void)state;
    open_land(&land, good);
    assert_int_equal(land.diags.errors + land.diags.warnings, 0);
    assert_lies(&land, 30.1, 120.1, "东街");
    assert_lies(&land, 30.251, 120.251, "花园"); /* no outline: the nearest point inside */
    assert_lies(&land, 30.35, 120.35, "县");     /* the hole */
    assert_lies(&land, 30.2, 120.8, "西街");
    assert_lies(&land, 30.1, 120.5, "西街"); /* on the edge: one of the two */
    assert_lies(&land, 30.65, 120.15, "湖");
    assert_lies(&land, 30.7, 120.8, "湖");
    assert_lies(&land, 30.7, 120.5, "县");
    assert_lies(&land, 31.001, 120.5, "-"); /* outside of all, however near */
    close_land(&land);
}

static void what_cannot_be_read_is_said(void **state)
{
    static const char *const bad[] = {
        "",
        "[]",
        "{\"features\":3}",
        COLLECTION("{\"type\":\"Feature\"}"),
        COLLECTION(FEATURE("东街", "Point", "[120,30]")),
        COLLECTION(FEATURE("东街", "Polygon", "[]")),
        COLLECTION(FEATURE("东街", "Polygon", "[[[120,30],[121,30]]]")),
        COLLECTION(FEATURE("东街", "Polygon", "[[[120,30],[121,30],[\"a\",31]]]")),
        COLLECTION(FEATURE("东街", "Polygon", "[[[120,30],[121,30],[120,95]]]")),
        COLLECTION(FEATURE("南街", "Polygon", "[[[120,30],[121,30],[121,31]]]")),
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct land land;
        open_land(&land, bad[i]);
        if (land.diags.errors != 1)
            fail_msg("%s: %zu errors", bad[i], land.diags.errors);
        close_land(&land);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_location_lies_in_an_outline),
        cmocka_unit_test(what_cannot_be_read_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
