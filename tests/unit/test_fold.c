/* Folding with vectors and without gives the same bytes, map and characters; and both are what
 * folding code point by code point gives. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdint.h>
#include <string.h>

#include "dsl/base/fold.h"
#include "dsl/base/fold_table.h"
#include "dsl/base/utf8.h"

/* Pieces of which texts are made: what vectors fold, and now and then what they do not. */
static const char *const common[] = {
    "我", "家", "楼下", "施工", "，", "。", "！", "Ａ",   "ｚ", "A3", "Zb", "7",
    "a",  "、", "“噪",  "声”",  " ",  "  ", "　", " 　 ", "\n", "\t", "～", "（",
    "：", "é",  "ß",    "—",    "﹏", "——", "！", "、",   "～", "?",  ".",  "ｿ",
    "３", "０", "@",    "[",    "{",  "`",  "／", "＠",   "［", "｀", "｝"};
static const char *const rare[] = {
    "。。",         "!!", "、、", "‼",  "⁉",    "⻋",           "…",        "車",
    "㎡",           "①",  "😀",    "𠮷", "\xff", "\xe4\xb8",     "\xc2\xa0", "\xe0\xa4",
    "\xed\xa0\x80", "ﷺ",  "´",    "İ",  "\x85", "\xef\xbf\xbd", "\xc1\x81", "\xf0\x9f",
    "가",           "́",   "㍿"};
enum { COMMON = sizeof common / sizeof *common, RARE = sizeof rare / sizeof *rare };

static uint32_t draw(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

static struct view make_text(uint32_t *seed, char *out, size_t room)
{
    size_t n = 0, most = draw(seed, (uint32_t)room - 8);
    uint32_t oddness = draw(seed, 3) ? 0 : draw(seed, 30);
    while (n < most) {
        bool odd = oddness && draw(seed, 128) < oddness;
        const char *piece = odd ? rare[draw(seed, RARE)] : common[draw(seed, COMMON)];
        struct view more = view_of(piece);
        memcpy(out + n, more.p, more.n);
        n += more.n;
    }
    return (struct view){out, n};
}

static void assert_same(const struct folded *a, const struct folded *b)
{
    assert_int_equal(a->text.n, b->text.n);
    assert_memory_equal(a->text.p, b->text.p, a->text.n);
    assert_int_equal(a->anchor_count, b->anchor_count);
    for (size_t i = 0; i < a->anchor_count; i++) {
        assert_int_equal(a->anchors[i].folded, b->anchors[i].folded);
        assert_int_equal(a->anchors[i].original, b->anchors[i].original);
    }
}

static void assert_units(const struct folded *folded, const struct fold_units *units)
{
    uint32_t n = 0;
    for (size_t at = 0; at < folded->text.n; n++) {
        assert_true(n < units->n);
        assert_int_equal(units->offsets[n], at);
        assert_int_equal(units->at[n], fold_unit(utf8_next(folded->text, &at)));
    }
    assert_int_equal(units->n, n);
    assert_int_equal(units->offsets[n], folded->text.n);
    for (int i = 0; i < 3; i++)
        assert_int_equal(units->at[n + (uint32_t)i], 0);
}

static void vectors_fold_as_the_walk_does(void **state)
{
    (void)state;
    static char bytes[3000];
    uint32_t seed = 1;
    struct arena arena;
    arena_init(&arena, 1 << 24);
    for (int i = 0; i < 20000; i++) {
        struct fold_units plain, wide;
        struct view text = make_text(&seed, bytes, i % 8 ? 300 : sizeof bytes);
        struct folded expected = fold_text(&arena, text);
        struct folded a = fold_read(&arena, text, LANES_SCALAR, &plain);
        struct folded b = fold_read(&arena, text, lanes_here(), &wide);
        assert_same(&expected, &a);
        assert_same(&expected, &b);
        assert_units(&a, &plain);
        assert_units(&b, &wide);
        arena_reset(&arena);
    }
    arena_free(&arena);
}

/* The byte of the original for each folded byte, from folding every code point by itself. */
static size_t plain_map(struct arena *arena, struct view text, size_t *map)
{
    size_t n = 0;
    uint32_t last = 0;
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        utf8_next(text, &at);
        struct view one = fold_text(arena, view_sub(text, from, at)).text;
        for (size_t i = 0; i < one.n;) {
            size_t begin = i;
            uint32_t c = utf8_next(one, &i);
            bool once = c == ' ' || fold_mark(c);
            for (; begin < i && !(once && c == last); begin++)
                map[n++] = from;
            last = once ? c : 0;
        }
    }
    map[n] = text.n;
    return n;
}

static bool begins(struct view text, size_t at)
{
    return at == text.n || ((unsigned char)text.p[at] & 0xc0) != 0x80;
}

static void every_part_maps_back(void **state)
{
    (void)state;
    static char bytes[80];
    static size_t map[1000];
    uint32_t seed = 7;
    struct arena arena;
    arena_init(&arena, 1 << 24);
    for (int i = 0; i < 2000; i++) {
        struct view text = make_text(&seed, bytes, sizeof bytes);
        struct folded folded = fold_text(&arena, text);
        assert_int_equal(plain_map(&arena, text, map), folded.text.n);
        for (size_t from = 0; from < folded.text.n; from++)
            for (size_t to = from + 1; to <= folded.text.n; to++) {
                if (!begins(folded.text, from) || !begins(folded.text, to))
                    continue;
                size_t end = to;
                while (end < folded.text.n && map[end] == map[end - 1])
                    end++;
                struct view part = fold_original(&folded, from, to);
                assert_ptr_equal(part.p, text.p + map[from]);
                assert_int_equal(part.n, map[end] - map[from]);
            }
        arena_reset(&arena);
    }
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(vectors_fold_as_the_walk_does),
        cmocka_unit_test(every_part_maps_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
