/* question: what is looked for in a question, and what it weighs.
 *
 * Words of asking (how, please, what) say nothing about the subject and are blanked out. What is
 * left is cut into pairs of characters, each weighing by its rarity in the documents. */
#include "gateway/answer/library.h"

#include <math.h>

#include "dsl/base/fold.h"
#include "dsl/base/utf8.h"
#include "gateway/answer/tokens.h"
#include "gateway/answer/wish.h"

/* No document can have more of a question than all of them together: below this none is sought. */
#define WORTH_LOOKING 0.2
#define UNSEEN_COUNTS 0.5
#define SEAM_COUNTS 0.3

enum {
    DOCUMENTS_LEAST = 50,
    PASSAGE_LENGTH = 100 /* tokens, of a passage as scarceness takes it */
};

/* Folded; longer ones first where one contains another. */
static const char *const asking[] = {
    "请问一下", "请问",     "我想问一下", "我想问下",   "我想问问", "想问一下", "想问问",
    "想问下",   "想问",     "问一下",     "问下",       "咨询一下", "咨询",     "想了解一下",
    "想了解",   "我想知道", "想知道",     "我们公司想", "我公司想", "公司想",   "我们公司",
    "我公司",   "我们店",   "我们厂",     "我们企业",   "我想",     "我要",     "我爸妈",
    "我爸",     "我妈",     "我家里",     "想要",       "怎么弄",   "怎么搞",   "怎么走",
    "咋办理",   "咋办",     "咋弄",       "咋个",       "咋",       "啥时候",   "啥材料",
    "要带啥",   "带啥",     "啥",         "能不",       "可以不",   "行不行",   "要不要",
    "能不能",   "可不可以", "可以吗",     "是不是",     "是否",     "有没有",   "是怎样",
    "多大年纪", "多大岁数", "多大",       "几岁",       "怎么样",   "怎么办理", "如何办理",
    "怎么办",   "怎样办",   "怎么",       "怎样",       "如何",     "要带什么", "带什么",
    "要带",     "什么时候", "什么样",     "什么",       "有多少",   "多少钱",   "多少",
    "有哪些",   "有哪",     "哪些",       "哪几",       "哪个",     "哪家",     "在哪里",
    "去哪里",   "哪里",     "去哪",       "在哪",       "哪",       "多长时间", "多久",
    "几天",     "几点",     "有何",       "何时",       "为何",     "何",       "需要",
    "能办下来", "办下来",   "能办",       "办证",       "一个月",   "每个月",   "每月",
    "一年",     "每年",     "你好",       "您好",       "谢谢",     "办个",     "对于",
    "关于",     "进行",     "提供",       "采取",       "作出",     "做出",     "方面",
    "包括",     "应该",     "应当",       "可以",       "一下",     "我们",     "我家",
    "你们",     "吗",       "呢",         "呀",         "啊",       "了",       "的",
    "how much", "how do i", "how",        "what is",    "what",     "where",    "when",
    "which",    "please",   "can i",      "the",        "is",       "a",        "do"};

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

static bool is_known(const struct asked *asked, struct view token)
{
    for (size_t i = 0; i < asked->count; i++)
        if (view_eq(asked->tokens[i].text, token))
            return true;
    return false;
}

/* A single character, left over between words of asking, is no word. */
static bool take(void *self, size_t from, size_t to)
{
    struct asked *asked = self;
    struct view token = view_sub(asked->text, from, to);
    size_t at = 0;
    bool single = tokens_is_han(utf8_next(token, &at)) && at == token.n;
    if (!single && !is_known(asked, token))
        asked->tokens[asked->count++] = (struct asked_token){.text = token};
    return asked->count < QUESTION_TOKENS_MAX;
}

/* Rarity by documents, and by occurrences as if the documents were one row of passages. A small
 * shelf is taken as part of a larger one, or the subject of its few documents would be a common
 * word. A pair nobody wrote is mostly the seam between two words: it counts, but not fully. */
static void weigh(const struct library *library, struct asked_token *token, double documents,
                  double occurrences)
{
    double all = fmax((double)library->documents, DOCUMENTS_LEAST);
    double passages = all * library->mean_length / PASSAGE_LENGTH;
    double counts = documents > 0 ? 1 : UNSEEN_COUNTS;
    token->rarity = counts * log(1 + (all - documents + 0.5) / (documents + 0.5));
    token->occurrences = occurrences;
    token->scarceness = counts * log(1 + passages / (occurrences + 0.5));
}

/* Finds a token in the vocabulary, with its documents. */
static void look_up(struct library *library, struct asked_token *token, struct arena *arena)
{
    sqlite3_stmt *row = library->term;
    double documents = 0, occurrences = 0;
    sqlite3_bind_int64(row, 1, (int64_t)vocabulary_key(token->text));
    if (sqlite3_step(row) == SQLITE_ROW) {
        size_t bytes = (size_t)sqlite3_column_bytes(row, 3);
        posting *list = arena_alloc(arena, bytes);
        memcpy(list, sqlite3_column_blob(row, 3), bytes);
        token->number = (uint32_t)sqlite3_column_int64(row, 0);
        documents = (double)sqlite3_column_int64(row, 1);
        occurrences = (double)sqlite3_column_int64(row, 2);
        token->list = list;
        token->count = bytes / sizeof *list;
    }
    sqlite3_reset(row);
    weigh(library, token, documents, occurrences);
}

/* Do two tokens share a character? */
static bool overlap(const struct asked_token *a, const struct asked_token *b)
{
    return b->text.p > a->text.p && b->text.p < a->text.p + a->text.n;
}

/* A pair that nobody wrote between two that somebody did, sharing its characters with them. */
static bool is_seam(const struct asked *asked, size_t i)
{
    const struct asked_token *t = &asked->tokens[i];
    return !t->number && i > 0 && i + 1 < asked->count && t[-1].number && t[1].number &&
           overlap(&t[-1], t) && overlap(t, &t[1]);
}

static bool is_figure(struct view token)
{
    size_t digits = 0;
    while (digits < token.n && token.p[digits] >= '0' && token.p[digits] <= '9')
        digits++;
    return digits == token.n;
}

struct sequence {
    struct library *library;
    struct asked *asked;
    size_t at, characters; /* bytes of the question, and the characters before them */
};

static size_t characters_to(struct sequence *s, size_t at)
{
    while (s->at < at) {
        utf8_next_inline(s->asked->whole, &s->at);
        s->characters++;
    }
    return s->characters;
}

/* Pairs overlap: the second character of one is the first of the next. */
static bool take_word(void *self, size_t from, size_t to)
{
    struct sequence *s = self;
    struct asked *asked = s->asked;
    sqlite3_stmt *row = s->library->term;
    struct view token = view_sub(asked->whole, from, to);
    size_t first = characters_to(s, from), last = first + utf8_length(token);
    size_t before = asked->word_count ? asked->words[asked->word_count - 1].to : 0;
    sqlite3_bind_int64(row, 1, (int64_t)vocabulary_key(token));
    uint32_t number = sqlite3_step(row) == SQLITE_ROW ? (uint32_t)sqlite3_column_int64(row, 0) : 0;
    sqlite3_reset(row);
    asked->words[asked->word_count++] =
        (struct asked_word){number, (uint16_t)first, (uint16_t)last};
    asked->signs += (double)(last - (before > first ? before : first));
    return asked->word_count < ASKED_WORDS_MAX;
}

void question_read(struct library *library, struct view question, struct arena *arena,
                   struct asked *asked)
{
    struct view folded = fold_text(arena, question).text;
    char *text = arena_copy(arena, folded.p, folded.n);
    *asked = (struct asked){.whole = folded,
                            .text = {text, folded.n},
                            .wishes = wishes_of(folded),
                            .places = places_find(folded)};
    for (size_t i = 0; i < sizeof asking / sizeof *asking; i++)
        blank(text, folded.n, view_of(asking[i]));
    tokens_cut(asked->text, take, asked);
    tokens_cut(folded, take_word, &(struct sequence){library, asked, 0, 0});
    bool words = false;
    for (size_t i = 0; i < asked->count; i++)
        look_up(library, &asked->tokens[i], arena);
    for (size_t i = 0; i < asked->count; i++) {
        struct asked_token *token = &asked->tokens[i];
        if (is_seam(asked, i)) {
            token->rarity *= SEAM_COUNTS;
            token->scarceness *= SEAM_COUNTS;
        }
        words |= !is_figure(token->text);
        asked->total += token->rarity;
        asked->scarce_total += token->scarceness;
        asked->known += token->number ? token->rarity : 0;
    }
    asked->worth = words && asked->known >= WORTH_LOOKING * asked->total;
}
