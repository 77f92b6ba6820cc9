/* What people say of things, counted: from a few sentences, in the image beside the reference
 * interpreter, and the sample's classes on openings that were kept apart when its sayings were
 * written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "dsl/base/file.h"
#include "dsl/engine/cue.h"
#include "dsl/engine/decide.h"
#include "dsl/engine/layout.h"
#include "dsl/engine/near.h"
#include "dsl/oracle/oracle.h"
#include "tests/unit/sample_model.h"
#include "tests/unit/small_image.h"

enum { SAID_OFTEN = 40 };

/* The same said often: numbers are all alike (traits.h), and the strings are not. */
static void say_often(struct buf *out, const char *text)
{
    for (int i = 0; i < SAID_OFTEN; i++)
        buf_print(out, "%s\"%s%d\"", i ? "、" : "", text, i);
}

static int make(void **state)
{
    struct buf rules;
    buf_init(&rules, 1 << 16);
    buf_text(&rules, "单位 甲局 \"甲局\" { }\n单位 乙局 \"乙局\" { }\n区域 东门 \"东门\"\n"
                     "日历 2026 { 工作时间 9:00..12:00、13:30..17:30 }\n"
                     "类别 路灯 \"路灯\" { 识别 \"路灯\" 否则 交 甲局\n"
                     "事项 \"01\" \"路灯不亮\" { 识别 \"不亮\" 交 甲局 期限 1 工作日 "
                     "例 \"路灯不亮\" 说法 ");
    say_often(&rules, "巷子里黑咕隆咚乌漆嘛黑 pitch dark");
    buf_text(&rules, " }\n事项 \"02\" \"路灯太亮\" { 识别 \"太亮\" 交 甲局 期限 1 工作日 "
                     "例 \"路灯太亮\" 说法 ");
    say_often(&rules, "窗外照得跟白天一样");
    buf_text(&rules, " } }\n类别 市容 \"市容\" { 识别 \"垃圾\" 否则 交 乙局\n"
                     "事项 \"11\" \"垃圾没收\" { 识别 \"没收\" 交 乙局 期限 1 工作日 "
                     "例 \"垃圾没收\" 说法 ");
    say_often(&rules, "楼下桶满了袋子堆到门口发臭");
    buf_text(&rules, " } }\n听语 no_matter { ");
    say_often(&rules, "今天天气真好晚上吃什么");
    buf_text(&rules, " }\n");
    buf_byte(&rules, '\0');
    int made = small_image_set_up(state, rules.p);
    buf_free(&rules);
    return made;
}

/* ---- counting ---- */

static void the_likeliest_thing_is_the_one_that_is_said_so(void **state)
{
    struct small_image *s = *state;
    const struct saying list[] = {
        {VIEW("黑咕隆咚的"), 0}, {VIEW("桶满了"), 1}, {VIEW("一根线"), 2}, {VIEW("晚安"), 3}};
    struct saying_thing things[] = {{.group = 0}, {.group = 1}, {.group = 1}, {.group = 2}};
    struct sayings sayings;
    float shares[4];
    int points[3];
    struct saying_meant meant = {.points = points};
    sayings_count(&sayings, &s->scratch, list, 4, things, 4);
    assert_true(sayings_shares(&sayings, VIEW("桶都满了"), shares));
    assert_true(shares[1] > shares[0] && shares[1] > shares[2] && shares[1] > shares[3]);
    sayings_mean(&sayings, shares, 3, &meant);
    assert_int_equal(meant.thing, 1);
    assert_true(meant.sure < 0 && meant.sure > -70); /* the other one of its group is less likely */
    assert_true(points[1] > points[0] && points[1] < 0 && points[2] > SAYING_LEAST);
    assert_true(sayings_shares(&sayings, VIEW("晚安晚安"), shares));
    sayings_mean(&sayings, shares, 3, &meant);
    assert_true(meant.thing != 3 && shares[3] > shares[meant.thing]); /* the last one is none */
    assert_false(sayings_shares(&sayings, VIEW("xyz 完全两样"), shares));
    assert_false(sayings_shares(&sayings, VIEW(""), shares));
}

static void the_same_sentences_give_the_same_bytes(void **state)
{
    struct small_image *s = *state;
    const struct saying list[] = {{VIEW("黑咕隆咚的"), 0}, {VIEW("桶满了"), 1}};
    struct saying_thing things[] = {{.group = 0}, {.group = 1}};
    struct sayings first, again;
    sayings_count(&first, &s->scratch, list, 2, things, 2);
    sayings_count(&again, &s->scratch, list, 2, things, 2);
    assert_int_equal(first.trait_count, again.trait_count);
    assert_memory_equal(first.traits, again.traits, (first.trait_count + 1) * sizeof *first.traits);
    assert_memory_equal(first.has, again.has, first.has_count * sizeof *first.has);
    sayings_count(&again, &s->scratch, NULL, 0, things, 2);
    assert_int_equal(again.trait_count, 0);
}

/* ---- in the rules ---- */

/* The duty that is decided, or else what is; by the engine, and by the reference the same. */
static const char *decided(struct small_image *s, const char *text)
{
    const struct model *model = s->small.model;
    struct matter matter = matter_empty(), reference = matter_empty();
    struct civil_time now = {.minute = 600};
    struct decision decision;
    matter_reveal(&s->rules, &matter, recognise(&s->rules, &s->scratch, view_of(text)), now);
    oracle_reveal(oracle_words_of(model, &s->scratch), &s->scratch, &reference, view_of(text), now);
    assert_int_equal(matter.category_count, reference.category_count);
    for (int i = 0; i < matter.category_count; i++) {
        assert_int_equal(matter.categories[i].index, reference.categories[i].index);
        assert_int_equal(matter.categories[i].score, reference.categories[i].score);
    }
    assert_int_equal(matter.duty_count, reference.duty_count);
    decide(&s->rules, &matter, &decision);
    switch (decision.status) {
    case DECIDE_NOTHING:
        return "-";
    case DECIDE_DUTY:
        return rules_code(&s->rules, NOUN_DUTY, decision.duty).p;
    default:
        return decision.ask == ASK_CATEGORY ? "?" : "class";
    }
}

static void decides(struct small_image *s, const char *text, const char *what)
{
    const char *got = decided(s, text);
    if (strncmp(got, what, strlen(what)) != 0)
        fail_msg("%s: %.8s instead of %s", text, got, what);
}

static void who_says_what_people_say_is_understood_without_a_word(void **state)
{
    struct small_image *s = *state;
    decides(s, "我们巷子里乌漆嘛黑黑咕隆咚的", "01");
    decides(s, "东门的巷子里乌漆嘛黑黑咕隆咚的", "01"); /* where it is says nothing of it */
    decides(s, "it is pitch dark", "-");                /* little is known of it */
    decides(s, "楼下的桶满了袋子堆到门口", "11");
    decides(s, "今天天气真好晚上吃什么", "-");
    decides(s, "喂喂喂", "-");
    decides(s, "路灯", "class"); /* which of the two, the words leave open */
    assert_true(cue_heard(&s->rules, CUE_no_matter, VIEW("今天天气真好")));
    assert_false(cue_heard(&s->rules, CUE_no_matter, VIEW("楼下桶满了袋子堆到门口")));
    assert_false(cue_heard(&s->rules, CUE_no_matter, VIEW("xyz")));
}

static void words_hold_unless_something_is_far_likelier(void **state)
{
    struct small_image *s = *state;
    decides(s, "路灯不亮", "01");
    decides(s, "垃圾", "class");
    decides(s, "路灯下楼下桶满了袋子堆到门口发臭", "11");
}

static void in_a_matter_that_runs_only_words_count(void **state)
{
    struct small_image *s = *state;
    struct matter matter = matter_empty();
    struct civil_time now = {.minute = 600};
    matter_reveal(&s->rules, &matter, recognise(&s->rules, &s->scratch, VIEW("路灯不亮")), now);
    struct matter before = matter;
    matter_reveal(&s->rules, &matter,
                  recognise(&s->rules, &s->scratch, VIEW("楼下桶满了袋子堆到门口发臭")), now);
    assert_int_equal(matter.category_count, before.category_count);
    for (int i = 0; i < matter.category_count; i++)
        assert_int_equal(matter.categories[i].score, before.categories[i].score);
}

/* ---- the sample's ---- */

enum { RIGHT, ASKED, OFFERED, WRONG, SILENT, ENDS };

static bool is_class(const struct rules *rules, int category, struct view name)
{
    return view_eq(rules_code(rules, NOUN_CATEGORY, category), name);
}

static int asked_among(const struct rules *rules, const struct decision *decision, struct view name)
{
    for (int i = 0; i < decision->choice_count; i++)
        if (is_class(rules, decision->choices[i], name))
            return ASKED;
    return WRONG;
}

static int offered_among(struct sample_model *sample, const struct recognition *said,
                         struct view name)
{
    struct near near[NEAR_OFFERED];
    size_t n = near_offered(&sample->scratch, said, near);
    for (size_t i = 0; i < n; i++)
        if (is_class(&sample->rules, rules_duty(&sample->rules, near[i].duty).category, name))
            return OFFERED;
    return n ? WRONG : SILENT;
}

/* How an opening of that class ends; the duty told, if it is one. */
static int end_of(struct sample_model *sample, struct view name, struct view text, int *duty)
{
    const struct rules *rules = &sample->rules;
    struct matter matter = matter_empty();
    struct decision decision;
    const struct recognition *said = recognise(rules, &sample->scratch, text);
    matter_reveal(rules, &matter, said, (struct civil_time){.minute = NONE});
    decide(rules, &matter, &decision);
    *duty = decision.status == DECIDE_DUTY ? decision.duty : NONE;
    if (decision.status == DECIDE_NOTHING)
        return offered_among(sample, said, name);
    if (decision.ask == ASK_CATEGORY)
        return asked_among(rules, &decision, name);
    return is_class(rules, decision.category, name) ? RIGHT : WRONG;
}

/* How openings end, and of those that are no matter; the duties told. */
struct openings {
    int ends[ENDS], none[ENDS], told, right;
};

/* A file's: the class or 无, the duty or -, a first message. */
static struct openings read_openings(const char *path)
{
    struct openings all = {0};
    struct sample_model sample;
    struct buf file;
    int duty;
    sample_model_open(&sample);
    buf_init(&file, 1 << 20);
    assert_true(file_read(path, &file));
    for (struct view rest = {file.p, file.n}; rest.n;) {
        struct view text = view_cut(&rest, '\n');
        struct view name = view_cut(&text, '\t'), title = view_cut(&text, '\t');
        arena_reset(&sample.scratch);
        int end = end_of(&sample, name, text, &duty);
        bool matter = !view_is(name, "无");
        (matter ? all.ends : all.none)[end]++;
        all.told += matter && duty != NONE;
        all.right += duty != NONE &&
                     view_eq(rules_display(&sample.rules, NOUN_DUTY, duty, LANGUAGE_ZH), title);
    }
    printf("# %s: the class is right for %d, asked between for %d, offered for %d, wrong for %d, "
           "not understood for %d; a duty told for %d, right for %d; of no matter: %d quiet, %d "
           "taken\n",
           path, all.ends[RIGHT], all.ends[ASKED], all.ends[OFFERED], all.ends[WRONG],
           all.ends[SILENT], all.told, all.right, all.none[SILENT], all.none[WRONG]);
    buf_free(&file);
    sample_model_close(&sample);
    return all;
}

static int sum_of(const int ends[ENDS])
{
    int sum = 0;
    for (int i = 0; i < ENDS; i++)
        sum += ends[i];
    return sum;
}

/* They were written by others than the sayings, and none of them is there. */
static void the_sample_understands_openings_it_was_not_given(void **state)
{
    (void)state;
    struct openings all = read_openings("tests/talks/openings.tsv");
    int matters = sum_of(all.ends), none = sum_of(all.none);
    assert_true(matters >= 700 && none >= 150);
    assert_true(all.ends[RIGHT] * 100 >= matters * 90);
    assert_true(all.ends[WRONG] * 100 <= matters * 4);
    assert_true(all.right * 100 >= all.told * 88 && all.told * 100 >= matters * 74);
    assert_true(all.none[SILENT] * 100 >= none * 92);
}

/* Clumsy ones, the matter told last: nothing was chosen by these. */
static void the_sample_understands_hard_ones_less_often(void **state)
{
    (void)state;
    struct openings all = read_openings("tests/talks/openings_hard.tsv");
    int matters = sum_of(all.ends), none = sum_of(all.none);
    assert_true(matters >= 180 && none >= 40);
    assert_true(all.ends[RIGHT] * 100 >= matters * 66);
    assert_true(all.ends[WRONG] * 100 <= matters * 13);
    assert_true(all.right * 100 >= all.told * 72);
    assert_true(all.none[SILENT] * 100 >= none * 85);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_likeliest_thing_is_the_one_that_is_said_so),
        cmocka_unit_test(the_same_sentences_give_the_same_bytes),
        cmocka_unit_test(who_says_what_people_say_is_understood_without_a_word),
        cmocka_unit_test(words_hold_unless_something_is_far_likelier),
        cmocka_unit_test(in_a_matter_that_runs_only_words_count),
        cmocka_unit_test(the_sample_understands_openings_it_was_not_given),
        cmocka_unit_test(the_sample_understands_hard_ones_less_often),
    };
    return cmocka_run_group_tests(tests, make, small_image_tear_down);
}
