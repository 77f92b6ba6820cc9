/* view: a string that somebody else owns, as (pointer, length). Text is UTF-8, checked once at
 * the border (utf8.h) and trusted inside. A view need not end in NUL. */
#ifndef ZHIDA_VIEW_H
#define ZHIDA_VIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "dsl/base/arena.h"

struct view {
    const char *p;
    size_t n;
};

/* A view of a string literal, or of an array of known size with a NUL at its end. */
#define VIEW(literal) ((struct view){"" literal, sizeof(literal) - 1})

/* printf's "%.*s". */
#define VIEW_FMT(v) ((int)(v).n), ((v).n ? (v).p : "")

static inline struct view view_of(const char *text)
{
    return (struct view){text, text ? strlen(text) : 0};
}

static inline struct view view_sub(struct view v, size_t from, size_t to)
{
    return (struct view){v.p + from, to - from};
}

static inline bool view_eq(struct view a, struct view b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline bool view_is(struct view a, const char *text)
{
    return view_eq(a, view_of(text));
}

static inline bool view_starts(struct view v, struct view head)
{
    return v.n >= head.n && (head.n == 0 || memcmp(v.p, head.p, head.n) == 0);
}

static inline bool view_ends(struct view v, struct view tail)
{
    return v.n >= tail.n && memcmp(v.p + v.n - tail.n, tail.p, tail.n) == 0;
}

/* Byte order; a shorter string before its continuation. For qsort and sorted tables. */
int view_compare(struct view a, struct view b);

/* Where needle first occurs in v, or SIZE_MAX. An empty needle occurs at 0. */
size_t view_find(struct view v, struct view needle);

/* Does one of the words occur in v? VIEW_HOLDS(v, words) takes an array of known size. */
bool view_holds(struct view v, const char *const *words, size_t count);
#define VIEW_HOLDS(v, words) view_holds(v, words, sizeof(words) / sizeof *(words))

/* The byte behind the first of several words with which v goes on at this byte; 0: none. Between
 * two of the words stands that character. */
size_t view_goes_on(struct view v, size_t at, const char *words, char between);

/* v without blanks, tabs, line ends and U+3000 at both ends. */
struct view view_trim(struct view v);

/* Cuts the part before the first sep off *rest and returns it; the last part empties *rest
 * (p becomes NULL, so a loop runs `while (rest.p)`). */
struct view view_cut(struct view *rest, char sep);

/* A decimal number that fills v, in [low, high]. false: not one, or out of range. */
bool view_int(struct view v, int64_t low, int64_t high, int64_t *out);

/* A copy in the arena, with a NUL behind it. */
struct view view_keep(struct arena *arena, struct view v);

#endif
