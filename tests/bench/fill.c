/* fill: a store that has seen years: so many cases, each with its first event and its person's
 * turns, written straight through the store. The gateway must not run on it meanwhile.
 *
 *   fill DATABASE KEYFILE CASES */
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <time.h>

#include "gateway/store/turns.h"
#include "gateway/topics/clues.h"

enum { BATCH = 5000, A_DAY = 2000 };

static int64_t now_of(void *self)
{
    (void)self;
    return (int64_t)time(NULL);
}

static void random_of(void *self, unsigned char *out, size_t n)
{
    (void)self;
    if (getrandom(out, n, 0) != (ssize_t)n)
        abort();
}

static void must(enum store_error error)
{
    if (error == STORE_OK)
        return;
    fprintf(stderr, "fill: %s\n", store_error_text(error));
    exit(1);
}

static int date_of(int64_t seconds)
{
    struct civil date = civil_from_day(civil_local(seconds, CHINA_OFFSET_MINUTES).day);
    return date.year * 10000 + date.month * 100 + date.day;
}

static void add_turn(struct store *store, struct person *person, int64_t at, struct view text)
{
    struct turn_row row = {.id = store->next_turn++,
                           .person = person->id,
                           .before = person->last_turn,
                           .at = at,
                           .spoken = true,
                           .message = {.kind = IN_TEXT, .text = text},
                           .reply_count = 1};
    row.replies[0].text = VIEW("请问具体在哪里?街道、小区都行,也可以直接发位置。");
    must(turns_add(store, person, &row));
    person->last_turn = row.id;
    person->talked = at;
}

/* What one citizen says and another does not: where, and which lamp. */
static struct view words_of(struct arena *arena, int64_t n)
{
    static const char *const streets[] = {"松风路", "柳荫街", "望湖路", "书院巷", "竹影路"};
    struct buf text;
    buf_init(&text, 400);
    buf_print(&text, "隔壁工地半夜还在打桩,吵得睡不着\n%s%lld号,路灯杆编号L%lld", streets[n % 5],
              (long long)(n % 997), (long long)n);
    struct view kept = buf_keep(&text, arena);
    buf_free(&text);
    return kept;
}

static struct view phone_of(struct arena *arena, int64_t n)
{
    struct buf text;
    buf_init(&text, 40);
    buf_print(&text, "1990000%04lld", (long long)(n % 10000));
    struct view kept = buf_keep(&text, arena);
    buf_free(&text);
    return kept;
}

static void put_clues(struct store *store, struct arena *arena, const struct case_full *full)
{
    uint32_t clues[FIND_CLUES_MAX];
    struct sip_key key = clues_key(store->seal);
    size_t count = clues_of_case(&key, NULL, full, arena, clues);
    must(find_add(store, full->line.id, clues, count));
    must(find_settle(store, FIND_BLOCK));
}

static void add_case(struct store *store, struct arena *arena, int64_t n, int64_t at)
{
    static const char *const units[] = {"城管局", "生态环境局", "住建局", "公安分局", "松风街道"};
    static const char *const areas[] = {"松风街道", "柳荫街道"};
    static const enum case_state open[] = {CASE_DISPATCHED, CASE_SIGNED, CASE_RECEIVED,
                                           CASE_ANSWERED, CASE_REDO};
    unsigned char secret[SEAL_WRAPPED];
    char sender[32];
    struct person person;
    snprintf(sender, sizeof sender, "past_%07lld", (long long)(n % 400000));
    must(people_meet(store, 1, view_of(sender), at, arena, &person));
    for (int i = 0; i < 3; i++)
        add_turn(store, &person, at, VIEW("隔壁工地半夜还在打桩,吵得睡不着"));
    seal_wrap_new(store->seal, secret);
    struct case_full full = {.line = {.id = cases_next_id(store, date_of(at)),
                                      .state = n % 10 ? CASE_CLOSED : open[n / 10 % 5],
                                      .flags = CASE_BY_ENGINE,
                                      .category = VIEW("06"),
                                      .duty = VIEW("0602"),
                                      .unit = view_of(units[n % 5]),
                                      .area = view_of(areas[n % 7 == 0]),
                                      .filed = at,
                                      .due = at + 14400 + n % 89 * 86400},
                             .person = person.id,
                             .role = VIEW(""),
                             .text = words_of(arena, n),
                             .contact = phone_of(arena, n),
                             .summary = VIEW("夜间施工噪声,松影苑"),
                             .place = VIEW("松影苑"),
                             .code = VIEW("ABCD2345"),
                             .duty_text = VIEW("夜间施工噪声"),
                             .unit_text = VIEW("区城市管理局"),
                             .secret = {(const char *)secret, SEAL_WRAPPED}};
    struct case_event event = {.case_id = full.line.id, .at = at, .move = EVENT_FILED};
    must(cases_add(store, &full));
    must(cases_add_event(store, &full, &event));
    put_clues(store, arena, &full);
    store->next_case++;
    must(people_save_talk(store, &person));
}

int main(int argc, char **argv)
{
    const struct world world = {.now = now_of, .random = random_of};
    struct seal_key key;
    struct store store;
    struct arena arena;
    int64_t cases, rest;
    if (argc != 4 || !view_int(view_of(argv[3]), 1, 100000000, &cases) ||
        seal_key_load(argv[2], true, &world, &key) != SEAL_OK) {
        fprintf(stderr, "usage: fill DATABASE KEYFILE CASES\n");
        return 2;
    }
    must(store_open(&store, argv[1], &world, &key));
    must(db_script(store.db, "PRAGMA synchronous=OFF"));
    arena_init(&arena, 1 << 30);
    int64_t first = now_of(NULL) - (cases / A_DAY + 2) * 86400;
    for (int64_t n = 0; n < cases; n++) {
        if (n % BATCH == 0)
            must(store_begin(&store));
        arena_reset(&arena);
        add_case(&store, &arena, n, first + n / A_DAY * 86400 + n % A_DAY * 40);
        if (n % BATCH == BATCH - 1 || n == cases - 1) {
            must(store_commit(&store));
            must(db_checkpoint(store.db, &rest));
        }
    }
    arena_free(&arena);
    store_close(&store);
    return 0;
}
