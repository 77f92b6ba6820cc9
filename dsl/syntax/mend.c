/* mend: the small repairs, one token at a time, on the way to the output.
 *
 * They need only what is near: the clause at hand and the token written last. What officials write
 * and mean plainly is put right without a word (a colon behind a keyword, a semicolon at the end
 * of a line); what could be misread gets a message and is put right too (a code without quotation
 * marks, two words without a comma), so that the parser has nothing more to complain about. */
#include "dsl/syntax/filter.h"
#include "dsl/syntax/parser.h"

enum { MOST_PARENS = 40, MOST_NOTS = 8 };

const struct token *mend_last(const struct filter *f)
{
    static const struct token none;
    const struct token_list *out = &f->p->tokens;
    return out->list.n ? &out->list.at[out->list.n - 1] : &none;
}

static inline void write(struct filter *f, const struct token *token)
{
    VEC_ADD(f->p->arena, &f->p->tokens.list, *token);
}

void mend_put(struct filter *f, int kind, uint32_t at)
{
    struct token made = {
        .kind = (int16_t)kind, .flags = TOKEN_MADE, .span = parse_span(f->p, at, at)};
    write(f, &made);
}

/* A colon behind a keyword, and a semicolon that separates nothing, are dropped. */
static bool is_idle(const struct filter *f, const struct token *token)
{
    const struct token *last = mend_last(f);
    if (token->kind == TOK_SEMICOLON)
        return true;
    if (token->kind != TOK_COLON)
        return false;
    bool keyword =
        word_is(last->kind, WORD_CLAUSE) && last->kind != TOK_HOLIDAY && last->kind != TOK_WORKDAY;
    bool head =
        word_is(last->kind, WORD_BLOCK) &&
        ((last->flags & TOKEN_START && f->head_block == last->kind) || f->clause == TOK_EXPECT);
    return keyword || head || last->kind == TOK_COLON;
}

/* Codes */

static bool expects_code(const struct filter *f)
{
    const struct token *last = mend_last(f);
    switch (last->kind) {
    case TOK_OVER:
    case TOK_RETIRE:
    case TOK_HEIR:
    case TOK_CODE:
        return true;
    case TOK_DUTY:
        return f->clause == TOK_DUTY || f->clause == TOK_EXPECT;
    case TOK_SEP:
        return f->clause == TOK_OVER;
    default:
        return false;
    }
}

static bool mend_code(const struct filter *f, struct token *token)
{
    if ((token->kind != TOK_FIGURE && token->kind != TOK_NAME) || !expects_code(f))
        return false;
    struct diag *diag = SAY(f->p, W0101, token->span, token->text);
    parse_fix(f->p, diag, token->span, parse_text(f->p, "\"%.*s\"", VIEW_FMT(token->text)));
    token->kind = TOK_STRING;
    token->number = 0;
    return true;
}

/* Missing separators */

static bool lists_words(const struct filter *f)
{
    switch (f->clause) {
    case TOK_RECOGNISE:
    case TOK_OVER:
    case TOK_BECAUSE:
    case TOK_ONLY:
        return true;
    case TOK_PERIOD:
        return f->head_block == TOK_PERIOD;
    default:
        return filter_block(f) == TOK_WORDS || filter_block(f) == TOK_CUE || f->colon;
    }
}

static bool lists_names(const struct filter *f)
{
    switch (f->clause) {
    case TOK_ASSIST:
    case TOK_SERVES:
    case TOK_COLLECT:
    case TOK_TO:
    case TOK_LANGUAGES:
        return true;
    default:
        return false;
    }
}

/* The sign that is missing before a token: SEP, COLON or 0. */
static int gap_before(const struct filter *f, const struct token *token)
{
    const struct token *last = mend_last(f);
    bool same_line = !(token->flags & TOKEN_FIRST);
    if (last->kind == TOK_STRING && (token->kind == TOK_STRING || token->kind == TOK_AT_SIGN)) {
        if (lists_words(f))
            return TOK_SEP;
        int block = filter_block(f);
        bool entry =
            block == TOK_FACT || block == TOK_AREA || block == TOK_TAG || f->head_block == TOK_AREA;
        bool in_head = f->head_block && f->head_block != TOK_AREA;
        return entry && !in_head && same_line ? TOK_COLON : 0;
    }
    if (last->kind == TOK_NAME && token->kind == TOK_NAME && same_line && lists_names(f))
        return TOK_SEP;
    return 0;
}

static void mend_gap(struct filter *f, const struct token *token)
{
    int sign = gap_before(f, token);
    if (!sign)
        return;
    const struct token *last = mend_last(f);
    struct view text = sign == TOK_SEP ? VIEW("、") : VIEW(": ");
    if (!f->gap_said) {
        struct parse *p = f->p;
        bool same_line = !(token->flags & TOKEN_FIRST);
        struct diag *diag = SAY(p, E0206, token->span, sign == TOK_SEP ? text : VIEW("："));
        parse_label(p, diag, last->span, BOTH("前一项", "the one before"));
        parse_fix(p, diag,
                  parse_span(p, last->span.to, same_line ? token->span.from : last->span.to), text);
    }
    f->gap_said = true;
    f->colon = f->colon || sign == TOK_COLON;
    mend_put(f, sign, last->span.to);
}

/* Depth of conditions */

static bool too_deep(struct filter *f, const struct token *token)
{
    f->nots = token->kind == TOK_NOT ? f->nots + 1 : 0;
    if (token->kind == TOK_RPAREN && f->parens_dropped) {
        f->parens_dropped--;
        return true;
    }
    if (token->kind == TOK_RPAREN && f->parens)
        f->parens--;
    bool deep = (token->kind == TOK_LPAREN && f->parens >= MOST_PARENS) || f->nots > MOST_NOTS;
    if (deep && !f->gap_said)
        SAY(f->p, E0214, token->span, token->kind == TOK_NOT ? VIEW("8") : VIEW("40"));
    f->gap_said = f->gap_said || deep;
    f->parens += token->kind == TOK_LPAREN && !deep;
    f->parens_dropped += token->kind == TOK_LPAREN && deep;
    return deep;
}

/* Words that mean another keyword in this place */

void mend_word(const struct filter *f, struct token *token)
{
    int kind = token->kind, block = f->head_block ? f->head_block : filter_block(f);
    switch (kind) {
    case TOK_OWNER:
        token->kind = block == TOK_POLICY ? TOK_BY : TOK_OWNER;
        break;
    case TOK_BY:
        token->kind = block == TOK_CATEGORY || block == TOK_DUTY ? TOK_OWNER : TOK_BY;
        break;
    case TOK_WORDS:
        if (block_allows(block, TOK_RECOGNISE) &&
            (token[1].kind == TOK_STRING || token[1].kind == TOK_AT_SIGN))
            token->kind = TOK_RECOGNISE;
        break;
    case TOK_NAME:
        if (block == TOK_NOTICE && token[1].kind == TOK_DAY && view_is(token->text, "窗口"))
            token->kind = TOK_WINDOW;
        break;
    default:
        break;
    }
}

/* What only separates or compares, and a text that stands behind no other: most tokens. */
static bool asks_nothing(const struct filter *f, int kind)
{
    return kind == TOK_SEP || kind == TOK_EQ || kind == TOK_SLASH || kind == TOK_DOTS ||
           (kind == TOK_STRING && mend_last(f)->kind != TOK_STRING);
}

/* On its own, so that the common case below saves no registers. */
static __attribute__((noinline)) void mend_and_write(struct filter *f, const struct token *token,
                                                     unsigned flags)
{
    if (is_idle(f, token) || too_deep(f, token))
        return;
    struct token mended = *token;
    mended.flags = (uint8_t)(mended.flags | flags);
    if (word_is(token->kind, WORD_BLOCK) && !(flags & TOKEN_START) && f->clause != TOK_EXPECT)
        mended.kind = TOK_NAME; /* a block's word that opens no block */
    if (!mend_code(f, &mended))
        mend_gap(f, &mended);
    f->colon = f->colon || token->kind == TOK_COLON;
    write(f, &mended);
}

void mend_emit(struct filter *f, const struct token *token, unsigned flags)
{
    if (flags || !asks_nothing(f, token->kind)) {
        mend_and_write(f, token, flags);
        return;
    }
    f->nots = 0;
    write(f, token);
}
