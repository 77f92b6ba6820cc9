/* Recognition: which words of a text are seen, what they reveal, and what the talk's lists say of
 * it. The rules are small enough to work each expectation out by hand from dsl/base/matter.h. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "tests/unit/small_image.h"

static const char rules_text[] =
    "区域 县 \"县\" { 东街 \"东街\" { 花园 \"花园\" : \"花园小区\" 河边 \"河边\" } 西街 \"西街\" { "
    "河滨 \"河滨\" : \"河边\" } }\n"
    "单位 甲局 \"甲局\" { }\n"
    "日历 2026 { 工作时间 9:00..12:00、13:30..17:30 }\n"
    "词表 确认 { \"好\"、\"好的\"、\"嗯\" }\n"
    "词表 取消 { \"取消\"、\"不用了\" }\n"
    "词表 现在发生 { \"正在\" }\n"
    "词表 类型_咨询 { \"请问\" }\n"
    "词表 类型_表扬 { \"感谢\"、\"请问表扬\" }\n"
    "时段 夜间 22:00..06:00 \"半夜\"、\"夜里\"\n"
    "时段 凌晨 00:00..06:00 \"凌晨\"\n"
    "时段 白天 06:00..22:00 \"白天\"\n"
    "要素 天气 \"天气?\" { 雨 \"雨\": \"下雨\"、\"lamp\" 晴 \"晴\": \"出太阳\"、\"shop\" .. "
    "\"horn\" }\n"
    "类别 噪声 \"噪声\" {\n"
    "    识别 \"噪音\"、\"吵\"、\"太吵\"、\"扰民\"\n"
    "    要素 声源 \"哪里?\" {\n"
    "        施工 \"工地\": \"工地\"、\"打桩\"、\"吵\"\n"
    "        商铺 \"商铺\": \"店\" .. \"喇叭\"\n"
    "    }\n"
    "    事项 \"01\" \"施工\" { 当 声源 = 施工 交 甲局 期限 1 工作日 例 \"打桩\" }\n"
    "    事项 \"02\" \"商铺\" { 当 声源 = 商铺 交 甲局 期限 1 工作日 例 \"店里喇叭\" }\n"
    "    事项 \"03\" \"炸街\" { 识别 \"炸街\"、\"扰民\" 交 甲局 期限 1 工作日 例 \"炸街\" }\n"
    "    否则 交 甲局\n"
    "}\n"
    "类别 油烟 \"油烟\" {\n"
    "    识别 \"油烟\"、\"油烟太吵\"、\"KTV\"\n"
    "    事项 \"11\" \"油烟\" { 交 甲局 期限 1 工作日 例 \"油烟\" }\n"
    "    否则 交 甲局\n"
    "}\n";

static int make(void **state)
{
    return small_image_set_up(state, rules_text);
}

static const struct evidence *evidence_of(const struct recognition *r, enum use_kind use, int index,
                                          int value)
{
    for (size_t i = 0; i < r->evidence_count; i++)
        if (r->evidence[i].use == use && r->evidence[i].index == index &&
            (value == NONE || r->evidence[i].value == value))
            return &r->evidence[i];
    return NULL;
}

static void assert_part(const struct recognition *r, const struct evidence *one, const char *text)
{
    assert_non_null(one);
    struct view part = fold_original(&r->text, one->from, one->to);
    if (!view_is(part, text))
        fail_msg("%.*s is not %s", VIEW_FMT(part), text);
}

/* ---- words ---- */

static void longer_words_hide_shorter(void **state)
{
    struct small_image *s = *state;
    int noise = small_find(s, NOUN_CATEGORY, "噪声"), smoke = small_find(s, NOUN_CATEGORY, "油烟");
    struct recognition *r = small_read(s, "这里太吵");
    assert_part(r, evidence_of(r, USE_CATEGORY, noise, NONE), "太吵");
    assert_null(evidence_of(r, USE_VALUE, small_find(s, NOUN_FACT, "声源"), NONE));
    r = small_read(s, "油烟太吵");
    assert_int_equal(r->evidence_count, 1);
    assert_part(r, evidence_of(r, USE_CATEGORY, smoke, NONE), "油烟太吵");
    r = small_read(s, "油烟太吵,真吵");
    assert_part(r, evidence_of(r, USE_CATEGORY, noise, NONE), "吵");
}

static void words_are_found_folded(void **state)
{
    struct small_image *s = *state;
    struct recognition *r = small_read(s, "楼下的ＫＴＶ");
    assert_part(r, evidence_of(r, USE_CATEGORY, small_find(s, NOUN_CATEGORY, "油烟"), NONE),
                "ＫＴＶ");
    r = small_read(s, "擾民");
    assert_non_null(evidence_of(r, USE_CATEGORY, small_find(s, NOUN_CATEGORY, "噪声"), NONE));
}

static void one_word_is_evidence_once(void **state)
{
    struct small_image *s = *state;
    struct recognition *r = small_read(s, "打桩打桩打桩");
    assert_int_equal(r->evidence_count, 1);
    assert_int_equal(r->evidence[0].from, 0);
    assert_int_equal(r->category_count, 1);
    assert_int_equal(r->categories[0].score, r->evidence[0].weight / 2);
}

static void sequences_reach_twenty_characters(void **state)
{
    struct small_image *s = *state;
    int source = small_find(s, NOUN_FACT, "声源"), shop = small_value(s, "声源", "商铺");
    struct recognition *r = small_read(s, "手机店里一天到晚放喇叭");
    assert_part(r, evidence_of(r, USE_VALUE, source, shop), "店里一天到晚放喇叭");
    r = small_read(s, "店一二三四五六七八九十一二三四五六七八九十喇叭");
    assert_non_null(evidence_of(r, USE_VALUE, source, shop));
    r = small_read(s, "店一二三四五六七八九十一二三四五六七八九十多喇叭");
    assert_null(evidence_of(r, USE_VALUE, source, shop));
    r = small_read(s, "喇叭店");
    assert_null(evidence_of(r, USE_VALUE, source, shop));
    r = small_read(s, "店铺远处,另一家店喇叭");
    assert_non_null(evidence_of(r, USE_VALUE, source, shop));
}

/* The text's last word of a fact's value is `word`. */
static void assert_found(struct small_image *s, const char *text, const char *word)
{
    struct recognition *r = small_read(s, text);
    struct view found = VIEW("");
    for (size_t i = 0; i < r->evidence_count; i++)
        if (r->evidence[i].use == USE_VALUE)
            found = view_sub(r->text.text, r->evidence[i].from, r->evidence[i].to);
    assert_string_equal(view_keep(&s->scratch, found).p, word);
}

static void english_words_have_plurals(void **state)
{
    struct small_image *s = *state;
    assert_found(s, "the Lamp is out", "lamp");
    assert_found(s, "all lamps, and", "lamps");
    assert_found(s, "LAMPES", "lampes");
    assert_found(s, "lampe", "");
    assert_found(s, "lampss", "");
    assert_found(s, "lamps2", "");
    assert_found(s, "clamps", "");
    assert_found(s, "下雨s", "下雨");
}

static void english_sequences_reach_sixty_letters(void **state)
{
    struct small_image *s = *state;
    assert_found(s, "shop 2345678901234567890123456789012345678901234567890123456789 horn",
                 "shop 2345678901234567890123456789012345678901234567890123456789 horn");
    assert_found(s, "shop 23456789012345678901234567890123456789012345678901234567890 horn", "");
    assert_found(s, "shops and horns", "shops and horns");
}

static void text_beyond_the_limit_is_not_read(void **state)
{
    struct small_image *s = *state;
    struct buf text;
    buf_init(&text, 1 << 16);
    for (int i = 0; i < 3998; i++)
        buf_text(&text, "甲");
    buf_text(&text, "油烟噪音");
    struct recognition *r = recognise(&s->rules, &s->scratch, buf_seen(&text));
    assert_int_equal(r->evidence_count, 1);
    assert_int_equal(r->evidence[0].index, small_find(s, NOUN_CATEGORY, "油烟"));
    buf_free(&text);
}

static void odd_texts_are_safe(void **state)
{
    struct small_image *s = *state;
    static const char *const texts[] = {"", " ", "吵", "\xff\xfe吵\xe5", "\xe5\x90", "店", "。。"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct recognition *r = small_read(s, texts[i]);
        for (size_t e = 0; e < r->evidence_count; e++)
            assert_true(r->evidence[e].to <= r->text.text.n);
    }
    assert_int_equal(recognise(&s->rules, &s->scratch, (struct view){NULL, 0})->evidence_count, 0);
}

/* ---- the talk ---- */

static void talk_knows_whole_texts(void **state)
{
    struct small_image *s = *state;
    static const struct {
        const char *text;
        enum talk_hit confirm, cancel;
    } cases[] = {
        {"好", TALK_WHOLE, TALK_ABSENT},
        {"好的!", TALK_WHOLE, TALK_ABSENT},
        {"嗯嗯,好的呀。", TALK_WHOLE, TALK_ABSENT},
        {"好吵", TALK_WITHIN, TALK_ABSENT},
        {"好的,取消", TALK_WITHIN, TALK_WITHIN},
        {"取消吧", TALK_ABSENT, TALK_WHOLE},
        {"我要取消", TALK_ABSENT, TALK_WITHIN},
        {"", TALK_ABSENT, TALK_ABSENT},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct recognition *r = small_read(s, cases[i].text);
        if (r->talk[TALK_CONFIRM] != cases[i].confirm || r->talk[TALK_CANCEL] != cases[i].cancel)
            fail_msg("%s: %d %d", cases[i].text, r->talk[TALK_CONFIRM], r->talk[TALK_CANCEL]);
    }
}

static void kind_is_the_longest_word(void **state)
{
    struct small_image *s = *state;
    assert_int_equal(small_read(s, "你好")->kind, NONE);
    assert_int_equal(small_read(s, "请问")->kind, KIND_CONSULT);
    assert_int_equal(small_read(s, "请问感谢")->kind, KIND_CONSULT);
    assert_int_equal(small_read(s, "请问表扬")->kind, KIND_PRAISE);
    assert_int_equal(small_reveal(s, "吵").kind, KIND_COMPLAINT);
}

/* ---- revealing ---- */

static void scores_count_words_once_at_their_best(void **state)
{
    struct small_image *s = *state;
    struct matter m = small_reveal(s, "吵"); /* a category's word and a value's */
    assert_int_equal(m.category_count, 1);
    assert_int_equal(m.categories[0].score, model_weight(1, 1));
    assert_true(m.categories[0].strong);
    assert_int_equal(m.fact_count, 1);
    m = small_reveal(s, "扰民"); /* the category's and a duty's */
    assert_int_equal(m.categories[0].score, model_weight(2, 1));
    assert_int_equal(m.duties[0].score, model_weight(2, 1));
    m = small_reveal(s, "工地打桩"); /* values only: half, and weak */
    assert_int_equal(m.categories[0].score, model_weight(2, 1) / 2 * 2);
    assert_false(m.categories[0].strong);
    assert_int_equal(m.duty_count, 0);
}

static void a_second_text_adds(void **state)
{
    struct small_image *s = *state;
    struct matter m = small_reveal(s, "油烟");
    matter_reveal(&s->rules, &m, small_read(s, "噪音噪音,店里喇叭,下雨"), SMALL_NOW);
    assert_int_equal(m.category_count, 2);
    assert_int_equal(m.fact_count, 2);
    assert_int_equal(m.facts[0].source, FROM_WORDS);
    matter_reveal(&s->rules, &m, small_read(s, "油烟KTV"), SMALL_NOW);
    assert_int_equal(m.categories[0].index, small_find(s, NOUN_CATEGORY, "油烟"));
    assert_int_equal(m.categories[0].score, 2 * model_weight(2, 1) + model_weight(3, 1));
}

static void assert_ranges(const struct matter *m, int n, int from, int to)
{
    assert_true(m->time.known);
    assert_int_equal(m->time.ranges, n);
    assert_int_equal(m->time.range[0].from, from);
    assert_int_equal(m->time.range[0].to, to);
}

static void times_meet(void **state)
{
    struct small_image *s = *state;
    struct matter m = small_reveal(s, "半夜");
    assert_ranges(&m, 2, 0, 360);
    assert_int_equal(m.time.range[1].from, 1320);
    m = small_reveal(s, "夜里,凌晨");
    assert_ranges(&m, 1, 0, 360);
    m = small_reveal(s, "半夜两点");
    assert_ranges(&m, 1, 120, 121);
    m = small_reveal(s, "半夜吵,15:00"); /* they contradict: the clock counts */
    assert_ranges(&m, 1, 900, 901);
    m = small_reveal(s, "白天夜里都吵"); /* periods without anything in common: all of them */
    assert_ranges(&m, 1, 0, 1440);
    matter_reveal(&s->rules, &m, small_read(s, "是凌晨"), SMALL_NOW);
    assert_ranges(&m, 1, 0, 360);
    m = small_reveal(s, "吵");
    assert_false(m.time.known);
}

static void now_and_days(void **state)
{
    struct small_image *s = *state;
    struct matter m = small_reveal(s, "正在吵");
    assert_ranges(&m, 1, 1385, 1386);
    assert_int_equal(m.time.source, FROM_MESSAGE);
    assert_int_equal(m.day, 20778);
    m = small_reveal(s, "昨晚吵");
    assert_true(m.has_day);
    assert_int_equal(m.day, 20777);
    m = small_reveal(s, "3月5日");
    assert_int_equal(m.day, civil_to_day((struct civil){2026, 3, 5}));
    matter_reveal(&s->rules, &m, small_read(s, "周六周日"), SMALL_NOW);
    assert_false(m.has_day);
    assert_int_equal(m.weekdays, 0x60);
    struct matter unset = matter_empty();
    matter_reveal(&s->rules, &unset, small_read(s, "今天正在吵"), (struct civil_time){0, NONE, 0});
    assert_false(unset.has_day || unset.time.known);
}

static void places_lose_what_is_above_them(void **state)
{
    struct small_image *s = *state;
    struct matter m = small_reveal(s, "东街花园小区");
    assert_int_equal(m.place_count, 1);
    assert_int_equal(m.places[0], small_find(s, NOUN_AREA, "花园"));
    m = small_reveal(s, "河边"); /* a place, and another's alias */
    assert_int_equal(m.place_count, 2);
    matter_reveal(&s->rules, &m, small_read(s, "吵"), SMALL_NOW);
    assert_int_equal(m.place_count, 2);
    matter_reveal(&s->rules, &m, small_read(s, "西街"), SMALL_NOW);
    assert_int_equal(m.place_count, 1);
    assert_int_equal(m.places[0], small_find(s, NOUN_AREA, "西街"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(longer_words_hide_shorter),
        cmocka_unit_test(words_are_found_folded),
        cmocka_unit_test(one_word_is_evidence_once),
        cmocka_unit_test(sequences_reach_twenty_characters),
        cmocka_unit_test(english_words_have_plurals),
        cmocka_unit_test(english_sequences_reach_sixty_letters),
        cmocka_unit_test(text_beyond_the_limit_is_not_read),
        cmocka_unit_test(odd_texts_are_safe),
        cmocka_unit_test(talk_knows_whole_texts),
        cmocka_unit_test(kind_is_the_longest_word),
        cmocka_unit_test(scores_count_words_once_at_their_best),
        cmocka_unit_test(a_second_text_adds),
        cmocka_unit_test(times_meet),
        cmocka_unit_test(now_and_days),
        cmocka_unit_test(places_lose_what_is_above_them),
    };
    return cmocka_run_group_tests(tests, make, small_image_tear_down);
}
