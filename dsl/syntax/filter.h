/* filter: what filter.c, frames.c and mend.c share. Nothing else includes it. */
#ifndef ZHIDA_FILTER_H
#define ZHIDA_FILTER_H

#include "dsl/syntax/parse.h"

/* A block whose brace is open. */
struct frame {
    int block;      /* its keyword's token */
    size_t head;    /* its first token, in the raw list */
    uint8_t indent; /* of the line it begins on */
    bool indented;  /* its body stands further in: indentation says something */
    bool quiet;     /* its brace was put in or taken away: not reported a second time */
};

enum { TABLE_COLUMNS = 24 };

struct filter {
    struct parse *p;
    struct token *in; /* the raw tokens, the last of kind 0 */
    size_t at;
    VEC(struct frame) open;
    long missing;      /* opening braces minus closing ones; above 0 some `}` is missing */
    VEC(size_t) aside; /* blocks that stood inside others: read when the rest is done */

    /* between a block's keyword and its brace */
    int head_block; /* the keyword, else 0 */
    size_t head;
    size_t brace_after; /* the head's last token, when its brace has to be put in; else 0 */

    /* the clause or entry at hand */
    int clause;     /* its keyword; 0 none */
    bool part_done; /* its inner clause (交 of 其中, 设 of 例) has been seen */
    bool colon, gap_said;
    size_t parens, parens_dropped, nots;

    /* the table at hand: its columns' headings, as tokens of the raw list */
    struct {
        bool headed, framed; /* the heading was read; it begins with a bar */
        size_t columns;
        struct {
            size_t from, to;
        } column[TABLE_COLUMNS];
    } table;

    /* the last block that was closed at top level, and its brace in the output */
    struct frame closed;
    size_t closed_out;
};

static inline int filter_block(const struct filter *f)
{
    return f->open.n ? f->open.at[f->open.n - 1].block : 0;
}

static inline const struct token *filter_current(const struct filter *f)
{
    return &f->in[f->at];
}

/* filter.c */
bool filter_is_fresh(const struct filter *f); /* a block, clause or entry may begin here */
void filter_begin(struct filter *f, int clause);
void filter_clause(struct filter *f); /* at a clause's keyword */

/* unknown.c: at a word that begins a line and is no keyword */
void unknown_word(struct filter *f);

/* table.c: at the first token of a line in a table */
void filter_table(struct filter *f);

/* frames.c: blocks and braces */
bool frames_is_opening(const struct filter *f, size_t at);
void frames_open_block(struct filter *f); /* at a block's keyword */
void frames_open_brace(struct filter *f);
void frames_close_brace(struct filter *f);
void frames_put_brace(struct filter *f); /* behind a head that has none */
/* Closes what indentation says is over; only where braces are missing. */
void frames_by_indent(struct filter *f);
/* Closes blocks until one may have the clause or block; false: none may. */
bool frames_close_for(struct filter *f, int keyword);
/* Takes back the brace that closed the last block, if that block may have the keyword at hand. */
bool frames_reopen_for(struct filter *f, int keyword);
void frames_end(struct filter *f);
size_t frames_behind(const struct filter *f, size_t at); /* the token behind a block or line */

/* mend.c: one token to the output, with the small repairs its place asks for. */
void mend_word(const struct filter *f,
               struct token *token); /* before anything else is asked of it */
void mend_emit(struct filter *f, const struct token *token, unsigned flags);
void mend_put(struct filter *f, int kind, uint32_t at);
const struct token *mend_last(const struct filter *f); /* of the output; kind 0 at its start */

#endif
