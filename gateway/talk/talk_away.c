/* talk_away: people change the subject in the middle of an answer, and say so at its beginning:
 * 算了不说这个，我想问…, 先不说噪音了，我家门口路灯坏了. The words that turn away are no part of
 * what they turn to, and what they name (噪音) is not the matter any more; so the clause that holds
 * them is cut off, and what stands behind it is heard by itself.
 *
 * Words that only may turn away (算了, 对了) stand at the very beginning and are weighed by whoever
 * asks with what follows: 算了，松影苑 is an answer. */
#include "gateway/talk/talk_away.h"

#include "dsl/base/pairs.h"
#include "dsl/base/utf8.h"

enum { WORDS_MAX = 64, CLAUSE_MOST = 16 /* characters of a clause without a mark behind it */ };

/* Folded. */
static const char *const plain[WORDS_MAX] = {"不说这个",
                                             "不说那个",
                                             "不说这事",
                                             "先不说",
                                             "先不管",
                                             "先别管",
                                             "先不谈",
                                             "先不讲",
                                             "先别说",
                                             "别管这个",
                                             "不管这个了",
                                             "不谈这个",
                                             "不讲这个",
                                             "不聊这个",
                                             "这个先放",
                                             "这事先放",
                                             "那个先放",
                                             "先放一放",
                                             "先放放",
                                             "先放下",
                                             "放一边",
                                             "换个话题",
                                             "换个问题",
                                             "换一个问题",
                                             "换个事",
                                             "换件事说",
                                             "说另一件",
                                             "说另外一件",
                                             "问另一件",
                                             "问另外一件",
                                             "问个别的",
                                             "问点别的",
                                             "问别的",
                                             "说个别的",
                                             "说点别的",
                                             "说别的事",
                                             "这个以后再说",
                                             "这事以后再说",
                                             "这个回头再说",
                                             "这个晚点再说",
                                             "不摆这个",
                                             "莫说这个",
                                             "勿讲迭个",
                                             "leave that",
                                             "never mind that",
                                             "forget that",
                                             "something else",
                                             "another thing",
                                             "different question",
                                             "change of subject"};

static const char *const weak[WORDS_MAX] = {
    "还有一件事", "还有件事", "还有个事",   "还有一个问题", "还有个问题", "算了",    "这个不急",
    "这事不急",   "对了",     "哦对了",     "哦,对了",      "啊对了",     "哎对了",  "诶对了",
    "另外",       "还有",     "顺便",       "话说",         "那个",       "等等",    "等一下",
    "哎",         "诶",       "by the way", "btw",          "oh,",        "actually"};

static const char *const marks[] = {",", ".", "!", "?", ";", ":", "。", "、", "…", "\n"};

/* Behind what says where something is. */
static const char *const locatives[] = {
    "旁",   "边",   "附近", "对面", "门口",   "那里", "那儿", "那边", "这里", "这边", "下面",
    "上面", "楼下", "路口", "处",   "的地方", "后面", "前面", "里面", "外面", "底下", "口子"};

/* Most bytes begin none of the marks: they are of characters in between. */
static bool may_be_mark(char c)
{
    return !(c & 0x80) || c == '\xe2' || c == '\xe3';
}

/* The first mark from `at` on: *behind is what follows it; false: none. */
static bool next_mark(struct view text, size_t at, size_t *mark, size_t *behind)
{
    for (*mark = at; *mark < text.n; (*mark)++)
        for (size_t i = 0; may_be_mark(text.p[*mark]) && i < sizeof marks / sizeof *marks; i++) {
            struct view one = view_of(marks[i]);
            if (view_starts(view_sub(text, *mark, text.n), one)) {
                *behind = *mark + one.n;
                return true;
            }
        }
    return false;
}

static size_t skip_marks(struct view text, size_t at)
{
    for (size_t mark, behind;;) {
        while (at < text.n && text.p[at] == ' ')
            at++;
        if (!next_mark(text, at, &mark, &behind) || mark != at)
            return at;
        at = behind;
    }
}

/* Where the clause that turns away ends: at a mark, or behind its 了. */
static size_t clause_end(struct view text, size_t at)
{
    size_t mark, behind, le = view_find(view_sub(text, at, text.n), VIEW("了"));
    bool marked = next_mark(text, at, &mark, &behind);
    if (marked && (le == SIZE_MAX || at + le >= mark || at + le + strlen("了") == mark))
        return behind;
    if (le != SIZE_MAX && utf8_length(view_sub(text, at, at + le)) <= CLAUSE_MOST)
        return at + le + strlen("了");
    return marked ? behind : at;
}

/* Some of what every one of them holds: most texts hold none, and that is quickly seen. */
static bool may_turn(struct view text)
{
    static const char *const stems[] = {"不说", "先",   "别管", "不管",  "不谈", "不讲", "不聊",
                                        "放",   "换",   "别的", "另",    "再说", "摆这", "莫说",
                                        "勿讲", "that", "else", "other", "diff", "subj"};
    struct pairs pairs = pairs_of(text);
    for (size_t i = 0; i < sizeof stems / sizeof *stems; i++)
        if (pairs_find(&pairs, text, stems[i]) != SIZE_MAX)
            return true;
    return false;
}

static bool find_plain(struct view text, size_t *behind)
{
    bool may = may_turn(text);
    for (size_t i = 0; may && i < WORDS_MAX && plain[i]; i++) {
        size_t at = view_find(text, view_of(plain[i]));
        if (at == SIZE_MAX || utf8_length(view_sub(text, 0, at)) > CLAUSE_MOST)
            continue;
        *behind = clause_end(text, at + strlen(plain[i]));
        return true;
    }
    return false;
}

static bool find_weak(struct view text, size_t *behind)
{
    for (size_t i = 0; i < WORDS_MAX && weak[i]; i++)
        if (view_starts(text, view_of(weak[i]))) {
            *behind = strlen(weak[i]);
            return true;
        }
    return false;
}

enum away away_from(const struct recognition *r, struct view *rest)
{
    struct view text = r->text.text;
    size_t behind = 0;
    enum away away = find_plain(text, &behind)             ? AWAY_PLAINLY
                     : find_weak(view_trim(text), &behind) ? AWAY_PERHAPS
                                                           : AWAY_NONE;
    behind = skip_marks(text, behind);
    if (behind >= text.n)
        *rest = away == AWAY_PLAINLY ? VIEW("") : fold_original(&r->text, 0, text.n);
    else
        *rest = view_trim(fold_original(&r->text, away == AWAY_NONE ? 0 : behind, text.n));
    return away == AWAY_PERHAPS && behind >= text.n ? AWAY_NONE : away;
}

static bool is_place_of(struct view behind)
{
    bool place = view_starts(behind, VIEW("的"));
    for (size_t i = 0; i < sizeof locatives / sizeof *locatives && !place; i++)
        place = view_starts(behind, view_of(locatives[i]));
    return place;
}

/* Something happened to what was named: broken, leaking, not there. */
static bool says_trouble(struct view behind)
{
    static const char *const words[] = {"坏", "破", "漏", "堵", "停", "断", "倒", "塌", "臭",
                                        "吵", "脏", "丢", "爆", "裂", "烂", "不", "没", "broken"};
    return VIEW_HOLDS(behind, words);
}

bool away_names_trouble(const struct recognition *r)
{
    struct view text = r->text.text;
    bool trouble = false;
    for (size_t i = 0; i < r->evidence_count; i++) {
        const struct evidence *one = &r->evidence[i];
        if (one->use == USE_AREA || one->use == USE_PERIOD)
            continue;
        struct view behind = view_sub(text, one->to, text.n);
        if (is_place_of(behind))
            return false;
        trouble |= one->use == USE_DUTY || says_trouble(behind);
    }
    return trouble;
}
