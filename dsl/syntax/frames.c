/* frames: which braces are missing, which are too many, and where.
 *
 * Braces alone cannot tell: a missing one is noticed at the end of the file, a hundred duties
 * later. Two other signs can. A block's keyword at the start of a line shows where the open block
 * must have ended, if that cannot contain it. And indentation shows it, but only in a file whose
 * braces do not balance, and only for blocks whose body is indented at all: authors may indent as
 * they like.
 *
 * Whatever is decided is put into the output as a brace of zero width, so the parser sees balanced
 * braces and every duty where it belongs. A block that stands inside one that cannot contain it,
 * with all braces in order, is not a brace's fault: it is reported as misplaced and read at the
 * end, so that what it says is still known. */
#include "dsl/syntax/filter.h"
#include "dsl/syntax/parser.h"

enum { DEEPEST = 40, LONGEST_HEAD = 400 };

static const struct token *token_at(const struct filter *f, size_t at)
{
    return &f->in[at];
}

static struct frame *top_of(const struct filter *f)
{
    return f->open.n ? &f->open.at[f->open.n - 1] : NULL;
}

static bool is_name(int kind)
{
    return kind == TOK_NAME || word_is(kind, WORD_BLOCK);
}

static bool line_has_brace(const struct filter *f, size_t at)
{
    size_t end = at + LONGEST_HEAD;
    for (at++; at < end && f->in[at].kind && !(f->in[at].flags & TOKEN_FIRST); at++) {
        if (f->in[at].kind == TOK_LBRACE)
            return true;
    }
    return false;
}

/* A block's keyword may also be a name; here it opens a block if what follows looks like a head. */
bool frames_is_opening(const struct filter *f, size_t at)
{
    int keyword = f->in[at].kind;
    if (!word_is(keyword, WORD_BLOCK))
        return false;
    if (f->open.n == 0)
        return true;
    size_t next = at + 1 + (f->in[at + 1].kind == TOK_COLON);
    int first = f->in[next].kind, second = first ? f->in[next + 1].kind : 0;
    bool brace = line_has_brace(f, at);
    switch (keyword) {
    case TOK_DUTY:
        return first == TOK_LBRACE ||
               ((first == TOK_STRING || first == TOK_FIGURE || first == TOK_NAME) &&
                (second == TOK_STRING || brace));
    case TOK_TEST:
    case TOK_CALENDAR:
    case TOK_CLOCK:
    case TOK_WORDS:
    case TOK_CUE:
    case TOK_CHANNEL:
    case TOK_MODEL:
        return brace;
    case TOK_RETIRE:
        return first == TOK_STRING || first == TOK_FIGURE;
    case TOK_PERIOD:
        return is_name(first) && second == TOK_TIME;
    case TOK_AREA:
        return is_name(first) &&
               (second == TOK_STRING || second == TOK_AT || second == TOK_COLON || brace);
    default:
        return first == TOK_LBRACE || (is_name(first) && (second == TOK_STRING || brace));
    }
}

/* Names for messages */

static struct view head_name(const struct filter *f, size_t head)
{
    if (!word_is(f->in[head].kind, WORD_BLOCK)) /* an area within an area */
        return f->in[head].text;
    size_t next = head + 1 + (f->in[head + 1].kind == TOK_COLON);
    int kind = f->in[next].kind;
    bool named = is_name(kind) || kind == TOK_STRING || kind == TOK_FIGURE;
    return named && !(f->in[next].flags & TOKEN_FIRST) ? f->in[next].text : VIEW("");
}

static struct view frame_title(struct filter *f, int block, size_t head)
{
    struct parse *p = f->p;
    struct view title = block_title(block), name = head_name(f, head);
    size_t line = source_place(&p->sources->files.at[p->file], f->in[head].span.from).line;
    return diag_both(p->arena,
                     parse_text(p, "%.*s%s%.*s%s（第 %zu 行）", VIEW_FMT(diag_half(title, DIAG_ZH)),
                                name.n ? "“" : "", VIEW_FMT(name), name.n ? "”" : "", line),
                     parse_text(p, "%.*s%s%.*s%s (line %zu)", VIEW_FMT(diag_half(title, DIAG_EN)),
                                name.n ? " \"" : "", VIEW_FMT(name), name.n ? "\"" : "", line));
}

/* From a head's keyword to its last token before the brace. */
static struct span head_span(const struct filter *f, size_t head)
{
    struct span span = f->in[head].span;
    for (size_t i = head + 1; f->in[i].kind && f->in[i].kind != TOK_LBRACE; i++) {
        if (f->in[i].flags & TOKEN_FIRST)
            break;
        span.to = f->in[i].span.to;
    }
    return span;
}

/* Where the token before the one at hand ends. */
static uint32_t end_before(const struct filter *f)
{
    return f->at ? f->in[f->at - 1].span.to : 0;
}

/* Closing */

static void say_missing(struct filter *f, const struct frame *frame)
{
    struct parse *p = f->p;
    struct diag *diag =
        SAY(p, E0203, head_span(f, frame->head), frame_title(f, frame->block, frame->head));
    uint32_t end = end_before(f);
    const struct token *here = token_at(f, f->at);
    if (here->kind)
        parse_label(p, diag, here->span, BOTH("读到这里还没有“}”", "still open here"));
    parse_fix(p, diag, parse_span(p, end, end), parse_text(p, "\n%*s}", (int)frame->indent, ""));
}

static void pop(struct filter *f)
{
    struct frame frame = f->open.at[--f->open.n];
    f->clause = 0;
    f->head_block = 0;
    if (f->open.n == 0) {
        f->closed = frame;
        f->closed_out = f->p->tokens.list.n - 1;
    }
}

/* Puts in the brace that the innermost block lacks. */
static void close_missing(struct filter *f)
{
    if (!top_of(f)->quiet)
        say_missing(f, top_of(f));
    f->missing--;
    mend_put(f, TOK_RBRACE, end_before(f));
    pop(f);
    f->closed.block = 0;
}

bool frames_close_for(struct filter *f, int keyword)
{
    size_t depth = f->open.n;
    while (depth > 0 && !block_allows(f->open.at[depth - 1].block, keyword))
        depth--;
    if (depth == 0 && !block_allows(0, keyword))
        return false;
    while (f->open.n > depth)
        close_missing(f);
    return true;
}

static bool starts_something(const struct filter *f)
{
    const struct token *token = token_at(f, f->at);
    const struct frame *outer = f->open.n > 1 ? &f->open.at[f->open.n - 2] : NULL;
    if (frames_is_opening(f, f->at) || word_is(token->kind, WORD_CLAUSE))
        return block_allows(outer ? outer->block : 0, token->kind);
    return outer && outer->block == TOK_AREA && is_name(token->kind);
}

void frames_by_indent(struct filter *f)
{
    struct frame *top = top_of(f);
    const struct token *token = token_at(f, f->at);
    if (!top || !(token->flags & TOKEN_FIRST))
        return;
    top->indented = top->indented || token->indent > top->indent;
    while (f->missing > 0 && (top = top_of(f)) != NULL && top->indented &&
           token->indent <= top->indent && starts_something(f))
        close_missing(f);
}

/* Reopening */

bool frames_reopen_for(struct filter *f, int keyword)
{
    struct parse *p = f->p;
    if (f->open.n || !f->closed.block || !block_allows(f->closed.block, keyword))
        return false;
    const struct token *out = &p->tokens.list.at[f->closed_out];
    if (f->missing < 0) {
        SAY(p, E0204, out->span);
        f->missing++;
    } else {
        block_say_elsewhere(p, f->in[f->at].span, 0, keyword);
        f->closed.quiet = true;
    }
    size_t rest = --p->tokens.list.n - f->closed_out;
    memmove(&p->tokens.list.at[f->closed_out], out + 1, rest * sizeof *out);
    VEC_ADD(p->arena, &f->open, f->closed);
    f->closed.block = 0;
    return true;
}

/* Opening */

size_t frames_behind(const struct filter *f, size_t at)
{
    size_t start = at++;
    while (f->in[at].kind && !(f->in[at].flags & TOKEN_FIRST) && f->in[at].kind != TOK_LBRACE &&
           f->in[at].kind != TOK_RBRACE)
        at++;
    if (f->in[at].kind != TOK_LBRACE)
        return at;
    long depth = 0;
    for (; f->in[at].kind; at++) {
        bool next_block = f->missing > 0 && at > start && (f->in[at].flags & TOKEN_FIRST) &&
                          f->in[at].indent <= f->in[start].indent &&
                          word_is(f->in[at].kind, WORD_BLOCK);
        if (next_block)
            return at;
        depth += f->in[at].kind == TOK_LBRACE;
        depth -= f->in[at].kind == TOK_RBRACE;
        if (depth == 0)
            return at + 1;
    }
    return at;
}

static bool is_head_clause(int kind)
{
    return kind == TOK_CODE || kind == TOK_BASIS || kind == TOK_OWNER || kind == TOK_PARENT ||
           kind == TOK_LEVEL || kind == TOK_BY;
}

/* Whether the head that starts at `at` is followed by its brace; else its last token in *end. */
static bool head_has_brace(const struct filter *f, size_t at, size_t *end)
{
    *end = at;
    bool line_over = false;
    if (f->in[at].kind == TOK_TABLE) /* what stands on its line is its first row */
        return f->in[at + 1].kind == TOK_LBRACE;
    for (at++; f->in[at].kind; at++) {
        const struct token *token = token_at(f, at);
        bool first = token->flags & TOKEN_FIRST;
        line_over = line_over || first;
        if (token->kind == TOK_LBRACE)
            return true;
        if (token->kind == TOK_RBRACE)
            return false;
        if (first && (word_is(token->kind, WORD_BLOCK) || is_name(token->kind) ||
                      (word_is(token->kind, WORD_CLAUSE) && !is_head_clause(token->kind))))
            return false;
        if (!line_over)
            *end = at;
    }
    return false;
}

/* A tag may do without values; but a name on the line below the whole head, indented deeper, is
 * one.
 */
static bool has_values_below(const struct filter *f, int keyword, size_t end)
{
    const struct token *next = token_at(f, end + 1);
    return keyword == TOK_TAG && f->in[end].kind == TOK_STRING && is_name(next->kind) &&
           next->flags & TOKEN_FIRST && next->indent > filter_current(f)->indent;
}

static void plan_brace(struct filter *f, int keyword)
{
    size_t end;
    f->brace_after = 0;
    if (head_has_brace(f, f->at, &end) ||
        !(block_needs_body(keyword) || has_values_below(f, keyword, end)))
        return;
    f->brace_after = end;
    f->missing++;
    if (f->in[end].flags & TOKEN_OPEN)
        return; /* the brace is in the string, and the string was complained of */
    struct diag *diag = SAY(f->p, E0210, head_span(f, f->at), frame_title(f, keyword, f->at));
    uint32_t place = f->in[end].span.to;
    bool empty = !f->in[end + 1].kind || frames_is_opening(f, end + 1);
    parse_fix(f->p, diag, parse_span(f->p, place, place), empty ? VIEW(" {}") : VIEW(" {"));
}

static void begin_block(struct filter *f, int keyword)
{
    plan_brace(f, keyword);
    f->head_block = keyword;
    f->head = f->at;
    f->clause = keyword;
    f->part_done = f->colon = f->gap_said = false;
    if (f->open.n == 0)
        f->closed.block = 0;
    mend_emit(f, token_at(f, f->at), TOKEN_START);
    f->at++;
    if (f->brace_after && f->brace_after + 1 == f->at) {
        f->brace_after = 0;
        frames_put_brace(f);
    }
}

/* 区域 inside 区域: the keyword is not needed there, the entry begins with the name. */
static void begin_nested_area(struct filter *f)
{
    f->at++;
    f->colon = f->gap_said = false;
    mend_emit(f, token_at(f, f->at), TOKEN_START);
    f->at++;
    f->head_block = TOK_AREA;
    f->head = f->at - 1;
}

static bool stands_inside(const struct filter *f)
{
    const struct frame *top = top_of(f);
    return top && f->missing <= 0 && top->indented && f->in[f->at].indent > top->indent;
}

static void set_aside(struct filter *f, int keyword)
{
    block_say_elsewhere(f->p, f->in[f->at].span, filter_block(f), keyword);
    if (block_allows(0, keyword))
        VEC_ADD(f->p->arena, &f->aside, f->at);
    f->at = frames_behind(f, f->at);
}

void frames_open_block(struct filter *f)
{
    int keyword = f->in[f->at].kind;
    bool astray = f->missing < 0 && f->closed.block && f->in[f->at].indent > f->closed.indent;
    if (f->open.n == 0 && (astray || !block_allows(0, keyword)))
        frames_reopen_for(f, keyword);
    if (!block_allows(filter_block(f), keyword) &&
        (stands_inside(f) || !frames_close_for(f, keyword))) {
        set_aside(f, keyword);
        return;
    }
    if (keyword == TOK_AREA && filter_block(f) == TOK_AREA && is_name(f->in[f->at + 1].kind))
        begin_nested_area(f);
    else
        begin_block(f, keyword);
}

static void push(struct filter *f, bool quiet)
{
    struct frame frame = {.block = f->head_block, .head = f->head, .quiet = quiet};
    frame.indent = f->in[f->head].indent;
    if (!f->head_block) { /* a brace where none belongs: the parser says so */
        frame.block = filter_block(f);
        frame.head = f->at;
        frame.indent = f->in[f->at].indent;
    }
    VEC_ADD(f->p->arena, &f->open, frame);
    if (frame.block == TOK_TABLE)
        f->table.headed = f->table.framed = false, f->table.columns = 0;
    f->head_block = 0;
    f->clause = 0;
}

void frames_put_brace(struct filter *f)
{
    mend_put(f, TOK_LBRACE, end_before(f));
    push(f, true);
}

void frames_open_brace(struct filter *f)
{
    if (f->open.n >= DEEPEST) {
        SAY(f->p, E0214, f->in[f->at].span, VIEW("40"));
        size_t behind = frames_behind(f, f->at ? f->at - 1 : 0);
        f->at = behind > f->at ? behind : f->at + 1;
        return;
    }
    mend_emit(f, token_at(f, f->at), 0);
    push(f, false);
    f->at++;
}

void frames_close_brace(struct filter *f)
{
    const struct token *brace = token_at(f, f->at);
    bool first = brace->flags & TOKEN_FIRST;
    while (first && f->missing > 0 && f->open.n > 1 && top_of(f)->indent > brace->indent &&
           f->open.at[f->open.n - 2].indent >= brace->indent)
        close_missing(f);
    struct frame *top = top_of(f);
    bool too_deep = first && top && f->missing < 0 && brace->indent > top->indent;
    if (!top || too_deep) {
        SAY(f->p, E0204, brace->span);
        f->missing++;
    } else {
        mend_emit(f, brace, 0);
        pop(f);
    }
    f->at++;
}

void frames_end(struct filter *f)
{
    while (f->open.n)
        close_missing(f);
}
