/* tokens: pairs, because Chinese writes no blanks and most of its words have two characters: every
 * word of two is a token of its own, longer ones are chains of tokens, and no dictionary is needed.
 * A single character between other signs is a token too, so that nothing is lost. */
#include "gateway/answer/tokens.h"

#include "dsl/base/utf8.h"

enum sign { SIGN_OTHER, SIGN_WORD, SIGN_HAN };

bool tokens_is_han(uint32_t c)
{
    return (c >= 0x3400 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff) ||
           (c >= 0x20000 && c <= 0x3ffff);
}

static enum sign sign_of(uint32_t c)
{
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
        (c >= 0xc0 && c <= 0x24f))
        return SIGN_WORD;
    return tokens_is_han(c) ? SIGN_HAN : SIGN_OTHER;
}

/* The end of the run of one sign that starts at `at`. */
static size_t run_end(struct view text, size_t at, enum sign sign)
{
    while (at < text.n) {
        size_t next = at;
        if (sign_of(utf8_next_inline(text, &next)) != sign)
            break;
        at = next;
    }
    return at;
}

static bool cut_han(struct view text, size_t from, size_t end,
                    bool (*take)(void *self, size_t from, size_t to), void *self)
{
    size_t second = from;
    utf8_next_inline(text, &second);
    if (second == end)
        return take(self, from, end);
    while (second < end) {
        size_t third = second;
        utf8_next_inline(text, &third);
        if (!take(self, from, third))
            return false;
        from = second;
        second = third;
    }
    return true;
}

void tokens_cut(struct view folded, bool (*take)(void *self, size_t from, size_t to), void *self)
{
    for (size_t at = 0; at < folded.n;) {
        size_t next = at;
        enum sign sign = sign_of(utf8_next_inline(folded, &next));
        size_t end = sign == SIGN_OTHER ? next : run_end(folded, at, sign);
        if (sign == SIGN_HAN && !cut_han(folded, at, end, take, self))
            return;
        if (sign == SIGN_WORD && !take(self, at, end))
            return;
        at = end;
    }
}

bool tokens_ends_sentence(uint32_t c)
{
    switch (c) {
    case ' ':
    case '\n':
    case ';':
    case '!':
    case '?':
    case 0x3002: /* full stop */
    case 0xff1b: /* the same signs, full width */
    case 0xff01:
    case 0xff1f:
        return true;
    default:
        return false;
    }
}

size_t tokens_sentence_end(struct view text, size_t at)
{
    while (at < text.n)
        if (tokens_ends_sentence(utf8_next_inline(text, &at)))
            break;
    return at;
}
