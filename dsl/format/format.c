/* format: read, write, read again, compare.
 *
 * The result is parsed as if an author had written it. Only where that gives the same tree and the
 * same comments does anybody get to see it; so the worst that a mistake in here can do is to leave
 * a file as it is, with a message that says where. */
#include "dsl/format/script.h"

struct reading {
    struct sources sources;
    struct diags diags;
    struct tree tree;
    struct script script;
};

/* Parses a text; false: it has errors, or its tokens make no sense. */
static bool read_text(struct reading *reading, struct arena *arena, struct view path,
                      struct view text)
{
    *reading = (struct reading){.sources.arena = arena, .tree.arena = arena};
    reading->diags = (struct diags){.arena = arena, .sources = &reading->sources};
    reading->tree.tokens = &reading->script.tokens;
    reading->script.arena = arena;
    reading->script.sources = &reading->sources;
    reading->script.tree = &reading->tree;
    sources_add(&reading->sources, path, text);
    tree_parse(&reading->tree, &reading->sources, &reading->diags);
    return reading->diags.errors == 0 && script_fill(&reading->script);
}

static bool write_text(struct script *script, struct buf *out)
{
    strips_cut(script);
    spell_all(script);
    columns_align(script);
    return layout_write(script, out);
}

static bool faulty(const struct reading *before, const struct node *node, struct place *fault)
{
    uint32_t at = node ? node->span.from : 0;
    *fault = source_place(&before->sources.files.at[0], at);
    return false;
}

static bool says_the_same(struct arena *arena, struct reading *before, struct view written,
                          struct place *fault)
{
    struct reading *after = ARENA_NEW(arena, struct reading);
    bool good = read_text(after, arena, before->sources.files.at[0].path, written);
    const struct node *parted = verify_trees(before->tree.root, after->tree.root);
    if (good && !parted && verify_comments(&before->script, &after->script))
        return true;
    return faulty(before, parted, fault);
}

static enum format_status give(struct view text, struct reading *before, struct buf *out,
                               struct place *fault)
{
    if (!write_text(&before->script, out))
        faulty(before, NULL, fault);
    else if (says_the_same(before->script.arena, before, buf_seen(out), fault))
        return view_eq(text, buf_seen(out)) ? FORMAT_SAME : FORMAT_CHANGED;
    buf_clear(out);
    return FORMAT_FAULT;
}

enum format_status format_source(struct arena *arena, struct view path, struct view text,
                                 const struct format_options *options, struct buf *out,
                                 struct diags *diags, struct place *fault)
{
    struct reading *before = ARENA_NEW(arena, struct reading);
    buf_clear(out);
    bool good = read_text(before, arena, path, text);
    *diags = before->diags;
    diags_sort(diags);
    if (diags->errors)
        return FORMAT_ERRORS;
    before->script.keywords = options->keywords;
    if (good)
        return give(text, before, out, fault);
    faulty(before, NULL, fault);
    return FORMAT_FAULT;
}
