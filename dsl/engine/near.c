/* near: pieces of words instead of words.
 *
 * People say "pitch dark" in a hundred ways, and no list has them all; but a way that no list has
 * shares characters with those that it has, and with the duty's name. So a text and all that is
 * known of a duty are cut into grams, which are characters, pairs of characters and English words;
 * and what they have in common is weighed as search engines do it (BM25): what few duties have
 * counts more, what a duty has several times a little more, a long list a little less.
 *
 * Characters that only hold a sentence together say nothing, nor do pairs of two such. One
 * character alone says little: a duty speaks plainly only where a pair or an English word is in
 * common, and by a score that grows with the number of duties, as each one's chance of meeting it
 * does.
 *
 * Which duties have a gram is looked up (near_index.c), so a call goes over what the text has in
 * common with the rules and not over the rules. */
#include "dsl/engine/near.h"

#include <math.h>

#include "dsl/engine/layout.h"
#include "dsl/engine/meant.h"
#include "dsl/engine/near_index.h"

static const double saturation = 1.2, plain_least = 3.2;
/* Of all that may be meant: each duty, also against the first one, those offered together, and what
 * is no matter. Five that share a chance word with the text come to less. */
static const float said_least = 0.04F, said_beside = 0.2F, said_together = 0.3F, none_most = 0.4F;
/* An English word is as much as a Chinese one: two characters and the pair of them. */
static const double english_weight = 3;

struct ranking {
    const struct rules *rules;
    const struct near_index *index; /* NULL: by people's sayings */
    double *scores;                 /* by duty */
    bool *pairs;                    /* by duty: a pair or an English word is in common */
};

static void score_gram(struct ranking *ranking, uint64_t name)
{
    const struct near_gram *gram = near_gram_find(ranking->index, name);
    if (!gram)
        return;
    const struct near_has *has = ranking->index->has + gram->at;
    double weight = (gram_is_english(name) ? english_weight : 1) * gram->rare;
    for (uint32_t i = 0; i < gram->n; i++) {
        double part = saturation * ranking->index->part[has[i].duty];
        ranking->scores[has[i].duty] +=
            weight * has[i].count * (saturation + 1) / (has[i].count + part);
        ranking->pairs[has[i].duty] |= gram_is_pair(name);
    }
}

static bool before(const struct ranking *ranking, const struct near *a, const struct near *b)
{
    const struct frequency *often = ranking->rules->frequency;
    if (a->score != b->score)
        return a->score > b->score;
    if (frequency_of(often, a->duty) != frequency_of(often, b->duty))
        return frequency_of(often, a->duty) > frequency_of(often, b->duty);
    return ranking->index && ranking->index->lengths[a->duty] > ranking->index->lengths[b->duty];
}

static size_t insert(const struct ranking *ranking, struct near near, struct near *out, size_t n,
                     size_t max)
{
    size_t at = n;
    while (at > 0 && before(ranking, &near, &out[at - 1]))
        at--;
    if (at == max)
        return n;
    n += n < max;
    memmove(&out[at + 1], &out[at], (n - at - 1) * sizeof *out);
    out[at] = near;
    return n;
}

/* ---- where people's sayings are known ---- */

/* The same by what people say (meant.h): the score is the duty's share. */
static size_t said_duties(const struct recognition *recognition, int category, struct near *out,
                          size_t max)
{
    const struct rules *rules = recognition->rules;
    const struct ranking ranking = {.rules = rules};
    const struct saying_meant *meant = meant_of(recognition);
    const float *shares = meant ? meant->shares : NULL;
    int duties = image_duties_count(rules);
    bool matter = shares && shares[duties] < none_most;
    float first = 0, together = 0;
    size_t n = 0;
    for (int d = 0; shares && d < duties; d++)
        first = shares[d] > first ? shares[d] : first;
    float least = said_beside * first > said_least ? said_beside * first : said_least;
    for (int d = 0; shares && max && d < duties; d++) {
        if (category != NONE && image_claims(rules)[d].category != category)
            continue;
        bool plain = matter && shares[d] >= least;
        together += plain ? shares[d] : 0;
        n = insert(&ranking, (struct near){d, shares[d], plain}, out, n, max);
    }
    for (size_t i = 0; i < n; i++)
        out[i].plain &= together >= said_together;
    return n;
}

/* ---- by either ---- */

size_t near_duties(struct arena *arena, const struct recognition *recognition, int category,
                   struct near *out, size_t max)
{
    const struct rules *rules = recognition->rules;
    if (image_saying_things_count(rules))
        return said_duties(recognition, category, out, max);
    struct view folded = meant_text(arena, recognition);
    uint32_t duties = (uint32_t)image_duties_count(rules);
    uint64_t grams[TEXT_GRAMS];
    struct ranking ranking = {rules, rules->near ? rules->near : near_index_new(rules, arena),
                              ARENA_ARRAY(arena, duties + 1, double),
                              ARENA_ARRAY(arena, duties + 1, bool)};
    size_t gram_count = grams_of_text(&ranking.index->loose, folded, grams), n = 0;
    if (!gram_count) /* "hello", "are you there": nothing that tells duties apart */
        return 0;
    for (size_t i = 0; i < gram_count; i++)
        score_gram(&ranking, grams[i]);
    double least = plain_least * log(1 + duties);
    for (uint32_t d = 0; d < duties && max; d++) {
        if (category != NONE && image_claims(rules)[d].category != category)
            continue;
        double score = ranking.scores[d];
        struct near near = {(int)d, score, ranking.pairs[d] && score >= least};
        n = insert(&ranking, near, out, n, max);
    }
    return n;
}

size_t near_offered(struct arena *arena, const struct recognition *recognition,
                    struct near out[NEAR_OFFERED])
{
    size_t n = near_duties(arena, recognition, NONE, out, NEAR_OFFERED), offered = 0;
    double least = n && !image_saying_things_count(recognition->rules) ? out[0].score / 2 : 0;
    while (offered < n && out[offered].plain && out[offered].score >= least)
        offered++;
    return offered;
}
