/* glue: Chinese operators that were written without blanks.
 *
 * 等级且区域 is one name to the scanner, since Chinese has no blanks between words. Inside a
 * condition such a name is cut where an operator stands in it: 且 and 或 nearly never belong to a
 * name, 早于 and its kin never. 在 does belong to names (现在, 在建工地), so it counts only behind
 * one of the built-in facts or at the start of a word that follows an operand; 非 only before a
 * Latin letter. What is cut wrongly gets a message that says so, with the word as it was read. */
#include "dsl/syntax/scan.h"

static size_t operator_at(struct view rest)
{
#define OPERATOR(text)                                                                             \
    {                                                                                              \
        "" text, sizeof(text) - 1                                                                  \
    }
    static const struct view operators[] = {OPERATOR("不早于"), OPERATOR("不晚于"),
                                            OPERATOR("早于"),   OPERATOR("晚于"),
                                            OPERATOR("且"),     OPERATOR("或")};
#undef OPERATOR
    for (size_t i = 0; i < sizeof operators / sizeof operators[0]; i++) {
        if (view_starts(rest, operators[i]))
            return operators[i].n;
    }
    return 0;
}

static bool is_built_in(struct view name)
{
    static const char *const names[] = {"区域", "时刻", "星期", "日类", "类型", "渠道"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (view_is(name, names[i]))
            return true;
    }
    return false;
}

static bool is_latin(struct view rest)
{
    return rest.n &&
           ((rest.p[0] >= 'a' && rest.p[0] <= 'z') || (rest.p[0] >= 'A' && rest.p[0] <= 'Z'));
}

/* The operator that stands at this place of the word: its length, 0 for none. */
static size_t glued_at(struct view word, size_t at, bool after_operand)
{
    struct view head = view_sub(word, 0, at), rest = view_sub(word, at, word.n);
    size_t length = at || after_operand ? operator_at(rest) : 0;
    bool within = at ? is_built_in(head) : after_operand;
    if (!length && within && view_starts(rest, VIEW("在")))
        length = 3;
    if (!length && !at && !after_operand && view_starts(rest, VIEW("非")) &&
        is_latin(view_sub(rest, 3, rest.n)))
        length = 3;
    return length;
}

/* Words of their own, though an operator is in them; the parser says what to write instead. */
static bool is_conjunction(struct view word)
{
    return view_is(word, "并且") || view_is(word, "而且") || view_is(word, "或者") ||
           view_is(word, "或是");
}

size_t glue_find(const struct scan *scan, struct view word, bool after_operand, size_t *length)
{
    if (is_conjunction(word))
        return SIZE_MAX;
    bool known_cut = scan->from < scan->glued_to;
    for (size_t at = 0; at < word.n; at++) {
        if (((unsigned char)word.p[at] & 0xc0) == 0x80)
            continue;
        *length = glued_at(word, at, after_operand || (known_cut && at == 0));
        if (*length && *length < word.n)
            return at;
    }
    return SIZE_MAX;
}

struct view glue_spaced(struct scan *scan, struct view word, bool after_operand)
{
    struct buf out;
    buf_init(&out, 4096);
    for (size_t at = 0; at < word.n;) {
        size_t length = glued_at(word, at, after_operand);
        if (!length) {
            buf_byte(&out, word.p[at++]);
            continue;
        }
        if (at)
            buf_byte(&out, ' ');
        buf_view(&out, view_sub(word, at, at + length));
        if (at + length < word.n)
            buf_byte(&out, ' ');
        at += length;
        word = view_sub(word, at, word.n);
        at = 0;
        after_operand = false;
    }
    struct view spaced = buf_keep(&out, scan->p->arena);
    buf_free(&out);
    return spaced;
}
