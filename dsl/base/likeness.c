/* likeness: all that stands in a text (traits.h) counts the same, and together 1: a long sentence
 * says no more than a short one.
 *
 * Learned by small steps down the slope of the logistic loss, lesson by lesson. Nothing depends on
 * the machine or on chance: the lessons come by strides, another stride in each round. */
#include "dsl/base/likeness.h"

#include <float.h>
#include <limits.h>
#include <math.h>

#include "dsl/base/traits.h"
#include "dsl/base/utf8.h"

enum { HEARD_MAX = 80 /* characters */, SLOT_MASK = LIKENESS_SLOTS - 1 };
enum { HEARD_LEAST = 12 /* bytes: four characters, or three words of letters */, ROUNDS = 12 };
static const float pace = 4, bias_pace = 0.4F;

static const int grades[LIKES] = {
#define LIKE(name, grade, heard) grade,
#include "dsl/base/like_table.h"
#undef LIKE
};

/* So much of the odds, together with those graver, is enough for a grade. To take danger for
 * certain somebody is called away from other work; a word too many only takes a line. */
static const float enough[] = {0.6F, 0.25F, 0};

/* A long text tells of much, so it is heard piece by piece: with each there is one more chance to
 * err. Of a long one only the gravest grade counts, and only where it is nearly certain. */
static const float enough_of_piece = 0.85F;
enum { PIECE_LEAST = 20 /* characters, then up to the next mark */ };

static const char *const names[LIKES] = {
#define LIKE(name, grade, heard) #name,
#include "dsl/base/like_table.h"
#undef LIKE
};

const char *like_name(enum like like)
{
    return names[like];
}

enum like like_named(struct view name)
{
    int like = 0;
    while (like < LIKES && !view_is(name, names[like]))
        like++;
    return (enum like)like;
}

/* ---- how likely each cue is ---- */

/* What one of the traits counts. */
static float share_of(const struct traits *traits)
{
    return traits->n ? 1 / sqrtf((float)traits->n) : 0;
}

typedef float odds[LIKES];

/* From sums of weights, to shares that add up to 1. */
static void share_out(odds sums)
{
    float most = sums[0], all = 0;
    for (int as = 1; as < LIKES; as++)
        most = fmaxf(most, sums[as]);
    for (int as = 0; as < LIKES; as++)
        all += sums[as] = expf(sums[as] - most);
    for (int as = 0; as < LIKES; as++)
        sums[as] /= all;
}

/* ---- learning ---- */

struct learning {
    odds bias, weights[LIKENESS_SLOTS];
};

static void step(struct learning *learning, const struct traits *traits, enum like right,
                 float length)
{
    odds wrong = {0};
    for (size_t i = 0; i < traits->n; i++)
        for (int as = 0; as < LIKES; as++)
            wrong[as] += learning->weights[traits->at[i].number][as];
    for (int as = 0; as < LIKES; as++)
        wrong[as] = learning->bias[as] + share_of(traits) * wrong[as];
    share_out(wrong);
    for (int as = 0; as < LIKES; as++) {
        wrong[as] = length * ((float)(as == (int)right) - wrong[as]);
        learning->bias[as] += bias_pace * wrong[as];
        wrong[as] *= pace * share_of(traits);
    }
    for (size_t i = 0; i < traits->n; i++)
        for (int as = 0; as < LIKES; as++)
            learning->weights[traits->at[i].number][as] += wrong[as];
}

static void pack(struct likeness_model *likeness, const struct learning *learning)
{
    float greatest = FLT_MIN * SCHAR_MAX;
    for (size_t i = 0; i < LIKENESS_SLOTS; i++)
        for (int as = 0; as < LIKES; as++)
            greatest = fmaxf(greatest, fabsf(learning->weights[i][as]));
    likeness->scale = greatest / SCHAR_MAX;
    memcpy(likeness->bias, learning->bias, sizeof likeness->bias);
    for (size_t i = 0; i < LIKENESS_SLOTS; i++)
        for (int as = 0; as < LIKES; as++)
            likeness->weights[i][as] =
                (signed char)lrintf(learning->weights[i][as] / likeness->scale);
}

/* A number without a common factor with n: by its multiples every lesson is come to once. */
static size_t stride(size_t n, size_t round)
{
    for (size_t s = n / 3 + 7 * round + 1;; s++) {
        size_t a = n, b = s;
        for (size_t rest; b; a = b, b = rest)
            rest = a % b;
        if (a == 1)
            return s;
    }
}

void likeness_learn(struct likeness_model *likeness, struct arena *arena,
                    const struct likeness_lesson *lessons, size_t n)
{
    struct learning *learning = ARENA_NEW(arena, struct learning);
    struct traits *traits = ARENA_ARRAY(arena, n, struct traits);
    bool held_against = false;
    *likeness = (struct likeness_model){0};
    for (size_t i = 0; i < n; i++) {
        traits_read(&traits[i], lessons[i].text, SLOT_MASK);
        held_against |= lessons[i].as == LIKES - 1;
    }
    for (size_t round = 0; held_against && round < ROUNDS; round++) {
        float length = 1 - (float)round / ROUNDS;
        size_t by = stride(n, round), at = 0;
        for (size_t i = 0; i < n; i++, at = (at + by) % n)
            step(learning, &traits[at], lessons[at].as, length);
    }
    if (held_against)
        pack(likeness, learning);
}

/* ---- hearing ---- */

/* All alike where nothing was learned. */
static void weigh(const struct likeness_model *likeness, const struct traits *traits, odds shares)
{
    int sums[LIKES] = {0};
    for (size_t i = 0; i < traits->n; i++)
        for (int as = 0; as < LIKES; as++)
            sums[as] += likeness->weights[traits->at[i].number][as];
    for (int as = 0; as < LIKES; as++)
        shares[as] = likeness->bias[as] + (float)sums[as] * likeness->scale * share_of(traits);
    share_out(shares);
}

/* The likeliest of a grade. */
static enum like best_of(const odds shares, int grade)
{
    int best = LIKES - 1;
    for (int as = LIKES - 1; as >= 0; as--)
        if (grades[as] == grade && (grades[best] != grade || shares[as] >= shares[best]))
            best = as;
    return (enum like)best;
}

/* The odds of a text as a whole. */
static void hear(const struct likeness_model *likeness, struct view folded, odds shares)
{
    struct traits traits;
    traits_read(&traits, folded, SLOT_MASK);
    weigh(likeness, &traits, shares);
}

static bool is_long(struct view folded)
{
    return utf8_length(folded) > HEARD_MAX;
}

/* From the beginning to a mark, or as much as is heard at once. */
static struct view first_piece(struct view text)
{
    size_t at = 0;
    for (int n = 0; n < HEARD_MAX && at < text.n; n++) {
        size_t from = at;
        if (!traits_pass(text, &at) && n >= PIECE_LEAST)
            return view_sub(text, 0, from);
    }
    return view_sub(text, 0, at);
}

static float gravest_share(const odds shares)
{
    float sum = 0;
    for (int as = 0; as < LIKES && grades[as] == 0; as++)
        sum += shares[as];
    return sum;
}

/* Of a long text the piece that is most of the gravest grade, else all of it; and its odds. */
static struct view gravest_piece(const struct likeness_model *likeness, struct view folded,
                                 odds shares)
{
    struct view gravest = folded;
    hear(likeness, folded, shares);
    float most = -1;
    for (struct view rest = is_long(folded) ? folded : VIEW(""); rest.n;) {
        odds of_piece;
        struct view piece = first_piece(rest);
        rest = view_sub(rest, piece.n, rest.n);
        hear(likeness, piece, of_piece);
        if (gravest_share(of_piece) <= most)
            continue;
        most = gravest_share(of_piece);
        gravest = piece;
        memcpy(shares, of_piece, sizeof of_piece);
    }
    return gravest;
}

enum like likeness_of(const struct likeness_model *likeness, struct view folded)
{
    odds shares;
    float sum = 0;
    int as = 0;
    if (likeness->scale == 0 || folded.n < HEARD_LEAST)
        return LIKES - 1;
    gravest_piece(likeness, folded, shares);
    if (is_long(folded))
        return gravest_share(shares) < enough_of_piece ? LIKES - 1 : best_of(shares, 0);
    while ((sum += shares[as]) < enough[grades[as]])
        as++;
    return best_of(shares, grades[as]);
}

enum like likeness_gravest(const struct likeness_model *likeness, struct view folded)
{
    odds shares;
    gravest_piece(likeness, folded, shares);
    return best_of(shares, grades[0]);
}

size_t likeness_reasons(const struct likeness_model *likeness, enum like as, struct view folded,
                        struct view *reasons, size_t most)
{
    struct traits traits;
    float speaks[TRAITS_MAX];
    odds shares;
    folded = gravest_piece(likeness, folded, shares);
    traits_read(&traits, folded, SLOT_MASK);
    for (size_t i = 0; i < traits.n; i++) { /* against the last cue */
        const signed char *weights = likeness->weights[traits.at[i].number];
        speaks[i] = (float)(weights[as] - weights[LIKES - 1]);
    }
    return traits_reasons(&traits, speaks, folded, reasons, most);
}
