/* What took long to work out is given again for a while, to whoever asks the very same; what was
 * quick is not kept, and room is made by what ends first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "gateway/web/kept.h"

enum { START = 1000000, TOOK = 200, ENDS = START + TOOK * KEPT_TIMES };

static int open_kept(void **state)
{
    *state = kept_new();
    return *state ? 0 : -1;
}

static int close_kept(void **state)
{
    kept_free(*state);
    return 0;
}

static struct view key_of(int i, char room[16])
{
    int n = snprintf(room, 16, "key %d", i);
    return (struct view){room, (size_t)n};
}

static bool gives(struct kept *kept, struct view key, int64_t now, const char *answer)
{
    struct buf out;
    buf_init(&out, 1000);
    bool found = kept_find(kept, key, now, &out);
    assert_int_equal(found, answer != NULL);
    assert_true(view_is(buf_seen(&out), answer ? answer : ""));
    buf_free(&out);
    return found;
}

static void what_took_long_is_given_again(void **state)
{
    kept_put(*state, VIEW("hot"), START, TOOK, VIEW("sums"));
    assert_true(gives(*state, VIEW("hot"), START, "sums"));
    assert_true(gives(*state, VIEW("hot"), ENDS - 1, "sums"));
    assert_false(gives(*state, VIEW("hot"), ENDS, NULL));
    assert_false(gives(*state, VIEW("ho"), START, NULL));
    assert_false(gives(*state, VIEW("hotsu"), START, NULL));
}

static void nothing_is_kept_for_long(void **state)
{
    kept_put(*state, VIEW("year"), START, 3600000, VIEW("sums"));
    assert_true(gives(*state, VIEW("year"), START + KEPT_MOST_MS - 1, "sums"));
    assert_false(gives(*state, VIEW("year"), START + KEPT_MOST_MS, NULL));
}

static void what_was_quick_is_not_kept(void **state)
{
    kept_put(*state, VIEW("day"), START, KEPT_LEAST_MS - 1, VIEW("sums"));
    assert_false(gives(*state, VIEW("day"), START, NULL));
}

static void a_newer_answer_stands(void **state)
{
    kept_put(*state, VIEW("hot"), START, TOOK, VIEW("old"));
    kept_put(*state, VIEW("hot"), START + 1, TOOK, VIEW("new sums"));
    assert_true(gives(*state, VIEW("hot"), START + 2, "new sums"));
}

static void what_ends_first_makes_room(void **state)
{
    char room[16];
    for (int i = 0; i <= KEPT_ANSWERS; i++)
        kept_put(*state, key_of(i, room), START + i, TOOK, VIEW("sums"));
    assert_false(gives(*state, key_of(0, room), START, NULL));
    for (int i = 1; i <= KEPT_ANSWERS; i++)
        assert_true(gives(*state, key_of(i, room), START, "sums"));
}

/* An answer that does not fit is none; the caller's buffer says so. */
static void a_small_buffer_gets_nothing(void **state)
{
    struct buf out;
    kept_put(*state, VIEW("hot"), START, TOOK, VIEW("more than four"));
    buf_init(&out, 4);
    assert_false(kept_find(*state, VIEW("hot"), START, &out));
    assert_true(out.full && !out.n);
    buf_free(&out);
}

#define KEPT_TEST(test) cmocka_unit_test_setup_teardown(test, open_kept, close_kept)

int main(void)
{
    const struct CMUnitTest tests[] = {
        KEPT_TEST(what_took_long_is_given_again), KEPT_TEST(nothing_is_kept_for_long),
        KEPT_TEST(what_was_quick_is_not_kept),    KEPT_TEST(a_newer_answer_stands),
        KEPT_TEST(what_ends_first_makes_room),    KEPT_TEST(a_small_buffer_gets_nothing),
    };
    return cmocka_run_group_tests_name("kept", tests, NULL, NULL);
}
