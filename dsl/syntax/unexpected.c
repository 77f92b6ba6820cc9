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
    case TOK_ASSIGN: case TOK_ASSIST:
        return BOTH("单位或角色的名称", "the name of a unit or role");
    case TOK_OWNER: case TOK_BY: case TOK_SUPERVISE: case TOK_UNIT:
        return BOTH("单位的名称", "the name of a unit");
    case TOK_SERVES: case TOK_TO:
        return BOTH("区域的名称", "names of areas");
    case TOK_WITHIN: case TOK_ACCEPT: case TOK_HANDLE: case TOK_REMIND: case TOK_ESCALATE:
    case TOK_EXTEND: case TOK_FLOOR:
        return BOTH("时长，如 5 工作日", "a duration, as 5 workdays");
    case TOK_WHEN: case TOK_WHERE: case TOK_AND: case TOK_OR: case TOK_NOT: case TOK_LPAREN:
        return BOTH("条件", "a condition");
    case TOK_OTHERWISE:
        return BOTH("“交”和单位或角色的名称", "assign and the name of a unit or role");
    case TOK_RECOGNISE: case TOK_COLON: case TOK_DOTS: case TOK_WORDS:
        return BOTH("加引号的词语", "words in quotation marks");
    case TOK_OVER: case TOK_CODE: case TOK_HEIR: case TOK_RETIRE: case TOK_DUTY:
        return BOTH("加引号的编号", "a code in quotation marks");
    case TOK_LIKE: case TOK_CITIZEN: case TOK_ANSWER: case TOK_REMIT: case TOK_BASIS: case TOK_TEXT:
    case TOK_STEP: case TOK_MATERIAL: case TOK_HOTLINE: case TOK_CONTACT: case TOK_TEST:
    case TOK_HOLIDAY: case TOK_ENV: case TOK_FILE:
        return BOTH("加引号的文字", "a text in quotation marks");
    case TOK_COLLECT:
        return BOTH("地点、时间、照片、联系或详情", "place, time, photo, contact or detail");
    case TOK_HOURS:
        return BOTH("时刻范围，如 9:00..12:00", "times, as 9:00..12:00");
    case TOK_WINDOW:
        return BOTH("日期范围，如 2026-03-01..2026-09-30", "dates, as 2026-03-01..2026-09-30");
    case TOK_WORKDAY:
        return BOTH("日期，如 2026-01-04", "dates, as 2026-01-04");
    case TOK_DUE:
        return BOTH("日期和时刻，如 2026-11-24 17:30", "a day and time, as 2026-11-24 17:30");
    case TOK_REDO:
        return BOTH("比例，如 1/2 或 50%", "a ratio, as 1/2 or 50%");
    case TOK_GRANT: case TOK_LT: case TOK_LE: case TOK_GT: case TOK_GE:
        return BOTH("数", "a number");
    case TOK_BEFORE: case TOK_AFTER: case TOK_NOT_BEFORE: case TOK_NOT_AFTER:
        return BOTH("日期", "a date");
    case TOK_EQ: case TOK_NE: case TOK_IN:
        return BOTH("值", "a value");
    case TOK_GIVEN: case TOK_ENTERPRISE:
        return BOTH("“名称 = 值”", "\"name = value\"");
    case TOK_EXPECT:
        return BOTH("应有的结果，如 事项 \"0602\"", "what is expected, as duty \"0602\"");
    case TOK_BECAUSE: case TOK_ONLY:
        return BOTH("词语或要素", "words or facts");
    case TOK_SEP:
        return BOTH("下一项", "the next item");
    case TOK_AT:
        return BOTH("坐标，如 30.12,120.34", "a point, as 30.12,120.34");
    case TOK_AT_SIGN:
        return BOTH("词表的名称", "the name of a word list");
    case TOK_SLASH:
        return BOTH("英文文字", "a text in English");
    case TOK_CALENDAR:
        return BOTH("年份", "a year");
    default:
        return word_is(kind, WORD_BLOCK) || word_is(kind, WORD_CLAUSE) ? BOTH("名称", "a name") : VIEW("");
    }
}

/* What a token is called. */
static struct view kind_title(int kind)
{
    const struct word *word = word_of(kind);
    switch (kind) {
    case TOK_NAME: return BOTH("名称", "a name");
    case TOK_STRING: return BOTH("加引号的文字", "a text in quotation marks");
    case TOK_FIGURE: return BOTH("数", "a number");
    case TOK_DAY: return BOTH("日期", "a date");
    case TOK_TIME: return BOTH("时刻", "a time");
    case TOK_COLON: return BOTH("“：”", "\":\"");
    case TOK_SEP: return BOTH("“、”", "\"、\"");
    case TOK_LBRACE: return BOTH("“{”", "\"{\"");
    case TOK_RBRACE: return BOTH("“}”", "\"}\"");
    case TOK_LPAREN: return BOTH("“(”", "\"(\"");
    case TOK_RPAREN: return BOTH("“)”", "\")\"");
    case TOK_EQ: return BOTH("“=”", "\"=\"");
    case TOK_SLASH: return BOTH("“/”", "\"/\"");
    case TOK_PERCENT: return BOTH("“%”", "\"%\"");
    case TOK_AT_SIGN: return BOTH("“@”", "\"@\"");
    case TOK_DOTS: return BOTH("“..”", "\"..\"");
    default: return word && word->kind != WORD_OP ? block_title(kind) : VIEW("");
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
        bool group = (kind == TOK_AND || kind == TOK_OR) ? join : is_comparison(kind) ? compare : false;
        struct view title = kind == TOK_AND || kind == TOK_OR ? BOTH("“且”或“或”", "\"and\" or \"or\"")
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
                           ? diag_both(p->arena, buf_seen(&zh), buf_seen(&en)) : VIEW("");
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
        {"并且", "且"}, {"而且", "且"}, {"以及", "且"}, {"同时", "且"}, {"或者", "或"}, {"不是", "!="},
        {"等于", "="}, {"是", "="}, {"为", "="}, {"属于", "在"}, {"位于", "在"}, {"大于", ">"},
        {"小于", "<"}, {"超过", ">"}, {"不低于", ">="}, {"不少于", ">="}, {"不超过", "<="}, {"至", ".."},
        {"到", ".."}, {"和", "、"}, {"与", "、"}, {"不", "非"}};
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
    bool head = word_is(last->kind, WORD_BLOCK) || last->kind == TOK_EQ || last->kind == TOK_SEP ||
                (word_is(last->kind, WORD_CLAUSE) && word_is(got->kind, WORD_OP));
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
        diag = SAY(p, E0202, got->span, got_title(p, got), block_title(block), block_words(p, block));
    }
    if (meant.n)
        parse_fix(p, diag, got->span, meant);
    else
        fix_quotes(p, diag, got, expected, count);
}

void parse_unexpected(struct parse *p, const int *expected, size_t count)
{
    static const struct token none;
    const struct token *got = token_at(p, p->read);
    const struct token *last = p->read ? token_at(p, p->read - 1) : &none;
    size_t start = start_before(p);
    if (parse_said(p, token_at(p, start)->span.from, got->span.to) || got->flags & TOKEN_MADE ||
        p->read == p->stuck)
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
