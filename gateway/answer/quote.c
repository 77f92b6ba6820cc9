/* quote: the sentence of a passage that answers. A sentence scores by the question's tokens in it;
 * a question for an amount prefers a sentence with an amount, for a time one with a time, and so
 * on. Two neighbouring sentences are quoted where the second goes on with the first. Quoted is what
 * stands there, byte for byte. */
#include "gateway/answer/library.h"

#include "dsl/base/fold.h"
#include "dsl/base/utf8.h"

enum { QUOTE_BYTES = 420, SENTENCES_MAX = 64 };

/* Who asks with this, wants to read that. */
struct wish {
    const char *asked;
    const char *wanted[8];
};
static const struct wish wishes[] = {
    {"多少钱", {"元", "免费", "不收费", "%"}},
    {"奖励多少", {"元", "%"}},
    {"补贴多少", {"元", "%"}},
    {"收费", {"元", "免费", "不收费"}},
    {"多久", {"工作日", "天", "个月", "分钟", "小时", "当场", "年"}},
    {"几天", {"工作日", "天", "当场"}},
    {"什么时候", {"月", "日", "年", "时间", "周"}},
    {"截止", {"月", "日"}},
    {"哪里", {"窗口", "大厅", "地址", "中心", "服务站", "派出所", "网"}},
    {"在哪", {"窗口", "大厅", "地址", "中心", "服务站", "派出所", "网"}},
    {"电话", {"电话", "1990"}},
    {"材料", {"材料", "证", "表", "复印件"}},
    {"条件", {"条件", "应当", "符合", "以上"}},
    {"how much", {"元", "yuan", "%"}},
};

struct sentence {
    struct view text;
    int score;
    bool misses;
};

static bool ends_sentence(uint32_t c)
{
    return c == 0x3002 || c == 0xff01 || c == 0xff1f || c == '\n' || c == 0xff1b || c == ';';
}

static size_t cut(struct view passage, struct sentence *out)
{
    size_t count = 0, from = 0;
    for (size_t at = 0; at < passage.n && count < SENTENCES_MAX;) {
        uint32_t c = utf8_next(passage, &at);
        if (!ends_sentence(c) && at < passage.n)
            continue;
        struct view text = view_trim(view_sub(passage, from, at));
        if (text.n)
            out[count++] = (struct sentence){.text = text};
        from = at;
    }
    return count;
}

static bool has_digit(struct view text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] >= '0' && text.p[i] <= '9')
            return true;
    return false;
}

static int wish_bonus(struct view sentence, struct view question, bool *wished)
{
    int bonus = 0;
    for (size_t i = 0; i < sizeof wishes / sizeof *wishes; i++) {
        if (view_find(question, view_of(wishes[i].asked)) == SIZE_MAX)
            continue;
        *wished = true;
        for (size_t k = 0; k < 8 && wishes[i].wanted[k]; k++)
            if (view_find(sentence, view_of(wishes[i].wanted[k])) != SIZE_MAX)
                bonus = has_digit(sentence) ? 900 : 500;
    }
    return bonus;
}

static int score(struct view sentence, const struct view *tokens, const int *weights, size_t count,
                 struct view question, struct arena *arena, bool *misses)
{
    struct view folded = fold_text(arena, sentence).text;
    int sum = 0;
    for (size_t i = 0; i < count; i++)
        if (view_find(folded, tokens[i]) != SIZE_MAX)
            sum += weights[i];
    bool wished = false;
    int bonus = wish_bonus(folded, question, &wished);
    *misses = wished && !bonus;
    return sum + bonus - (utf8_length(sentence) < 6 ? 200 : 0);
}

struct view quote_best(struct view passage, const struct view *tokens, const int *weights,
                       size_t count, struct view question, struct arena *arena, bool *misses)
{
    *misses = false;
    struct sentence sentences[SENTENCES_MAX];
    size_t n = cut(passage, sentences), best = 0;
    if (!n)
        return passage;
    for (size_t i = 0; i < n; i++) {
        sentences[i].score = score(sentences[i].text, tokens, weights, count, question, arena,
                                   &sentences[i].misses);
        if (sentences[i].score > sentences[best].score)
            best = i;
    }
    *misses = sentences[best].misses;
    size_t last = best;
    const char *begin = sentences[best].text.p;
    while (last + 1 < n && (size_t)(sentences[last + 1].text.p + sentences[last + 1].text.n -
                                    begin) <= QUOTE_BYTES &&
           (sentences[last + 1].score > 0 || last == best))
        last++;
    size_t length = (size_t)(sentences[last].text.p + sentences[last].text.n - begin);
    return utf8_head((struct view){begin, length}, QUOTE_BYTES);
}
