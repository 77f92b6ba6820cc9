/* Passwords, the lock-out, sessions and where requests come from. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include "gateway/desk/lockout.h"
#include "tests/unit/desk_house.h"

/* ---- passwords ---- */

static void passwords_are_argon2id(void **state)
{
    (void)state;
    struct test_world world;
    char first[PASSWORD_ENCODED], second[PASSWORD_ENCODED], drawn[PASSWORD_DRAWN + 1];
    test_world_init(&world, 3);
    assert_true(password_hash(VIEW(PASSWORD), &world.world, first));
    assert_true(password_hash(VIEW(PASSWORD), &world.world, second));
    assert_true(view_starts(view_of(first), VIEW("$argon2id$")));
    assert_string_not_equal(first, second);
    assert_true(password_is(view_of(first), VIEW(PASSWORD)));
    assert_false(password_is(view_of(first), VIEW(PASSWORD "x")));
    assert_false(password_is(view_of(first), VIEW("")));
    assert_false(password_is(VIEW(""), VIEW("")));
    assert_false(password_is(VIEW("invented-password"), VIEW(PASSWORD)));
    assert_false(password_hash(VIEW("too short"), &world.world, first));
    password_draw(&world.world, drawn);
    assert_int_equal(strlen(drawn), PASSWORD_DRAWN);
}

static void fifth_try_closes_the_door_for_a_quarter(void **state)
{
    (void)state;
    struct tries tries = {0};
    for (int i = 0; i < 4; i++) {
        lockout_count(&tries, LOCKOUT_LOGIN, 1000 + i);
        assert_int_equal(lockout_left(&tries, 1000 + i), 0);
    }
    lockout_count(&tries, LOCKOUT_LOGIN, 1004);
    assert_int_equal(lockout_left(&tries, 1004), LOCKOUT_SECONDS);
    assert_int_equal(lockout_left(&tries, 1004 + LOCKOUT_SECONDS - 1), 1);
    assert_int_equal(lockout_left(&tries, 1004 + LOCKOUT_SECONDS), 0);
    lockout_count(&tries, LOCKOUT_LOGIN, 1004 + LOCKOUT_SECONDS);
    assert_int_equal(tries.count, 1);
    lockout_forgive(&tries);
    assert_int_equal(tries.count, 0);
}

static void slow_guesses_fade(void **state)
{
    (void)state;
    struct tries tries = {0};
    for (int i = 0; i < 20; i++) {
        lockout_count(&tries, LOCKOUT_LOGIN, 1000 + i * LOCKOUT_SECONDS);
        assert_int_equal(lockout_left(&tries, 1000 + i * LOCKOUT_SECONDS), 0);
    }
}

/* ---- login ---- */

static void login_gives_a_cookie_scripts_cannot_read(void **state)
{
    struct house *h = *state;
    assert_int_equal(log_in_as(h, "chengguan", PASSWORD, NULL), 200);
    struct view cookie = header_of(h, "set-cookie");
    assert_int_not_equal(view_find(cookie, VIEW("; HttpOnly")), SIZE_MAX);
    assert_int_not_equal(view_find(cookie, VIEW("; SameSite=Strict")), SIZE_MAX);
    assert_int_not_equal(view_find(cookie, VIEW("; Path=/desk;")), SIZE_MAX);
    struct view value = view_cut(&cookie, ';');
    view_cut(&value, '=');
    assert_int_equal(value.n, TOKEN_HEX);
    assert_true(says(h, "\"unit_zh\":\"城管局\""));
    assert_true(says(h, "\"code\":\"unit\""));
    assert_int_equal(audited(h, "login", 0), 1);
}

static bool file_holds(const char *path, struct view text)
{
    FILE *file = fopen(path, "rb");
    static char bytes[8 << 20];
    if (!file)
        return false;
    size_t n = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    return view_find((struct view){bytes, n}, text) != SIZE_MAX;
}

static void token_is_not_in_the_database(void **state)
{
    struct house *h = *state;
    enter(h, "chengguan");
    struct view token = view_sub(view_of(h->cookie), 11, strlen(h->cookie));
    assert_int_equal(token.n, TOKEN_HEX);
    assert_true(file_holds(h->wal, VIEW("login")));
    assert_false(file_holds(h->wal, token));
    assert_false(file_holds(h->database, token));
    assert_false(file_holds(h->wal, VIEW(PASSWORD)));
}

static void wrong_and_unknown_are_told_alike(void **state)
{
    struct house *h = *state;
    assert_int_equal(log_in_as(h, "chengguan", "wrong-password", NULL), 401);
    struct view wrong = buf_keep(&h->response.body, &h->arena);
    assert_int_equal(log_in_as(h, "nobody", "wrong-password", NULL), 401);
    assert_true(view_eq(wrong, body_of(h)));
    assert_false(file_holds(h->wal, VIEW("nobody")));
    assert_int_equal(audited(h, "login.failed", 0), 2);
}

static void five_failures_lock_and_a_restart_does_not_open(void **state)
{
    struct house *h = *state;
    for (int i = 0; i < 5; i++)
        assert_int_equal(log_in_as(h, "chengguan", "wrong-password", NULL), 401);
    assert_int_equal(log_in_as(h, "chengguan", PASSWORD, NULL), 429);
    assert_true(says(h, "\"locked\""));
    assert_int_equal(log_in_as(h, "chengguan", PASSWORD, "127.0.0.9"), 429);
    assert_int_equal(audited(h, "login.locked", 0), 1);
    close_house(h);
    open_house(h);
    start_house(h);
    assert_int_equal(log_in_as(h, "chengguan", PASSWORD, NULL), 429);
    assert_int_equal(log_in_as(h, "dispatch", PASSWORD, NULL), 200);
    h->world.now += LOCKOUT_SECONDS;
    assert_int_equal(log_in_as(h, "chengguan", PASSWORD, NULL), 200);
}

static void unknown_names_are_locked_too(void **state)
{
    struct house *h = *state;
    for (int i = 0; i < 5; i++)
        assert_int_equal(log_in_as(h, "nobody", "wrong-password", NULL), 401);
    assert_int_equal(log_in_as(h, "nobody", "wrong-password", NULL), 429);
}

static void one_address_cannot_try_many_names(void **state)
{
    struct house *h = *state;
    char name[] = "name-a";
    for (int i = 0; i < LOCKOUT_PEER; i++) {
        name[5] = (char)('a' + i % 10);
        if (i % 4 == 3)
            name[4] = (char)('-' + i);
        assert_int_equal(log_in_as(h, name, "wrong-password", "127.0.0.7"), 401);
    }
    assert_int_equal(log_in_as(h, "dispatch", PASSWORD, "127.0.0.7"), 429);
    assert_int_equal(log_in_as(h, "dispatch", PASSWORD, "127.0.0.8"), 200);
}

static void right_password_forgets_the_failures(void **state)
{
    struct house *h = *state;
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 4; i++)
            assert_int_equal(log_in_as(h, "chengguan", "wrong-password", NULL), 401);
        assert_int_equal(log_in_as(h, "chengguan", PASSWORD, NULL), 200);
    }
}

/* ---- sessions ---- */

static void nothing_without_a_session(void **state)
{
    struct house *h = *state;
    static const char *const paths[] = {"/desk/api/me",      "/desk/api/cases",
                                        "/desk/api/units",   "/desk/api/audit",
                                        "/desk/api/cases/1", "/desk/api/media/0123"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
        assert_int_equal(get(h, paths[i], NULL), 401);
    snprintf(h->cookie, sizeof h->cookie, "zhida_desk=%064d", 7);
    assert_int_equal(get(h, "/desk/api/me", NULL), 401);
    assert_int_equal(get(h, "/desk/api/elsewhere", NULL), 404);
}

static void sessions_end_when_idle(void **state)
{
    struct house *h = *state;
    enter(h, "chengguan");
    h->world.now += 29 * 60;
    assert_int_equal(get(h, "/desk/api/me", NULL), 200);
    h->world.now += 29 * 60;
    assert_int_equal(get(h, "/desk/api/me", NULL), 200);
    h->world.now += 30 * 60;
    assert_int_equal(get(h, "/desk/api/me", NULL), 401);
}

static void polling_is_not_working(void **state)
{
    struct house *h = *state;
    enter(h, "chengguan");
    for (int i = 0; i < 29; i++) {
        h->world.now += 60;
        assert_int_equal(get(h, "/desk/api/cases", "quiet=1"), 200);
    }
    h->world.now += 60;
    assert_int_equal(get(h, "/desk/api/cases", "quiet=1"), 401);
}

static void sessions_end_after_twelve_hours(void **state)
{
    struct house *h = *state;
    enter(h, "chengguan");
    for (int i = 0; i < 47; i++) {
        h->world.now += 15 * 60;
        assert_int_equal(get(h, "/desk/api/me", NULL), 200);
    }
    h->world.now += 15 * 60;
    assert_int_equal(get(h, "/desk/api/me", NULL), 401);
}

static void logout_ends_the_session(void **state)
{
    struct house *h = *state;
    enter(h, "chengguan");
    assert_int_equal(post(h, "/desk/api/logout", "{}"), 200);
    assert_int_not_equal(view_find(header_of(h, "set-cookie"), VIEW("Max-Age=0")), SIZE_MAX);
    assert_int_equal(get(h, "/desk/api/me", NULL), 401);
    assert_int_equal(audited(h, "logout", 0), 1);
}

static void posts_need_origin_and_token(void **state)
{
    struct house *h = *state;
    enter(h, "dispatch");
    char theirs[CSRF_HEX + 1];
    memcpy(theirs, h->csrf, sizeof theirs);
    enter(h, "chengguan");
    assert_string_not_equal(theirs, h->csrf);
    struct asking a = {.method = "POST",
                       .path = case_path(h, OURS, "/sign"),
                       .body = "{}",
                       .cookie = h->cookie,
                       .csrf = h->csrf};
    assert_int_equal(ask(h, a), 403);
    a.origin = "http://evil.example";
    assert_int_equal(ask(h, a), 403);
    a.origin = "http://desk.example:8081.evil.example";
    assert_int_equal(ask(h, a), 403);
    a.origin = "null";
    assert_int_equal(ask(h, a), 403);
    assert_true(says(h, "wrong_origin"));
    a.origin = "http://desk.example:8081";
    a.csrf = theirs;
    assert_int_equal(ask(h, a), 403);
    assert_true(says(h, "wrong_token"));
    a.csrf = "";
    assert_int_equal(ask(h, a), 403);
    a.csrf = h->csrf;
    assert_int_equal(ask(h, a), 200);
}

static void login_from_elsewhere_is_refused(void **state)
{
    struct house *h = *state;
    struct asking a = {.method = "POST",
                       .path = "/desk/api/login",
                       .origin = "http://evil.example",
                       .body = "{\"login\":\"chengguan\",\"password\":\"" PASSWORD "\"}"};
    assert_int_equal(ask(h, a), 403);
    assert_int_equal(header_of(h, "set-cookie").n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(passwords_are_argon2id),
        cmocka_unit_test(fifth_try_closes_the_door_for_a_quarter),
        cmocka_unit_test(slow_guesses_fade),
        HOUSE_TEST(login_gives_a_cookie_scripts_cannot_read),
        HOUSE_TEST(token_is_not_in_the_database),
        HOUSE_TEST(wrong_and_unknown_are_told_alike),
        HOUSE_TEST(five_failures_lock_and_a_restart_does_not_open),
        HOUSE_TEST(unknown_names_are_locked_too),
        HOUSE_TEST(one_address_cannot_try_many_names),
        HOUSE_TEST(right_password_forgets_the_failures),
        HOUSE_TEST(nothing_without_a_session),
        HOUSE_TEST(sessions_end_when_idle),
        HOUSE_TEST(polling_is_not_working),
        HOUSE_TEST(sessions_end_after_twelve_hours),
        HOUSE_TEST(logout_ends_the_session),
        HOUSE_TEST(posts_need_origin_and_token),
        HOUSE_TEST(login_from_elsewhere_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
