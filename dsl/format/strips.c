/* strips: cuts the pieces into strips, along the tree.
 *
 * Every piece is in exactly one strip, in order: a strip ends where its node ends and begins where
 * the one before it ended. So nothing can be lost here, whatever the tree leaves out; at worst it
 * stands on a line that could be better chosen. */
#include "dsl/format/script.h"

#include "dsl/syntax/parser.h"

struct cut {
    struct script *script;
    size_t done; /* pieces that are in strips already */
};

static struct strip *cut_to(struct cut *cut, const struct node *node, size_t end, size_t depth)
{
    struct strip *strip = VEC_PUSH(cut->script->arena, &cut->script->strips);
    strip->first = cut->done;
    strip->end = end;
    strip->kind = node->kind;
    strip->depth = strip->comment_depth = (uint16_t)depth;
    cut->done = end;
    return strip;
}

/* The first opening brace of a node's pieces, or end. */
static size_t brace_of(const struct cut *cut, size_t end)
{
    for (size_t i = cut->done; i < end; i++) {
        if (script_kind(cut->script, i) == TOK_LBRACE)
            return i;
    }
    return end;
}

static void cut_item(struct cut *cut, const struct node *node, size_t depth);

/* A clause that begins on the line of the one before: nothing stands between, and it may. */
static bool goes_on(const struct cut *cut, const struct node *before, const struct node *node)
{
    const struct piece *piece = &cut->script->pieces[cut->done];
    return before && style_joins(before->kind, node->kind) && !piece->blank &&
           !script_has_comments(cut->script, cut->done);
}

static void cut_clause(struct cut *cut, const struct node *before, const struct node *node,
                       size_t depth)
{
    struct script *script = cut->script;
    size_t end = script_at(script, node->span.to), first = cut->done;
    if (end <= first)
        return;
    marks_make(script, node);
    if (!goes_on(cut, before, node)) {
        cut_to(cut, node, end, depth);
        if (style_of(node->kind) == STYLE_ROW)
            marks_columns(script, node);
        return;
    }
    struct strip *strip = &script->strips.at[script->strips.n - 1];
    script->pieces[first].space = JOINED_BLANKS;
    script->pieces[first].brk = BREAK_LEVEL;
    script->pieces[first].anchor = (uint32_t)strip->first;
    strip->end = cut->done = end;
}

/* A line of a table ends with its last cell, or with the bar behind it. */
static void cut_line(struct cut *cut, const struct node *node, bool framed, size_t depth)
{
    struct script *script = cut->script;
    size_t end = script_at(script, node->span.to);
    while (script_kind(script, end) == TOK_BAR &&
           !(script->tokens.list.at[end].flags & TOKEN_FIRST))
        end++;
    if (end <= cut->done)
        return;
    struct strip *line = cut_to(cut, node, end, depth);
    line->kind = NODE_ROW;
    line->unbroken = true;
    marks_bars(script, line, framed);
}

static void cut_table(struct cut *cut, const struct node *table, size_t depth)
{
    const struct node *first = node_child(table, NODE_COLUMN);
    bool framed = script_kind(cut->script, cut->done) == TOK_BAR && first && node_again(first);
    for (const struct node *child = table->child; child; child = child->next) {
        bool heading = style_of(child->kind) == STYLE_HEADING;
        marks_make(cut->script, child);
        if (!heading || !child->next || style_of(child->next->kind) != STYLE_HEADING)
            cut_line(cut, child, framed, depth);
    }
}

static void cut_body(struct cut *cut, const struct node *block, size_t end, size_t depth)
{
    struct script *script = cut->script;
    uint32_t brace = script->pieces[cut->done - 1].token->span.from;
    const struct node *before = NULL;
    if (block->kind == NODE_TABLE)
        cut_table(cut, block, depth + 1);
    for (const struct node *child = block->child; child; before = child, child = child->next) {
        if (child->span.from < brace)
            continue;
        if (style_of(child->kind) == STYLE_BLOCK)
            cut_item(cut, child, depth + 1);
        else
            cut_clause(cut, before, child, depth + 1);
    }
    struct strip *closing = cut_to(cut, block, end, depth);
    closing->closes = true;
    closing->comment_depth = (uint16_t)(depth + 1);
}

static void mark_head(struct script *script, const struct node *block, size_t brace)
{
    uint32_t end = script->tokens.list.at[brace].span.from;
    for (const struct node *child = block->child; child; child = child->next) {
        if (child->span.from < end)
            marks_make(script, child);
    }
}

static bool is_empty(const struct script *script, size_t brace)
{
    return script_kind(script, brace + 1) == TOK_RBRACE && !script_has_comments(script, brace + 1);
}

static void cut_item(struct cut *cut, const struct node *block, size_t depth)
{
    struct script *script = cut->script;
    size_t end = script_at(script, block->span.to), brace = brace_of(cut, end);
    if (end <= cut->done)
        return;
    if (brace == end) {
        marks_make(script, block);
        cut_to(cut, block, end, depth);
        return;
    }
    mark_head(script, block, brace);
    bool empty = is_empty(script, brace);
    struct strip *head = cut_to(cut, block, brace + 1 + empty, depth);
    head->unbroken = true;
    head->opens = !empty;
    if (!empty)
        cut_body(cut, block, end, depth);
}

/* The second of two texts goes below the first only where nothing follows it. */
static void settle_displays(struct script *script, const struct strip *strip)
{
    for (size_t i = strip->first; i < strip->end; i++) {
        struct piece *slash = &script->pieces[i];
        if (slash->outdent && i + 2 != strip->end) {
            slash->brk = BREAK_NONE;
            slash->outdent = false;
        }
    }
}

void strips_cut(struct script *script)
{
    struct cut cut = {.script = script};
    for (const struct node *child = script->tree->root->child; child; child = child->next) {
        if (style_of(child->kind) == STYLE_BLOCK)
            cut_item(&cut, child, 0);
        else
            cut_clause(&cut, NULL, child, 0);
    }
    cut_to(&cut, script->tree->root, script->tokens.list.n, 0); /* the end, with its comments */
    for (size_t i = 0; i < script->strips.n; i++)
        settle_displays(script, &script->strips.at[i]);
}
