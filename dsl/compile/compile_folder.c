/* compile_folder: the whole way from a folder of .zd files to an image, as serve, the tools and the
 * tests go it. Each step runs on what the one before could make of its input, so that one run
 * shows all that is to be said; only lowering needs rules without an error. */
#include "dsl/compile/compile.h"

#include "dsl/compile/examples.h"

#include <assert.h>
#include <stdio.h>

#include "dsl/base/folders.h"
#include "dsl/engine/learned.h"

bool compile_sound(const struct model *model, struct buf *image, struct diags *diags,
                   struct view *why)
{
    struct rules rules;
    if (!compile_image(model, image, why))
        return false;
    enum rules_error opened = rules_open(&rules, image->p, image->n);
    assert(opened == RULES_OK);
    examples_check(model, &rules, diags);
    if (diags->errors)
        buf_clear(image);
    return true;
}

bool compile_folder_with(struct arena *arena, const char *folder, struct view path,
                         struct view text, struct sources *sources, struct diags *diags,
                         struct model **model, struct buf *image, struct view *why)
{
    *sources = (struct sources){.arena = arena};
    *diags = (struct diags){.arena = arena, .sources = sources};
    if (model)
        *model = NULL;
    if (!sources_read(sources, folder, why))
        return false;
    if (!sources->files.n) {
        *why = VIEW("no rules there: no file ends in .zd");
        return false;
    }
    if (text.n)
        sources_add(sources, path, text);
    return compile_sources(arena, folder, sources, diags, model, image, why);
}

static uint64_t learned_beside(const char *folder)
{
    char path[FOLDERS_ROOM];
    unsigned char head[LEARNED_HEAD];
    if (!folder || !folders_find(folder, VIEW(LEARNED_FILE), path, sizeof path))
        return 0;
    FILE *file = fopen(path, "rb");
    size_t n = file ? fread(head, 1, sizeof head, file) : 0;
    if (file)
        fclose(file);
    return learned_sum(head, n);
}

bool compile_sources(struct arena *arena, const char *folder, struct sources *sources,
                     struct diags *diags, struct model **model, struct buf *image, struct view *why)
{
    *diags = (struct diags){.arena = arena, .sources = sources};
    struct tree *tree = ARENA_NEW(arena, struct tree);
    tree->arena = arena;
    tree_parse(tree, sources, diags);
    struct model *checked = check_rules(arena, tree, sources, folder, diags);
    checked->learned = learned_beside(folder);
    bool fits = diags->errors || compile_sound(checked, image, diags, why);
    diags_sort(diags);
    if (model)
        *model = checked;
    return fits;
}

bool compile_folder(struct arena *arena, const char *folder, struct sources *sources,
                    struct diags *diags, struct model **model, struct buf *image, struct view *why)
{
    return compile_folder_with(arena, folder, VIEW(""), VIEW(""), sources, diags, model, image,
                               why);
}
