/* cursor: what stands before a place of the text, as far as it says what may come next. */
#ifndef ZHIDA_LSP_CURSOR_H
#define ZHIDA_LSP_CURSOR_H

#include "dsl/lsp/lex.h"

struct cursor {
    enum key block;       /* the innermost open block; NO_KEY: the file */
    struct view head;     /* the name or code behind its keyword */
    struct view category; /* the name of the category it stands in */
    enum key naming;      /* a block's keyword that its name must follow now, or NO_KEY */
    enum key clause;      /* of the statement at hand; NO_KEY: one may begin here */
    enum key inner;       /* in 应得: 单位, 事项 ...; in 例: 设 */
    size_t pieces;        /* behind the clause's keyword, the word at hand apart */
    struct view subject;  /* behind it stands = or 在: values of it are wanted */
    bool compares;
    bool after_value; /* a comparison or name is done: 且, 或, 、 may come */
    bool after_figure, in_head, in_comment, in_string, after_at;
    uint32_t from;   /* where the word at hand begins */
    bool is_english; /* the file's keywords are */
};

void cursor_read(struct cursor *cursor, struct view text, uint32_t at);

#endif
