/* filter: between scanner and parser, with all tokens of a file before it.
 *
 * A parser that meets a mistake knows only the token it cannot use; an official wants to hear of
 * the duty that has no brace or the clause that says nothing. So everything that can be told from
 * the first word of a line is settled here: where a block begins and must have ended (frames.c),
 * which clause stands where it cannot, which word is none. What is settled is put right in the
 * output, and every token that starts something is marked, so that the parser knows where to go on
 * after a mistake of its own. */
#include "dsl/syntax/filter.h"

#include "dsl/syntax/parser.h"

static bool is_first(const struct token *token)
{
    return token->flags & TOKEN_FIRST;
}

/* First of its line, or behind a brace on it: here a block, clause or entry may begin. */
bool filter_is_fresh(const struct filter *f)
{
    int last = f->at ? f->in[f->at - 1].kind : 0;
    return is_first(filter_current(f)) || last == TOK_LBRACE || last == TOK_RBRACE;
}

static void pass(struct filter *f, unsigned flags)
{
    mend_emit(f, filter_current(f), flags);
    f->at++;
}

static void skip_line(struct filter *f)
{
    for (f->at++; filter_current(f)->kind && !is_first(filter_current(f)); f->at++) {
        if (filter_current(f)->kind == TOK_LBRACE || filter_current(f)->kind == TOK_RBRACE)
            return;
    }
}

void filter_begin(struct filter *f, int clause)
{
    f->clause = clause;
    f->part_done = f->colon = f->gap_said = false;
    f->parens = f->parens_dropped = 0;
    f->head_block = 0;
}

/* Clauses */

/* Whether a clause's keyword belongs to the clause at hand: 交 behind 其中, 设 behind 例. */
static bool is_part(const struct filter *f, int kind)
{
    int last = mend_last(f)->kind;
    switch (f->clause) {
    case TOK_WHERE:
    case TOK_STEP:
    case TOK_ESCALATE:
    case TOK_OTHERWISE:
        if (kind == TOK_ASSIGN)
            return !f->part_done;
        break;
    case TOK_LIKE:
        if (kind == TOK_GIVEN)
            return true;
        break;
    case TOK_REDO:
        if (kind == TOK_FLOOR)
            return true;
        break;
    case TOK_EXPECT:
        if (!block_allows(TOK_TEST, kind))
            return true;
        break;
    case TOK_COLLECT:
        if (kind == TOK_CONTACT)
            return true;
        break;
    default:
        break;
    }
    switch (kind) {
    case TOK_HOURS:
        return last == TOK_FIGURE;
    case TOK_WORKDAY:
    case TOK_HOLIDAY:
        return last == TOK_FIGURE || last == TOK_EQ || last == TOK_NE || last == TOK_IN ||
               last == TOK_SEP;
    case TOK_ENV:
    case TOK_FILE:
        return last == TOK_EQ;
    case TOK_AT:
    case TOK_HEIR:
    case TOK_FLOOR:
    case TOK_BECAUSE:
    case TOK_ONLY:
    case TOK_ASK:
    case TOK_DUE:
    case TOK_ALSO:
        return true;
    default:
        return false;
    }
}

static bool may_close_for(const struct filter *f, int keyword)
{
    const struct frame *top = f->open.n ? &f->open.at[f->open.n - 1] : NULL;
    bool outer = false;
    for (size_t i = 0; i + 1 < f->open.n; i++)
        outer = outer || block_allows(f->open.at[i].block, keyword);
    return outer && (f->missing > 0 || (top->indented && is_first(filter_current(f)) &&
                                        filter_current(f)->indent <= top->indent));
}

/* A reserved word as a name is reported and taken for the name it was meant to be. */
static void name_not_keyword(struct filter *f, unsigned flags)
{
    struct token name = *filter_current(f);
    SAY(f->p, E0215, name.span, source_text(f->p->sources, name.span));
    name.kind = TOK_NAME;
    name.text = source_text(f->p->sources, name.span);
    mend_emit(f, &name, flags);
    f->at++;
}

static void misplaced_clause(struct filter *f, int keyword)
{
    block_say_elsewhere(f->p, filter_current(f)->span, filter_block(f), keyword);
    skip_line(f);
    while (filter_current(f)->kind && filter_current(f)->kind != TOK_RBRACE && !filter_is_fresh(f))
        f->at = frames_behind(f, f->at);
}

void filter_clause(struct filter *f)
{
    int keyword = filter_current(f)->kind;
    if (!block_allows(filter_block(f), keyword)) {
        if (may_close_for(f, keyword))
            frames_close_for(f, keyword);
        else if (!frames_reopen_for(f, keyword)) {
            if (block_has_clauses(filter_block(f)) || f->open.n == 0)
                misplaced_clause(f, keyword);
            else {
                filter_begin(f, 0);
                name_not_keyword(f, TOKEN_START);
            }
            return;
        }
    }
    filter_begin(f, keyword);
    pass(f, TOKEN_START);
}

/* 交 环境: a keyword where the clause at hand still lacks its name. */
static bool stands_for_name(const struct filter *f)
{
    switch (mend_last(f)->kind) {
    case TOK_ASSIGN:
    case TOK_ASSIST:
    case TOK_OWNER:
    case TOK_BY:
    case TOK_SUPERVISE:
    case TOK_SERVES:
    case TOK_TO:
    case TOK_PARENT:
    case TOK_ROLE:
    case TOK_LEVEL:
    case TOK_WAY:
    case TOK_CLOCK:
    case TOK_LANGUAGES:
        return !block_allows(filter_block(f), filter_current(f)->kind);
    default:
        return false;
    }
}

static void part(struct filter *f)
{
    if (filter_current(f)->kind == TOK_ASSIGN)
        f->part_done = true;
    pass(f, 0);
}

/* Lines */

/* Whether what was written so far cannot end here: a list or comparison goes on. */
static bool goes_on(const struct filter *f)
{
    const struct token *last = mend_last(f);
    switch (last->kind) {
    case 0:
    case TOK_NAME:
    case TOK_STRING:
    case TOK_FIGURE:
    case TOK_DAY:
    case TOK_TIME:
    case TOK_PERCENT:
    case TOK_RPAREN:
    case TOK_LBRACE:
    case TOK_RBRACE:
    case TOK_URGENT:
    case TOK_HOURS:
    case TOK_WORKDAY:
    case TOK_HOLIDAY:
    case TOK_CONTACT:
        return false;
    default:
        return !word_is(last->kind, WORD_BLOCK) || last->flags & TOKEN_START;
    }
}

static void entry(struct filter *f)
{
    int kind = filter_current(f)->kind;
    bool name = kind == TOK_NAME || word_is(kind, WORD_BLOCK);
    if (!name || goes_on(f)) {
        pass(f, 0);
        return;
    }
    filter_begin(f, 0);
    if (filter_block(f) == TOK_AREA) { /* it may have a body of its own */
        f->head_block = TOK_AREA;
        f->head = f->at;
    }
    bool words = filter_block(f) == TOK_WORDS || filter_block(f) == TOK_CUE;
    pass(f, words ? 0 : TOKEN_START);
}

static void outside(struct filter *f)
{
    bool name = filter_current(f)->kind == TOK_NAME;
    bool head_goes_on = f->head_block && (!name || goes_on(f));
    if (head_goes_on)
        pass(f, 0);
    else if (name)
        unknown_word(f);
    else {
        SAY(f->p, E0202, filter_current(f)->span,
            source_text(f->p->sources, filter_current(f)->span), block_title(0),
            block_words(f->p, 0));
        f->at = frames_behind(f, f->at);
    }
}

/* 时限 is a block's word and, in a block that may have a clock of its own, a clause's. */
static bool is_clause(const struct filter *f, int kind)
{
    bool clock = kind == TOK_CLOCK && block_has_clauses(filter_block(f)) && !goes_on(f) &&
                 f->clause != TOK_EXPECT;
    return clock || word_is(kind, WORD_CLAUSE);
}

static void line(struct filter *f)
{
    const struct token *token = filter_current(f);
    bool word = token->kind == TOK_NAME || word_is(token->kind, WORD_BLOCK);
    bool in_head = f->head_block && f->brace_after >= f->at;
    frames_by_indent(f);
    if (in_head)
        pass(f, 0);
    else if (frames_is_opening(f, f->at))
        frames_open_block(f);
    else if (is_clause(f, token->kind))
        is_part(f, token->kind) || block_needs_body(f->head_block) ? part(f) : filter_clause(f);
    else if (f->open.n == 0)
        outside(f);
    else if (!block_has_clauses(filter_block(f)))
        entry(f);
    else if (word && !goes_on(f) && f->clause != TOK_EXPECT && token->kind == TOK_NAME)
        unknown_word(f);
    else if (word && !goes_on(f) && f->clause != TOK_EXPECT)
        frames_open_block(f);
    else
        pass(f, 0);
}

static void inside(struct filter *f)
{
    const struct token *token = filter_current(f);
    bool keyword = word_is(token->kind, WORD_CLAUSE) || token->kind == TOK_CLOCK;
    bool body = keyword && block_has_clauses(filter_block(f)) && !f->head_block;
    if (!body || !is_clause(f, token->kind))
        pass(f, 0);
    else if (is_part(f, token->kind))
        part(f);
    else if (stands_for_name(f))
        name_not_keyword(f, 0);
    else
        filter_clause(f);
}

static void step(struct filter *f)
{
    mend_word(f, &f->in[f->at]);
    if (f->brace_after && f->at == f->brace_after + 1) {
        f->brace_after = 0;
        frames_put_brace(f);
    }
    if (filter_current(f)->kind == TOK_LBRACE)
        frames_open_brace(f);
    else if (filter_current(f)->kind == TOK_RBRACE)
        frames_close_brace(f);
    else if (filter_block(f) == TOK_TABLE && !f->head_block)
        filter_table(f);
    else if (filter_is_fresh(f))
        line(f);
    else
        inside(f);
}

static void run(struct filter *f)
{
    while (filter_current(f)->kind)
        step(f);
    if (f->brace_after)
        frames_put_brace(f);
    frames_end(f);
}

/* A block that stood inside another is read as if it stood behind everything. */
static void run_aside(struct filter *f, size_t from)
{
    f->at = from;
    size_t end = frames_behind(f, from);
    struct token stop = f->in[end];
    f->in[end].kind = 0;
    f->missing = 0;
    f->closed.block = 0;
    run(f);
    f->in[end] = stop;
}

void filter_tokens(struct parse *p)
{
    struct filter f = {.p = p, .in = p->raw.list.at};
    token_list_room(p->arena, &p->tokens, p->raw.list.n + p->raw.list.n / 16 + 16);
    for (size_t i = 0; i < p->raw.list.n; i++) {
        f.missing += f.in[i].kind == TOK_LBRACE;
        f.missing -= f.in[i].kind == TOK_RBRACE;
    }
    run(&f);
    struct token end = *filter_current(&f);
    for (size_t i = 0; i < f.aside.n; i++)
        run_aside(&f, f.aside.at[i]);
    VEC_ADD(p->arena, &p->tokens.list, end);
}
