/* fold_vector: the walk of fold.c, 64 bytes at a time, for what nearly all texts are made of:
 * characters that stay as they are, ASCII of half or full width, blanks.
 *
 * A few blocks, whole characters together, are a stretch. Each block is told by masks, a bit for
 * each byte: where characters begin, where continuations stand and where they should; what a
 * character at its end asks of the next block is carried over, so that no block waits for another
 * one to be told. Of a full-width character its first byte becomes the ASCII one, and the other two
 * are dropped; of a run of blanks all but the first. What is kept is packed together, and so are
 * the first bytes of its characters and the two behind each: from these come 16 bits for each
 * character. An anchor stands where a byte is kept behind one that is not.
 *
 * Whether the characters do stay as they are is asked of the table after each stretch. If one does
 * not, or one is of four bytes, of a rare script or broken, or a mark follows itself, the stretch
 * is walked by fold.c, as if nothing had been written, and the next is tried here again. */
#include "dsl/base/fold_walk.h"

#ifdef __x86_64__

#include "dsl/base/fold_table.h"
#include "dsl/base/utf8.h"

#include <immintrin.h>

#define WIDE                                                                                       \
    __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,avx512vbmi2,bmi,bmi2,popcnt")))

enum { BLOCK = 64, BLOCKS = 4, UNITS = 32 };
enum { ANCHORS = BLOCKS * BLOCK / 2 + 8 /* most that are written for a stretch */ };

/* Of the bytes C0 to FF, which begin no character, one of four bytes, or one that asks for more
 * than that the others go on. */
/* clang-format off */
static const unsigned char rare[BLOCK] = {
    1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

/* ASCII as it folds. */
static const unsigned char ascii[2 * BLOCK] = {
    0, 1, 2, 3, 4, 5, 6, 7, 8, ' ', ' ', ' ', ' ', ' ', 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
    25, 26, 27, 28, 29, 30, 31, ' ', '!', '"', '#', '$', '%', '&', '\'', '(', ')', '*', '+', ',',
    '-', '.', '/', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ':', ';', '<', '=', '>', '?',
    '@', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r',
    's', 't', 'u', 'v', 'w', 'x', 'y', 'z', '[', '\\', ']', '^', '_', '`', 'a', 'b', 'c', 'd', 'e',
    'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x',
    'y', 'z', '{', '|', '}', '~', 127};

static const unsigned char counts[BLOCK] = {
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25,
    26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49,
    50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
/* clang-format on */

/* What is the same for every block, kept where the loop need not make it anew. */
struct fixed {
    __m512i rare, ascii[2], counted; /* counted: 0 1 2 ... */
    __m512i x01, x20, x21, x5d, x60, x80, xbd, xc0, xe0, xe3, xef;
};

/* A block: its bytes, those one and two further on, and a bit for each of them. */
struct block {
    __m512i bytes, second, third, folded;
    uint64_t text;  /* bytes of the stretch */
    uint64_t keep;  /* bytes that stay, folded */
    uint64_t begin; /* those of them that begin a character */
};

/* What the last bytes of a block ask of the first ones of the next. */
struct carried {
    uint64_t goes_on, dropped, blank;
    bool after_blank, kept;
};

/* How far the folded text is written. */
struct written {
    size_t bytes, anchors;
    uint32_t units;
};

static inline WIDE uint64_t first_bits(size_t n)
{
    return _bzhi_u64(UINT64_MAX, n < BLOCK ? (unsigned)n : BLOCK);
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
        .rare = load(rare),
        .ascii = {load(ascii), load(ascii + BLOCK)},
        .counted = load(counts),
        .x01 = each(0x01),
        .x20 = each(0x20),
        .x21 = each(0x21),
        .x5d = each(0x7e - 0x21),
        .x60 = each(0x60),
        .x80 = each(0x80),
        .xbd = each(0xbd),
        .xc0 = each(0xc0),
        .xe0 = each(0xe0),
        .xe3 = each(0xe3),
        .xef = each(0xef),
    };
}

/* The bytes of the text from here on, zeros behind its end. */
static inline WIDE __m512i bytes_at(struct view text, size_t at)
{
    return _mm512_maskz_loadu_epi8(first_bits(at < text.n ? text.n - at : 0), text.p + at);
}

/* Nearly every block is one behind which the text goes on: then there is nothing to mask. */
static inline WIDE struct block block_at(struct view text, size_t at)
{
    const char *p = text.p + at;
    if (text.n - at < BLOCK + 2)
        return (struct block){.bytes = bytes_at(text, at),
                              .second = bytes_at(text, at + 1),
                              .third = bytes_at(text, at + 2)};
    return (struct block){.bytes = _mm512_loadu_si512(p),
                          .second = _mm512_loadu_si512(p + 1),
                          .third = _mm512_loadu_si512(p + 2)};
}

/* The two bytes behind each of these, as far as they stand in the next block. */
static inline uint64_t two_behind(uint64_t bytes)
{
    return bytes >> (BLOCK - 1) | bytes >> (BLOCK - 2);
}

/* The first bytes of full-width ASCII, and what it is where it is any. */
static inline WIDE uint64_t full_width(const struct fixed *fixed, const struct block *block,
                                       __m512i *narrow)
{
    __mmask64 ef = _mm512_cmpeq_epi8_mask(block->bytes, fixed->xef);
    __mmask64 bd = _mm512_cmpeq_epi8_mask(block->second, fixed->xbd);
    *narrow = _mm512_sub_epi8(block->third, _mm512_mask_mov_epi8(fixed->x60, bd, fixed->x20));
    /* BC or BD */
    return _mm512_mask_cmpeq_epi8_mask(ef, _mm512_or_si512(block->second, fixed->x01), fixed->xbd);
}

/* The first bytes of ideographic spaces. */
static inline WIDE uint64_t wide_blanks(const struct fixed *fixed, const struct block *block)
{
    __mmask64 wide = _mm512_cmpeq_epi8_mask(block->bytes, fixed->xe3);
    wide = _mm512_mask_cmpeq_epi8_mask(wide, block->second, fixed->x80);
    return _mm512_mask_cmpeq_epi8_mask(wide, block->third, fixed->x80);
}

/* Bytes of blanks that follow a blank. */
static inline uint64_t repeated(uint64_t text, uint64_t narrow, uint64_t wide,
                                struct carried *carried)
{
    uint64_t covered = narrow | wide | wide << 1 | wide << 2 | carried->blank;
    uint64_t again = (narrow | wide) & (covered << 1 | (uint64_t)carried->after_blank);
    carried->after_blank = (covered & text & ~(text >> 1)) != 0;
    carried->blank = two_behind(wide);
    return again;
}

/* Folds the block; false: it has more than common characters. */
static inline WIDE bool fold_block(const struct fixed *fixed, struct block *block,
                                   struct carried *carried)
{
    const uint64_t text = block->text;
    __m512i narrow;
    uint64_t high = _mm512_movepi8_mask(block->bytes) & text;
    uint64_t lead = _mm512_cmpge_epu8_mask(block->bytes, fixed->xc0) & text;
    uint64_t three = _mm512_cmpge_epu8_mask(block->bytes, fixed->xe0) & text;
    __m512i seldom = _mm512_permutexvar_epi8(block->bytes, fixed->rare);
    uint64_t wrong = ((lead << 1 | three << 2 | carried->goes_on) ^ (high & ~lead)) |
                     (_mm512_test_epi8_mask(seldom, seldom) & lead);
    uint64_t full = full_width(fixed, block, &narrow) & text;
    wrong |= full & _mm512_cmpgt_epu8_mask(_mm512_sub_epi8(narrow, fixed->x21), fixed->x5d);
    if (wrong)
        return false;
    carried->goes_on = lead >> (BLOCK - 1) | three >> (BLOCK - 2);
    uint64_t wide = wide_blanks(fixed, block) & text, shorter = full | wide;
    __m512i bytes = _mm512_mask_mov_epi8(block->bytes, full, narrow);
    bytes = _mm512_mask2_permutex2var_epi8(fixed->ascii[0], bytes, ~high | full, fixed->ascii[1]);
    uint64_t blank = _mm512_cmpeq_epi8_mask(bytes, fixed->x20) & text;
    block->folded = _mm512_mask_mov_epi8(bytes, wide, fixed->x20);
    block->keep = text & ~(shorter << 1 | shorter << 2 | carried->dropped) &
                  ~repeated(text, blank, wide, carried);
    block->begin = block->keep & (lead | ~high);
    carried->dropped = two_behind(shorter);
    return true;
}

/* Anchors for the kept bytes in `first`, which follow dropped ones; there is room for them. */
static inline WIDE void add_anchors(const struct fixed *fixed, struct fold_walk *walk,
                                    struct written *to, size_t at, uint64_t keep, uint64_t first)
{
    size_t count = (size_t)__builtin_popcountll(first);
    uint64_t packed = _pext_u64(first, keep);
    __m512i folded = _mm512_maskz_compress_epi8(packed, fixed->counted);
    __m512i original = _mm512_maskz_compress_epi8(first, fixed->counted);
    __m512i base = _mm512_set1_epi64((long long)((uint64_t)at << 32 | to->bytes));
    size_t i = 0;
    do { /* most blocks have some, and few have more than are written at once */
        __m128i pairs =
            _mm_unpacklo_epi8(_mm512_castsi512_si128(folded), _mm512_castsi512_si128(original));
        _mm512_storeu_si512(walk->anchors.at + to->anchors + i,
                            _mm512_add_epi32(_mm512_cvtepu8_epi32(pairs), base));
        folded = _mm512_alignr_epi64(folded, folded, 1);
        original = _mm512_alignr_epi64(original, original, 1);
        i += 8;
    } while (i < count);
    to->anchors += count;
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

/* The characters of the block's folded bytes. */
static inline WIDE void add_units(const struct fixed *fixed, const struct block *block,
                                  const struct fold_units *units, struct written *to)
{
    uint16_t *at = units->at + to->units, *offsets = units->offsets + to->units;
    unsigned count = (unsigned)__builtin_popcountll(block->begin);
    __m512i a = _mm512_maskz_compress_epi8(block->begin, block->folded);
    __m512i b = _mm512_maskz_compress_epi8(block->begin, block->second);
    __m512i c = _mm512_maskz_compress_epi8(block->begin, block->third);
    uint64_t packed = _pext_u64(block->begin, block->keep);
    __m512i places = _mm512_maskz_compress_epi8(packed, fixed->counted);
    __m512i base = _mm512_set1_epi16((short)to->bytes);
    _mm512_storeu_si512(at, units_of(widened(a, 0), widened(b, 0), widened(c, 0)));
    _mm512_storeu_si512(offsets, _mm512_add_epi16(widened(places, 0), base));
    if (count > UNITS) {
        _mm512_storeu_si512(at + UNITS, units_of(widened(a, 1), widened(b, 1), widened(c, 1)));
        _mm512_storeu_si512(offsets + UNITS, _mm512_add_epi16(widened(places, 1), base));
    }
    to->units += count;
}

/* Is each of the characters [from, to) right as it is? Behind the last one zeros are read, which
 * are. Loads of single bytes: gathering takes twice as long. */
static inline bool all_right(const struct fold_units *units, uint32_t from, uint32_t to)
{
    unsigned all = 1, others = 1;
    memset(units->at + to, 0, 3 * sizeof *units->at);
    for (const uint16_t *at = units->at + from, *end = units->at + to; at < end; at += 4) {
        all &= (unsigned)fold_right[at[0]] & fold_right[at[1]];
        others &= (unsigned)fold_right[at[2]] & fold_right[at[3]];
    }
    return all & others;
}

/* Does a mark follow itself among the characters [from, to)? */
static inline WIDE bool marks_repeat(const struct fold_units *units, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i + 1 < to; i += UNITS) {
        uint32_t same = (uint32_t)first_bits(to - 1 - i) &
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

/* Folds the stretch up to `end`; false: there is something in it that is not common, and the walk
 * is as it was. */
static inline WIDE bool fold_stretch(const struct fixed *fixed, struct fold_walk *walk,
                                     struct stand *stand, size_t end)
{
    struct carried carried = {.after_blank = stand->after_blank, .kept = stand->last_kept};
    const uint32_t before = walk->units->n;
    struct written to = {walk->n, walk->anchors.n, before};
    if (to.anchors + ANCHORS > walk->anchors.room)
        VEC_ROOM(walk->arena, &walk->anchors, walk->anchors.room * 2 + ANCHORS);
    for (size_t at = stand->at; at < end; at += BLOCK) {
        struct block block = block_at(walk->text, at);
        block.text = first_bits(end - at);
        if (!fold_block(fixed, &block, &carried))
            return false;
        uint64_t first = block.keep & ~(block.keep << 1 | (uint64_t)carried.kept);
        add_anchors(fixed, walk, &to, at, block.keep, first);
        _mm512_storeu_si512(walk->out + to.bytes,
                            _mm512_maskz_compress_epi8(block.keep, block.folded));
        add_units(fixed, &block, walk->units, &to);
        to.bytes += (size_t)__builtin_popcountll(block.keep);
        carried.kept = (block.keep & ~(block.text >> 1)) != 0;
    }
    if (carried.goes_on || !all_right(walk->units, before, to.units) ||
        marks_repeat(walk->units, before - (before > 0), to.units))
        return false;
    *stand = (struct stand){end, carried.kept, carried.after_blank};
    walk->n = to.bytes;
    walk->anchors.n = to.anchors;
    walk->units->n = to.units;
    return true;
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

/* The same stretch by fold.c. */
static void walk_stretch(struct fold_walk *walk, struct stand *stand, size_t end)
{
    walk->shift = shift_of(walk);
    walk->last = last_of(walk, stand->after_blank);
    stand->at = fold_walk_on(walk, stand->at, end);
    stand->after_blank = walk->last == ' ';
    stand->last_kept = (uint32_t)stand->at - (uint32_t)walk->n == walk->shift;
}

/* Where the stretch ends that begins here: with a whole character, if the text is well-formed. */
static size_t stretch_end(struct view text, size_t at)
{
    size_t end = at + (size_t)BLOCKS * BLOCK;
    if (end >= text.n)
        return text.n;
    for (int i = 1; i < UTF8_BYTES_MAX && ((unsigned char)text.p[end] & 0xc0) == 0x80; i++)
        end--;
    return end;
}

static WIDE bool fold_wide(struct fold_walk *walk)
{
    const struct fixed fixed = fixed_values();
    struct stand stand = {.last_kept = true};
    walk->anchors.room = walk->text.n / 16 + ANCHORS;
    walk->anchors.at = arena_raw(walk->arena, walk->anchors.room * sizeof(struct fold_anchor));
    while (stand.at < walk->text.n) {
        size_t end = stretch_end(walk->text, stand.at);
        if (walk->n + (walk->text.n - stand.at) > walk->room)
            return false;
        if (!fold_stretch(&fixed, walk, &stand, end))
            walk_stretch(walk, &stand, end);
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
