/* find: from a question to quoted sentences.
 *
 * Passages are ranked by how much of the question, weighted by rarity, stands in title, heading and
 * body together: that share is also the confidence, so "no document says it" is an answer of its
 * own. It is less where the heading promises something else than what is asked for, and less again
 * where the quote in the end lacks it. */
#include "gateway/answer/library.h"

#include <stdlib.h>

#include "gateway/answer/wish.h"

/* What is left of a passage's score when it lacks the amount, time or place that was asked for;
 * when neither title nor heading has a word of the question; when the question is a single word and
 * no title has it. */
#define LACKING 0.7
#define UNNAMED 0.75
#define BARE 0.45
#define WORTH_READING 0.25

enum { RANKED_MAX = 8 };

/* What a passage has of the question: weights of the tokens seen anywhere, in title or heading, in
 * the heading. */
struct tally {
    int seen, named, headed;
    bool titled;
};

struct ranked {
    size_t passage;
    double score;
};

static void count_token(const struct asked *asked, size_t token, struct tally *tallies)
{
    struct postings postings = asked->postings[token];
    int weight = asked->weights[token];
    for (size_t i = 0; i < postings.n; i++) {
        struct tally *tally = &tallies[postings.at[i] >> FIELD_BITS];
        uint32_t fields = postings.at[i];
        tally->seen += weight;
        tally->named += fields & (IN_TITLE | IN_SECTION) ? weight : 0;
        tally->headed += fields & IN_SECTION ? weight : 0;
        tally->titled |= (fields & IN_TITLE) != 0;
    }
}

static double share(const struct asked *asked, const struct tally *tally)
{
    double sum = 0.85 * tally->seen + 0.10 * tally->named + 0.05 * tally->headed;
    if (asked->count == 1 && !tally->titled)
        sum *= BARE;
    else if (!tally->named)
        sum *= UNNAMED;
    return sum / asked->total;
}

static size_t rank(const struct library *library, const struct asked *asked, civil_day today,
                   const struct tally *tallies, struct ranked *out)
{
    size_t count = 0;
    for (size_t i = 0; i < library->index.passages; i++) {
        double score = tallies[i].seen ? share(asked, &tallies[i]) : 0;
        if (score < WORTH_READING || (count == RANKED_MAX && score <= out[count - 1].score))
            continue;
        struct index_passage passage = index_passage(&library->index, i);
        score *= wish_served(asked->wishes, passage.promises);
        size_t at = count < RANKED_MAX ? count : RANKED_MAX - 1;
        if (passage.expires < today || score < WORTH_READING ||
            (count == RANKED_MAX && score <= out[at].score))
            continue;
        for (; at > 0 && out[at - 1].score < score; at--)
            out[at] = out[at - 1];
        out[at] = (struct ranked){i, score};
        count += count < RANKED_MAX;
    }
    return count;
}

static struct view link_of(struct view path, struct arena *arena)
{
    struct buf link;
    buf_init(&link, 1000);
    buf_byte(&link, '/');
    buf_view(&link, path);
    struct view text = buf_keep(&link, arena);
    buf_free(&link);
    return text;
}

/* From the whole passage to its best sentences. */
static struct passage read(const struct library *library, const struct asked *asked,
                           const struct ranked *ranked, struct arena *arena)
{
    struct index_passage p = index_passage(&library->index, ranked->passage);
    bool lacks;
    struct view quote = quote_best(p.text, asked, arena, &lacks);
    return (struct passage){.quote = view_keep(arena, quote),
                            .title = view_keep(arena, p.title),
                            .section = view_keep(arena, p.section),
                            .issuer = view_keep(arena, p.issuer),
                            .date = view_keep(arena, p.published),
                            .link = link_of(p.path, arena),
                            .score = ranked->score * (lacks ? LACKING : 1.0)};
}

static size_t insert(struct passage *out, size_t count, size_t max, struct passage one)
{
    size_t at = count;
    while (at > 0 && out[at - 1].score < one.score)
        at--;
    if (at >= max)
        return count;
    size_t kept = count < max ? count : max - 1;
    memmove(out + at + 1, out + at, (kept - at) * sizeof *out);
    out[at] = one;
    return kept + 1;
}

size_t library_find(const struct library *library, struct view question, civil_day today,
                    struct arena *arena, struct passage *out, size_t max)
{
    struct asked asked;
    struct ranked ranked[RANKED_MAX];
    size_t count = 0, found = 0;
    question_ask(library, question, arena, &asked);
    struct tally *tallies = asked.total ? calloc(library->index.passages, sizeof *tallies) : NULL;
    if (!tallies)
        return 0;
    for (size_t i = 0; i < asked.count; i++)
        count_token(&asked, i, tallies);
    found = rank(library, &asked, today, tallies, ranked);
    free(tallies);
    /* Reading only ever lowers a score: what cannot come in any more need not be read. */
    for (size_t i = 0; i < found && (count < max || ranked[i].score > out[count - 1].score); i++)
        count = insert(out, count, max, read(library, &asked, &ranked[i], arena));
    return count;
}
