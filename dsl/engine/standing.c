/* standing: one category worked out (matter.h, rules 2 to 4): what is meant by the words, what each
 * condition says, and which duty wins if it can be said already.
 *
 * The conditions are evaluated once and kept, the matter is laid over them. So trying out an answer
 * (standing_alive) only looks again at conditions that were OPEN. */
#include "dsl/engine/standing.h"

static bool worded(const struct inquiry *inquiry, int duty)
{
    return image_duties(inquiry->rules)[duty].has_words != 0;
}

int standing_score(const struct matter *matter, int duty)
{
    for (int i = 0; i < matter->duty_count; i++)
        if (matter->duties[i].index == duty)
            return matter->duties[i].score;
    return 0;
}

/* ---- what is meant ---- */

static bool of_category(const struct inquiry *inquiry, int duty, int category)
{
    return duty >= 0 && duty < image_duties_count(inquiry->rules) &&
           image_duties(inquiry->rules)[duty].category == category;
}

static void take_meant(struct standing *standing, enum meant meant, int duty)
{
    standing->meant = meant;
    standing->several[standing->several_count++] = duty;
}

static void read_words(const struct inquiry *inquiry, struct standing *standing)
{
    int best = 0;
    for (int i = 0; i < inquiry->matter->duty_count; i++) {
        const struct score *score = &inquiry->matter->duties[i];
        if (!of_category(inquiry, score->index, standing->category))
            continue;
        if (!standing->several_count)
            best = score->score;
        if (WITHIN_MARGIN(best, score->score))
            take_meant(standing, standing->several_count ? MEANT_SEVERAL : MEANT_ONE,
                       score->index);
    }
}

static void read_meant(const struct inquiry *inquiry, struct standing *standing)
{
    int pinned = inquiry->matter->pinned_duty;
    if (pinned == OTHER_MATTER)
        standing->meant = MEANT_OTHER;
    else if (of_category(inquiry, pinned, standing->category))
        take_meant(standing, MEANT_ONE, pinned);
    else
        read_words(inquiry, standing);
}

static enum truth condition_of(const struct inquiry *inquiry, int duty)
{
    return truth_of(inquiry, image_duties(inquiry->rules)[duty].when);
}

/* Of several that are meant, those stay that their conditions allow; one alone is it. */
static void narrow_several(const struct inquiry *inquiry, struct standing *standing)
{
    int left = 0;
    for (int i = 0; i < standing->several_count; i++)
        if (condition_of(inquiry, standing->several[i]) != NO)
            standing->several[left++] = standing->several[i];
    standing->several_count = left;
    if (left == 1)
        standing->meant = MEANT_ONE;
}

static bool among(const struct standing *standing, int duty)
{
    for (int i = 0; i < standing->several_count; i++)
        if (standing->several[i] == duty)
            return true;
    return false;
}

/* ---- how each duty stands ---- */

static bool plain_alive(const struct inquiry *inquiry, const struct standing *standing)
{
    for (uint32_t i = 0; i < standing->count; i++)
        if (standing->condition[i] != NO && !worded(inquiry, standing->duties[i]))
            return true;
    return false;
}

/* Is this duty what is meant? plain: a duty without words is left. */
static enum truth matter_truth(const struct inquiry *inquiry, const struct standing *standing,
                               int duty, bool plain)
{
    switch (standing->meant) {
    case MEANT_ONE: return among(standing, duty) ? YES : NO;
    case MEANT_SEVERAL: return among(standing, duty) ? OPEN : NO;
    case MEANT_OTHER: return worded(inquiry, duty) ? NO : YES;
    case MEANT_NOTHING: break;
    }
    return !worded(inquiry, duty) ? YES : plain ? NO : OPEN;
}

static void settle_truths(const struct inquiry *inquiry, struct standing *standing)
{
    for (uint32_t i = 0; i < standing->count; i++)
        standing->condition[i] = (unsigned char)condition_of(inquiry, standing->duties[i]);
    if (standing->meant == MEANT_SEVERAL)
        narrow_several(inquiry, standing);
    bool plain = standing->meant == MEANT_NOTHING && plain_alive(inquiry, standing);
    for (uint32_t i = 0; i < standing->count; i++) {
        enum truth truth = (enum truth)standing->condition[i];
        if (truth != NO) {
            enum truth meant = matter_truth(inquiry, standing, standing->duties[i], plain);
            truth = meant == NO ? NO : meant == YES ? truth : OPEN;
        }
        standing->truth[i] = (unsigned char)truth;
    }
}

/* ---- who wins ---- */

static int doubled_fact(const struct inquiry *inquiry, const struct standing *standing)
{
    for (uint32_t i = 0; i < standing->count; i++) {
        const struct image_duty *duty = &image_duties(inquiry->rules)[standing->duties[i]];
        if (standing->truth[i] == NO)
            continue;
        int fact = truth_doubled_fact(inquiry, duty->when);
        for (uint32_t b = 0; fact == NONE && b < duty->branches.n; b++)
            fact = truth_doubled_fact(inquiry,
                                      image_branches(inquiry->rules)[duty->branches.at + b].when);
        if (fact != NONE)
            return fact;
    }
    return NONE;
}

static enum truth truth_of_duty(const struct standing *standing, int duty)
{
    for (uint32_t i = 0; i < standing->count; i++)
        if (standing->duties[i] == duty)
            return (enum truth)standing->truth[i];
    return NO;
}

/* Does a duty that goes before this one hold, or might it? */
static bool beaten(const struct inquiry *inquiry, const struct standing *standing, int duty)
{
    struct image_run run = image_duties(inquiry->rules)[duty].beaten_by;
    for (uint32_t i = 0; i < run.n; i++)
        if (truth_of_duty(standing, image_ints(inquiry->rules)[run.at + i]) != NO)
            return true;
    return false;
}

static void conclude(const struct inquiry *inquiry, struct standing *standing)
{
    bool alive = false;
    if (standing->meant == MEANT_SEVERAL && standing->several_count > 1) {
        standing->kind = STANDS_BETWEEN_MATTERS;
        return;
    }
    standing->fact = doubled_fact(inquiry, standing);
    if (standing->fact != NONE) {
        standing->kind = STANDS_BETWEEN_VALUES;
        return;
    }
    for (uint32_t i = 0; i < standing->count && standing->decided == NONE; i++) {
        alive |= standing->truth[i] != NO;
        if (standing->truth[i] == YES && !beaten(inquiry, standing, standing->duties[i]))
            standing->decided = standing->duties[i];
    }
    standing->kind = standing->decided != NONE ? STANDS_DECIDED : alive ? STANDS_OPEN : STANDS_EMPTY;
}

void standing_of(const struct inquiry *inquiry, int category, struct standing *standing)
{
    const struct image_category *self = &image_categories(inquiry->rules)[category];
    standing->category = category;
    standing->self = self;
    standing->duties = image_ints(inquiry->rules) + self->duties.at;
    standing->count = self->duties.n;
    standing->meant = MEANT_NOTHING;
    standing->several_count = 0;
    standing->decided = standing->fact = NONE;
    read_meant(inquiry, standing);
    settle_truths(inquiry, standing);
    conclude(inquiry, standing);
}

/* ---- trying out ---- */

static bool alive_alone(const struct inquiry *inquiry, const struct standing *standing, uint32_t i)
{
    enum truth before = (enum truth)standing->condition[i];
    if (before == OPEN && inquiry->assuming)
        return condition_of(inquiry, standing->duties[i]) != NO;
    return before != NO;
}

int standing_alive(const struct inquiry *inquiry, const struct standing *standing)
{
    int plain = 0, with_words = 0;
    for (uint32_t i = 0; i < standing->count; i++) {
        bool has_words = worded(inquiry, standing->duties[i]);
        bool listed = standing->meant == MEANT_ONE || standing->meant == MEANT_SEVERAL;
        if (listed ? !among(standing, standing->duties[i])
                   : has_words && (standing->meant == MEANT_OTHER || plain))
            continue;
        if (!alive_alone(inquiry, standing, i))
            continue;
        if (has_words || listed)
            with_words++;
        else
            plain++;
    }
    return plain ? plain : with_words;
}
