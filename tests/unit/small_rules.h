/* small_rules: a model from a rule text in memory, for tests. Without a 地区 block the checker asks
 * for no phrases and no lists, so a text may be as small as what it tests. */
#ifndef ZHIDA_SMALL_RULES_H
#define ZHIDA_SMALL_RULES_H

#include <stdio.h>

#include "dsl/check/model.h"

struct small_rules {
    struct arena arena;
    struct sources sources;
    struct diags diags;
    struct model *model; /* NULL if the text has errors; they are printed */
};

static inline void small_rules_say(const struct small_rules *small)
{
    struct buf buf;
    buf_init(&buf, 1 << 16);
    diags_lines(&small->diags, DIAG_EN, &buf);
    printf("%.*s", VIEW_FMT(buf_seen(&buf)));
    buf_free(&buf);
}

static inline void small_rules_make(struct small_rules *small, const char *text)
{
    *small = (struct small_rules){0};
    arena_init(&small->arena, (size_t)1 << 28);
    small->sources.arena = &small->arena;
    small->diags = (struct diags){.arena = &small->arena, .sources = &small->sources};
    struct tree *tree = ARENA_NEW(&small->arena, struct tree);
    tree->arena = &small->arena;
    sources_add(&small->sources, VIEW("small.zd"), view_of(text));
    tree_parse(tree, &small->sources, &small->diags);
    small->model = check_rules(&small->arena, tree, &small->sources, NULL, &small->diags);
    if (small->diags.errors) {
        small_rules_say(small);
        small->model = NULL;
    }
}

static inline void small_rules_free(struct small_rules *small)
{
    arena_free(&small->arena);
}

#endif
