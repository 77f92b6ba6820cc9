/* Coordinates: known pairs of WGS-84 and GCJ-02, there and back; points in rings, on their edges
 * and in their corners; neighbours share no point and leave none out. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dsl/base/geo.h"

static const struct {
    struct geo_point wgs, gcj;
} pairs[] = {
    {{31.1774276, 121.5272106}, {31.17530398364597, 121.531541859215}},
    {{22.543847, 113.912316}, {22.540796131694766, 113.9171764808363}},
    {{39.911954, 116.377817}, {39.91334545536069, 116.38404722455657}},
    {{39.739200, -104.990300}, {39.739200, -104.990300}}, /* not of that map */
    {{-27.4575, 153.0355}, {-27.4575, 153.0355}},
};

static void maps_of_the_mainland(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        assert_true(geo_metres(geo_to_gcj02(pairs[i].wgs), pairs[i].gcj) < 0.01);
        assert_true(geo_metres(geo_from_gcj02(pairs[i].gcj), pairs[i].wgs) < 0.1);
    }
}

static void there_and_back(void **state)
{
    (void)state;
    for (int south = 0; south < 22; south++)
        for (int east = 0; east < 27; east++) {
            struct geo_point at = {18 + 1.7 * south, 75 + 2.3 * east}, there = geo_to_gcj02(at);
            double away = geo_metres(at, there);
            assert_true(away > 20 && away < 2000);
            assert_true(geo_metres(geo_from_gcj02(there), at) < 0.1);
        }
}

static void rings(void **state)
{
    static const struct geo_point square[] = {{30, 120}, {30, 121}, {31, 121}, {31, 120}};
    static const struct geo_point closed[] = {
        {30, 120}, {30, 121}, {31, 121}, {31, 120}, {30, 120}};
    static const struct {
        struct geo_point at;
        bool inside;
    } cases[] = {
        {{30.5, 120.5}, true},  {{29.9, 120.5}, false}, {{31.1, 120.5}, false},
        {{30.5, 119.9}, false}, {{30.5, 121.1}, false}, {{30.0, 120.5}, true},
        {{31.0, 120.5}, false}, {{30.5, 120.0}, true},  {{30.5, 121.0}, false},
        {{30.0, 120.0}, true},  {{31.0, 121.0}, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(geo_ring_holds(square, 4, cases[i].at), cases[i].inside);
        assert_int_equal(geo_ring_holds(closed, 5, cases[i].at), cases[i].inside);
    }
    assert_false(geo_ring_holds(square, 0, cases[0].at));
    assert_false(geo_ring_holds(square, 2, cases[0].at));
}

/* Two neighbours with a slanting border: every point of the box is in exactly one of them. */
static void neighbours_share_no_point(void **state)
{
    static const struct geo_point west[] = {{30, 120}, {30, 120.3}, {31, 120.7}, {31, 120}};
    static const struct geo_point east[] = {{30, 120.3}, {30, 121}, {31, 121}, {31, 120.7}};
    (void)state;
    for (int i = 0; i < 100; i++)
        for (int k = 0; k < 100; k++) {
            struct geo_point at = {30 + i / 100.0, 120 + k / 100.0};
            assert_true(geo_ring_holds(west, 4, at) != geo_ring_holds(east, 4, at));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(maps_of_the_mainland),
        cmocka_unit_test(there_and_back),
        cmocka_unit_test(rings),
        cmocka_unit_test(neighbours_share_no_point),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
