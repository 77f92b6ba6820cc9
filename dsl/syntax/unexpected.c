/* unexpected: what is said when a token does not fit, and where reading goes on.
 *
 * The parser knows which tokens it could have used. That is the last resort; better things can be
 * said by looking back at the tokens before: a keyword with nothing behind it is to blame, not the
 * next line; a keyword where a name should stand is a name badly chosen; something behind a clause
 * that was complete is one thing too many. Only then is listed what could stand here, four things
 * at most, in words.
 *
 * A clause is complained about once. If scanner or filter have said something about it already,
 * the parser has nothing to add. */
#include "dsl/syntax/build.h"
#include "dsl/syntax/parser.h"

enum { MOST_LISTED = 4 };

static const struct token *token_at(const struct parse *p, size_t at)
{
    return &p->tokens.list.at[at];
}

/* The token that the clause, block or entry begins with in which the mistake stands. */
static size_t start_before(const struct parse *p)
{
    size_t at = p->read;
    while (at > 0) {
        const struct token *token = token_at(p, --at);
        if (token->flags & TOKEN_START)
            return at;
    }
    return 0;
}

/* The block around a token, by the braces before it; 0 outside. */
static int block_around(const struct parse *p, size_t at)
{
    long depth = 0;
    while (at > 0) {
        const struct token *token = token_at(p, --at);
        depth += token->kind == TOK_RBRACE;
        depth -= token->kind == TOK_LBRACE;
        if (depth < 0 && (token->flags & TOKEN_START) && word_is(token->kind, WORD_BLOCK))
            return token->kind;
        if (depth < 0 && (token->flags & TOKEN_START) && token->kind == TOK_NAME)
            return TOK_AREA;
    }
    return 0;
}

/* What a keyword or sign wants behind it. */
static struct view operand_of(int kind)
{
    switch (kind) {
#define OPERAND(token, zh, en)                                                                     \
    case TOK_##token:                                                                              \
        return BOTH(zh, en);
#include "dsl/syntax/titles.h"
    default:
        return word_is(kind, WORD_BLOCK) || word_is(kind, WORD_CLAUSE) ? BOTH("名称", "a name")
                                                                       : VIEW("");
    }
}

/* What a token is called. */
static struct view kind_title(int kind)
{
    const struct word *word = word_of(kind);
    switch (kind) {
#define SIGN(token, zh, en)                                                                        \
    case TOK_##token:                                                                              \
        return BOTH(zh, en);
#include "dsl/syntax/titles.h"
    default:
        return word && word->kind != WORD_OP ? block_title(kind) : VIEW("");
    }
}

static bool is_comparison(int kind)
{
    return kind == TOK_EQ || kind == TOK_NE || kind == TOK_LT || kind == TOK_LE || kind == TOK_GT ||
           kind == TOK_GE || kind == TOK_IN || kind == TOK_BEFORE || kind == TOK_AFTER ||
           kind == TOK_NOT_BEFORE || kind == TOK_NOT_AFTER;
}

/* What stands there, as it is written, shortened to a line. */
static struct view got_title(struct parse *p, const struct token *got)
{
    if (got->kind == 0)
        return BOTH("文件的结尾", "the end of the file");
    struct view text = source_text(p->sources, got->span);
    if (got->flags & TOKEN_MADE || !text.n)
        text = diag_half(kind_title(got->kind), DIAG_ZH);
    if (got->kind == TOK_STRING)
        return diag_both(p->arena, parse_text(p, "文字 %.*s", VIEW_FMT(text)),
                         parse_text(p, "the text %.*s", VIEW_FMT(text)));
    return diag_both(p->arena, parse_text(p, "“%.*s”", VIEW_FMT(text)),
                     parse_text(p, "\"%.*s\"", VIEW_FMT(text)));
}

/* The expected things, four at most; empty when there are more. */
static struct view expected_titles(struct parse *p, const int *expected, size_t count)
{
    bool name = false, compare = false, join = false;
    for (size_t i = 0; i < count; i++)
        name = name || expected[i] == TOK_NAME;
    struct buf zh, en;
    buf_init(&zh, 1024);
    buf_init(&en, 1024);
    size_t listed = 0;
    for (size_t i = 0; i < count; i++) {
        int kind = expected[i];
        bool group = (kind == TOK_AND || kind == TOK_OR) ? join
                     : is_comparison(kind)               ? compare
                                                         : false;
        struct view title = kind == TOK_AND || kind == TOK_OR
                                ? BOTH("“且”或“或”", "\"and\" or \"or\"")
                            : is_comparison(kind) && kind != TOK_EQ ? BOTH("比较", "a comparison")
                                                                    : kind_title(kind);
        join = join || kind == TOK_AND || kind == TOK_OR;
        compare = compare || is_comparison(kind);
        if (!title.n || group || kind == TOK_SEMICOLON || (name && word_is(kind, WORD_BLOCK)))
            continue;
        buf_text(&zh, listed ? "、" : "");
        buf_text(&en, listed ? ", " : "");
        buf_view(&zh, diag_half(title, DIAG_ZH));
        buf_view(&en, diag_half(title, DIAG_EN));
        listed++;
    }
    struct view both = listed && listed <= MOST_LISTED
                           ? diag_both(p->arena, buf_seen(&zh), buf_seen(&en))
                           : VIEW("");
    buf_free(&zh);
    buf_free(&en);
    return both;
}

static bool expects(const int *expected, size_t count, int kind)
{
    for (size_t i = 0; i < count; i++) {
        if (expected[i] == kind)
            return true;
    }
    return false;
}

/* Words from everyday language where the rules have a sign or keyword. */
static struct view meant_by(struct view written)
{
    static const char *const words[][2] = {
        {"并且", "且"},   {"而且", "且"},   {"以及", "且"}, {"同时", "且"}, {"或者", "或"},
        {"不是", "!="},   {"等于", "="},    {"是", "="},    {"为", "="},    {"属于", "在"},
        {"位于", "在"},   {"大于", ">"},    {"小于", "<"},  {"超过", ">"},  {"不低于", ">="},
        {"不少于", ">="}, {"不超过", "<="}, {"至", ".."},   {"到", ".."},   {"和", "、"},
        {"与", "、"},     {"不", "非"}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (view_is(written, words[i][0]))
            return view_of(words[i][1]);
    }
    return VIEW("");
}

/* The ways to say it, best first; each returns whether it was the one. */

static bool say_reserved(struct parse *p, const struct token *last, const struct token *got,
                         const int *expected, size_t count)
{
    bool keyword = word_is(got->kind, WORD_CLAUSE) || word_is(got->kind, WORD_OP);
    bool strange =
        word_is(got->kind, WORD_OP) || !block_allows(block_around(p, p->read), got->kind);
    bool head = word_is(last->kind, WORD_BLOCK) || last->kind == TOK_EQ || last->kind == TOK_SEP ||
                (word_is(last->kind, WORD_CLAUSE) && strange);
    bool starts = got->flags & (TOKEN_FIRST | TOKEN_START);
    if (!keyword || !head || starts || !expects(expected, count, TOK_NAME))
        return false;
    SAY(p, E0215, got->span, source_text(p->sources, got->span));
    return true;
}

static bool say_empty(struct parse *p, const struct token *last, const struct token *got)
{
    struct view operand = operand_of(last->kind);
    bool ends = got->kind == 0 || got->kind == TOK_RBRACE || got->kind == TOK_LBRACE ||
                got->flags & (TOKEN_FIRST | TOKEN_START) || word_is(got->kind, WORD_CLAUSE);
    if (!operand.n || !ends || last->flags & TOKEN_MADE)
        return false;
    SAY(p, E0208, last->span, source_text(p->sources, last->span), operand);
    return true;
}

/* A name that should be in quotation marks, or should not. */
static void fix_quotes(struct parse *p, struct diag *diag, const struct token *got,
                       const int *expected, size_t count)
{
    bool name = expects(expected, count, TOK_NAME), string = expects(expected, count, TOK_STRING);
    if (got->kind == TOK_NAME && string && !name)
        parse_fix(p, diag, got->span, parse_text(p, "\"%.*s\"", VIEW_FMT(got->text)));
    if (got->kind == TOK_STRING && name && !string)
        parse_fix(p, diag, got->span, got->text);
}

static void say_expected(struct parse *p, const struct token *last, const struct token *got,
                         const int *expected, size_t count)
{
    struct view wanted = last->kind != TOK_NAME ? operand_of(last->kind) : VIEW("");
    struct view meant = got->kind == TOK_NAME ? meant_by(got->text) : VIEW("");
    struct diag *diag;
    if (!wanted.n || count > 30)
        wanted = expected_titles(p, expected, count);
    if (!wanted.n && meant.n)
        wanted = parse_text(p, "“%.*s”\x1f\"%.*s\"", VIEW_FMT(meant), VIEW_FMT(meant));
    if (wanted.n) {
        diag = SAY(p, E0201, got->span, got_title(p, got), wanted);
    } else {
        int block = block_around(p, p->read);
        diag =
            SAY(p, E0202, got->span, got_title(p, got), block_title(block), block_words(p, block));
    }
    if (meant.n)
        parse_fix(p, diag, got->span, meant);
    else
        fix_quotes(p, diag, got, expected, count);
}

/* Whether a quotation mark is missing further on in the line: then what is text and what is not is
 * in doubt, and that was said. */
static bool is_in_doubt(struct parse *p)
{
    for (size_t at = p->read; token_at(p, at)->kind; at++) {
        if (at > p->read && token_at(p, at)->flags & TOKEN_FIRST)
            return false;
        if (token_at(p, at)->flags & TOKEN_OPEN)
            return true;
    }
    return false;
}

void parse_unexpected(struct parse *p, const int *expected, size_t count)
{
    static const struct token none;
    const struct token *got = token_at(p, p->read);
    const struct token *last = p->read ? token_at(p, p->read - 1) : &none;
    struct token end_of_cell = *got;
    if (got->kind == TOK_CELL || got->kind == TOK_ROW) { /* shown where the cell ends */
        end_of_cell.span = parse_span(p, last->span.to, last->span.to);
        got = &end_of_cell;
    }
    if (p->errors >= MOST_ERRORS) { /* only counted: looking back costs time */
        p->errors++;
        return;
    }
    size_t start = start_before(p);
    if (parse_said(p, token_at(p, start)->span.from, got->span.to) || got->flags & TOKEN_MADE ||
        p->read == p->stuck || is_in_doubt(p))
        return;
    if (!say_reserved(p, last, got, expected, count) && !say_empty(p, last, got))
        say_expected(p, last, got, expected, count);
}

/* Going on */

bool parse_resync(struct parse *p, bool head)
{
    size_t at = p->read;
    long depth = 0;
    if (at == p->stuck && !token_at(p, at)->kind)
        return false;
    if (at == p->stuck)
        at++;
    for (; token_at(p, at)->kind; at++) {
        const struct token *token = token_at(p, at);
        bool stops = (token->flags & TOKEN_START) || token->kind == TOK_RBRACE ||
                     (head && token->kind == TOK_LBRACE);
        if (depth == 0 && stops)
            break;
        depth += token->kind == TOK_LBRACE;
        depth -= token->kind == TOK_RBRACE;
    }
    p->stuck = at;
    p->next = at;
    return true;
}

/* What was lost */

struct node *build_lost(struct parse *p)
{
    const struct token *start = token_at(p, start_before(p));
    enum node_kind kind = block_clause(start->kind);
    if (kind < NODE_LANGUAGES)
        return NULL;
    struct span span = start->span;
    span.to = token_at(p, p->read)->span.from;
    struct node *node = node_make(p, kind, span);
    node->broken = true;
    return node;
}

struct chain build_lost_head(struct parse *p)
{
    size_t at = start_before(p) + 1;
    struct chain chain = {.broken = true};
    const struct token *name = token_at(p, at);
    if (at >= p->read)
        return chain;
    if (name->kind == TOK_STRING || name->kind == TOK_FIGURE)
        chain = chain_add(chain, node_leaf(p, NODE_STRING, name));
    else if (name->kind == TOK_NAME || word_is(name->kind, WORD_BLOCK))
        chain = chain_add(chain, node_leaf(p, NODE_NAME, name));
    return chain;
}
