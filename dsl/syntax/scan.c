/* scan: the scanner's actions, where they are more than a token.
 *
 * Three kinds of words are not what they look like. Between 22:00 and 6:00, 至 is a range sign and
 * no name. Behind a figure, 个 and 内 say nothing. Where only a number can stand, 五 is a number;
 * elsewhere it may be a name. So a name looks back at the tokens before it, at most two.
 *
 * A string's text is a slice of the source unless it holds escapes; only then is it copied. A
 * string that was opened by one kind of quotation mark may be closed by another, because word
 * processors turn them as they please; what decides is which mark still comes on this line. */
#include "dsl/syntax/scan.h"

#include "dsl/base/utf8.h"
#include "dsl/syntax/figure.h"
#include "dsl/syntax/parser.h"

static struct span here(const struct scan *scan)
{
    return parse_span(scan->p, scan->from, scan->at);
}

static struct view bytes_here(const struct scan *scan)
{
    return view_sub(scan->text, scan->from, scan->at);
}

/* The token so many before this one; kind 0 before the first. */
static const struct token *before(const struct scan *scan, size_t back)
{
    static const struct token none;
    size_t n = scan->out->list.n;
    return n >= back ? &scan->out->list.at[n - back] : &none;
}

static void follow_condition(struct scan *scan, int kind)
{
    if (kind == TOK_WHEN || kind == TOK_WHERE)
        scan->condition = true;
    else if (scan->condition && kind != TOK_NAME && kind != TOK_HOLIDAY && kind != TOK_WORKDAY)
        scan->condition = kind != TOK_LBRACE && kind != TOK_RBRACE && !word_is(kind, WORD_CLAUSE) &&
                          !(scan->first && word_is(kind, WORD_BLOCK));
}

int scan_token(struct scan *scan, struct token *token, int kind)
{
    follow_condition(scan, kind);
    token->kind = (int16_t)kind;
    token->span = here(scan);
    token->indent = scan->indent;
    token->flags = scan->first ? TOKEN_FIRST : 0;
    scan->first = false;
    return kind;
}

/* Line ends, blanks, comments */

enum { TAB = 4 };

void scan_line(struct scan *scan, const char *bytes, size_t n)
{
    unsigned indent = 0;
    for (size_t i = n; i > 0 && bytes[i - 1] != '\n'; i--)
        indent += bytes[i - 1] == '\t' ? TAB : 1;
    scan->indent = (uint8_t)(indent < UINT8_MAX ? indent : UINT8_MAX);
    scan->first = true;
}

void scan_blank_lines(struct scan *scan, const char *bytes, size_t n)
{
    scan_trivia(scan);
    scan_line(scan, bytes, n);
}

void scan_indent(struct scan *scan)
{
    if (scan->first && scan->indent < UINT8_MAX - 2)
        scan->indent = (uint8_t)(scan->indent + (scan->at - scan->from == 3 ? 2 : 1));
}

void scan_trivia(struct scan *scan)
{
    VEC_PUSH(scan->p->tree->arena, &scan->p->tree->trivia)->span = here(scan);
}

size_t scan_whole(const char *bytes, size_t n)
{
    size_t last = n - 1;
    while (last > 0 && ((unsigned char)bytes[last] & 0xc0) == 0x80)
        last--;
    unsigned char lead = (unsigned char)bytes[last];
    size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    return n - last == length ? n : last;
}

/* Names */

static bool ends_operand(int kind)
{
    switch (kind) {
    case TOK_NAME:
    case TOK_STRING:
    case TOK_FIGURE:
    case TOK_DAY:
    case TOK_TIME:
    case TOK_PERCENT:
    case TOK_RPAREN:
    case TOK_HOLIDAY:
    case TOK_WORKDAY:
        return true;
    default:
        return word_is(kind, WORD_BLOCK);
    }
}

static bool wants_number(int kind)
{
    switch (kind) {
    case TOK_WITHIN:
    case TOK_ACCEPT:
    case TOK_HANDLE:
    case TOK_REMIND:
    case TOK_ESCALATE:
    case TOK_EXTEND:
    case TOK_PAUSE:
    case TOK_RATING:
    case TOK_REOPEN:
    case TOK_ASK_BACK:
    case TOK_GIVE_BACK:
    case TOK_FLOOR:
    case TOK_REDO:
    case TOK_GRANT:
    case TOK_LT:
    case TOK_LE:
    case TOK_GT:
    case TOK_GE:
        return true;
    default:
        return false;
    }
}

static size_t starts_with_one(struct view word, const char *const *heads)
{
    for (; *heads; heads++) {
        if (view_starts(word, view_of(*heads)))
            return strlen(*heads);
    }
    return 0;
}

/* 22:00至次日6:00 */
static size_t range_sign(const struct scan *scan, struct view word)
{
    static const char *const signs[] = {"至次日", "到次日", "至", "到", NULL};
    int kind = before(scan, 1)->kind;
    bool after = kind == TOK_TIME || kind == TOK_DAY || kind == TOK_FIGURE || kind == TOK_PERCENT;
    return after ? starts_with_one(word, signs) : 0;
}

/* 5 个工作日, 5 工作日 内 */
static size_t says_nothing(const struct scan *scan, struct view word)
{
    static const char *const counters[] = {"个", NULL};
    if (before(scan, 1)->kind == TOK_FIGURE)
        return starts_with_one(word, counters);
    bool within = view_is(word, "内") || view_is(word, "以内") || view_is(word, "之内");
    return within && before(scan, 2)->kind == TOK_FIGURE ? word.n : 0;
}

static size_t numeral(const struct scan *scan, struct view word, struct token *token)
{
    const struct token *last = before(scan, 1);
    int kind = last->kind == TOK_COLON ? before(scan, 2)->kind : last->kind;
    if (!wants_number(kind))
        return 0;
    struct figure figure = figure_read_chinese(word);
    token->number = figure.number;
    token->text = view_sub(word, 0, figure.length);
    return figure.length;
}

static void say_glued(struct scan *scan, struct view word, struct view operator, bool after)
{
    struct diag *diag = SAY(scan->p, E0104, here(scan), operator, word);
    parse_fix(scan->p, diag, here(scan), glue_spaced(scan, word, after));
    scan->glued_to = scan->at;
}

/* Cuts a name before or behind an operator that is glued to it. */
static struct view unglued(struct scan *scan, struct view word)
{
    bool after = ends_operand(before(scan, 1)->kind);
    size_t length = 0, at = glue_find(scan, word, after, &length);
    if (at == SIZE_MAX)
        return word;
    if (scan->from >= scan->glued_to)
        say_glued(scan, word, view_sub(word, at, at + length), after);
    return at ? view_sub(word, 0, at) : view_sub(word, 0, length);
}

static size_t name_or_keyword(struct scan *scan, struct view word, struct token *token, int *kind)
{
    struct view name = scan->condition ? unglued(scan, word) : word;
    const struct word *known = name.n < word.n ? words_find(&scan->p->words, name) : NULL;
    *kind = known ? known->token : TOK_NAME;
    token->text = name;
    return name.n;
}

int scan_name(struct scan *scan, struct token *token)
{
    struct view word = bytes_here(scan);
    const struct word *known = words_find(&scan->p->words, word);
    size_t n = word.n;
    int kind = 0;
    if (known) {
        kind = known->token;
        token->text = word;
    } else if ((n = says_nothing(scan, word)) > 0)
        kind = 0;
    else if ((n = range_sign(scan, word)) > 0)
        kind = TOK_DOTS;
    else if ((n = numeral(scan, word, token)) > 0)
        kind = TOK_FIGURE;
    else
        n = name_or_keyword(scan, word, token, &kind);
    scan->keep = (uint32_t)n;
    scan->at = scan->from + scan->keep;
    return kind ? scan_token(scan, token, kind) : 0;
}

/* Figures */

/* ０６０１ is the code 0601. */
static struct view plain_text(struct scan *scan, struct view wide)
{
    char *to = arena_alloc(scan->p->arena, wide.n + 1);
    size_t n = 0;
    for (size_t at = 0; at < wide.n;) {
        uint32_t c = utf8_next(wide, &at);
        n += utf8_put(c > 0xff00 && c < 0xff5f ? c - 0xfee0 : c, to + n);
    }
    return (struct view){to, n};
}

size_t scan_figure(struct scan *scan, struct token *token)
{
    static const int kinds[] = {TOK_FIGURE, TOK_DAY, TOK_TIME};
    static const enum diag_code codes[] = {DIAG_E0106, DIAG_E0107, DIAG_E0108};
    struct figure figure = figure_read(bytes_here(scan));
    scan->at = scan->from + (uint32_t)figure.length;
    token->text = bytes_here(scan);
    if (view_find(token->text, VIEW("\xef")) != SIZE_MAX)
        token->text = plain_text(scan, token->text);
    token->number = figure.number;
    scan_token(scan, token, kinds[figure.kind]);
    if (!figure.good)
        parse_say(scan->p, codes[figure.kind], token->span, 1, &token->text);
    return figure.length;
}

/* Strings */

void scan_open(struct scan *scan, bool word_quote)
{
    scan->quote = scan->from;
    scan->content = scan->at;
    scan->word_quote = word_quote;
    scan->escaped = false;
    scan->nested = 0;
}

void scan_bad_escape(struct scan *scan)
{
    size_t to = scan->at;
    if (to < scan->text.n && scan->text.p[to] != '\n')
        utf8_next(scan->text, &to);
    struct span place = parse_span(scan->p, scan->from, (uint32_t)to);
    struct diag *diag = SAY(scan->p, E0105, place, view_sub(scan->text, scan->from, to));
    parse_fix(scan->p, diag, here(scan), VIEW("\\\\"));
}

enum { LONGEST_STRING = 4096 };

/* Whether a mark still comes on this line, as far as a string may reach. */
static bool comes(const struct scan *scan, const char *mark)
{
    const char *from = scan->text.p + scan->at;
    size_t rest = scan->text.n - scan->at;
    rest = rest < LONGEST_STRING ? rest : LONGEST_STRING;
    const char *end = rest ? memchr(from, '\n', rest) : NULL;
    struct view line = {from, end ? (size_t)(end - from) : rest};
    return view_find(line, view_of(mark)) != SIZE_MAX;
}

bool scan_quote(struct scan *scan)
{
    bool plain = scan->text.p[scan->from] == '"';
    bool opens = !plain && view_is(bytes_here(scan), "“");
    if (plain)
        return !scan->word_quote || !comes(scan, "”");
    if (opens && (!scan->word_quote || comes(scan, "”"))) {
        scan->nested++;
        return false;
    }
    return scan->nested-- == 0;
}

static struct view decoded(struct scan *scan, struct view raw)
{
    char *to = arena_alloc(scan->p->arena, raw.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < raw.n; i++) {
        char next = raw.p[i] == '\\' && i + 1 < raw.n ? raw.p[i + 1] : 0;
        bool escape = next == 'n' || next == '"' || next == '\\';
        to[n++] = escape ? (next == 'n' ? '\n' : next) : raw.p[i];
        i += escape;
    }
    return (struct view){to, n};
}

static void say_open_end(struct scan *scan, uint32_t end)
{
    struct diag *diag = SAY(scan->p, E0103, parse_span(scan->p, scan->quote, end));
    parse_fix(scan->p, diag, parse_span(scan->p, end, end),
              scan->word_quote ? VIEW("”") : VIEW("\""));
}

/* The brace at the end of a head was not meant to be text. */
static struct view without_brace(struct view raw)
{
    bool brace = raw.n && raw.p[raw.n - 1] == '{';
    struct view rest = brace ? view_trim(view_sub(raw, 0, raw.n - 1)) : raw;
    return rest.n ? view_sub(raw, 0, (size_t)(rest.p - raw.p) + rest.n) : raw;
}

int scan_close(struct scan *scan, struct token *token, bool good)
{
    uint32_t end = good ? scan->from : scan->at;
    struct view raw = view_sub(scan->text, scan->content, end);
    if (!good) {
        raw = view_trim((struct view){raw.p, raw.n});
        raw = view_sub(scan->text, scan->content, (size_t)(raw.p - scan->text.p) + raw.n);
        say_open_end(scan, scan->content + (uint32_t)without_brace(raw).n);
    }
    token->text = memchr(raw.p, '\\', raw.n) ? decoded(scan, raw) : raw;
    scan->from = scan->quote;
    scan_token(scan, token, TOK_STRING);
    token->flags = (uint8_t)(token->flags | (good ? 0 : TOKEN_OPEN));
    return TOK_STRING;
}

/* Signs that are none */

static bool is_invisible(const struct scan *scan)
{
    return parse_said(scan->p, scan->from, scan->at);
}

/* What an official meant by a sign: full-width letters, other quotation marks. */
static struct view meant_by(struct scan *scan)
{
    static const char *const quotes[] = {"‘", "’", "「", "」", "『", "』", "„", "＂", "'", NULL};
    struct view sign = bytes_here(scan);
    if (starts_with_one(sign, quotes))
        return VIEW("\"");
    size_t at = 0;
    uint32_t c = utf8_next(sign, &at);
    if (c < 0xff01 || c > 0xff5e)
        return VIEW("");
    char plain = (char)(c - 0xff01 + '!');
    return view_keep(scan->p->arena, (struct view){&plain, 1});
}

static bool grow_last(struct scan *scan)
{
    struct parse *p = scan->p;
    struct diag *last =
        p->diags->list.n > p->first_diag ? &p->diags->list.at[p->diags->list.n - 1] : NULL;
    if (!last || last->code != DIAG_E0101 || last->span.to != scan->from || last->has_fix)
        return false;
    last->span.to = scan->at;
    last->args[0] = source_text(p->sources, last->span);
    return true;
}

void scan_stray(struct scan *scan)
{
    if (is_invisible(scan))
        return;
    struct view meant = meant_by(scan);
    if (!meant.n && grow_last(scan))
        return;
    struct diag *diag = SAY(scan->p, E0101, here(scan), bytes_here(scan));
    if (meant.n)
        parse_fix(scan->p, diag, here(scan), meant);
}

void scan_instead(struct scan *scan, struct view meant)
{
    struct diag *diag = SAY(scan->p, E0101, here(scan), bytes_here(scan));
    diag->suggestion = meant;
    parse_fix(scan->p, diag, here(scan), meant);
}
