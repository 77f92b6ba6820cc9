/* What an officer remembers leads back to the case: words, numbers, codes and several together; the
 * newest first, across blocks; nothing is found that is not there; what is erased leaves nothing,
 * and no word stands in the database. Lists by deadline go on where they ended. */
#include "gateway/store/find.h"
#include "gateway/store/work.h"
#include "gateway/topics/clues.h"
#include "tests/unit/topics_world.h"

#define LIGHT "路灯坏了三天没有人来修，灯杆 A217，电话19900001234"

static void put(struct fixture *f, int64_t id)
{
    uint32_t clues[FIND_CLUES_MAX];
    struct case_full full;
    struct sip_key key = clues_key(f->store.seal);
    assert_int_equal(cases_get(&f->store, id, &f->arena, &full), STORE_OK);
    size_t count = clues_of_case(&key, &f->image.rules, &full, &f->arena, clues);
    assert_int_equal(find_add(&f->store, id, clues, count), STORE_OK);
}

static int64_t filed(struct fixture *f, const char *text, const char *area)
{
    int64_t id = file(f, (struct told){text, "噪音", "0101", area, 0});
    put(f, id);
    return id;
}

static size_t ask_code(struct fixture *f, const char *said, const char *area, int64_t below,
                       size_t max, int64_t **ids)
{
    struct find_query query = {.below = below ? below : INT64_MAX, .max = max};
    struct sip_key key = clues_key(f->store.seal);
    size_t count;
    query.count = clues_of_words(&key, view_of(said), &f->arena, query.clues, FIND_ASKED_MAX);
    if (area)
        query.clues[query.count++] = clue_of_code(&key, CLUE_AREA, view_of(area));
    assert_int_equal(find_cases(&f->store, &query, &f->arena, ids, &count), STORE_OK);
    return count;
}

static size_t ask(struct fixture *f, const char *said, int64_t **ids)
{
    return ask_code(f, said, NULL, 0, 50, ids);
}

static void what_is_remembered_leads_back(void **state)
{
    struct fixture *f = *state;
    int64_t *ids, light = filed(f, LIGHT, "松苑"), piles = filed(f, "工地打桩", "西街");
    static const char *const remembered[] = {
        "路灯", "没有人来", "路燈",        "A217",
        "a217", "1234",     "19900001234", "三天没有人 19900001234"};
    for (size_t i = 0; i < sizeof remembered / sizeof *remembered; i++) {
        assert_int_equal(ask(f, remembered[i], &ids), 1);
        assert_true(ids[0] == light);
    }
    assert_int_equal(ask(f, "打桩", &ids), 1);
    assert_true(ids[0] == piles);
    static const char *const others[] = {"路灯打桩", "217", "9900", "广场"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(ask(f, others[i], &ids), 0);
    assert_int_equal(ask_code(f, "路灯", "东街", 0, 50, &ids), 1); /* the estate lies in it */
    assert_int_equal(ask_code(f, "路灯", "西街", 0, 50, &ids), 0);
}

/* Pairs that are there, but not in a row, are found and then seen through. */
static void what_only_seems_so_is_seen_through(void **state)
{
    struct fixture *f = *state;
    struct case_full full;
    int64_t *ids, id = filed(f, "路灯下面，灯坏，坏了", "松苑");
    assert_int_equal(ask(f, "路灯坏了", &ids), 1);
    assert_int_equal(cases_get(&f->store, id, &f->arena, &full), STORE_OK);
    assert_false(clues_hold(&full, VIEW("路灯坏了"), &f->arena));
    assert_true(clues_hold(&full, VIEW("路灯下"), &f->arena));
}

static void across_blocks_the_newest_come_first(void **state)
{
    struct fixture *f = *state;
    enum { CASES = 2 * FIND_BLOCK + 100, EVERY = 7, PAGE = 50 };
    int64_t *ids, last = INT64_MAX;
    size_t seen = 0, count;
    for (int i = 0; i < CASES; i++)
        filed(f, i % EVERY ? "工地打桩" : "路灯坏了", "松苑");
    for (int i = 0; i < 3; i++)
        assert_int_equal(find_settle(&f->store, FIND_BLOCK), STORE_OK);
    assert_false(find_laying_waits(f->store.laying));
    filed(f, "路灯又坏了", "松苑");
    do {
        count = ask_code(f, "路灯", NULL, last, PAGE, &ids);
        for (size_t i = 0; i < count; i++) {
            assert_true(ids[i] < last);
            last = ids[i];
        }
        seen += count;
    } while (count == PAGE);
    assert_int_equal(seen, (CASES + EVERY - 1) / EVERY + 1);
}

/* One whose words changed stands twice and is found once, by the old and by the new. */
static void what_was_added_is_found_too(void **state)
{
    struct fixture *f = *state;
    struct case_full full;
    int64_t *ids, id = filed(f, LIGHT, "松苑");
    assert_int_equal(cases_get(&f->store, id, &f->arena, &full), STORE_OK);
    full.text = VIEW("路灯坏了三天没有人来修\n旁边还有个井盖");
    assert_int_equal(cases_update(&f->store, &full), STORE_OK);
    put(f, id);
    assert_int_equal(ask(f, "路灯", &ids), 1);
    assert_int_equal(ask(f, "井盖", &ids), 1);
}

static void what_is_erased_leaves_nothing(void **state)
{
    struct fixture *f = *state;
    int64_t *ids, gone[3] = {filed(f, LIGHT, "松苑"), filed(f, LIGHT, "松苑")};
    for (int i = 2; i < FIND_BLOCK; i++)
        filed(f, "工地打桩", "松苑");
    assert_int_equal(find_settle(&f->store, FIND_BLOCK), STORE_OK);
    gone[2] = filed(f, LIGHT, "松苑");
    assert_int_equal(ask(f, "路灯", &ids), 3);
    assert_int_equal(find_drop(&f->store, gone + 1, 1), STORE_OK);
    assert_int_equal(ask(f, "路灯", &ids), 2);
    assert_true(ids[0] == gone[2] && ids[1] == gone[0]);
    assert_int_equal(find_drop(&f->store, gone, 3), STORE_OK);
    assert_int_equal(ask(f, "路灯", &ids), 0);
    assert_int_equal(ask(f, "打桩", &ids), 50);
    struct db_call call = db_begin(f->store.db, OP_FIND_LISTS); /* not even an empty list is left */
    struct sip_key key = clues_key(f->store.seal);
    uint32_t pair;
    assert_int_equal(clues_of_words(&key, VIEW("路灯"), &f->arena, &pair, 1), 1);
    db_give_int(&call, 1);
    while (db_next(&call) == STORE_OK)
        assert_true(db_int(&call, 0) != (int64_t)pair);
    db_end(&call);
}

static int64_t count_lists(struct fixture *f)
{
    struct db_call call = db_begin(f->store.db, OP_FIND_LISTS);
    int64_t lists = 0;
    db_give_int(&call, 1);
    while (db_next(&call) == STORE_OK)
        lists++;
    db_end(&call);
    return lists;
}

/* A block that is laid bit by bit: its cases are found all the time, and each once; a rollback and
 * an erased case in the middle of it leave nothing behind. */
static void a_block_is_laid_by_and_by(void **state)
{
    struct fixture *f = *state;
    enum { BIT = FIND_BLOCK / 3 };
    int64_t *ids, first = filed(f, LIGHT, "松苑");
    for (int i = 1; i < FIND_BLOCK; i++)
        filed(f, "工地打桩", "松苑");
    assert_int_equal(store_commit(&f->store), STORE_OK);
    assert_int_equal(store_begin(&f->store), STORE_OK);
    assert_int_equal(find_settle(&f->store, BIT), STORE_OK);
    assert_true(count_lists(f) > 0);
    store_rollback(&f->store);
    assert_int_equal(count_lists(f), 0);
    assert_int_equal(store_begin(&f->store), STORE_OK);
    assert_int_equal(find_settle(&f->store, BIT), STORE_OK);
    assert_true(find_laying_waits(f->store.laying));
    assert_int_equal(ask(f, "路灯", &ids), 1);
    assert_int_equal(find_drop(&f->store, &first, 1), STORE_OK);
    for (int i = 0; i < 4; i++)
        assert_int_equal(find_settle(&f->store, BIT), STORE_OK);
    assert_int_equal(count_lists(f), 0); /* one too few now, and the other's clues are gone */
    assert_int_equal(ask(f, "路灯", &ids), 0);
    int64_t again = filed(f, LIGHT, "松苑");
    for (int i = 0; i < 4; i++)
        assert_int_equal(find_settle(&f->store, BIT), STORE_OK);
    assert_false(find_laying_waits(f->store.laying));
    assert_true(count_lists(f) > 0);
    assert_int_equal(ask(f, "路灯", &ids), 1);
    assert_true(ids[0] == again);
    assert_int_equal(ask(f, "打桩", &ids), 50);
}

/* The last case of a block under way is erased, and the next one stands where it stood. */
static void the_place_of_an_erased_case_is_anothers(void **state)
{
    struct fixture *f = *state;
    int64_t *ids, gone = 0;
    for (int i = 0; i < FIND_BLOCK; i++)
        gone = filed(f, i + 1 < FIND_BLOCK ? "工地打桩" : LIGHT, "松苑");
    assert_int_equal(find_settle(&f->store, FIND_BLOCK / 3), STORE_OK);
    assert_int_equal(find_drop(&f->store, &gone, 1), STORE_OK);
    int64_t next = filed(f, "狗叫得睡不着", "松苑");
    for (int i = 0; i < 8; i++)
        assert_int_equal(find_settle(&f->store, FIND_BLOCK / 3), STORE_OK);
    assert_true(count_lists(f) > 0);
    assert_int_equal(ask(f, "路灯", &ids), 0);
    assert_int_equal(ask(f, "狗叫", &ids), 1);
    assert_true(ids[0] == next);
}

/* A process that ended in the middle of a block leaves lists of nobody: the next one drops them. */
static void a_block_that_was_begun_is_begun_anew(void **state)
{
    struct fixture *f = *state;
    int64_t *ids;
    for (int i = 0; i < FIND_BLOCK; i++)
        filed(f, i ? "工地打桩" : LIGHT, "松苑");
    assert_int_equal(find_settle(&f->store, FIND_BLOCK / 3), STORE_OK);
    int64_t begun = count_lists(f);
    find_laying_free(f->store.laying);
    f->store.laying = find_laying_new();
    assert_true(begun > 0);
    assert_int_equal(find_settle(&f->store, FIND_BLOCK), STORE_OK);
    assert_true(count_lists(f) > begun);
    assert_int_equal(ask(f, "路灯", &ids), 1);
}

/* Those that share the rare words stand before those that share the common ones, in blocks and
 * among the fresh; the case itself is not among them, nor one that shares nothing. */
static void the_likest_come_first(void **state)
{
    struct fixture *f = *state;
    struct find_like *found;
    size_t count;
    int64_t near = filed(f, "小区路灯坏了三天没有人来修", "松苑");
    for (int i = 1; i < FIND_BLOCK; i++)
        filed(f, i % 2 ? "小区门口工地打桩" : "小区里狗叫", "松苑");
    assert_int_equal(find_settle(&f->store, FIND_BLOCK), STORE_OK);
    int64_t fresh = filed(f, "小区路灯坏了", "松苑"), other = filed(f, "物业收费", "松苑");
    int64_t asked = filed(f, "小区路灯坏了没有人来修", "松苑");
    struct find_like_query query = {.but = asked, .max = 4};
    struct sip_key key = clues_key(f->store.seal);
    query.count = clues_of_words(&key, VIEW("小区路灯坏了没有人来修"), &f->arena, query.clues,
                                 FIND_LIKE_CLUES);
    assert_int_equal(find_like(&f->store, &query, &f->arena, &found, &count), STORE_OK);
    assert_int_equal(count, 4);
    assert_true(found[0].id == near && found[1].id == fresh);
    assert_true(found[0].score <= 1 && found[0].score > found[1].score);
    assert_true(found[1].score > 2 * found[2].score && found[2].score >= found[3].score);
    for (size_t i = 0; i < count; i++)
        assert_true(found[i].id != asked && found[i].id != other);
}

/* ---- lists by deadline ---- */

static void due_in(struct fixture *f, int64_t id, enum case_state to, int64_t due)
{
    struct case_full full;
    assert_int_equal(cases_get(&f->store, id, &f->arena, &full), STORE_OK);
    full.line.state = to;
    full.line.due = due;
    assert_int_equal(cases_update(&f->store, &full), STORE_OK);
}

static bool is_noise(void *self, const struct case_line *line)
{
    ++*(int *)self;
    return view_is(line->category, "噪音");
}

static void work_comes_by_deadline_and_goes_on_where_it_ended(void **state)
{
    struct fixture *f = *state;
    static const int64_t dues[] = {500, 0, 100, 300, 300, 0, 200, 900};
    enum { CASES = sizeof dues / sizeof *dues, PAGE = 3 };
    int looked = 0;
    struct work_place *places;
    size_t count, seen = 0;
    struct work_place last = {-1, 0};
    for (int i = 0; i < CASES; i++)
        due_in(f, filed(f, "打桩", "松苑"), i % 2 ? CASE_SIGNED : CASE_DISPATCHED, dues[i]);
    due_in(f, filed(f, "打桩", "松苑"), CASE_CLOSED, 50);
    struct work_query query = {.states = (1u << CASE_FIRST_FINAL) - 1,
                               .unit = VIEW("城管"),
                               .to_id = INT64_MAX,
                               .max = PAGE,
                               .fits = is_noise,
                               .self = &looked};
    do {
        assert_int_equal(work_list(&f->store, &query, &f->arena, &places, &count), STORE_OK);
        for (size_t i = 0; i < count; i++) {
            bool after = !last.due ? places[i].due == 0 && (last.id == 0 || places[i].id > last.id)
                                   : places[i].due == 0 || places[i].due > last.due ||
                                         (places[i].due == last.due && places[i].id > last.id);
            assert_true(after);
            last = places[i];
        }
        seen += count;
        query.after = last;
    } while (count == PAGE);
    assert_int_equal(seen, CASES);
    struct work_count counts[CASE_STATES];
    assert_int_equal(work_counts(&f->store, VIEW("城管"), 250, 350, counts), STORE_OK);
    assert_int_equal(counts[CASE_DISPATCHED].all + counts[CASE_SIGNED].all, CASES);
    assert_int_equal(counts[CASE_DISPATCHED].overdue + counts[CASE_SIGNED].overdue, 2);
    assert_int_equal(counts[CASE_DISPATCHED].soon + counts[CASE_SIGNED].soon, 4);
    assert_int_equal(counts[CASE_CLOSED].all, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_remembered_leads_back),
        TEST(what_only_seems_so_is_seen_through),
        TEST(across_blocks_the_newest_come_first),
        TEST(what_was_added_is_found_too),
        TEST(what_is_erased_leaves_nothing),
        TEST(a_block_is_laid_by_and_by),
        TEST(the_place_of_an_erased_case_is_anothers),
        TEST(a_block_that_was_begun_is_begun_anew),
        TEST(the_likest_come_first),
        TEST(work_comes_by_deadline_and_goes_on_where_it_ended),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
