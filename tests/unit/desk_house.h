/* desk_house: the desk with everything behind it, for tests from outside its door: a real store, a
 * real turn thread, a few users, cases and a picture; only the clock is ours. Requests go in,
 * answers come out, rows stand in the database. */
#ifndef ZHIDA_DESK_HOUSE_H
#define ZHIDA_DESK_HOUSE_H

#include "gateway/store/media_file.h"
#include "gateway/store/media.h"
#include "gateway/topics/clues.h"
#include "gateway/web/desk_call.h"
#include "tests/unit/rules_image.h"
#include "tests/unit/small_image.h"
#include "tests/unit/test_world.h"

static const char rules_text[] =
    "单位 城管局 \"城管局\" / \"Urban Bureau\" { }\n"
    "单位 水务局 \"水务局\" { }\n"
    "类别 市容 \"市容环境\" { 识别 \"垃圾\"\n"
    "    事项 \"0101\" \"垃圾清运\" { 识别 \"垃圾桶\" 交 城管局 期限 2 天 例 \"垃圾桶满了\" }\n"
    "    否则 交 水务局 }\n";

enum { OURS = 1, THEIRS, WAITING, DONE_ONE, LATE_ONE = 82345, RESPONSE_MOST = 1 << 20 };
#define PASSWORD "invented-password"
#define PICTURE "0123456789abcdef0123456789abcdef"
#define PAGE_FILE "fedcba9876543210fedcba9876543210"

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

static inline void add_user(struct house *h, const char *login, unsigned roles, const char *unit)
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

static inline int64_t id_of(int number)
{
    return 20261121LL * CASE_NUMBERS_A_DAY + number;
}

static inline void add_case(struct house *h, int number, enum case_state state, const char *unit)
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
        .code = VIEW("HJKMNPQR"),
        .answer = VIEW(""),
        .decision = VIEW("{\"version\":\"9c41d07be2aa5310\",\"status\":\"duty\",\"words\":[],"
                         "\"mentions\":[{\"kind\":\"phone\",\"zh\":\"电话\",\"en\":\"telephone\","
                         "\"words\":\"199 0000 1234\",\"told\":\"19900001234\","
                         "\"told_en\":\"19900001234\"}],"
                         "\"facts\":[],\"candidates\":[]}"),
        .secret = {(const char *)wrapped, sizeof wrapped}};
    if (number == OURS) {
        full.media[full.media_count++] = VIEW(PICTURE);
        full.media[full.media_count++] = VIEW(PAGE_FILE);
    }
    assert_int_equal(cases_add(&h->writer, &full), STORE_OK);
    uint32_t clues[FIND_CLUES_MAX];
    struct sip_key key = clues_key(h->writer.seal);
    size_t count = clues_of_case(&key, &h->image.rules, &full, &h->arena, clues);
    assert_int_equal(find_add(&h->writer, full.line.id, clues, count), STORE_OK);
    struct case_event filed = {.case_id = full.line.id,
                               .at = full.line.filed,
                               .move = EVENT_FILED,
                               .state = CASE_RECEIVED,
                               .mover = BY_CITIZEN,
                               .unit = VIEW(""),
                               .text = VIEW("")};
    assert_int_equal(cases_add_event(&h->writer, &full, &filed), STORE_OK);
}

/* A file that is here; its bytes are its type. */
static inline void add_media(struct house *h, const char *id, const char *type)
{
    unsigned char wrapped[SEAL_WRAPPED];
    seal_wrap_new(h->writer.seal, wrapped);
    struct media_row row = {.id = view_of(id),
                            .state = MEDIA_HERE,
                            .size = (int64_t)strlen(type),
                            .type = view_of(type),
                            .source = VIEW(""),
                            .secret = {(const char *)wrapped, sizeof wrapped}};
    assert_int_equal(media_add(&h->writer, &row), STORE_OK);
    assert_true(media_file_write(h->folder, h->writer.seal, row.id, row.secret, view_of(type)));
}

static inline void fill_store(struct house *h)
{
    assert_int_equal(store_begin(&h->writer), STORE_OK);
    add_user(h, "chengguan", ROLE_UNIT, "城管局");
    add_user(h, "dispatch", ROLE_DISPATCHER, "");
    add_user(h, "admin", ROLE_ADMIN, "");
    add_user(h, "homeless", ROLE_UNIT, "");
    add_media(h, PICTURE, "image/png");
    add_media(h, PAGE_FILE, "text/html");
    add_case(h, OURS, CASE_DISPATCHED, "城管局");
    add_case(h, THEIRS, CASE_DISPATCHED, "水务局");
    add_case(h, WAITING, CASE_RECEIVED, "城管局");
    add_case(h, DONE_ONE, CASE_CLOSED, "城管局");
    add_case(h, LATE_ONE, CASE_CLOSED, "城管局");
    assert_int_equal(store_commit(&h->writer), STORE_OK);
}

static inline void open_house(struct house *h)
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

static inline void start_house(struct house *h)
{
    assert_true(turn_start(h->turn, 1));
}

static inline void close_house(struct house *h)
{
    turn_drain(h->turn);
    turn_free(h->turn);
    desk_free(h->desk);
    for (int i = 0; i < WEB_THREADS; i++)
        store_close(&h->readers[i]);
    store_close(&h->writer);
}

static inline void name_files(struct house *h)
{
    static int made;
    snprintf(h->folder, sizeof h->folder, "/tmp/zhida-desk-%d-%d", (int)getpid(), ++made);
    assert_int_equal(mkdir(h->folder, 0700), 0);
    snprintf(h->database, sizeof h->database, "%s/test.db", h->folder);
    snprintf(h->wal, sizeof h->wal, "%s-wal", h->database);
    snprintf(h->shm, sizeof h->shm, "%s-shm", h->database);
}

static inline int make(void **state)
{
    struct house *h = calloc(1, sizeof *h);
    test_world_init(&h->world, 7);
    name_files(h);
    memset(&h->key, 0x5a, sizeof h->key);
    small_image_make(&h->image, rules_text);
    h->book = rulebook_with(&h->image.image);
    h->accounts = accounts_new(NULL);
    arena_init(&h->arena, 64 << 20);
    buf_init(&h->response.body, RESPONSE_MOST);
    open_house(h);
    fill_store(h);
    start_house(h);
    *state = h;
    return 0;
}

static inline int unmake(void **state)
{
    struct house *h = *state;
    close_house(h);
    rulebook_free(h->book);
    accounts_free(h->accounts);
    small_image_free(&h->image);
    buf_free(&h->response.body);
    arena_free(&h->arena);
    media_file_drop(h->folder, VIEW(PICTURE));
    media_file_drop(h->folder, VIEW(PAGE_FILE));
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

static inline const struct route *find_route(struct house *h, struct view path)
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

static inline int ask(struct house *h, struct asking a)
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

static inline int get(struct house *h, const char *path, const char *query)
{
    return ask(h,
               (struct asking){.method = "GET", .path = path, .query = query, .cookie = h->cookie});
}

static inline int post(struct house *h, const char *path, const char *body)
{
    return ask(h, (struct asking){.method = "POST",
                                  .path = path,
                                  .body = body,
                                  .origin = "http://desk.example:8081",
                                  .csrf = h->csrf,
                                  .cookie = h->cookie});
}

static inline int log_in_as(struct house *h, const char *login, const char *password,
                            const char *peer)
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

static inline struct view header_of(const struct house *h, const char *name)
{
    for (size_t i = 0; i < h->response.header_count; i++)
        if (view_is(h->response.headers[i].name, name))
            return h->response.headers[i].value;
    return VIEW("");
}

static inline struct view body_of(const struct house *h)
{
    return buf_seen(&h->response.body);
}

static inline bool says(const struct house *h, const char *text)
{
    return view_find(body_of(h), view_of(text)) != SIZE_MAX;
}

static inline void enter(struct house *h, const char *login)
{
    assert_int_equal(log_in_as(h, login, PASSWORD, NULL), 200);
    struct view cookie = header_of(h, "set-cookie");
    struct view value = view_cut(&cookie, ';');
    snprintf(h->cookie, sizeof h->cookie, "%.*s", VIEW_FMT(value));
    size_t at = view_find(body_of(h), VIEW("\"csrf\":\"")) + 8;
    memcpy(h->csrf, body_of(h).p + at, CSRF_HEX);
    h->csrf[CSRF_HEX] = 0;
}

static inline const char *case_path(struct house *h, int number, const char *act)
{
    struct buf path;
    buf_init(&path, 100);
    buf_print(&path, "/desk/api/cases/%lld%s", (long long)id_of(number), act);
    struct view kept = buf_keep(&path, &h->arena);
    buf_free(&path);
    return kept.p;
}

/* How many rows of the audit have this action (and object, where it is not 0). */
static inline int audited(struct house *h, const char *action, int64_t object)
{
    struct audit_row *rows;
    size_t count;
    int found = 0;
    assert_int_equal(audit_list(&h->readers[1], 0, 500, &h->arena, &rows, &count), STORE_OK);
    for (size_t i = 0; i < count; i++)
        found += view_is(rows[i].action, action) && (!object || rows[i].object == object);
    return found;
}

#define HOUSE_TEST(name) cmocka_unit_test_setup_teardown(name, make, unmake)

#endif
