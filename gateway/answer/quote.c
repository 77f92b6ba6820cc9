/* quote: the sentence of a passage that answers. A sentence scores by the question's tokens in it,
 * and more if it holds what the question wants (wish.c). What follows is quoted along while it goes
 * on with the same: a list is not torn after its first item. Quoted is what stands there, byte for
 * byte. */
#include "gateway/answer/library.h"

#include "dsl/base/fold.h"
#include "dsl/base/utf8.h"
#include "gateway/answer/wish.h"

enum { QUOTE_BYTES = 420, SENTENCES_MAX = 64, SHORT = 6, SHORT_COSTS = 200 };

struct sentence {
    struct view text;
    int score;
    bool lacks; /* what was asked for */
    bool open;  /* a list goes on behind it */
};

static bool ends_item(uint32_t c)
{
    return c == 0xff1b || c == ';' || c == 0xff1a || c == ':';
}

static bool ends_sentence(uint32_t c)
{
    return c == 0x3002 || c == 0xff01 || c == 0xff1f || c == '\n' || c == 0xff1b || c == ';';
}

static uint32_t last_sign(struct view text)
{
    uint32_t c = 0;
    for (size_t at = 0; at < text.n;)
        c = utf8_next(text, &at);
    return c;
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
            out[count++] = (struct sentence){.text = text, .open = ends_item(last_sign(text))};
        from = at;
    }
    return count;
}

static void score(struct sentence *sentence, const struct asked *asked, struct arena *arena)
{
    struct view folded = fold_text(arena, sentence->text).text;
    int granted = wish_granted(asked->wishes, folded);
    for (size_t i = 0; i < asked->count; i++)
        if (view_find(folded, asked->tokens[i]) != SIZE_MAX)
            sentence->score += asked->weights[i];
    sentence->score += granted - (utf8_length(sentence->text) < SHORT ? SHORT_COSTS : 0);
    sentence->lacks = !granted && wish_is_strict(asked->wishes);
}

static size_t end_of(const struct sentence *sentences, size_t best)
{
    const struct sentence *s = &sentences[best];
    return (size_t)(s->text.p + s->text.n - sentences->text.p);
}

struct view quote_best(struct view passage, const struct asked *asked, struct arena *arena,
                       bool *lacks)
{
    *lacks = false;
    struct sentence sentences[SENTENCES_MAX];
    size_t n = cut(passage, sentences), best = 0;
    if (!n)
        return passage;
    for (size_t i = 0; i < n; i++) {
        score(&sentences[i], asked, arena);
        if (sentences[i].score > sentences[best].score)
            best = i;
    }
    *lacks = sentences[best].lacks;
    size_t last = best, begin = (size_t)(sentences[best].text.p - sentences->text.p);
    while (last + 1 < n && end_of(sentences, last + 1) - begin <= QUOTE_BYTES &&
           (sentences[last + 1].score > 0 || last == best || sentences[last].open))
        last++;
    struct view quote = {sentences[best].text.p, end_of(sentences, last) - begin};
    return utf8_head(quote, QUOTE_BYTES);
}
