/* xml: expat calls us per element and per piece of text; we hang nodes into a tree in the arena.
 *
 * What a stranger sends is bounded before it is looked at: bytes, depth, number of elements, and
 * the encoding is UTF-8 whatever the declaration says. A document type is refused at its first
 * word, so no entity is ever declared, let alone expanded or fetched. Text comes in pieces; it is
 * gathered in one builder and kept when the element ends. The parser and the builder live on the
 * heap, and expat cannot be left by a jump (it would not free what it was working on), so each
 * call of ours that fills the arena is guarded: a full arena stops the parser in good order. */
#include "adapters/xml.h"

#include "adapters/guard.h"
#include "dsl/base/utf8.h"

#include <expat.h>

struct xml_reading {
    XML_Parser parser;
    struct arena *arena;
    struct view body;
    struct buf text; /* of the innermost open element, since its last child */
    struct field *open[XML_DEPTH_MAX];
    struct field *last[XML_DEPTH_MAX]; /* the youngest child of each open element */
    struct field *root;
    size_t depth, nodes;
    struct view name; /* of the element that begins */
    bool refused, full;
};

static void refuse(struct xml_reading *reading)
{
    reading->refused = true;
    XML_StopParser(reading->parser, XML_FALSE);
}

/* Runs one step that fills the arena. */
static void step(struct xml_reading *reading, void (*work)(void *context))
{
    if (guard_run(reading->arena, work, reading))
        return;
    reading->full = true;
    refuse(reading);
}

static void hang(struct xml_reading *reading, struct field *node)
{
    if (reading->depth == 0) {
        reading->root = node;
        return;
    }
    struct field **last = &reading->last[reading->depth - 1];
    struct field *parent = reading->open[reading->depth - 1];
    parent->kind = FIELD_OBJECT;
    *(*last ? &(*last)->next : &parent->first) = node;
    *last = node;
}

static void open_element(void *context)
{
    struct xml_reading *reading = context;
    struct field *node = ARENA_NEW(reading->arena, struct field);
    node->name = view_keep(reading->arena, reading->name);
    node->text = VIEW("");
    hang(reading, node);
    reading->open[reading->depth] = node;
    reading->last[reading->depth++] = NULL;
    buf_clear(&reading->text);
}

static void close_element(void *context)
{
    struct xml_reading *reading = context;
    struct field *node = reading->open[--reading->depth];
    if (node->kind == FIELD_TEXT)
        node->text = buf_keep(&reading->text, reading->arena);
    buf_clear(&reading->text);
}

static void XMLCALL on_start(void *context, const XML_Char *name, const XML_Char **attributes)
{
    struct xml_reading *reading = context;
    (void)attributes;
    if (reading->refused)
        return;
    reading->name = view_of(name);
    if (reading->depth == XML_DEPTH_MAX || ++reading->nodes > XML_NODES_MAX)
        refuse(reading);
    else
        step(reading, open_element);
}

static void XMLCALL on_end(void *context, const XML_Char *name)
{
    struct xml_reading *reading = context;
    (void)name;
    if (!reading->refused)
        step(reading, close_element);
}

static void XMLCALL on_text(void *context, const XML_Char *text, int n)
{
    struct xml_reading *reading = context;
    if (!reading->refused)
        buf_bytes(&reading->text, text, (size_t)n);
}

static void XMLCALL on_doctype(void *context, const XML_Char *name, const XML_Char *system,
                               const XML_Char *public, int internal)
{
    (void)name, (void)system, (void)public, (void)internal;
    refuse(context);
}

static void parse(struct xml_reading *reading)
{
    XML_SetUserData(reading->parser, reading);
    XML_SetElementHandler(reading->parser, on_start, on_end);
    XML_SetCharacterDataHandler(reading->parser, on_text);
    XML_SetStartDoctypeDeclHandler(reading->parser, on_doctype);
    enum XML_Status status = XML_Parse(reading->parser, reading->body.p, (int)reading->body.n, 1);
    if (status != XML_STATUS_OK || reading->text.full)
        reading->refused = true;
}

struct field *xml_read(struct view body, struct arena *arena)
{
    struct xml_reading reading = {.arena = arena, .body = body};
    if (!body.n || body.n > XML_BODY_MAX || utf8_broken(body) != SIZE_MAX)
        return NULL;
    reading.parser = XML_ParserCreate("UTF-8");
    if (!reading.parser)
        return NULL;
    buf_init(&reading.text, XML_BODY_MAX);
    parse(&reading);
    XML_ParserFree(reading.parser);
    buf_free(&reading.text);
    if (reading.full)
        guard_full(arena);
    return reading.refused ? NULL : reading.root;
}

/* Bytes of a character at `at` that XML cannot carry; 0: it can. */
static size_t left_out(struct view text, size_t at)
{
    const unsigned char *p = (const unsigned char *)text.p + at;
    if (p[0] < 0x20)
        return p[0] != '\t' && p[0] != '\n' && p[0] != '\r';
    return text.n - at >= 3 && p[0] == 0xef && p[1] == 0xbf && p[2] >= 0xbe ? 3 : 0;
}

/* Nearly every byte: no control, no bracket, nothing that may begin a forbidden character. */
static bool is_plain(char c)
{
    return (unsigned char)c >= 0x20 && c != ']' && (unsigned char)c != 0xef;
}

void xml_put_cdata(struct buf *buf, struct view text)
{
    size_t from = 0;
    buf_text(buf, "<![CDATA[");
    for (size_t at = 0; at < text.n;) {
        if (is_plain(text.p[at])) {
            at++;
            continue;
        }
        bool ends = text.p[at] == ']' && view_starts(view_sub(text, at, text.n), VIEW("]]>"));
        size_t out = ends ? 3 : left_out(text, at);
        if (out) {
            buf_view(buf, view_sub(text, from, at));
            buf_text(buf, ends ? "]]]]><![CDATA[>" : "");
            from = at + out;
        }
        at += out ? out : 1;
    }
    buf_view(buf, view_sub(text, from, text.n));
    buf_text(buf, "]]>");
}
