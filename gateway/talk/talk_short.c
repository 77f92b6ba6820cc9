/* talk_short: short answers.
 *
 * "Good", said to "a picture helps", is no misunderstanding, and "I cannot" is no reproach. What
 * people say in a word or two is the same for every question, so it is read in one place; what it
 * means for the question at hand says who asked it (talk_answer.c). The district's own lists go
 * first, so that its dialect counts; the words here only add to them.
 *
 * A short answer fills the text: a longer one that holds such a word says more than that. */
#include "gateway/talk/talk_short.h"

#include "dsl/base/utf8.h"

enum { LONGEST = 24, THANKS_LONGEST = 60 /* bytes */, FIRST_PICTURE = 0x1f300 };

struct short_words {
    enum short_answer kind;
    struct view words;
};

static const struct short_words table[] = {
#define SHORT_ROW(kind, words) {SHORT_##kind, {words, sizeof words - 1}},
    SHORT_WORDS(SHORT_ROW)
#undef SHORT_ROW
};

/* ---- the bare words ---- */

static bool strip(struct view *text, const char *const *tails, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct view tail = view_of(tails[i]);
        if (text->n > tail.n && view_eq(view_sub(*text, text->n - tail.n, text->n), tail)) {
            text->n -= tail.n;
            return true;
        }
    }
    return false;
}

static struct view bare(struct view text)
{
    static const char *const tails[] = {" ",  ".",  ",",    "!",  "?",  "~",  "。", "、", "…",
                                        "吧", "啊", "呀",   "呢", "哦", "嘛", "哈", "啦", "哟",
                                        "咯", "噻", "的呀", "哒", "喽", "诶", "欸", "唉", "嘞",
                                        "撒", "哩", "伐",   "额", "咧", "嗯"};
    text = view_trim(text);
    while (strip(&text, tails, sizeof tails / sizeof *tails))
        ;
    return text;
}

/* Is it one of the words? They are searched as one text: a short answer mostly stands in none. */
static bool among(struct view words, struct view text)
{
    for (size_t from = 0, at; from < words.n; from += at + 1) {
        at = view_find(view_sub(words, from, words.n), text);
        if (at == SIZE_MAX)
            return false;
        size_t first = from + at, behind = first + text.n;
        if ((first == 0 || words.p[first - 1] == ' ') &&
            (behind == words.n || words.p[behind] == ' '))
            return true;
    }
    return false;
}

/* '_' stands for a blank in the table. */
static struct view spelled(struct view text, char out[LONGEST])
{
    for (size_t i = 0; i < text.n; i++)
        out[i] = text.p[i] == ' ' ? '_' : text.p[i];
    return (struct view){out, text.n};
}

/* ---- which it is ---- */

static enum short_answer listed(const struct recognition *r)
{
    static const struct {
        enum talk_list list;
        enum short_answer kind;
    } lists[] = {{TALK_CONFIRM, SHORT_YES},
                 {TALK_DENY, SHORT_NO},
                 {TALK_UNKNOWN, SHORT_UNKNOWN},
                 {TALK_SKIP, SHORT_CANNOT}};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (r->talk[lists[i].list] == TALK_WHOLE)
            return lists[i].kind;
    return SHORT_NONE;
}

/* Nothing but thanks, in however many words. */
static bool only_thanks(struct view text)
{
    static const char *const words[] = {
        "谢谢", "多谢", "感谢", "谢",   "辛苦", "你们", "大家", "您",     "你",
        "太",   "真的", "非常", "了",   "啊",   "呀",   "啦",   "好的",   "嗯",
        " ",    ",",    "!",    "。",   "~",    "、",   "好",   "行",     "那",
        "就",   "吧",   "哈",   "哦",   "呢",   "嘞",   "麻烦", "小同志", "同志",
        "师傅", "老师", "领导", "小哥", "姐姐", "大姐", "大哥", "客服",   "工作人员"};
    bool thanks =
        view_find(text, VIEW("谢")) != SIZE_MAX || view_find(text, VIEW("辛苦")) != SIZE_MAX;
    while (thanks && text.n) {
        size_t i = 0;
        while (i < sizeof words / sizeof *words && !view_starts(text, view_of(words[i])))
            i++;
        bool word = i < sizeof words / sizeof *words;
        size_t behind = 0;
        if (!word && utf8_next(text, &behind) < FIRST_PICTURE)
            return false;
        text = view_sub(text, word ? strlen(words[i]) : behind, text.n);
    }
    return thanks;
}

enum short_answer short_answer_of(const struct recognition *r)
{
    if (!r || r->text.text.n > THANKS_LONGEST)
        return SHORT_NONE;
    enum short_answer kind = only_thanks(r->text.text) ? SHORT_THANKS : listed(r);
    if (kind != SHORT_THANKS && r->text.text.n > LONGEST)
        return SHORT_NONE;
    char letters[LONGEST];
    struct view text = spelled(bare(r->text.text), letters);
    for (size_t i = 0; kind == SHORT_NONE && text.n && i < sizeof table / sizeof *table; i++)
        if (among(table[i].words, text))
            kind = table[i].kind;
    return kind;
}

/* ---- labels ---- */

static bool holds(struct view label, bool starts, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        size_t at = view_find(label, view_of(words[i]));
        if (at == 0 || (!starts && at != SIZE_MAX))
            return true;
    }
    return false;
}

static bool is_negative(struct view label)
{
    static const char *const words[] = {"不", "没", "无", "否", "No", "no"};
    return holds(label, false, words, sizeof words / sizeof *words);
}

static bool is_positive(struct view label)
{
    static const char *const heads[] = {"会", "是", "有", "能", "对", "要", "Yes", "yes"};
    return !is_negative(label) && holds(label, true, heads, sizeof heads / sizeof *heads);
}

int short_negative(struct view first, struct view second)
{
    if (is_positive(first) && is_negative(second))
        return 1;
    return is_negative(first) && is_positive(second) ? 0 : -1;
}
