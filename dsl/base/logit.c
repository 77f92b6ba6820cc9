/* logit: all that stands in a text (traits.h) counts the same, and together nearly 1: a long
 * sentence says no more than one of a dozen characters, and one of three or four says less.
 *
 * Learned by small steps down the slope of the logistic loss, lesson by lesson. With each step what
 * stands in the lesson also forgets a little: without that it learns the few sentences it stands in
 * by heart, and is too sure of all others. Nothing depends on the machine or on chance: the lessons
 * come by strides, another stride in each round. */
#include "dsl/base/logit.h"

#include <float.h>
#include <limits.h>
#include <math.h>

#include "dsl/base/traits.h"

enum { SLOT_MASK = LOGIT_SLOTS - 1, ROUNDS = 12, A_FEW = 10 /* traits */ };
static const float pace = 4, bias_pace = 0.1F, forgotten = 0.008F;

float logit_worth(size_t traits)
{
    return 1 / sqrtf((float)(traits + A_FEW));
}

void logit_shares(float *sums, size_t n)
{
    float most = sums[0], all = 0;
    for (size_t i = 1; i < n; i++)
        most = sums[i] > most ? sums[i] : most;
    for (size_t i = 0; i < n; i++)
        all += sums[i] = expf(sums[i] - most);
    for (size_t i = 0; i < n; i++)
        sums[i] /= all;
}

/* ---- learning ---- */

struct learning {
    logit_odds bias, weights[LOGIT_SLOTS];
};

/* The traits of a lesson, by number: less than a fiftieth of what traits_read() fills. */
struct numbers {
    const uint32_t *at;
    size_t n;
};

static struct numbers numbers_of(struct arena *arena, struct view text)
{
    struct traits traits;
    traits_read(&traits, text, SLOT_MASK);
    uint32_t *at = arena_raw(arena, traits.n * sizeof *at);
    for (size_t i = 0; i < traits.n; i++)
        at[i] = traits.at[i].number;
    return (struct numbers){at, traits.n};
}

static void step(struct learning *learning, struct numbers numbers, int right, float length)
{
    logit_odds wrong = {0};
    for (size_t i = 0; i < numbers.n; i++)
        for (int as = 0; as < LOGIT_CLASSES; as++)
            wrong[as] += learning->weights[numbers.at[i]][as];
    for (int as = 0; as < LOGIT_CLASSES; as++)
        wrong[as] = learning->bias[as] + logit_worth(numbers.n) * wrong[as];
    logit_shares(wrong, LOGIT_CLASSES);
    for (int as = 0; as < LOGIT_CLASSES; as++) {
        wrong[as] = length * ((float)(as == right) - wrong[as]);
        learning->bias[as] += bias_pace * wrong[as];
        wrong[as] *= pace * logit_worth(numbers.n);
    }
    for (size_t i = 0; i < numbers.n; i++)
        for (int as = 0; as < LOGIT_CLASSES; as++) {
            float *weight = &learning->weights[numbers.at[i]][as];
            *weight += wrong[as] - length * forgotten * *weight;
        }
}

static void pack(struct logit_model *model, const struct learning *learning)
{
    float greatest = FLT_MIN * SCHAR_MAX;
    for (size_t i = 0; i < LOGIT_SLOTS; i++)
        for (int as = 0; as < LOGIT_CLASSES; as++)
            greatest = fmaxf(greatest, fabsf(learning->weights[i][as]));
    model->scale = greatest / SCHAR_MAX;
    memcpy(model->bias, learning->bias, sizeof model->bias);
    for (size_t i = 0; i < LOGIT_SLOTS; i++)
        for (int as = 0; as < LOGIT_CLASSES; as++)
            model->weights[i][as] = (signed char)lrintf(learning->weights[i][as] / model->scale);
}

/* As often as each class is told of: that is all one knows of a text in which nothing stands. Small
 * steps keep it there, so that the lessons that happen to come last do not move all texts at once.
 */
static void begin(struct learning *learning, const struct logit_lesson *lessons, size_t n)
{
    logit_odds counts = {0};
    for (size_t i = 0; i < n; i++)
        counts[lessons[i].as] += lessons[i].weight;
    for (int as = 0; as < LOGIT_CLASSES; as++)
        learning->bias[as] = counts[as] > 0 ? logf(1 + counts[as]) : -INFINITY;
}

size_t logit_stride(size_t n, size_t round)
{
    for (size_t s = n / 3 + 7 * round + 1;; s++) {
        size_t a = n, b = s;
        for (size_t rest; b; a = b, b = rest)
            rest = a % b;
        if (a == 1)
            return s;
    }
}

void logit_learn(struct logit_model *model, struct arena *arena, const struct logit_lesson *lessons,
                 size_t n)
{
    struct learning *learning = ARENA_NEW(arena, struct learning);
    struct numbers *numbers = ARENA_ARRAY(arena, n, struct numbers);
    *model = (struct logit_model){0};
    if (!n)
        return;
    for (size_t i = 0; i < n; i++)
        numbers[i] = numbers_of(arena, lessons[i].text);
    begin(learning, lessons, n);
    for (size_t round = 0; round < ROUNDS; round++) {
        float length = 1 - (float)round / ROUNDS;
        size_t by = logit_stride(n, round), at = 0;
        for (size_t i = 0; i < n; i++, at = (at + by) % n)
            step(learning, numbers[at], lessons[at].as, length * lessons[at].weight);
    }
    pack(model, learning);
}

/* ---- asking ---- */

void logit_ask(const struct logit_model *model, struct view folded, logit_odds shares)
{
    struct traits traits;
    int sums[LOGIT_CLASSES] = {0};
    traits_read(&traits, folded, SLOT_MASK);
    for (size_t i = 0; i < traits.n; i++)
        for (int as = 0; as < LOGIT_CLASSES; as++)
            sums[as] += model->weights[traits.at[i].number][as];
    for (int as = 0; as < LOGIT_CLASSES; as++)
        shares[as] = model->bias[as] + (float)sums[as] * model->scale * logit_worth(traits.n);
    logit_shares(shares, LOGIT_CLASSES);
}

size_t logit_reasons(const struct logit_model *model, int as, int against, struct view folded,
                     struct view *reasons, size_t most)
{
    struct traits traits;
    float speaks[TRAITS_MAX];
    traits_read(&traits, folded, SLOT_MASK);
    for (size_t i = 0; i < traits.n; i++) {
        const signed char *weights = model->weights[traits.at[i].number];
        speaks[i] = (float)(weights[as] - weights[against]);
    }
    return traits_reasons(&traits, speaks, folded, reasons, most);
}
