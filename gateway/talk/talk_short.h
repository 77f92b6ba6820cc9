/* talk_short: the short answers that every question gets, whatever it asks: yes, none, I do not
 * know, whatever you like, I cannot, later. Which of them a whole answer is. */
#ifndef ZHIDA_TALK_SHORT_H
#define ZHIDA_TALK_SHORT_H

#include "dsl/engine/recognise.h"

/* SHORT(kind, words, separated by blanks). The district's lists 确认, 否认, 不知道 and 跳过 come
 * first; here stand those that no district words differently. Whole answers only: particles and
 * marks at the end apart. */
#define SHORT_WORDS(SHORT)                                                                                                            \
    SHORT(YES, "系 妥 有 有的 有照片 会 会的 要 要的 需要 愿意 没毛病 对头 是哩 是啊 中 成 要得 "      \
               "好嘞 好咧")                                                                                                           \
    SHORT(YES, "ok okay fine yes,please of_course")                                                                                   \
    SHORT(NO, "没 没的 木有 没得 冇 莫得 没有啊 没了 没有了 不会 不会的 不要 不要了 不需要 "           \
              "没必要 not_really")                                                                                                    \
    SHORT(UNKNOWN, "不知 不懂 不明白 不太清楚 不太确定 我不知道 我也不知道 我不清楚 我也不清楚 "     \
                   "晓不得 不晓得嘛")                                                                                                 \
    SHORT(UNKNOWN, "不知道在哪 不知道在哪里 不清楚在哪 说不清在哪 不知道地址 弄不清 搞不懂 "          \
                   "搞不明白 忘了 忘记了 不记得 不记得了 想不起来 找不到 找不到了 没印象")                                            \
    SHORT(ANY, "随便 随便吧 都行 都可以 都好 怎么都行 哪个都行 无所谓 你看着办 你们看着办 看着办 " \
               "你定 你们定")                                                                                                         \
    SHORT(ANY, "都有 都是 两个都是 两个都有 都不行 哪都差 哪方面都差 全都差 样样都差 都没做好 "     \
               "哪样都没做好 whatever any either anything up_to_you both")                                                            \
    SHORT(CANNOT, "不用 不用了 不必 不必了 发不了 发不了照片 发不出 发不出去 发不过去 不会发 "        \
                  "不会发照片 不会弄")                                                                                                \
    SHORT(CANNOT,                                                                                                                     \
          "不会拍 不会拍照 不会操作 不会用 没法发 没法拍 没拍 没有拍 没拍到 拍不了 拍不到 拍不清")                                    \
    SHORT(CANNOT, "没照片 没图 没有图 没图片 没有图片 老人机 老年机 传不上 传不上去 不方便 "           \
                  "不方便留 不留 不留了")                                                                                             \
    SHORT(CANNOT, "不想留 没电话 没手机 没有电话 没有手机 不发 不发了 不拍 不拍了 不评 不评了 "       \
                  "没空 没时间 不想评")                                                                                               \
    SHORT(CANNOT, "cannot can't i_can't no_picture no_phone no_thanks not_now no,thanks")                                             \
    SHORT(LATER, "等下 等一下 等会 等会儿 等会发 等下发 一会儿 一会儿发 稍等 马上 马上发 这就发 "    \
                 "我去拍 我拍一下")                                                                                                   \
    SHORT(LATER, "晚点发 明天发 回头发 later wait a_moment in_a_minute one_moment")                                                   \
    SHORT(                                                                                                                            \
        KEEP,                                                                                                                         \
        "不用改 不改 不改了 不用改了 没有要改的 没什么要改 没啥改的 都对 就这些 没别的 "            \
        "没别的了 没别的事 没别的事了 没有别的了 没其他的了 就这样 就这个事 no_change that's_all")                                    \
    SHORT(THANKS, "再见 拜拜 拜 再会 bye goodbye 谢谢 谢谢你 谢谢您 多谢 谢了 辛苦了 收到 知道了 "         \
                  "明白 明白了 了解 晓得了 懂了 "                                                                         \
                  "好的谢谢 嗯谢谢")                                                                                                  \
    SHORT(THANKS,                                                                                                                     \
          "好谢谢 行谢谢 麻烦了 麻烦你了 麻烦您了 thanks thank_you got_it i_see noted all_right")

enum short_answer {
    SHORT_NONE,
    SHORT_YES,
    SHORT_NO,
    SHORT_UNKNOWN,
    SHORT_ANY,    /* whatever you like; both */
    SHORT_CANNOT, /* leave it out */
    SHORT_LATER,  /* comes in a moment */
    SHORT_KEEP,   /* nothing to change */
    SHORT_THANKS  /* thanks, understood */
};

/* r may be NULL: none. */
enum short_answer short_answer_of(const struct recognition *r);

/* Of two labels of choices, one a yes ("会,很危险") and one a no ("暂时不会"): which is the no? -1:
 * they are no such pair. */
int short_negative(struct view first, struct view second);

#endif
