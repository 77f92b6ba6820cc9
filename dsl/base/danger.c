/* danger: looks around a word within its clause. The lists are short and closed on purpose: each
 * entry takes an answer away from somebody who might be in need, and had to be certain. 可能, 好像,
 * 会不会 are not among them: who writes 老人好像昏迷了 needs help. */
#include "dsl/base/danger.h"

#include "dsl/base/stance_scan.h"
#include "dsl/base/utf8.h"

enum { HEAD = 16 * 3 };

static const char *const past =
    "上次|上回|去年|前年|上个月|上周|上星期|以前|之前|曾经|那次|有一次|年前|"
    "个月前|天前|当年|昨天|昨晚|前天|前几天|last year|last month|last time|"
    "last week|yesterday|used to";
static const char *const present = "现在|正在|又|还|开始|一直|刚|now|again|still";
static const char *const feared =
    "担心|害怕|怕|万一|要是|如果|假如|以免|免得|防止|避免|容易|迟早|差点|"
    "差一点|险些|预防|一旦|当心|小心|再不|早晚|in case|worried about|afraid of|prevent";
static const char *const supposed = "容易|迟早|早晚|会不会|差点|险些|万一";
static const char *const overdone = "吵得|气得|热得|臭得|挤得|闷得|烤得|熏得"; /* 热得快晕倒了 */
static const char *const played = "演练|演习|宣传|培训|电影|电视剧|游戏|drill";
/* With which characters these begin. */
/* clang-format off */
#define PAST_BEGIN(EACH) \
    EACH(U'上') EACH(U'去') EACH(U'前') EACH(U'以') EACH(U'之') EACH(U'曾') EACH(U'那') EACH(U'有') \
    EACH(U'年') EACH(U'个') EACH(U'天') EACH(U'当') EACH(U'昨') EACH('l') EACH('y') EACH('u')
#define PRESENT_BEGIN(EACH) \
    EACH(U'现') EACH(U'正') EACH(U'又') EACH(U'还') EACH(U'开') EACH(U'一') EACH(U'刚') EACH('n') \
    EACH('a') EACH('s')
#define FEARED_BEGIN(EACH) \
    EACH(U'担') EACH(U'害') EACH(U'怕') EACH(U'万') EACH(U'要') EACH(U'如') EACH(U'假') EACH(U'以') \
    EACH(U'免') EACH(U'防') EACH(U'避') EACH(U'容') EACH(U'迟') EACH(U'差') EACH(U'险') EACH(U'预') \
    EACH(U'一') EACH(U'当') EACH(U'小') EACH(U'再') EACH(U'早') EACH('i') EACH('w') EACH('a') \
    EACH('p')
#define SUPPOSED_BEGIN(EACH) \
    EACH(U'容') EACH(U'迟') EACH(U'早') EACH(U'会') EACH(U'差') EACH(U'险') EACH(U'万')
#define OVERDONE_BEGIN(EACH) \
    EACH(U'吵') EACH(U'气') EACH(U'热') EACH(U'臭') EACH(U'挤') EACH(U'闷') EACH(U'烤') EACH(U'熏')
#define PLAYED_BEGIN(EACH) \
    EACH(U'演') EACH(U'宣') EACH(U'培') EACH(U'电') EACH(U'游') EACH('d')
/* clang-format on */
static const struct few past_begin = FEW(PAST_BEGIN), present_begin = FEW(PRESENT_BEGIN),
                        feared_begin = FEW(FEARED_BEGIN), supposed_begin = FEW(SUPPOSED_BEGIN),
                        overdone_begin = FEW(OVERDONE_BEGIN), played_begin = FEW(PLAYED_BEGIN);

static const char *const negators =
    "没有人|没得人|没有|没人|无人|没|不是|并非|未|不会|not |nobody is |no one is |nobody ";
/* What falls into water and drowns nobody; what robs and attacks only in a manner of speaking. */
static const char *const things =
    "手机|钥匙|树|大树|树枝|球|气球|帽子|衣服|鞋|鞋子|眼镜|耳机|垃圾|东西|自行车|单车|风筝|"
    "无人机|牌子|栏杆|护栏|tree|trees|branch|branches|phone|keys|bike|bag|hat|ball|sign|pole|"
    "fence|railing|trash|rubbish";
static const char *const between = "又|也|都|给|全|不小心|has|have|just|almost";
/* 简直是抢劫 */
static const char *const likens = "简直是|简直就是|简直|等于是|等于|无异于|堪比";
static const char *const figures =
    " me of my|me of my| me of our| us of our| us of my| by mosquito| by bugs| by ants| by flies";

static size_t clause_begin(struct view text, size_t from)
{
    size_t least = from > HEAD ? from - HEAD : 0, at = from;
    while (at > least) {
        size_t before = at - 1;
        while (before > least && (text.p[before] & 0xc0) == 0x80)
            before--;
        if (stance_mark(text, before))
            break;
        at = before;
    }
    return at;
}

/* The first of the words, which begin so, that begins within [from, to), or SIZE_MAX. */
static size_t begins_in(struct view text, size_t from, size_t to, const char *words,
                        const struct few *begin)
{
    for (size_t at = from, next = from; at < to; at = next) {
        uint32_t c = utf8_next_inline(text, &next);
        if (few_may(begin, c) && stance_follows(text, at, words))
            return at;
    }
    return SIZE_MAX;
}

/* The same, if it ends there too. */
static size_t stands_in(struct view text, size_t from, size_t to, const char *words,
                        const struct few *begin)
{
    return begins_in(view_sub(text, 0, to), from, to, words, begin);
}

static bool is_past(struct view text, size_t begin, size_t from, size_t end)
{
    return stands_in(text, begin, from, past, &past_begin) != SIZE_MAX &&
           stands_in(text, begin, end, present, &present_begin) == SIZE_MAX;
}

static bool is_feared(struct view text, size_t begin, size_t from)
{
    size_t at = stands_in(text, begin, from, feared, &feared_begin);
    return at != SIZE_MAX && !stance_follows(text, at, "怕是") &&
           !stance_follows(text, from, "要|想|不想|suicide|kill");
}

/* 栏杆松了，孩子容易掉下去 */
static bool is_supposed(struct view text, size_t from, size_t to)
{
    return begins_in(text, from, to, supposed, &supposed_begin) != SIZE_MAX;
}

/* 着火了的演练 */
static bool is_played(struct view text, size_t begin, size_t end)
{
    return stands_in(text, begin, end, played, &played_begin) != SIZE_MAX;
}

/* As long as nobody wants to die of it. */
static bool is_overdone(struct view text, size_t begin, size_t from)
{
    return begins_in(text, begin, from, overdone, &overdone_begin) != SIZE_MAX &&
           !stance_follows(text, from, "不想活|想死|自杀");
}

static bool is_likened(struct view text, size_t begin, size_t from, size_t to)
{
    size_t behind = stance_follows(text, to, "了");
    bool like = to < text.n &&
                stance_follows(text, behind ? behind : to, "一样|似的|般|过一次|过两次|过几次");
    return like || stance_precedes(text, begin, from, likens) != SIZE_MAX ||
           is_overdone(text, begin, from);
}

/* Of that of the negators with which the text before the word ends: 有没有人 asks. */
static bool is_denied(struct view text, size_t begin, size_t from)
{
    size_t at = stance_precedes(text, begin, from, negators);
    return at != SIZE_MAX && stance_precedes(text, begin, at, "有") == SIZE_MAX;
}

static size_t skip_blanks_back(struct view text, size_t begin, size_t at)
{
    while (at > begin && text.p[at - 1] == ' ')
        at--;
    return at;
}

/* 手机掉水里了, a tree fell into the river; robbed me of my parking spot */
static bool is_thing(struct view text, size_t begin, size_t from, size_t to)
{
    if (stance_follows(text, to, figures))
        return true;
    if (!stance_follows(text, from, "掉|fell|fallen"))
        return false;
    size_t at = skip_blanks_back(text, begin, from);
    for (size_t next; (next = stance_precedes(text, begin, at, between)) != SIZE_MAX;)
        at = skip_blanks_back(text, begin, next);
    return stance_precedes(text, begin, at, things) != SIZE_MAX;
}

bool danger_is_now(struct view folded, size_t from, size_t to)
{
    size_t begin = clause_begin(folded, from), end = stance_clause_end(folded, to);
    return !is_past(folded, begin, from, end) && !is_feared(folded, begin, from) &&
           !is_supposed(folded, from, to) && !is_played(folded, begin, end) &&
           !is_likened(folded, begin, from, to) && !is_denied(folded, begin, from) &&
           !is_thing(folded, begin, from, to);
}
