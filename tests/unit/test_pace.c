/* Pace: batches grow with the disk's slowness and shrink with the work of an input. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gateway/turn/pace.h"

/* After many batches of so many inputs that took so long each. */
static size_t room_after(size_t inputs, int64_t each, int64_t commit)
{
    struct pace pace = {0};
    for (int i = 0; i < 100; i++)
        pace_note(&pace, inputs, each * (int64_t)inputs, commit);
    return pace_room(&pace, 512);
}

static void nothing_measured_is_no_limit(void **state)
{
    (void)state;
    assert_int_equal(pace_room(&(struct pace){0}, 512), 512);
    assert_int_equal(room_after(100, 0, 0), 512); /* a world whose clock stands still at work */
}

static void a_quick_disk_gets_small_batches(void **state)
{
    (void)state;
    size_t room = room_after(64, 80, 300);
    assert_in_range(room, 55, 70); /* 5 ms */
}

static void a_slow_disk_gets_large_ones(void **state)
{
    (void)state;
    assert_in_range(room_after(64, 80, 8000), 390, 410); /* four commits' time */
    assert_int_equal(room_after(64, 80, 80000), 512);
}

static void costly_inputs_still_share_a_commit(void **state)
{
    (void)state;
    assert_int_equal(room_after(64, 20000, 300), 16);
}

static void small_batches_tell_nothing_of_an_input(void **state)
{
    (void)state;
    assert_int_equal(room_after(2, 5000, 300), 512);
}

static void one_stumble_hardly_counts(void **state)
{
    struct pace pace = {0};
    (void)state;
    for (int i = 0; i < 50; i++)
        pace_note(&pace, 64, 64 * 80, 300);
    size_t before = pace_room(&pace, 512);
    pace_note(&pace, 64, 64 * 80, 2000);
    assert_int_equal(pace_room(&pace, 512), before);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_measured_is_no_limit),
        cmocka_unit_test(a_quick_disk_gets_small_batches),
        cmocka_unit_test(a_slow_disk_gets_large_ones),
        cmocka_unit_test(costly_inputs_still_share_a_commit),
        cmocka_unit_test(small_batches_tell_nothing_of_an_input),
        cmocka_unit_test(one_stumble_hardly_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
