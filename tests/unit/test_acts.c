/* What a message is meant for: the sample's acts on messages that were kept apart when its
 * sentences were written, by others who saw none of them: the act, a tab, the message. How sure is
 * sure was chosen by the first file; nothing was chosen by the second. The same of what was said
 * behind an answer (told*.tsv; how sure it must be that something is to be done there was chosen by
 * both). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "dsl/base/file.h"
#include "dsl/base/fold.h"
#include "dsl/engine/cue.h"
#include "tests/unit/sample_model.h"

/* Of the messages of an act. */
struct heard {
    int all, right, wrong; /* the others: for none it is sure */
};

static enum act act_of_label(struct view label)
{
    static const char *const names[ACTS] = {
#define ACT(name, kind, heard) #name,
#include "dsl/base/act_table.h"
#undef ACT
        "nothing"};
    int act = 0;
    while (act < ACTS && !view_is(label, names[act]))
        act++;
    assert_true(act < ACTS);
    return (enum act)act;
}

static void count(struct sample_model *sample, struct view line, bool behind,
                  struct heard heard[ACTS])
{
    struct view text = line, label = view_cut(&text, '\t');
    enum act right = act_of_label(label);
    arena_reset(&sample->scratch);
    enum act act = cue_act(&sample->rules, fold_text(&sample->scratch, text).text, behind);
    heard[right].all++;
    heard[right].right += act == right;
    heard[right].wrong += act != right && act != ACTS;
}

static void hear(const char *path, bool behind, struct heard heard[ACTS])
{
    struct sample_model sample;
    struct buf file;
    sample_model_open(&sample);
    buf_init(&file, 1 << 20);
    assert_true(file_read(path, &file));
    for (struct view rest = {file.p, file.n}; rest.n;)
        count(&sample, view_cut(&rest, '\n'), behind, heard);
    buf_free(&file);
    sample_model_close(&sample);
}

static void expect(const char *path, bool behind, int many, int least, int most_wrong)
{
    struct heard heard[ACTS] = {{0}}, all = {0};
    hear(path, behind, heard);
    for (int act = 0; act < ACTS; act++) {
        const struct heard *one = &heard[act];
        printf("# %s: of %d heard %d, as another %d\n", act_cue((enum act)act), one->all,
               one->right, one->wrong);
        all.all += one->all;
        all.right += one->right;
        all.wrong += one->wrong;
    }
    printf("# %s: of %d heard %d, as another %d\n", path, all.all, all.right, all.wrong);
    assert_true(all.all >= many);
    assert_true(all.right * 100 >= all.all * least);
    assert_true(all.wrong * 100 <= all.all * most_wrong);
}

static void the_sample_hears_what_a_message_is_meant_for(void **state)
{
    (void)state;
    expect("tests/talks/acts.tsv", false, 300, 86, 3);
}

static void the_sample_hears_it_of_others_too(void **state)
{
    (void)state;
    expect("tests/talks/acts_later.tsv", false, 300, 86, 3);
}

/* Behind an answer: tells of himself, or wants something done? */
static void the_sample_hears_who_only_tells(void **state)
{
    (void)state;
    expect("tests/talks/told.tsv", true, 200, 68, 4);
    expect("tests/talks/told_later.tsv", true, 200, 65, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sample_hears_what_a_message_is_meant_for),
        cmocka_unit_test(the_sample_hears_it_of_others_too),
        cmocka_unit_test(the_sample_hears_who_only_tells),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
