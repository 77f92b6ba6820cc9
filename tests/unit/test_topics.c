/* The same matter from several people: signatures tell likeness and nothing else, cases of one
 * matter find each other, others do not, and what is forgotten is gone. The rules are a few lines;
 * the store is a real one. */
#include <sqlite3.h>

#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"
#include "gateway/store/forget.h"
#include "gateway/topics/grams.h"
#include "gateway/topics/signature.h"
#include "tests/unit/topics_world.h"

#define PILES "工地半夜还在打桩，吵得睡不着"
#define PILES_TOO "那个工地晚上打桩太吵，老人睡不着觉"
#define LIGHT "路灯坏了三天没有人来修，晚上很黑"

static const struct sip_key one_key = {1, 2}, other_key = {3, 4};

/* ---- signatures and grams ---- */

static struct signature sign(const struct sip_key *key, const char *text)
{
    struct signature out;
    signature_make(key, view_of(text), &out);
    return out;
}

static int likeness(const char *a, const char *b)
{
    struct signature x = sign(&one_key, a), y = sign(&one_key, b);
    return signature_likeness(x.of, y.of);
}

static void likeness_is_the_share_of_pairs(void **state)
{
    (void)state;
    assert_int_equal(likeness(PILES, PILES), 1000);
    assert_int_equal(likeness(PILES, "工地 半夜，还在打桩!吵得睡不着。"), 1000);
    assert_in_range(likeness(PILES, PILES_TOO), 80, 600);
    assert_in_range(likeness(PILES, LIGHT), 0, 60);
    assert_int_equal(sign(&one_key, "，。!").pairs, 0);
    assert_int_equal(sign(&one_key, "吵").pairs, 0);
}

/* Over many pairs of made texts the estimate lies around the true Jaccard likeness. */
static void the_estimate_is_right_on_average(void **state)
{
    (void)state;
    double off = 0;
    enum { TEXTS = 200, LENGTH = 120 };
    for (int i = 0; i < TEXTS; i++) {
        struct buf a, b;
        uint64_t seed = (uint64_t)i;
        buf_init(&a, 4096);
        buf_init(&b, 4096);
        for (int k = 0; k < LENGTH; k++) { /* no character twice: pairs shared are 59 of 179 */
            char bytes[4];
            uint32_t c = 0x4e00 + (uint32_t)(hash_mix(seed) % 97) * 100 + (uint32_t)k;
            buf_bytes(&a, bytes, utf8_put(c, bytes));
            buf_bytes(&b, bytes, utf8_put(k < 60 ? c : c + 5000, bytes));
        }
        struct signature x, y;
        signature_make(&one_key, buf_seen(&a), &x);
        signature_make(&one_key, buf_seen(&b), &y);
        off += signature_likeness(x.of, y.of) / 1000.0 - 59.0 / 179;
        buf_free(&a);
        buf_free(&b);
    }
    assert_true(off / TEXTS > -0.02 && off / TEXTS < 0.02);
}

/* Without the key nothing can be told from what is kept, not even by trying words against it. */
static void another_key_gives_other_signatures(void **state)
{
    (void)state;
    struct signature x = sign(&one_key, PILES), y = sign(&other_key, PILES);
    assert_in_range(signature_likeness(x.of, y.of), 0, 60);
    for (size_t i = 0; i < SIGNATURE_BANDS; i++)
        assert_true(x.bands[i] != y.bands[i]);
}

static void grams_are_the_short_runs(void **state)
{
    (void)state;
    struct gram grams[20];
    struct view text = VIEW("甲醛超标,a12甲醛");
    assert_int_equal(grams_of(&one_key, text, grams, 20), 3 + 2 + 1 + 1);
    assert_int_equal(grams[0].from, 0);
    assert_int_equal(grams[0].to, 6);
    assert_int_equal(grams[0].hash, grams[6].hash); /* 甲醛 again */
    assert_int_equal(grams_of(&one_key, text, grams, 2), 2);
    struct arena arena;
    arena_init(&arena, 1 << 20);
    assert_int_equal(grams_pack(&one_key, text, &arena).n, 6 * sizeof(uint32_t));
    arena_free(&arena);
}

/* ---- the store ---- */

static struct topics_found find(struct fixture *f, struct told told)
{
    struct topics_found found;
    struct topics_matter matter = matter_of(f, told);
    assert_int_equal(topics_find(&f->store, &f->image.rules, &matter, &f->arena, &found), STORE_OK);
    return found;
}

static int64_t rows(struct fixture *f, const char *table)
{
    char sql[100];
    sqlite3 *db;
    sqlite3_stmt *statement;
    assert_int_equal(store_commit(&f->store), STORE_OK);
    snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", table);
    assert_int_equal(sqlite3_open(f->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    int64_t count = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    assert_int_equal(store_begin(&f->store), STORE_OK);
    return count;
}

static void one_matter_is_found(void **state)
{
    struct fixture *f = *state;
    int64_t first = file(f, (struct told){PILES, "噪音", "0101", "松苑", 1});
    struct topics_found found = find(f, (struct told){PILES_TOO, "噪音", "0101", "松苑", 2});
    assert_int_equal(found.topic, first);
    assert_int_equal(found.case_id, first);
    assert_int_equal(found.people, 1);
    file(f, (struct told){PILES_TOO, "噪音", "0101", "松苑", 2});
    file(f, (struct told){PILES, "噪音", "", "松苑", 2}); /* the same person counts once */
    found = find(f, (struct told){"打桩吵得孩子睡不着", "噪音", "0101", "松苑", 3});
    assert_int_equal(found.topic, first);
    assert_int_equal(found.people, 2);
}

static void other_matters_are_not(void **state)
{
    struct fixture *f = *state;
    static const struct told others[] = {
        {LIGHT, "噪音", "0101", "松苑", 2},     /* other words */
        {PILES, "噪音", "0102", "松苑", 2},     /* other duty */
        {PILES, "市容", "", "松苑", 2},         /* other class */
        {PILES, "噪音", "0101", "竹苑", 2},     /* place beside it */
        {PILES, "噪音", "0101", "西街", 2},     /* other street */
        {PILES_TOO, "噪音", "0101", "", 2},     /* no place, and no copy */
        {PILES_TOO, "噪音", "0101", "试区", 2}, /* the district is no place */
        {"", "噪音", "0101", "松苑", 2}};
    file(f, (struct told){PILES, "噪音", "0101", "松苑", 1});
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (find(f, others[i]).topic)
            fail_msg("found: %s in %s", others[i].text, others[i].area);
    f->world.now += (TOPICS_DAYS + 1) * 86400;
    assert_int_equal(find(f, (struct told){PILES, "噪音", "0101", "松苑", 2}).topic, 0);
}

static void a_street_holds_its_estates(void **state)
{
    struct fixture *f = *state;
    int64_t street = file(f, (struct told){PILES, "噪音", "0101", "东街", 1});
    assert_int_equal(find(f, (struct told){PILES, "噪音", "0101", "松苑", 2}).topic, street);
    assert_int_equal(find(f, (struct told){PILES, "噪音", "0101", "", 2}).topic, street);
    assert_int_equal(find(f, (struct told){PILES, "噪音", "0101", "西街", 2}).topic, 0);
}

/* Who hid, what accuses somebody, danger to life and what is over is joined but never offered. */
static void some_are_never_offered(void **state)
{
    struct fixture *f = *state;
    static const struct {
        int64_t person;
        int kind;
        unsigned flags;
        enum case_state state;
    } hidden[] = {{0, KIND_COMPLAINT, CASE_ANONYMOUS, CASE_DISPATCHED},
                  {1, KIND_REPORT, 0, CASE_DISPATCHED},
                  {1, KIND_COMPLAINT, CASE_EMERGENCY, CASE_DISPATCHED},
                  {1, KIND_COMPLAINT, 0, CASE_ANSWERED},
                  {1, KIND_COMPLAINT, 0, CASE_WITHDRAWN},
                  {2, KIND_COMPLAINT, 0, CASE_DISPATCHED}}; /* one's own */
    const struct told told = {PILES, "噪音", "0101", "松苑", 2};
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++) {
        struct told theirs = told;
        theirs.person = hidden[i].person;
        file_as(f, theirs, hidden[i].kind, hidden[i].flags, hidden[i].state);
        struct topics_found found = find(f, told);
        assert_true(found.topic);
        assert_int_equal(found.case_id, 0);
    }
    file(f, (struct told){PILES, "噪音", "0101", "松苑", 3});
    assert_int_equal(find(f, told).case_id, 0); /* has one of this topic already */
    assert_true(find(f, (struct told){PILES, "噪音", "0101", "松苑", 4}).case_id);
}

static void following_counts_once(void **state)
{
    struct fixture *f = *state;
    struct case_line line;
    const struct told third = {PILES, "噪音", "0101", "松苑", 3};
    int64_t first = file(f, (struct told){PILES, "噪音", "0101", "松苑", 1});
    assert_int_equal(cases_line(&f->store, first, &f->arena, &line), STORE_OK);
    assert_int_equal(topics_follow(&f->store, &line, 2, f->world.now, &f->arena), STORE_OK);
    assert_int_equal(topics_follow(&f->store, &line, 2, f->world.now, &f->arena), STORE_CONFLICT);
    assert_int_equal(find(f, third).people, 2);
    struct told second = third;
    second.person = 2;
    assert_int_equal(find(f, second).case_id, 0);
    struct tally *tally;
    size_t count;
    int day = topics_day(f->world.now);
    assert_int_equal(tally_list(&f->store, day, day, &f->arena, &tally, &count), STORE_OK);
    assert_int_equal(count, 1);
    assert_int_equal(tally[0].cases, 1);
    assert_int_equal(tally[0].follows, 1);
}

/* ---- what is kept, and what goes ---- */

static void no_word_is_kept(void **state)
{
    struct fixture *f = *state;
    char bytes[1 << 16], wal[200];
    file(f, (struct told){PILES, "噪音", "0101", "松苑", 1});
    assert_int_equal(rows(f, "likeness"), 1);
    snprintf(wal, sizeof wal, "%s-wal", f->path);
    const char *const files[] = {f->path, wal};
    for (size_t i = 0; i < 2; i++) {
        FILE *in = fopen(files[i], "rb");
        assert_non_null(in);
        size_t kept = 0;
        for (size_t n; (n = fread(bytes + kept, 1, sizeof bytes - kept, in)) > 0;) {
            struct view seen = {bytes, kept + n};
            assert_int_equal(view_find(seen, VIEW("打桩")), SIZE_MAX);
            assert_int_equal(view_find(seen, VIEW("半夜")), SIZE_MAX);
            kept = n < 16 ? n : 16;
            memmove(bytes, seen.p + seen.n - kept, kept);
        }
        fclose(in);
    }
}

static void what_is_forgotten_is_gone(void **state)
{
    struct fixture *f = *state;
    struct person person;
    struct forgotten forgotten;
    assert_int_equal(people_meet(&f->store, 1, VIEW("sender"), f->world.now, &f->arena, &person),
                     STORE_OK);
    struct told told = {PILES, "噪音", "0101", "松苑", person.id};
    file_as(f, told, KIND_COMPLAINT, 0, CASE_CLOSED);
    int64_t others = file(f, (struct told){LIGHT, "市容", "", "东街", 77});
    struct case_line line;
    assert_int_equal(cases_line(&f->store, others, &f->arena, &line), STORE_OK);
    assert_int_equal(topics_follow(&f->store, &line, person.id, f->world.now, &f->arena), STORE_OK);
    assert_int_equal(rows(f, "alike"), 2 * (SIGNATURE_BANDS + 1));
    assert_int_equal(person_forget(&f->store, &person, true, &f->arena, &forgotten), STORE_OK);
    assert_int_equal(forgotten.cases_closed, 1);
    assert_int_equal(rows(f, "likeness"), 1);
    assert_int_equal(rows(f, "alike"), SIGNATURE_BANDS + 1);
    assert_int_equal(rows(f, "follower"), 0);
}

static void what_is_old_is_dropped(void **state)
{
    struct fixture *f = *state;
    bool more;
    file(f, (struct told){PILES, "噪音", "0101", "松苑", 1});
    file(f, (struct told){PILES, "噪音", "0101", "松苑", 2});
    f->world.now += TOPICS_KEEP_DAYS * 86400LL;
    file(f, (struct told){PILES, "噪音", "0101", "松苑", 3});
    f->world.now += 86400;
    assert_int_equal(topics_sweep(&f->store, f->world.now, &f->arena, &more), STORE_OK);
    assert_false(more);
    assert_int_equal(rows(f, "likeness"), 1);
    assert_int_equal(rows(f, "alike"), SIGNATURE_BANDS + 1);
    assert_int_equal(rows(f, "topic"), 0);
    assert_int_equal(rows(f, "tally"), 2);
}

/* A store of the schema before: opened, and its days are counted. */
static const char *const migrations[] = {
#define MIGRATION(number, sql) [number] = (sql),
#include "gateway/store/schema.h"
#undef MIGRATION
};

static void run_sql(sqlite3 *db, const char *sql)
{
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(db));
}

/* The store as it was at a version: its tables, with the rows that they could hold then. */
static void put_back(const char *path, int version)
{
    static const char *const kept[] = {
        "INSERT INTO key_check SELECT * FROM new.key_check",
        "INSERT INTO cases SELECT id, person, state, kind, channel, flags, category, duty, unit,"
        " role, area, filed, due, next_at, poor, confidence, version, secret, body, answer"
        " FROM new.cases"};
    sqlite3 *db;
    char attach[400], newer[300];
    snprintf(newer, sizeof newer, "%s.new", path);
    snprintf(attach, sizeof attach, "ATTACH '%s' AS new; PRAGMA user_version = %d", newer, version);
    assert_int_equal(rename(path, newer), 0);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    for (int i = 1; i <= version; i++)
        run_sql(db, migrations[i]);
    run_sql(db, attach);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        run_sql(db, kept[i]);
    sqlite3_close(db);
    assert_int_equal(remove(newer), 0);
}

static void an_older_store_is_brought_along(void **state)
{
    struct fixture *f = *state;
    file(f, (struct told){PILES, "噪音", "0101", "松苑", 1});
    file(f, (struct told){LIGHT, "噪音", "0101", "松苑", 2});
    file(f, (struct told){LIGHT, "市容", "", "", 2});
    assert_int_equal(store_commit(&f->store), STORE_OK);
    store_close(&f->store);
    put_back(f->path, 4);
    open_store(f);
    struct tally *tally;
    size_t count;
    int day = topics_day(f->world.now);
    assert_int_equal(tally_list(&f->store, 0, day, &f->arena, &tally, &count), STORE_OK);
    assert_int_equal(count, 2);
    assert_int_equal(tally[0].cases + tally[1].cases, 3);
    assert_true(tally[0].day == day && tally[1].day == day);
    assert_int_equal(find(f, (struct told){PILES, "噪音", "0101", "松苑", 3}).topic, 0);
    file(f, (struct told){PILES, "噪音", "0101", "松苑", 3});
    assert_true(find(f, (struct told){PILES, "噪音", "0101", "松苑", 4}).case_id);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(likeness_is_the_share_of_pairs),
        cmocka_unit_test(the_estimate_is_right_on_average),
        cmocka_unit_test(another_key_gives_other_signatures),
        cmocka_unit_test(grams_are_the_short_runs),
        TEST(one_matter_is_found),
        TEST(other_matters_are_not),
        TEST(a_street_holds_its_estates),
        TEST(some_are_never_offered),
        TEST(following_counts_once),
        TEST(no_word_is_kept),
        TEST(what_is_forgotten_is_gone),
        TEST(what_is_old_is_dropped),
        TEST(an_older_store_is_brought_along),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
