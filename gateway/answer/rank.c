/* rank: from all documents to the best few, in two steps.
 *
 * First the whole documents by BM25 over pairs of characters, from the words' lists. Then the best
 * of these are looked at closely, in their rows of words:
 *  - the best passage: BM25 once more, of every run of sentences up to PASSAGE_WORDS words. A long
 *    document has all words somewhere; the one that answers has them together. In so few words it
 *    matters that a word is there, not how often: hence a k1 of its own;
 *  - the opening: what of the question stands in the title, or in the first sentences of a text
 *    without one;
 *  - likelihood: how much likelier a text of its length and words says the question than the shelf
 *    as a whole does. It errs elsewhere than BM25, which is why both are asked;
 *  - runs: what of the question stands there in one piece (runs.h);
 *  - lacking: the question's rarest words, which name its subject, and are missing;
 *  - places: a document whose title names another province than the question does, or a city where
 *    the question means the province, or that never names the question's city, is mostly about
 *    somebody else; so is one whose text dwells on a province that the question does not name, even
 *    where the question names none (the province the shelf itself stands in is not counted).
 * The score is the weighted sum. The weights were fitted as a conditional logit over questions to
 * policy documents, by tenths and by halves, each part scored with the weights of the others, and
 * rounded to halves: what a feature adds there it adds everywhere alike, and weights of 1 and 2
 * alone are nearly as good. Not taken, as they added nothing beside these: the share of the
 * question that the document has, the lead as a field, single characters, triples, windows of
 * other sizes or several at once, runs by their rarity, sentences that hold what is asked for, how
 * well the best one answers, synonyms, numbers, length, weights by how firmly two characters belong
 * together, less for words that only say what kind of answer is wanted. Of near copies of one text
 * no rule says which is meant: neither the longer nor the shorter is. */
#include "gateway/answer/rank.h"

#include <math.h>

#include "gateway/answer/runs.h"

#define WORDS_WEIGH 1.0
#define PASSAGE_WEIGHS 1.5
#define LIKELY_WEIGHS 1.0
#define RUNS_WEIGH 2.0
#define OPENING_WEIGHS 2.0
#define LACKING_COSTS 1.0
#define ELSEWHERE_COSTS 2.5
#define NARROWER_COSTS 1.5
#define CITY_MISSING_COSTS 2.0
#define DWELLS_COSTS 1.5
#define DOCUMENT_K1 1.2
#define PASSAGE_K1 0.4
#define BM25_B 0.75

/* Words of the whole shelf that a document's own are mixed with before likelihoods are compared. */
#define SHELF_WORDS 300.0
/* A shelf of fewer words is taken as part of one that has so many. */
#define SHELF_LEAST 25000.0

/* The opening ends with the sentence that has the twelfth word, at the sixtieth at the latest. */
enum { OPENING_LEAST = 12, OPENING_MOST = 60 };
enum { PASSAGE_WORDS = 120, FILTER_BITS = 4096, RAREST = 3 };

static double bm25(double k1, double weight, double times, double length)
{
    return weight * times * (k1 + 1) / (times + k1 * (1 - BM25_B + BM25_B * length));
}

/* A share of the question says more where the question says more. */
static double of_total(double sum, double total)
{
    return total > 0 ? sum / total * log(1 + total) : 0;
}

/* ---- all documents ---- */

static double *words_of_all(const struct library *library, const struct asked *asked,
                            struct arena *arena)
{
    double *sums = ARENA_ARRAY(arena, library->documents + 1, double);
    for (size_t i = 0; i < asked->count; i++) {
        const struct asked_token *token = &asked->tokens[i];
        for (size_t k = 0; k < token->count; k++) {
            uint32_t document = token->list[k] >> 8;
            double length = library->known[document - 1].length / library->mean_length;
            sums[document] += bm25(DOCUMENT_K1, token->rarity, token->list[k] & 0xff, length);
        }
    }
    return sums;
}

static bool is_wanted(const struct library_document *document, civil_day today,
                      enum rank_which which)
{
    if (which == RANK_PAST)
        return document->expires < today;
    if (which == RANK_ANY_DAY)
        return !document->replaced;
    return document->expires >= today && document->begins <= today;
}

static void put(struct ranked *out, size_t *count, struct ranked one)
{
    size_t at = *count < RANKED_MAX ? (*count)++ : RANKED_MAX - 1;
    for (; at > 0 && out[at - 1].score < one.score; at--)
        out[at] = out[at - 1];
    out[at] = one;
}

static size_t candidates(const struct library *library, const struct asked *asked, civil_day today,
                         enum rank_which which, struct arena *arena, struct ranked *out)
{
    const double *sums = words_of_all(library, asked, arena);
    size_t count = 0;
    for (uint32_t i = 1; i <= library->documents; i++)
        if (sums[i] > 0 && (count < RANKED_MAX || sums[i] > out[count - 1].score) &&
            is_wanted(&library->known[i - 1], today, which))
            put(out, &count, (struct ranked){.document = i, .score = sums[i], .words = sums[i]});
    return count;
}

/* ---- one document, closely ---- */

/* The question's tokens by their numbers; most words of a document fall through the filter. */
struct sieve {
    uint64_t filter[FILTER_BITS / 64];
    const struct asked *asked;
};

static struct sieve sieve_of(const struct asked *asked)
{
    struct sieve sieve = {{0}, asked};
    for (size_t i = 0; i < asked->count; i++) {
        uint32_t bit = asked->tokens[i].number % FILTER_BITS;
        sieve.filter[bit / 64] |= (uint64_t)1 << (bit % 64);
    }
    return sieve;
}

/* Which token of the question that is; count: none. */
static size_t sieve_token(const struct sieve *sieve, uint32_t number)
{
    uint32_t bit = number % FILTER_BITS;
    size_t count = sieve->asked->count, i = 0;
    if (!(sieve->filter[bit / 64] >> (bit % 64) & 1))
        return count;
    while (i < count && sieve->asked->tokens[i].number != number)
        i++;
    return i;
}

struct hit {
    uint32_t sentence;
    uint8_t token;
};

/* A document's sentences that have a word of the question are not all: the others count by their
 * length between them. */
struct close_look {
    struct hit *hits;
    size_t hit_count;
    uint32_t *ends; /* of each sentence, in words from the document's beginning */
    uint32_t sentences;
    uint32_t times[QUESTION_TOKENS_MAX];
    uint32_t opening[QUESTION_TOKENS_MAX]; /* the same before the opening's end */
};

static struct close_look look_closely(const struct sieve *sieve, const uint32_t *words, size_t n,
                                      struct arena *arena)
{
    struct close_look look = {.hits = ARENA_ARRAY(arena, n + 1, struct hit),
                              .ends = ARENA_ARRAY(arena, n + 1, uint32_t)};
    uint32_t length = 0;
    bool opening = true;
    for (size_t i = 0; i < n; i++) {
        opening = opening && length < (words[i] ? OPENING_MOST : OPENING_LEAST);
        if (words[i] == SENTENCE_END) {
            look.ends[look.sentences++] = length;
            continue;
        }
        length++;
        size_t token = sieve_token(sieve, words[i]);
        if (token == sieve->asked->count)
            continue;
        look.hits[look.hit_count++] = (struct hit){look.sentences, (uint8_t)token};
        look.times[token]++;
        look.opening[token] += opening;
    }
    return look;
}

static double window_score(const struct asked *asked, const uint16_t *times, double words)
{
    double sum = 0;
    for (size_t i = 0; i < asked->count; i++)
        if (times[i])
            sum += bm25(PASSAGE_K1, asked->tokens[i].scarceness, times[i], words / PASSAGE_WORDS);
    return sum;
}

/* Windows begin at a sentence with a word of the question and take on whole sentences. */
static double best_window(const struct asked *asked, const struct close_look *look)
{
    double best = 0;
    uint16_t times[QUESTION_TOKENS_MAX] = {0};
    size_t to = 0; /* hits before it are in the window */
    for (size_t from = 0; from < look->hit_count;) {
        uint32_t first = look->hits[from].sentence, last = first;
        uint32_t begin = first ? look->ends[first - 1] : 0;
        while (last + 1 < look->sentences && look->ends[last + 1] - begin <= PASSAGE_WORDS)
            last++;
        for (; to < look->hit_count && look->hits[to].sentence <= last; to++)
            times[look->hits[to].token]++;
        double score = window_score(asked, times, look->ends[last] - begin);
        best = score > best ? score : best;
        for (; from < look->hit_count && look->hits[from].sentence == first; from++)
            times[look->hits[from].token]--;
    }
    return best;
}

static double covered(const struct asked *asked, const uint32_t *times)
{
    double sum = 0;
    for (size_t i = 0; i < asked->count; i++)
        sum += times[i] ? asked->tokens[i].rarity : 0;
    return asked->total > 0 ? sum / asked->total : 0;
}

static double likelihood(const struct library *library, const struct asked *asked,
                         const uint32_t *times, double length)
{
    double all = library->mean_length * (double)library->documents, sum = 0;
    all = fmax(all, SHELF_LEAST);
    for (size_t i = 0; i < asked->count; i++)
        if (times[i])
            sum += log(1 + times[i] * all / (SHELF_WORDS * asked->tokens[i].occurrences));
    return asked->count ? sum / (double)asked->count + log(SHELF_WORDS / (length + SHELF_WORDS))
                        : 0;
}

/* Words that no document has are counted among the rarest, but cannot be lacking in this one. */
static double lacking(const struct asked *asked, const uint32_t *times)
{
    bool taken[QUESTION_TOKENS_MAX] = {false};
    size_t missing = 0;
    for (size_t k = 0; k < RAREST && k < asked->count; k++) {
        size_t rarest = SIZE_MAX;
        for (size_t i = 0; i < asked->count; i++)
            if (!taken[i] &&
                (rarest == SIZE_MAX || asked->tokens[i].rarity > asked->tokens[rarest].rarity))
                rarest = i;
        taken[rarest] = true;
        missing += asked->tokens[rarest].number && !times[rarest];
    }
    return (double)missing / RAREST;
}

/* Every city of the question is named: all its tokens stand in the document. */
static bool names_cities(const struct asked *asked, const uint32_t *times)
{
    for (size_t c = 0; c < asked->places.count; c++)
        for (size_t i = 0; i < asked->count; i++)
            if (!times[i] && view_find(asked->places.cities[c], asked->tokens[i].text) != SIZE_MAX)
                return false;
    return true;
}

static void weigh(const struct library *library, const struct asked *asked, struct ranked *one,
                  const struct close_look *look)
{
    const struct library_document *known = &library->known[one->document - 1];
    uint64_t here = asked->places.provinces, there = known->provinces;
    one->words = of_total(one->words, asked->total);
    one->passage = of_total(best_window(asked, look), asked->scarce_total);
    one->coverage = covered(asked, look->times);
    one->likely = likelihood(library, asked, look->times, known->length);
    one->lacking = lacking(asked, look->times);
    one->elsewhere = here && there && !(here & there);
    one->opening = covered(asked, look->opening);
    one->dwells = known->dwelt_on & ~here;
    one->narrower = here && !asked->places.count && known->of_city;
    one->city_missing = !names_cities(asked, look->times);
    one->score = WORDS_WEIGH * one->words + PASSAGE_WEIGHS * one->passage +
                 LIKELY_WEIGHS * one->likely + RUNS_WEIGH * one->runs +
                 OPENING_WEIGHS * one->opening - LACKING_COSTS * one->lacking -
                 (one->elsewhere ? ELSEWHERE_COSTS : 0) - (one->narrower ? NARROWER_COSTS : 0) -
                 (one->city_missing ? CITY_MISSING_COSTS : 0) - (one->dwells ? DWELLS_COSTS : 0);
}

size_t rank_documents(struct library *library, const struct asked *asked, civil_day today,
                      enum rank_which which, struct arena *arena, struct ranked *out)
{
    struct ranked first[RANKED_MAX];
    struct sieve sieve = sieve_of(asked);
    size_t found = candidates(library, asked, today, which, arena, first), count = 0;
    for (size_t i = 0; i < found; i++) {
        sqlite3_bind_int64(library->content, 1, first[i].document);
        if (sqlite3_step(library->content) == SQLITE_ROW) {
            size_t bytes = (size_t)sqlite3_column_bytes(library->content, 0);
            uint32_t *words = arena_alloc(arena, bytes + 1);
            memcpy(words, sqlite3_column_blob(library->content, 0), bytes);
            struct close_look look = look_closely(&sieve, words, bytes / sizeof *words, arena);
            first[i].runs = runs_shared(asked, words, bytes / sizeof *words);
            weigh(library, asked, &first[i], &look);
            put(out, &count, first[i]);
        }
        sqlite3_reset(library->content);
    }
    return count;
}
