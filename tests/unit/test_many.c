/* test_many: what only shows in a list of many categories. A word that reveals a fact in each of
 * them must not crowd out the facts that decide, neither in the engine nor in the reference. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "dsl/oracle/oracle.h"
#include "tests/unit/small_image.h"

enum { CATEGORIES = 40, MEANT = 37 };

/* Each category asks the same two things by the same words; the district's fact comes last. */
static void write_rules(struct buf *out)
{
    buf_text(out, "区域 县 \"县\" { 东街 西街 }\n单位 甲局 \"甲局\" { }\n单位 乙局 \"乙局\" { }\n");
    for (int i = 0; i < CATEGORIES; i++)
        buf_print(
            out,
            "类别 类%d \"类%d\" {\n识别 \"物件%d号\"\n"
            "要素 情形 \"情形?\" {\n歪 \"歪\": \"歪了\"\n坏 \"坏\": \"坏了\"\n}\n"
            "要素 急缓 \"急缓?\" {\n快 \"快\": \"马上\"\n慢 \"慢\": \"不急\"\n}\n"
            "事项 \"%02d1\" \"一\" { 当 情形 = 歪 且 急缓 = 快 且 场所 = 路上 交 甲局 期限 1 日 "
            "例 \"物件%d号在路上歪了,马上来\" }\n"
            "事项 \"%02d2\" \"二\" { 当 情形 = 坏 交 乙局 期限 1 日 例 \"物件%d号坏了\" }\n"
            "否则 交 甲局\n}\n",
            i, i, i, i, i, i, i);
    buf_text(out, "要素 场所 \"场所?\" {\n路上 \"路上\": \"路上\"\n院里 \"院里\": \"院里\"\n}\n");
}

static int make(void **state)
{
    static struct small_image district;
    struct buf text;
    buf_init(&text, 1 << 20);
    write_rules(&text);
    small_image_make(&district, buf_seen(&text).p);
    buf_free(&text);
    *state = &district;
    return 0;
}

static int drop(void **state)
{
    small_image_free(*state);
    return 0;
}

static const char said[] = "物件37号在路上歪了,马上来";

static void the_fact_that_decides_is_kept(void **state)
{
    struct small_image *s = *state;
    struct decision decision;
    struct recognition *seen = small_read(s, said);
    assert_true(seen->value_count > KNOWN_MAX);
    struct matter matter = small_reveal(s, said);
    assert_int_equal(matter.fact_count, KNOWN_MAX);
    decide(&s->rules, &matter, &decision);
    assert_int_equal(decision.status, DECIDE_DUTY);
    assert_int_equal(decision.duty, small_find(s, NOUN_DUTY, "371"));
}

static void what_the_citizen_settled_is_kept(void **state)
{
    struct small_image *s = *state;
    struct matter matter = small_reveal(s, "物件37号");
    int place = small_find(s, NOUN_FACT, "场所"), kept = 0;
    matter_set_fact(&matter, place, 1, FROM_ANSWER);
    matter_reveal(&s->rules, &matter, small_read(s, "歪了,马上来"), SMALL_NOW);
    for (int i = 0; i < matter.fact_count; i++)
        kept += matter.facts[i].fact == place && matter.facts[i].value == 1;
    assert_int_equal(kept, 1);
    assert_int_equal(matter.fact_count, KNOWN_MAX);
}

static void the_reference_agrees(void **state)
{
    struct small_image *s = *state;
    struct matter ours = small_reveal(s, said), theirs = matter_empty();
    struct oracle_words *lexicon = oracle_words_of(s->small.model, &s->scratch);
    oracle_reveal(lexicon, &s->scratch, &theirs, view_of(said), SMALL_NOW);
    assert_int_equal(ours.fact_count, theirs.fact_count);
    for (int i = 0; i < ours.fact_count; i++) {
        assert_int_equal(ours.facts[i].fact, theirs.facts[i].fact);
        assert_int_equal(ours.facts[i].value, theirs.facts[i].value);
    }
}

/* Every example decides its duty, however crowded; that is asked of the image. */
static void the_examples_stand(void **state)
{
    struct small_image *s = *state;
    struct buf image;
    struct view why;
    buf_init(&image, 1 << 24);
    assert_true(compile_sound(s->small.model, &image, &s->small.diags, &why));
    assert_int_equal(s->small.diags.errors, 0);
    assert_int_equal(image.n, s->image.n);
    buf_free(&image);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_fact_that_decides_is_kept),
        cmocka_unit_test(what_the_citizen_settled_is_kept),
        cmocka_unit_test(the_reference_agrees),
        cmocka_unit_test(the_examples_stand),
    };
    return cmocka_run_group_tests(tests, make, drop);
}
