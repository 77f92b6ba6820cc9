/* escalation: who takes over once the time is up. A clock must name somebody; and whoever that is
 * must be another than the one who let the time pass, or have a superior (上级) above him. The same
 * holds for 督办 after a second poor rating. Chains of superiors end, since circles among them are
 * refused by the checker.
 *
 * A clock is judged for each unit that has cases under it; of the many cases of a unit one is
 * shown. */
#include "dsl/analyse/charges.h"

static struct view unit_of(const struct ground *ground, int unit)
{
    return ground->model->units.at[unit].name;
}

/* The first unit with a charge under the clock, or NONE. */
static int first_charged(const struct charges *charges, int clock)
{
    for (size_t u = 0; u < charges->units; u++)
        if (charges->at[(size_t)clock * charges->units + u].count)
            return (int)u;
    return NONE;
}

static void add(struct ground *ground, struct finding *finding, const struct charge *charge,
                int unit, struct view title)
{
    struct given_case found;
    finding->category = NONE;
    finding->duties[0] = charge->duty;
    if (charge_case(ground, charge, unit, &found)) {
        const struct duty *duty =
            charge->duty == NONE ? NULL : &ground->model->duties.at[charge->duty];
        struct view zh = duty ? ground_duty(ground, charge->duty, DIAG_ZH)
                              : ground_category(ground, charge->category, DIAG_ZH);
        struct view en = duty ? ground_duty(ground, charge->duty, DIAG_EN)
                              : ground_category(ground, charge->category, DIAG_EN);
        finding->where = ground_both(ground,
                                     ground_text(ground, "比如 %.*s，交 %.*s", VIEW_FMT(zh),
                                                 VIEW_FMT(unit_of(ground, unit))),
                                     ground_text(ground, "for instance %.*s, assigned to %.*s",
                                                 VIEW_FMT(en), VIEW_FMT(unit_of(ground, unit))));
        finding->test = case_test(ground, &found, title, finding->what);
    }
    ground_add(ground, finding);
}

static struct finding finding_of(const struct ground *ground, int clock)
{
    return ground_finding(ground, ANALYSE_ESCALATION, NONE, ground->model->clocks.at[clock].span);
}

/* The clock names nobody. */
static void report_missing(struct ground *ground, const struct charges *charges, int clock,
                           bool supervise)
{
    const struct model *model = ground->model;
    struct finding finding = finding_of(ground, clock);
    int unit = first_charged(charges, clock);
    struct view name = model->clocks.at[clock].name;
    if (!ground_room(ground, &finding))
        return;
    finding.what =
        supervise
            ? ground_both(ground,
                          ground_text(ground,
                                      "时限 %.*s 有“重办”而没有“督办”：再次差评之后没有人接手",
                                      VIEW_FMT(name)),
                          ground_text(ground,
                                      "clock %.*s says redo but not supervise: after "
                                      "a second poor rating nobody takes over",
                                      VIEW_FMT(name)))
            : ground_both(ground,
                          ground_text(ground, "时限 %.*s 没有“升级 … 交 单位”：逾期之后没有人接手",
                                      VIEW_FMT(name)),
                          ground_text(ground,
                                      "clock %.*s has no escalate ... assign: once "
                                      "overdue nobody takes over",
                                      VIEW_FMT(name)));
    finding.fix = supervise
                      ? BOTH("写：督办 单位", "write: 督办 supervise UNIT")
                      : BOTH("写：升级 1 工作日 交 单位", "write: 升级 escalate 1 workdays 交 "
                                                          "assign UNIT");
    add(ground, &finding, &charges->at[(size_t)clock * charges->units + (size_t)unit], unit,
        ground_text(ground, "升级 %.*s", VIEW_FMT(name)));
}

/* The late one is the one who is called. */
static void report_itself(struct ground *ground, const struct charges *charges, int clock, int unit)
{
    const struct clock *self = &ground->model->clocks.at[clock];
    const struct charge *charge = &charges->at[(size_t)clock * charges->units + (size_t)unit];
    struct finding finding = finding_of(ground, clock);
    bool escalates = self->escalate_to.unit == unit, supervises = self->supervise.unit == unit;
    struct view zh = escalates ? supervises ? VIEW("升级和督办") : VIEW("升级") : VIEW("督办");
    struct view en =
        escalates ? supervises ? VIEW("escalates to and is supervised by") : VIEW("escalates to")
                  : VIEW("is supervised by");
    finding.second = ground->model->units.at[unit].span;
    finding.owner = unit;
    if (!ground_room(ground, &finding))
        return;
    finding.what = ground_both(
        ground,
        ground_text(ground, "%.*s 自己办的 %zu 项用时限 %.*s，它%s交的还是它自己，上面又没有“上级”",
                    VIEW_FMT(unit_of(ground, unit)), charge->count, VIEW_FMT(self->name), zh.p),
        ground_text(ground,
                    "%zu of %.*s's own run under clock %.*s, which %s itself; it has no superior",
                    charge->count, VIEW_FMT(unit_of(ground, unit)), VIEW_FMT(self->name), en.p));
    finding.fix = ground_both(
        ground,
        ground_text(ground, "给单位 %.*s 写“上级”；或者让这些事项用另一个时限",
                    VIEW_FMT(unit_of(ground, unit))),
        ground_text(ground, "give the unit %.*s a 上级 parent; or another clock to these duties",
                    VIEW_FMT(unit_of(ground, unit))));
    add(ground, &finding, charge, unit,
        ground_text(ground, "升级 %.*s %.*s", VIEW_FMT(self->name),
                    VIEW_FMT(unit_of(ground, unit))));
}

/* A role that nobody plays anywhere. */
static bool is_empty_role(const struct model *model, struct target target)
{
    return target.unit == NONE && target.role != NONE && !model->roles.at[target.role].units.n;
}

static bool is_nobody(const struct model *model, struct target target)
{
    return (target.unit == NONE && target.role == NONE) || is_empty_role(model, target);
}

void escalation_find(struct ground *ground)
{
    const struct model *model = ground->model;
    struct charges charges = charges_of(ground);
    for (int c = 0; c < (int)model->clocks.n; c++) {
        const struct clock *clock = &model->clocks.at[c];
        if (first_charged(&charges, c) == NONE)
            continue;
        if (is_nobody(model, clock->escalate_to))
            report_missing(ground, &charges, c, false);
        if (clock->redo_ratio && is_nobody(model, clock->supervise))
            report_missing(ground, &charges, c, true);
        for (int u = 0; u < (int)model->units.n; u++)
            if (charges.at[(size_t)c * charges.units + (size_t)u].count &&
                (clock->escalate_to.unit == u || clock->supervise.unit == u) &&
                model->units.at[u].parent == NONE)
                report_itself(ground, &charges, c, u);
    }
}
