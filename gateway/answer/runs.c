/* runs: who asks about a document often has its words before him, or a leaflet's that copied them:
 * "实际经营额无法达到起征点的双定户" is no accident. Pairs of characters that stand somewhere in a
 * document say less than the same pairs one behind the other.
 *
 * For every word of the question, words of asking included, the longest run is found that ends
 * there and stands in the document; then the runs are taken from the question's end, longest first,
 * each character once. A sentence's end breaks a run. Most words of a document are none of the
 * question's: a filter of bits passes them by. */
#include "gateway/answer/runs.h"

#include <math.h>

enum { FILTER_BITS = 2048 };

struct reading {
    const struct asked *asked;
    uint64_t filter[FILTER_BITS / 64];
    uint16_t
        here[ASKED_WORDS_MAX]; /* the run that ends with the word read last, by question word */
    uint16_t longest[ASKED_WORDS_MAX];
};

static void filter_words(struct reading *r)
{
    for (size_t i = 0; i < r->asked->word_count; i++) {
        uint32_t bit = r->asked->words[i].number % FILTER_BITS;
        r->filter[bit / 64] |= (uint64_t)1 << (bit % 64);
    }
}

static bool passes(const struct reading *r, uint32_t word)
{
    uint32_t bit = word % FILTER_BITS;
    return r->filter[bit / 64] >> (bit % 64) & 1;
}

static bool goes_on(const struct asked *asked, size_t i)
{
    /* cppcheck-suppress arrayIndexOutOfBoundsCond; i is below word_count */
    return i > 0 && asked->words[i].from <= asked->words[i - 1].to;
}

/* From the last one down, as each needs what its predecessor was before this word. */
static void read_word(struct reading *r, uint32_t word)
{
    const struct asked *asked = r->asked;
    for (size_t i = asked->word_count; i-- > 0;) {
        uint16_t before = goes_on(asked, i) ? r->here[i - 1] : 0;
        r->here[i] = asked->words[i].number == word ? (uint16_t)(before + 1) : 0;
        if (r->here[i] > r->longest[i])
            r->longest[i] = r->here[i];
    }
}

static void read_all(struct reading *r, const uint32_t *words, size_t n)
{
    bool fresh = true;
    for (size_t i = 0; i < n; i++) {
        if (words[i] != SENTENCE_END && passes(r, words[i])) {
            read_word(r, words[i]);
            fresh = false;
        } else if (!fresh) {
            memset(r->here, 0, sizeof r->here);
            fresh = true;
        }
    }
}

/* A single character is no run. */
static double sum_of(const struct reading *r)
{
    const struct asked_word *words = r->asked->words;
    double sum = 0;
    for (size_t i = r->asked->word_count; i > 0;) {
        size_t last = i - 1, first = i - r->longest[last];
        if (!r->longest[last] || words[last].to - words[first].from < 2) {
            i--;
            continue;
        }
        sum += pow(words[last].to - words[first].from, 1.5);
        for (i = first; i > 0 && words[i - 1].to > words[first].from;)
            i--;
    }
    return sum;
}

double runs_shared(const struct asked *asked, const uint32_t *words, size_t n)
{
    struct reading r = {.asked = asked};
    if (!asked->signs)
        return 0;
    filter_words(&r);
    read_all(&r, words, n);
    return sum_of(&r) / asked->signs;
}
