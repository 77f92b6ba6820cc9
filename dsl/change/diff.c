/* diff: the whole comparison, from two models to a report. Pairs first; then what things say; then
 * what conditions mean. What turns out equal was listed on the way and is dropped at the end, so
 * that nobody has to know beforehand whether there will be anything to tell. */
#include "dsl/change/compare.h"

static const char *const nouns[][2] = {
#define NOUN(name, zh, en) {zh, en},
#include "dsl/change/nouns.h"
#undef NOUN
};

static const char *const relations[][3] = {
#define RELATION(name, word, zh, en) {zh, en, word},
#include "dsl/change/relations.h"
#undef RELATION
};

const char *diff_noun_name(enum diff_noun noun, enum diag_language language)
{
    return nouns[noun][language == DIAG_EN];
}

const char *diff_relation_name(enum diff_relation relation, enum diag_language language)
{
    return relations[relation][language == DIAG_EN];
}

const char *diff_relation_word(enum diff_relation relation)
{
    return relations[relation][2];
}

static bool differ(const struct diff_words *told)
{
    return told->added.n || told->removed.n;
}

/* A pair that means the same but says something else beside it. */
static void settle(struct diff_item *item)
{
    if (item->relation == DIFF_EQUAL &&
        (item->terms.n || differ(&item->words) || differ(&item->said) || differ(&item->asked)))
        item->relation = DIFF_TERMS;
}

static void drop_equal(struct diff_report *report)
{
    size_t kept = 0;
    for (size_t i = 0; i < report->items.n; i++) {
        struct diff_item *item = &report->items.at[i];
        bool judged = item->noun == DIFF_DUTY || item->noun == DIFF_POLICY;
        settle(item);
        report->equal += judged && item->relation == DIFF_EQUAL;
        report->undecided += item->relation == DIFF_UNDECIDED;
        if (item->relation != DIFF_EQUAL)
            report->items.at[kept++] = *item;
    }
    report->items.n = kept;
}

/* By noun, then as they were found. */
static void sort_items(struct diff_report *report)
{
    struct diff_item *sorted = ARENA_ARRAY(report->arena, report->items.n + 1, struct diff_item);
    size_t n = 0;
    for (int noun = 0; noun < DIFF_NOUNS; noun++)
        for (size_t i = 0; i < report->items.n; i++)
            if ((int)report->items.at[i].noun == noun)
                sorted[n++] = report->items.at[i];
    report->items.at = sorted;
}

struct diff_report *diff_rules(struct arena *arena, const struct model *old,
                               const struct model *new)
{
    struct diff_report *report = ARENA_ARRAY(arena, 1, struct diff_report);
    *report = (struct diff_report){.arena = arena, .old = old, .new = new};
    struct compare compare = {.arena = arena, .joint = joint_of(arena, old, new), .report = report};
    compare_pair(&compare);
    compare_nouns(&compare);
    compare_duties(&compare);
    compare_policies(&compare);
    drop_equal(report);
    sort_items(report);
    compare_name_items(&compare);
    return report;
}
