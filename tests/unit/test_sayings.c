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
    sayings_count(&sayings, &s->scratch, list, 4, things, 4);
    const struct saying_meant *meant = sayings_mean(&sayings, &s->scratch, VIEW("桶都满了"));
    const float *shares = meant->shares;
    assert_true(shares[1] > shares[0] && shares[1] > shares[2] && shares[1] > shares[3]);
    assert_int_equal(meant->thing, 1);
    assert_true(meant->sure < 0 &&
                meant->sure > -70); /* the other one of its group is less likely */
    assert_true(meant->points[1] > meant->points[0] && meant->points[1] < 0);
    assert_true(meant->points[2] > SAYING_LEAST);
    meant = sayings_mean(&sayings, &s->scratch, VIEW("晚安晚安"));
    assert_true(meant->thing != 3); /* the last one is none */
    assert_true(meant->shares[3] > meant->shares[meant->thing]);
    assert_null(sayings_mean(&sayings, &s->scratch, VIEW("xyz 完全两样")));
    assert_null(sayings_mean(&sayings, &s->scratch, VIEW("")));
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

/* Of two groups that share most of what is said; and of neither, which is not counted at all. */
static void what_tells_groups_apart_is_learned(void **state)
{
    struct small_image *s = *state;
    const struct saying list[] = {{VIEW("灯不亮了"), 0},
                                  {VIEW("门口的灯不亮"), 0},
                                  {VIEW("灯又不亮了"), 0},
                                  {VIEW("路口的灯不亮"), 1},
                                  {VIEW("路口那灯又不亮"), 1},
                                  {VIEW("灯要多少钱"), SAYING_OTHER},
                                  {VIEW("多少钱一盏"), SAYING_OTHER}};
    struct saying_thing things[] = {{.group = 0}, {.group = 1}, {.group = 2}};
    struct view crossing = VIEW("路口灯不亮了"), price = VIEW("多少钱");
    struct sayings sayings;
    sayings_count(&sayings, &s->scratch, list, sizeof list / sizeof *list, things, 3);
    assert_int_equal(sayings.group_count, 3);
    int counted = sayings_mean(&sayings, &s->scratch, crossing)->points[1];
    int other = sayings_mean(&sayings, &s->scratch, price)->points[2];
    sayings_learn(&sayings, &s->scratch, list, sizeof list / sizeof *list, 20, 1);
    const struct saying_meant *meant = sayings_mean(&sayings, &s->scratch, crossing);
    assert_true(meant->points[1] > counted + 20 && meant->thing == 1);
    assert_true(sayings_mean(&sayings, &s->scratch, price)->points[2] > other + 20);
    const struct saying_vote *votes = sayings.votes;
    sayings_learn(&sayings, &s->scratch, list, sizeof list / sizeof *list, 20, 1);
    assert_memory_equal(votes, sayings.votes, sayings.vote_count * sizeof *votes);
    sayings_learn(&sayings, &s->scratch, NULL, 0, 20, 1); /* nothing is learned of nothing */
    assert_int_equal(sayings_mean(&sayings, &s->scratch, crossing)->points[1], counted);
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

/* What a letter says of nothing takes nothing from what it says of something, late as it may. */
static void a_letter_is_said_of_what_its_surest_piece_is_said_of(void **state)
{
    struct small_image *s = *state;
    const struct sayings *sayings = model_sayings(s->small.model);
    struct view reason;
    struct buf letter;
    buf_init(&letter, 1 << 12);
    for (int i = 0; i < 20; i++)
        buf_text(&letter, "今天天气真好各位领导晚上吃什么都行呀辛苦你们了，");
    buf_byte(&letter, '\0');
    decides(s, letter.p, "-");
    letter.n--;
    buf_text(&letter, "我们这里的巷子里总是黑咕隆咚乌漆嘛黑的，今天天气真好，晚上吃什么都行");
    buf_byte(&letter, '\0');
    decides(s, letter.p, "01");
    assert_int_equal(sayings_reasons(sayings, 0, buf_seen(&letter), &reason, 1), 1);
    assert_true(view_find(VIEW("巷子里黑咕隆咚乌漆嘛黑"), reason) != SIZE_MAX);
    buf_free(&letter);
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

struct letter {
    const char *before, *after;
};

/* What letters begin and end with, of which nothing is a matter. */
static const struct letter letters[] = {
    {"尊敬的各位领导，你们好！我是一名普通的市民，今年已经六十八岁了，在这里住了大半辈子，一直很"
     "信任政府，平时也很少给你们添麻烦。今天鼓起勇气写下这封信，想把我心里憋了很久的一件事说给你们"
     "听听，希望能引起你们的重视，也希望能够得到一个明确的答复。我先说说我的情况，家里有老伴和一个"
     "孙子，儿子媳妇都在外地，平时就靠我们老两口。事情是这样的：",
     "。以上就是我要反映的情况，句句属实，如有半句假话我愿意承担责任。恳请领导能够派人到现场来看一"
     "看"
     "，了解一下我们的难处，给我们一个满意的答复。最后祝各位领导工作顺利，身体健康，谢谢！"},
    {"市长您好，冒昧打扰您了。久闻您一心为民办实事，群众有口皆碑，我和邻居们商量了好几天，大家一致"
     "推举我来执笔，把这件困扰我们多时的事情向您汇报。我们不是无理取闹的人，此前已经打过几次热线，"
     "也去社区反映过，每次都说会尽快处理，结果一拖再拖，至今没有下文。不得已才给您写信，占用您的宝"
     "贵"
     "时间，实在抱歉。我这个人嘴笨，有说得不对的地方请多多包涵。现将具体情况如实反映如下，",
     "。这件事前前后后已经拖了快半年，我们找了很多人，跑了很多次，这个说不归他管，那个说要等通知。"
     "我们的要求并不高，只想过几天安生日子。请认真对待这封信，不要石沉大海。盼复！"},
};
static const struct letter message = {"", ""};

/* A file's: the class or 无, the duty or -, a first message; written so. */
static struct openings read_openings(const char *path, const struct letter *kinds,
                                     size_t kind_count)
{
    struct openings all = {0};
    struct sample_model sample;
    struct buf file, written;
    int duty;
    sample_model_open(&sample);
    buf_init(&file, 1 << 20);
    buf_init(&written, 1 << 12);
    assert_true(file_read(path, &file));
    size_t i = 0;
    for (struct view rest = {file.p, file.n}; rest.n; i++) {
        struct view text = view_cut(&rest, '\n');
        struct view name = view_cut(&text, '\t'), title = view_cut(&text, '\t');
        const struct letter *kind = &kinds[i % kind_count];
        buf_clear(&written);
        buf_print(&written, "%s%.*s%s", kind->before, VIEW_FMT(text), kind->after);
        arena_reset(&sample.scratch);
        int end = end_of(&sample, name, buf_seen(&written), &duty);
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
    buf_free(&written);
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
    struct openings all = read_openings("tests/talks/openings.tsv", &message, 1);
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
    struct openings all = read_openings("tests/talks/openings_hard.tsv", &message, 1);
    int matters = sum_of(all.ends), none = sum_of(all.none);
    assert_true(matters >= 180 && none >= 40);
    assert_true(all.ends[RIGHT] * 100 >= matters * 66);
    assert_true(all.ends[WRONG] * 100 <= matters * 13);
    assert_true(all.right * 100 >= all.told * 72);
    assert_true(all.none[SILENT] * 100 >= none * 85);
}

/* Who writes a letter comes to it late. */
static void the_sample_finds_the_matter_in_a_letter(void **state)
{
    (void)state;
    struct openings all = read_openings("tests/talks/openings.tsv", letters, 2);
    int matters = sum_of(all.ends);
    assert_true(all.ends[RIGHT] * 100 >= matters * 70);
    assert_true(all.ends[WRONG] * 100 <= matters * 12);
    assert_true(all.right * 100 >= all.told * 75);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_likeliest_thing_is_the_one_that_is_said_so),
        cmocka_unit_test(the_same_sentences_give_the_same_bytes),
        cmocka_unit_test(what_tells_groups_apart_is_learned),
        cmocka_unit_test(who_says_what_people_say_is_understood_without_a_word),
        cmocka_unit_test(a_letter_is_said_of_what_its_surest_piece_is_said_of),
        cmocka_unit_test(words_hold_unless_something_is_far_likelier),
        cmocka_unit_test(in_a_matter_that_runs_only_words_count),
        cmocka_unit_test(the_sample_understands_openings_it_was_not_given),
        cmocka_unit_test(the_sample_understands_hard_ones_less_often),
        cmocka_unit_test(the_sample_finds_the_matter_in_a_letter),
    };
    return cmocka_run_group_tests(tests, make, small_image_tear_down);
}
