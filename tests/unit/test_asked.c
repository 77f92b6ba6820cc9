/* Which section of a document is asked for: the sample's questions on messages of talks by writers
 * who saw neither its rules nor its documents. A line has what the talk was about before (a
 * document; first: nothing, it begins; -: nothing known), the sections that answer, the best first
 * (a document alone: nothing in it does; none: no document is about it), and the message. How sure
 * is sure was chosen by these. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "dsl/base/file.h"
#include "dsl/engine/recognise.h"
#include "tests/unit/sample_model.h"

#define SURE 0.3F

struct tally {
    int all, right;               /* that a section answers; the likeliest one is among them */
    int sure, sure_right, false_; /* of all: sure of one, and right; sure where nothing answers */
    int within, within_right;     /* the document being known */
};

/* "documents/x.md" as it is called in the lines. */
static struct view name_of(struct view path)
{
    return view_sub(path, strlen("documents/"), path.n - strlen(".md"));
}

static bool answers(struct view sections, struct heading heading)
{
    while (sections.n) {
        struct view section = view_cut(&sections, '|'), name = view_cut(&section, '/');
        if (view_eq(name, name_of(heading.path)) && view_eq(section, heading.text))
            return true;
    }
    return false;
}

/* The likeliest section, of this document or (empty) of all; NONE: there is none. */
static int likeliest(const struct rules *rules, const struct saying_meant *asked, struct view name)
{
    int best = NONE;
    for (int i = 0; asked && i < rules_heading_count(rules); i++)
        if ((!name.n || view_eq(name, name_of(rules_heading(rules, i).path))) &&
            (best == NONE || asked->shares[i] > asked->shares[best]))
            best = i;
    return best;
}

static void count_first(const struct rules *rules, const struct saying_meant *asked,
                        struct view label, struct tally *score)
{
    int best = likeliest(rules, asked, VIEW(""));
    bool right = best != NONE && answers(label, rules_heading(rules, best));
    bool has_answer = view_find(label, VIEW("/")) != SIZE_MAX;
    bool sure = best != NONE && asked->shares[best] >= SURE;
    score->all += has_answer;
    score->right += right;
    score->sure += sure;
    score->sure_right += sure && right;
    score->false_ += sure && !has_answer;
}

static void count_further(const struct rules *rules, const struct saying_meant *asked,
                          struct view before, struct view label, struct tally *score)
{
    struct view rest = label, name = view_cut(&rest, '/');
    if (!rest.n || !view_eq(name, before))
        return;
    int best = likeliest(rules, asked, before);
    score->within++;
    score->within_right += best != NONE && answers(label, rules_heading(rules, best));
}

static void count(struct sample_model *sample, struct view line, struct tally *score)
{
    struct view text = line, before = view_cut(&text, '\t'), label = view_cut(&text, '\t');
    arena_reset(&sample->scratch);
    const struct saying_meant *asked = asked_of(recognise(&sample->rules, &sample->scratch, text));
    if (view_is(before, "first"))
        count_first(&sample->rules, asked, label, score);
    else
        count_further(&sample->rules, asked, before, label, score);
}

static void the_sample_knows_what_is_asked_for(void **state)
{
    struct sample_model sample;
    struct tally score = {0};
    struct buf file;
    (void)state;
    sample_model_open(&sample);
    buf_init(&file, 1 << 20);
    assert_true(file_read("tests/talks/asked.tsv", &file));
    for (struct view rest = {file.p, file.n}; rest.n;)
        count(&sample, view_cut(&rest, '\n'), &score);
    printf(
        "# first messages that a section answers: %d, the likeliest one is right for %d; sure of "
        "one %d times, right %d, where nothing answers %d\n",
        score.all, score.right, score.sure, score.sure_right, score.false_);
    printf("# further ones, the document being known: %d, right %d\n", score.within,
           score.within_right);
    assert_true(score.all >= 200 && score.within >= 150);
    assert_true(score.right * 100 >= score.all * 83);
    assert_true(score.sure_right * 100 >= score.sure * 75 && score.sure >= 200);
    assert_true(score.within_right * 100 >= score.within * 72);
    buf_free(&file);
    sample_model_close(&sample);
}

/* A duty of two documents with a section of the same heading: each 常问 is of the one before it. */
static void a_question_belongs_to_the_document_before_it(void **state)
{
    struct sample_model sample;
    (void)state;
    sample_model_open(&sample);
    int sections = 0, known = 0;
    for (size_t i = 0; i < sample.model->documents.n; i++) {
        const struct duty_document *document = &sample.model->documents.at[i];
        for (size_t k = 0; k < document->sections.n; k++, sections++)
            known += document->sections.at[k].asked.n > 0;
    }
    assert_int_equal(sections, rules_heading_count(&sample.rules));
    assert_int_equal(known, sections);
    sample_model_close(&sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sample_knows_what_is_asked_for),
        cmocka_unit_test(a_question_belongs_to_the_document_before_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
