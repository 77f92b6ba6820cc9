/* test_analyse_cells: the proof held against counting. Small categories are made at random; every
 * cell of theirs (each matter, value, stretch of time, day class, place) is decided by the
 * reference interpreter; and what the analysis found must be what was counted: the same pairs
 * overlap, the same duties are shadowed, the same branches idle, the same share of the cells is a
 * gap. Then every gap is closed by a duty with just the condition the finding names: nothing may be
 * left open, nothing may overlap. And each finding's test, pasted, compiles and passes.
 *
 * One street is named by no condition, so "outside" behaves as it does, and no place has parts:
 * every cell can be set. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/analyse_help.h"

enum { ROUNDS = 200, PASTED_EVERY = 8, DUTIES_MAX = 8, CELLS_MAX = 1 << 16 };

struct chance {
    uint64_t state;
};

static unsigned below(struct chance *c, unsigned n)
{
    uint64_t z = c->state += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return (unsigned)((z ^ z >> 31) % n);
}

/* ---- rules at random ---- */

static const char land[] =
    "区域 东街\n区域 西街\n区域 南街\n区域 别处\n"
    "单位 甲 \"甲局\" {}\n单位 乙 \"乙局\" {}\n单位 丙 \"丙局\" {}\n"
    "单位 东办 \"东\" { 角色 街道\n辖区 东街 }\n单位 西办 \"西\" { 角色 街道\n辖区 西街 }\n"
    "单位 南办 \"南\" { 角色 街道\n辖区 南街、别处 }\n"
    "时段 夜间 22:00..06:00\n时段 午间 12:00..14:00\n"
    "类别 噪声 \"噪声\" 由 甲 {\n识别 \"噪声\"、\"太吵\"\n"
    "要素 源 \"哪里?\" { a \"a\": \"源甲\"\n b \"b\": \"源乙\"\n c \"c\": \"源丙\" }\n"
    "要素 量 \"多大?\" { 大 \"大\": \"量大\"\n 小 \"小\": \"量小\" }\n";

static void put_leaf(struct chance *c, struct buf *out)
{
    static const char *const leaves[] = {"源 = a",
                                         "源 = b、c",
                                         "源 != a",
                                         "源 = c",
                                         "量 = 大",
                                         "量 != 大",
                                         "时刻 在 夜间",
                                         "时刻 在 午间",
                                         "时刻 在 6:00..14:00",
                                         "区域 在 东街",
                                         "区域 在 西街、南街",
                                         "日类 = 工作日",
                                         "日类 = 休息日、节假日",
                                         "类型 = 投诉",
                                         "非 ( 区域 在 南街 )",
                                         "非 ( 时刻 在 夜间 )"};
    buf_text(out, leaves[below(c, sizeof leaves / sizeof *leaves)]);
}

static void put_condition(struct chance *c, struct buf *out)
{
    const char *joint = below(c, 3) ? " 且 " : " 或 ";
    unsigned n = 1 + below(c, 3);
    for (unsigned i = 0; i < n; i++) {
        buf_text(out, i ? joint : "");
        if (below(c, 5)) {
            put_leaf(c, out);
            continue;
        }
        buf_text(out, "( ");
        put_leaf(c, out);
        buf_text(out, " 或 ");
        put_leaf(c, out);
        buf_text(out, " )");
    }
}

static const char *some_target(struct chance *c)
{
    static const char *const targets[] = {"甲", "乙", "丙", "街道", "甲"};
    return targets[below(c, 5)];
}

static void put_duty(struct chance *c, unsigned number, struct buf *out)
{
    bool worded = below(c, 5) == 0;
    buf_print(out, "事项 \"%u\" \"第%u项\" {\n", number, number);
    if (worded)
        buf_print(out, "识别 \"词%c\"\n", 'a' + (int)number);
    if (!worded || below(c, 2)) {
        buf_text(out, "当 ");
        put_condition(c, out);
        buf_byte(out, '\n');
    }
    buf_print(out, "交 %s\n期限 %u 小时\n", some_target(c), 1 + below(c, 8) / 7);
    for (unsigned b = below(c, 4) ? 0 : 1 + below(c, 2); b > 0; b--) {
        buf_text(out, "其中 ");
        put_condition(c, out);
        buf_print(out, " 交 %s\n", some_target(c));
    }
    for (unsigned other = 0; other < number; other++)
        if (below(c, 3) == 0) {
            buf_print(out, "优先于 \"%u\"\n", other);
            break;
        }
    buf_text(out, "例 \"太吵\"\n}\n");
}

static void make_rules(struct chance *c, struct buf *out)
{
    unsigned duties = 2 + below(c, DUTIES_MAX - 2);
    buf_clear(out);
    buf_text(out, land);
    for (unsigned i = 0; i < duties; i++)
        put_duty(c, i, out);
}

/* The text up to here, closed and as a string. */
static const char *finish(struct buf *out, struct buf *whole)
{
    buf_clear(whole);
    buf_view(whole, buf_seen(out));
    buf_print(whole, "否则 交 丙\n}\n%c", 0);
    return whole->p;
}

/* ---- counting ---- */

struct counts {
    bool overlap[DUTIES_MAX][DUTIES_MAX];
    bool holds[DUTIES_MAX], free[DUTIES_MAX], decides[DUTIES_MAX];
    bool used[DUTIES_MAX][4];    /* branches */
    double gaps[DUTIES_MAX + 1]; /* share of the cells; the last of none of the worded duties */
};

static const struct oracle_row *row_of(const struct oracle_trace *trace, int duty)
{
    for (size_t i = 0; i < trace->rows.n; i++)
        if (trace->rows.at[i].duty == duty)
            return &trace->rows.at[i];
    return NULL;
}

static int unit_of(const struct model *model, const struct matter *matter, int index)
{
    const struct duty *duty = &model->duties.at[index];
    struct target target = duty->assign;
    for (size_t i = 0; i < duty->branches.n; i++)
        if (oracle_truth(model, matter, duty->branches.at[i].when) == YES) {
            target = duty->branches.at[i].assign;
            break;
        }
    if (target.unit != NONE)
        return target.unit;
    for (size_t u = 0; u < model->units.n; u++)
        for (size_t s = 0; s < model->units.at[u].serves.n; s++)
            if (model->units.at[u].serves.at[s] == matter->places[0])
                return (int)u;
    return NONE;
}

static bool same_terms(const struct duty *a, const struct duty *b)
{
    return a->within.count == b->within.count;
}

static bool goes_before(const struct model *model, int a, int b)
{
    for (size_t i = 0; i < model->duties.at[a].over.n; i++)
        if (model->duties.at[a].over.at[i] == b)
            return true;
    return false;
}

static void count_overlaps(const struct model *model, const struct matter *matter,
                           const struct oracle_trace *trace, struct counts *counts)
{
    for (int a = 0; a < (int)model->duties.n; a++)
        for (int b = a + 1; b < (int)model->duties.n; b++) {
            if (row_of(trace, a)->truth != YES || row_of(trace, b)->truth != YES ||
                goes_before(model, a, b) || goes_before(model, b, a))
                continue;
            if (!same_terms(&model->duties.at[a], &model->duties.at[b]) ||
                unit_of(model, matter, a) != unit_of(model, matter, b))
                counts->overlap[a][b] = true;
        }
}

/* Runs after the overlaps are known: is the duty here neither beaten nor taken by an equal? */
static bool has_turn(const struct model *model, const struct oracle_trace *trace, int duty,
                     const struct counts *counts)
{
    if (row_of(trace, duty)->truth != YES || row_of(trace, duty)->beaten_by != NONE)
        return false;
    for (int other = 0; other < duty; other++)
        if (row_of(trace, other)->truth == YES && row_of(trace, other)->beaten_by == NONE &&
            !counts->overlap[other][duty])
            return false;
    (void)model;
    return true;
}

static void count_branches(const struct model *model, const struct matter *matter, int duty,
                           struct counts *counts)
{
    const struct duty *self = &model->duties.at[duty];
    for (size_t i = 0; i < self->branches.n; i++)
        if (oracle_truth(model, matter, self->branches.at[i].when) == YES) {
            counts->used[duty][i] = true;
            return;
        }
}

struct cell {
    struct matter matter;
    int matter_duty; /* OTHER_MATTER: none of the worded ones */
    double share;    /* of the cells of the same matter */
};

/* The minutes at which something may change, and how long each stretch is. */
static const int minutes[] = {0, 6 * 60, 12 * 60, 14 * 60, 22 * 60, 24 * 60};

static void give(struct cell *cell, const struct model *model, enum variable_kind kind, int index,
                 int value)
{
    struct setting setting = {.variable = {kind, index}, .value = value};
    oracle_given(model, &cell->matter, &setting, 1);
}

/* The cell of a number, counted through all its variables; false: there are no more. The places are
 * four streets and "outside", which is the fourth again; days are the sixteen a calendar has. */
static bool make_cell(const struct model *model, unsigned number, int matter, struct cell *cell)
{
    unsigned source = number % 3, size = number / 3 % 2, time = number / 6 % 5;
    unsigned place = number / 30 % 5, day = number / 150 % 3, kind = number / 450 % 2;
    static const double day_share[] = {7.0 / 16, 2.0 / 16, 7.0 / 16};
    if (number >= 900)
        return false;
    *cell = (struct cell){.matter = matter_empty(), .matter_duty = matter};
    give(cell, model, VAR_FACT, 0, (int)source);
    give(cell, model, VAR_FACT, 1, (int)size);
    give(cell, model, VAR_TIME, NONE, minutes[time]);
    give(cell, model, VAR_WEEKDAY, NONE, 5);
    give(cell, model, VAR_DAYCLASS, NONE, (int)day);
    give(cell, model, VAR_AREA, NONE, place < 4 ? (int)place : 3);
    give(cell, model, VAR_KIND, NONE, kind ? KIND_PRAISE : KIND_COMPLAINT);
    if (model->categories.at[0].has_matter)
        give(cell, model, VAR_MATTER, 0, matter);
    cell->share = 1.0 / 3 / 2 / 5 * (minutes[time + 1] - minutes[time]) / 1440 * day_share[day] *
                  (kind ? 5.0 / 6 : 1.0 / 6);
    return true;
}

typedef void visit_cell(const struct model *model, const struct cell *cell,
                        const struct oracle_trace *trace, struct counts *counts);

static void first_look(const struct model *model, const struct cell *cell,
                       const struct oracle_trace *trace, struct counts *counts)
{
    const struct decision *decision = &trace->decision;
    assert_int_not_equal(decision->status, DECIDE_ASK);
    assert_int_not_equal(decision->status, DECIDE_NOTHING);
    count_overlaps(model, &cell->matter, trace, counts);
    for (int d = 0; d < (int)model->duties.n; d++)
        counts->holds[d] |= row_of(trace, d)->truth == YES;
    if (decision->status == DECIDE_OTHERWISE)
        counts->gaps[cell->matter_duty >= 0 ? cell->matter_duty : DUTIES_MAX] += cell->share;
}

static void second_look(const struct model *model, const struct cell *cell,
                        const struct oracle_trace *trace, struct counts *counts)
{
    for (int d = 0; d < (int)model->duties.n; d++)
        if (has_turn(model, trace, d, counts)) {
            counts->free[d] = true;
            count_branches(model, &cell->matter, d, counts);
        }
}

static void visit_all(const struct model *model, visit_cell *visit, struct counts *counts)
{
    struct arena arena;
    struct cell cell;
    arena_init(&arena, (size_t)1 << 26);
    for (int matter = OTHER_MATTER; matter < (int)model->duties.n; matter++) {
        if (matter != OTHER_MATTER && (matter < 0 || !model->duties.at[matter].words.n))
            continue;
        for (unsigned number = 0; make_cell(model, number, matter, &cell); number++) {
            visit(model, &cell, oracle_explain(model, &arena, &cell.matter), counts);
            arena_reset(&arena);
        }
    }
    arena_free(&arena);
}

/* ---- comparing ---- */

static bool found_overlap(const struct analysis *analysis, int a, int b)
{
    for (size_t i = 0; i < analysis->findings.n; i++) {
        const struct finding *one = &analysis->findings.at[i];
        if (one->kind == ANALYSE_OVERLAP && !one->note && one->duties[0] == a &&
            one->duties[1] == b)
            return true;
    }
    return false;
}

static bool found_shadow(const struct analysis *analysis, int duty)
{
    for (size_t i = 0; i < analysis->findings.n; i++) {
        const struct finding *one = &analysis->findings.at[i];
        if (one->kind == ANALYSE_SHADOW && !one->note && one->duties[0] == duty)
            return true;
    }
    return false;
}

static bool found_idle(const struct analysis *analysis, int duty, size_t branch)
{
    uint32_t at = analysis->model->duties.at[duty].branches.at[branch].when->span.from;
    for (size_t i = 0; i < analysis->findings.n; i++) {
        const struct finding *one = &analysis->findings.at[i];
        if (one->kind == ANALYSE_BRANCH && one->duties[0] == duty && one->span.from == at)
            return true;
    }
    return false;
}

static double found_gaps(const struct analysis *analysis, int duty)
{
    double share = 0;
    for (size_t i = 0; i < analysis->findings.n; i++) {
        const struct finding *one = &analysis->findings.at[i];
        if (one->kind == ANALYSE_GAP && one->duties[0] == duty)
            share += one->share;
    }
    return share;
}

static bool has_plain_duty(const struct model *model)
{
    for (size_t i = 0; i < model->duties.n; i++)
        if (!model->duties.at[i].words.n)
            return true;
    return false;
}

static bool near(double a, double b)
{
    return a - b < 1e-9 && b - a < 1e-9;
}

/* The first thing in which the two differ, or NULL. */
static const char *compare(const struct analysed *it, const struct counts *counts)
{
    const struct model *model = it->model;
    if (it->analysis->undecided.n)
        return "something was not decided";
    for (int d = 0; d < (int)model->duties.n; d++) {
        const struct duty *duty = &model->duties.at[d];
        for (int b = d + 1; b < (int)model->duties.n; b++)
            if (counts->overlap[d][b] != found_overlap(it->analysis, d, b))
                return "an overlap";
        if ((counts->holds[d] && !counts->free[d]) != found_shadow(it->analysis, d))
            return "a shadow";
        for (size_t i = 0; counts->free[d] && i < duty->branches.n; i++)
            if (counts->used[d][i] == found_idle(it->analysis, d, i))
                return "a branch";
        if (duty->words.n && !near(counts->gaps[d], found_gaps(it->analysis, d)))
            return "a gap of a worded duty";
    }
    if (has_plain_duty(model) && !near(counts->gaps[DUTIES_MAX], found_gaps(it->analysis, NONE)))
        return "a gap";
    return NULL;
}

/* Every gap gets the duty that its finding names: then none is left, and no new overlap is there.
 */
static const char *close_gaps(const struct analysed *it, struct buf *rules, struct buf *whole)
{
    struct analysed closed;
    const char *wrong = NULL;
    unsigned number = 100;
    for (size_t i = 0; i < it->analysis->findings.n; i++) {
        const struct finding *gap = &it->analysis->findings.at[i];
        if (gap->kind != ANALYSE_GAP || gap->duties[0] != NONE)
            continue;
        if (!gap->condition.n)
            return "a gap without a condition";
        buf_print(rules, "事项 \"%u\" \"补\" { 当 %.*s\n交 甲\n期限 1 小时\n例 \"太吵\" }\n",
                  number++, VIEW_FMT(gap->condition));
    }
    if (number == 100)
        return NULL;
    if (!analysed_make(&closed, finish(rules, whole), true))
        return "a condition that does not compile";
    if (found_gaps(closed.analysis, NONE) > 0)
        wrong = "a gap that stays";
    if (!wrong && analysed_count(&closed, ANALYSE_OVERLAP) != analysed_count(it, ANALYSE_OVERLAP))
        wrong = "a gap that is none";
    analysed_free(&closed);
    return wrong;
}

static const char *run_round(unsigned round, struct buf *rules, struct buf *whole,
                             size_t found[ANALYSE_KINDS])
{
    struct chance chance = {.state = round * 0x9e3779b97f4a7c15u};
    struct analysed it;
    make_rules(&chance, rules);
    if (!analysed_make(&it, finish(rules, whole), true))
        return "rules that do not compile";
    struct counts *counts = ARENA_NEW(&it.arena, struct counts);
    visit_all(it.model, first_look, counts);
    visit_all(it.model, second_look, counts);
    const char *wrong = compare(&it, counts);
    if (!wrong && round % PASTED_EVERY == 0 && !analysed_paste_all(&it, whole->p))
        wrong = "a test that does not show its finding";
    if (!wrong)
        wrong = close_gaps(&it, rules, whole);
    for (int kind = 0; kind < ANALYSE_KINDS; kind++)
        found[kind] += analysed_count(&it, (enum analyse_kind)kind);
    analysed_free(&it);
    return wrong;
}

static void proof_and_count_agree(void **state)
{
    struct buf rules, whole;
    size_t found[ANALYSE_KINDS] = {0};
    buf_init(&rules, 1 << 20);
    buf_init(&whole, 1 << 20);
    for (unsigned round = 0; round < ROUNDS; round++) {
        const char *wrong = run_round(round, &rules, &whole, found);
        if (wrong) {
            printf("%s\n", whole.p);
            fail_msg("round %u: %s differs", round, wrong);
        }
    }
    /* rules with nothing to find would prove nothing */
    assert_true(found[ANALYSE_OVERLAP] > ROUNDS / 4);
    assert_true(found[ANALYSE_GAP] > ROUNDS / 4);
    assert_true(found[ANALYSE_SHADOW] > ROUNDS / 40);
    assert_true(found[ANALYSE_BRANCH] > ROUNDS / 40);
    buf_free(&rules);
    buf_free(&whole);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(proof_and_count_agree)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
