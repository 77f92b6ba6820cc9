/* view: the few operations on string views that are worth a function. */
#include "dsl/base/view.h"

int view_compare(struct view a, struct view b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    if (order)
        return order;
    return a.n < b.n ? -1 : a.n > b.n;
}

size_t view_find(struct view v, struct view needle)
{
    if (!needle.n)
        return 0;
    size_t last = needle.n - 1;
    /* by its last byte: the first one is the same for most of what is written in Chinese */
    for (size_t at = 0; at + needle.n <= v.n; at++) {
        const char *hit = memchr(v.p + at + last, needle.p[last], v.n - last - at);
        if (!hit)
            return SIZE_MAX;
        at = (size_t)(hit - v.p) - last;
        if (memcmp(v.p + at, needle.p, needle.n) == 0)
            return at;
    }
    return SIZE_MAX;
}

bool view_holds(struct view v, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (view_find(v, view_of(words[i])) != SIZE_MAX)
            return true;
    return false;
}

static size_t blank_at_start(struct view v)
{
    if (v.n && (v.p[0] == ' ' || v.p[0] == '\t' || v.p[0] == '\n' || v.p[0] == '\r'))
        return 1;
    return view_starts(v, VIEW("\xe3\x80\x80")) ? 3 : 0;
}

static size_t blank_at_end(struct view v)
{
    char last = v.n ? v.p[v.n - 1] : 'x';
    if (last == ' ' || last == '\t' || last == '\n' || last == '\r')
        return 1;
    return v.n >= 3 && memcmp(v.p + v.n - 3, "\xe3\x80\x80", 3) == 0 ? 3 : 0;
}

struct view view_trim(struct view v)
{
    for (size_t n; (n = blank_at_start(v)) > 0;)
        v = view_sub(v, n, v.n);
    for (size_t n; (n = blank_at_end(v)) > 0;)
        v.n -= n;
    return v;
}

/* Two Chinese characters may differ in any of three bytes: asked one by one, nobody could tell in
 * which. */
static bool same_three(const char *a, const char *b)
{
    return !((a[0] ^ b[0]) | (a[1] ^ b[1]) | (a[2] ^ b[2]));
}

static bool chinese(char first)
{
    return (first & 0xf0) == 0xe0;
}

/* The bytes of the word's next character, a Chinese one or a single byte, if the text goes on with
 * it; else 0. */
static size_t same_character(const char *word, const char *p, const char *end)
{
    if (chinese(*word))
        return end - p >= 3 && same_three(word, p) ? 3 : 0;
    return p < end && *word == *p;
}

size_t view_goes_on(struct view v, size_t at, const char *words, char between)
{
    const char *p = v.p + at, *end = v.p + v.n;
    for (const char *word = words;; word++) {
        const char *q = p;
        for (size_t n; *word && *word != between && (n = same_character(word, q, end)) != 0;)
            word += n, q += n;
        if (!*word || *word == between)
            return (size_t)(q - v.p);
        while (*word && *word != between)
            word += chinese(*word) ? 3 : 1; /* over a Chinese character in one go */
        if (!*word)
            return 0;
    }
}

struct view view_cut(struct view *rest, char sep)
{
    const char *hit = rest->n ? memchr(rest->p, sep, rest->n) : NULL;
    struct view head = *rest;
    if (!hit) {
        *rest = (struct view){NULL, 0};
        return head;
    }
    head.n = (size_t)(hit - rest->p);
    *rest = view_sub(*rest, head.n + 1, rest->n);
    return head;
}

bool view_int(struct view v, int64_t low, int64_t high, int64_t *out)
{
    bool minus = v.n && v.p[0] == '-';
    size_t at = minus ? 1 : 0;
    if (at == v.n || v.n - at > 18)
        return false;
    int64_t value = 0;
    for (; at < v.n; at++) {
        if (v.p[at] < '0' || v.p[at] > '9')
            return false;
        value = value * 10 + (v.p[at] - '0');
    }
    if (minus)
        value = -value;
    if (value < low || value > high)
        return false;
    *out = value;
    return true;
}

struct view view_keep(struct arena *arena, struct view v)
{
    return (struct view){arena_copy(arena, v.p, v.n), v.n};
}
