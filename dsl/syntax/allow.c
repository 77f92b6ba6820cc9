/* allow: findings are silenced where they stand, never in a list elsewhere: whoever changes the
 * line sees the reason, and whoever deletes it deletes the excuse too.
 *
 * Comments are trivia of the tree, in order of file and place. A comment begins with the keyword,
 * a blank, names, a colon of either width, and the reason to the end of the line. One without a
 * colon, or with nothing behind it, is kept with an empty reason: it allows nothing, and whoever
 * reports can say so. A reason may go on in the next comment line; only the first is shown. */
#include "dsl/syntax/allow.h"

static const char *const keywords[] = {"容许", "allow"};

/* The text behind "# 容许 "; p is NULL where the comment is none of ours. */
static struct view behind_keyword(struct view comment)
{
    size_t sign = comment.p[0] == '#' ? 1 : VIEW("＃").n;
    struct view text = view_trim(view_sub(comment, sign, comment.n));
    for (size_t i = 0; i < sizeof keywords / sizeof *keywords; i++) {
        struct view word = view_of(keywords[i]);
        if (!view_starts(text, word))
            continue;
        struct view rest = view_sub(text, word.n, text.n), trimmed = view_trim(rest);
        if (trimmed.p != rest.p || !trimmed.n)
            return trimmed.n ? trimmed : (struct view){"", 0};
    }
    return (struct view){NULL, 0};
}

/* Where the reason's colon is, and how long it is; the end of the text where there is none. */
static size_t colon_of(struct view text, size_t *width)
{
    size_t plain = view_find(text, VIEW(":")), full = view_find(text, VIEW("："));
    size_t at = plain < full ? plain : full;
    *width = at == SIZE_MAX ? 0 : at == full ? VIEW("：").n : 1;
    return at == SIZE_MAX ? text.n : at;
}

/* Cuts the next name off, at a comma of either kind. */
static struct view next_name(struct view *names)
{
    static const char *const commas[] = {",", "、", "，"};
    size_t at = names->n, width = 0;
    for (size_t i = 0; i < sizeof commas / sizeof *commas; i++) {
        size_t found = view_find(*names, view_of(commas[i]));
        if (found < at) {
            at = found;
            width = strlen(commas[i]);
        }
    }
    struct view name = view_trim(view_sub(*names, 0, at));
    *names = view_sub(*names, at + width, names->n);
    return name;
}

/* ---- what a comment speaks of ---- */

static bool starts_comment(struct view text)
{
    return view_starts(text, VIEW("#")) || view_starts(text, VIEW("＃"));
}

/* The outermost node that begins at the byte, or NULL. */
static const struct node *node_at(const struct node *parent, uint32_t file, uint32_t from)
{
    const struct node *node = parent->child;
    while (node && !(node->span.file == file && node->span.from <= from && from < node->span.to))
        node = node->next;
    return !node || node->span.from == from ? node : node_at(node, file, from);
}

static struct span line_span(const struct source *source, uint32_t file, struct view line)
{
    uint32_t from = (uint32_t)(line.p - source->text.p);
    return (struct span){file, from, from + (uint32_t)line.n};
}

/* What begins on the next line that says something of the rules. */
static struct span scope_below(const struct tree *tree, const struct source *source, uint32_t file,
                               size_t line)
{
    struct view text = source_line(source, line);
    while (line < source->lines && (!view_trim(text).n || starts_comment(view_trim(text))))
        text = source_line(source, ++line);
    struct span scope = line_span(source, file, text);
    uint32_t first = (uint32_t)(view_trim(text).p - source->text.p);
    const struct node *node = view_trim(text).n ? node_at(tree->root, file, first) : NULL;
    if (node && node->span.to > scope.to)
        scope.to = node->span.to;
    return scope;
}

static struct span scope_of(const struct tree *tree, const struct source *source, struct span span)
{
    size_t line = source_place(source, span.from).line;
    struct view text = source_line(source, line);
    if (starts_comment(view_trim(text)))
        return scope_below(tree, source, span.file, line);
    return line_span(source, span.file, text);
}

/* ---- reading ---- */

static void read_comment(struct arena *arena, struct allowances *out, const struct tree *tree,
                         struct span span)
{
    const struct source *source = &out->sources->files.at[span.file];
    struct view text = behind_keyword(view_sub(source->text, span.from, span.to));
    if (!text.p)
        return;
    size_t width, colon = colon_of(text, &width);
    struct view names = view_sub(text, 0, colon);
    struct allowance one = {.reason = view_trim(view_sub(text, colon + width, text.n)),
                            .span = span,
                            .at = span,
                            .scope = scope_of(tree, source, span)};
    do {
        one.name = next_name(&names);
        if (one.name.n)
            one.at = line_span(source, span.file, one.name);
        VEC_ADD(arena, &out->list, one);
    } while (names.n);
}

struct allowances allowances_read(struct arena *arena, const struct tree *tree,
                                  const struct sources *sources)
{
    struct allowances out = {.sources = sources};
    for (size_t i = 0; i < tree->trivia.n; i++) {
        struct span span = tree->trivia.at[i].span;
        if (starts_comment(source_text(sources, span)))
            read_comment(arena, &out, tree, span);
    }
    return out;
}

struct allowance *allowances_find(struct allowances *allowances, struct span at, const char *zh,
                                  const char *en)
{
    for (size_t i = 0; i < allowances->list.n; i++) {
        struct allowance *one = &allowances->list.at[i];
        if (one->scope.file != at.file || at.from < one->scope.from || at.from >= one->scope.to ||
            !one->reason.n)
            continue;
        if ((zh && view_is(one->name, zh)) || (en && view_is(one->name, en))) {
            one->used = true;
            return one;
        }
    }
    return NULL;
}
