/* lex: the surface of the language without its meaning. Quotation marks, comments and the signs are
 * those of the scanner, full-width twins too; everything else that can stand in a name is a word.
 * The keywords and what they may contain come from the tables of dsl/syntax. */
#include "dsl/lsp/lex.h"

#include "dsl/base/utf8.h"

/* ---- pieces ---- */

static bool is_quote(uint32_t c)
{
    return c == '"' || c == 0x201c || c == 0x201d || c == 0xff02;
}

static bool is_comment(uint32_t c)
{
    return c == '#' || c == 0xff03;
}

static bool is_digit(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 0xff10 && c <= 0xff19);
}

/* Letters of any script; not the punctuation of ASCII, Latin-1, general, CJK and full-width. */
static bool is_letter(uint32_t c)
{
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    bool punctuation = c < 0xc0 || c == 0xd7 || c == 0xf7 || (c >= 0x2000 && c < 0x2070) ||
                       (c >= 0x2190 && c < 0x2c00) || (c >= 0x3000 && c < 0x3005) ||
                       (c >= 0x3008 && c < 0x3021) || (c >= 0xff00 && c < 0xfff0);
    return !punctuation;
}

static uint32_t peek(struct view text, size_t at, size_t *next)
{
    *next = at;
    return at < text.n ? utf8_next(text, next) : 0;
}

static size_t to_line_end(struct view text, size_t at)
{
    const char *end = at < text.n ? memchr(text.p + at, '\n', text.n - at) : NULL;
    return end ? (size_t)(end - text.p) : text.n;
}

static void read_string(struct view text, struct piece *piece)
{
    size_t at = piece->to, next;
    for (uint32_t c; (c = peek(text, at, &next)) && c != '\n'; at = next) {
        if (c == '\\' && next < text.n && text.p[next] != '\n')
            next++;
        else if (is_quote(c)) {
            piece->to = (uint32_t)next;
            return;
        }
    }
    piece->to = (uint32_t)at;
    piece->open = true;
}

static void read_run(struct view text, struct piece *piece)
{
    size_t at = piece->to, next;
    bool figure = piece->kind == PIECE_FIGURE;
    for (uint32_t c; (c = peek(text, at, &next)); at = next) {
        bool inner = figure && (c == '.' || c == ':' || c == '-' || c == 0xff1a);
        bool dots = inner && next < text.n && text.p[next] == '.';
        if (dots || !(is_digit(c) || inner || (!figure && is_letter(c))))
            break;
    }
    piece->to = (uint32_t)at;
}

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0x3000;
}

struct piece lex_next(struct view text, uint32_t *at)
{
    size_t from = *at, next;
    bool first = from == 0 || (from <= text.n && text.p[from - 1] == '\n');
    uint32_t c;
    while ((c = peek(text, from, &next)) && is_blank(c)) {
        first |= c == '\n';
        from = next;
    }
    struct piece piece = {PIECE_END, (uint32_t)from, (uint32_t)next, first, false};
    if (from >= text.n)
        piece.to = piece.from;
    else if (is_comment(c)) {
        piece.kind = PIECE_COMMENT;
        piece.to = (uint32_t)to_line_end(text, from);
    } else if (is_quote(c)) {
        piece.kind = PIECE_STRING;
        read_string(text, &piece);
    } else {
        piece.kind = is_digit(c) ? PIECE_FIGURE : is_letter(c) ? PIECE_WORD : PIECE_SIGN;
        if (piece.kind != PIECE_SIGN)
            read_run(text, &piece);
    }
    *at = piece.to;
    return piece;
}

/* ---- keywords ---- */

static const struct key_entry entries[KEYS] = {
#define WORD(token, zh, en, kind) {zh, en, KEY_##kind},
#include "dsl/syntax/keywords.h"
#undef WORD
};

const struct key_entry *key_entry(enum key key)
{
    return &entries[key];
}

enum key key_find(struct view spelling)
{
    for (int i = 0; i < KEYS && spelling.n <= 12; i++)
        if (view_is(spelling, entries[i].zh) || view_is(spelling, entries[i].en))
            return (enum key)i;
    return NO_KEY;
}

const char *key_operand(enum key key, bool english)
{
    static const struct {
        const char *name, *zh, *en;
    } operands[] = {
#define OPERAND(token, zh, en) {#token, zh, en},
#include "dsl/syntax/titles.h"
    };
    static const char *const names[KEYS] = {
#define WORD(token, zh, en, kind) #token,
#include "dsl/syntax/keywords.h"
#undef WORD
    };
    for (size_t i = 0; i < sizeof operands / sizeof *operands; i++)
        if (strcmp(operands[i].name, names[key]) == 0)
            return english ? operands[i].en : operands[i].zh;
    return "";
}

bool key_allowed(enum key block, enum key clause)
{
    static const unsigned char pairs[][2] = {
#define MAY(block, keyword, node, least, most) {KEY_##block, KEY_##keyword},
#include "dsl/syntax/blocks.h"
#undef MAY
    };
    if (block == NO_KEY)
        return entries[clause].kind == KEY_BLOCK && clause != KEY_DUTY && clause != KEY_TABLE;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][0] == block && pairs[i][1] == clause)
            return true;
    return false;
}
