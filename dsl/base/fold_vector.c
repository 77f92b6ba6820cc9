/* fold_vector: the walk of fold.c, 64 bytes at a time, for what nearly all texts are made of:
 * characters that stay as they are, ASCII of half or full width, blanks.
 *
 * A block is cut behind its last whole character and told by masks, a bit for each byte: where
 * characters begin, where continuations stand and where they should. Of a full-width character
 * its first byte becomes the ASCII one, and the other two are dropped; of a run of blanks all but
 * the first. What is kept is packed together, and so are the places where a character begins in
 * it, with the two bytes behind them: from these come 16 bits for each character. An anchor stands
 * where a byte is kept behind one that is not.
 *
 * Whether the characters do stay as they are is asked of the table after every few blocks. If one
 * does not, or one is of four bytes, of a rare script or broken, or a mark follows itself, these
 * blocks are walked by fold.c, as if nothing had been written, and the next are tried here again.
 */
#include "dsl/base/fold_walk.h"

#ifdef __x86_64__

#include "dsl/base/fold_table.h"

#include <immintrin.h>

#define WIDE                                                                                       \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt")))

enum { BLOCK = 64, BLOCKS = 4, UNITS = 32 };

/* What a byte of 0x80 and above may be, a bit each. */
enum { GOES_ON = 1, TWO = 2, THREE = 4, RARE = 8, EF = 16, E3 = 32, BC = 64, BD = 128 };

/* clang-format off */
#define EIGHT(what) what, what, what, what, what, what, what, what
static const unsigned char classes[2 * BLOCK] = {
    EIGHT(GOES_ON), EIGHT(GOES_ON), EIGHT(GOES_ON), EIGHT(GOES_ON), EIGHT(GOES_ON), EIGHT(GOES_ON),
    EIGHT(GOES_ON),
    GOES_ON, GOES_ON, GOES_ON, GOES_ON, GOES_ON | BC, GOES_ON | BD, GOES_ON, GOES_ON,
    RARE, RARE, TWO, TWO, TWO, TWO, TWO, TWO, EIGHT(TWO), EIGHT(TWO), EIGHT(TWO),
    RARE, THREE, THREE, THREE | E3, THREE, THREE, THREE, THREE,
    THREE, THREE, THREE, THREE, THREE, RARE, THREE, THREE | EF,
    EIGHT(RARE), EIGHT(RARE)};

/* ASCII as it folds. */
static const unsigned char ascii[2 * BLOCK] = {
    0, 1, 2, 3, 4, 5, 6, 7, 8, ' ', ' ', ' ', ' ', ' ', 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
    25, 26, 27, 28, 29, 30, 31, ' ', '!', '"', '#', '$', '%', '&', '\'', '(', ')', '*', '+', ',',
    '-', '.', '/', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ':', ';', '<', '=', '>', '?',
    '@', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r',
    's', 't', 'u', 'v', 'w', 'x', 'y', 'z', '[', '\\', ']', '^', '_', '`', 'a', 'b', 'c', 'd', 'e',
    'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x',
    'y', 'z', '{', '|', '}', '~', 127};

static const unsigned char counts[BLOCK + 2] = {
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
    26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49,
    50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 0, 0};
/* clang-format on */

/* What is the same for every block, kept where the loop need not make it anew. */
struct fixed {
    __m512i class[2], ascii[2];
    __m512i counted, next, second_next; /* 0 1 2 ..., 1 2 3 ..., 2 3 4 ... */
    __m512i goes_on, lead, three, rare, ef, bc_bd, bd, e3;
    __m512i x20, x60, x21, x5d, x80, minus_one;
};

/* A block: its bytes, what they are, and a bit for each of them. */
struct block {
    __m512i bytes, folded;
    uint64_t whole; /* bytes of whole characters */
    uint64_t keep;  /* bytes that stay, folded */
};

static uint64_t first_bits(size_t n)
{
    return n >= BLOCK ? ~(uint64_t)0 : ((uint64_t)1 << n) - 1;
}

static inline WIDE __m512i load(const unsigned char *bytes)
{
    return _mm512_loadu_si512(bytes);
}

/* The compiler would rather make these again in the loop. */
static inline WIDE __m512i each(int byte)
{
    __m512i all = _mm512_set1_epi8((char)byte);
    __asm__("" : "+v"(all));
    return all;
}

static inline WIDE struct fixed fixed_values(void)
{
    return (struct fixed){
        .class = {load(classes), load(classes + BLOCK)},
        .ascii = {load(ascii), load(ascii + BLOCK)},
        .counted = load(counts),
        .next = load(counts + 1),
        .second_next = load(counts + 2),
        .goes_on = each(GOES_ON),
        .lead = each(TWO | THREE),
        .three = each(THREE),
        .rare = each(RARE),
        .ef = each(EF),
        .bc_bd = each(BC | BD),
        .bd = each(BD),
        .e3 = each(E3),
        .x20 = each(0x20),
        .x60 = each(0x60),
        .x21 = each(0x21),
        .x5d = each(0x7e - 0x21),
        .x80 = each(0x80),
        .minus_one = each(-1),
    };
}

/* How many of the first n bytes are whole characters, where n is more than a block has. */
static inline unsigned whole_bytes(size_t n, uint64_t leads, uint64_t three)
{
    return n < BLOCK ? (unsigned)n : three >> 62 & 1 ? 62 : leads >> 63 ? 63 : 64;
}

/* The first bytes of ideographic spaces; `maybe` begin with E3 and end in 80. */
static inline WIDE uint64_t wide_blanks(const struct fixed *fixed, __m512i bytes, uint64_t maybe)
{
    __m512i second = _mm512_permutexvar_epi8(fixed->next, bytes);
    return maybe & _mm512_cmpeq_epi8_mask(second, fixed->x80);
}

/* Bytes of blanks that follow a blank. */
static inline uint64_t repeated(const struct block *block, uint64_t narrow, uint64_t wide,
                                bool *after_blank)
{
    uint64_t covered = narrow | wide | wide << 1 | wide << 2;
    uint64_t again = (narrow | wide) & (covered << 1 | (uint64_t)*after_blank);
    *after_blank = (covered & block->whole & ~(block->whole >> 1)) != 0;
    return again;
}

/* Folds the block, of which at most `n` bytes are text; false: it has more than common characters.
 */
static inline WIDE bool fold_block(const struct fixed *fixed, struct block *block, size_t n,
                                   bool *after_blank)
{
    __m512i bytes = block->bytes;
    uint64_t high = _mm512_movepi8_mask(bytes);
    __m512i class = _mm512_maskz_permutex2var_epi8(high, fixed->class[0], bytes, fixed -> class[1]);
    __m512i class2 = _mm512_permutexvar_epi8(fixed->next, class);
    __m512i third = _mm512_permutexvar_epi8(fixed->second_next, bytes);
    uint64_t leads = _mm512_test_epi8_mask(class, fixed->lead);
    uint64_t three = _mm512_test_epi8_mask(class, fixed->three);
    uint64_t goes_on = _mm512_test_epi8_mask(class, fixed->goes_on);
    unsigned end = whole_bytes(n, leads, three);
    uint64_t whole = block->whole = first_bits(end);
    uint64_t expected = (leads & whole) << 1 | (three & whole) << 2;
    uint64_t wrong = (expected & ~goes_on) | (goes_on & ~expected & whole) |
                     (_mm512_test_epi8_mask(class, fixed->rare) & whole);
    uint64_t full = _mm512_test_epi8_mask(class, fixed->ef) &
                    _mm512_test_epi8_mask(class2, fixed->bc_bd) & whole;
    __m512i less =
        _mm512_mask_mov_epi8(fixed->x60, _mm512_test_epi8_mask(class2, fixed->bd), fixed->x20);
    __m512i narrow = _mm512_sub_epi8(third, less);
    wrong |= full & _mm512_cmpgt_epu8_mask(_mm512_sub_epi8(narrow, fixed->x21), fixed->x5d);
    uint64_t wide =
        _mm512_test_epi8_mask(class, fixed->e3) & _mm512_cmpeq_epi8_mask(third, fixed->x80) & whole;
    if (wrong)
        return false;
    bytes = _mm512_mask_mov_epi8(bytes, full, narrow);
    bytes = _mm512_mask2_permutex2var_epi8(fixed->ascii[0], bytes, ~high | full, fixed->ascii[1]);
    uint64_t blank = _mm512_cmpeq_epi8_mask(bytes, fixed->x20) & whole;
    if (wide)
        wide = wide_blanks(fixed, block->bytes, wide);
    uint64_t shorter = full | wide;
    block->folded = _mm512_mask_mov_epi8(bytes, wide, fixed->x20);
    block->keep = whole & ~(shorter << 1 | shorter << 2);
    if (blank | wide)
        block->keep &= ~repeated(block, blank, wide, after_blank);
    else
        *after_blank = false;
    return true;
}

/* Anchors for the kept bytes in `first`, which follow dropped ones. */
static inline WIDE void add_anchors(const struct fixed *fixed, struct fold_walk *walk, size_t at,
                                    uint64_t keep, uint64_t first)
{
    size_t count = (size_t)__builtin_popcountll(first);
    uint64_t packed = _pext_u64(first, keep);
    __m512i folded = _mm512_maskz_compress_epi8(packed, fixed->counted);
    __m512i original = _mm512_maskz_compress_epi8(first, fixed->counted);
    __m512i base = _mm512_set1_epi64((long long)((uint64_t)at << 32 | walk->n));
    if (walk->anchors.n + count + 8 > walk->anchors.room)
        VEC_ROOM(walk->arena, &walk->anchors, walk->anchors.room * 2 + BLOCK);
    size_t i = 0;
    do { /* most blocks have some, and few have more than are written at once */
        __m128i pairs =
            _mm_unpacklo_epi8(_mm512_castsi512_si128(folded), _mm512_castsi512_si128(original));
        _mm512_storeu_si512(walk->anchors.at + walk->anchors.n + i,
                            _mm512_add_epi32(_mm512_cvtepu8_epi32(pairs), base));
        folded = _mm512_alignr_epi64(folded, folded, 1);
        original = _mm512_alignr_epi64(original, original, 1);
        i += 8;
    } while (i < count);
    walk->anchors.n += count;
}

/* 16 bits for each of 32 characters, from their first three bytes. */
static inline WIDE __m512i units_of(__m512i a, __m512i b, __m512i c)
{
    const __m512i six = _mm512_set1_epi16(0x3f);
    __mmask32 is_two = _mm512_cmplt_epu16_mask(a, _mm512_set1_epi16(0xe0));
    __mmask32 is_one = _mm512_cmplt_epu16_mask(a, _mm512_set1_epi16(0x80));
    b = _mm512_and_si512(b, six);
    c = _mm512_and_si512(c, six);
    __m512i two =
        _mm512_or_si512(_mm512_slli_epi16(_mm512_and_si512(a, _mm512_set1_epi16(0x1f)), 6), b);
    __m512i three =
        _mm512_or_si512(_mm512_slli_epi16(a, 12), _mm512_or_si512(_mm512_slli_epi16(b, 6), c));
    return _mm512_mask_mov_epi16(_mm512_mask_mov_epi16(three, is_two, two), is_one, a);
}

static inline WIDE __m512i widened(__m512i bytes, unsigned half)
{
    return _mm512_cvtepu8_epi16(half ? _mm512_extracti64x4_epi64(bytes, 1)
                                     : _mm512_castsi512_si256(bytes));
}

/* The characters of n folded bytes that begin at walk->n. */
static inline WIDE void add_units(const struct fixed *fixed, struct fold_walk *walk, __m512i bytes,
                                  unsigned n)
{
    struct fold_units *units = walk->units;
    uint16_t *at = units->at + units->n, *offsets = units->offsets + units->n;
    uint64_t first =
        ~_mm512_cmplt_epi8_mask(bytes, _mm512_set1_epi8(-64)) & first_bits(n); /* below 0xc0 */
    unsigned count = (unsigned)__builtin_popcountll(first);
    __m512i places = _mm512_maskz_compress_epi8(first, fixed->counted);
    __m512i behind = _mm512_sub_epi8(places, fixed->minus_one);
    __m512i a = _mm512_permutexvar_epi8(places, bytes);
    __m512i b = _mm512_permutexvar_epi8(behind, bytes);
    __m512i c = _mm512_permutexvar_epi8(_mm512_sub_epi8(behind, fixed->minus_one), bytes);
    __m512i base = _mm512_set1_epi16((short)walk->n);
    _mm512_storeu_si512(at, units_of(widened(a, 0), widened(b, 0), widened(c, 0)));
    _mm512_storeu_si512(offsets, _mm512_add_epi16(widened(places, 0), base));
    if (count > UNITS) {
        _mm512_storeu_si512(at + UNITS, units_of(widened(a, 1), widened(b, 1), widened(c, 1)));
        _mm512_storeu_si512(offsets + UNITS, _mm512_add_epi16(widened(places, 1), base));
    }
    units->n += count;
}

/* Is each character from this one on right as it is? Behind the last one zeros are read, which are.
 * Loads of single bytes: gathering takes twice as long. */
static inline bool all_right(const struct fold_units *units, uint32_t from)
{
    unsigned all = 1, others = 1;
    memset(units->at + units->n, 0, 3 * sizeof *units->at);
    for (const uint16_t *at = units->at + from, *end = units->at + units->n; at < end; at += 4) {
        all &= (unsigned)fold_right[at[0]] & fold_right[at[1]];
        others &= (unsigned)fold_right[at[2]] & fold_right[at[3]];
    }
    return all & others;
}

/* Does a mark follow itself, from this character on? */
static inline WIDE bool marks_repeat(const struct fold_units *units, uint32_t from)
{
    for (uint32_t i = from; i + 1 < units->n; i += UNITS) {
        uint32_t same = (uint32_t)first_bits(units->n - 1 - i) &
                        _mm512_cmpeq_epi16_mask(_mm512_loadu_si512(units->at + i),
                                                _mm512_loadu_si512(units->at + i + 1));
        for (; same; same &= same - 1)
            if (fold_mark(units->at[i + (uint32_t)__builtin_ctz(same)]))
                return true;
    }
    return false;
}

/* Where the fold stands: the text's next byte, and what came before it. */
struct stand {
    size_t at;
    bool last_kept, after_blank;
};

/* Folds a few blocks; false: there is something in them that is not common. */
static inline WIDE bool fold_blocks(const struct fixed *fixed, struct fold_walk *walk,
                                    struct stand *stand)
{
    uint32_t before = walk->units->n;
    for (int blocks = 0; blocks < BLOCKS && stand->at < walk->text.n; blocks++) {
        size_t left = walk->text.n - stand->at;
        struct block block = {
            .bytes = _mm512_maskz_loadu_epi8(first_bits(left), walk->text.p + stand->at)};
        if (!fold_block(fixed, &block, left, &stand->after_blank))
            return false;
        uint64_t first = block.keep & ~(block.keep << 1 | (uint64_t)stand->last_kept);
        add_anchors(fixed, walk, stand->at, block.keep, first);
        __m512i folded = _mm512_maskz_compress_epi8(block.keep, block.folded);
        unsigned n = (unsigned)__builtin_popcountll(block.keep);
        _mm512_storeu_si512(walk->out + walk->n, folded);
        add_units(fixed, walk, folded, n);
        walk->n += n;
        stand->last_kept = (block.keep & ~(block.whole >> 1)) != 0;
        stand->at += (size_t)__builtin_popcountll(block.whole);
    }
    return all_right(walk->units, before) && !marks_repeat(walk->units, before - (before > 0));
}

/* What the last anchor adds to a folded place: here nobody asks for it anchor by anchor. */
static uint32_t shift_of(const struct fold_walk *walk)
{
    if (!walk->anchors.n)
        return 0;
    struct fold_anchor last = walk->anchors.at[walk->anchors.n - 1];
    return last.original - last.folded;
}

/* The blank or mark that was written last, if nothing came behind it. */
static uint32_t last_of(const struct fold_walk *walk, bool after_blank)
{
    const struct fold_units *units = walk->units;
    uint32_t last = units->n ? units->at[units->n - 1] : 0;
    return after_blank ? ' ' : fold_mark(last) ? last : 0;
}

/* The same bytes by fold.c. `before`: the walk as it was when it came here. */
static void walk_blocks(struct fold_walk *walk, const struct fold_walk *before, uint32_t units,
                        struct stand *stand)
{
    size_t to = stand->at + (size_t)BLOCKS * BLOCK;
    walk->n = before->n;
    walk->anchors.n = before->anchors.n;
    walk->shift = shift_of(walk);
    walk->units->n = units;
    walk->last = last_of(walk, stand->after_blank);
    stand->at = fold_walk_on(walk, stand->at, to < walk->text.n ? to : walk->text.n);
    stand->after_blank = walk->last == ' ';
    stand->last_kept = (uint32_t)stand->at - (uint32_t)walk->n == walk->shift;
}

static WIDE bool fold_wide(struct fold_walk *walk)
{
    const struct fixed fixed = fixed_values();
    struct stand stand = {.last_kept = true};
    VEC_ROOM(walk->arena, &walk->anchors, walk->text.n / 16 + BLOCK);
    while (stand.at < walk->text.n) {
        const struct fold_walk before = *walk;
        const struct stand stood = stand;
        uint32_t units = walk->units->n;
        if (walk->n + (walk->text.n - stand.at) > walk->room)
            return false;
        if (fold_blocks(&fixed, walk, &stand))
            continue;
        stand = stood;
        walk_blocks(walk, &before, units, &stand);
    }
    walk->shift = shift_of(walk);
    return walk->n <= walk->room;
}

bool fold_in_vectors(struct fold_walk *walk, enum lanes lanes)
{
    return lanes == LANES_AVX512 && fold_wide(walk);
}

#else

bool fold_in_vectors(struct fold_walk *walk, enum lanes lanes)
{
    (void)walk, (void)lanes;
    return false;
}

#endif
