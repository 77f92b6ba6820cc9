/* Rules that change under a running gateway: reload, trial, confirm, undo, and what the next start
 * makes of all that. The folders are real; the clock stands where it is put. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "gateway/rules/change.h"
#include "tests/unit/test_folder.h"
#include "tests/unit/test_world.h"

struct house {
    char path[64], rules[80], images[80];
    struct test_world world;
    struct metrics metrics;
    struct rules_change change;
};

static void write_file(const char *path, const char *text, const char *mode)
{
    FILE *out = fopen(path, mode);
    assert_non_null(out);
    fputs(text, out);
    assert_int_equal(fclose(out), 0);
}

/* One duty with this deadline; 0: rules that do not compile. */
static void write_rules(struct house *house, int hours)
{
    char path[128], text[512];
    snprintf(path, sizeof path, "%s/noise.zd", house->rules);
    snprintf(text, sizeof text,
             "单位 城管局 \"城管局\" { 联系 \"19900000001\" }\n"
             "类别 噪声 \"噪声\" {\n    识别 \"噪声\"\n"
             "    事项 \"0601\" \"施工\" {\n        交 %s\n        期限 %d 小时\n"
             "        例 \"有噪声\"\n    }\n    否则 交 城管局\n}\n",
             hours ? "城管局" : "没有的局", hours ? hours : 1);
    write_file(path, text, "w");
}

static enum change_result start(struct house *house)
{
    house->change = (struct rules_change){.folder = house->rules,
                                          .images = house->images,
                                          .book = rulebook_new(),
                                          .world = &house->world.world,
                                          .metrics = &house->metrics};
    return change_start(&house->change);
}

static void end(struct house *house)
{
    rulebook_free(house->change.book);
    change_end(&house->change);
}

static enum change_result restart(struct house *house)
{
    end(house);
    return start(house);
}

static int make(void **state)
{
    struct house *house = calloc(1, sizeof *house);
    assert_non_null(house);
    snprintf(house->path, sizeof house->path, P_tmpdir "/zhida-change-XXXXXX");
    assert_non_null(mkdtemp(house->path));
    snprintf(house->rules, sizeof house->rules, "%s/district", house->path);
    snprintf(house->images, sizeof house->images, "%s/images", house->path);
    assert_int_equal(mkdir(house->rules, 0700), 0);
    test_world_init(&house->world, 1);
    write_rules(house, 1);
    assert_int_equal(start(house), CHANGE_DONE);
    *state = house;
    return 0;
}

static int clear(void **state)
{
    struct house *house = *state;
    end(house);
    assert_true(folder_remove(house->path));
    free(house);
    return 0;
}

/* The deadline that is in force, in hours: what the rulebook says, not what was written down. */
static int hours(struct house *house)
{
    struct rules_held *held = rulebook_take(house->change.book);
    assert_non_null(held);
    assert_true(view_eq(rules_version(&held->rules), history_now(&house->change.history)->version));
    int found = rules_duty(&held->rules, 0).within.count;
    rulebook_put(house->change.book, held);
    return found;
}

static enum change_result reload(struct house *house, int rule_hours, int64_t trial)
{
    write_rules(house, rule_hours);
    return change_reload(&house->change, trial, NULL);
}

/* ---- while it runs ---- */

static void reload_puts_in_force_and_undo_takes_back(void **state)
{
    struct house *house = *state;
    assert_int_equal(hours(house), 1);
    assert_int_equal(change_undo(&house->change), CHANGE_NONE);
    assert_int_equal(reload(house, 1, 0), CHANGE_NONE);
    assert_int_equal(reload(house, 2, 0), CHANGE_DONE);
    assert_int_equal(hours(house), 2);
    assert_int_equal(reload(house, 3, 0), CHANGE_DONE);
    assert_int_equal(change_undo(&house->change), CHANGE_DONE);
    assert_int_equal(hours(house), 2);
    assert_int_equal(change_undo(&house->change), CHANGE_DONE);
    assert_int_equal(hours(house), 1);
    assert_int_equal(change_undo(&house->change), CHANGE_NONE);
    assert_int_equal(hours(house), 1);
}

static void broken_rules_change_nothing_and_say_why(void **state)
{
    struct house *house = *state;
    struct buf text;
    buf_init(&text, 1 << 16);
    struct rules_report report = {.out = &text, .language = DIAG_EN};
    write_rules(house, 0);
    assert_int_equal(change_reload(&house->change, 0, &report), CHANGE_ERRORS);
    assert_int_equal(hours(house), 1);
    assert_int_not_equal(view_find(buf_seen(&text), VIEW("没有的局")), SIZE_MAX);
    assert_int_not_equal(view_find(buf_seen(&text), VIEW("noise.zd:5")), SIZE_MAX);
    assert_int_equal(metrics_get(&house->metrics, METRIC_RELOADS_REFUSED), 1);
    buf_free(&text);
}

static void a_trial_ends_unless_it_is_confirmed(void **state)
{
    struct house *house = *state;
    assert_int_equal(change_tick(&house->change), -1);
    assert_int_equal(change_confirm(&house->change), CHANGE_NONE);
    assert_int_equal(reload(house, 2, 600), CHANGE_DONE);
    assert_int_equal(hours(house), 2);
    assert_int_equal(change_tick(&house->change), 600 * 1000);
    house->world.now += 599;
    assert_int_equal(change_tick(&house->change), 1000);
    assert_int_equal(hours(house), 2);
    house->world.now += 1;
    assert_int_equal(change_tick(&house->change), -1);
    assert_int_equal(hours(house), 1);
    assert_int_equal(reload(house, 2, 600), CHANGE_DONE);
    assert_int_equal(change_confirm(&house->change), CHANGE_DONE);
    house->world.now += 6000;
    assert_int_equal(change_tick(&house->change), -1);
    assert_int_equal(hours(house), 2);
}

static void a_second_trial_falls_back_to_what_was_sound(void **state)
{
    struct house *house = *state;
    assert_int_equal(reload(house, 2, 600), CHANGE_DONE);
    assert_int_equal(reload(house, 3, 600), CHANGE_DONE);
    assert_int_equal(hours(house), 3);
    house->world.now += 600;
    assert_int_equal(change_tick(&house->change), -1);
    assert_int_equal(hours(house), 1);
}

static void a_lost_image_keeps_everything_as_it_is(void **state)
{
    struct house *house = *state;
    char path[128];
    struct view first = history_now(&house->change.history)->version;
    snprintf(path, sizeof path, "%s/%.*s.zdi", house->images, VIEW_FMT(first));
    assert_int_equal(reload(house, 2, 0), CHANGE_DONE);
    assert_int_equal(unlink(path), 0);
    assert_int_equal(change_undo(&house->change), CHANGE_IMPOSSIBLE);
    assert_int_equal(hours(house), 2);
}

/* ---- the next start ---- */

static void a_restart_goes_on_with_the_folder(void **state)
{
    struct house *house = *state;
    write_rules(house, 4);
    assert_int_equal(restart(house), CHANGE_DONE);
    assert_int_equal(hours(house), 4);
    assert_int_equal(change_undo(&house->change), CHANGE_DONE);
    assert_int_equal(hours(house), 1);
}

static void a_restart_does_not_bring_back_what_was_taken_back(void **state)
{
    struct house *house = *state;
    assert_int_equal(reload(house, 2, 0), CHANGE_DONE);
    assert_int_equal(change_undo(&house->change), CHANGE_DONE);
    assert_int_equal(restart(house), CHANGE_DONE);
    assert_int_equal(hours(house), 1);
    /* Who asks for it gets it. */
    assert_int_equal(reload(house, 2, 0), CHANGE_DONE);
    assert_int_equal(restart(house), CHANGE_DONE);
    assert_int_equal(hours(house), 2);
}

static void a_trial_does_not_outlive_the_process(void **state)
{
    struct house *house = *state;
    assert_int_equal(reload(house, 2, 600), CHANGE_DONE);
    assert_int_equal(restart(house), CHANGE_DONE);
    assert_int_equal(hours(house), 1);
    assert_int_equal(change_tick(&house->change), -1);
}

static void broken_rules_at_the_start_leave_those_of_before(void **state)
{
    struct house *house = *state;
    assert_int_equal(reload(house, 2, 0), CHANGE_DONE);
    write_rules(house, 0);
    assert_int_equal(restart(house), CHANGE_DONE);
    assert_int_equal(hours(house), 2);
    /* Without any of before there is nothing to run. */
    assert_true(folder_remove(house->images));
    assert_int_equal(restart(house), CHANGE_ERRORS);
}

static void a_half_written_line_is_as_if_it_were_not_there(void **state)
{
    struct house *house = *state;
    char path[128];
    assert_int_equal(reload(house, 2, 0), CHANGE_DONE);
    snprintf(path, sizeof path, "%s/history", house->images);
    write_file(path, "1795000000 undo", "a");
    assert_int_equal(restart(house), CHANGE_DONE);
    assert_int_equal(hours(house), 2);
    assert_int_equal(reload(house, 3, 0), CHANGE_DONE);
    assert_int_equal(restart(house), CHANGE_DONE);
    assert_int_equal(hours(house), 3);
    assert_int_equal(change_undo(&house->change), CHANGE_DONE);
    assert_int_equal(hours(house), 2);
}

/* ---- what is kept ---- */

static void the_rules_of_each_version_can_be_read_again(void **state)
{
    struct house *house = *state;
    char path[160];
    assert_int_equal(reload(house, 2, 0), CHANGE_DONE);
    for (size_t i = 0; i < house->change.history.versions.n; i++) {
        snprintf(path, sizeof path, "%s/%.*s/noise.zd", house->images,
                 VIEW_FMT(house->change.history.versions.at[i].version));
        assert_int_equal(access(path, R_OK), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(reload_puts_in_force_and_undo_takes_back, make, clear),
        cmocka_unit_test_setup_teardown(broken_rules_change_nothing_and_say_why, make, clear),
        cmocka_unit_test_setup_teardown(a_trial_ends_unless_it_is_confirmed, make, clear),
        cmocka_unit_test_setup_teardown(a_second_trial_falls_back_to_what_was_sound, make, clear),
        cmocka_unit_test_setup_teardown(a_lost_image_keeps_everything_as_it_is, make, clear),
        cmocka_unit_test_setup_teardown(a_restart_goes_on_with_the_folder, make, clear),
        cmocka_unit_test_setup_teardown(a_restart_does_not_bring_back_what_was_taken_back, make,
                                        clear),
        cmocka_unit_test_setup_teardown(a_trial_does_not_outlive_the_process, make, clear),
        cmocka_unit_test_setup_teardown(broken_rules_at_the_start_leave_those_of_before, make,
                                        clear),
        cmocka_unit_test_setup_teardown(a_half_written_line_is_as_if_it_were_not_there, make,
                                        clear),
        cmocka_unit_test_setup_teardown(the_rules_of_each_version_can_be_read_again, make, clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
