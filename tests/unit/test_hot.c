/* The list of a day, and the signals no count shows: what rose and where, what stays quiet, which
 * words are new, and that a word of fewer than three people is never shown. */
#include "gateway/topics/hot.h"
#include "gateway/topics/weak.h"
#include "tests/unit/topics_world.h"

#define DAY 86400LL

/* So many cases of a class a day, over the weeks before; today has none yet. */
static void past(struct fixture *f, const char *category, const char *area, int a_day, int days)
{
    for (int back = 1; back <= days; back++)
        assert_int_equal(tally_add(&f->store, &(struct tally){topics_day(f->world.now - back * DAY),
                                                              view_of(category), view_of(area),
                                                              a_day + (back % 3 == 0), 0}),
                         STORE_OK);
}

static void today(struct fixture *f, const char *category, const char *area, int cases, int follows)
{
    assert_int_equal(
        tally_add(&f->store, &(struct tally){topics_day(f->world.now), view_of(category),
                                             view_of(area), cases, follows}),
        STORE_OK);
}

static struct hot_list read_hot(struct fixture *f)
{
    struct hot_list list;
    assert_int_equal(
        hot_read(&f->store, &f->image.rules, topics_day(f->world.now), &f->arena, &list), STORE_OK);
    return list;
}

static const struct hot_line *line_of(const struct hot_list *list, const struct fixture *f,
                                      const char *category, const char *area)
{
    int wanted = *area ? rules_find(&f->image.rules, NOUN_AREA, view_of(area)) : NONE;
    for (size_t i = 0; i < list->count; i++)
        if (view_is(list->lines[i].category, category) && list->lines[i].area == wanted)
            return &list->lines[i];
    fail_msg("no line of %s in %s", category, area);
    return NULL;
}

/* ---- counts ---- */

static void a_rise_stands_with_its_street(void **state)
{
    struct fixture *f = *state;
    past(f, "噪音", "松苑", 2, 60);
    past(f, "噪音", "西街", 2, 60);
    past(f, "市容", "西街", 5, 60);
    today(f, "噪音", "竹苑", 9, 6); /* another estate of the same street */
    today(f, "噪音", "西街", 2, 0);
    today(f, "市容", "西街", 6, 0);
    struct hot_list list = read_hot(f);
    const struct hot_line *street = line_of(&list, f, "噪音", "东街");
    assert_int_equal(list.weeks, SURGE_WEEKS);
    assert_int_equal(street->cases, 9);
    assert_int_equal(street->follows, 6);
    assert_int_equal(street->surge.today, 15);
    assert_true(street->surge.expected > 1.9 && street->surge.expected < 3.1);
    assert_true(street->surge.rose && street->surge.chance < 1e-4);
    assert_true(line_of(&list, f, "噪音", "")->surge.rose);
    assert_false(line_of(&list, f, "噪音", "西街")->surge.rose);
    assert_false(line_of(&list, f, "市容", "")->surge.rose);
    assert_int_equal(list.lines[0].surge.today, 17); /* most first: noise, whole district */
    assert_int_equal(list.looked_at, 5);
}

static void a_new_house_learns_first(void **state)
{
    struct fixture *f = *state;
    struct hot_list list = read_hot(f);
    assert_int_equal(list.count, 0);
    past(f, "噪音", "松苑", 1, 20);
    today(f, "噪音", "松苑", 50, 0);
    list = read_hot(f);
    assert_int_equal(list.weeks, 2);
    assert_false(line_of(&list, f, "噪音", "")->surge.known);
    assert_false(line_of(&list, f, "噪音", "")->surge.rose);
}

static void what_the_rules_forgot_still_counts(void **state)
{
    struct fixture *f = *state;
    past(f, "旧类", "旧街", 1, 60);
    today(f, "旧类", "旧街", 12, 0);
    today(f, "", "", 1, 0);
    struct hot_list list = read_hot(f);
    assert_int_equal(list.count, 2);
    assert_true(line_of(&list, f, "旧类", "")->surge.rose);
    assert_int_equal(line_of(&list, f, "", "")->cases, 1);
}

/* ---- words ---- */

/* Enough ordinary texts of the weeks before. */
static void ordinary_weeks(struct fixture *f)
{
    static const char *const texts[] = {"路灯坏了没有人修", "垃圾桶满了味道很大",
                                        "广场舞太吵影响休息", "工地打桩太吵睡不着",
                                        "自来水停了一个上午"};
    int64_t now = f->world.now;
    for (int i = 0; i < WEAK_TEXTS + 10; i++) {
        f->world.now = now - (WEAK_DAYS + i % 20) * DAY;
        file(f, (struct told){texts[i % 5], "市容", "", "松苑", 1000 + i});
    }
    f->world.now = now;
}

static struct weak_signals read_words(struct fixture *f)
{
    struct weak_signals out = {0};
    assert_int_equal(weak_words(&f->store, &f->image.rules, f->world.now, &f->arena, &out),
                     STORE_OK);
    return out;
}

static void a_new_word_of_three_is_shown(void **state)
{
    struct fixture *f = *state;
    ordinary_weeks(f);
    file(f, (struct told){"自来水里有铁锈味道", "市容", "", "松苑", 1});
    int64_t second = file(f, (struct told){"早上的水全是铁锈", "市容", "", "竹苑", 2});
    assert_int_equal(read_words(f).word_count, 0); /* two people */
    file(f, (struct told){"还是铁锈!", "市容", "", "竹苑", 2});
    assert_int_equal(read_words(f).word_count, 0); /* still two */
    file(f, (struct told){"铁锈水能喝吗", "市容", "", "西街", 0});
    assert_int_equal(read_words(f).word_count, 0); /* who hides is not counted */
    file(f, (struct told){"孩子喝了铁锈水肚子疼", "市容", "", "西街", 3});
    struct weak_signals out = read_words(f);
    assert_true(out.known);
    assert_int_equal(out.word_count, 1);
    assert_true(view_is(out.words[0].word, "铁锈"));
    assert_int_equal(out.words[0].people, 3);
    assert_int_equal(out.words[0].area, NONE);
    assert_int_equal(out.words[0].case_count, 4);
    assert_int_equal(out.words[0].cases[2], second);
}

/* 垃圾 is known in the district, but from that street it never came. */
static void a_word_may_be_new_to_a_street_alone(void **state)
{
    struct fixture *f = *state;
    int64_t now = f->world.now;
    ordinary_weeks(f);
    for (int i = 0; i < WEAK_TEXTS; i++) {
        f->world.now = now - (WEAK_DAYS + i % 20) * DAY;
        file(f, (struct told){"路灯坏了没有人修", "市容", "", "西街", 2000 + i});
    }
    f->world.now = now;
    for (int i = 1; i <= 3; i++)
        file(f, (struct told){"味道很大", "市容", "", "西街", i});
    struct weak_signals out = read_words(f);
    assert_int_equal(out.word_count, 1);
    assert_true(view_is(out.words[0].word, "味道很大"));
    assert_int_equal(out.words[0].area, rules_find(&f->image.rules, NOUN_AREA, VIEW("西街")));
}

static void without_a_past_no_word_is_new(void **state)
{
    struct fixture *f = *state;
    for (int i = 1; i <= 5; i++)
        file(f, (struct told){"铁锈水能喝吗", "市容", "", "西街", i});
    struct weak_signals out = read_words(f);
    assert_false(out.known);
    assert_int_equal(out.word_count, 0);
}

/* 打桩 is a word of the rules: what begins or ends in its middle is no word. */
static void no_word_is_cut(void **state)
{
    struct fixture *f = *state;
    static const char *const texts[] = {"路灯坏了没有人修"};
    int64_t now = f->world.now;
    for (int i = 0; i < WEAK_TEXTS + 1; i++) {
        f->world.now = now - (WEAK_DAYS + i % 20) * DAY;
        file(f, (struct told){texts[0], "市容", "", "松苑", 1000 + i});
    }
    f->world.now = now;
    for (int i = 1; i <= 3; i++)
        file(f, (struct told){"今天打桩了", "噪音", "0101", "松苑", i});
    struct weak_signals out = read_words(f);
    assert_int_equal(out.word_count, 1);
    assert_int_not_equal(view_find(out.words[0].word, VIEW("打桩")), SIZE_MAX);
}

/* ---- single cases ---- */

static struct weak_signals read_grave(struct fixture *f)
{
    struct weak_signals out = {0};
    assert_int_equal(weak_grave(&f->store, &f->image.rules, f->world.now, &f->arena, &out),
                     STORE_OK);
    return out;
}

static void one_grave_case_is_enough(void **state)
{
    struct fixture *f = *state;
    const struct told told = {"路灯坏了没有人修", "市容", "", "松苑", 1};
    past(f, "市容", "松苑", 5, 20);
    file(f, told);
    file_as(f, told, KIND_COMPLAINT, CASE_URGENT, CASE_DISPATCHED); /* urgent as every day */
    assert_int_equal(read_grave(f).grave_count, 0);
    int64_t danger = file_as(f, told, KIND_COMPLAINT, CASE_EMERGENCY, CASE_DISPATCHED);
    int64_t rare = file_as(f, (struct told){"打桩", "噪音", "0101", "西街", 2}, KIND_COMPLAINT,
                           CASE_URGENT, CASE_DISPATCHED);
    struct weak_signals out = read_grave(f);
    assert_int_equal(out.grave_count, 2);
    assert_int_equal(out.grave[0].id, rare);
    assert_int_equal(out.grave[1].id, danger);
    f->world.now += WEAK_DAYS * DAY;
    assert_int_equal(read_grave(f).grave_count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_rise_stands_with_its_street),
        TEST(a_new_house_learns_first),
        TEST(what_the_rules_forgot_still_counts),
        TEST(a_new_word_of_three_is_shown),
        TEST(a_word_may_be_new_to_a_street_alone),
        TEST(without_a_past_no_word_is_new),
        TEST(no_word_is_cut),
        TEST(one_grave_case_is_enough),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
