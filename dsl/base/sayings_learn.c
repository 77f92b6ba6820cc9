/* sayings_learn: multinomial logistic regression (logit.h) over the groups, of which each trait
 * votes only for those whose things have it. All that stands in a text counts the same, and
 * together nearly 1. A group's vote is what the regression says beyond how often the group is told
 * of: added to the logarithms of what is counted, it moves groups against each other and leaves the
 * things of a group in proportion.
 *
 * As in logit.c nothing depends on the machine or on chance: small steps, by strides, each
 * forgetting a little. */
#include "dsl/base/sayings.h"

#include <math.h>

#include "dsl/base/logit.h"
#include "dsl/base/traits.h"
#include "dsl/base/vec.h"

static const float pace = 4, bias_pace = 0.1F, forgotten = 0.008F;

/* The votes of a trait, by place. */
struct run {
    uint32_t at, end;
};

/* A piece of a sentence. */
struct lesson {
    const struct run *traits;
    size_t n;
    int32_t group;
};

typedef VEC(struct lesson) lesson_list;

struct learning {
    const struct sayings *sayings;
    struct arena *arena;
    lesson_list lessons;
    float *weights;      /* by vote */
    float *bias, *wrong; /* by group */
};

static void add_lesson(struct learning *learning, struct view piece, int32_t group)
{
    const struct sayings *sayings = learning->sayings;
    struct traits read;
    struct lesson lesson = {.group = group};
    traits_read(&read, piece, UINT32_MAX);
    struct run *traits = arena_raw(learning->arena, (read.n + 1) * sizeof *traits);
    for (size_t i = 0; i < read.n; i++) {
        const struct saying_trait *trait = sayings_trait(sayings, read.at[i].number);
        if (trait)
            traits[lesson.n++] = (struct run){trait->votes, trait[1].votes};
    }
    lesson.traits = traits;
    if (lesson.n)
        VEC_ADD(learning->arena, &learning->lessons, lesson);
}

static void step(struct learning *learning, const struct lesson *lesson, float length)
{
    const struct saying_vote *votes = learning->sayings->votes;
    float *wrong = learning->wrong, *weights = learning->weights, share = logit_worth(lesson->n);
    size_t groups = learning->sayings->group_count;
    memset(wrong, 0, groups * sizeof *wrong);
    for (size_t i = 0; i < lesson->n; i++)
        for (uint32_t k = lesson->traits[i].at; k < lesson->traits[i].end; k++)
            wrong[votes[k].group] += weights[k];
    for (size_t group = 0; group < groups; group++)
        wrong[group] = learning->bias[group] + share * wrong[group];
    logit_shares(wrong, groups);
    wrong[lesson->group]--;
    for (size_t group = 0; group < groups; group++) {
        learning->bias[group] -= bias_pace * length * wrong[group];
        wrong[group] *= pace * share * length;
    }
    float kept = 1 - length * forgotten;
    for (size_t i = 0; i < lesson->n; i++)
        for (uint32_t k = lesson->traits[i].at; k < lesson->traits[i].end; k++)
            weights[k] = kept * weights[k] - wrong[votes[k].group];
}

/* How often each group is told of, as a logarithm. */
static float *told(const struct learning *learning)
{
    size_t groups = learning->sayings->group_count;
    float *logs = ARENA_ARRAY(learning->arena, groups, float);
    for (size_t i = 0; i < learning->lessons.n; i++)
        logs[learning->lessons.at[i].group]++;
    for (size_t group = 0; group < groups; group++)
        logs[group] = logf(1 + logs[group]);
    return logs;
}

static void learn(struct learning *learning, size_t rounds)
{
    size_t n = learning->lessons.n;
    for (size_t round = 0; n && round < rounds; round++) {
        float length = 1 - (float)round / (float)rounds;
        size_t by = logit_stride(n, round), at = 0;
        for (size_t i = 0; i < n; i++, at = (at + by) % n)
            step(learning, &learning->lessons.at[at], length);
    }
}

static int16_t pack(float weight)
{
    weight *= SAYING_VOTE_UNIT;
    return (int16_t)lrintf(fminf(fmaxf(weight, -INT16_MAX), INT16_MAX));
}

void sayings_learn(struct sayings *sayings, struct arena *arena, const struct saying *list,
                   size_t n, size_t rounds, float voted)
{
    size_t groups = sayings->group_count;
    struct learning learning = {.sayings = sayings,
                                .arena = arena,
                                .weights = ARENA_ARRAY(arena, sayings->vote_count, float),
                                .wrong = ARENA_ARRAY(arena, groups, float)};
    struct saying_vote *votes = arena_raw(arena, (sayings->vote_count + 1) * sizeof *votes);
    struct view piece;
    for (size_t i = 0; i < n; i++) {
        bool other = list[i].of == SAYING_OTHER;
        int32_t group = other ? (int32_t)groups - 1 : sayings->things[list[i].of].group;
        for (size_t at = 0; sayings_piece(list[i].text, &at, &piece);)
            add_lesson(&learning, piece, group);
    }
    float *before = told(&learning);
    learning.bias = told(&learning);
    learn(&learning, rounds);
    for (size_t i = 0; i < sayings->vote_count; i++)
        votes[i] = (struct saying_vote){sayings->votes[i].group, pack(voted * learning.weights[i])};
    for (size_t group = 0; group < groups; group++)
        learning.bias[group] = voted * (learning.bias[group] - before[group]);
    sayings->votes = votes;
    sayings->groups = learning.bias;
}
