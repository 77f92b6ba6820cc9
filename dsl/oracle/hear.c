/* hear: what a citizen says next in a talk about one matter, heard as the conversation hears it
 * (gateway/talk): a test of several turns then says what a citizen would see.
 *
 *  - An answer to the pending question settles it; what else the text says is taken too.
 *  - With a word of 修改, or when nothing was left to ask, the text corrects: of a fact that it
 * names anew the value known before goes, and what a menu had settled no longer holds.
 *  - Otherwise a settled fact that is now spoken of differently is open again, to be asked.
 *  - Time, day and place are replaced; a wider place around the known one makes it no vaguer. */
#include "dsl/oracle/standing.h"

static bool knows(const struct matter *matter, int fact, int value)
{
    for (int i = 0; i < matter->fact_count; i++)
        if (matter->facts[i].fact == fact && matter->facts[i].value == value)
            return true;
    return false;
}

/* Does the text give the fact a value that it had not before? */
static bool says_otherwise(const struct oracle_reading *reading, const struct matter *before,
                           int fact)
{
    for (size_t i = 0; i < reading->evidence.n; i++) {
        const struct oracle_evidence *one = &reading->evidence.at[i];
        if (one->use == ORACLE_VALUE && one->index == fact && !knows(before, fact, one->value))
            return true;
    }
    return false;
}

static bool scored(const struct score *scores, int count, int index)
{
    for (int i = 0; i < count; i++)
        if (scores[i].index == index)
            return true;
    return false;
}

static void keep_nearer(const struct model *model, struct matter *matter,
                        const struct matter *before)
{
    if (before->place_count != 1 || matter->place_count != 1)
        return;
    const struct area *outer = &model->areas.at[matter->places[0]];
    int first = model->areas.at[before->places[0]].first;
    if (first >= outer->first && first < outer->last)
        matter->places[0] = before->places[0];
}

static void take(const struct model *model, struct matter *matter,
                 const struct oracle_reading *reading, struct civil_time now)
{
    struct matter before = *matter;
    oracle_add(model, matter, reading, now);
    keep_nearer(model, matter, &before);
}

/* 设 of a fact says which category is meant, and is no menu. */
static bool pinned_by_given(const struct model *model, const struct matter *matter)
{
    for (int i = 0; i < matter->fact_count; i++)
        if (matter->facts[i].source == FROM_GIVEN &&
            model->facts.at[matter->facts[i].fact].category == matter->pinned_category)
            return true;
    return false;
}

static void unpin(const struct model *model, struct matter *matter, const struct matter *said)
{
    if (said->category_count && !pinned_by_given(model, matter) &&
        !scored(said->categories, said->category_count, matter->pinned_category))
        matter->pinned_category = NONE;
    if (said->duty_count && !scored(said->duties, said->duty_count, matter->pinned_duty))
        matter->pinned_duty = NONE;
}

/* Of the values now named, the one known before goes. */
static void correct(const struct model *model, struct matter *matter, const struct matter *before,
                    const struct oracle_reading *reading, const struct matter *said,
                    struct civil_time now)
{
    *matter = *before;
    unpin(model, matter, said);
    matter->fact_count = 0;
    for (int i = 0; i < before->fact_count; i++)
        if (before->facts[i].source == FROM_GIVEN ||
            !says_otherwise(reading, before, before->facts[i].fact))
            matter->facts[matter->fact_count++] = before->facts[i];
    take(model, matter, reading, now);
    int kept = 0;
    for (int i = 0; i < matter->fact_count; i++) {
        struct known one = matter->facts[i];
        if (one.source == FROM_GIVEN || !says_otherwise(reading, before, one.fact) ||
            !knows(before, one.fact, one.value))
            matter->facts[kept++] = one;
    }
    matter->fact_count = kept;
}

/* What an answer settled and the citizen now speaks of otherwise is open again. What 设 settled in
 * a test stays. */
static void reopen(struct matter *matter, const struct oracle_reading *reading)
{
    for (int i = 0; i < matter->fact_count; i++) {
        struct known *known = &matter->facts[i];
        for (size_t k = 0; k < reading->evidence.n; k++) {
            const struct oracle_evidence *one = &reading->evidence.at[k];
            if (known->source == FROM_ANSWER && known->value != NONE && one->use == ORACLE_VALUE &&
                one->index == known->fact && one->value != known->value)
                known->source = FROM_WORDS;
        }
    }
}

static bool says_something(const struct matter *said)
{
    return said->category_count || said->duty_count || said->fact_count || said->time.known ||
           said->has_day || said->weekdays || said->place_count;
}

enum oracle_heard oracle_hear(const struct model *model, struct matter *matter,
                              const struct decision *decision, const struct oracle_reading *reading,
                              struct civil_time now, bool begun)
{
    struct matter before = *matter, said = matter_empty();
    oracle_add(model, &said, reading, now);
    if (begun && reading->talk[TALK_CHANGE] && says_something(&said)) {
        correct(model, matter, &before, reading, &said, now);
        return HEARD_CORRECTION;
    }
    take(model, matter, reading, now);
    if (decision->ask == ASK_VARIABLE && decision->variable.kind == VAR_TIME)
        matter->time = before.time; /* an answer is held against what was known before it */
    if (oracle_answer(model, matter, decision, reading, now))
        return HEARD_ANSWER;
    *matter = before;
    if (begun && decision->ask == ASK_NONE) {
        correct(model, matter, &before, reading, &said, now);
        return says_something(&said) ? HEARD_CORRECTION : HEARD_MORE;
    }
    reopen(matter, reading);
    take(model, matter, reading, now);
    return HEARD_MORE;
}
