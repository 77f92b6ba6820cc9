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
};

static void read_text(struct reading *reading, struct arena *arena, struct view path,
                      struct view text, struct token_list *tokens)
{
    *reading = (struct reading){.sources.arena = arena, .tree.arena = arena};
    reading->diags = (struct diags){.arena = arena, .sources = &reading->sources};
    reading->tree.tokens = tokens;
    sources_add(&reading->sources, path, text);
    tree_parse(&reading->tree, &reading->sources, &reading->diags);
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

static bool says_the_same(const struct script *script, struct reading *before, struct view written,
                          struct place *fault)
{
    struct reading *after = ARENA_NEW(script->arena, struct reading);
    read_text(after, script->arena, before->sources.files.at[0].path, written, NULL);
    const struct node *parted = verify_trees(before->tree.root, after->tree.root);
    bool comments = verify_comments(script, &after->tree, &after->sources.files.at[0]);
    return (!after->diags.errors && !parted && comments) || faulty(before, parted, fault);
}

static enum format_status give(struct view text, struct script *script, struct reading *before,
                               struct buf *out, struct place *fault)
{
    if (!script_fill(script) || !write_text(script, out))
        faulty(before, NULL, fault);
    else if (says_the_same(script, before, buf_seen(out), fault))
        return view_eq(text, buf_seen(out)) ? FORMAT_SAME : FORMAT_CHANGED;
    buf_clear(out);
    return FORMAT_FAULT;
}

enum format_status format_source(struct arena *arena, struct view path, struct view text,
                                 const struct format_options *options, struct buf *out,
                                 struct diags *diags, struct place *fault)
{
    struct reading *before = ARENA_NEW(arena, struct reading);
    struct script script = {.arena = arena,
                            .keywords = options->keywords,
                            .sources = &before->sources,
                            .tree = &before->tree};
    buf_clear(out);
    read_text(before, arena, path, text, &script.tokens);
    *diags = before->diags;
    diags_sort(diags);
    return diags->errors ? FORMAT_ERRORS : give(text, &script, before, out, fault);
}
