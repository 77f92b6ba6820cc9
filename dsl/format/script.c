/* script: a parsed text as pieces, with the comments between them.
 *
 * A comment belongs before the token that follows it, or trails the one it shares a line with.
 * Before a sign that only closes or continues what stands before it (an opening brace, a separator,
 * a colon) none may stand, for the sign would then begin a line: such a comment goes behind the
 * sign. The order of the comments stays. */
#include "dsl/format/script.h"

#include "dsl/syntax/parser.h"

enum { NEAR = 6 };

static bool in_order(const struct token_list *tokens)
{
    uint32_t at = 0;
    for (size_t i = 0; i + 1 < tokens->list.n; i++) {
        const struct token *token = &tokens->list.at[i];
        if (token->span.from < at || token->flags & TOKEN_MADE)
            return false;
        at = token->span.to;
    }
    return true;
}

static size_t search(const struct token *tokens, size_t n, uint32_t from)
{
    size_t low = 0, high = n - 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (tokens[middle].span.from < from)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The tree is walked in order of place: mostly it is one of the next few. */
size_t script_at(struct script *script, uint32_t from)
{
    const struct token *tokens = script->tokens.list.at;
    size_t n = script->tokens.list.n, at = script->near, last = at + NEAR < n ? at + NEAR : n - 1;
    if (at && tokens[at - 1].span.from >= from)
        at = last;
    while (at < last && tokens[at].span.from < from)
        at++;
    bool found = tokens[at].span.from >= from && (!at || tokens[at - 1].span.from < from);
    script->near = found ? at : search(tokens, n, from);
    return script->near;
}

static size_t line_ends(struct view text)
{
    size_t n = 0;
    for (const char *at = text.p, *end = text.p + text.n;
         n < 2 && at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL; at++)
        n++;
    return n;
}

static struct view comment_text(struct arena *arena, struct view raw)
{
    struct view wide = VIEW("＃");
    while (raw.n && strchr(" \t\r\f\v", raw.p[raw.n - 1]))
        raw.n--;
    if (!view_starts(raw, wide))
        return raw;
    char *plain = arena_copy(arena, raw.p + wide.n - 1, raw.n - wide.n + 1);
    *plain = '#';
    return (struct view){plain, raw.n - wide.n + 1};
}

static bool takes_no_comment(int kind)
{
    return kind == TOK_LBRACE || kind == TOK_SEP || kind == TOK_COLON;
}

/* Walks tokens and comments in order of place. */
struct reading {
    struct script *script;
    struct view text;
    uint32_t end;   /* of what was read last */
    bool any, line; /* something was read; a comment ended its line */
};

static size_t ends_before(struct reading *r, uint32_t from)
{
    return r->any ? line_ends(view_sub(r->text, r->end, from > r->end ? from : r->end)) : 0;
}

static void read_comment(struct reading *r, struct span span)
{
    struct script *script = r->script;
    size_t ends = ends_before(r, span.from);
    script->comments[script->comment_count++] =
        (struct comment){.text = comment_text(script->arena, view_sub(r->text, span.from, span.to)),
                         .trailing = r->any && !r->line && ends == 0,
                         .blank = ends > 1};
    r->end = span.to;
    r->any = r->line = true;
}

static void read_token(struct reading *r, size_t i)
{
    const struct token *token = &r->script->tokens.list.at[i];
    struct piece *piece = &r->script->pieces[i];
    piece->token = token;
    piece->anchor = (uint32_t)i;
    piece->blank = ends_before(r, token->span.from) > 1;
    if (i == 0 || !takes_no_comment(token->kind))
        r->script->comments_at[i] = r->script->comment_count;
    r->end = token->span.to;
    r->any = true;
    r->line = false;
}

/* comments_at[i] is so far where those before piece i end; it shall be where they begin. A piece
 * that takes none has no entry yet, and leaves its own to the next. */
static void turn_round(struct script *script)
{
    size_t begin = 0;
    for (size_t i = 0; i < script->tokens.list.n; i++) {
        bool none = i > 0 && takes_no_comment(script_kind(script, i));
        size_t end = none ? begin : script->comments_at[i];
        script->comments_at[i] = begin;
        begin = end;
    }
    script->comments_at[script->tokens.list.n] = script->comment_count;
}

bool script_is_comment(struct view text, struct span trivia)
{
    return text.p[trivia.from] == '#' ||
           view_starts(view_sub(text, trivia.from, trivia.to), VIEW("＃"));
}

bool script_fill(struct script *script)
{
    struct view text = script->sources->files.at[0].text;
    size_t n = script->tokens.list.n, next = 0;
    const struct tree *tree = script->tree;
    if (!in_order(&script->tokens))
        return false;
    script->pieces = ARENA_ARRAY(script->arena, n, struct piece);
    script->comments = ARENA_ARRAY(script->arena, tree->trivia.n, struct comment);
    script->comments_at = ARENA_ARRAY(script->arena, n + 1, size_t);
    struct reading reading = {.script = script, .text = text};
    for (size_t i = 0; i < n; i++) {
        uint32_t from = script->tokens.list.at[i].span.from;
        for (; next < tree->trivia.n && tree->trivia.at[next].span.from < from; next++) {
            if (script_is_comment(text, tree->trivia.at[next].span))
                read_comment(&reading, tree->trivia.at[next].span);
        }
        read_token(&reading, i);
    }
    turn_round(script);
    return true;
}
