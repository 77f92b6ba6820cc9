/* filter: between scanner and parser, with all tokens of a file before it.
 *
 * A parser that meets a mistake knows only the token it cannot use; an official wants to hear of
 * the duty that has no brace or the clause that says nothing. So everything that can be told from
 * the first word of a line is settled here: where a block begins and must have ended (frames.c),
 * which clause stands where it cannot, which word is none. What is settled is put right in the
 * output, and every token that starts something is marked, so that the parser knows where to go on
 * after a mistake of its own.
 *
 * A word that is nearly a keyword is reported and then taken for it: skipping a whole category for
 * one wrong character would hide every other mistake in it. Only what resembles nothing is skipped,
 * to the end of its line or to its matching brace. */
#include "dsl/syntax/filter.h"

#include "dsl/base/utf8.h"
#include "dsl/syntax/parser.h"

enum { MOST_SPELLINGS = 64 };

static const struct token *current(const struct filter *f)
{
    return &f->in[f->at];
}

static bool is_first(const struct token *token)
{
    return token->flags & TOKEN_FIRST;
}

/* First of its line, or behind a brace on it: here a block, clause or entry may begin. */
static bool is_fresh(const struct filter *f)
{
    int last = f->at ? f->in[f->at - 1].kind : 0;
    return is_first(current(f)) || last == TOK_LBRACE || last == TOK_RBRACE;
}

static void pass(struct filter *f, unsigned flags)
{
    mend_emit(f, current(f), flags);
    f->at++;
}

static void skip_line(struct filter *f)
{
    for (f->at++; current(f)->kind && !is_first(current(f)); f->at++) {
        if (current(f)->kind == TOK_LBRACE || current(f)->kind == TOK_RBRACE)
            return;
    }
}

static void begin(struct filter *f, int clause)
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
    case TOK_WHERE: case TOK_STEP: case TOK_ESCALATE: case TOK_OTHERWISE:
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
    case TOK_WORKDAY: case TOK_HOLIDAY:
        return last == TOK_FIGURE || last == TOK_EQ || last == TOK_NE || last == TOK_IN || last == TOK_SEP;
    case TOK_ENV: case TOK_FILE:
        return last == TOK_EQ;
    case TOK_AT: case TOK_HEIR: case TOK_FLOOR: case TOK_BECAUSE: case TOK_ONLY: case TOK_ASK: case TOK_DUE:
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
    return outer && (f->missing > 0 || (top->indented && is_first(current(f)) &&
                                        current(f)->indent <= top->indent));
}

/* A reserved word as a name is reported and taken for the name it was meant to be. */
static void name_not_keyword(struct filter *f, unsigned flags)
{
    struct token name = *current(f);
    SAY(f->p, E0215, name.span, source_text(f->p->sources, name.span));
    name.kind = TOK_NAME;
    name.text = source_text(f->p->sources, name.span);
    mend_emit(f, &name, flags);
    f->at++;
}

static void misplaced_clause(struct filter *f, int keyword)
{
    block_say_elsewhere(f->p, current(f)->span, filter_block(f), keyword);
    skip_line(f);
    while (current(f)->kind && current(f)->kind != TOK_RBRACE && !is_fresh(f))
        f->at = frames_behind(f, f->at);
}

static void clause(struct filter *f)
{
    int keyword = current(f)->kind;
    if (!block_allows(filter_block(f), keyword)) {
        if (may_close_for(f, keyword))
            frames_close_for(f, keyword);
        else if (!frames_reopen_for(f, keyword)) {
            if (block_has_clauses(filter_block(f)) || f->open.n == 0)
                misplaced_clause(f, keyword);
            else {
                begin(f, 0);
                name_not_keyword(f, TOKEN_START);
            }
            return;
        }
    }
    begin(f, keyword);
    pass(f, TOKEN_START);
}

/* 交 环境: a keyword where the clause at hand still lacks its name. */
static bool stands_for_name(const struct filter *f)
{
    switch (mend_last(f)->kind) {
    case TOK_ASSIGN: case TOK_ASSIST: case TOK_OWNER: case TOK_BY: case TOK_SUPERVISE:
    case TOK_SERVES: case TOK_TO: case TOK_PARENT: case TOK_ROLE: case TOK_LEVEL: case TOK_WAY:
    case TOK_CLOCK: case TOK_LANGUAGES:
        return !block_allows(filter_block(f), current(f)->kind);
    default:
        return false;
    }
}

static void part(struct filter *f)
{
    if (current(f)->kind == TOK_ASSIGN)
        f->part_done = true;
    pass(f, 0);
}

/* Words that are none */

struct guess {
    const struct word *word; /* what is taken for it, or NULL */
    struct view spelling;
    size_t glued; /* bytes of a keyword that its operand is glued to */
};

static bool is_operand(int kind)
{
    return kind == TOK_NAME || kind == TOK_STRING || kind == TOK_FIGURE || kind == TOK_AT_SIGN ||
           kind == TOK_DAY || kind == TOK_COLON || word_is(kind, WORD_BLOCK);
}

/* A keyword at the start of a word: 交城管局 (its operand glued to it), 交给 城管局 (a synonym). */
static struct guess guess_by_head(const struct filter *f, struct view written,
                                  const struct view *spellings, size_t count)
{
    struct guess guess = {0};
    for (size_t i = 0; i < count; i++) {
        bool chinese = (unsigned char)spellings[i].p[0] >= 0x80;
        if (chinese && spellings[i].n > guess.spelling.n && written.n > spellings[i].n &&
            view_starts(written, spellings[i]))
            guess.spelling = spellings[i];
    }
    if (!guess.spelling.n)
        return guess;
    const struct token *next = &f->in[f->at + 1];
    guess.word = words_find(&f->p->words, guess.spelling);
    bool alone = is_first(next) || !is_operand(next->kind);
    if (alone && guess.word->kind == WORD_CLAUSE)
        guess.glued = guess.spelling.n;
    return guess;
}

static struct guess guess_word(const struct filter *f)
{
    struct view spellings[MOST_SPELLINGS];
    size_t count = block_spellings(filter_block(f), spellings, MOST_SPELLINGS);
    struct view written = current(f)->text;
    struct guess guess = guess_by_head(f, written, spellings, count);
    if (guess.word && guess.glued)
        return guess;
    struct view nearest = diag_nearest(written, spellings, count);
    if (nearest.n)
        return (struct guess){words_find(&f->p->words, nearest), nearest, 0};
    return guess;
}

/* 期限5工作日: the keyword, then what the rest reads as. */
static void split_glued(struct filter *f, const struct guess *guess)
{
    struct parse *p = f->p;
    const struct token *whole = current(f);
    uint32_t cut = whole->span.from + (uint32_t)guess->glued, end = whole->span.to;
    struct diag *diag = SAY(p, E0111, whole->span, guess->spelling, whole->text);
    parse_fix(p, diag, parse_span(p, cut, cut), VIEW(" "));

    struct token keyword = *whole;
    keyword.kind = guess->word->token;
    keyword.span.to = cut;
    struct token_list rest = {0};
    scan_text(p, cut, end, &rest);
    begin(f, keyword.kind);
    mend_emit(f, &keyword, TOKEN_START);
    for (size_t i = 0; rest.list.at[i].kind; i++) {
        rest.list.at[i].flags = 0;
        mend_emit(f, &rest.list.at[i], 0);
    }
    f->at++;
}

static void unknown_word(struct filter *f)
{
    struct parse *p = f->p;
    int block = filter_block(f);
    struct guess guess = guess_word(f);
    if (guess.glued) {
        split_glued(f, &guess);
        return;
    }
    struct diag *diag = SAY(p, E0205, current(f)->span, current(f)->text, block_title(block),
                            block_words(p, block));
    if (!guess.word) {
        f->at = frames_behind(f, f->at);
        while (current(f)->kind && !is_fresh(f) && current(f)->kind != TOK_RBRACE)
            f->at = frames_behind(f, f->at);
        return;
    }
    diag->suggestion = guess.spelling;
    parse_fix(p, diag, current(f)->span, guess.spelling);
    f->in[f->at].kind = guess.word->token;
    if (guess.word->kind == WORD_BLOCK && guess.word->token != TOK_CLOCK)
        frames_open_block(f);
    else
        clause(f);
}

/* Lines */

/* Whether what was written so far cannot end here: a list or comparison goes on. */
static bool goes_on(const struct filter *f)
{
    const struct token *last = mend_last(f);
    switch (last->kind) {
    case 0: case TOK_NAME: case TOK_STRING: case TOK_FIGURE: case TOK_DAY: case TOK_TIME:
    case TOK_PERCENT: case TOK_RPAREN: case TOK_LBRACE: case TOK_RBRACE: case TOK_URGENT:
    case TOK_HOURS: case TOK_WORKDAY: case TOK_HOLIDAY: case TOK_CONTACT:
        return false;
    default:
        return !word_is(last->kind, WORD_BLOCK) || last->flags & TOKEN_START;
    }
}

static void entry(struct filter *f)
{
    int kind = current(f)->kind;
    bool name = kind == TOK_NAME || word_is(kind, WORD_BLOCK);
    if (!name || goes_on(f)) {
        pass(f, 0);
        return;
    }
    begin(f, 0);
    if (filter_block(f) == TOK_AREA) { /* it may have a body of its own */
        f->head_block = TOK_AREA;
        f->head = f->at;
    }
    pass(f, filter_block(f) == TOK_WORDS ? 0 : TOKEN_START);
}

static void outside(struct filter *f)
{
    bool name = current(f)->kind == TOK_NAME;
    bool head_goes_on = f->head_block && (!name || goes_on(f));
    if (head_goes_on)
        pass(f, 0);
    else if (name)
        unknown_word(f);
    else {
        SAY(f->p, E0202, current(f)->span, source_text(f->p->sources, current(f)->span),
            block_title(0), block_words(f->p, 0));
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
    const struct token *token = current(f);
    bool word = token->kind == TOK_NAME || word_is(token->kind, WORD_BLOCK);
    bool in_head = f->head_block && f->brace_after >= f->at;
    frames_by_indent(f);
    if (in_head)
        pass(f, 0);
    else if (frames_is_opening(f, f->at))
        frames_open_block(f);
    else if (is_clause(f, token->kind))
        is_part(f, token->kind) || f->head_block ? part(f) : clause(f);
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
    const struct token *token = current(f);
    bool body = block_has_clauses(filter_block(f)) && !f->head_block;
    if (!body || !is_clause(f, token->kind))
        pass(f, 0);
    else if (is_part(f, token->kind))
        part(f);
    else if (stands_for_name(f))
        name_not_keyword(f, 0);
    else
        clause(f);
}

static void step(struct filter *f)
{
    mend_word(f, &f->in[f->at]);
    if (f->brace_after && f->at == f->brace_after + 1) {
        f->brace_after = 0;
        frames_put_brace(f);
    }
    if (current(f)->kind == TOK_LBRACE)
        frames_open_brace(f);
    else if (current(f)->kind == TOK_RBRACE)
        frames_close_brace(f);
    else if (is_fresh(f))
        line(f);
    else
        inside(f);
}

static void run(struct filter *f)
{
    while (current(f)->kind)
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
    struct token end = *current(&f);
    for (size_t i = 0; i < f.aside.n; i++)
        run_aside(&f, f.aside.at[i]);
    VEC_ADD(p->arena, &p->tokens.list, end);
}
