/* weigh: the citizen's own words against those of others (matter.h, rule 7). Runs only where a text
 * has words that are denied or reported; few have, and those are short lists, so each is held
 * against all. */
#include "dsl/engine/weigh.h"

#include "dsl/engine/layout.h"

/* Do the citizen's own words name a category by its or its duties' words? */
static bool names_category(const struct recognition *recognition)
{
    for (size_t i = 0; i < recognition->evidence_count; i++) {
        const struct evidence *one = &recognition->evidence[i];
        if (one->stance == STANCE_OWN && (one->use == USE_CATEGORY || one->use == USE_DUTY))
            return true;
    }
    return false;
}

static bool speaks_of(const struct recognition *recognition, int category)
{
    for (size_t i = 0; i < recognition->evidence_count; i++) {
        const struct evidence *one = &recognition->evidence[i];
        if (one->stance == STANCE_OWN && one->category == category)
            return true;
    }
    return false;
}

static bool says_fact(const struct recognition *recognition, int fact)
{
    for (size_t i = 0; i < recognition->evidence_count; i++) {
        const struct evidence *one = &recognition->evidence[i];
        if (one->stance == STANCE_OWN && one->use == USE_VALUE && one->index == fact)
            return true;
    }
    return false;
}

static bool counts(const struct recognition *recognition, const struct evidence *one, bool named)
{
    if (one->stance != STANCE_REPORTED)
        return one->stance == STANCE_OWN;
    if (one->use == USE_VALUE && says_fact(recognition, one->index))
        return false;
    return !named || one->category == NONE || speaks_of(recognition, one->category);
}

void evidence_weigh(struct recognition *recognition, struct arena *arena)
{
    size_t n = recognition->evidence_count, kept = 0;
    bool named = names_category(recognition);
    struct evidence *all = recognition->evidence;
    struct evidence *keep = ARENA_ARRAY(arena, n + 1, struct evidence);
    recognition->passed = ARENA_ARRAY(arena, n + 1, struct evidence);
    for (size_t i = 0; i < n; i++)
        if (counts(recognition, &all[i], named))
            keep[kept++] = all[i];
        else
            recognition->passed[recognition->passed_count++] = all[i];
    recognition->evidence = keep;
    recognition->evidence_count = kept;
}
