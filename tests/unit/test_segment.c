/* The parts of a message that lists several things: dsl/base/segment.h. Each line is written with
 * what its parts are: ! before one that is listed, + before one that is added. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dsl/base/buf.h"
#include "dsl/base/segment.h"

static const struct {
    const char *text, *parts;
} cases[] = {
    {"一是半夜施工，二是路灯不亮", "!半夜施工!路灯不亮"},
    {"有两件事：1、施工 2、路灯不亮。", "有两件事!施工!路灯不亮"},
    {"（1）停水；（2）停电", "!停水!停电"},
    {"第一，停水。第二，停电", "!停水!停电"},
    {"停水了，另外路灯也不亮，还有垃圾没人收", "停水了+路灯也不亮+垃圾没人收"},
    {"首先停水，其次停电", "!停水+停电"},
    {"the tap is dry, also the lamp is dark", "the tap is dry+the lamp is dark"},
    {"我住3、5栋，停水", "我住3、5栋，停水"},        /* no list: it does not begin at 1 */
    {"涨到1.5元，还有2.5元的", "涨到1.5元+2.5元的"}, /* no list: decimals */
    {"楼下蚊子多,又有一棵枯树", "楼下蚊子多+一棵枯树"},
    {"又是枯树又是蚊子", "!枯树!蚊子"},
    {"楼道里又是垃圾没人收，又有狗屎", "楼道里!垃圾没人收!狗屎"},
    {"今天又有人半夜唱歌", "今天又有人半夜唱歌"}, /* once more, not both */
    {"又是这家店", "又是这家店"},
    {"同时还有，", "同时还有"},
    {"", ""},
};

static void lists_are_taken_apart(void **state)
{
    struct arena arena;
    (void)state;
    arena_init(&arena, 1 << 20);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct folded folded = fold_text(&arena, view_of(cases[i].text));
        struct segment parts[SEGMENTS_MAX];
        size_t n = segment_find(folded.text, parts);
        struct buf all;
        buf_init(&all, 1000);
        for (size_t k = 0; k < n; k++) {
            if (parts[k].kind != SEGMENT_FIRST)
                buf_byte(&all, parts[k].kind == SEGMENT_LISTED ? '!' : '+');
            buf_view(&all, segment_original(&folded, &parts[k]));
        }
        assert_string_equal(buf_keep(&all, &arena).p, cases[i].parts);
        buf_free(&all);
    }
    arena_free(&arena);
}

static const struct {
    const char *text, *pieces;
} joined[] = {
    {"不给加班费还不让请假", "不给加班费+不让请假"},
    {"不给加班费，还不让请假，半年了", "不给加班费+不让请假"},
    {"拖欠工资而且不交社保也不签合同", "拖欠工资+不交社保+不签合同"},
    {"是加班还是休假", "是加班还是休假"},
    {"还不让请假", "不让请假"},
    {"no overtime pay and no leave", "no overtime pay+no leave"},
    {"the band plays", "the band plays"},
    {"不给加班费还，还不让请假", "不给加班费+不让请假"},
    {"不给加班费还，不让请假", "不给加班费"},
    {"还，", ""},
    {"不给加班费，不让请假", "不给加班费"}, /* the next clause is another one */
};

static void clauses_are_cut_at_what_joins(void **state)
{
    struct arena arena;
    (void)state;
    arena_init(&arena, 1 << 20);
    for (size_t i = 0; i < sizeof joined / sizeof *joined; i++) {
        struct folded folded = fold_text(&arena, view_of(joined[i].text));
        struct segment pieces[SEGMENTS_MAX];
        size_t at = 0, n = segment_joined(folded.text, &at, pieces);
        struct buf all;
        buf_init(&all, 1000);
        for (size_t k = 0; k < n; k++) {
            buf_text(&all, k ? "+" : "");
            buf_view(&all, segment_original(&folded, &pieces[k]));
        }
        assert_string_equal(buf_keep(&all, &arena).p, joined[i].pieces);
        buf_free(&all);
    }
    arena_free(&arena);
}

static void more_than_there_is_room_for_stays_with_the_last(void **state)
{
    struct arena arena;
    struct segment parts[SEGMENTS_MAX];
    struct buf text;
    (void)state;
    arena_init(&arena, 1 << 20);
    buf_init(&text, 10000);
    for (int i = 1; i <= SEGMENTS_MAX + 5; i++)
        buf_print(&text, "%d、停水；", i);
    struct folded folded = fold_text(&arena, buf_seen(&text));
    assert_int_equal(segment_find(folded.text, parts), SEGMENTS_MAX);
    assert_int_equal(parts[SEGMENTS_MAX - 1].to, folded.text.n);
    buf_free(&text);
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_are_taken_apart),
        cmocka_unit_test(clauses_are_cut_at_what_joins),
        cmocka_unit_test(more_than_there_is_room_for_stays_with_the_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
