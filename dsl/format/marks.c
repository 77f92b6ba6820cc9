/* marks: where a strip may be broken, and what its pieces are.
 *
 * Most of it needs no knowledge of the kinds of nodes: what follows a separator is an item of a
 * list and may begin a line below the list's first item. The styles say the rest. */
#include "dsl/format/script.h"

#include "dsl/syntax/parser.h"

static struct piece *piece_of(struct script *script, const struct node *node)
{
    return &script->pieces[script_at(script, node->span.from)];
}

static uint32_t index_of(const struct script *script, const struct piece *piece)
{
    return (uint32_t)(piece - script->pieces);
}

static int kind_before(const struct script *script, const struct piece *piece)
{
    return piece > script->pieces ? piece[-1].token->kind : 0;
}

/* Items behind separators. */
static void mark_lists(struct script *script, const struct node *node)
{
    struct piece *first = NULL;
    for (const struct node *child = node->child; child; child = child->next) {
        struct piece *piece = piece_of(script, child);
        if (kind_before(script, piece) != TOK_SEP) {
            first = piece;
        } else if (first) {
            piece->brk = BREAK_FILL;
            piece->anchor = index_of(script, first);
        }
    }
}

static void mark_choice(struct script *script, const struct node *node, unsigned depth)
{
    uint32_t anchor = index_of(script, piece_of(script, node));
    unsigned level = BREAK_LEVEL + depth;
    for (const struct node *child = node->child->next; child; child = child->next) {
        struct piece *operator= piece_of(script, child) - 1;
        operator->brk =(uint8_t)(level < BREAK_FAR ? level : BREAK_FAR - 1);
        operator->anchor = anchor;
    }
}

/* "中文"
 * / "English" */
static void mark_display(struct script *script, const struct node *display)
{
    const struct node *english = display->child ? display->child->next : NULL;
    if (!english)
        return;
    struct piece *slash = piece_of(script, english) - 1;
    slash->brk = BREAK_LEVEL;
    slash->anchor = index_of(script, piece_of(script, display));
    slash->outdent = true;
}

static void mark_tight(struct script *script, const struct node *node)
{
    size_t end = script_at(script, node->span.to);
    for (size_t i = script_at(script, node->span.from); i < end; i++) {
        script->pieces[i].tight = true;
        script->pieces[i].brk = BREAK_NONE;
    }
}

/* A word in Latin letters; digits alone belong to no language. */
static bool is_latin(const struct node *word)
{
    struct view text = word->child ? word->child->text : word->text;
    bool letters = false;
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i] | 0x20;
        if ((unsigned char)text.p[i] >= 0xe2)
            return false;
        letters = letters || (c >= 'a' && c <= 'z');
    }
    return letters;
}

/* The words at the end that are all Latin begin a line, where there is more than one. */
static void mark_words(struct script *script, const struct node *words)
{
    const struct node *tail = words->child;
    for (const struct node *word = words->child; word; word = word->next) {
        if (word != words->child)
            piece_of(script, word)->list = true;
        if (!is_latin(word))
            tail = word->next;
    }
    if (tail && tail != words->child)
        piece_of(script, tail)->brk = BREAK_TURN;
    struct piece *first = words->child ? piece_of(script, words->child) : NULL;
    if (first && kind_before(script, first) == TOK_COLON)
        first->brk = BREAK_FAR;
}

static void mark_name(struct script *script, const struct trail *above, const struct node *name)
{
    if (name->span.from == name->span.to) /* a table's heading, before one of its cells */
        return;
    struct piece *piece = piece_of(script, name);
    piece += piece->token->kind == TOK_AT_SIGN;
    piece->name = true;
    piece->terms = terms_for(above, name);
}

/* What a clause is only rarely without may begin a line: 设 behind an example, the reasons behind
 * what is expected. */
static void mark_tails(struct script *script, const struct node *clause)
{
    size_t first = script_at(script, clause->span.from), end = script_at(script, clause->span.to);
    for (size_t i = first + 1; i < end; i++) {
        int kind = script_kind(script, i);
        bool only_because = kind == TOK_BECAUSE && script_kind(script, i - 1) == TOK_ONLY;
        if ((kind == TOK_GIVEN || kind == TOK_BECAUSE || kind == TOK_ONLY) && !only_because) {
            script->pieces[i].brk = BREAK_FILL;
            script->pieces[i].anchor = (uint32_t)first + 1;
        }
    }
}

static void mark(struct script *script, const struct trail *above, const struct node *node,
                 unsigned depth)
{
    enum style style = style_of(node->kind);
    bool choice = style == STYLE_CHOICE;
    struct trail trail = {node, above};
    mark_lists(script, node);
    if (choice)
        mark_choice(script, node, depth);
    if (node->kind == NODE_EXPECT_KIND) /* 类型 is no keyword, and no node */
        piece_of(script, node)->terms = &terms_built_in;
    for (const struct node *child = node->child; child; child = child->next)
        mark(script, &trail, child, depth + choice);
    if (style == STYLE_WORDS)
        mark_words(script, node);
    else if (style == STYLE_DISPLAY)
        mark_display(script, node);
    else if (style == STYLE_TIGHT)
        mark_tight(script, node);
    else if (style == STYLE_NAME)
        mark_name(script, above, node);
}

void marks_make(struct script *script, const struct node *node)
{
    mark(script, NULL, node, 0);
    if (style_of(node->kind) == STYLE_CLAUSE)
        mark_tails(script, node);
}

/* A row's second part begins its first column, and so on; the words of a value always the second,
 * though the value may have no text to show. */
void marks_columns(struct script *script, const struct node *row)
{
    unsigned column = 0;
    for (const struct node *child = row->child; child; child = child->next, column++) {
        struct piece *piece = piece_of(script, child);
        if (kind_before(script, piece) == TOK_SEP)
            continue;
        if (child->kind == NODE_WORDS && column < 2)
            column = 2;
        if (kind_before(script, piece) == TOK_EQ)
            piece--;
        piece->column = (uint8_t)(column < UINT8_MAX ? column : UINT8_MAX);
    }
}

/* A frame is the first and last bar of every line of a table whose heading begins with one. */
void marks_bars(struct script *script, const struct strip *row, bool framed)
{
    unsigned column = 1;
    for (size_t i = row->first; i < row->end; i++) {
        struct piece *piece = &script->pieces[i];
        if (piece->token->kind != TOK_BAR)
            continue;
        piece->frame = framed && (i == row->first || i + 1 == row->end);
        if (!piece->frame)
            piece->column = (uint8_t)(column < UINT8_MAX ? column++ : column);
    }
}
