/* policy: a policy's condition held against what is known of one enterprise. Three answers: what is
 * not known leaves a condition open, and so does a ratio whose denominator is zero or unknown.
 * Ratios are compared as fractions in 128 bits, never rounded.
 *
 * Gaps are found by asking for each part of the condition whether it is what it would have to be:
 * parts of a conjunction are all looked at, so that an enterprise hears everything it misses and by
 * how much, not only the first thing. */
#include "dsl/engine/decide.h"
#include "dsl/engine/layout.h"

enum { MILLION = 1000000 };

/* over / under, under > 0. */
struct fraction {
    __int128 over, under;
};

struct applicant {
    const struct rules *rules;
    const struct enterprise_facts *facts;
};

struct enterprise_facts enterprise_facts_new(const struct rules *rules, struct arena *arena)
{
    size_t tags = (size_t)image_tags_count(rules), numbers = (size_t)image_numbers_count(rules);
    size_t dates = (size_t)image_dates_count(rules);
    struct enterprise_facts facts = {
        .tags = ARENA_ARRAY(arena, tags, int),
        .numbers = ARENA_ARRAY(arena, numbers, int64_t),
        .has_number = ARENA_ARRAY(arena, numbers, bool),
        .dates = ARENA_ARRAY(arena, dates, civil_day),
        .has_date = ARENA_ARRAY(arena, dates, bool),
    };
    for (size_t i = 0; i < tags; i++)
        facts.tags[i] = NONE;
    return facts;
}

/* ---- numbers and dates ---- */

static bool ratio_of(const struct applicant *applicant, const struct image_number *number,
                     struct fraction *out)
{
    const struct enterprise_facts *facts = applicant->facts;
    if (!facts->has_number[number->over] || !facts->has_number[number->under])
        return false;
    __int128 over = (__int128)facts->numbers[number->over] * MILLION;
    __int128 under = facts->numbers[number->under];
    *out = under < 0 ? (struct fraction){-over, -under} : (struct fraction){over, under};
    return under != 0;
}

static bool measured(const struct applicant *applicant, const struct image_node *node,
                     struct fraction *out)
{
    const struct enterprise_facts *facts = applicant->facts;
    if (node->kind == VAR_DATE) {
        *out = (struct fraction){facts->dates[node->index], 1};
        return facts->has_date[node->index];
    }
    const struct image_number *number = &image_numbers(applicant->rules)[node->index];
    if (number->over != NONE)
        return ratio_of(applicant, number, out);
    *out = (struct fraction){facts->numbers[node->index], 1};
    return facts->has_number[node->index];
}

/* ---- truth ---- */

static enum truth opposite(enum truth truth)
{
    return truth == OPEN ? OPEN : truth == YES ? NO : YES;
}

static enum truth compare_truth(const struct applicant *applicant, const struct image_node *node)
{
    struct fraction have;
    if (!measured(applicant, node, &have))
        return OPEN;
    bool less = have.over < (__int128)node->bound * have.under;
    return less == (node->op == OP_LESS) ? YES : NO;
}

static enum truth tag_truth(const struct applicant *applicant, const struct image_node *node)
{
    int have = applicant->facts->tags[node->index];
    if (have == NONE)
        return OPEN;
    if (node->op == OP_TAG)
        return have ? YES : NO;
    for (uint32_t i = 0; i < node->list.n; i++)
        if (image_ints(applicant->rules)[node->list.at + i] == have)
            return YES;
    return NO;
}

static enum truth node_truth(const struct applicant *applicant, const struct image_node *node)
{
    if (node->op > OP_NOT) {
        if (node->kind == VAR_TAG)
            return tag_truth(applicant, node);
        return node->op >= OP_LESS ? compare_truth(applicant, node) : OPEN;
    }
    if (node->op == OP_NOT)
        return opposite(node_truth(applicant, node + 1));
    enum truth settles = node->op == OP_AND ? NO : YES, all = opposite(settles);
    const struct image_node *end = node + node->size;
    for (const struct image_node *kid = node + 1; kid < end; kid += kid->size) {
        enum truth truth = node_truth(applicant, kid);
        if (truth == settles)
            return settles;
        if (truth == OPEN)
            all = OPEN;
    }
    return all;
}

/* ---- gaps ---- */

static int64_t have_of(const struct applicant *applicant, const struct image_node *node)
{
    struct fraction have;
    if (node->kind == VAR_TAG)
        return applicant->facts->tags[node->index] == NONE ? 0
                                                           : applicant->facts->tags[node->index];
    if (node->op < OP_LESS || !measured(applicant, node, &have))
        return 0;
    return (int64_t)(have.over / have.under);
}

static void add_gap(const struct applicant *applicant, const struct image_node *node,
                    enum truth truth, enum truth wanted, struct policy_answer *answer)
{
    if (answer->gap_count == (int)(sizeof answer->gaps / sizeof *answer->gaps))
        return;
    answer->gaps[answer->gap_count++] = (struct policy_gap){
        .variable = {(enum variable_kind)node->kind, node->index},
        .open = truth == OPEN,
        .is_least = (node->op == OP_LEAST) == (wanted == YES),
        .bound = node->bound,
        .have = have_of(applicant, node),
    };
}

/* Every atom that keeps the condition from being what is wanted, YES or NO. */
static void find_gaps(const struct applicant *applicant, const struct image_node *node,
                      enum truth wanted, struct policy_answer *answer)
{
    enum truth truth = node_truth(applicant, node);
    if (truth == wanted)
        return;
    if (node->op > OP_NOT) {
        add_gap(applicant, node, truth, wanted, answer);
        return;
    }
    if (node->op == OP_NOT)
        wanted = opposite(wanted);
    const struct image_node *end = node + node->size;
    for (const struct image_node *kid = node + 1; kid < end; kid += kid->size)
        find_gaps(applicant, kid, wanted, answer);
}

void policy_match(const struct rules *rules, int policy, const struct enterprise_facts *facts,
                  civil_day today, struct policy_answer *answer)
{
    const struct image_policy *self = &image_policies(rules)[policy];
    struct applicant applicant = {rules, facts};
    *answer = (struct policy_answer){.truth = YES};
    answer->in_window = self->from > self->to || (today >= self->from && today <= self->to);
    if (self->when == NONE)
        return;
    const struct image_node *when = &image_nodes(rules)[self->when];
    answer->truth = node_truth(&applicant, when);
    find_gaps(&applicant, when, YES, answer);
}
