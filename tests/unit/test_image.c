/* The image: what is asked of it comes out as it went in; equal rules give equal bytes; and no
 * damage, with or without a right checksum, makes a reader leave the image. The last is what the
 * sanitizers watch while a damaged image is used in every way there is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "dsl/base/hash.h"
#include "dsl/engine/layout.h"
#include "tests/unit/folder_image.h"
#include "tests/unit/small_image.h"
#include "tests/unit/use_image.h"

static const char rules_text[] =
    "区域 县 \"县\" / \"County\" 坐标 30.0,120.0 { 东街 \"东街\" 坐标 30.01,120.0 { 花园 \"花园\" "
    "坐标 30.02,120.0 : \"花园小区\" } 西街 \"西街\" }\n"
    "单位 甲局 \"甲局\" / \"Bureau A\" { 职责 \"管事\" 联系 \"19900001234\" }\n"
    "单位 东办 \"东街办\" { 角色 街道 辖区 东街 上级 甲局 }\n"
    "单位 西办 \"西街办\" { 角色 街道 辖区 西街 }\n"
    "单位 园办 \"花园办\" { 角色 街道 辖区 花园 }\n"
    "日历 2026 { 工作时间 9:00..12:00、13:30..17:30\n    节假日 \"国庆节\" "
    "2026-10-01..2026-10-07\n}\n"
    "词表 确认 { \"好\" }\n词表 类型_咨询 { \"请问\" }\n"
    "时段 夜间 22:00..06:00 \"半夜\"\n"
    "时限 standard { 处理 5 工作日 提醒 1 工作日 升级 1 工作日 交 甲局 重办 1/2 至少 4 小时 督办 "
    "甲局 }\n"
    "类别 噪声 \"噪声\" / \"Noise\" 编码 \"06\" 依据 \"某法\" 由 甲局 {\n"
    "    识别 \"噪音\"、\"太吵\"\n    时限 standard\n"
    "    要素 声源 \"哪里?\" / \"Where?\" { 施工 \"工地\" / \"a site\": \"打桩\" 商铺 \"商铺\": "
    "\"店\" .. \"喇叭\" }\n"
    "    事项 \"0601\" \"施工\" / \"Site\" { 当 声源 = 施工 交 甲局 期限 5 工作日 收集 地点、照片 "
    "依据 \"条\" 答 \"答\" / \"An answer\" 例 \"打桩\" 设 时刻 = 12:00 }\n"
    "    事项 \"0602\" \"夜间\" { 当 声源 = 施工 且 ( 时刻 在 夜间 或 日类 = 节假日 ) 优先于 "
    "\"0601\" 交 街道 协办 甲局\n"
    "        其中 区域 在 花园 交 甲局 急 期限 4 小时 例 \"半夜打桩\" 设 区域 = 花园 }\n"
    "    事项 \"0603\" \"炸街\" { 识别 \"炸街\" 交 街道 期限 1 工作日 例 \"炸街\"\n"
    "        说法 \"隔壁一早咚咚咚地砸墙\"、\"排气管轰隆隆的\" }\n"
    "    否则 交 甲局\n"
    "}\n"
    "标签 tech \"高新\"\n标签 grade \"等级\" { A \"甲\" B \"乙\" }\n"
    "数值 revenue \"营收\" 万元\n数值 rd \"研发\" 万元\n数值 ratio \"强度\" = rd / revenue\n日期 "
    "founded \"成立\"\n"
    "政策 ht \"奖励\" 级别 区 由 甲局 { 当 tech 且 ratio >= 5% 且 founded before 2024-01-01 且 "
    "grade = A\n"
    "    兑现 1 万元 方式 申报 正文 \"a.md\" 推送 sms、app \"{enterprise}\" }\n"
    "办事 开店 \"开店\" { 步骤 \"先\" 交 甲局 步骤 \"后\" 交 街道 材料 \"身份证\" 材料 \"照片\" "
    "正文 \"b.md\" }\n"
    "通知 停水 \"停水\" { 给 东街、西街 正文 \"c.md\" 窗口 2026-11-01..2026-11-30 }\n"
    "通道 短信 sms { sign_name = \"示例\" secret_id = 环境 \"SMS_ID\" secret_key = 文件 \"key\" "
    "sdk_app_id = \"1\" template_id = \"2\" }\n";

static int make(void **state)
{
    return small_image_set_up(state, rules_text);
}

#define assert_view(v, text) assert_true(view_is((v), (text)))

/* ---- what went in comes out ---- */

static void names_come_out(void **state)
{
    struct small_image *s = *state;
    const struct rules *r = &s->rules;
    int unit = small_find(s, NOUN_UNIT, "甲局"), fact = small_find(s, NOUN_FACT, "声源");
    assert_view(rules_display(r, NOUN_UNIT, unit, LANGUAGE_EN), "Bureau A");
    assert_view(rules_display(r, NOUN_UNIT, small_find(s, NOUN_UNIT, "东办"), LANGUAGE_EN),
                "东街办");
    assert_view(rules_display(r, NOUN_FACT, fact, LANGUAGE_EN), "Where?");
    assert_view(rules_display(r, NOUN_ROLE, small_find(s, NOUN_ROLE, "街道"), LANGUAGE_ZH), "街道");
    assert_int_equal(rules_value_count(r, NOUN_FACT, fact), 2);
    assert_view(rules_value_code(r, NOUN_FACT, fact, 1), "商铺");
    assert_view(rules_value_display(r, NOUN_FACT, fact, 0, LANGUAGE_EN), "a site");
    int grade = small_find(s, NOUN_TAG, "grade");
    assert_int_equal(rules_find_value(r, NOUN_TAG, grade, VIEW("B")), 1);
    assert_int_equal(rules_find_value(r, NOUN_TAG, grade, VIEW("C")), NONE);
    assert_int_equal(rules_find(r, NOUN_DUTY, VIEW("99")), NONE);
    assert_int_equal(rules_find(r, NOUN_DUTY, VIEW("")), NONE);
    for (int noun = 0; noun <= NOUN_PERIOD; noun++)
        assert_int_equal(
            rules_find(r, (enum rules_noun)noun, rules_code(r, (enum rules_noun)noun, 0)), 0);
}

static void duties_come_out(void **state)
{
    struct small_image *s = *state;
    int index = small_find(s, NOUN_DUTY, "0601");
    struct duty_info duty = rules_duty(&s->rules, index);
    assert_int_equal(duty.category, small_find(s, NOUN_CATEGORY, "噪声"));
    assert_int_equal(duty.clock, small_find(s, NOUN_CLOCK, "standard"));
    assert_int_equal(duty.within.count, 5);
    assert_int_equal(duty.collect, COLLECT_PLACE | COLLECT_PHOTO);
    assert_view(duty.basis, "条");
    assert_view(duty.answer[LANGUAGE_ZH], "答");
    assert_view(duty.answer[LANGUAGE_EN], "An answer");
    assert_false(duty.has_words || duty.urgent);
    assert_true(rules_duty(&s->rules, small_find(s, NOUN_DUTY, "0603")).has_words);
    struct category_info category = rules_category(&s->rules, duty.category);
    assert_view(category.code, "06");
    assert_int_equal(category.duty_count, 3);
    assert_int_equal(rules_category_duty(&s->rules, duty.category, 0), index);
    assert_int_equal(category.otherwise.unit, small_find(s, NOUN_UNIT, "甲局"));
    assert_int_equal(category.parent, NONE);
}

static void units_and_clocks_come_out(void **state)
{
    struct small_image *s = *state;
    const struct rules *r = &s->rules;
    int role = small_find(s, NOUN_ROLE, "街道");
    struct unit_info unit = rules_unit(r, small_find(s, NOUN_UNIT, "东办"));
    assert_int_equal(unit.role, role);
    assert_int_equal(unit.parent, small_find(s, NOUN_UNIT, "甲局"));
    assert_view(rules_unit(r, unit.parent).contact, "19900001234");
    assert_int_equal(rules_role_unit(r, role, small_find(s, NOUN_AREA, "花园")),
                     small_find(s, NOUN_UNIT, "园办"));
    assert_int_equal(rules_role_unit(r, role, small_find(s, NOUN_AREA, "东街")),
                     small_find(s, NOUN_UNIT, "东办"));
    assert_int_equal(rules_role_unit(r, role, small_find(s, NOUN_AREA, "县")), NONE);
    assert_int_equal(rules_role_unit(r, role, NONE), NONE);
    struct clock_info clock = rules_clock(r, small_find(s, NOUN_CLOCK, "standard"));
    assert_int_equal(clock.handle.measure, MEASURE_WORKDAYS);
    assert_int_equal(clock.redo_ratio, 500000);
    assert_int_equal(clock.redo_floor.count, 4);
    assert_int_equal(clock.supervise.unit, small_find(s, NOUN_UNIT, "甲局"));
}

static void the_nearest_place(void **state)
{
    struct small_image *s = *state;
    const struct rules *r = &s->rules;
    assert_int_equal(rules_nearest_area(r, 30.012, 120.0, 5000), small_find(s, NOUN_AREA, "东街"));
    assert_int_equal(rules_nearest_area(r, 30.016, 120.0, 5000), small_find(s, NOUN_AREA, "花园"));
    assert_int_equal(rules_nearest_area(r, 30.04, 120.0, 1000), NONE);
    assert_int_equal(rules_nearest_area(r, 30.04, 120.0, 3000), small_find(s, NOUN_AREA, "花园"));
    assert_int_equal(rules_nearest_area(r, 30.0, 120.01, 970), small_find(s, NOUN_AREA, "县"));
    assert_int_equal(rules_nearest_area(r, 30.0, 120.01, 950), NONE); /* 963 meters */
    struct area_info area = rules_area(r, small_find(s, NOUN_AREA, "东街"));
    assert_int_equal(area.last - area.first, 2);
    assert_false(rules_area(r, small_find(s, NOUN_AREA, "西街")).has_point);
}

static void offers_come_out(void **state)
{
    struct small_image *s = *state;
    const struct rules *r = &s->rules;
    struct policy_info policy = rules_policy(r, small_find(s, NOUN_POLICY, "ht"));
    assert_int_equal(policy.level, LEVEL_DISTRICT);
    assert_int_equal(policy.push, 1u << CHANNEL_SMS | 1u << CHANNEL_APP);
    assert_true(policy.from > policy.to);
    assert_view(policy.push_text[0], "{enterprise}");
    int guide = small_find(s, NOUN_GUIDE, "开店");
    assert_int_equal(rules_guide(r, guide).step_count, 2);
    assert_view(rules_guide_step(r, guide, 1, LANGUAGE_ZH).text, "后");
    assert_int_equal(rules_guide_step(r, guide, 1, LANGUAGE_ZH).assign.role,
                     small_find(s, NOUN_ROLE, "街道"));
    assert_int_equal(rules_guide_material_count(r, guide), 2);
    assert_view(rules_guide_material(r, guide, 1, LANGUAGE_ZH), "照片");
    assert_int_equal(rules_counts(r).notices, 1);
    struct notice_info notice = rules_notice(r, 0);
    assert_int_equal(notice.area_count, 2);
    assert_int_equal(rules_notice_area(r, 0, 1), small_find(s, NOUN_AREA, "西街"));
    struct channel_info channel = rules_channel(r, 0);
    assert_int_equal(channel.kind, CHANNEL_SMS);
    assert_int_equal(channel.setting_count, 5);
    struct channel_entry entry = rules_channel_setting(r, 0, 1);
    assert_view(entry.key, "secret_id");
    assert_int_equal(entry.from, SETTING_ENV);
    assert_view(entry.value, "SMS_ID");
    assert_int_equal(rules_channel_setting(r, 0, 0).from, SETTING_TEXT);
    assert_int_equal(rules_channel_setting(r, 0, 2).from, SETTING_FILE);
}

static void equal_rules_give_equal_bytes(void **state)
{
    struct small_image *s = *state, again;
    small_image_make(&again, rules_text);
    assert_int_equal(again.image.n, s->image.n);
    assert_memory_equal(again.image.p, s->image.p, s->image.n);
    assert_int_equal(rules_version(&s->rules).n, 16);
    small_image_free(&again);
    small_image_make(&again, "单位 甲局 \"甲局\" { }\n");
    assert_false(view_eq(rules_version(&again.rules), rules_version(&s->rules)));
    small_image_free(&again);
}

static void a_small_buffer_is_refused(void **state)
{
    struct small_image *s = *state;
    struct buf small;
    buf_init(&small, s->image.n - 1);
    struct view why;
    assert_false(compile_image(s->small.model, &small, &why));
    buf_free(&small);
}

/* ---- damage ---- */

static enum rules_error open_copy(const void *bytes, size_t n, struct rules *rules)
{
    return rules_open(rules, bytes, n);
}

static void other_bytes_are_told_apart(void **state)
{
    struct small_image *s = *state;
    struct rules rules;
    char *copy = malloc(s->image.n);
    memcpy(copy, s->image.p, s->image.n);
    assert_int_equal(open_copy(copy, 3, &rules), RULES_TOO_SHORT);
    assert_int_equal(open_copy(copy, sizeof(struct image_header), &rules), RULES_TOO_SHORT);
    assert_int_equal(open_copy(copy, s->image.n - 1, &rules), RULES_TOO_SHORT);
    copy[0] = 'Z';
    assert_int_equal(open_copy(copy, s->image.n, &rules), RULES_NO_IMAGE);
    copy[0] = s->image.p[0];
    copy[offsetof(struct image_header, version)]++;
    assert_int_equal(open_copy(copy, s->image.n, &rules), RULES_OTHER_VERSION);
    copy[offsetof(struct image_header, version)]--;
    copy[s->image.n / 2] ^= 1;
    assert_int_equal(open_copy(copy, s->image.n, &rules), RULES_DAMAGED);
    assert_null(rules.bytes);
    free(copy);
}

/* Nearly all bytes are weights; of these one in a thousand is flipped. */
static size_t next_byte(const struct rules *rules, size_t at)
{
    size_t from = (size_t)((const char *)image_likeness(rules) - (const char *)rules->bytes);
    size_t to = (size_t)((const char *)image_saying_traits(rules) - (const char *)rules->bytes);
    return at + (at > from && at < to ? 1000 : 1);
}

static void every_flipped_byte_is_noticed(void **state)
{
    struct small_image *s = *state;
    struct rules rules;
    for (size_t i = 0; i < s->image.n; i = next_byte(&s->rules, i)) {
        s->image.p[i] ^= 0x41;
        assert_int_not_equal(rules_open(&rules, s->image.p, s->image.n), RULES_OK);
        s->image.p[i] ^= 0x41;
    }
    assert_int_equal(rules_open(&rules, s->image.p, s->image.n), RULES_OK);
}

/* A section that is empty here is damaged nowhere. */
static void the_rules_that_are_damaged_fill_every_section(void **state)
{
    struct buf whole;
    struct image_header header;
    (void)state;
    assert_true(image_of_folder(IMAGE_OF_ALL, &whole));
    memcpy(&header, whole.p, sizeof header);
    for (int i = 0; i < SECTION_COUNT; i++)
        if (!header.sections[i].count)
            fail_msg("section %d is empty", i);
    buf_free(&whole);
}

enum { DAMAGES = 6000 };

/* A byte, or two, by turns one bit of it or all. */
static void damage(char *copy, const struct buf *whole, int round)
{
    int bytes = round % 4 ? 1 : 2;
    memcpy(copy, whole->p, whole->n);
    for (int k = 0; k < bytes; k++) {
        uint64_t chance = hash_mix((uint64_t)round * 3 + (uint64_t)k + 1);
        char *byte = image_byte(copy, whole->p, (uint32_t)(chance % (SECTION_COUNT + 1)),
                                (uint32_t)(chance >> 40));
        *byte = (char)(round % 2 ? *byte ^ 1 << (chance >> 32 & 7) : (char)(chance >> 32));
    }
    image_reseal(copy, whole->n);
}

static void damage_with_a_right_checksum_is_safe(void **state)
{
    struct buf whole;
    struct arena arena;
    (void)state;
    assert_true(image_of_folder(IMAGE_OF_ALL, &whole));
    char *copy = aligned_alloc(16, (whole.n + 15) / 16 * 16);
    int opened = 0;
    size_t sum = 0;
    arena_init(&arena, 1 << 24);
    for (int i = 0; i < DAMAGES; i++) {
        struct rules rules;
        damage(copy, &whole, i);
        if (rules_open(&rules, copy, whole.n) != RULES_OK)
            continue;
        opened++;
        image_use_texts(&rules, &arena);
        image_use_offers(&rules, &arena);
        sum += image_use_nouns(&rules);
        arena_reset(&arena);
    }
    assert_true(opened > DAMAGES / 4 && opened < DAMAGES / 2);
    assert_true(sum != 0);
    arena_free(&arena);
    free(copy);
    buf_free(&whole);
}

static bool opens(const struct small_image *s)
{
    struct rules rules;
    image_reseal(s->image.p, s->image.n);
    return rules_open(&rules, s->image.p, s->image.n) == RULES_OK;
}

/* Votes for a group that is none, or of traits that have no end. */
static void votes_for_nobody_are_refused(void **state)
{
    (void)state;
    struct small_image s;
    small_image_make(&s, "单位 甲局 \"甲局\" { }\n"
                         "类别 噪声 \"噪声\" { 要素 声源 \"哪里?\" { 施工 \"工地\" 商铺 \"店\" }\n"
                         "事项 \"01\" \"施工\" { 当 声源 = 施工 交 甲局 期限 4 小时 "
                         "例 \"工地\" 说法 \"咚咚咚\" } 否则 交 甲局 }\n");
    struct saying_vote *vote = (struct saying_vote *)image_saying_votes(&s.rules);
    struct saying_trait *traits = (struct saying_trait *)image_saying_traits(&s.rules);
    int last = image_saying_traits_count(&s.rules) - 1;
    assert_true(opens(&s) && last > 1);
    vote->group = (uint16_t)image_saying_groups_count(&s.rules);
    assert_false(opens(&s));
    vote->group = 0;
    traits[1].votes = UINT32_MAX;
    assert_false(opens(&s));
    traits[1].votes = traits[0].votes;
    assert_true(opens(&s));
    traits[last].votes++;
    assert_false(opens(&s));
    small_image_free(&s);
}

/* What is said where no duty is: whoever asks for the likeliest one would read beyond them all. */
static void sayings_of_no_duty_are_refused(void **state)
{
    (void)state;
    struct small_image s;
    struct rules rules;
    small_image_make(&s, "单位 甲局 \"甲局\" { }\n"
                         "类别 噪声 \"噪声\" { 要素 声源 \"哪里?\" { 施工 \"工地\" 商铺 \"店\" }\n"
                         "事项 \"01\" \"施工\" { 当 声源 = 施工 交 甲局 期限 4 小时 "
                         "例 \"工地\" 说法 \"咚咚咚\" } 否则 交 甲局 }\n");
    struct image_header *header = (struct image_header *)s.image.p;
    ((struct image_district *)image_district(&s.rules))->names[NOUN_DUTY].n = 0;
    ((struct image_category *)image_categories(&s.rules))->duties.n = 0;
    for (int i = 0; i < image_saying_has_count(&s.rules); i++)
        ((struct saying_has *)image_saying_has(&s.rules))[i].of = 0;
    header->sections[SECTION_duties].count = header->sections[SECTION_claims].count = 0;
    header->sections[SECTION_saying_things].count = 1;
    image_reseal(s.image.p, s.image.n);
    assert_int_equal(rules_open(&rules, s.image.p, s.image.n), RULES_DAMAGED);
    header->sections[SECTION_saying_things].count = header->sections[SECTION_saying_has].count = 0;
    header->sections[SECTION_saying_traits].count = header->sections[SECTION_saying_votes].count =
        0;
    image_reseal(s.image.p, s.image.n);
    assert_int_equal(rules_open(&rules, s.image.p, s.image.n), RULES_DAMAGED);
    header->sections[SECTION_saying_groups].count = 0;
    image_reseal(s.image.p, s.image.n);
    assert_int_equal(rules_open(&rules, s.image.p, s.image.n), RULES_OK);
    small_image_free(&s);
}

/* What a fact has not is asked for: whoever looks it up would read beyond the values. */
static void conditions_on_no_value_are_refused(void **state)
{
    struct small_image *s = *state;
    struct rules rules;
    char *copy = aligned_alloc(16, (s->image.n + 15) / 16 * 16);
    int conditions = 0;
    for (int i = 0; i < image_nodes_count(&s->rules); i++) {
        const struct image_node *node = &image_nodes(&s->rules)[i];
        if (node->op != OP_SET || node->kind != VAR_FACT)
            continue;
        memcpy(copy, s->image.p, s->image.n);
        size_t at = (size_t)((const char *)&image_ints(&s->rules)[node->list.at] - s->image.p);
        int32_t behind = (int32_t)image_facts(&s->rules)[node->index].values.n;
        memcpy(copy + at, &behind, sizeof behind);
        image_reseal(copy, s->image.n);
        assert_int_equal(rules_open(&rules, copy, s->image.n), RULES_DAMAGED);
        conditions++;
    }
    assert_true(conditions > 0);
    free(copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_come_out),
        cmocka_unit_test(duties_come_out),
        cmocka_unit_test(units_and_clocks_come_out),
        cmocka_unit_test(the_nearest_place),
        cmocka_unit_test(offers_come_out),
        cmocka_unit_test(equal_rules_give_equal_bytes),
        cmocka_unit_test(a_small_buffer_is_refused),
        cmocka_unit_test(other_bytes_are_told_apart),
        cmocka_unit_test(every_flipped_byte_is_noticed),
        cmocka_unit_test(the_rules_that_are_damaged_fill_every_section),
        cmocka_unit_test(damage_with_a_right_checksum_is_safe),
        cmocka_unit_test(votes_for_nobody_are_refused),
        cmocka_unit_test(sayings_of_no_duty_are_refused),
        cmocka_unit_test(conditions_on_no_value_are_refused),
    };
    return cmocka_run_group_tests(tests, make, small_image_tear_down);
}
