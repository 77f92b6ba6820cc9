/* silence: comments that allow a finding at its place, with the reason why (dsl/syntax/allow.h).
 *
 * They take out warnings of the lints they name and nothing else. A comment that gives no reason
 * allows nothing; one that names no lint, or allows what is not there, is found fault with: else
 * they would pile up, and nobody would dare to delete one. Names that the analysis of
 * responsibility knows are left to it. */
#include "dsl/lint/run.h"

#include "dsl/syntax/allow.h"

struct silences {
    struct lint_run *run;
    struct allowances allowances;
};

/* ---- comments at fault ---- */

/* A name as lints have them, or something near one: else it may be any sentence. */
static bool looks_like_name(struct view name)
{
    for (size_t i = 0; i < name.n; i++) {
        char c = name.p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '_'))
            return false;
    }
    return name.n > 0;
}

static bool is_of_analysis(struct view name)
{
    static const char *const names[] = {
#define FINDING(name) #name,
#include "dsl/lint/analysis_names.h"
#undef FINDING
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (view_is(name, names[i]))
            return true;
    return false;
}

static void look_at_comment(struct lint_run *run, const struct allowance *one)
{
    struct view nearest;
    enum lint lint = lint_find_name(one->name, &nearest);
    if (lint != LINT_COUNT && !one->reason.n)
        FOUND(run, silence_without_reason, one->span, one->name);
    if (lint != LINT_COUNT || is_of_analysis(one->name) || !looks_like_name(one->name))
        return;
    struct diag *diag = FOUND(run, silence_unknown, one->at, one->name);
    if (!nearest.n)
        return;
    diag->suggestion = nearest;
    lint_fix(diag, one->at, nearest);
}

/* ---- taking out ---- */

static bool is_allowed(const struct diag *diag, void *context)
{
    struct silences *silences = context;
    bool allowed =
        diag->lint && allowances_find(&silences->allowances, diag->span, NULL, diag->lint);
    silences->run->diags->silenced += allowed;
    return allowed;
}

/* Findings in a block with an error are not made, so nothing there is idle. */
static bool stands_on_errors(const struct lint_run *run, struct span scope)
{
    for (size_t i = 0; i < run->places.blocks.n; i++) {
        const struct place_block *block = &run->places.blocks.at[i];
        if (block->wrong && block->node->span.file == scope.file &&
            block->node->span.from < scope.to && block->node->span.to > scope.from)
            return true;
    }
    return false;
}

static void look_at_idle(struct lint_run *run, const struct allowance *one, const bool *may_be_idle)
{
    enum lint lint = lint_find_name(one->name, NULL);
    if (lint != LINT_COUNT && one->reason.n && !one->used && may_be_idle[lint] &&
        !stands_on_errors(run, one->scope))
        FOUND(run, silence_unused, one->at, one->name);
}

void silence_apply(struct lint_run *run, const bool *may_be_idle)
{
    struct silences silences = {run, allowances_read(run->arena, run->tree, run->diags->sources)};
    const struct allowances *all = &silences.allowances;
    for (size_t i = 0; i < all->list.n; i++)
        look_at_comment(run, &all->list.at[i]);
    diags_drop(run->diags, is_allowed, &silences);
    for (size_t i = 0; i < all->list.n; i++)
        look_at_idle(run, &all->list.at[i], may_be_idle);
}
