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
    "差一点|险些|预防|一旦|当心|小心|in case|worried about|afraid of|prevent";
static const char *const played = "演练|演习|宣传|培训|电影|电视剧|游戏|drill";
static const char *const negators = "没有|没|不是|并非|未|不会|not ";

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

/* The first of the words within [from, to), or SIZE_MAX. */
static size_t stands_in(struct view text, size_t from, size_t to, const char *words)
{
    for (size_t at = from; at < to; utf8_next(text, &at))
        if (stance_follows(view_sub(text, 0, to), at, words))
            return at;
    return SIZE_MAX;
}

static bool is_past(struct view text, size_t begin, size_t from, size_t end)
{
    return stands_in(text, begin, from, past) != SIZE_MAX &&
           stands_in(text, begin, end, present) == SIZE_MAX;
}

static bool is_feared(struct view text, size_t begin, size_t from)
{
    size_t at = stands_in(text, begin, from, feared);
    return at != SIZE_MAX && !stance_follows(text, at, "怕是") &&
           !stance_follows(text, from, "要|想|不想|suicide|kill");
}

/* 着火了的演练 */
static bool is_played(struct view text, size_t begin, size_t end)
{
    return stands_in(text, begin, end, played) != SIZE_MAX;
}

static bool is_likened(struct view text, size_t to)
{
    size_t behind = stance_follows(text, to, "了");
    return to < text.n &&
           stance_follows(text, behind ? behind : to, "一样|似的|般|过一次|过两次|过几次");
}

bool danger_is_now(struct view folded, size_t from, size_t to)
{
    size_t begin = clause_begin(folded, from), end = stance_clause_end(folded, to);
    return !is_past(folded, begin, from, end) && !is_feared(folded, begin, from) &&
           !is_played(folded, begin, end) && !is_likened(folded, to) &&
           stance_precedes(folded, begin, from, negators) == SIZE_MAX;
}
