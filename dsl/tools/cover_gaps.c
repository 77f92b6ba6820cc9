/* cover_gaps: from counts to what is missing, each with its reason: no test comes to the class, a
 * comparison was never false because its variable was always known as the same, something else had
 * always settled the matter. A reason an author cannot act on is none, so each names what was seen
 * instead, or the words that would reach it. */
#include "dsl/tools/cover_data.h"

enum { TEXT_MAX = 4096, WORDS_SHOWN = 3 };

/* ---- texts in two languages ---- */

struct both {
    struct buf zh, en;
};

static struct both both_new(void)
{
    struct both both;
    buf_init(&both.zh, TEXT_MAX);
    buf_init(&both.en, TEXT_MAX);
    return both;
}

static struct view both_keep(struct cover *cover, struct both *both)
{
    struct view text = diag_both(cover->arena, buf_keep(&both->zh, cover->arena),
                                 buf_keep(&both->en, cover->arena));
    buf_free(&both->zh);
    buf_free(&both->en);
    return text;
}

static void both_text(struct both *both, const char *zh, const char *en)
{
    buf_text(&both->zh, zh);
    buf_text(&both->en, en);
}

static void both_view(struct both *both, struct view text)
{
    buf_view(&both->zh, text);
    buf_view(&both->en, text);
}

static void both_display(struct both *both, struct display display)
{
    buf_view(&both->zh, display.zh);
    buf_view(&both->en, display.en.n ? display.en : display.zh);
}

static void both_expr(const struct cover *cover, struct both *both, const struct expr *expr)
{
    oracle_tell_expr(cover->model, expr, &both->zh);
    oracle_tell_expr(cover->model, expr, &both->en);
}

static void add_gap(struct cover *cover, enum cover_kind kind, struct span span, struct both *what,
                    struct both *why)
{
    struct cover_gap gap = {.kind = kind, .span = span};
    gap.what = both_keep(cover, what);
    gap.why = both_keep(cover, why);
    VEC_ADD(cover->arena, &cover->result.gaps, gap);
}

static void score(struct cover *cover, enum cover_kind kind, bool covered, bool by_example)
{
    struct cover_score *at = &cover->result.scores[kind];
    at->all++;
    at->covered += covered;
    at->by_example += covered && by_example;
}

static void tell_duty(const struct cover *cover, int index, struct both *out)
{
    const struct duty *duty = &cover->model->duties.at[index];
    both_text(out, "事项 \"", "duty \"");
    both_view(out, duty->code);
    both_text(out, "\" ", "\" ");
    both_display(out, duty->display);
}

static void tell_category(const struct cover *cover, int index, struct both *out)
{
    both_text(out, "类别 ", "category ");
    both_view(out, cover->model->categories.at[index].name);
}

/* ---- duties, otherwise ---- */

static void judge_duty(struct cover *cover, int index)
{
    const struct cover_duty *self = &cover->duties[index];
    const struct duty *duty = &cover->model->duties.at[index];
    bool covered = cover_times(self->decided) > 0;
    score(cover, COVER_DUTY, covered, !self->decided.tests);
    if (covered)
        return;
    struct both what = both_new(), why = both_new();
    tell_duty(cover, index, &what);
    if (!cover_times(cover->categories[duty->category])) {
        both_text(&why, "没有测试到过", "no test comes to ");
        tell_category(cover, duty->category, &why);
    } else {
        both_text(&why, "没有测试办到这一项", "no test decides it");
        if (duty->when) {
            both_text(&why, "；它要 ", "; it wants ");
            both_expr(cover, &why, duty->when);
        }
    }
    add_gap(cover, COVER_DUTY, duty->span, &what, &why);
}

static void judge_otherwise(struct cover *cover, int index)
{
    const struct category *category = &cover->model->categories.at[index];
    bool covered = cover_times(cover->otherwise[index]) > 0;
    score(cover, COVER_OTHERWISE, covered, false);
    if (covered)
        return;
    struct both what = both_new(), why = both_new();
    tell_category(cover, index, &what);
    both_text(&what, " 的否则", ", otherwise");
    if (!cover_times(cover->categories[index]))
        both_text(&why, "没有测试到过这个类别", "no test comes to this category");
    else
        both_text(&why, "每次都有事项接住；试试说不清的，再答“不知道”",
                  "a duty took every case; try one that is vague, and answer \"don't know\"");
    add_gap(cover, COVER_OTHERWISE, category->span, &what, &why);
}

/* ---- comparisons ---- */

static void tell_always(const struct cover_atom *atom, struct both *why)
{
    if (!atom->known_count) {
        both_text(why, "，每次都不知道", ", it was never known");
        return;
    }
    both_text(why, "，每次都是 ", ", it was always ");
    for (int i = 0; i < atom->known_count; i++) {
        both_text(why, i ? "；" : "", i ? "; " : "");
        both_view(why, atom->known[i]);
    }
    both_text(why, atom->known_more ? " 等" : "", atom->known_more ? " and the like" : "");
}

static void tell_atom_reason(const struct cover *cover, const struct cover_atom *atom,
                             struct both *why)
{
    if (!atom->yes && !atom->no && !atom->open) {
        both_text(why, "没有测试走到这里", "no test comes here");
        return;
    }
    if (!atom->yes && !atom->no) {
        both_text(why, "没有一次知道成不成立", "it was never known whether it holds");
        return;
    }
    if (!atom->yes || !atom->no) {
        both_text(why, atom->yes ? "没有一次不成立" : "没有一次成立",
                  atom->yes ? "it was never false" : "it was never true");
        if (atom->policy == NONE)
            tell_always(atom, why);
        return;
    }
    both_text(why, "没有一次由它决定", "it never decided");
    if (atom->instead) {
        both_text(why, "：先定了的是 ", ": settled already was ");
        both_expr(cover, why, atom->instead);
    }
}

static void judge_atoms(struct cover *cover, const cover_atoms *atoms)
{
    for (size_t i = 0; i < atoms->n; i++) {
        const struct cover_atom *atom = &atoms->at[i];
        bool covered = atom->yes && atom->no && atom->decided;
        score(cover, COVER_CONDITION, covered, false);
        if (covered)
            continue;
        struct both what = both_new(), why = both_new();
        if (atom->duty != NONE)
            tell_duty(cover, atom->duty, &what);
        else
            both_view(&what, cover->model->policies.at[atom->policy].name);
        both_text(&what, "：", ": ");
        both_expr(cover, &what, atom->expr);
        tell_atom_reason(cover, atom, &why);
        add_gap(cover, COVER_CONDITION, atom->expr->span, &what, &why);
    }
}

static void judge_conditions(struct cover *cover)
{
    for (size_t i = 0; i < cover->model->duties.n; i++) {
        judge_atoms(cover, &cover->duties[i].when);
        for (size_t k = 0; k < cover->model->duties.at[i].branches.n; k++)
            judge_atoms(cover, &cover->duties[i].branch_atoms[k]);
    }
    for (size_t i = 0; i < cover->model->policies.n; i++)
        judge_atoms(cover, &cover->policies[i].when);
}

/* ---- values ---- */

static void tell_words(const words *list, struct both *why)
{
    for (size_t i = 0; i < list->n && i < WORDS_SHOWN; i++) {
        both_text(why, i ? "、“" : "“", i ? ", \"" : "\"");
        both_view(why, list->at[i].first);
        both_text(why, "”", "\"");
    }
}

static void judge_value(struct cover *cover, int fact, int value)
{
    const struct fact *self = &cover->model->facts.at[fact];
    const struct fact_value *one = &self->values.at[value];
    bool covered = cover_times(cover->values[fact][value]) > 0;
    score(cover, COVER_VALUE, covered, !cover->values[fact][value].tests);
    if (covered)
        return;
    struct both what = both_new(), why = both_new();
    both_view(&what, self->name);
    both_text(&what, " = ", " = ");
    both_view(&what, one->name);
    if (one->words.n) {
        both_text(&why, "没有测试说到；它的词有 ", "no test says it; its words are ");
        tell_words(&one->words, &why);
    } else {
        both_text(&why, "没有测试说到；它没有词，要用“设”或者回答",
                  "no test says it; it has no words: set it, or answer with it");
    }
    add_gap(cover, COVER_VALUE, one->span, &what, &why);
}

/* ---- branches ---- */

static void judge_branches(struct cover *cover, int index)
{
    const struct duty *duty = &cover->model->duties.at[index];
    const struct cover_duty *self = &cover->duties[index];
    for (size_t i = 0; duty->branches.n && i <= duty->branches.n; i++) {
        bool covered = cover_times(self->branches[i]) > 0;
        score(cover, COVER_BRANCH, covered, !self->branches[i].tests);
        if (covered)
            continue;
        struct both what = both_new(), why = both_new();
        bool bare = i == duty->branches.n;
        tell_duty(cover, index, &what);
        both_text(&what, bare ? "：其余的地方交 " : "：其中 ",
                  bare ? ": the rest, assign " : ": where ");
        if (bare) {
            oracle_tell_target(cover->model, duty->assign, &what.zh);
            oracle_tell_target(cover->model, duty->assign, &what.en);
        } else {
            both_expr(cover, &what, duty->branches.at[i].when);
        }
        if (!cover_times(self->decided))
            both_text(&why, "没有测试办到这一项", "no test decides the duty");
        else
            both_text(&why, bare ? "每次都走了“其中”，或者还没有定" : "没有一次成立",
                      bare ? "a branch was taken, or left open, every time" : "it never held");
        add_gap(cover, COVER_BRANCH, bare ? duty->span : duty->branches.at[i].when->span, &what,
                &why);
    }
}

/* ---- policies ---- */

static void judge_policy(struct cover *cover, int index)
{
    const struct policy *policy = &cover->model->policies.at[index];
    const size_t *answers = cover->policies[index].answers;
    bool covered = answers[0] && answers[1];
    score(cover, COVER_POLICY, covered, false);
    if (covered)
        return;
    struct both what = both_new(), why = both_new();
    both_text(&what, "政策 ", "policy ");
    both_view(&what, policy->name);
    both_text(&what, " ", " ");
    both_display(&what, policy->display);
    if (!answers[0] && !answers[1] && !answers[2])
        both_text(&why, "没有测试说到它", "no test is about it");
    else
        both_text(&why,
                  answers[1]   ? "没有一次“不可享”"
                  : answers[0] ? "没有一次“可享”"
                               : "只有“待定”",
                  answers[1]   ? "it never said no"
                  : answers[0] ? "it never said yes"
                               : "it only ever depended");
    add_gap(cover, COVER_POLICY, policy->span, &what, &why);
}

/* ---- all ---- */

const struct cover_result *cover_result(struct cover *cover)
{
    const struct model *model = cover->model;
    for (size_t i = 0; i < model->duties.n; i++)
        judge_duty(cover, (int)i);
    judge_conditions(cover);
    for (size_t i = 0; i < model->facts.n; i++)
        for (size_t k = 0; k < model->facts.at[i].values.n; k++)
            judge_value(cover, (int)i, (int)k);
    for (size_t i = 0; i < model->duties.n; i++)
        judge_branches(cover, (int)i);
    for (size_t i = 0; i < model->categories.n; i++)
        judge_otherwise(cover, (int)i);
    for (size_t i = 0; i < model->policies.n; i++)
        judge_policy(cover, (int)i);
    size_t all = 0, covered = 0;
    for (int kind = 0; kind < COVER_COUNT; kind++) {
        all += cover->result.scores[kind].all;
        covered += cover->result.scores[kind].covered;
    }
    cover->result.per_mille = all ? (int)(covered * 1000 / all) : 1000;
    return &cover->result;
}
