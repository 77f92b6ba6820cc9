/* scan: what the scanner's rules call. Nothing outside scanner.l, scan.c and glue.c includes it. */
#ifndef ZHIDA_SCAN_H
#define ZHIDA_SCAN_H

#include "dsl/syntax/parse.h"

struct scan {
    struct parse *p;
    struct view text;
    struct token_list *out;
    uint32_t from, at; /* the match at hand: first byte, byte behind the last */
    uint32_t keep;     /* how much of a name's match is kept */
    bool first;        /* no token on this line yet */
    uint8_t indent;
    bool condition;    /* since 当 or 其中: operators stand between names */
    uint32_t glued_to; /* up to here glued operators were reported */

    /* the string at hand */
    uint32_t quote, content;
    bool word_quote, escaped;
    int nested;
};

/* Completes a token of the bytes at hand and returns its kind. */
int scan_token(struct scan *scan, struct token *token, int kind);

/* Line ends, blanks, comments */
void scan_line(struct scan *scan, const char *bytes, size_t n);
void scan_blank_lines(struct scan *scan, const char *bytes, size_t n);
void scan_indent(struct scan *scan);
void scan_trivia(struct scan *scan);

/* How many of n bytes, at least 1, are whole characters; of well-formed text that may end in the
 * middle of one. */
size_t scan_whole(const char *bytes, size_t n);

/* A name, keyword or glued word: sets keep, returns the kind, 0 for a word that says nothing. */
int scan_name(struct scan *scan, struct token *token);

/* A figure: returns how many bytes it takes. */
size_t scan_figure(struct scan *scan, struct token *token);

/* Strings */
void scan_open(struct scan *scan, bool word_quote);
void scan_bad_escape(struct scan *scan);
bool scan_quote(struct scan *scan); /* a quotation mark inside: does it close the string? */
int scan_close(struct scan *scan, struct token *token, bool good);

/* A sign that is not one of the language; with what was probably meant. */
void scan_stray(struct scan *scan);
void scan_instead(struct scan *scan, struct view meant);

/* glue.c: where an operator is glued to the word at hand (bytes before it; 0 when at its start),
 * or SIZE_MAX. */
size_t glue_find(const struct scan *scan, struct view word, bool after_operand, size_t *length);
struct view glue_spaced(struct scan *scan, struct view word, bool after_operand);

#endif
