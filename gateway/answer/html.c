/* html: libxml2's HTML parser mends what is broken; here it is decided what is read. Chinese
 * government pages mostly wrap the document in one element whose name says so (TRS_Editor,
 * UCAP-CONTENT, article, content); where such an element holds most of the page, it is the
 * document. Otherwise everything counts but what names itself navigation, footer and the like.
 *
 * Lines come out one block each. Tables that hold figures become rows; tables that only lay out the
 * page (one cell, or paragraphs and tables inside) are read through.
 *
 * The tree is walked to a limited depth, and the parser is kept from the network and from entities
 * of its own. */
#include "gateway/answer/html.h"

#include <libxml/HTMLparser.h>
#include <stdio.h>

#include "dsl/base/utf8.h"
#include "gateway/answer/charset.h"

enum {
    LINE_MAX_BYTES = 1 << 20,
    META_LOOK = 4096,
    NAME_MAX_BYTES = 40,
    TITLE_MAX = 600,
    DATE_BYTES = 10
};

struct reader_of_page {
    struct buf out, line;
    const char *mark; /* what begins the line: "## ", "- ", ... */
    bool in_row;
};

/* ---- names ---- */

static const char *const unread[] = {"script", "style",  "nav",    "footer", "aside",    "form",
                                     "button", "select", "iframe", "object", "noscript", "template",
                                     "svg",    "head",   "input",  "audio",  "video",    NULL};

/* Parts of an element's class or id. */
static const char *const around[] = {
    "nav",       "navbar",  "navigation", "menu",     "breadcrumb", "crumb",      "crumbs",
    "footer",    "foot",    "header",     "sidebar",  "share",      "pagination", "pager",
    "copyright", "toolbar", "search",     "login",    "related",    "recommend",  "banner",
    "qrcode",    "dqwz",    "weizhi",     "fontsize", "dayin",      NULL};

static const char *const document_parts[] = {
    "trs_editor", "ucap-content", "article-content", "zoom",        "pages_content", "article",
    "content",    "main",         "detail",          "maincontent", "main-content",  NULL};

static const char *const blocks[] = {
    "p",     "div",   "section", "article", "main",     "header", "table",
    "tr",    "ul",    "ol",      "dl",      "dt",       "dd",     "li",
    "h1",    "h2",    "h3",      "h4",      "h5",       "h6",     "blockquote",
    "pre",   "hr",    "body",    "html",    "center",   "figure", "figcaption",
    "tbody", "thead", "caption", "address", "fieldset", NULL};

static bool is_one_of(const char *name, const char *const *list)
{
    for (size_t i = 0; list[i]; i++)
        if (strcmp(name, list[i]) == 0)
            return true;
    return false;
}

static bool is_element(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static bool is_block(const xmlNode *node)
{
    return node->type == XML_ELEMENT_NODE && is_one_of((const char *)node->name, blocks);
}

/* The attribute's text in small letters; "" where there is none. */
static const char *attribute(const xmlNode *node, const char *name, char *out, size_t size)
{
    size_t n = 0;
    for (const xmlAttr *a = node->properties; a; a = a->next)
        if (strcmp((const char *)a->name, name) == 0 && a->children && a->children->content)
            for (const xmlChar *p = a->children->content; *p && n + 1 < size; p++)
                out[n++] = (char)(*p >= 'A' && *p <= 'Z' ? *p | 0x20 : *p);
    out[n] = 0;
    return out;
}

static bool is_name_sign(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Is one of the names among the parts of a class or id ("top-nav_bar": top, nav, bar)? */
static bool names_one(const char *text, const char *const *list, bool whole)
{
    char part[NAME_MAX_BYTES];
    while (*text) {
        size_t n = 0;
        while (*text && !is_name_sign(*text))
            text++;
        for (; *text && (is_name_sign(*text) || (whole && strchr("-_", *text))); text++)
            if (n + 1 < sizeof part)
                part[n++] = *text;
        part[n] = 0;
        if (n && is_one_of(part, list))
            return true;
    }
    return false;
}

static bool is_named(const xmlNode *node, const char *const *list, bool whole)
{
    char text[400];
    return names_one(attribute(node, "class", text, sizeof text), list, whole) ||
           names_one(attribute(node, "id", text, sizeof text), list, whole);
}

static bool is_hidden(const xmlNode *node)
{
    char text[400];
    const char *style = attribute(node, "style", text, sizeof text);
    if (strstr(style, "display:none") || strstr(style, "display: none"))
        return true;
    if (strcmp(attribute(node, "aria-hidden", text, sizeof text), "true") == 0 ||
        strcmp(attribute(node, "role", text, sizeof text), "navigation") == 0)
        return true;
    for (const xmlAttr *a = node->properties; a; a = a->next)
        if (strcmp((const char *)a->name, "hidden") == 0)
            return true;
    return false;
}

static bool holds_element(const xmlNode *node, const char *name, int deep)
{
    for (const xmlNode *child = node->children; child && deep > 0; child = child->next)
        if (is_element(child, name) || holds_element(child, name, deep - 1))
            return true;
    return false;
}

static bool is_unread(const xmlNode *node)
{
    if (node->type == XML_COMMENT_NODE || node->type == XML_PI_NODE)
        return true;
    if (node->type != XML_ELEMENT_NODE)
        return false;
    return is_one_of((const char *)node->name, unread) || is_hidden(node) ||
           (is_named(node, around, false) && !is_element(node, "body") &&
            !holds_element(node, "h1", HTML_DEEP));
}

/* ---- lines ---- */

static void end_line(struct reader_of_page *page)
{
    struct view text = view_trim(buf_seen(&page->line));
    if (text.n) {
        buf_text(&page->out, page->mark);
        bool like_mark = !*page->mark && strchr("#|", text.p[0]);
        if (like_mark)
            buf_byte(&page->out, '\\');
        buf_view(&page->out, text);
        buf_text(&page->out, "\n");
        page->mark = "";
    }
    buf_clear(&page->line);
}

/* Blanks and line ends of the source are one blank. */
static void add_text(struct reader_of_page *page, const char *text)
{
    struct view v = view_of(text);
    for (size_t at = 0; at < v.n;) {
        size_t from = at;
        uint32_t c = utf8_next(v, &at);
        bool blank = c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == 0xa0;
        if (utf8_invisible(c))
            continue;
        if (!blank)
            buf_view(&page->line, view_sub(v, from, at));
        else if (page->line.n && buf_seen(&page->line).p[page->line.n - 1] != ' ')
            buf_byte(&page->line, ' ');
    }
}

static void read_children(struct reader_of_page *page, const xmlNode *node, int deep);

static size_t count_cells(const xmlNode *row)
{
    size_t cells = 0;
    for (const xmlNode *child = row->children; child; child = child->next)
        cells += is_element(child, "td") || is_element(child, "th");
    return cells;
}

/* A row of figures: two cells or more, none of which is a page of its own. */
static bool is_row(const xmlNode *node)
{
    return is_element(node, "tr") && count_cells(node) > 1 &&
           !holds_element(node, "table", HTML_DEEP) && !holds_element(node, "h1", HTML_DEEP);
}

static void read_row(struct reader_of_page *page, const xmlNode *row, int deep)
{
    end_line(page);
    page->in_row = true;
    for (const xmlNode *child = row->children; child; child = child->next)
        if (is_element(child, "td") || is_element(child, "th")) {
            buf_text(&page->line, "| ");
            read_children(page, child, deep);
            buf_byte(&page->line, ' ');
        }
    page->in_row = false;
    buf_view(&page->out, view_trim(buf_seen(&page->line)));
    buf_text(&page->out, " |\n");
    page->mark = "";
    buf_clear(&page->line);
}

static const char *mark_of(const xmlNode *node)
{
    static const char *const marks[] = {"# ", "## ", "### ", "#### ", "#### ", "#### "};
    const char *name = (const char *)node->name;
    if (name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && !name[2])
        return marks[name[1] - '1'];
    return strcmp(name, "li") == 0 ? "- " : NULL;
}

static void read_block(struct reader_of_page *page, const xmlNode *node, int deep)
{
    const char *mark = mark_of(node);
    end_line(page);
    if (mark)
        page->mark = mark;
    read_children(page, node, deep);
    end_line(page);
    if (mark)
        page->mark = "";
}

static void read_node(struct reader_of_page *page, const xmlNode *node, int deep)
{
    if (deep <= 0 || is_unread(node))
        return;
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
        add_text(page, (const char *)node->content);
    else if (is_element(node, "br") && !page->in_row)
        end_line(page);
    else if (is_row(node) && !page->in_row)
        read_row(page, node, deep - 1);
    else if (is_block(node) && !page->in_row)
        read_block(page, node, deep - 1);
    else
        read_children(page, node, deep - 1);
}

static void read_children(struct reader_of_page *page, const xmlNode *node, int deep)
{
    for (const xmlNode *child = node->children; child; child = child->next)
        read_node(page, child, deep);
}

/* ---- where the document stands ---- */

static size_t text_length(const xmlNode *node, int deep)
{
    if (deep <= 0 || is_unread(node))
        return 0;
    size_t n = node->type == XML_TEXT_NODE ? view_trim(view_of((const char *)node->content)).n : 0;
    for (const xmlNode *child = node->children; child; child = child->next)
        n += text_length(child, deep - 1);
    return n;
}

/* The innermost element that is called the document and holds most of the page. */
static const xmlNode *find_document(const xmlNode *node, size_t least, int deep)
{
    const xmlNode *found = NULL;
    if (deep <= 0 || node->type != XML_ELEMENT_NODE || is_unread(node))
        return NULL;
    for (const xmlNode *child = node->children; child && !found; child = child->next)
        found = find_document(child, least, deep - 1);
    bool called = is_element(node, "article") || is_element(node, "main") ||
                  is_named(node, document_parts, true);
    return !found && called && text_length(node, HTML_DEEP) >= least ? node : found;
}

static const xmlNode *find_element(const xmlNode *node, const char *name, int deep)
{
    for (; node && deep > 0; node = node->next) {
        if (is_element(node, name))
            return node;
        const xmlNode *found = find_element(node->children, name, deep - 1);
        if (found)
            return found;
    }
    return NULL;
}

/* ---- what it says of itself ---- */

static void add_front(struct buf *out, const char *key, struct view value)
{
    value = view_trim(value);
    if (!value.n || value.n > TITLE_MAX || memchr(value.p, '\n', value.n))
        return;
    buf_print(out, "%s: ", key);
    buf_view(out, value);
    buf_byte(out, '\n');
}

static struct view content_of(const xmlNode *meta)
{
    for (const xmlAttr *a = meta->properties; a; a = a->next)
        if (strcmp((const char *)a->name, "content") == 0 && a->children && a->children->content)
            return view_of((const char *)a->children->content);
    return VIEW("");
}

static void add_meta(struct buf *out, const xmlNode *meta)
{
    static const char *const keys[][2] = {{"articletitle", "标题"},
                                          {"pubdate", "发布日期"},
                                          {"contentsource", "发布单位"},
                                          {"source", "发布单位"}};
    char name[60];
    attribute(meta, "name", name, sizeof name);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (strcmp(name, keys[i][0]) == 0) {
            struct view value = utf8_head(content_of(meta), TITLE_MAX);
            add_front(out, keys[i][1], i == 1 ? utf8_head(value, DATE_BYTES) : value);
        }
}

/* "Title_Site of the district": what stands before the site's name. */
static struct view before_site(struct view title)
{
    size_t cut = view_find(title, VIEW("_"));
    if (cut == SIZE_MAX)
        cut = view_find(title, VIEW("-"));
    return cut == SIZE_MAX || cut < 6 ? title : view_sub(title, 0, cut);
}

static void add_title(struct buf *out, const xmlNode *root)
{
    const xmlNode *title = find_element(root, "h1", HTML_DEEP);
    bool heading = title != NULL;
    if (!title)
        title = find_element(root, "title", HTML_DEEP);
    if (!title)
        return;
    struct reader_of_page page = {.mark = ""};
    buf_init(&page.out, LINE_MAX_BYTES);
    buf_init(&page.line, LINE_MAX_BYTES);
    read_children(&page, title, HTML_DEEP);
    struct view text = view_trim(buf_seen(&page.line));
    add_front(out, "标题", heading ? text : before_site(text));
    buf_free(&page.line);
    buf_free(&page.out);
}

static void add_metas(struct buf *out, const xmlNode *node, int deep)
{
    for (; node && deep > 0; node = node->next) {
        if (is_element(node, "meta"))
            add_meta(out, node);
        if (!is_element(node, "body"))
            add_metas(out, node->children, deep - 1);
    }
}

/* ---- a page ---- */

static void read_page(const xmlNode *root, struct buf *out)
{
    struct reader_of_page page = {.mark = ""};
    const xmlNode *body = find_element(root, "body", HTML_DEEP);
    if (!body)
        body = root;
    size_t all = text_length(body, HTML_DEEP);
    const xmlNode *document = find_document(body, all / 2, HTML_DEEP);
    buf_init(&page.out, out->max);
    buf_init(&page.line, LINE_MAX_BYTES);
    struct buf front;
    buf_init(&front, LINE_MAX_BYTES);
    add_metas(&front, root, HTML_DEEP);
    if (view_find(buf_seen(&front), VIEW("标题: ")) == SIZE_MAX)
        add_title(&front, root);
    if (front.n)
        buf_print(out, "---\n%.*s---\n", VIEW_FMT(buf_seen(&front)));
    read_node(&page, document ? document : body, HTML_DEEP);
    end_line(&page);
    buf_view(out, buf_seen(&page.out));
    buf_free(&front);
    buf_free(&page.line);
    buf_free(&page.out);
}

bool html_to_text(struct arena *arena, struct view bytes, struct view *text)
{
    const int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                        HTML_PARSE_NONET | HTML_PARSE_NODEFDTD;
    struct view utf8 = VIEW("");
    if (bytes.n > HTML_BYTES_MAX || !charset_to_utf8(arena, bytes, &utf8))
        return false;
    htmlDocPtr page = htmlReadMemory(utf8.p, (int)utf8.n, NULL, "UTF-8", options);
    const xmlNode *root = page ? xmlDocGetRootElement(page) : NULL;
    struct buf out;
    buf_init(&out, HTML_BYTES_MAX * 2);
    if (root)
        read_page(root, &out);
    xmlFreeDoc(page);
    bool good = root && !out.full;
    *text = buf_keep(&out, arena);
    buf_free(&out);
    return good;
}
