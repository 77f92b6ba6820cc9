/* question: from what a citizen writes to weighed tokens. Words of asking (how, please, what) say
 * nothing about the subject and are blanked out before the cut, so that no pair of characters spans
 * them. A token weighs by its rarity in the documents. */
#include "gateway/answer/library.h"

#include <math.h>

#include "dsl/base/fold.h"
#include "gateway/answer/tokens.h"
#include "gateway/answer/wish.h"

enum { WISH_WORD_COUNTS = 3 /* a third: it is not the subject */ };

/* Folded; longer ones first where one contains another. */
static const char *const asking[] = {
    "请问一下", "请问",     "想问一下", "想问",     "问一下", "咨询一下", "咨询",     "我想知道",
    "想知道",   "能不能",   "可不可以", "可以吗",   "是不是", "有没有",   "怎么样",   "怎么办理",
    "如何办理", "怎么办",   "怎样办",   "怎么",     "怎样",   "如何",     "要带什么", "带什么",
    "要带",     "什么时候", "什么",     "有多少",   "多少钱", "多少",     "哪些",     "在哪里",
    "去哪里",   "哪里",     "去哪",     "在哪",     "多久",   "几天",     "需要",     "能办下来",
    "办下来",   "能办",     "申领",     "一个月",   "每个月", "每月",     "一年",     "每年",
    "你好",     "您好",     "谢谢",     "办理",     "办个",   "办",       "一下",     "我们",
    "我家",     "我",       "你们",     "吗",       "呢",     "呀",       "啊",       "了",
    "的",       "要",       "how much", "how do i", "how",    "what is",  "what",     "where",
    "when",     "which",    "please",   "can i",    "the",    "is",       "a",        "do"};

/* Is byte `at` inside a Latin word? Then a word of asking there is only part of another. */
static bool latin(struct view text, size_t at)
{
    return at < text.n &&
           ((text.p[at] >= 'a' && text.p[at] <= 'z') || (text.p[at] >= '0' && text.p[at] <= '9'));
}

static void blank(char *text, size_t n, struct view word)
{
    struct view all = {text, n};
    bool is_latin = latin(word, 0);
    for (size_t at = 0, found; (found = view_find(view_sub(all, at, n), word)) != SIZE_MAX;) {
        size_t from = at + found, to = from + word.n;
        bool inside = is_latin && ((from > 0 && latin(all, from - 1)) || latin(all, to));
        if (!inside)
            memset(text + from, ' ', word.n);
        at = to;
    }
}

static bool take(void *self, size_t from, size_t to)
{
    struct asked *asked = self;
    struct view token = view_sub(asked->text, from, to);
    for (size_t i = 0; i < asked->count; i++)
        if (view_eq(asked->tokens[i], token))
            return true;
    asked->tokens[asked->count++] = token;
    return asked->count < QUESTION_TOKENS_MAX;
}

static bool is_figure(struct view token)
{
    size_t digits = 0;
    while (digits < token.n && token.p[digits] >= '0' && token.p[digits] <= '9')
        digits++;
    return digits == token.n;
}

/* A pair nobody wrote is mostly the seam between two words: it counts, but not fully. */
static int weight(const struct library *library, const struct asked *asked, size_t token)
{
    double all = (double)library->index.passages, in = (double)asked->postings[token].n;
    double rarity = asked->postings[token].n ? log(1 + all / in) : 0.5 * log(1 + all);
    bool wish = wish_is_word(asked->wishes, asked->tokens[token]);
    return (int)(100 * rarity) / (wish ? WISH_WORD_COUNTS : 1);
}

void question_ask(const struct library *library, struct view question, struct arena *arena,
                  struct asked *asked)
{
    struct view folded = fold_text(arena, question).text;
    char *text = arena_copy(arena, folded.p, folded.n);
    *asked = (struct asked){.text = {text, folded.n}, .wishes = wishes_of(folded)};
    for (size_t i = 0; i < sizeof asking / sizeof *asking; i++)
        blank(text, folded.n, view_of(asking[i]));
    tokens_cut(asked->text, take, asked);
    bool words = false;
    for (size_t i = 0; i < asked->count; i++) {
        words |= !is_figure(asked->tokens[i]);
        asked->postings[i] = index_find(&library->index, asked->tokens[i]);
        asked->total += asked->weights[i] = weight(library, asked, i);
    }
    if (!words)
        asked->count = 0;
}
