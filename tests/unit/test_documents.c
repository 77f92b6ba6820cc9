/* What documents say of themselves, what replaces what, that a broken one is left out alone, and
 * questions that go on within one. */
#include "tests/unit/documents_help.h"

#include "dsl/base/imprint.h"

/* ---- what a document says of itself ---- */

static void validity(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int begins, expires; /* yyyymmdd; 0: none */
    } cases[] = {
        {"本办法自2025年1月1日起施行，有效期五年。", 20250101, 20291231},
        {"本办法自发布之日起施行，有效期为3年。", 20250310, 20280309},
        {"本通知自印发之日起30日后施行。", 20250409, 0},
        {"本规定自二〇二五年五月一日起施行。有效期两年。", 20250501, 20270430},
        {"本细则自2025年6月1日起施行，有效期至2026年12月31日。", 20250601, 20261231},
        {"本意见自2025年6月1日起实施，试行一年。", 20250601, 20260531},
        {"居住证有效期五年，期满换领。", 0, 0},
        {"备案有效期至2026年12月31日。", 0, 0},
        {"报名自2025年5月1日起至2025年5月9日止。", 0, 0},
        {"申请表自2025年5月1日起发放。", 0, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena;
        struct validity v;
        arena_init(&arena, 1 << 20);
        validity_read(&arena, view_of(cases[i].text), day(2025, 3, 10), &v);
        int b = cases[i].begins, e = cases[i].expires;
        civil_day begins = b ? day(b / 10000, b / 100 % 100, b % 100) : VALID_ALWAYS;
        civil_day expires = e ? day(e / 10000, e / 100 % 100, e % 100) : VALID_FOR_EVER;
        if (v.begins != begins || v.expires != expires)
            fail_msg("%s: %d %d", cases[i].text, v.begins, v.expires);
        arena_free(&arena);
    }
}

static void abolished(void **state)
{
    (void)state;
    struct arena arena;
    struct validity v;
    arena_init(&arena, 1 << 20);
    validity_read(&arena,
                  VIEW("根据《某条例》，制定本办法。《甲办法》(云政[2018]1号)、《乙办法》同时废止。"
                       "《丙办法》继续有效。"),
                  VALID_ALWAYS, &v);
    assert_int_equal(v.abolishes.n, 3);
    assert_view(v.abolishes.at[0], "甲办法");
    assert_view(v.abolishes.at[1], "乙办法");
    assert_view(v.abolishes.at[2], "云政[2018]1号");
    arena_free(&arena);
}

static void dates(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int date;
    } cases[] = {{"二〇二五年三月十日", 20250310},
                 {"二○二五年十二月二十三日", 20251223},
                 {"2025 年 3 月 1 日", 20250301},
                 {"发布于2025-03-01", 20250301},
                 {"2025.3.1", 20250301},
                 {"2025年13月1日", 0},
                 {"2025年", 0},
                 {"第二〇条", 0}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        civil_day is;
        size_t from, end;
        bool found = imprint_date(view_of(cases[i].text), &is, &from, &end);
        int d = cases[i].date;
        if (found != (d != 0) || (found && is != day(d / 10000, d / 100 % 100, d % 100)))
            fail_msg("%s", cases[i].text);
    }
}

/* ---- a shelf of them ---- */

static struct library *open_room(const struct room *room)
{
    char index[100], why[500] = "";
    snprintf(index, sizeof index, "%s/index", room->path);
    struct library *library = library_open(room->path, index, why, sizeof why);
    if (!library)
        fail_msg("%s", why);
    return library;
}

static struct passage find(struct library *library, const char *question, civil_day today,
                           struct arena *arena)
{
    struct passage found[3];
    size_t count = library_find(library, view_of(question), today, arena, found, 3);
    return count ? found[0] : (struct passage){.score = 0};
}

static double sure_of(const char *text, const char *question)
{
    struct room room = room_new();
    put(&room, "documents/report.txt", text);
    struct library *library = open_room(&room);
    double score = find(library, question, day(2025, 7, 1), &room.arena).score;
    library_close(library);
    room_drop(&room);
    return score;
}

/* Where a report was sent from is not whom it is about. */
static void datelines_say_nothing(void **state)
{
    (void)state;
    const char *question = "北京的参展企业能拿多少展会补助";
    double with =
        sure_of("展会补助办法出台\n新华社北京2月8日电（记者林一）参展企业可以申请展会补助，"
                "每家五万元。\n",
                question);
    double without = sure_of("展会补助办法出台\n新华社电（记者林一）参展企业可以申请展会补助，"
                             "每家五万元。\n",
                             question);
    double about = sure_of("展会补助办法出台\n新华社社区北京2月8日电力参展企业可以申请展会补助，"
                           "每家五万元。\n",
                           question);
    assert_true(with < without + 0.05);
    assert_true(about > with);
}

static void successor_is_named(void **state)
{
    (void)state;
    struct room room = room_new();
    put(&room, "documents/old.txt",
        "云溪区屋顶绿化奖励办法\n云政办发〔2019〕8号\n一、标准\n屋顶绿化每平方米奖励30元。\n"
        "云溪区人民政府\n2019年5月1日\n");
    put(&room, "documents/new.txt",
        "云溪区立体绿化管理规定\n云政办发〔2025〕2号\n一、范围\n墙面和阳台的绿化适用本规定。\n"
        "本规定自2025年7月1日起施行，《云溪区屋顶绿化奖励办法》（云政办发〔2019〕8号）同时废止。\n"
        "云溪区人民政府\n2025年6月1日\n");
    struct library *library = open_room(&room);
    struct passage before = find(library, "屋顶绿化奖励多少钱", day(2025, 6, 30), &room.arena);
    assert_int_equal(before.state, PASSAGE_IN_FORCE);
    assert_holds(before.quote, "30元");
    struct passage after = find(library, "屋顶绿化奖励多少钱", day(2025, 7, 1), &room.arena);
    assert_true(after.score >= ANSWER_LEAST);
    assert_int_equal(after.state, PASSAGE_SUPERSEDED);
    assert_view(after.successor, "云溪区立体绿化管理规定");
    assert_view(after.successor_link, "/documents/new.txt");
    /* the successor has nearly the same words: what ended still fits better, and is named */
    put(&room, "documents/new.txt",
        "云溪区阳台绿化奖励办法\n一、标准\n阳台绿化每平方米奖励50元。\n"
        "本办法自2025年7月1日起施行，《云溪区屋顶绿化奖励办法》同时废止。\n"
        "云溪区人民政府\n2025年6月1日\n");
    library_close(library);
    library = open_room(&room);
    struct passage near = find(library, "屋顶绿化每平方米奖励多少钱", day(2025, 7, 1), &room.arena);
    assert_int_equal(near.state, PASSAGE_SUPERSEDED);
    assert_view(near.successor, "云溪区阳台绿化奖励办法");
    library_close(library);
    room_drop(&room);
}

/* A new version has the title of the old one, and both say what they replaced: the later one stays.
 */
static void same_title_again(void **state)
{
    (void)state;
    struct room room = room_new();
    static const char version[] = "云溪区助餐补贴办法\n云民〔%d〕1号\n一、标准\n每餐补贴%d元。\n"
                                  "《云溪区助餐补贴办法》（云民〔%d〕1号）同时废止。\n"
                                  "云溪区民政局\n%d年1月1日\n";
    for (int year = 2019; year <= 2025; year += 3) {
        char text[1000], name[100];
        snprintf(text, sizeof text, version, year, year - 2015, year - 3, year);
        snprintf(name, sizeof name, "documents/%d.txt", year);
        put(&room, name, text);
    }
    struct library *library = open_room(&room);
    struct passage p = find(library, "助餐补贴每餐多少钱", day(2026, 1, 1), &room.arena);
    assert_int_equal(p.state, PASSAGE_IN_FORCE);
    assert_holds(p.quote, "10元");
    library_close(library);
    room_drop(&room);
}

static void not_yet_in_force(void **state)
{
    (void)state;
    struct room room = room_new();
    put(&room, "documents/a.txt",
        "云溪区夜间停车优惠办法\n一、标准\n夜间停车每次3元。\n本办法自2026年5月1日起施行。\n");
    struct library *library = open_room(&room);
    assert_true(find(library, "夜间停车多少钱", day(2026, 4, 30), &room.arena).score <
                ANSWER_LEAST);
    assert_true(find(library, "夜间停车多少钱", day(2026, 5, 1), &room.arena).score >=
                ANSWER_LEAST);
    library_close(library);
    room_drop(&room);
}

static void broken_ones_are_left_out_alone(void **state)
{
    (void)state;
    struct room room = room_new();
    struct library_skip skipped[5];
    put(&room, "documents/deep/a.txt", "云溪区认养行道树须知\n一、费用\n认养行道树每年120元。\n");
    put(&room, "documents/b.docx", "no archive");
    put_bytes(&room, "documents/c.md", VIEW("\0\1\2\xff"));
    put(&room, "documents/notes.xlsx", "no document");
    put(&room, "documents/.hidden.md", "# 秘密\n");
    struct library *library = open_room(&room);
    assert_int_equal(library_documents(library), 1);
    assert_int_equal(library_skipped(library, &room.arena, skipped, 5), 2);
    assert_view(skipped[0].path, "documents/b.docx");
    assert_string_equal(skipped[0].why_en, format_result_en(FORMAT_BROKEN));
    assert_view(skipped[1].path, "documents/c.md");
    struct passage p = find(library, "认养行道树多少钱", day(2026, 1, 1), &room.arena);
    assert_view(p.link, "/documents/deep/a.txt");
    assert_int_equal(p.anchor, 2);
    library_close(library);
    room_drop(&room);
}

static void stamp_follows_files(void **state)
{
    (void)state;
    struct room room = room_new();
    put(&room, "documents/a.txt", "一");
    uint64_t first = library_stamp(room.path);
    assert_true(library_stamp(room.path) == first);
    put(&room, "documents/a.txt", "一二");
    uint64_t written = library_stamp(room.path);
    assert_true(written != first);
    put(&room, "documents/b.txt", "三");
    assert_true(library_stamp(room.path) != written);
    room_drop(&room);
}

/* ---- questions that go on ---- */

static void followed(void **state)
{
    (void)state;
    struct room room = room_new();
    static const struct {
        const char *question, *part; /* NULL: it does not say, or it is about something else */
    } cases[] = {{"那要什么材料?", "身份证"},  {"多少钱", "15元"}, {"去哪里办", "派出所"},
                 {"我是外地户口呢", "居住证"}, {"电话呢", NULL},   {"火星怎么去", NULL},
                 {"能代办吗", "委托书"},       {"要押金吗", NULL}};
    put(&room, "documents/a.txt",
        "云溪区养犬登记须知\n一、在哪里办\n养犬登记在派出所办理。\n二、带什么材料\n1. 身份证；\n"
        "2. 免疫证明。\n委托家人代办的，另带委托书。\n外地户籍的，带居住证。\n三、收费\n"
        "每只15元。\n");
    struct library *library = open_room(&room);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct passage found[3] = {{.score = 0}};
        size_t count = library_follow(library, VIEW("/documents/a.txt"), view_of(cases[i].question),
                                      day(2026, 1, 1), &room.arena, found, 3);
        bool answered = count && found[0].score >= ANSWER_LEAST;
        if (answered != (cases[i].part != NULL) ||
            (answered && !holds(found[0].quote, cases[i].part)))
            fail_msg("%s: %.2f %.*s", cases[i].question, found[0].score, VIEW_FMT(found[0].quote));
    }
    struct passage none[1];
    assert_int_equal(library_follow(library, VIEW("/documents/none.txt"), VIEW("多少钱"),
                                    day(2026, 1, 1), &room.arena, none, 1),
                     0);
    library_close(library);
    room_drop(&room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(validity),
        cmocka_unit_test(abolished),
        cmocka_unit_test(dates),
        cmocka_unit_test(datelines_say_nothing),
        cmocka_unit_test(successor_is_named),
        cmocka_unit_test(same_title_again),
        cmocka_unit_test(not_yet_in_force),
        cmocka_unit_test(broken_ones_are_left_out_alone),
        cmocka_unit_test(stamp_follows_files),
        cmocka_unit_test(followed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
