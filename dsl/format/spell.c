/* spell: how each token is written, and how many blanks stand before it.
 *
 * What an official may write in many ways has one here: dates, times, durations, numbers in
 * Chinese figures, quotation marks, signs in full width. Keywords change their language only where
 * that was asked for; what belongs to a keyword follows it: the comma of its list, the measure of
 * its duration. */
#include "dsl/format/script.h"

#include <inttypes.h>
#include <stdio.h>

#include "dsl/base/civil.h"
#include "dsl/base/terms.h"
#include "dsl/base/utf8.h"
#include "dsl/syntax/parser.h"

enum { MILLION = 1000000 };

struct spelling {
    struct script *script;
    const struct strip *strip;
    size_t at;
};

static int kind_at(const struct spelling *s, size_t at)
{
    return at < s->strip->end ? script_kind(s->script, at) : 0;
}

static int kind_before(const struct spelling *s)
{
    return s->at > s->strip->first ? script_kind(s->script, s->at - 1) : 0;
}

static bool is_english(struct view written)
{
    return written.n && (unsigned char)written.p[0] < 0x80;
}

/* The language of a word of the language: as asked for, or as it was written. */
static bool in_english(const struct script *script, struct view written)
{
    return script->keywords == FORMAT_AS_WRITTEN ? is_english(written)
                                                 : script->keywords == FORMAT_EN;
}

static struct view printed(const struct spelling *s, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

static struct view printed(const struct spelling *s, const char *format, ...)
{
    char text[64];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return view_keep(s->script->arena, (struct view){text, n > 0 ? (size_t)n : 0});
}

/* Literals */

static const char *escape_of(char c)
{
    return c == '"' ? "\\\"" : c == '\\' ? "\\\\" : c == '\n' ? "\\n" : NULL;
}

static struct view quoted(const struct spelling *s, struct view text)
{
    char *to = arena_alloc(s->script->arena, 2 * text.n + 2);
    size_t n = 0;
    to[n++] = '"';
    for (size_t i = 0; i < text.n; i++) {
        const char *escape = escape_of(text.p[i]);
        if (escape)
            to[n++] = *escape++;
        to[n++] = escape ? *escape : text.p[i];
    }
    to[n++] = '"';
    return (struct view){to, n};
}

/* A string that is in the source as it would be written is a view of the source. */
static struct view spell_string(const struct spelling *s, const struct token *token)
{
    struct view source = source_text(s->script->sources, token->span);
    bool plain = source.n == token->text.n + 2 && source.p[0] == '"' &&
                 source.p[source.n - 1] == '"' && token->text.p == source.p + 1 &&
                 !memchr(token->text.p, '"', token->text.n);
    return plain ? source : quoted(s, token->text);
}

static struct view spell_figure(const struct spelling *s, const struct token *token)
{
    bool arabic = token->text.n && token->text.p[0] >= '0' && token->text.p[0] <= '9';
    return arabic ? token->text : printed(s, "%" PRId64, token->number / MILLION);
}

static struct view spell_day(const struct spelling *s, const struct token *token)
{
    struct civil date = civil_from_day((civil_day)token->number);
    return printed(s, "%04d-%02d-%02d", date.year, date.month, date.day);
}

static struct view spell_time(const struct spelling *s, const struct token *token)
{
    return printed(s, "%02d:%02d", (int)(token->number / 60), (int)(token->number % 60));
}

/* 5 工作日, 5 workdays, 1 workday */
static struct view spell_measure(const struct spelling *s, const struct token *token)
{
    static const struct view words[][2] = {
#define PAIR(enumerator, zh, en) {{zh, sizeof(zh) - 1}, {en, sizeof(en) - 1}},
        MEASURES(PAIR)
#undef PAIR
    };
    struct view canonical = period_canonical(token->text);
    for (size_t i = 0; canonical.n && i < sizeof words / sizeof *words; i++) {
        if (!view_eq(words[i][1], canonical))
            continue;
        if (!in_english(s->script, token->text))
            return words[i][0];
        bool one = token[-1].number == MILLION;
        return view_sub(canonical, 0, canonical.n - one);
    }
    return token->text;
}

/* Words */

static struct view spell_keyword(const struct spelling *s, const struct word *word)
{
    const struct token *token = s->script->pieces[s->at].token;
    bool english = in_english(s->script, source_text(s->script->sources, token->span));
    int next = kind_at(s, s->at + 1), before = kind_before(s);
    switch (word->token) {
    case TOK_NOT: /* not before is one word in Chinese, two in English */
        if (next == TOK_BEFORE)
            return english ? VIEW("not before") : word_of(TOK_NOT_BEFORE)->zh;
        if (next == TOK_AFTER)
            return english ? VIEW("not after") : word_of(TOK_NOT_AFTER)->zh;
        break;
    case TOK_BEFORE:
    case TOK_AFTER:
        if (before == TOK_NOT)
            return VIEW("");
        break;
    case TOK_NOT_BEFORE:
        return english ? VIEW("not before") : word->zh;
    case TOK_NOT_AFTER:
        return english ? VIEW("not after") : word->zh;
    case TOK_ONLY:
        return english ? VIEW("only because") : word->zh;
    case TOK_BECAUSE:
        if (before == TOK_ONLY)
            return VIEW("");
        break;
    default:
        break;
    }
    return english ? word->en : word->zh;
}

/* A name that is the language's own. */
static struct view spell_term(const struct spelling *s, const struct piece *piece)
{
    struct view written = piece->token->text;
    int value = terms_find(piece->terms, written);
    if (value == NONE || s->script->keywords == FORMAT_AS_WRITTEN)
        return written;
    const struct term *term = &piece->terms->at[value];
    return view_of(s->script->keywords == FORMAT_EN ? term->en : term->zh);
}

static struct view spell_word(const struct spelling *s, const struct piece *piece)
{
    const struct word *word = piece->name ? NULL : word_of(piece->token->kind);
    int kind = piece->token->kind;
    bool measure = kind == TOK_NAME || kind == TOK_HOURS || kind == TOK_WORKDAY;
    if (measure && !piece->name && kind_before(s) == TOK_FIGURE)
        return spell_measure(s, piece->token);
    if (piece->terms)
        return spell_term(s, piece);
    return word ? spell_keyword(s, word) : piece->token->text;
}

/* Signs */

static const struct {
    int kind;
    struct view text;
} signs[] = {
    {TOK_COLON, {":", 1}},   {TOK_LBRACE, {"{", 1}}, {TOK_RBRACE, {"}", 1}},
    {TOK_LPAREN, {"(", 1}},  {TOK_RPAREN, {")", 1}}, {TOK_SLASH, {"/", 1}},
    {TOK_AT_SIGN, {"@", 1}}, {TOK_DOTS, {"..", 2}},  {TOK_PERCENT, {"%", 1}},
    {TOK_EQ, {"=", 1}},      {TOK_NE, {"!=", 2}},    {TOK_LT, {"<", 1}},
    {TOK_LE, {"<=", 2}},     {TOK_GT, {">", 1}},     {TOK_GE, {">=", 2}},
    {TOK_BAR, {"|", 1}},
};

static struct view spell_sign(const struct spelling *s, const struct piece *piece)
{
    if (piece->frame)
        return VIEW("");
    if (piece->token->kind == TOK_SEP)
        return piece->tight || s->strip->english ? VIEW(",") : VIEW("、");
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        if (signs[i].kind == piece->token->kind)
            return signs[i].text;
    }
    return VIEW("");
}

static struct view spell(const struct spelling *s, const struct piece *piece)
{
    switch (piece->token->kind) {
    case 0:
        return VIEW("");
    case TOK_STRING:
        return spell_string(s, piece->token);
    case TOK_FIGURE:
        return spell_figure(s, piece->token);
    case TOK_DAY:
        return spell_day(s, piece->token);
    case TOK_TIME:
        return spell_time(s, piece->token);
    default:
        break;
    }
    bool word = piece->token->kind == TOK_NAME || word_of(piece->token->kind);
    return word ? spell_word(s, piece) : spell_sign(s, piece);
}

/* Blanks */

static bool is_value(int kind)
{
    return kind == TOK_FIGURE || kind == TOK_DAY || kind == TOK_TIME || kind == TOK_PERCENT;
}

static bool stands_close(const struct spelling *s, const struct piece *piece)
{
    int before = kind_before(s), kind = piece->token->kind, next = kind_at(s, s->at + 1);
    if ((piece->tight && piece[-1].tight) || piece[-1].frame)
        return true;
    switch (kind) {
    case TOK_SEP:
    case TOK_COLON:
    case TOK_RPAREN:
    case TOK_PERCENT:
        return true;
    case TOK_RBRACE:
        return before == TOK_LBRACE;
    case TOK_DOTS:
        return is_value(before) && is_value(next);
    default:
        break;
    }
    if (before == TOK_DOTS)
        return is_value(kind) && s->at >= s->strip->first + 2 && is_value(kind_at(s, s->at - 2));
    return before == TOK_AT_SIGN || before == TOK_LPAREN ||
           (before == TOK_SEP && !s->strip->english);
}

/* The languages of the blocks that are open, for what has no keyword of its own. */
struct languages {
    bool english[DEEPEST_STRIP + 1];
};

static bool find_language(const struct script *script, const struct strip *strip,
                          const struct languages *open)
{
    const struct piece *first = &script->pieces[strip->first];
    if (!first->name && word_of(first->token->kind))
        return in_english(script, source_text(script->sources, first->token->span));
    if (script->keywords != FORMAT_AS_WRITTEN)
        return script->keywords == FORMAT_EN;
    return strip->depth && open->english[(strip->depth - 1) % DEEPEST_STRIP];
}

static void spell_strip(struct script *script, const struct strip *strip)
{
    struct spelling s = {.script = script, .strip = strip, .at = strip->first};
    for (; s.at < strip->end; s.at++) {
        struct piece *piece = &script->pieces[s.at];
        piece->text = spell(&s, piece);
        piece->cells = (uint32_t)utf8_cells(piece->text);
        if (s.at == strip->first || !piece->text.n || stands_close(&s, piece))
            piece->space = 0;
        else if (!piece->space)
            piece->space = 1;
    }
}

void spell_all(struct script *script)
{
    struct languages open = {{false}};
    for (size_t i = 0; i < script->strips.n; i++) {
        struct strip *strip = &script->strips.at[i];
        strip->english = find_language(script, strip, &open);
        open.english[strip->depth % DEEPEST_STRIP] = strip->english;
        spell_strip(script, strip);
    }
}
