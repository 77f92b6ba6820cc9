/* test_crowd: whose address it is, and how much one address may have. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "gateway/net/crowd.h"
#include "gateway/net/peer.h"

static bool says(const char *socket, const char *forwarded, const char *wanted)
{
    return view_is(peer_of(view_of(socket), view_of(forwarded)), wanted);
}

static void only_a_proxy_here_is_believed(void **state)
{
    (void)state;
    assert_true(says("198.51.100.7", "", "198.51.100.7"));
    assert_true(says("198.51.100.7", "203.0.113.9", "198.51.100.7"));
    assert_true(says("127.0.0.1", "203.0.113.9", "203.0.113.9"));
    assert_true(says("::1", " 10.0.0.1 , 203.0.113.9 ", "203.0.113.9"));
    assert_true(says("127.0.0.1", "", "127.0.0.1"));
    assert_true(says("127.0.0.1", "203.0.113.9,", "127.0.0.1"));
}

static void one_address_has_one_form(void **state)
{
    (void)state;
    assert_true(says("::ffff:198.51.100.7", "", "198.51.100.7"));
    assert_true(says("::ffff:127.0.0.1", "203.0.113.9:4711", "203.0.113.9"));
    assert_true(says("127.0.0.1", "[2001:db8::7]:4711", "2001:db8::7"));
    assert_true(says("127.0.0.1", "[2001:db8::7]", "2001:db8::7"));
    assert_true(says("127.0.0.1", "2001:db8::7", "2001:db8::7"));
    assert_true(says("127.0.0.1", "[2001:db8", "2001:db8"));
    assert_true(peer_is_here(VIEW("::ffff:127.0.0.1")));
    assert_false(peer_is_here(VIEW("127.0.0.2")));
}

static bool same(const char *a, const char *b)
{
    unsigned char one[PEER_KEY], other[PEER_KEY];
    return peer_key(view_of(a), one) && peer_key(view_of(b), other) &&
           memcmp(one, other, PEER_KEY) == 0;
}

static void a_household_is_one(void **state)
{
    unsigned char key[PEER_KEY];
    (void)state;
    assert_true(same("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"));
    assert_false(same("2001:db8:1:2::1", "2001:db8:1:3::1"));
    assert_true(same("198.51.100.7", "::ffff:198.51.100.7"));
    assert_false(same("198.51.100.7", "198.51.100.8"));
    assert_false(peer_key(VIEW("unknown"), key));
    assert_false(peer_key(VIEW(""), key));
    assert_false(peer_key(VIEW("1111:2222:3333:4444:5555:6666:7777:8888:9999:aaaa:bbbb"), key));
}

static void limits_are_set_by_name(void **state)
{
    struct crowd_limits limits = crowd_defaults();
    (void)state;
    assert_int_equal(limits.most[CROWD_APPS], 1000);
    assert_true(crowd_set(&limits, VIEW("apps=7")));
    assert_int_equal(limits.most[CROWD_APPS], 7);
    assert_int_equal(limits.most[CROWD_CONNECTIONS], 2000);
    assert_false(crowd_set(&limits, VIEW("apps=")));
    assert_false(crowd_set(&limits, VIEW("apps=-1")));
    assert_false(crowd_set(&limits, VIEW("app=7")));
    assert_false(crowd_set(&limits, VIEW("apps")));
    assert_int_equal(limits.most[CROWD_APPS], 7);
}

static void what_is_open_is_counted(void **state)
{
    struct crowd_limits limits = {{2, 0, 1}};
    struct crowd *crowd = crowd_new(&limits, 42);
    int a = crowd_slot(crowd, VIEW("198.51.100.7")), b = crowd_slot(crowd, VIEW("198.51.100.8"));
    (void)state;
    assert_true(a > 0 && b > 0 && a != b);
    crowd_enter(crowd, a, CROWD_CONNECTIONS);
    assert_true(crowd_has_room(crowd, a, CROWD_CONNECTIONS, 1000));
    crowd_enter(crowd, a, CROWD_CONNECTIONS);
    assert_false(crowd_has_room(crowd, a, CROWD_CONNECTIONS, 1000));
    assert_true(crowd_has_room(crowd, b, CROWD_CONNECTIONS, 1000));
    assert_false(crowd_has_room(crowd, a, CROWD_CONNECTIONS, 9000)); /* time opens nothing */
    crowd_leave(crowd, a, CROWD_CONNECTIONS);
    assert_true(crowd_has_room(crowd, a, CROWD_CONNECTIONS, 9000));
    for (int i = 0; i < 10; i++)
        crowd_enter(crowd, a, CROWD_APPS);
    assert_true(crowd_has_room(crowd, a, CROWD_APPS, 9000)); /* 0: no limit */
    crowd_free(crowd);
}

static void an_hour_is_forgotten(void **state)
{
    struct crowd_limits limits = {{1, 1, 1}};
    struct crowd *crowd = crowd_new(&limits, 42);
    int slot = crowd_slot(crowd, VIEW("2001:db8::7"));
    (void)state;
    crowd_enter(crowd, slot, CROWD_NEWCOMERS);
    assert_false(crowd_has_room(crowd, slot, CROWD_NEWCOMERS, 100));
    assert_true(crowd_has_room(crowd, slot, CROWD_NEWCOMERS, 3700));
    crowd_free(crowd);
}

static void this_machine_is_not_counted(void **state)
{
    struct crowd_limits limits = {{1, 1, 1}};
    struct crowd *crowd = crowd_new(&limits, 42);
    (void)state;
    assert_int_equal(crowd_slot(crowd, VIEW("127.0.0.1")), 0);
    assert_int_equal(crowd_slot(crowd, VIEW("")), 0);
    crowd_enter(crowd, 0, CROWD_CONNECTIONS);
    assert_true(crowd_has_room(crowd, 0, CROWD_CONNECTIONS, 1));
    assert_true(crowd_slot(crowd, VIEW("unknown")) > 0); /* what a proxy may write is counted too */
    crowd_free(crowd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_a_proxy_here_is_believed),
        cmocka_unit_test(one_address_has_one_form),
        cmocka_unit_test(a_household_is_one),
        cmocka_unit_test(limits_are_set_by_name),
        cmocka_unit_test(what_is_open_is_counted),
        cmocka_unit_test(an_hour_is_forgotten),
        cmocka_unit_test(this_machine_is_not_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
