/* The ground: arena, buf, view, utf8, civil, fold, hash. Each test names the promise of a header
 * that it holds the code to. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dsl/base/pairs.h"
#include "dsl/base/buf.h"
#include "dsl/base/civil.h"
#include "dsl/base/fold.h"
#include "dsl/base/folders.h"
#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"
#include "dsl/base/vec.h"

#define assert_view(v, text) assert_true(view_is((v), (text)))

/* --- arena --- */

static void arena_gives_zeroed_aligned_memory(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    for (size_t n = 0; n < 200; n++) {
        unsigned char *p = arena_alloc(&arena, n);
        assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xff, n);
    }
    arena_reset(&arena);
    unsigned char *again = arena_alloc(&arena, 4000);
    for (size_t i = 0; i < 4000; i++)
        assert_int_equal(again[i], 0);
    arena_free(&arena);
}

static void arena_jumps_when_full(void **state)
{
    (void)state;
    struct arena arena;
    jmp_buf place;
    arena_init(&arena, 10000);
    volatile int rounds = 0;
    if (setjmp(place) == 0) {
        arena_on_full(&arena, &place);
        for (;;) {
            arena_alloc(&arena, 1000);
            rounds++;
        }
    }
    assert_int_equal(rounds, 9);
    volatile bool jumped = false;
    if (setjmp(place) == 0)
        arena_array(&arena, SIZE_MAX / 2, 4);
    else
        jumped = true;
    assert_true(jumped);
    arena_free(&arena);
}

static void vec_grows_and_keeps_its_items(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    VEC(int) numbers = {0};
    for (int i = 0; i < 1000; i++)
        VEC_ADD(&arena, &numbers, i * 3);
    assert_int_equal(numbers.n, 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(numbers.at[i], i * 3);
    arena_free(&arena);
}

/* --- buf --- */

static void buf_says_when_it_is_full(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf, 10);
    buf_text(&buf, "12345");
    buf_print(&buf, "%d", 678);
    assert_false(buf.full);
    assert_view(buf_seen(&buf), "12345678");
    buf_text(&buf, "90123");
    assert_true(buf.full);
    assert_true(buf.n <= 10);
    buf_clear(&buf);
    assert_false(buf.full);
    buf_byte(&buf, 'x');
    assert_view(buf_seen(&buf), "x");
    buf_free(&buf);
}

static void folders_are_one_or_several(void **state)
{
    (void)state;
    struct folders folders;
    char list[FOLDERS_ROOM] = "", label[FOLDERS_LABEL], found[256];
    assert_true(folders_read("rules/yunxi", &folders));
    assert_int_equal(folders.n, 1);
    assert_true(folders_add(list, "no:such") && folders_add(list, "a/rules/"));
    assert_true(folders_add(list, "b/rules") && folders_add(list, "."));
    assert_string_equal(list, "no:such:a/rules/:b/rules:.");
    assert_true(folders_read(list, &folders));
    assert_int_equal(folders.n, 5);
    static const char *const labels[] = {"no", "such", "rules", "rules-4", "rules-5"};
    for (size_t i = 0; i < 5; i++) {
        folders_label(&folders, i, label);
        assert_string_equal(label, labels[i]);
    }
    assert_false(folders_read("1:2:3:4:5:6:7:8:9", &folders));
    assert_true(folders_find("tests:.", VIEW("Makefile"), found, sizeof found));
    assert_string_equal(found, "./Makefile");
    assert_false(folders_find("tests:.", VIEW("unit"), found, sizeof found));
}

static void buf_counts_in_english(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf, 100);
    buf_count(&buf, 1, "error", NULL);
    buf_byte(&buf, ' ');
    buf_count(&buf, 0, "error", NULL);
    buf_byte(&buf, ' ');
    buf_count(&buf, 1, "duty", "duties");
    buf_byte(&buf, ' ');
    buf_count(&buf, 3, "duty", "duties");
    assert_string_equal(buf.p, "1 error 0 errors 1 duty 3 duties");
    buf_free(&buf);
}

static void buf_reads_back_what_it_wrote(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf, 1000);
    buf_u8(&buf, 0xab);
    buf_u16(&buf, 0xbeef);
    buf_u32(&buf, 0xdeadbeef);
    buf_u64(&buf, 0x0123456789abcdefu);
    buf_packed(&buf, VIEW("噪声"));
    struct reader reader = reader_of(buf_seen(&buf));
    assert_int_equal(read_u8(&reader), 0xab);
    assert_int_equal(read_u16(&reader), 0xbeef);
    assert_int_equal(read_u32(&reader), 0xdeadbeef);
    assert_true(read_u64(&reader) == 0x0123456789abcdefu);
    assert_view(read_packed(&reader), "噪声");
    assert_false(reader.bad);
    assert_int_equal(read_u16(&reader), 0);
    assert_true(reader.bad);
    buf_free(&buf);
}

static void buf_refuses_a_packed_length_past_the_end(void **state)
{
    (void)state;
    struct reader reader = reader_of(VIEW("\xff\xff\xff\x7f"
                                          "abc"));
    struct view v = read_packed(&reader);
    assert_int_equal(v.n, 0);
    assert_true(reader.bad);
}

/* --- view --- */

/* Whatever stands in the text is found, wherever it stands. */
static void pairs_pass_over_no_word(void **state)
{
    static const char *const words[] = {"怎么", "要", "ab", "x", "abc", "噪音", "么办?", "", "缺"};
    struct view text = VIEW("要缴多少钱,怎么办?xabc噪音");
    struct pairs pairs = pairs_of(text), none = pairs_of(VIEW("x"));
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        assert_true(view_find(text, view_of(words[i])) == SIZE_MAX ||
                    pairs_may_hold(&pairs, view_of(words[i])));
    assert_false(pairs_may_hold(&none, VIEW("怎么")));
    for (size_t at = 0; at < text.n; at++)
        for (size_t n = 3; n < 8 && at + n <= text.n; n++)
            assert_true(pairs_may_hold(&pairs, view_sub(text, at, at + n)));
}

static void view_finds_cuts_and_trims(void **state)
{
    (void)state;
    assert_int_equal(view_find(VIEW("aaab"), VIEW("aab")), 1);
    assert_true(view_find(VIEW("aaab"), VIEW("ba")) == SIZE_MAX);
    assert_int_equal(view_find(VIEW("x"), VIEW("")), 0);
    assert_view(view_trim(VIEW(" \t　中 文　\n")), "中 文");
    assert_view(view_trim(VIEW("　 ")), "");
    struct view rest = VIEW("a;;b");
    assert_view(view_cut(&rest, ';'), "a");
    assert_view(view_cut(&rest, ';'), "");
    assert_view(view_cut(&rest, ';'), "b");
    assert_null(rest.p);
}

static void view_reads_integers_in_range(void **state)
{
    (void)state;
    int64_t n = 0;
    assert_true(view_int(VIEW("-12"), -20, 20, &n));
    assert_int_equal(n, -12);
    assert_false(view_int(VIEW("21"), -20, 20, &n));
    assert_false(view_int(VIEW("1x"), 0, 20, &n));
    assert_false(view_int(VIEW(""), 0, 20, &n));
    assert_true(view_int(VIEW("999999999999999999"), 0, INT64_MAX, &n));
    assert_true(n == 999999999999999999);
    assert_false(view_int(VIEW("1000000000000000000"), 0, INT64_MAX, &n)); /* 18 digits, no more */
}

static void view_orders_a_head_before_its_continuation(void **state)
{
    (void)state;
    assert_true(view_compare(VIEW("ab"), VIEW("abc")) < 0);
    assert_true(view_compare(VIEW("b"), VIEW("abc")) > 0);
    assert_true(view_compare(VIEW("噪"), VIEW("a")) > 0);
    assert_int_equal(view_compare(VIEW(""), VIEW("")), 0);
}

/* --- utf8 --- */

static void utf8_round_trips_every_scalar_value(void **state)
{
    (void)state;
    for (uint32_t c = 0; c < 0x110000; c++) {
        if (c >= 0xd800 && c < 0xe000)
            continue;
        char bytes[4];
        struct view v = {bytes, utf8_put(c, bytes)};
        size_t at = 0;
        assert_int_equal(utf8_next(v, &at), c);
        assert_int_equal(at, v.n);
    }
}

static void utf8_finds_what_is_broken(void **state)
{
    (void)state;
    assert_true(utf8_broken(VIEW("噪声 noise 🙂")) == SIZE_MAX);
    assert_int_equal(utf8_broken(VIEW("a\xc0\x80")), 1);          /* overlong */
    assert_int_equal(utf8_broken(VIEW("\xed\xa0\x80")), 0);       /* surrogate */
    assert_int_equal(utf8_broken(VIEW("ab\xf4\x90\x80\x80")), 2); /* past the end of Unicode */
    assert_int_equal(utf8_broken(VIEW("噪\xe5\xa3")), 3);         /* cut off */
}

/* One character after the other, as utf8_next reads them. */
static size_t broken_slowly(struct view v)
{
    for (size_t at = 0; at < v.n;) {
        size_t from = at;
        if (utf8_next(v, &at) == 0xfffd && at - from == 1)
            return from;
    }
    return SIZE_MAX;
}

/* Whatever byte stands wherever in a text of many blocks, and wherever the text is cut off. */
static void utf8_finds_it_wherever_it_is(void **state)
{
    (void)state;
    static const unsigned char bytes[] = {'a', 0x80, 0xbf, 0xc3, 0xe0, 0xe5, 0xed, 0xf0, 0xff};
    char text[] = "路灯不亮、noise é 噪声🙂，施工扰民 at night, "
                  "油烟、井盖丢失：abcdefgh垃圾无人清运。"
                  "下水道堵了（小区门口）0123456789 abcdefghijklmnopqrstuvwxyz 噪声";
    struct view whole = {text, sizeof text - 1};
    for (size_t at = 0; at < whole.n; at++) {
        char kept = text[at];
        for (size_t i = 0; i < sizeof bytes; i++) {
            text[at] = (char)bytes[i];
            assert_int_equal(utf8_broken(whole), broken_slowly(whole));
            struct view head = view_sub(whole, 0, at + 1), tail = view_sub(whole, at, whole.n);
            assert_int_equal(utf8_broken(head), broken_slowly(head));
            assert_int_equal(utf8_broken(tail), broken_slowly(tail));
        }
        text[at] = kept;
    }
}

static size_t steps_through(struct view v)
{
    size_t steps = 0;
    for (size_t at = 0; at < v.n; steps++)
        utf8_next(v, &at);
    return steps;
}

/* A yes is never wrong, whatever the bytes; of plain Chinese it is said all but at the end. */
static void utf8_bounds_how_many_characters(void **state)
{
    static const char bytes[] = "\xe5\xe5\x99\xaa\x80\xbf\xe0\xed\xa0 a\xf0\x9f\xc3";
    char text[100];
    uint32_t chance = 1;
    (void)state;
    for (int round = 0; round < 20000; round++) {
        size_t n = (size_t)round % sizeof text;
        for (size_t i = 0; i < n; i++) {
            chance = chance * 1664525 + 1013904223;
            text[i] = bytes[(chance >> 16) % (sizeof bytes - 1)];
        }
        struct view v = {text, n};
        size_t steps = steps_through(v);
        assert_true(utf8_at_most(v, n));
        for (size_t most = 0; most < steps; most++)
            assert_false(utf8_at_most(v, most));
    }
    const struct view one = VIEW("噪");
    for (size_t i = 0; i + one.n <= sizeof text; i += one.n)
        memcpy(text + i, one.p, one.n);
    assert_true(utf8_at_most((struct view){text, 96}, 44));
    assert_false(utf8_at_most((struct view){text, 96}, 31));
}

static void utf8_counts_as_editors_do(void **state)
{
    (void)state;
    struct view v = VIEW("a噪🙂");
    assert_int_equal(utf8_length(v), 3);
    assert_int_equal(utf8_cells(v), 5);
    assert_int_equal(utf8_units16(v), 4);
    assert_view(utf8_head(VIEW("噪声"), 5), "噪");
    assert_view(utf8_head(VIEW("噪声"), 2), "");
}

/* --- civil --- */

static void civil_round_trips_four_hundred_years(void **state)
{
    (void)state;
    civil_day day = civil_to_day((struct civil){1800, 1, 1});
    int weekday = civil_weekday(day);
    for (int i = 0; i < 146097; i++, day++) {
        struct civil date = civil_from_day(day);
        assert_true(civil_valid(date));
        assert_int_equal(civil_to_day(date), day);
        assert_int_equal(civil_to_day(civil_from_number(civil_number(day))), day);
        assert_int_equal(civil_weekday(day), weekday);
        weekday = (weekday + 1) % 7;
    }
    assert_true(civil_from_day(day).year == 2200 && civil_from_day(day).month == 1);
}

static void civil_knows_known_days(void **state)
{
    (void)state;
    assert_int_equal(civil_to_day((struct civil){1970, 1, 1}), 0);
    assert_int_equal(civil_weekday(civil_to_day((struct civil){2026, 11, 21})), 5);
    assert_false(civil_valid((struct civil){2026, 2, 29}));
    assert_true(civil_valid((struct civil){2028, 2, 29}));
    struct civil date;
    assert_true(civil_parse(VIEW("2026-03-01"), &date));
    assert_int_equal(date.month, 3);
    assert_false(civil_parse(VIEW("2026-02-30"), &date));
    assert_false(civil_parse(VIEW("2026-03-01-04"), &date));
}

static void civil_tells_what_day_a_deadline_ends_with(void **state)
{
    civil_day day = civil_to_day((struct civil){2026, 12, 15}), last = 0;
    int64_t midnight = civil_seconds((struct civil_time){day, 0, 0}, CHINA_OFFSET_MINUTES);
    (void)state;
    assert_true(civil_ends_day(midnight, CHINA_OFFSET_MINUTES, &last));
    assert_int_equal(last, day - 1);
    assert_false(civil_ends_day(midnight + 1, CHINA_OFFSET_MINUTES, &last));
    assert_false(civil_ends_day(midnight - 60, CHINA_OFFSET_MINUTES, &last));
}

static void civil_crosses_midnight_with_the_offset(void **state)
{
    (void)state;
    int64_t seconds = (int64_t)civil_to_day((struct civil){2026, 11, 21}) * 86400 + 17 * 3600 + 5;
    struct civil_time local = civil_local(seconds, CHINA_OFFSET_MINUTES);
    assert_int_equal(civil_from_day(local.day).day, 22);
    assert_int_equal(civil_local_number(seconds, CHINA_OFFSET_MINUTES), 20261122);
    assert_int_equal(civil_local_number(seconds, 0), 20261121);
    assert_int_equal(local.minute, 60);
    assert_int_equal(local.second, 5);
    assert_true(civil_seconds(local, CHINA_OFFSET_MINUTES) == seconds);
    assert_int_equal(civil_local(-1, 0).day, -1);
    assert_int_equal(civil_local(-1, 0).minute, 1439);
}

/* --- fold --- */

struct fold_state {
    struct arena arena;
};

static int fold_open(void **state)
{
    static struct fold_state fold;
    arena_init(&fold.arena, 64 << 20);
    *state = &fold;
    return 0;
}

static int fold_close(void **state)
{
    struct fold_state *fold = *state;
    arena_free(&fold->arena);
    return 0;
}

static void fold_brings_spellings_together(void **state)
{
    struct arena *arena = &((struct fold_state *)*state)->arena;
    assert_view(fold_text(arena, VIEW("ＡＢＣ１２３")).text, "abc123");
    assert_view(fold_text(arena, VIEW("噪聲擾民")).text, "噪声扰民");
    assert_view(fold_text(arena, VIEW("Noise、KTV，！")).text, "noise、ktv,!");
    assert_view(fold_text(arena, VIEW("①㎡㈱")).text, "1m2(株)");
    assert_view(fold_text(arena, VIEW("五個工地。")).text, "五个工地。");
    assert_view(fold_text(arena, VIEW("a \t\n　b")).text, "a b");
    assert_view(fold_text(arena, VIEW("广\xe2\x80\x8b场\xef\xbb\xbf")).text, "广场");
    assert_view(fold_text(arena, VIEW("")).text, "");
    assert_view(fold_word(arena, VIEW("　ＫＴＶ ")), "ktv");
}

static void fold_keeps_going_over_broken_bytes(void **state)
{
    struct arena *arena = &((struct fold_state *)*state)->arena;
    assert_view(fold_text(arena, VIEW("噪\xff声\xe5")).text, "噪\xef\xbf\xbd声\xef\xbf\xbd");
    assert_view(fold_text(arena, VIEW("\xe5\xa3")).text, "\xef\xbf\xbd\xef\xbf\xbd");
}

static void fold_is_its_own_fold(void **state)
{
    struct arena *arena = &((struct fold_state *)*state)->arena;
    for (uint32_t c = 0; c < 0x110000; c++) {
        if (c >= 0xd800 && c < 0xe000)
            continue;
        arena_reset(arena);
        char bytes[4], pairs[8];
        struct view once = fold_text(arena, (struct view){bytes, utf8_put(c, bytes)}).text;
        struct view twice = fold_text(arena, once).text;
        if (!view_eq(once, twice))
            fail_msg("U+%04X folds to something that folds on", c);
        struct view pair = {pairs, utf8_put(c, pairs) + utf8_put(c, pairs + utf8_put(c, pairs))};
        struct view both = fold_text(arena, pair).text;
        if (!view_eq(both, fold_text(arena, both).text))
            fail_msg("U+%04X twice folds to something that folds on", c);
        assert_true(utf8_broken(once) == SIZE_MAX);
        assert_true(utf8_length(once) <= 4);
    }
}

/* As people write: copied out of documents, with decorations, in every script their device has. */
static void fold_takes_real_mess(void **state)
{
    static const char *const pairs[][2] = {
        {"⻋位⻔口⺠生⻓期⼯地", "车位门口民生长期工地"},
        {"１️⃣噪音２️⃣垃圾 ①停水 ⑴停电 ⒈漏水 ㈠",
         "1噪音2垃圾 1停水 (1)停电 1.漏水 (一)"},
        {"煤\xe2\x80\x8b气\xef\xbb\xbf泄\xc2\xad漏", "煤气泄漏"},
        {"吵死了！！！！！！", "吵死了!"},
        {"真的……。。。～～～", "真的.。~"},
        {"到底管不管‼️⁉❗❗❓", "到底管不管!?!?"},
        {"线路著火了，汙水、噁心、衆人、髙樓", "线路着火了,污水、恶心、众人、高楼"},
        {"二〇二六年三〇二室", "二零二六年三零二室"},
        {"ＫＴＶ　　Ｎｏｉｓｅ\r\n\tＡＢ", "ktv noise ab"},
        {"妳們的電梯壞咗", "你们的电梯坏咗"},
        {"👨\xe2\x80\x8d👩\xe2\x80\x8d👧噪音💢", "👨👩👧噪音💢"},
        {"一栋三单元，五個", "一栋三单元,五个"}, /* digits that may be none stay as they are */
        {"｡｡。､､、", "。、"},
    };
    struct arena *arena = &((struct fold_state *)*state)->arena;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_view(fold_text(arena, view_of(pairs[i][0])).text, pairs[i][1]);
}

/* The part of the original behind a word is that word as it was written, whatever stands around. */
static void fold_maps_every_word_back(void **state)
{
    static const char *const words[][2] = {
        {"⻋位", "车位"},
        {"１️⃣", "1"},
        {"噪\xe2\x80\x8b聲", "噪声"},
        {"……", "."},
        {"！！", "!"},
        {"　\t", " "},
        {"㎡", "m2"},
        {"𠮷", "𠮷"},
        {"❗❗", "!"},
        {"\xff", "\xef\xbf\xbd"},
        {"ﬁre", "fire"},
        {"裏面", "里面"},
    };
    const size_t n = sizeof words / sizeof *words;
    struct arena *arena = &((struct fold_state *)*state)->arena;
    for (size_t i = 0; i < n * n * n; i++) {
        struct view before = view_of(words[i % n][0]), middle = view_of(words[i / n % n][0]);
        struct buf all;
        buf_init(&all, 100);
        buf_print(&all, "%sx%.*sx%s", words[i % n][0], VIEW_FMT(middle), words[i / n / n][0]);
        struct folded folded = fold_text(arena, buf_seen(&all));
        size_t from = fold_text(arena, before).text.n + 1;
        size_t to = from + strlen(words[i / n % n][1]);
        assert_true(view_eq(fold_original(&folded, from, to), middle));
        assert_true(view_eq(fold_text(arena, folded.text).text, folded.text));
        assert_ptr_equal(fold_original(&folded, folded.text.n, folded.text.n).p,
                         folded.original.p + folded.original.n);
        buf_free(&all);
        arena_reset(arena);
    }
}

static void fold_maps_back_to_the_original(void **state)
{
    struct arena *arena = &((struct fold_state *)*state)->arena;
    struct folded folded = fold_text(arena, VIEW("Ａ㎡  　夜間！"));
    assert_view(folded.text, "am2 夜间!");
    assert_view(fold_original(&folded, 0, 1), "Ａ");
    assert_view(fold_original(&folded, 1, 2), "㎡");
    assert_view(fold_original(&folded, 2, 3), "㎡");
    assert_view(fold_original(&folded, 3, 4), "  　");
    assert_view(fold_original(&folded, 4, 10), "夜間");
    assert_view(fold_original(&folded, 10, 11), "！");
    assert_view(fold_original(&folded, 0, folded.text.n), "Ａ㎡  　夜間！");
    assert_view(fold_original(&folded, 4, 4), "");
    assert_view(fold_original(&folded, folded.text.n, folded.text.n), "");
}

/* --- hash --- */

static void hash_tells_lengths_and_bytes_apart(void **state)
{
    (void)state;
    char zeros[64] = {0};
    for (size_t i = 0; i < 64; i++)
        for (size_t j = i + 1; j < 64; j++)
            assert_true(hash_bytes(zeros, i, 0) != hash_bytes(zeros, j, 0));
    assert_true(hash_view(VIEW("声源")) == hash_view(VIEW("声源")));
    assert_true(hash_bytes("ab", 2, 1) != hash_bytes("ab", 2, 2));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_gives_zeroed_aligned_memory),
        cmocka_unit_test(arena_jumps_when_full),
        cmocka_unit_test(vec_grows_and_keeps_its_items),
        cmocka_unit_test(buf_says_when_it_is_full),
        cmocka_unit_test(folders_are_one_or_several),
        cmocka_unit_test(buf_counts_in_english),
        cmocka_unit_test(buf_reads_back_what_it_wrote),
        cmocka_unit_test(buf_refuses_a_packed_length_past_the_end),
        cmocka_unit_test(view_finds_cuts_and_trims),
        cmocka_unit_test(pairs_pass_over_no_word),
        cmocka_unit_test(view_reads_integers_in_range),
        cmocka_unit_test(view_orders_a_head_before_its_continuation),
        cmocka_unit_test(utf8_round_trips_every_scalar_value),
        cmocka_unit_test(utf8_finds_what_is_broken),
        cmocka_unit_test(utf8_finds_it_wherever_it_is),
        cmocka_unit_test(utf8_bounds_how_many_characters),
        cmocka_unit_test(utf8_counts_as_editors_do),
        cmocka_unit_test(civil_round_trips_four_hundred_years),
        cmocka_unit_test(civil_knows_known_days),
        cmocka_unit_test(civil_tells_what_day_a_deadline_ends_with),
        cmocka_unit_test(civil_crosses_midnight_with_the_offset),
        cmocka_unit_test_setup_teardown(fold_brings_spellings_together, fold_open, fold_close),
        cmocka_unit_test_setup_teardown(fold_keeps_going_over_broken_bytes, fold_open, fold_close),
        cmocka_unit_test_setup_teardown(fold_is_its_own_fold, fold_open, fold_close),
        cmocka_unit_test_setup_teardown(fold_takes_real_mess, fold_open, fold_close),
        cmocka_unit_test_setup_teardown(fold_maps_every_word_back, fold_open, fold_close),
        cmocka_unit_test_setup_teardown(fold_maps_back_to_the_original, fold_open, fold_close),
        cmocka_unit_test(hash_tells_lengths_and_bytes_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
