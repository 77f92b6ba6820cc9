/* spelling: what is wrong with a text as a text, before anybody asks what it means: a list of words
 * squeezed into one pair of quotation marks, blanks and punctuation at the ends of a word, a
 * sentence where a word belongs, letters of two scripts in one word. All of it looks right on the
 * screen, and none of it is ever found in what citizens write. */
#include "dsl/lint/run.h"

#include "dsl/base/utf8.h"

enum { LONG_WORD = 12, LONG_LATIN = 40 }; /* characters nobody types the same way twice */

/* ---- letters ---- */

enum script { SCRIPT_NONE, SCRIPT_LATIN, SCRIPT_GREEK, SCRIPT_CYRILLIC };

static enum script script_of(uint32_t c)
{
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0x24f))
        return SCRIPT_LATIN;
    if (c >= 0x370 && c <= 0x3ff)
        return SCRIPT_GREEK;
    return c >= 0x400 && c <= 0x52f ? SCRIPT_CYRILLIC : SCRIPT_NONE;
}

static struct view script_name(enum script script)
{
    return script == SCRIPT_GREEK ? BOTH("希腊", "Greek") : BOTH("西里尔", "Cyrillic");
}

/* A Greek or Cyrillic letter side by side with a Latin one or a Chinese character. A word wholly in
 * another alphabet is somebody's language. */
static void look_at_scripts(struct lint_run *run, const struct node *node)
{
    bool any = false;
    for (size_t i = 0; i < node->text.n; i++)
        any |= (unsigned char)node->text.p[i] >= 0xcd && (unsigned char)node->text.p[i] <= 0xd4;
    if (!any)
        return;
    bool others = false;
    enum script strange = SCRIPT_NONE;
    struct view letter = {0};
    for (size_t at = 0; at < node->text.n;) {
        size_t from = at;
        uint32_t c = utf8_next(node->text, &at);
        enum script script = script_of(c);
        others |= script == SCRIPT_LATIN || (c >= 0x3400 && c <= 0x9fff);
        if (script <= SCRIPT_LATIN || strange)
            continue;
        strange = script;
        letter = view_sub(node->text, from, at);
    }
    if (strange && others)
        FOUND(run, mixed_scripts, node->span, node->text, letter, script_name(strange));
}

/* ---- words ---- */

static bool separates(uint32_t c)
{
    return c == 0x3001 /* 、 */ || c == 0xff0c /* ， */ || c == ',' || c == 0xff1b /* ； */ ||
           c == ';' || c == '/' || c == '|' || c == 0xff0f /* ／ */;
}

static bool punctuation(uint32_t c)
{
    return separates(c) || c == ' ' || c == '\t' || c == '.' || c == '!' || c == '?' || c == ':' ||
           (c >= 0x3000 && c <= 0x303f && c != 0x3005 && c != 0x3007) || c == 0xff01 ||
           c == 0xff1f || c == 0xff1a || c == 0xff0e || (c >= 0x2010 && c <= 0x2027);
}

static bool digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static bool has_separator(struct view text)
{
    for (size_t at = 0; at < text.n;)
        if (separates(utf8_next(text, &at)))
            return true;
    return false;
}

/* "噪音"、"噪声" for "噪音、噪声"; empty where it is one word (24/7, 3,000). */
static struct view split_words(struct lint_run *run, struct view text)
{
    struct buf out;
    size_t parts = 0, start = 0;
    uint32_t before = 0;
    if (!has_separator(text))
        return (struct view){0};
    buf_init(&out, 65536);
    for (size_t at = 0; at <= text.n;) {
        size_t from = at;
        uint32_t c = at < text.n ? utf8_next(text, &at) : 0x3001;
        bool end = from == text.n;
        size_t next = at;
        uint32_t behind = at < text.n ? utf8_next(text, &next) : 0;
        bool in_number = digit(before) && digit(behind) && (c == ',' || c == '/');
        before = c;
        if (separates(c) && !in_number) {
            struct view part = view_trim(view_sub(text, start, from));
            if (part.n)
                buf_print(&out, "%s\"%.*s\"", parts++ ? "、" : "", VIEW_FMT(part));
            start = at;
        }
        if (end)
            break;
    }
    struct view split = parts > 1 ? buf_keep(&out, run->arena) : (struct view){0};
    buf_free(&out);
    return split;
}

static struct view without_ends(struct view text)
{
    size_t from = 0, to = 0;
    bool any = false;
    for (size_t at = 0; at < text.n;) {
        size_t start = at;
        if (punctuation(utf8_next(text, &at)))
            continue;
        from = any ? from : start;
        to = at;
        any = true;
    }
    return any ? view_sub(text, from, to) : text;
}

/* Chinese characters and Latin letters alone, few enough: nothing more to look at. */
static bool is_plain(struct view text)
{
    const unsigned char *p = (const unsigned char *)text.p;
    size_t characters = 0;
    for (size_t i = 0; i < text.n; i++, characters++) {
        bool letter = (p[i] >= '0' && p[i] <= '9') || (p[i] >= 'A' && p[i] <= 'Z') ||
                      (p[i] >= 'a' && p[i] <= 'z');
        bool chinese = p[i] >= 0xe4 && p[i] <= 0xe9;
        if (!letter && !chinese)
            return false;
        i += chinese ? 2 : 0;
    }
    return characters <= LONG_WORD;
}

static void look_at_word(struct lint_run *run, const struct node *node)
{
    if (is_plain(node->text))
        return;
    struct view text = node->text, trimmed = without_ends(text), split = split_words(run, text);
    size_t length = utf8_length(text);
    bool chinese = text.n && (unsigned char)text.p[0] >= 0x80;
    look_at_scripts(run, node);
    if (split.n) {
        struct diag *diag = FOUND(run, words_in_one_string, node->span, text);
        diag->suggestion = split;
        lint_fix(diag, node->span, split);
    } else if (trimmed.n != text.n) {
        struct diag *diag = FOUND(run, punctuated_word, node->span, text);
        lint_fix(diag, node->span, lint_text(run, "\"%.*s\"", VIEW_FMT(trimmed)));
    } else if (length > (chinese ? LONG_WORD : LONG_LATIN)) {
        FOUND(run, long_word, node->span, text, lint_text(run, "%zu", length));
    }
}

static void look_at_words_node(struct lint_run *run, const struct node *list)
{
    for (const struct node *word = list->child; word; word = word->next) {
        if (word->broken)
            continue;
        if (word->kind == NODE_STRING)
            look_at_word(run, word);
        for (const struct node *part = word->child; part; part = part->next)
            if (part->kind == NODE_STRING && !part->broken)
                look_at_scripts(run, part);
    }
}

/* ---- what people read ---- */

static void look_at_shown(struct lint_run *run, const struct node *string)
{
    struct view trimmed = view_trim(string->text);
    if (string->broken || !trimmed.n || trimmed.n == string->text.n ||
        view_find(string->text, VIEW("\n")) != SIZE_MAX)
        return;
    struct diag *diag = FOUND(run, blank_at_end, string->span, string->text);
    lint_fix(diag, string->span, lint_text(run, "\"%.*s\"", VIEW_FMT(trimmed)));
}

static bool is_called(const struct node *node)
{
    return node->kind == NODE_DUTY || node->kind == NODE_CODE || node->kind == NODE_RETIRE ||
           node->kind == NODE_TEST || node->kind == NODE_BASIS;
}

/* Where a name is given, not where it is used: one finding a name. */
static bool declares(const struct node *node)
{
    return (node->kind >= NODE_DISTRICT && node->kind <= NODE_RETIRE) || node->kind == NODE_ROLE;
}

/* Whole sentences are as people write them. */
static bool has_sentences(const struct node *node)
{
    if (node->kind != NODE_CUE || !node->child)
        return node->kind == NODE_SAID || node->kind == NODE_ASKED;
    return model_cue_is_said(node->child->text);
}

static void walk(struct lint_run *run, const struct node *node)
{
    if (has_sentences(node))
        return;
    for (const struct node *child = node->child; child; child = child->next) {
        if (child->kind == NODE_WORDS)
            look_at_words_node(run, child);
        else if (child->kind == NODE_NAME && child == node->child && declares(node))
            look_at_scripts(run, child);
        else if (child->kind == NODE_STRING && (is_called(node) || node->kind == NODE_DISPLAY))
            look_at_shown(run, child);
        else
            walk(run, child);
    }
}

void look_at_spelling(struct lint_run *run)
{
    walk(run, run->tree->root);
}
