/* policies: whom a condition meets, held against every enterprise there could be. Nobody: the
 * condition contradicts itself, and the money stays where it is. Everybody: it asks for nothing
 * that could fail. Both are findings. Pairs that meet the same enterprises, or never the same, are
 * information.
 *
 * Intervals of ratios are not free: a box counts only if figures exist that make its ratios
 * (enterprise.h). Where neither figures nor a proof were found, that is said. */
#include "dsl/analyse/enterprise.h"

enum { TEST_MAX = 1 << 16 };

struct office {
    struct ground *ground;
    struct space space;
    struct boxes *yes, *no; /* per policy */
};

static struct view named(const struct office *office, int policy, enum diag_language language)
{
    const struct policy *self = &office->ground->model->policies.at[policy];
    struct view shown =
        language == DIAG_EN && self->display.en.n ? self->display.en : self->display.zh;
    return ground_text(office->ground, "%.*s %.*s", VIEW_FMT(self->name), VIEW_FMT(shown));
}

static struct finding finding_of(const struct office *office, int policy)
{
    const struct policy *self = &office->ground->model->policies.at[policy];
    struct finding finding = ground_finding(office->ground, ANALYSE_POLICY, NONE, self->span);
    finding.owner = self->by;
    return finding;
}

/* An enterprise out of some box of the union. */
static enum enterprise_found someone(struct office *office, struct boxes boxes, figures *out)
{
    enum enterprise_found worst = ENTERPRISE_NONE;
    for (size_t i = 0; i < boxes.n; i++) {
        enum enterprise_found found =
            enterprise_of(office->ground, &office->space, boxes_at(&office->space, boxes, i), out);
        if (found == ENTERPRISE_FOUND)
            return found;
        if (found == ENTERPRISE_UNDECIDED)
            worst = found;
    }
    return boxes.over ? ENTERPRISE_UNDECIDED : worst;
}

/* What the reference interpreter answers; the test block shows it. */
static enum truth answer_of(struct office *office, int policy, const figures *enterprise)
{
    struct oracle_answer answer;
    arena_reset(&office->ground->scratch);
    oracle_policy(office->ground->model, &office->ground->scratch, policy, enterprise->at,
                  enterprise->n, office->ground->wish->today, &answer);
    return answer.truth;
}

static void put_answer(struct office *office, int policy, const figures *enterprise,
                       struct buf *out)
{
    static const char *const said[] = {[NO] = "不可享", [YES] = "可享", [OPEN] = "待定"};
    const struct policy *self = &office->ground->model->policies.at[policy];
    buf_print(out, "    应得 政策 %.*s %s\n", VIEW_FMT(self->name),
              said[answer_of(office, policy, enterprise)]);
}

static struct view test_of(struct office *office, const int *policies, size_t n,
                           const figures *enterprise, const char *title)
{
    struct ground *ground = office->ground;
    struct buf out;
    buf_init(&out, TEST_MAX);
    buf_print(&out, "测试 \"%s", title);
    for (size_t i = 0; i < n; i++)
        buf_print(&out, " %.*s", VIEW_FMT(ground->model->policies.at[policies[i]].name));
    buf_text(&out, "\" {\n    ");
    enterprise_put(ground->model, enterprise, &out);
    buf_byte(&out, '\n');
    for (size_t i = 0; i < n; i++)
        put_answer(office, policies[i], enterprise, &out);
    buf_text(&out, "}\n");
    struct view text = buf_keep(&out, ground->arena);
    buf_free(&out);
    return text;
}

static struct view told(struct ground *ground, const figures *enterprise)
{
    struct buf out;
    buf_init(&out, TEST_MAX);
    enterprise_put(ground->model, enterprise, &out);
    struct view text = buf_keep(&out, ground->arena);
    buf_free(&out);
    return text;
}

static void undecided(struct office *office, int policy, struct view why)
{
    ground_undecided(
        office->ground, ANALYSE_POLICY, NONE, office->ground->model->policies.at[policy].span,
        ground_both(office->ground, named(office, policy, DIAG_ZH), named(office, policy, DIAG_EN)),
        why);
}

/* ---- one policy ---- */

static void report_one(struct office *office, int policy, bool nobody, const figures *enterprise)
{
    struct ground *ground = office->ground;
    struct finding finding = finding_of(office, policy);
    if (!ground_room(ground, &finding))
        return;
    struct view zh = named(office, policy, DIAG_ZH), en = named(office, policy, DIAG_EN);
    finding.what =
        nobody ? ground_both(
                     ground, ground_text(ground, "没有企业能满足政策 %.*s 的条件", VIEW_FMT(zh)),
                     ground_text(ground, "no enterprise can meet the policy %.*s", VIEW_FMT(en)))
               : ground_both(
                     ground, ground_text(ground, "政策 %.*s 的条件人人都满足", VIEW_FMT(zh)),
                     ground_text(ground, "every enterprise meets the policy %.*s", VIEW_FMT(en)));
    finding.fix = nobody ? BOTH("条件里有互相矛盾的几条，改其中一条",
                                "some of its conditions contradict each other: change one")
                         : BOTH("条件排除不了任何企业：补上门槛，或者去掉多余的条件",
                                "the condition leaves nobody out: add a threshold, or take out "
                                "what is needless");
    finding.where = told(ground, enterprise);
    finding.test = test_of(office, &policy, 1, enterprise, nobody ? "没有人" : "人人");
    ground_add(ground, &finding);
}

static void look_at_one(struct office *office, int policy)
{
    const struct boxes whole = {office->space.full, 1, false};
    figures enterprise = {0}, anyone = {0};
    bool yes = office->yes[policy].n || office->yes[policy].over;
    enum enterprise_found found = someone(office, office->yes[policy], &enterprise);
    if (found == ENTERPRISE_UNDECIDED) {
        undecided(office, policy,
                  BOTH("推导的比率：没有找到凑得出的数，也证明不了凑不出",
                       "derived ratios: no figures were found that make them, nor a proof that "
                       "there are none"));
        return;
    }
    if (found == ENTERPRISE_FOUND && answer_of(office, policy, &enterprise) != YES) {
        undecided(office, policy,
                  BOTH("参考解释器没有确认找到的企业",
                       "the reference interpreter did not confirm the enterprise found"));
        return;
    }
    /* of a policy nobody meets: any enterprise with all that it asks about is a witness */
    struct boxes other = office->no[policy];
    enum enterprise_found left = someone(office, other.n || yes ? other : whole, &anyone);
    if (found == ENTERPRISE_NONE && left == ENTERPRISE_FOUND && anyone.n)
        report_one(office, policy, true, &anyone);
    else if (found == ENTERPRISE_FOUND && left == ENTERPRISE_NONE && enterprise.n)
        report_one(office, policy, false, &enterprise);
}

/* ---- pairs ---- */

static void report_pair(struct office *office, int one, int two, bool alike,
                        const figures *enterprise)
{
    struct ground *ground = office->ground;
    struct finding finding = finding_of(office, two);
    int both[] = {one, two};
    finding.note = true;
    finding.second = ground->model->policies.at[one].span;
    if (!ground_room(ground, &finding))
        return;
    finding.what = ground_both(
        ground,
        ground_text(ground,
                    alike ? "政策 %.*s 与 %.*s 的条件完全相同"
                          : "政策 %.*s 与 %.*s 互斥：没有企业能同时享受",
                    VIEW_FMT(named(office, one, DIAG_ZH)), VIEW_FMT(named(office, two, DIAG_ZH))),
        ground_text(ground,
                    alike ? "the policies %.*s and %.*s meet the same enterprises"
                          : "the policies %.*s and %.*s exclude each other",
                    VIEW_FMT(named(office, one, DIAG_EN)), VIEW_FMT(named(office, two, DIAG_EN))));
    finding.where = told(ground, enterprise);
    finding.test = test_of(office, both, 2, enterprise, alike ? "相同" : "互斥");
    ground_add(ground, &finding);
}

static void look_at_pair(struct office *office, int one, int two)
{
    const struct space *space = &office->space;
    struct boxes a = office->yes[one], b = office->yes[two];
    figures enterprise = {0};
    if (a.over || b.over || !a.n || !b.n)
        return;
    struct boxes both = boxes_meet(space, a, b);
    if (!both.n && !both.over) {
        if (someone(office, a, &enterprise) == ENTERPRISE_FOUND && enterprise.n)
            report_pair(office, one, two, false, &enterprise);
        return;
    }
    struct boxes less = boxes_minus(space, a, b), more = boxes_minus(space, b, a);
    if (!less.n && !less.over && !more.n && !more.over &&
        someone(office, a, &enterprise) == ENTERPRISE_FOUND && enterprise.n)
        report_pair(office, one, two, true, &enterprise);
}

void policies_find(struct ground *ground)
{
    const struct model *model = ground->model;
    size_t count = model->policies.n;
    struct office office = {ground, space_of_policies(ground->arena, model),
                            ARENA_ARRAY(ground->arena, count + 1, struct boxes),
                            ARENA_ARRAY(ground->arena, count + 1, struct boxes)};
    for (size_t i = 0; i < count; i++) {
        office.yes[i] = boxes_of(&office.space, model->policies.at[i].when, true);
        office.no[i] = boxes_of(&office.space, model->policies.at[i].when, false);
        if (model->policies.at[i].when)
            look_at_one(&office, (int)i);
    }
    for (size_t two = 1; two < count; two++)
        for (size_t one = 0; one < two; one++)
            if (model->policies.at[one].when && model->policies.at[two].when)
                look_at_pair(&office, (int)one, (int)two);
}
