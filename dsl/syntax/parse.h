/* parse: what scanner, filter and parser share while one file is read. Nothing outside
 * dsl/syntax/ includes this.
 *
 * The scanner turns a file into tokens, the filter mends their order, the parser walks them and
 * builds nodes. All of it lives in the tree's arena; the two token lists are used again for the
 * next file. */
#ifndef ZHIDA_PARSE_H
#define ZHIDA_PARSE_H

#include "dsl/syntax/token.h"
#include "dsl/syntax/tree.h"

/* Makes room for so many tokens at once; what the list held is forgotten. */
static inline void token_list_room(struct arena *arena, struct token_list *tokens, size_t room)
{
    tokens->list.n = 0;
    if (tokens->list.room < room) {
        tokens->list.at = ARENA_ARRAY(arena, room, struct token);
        tokens->list.room = room;
    }
}

struct parse {
    struct arena *arena;
    const struct sources *sources;
    struct diags *diags;
    struct tree *tree;
    struct words words;

    /* the file at hand */
    uint32_t file;
    struct view text; /* well-formed: damaged bytes stand as '?' */
    size_t first_diag, errors;
    struct diag spare; /* takes what is past the ceiling of errors */
    struct token_list raw, tokens;
    struct buffer {
        char *at;
        size_t room;
    } buffer;          /* the scanner's own copy of the text */
    size_t read, next; /* the token the parser was given last, and is given next */
    size_t stuck;      /* where it last went on after a mistake */
};

/* Messages about the file at hand; past MOST_ERRORS they go nowhere. Never returns NULL. */
enum { MOST_ERRORS = 200 };
struct diag *parse_say(struct parse *p, enum diag_code code, struct span span, size_t count,
                       const struct view *args);
#define SAY(p, code, span, ...)                                                                    \
    parse_say((p), DIAG_##code, (span),                                                            \
              sizeof((struct view[]){(struct view){0}, ##__VA_ARGS__}) / sizeof(struct view) - 1,  \
              &((struct view[]){(struct view){0}, ##__VA_ARGS__})[1])
void parse_label(struct parse *p, struct diag *diag, struct span span, struct view text);
void parse_fix(struct parse *p, struct diag *diag, struct span span, struct view text);

/* Whether something was already said about the bytes from..to of this file. */
bool parse_said(const struct parse *p, uint32_t from, uint32_t to);

struct span parse_span(const struct parse *p, uint32_t from, uint32_t to);

/* A text built as by printf, in the arena. */
struct view parse_text(struct parse *p, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* scanner.l: the tokens of text[from..to), with a last one of kind 0. Not while it runs. */
void scan_text(struct parse *p, uint32_t from, uint32_t to, struct token_list *out);

/* filter.c: p->raw to p->tokens. */
void filter_tokens(struct parse *p);

/* parser.y: p->tokens to nodes below p->tree->root. */
int zd_parse(struct parse *p);

/* The token the parser reads next; the last one, of kind 0, again and again. */
static inline const struct token *parse_next(struct parse *p)
{
    p->read = p->next;
    const struct token *token = &p->tokens.list.at[p->read];
    p->next += token->kind != 0;
    return token;
}

/* unexpected.c: the parser was given a token it has no use for; count tokens it could use. */
void parse_unexpected(struct parse *p, const int *expected, size_t count);

/* Goes on behind a mistake: at the next token that starts something, at the brace that closes the
 * block or, in a head, at the brace that opens the body. false: there is nothing left to go to. */
bool parse_resync(struct parse *p, bool head);

/* shape.c: blocks.h as questions. Blocks and clauses are named by their keyword's token; block 0 is
 * the file. */
bool block_allows(int block, int clause);
bool block_needs_body(int block);  /* its head ends with a brace */
bool block_has_clauses(int block); /* its body is clauses and blocks, not a list of entries */
enum node_kind block_clause(int keyword); /* the node a clause or block becomes; NODE_RULES: none */
struct view block_title(int block);       /* "事项" and "duty" */
struct view block_words(struct parse *p, int block);  /* everything it may have, listed */
struct view block_homes(struct parse *p, int clause); /* every block that may have it, listed */
/* The spellings of everything a block may have, at most so many; returns how many. */
size_t block_spellings(int block, struct view *out, size_t most);
void block_say_elsewhere(struct parse *p, struct span place, int block, int clause);

#endif
