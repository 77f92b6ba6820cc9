/* Guesses: ten wrong codes of a person, thirty for a case, an hour; then everything is as before.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "gateway/store/tries.h"
#include "gateway/turn/self.h"
#include "tests/unit/test_world.h"

struct fixture {
    struct test_world world;
    struct seal_key key;
    struct store store;
    struct turn turn;
    char folder[64], path[100];
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);
    test_world_init(&f->world, 7);
    memset(f->key.bytes, 5, sizeof f->key.bytes);
    snprintf(f->folder, sizeof f->folder, "/tmp/zhida-guess-XXXXXX");
    assert_non_null(mkdtemp(f->folder));
    snprintf(f->path, sizeof f->path, "%s/zhida.db", f->folder);
    assert_int_equal(store_open(&f->store, f->path, &f->world.world, &f->key), STORE_OK);
    assert_int_equal(store_begin(&f->store), STORE_OK);
    f->turn.store = &f->store;
    f->turn.now = f->world.now;
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    char command[200];
    store_close(&f->store);
    snprintf(command, sizeof command, "rm -rf %s", f->folder);
    assert_int_equal(system(command), 0);
    free(f);
    return 0;
}

static bool left(struct fixture *f, int64_t person, int64_t of_case)
{
    bool answer = false;
    assert_int_equal(guesses_left(&f->turn, person, of_case, &answer), STORE_OK);
    return answer;
}

/* Each by another person, if from differs. */
static void guess(struct fixture *f, int times, int64_t person, int64_t step, int64_t of_case)
{
    for (int i = 0; i < times; i++)
        assert_int_equal(guesses_wrong(&f->turn, person + i * step, of_case), STORE_OK);
}

static void the_tenth_is_the_last_of_a_person(void **state)
{
    struct fixture *f = *state;
    guess(f, 9, 1, 0, 700);
    assert_true(left(f, 1, 700));
    guess(f, 1, 1, 0, 701);
    assert_false(left(f, 1, 700));
    assert_false(left(f, 1, 999)); /* nor any other case */
    assert_true(left(f, 2, 700));  /* others may */
}

static void cases_that_are_not_there_count_for_the_person(void **state)
{
    struct fixture *f = *state;
    guess(f, 10, 1, 0, 0);
    assert_false(left(f, 1, 700));
    assert_true(left(f, 2, 0));
}

static void many_people_cannot_guess_one_case(void **state)
{
    struct fixture *f = *state;
    guess(f, 29, 100, 1, 700);
    assert_true(left(f, 1, 700));
    guess(f, 1, 200, 1, 700);
    assert_false(left(f, 1, 700));
    assert_true(left(f, 1, 701));
}

static void after_an_hour_it_begins_anew(void **state)
{
    struct fixture *f = *state;
    guess(f, 10, 1, 0, 700);
    f->turn.now += 3599;
    assert_false(left(f, 1, 701));
    f->turn.now += 1;
    assert_true(left(f, 1, 701));
    guess(f, 9, 1, 0, 700);
    assert_true(left(f, 1, 701));
}

/* Logins sweep the same table. */
static void a_sweep_does_not_forget_before_the_hour_is_over(void **state)
{
    struct fixture *f = *state;
    guess(f, 10, 1, 0, 700);
    f->turn.now += 3000;
    assert_int_equal(tries_sweep(&f->store, f->turn.now - 900), STORE_OK);
    assert_false(left(f, 1, 701));
}

static void a_clock_put_back_locks_nobody_out(void **state)
{
    struct fixture *f = *state;
    guess(f, 10, 1, 0, 700);
    f->turn.now -= 86400;
    assert_true(left(f, 1, 701));
}

#define GUESS_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        GUESS_TEST(the_tenth_is_the_last_of_a_person),
        GUESS_TEST(cases_that_are_not_there_count_for_the_person),
        GUESS_TEST(many_people_cannot_guess_one_case),
        GUESS_TEST(after_an_hour_it_begins_anew),
        GUESS_TEST(a_sweep_does_not_forget_before_the_hour_is_over),
        GUESS_TEST(a_clock_put_back_locks_nobody_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
