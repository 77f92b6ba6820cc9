/* branches: a 其中 that never comes to bear. Either its condition cannot hold where its duty's own
 * holds; or earlier branches take all its cases; or other duties take them before the duty has a
 * turn. A duty that never has a turn at all is told as such, and not again for each branch. */
#include "dsl/analyse/case.h"
#include "dsl/analyse/tell.h"

struct branch_claim {
    int duty, branch;
};

/* The case satisfies the branch's condition, or cannot, and the branch is not what decides. */
static bool shows_idle(const struct ground *ground, const struct given_case *found,
                       const void *claim)
{
    const struct branch_claim *idle = claim;
    const struct duty *duty = &ground->model->duties.at[idle->duty];
    if (found->trace->decision.duty != idle->duty)
        return found->trace->decision.status != DECIDE_ASK;
    for (int i = 0; i <= idle->branch; i++)
        if (oracle_truth(ground->model, &found->matter, duty->branches.at[i].when) == YES)
            return i < idle->branch;
    return found->trace->decision.status == DECIDE_DUTY;
}

enum idle_reason { IDLE_NEVER, IDLE_EARLIER, IDLE_OTHERS };

static void describe(struct ground *ground, struct finding *finding, enum idle_reason reason)
{
    static const char *const said[][2] = {
        {"它的条件与本事项的“当”不能同时成立",
         "its condition cannot hold together with the duty's"},
        {"它的情形都被前面的“其中”拿走了", "earlier branches take all its cases"},
        {"它的情形都被优先的事项拿走了", "duties that go before take all its cases"}};
    finding->what = ground_both(
        ground,
        ground_text(ground, "%.*s 的这个“其中”永远轮不到：%s",
                    VIEW_FMT(ground_duty(ground, finding->duties[0], DIAG_ZH)), said[reason][0]),
        ground_text(ground, "this branch of %.*s never applies: %s",
                    VIEW_FMT(ground_duty(ground, finding->duties[0], DIAG_EN)), said[reason][1]));
    finding->fix =
        BOTH("删去这个“其中”，或者改它的条件", "delete the branch, or change its condition");
}

static void report(struct ground *ground, const struct table *table, size_t at, size_t branch,
                   struct boxes where, enum idle_reason reason)
{
    const struct duty *duty = table_duty(table, at);
    struct branch_claim claim = {table->shapes[at].duty, (int)branch};
    int matter = table_matter(table, at);
    struct finding finding = ground_finding(ground, ANALYSE_BRANCH, table->category,
                                            duty->branches.at[branch].when->span);
    finding.duties[0] = claim.duty;
    finding.owner = duty->owner;
    if (!ground_room(ground, &finding))
        return;
    describe(ground, &finding, reason);
    for (size_t i = 0; i < where.n && !finding.test.n; i++) {
        const uint64_t *box = boxes_at(&table->space, where, i);
        struct given_case found;
        if (!case_find(ground, table, box, matter, NONE, shows_idle, &claim, &found))
            continue;
        finding.where = tell_cases(ground, table, box, matter);
        finding.test =
            case_test(ground, &found,
                      ground_text(ground, "分支 %.*s 第 %zu 个", VIEW_FMT(duty->code), branch + 1),
                      finding.what);
    }
    ground_add(ground, &finding);
}

static void look_at(struct ground *ground, const struct table *table, size_t at, size_t branch)
{
    const struct space *space = &table->space;
    const struct shape *shape = &table->shapes[at];
    const struct expr *when = table_duty(table, at)->branches.at[branch].when;
    struct boxes own = boxes_meet(space, shape->whole, boxes_of(space, when, true));
    struct boxes left = shape->pieces.at[branch].boxes;
    struct boxes used = boxes_meet(space, left, table->wins[at]);
    if (own.over || left.over || used.over) {
        ground_undecided(
            ground, ANALYSE_BRANCH, table->category, when->span,
            ground_both(ground, ground_duty(ground, shape->duty, DIAG_ZH),
                        ground_duty(ground, shape->duty, DIAG_EN)),
            BOTH("这个分支的情形太碎，超过了上限", "the branch's cases fall into too many pieces"));
        return;
    }
    if (!own.n) {
        struct boxes alone = boxes_of(space, when, true);
        report(ground, table, at, branch, alone.n ? alone : shape->whole, IDLE_NEVER);
    } else if (!left.n) {
        report(ground, table, at, branch, own, IDLE_EARLIER);
    } else if (!used.n) {
        report(ground, table, at, branch, left, IDLE_OTHERS);
    }
}

void branches_find(struct ground *ground, const struct table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        size_t branches = table_duty(table, i)->branches.n;
        if (!table->wins[i].n || !table->shapes[i].clear)
            continue;
        for (size_t b = 0; b < branches; b++)
            look_at(ground, table, i, b);
    }
}
