/* unknown: words at the start of a line that are no keyword.
 *
 * A word that is nearly a keyword is reported and then taken for it: skipping a whole category for
 * one wrong character would hide every other mistake in it. A keyword with its operand glued to it
 * (交城管局, 期限5工作日) is cut in two and the rest scanned again. Only what resembles nothing is
 * skipped, to the end of its line or to its matching brace. */
#include "dsl/syntax/filter.h"

#include "dsl/syntax/parser.h"

enum { MOST_SPELLINGS = 64 };

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
    bool alone = (next->flags & TOKEN_FIRST) || !is_operand(next->kind);
    if (alone && guess.word->kind == WORD_CLAUSE)
        guess.glued = guess.spelling.n;
    return guess;
}

static struct guess guess_word(const struct filter *f)
{
    struct view spellings[MOST_SPELLINGS];
    size_t count = block_spellings(filter_block(f), spellings, MOST_SPELLINGS);
    struct view written = filter_current(f)->text;
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
    const struct token *whole = filter_current(f);
    uint32_t cut = whole->span.from + (uint32_t)guess->glued, end = whole->span.to;
    struct diag *diag = SAY(p, E0111, whole->span, guess->spelling, whole->text);
    parse_fix(p, diag, parse_span(p, cut, cut), VIEW(" "));

    struct token keyword = *whole;
    keyword.kind = guess->word->token;
    keyword.span.to = cut;
    struct token_list rest = {0};
    scan_text(p, cut, end, &rest);
    filter_begin(f, keyword.kind);
    mend_emit(f, &keyword, TOKEN_START);
    for (size_t i = 0; rest.list.at[i].kind; i++) {
        rest.list.at[i].flags = 0;
        mend_emit(f, &rest.list.at[i], 0);
    }
    f->at++;
}

void unknown_word(struct filter *f)
{
    struct parse *p = f->p;
    int block = filter_block(f);
    struct guess guess = guess_word(f);
    if (guess.glued) {
        split_glued(f, &guess);
        return;
    }
    struct diag *diag = SAY(p, E0205, filter_current(f)->span, filter_current(f)->text,
                            block_title(block), block_words(p, block));
    if (!guess.word) {
        f->at = frames_behind(f, f->at);
        while (filter_current(f)->kind && !filter_is_fresh(f) &&
               filter_current(f)->kind != TOK_RBRACE)
            f->at = frames_behind(f, f->at);
        return;
    }
    diag->suggestion = guess.spelling;
    parse_fix(p, diag, filter_current(f)->span, guess.spelling);
    f->in[f->at].kind = guess.word->token;
    if (guess.word->kind == WORD_BLOCK && guess.word->token != TOK_CLOCK)
        frames_open_block(f);
    else
        filter_clause(f);
}
