/* cursor: reads the text up to the place, from its beginning, and keeps what a completion needs:
 * the stack of open blocks, the clause at hand, the name a comparison began with. It goes by words
 * and braces alone, because what stands at a cursor hardly ever parses. A statement ends with its
 * line, unless the line ends with a sign or an operator. */
#include "dsl/lsp/cursor.h"

enum { DEEPEST = 32 };

struct reader {
    struct cursor *cursor;
    struct view text;
    struct {
        enum key block;
        struct view head;
    } open[DEEPEST];
    size_t depth;
    enum key heading; /* a block's keyword whose brace has not come yet */
    struct view heading_name;
    bool goes_on; /* the last piece asks for more */
    bool any_key;
};

static void begin_statement(struct cursor *cursor)
{
    cursor->clause = cursor->inner = NO_KEY;
    cursor->pieces = 0;
    cursor->subject = VIEW("");
    cursor->compares = cursor->after_value = cursor->after_figure = cursor->after_at = false;
    cursor->in_head = false;
}

static enum key block_of(const struct reader *reader)
{
    return reader->depth ? reader->open[reader->depth - 1].block : NO_KEY;
}

static void read_brace(struct reader *reader, bool opens)
{
    begin_statement(reader->cursor);
    if (opens && reader->depth < DEEPEST) {
        reader->open[reader->depth].block = reader->heading;
        reader->open[reader->depth++].head = reader->heading_name;
    } else if (!opens && reader->depth) {
        reader->depth--;
    }
    reader->heading = NO_KEY;
    reader->heading_name = VIEW("");
}

/* May the keyword begin a clause or a block here? */
static bool begins(const struct reader *reader, enum key key)
{
    const struct cursor *cursor = reader->cursor;
    if (key == NO_KEY || key_entry(key)->kind == KEY_OP)
        return false;
    bool fresh = cursor->clause == NO_KEY && cursor->pieces == 0 && reader->heading == NO_KEY;
    bool reserved = key_entry(key)->kind == KEY_CLAUSE;
    bool allowed = key_allowed(block_of(reader), key) ||
                   (reader->heading != NO_KEY && key_allowed(reader->heading, key));
    return allowed && (fresh || reserved);
}

static void begin_clause(struct reader *reader, enum key key)
{
    struct cursor *cursor = reader->cursor;
    bool block = key_entry(key)->kind == KEY_BLOCK && !(key == KEY_CLOCK && reader->depth);
    begin_statement(cursor);
    if (block) {
        reader->heading = key;
        reader->heading_name = VIEW("");
        cursor->in_head = true;
    } else {
        cursor->clause = key;
    }
}

/* 设 behind 例, 交 behind 其中 and 升级, what 应得 expects. */
static bool begins_inner(const struct cursor *cursor, enum key key)
{
    static const enum key pairs[][2] = {
        {KEY_LIKE, KEY_GIVEN},       {KEY_WHERE, KEY_ASSIGN},     {KEY_ESCALATE, KEY_ASSIGN},
        {KEY_OTHERWISE, KEY_ASSIGN}, {KEY_STEP, KEY_ASSIGN},      {KEY_EXPECT, KEY_CATEGORY},
        {KEY_EXPECT, KEY_DUTY},      {KEY_EXPECT, KEY_UNIT},      {KEY_EXPECT, KEY_ASSIST},
        {KEY_EXPECT, KEY_WITHIN},    {KEY_EXPECT, KEY_ASK},       {KEY_EXPECT, KEY_POLICY},
        {KEY_EXPECT, KEY_BECAUSE},   {KEY_EXPECT, KEY_ONLY},      {KEY_EXPECT, KEY_DUE},
        {KEY_EXPECT, KEY_URGENT},    {KEY_EXPECT, KEY_OTHERWISE}, {KEY_EXPECT, KEY_CUE},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][0] == cursor->clause && pairs[i][1] == key)
            return true;
    return false;
}

static void read_word(struct reader *reader, struct view word)
{
    struct cursor *cursor = reader->cursor;
    enum key key = key_find(word);
    if (key != NO_KEY && !reader->any_key) {
        reader->any_key = true;
        cursor->is_english = (unsigned char)word.p[0] < 0x80;
    }
    if (begins_inner(cursor, key)) {
        cursor->inner = key;
        cursor->subject = VIEW("");
        cursor->compares = cursor->after_value = false;
        cursor->pieces = 0;
    } else if (begins(reader, key)) {
        begin_clause(reader, key);
    } else if (key != NO_KEY && key_entry(key)->kind == KEY_OP) {
        cursor->compares = key == KEY_IN;
        cursor->after_value = false;
        cursor->pieces++;
    } else {
        if (reader->heading != NO_KEY && !reader->heading_name.n)
            reader->heading_name = word;
        if (!cursor->compares)
            cursor->subject = word;
        cursor->after_value = true;
        cursor->pieces++;
    }
}

static void read_sign(struct reader *reader, struct view sign)
{
    struct cursor *cursor = reader->cursor;
    if (view_is(sign, "{") || view_is(sign, "｛") || view_is(sign, "}") || view_is(sign, "｝")) {
        read_brace(reader, view_is(sign, "{") || view_is(sign, "｛"));
        return;
    }
    bool equals = view_is(sign, "=") || view_is(sign, "＝") || view_is(sign, "≠");
    cursor->compares |= equals;
    cursor->after_value = false;
    cursor->after_at = view_is(sign, "@") || view_is(sign, "＠");
    if (view_is(sign, "|") || view_is(sign, "｜") || view_is(sign, ";"))
        begin_statement(cursor);
}

/* Behind 、 a setting begins anew, a value list goes on. */
static bool is_list_sign(struct view sign)
{
    return view_is(sign, "、") || view_is(sign, ",") || view_is(sign, "，");
}

static bool asks_for_more(struct view text, const struct piece *piece)
{
    struct view word = view_sub(text, piece->from, piece->to);
    enum key key = piece->kind == PIECE_WORD ? key_find(word) : NO_KEY;
    bool brace = view_is(word, "{") || view_is(word, "}") || view_is(word, "|");
    return (piece->kind == PIECE_SIGN && !brace) ||
           (key != NO_KEY && key_entry(key)->kind == KEY_OP);
}

static void read_piece(struct reader *reader, const struct piece *piece)
{
    struct cursor *cursor = reader->cursor;
    struct view word = view_sub(reader->text, piece->from, piece->to);
    if (piece->first && !reader->goes_on && reader->heading == NO_KEY)
        begin_statement(cursor);
    cursor->after_figure = piece->kind == PIECE_FIGURE;
    if (piece->kind != PIECE_SIGN)
        cursor->after_at = false;
    if (piece->kind == PIECE_WORD) {
        read_word(reader, word);
    } else if (piece->kind == PIECE_SIGN) {
        bool setting = cursor->clause == KEY_GIVEN || cursor->clause == KEY_ENTERPRISE ||
                       cursor->inner == KEY_GIVEN;
        read_sign(reader, word);
        if (is_list_sign(word) && setting)
            cursor->compares = false;
    } else if (piece->kind != PIECE_COMMENT) {
        if (reader->heading != NO_KEY && !reader->heading_name.n)
            reader->heading_name = word;
        cursor->pieces++;
        cursor->after_value = true;
    }
    if (piece->kind != PIECE_COMMENT)
        reader->goes_on = asks_for_more(reader->text, piece);
}

/* The line end between the last piece and the place. */
static void end_line(struct reader *reader, uint32_t from, uint32_t at)
{
    bool ended = memchr(reader->text.p + from, '\n', at - from) != NULL;
    if (ended && !reader->goes_on && reader->heading == NO_KEY)
        begin_statement(reader->cursor);
}

static void finish(struct reader *reader)
{
    struct cursor *cursor = reader->cursor;
    cursor->block = block_of(reader);
    cursor->head = reader->depth ? reader->open[reader->depth - 1].head : VIEW("");
    cursor->in_head = reader->heading != NO_KEY && cursor->clause == NO_KEY;
    cursor->naming = cursor->in_head && cursor->pieces == 0 ? reader->heading : NO_KEY;
    for (size_t i = 0; i < reader->depth; i++)
        if (reader->open[i].block == KEY_CATEGORY)
            cursor->category = reader->open[i].head;
}

void cursor_read(struct cursor *cursor, struct view text, uint32_t place)
{
    struct reader reader = {.cursor = cursor, .text = text, .heading = NO_KEY};
    uint32_t at = 0, behind = 0;
    *cursor = (struct cursor){.from = place};
    begin_statement(cursor);
    while (at < place) {
        struct piece piece = lex_next(text, &at);
        if (piece.kind == PIECE_END || piece.from >= place)
            break;
        bool inside = piece.to > place || (piece.to == place && piece.open);
        bool typing = piece.kind == PIECE_WORD && piece.to >= place;
        if (piece.first && (typing || inside))
            end_line(&reader, behind, piece.from);
        if (typing || (inside && piece.kind != PIECE_SIGN) ||
            (piece.kind == PIECE_COMMENT && piece.to >= place)) {
            cursor->from = piece.from;
            cursor->in_comment = piece.kind == PIECE_COMMENT;
            cursor->in_string = piece.kind == PIECE_STRING;
            finish(&reader);
            return;
        }
        read_piece(&reader, &piece);
        behind = piece.to;
    }
    if (behind < place)
        end_line(&reader, behind, place);
    finish(&reader);
}
