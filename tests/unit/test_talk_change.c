/* The rules change in the middle of a talk: packed under one version, unpacked under another in
 * which a value, a duty, a place or a whole question is gone. What vanished is asked again, nothing
 * is filed that was not read back under the rules of the moment, and nothing breaks. */
#include "tests/unit/talk_world.h"

#include "tests/unit/small_image.h"
#include "tests/unit/test_folder.h"

#define RULES "rules/yunxi"

/* A copy of the sample rules in which texts are replaced. */
struct edition {
    char folder[64];
    struct buf image;
    struct rules rules;
};

struct edit {
    const char *file, *from, *to; /* from: where it begins; to: up to there, or the text itself */
    const char *with;
};

/* Cuts from the first `from` up to the next `to` behind it, and puts `with` there. */
static void edit_file(const struct edition *edition, const struct edit *edit)
{
    char path[400];
    struct arena arena;
    arena_init(&arena, 16 << 20);
    snprintf(path, sizeof path, "%s/%s", edition->folder, edit->file);
    struct view text = text_of_file(&arena, path);
    size_t from = view_find(text, view_of(edit->from));
    if (from == SIZE_MAX)
        fail_msg("%s has no %s", edit->file, edit->from);
    size_t to = view_find(view_sub(text, from + 1, text.n), view_of(edit->to));
    assert_true(to != SIZE_MAX);
    to += from + 1;
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    fwrite(text.p, 1, from, out);
    fputs(edit->with, out);
    fwrite(text.p + to, 1, text.n - to, out);
    assert_int_equal(fclose(out), 0);
    arena_free(&arena);
}

static void edition_open(struct edition *edition, const struct edit *edits, size_t count)
{
    *edition = (struct edition){"/tmp/zhida-test-rules-XXXXXX", .image = {0}};
    assert_non_null(mkdtemp(edition->folder));
    char tests[80];
    snprintf(tests, sizeof tests, "%s/tests", edition->folder);
    assert_true(folder_copy(RULES, edition->folder) && folder_remove(tests));
    for (size_t i = 0; i < count; i++)
        edit_file(edition, &edits[i]);
    assert_true(rules_of_folder(edition->folder, &edition->image, &edition->rules));
}

static void edition_close(struct edition *edition)
{
    assert_true(folder_remove(edition->folder));
    buf_free(&edition->image);
}

/* ---- a citizen between two editions ---- */

struct between {
    struct talk_world world;
    struct rules before;
    struct citizen citizen;
};

static void begin(struct between *b)
{
    b->world.rules = b->before;
    citizen_init(&b->citizen, &b->world);
    b->citizen.now =
        civil_seconds((struct civil_time){civil_to_day((struct civil){2026, 11, 21}), 20 * 60, 0},
                      CHINA_OFFSET_MINUTES);
}

static void says(struct between *b, const char *text)
{
    struct inbound message = {.kind = IN_TEXT, .text = view_of(text)};
    citizen_sends(&b->citizen, &message);
}

static void presses(struct between *b, const char *label)
{
    struct inbound message = {.kind = IN_CHOICE, .text = VIEW("")};
    for (size_t i = 0; i < b->citizen.last.choice_count; i++)
        if (view_is(b->citizen.last.choices[i].label, label))
            message.choice = b->citizen.last.choices[i].key;
    assert_true(message.choice.n > 0);
    citizen_sends(&b->citizen, &message);
}

static void hears(const struct between *b, const char *part)
{
    if (view_find(b->citizen.last.said, view_of(part)) == SIZE_MAX)
        fail_msg("\"%s\" is not in \"%.*s\"", part, VIEW_FMT(b->citizen.last.said));
}

static bool offered(const struct between *b, const char *label)
{
    for (size_t i = 0; i < b->citizen.last.choice_count; i++)
        if (view_is(b->citizen.last.choices[i].label, label))
            return true;
    return false;
}

/* ---- the changes ---- */

/* Barking dogs are no source of noise any more: neither the value nor its duty. */
static const struct edit no_dogs[] = {
    {"duties/noise.zd", "        犬吠", "        车流", ""},
    {"duties/noise.zd", "    事项 \"0616\"", "    事项 \"0617\"", ""},
    {"duties/noise.zd", "\"狗叫\"、", "\"鸣笛\"", ""},
};

static void answered_value_vanishes(void **state)
{
    struct between *b = *state;
    struct edition after;
    edition_open(&after, no_dogs, sizeof no_dogs / sizeof *no_dogs);
    begin(b);
    says(b, "太吵了");
    presses(b, "狗叫");
    hears(b, "事情在哪里");
    b->world.rules = after.rules;
    says(b, "松影苑，半夜");
    hears(b, "声音主要从哪里来");
    assert_false(offered(b, "狗叫"));
    presses(b, "建筑工地");
    hears(b, "夜间施工噪声");
    citizen_free(&b->citizen);
    edition_close(&after);
}

static void offered_value_vanishes(void **state)
{
    struct between *b = *state;
    struct edition after;
    edition_open(&after, no_dogs, sizeof no_dogs / sizeof *no_dogs);
    begin(b);
    says(b, "太吵了");
    assert_true(offered(b, "狗叫"));
    b->world.rules = after.rules;
    presses(b, "狗叫");
    hears(b, "声音主要从哪里来");
    assert_false(offered(b, "狗叫"));
    citizen_free(&b->citizen);
    edition_close(&after);
}

/* The duty that was read back is gone: the other one is read back before anything is filed. */
static void read_back_duty_vanishes(void **state)
{
    static const struct edit edits[] = {
        {"duties/noise.zd", "    事项 \"0602\"", "    # --- renovation", ""}};
    struct between *b = *state;
    struct edition after;
    edition_open(&after, edits, 1);
    begin(b);
    says(b, "松影苑旁边工地半夜打桩太吵了");
    hears(b, "夜间施工噪声");
    b->world.rules = after.rules;
    presses(b, "对");
    assert_false(b->citizen.last.filed);
    says(b, "没有");
    hears(b, "建筑施工噪声");
    hears(b, "区生态环境局");
    presses(b, "对");
    assert_true(b->citizen.last.filed);
    assert_true(view_is(b->citizen.last.filing.duty, "0601"));
    citizen_free(&b->citizen);
    edition_close(&after);
}

static void place_vanishes(void **state)
{
    static const struct edit edits[] = {
        {"areas.zd", "            松影苑 ", "            听松花园", ""}};
    struct between *b = *state;
    struct edition after;
    edition_open(&after, edits, 1);
    begin(b);
    says(b, "工地半夜打桩太吵了");
    says(b, "松影苑");
    hears(b, "核对一下");
    b->world.rules = after.rules;
    says(b, "对");
    assert_false(b->citizen.last.filed);
    hears(b, "哪个街道");
    says(b, "松风街道");
    hears(b, "松影苑"); /* the words are kept */
    says(b, "对");
    assert_true(b->citizen.last.filed);
    assert_true(view_is(b->citizen.last.filing.area, "松风街道"));
    citizen_free(&b->citizen);
    edition_close(&after);
}

/* A new question comes in between read-back and yes. */
/* What was offered is taken apart anew; what waits for its turn outlives a change, too. */
static void place_of_several_matters_vanishes(void **state)
{
    static const struct edit edits[] = {
        {"areas.zd", "            松影苑 ", "            听松花园", ""}};
    struct between *b = *state;
    struct edition after;
    edition_open(&after, edits, 1);
    begin(b);
    says(b, "松影苑工地半夜打桩吵得睡不着，另外路灯也不亮");
    hears(b, "您说了2件事");
    b->world.rules = after.rules;
    presses(b, "分开办");
    hears(b, "夜间施工噪声");
    hears(b, "松影社区"); /* what is left of the place */
    says(b, "对");
    assert_true(b->citizen.last.filed);
    hears(b, "接着说下一件");
    b->world.rules = b->before;
    says(b, "跳过"); /* the picture that the duty asks for */
    hears(b, "路灯不亮");
    says(b, "对");
    assert_true(b->citizen.last.filed);
    assert_true(view_is(b->citizen.last.filing.duty, "0905"));
    citizen_free(&b->citizen);
    edition_close(&after);
}

static void question_appears(void **state)
{
    static const struct edit edits[] = {{"duties/noise.zd", "    事项 \"0602\"",
                                         "    # --- renovation",
                                         "    事项 \"0602\" \"夜间施工噪声\" {\n"
                                         "        当 声源 = 施工 且 时刻 在 夜间 且 日类 = 工作日\n"
                                         "        优先于 \"0601\"\n"
                                         "        交 城管局 期限 4 小时\n"
                                         "        例 \"半夜还在打桩\" 设 日类 = 工作日\n"
                                         "    }\n"}};
    struct between *b = *state;
    struct edition after;
    edition_open(&after, edits, 1);
    begin(b);
    says(b, "松影苑旁边工地半夜打桩太吵了");
    hears(b, "核对一下");
    b->world.rules = after.rules;
    says(b, "再说一遍");
    says(b, "对");
    assert_false(b->citizen.last.filed);
    hears(b, "休息日");
    presses(b, "工作日");
    hears(b, "夜间施工噪声");
    says(b, "对");
    assert_true(b->citizen.last.filed);
    citizen_free(&b->citizen);
    edition_close(&after);
}

/* Every step of a talk, each under the other rules than the one before. */
static void rules_alternate(void **state)
{
    static const char *const lines[] = {
        "太吵了", "邻居家里", "半夜",   "改一下",   "什么事",     "楼下狗叫", "松影苑",
        "返回",   "不知道",   "对",     "进度",     "有人乱停车", "消防通道", "再说一遍",
        "不对",   "地点",     "柳荫苑", "就是这样", "评价",       "算了",     "对"};
    struct between *b = *state;
    struct edition after;
    edition_open(&after, no_dogs, sizeof no_dogs / sizeof *no_dogs);
    for (unsigned first = 0; first < 2; first++) {
        begin(b);
        for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
            b->world.rules = (i + first) % 2 ? after.rules : b->before;
            says(b, lines[i]);
        }
        citizen_free(&b->citizen);
    }
    edition_close(&after);
}

/* ---- when a person takes over is said in the rules ---- */

static const struct edit two_questions[] = {
    {"district.zd", "    转人工 8", "#", "    转人工 2 "},
};
static const struct edit always_sure[] = {
    {"district.zd", "    转人工 8", "#", "    转人工 8 至少 100% "},
};

static void hears_why(const struct between *b, const char *why)
{
    assert_true(b->citizen.last.filed);
    assert_false(b->citizen.last.filing.dispatched);
    if (view_find(b->citizen.last.filing.decision, view_of(why)) == SIZE_MAX)
        fail_msg("%.*s", VIEW_FMT(b->citizen.last.filing.decision));
}

static void behind_the_last_question_a_person_takes_over(void **state)
{
    struct between *b = *state;
    struct edition after;
    edition_open(&after, two_questions, 1);
    begin(b);
    b->world.rules = after.rules;
    says(b, "太吵了");
    says(b, "店里的喇叭");
    assert_false(b->citizen.last.filed);
    hears(b, "在哪里");
    says(b, "就是那个店");
    hears_why(b, "\"why\":{\"code\":\"questions\"");
    hears(b, "调度员");
    citizen_free(&b->citizen);
    edition_close(&after);
}

static void what_is_not_sure_enough_is_looked_at_first(void **state)
{
    struct between *b = *state;
    struct edition after;
    edition_open(&after, always_sure, 1);
    begin(b);
    b->world.rules = after.rules;
    says(b, "松影苑旁边的河沟臭，工地的泥浆水往里排");
    for (int i = 0; i < 6 && !b->citizen.last.filed; i++) {
        if (offered(b, "对"))
            hears(b, "调度员来定");
        says(b, offered(b, "对") ? "对" : offered(b, "跳过") ? "跳过" : "1");
    }
    hears_why(b, "\"why\":{\"code\":\"unsure\"");
    citizen_free(&b->citizen);
    edition_close(&after);
}

static int open_world(void **state)
{
    static struct between between;
    talk_world_open(&between.world, RULES);
    between.before = between.world.rules;
    *state = &between;
    return 0;
}

static int close_world(void **state)
{
    struct between *b = *state;
    talk_world_close(&b->world);
    return 0;
}

/* ---- other districts ---- */

static const char no_areas[] = "地区 a \"甲\" / \"A\" { 语言 zh、en 时限 快 热线 \"12345\" }\n"
                               "时限 快 { 处理 4 小时 }\n"
                               "日历 2026 { 工作时间 9:00..12:00、13:30..17:30 }\n"
                               "单位 甲局 \"甲局\" / \"A office\" { }\n"
                               "类别 市政 \"市政\" / \"City\" { 识别 \"路灯\" 否则 交 甲局\n"
                               "事项 \"0601\" \"路灯不亮\" / \"Lamp\" { 例 \"路灯不亮了\"\n"
                               "收集 地点 交 甲局 } }\n";

static void where_there_are_no_areas_a_place_is_words(void **state)
{
    struct between *b = *state;
    struct small_image s;
    small_image_of_district(&s, no_areas);
    begin(b);
    b->world.rules = s.rules;
    says(b, "路灯不亮了");
    hears(b, "事情在哪里");
    says(b, "高新那边");
    hears(b, "高新那边");
    citizen_free(&b->citizen);
    small_image_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answered_value_vanishes),
        cmocka_unit_test(offered_value_vanishes),
        cmocka_unit_test(read_back_duty_vanishes),
        cmocka_unit_test(place_vanishes),
        cmocka_unit_test(place_of_several_matters_vanishes),
        cmocka_unit_test(question_appears),
        cmocka_unit_test(rules_alternate),
        cmocka_unit_test(behind_the_last_question_a_person_takes_over),
        cmocka_unit_test(what_is_not_sure_enough_is_looked_at_first),
        cmocka_unit_test(where_there_are_no_areas_a_place_is_words),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
