/* script: one file on its way through the formatter. Nothing outside dsl/format/ includes this.
 *
 * The text is its tokens, and before each token its comments: nothing else is written. Each token
 * becomes a piece; strips are runs of pieces that begin a line of their own (a clause, a block's
 * head, a closing brace). script.c reads; strips.c cuts, by the styles of style.c; marks.c says
 * where a strip may be broken; spell.c how each piece is written (terms.c: which names are the
 * language's own); columns.c what stands below what; layout.c makes lines, page.c puts them out;
 * verify.c compares. */
#ifndef ZHIDA_FORMAT_SCRIPT_H
#define ZHIDA_FORMAT_SCRIPT_H

#include "dsl/base/vocabulary.h"
#include "dsl/format/format.h"
#include "dsl/syntax/token.h"
#include "dsl/syntax/tree.h"

enum { LINE_CELLS = 100, INDENT_CELLS = 4, JOINED_BLANKS = 3, DEEPEST_STRIP = 64 };

/* From here rightwards a list has too little room: it moves to the next line, and lines after a
 * break are indented by the strip instead of standing below the list's first word. */
enum { FAR_CELLS = 68, HALF_CELLS = 50 };

struct comment {
    struct view text; /* from its '#', without blanks at the end */
    bool trailing;    /* behind a token, on its line */
    bool blank;       /* a blank line before it */
};

/* Where a line may end before a piece. Parts that hang together break together, the outermost
 * first: levels 1, 2, ...; the others break where the line is full. */
enum break_kind {
    BREAK_NONE = 0,
    BREAK_LEVEL = 1, /* and everything below BREAK_FAR */
    BREAK_FAR = 252, /* before the first word of a list, if that stands too far right */
    BREAK_FILL = 253,
    BREAK_TURN = 254 /* as BREAK_FILL; and wherever the list takes more than one line */
};

struct piece {
    const struct token *token;
    struct view text;
    const struct terms *terms; /* the closed set its name belongs to, or NULL */
    uint32_t cells;
    uint32_t anchor; /* the piece below which a line stands that begins here; itself: no one */
    uint32_t put;    /* the column it was put in */
    uint16_t pad;    /* more blanks before it, for the columns' sake */
    uint8_t space;   /* blanks before it, within a line */
    uint8_t brk;     /* enum break_kind */
    uint8_t column;  /* which column of the strip begins here; 0 none */
    bool name;       /* a name, though it be spelled like a keyword */
    bool apart;      /* begins a line, though there were room */
    bool frame;      /* a bar that only frames a table: not written */
    bool tight;      /* no blanks around it */
    bool blank;      /* a blank line before it, behind its comments */
    bool list;       /* an item of a list of words, where blank lines stay */
    bool outdent;    /* stands two cells left of its anchor: "/" between two texts */
};

/* How a kind of node is written. */
enum style {
    STYLE_ROOT,
    STYLE_BLOCK,   /* a head; where there are braces, a body of strips between them */
    STYLE_CLAUSE,  /* a strip */
    STYLE_ROW,     /* a strip whose parts stand below those of the row before */
    STYLE_HEADING, /* with those of its kind behind it a strip: the heading of a table */
    STYLE_CELLS,   /* a strip of cells with bars between, below those of the heading */
    STYLE_CHOICE,  /* conditions with one operator between: break together, operator first */
    STYLE_DISPLAY, /* two texts: the second may go below the first */
    STYLE_WORDS,   /* a list of words */
    STYLE_TIGHT,   /* without blanks: 30.1,120.2 and 1/2 */
    STYLE_NAME,    /* what the author called something: never translated */
    STYLE_PART     /* within a strip, nothing special */
};

struct strip {
    size_t first, end; /* pieces */
    enum node_kind kind;
    uint16_t depth;
    uint16_t comment_depth; /* of comments of their own before it */
    bool unbroken;          /* a head with a brace stays on one line */
    bool english;           /* its first keyword is English */
    bool opens, closes;     /* after an opening, before a closing brace no blank line stands */
};

struct script {
    struct arena *arena;
    enum format_keywords keywords;
    const struct sources *sources; /* of one file */
    struct tree *tree;
    struct token_list tokens; /* the last of kind 0 */
    struct piece *pieces;     /* one for each token */
    struct comment *comments;
    size_t comment_count;
    size_t near;         /* what script_at found last */
    size_t *comments_at; /* those before piece i: [comments_at[i], comments_at[i + 1]) */
    VEC(struct strip) strips;
};

/* script.c: from tree and tokens of the only file of sources. false: the tokens are not in order.
 */
bool script_fill(struct script *script);

/* The first piece at or behind a place. */
size_t script_at(struct script *script, uint32_t from);

/* Trivia are comments and blank lines. */
bool script_is_comment(struct view text, struct span trivia);

static inline bool script_has_comments(const struct script *script, size_t piece)
{
    return script->comments_at[piece + 1] > script->comments_at[piece];
}

static inline int script_kind(const struct script *script, size_t piece)
{
    return script->tokens.list.at[piece].kind;
}

enum style style_of(enum node_kind kind); /* style.c */
/* Whether a clause goes on the line of the one before it. */
bool style_joins(enum node_kind before, enum node_kind kind);

/* A node and those above it. */
struct trail {
    const struct node *node;
    const struct trail *above;
};

/* terms.c: the closed set a name belongs to, or NULL. */
const struct terms *terms_for(const struct trail *above, const struct node *name);

void strips_cut(struct script *script);
void marks_make(struct script *script, const struct node *node);
void marks_columns(struct script *script, const struct node *row);
void marks_bars(struct script *script, const struct strip *row, bool framed);
void spell_all(struct script *script);
void columns_align(struct script *script);
bool layout_write(struct script *script, struct buf *out); /* false: out is full */

/* Whether two trees say the same; else the node of a where they part. */
const struct node *verify_trees(const struct node *a, const struct node *b);
/* Whether the comments of the tree of a text in style are those of the script. */
bool verify_comments(const struct script *script, const struct tree *tree,
                     const struct source *source);

#endif
