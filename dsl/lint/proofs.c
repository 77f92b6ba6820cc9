/* proofs: examples and tests, which prove the rules, and sayings, which teach them, looked at as
 * texts: what proves nothing, because nothing is expected of it, and what is there twice. Whether
 * they come out right is for the compiler (examples) and for zhida test. */
#include "dsl/lint/run.h"

#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"

enum { SHORT_EXAMPLE = 4 };

/* Texts seen, each under a scope of its own: a duty, or one of these. */
enum { OF_TESTS = NONE, OF_ALL = -2 };
struct seen {
    struct view text, with; /* with: of an example, what 设 adds */
    int scope;
    struct span span;
};

struct look {
    struct lint_run *run;
    struct seen *slots;
    size_t room;
};

/* The place where the text stood before in its scope; else notes it and returns NULL. */
static const struct seen *seen_before(struct look *look, int scope, struct view text,
                                      struct view with, struct span span)
{
    size_t slot = (size_t)hash_bytes(text.p, text.n, (uint64_t)scope) & (look->room - 1);
    for (; look->slots[slot].text.p; slot = (slot + 1) & (look->room - 1))
        if (look->slots[slot].scope == scope && view_eq(look->slots[slot].text, text) &&
            view_eq(look->slots[slot].with, with))
            return &look->slots[slot];
    look->slots[slot] = (struct seen){text, with, scope, span};
    return NULL;
}

/* ---- examples ---- */

/* An example is its text and what 设 adds to it; with that it may be as short as talk is. */
static void look_at_example(struct look *look, const struct node *like, int duty)
{
    struct lint_run *run = look->run;
    const struct node *string = node_child(like, NODE_STRING);
    const struct node *given = node_child(like, NODE_GIVEN);
    if (!string || string->broken)
        return;
    struct view text = view_trim(string->text);
    struct view with = given ? source_text(run->diags->sources, given->span) : VIEW("");
    if (!given && utf8_length(text) < SHORT_EXAMPLE)
        FOUND(run, short_example, string->span, string->text);
    const struct seen *before = seen_before(look, duty, text, with, string->span);
    if (!before)
        return;
    struct diag *diag = FOUND(run, same_example, string->span, string->text);
    lint_label(run, diag, before->span, BOTH("先在这里写了", "it first stands here"));
}

/* ---- sayings ---- */

/* of: within what one saying stands once. */
static void look_at_sayings(struct look *look, const words *said, int of)
{
    for (size_t i = 0; i < said->n; i++) {
        const struct word *one = &said->at[i];
        const struct seen *before = seen_before(look, of, one->first, VIEW(""), one->span);
        if (!before)
            continue;
        struct diag *diag = FOUND(look->run, same_saying, one->span);
        lint_label(look->run, diag, before->span, BOTH("先在这里写了", "it first stands here"));
    }
}

static void look_at_all_said(struct look *look)
{
    const struct model *model = look->run->model;
    for (size_t i = 0; i < model->duties.n; i++) {
        const struct duty *duty = &model->duties.at[i];
        look_at_sayings(look, &duty->sayings, OF_ALL);
        for (size_t k = 0; k < duty->questions.n; k++)
            look_at_sayings(look, &duty->questions.at[k].asked, (int)i);
    }
    for (size_t i = 0; i < model->cues.n; i++)
        if (view_is(model->cues.at[i].name, "no_matter"))
            look_at_sayings(look, &model->cues.at[i].words, OF_ALL);
}

/* ---- tests ---- */

static void look_at_test(struct look *look, const struct node *block)
{
    struct lint_run *run = look->run;
    const struct node *title = node_child(block, NODE_STRING), *last = NULL;
    for (const struct node *step = block->child; step; step = step->next) {
        bool speaks = step->kind == NODE_CITIZEN || step->kind == NODE_ENTERPRISE;
        bool expects = step->kind == NODE_EXPECT || step->kind == NODE_TABLE;
        last = expects ? NULL : speaks ? step : last;
    }
    if (!title || title->broken)
        return;
    if (last)
        FOUND(run, step_without_expectation, last->span);
    const struct seen *before =
        seen_before(look, OF_TESTS, view_trim(title->text), VIEW(""), title->span);
    if (!before)
        return;
    struct diag *diag = FOUND(run, same_test_title, title->span, title->text);
    lint_label(run, diag, before->span, BOTH("先在这里写了", "it first stands here"));
}

static size_t count_texts(const struct lint_run *run)
{
    size_t n = run->model->tests.n;
    for (size_t i = 0; i < run->model->duties.n; i++) {
        const struct duty *duty = &run->model->duties.at[i];
        n += duty->examples.n + duty->sayings.n;
        for (size_t k = 0; k < duty->questions.n; k++)
            n += duty->questions.at[k].asked.n;
    }
    for (size_t i = 0; i < run->model->cues.n; i++)
        n += run->model->cues.at[i].words.n;
    return n;
}

void look_at_proofs(struct lint_run *run)
{
    struct look look = {run, NULL, 64};
    while (look.room < 2 * count_texts(run))
        look.room *= 2;
    look.slots = ARENA_ARRAY(run->arena, look.room, struct seen);
    for (size_t i = 0; i < run->places.duties.n; i++)
        for (const struct node *like = node_child(run->places.duties.at[i], NODE_LIKE); like;
             like = node_again(like))
            look_at_example(&look, like, (int)i);
    look_at_all_said(&look);
    for (size_t i = 0; i < run->places.tests.n; i++)
        look_at_test(&look, run->places.tests.at[i]);
}
