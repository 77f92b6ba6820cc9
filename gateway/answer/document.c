/* document: line by line. Between two "---" lines at the top stand "key: value" pairs; '#' lines
 * are headings; an empty line ends a paragraph. A passage collects the paragraphs of one section up
 * to PASSAGE_BYTES_MAX, so that a list stays with the sentence that introduces it. */
#include "gateway/answer/document.h"

#include "dsl/base/buf.h"

enum { LEVELS = 4 };

struct cutter {
    struct arena *arena;
    struct document *document;
    struct view headings[LEVELS];
    struct buf text;
};

static struct view next_line(struct view *rest)
{
    struct view line = view_cut(rest, '\n');
    if (line.n && line.p[line.n - 1] == '\r')
        line.n--;
    return line;
}

static struct view section_path(struct cutter *cutter)
{
    struct buf path;
    buf_init(&path, 1000);
    for (int i = 1; i < LEVELS; i++) {
        if (!cutter->headings[i].n)
            continue;
        if (path.n)
            buf_text(&path, " / ");
        buf_view(&path, cutter->headings[i]);
    }
    struct view text = buf_keep(&path, cutter->arena);
    buf_free(&path);
    return text;
}

static void flush(struct cutter *cutter)
{
    struct view text = view_trim(buf_seen(&cutter->text));
    if (text.n) {
        struct document_passage *passage = VEC_PUSH(cutter->arena, &cutter->document->passages);
        passage->text = view_keep(cutter->arena, text);
        passage->section = section_path(cutter);
    }
    buf_clear(&cutter->text);
}

static void heading(struct cutter *cutter, struct view line)
{
    size_t level = 0;
    while (level < line.n && line.p[level] == '#')
        level++;
    struct view text = view_trim(view_sub(line, level, line.n));
    flush(cutter);
    if (level > LEVELS)
        level = LEVELS;
    cutter->headings[level - 1] = text;
    for (size_t i = level; i < LEVELS; i++)
        cutter->headings[i] = VIEW("");
    if (level == 1 && !cutter->document->title.n)
        cutter->document->title = view_keep(cutter->arena, text);
}

/* A line of text without the marks of Markdown: emphasis, list dashes, table bars. */
static void add_line(struct cutter *cutter, struct view line)
{
    line = view_trim(line);
    if (view_starts(line, VIEW("- ")) || view_starts(line, VIEW("* ")))
        line = view_sub(line, 2, line.n);
    if (cutter->text.n + line.n > PASSAGE_BYTES_MAX)
        flush(cutter);
    if (cutter->text.n)
        buf_byte(&cutter->text, '\n');
    for (size_t i = 0; i < line.n; i++) {
        bool strong = line.p[i] == '*' && i + 1 < line.n && line.p[i + 1] == '*';
        if (strong)
            i++;
        else if (line.p[i] == '|')
            buf_byte(&cutter->text, ' ');
        else
            buf_byte(&cutter->text, line.p[i]);
    }
}

static struct view after_colon(struct view line, struct view *value)
{
    size_t colon = view_find(line, VIEW(":")), width = 1;
    size_t wide = view_find(line, VIEW("："));
    if (wide < colon) {
        colon = wide;
        width = sizeof "：" - 1;
    }
    if (colon == SIZE_MAX)
        return VIEW("");
    *value = view_trim(view_sub(line, colon + width, line.n));
    return view_trim(view_sub(line, 0, colon));
}

static void front_matter(struct cutter *cutter, struct view line)
{
    struct document *d = cutter->document;
    struct view value = VIEW(""), key = after_colon(line, &value);
    struct civil date;
    value = view_keep(cutter->arena, value);
    if (view_is(key, "标题"))
        d->title = value;
    else if (view_is(key, "别名"))
        d->aliases = value;
    else if (view_is(key, "文号"))
        d->number = value;
    else if (view_is(key, "发布单位"))
        d->issuer = value;
    else if (view_is(key, "发布日期"))
        d->published = value;
    else if (view_is(key, "有效期至") && civil_parse(value, &date))
        d->expires = civil_to_day(date);
    else if (view_is(key, "废止")) {
        d->superseded = true;
        d->replaced_by = value;
    }
}

static struct view read_front(struct cutter *cutter, struct view text)
{
    struct view rest = text;
    if (!view_is(next_line(&rest), "---"))
        return text;
    while (rest.p) {
        struct view line = next_line(&rest);
        if (view_is(view_trim(line), "---"))
            return rest;
        front_matter(cutter, line);
    }
    return text;
}

void document_read(struct arena *arena, struct view text, struct document *out)
{
    *out = (struct document){.expires = INT32_MAX};
    out->title = out->aliases = out->number = out->issuer = out->published = out->replaced_by =
        VIEW("");
    struct cutter cutter = {.arena = arena, .document = out};
    for (int i = 0; i < LEVELS; i++)
        cutter.headings[i] = VIEW("");
    buf_init(&cutter.text, PASSAGE_BYTES_MAX * 4);
    struct view rest = read_front(&cutter, text);
    while (rest.p) {
        struct view line = next_line(&rest);
        if (line.n && line.p[0] == '#')
            heading(&cutter, line);
        else if (view_trim(line).n)
            add_line(&cutter, line);
    }
    flush(&cutter);
    buf_free(&cutter.text);
}
