/* The desk from the outside of its door: requests go in, answers come out, rows stand in the
 * database. A real store, a real turn thread; only the clock is ours. */
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
#include "gateway/desk/mask.h"
#include "gateway/desk/seed.h"
#include "gateway/web/assets.h"
#include "gateway/web/desk_call.h"
#include "tests/unit/small_image.h"
#include "tests/unit/test_world.h"

static const char rules_text[] =
    "单位 城管局 \"城管局\" / \"Urban Bureau\" { }\n"
    "单位 水务局 \"水务局\" { }\n"
    "类别 市容 \"市容环境\" { 识别 \"垃圾\"\n"
    "    事项 \"0101\" \"垃圾清运\" { 识别 \"垃圾桶\" 交 城管局 期限 2 天 例 \"垃圾桶满了\" }\n"
    "    否则 交 水务局 }\n";

enum { OURS = 1, THEIRS, WAITING, DONE_ONE, RESPONSE_MOST = 1 << 20 };
#define PASSWORD "invented-password"

struct house {
    struct test_world world;
    struct small_image image;
    char folder[40], database[60], wal[64], shm[64];
    struct seal_key key;
    struct store writer, readers[WEB_THREADS];
    struct rulebook *book;
    struct accounts *accounts;
    struct turn *turn;
    struct desk *desk;
    struct route routes[DESK_ROUTES];
    struct arena arena;
    char cookie[120], csrf[CSRF_HEX + 1];
    /* the last answer: */
    struct web_response response;
};

/* ---- the house ---- */

static void add_user(struct house *h, const char *login, unsigned roles, const char *unit)
{
    static char encoded[PASSWORD_ENCODED]; /* one for all: hashing is slow by design */
    int64_t id;
    if (!encoded[0])
        assert_true(password_hash(VIEW(PASSWORD), &h->world.world, encoded));
    struct desk_user user = {.login = view_of(login),
                             .name = view_of(login),
                             .unit = view_of(unit),
                             .roles = roles,
                             .password = view_of(encoded),
                             .active = true,
                             .changed = h->world.now};
    assert_int_equal(users_add(&h->writer, &user, &id), STORE_OK);
}

static int64_t id_of(int number)
{
    return 20261121LL * CASE_NUMBERS_A_DAY + number;
}

static void add_case(struct house *h, int number, enum case_state state, const char *unit)
{
    unsigned char wrapped[SEAL_WRAPPED];
    seal_wrap_new(h->writer.seal, wrapped);
    struct case_full full = {
        .line = {.id = id_of(number),
                 .state = state,
                 .category = VIEW("市容"),
                 .duty = VIEW("0101"),
                 .unit = view_of(unit),
                 .area = VIEW(""),
                 .filed = h->world.now - 100,
                 .due = h->world.now + 7200,
                 .confidence = 900},
        .role = VIEW(""),
        .duty_text = VIEW("垃圾清运"),
        .unit_text = VIEW("城管局"),
        .text = VIEW("垃圾桶满了 </script><img src=x onerror=alert(1)> \"引号\"\n电话 19900001234"),
        .summary = VIEW("垃圾桶满了，电话 19900001234"),
        .place = VIEW("松风路 18 号"),
        .contact = VIEW("19900001234"),
        .code = VIEW("23456789"),
        .answer = VIEW(""),
        .decision = VIEW("{\"version\":\"9c41d07be2aa5310\",\"status\":\"duty\",\"words\":[],"
                         "\"facts\":[],\"candidates\":[]}"),
        .secret = {(const char *)wrapped, sizeof wrapped}};
    assert_int_equal(cases_add(&h->writer, &full), STORE_OK);
    struct case_event filed = {.case_id = full.line.id,
                               .at = full.line.filed,
                               .move = EVENT_FILED,
                               .state = CASE_RECEIVED,
                               .mover = BY_CITIZEN,
                               .unit = VIEW(""),
                               .text = VIEW("")};
    assert_int_equal(cases_add_event(&h->writer, &full, &filed), STORE_OK);
}

static void fill_store(struct house *h)
{
    assert_int_equal(store_begin(&h->writer), STORE_OK);
    add_user(h, "chengguan", ROLE_UNIT, "城管局");
    add_user(h, "dispatch", ROLE_DISPATCHER, "");
    add_user(h, "admin", ROLE_ADMIN, "");
    add_user(h, "homeless", ROLE_UNIT, "");
    add_case(h, OURS, CASE_DISPATCHED, "城管局");
    add_case(h, THEIRS, CASE_DISPATCHED, "水务局");
    add_case(h, WAITING, CASE_RECEIVED, "城管局");
    add_case(h, DONE_ONE, CASE_CLOSED, "城管局");
    assert_int_equal(store_commit(&h->writer), STORE_OK);
}

static void open_house(struct house *h)
{
    assert_int_equal(store_open(&h->writer, h->database, &h->world.world, &h->key), STORE_OK);
    for (int i = 0; i < WEB_THREADS; i++)
        assert_int_equal(store_open_reader(&h->readers[i], h->database, &h->world.world, &h->key),
                         STORE_OK);
    struct turn_setup setup = {.store = &h->writer,
                               .world = &h->world.world,
                               .rulebook = h->book,
                               .accounts = h->accounts};
    h->turn = turn_new(&setup);
    struct desk_setup desk = {.readers = h->readers,
                              .turn = h->turn,
                              .rulebook = h->book,
                              .world = &h->world.world,
                              .media_folder = h->folder};
    h->desk = desk_new(&desk);
    assert_non_null(h->desk);
    assert_int_equal(desk_routes(h->desk, h->routes, DESK_ROUTES), DESK_ROUTES);
}

static void start_house(struct house *h)
{
    assert_true(turn_start(h->turn, 1));
}

static void close_house(struct house *h)
{
    turn_drain(h->turn);
    turn_free(h->turn);
    desk_free(h->desk);
    for (int i = 0; i < WEB_THREADS; i++)
        store_close(&h->readers[i]);
    store_close(&h->writer);
}

static void name_files(struct house *h)
{
    static int made;
    snprintf(h->folder, sizeof h->folder, "/tmp/zhida-desk-%d-%d", (int)getpid(), ++made);
    assert_int_equal(mkdir(h->folder, 0700), 0);
    snprintf(h->database, sizeof h->database, "%s/test.db", h->folder);
    snprintf(h->wal, sizeof h->wal, "%s-wal", h->database);
    snprintf(h->shm, sizeof h->shm, "%s-shm", h->database);
}

static int make(void **state)
{
    struct house *h = calloc(1, sizeof *h);
    test_world_init(&h->world, 7);
    name_files(h);
    memset(&h->key, 0x5a, sizeof h->key);
    small_image_make(&h->image, rules_text);
    void *memory = malloc(h->image.image.n);
    memcpy(memory, h->image.image.p, h->image.image.n);
    h->book = rulebook_new();
    assert_int_equal(rulebook_set(h->book, memory, h->image.image.n, false), RULES_OK);
    h->accounts = accounts_new(NULL);
    arena_init(&h->arena, 64 << 20);
    buf_init(&h->response.body, RESPONSE_MOST);
    open_house(h);
    fill_store(h);
    start_house(h);
    *state = h;
    return 0;
}

static int unmake(void **state)
{
    struct house *h = *state;
    close_house(h);
    rulebook_free(h->book);
    accounts_free(h->accounts);
    small_image_free(&h->image);
    buf_free(&h->response.body);
    arena_free(&h->arena);
    unlink(h->database);
    unlink(h->wal);
    unlink(h->shm);
    rmdir(h->folder);
    free(h);
    return 0;
}

/* ---- asking ---- */

struct asking {
    const char *method, *path, *query, *body, *origin, *csrf, *cookie, *etag, *peer;
};

static const struct route *find_route(struct house *h, struct view path)
{
    const struct route *best = NULL;
    for (size_t i = 0; i < DESK_ROUTES; i++) {
        struct view prefix = view_of(h->routes[i].prefix);
        bool below = prefix.p[prefix.n - 1] == '/';
        bool fits = below ? view_starts(path, prefix) : view_eq(path, prefix);
        if (fits && (!best || prefix.n > strlen(best->prefix)))
            best = &h->routes[i];
    }
    return best;
}

static int ask(struct house *h, struct asking a)
{
    struct view path = view_of(a.path);
    struct header headers[8] = {{VIEW("host"), VIEW("desk.example:8081")},
                                {VIEW("origin"), view_of(a.origin)},
                                {VIEW("cookie"), view_of(a.cookie)},
                                {VIEW("x-csrf-token"), view_of(a.csrf)},
                                {VIEW("if-none-match"), view_of(a.etag)},
                                {VIEW("content-type"), VIEW("application/json")}};
    const struct route *route = find_route(h, path);
    assert_non_null(route);
    assert_int_equal(route->side, INNER_SIDE);
    struct web_request request = {.method = view_of(a.method),
                                  .path = path,
                                  .rest = view_sub(path, strlen(route->prefix), path.n),
                                  .query = view_of(a.query ? a.query : ""),
                                  .headers = headers,
                                  .header_count = 6,
                                  .body = view_of(a.body ? a.body : ""),
                                  .peer = view_of(a.peer ? a.peer : "127.0.0.1"),
                                  .side = INNER_SIDE,
                                  .now = h->world.now,
                                  .arena = &h->arena};
    buf_clear(&h->response.body);
    h->response = (struct web_response){.status = 200, .type = "", .body = h->response.body};
    if (route->method && strcmp(route->method, a.method) != 0)
        h->response.status = 405;
    else
        route->handle(route->self, 0, &request, &h->response);
    return h->response.status;
}

static int get(struct house *h, const char *path, const char *query)
{
    return ask(h,
               (struct asking){.method = "GET", .path = path, .query = query, .cookie = h->cookie});
}

static int post(struct house *h, const char *path, const char *body)
{
    return ask(h, (struct asking){.method = "POST",
                                  .path = path,
                                  .body = body,
                                  .origin = "http://desk.example:8081",
                                  .csrf = h->csrf,
                                  .cookie = h->cookie});
}

static int log_in_as(struct house *h, const char *login, const char *password, const char *peer)
{
    struct buf body;
    buf_init(&body, 300);
    buf_print(&body, "{\"login\":\"%s\",\"password\":\"%s\"}", login, password);
    int status = ask(h, (struct asking){.method = "POST",
                                        .path = "/desk/api/login",
                                        .body = body.p,
                                        .origin = "http://desk.example:8081",
                                        .peer = peer});
    buf_free(&body);
    return status;
}

static struct view header_of(const struct house *h, const char *name)
{
    for (size_t i = 0; i < h->response.header_count; i++)
        if (view_is(h->response.headers[i].name, name))
            return h->response.headers[i].value;
    return VIEW("");
}

static struct view body_of(const struct house *h)
{
    return buf_seen(&h->response.body);
}

static bool says(const struct house *h, const char *text)
{
    return view_find(body_of(h), view_of(text)) != SIZE_MAX;
}

static void enter(struct house *h, const char *login)
{
    assert_int_equal(log_in_as(h, login, PASSWORD, NULL), 200);
    struct view cookie = header_of(h, "set-cookie");
    struct view value = view_cut(&cookie, ';');
    snprintf(h->cookie, sizeof h->cookie, "%.*s", VIEW_FMT(value));
    size_t at = view_find(body_of(h), VIEW("\"csrf\":\"")) + 8;
    memcpy(h->csrf, body_of(h).p + at, CSRF_HEX);
    h->csrf[CSRF_HEX] = 0;
}

static const char *case_path(struct house *h, int number, const char *act)
{
    struct buf path;
    buf_init(&path, 100);
    buf_print(&path, "/desk/api/cases/%lld%s", (long long)id_of(number), act);
    struct view kept = buf_keep(&path, &h->arena);
    buf_free(&path);
    return kept.p;
}

/* How many rows of the audit have this action (and object, where it is not 0). */
static int audited(struct house *h, const char *action, int64_t object)
{
    struct audit_row *rows;
    size_t count;
    int found = 0;
    assert_int_equal(audit_list(&h->readers[1], 0, 500, &h->arena, &rows, &count), STORE_OK);
    for (size_t i = 0; i < count; i++)
        found += view_is(rows[i].action, action) && (!object || rows[i].object == object);
    return found;
}

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

/* ---- scope ---- */

static void a_unit_sees_its_own_cases_only(void **state)
{
    struct house *h = *state;
    enter(h, "chengguan");
    assert_int_equal(get(h, "/desk/api/cases", "state=all"), 200);
    assert_true(says(h, "-000001"));
    assert_false(says(h, "-000002"));
    assert_false(says(h, "-000003"));
    assert_true(says(h, "-000004"));
    assert_int_equal(get(h, "/desk/api/cases", "state=all&unit=%E6%B0%B4%E5%8A%A1%E5%B1%80"), 200);
    assert_false(says(h, "-000002"));
    assert_int_equal(get(h, "/desk/api/cases", "state=received"), 200);
    assert_true(says(h, "\"cases\":[]"));
    assert_int_equal(get(h, "/desk/api/cases", "state=nonsense"), 400);
}

static void forced_browsing_finds_nothing_and_is_recorded(void **state)
{
    struct house *h = *state;
    enter(h, "chengguan");
    assert_int_equal(get(h, case_path(h, THEIRS, ""), NULL), 404);
    struct view told = buf_keep(&h->response.body, &h->arena);
    assert_int_equal(get(h, case_path(h, 999, ""), NULL), 404);
    assert_true(view_eq(told, body_of(h)));
    assert_int_equal(get(h, case_path(h, WAITING, ""), NULL), 404);
    assert_int_equal(get(h, case_path(h, THEIRS, "/candidates"), NULL), 404);
    assert_int_equal(post(h, case_path(h, THEIRS, "/sign"), "{}"), 404);
    assert_int_equal(post(h, case_path(h, THEIRS, "/note"), "{\"text\":\"写一条备注\"}"), 404);
    assert_int_equal(audited(h, "case.refused", id_of(THEIRS)), 4);
    struct case_full full;
    assert_int_equal(cases_get(&h->readers[1], id_of(THEIRS), &h->arena, &full), STORE_OK);
    assert_int_equal(full.line.state, CASE_DISPATCHED);
}

static void the_dispatcher_sees_all(void **state)
{
    struct house *h = *state;
    enter(h, "dispatch");
    assert_int_equal(get(h, "/desk/api/cases", NULL), 200);
    assert_true(says(h, "-000001") && says(h, "-000002") && says(h, "-000003"));
    assert_false(says(h, "-000004"));
    assert_true(says(h, "\"received\":1"));
    assert_int_equal(get(h, case_path(h, THEIRS, ""), NULL), 200);
}

static void roles_open_only_their_doors(void **state)
{
    struct house *h = *state;
    enter(h, "admin");
    assert_int_equal(get(h, "/desk/api/audit", NULL), 200);
    assert_int_equal(get(h, "/desk/api/cases", NULL), 403);
    assert_int_equal(get(h, case_path(h, OURS, ""), NULL), 403);
    enter(h, "chengguan");
    assert_int_equal(get(h, "/desk/api/audit", NULL), 403);
    assert_int_equal(audited(h, "refused", 0), 3);
    enter(h, "homeless");
    assert_int_equal(get(h, case_path(h, OURS, ""), NULL), 403);
    assert_int_equal(get(h, "/desk/api/cases", "state=all"), 403);
}

/* ---- cases ---- */

static void every_look_is_recorded(void **state)
{
    struct house *h = *state;
    enter(h, "chengguan");
    for (int i = 0; i < 3; i++)
        assert_int_equal(get(h, case_path(h, OURS, ""), NULL), 200);
    assert_int_equal(audited(h, "case.view", id_of(OURS)), 3);
    assert_int_equal(get(h, "/desk/api/cases", NULL), 200);
    assert_int_equal(get(h, "/desk/api/cases", "quiet=1"), 200);
    assert_int_equal(audited(h, "case.list", 0), 1);
}

static void numbers_are_masked_until_signed_and_asked_for(void **state)
{
    struct house *h = *state;
    enter(h, "chengguan");
    assert_int_equal(get(h, "/desk/api/cases", NULL), 200);
    assert_false(says(h, "19900001234"));
    assert_int_equal(get(h, case_path(h, OURS, ""), NULL), 200);
    assert_false(says(h, "19900001234"));
    assert_true(says(h, "199******34"));
    assert_false(says(h, "23456789"));
    assert_int_equal(get(h, case_path(h, OURS, ""), "reveal=1"), 403);
    assert_int_equal(post(h, case_path(h, OURS, "/sign"), "{}"), 200);
    assert_false(says(h, "19900001234"));
    assert_int_equal(get(h, case_path(h, OURS, ""), "reveal=1"), 200);
    assert_true(says(h, "\"contact\":\"19900001234\""));
    assert_int_equal(audited(h, "case.reveal", id_of(OURS)), 1);
}

static void a_case_is_signed_and_answered(void **state)
{
    struct house *h = *state;
    enter(h, "chengguan");
    assert_int_equal(post(h, case_path(h, OURS, "/answer"), "{\"text\":\"已经清运完毕\"}"), 409);
    assert_int_equal(post(h, case_path(h, OURS, "/sign"), "{}"), 200);
    assert_true(says(h, "\"code\":\"signed\""));
    assert_int_equal(post(h, case_path(h, OURS, "/sign"), "{}"), 409);
    assert_int_equal(post(h, case_path(h, OURS, "/answer"), "{\"text\":\"  好的 \"}"), 422);
    assert_int_equal(post(h, case_path(h, OURS, "/answer"), "not json"), 400);
    assert_int_equal(post(h, case_path(h, OURS, "/answer"), "{\"text\":\"已经清运完毕\"}"), 200);
    assert_true(says(h, "\"answer\":\"已经清运完毕\""));
    assert_true(says(h, "\"user\":\"chengguan\""));
    struct case_full full;
    struct case_event *events;
    size_t count;
    assert_int_equal(cases_get(&h->readers[1], id_of(OURS), &h->arena, &full), STORE_OK);
    assert_int_equal(full.line.state, CASE_ANSWERED);
    assert_int_equal(cases_events(&h->readers[1], &full, &h->arena, &events, &count), STORE_OK);
    assert_int_equal(count, 3);
    assert_int_equal(events[2].move, MOVE_ANSWER);
    assert_int_equal(events[2].mover, BY_UNIT);
    assert_true(view_is(events[2].text, "已经清运完毕"));
    assert_int_equal(audited(h, "case.sign", id_of(OURS)), 1);
    assert_int_equal(audited(h, "case.answer", id_of(OURS)), 1);
}

static void a_case_is_returned_and_assigned(void **state)
{
    struct house *h = *state;
    enter(h, "chengguan");
    assert_int_equal(post(h, case_path(h, OURS, "/return"), "{\"text\":\"\"}"), 422);
    assert_int_equal(post(h, case_path(h, OURS, "/return"), "{\"text\":\"属于水务局的排水管网\"}"),
                     200);
    assert_int_equal(post(h, case_path(h, OURS, "/assign"), "{\"unit\":\"水务局\"}"), 409);
    enter(h, "dispatch");
    assert_int_equal(get(h, case_path(h, OURS, "/candidates"), NULL), 200);
    assert_true(says(h, "\"code\":\"城管局\""));
    assert_int_equal(post(h, case_path(h, OURS, "/assign"), "{\"unit\":\"月球局\"}"), 422);
    assert_int_equal(post(h, case_path(h, OURS, "/assign"), "{\"unit\":\"水务局\"}"), 200);
    assert_true(says(h, "\"code\":\"dispatched\""));
    assert_int_equal(post(h, case_path(h, OURS, "/sign"), "{}"), 409);
    enter(h, "chengguan");
    assert_int_equal(get(h, case_path(h, OURS, ""), NULL), 404);
}

static void remarks_are_events(void **state)
{
    struct house *h = *state;
    enter(h, "chengguan");
    assert_int_equal(post(h, case_path(h, OURS, "/note"), "{\"text\":\"先打过电话了\"}"), 200);
    assert_true(says(h, "先打过电话了"));
    assert_int_equal(audited(h, "case.note", id_of(OURS)), 1);
    assert_int_equal(post(h, case_path(h, DONE_ONE, "/note"), "{\"text\":\"先打过电话了\"}"), 409);
}

/* ---- what browsers get ---- */

static void words_stay_words(void **state)
{
    struct house *h = *state;
    enter(h, "chengguan");
    assert_int_equal(get(h, case_path(h, OURS, ""), NULL), 200);
    assert_true(view_starts(view_of(h->response.type), VIEW("application/json")));
    assert_true(view_is(header_of(h, "x-content-type-options"), "nosniff"));
    assert_true(view_is(header_of(h, "cache-control"), "no-store"));
    json_t *sheet = json_loadb(body_of(h).p, body_of(h).n, 0, NULL);
    assert_non_null(sheet);
    assert_string_equal(
        json_string_value(json_object_get(sheet, "text")),
        "垃圾桶满了 </script><img src=x onerror=alert(1)> \"引号\"\n电话 199******34");
    json_decref(sheet);
}

static void the_page_carries_a_strict_policy(void **state)
{
    struct house *h = *state;
    assert_int_equal(get(h, "/desk", NULL), 200);
    struct view policy = header_of(h, "content-security-policy");
    assert_true(view_starts(policy, VIEW("default-src 'none'; script-src 'self';")));
    assert_int_not_equal(view_find(policy, VIEW("frame-ancestors 'none'")), SIZE_MAX);
    assert_int_equal(view_find(policy, VIEW("unsafe")), SIZE_MAX);
    assert_int_equal(view_find(policy, VIEW("http")), SIZE_MAX);
    assert_true(says(h, "<script type=\"module\" src=\"/desk/assets/desk.js\">"));
    assert_false(says(h, "style="));
    assert_false(says(h, "http"));
    assert_int_equal(get(h, "/desk/somewhere", NULL), 404);
    assert_int_equal(get(h, "/desk/assets/../chat/index.html", NULL), 404);
}

static void pages_never_make_markup_of_text(void **state)
{
    (void)state;
    static const char *const never[] = {"innerHTML",      "outerHTML", "insertAdjacentHTML",
                                        "document.write", "eval(",     "http://",
                                        "https://"};
    size_t looked = 0;
    for (size_t i = 0; i < page_count; i++) {
        struct view bytes = {(const char *)pages[i].bytes, pages[i].n};
        if (!view_starts(view_of(pages[i].path), VIEW("desk/")) ||
            !view_starts(view_of(pages[i].type), VIEW("text/javascript")))
            continue;
        looked++;
        for (size_t k = 0; k < sizeof never / sizeof *never; k++)
            if (view_find(bytes, view_of(never[k])) != SIZE_MAX)
                fail_msg("%s holds %s", pages[i].path, never[k]);
    }
    assert_true(looked > 5);
}

static void an_unchanged_list_costs_nothing(void **state)
{
    struct house *h = *state;
    enter(h, "chengguan");
    assert_int_equal(get(h, "/desk/api/cases", "quiet=1"), 200);
    struct view etag = view_keep(&h->arena, header_of(h, "etag"));
    struct asking again = {.method = "GET",
                           .path = "/desk/api/cases",
                           .query = "quiet=1",
                           .cookie = h->cookie,
                           .etag = etag.p};
    assert_int_equal(ask(h, again), 304);
    assert_int_equal(body_of(h).n, 0);
    assert_int_equal(post(h, case_path(h, OURS, "/sign"), "{}"), 200);
    again.cookie = h->cookie;
    assert_int_equal(ask(h, again), 200);
}

static void the_record_names_acts_not_words(void **state)
{
    struct house *h = *state;
    enter(h, "chengguan");
    assert_int_equal(get(h, case_path(h, OURS, ""), NULL), 200);
    enter(h, "admin");
    assert_int_equal(get(h, "/desk/api/audit", NULL), 200);
    assert_true(says(h, "\"action\":\"case.view\",\"object\":\"20261121-000001\""));
    assert_false(says(h, "垃圾桶"));
    assert_int_equal(get(h, "/desk/api/audit", "below=abc"), 400);
}

/* ---- small things ---- */

static void masks_what_one_can_call(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"打 19900001234 找我", "打 199******34 找我"},
        {"199-0000-1234", "199-****-**34"},
        {"１９９０００００００１", "１９９******０１"},
        {"+86 19900001234", "+86 1********34"},
        {"座机 021-55500123", "座机 021-******23"},
        {"110101190001011234", "110*************34"},
        {"11010119000101123X。", "110*************3X。"},
        {"松风路 18 号 3 栋 1202", NULL},
        {"编号 YUNXI20261121-000123", NULL},
        {"2026-11-21 23:05", NULL},
        {"一共 1234567 元", NULL},
        {"", NULL},
    };
    struct arena arena;
    arena_init(&arena, 1 << 16);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct view masked = mask_numbers(view_of(pairs[i][0]), &arena);
        const char *want = pairs[i][1] ? pairs[i][1] : pairs[i][0];
        if (!view_is(masked, want))
            fail_msg("%s -> %.*s, not %s", pairs[i][0], VIEW_FMT(masked), want);
    }
    arena_free(&arena);
}

static void the_sandbox_has_its_users(void **state)
{
    struct house *h = *state;
    struct seeded seeded[SEEDS_MAX], again[SEEDS_MAX];
    size_t count, count_again;
    close_house(h);
    open_house(h);
    assert_int_equal(desk_seed_users(&h->writer, &h->image.rules, &h->arena, seeded, &count),
                     STORE_OK);
    assert_int_equal(desk_seed_users(&h->writer, &h->image.rules, &h->arena, again, &count_again),
                     STORE_OK);
    assert_int_equal(count, count_again);
    assert_true(count > 0);
    start_house(h);
    for (size_t i = 0; i < count; i++) {
        /* These three were made by others under names of their own: they keep their passwords. */
        assert_false(view_is(again[i].login, "dispatch") || view_is(again[i].login, "chengguan") ||
                     view_is(again[i].login, "admin"));
        assert_int_equal(log_in_as(h, seeded[i].login.p, seeded[i].password.p, NULL), 401);
        assert_int_equal(log_in_as(h, again[i].login.p, again[i].password.p, NULL), 200);
    }
}

#define HOUSE_TEST(name) cmocka_unit_test_setup_teardown(name, make, unmake)

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
        HOUSE_TEST(a_unit_sees_its_own_cases_only),
        HOUSE_TEST(forced_browsing_finds_nothing_and_is_recorded),
        HOUSE_TEST(the_dispatcher_sees_all),
        HOUSE_TEST(roles_open_only_their_doors),
        HOUSE_TEST(every_look_is_recorded),
        HOUSE_TEST(numbers_are_masked_until_signed_and_asked_for),
        HOUSE_TEST(a_case_is_signed_and_answered),
        HOUSE_TEST(a_case_is_returned_and_assigned),
        HOUSE_TEST(remarks_are_events),
        HOUSE_TEST(words_stay_words),
        HOUSE_TEST(the_page_carries_a_strict_policy),
        cmocka_unit_test(pages_never_make_markup_of_text),
        HOUSE_TEST(an_unchanged_list_costs_nothing),
        HOUSE_TEST(the_record_names_acts_not_words),
        cmocka_unit_test(masks_what_one_can_call),
        HOUSE_TEST(the_sandbox_has_its_users),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
