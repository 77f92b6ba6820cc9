/* What a text reveals is the same whatever vectors the machine has; and the sieve lets every word
 * and every time pass. The texts are the sample district's examples, mixed with one another and
 * with what they never hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dsl/engine/match.h"
#include "dsl/engine/recognise.h"
#include "tests/unit/sample_model.h"

struct district {
    struct sample_model sample;
    uint32_t seed;
};

static int open_district(void **state)
{
    static struct district d = {.seed = 5};
    sample_model_open(&d.sample);
    *state = &d;
    return 0;
}

static int close_district(void **state)
{
    struct district *d = *state;
    sample_model_close(&d->sample);
    return 0;
}

static uint32_t draw(struct district *d, size_t below)
{
    d->seed = d->seed * 1664525u + 1013904223u;
    return (d->seed >> 8) % (uint32_t)below;
}

/* A piece of an example, cut anywhere; or something else. */
static struct view piece(struct district *d)
{
    static const char *const others[] = {"，",     "！！",     "昨晚11点半", "😀", "  ",
                                         "ＫＴＶ", "周六",     "車位",       "…", "10000号",
                                         "know",   "\xe4\xb8", "\n",         "。"};
    const struct duty *duty = &d->sample.model->duties.at[draw(d, d->sample.model->duties.n)];
    if (!duty->examples.n || draw(d, 4) == 0)
        return view_of(others[draw(d, sizeof others / sizeof *others)]);
    struct view text = duty->examples.at[draw(d, duty->examples.n)].text;
    size_t from = draw(d, 3) ? 0 : draw(d, text.n);
    return view_sub(text, from, draw(d, 3) ? text.n : from + draw(d, text.n - from + 1));
}

static struct view make_text(struct district *d)
{
    struct buf text;
    buf_init(&text, 1 << 16);
    for (uint32_t left = 1 + draw(d, draw(d, 8) ? 5 : 60); left; left--)
        buf_view(&text, piece(d));
    struct view all = buf_keep(&text, &d->sample.scratch);
    buf_free(&text);
    return all;
}

static void assert_same_reading(const struct recognition *a, const struct recognition *b)
{
    assert_true(view_eq(a->text.text, b->text.text));
    assert_int_equal(a->evidence_count, b->evidence_count);
    for (size_t i = 0; i < a->evidence_count; i++) {
        assert_int_equal(a->evidence[i].word, b->evidence[i].word);
        assert_int_equal(a->evidence[i].from, b->evidence[i].from);
        assert_int_equal(a->evidence[i].to, b->evidence[i].to);
    }
    assert_int_equal(a->time_count, b->time_count);
    assert_memory_equal(a->talk, b->talk, sizeof a->talk);
    assert_int_equal(a->kind, b->kind);
}

static void vectors_reveal_what_the_walk_reveals(void **state)
{
    struct district *d = *state;
    for (int i = 0; i < 5000; i++) {
        struct view text = make_text(d);
        struct rules rules = d->sample.rules;
        rules.lanes = LANES_SCALAR;
        struct recognition *plain = recognise(&rules, &d->sample.scratch, text);
        for (int lanes = LANES_AVX2; lanes <= (int)lanes_here(); lanes++) {
            rules.lanes = (enum lanes)lanes;
            assert_same_reading(plain, recognise(&rules, &d->sample.scratch, text));
        }
        arena_reset(&d->sample.scratch);
    }
}

static void assert_same_places(const struct places *a, const struct places *b)
{
    assert_int_equal(a->n, b->n);
    assert_memory_equal(a->at, b->at, a->n * sizeof *a->at);
}

static void assert_times(const struct folded *folded, const struct fold_units *units,
                         const struct places *places)
{
    struct when all[64], some[64];
    size_t n = when_find(folded->text, all, 64);
    assert_int_equal(when_find_at(folded->text, units, places->at, places->n, some, 64), n);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(all[i].kind, some[i].kind);
        assert_int_equal(all[i].from, some[i].from);
        assert_int_equal(all[i].to, some[i].to);
        assert_int_equal(all[i].range.from, some[i].range.from);
        assert_int_equal(all[i].range.to, some[i].range.to);
        assert_int_equal(all[i].either, some[i].either);
        assert_int_equal(all[i].span, some[i].span);
        assert_int_equal(all[i].day_offset, some[i].day_offset);
    }
}

static void assert_stances(const struct folded *folded, const struct fold_units *units,
                           const struct sieved *sieved)
{
    struct stance all[STANCES_MAX], some[STANCES_MAX];
    struct stance_places places = {units, sieved->turns.at, sieved->turns.n, sieved->marks};
    size_t n = stance_find(folded->text, all);
    assert_int_equal(stance_find_at(folded->text, &places, some), n);
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(all[i].kind, some[i].kind);
        assert_int_equal(all[i].from, some[i].from);
        assert_int_equal(all[i].to, some[i].to);
    }
}

static void sieves_let_the_same_pass(void **state)
{
    struct district *d = *state;
    for (int i = 0; i < 5000; i++) {
        struct fold_units units;
        struct sieved plain, wide;
        struct rules rules = d->sample.rules;
        struct folded folded = fold_read(&d->sample.scratch, make_text(d), LANES_SCALAR, &units);
        rules.lanes = LANES_SCALAR;
        sieve_text(&rules, &d->sample.scratch, &units, &plain);
        assert_times(&folded, &units, &plain.times);
        assert_stances(&folded, &units, &plain);
        for (int lanes = LANES_AVX2; lanes <= (int)lanes_here(); lanes++) {
            rules.lanes = (enum lanes)lanes;
            sieve_text(&rules, &d->sample.scratch, &units, &wide);
            assert_same_places(&plain.words, &wide.words);
            assert_same_places(&plain.times, &wide.times);
            assert_same_places(&plain.turns, &wide.turns);
        }
        arena_reset(&d->sample.scratch);
    }
}

/* What times, days and turns of speech are made of, in every order. */
static const char *const scraps[] = {"9",      "11",        "12",       "23",
                                     "30",     "2026",      "三",       "十",
                                     "两",     "一",        "零",       ":",
                                     "：",     ":30",       "-",        " - ",
                                     " – ",    "~",         "/",        ".",
                                     " ",      "到",        "至",       "点",
                                     "时",     "半",        "分",       "月",
                                     "日",     "号",        "年",       "天",
                                     "前",     "后",        "以前",     "之后",
                                     "上午",   "晚上",      "那天",     "当天",
                                     "周",     "星期",      "末",       "am",
                                     " pm",    " to ",      " until ",  "between ",
                                     " and ",  " days ago", " o'clock", " in the morning",
                                     "today",  "不是",      "并非",     "没有",
                                     "没",     "关系",      "无关",     "跟",
                                     "向",     "和",        "给",       "物业",
                                     "他",     "局",        "12345",    "工作人员",
                                     "说",     "明",        "是",       "回复",
                                     "让",     "要",        "求",       "业主",
                                     "我",     "你",        "去",       "找",
                                     "过",     "了",        "打电话",   "问",
                                     "反映",   "投诉",      "要说法",   ",",
                                     "，",     "。",        "?",        "吗",
                                     "就是",   "只是",      "仅仅是",   "其实",
                                     "not ",   "the ",      "isn't",    " about",
                                     "it is ", "so",        "根本",     "的",
                                     "施工",   "噪音",      "x"};

static void scraps_pass_the_sieve(void **state)
{
    struct district *d = *state;
    struct rules rules = d->sample.rules;
    rules.lanes = LANES_SCALAR;
    for (int i = 0; i < 40000; i++) {
        struct fold_units units;
        struct sieved plain;
        struct buf text;
        buf_init(&text, 1 << 12);
        for (uint32_t left = 1 + draw(d, 12); left; left--)
            buf_text(&text, scraps[draw(d, sizeof scraps / sizeof *scraps)]);
        struct folded folded = fold_read(&d->sample.scratch, buf_seen(&text), LANES_SCALAR, &units);
        sieve_text(&rules, &d->sample.scratch, &units, &plain);
        assert_times(&folded, &units, &plain.times);
        assert_stances(&folded, &units, &plain);
        buf_free(&text);
        arena_reset(&d->sample.scratch);
    }
}

/* Everybody who may speak, in every turn in which somebody is looked for. */
static const char *const speakers[] = {
    "物业公司", "物业",   "他们",   "他",     "她们",     "她",     "人家",     "对方",   "开发商",
    "房开",     "房东",   "商家",   "商场",   "店家",     "店员",   "店主",     "卖家",   "老板娘",
    "老板",     "老师",   "施工方", "施工队", "施工单位", "工地",   "工作人员", "包工头", "社区",
    "居委会",   "居委",   "街道办", "街道",   "城管局",   "城管",   "派出所",   "警察",   "民警",
    "交警",     "公安",   "公司",   "12345",  "12315",    "110",    "热线",     "客服",   "接线员",
    "话务员",   "部门",   "单位",   "学校",   "校长",     "医院",   "医生",     "护士",   "厂家",
    "厂里",     "厂方",   "中介",   "领导",   "政府",     "村委会", "村委",     "村干部", "村里",
    "保安",     "业委会", "窗口",   "前台",   "售后",     "局",     "司机",     "银行",   "机构"};
static const char *const turns[] = {
    "|说是施工",     "我问了|,白跑",        "找过|三次",         "打电话给|没用",
    "打电话问那个|", "向|反映过",           "跟那个姓王的|投诉", "和小区|,打过招呼",
    "给|讲了好几遍", "|让我去找城管",       "|要求我去问",       "|昨天早上回复说是施工",
    "|推说没有的事", "昨天|abc123解释说等", "联系了|,没有人接",  "这跟|没关系",
    "没有|,就是吵",  "|谎称是装修,其实不是"};

static void somebody_is_found_by_place(void **state)
{
    struct district *d = *state;
    for (size_t i = 0; i < sizeof speakers / sizeof *speakers; i++)
        for (size_t k = 0; k < sizeof turns / sizeof *turns; k++) {
            struct fold_units units;
            struct sieved plain;
            struct rules rules = d->sample.rules;
            struct buf text;
            struct view turn = view_of(turns[k]), head = view_cut(&turn, '|');
            buf_init(&text, 1 << 12);
            buf_view(&text, head);
            buf_text(&text, speakers[i]);
            buf_view(&text, turn);
            struct folded folded =
                fold_read(&d->sample.scratch, buf_seen(&text), LANES_SCALAR, &units);
            rules.lanes = LANES_SCALAR;
            sieve_text(&rules, &d->sample.scratch, &units, &plain);
            assert_stances(&folded, &units, &plain);
            buf_free(&text);
            arena_reset(&d->sample.scratch);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vectors_reveal_what_the_walk_reveals),
        cmocka_unit_test(sieves_let_the_same_pass),
        cmocka_unit_test(scraps_pass_the_sieve),
        cmocka_unit_test(somebody_is_found_by_place),
    };
    return cmocka_run_group_tests(tests, open_district, close_district);
}
