/* What a citizen denies, and what is only said by others: dsl/base/stance.h. Each sentence is
 * written with what must be found in it: <denied>, [reported]; nothing else may be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dsl/base/buf.h"
#include "dsl/base/stance.h"

static const char *const denied[] = {
    "不是<施工>,是广场舞",
    "不是<施工>是广场舞",
    "不是 <施工> 是广场舞",
    "没有<异味>,就是吵",
    "<别说是施工噪音了>,根本不是",
    "并非<施工噪音>而是广场舞",
    "不是<施工的问题>,是物业不管",
    "不是<施工、装修>,是跳舞",
    "噪音跟<施工>无关,是空调外机",
    "这与<隔壁装修>没关系",
    "需要的是清洁工而不是<保安>",
    "我不是<要投诉>,就是问问",
    "it is not <construction>, it is dancing",
    "this is not <about noise> but smell",
    "not <the street light> but the traffic light",
    "it is the bar, not <the neighbours>",
    "<是施工吧>,其实不是的,是跳舞",
};

/* It sounds like a denial and is none; what is missing is the matter itself. */
static const char *const affirmed[] = {
    "不让停车",
    "没有路灯,黑得很",
    "不退押金",
    "垃圾没人管,无人处理",
    "水管不通,路灯不亮",
    "这不是骗保吗",
    "这不是施工噪音?",
    "是不是施工",
    "要不是施工,墙也不会裂",
    "怕不是放了罂粟壳",
    "不是施工就是装修,天天吵",
    "不是施工,就是装修",
    "不是不交物业费",
    "不是没有噪音",
    "不是一次两次施工了",
    "这不是违建是什么",
    "不是很吵,但是没停过",
    "不是说活禽关停了吗",
    "如果不是违建,就发个证",
    "而非法占用道路",
    "the lamp is not working",
    "not the first time the lamp is out",
    "why not the lamp",
    "isn't it a shame",
    "不是",
};

static const char *const reported[] = {
    "[物业说是施工],其实是广场舞",
    "物业来看了,[说是施工]",
    "[他们回复说不归城管管]",
    "[12345让我找城管]",
    "[找过物业],也[向城管反映]过,没用",
    "我[跟他说]还骂人",
    "[物业说不是施工噪音],让人忍着", /* their denial is theirs */
    "[工地说自己有夜间施工许可],在哪能查到",
    "[客服告诉我要等三天]",
    "[物业回复:绿化归园林管],可我看见是他们砍的",
    "[城管声称不是占道经营]但天天摆着",
};

/* Nobody speaks, or the citizen does. */
static const char *const own[] = {
    "说不上来哪里,整夜嗡嗡响", "听说可以办停车证", "我说的是施工",   "药品说明书没写",
    "物业没说施工到几点",      "请给个说法",       "希望物业能回复", "老师好,操场施工太吵",
};

/* The sentence with the findings written into it. */
static struct view marked(struct view text, struct arena *arena)
{
    struct stance found[STANCES_MAX];
    size_t n = stance_find(text, found);
    struct buf out;
    buf_init(&out, 1000);
    for (size_t at = 0; at <= text.n; at++) {
        for (size_t i = 0; i < n; i++)
            if (found[i].to == at)
                buf_byte(&out, found[i].kind == STANCE_DENIED ? '>' : ']');
        for (size_t i = 0; i < n; i++)
            if (found[i].from == at)
                buf_byte(&out, found[i].kind == STANCE_DENIED ? '<' : '[');
        if (at < text.n)
            buf_byte(&out, text.p[at]);
    }
    struct view all = buf_keep(&out, arena);
    buf_free(&out);
    return all;
}

static struct view plain(const char *sentence, struct arena *arena)
{
    struct buf out;
    buf_init(&out, 1000);
    for (; *sentence; sentence++)
        if (!strchr("<>[]", *sentence))
            buf_byte(&out, *sentence);
    struct view all = buf_keep(&out, arena);
    buf_free(&out);
    return all;
}

static void assert_found(const char *const *sentences, size_t n)
{
    struct arena arena;
    arena_init(&arena, 1 << 20);
    for (size_t i = 0; i < n; i++)
        assert_string_equal(marked(plain(sentences[i], &arena), &arena).p, sentences[i]);
    arena_free(&arena);
}

static void denials_are_found(void **state)
{
    (void)state;
    assert_found(denied, sizeof denied / sizeof *denied);
}

static void affirmations_are_no_denials(void **state)
{
    (void)state;
    assert_found(affirmed, sizeof affirmed / sizeof *affirmed);
}

static void words_of_others_are_found(void **state)
{
    (void)state;
    assert_found(reported, sizeof reported / sizeof *reported);
}

static void the_citizens_words_are_their_own(void **state)
{
    (void)state;
    assert_found(own, sizeof own / sizeof *own);
}

/* "他们说是施工，根本不是": said by others and denied; the denial is the stronger. */
static void a_denial_beats_a_report(void **state)
{
    struct stance found[STANCES_MAX];
    (void)state;
    size_t n = stance_find(VIEW("他们说是施工,根本不是"), found);
    assert_int_equal(n, 2);
    assert_int_equal(stance_at(found, n, strlen("他们说是")), STANCE_DENIED);
    assert_int_equal(stance_at(found, n, strlen("他们说是施工,")), STANCE_OWN);
}

static void no_more_than_the_room_is_filled(void **state)
{
    struct stance found[STANCES_MAX];
    struct buf text;
    (void)state;
    buf_init(&text, 1 << 16);
    for (int i = 0; i < 500; i++)
        buf_view(&text, VIEW("不是施工,是跳舞。"));
    assert_int_equal(stance_find(buf_seen(&text), found), STANCES_MAX);
    buf_free(&text);
    for (size_t n = 0; n < 16; n++) /* cut anywhere */
        stance_find(view_sub(VIEW("跟他说不是没有"), 0, n), found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(denials_are_found),
        cmocka_unit_test(affirmations_are_no_denials),
        cmocka_unit_test(words_of_others_are_found),
        cmocka_unit_test(the_citizens_words_are_their_own),
        cmocka_unit_test(a_denial_beats_a_report),
        cmocka_unit_test(no_more_than_the_room_is_filled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
