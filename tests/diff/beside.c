/* beside: what is compared beside matters: random deadlines, random enterprises, what a text is
 * heard as. */
#include <stdio.h>

#include "dsl/engine/cue.h"
#include "tests/diff/subject.h"

/* ---- deadlines ---- */

bool check_due(struct subject *s)
{
    struct duration within = {below(s, 60), (enum measure)(1 + below(s, 4))};
    bool urgent = once_in(s, 2);
    int unit = below(s, s->model->units.n + 1) - 1;
    int64_t start =
        civil_seconds((struct civil_time){civil_to_day((struct civil){2026, 1, 1}) + below(s, 400),
                                          below(s, MINUTES_A_DAY), below(s, 60)},
                      CHINA_OFFSET_MINUTES);
    struct due due = {0};
    int64_t at = 0;
    int missing = 0;
    arena_reset(&s->scratch);
    bool engine = due_compute(&s->rules, unit, within, urgent, start, &due);
    bool oracle =
        oracle_due(s->model, unit, &s->scratch, within, urgent, start, &at, &missing, NULL);
    if (engine == oracle && (engine ? due.at == at : due.missing_year == missing))
        return true;
    printf("deadline differs: %d of measure %d, urgent %d, from %lld: engine %d %lld (%d), "
           "oracle %d %lld (%d), unit %d\n",
           within.count, within.measure, urgent, (long long)start, engine, (long long)due.at,
           due.missing_year, oracle, (long long)at, missing, unit);
    return false;
}

/* ---- cues ---- */

/* A text of a few of the cue's words, with letters, marks and other characters around them. */
static struct view heard_text(struct subject *s, const words *list)
{
    static const char *const noise[] = {" ",  "s",    "x", "。", "?", "、",
                                        "了", "小区", "",  "…",  "a "};
    struct buf text;
    buf_init(&text, TEXT_MAX);
    for (int n = 1 + below(s, 4); n > 0; n--) {
        buf_text(&text, noise[below(s, sizeof noise / sizeof *noise)]);
        if (list->n && !once_in(s, 4))
            buf_view(&text, list->at[below(s, list->n)].first);
        buf_text(&text, noise[below(s, sizeof noise / sizeof *noise)]);
    }
    struct view kept = buf_keep(&text, &s->scratch);
    buf_free(&text);
    return kept;
}

bool check_cue(struct subject *s)
{
    static const char *const names[] = {
#define CUE(name, where, heard) #name,
#include "dsl/base/cue_table.h"
#undef CUE
    };
    if (!s->model->cues.n)
        return true;
    const struct word_list *cue = &s->model->cues.at[below(s, s->model->cues.n)];
    int index = 0;
    while (!view_is(cue->name, names[index]))
        index++;
    arena_reset(&s->scratch);
    struct view text = heard_text(s, &cue->words);
    size_t at;
    bool engine = cue_heard(&s->rules, (enum cue)index, text);
    bool like = index >= CUE_no_matter;
    bool found = like ? engine : cue_find(&s->rules, (enum cue)index, text, &at) > 0;
    bool oracle = oracle_heard_as(s->lexicon, cue, text);
    if (engine == oracle && found == oracle)
        return true;
    printf("cue %.*s differs in \"%.*s\": engine %d, found %d, oracle %d\n", VIEW_FMT(cue->name),
           VIEW_FMT(text), engine, found, oracle);
    return false;
}

/* ---- enterprises ---- */

typedef VEC(struct setting) settings;

static void give(struct subject *s, settings *given, struct setting setting)
{
    VEC_ADD(&s->scratch, given, setting);
}

static void make_tags(struct subject *s, settings *given, struct enterprise_facts *facts)
{
    for (size_t i = 0; i < s->model->tags.n; i++) {
        size_t values = s->model->tags.at[i].values.n;
        if (once_in(s, 4))
            continue;
        facts->tags[i] = below(s, values ? values : 2);
        give(s, given,
             (struct setting){.variable = {VAR_TAG, (int)i},
                              .value = facts->tags[i],
                              .negated = !values && !facts->tags[i]});
    }
}

/* A bound that some policy asks about, or near it: there the answers change. */
static int64_t near_bound(struct subject *s, const struct expr *expr, struct variable variable)
{
    int64_t found = 0;
    if (!expr)
        return 0;
    if ((expr->op == EXPR_LESS || expr->op == EXPR_LEAST) && expr->variable.kind == variable.kind &&
        expr->variable.index == variable.index)
        return expr->bound + below(s, 3) - 1;
    for (size_t i = 0; i < expr->kids.n && !found; i++)
        found = near_bound(s, expr->kids.at[i], variable);
    return found;
}

static int64_t some_exact(struct subject *s, struct variable variable)
{
    const struct policy *policy = &s->model->policies.at[below(s, s->model->policies.n)];
    int64_t near = near_bound(s, policy->when, variable);
    if (near)
        return near;
    if (variable.kind == VAR_DATE)
        return civil_to_day((struct civil){2015, 1, 1}) + below(s, 4500);
    return once_in(s, 10) ? 0 : (int64_t)below(s, 100000000) * 1000000 + below(s, 1000000);
}

static void make_numbers(struct subject *s, settings *given, struct enterprise_facts *facts)
{
    for (size_t i = 0; i < s->model->numbers.n; i++) {
        struct variable variable = {VAR_NUMBER, (int)i};
        if (s->model->numbers.at[i].over != NONE || once_in(s, 4))
            continue;
        facts->has_number[i] = true;
        facts->numbers[i] = some_exact(s, variable);
        give(s, given, (struct setting){.variable = variable, .exact = facts->numbers[i]});
    }
    for (size_t i = 0; i < s->model->dates.n; i++) {
        struct variable variable = {VAR_DATE, (int)i};
        if (once_in(s, 4))
            continue;
        facts->has_date[i] = true;
        facts->dates[i] = (civil_day)some_exact(s, variable);
        give(s, given, (struct setting){.variable = variable, .exact = facts->dates[i]});
    }
}

static const char *compare_answers(const struct policy_answer *a, const struct oracle_answer *b)
{
    const int most = (int)(sizeof a->gaps / sizeof *a->gaps);
    DIFFERS(truth);
    DIFFERS(in_window);
    if (a->gap_count != ((int)b->gaps.n < most ? (int)b->gaps.n : most))
        return "gap_count";
    for (int i = 0; i < a->gap_count; i++) {
        const struct policy_gap *gap = &a->gaps[i];
        const struct oracle_gap *other = &b->gaps.at[i];
        bool measured = gap->variable.kind == VAR_NUMBER || gap->variable.kind == VAR_DATE;
        if (gap->variable.kind != other->variable.kind ||
            gap->variable.index != other->variable.index || gap->open != other->open)
            return "gap";
        if (measured && (gap->is_least != other->is_least || gap->bound != other->bound ||
                         (!gap->open && gap->have != other->have)))
            return "gap's distance";
    }
    return NULL;
}

bool check_enterprise(struct subject *s)
{
    settings given = {0};
    arena_reset(&s->scratch);
    if (!s->model->policies.n)
        return true;
    struct enterprise_facts facts = enterprise_facts_new(&s->rules, &s->scratch);
    civil_day today = civil_to_day((struct civil){2026, 1, 1}) + below(s, 365);
    make_tags(s, &given, &facts);
    make_numbers(s, &given, &facts);
    for (size_t i = 0; i < s->model->policies.n; i++) {
        struct policy_answer engine;
        struct oracle_answer oracle;
        policy_match(&s->rules, (int)i, &facts, today, &engine);
        oracle_policy(s->model, &s->scratch, (int)i, given.at, given.n, today, &oracle);
        const char *field = compare_answers(&engine, &oracle);
        if (!field)
            continue;
        printf("policy %.*s: %s differs; engine %d, %d gaps; oracle %d, %zu gaps\n",
               VIEW_FMT(s->model->policies.at[i].name), field, engine.truth, engine.gap_count,
               oracle.truth, oracle.gaps.n);
        return false;
    }
    return true;
}
