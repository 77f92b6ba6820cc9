/* utf8: the well-formed byte sequences of the Unicode standard's table 3-7, nothing else. */
#include "dsl/base/utf8.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

static bool tail(struct view v, size_t at, unsigned low, unsigned high)
{
    return at < v.n && (unsigned char)v.p[at] >= low && (unsigned char)v.p[at] <= high;
}

static size_t sequence(struct view v, size_t at)
{
    unsigned char b = (unsigned char)v.p[at];
    if (b < 0x80)
        return 1;
    if (b >= 0xc2 && b <= 0xdf)
        return tail(v, at + 1, 0x80, 0xbf) ? 2 : 0;
    if (b >= 0xe0 && b <= 0xef) {
        unsigned low = b == 0xe0 ? 0xa0 : 0x80, high = b == 0xed ? 0x9f : 0xbf;
        return tail(v, at + 1, low, high) && tail(v, at + 2, 0x80, 0xbf) ? 3 : 0;
    }
    if (b >= 0xf0 && b <= 0xf4) {
        unsigned low = b == 0xf0 ? 0x90 : 0x80, high = b == 0xf4 ? 0x8f : 0xbf;
        bool whole = tail(v, at + 1, low, high) && tail(v, at + 2, 0x80, 0xbf) &&
                     tail(v, at + 3, 0x80, 0xbf);
        return whole ? 4 : 0;
    }
    return 0;
}

uint32_t utf8_next(struct view v, size_t *at)
{
    static const unsigned char first_bits[] = {0, 0x7f, 0x1f, 0x0f, 0x07};
    size_t n = sequence(v, *at);
    if (n == 0) {
        (*at)++;
        return 0xfffd;
    }
    uint32_t c = (unsigned char)v.p[*at] & first_bits[n];
    for (size_t i = 1; i < n; i++)
        c = c << 6 | ((unsigned char)v.p[*at + i] & 0x3f);
    *at += n;
    return c;
}

size_t utf8_put(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char marks[] = {0, 0, 0xc0, 0xe0, 0xf0};
    for (size_t i = n - 1; i > 0; i--, c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3f));
    out[0] = (char)(marks[n] | c);
    return n;
}

static inline bool leads_three(unsigned char b)
{
    return (b & 0xf0) == 0xe0;
}

enum { BLOCK = 64 };

/* Nothing but ASCII and characters of three bytes from p on, as far as it reaches: a byte of theirs
 * stands where one or two before it there is a first one, and nowhere else; and no first one that
 * asks for more. p[-2] may be read. No branch, so that the compiler does sixteen bytes at once. */
static bool plain_block(const unsigned char *p)
{
    unsigned char bad = 0;
    for (int i = 0; i < BLOCK; i++) {
        bool inner = (p[i] & 0xc0) == 0x80;
        bool expected = leads_three(p[i - 1]) | leads_three(p[i - 2]);
        bool other = (p[i] >= 0xc0) & !leads_three(p[i]);
        bad |= (unsigned char)((inner ^ expected) | other | (p[i] == 0xe0) | (p[i] == 0xed));
    }
    return !bad;
}

/* Where the character before `at` begins. */
static size_t one_back(struct view v, size_t at)
{
    while (at > 0 && ((unsigned char)v.p[--at] & 0xc0) == 0x80)
        ;
    return at;
}

/* Whole texts are looked over with this, so what they are made of is passed by in blocks. A block
 * says nothing of a character that begins at its end, so what is read one character after the
 * other, and that is always the last of a text, begins with the one before. */
size_t utf8_broken(struct view v)
{
    for (size_t at = 0; at < v.n;) {
        if (at >= 2 && v.n - at > BLOCK && plain_block((const unsigned char *)v.p + at)) {
            at += BLOCK;
            continue;
        }
        size_t end = v.n - at < BLOCK ? v.n : at + BLOCK;
        at = one_back(v, at);
        for (size_t n; at < end; at += n)
            if ((n = sequence(v, at)) == 0)
                return at;
    }
    return SIZE_MAX;
}

/* Eight bytes at a time: all bytes but those of the form 10xxxxxx. */
size_t utf8_length(struct view v)
{
    const uint64_t ones = 0x0101010101010101u;
    size_t inner = 0, i = 0;
    for (; i + 8 <= v.n; i += 8) {
        uint64_t bytes;
        memcpy(&bytes, v.p + i, 8);
        inner += (size_t)(((bytes >> 7 & ~(bytes >> 6) & ones) * ones) >> 56);
    }
    for (; i < v.n; i++)
        inner += ((unsigned char)v.p[i] & 0xc0) == 0x80;
    return v.n - inner;
}

#ifdef __SSE2__
/* How many of the 16 bytes begin a character of three bytes, as nearly all of Chinese are; two
 * bytes more can be read. E0 and ED ask for more than that the others go on. */
static inline __m128i threes_among(const char *p)
{
    __m128i lead = _mm_loadu_si128((const void *)p), goes_on = _mm_set1_epi8(-64);
    __m128i three =
        _mm_cmpeq_epi8(_mm_and_si128(lead, _mm_set1_epi8((char)0xf0)), _mm_set1_epi8((char)0xe0));
    __m128i other = _mm_or_si128(_mm_cmpeq_epi8(lead, _mm_set1_epi8((char)0xe0)),
                                 _mm_cmpeq_epi8(lead, _mm_set1_epi8((char)0xed)));
    __m128i second = _mm_cmplt_epi8(_mm_loadu_si128((const void *)(p + 1)), goes_on);
    __m128i third = _mm_cmplt_epi8(_mm_loadu_si128((const void *)(p + 2)), goes_on);
    __m128i whole = _mm_and_si128(_mm_andnot_si128(other, three), _mm_and_si128(second, third));
    return _mm_sad_epu8(_mm_sub_epi8(_mm_setzero_si128(), whole), _mm_setzero_si128());
}

static size_t count_threes(struct view v)
{
    __m128i sum = _mm_setzero_si128();
    for (size_t i = 0; i + 18 <= v.n; i += 16)
        sum = _mm_add_epi64(sum, threes_among(v.p + i));
    return (size_t)(_mm_cvtsi128_si64(sum) + _mm_cvtsi128_si64(_mm_unpackhi_epi64(sum, sum)));
}
#else
static size_t count_threes(struct view v)
{
    (void)v;
    return 0;
}
#endif

/* A character has a byte at least, and where three are one, two are none. */
bool utf8_at_most(struct view v, size_t most)
{
    return v.n <= most || v.n - 2 * count_threes(v) <= most;
}

/* The East Asian Width property, coarsely: the blocks that terminals draw two cells wide. */
static size_t cells(uint32_t c)
{
    if (c < 0x300)
        return 1;
    if ((c >= 0x300 && c <= 0x36f) || (c >= 0x200b && c <= 0x200f) || (c >= 0xfe00 && c <= 0xfe0f))
        return 0;
    bool wide = (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf && c != 0x303f) ||
                (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
                (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff01 && c <= 0xff60) ||
                (c >= 0xffe0 && c <= 0xffe6) || (c >= 0x1f300 && c <= 0x1faff) ||
                (c >= 0x20000 && c <= 0x3fffd);
    return wide ? 2 : 1;
}

size_t utf8_cells(struct view v)
{
    size_t count = 0;
    for (size_t at = 0; at < v.n;)
        count += cells(utf8_next(v, &at));
    return count;
}

bool utf8_invisible(uint32_t c)
{
    return c == 0xad || c == 0x61c || (c >= 0x200b && c <= 0x200f) ||
           (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x2069) || c == 0xfeff;
}

struct view utf8_visible(struct arena *arena, struct view v)
{
    size_t n = 0, from, at = 0;
    char *kept = NULL;
    while (at < v.n) {
        from = at;
        bool seen = !utf8_invisible(utf8_next(v, &at));
        if (!seen && !kept) {
            kept = arena_raw(arena, v.n);
            memcpy(kept, v.p, from);
        }
        if (seen && kept)
            memcpy(kept + n, v.p + from, at - from);
        n += seen ? at - from : 0;
    }
    return kept ? (struct view){kept, n} : v;
}

size_t utf8_units16(struct view v)
{
    size_t count = 0;
    for (size_t at = 0; at < v.n;)
        count += utf8_next(v, &at) >= 0x10000 ? 2 : 1;
    return count;
}

struct view utf8_head(struct view v, size_t n)
{
    if (v.n <= n)
        return v;
    while (n > 0 && ((unsigned char)v.p[n] & 0xc0) == 0x80)
        n--;
    return view_sub(v, 0, n);
}
