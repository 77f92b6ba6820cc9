/* docx: two parts of the archive are walked. styles.xml says which style is a heading of which
 * level (their names: "heading 1", or an outline level of their own; ids are anything, WPS calls
 * them 1, 2, 3); document.xml is read paragraph by paragraph.
 *
 * Bombs, depth and DOCTYPE are the archive's care (dsl/exchange/archive.h). */
#include "gateway/answer/docx.h"

#include "dsl/base/vec.h"

enum { TEXT_MAX = 16 << 20, STYLES_MAX = 2000, DEEPEST = 4 };

struct style {
    struct view id;
    int level; /* of heading, 1 for the title; 0: none */
};

struct docx {
    struct arena *arena;
    VEC(struct style) styles;
    struct buf out, line;
    int level, tables, unread; /* of the paragraph; depth of tables; inside what is not read */
    bool in_text, in_list, in_cell;
    size_t cells;
};

static bool is(const char *name, const char *what)
{
    return strcmp(name, what) == 0;
}

/* ---- styles ---- */

static int level_of_name(const char *name)
{
    struct view v = view_of(name ? name : "");
    bool heading = v.n == 9 && (memcmp(v.p, "heading ", 8) == 0 || memcmp(v.p, "Heading ", 8) == 0);
    if (heading && v.p[8] >= '1' && v.p[8] <= '9')
        return v.p[8] - '0' + 1;
    return view_is(v, "Title") || view_is(v, "title") ? 1 : 0;
}

static bool style_open(void *self, const char *name, const char **attributes)
{
    struct docx *docx = self;
    const char *id = archive_attribute(attributes, "styleId");
    const char *value = archive_attribute(attributes, "val");
    struct style *last = docx->styles.n ? &docx->styles.at[docx->styles.n - 1] : NULL;
    if (is(name, "style") && id && docx->styles.n < STYLES_MAX)
        VEC_ADD(docx->arena, &docx->styles,
                ((struct style){view_keep(docx->arena, view_of(id)), 0}));
    else if (is(name, "name") && last && level_of_name(value))
        last->level = level_of_name(value);
    else if (is(name, "outlineLvl") && last && value && value[0] >= '0' && value[0] < '9')
        last->level = value[0] - '0' + 2;
    return true;
}

static bool style_close(void *self, const char *name)
{
    (void)self;
    (void)name;
    return true;
}

static bool style_text(void *self, const char *bytes, size_t n)
{
    (void)self;
    (void)bytes;
    (void)n;
    return true;
}

static int level_of_style(const struct docx *docx, const char *id)
{
    for (size_t i = 0; id && i < docx->styles.n; i++)
        if (view_is(docx->styles.at[i].id, id))
            return docx->styles.at[i].level;
    return level_of_name(id);
}

/* ---- the text ---- */

/* Deleted text, fields' codes, and the older double of a text box. */
static bool is_unread(const char *name)
{
    return is(name, "del") || is(name, "instrText") || is(name, "Fallback") || is(name, "moveFrom");
}

static void begin_paragraph(struct docx *docx)
{
    docx->level = 0;
    docx->in_list = false;
}

static void end_paragraph(struct docx *docx)
{
    if (docx->tables) {
        buf_byte(&docx->line, ' ');
        return;
    }
    struct view text = view_trim(buf_seen(&docx->line));
    if (text.n) {
        int level = docx->level > DEEPEST ? DEEPEST : docx->level;
        for (int i = 0; i < level; i++)
            buf_byte(&docx->out, '#');
        buf_text(&docx->out, level                     ? " "
                             : docx->in_list           ? "- "
                             : strchr("#|", text.p[0]) ? "\\"
                                                       : "");
        buf_view(&docx->out, text);
        buf_byte(&docx->out, '\n');
    }
    buf_clear(&docx->line);
}

static void end_row(struct docx *docx)
{
    struct view text = view_trim(buf_seen(&docx->line));
    if (docx->cells > 1)
        buf_print(&docx->out, "%.*s |\n", VIEW_FMT(text));
    else if (text.n > 2)
        buf_print(&docx->out, "%.*s\n", VIEW_FMT(view_trim(view_sub(text, 1, text.n))));
    buf_clear(&docx->line);
    docx->cells = 0;
}

static void open_property(struct docx *docx, const char *name, const char **attributes)
{
    const char *value = archive_attribute(attributes, "val");
    if (is(name, "pStyle"))
        docx->level = level_of_style(docx, value);
    else if (is(name, "outlineLvl") && value && value[0] >= '0' && value[0] < '9')
        docx->level = value[0] - '0' + 2;
    else if (is(name, "numPr"))
        docx->in_list = true;
}

static bool text_open(void *self, const char *name, const char **attributes)
{
    struct docx *docx = self;
    if (is_unread(name) || docx->unread)
        docx->unread += is_unread(name);
    else if (is(name, "p"))
        begin_paragraph(docx);
    else if (is(name, "t"))
        docx->in_text = true;
    else if (is(name, "tab") || is(name, "br"))
        buf_byte(&docx->line, ' ');
    else if (is(name, "tbl"))
        docx->tables++;
    else if (is(name, "tc") && docx->tables == 1 && ++docx->cells)
        buf_text(&docx->line, "| ");
    else
        open_property(docx, name, attributes);
    return !docx->out.full && !docx->line.full;
}

static bool text_close(void *self, const char *name)
{
    struct docx *docx = self;
    if (docx->unread)
        docx->unread -= is_unread(name);
    else if (is(name, "p"))
        end_paragraph(docx);
    else if (is(name, "t"))
        docx->in_text = false;
    else if (is(name, "tr") && docx->tables == 1)
        end_row(docx);
    else if (is(name, "tbl"))
        docx->tables--;
    return !docx->out.full && !docx->line.full;
}

static bool text_text(void *self, const char *bytes, size_t n)
{
    struct docx *docx = self;
    if (docx->in_text && !docx->unread)
        buf_bytes(&docx->line, bytes, n);
    return !docx->line.full;
}

static enum sheet_result read_parts(struct archive *archive, struct docx *docx)
{
    const struct archive_walk styles = {docx, style_open, style_close, style_text};
    const struct archive_walk text = {docx, text_open, text_close, text_text};
    enum sheet_result result = SHEET_OK;
    if (archive_has(archive, "word/styles.xml"))
        result = archive_walk(archive, "word/styles.xml", &styles);
    return result == SHEET_OK ? archive_walk(archive, "word/document.xml", &text) : result;
}

enum sheet_result docx_to_text(struct arena *arena, struct view bytes, struct view *text)
{
    enum sheet_result result;
    struct docx docx = {.arena = arena};
    struct archive *archive = archive_open(bytes, &result);
    if (!archive)
        return result;
    buf_init(&docx.out, TEXT_MAX);
    buf_init(&docx.line, TEXT_MAX);
    result = read_parts(archive, &docx);
    archive_close(archive);
    *text = buf_keep(&docx.out, arena);
    buf_free(&docx.line);
    buf_free(&docx.out);
    return result;
}
