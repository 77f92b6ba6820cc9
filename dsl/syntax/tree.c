/* tree: a file from bytes to nodes, and walking what came of it.
 *
 * Each file goes through scanner, filter and parser on its own; nothing is carried from one to the
 * next but the tree. Before that its bytes are looked over once: text in another encoding is told
 * from text with a few damaged bytes (those are replaced by question marks, so that everything
 * behind this point may trust the text), and characters nobody can see are reported, wherever they
 * stand.
 *
 * Comments and blank lines are no nodes. They are kept in order of place, for whoever prints the
 * text again. */
#include "dsl/syntax/parse.h"

#include <stdarg.h>
#include <stdlib.h>

#include "dsl/base/utf8.h"
#include "dsl/syntax/parser.h"

enum { TOKEN_BYTES = 4, MOST_NESTED = 4 }; /* a token takes at least so many bytes of text */

/* Saying */

struct span parse_span(const struct parse *p, uint32_t from, uint32_t to)
{
    return (struct span){p->file, from, to};
}

struct diag *parse_say(struct parse *p, enum diag_code code, struct span span, size_t count,
                       const struct view *args)
{
    bool error = diag_severity(code) == DIAG_ERROR;
    if (error && ++p->errors > MOST_ERRORS) {
        p->spare = (struct diag){.code = code, .span = span};
        return &p->spare;
    }
    return diag_add(p->diags, code, span, count, args);
}

void parse_label(struct parse *p, struct diag *diag, struct span span, struct view text)
{
    diag_label(p->diags, diag, span, text);
}

void parse_fix(struct parse *p, struct diag *diag, struct span span, struct view text)
{
    (void)p;
    diag_fix(diag, span, text);
}

bool parse_said(const struct parse *p, uint32_t from, uint32_t to)
{
    for (size_t i = p->first_diag; i < p->diags->list.n; i++) {
        const struct diag *diag = &p->diags->list.at[i];
        bool error = diag->severity == DIAG_ERROR;
        if (error && diag->span.file == p->file && diag->span.from < to && diag->span.to > from)
            return true;
    }
    return false;
}

struct view parse_text(struct parse *p, const char *format, ...)
{
    struct buf out;
    buf_init(&out, 65536);
    va_list args;
    va_start(args, format);
    buf_vprint(&out, format, args);
    va_end(args);
    struct view text = buf_keep(&out, p->arena);
    buf_free(&out);
    return text;
}

/* Looking over the bytes */

/* Other encodings show themselves: zeros, or nearly no byte that is well-formed UTF-8. */
static struct view foreign_encoding(struct view text)
{
    if (view_starts(text, VIEW("\xff\xfe")) || view_starts(text, VIEW("\xfe\xff")))
        return VIEW("UTF-16");
    size_t high = 0, broken = 0, zeros = 0;
    for (size_t at = 0; at < text.n;) {
        bool is_high = (unsigned char)text.p[at] >= 0x80;
        zeros += text.p[at] == 0;
        high += is_high;
        broken += utf8_next(text, &at) == 0xfffd && is_high;
    }
    if (zeros > text.n / 4)
        return VIEW("UTF-16");
    return broken > 8 && broken > high / 3 ? VIEW("GBK") : VIEW("");
}

static void say_damaged(struct parse *p, char *text)
{
    struct view v = p->text;
    for (size_t at = 0; at < v.n;) {
        size_t from = at;
        if ((unsigned char)v.p[at] < 0x80 || utf8_next(v, &at) != 0xfffd) {
            at = at > from ? at : at + 1;
            continue;
        }
        while (at < v.n && (unsigned char)v.p[at] >= 0x80) {
            size_t next = at;
            if (utf8_next(v, &next) != 0xfffd)
                break;
            at = next;
        }
        memset(text + from, '?', at - from);
        SAY(p, E0109, parse_span(p, (uint32_t)from, (uint32_t)at));
    }
}

/* The bytes with which what nobody can see may begin. */
static const unsigned char invisible_leads[] = {0xe2, 0xef, 0xc2, 0xd8};
enum { LEADS = sizeof invisible_leads };

/* The nearest such byte from `at` on, or the end. next holds the nearest of each, found so far: a
 * Chinese file has hardly any but commas, so four searches for a byte beat one look at each. */
static size_t next_lead(struct view text, size_t at, size_t next[LEADS])
{
    size_t nearest = text.n;
    for (size_t i = 0; i < LEADS; i++) {
        if (next[i] < at || at == 0) {
            const char *found = memchr(text.p + at, invisible_leads[i], text.n - at);
            next[i] = found ? (size_t)(found - text.p) : text.n;
        }
        nearest = next[i] < nearest ? next[i] : nearest;
    }
    return nearest;
}

static void say_invisible(struct parse *p)
{
    size_t next[LEADS] = {0}, at = 0;
    while (at < p->text.n && (at = next_lead(p->text, at, next)) < p->text.n) {
        size_t from = at;
        uint32_t c = utf8_next(p->text, &at);
        if (!utf8_invisible(c))
            continue;
        struct span span = parse_span(p, (uint32_t)from, (uint32_t)at);
        struct diag *diag = SAY(p, E0110, span, parse_text(p, "U+%04X", (unsigned)c));
        parse_fix(p, diag, span, VIEW(""));
    }
}

/* Prepares p->text; false: there is no text to read. */
static bool look_over(struct parse *p)
{
    p->text = p->sources->files.at[p->file].text;
    if (utf8_broken(p->text) != SIZE_MAX) {
        struct view encoding = foreign_encoding(p->text);
        if (encoding.n) {
            SAY(p, E0102, parse_span(p, 0, 0), encoding);
            return false;
        }
        char *copy = arena_copy(p->arena, p->text.p, p->text.n);
        say_damaged(p, copy);
        p->text.p = copy;
    }
    say_invisible(p);
    return true;
}

/* Headings: the category and duty a message stands in, and the law they rest on */

static bool holds(const struct node *node, struct span span)
{
    return node->span.file == span.file && node->span.from <= span.from &&
           span.from < node->span.to;
}

static struct view heading_of(struct arena *arena, const struct node *block)
{
    const struct node *display = node_child(block, NODE_DISPLAY);
    const struct node *zh = display ? display->child : NULL, *en = zh ? zh->next : NULL;
    struct view code = block->kind == NODE_DUTY ? block->text : VIEW("");
    struct view zh_text = zh ? zh->text : code.n ? VIEW("") : block->text;
    struct view en_text = en ? en->text : zh_text;
    const char *between = code.n && zh_text.n ? " " : "";
    struct buf out;
    buf_init(&out, 65536);
    buf_print(&out, "%.*s%s%.*s\x1f%.*s%s%.*s", VIEW_FMT(code), between, VIEW_FMT(zh_text),
              VIEW_FMT(code), between, VIEW_FMT(en_text));
    struct view text = buf_keep(&out, arena);
    buf_free(&out);
    return text;
}

static int by_place(const void *a, const void *b)
{
    struct span one = (*(const struct node *const *)a)->span;
    struct span two = (*(const struct node *const *)b)->span;
    if (one.file != two.file)
        return one.file < two.file ? -1 : 1;
    return one.from < two.from ? -1 : one.from > two.from;
}

struct blocks {
    VEC(const struct node *) list; /* in order of place */
};

static void blocks_collect(struct blocks *blocks, struct arena *arena, const struct node *parent,
                           enum node_kind kind)
{
    blocks->list.n = 0;
    for (const struct node *child = parent->child; child; child = child->next) {
        if (child->kind == kind)
            VEC_ADD(arena, &blocks->list, child);
    }
    if (blocks->list.n)
        qsort(blocks->list.at, blocks->list.n, sizeof *blocks->list.at, by_place);
}

static const struct node *blocks_find(const struct blocks *blocks, struct span span)
{
    size_t low = 0, high = blocks->list.n;
    const struct node sought = {.span = span}, *key = &sought;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (by_place(&blocks->list.at[middle], &key) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    for (size_t back = 0; back < low && back < MOST_NESTED; back++) {
        if (holds(blocks->list.at[low - 1 - back], span))
            return blocks->list.at[low - 1 - back];
    }
    return NULL;
}

static const struct node *duty_at(const struct node *category, struct span span)
{
    const struct node *duty = category ? node_child(category, NODE_DUTY) : NULL;
    while (duty && !holds(duty, span))
        duty = node_again(duty);
    return duty;
}

static void head_one(const struct tree *tree, const struct blocks *categories, struct diag *diag)
{
    const struct node *category = blocks_find(categories, diag->span);
    const struct node *duty = duty_at(category, diag->span);
    if (category)
        diag->heading[0] = heading_of(tree->arena, category);
    if (duty)
        diag->heading[1] = heading_of(tree->arena, duty);
    const struct node *basis = duty ? node_child(duty, NODE_BASIS) : NULL;
    if (!basis && category)
        basis = node_child(category, NODE_BASIS);
    if (basis && basis->child)
        diag->heading[2] = basis->child->text;
}

void tree_headings(const struct tree *tree, struct diags *diags)
{
    struct blocks categories = {0};
    blocks_collect(&categories, tree->arena, tree->root, NODE_CATEGORY);
    for (size_t i = 0; i < diags->list.n; i++) {
        if (!diags->list.at[i].heading[0].n)
            head_one(tree, &categories, &diags->list.at[i]);
    }
}

/* Parsing */

static void say_more(struct parse *p)
{
    uint32_t end = (uint32_t)p->text.n;
    size_t more = p->errors - MOST_ERRORS;
    diag_add(p->diags, DIAG_E0299, parse_span(p, end, end), 1,
             &(struct view){parse_text(p, "%zu", more).p, parse_text(p, "%zu", more).n});
}

static void parse_file(struct parse *p, uint32_t file)
{
    p->file = file;
    p->first_diag = p->diags->list.n;
    p->errors = p->read = p->next = 0;
    p->stuck = SIZE_MAX;
    if (look_over(p)) {
        token_list_room(p->arena, &p->raw, p->text.n / TOKEN_BYTES + 16);
        scan_text(p, 0, (uint32_t)p->text.n, &p->raw);
        filter_tokens(p);
        zd_parse(p);
    }
    if (p->errors > MOST_ERRORS)
        say_more(p);
}

/* The tokens the parser was given, without those that stand nowhere in the text; and the bars of
 * tables, which it was not given. */
static void keep_tokens(struct parse *p, struct token_list *out)
{
    size_t next = 0;
    token_list_room(p->arena, out, p->raw.list.n + 1);
    for (size_t i = 0; i < p->tokens.list.n; i++) {
        const struct token *token = &p->tokens.list.at[i];
        if (token->kind && token->span.from == token->span.to)
            continue;
        for (; next < p->raw.list.n && p->raw.list.at[next].span.from < token->span.from; next++) {
            if (p->raw.list.at[next].kind == TOK_BAR)
                VEC_ADD(p->arena, &out->list, p->raw.list.at[next]);
        }
        VEC_ADD(p->arena, &out->list, *token);
    }
}

static void parse_files(struct tree *tree, const struct sources *sources, size_t from, size_t to,
                        struct diags *diags)
{
    struct parse p = {.arena = tree->arena, .sources = sources, .diags = diags, .tree = tree};
    words_init(&p.words);
    tree->root = ARENA_NEW(tree->arena, struct node);
    tree->root->kind = NODE_RULES;
    for (size_t file = from; file < to; file++)
        parse_file(&p, (uint32_t)file);
    if (tree->tokens)
        keep_tokens(&p, tree->tokens);
    tree_headings(tree, diags);
}

void tree_parse(struct tree *tree, const struct sources *sources, struct diags *diags)
{
    parse_files(tree, sources, 0, sources->files.n, diags);
}

void tree_parse_file(struct tree *tree, const struct sources *sources, uint32_t file,
                     struct diags *diags)
{
    parse_files(tree, sources, file, (size_t)file + 1, diags);
}

/* Walking */

const struct node *node_child(const struct node *node, enum node_kind kind)
{
    for (const struct node *child = node->child; child; child = child->next) {
        if (child->kind == kind)
            return child;
    }
    return NULL;
}

const struct node *node_again(const struct node *node)
{
    for (const struct node *next = node->next; next; next = next->next) {
        if (next->kind == node->kind)
            return next;
    }
    return NULL;
}

const char *node_kind_name(enum node_kind kind)
{
    static const char *const names[] = {
#define NODE(name, shape) #name,
#include "dsl/syntax/node_kinds.h"
#undef NODE
    };
    return kind < NODE_KINDS ? names[kind] : "?";
}

static bool has_number(enum node_kind kind)
{
    return kind == NODE_NUMBER || kind == NODE_DATE || kind == NODE_TIME || kind == NODE_DURATION ||
           kind == NODE_RATIO;
}

void node_print(const struct node *node, struct buf *out)
{
    buf_print(out, "(%s%s", node_kind_name(node->kind), node->broken ? "!" : "");
    if (node->text.n)
        buf_print(out, " \"%.*s\"", VIEW_FMT(node->text));
    if (has_number(node->kind))
        buf_print(out, " %lld", (long long)node->number);
    for (const struct node *child = node->child; child; child = child->next) {
        buf_byte(out, ' ');
        node_print(child, out);
        if (node->kind == NODE_RULES)
            buf_byte(out, '\n');
    }
    buf_byte(out, ')');
}
