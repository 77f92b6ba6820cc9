/* Any bytes as a file of rules: every message stands inside the text and can be shown in each form;
 * what has no error compiles, opens, and decides texts. */
#include "dsl/compile/compile.h"
#include "dsl/engine/decide.h"
#include "dsl/engine/recognise.h"

#include "tests/fuzz/fuzz.h"

int FUZZ_ENTRY(const uint8_t *data, size_t size);

enum { RULES_ARENA_MAX = 1 << 28, RULES_OUT_MAX = 1 << 24 };

static void rules_spans_inside(const struct diags *diags, size_t length)
{
    for (size_t i = 0; i < diags->list.n; i++) {
        const struct diag *diag = &diags->list.at[i];
        PROMISE(diag->span.from <= diag->span.to && diag->span.to <= length);
        PROMISE(!diag->has_fix ||
                (diag->fix_span.from <= diag->fix_span.to && diag->fix_span.to <= length));
        for (size_t k = 0; k < diag->labels.n; k++)
            PROMISE(diag->labels.at[k].span.to <= length);
    }
}

static void rules_print(const struct diags *diags)
{
    struct buf out;
    buf_init(&out, RULES_OUT_MAX);
    diags_text(diags, DIAG_ZH, true, &out);
    diags_lines(diags, DIAG_EN, &out);
    diags_json(diags, &out);
    buf_free(&out);
}

static void rules_decide(struct arena *arena, struct view image, struct view text)
{
    struct rules rules;
    struct matter matter = matter_empty();
    struct decision decision;
    PROMISE(rules_open(&rules, image.p, image.n) == RULES_OK);
    matter_reveal(&rules, &matter, recognise(&rules, arena, text),
                  (struct civil_time){20778, 5, 0});
    decide(&rules, &matter, &decision);
}

int FUZZ_ENTRY(const uint8_t *data, size_t size)
{
    struct arena arena;
    struct buf image;
    struct view why, text = {(const char *)data, size};
    arena_init(&arena, RULES_ARENA_MAX);
    buf_init(&image, RULES_OUT_MAX);
    struct sources sources = {.arena = &arena};
    struct diags diags = {.arena = &arena, .sources = &sources};
    struct tree *tree = ARENA_NEW(&arena, struct tree);
    tree->arena = &arena;
    sources_add(&sources, VIEW("a.zd"), text);
    tree_parse(tree, &sources, &diags);
    struct model *model = check_rules(&arena, tree, &sources, NULL, &diags);
    if (!diags.errors && compile_sound(model, &image, &diags, &why) && !diags.errors)
        rules_decide(&arena, buf_seen(&image), text);
    diags_sort(&diags);
    rules_spans_inside(&diags, sources.files.at[0].text.n);
    rules_print(&diags);
    buf_free(&image);
    arena_free(&arena);
    return 0;
}
