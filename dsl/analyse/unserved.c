/* unserved: a duty given to a role, at a place where no unit plays it. The checker refuses such
 * rules and names the places; here it is said for each duty and role which cases are without a
 * desk, 协办 and 否则 included.
 *
 * Judged are places without named parts, as in the checker: "somewhere in the district" is no gap
 * where each of its streets has a unit, since there the citizen is asked for the street. */
#include "dsl/analyse/case.h"
#include "dsl/analyse/tell.h"

struct unserved_claim {
    int duty; /* NONE: 否则 */
    struct target target;
    bool assists;
};

static bool shows_nobody(const struct ground *ground, const struct given_case *found,
                         const void *claim)
{
    const struct unserved_claim *nobody = claim;
    const struct decision *decision = &found->trace->decision;
    (void)ground;
    if (nobody->duty == NONE ? decision->status != DECIDE_OTHERWISE
                             : decision->duty != nobody->duty)
        return false;
    if (!nobody->assists)
        return decision->target.unit == NONE && decision->target.role == nobody->target.role;
    for (int i = 0; i < decision->assist_count; i++)
        if (decision->assists[i].role == nobody->target.role && decision->assists[i].unit == NONE)
            return true;
    return false;
}

/* Of the boxes only the places where nobody plays the role. */
static struct boxes without_unit(const struct ground *ground, const struct table *table,
                                 struct boxes boxes, struct target target)
{
    enum { BITS = 64 };
    const struct space *space = &table->space;
    const struct model *model = ground->model;
    const struct dimension *d = space_dimension(space, VAR_AREA, NONE);
    uint64_t *bare = ARENA_ARRAY(ground->arena, d->words, uint64_t);
    struct boxes out = {ARENA_ARRAY(ground->arena, boxes.n * space->words + 1, uint64_t), 0,
                        boxes.over};
    for (size_t a = 0; a < model->areas.n; a++)
        if (model->areas.at[a].last == (int)a + 1 && role_unit(&ground->roles, target, a) == NONE)
            bare[a / BITS] |= UINT64_C(1) << a % BITS;
    for (size_t i = 0; i < boxes.n; i++) {
        uint64_t *box = out.at + out.n * space->words;
        memcpy(box, boxes_at(space, boxes, i), space->words * sizeof *box);
        out.n += box_narrow(d, box, bare);
    }
    return out;
}

static void describe(struct ground *ground, const struct table *table, struct finding *finding,
                     const struct unserved_claim *claim, const uint64_t *box)
{
    const struct dimension *d = space_dimension(&table->space, VAR_AREA, NONE);
    struct view role = ground->model->roles.at[claim->target.role].name, who[2], where[2];
    for (int language = 0; language < 2; language++) {
        struct buf places;
        buf_init(&places, 4096);
        tell_places(ground->model, d, box, (enum diag_language)language, &places);
        where[language] = buf_keep(&places, ground->arena);
        buf_free(&places);
        who[language] = claim->duty == NONE
                            ? language == DIAG_ZH ? VIEW("“否则”") : VIEW("otherwise")
                            : ground_duty(ground, claim->duty, (enum diag_language)language);
    }
    finding->what = ground_both(
        ground,
        ground_text(ground, "%.*s %s“%.*s”，而 %.*s 没有单位扮演它", VIEW_FMT(who[DIAG_ZH]),
                    claim->assists ? "协办" : "交", VIEW_FMT(role), VIEW_FMT(where[DIAG_ZH])),
        ground_text(ground, "%.*s %s %.*s, whom no unit plays in %.*s", VIEW_FMT(who[DIAG_EN]),
                    claim->assists ? "is assisted by" : "is assigned to", VIEW_FMT(role),
                    VIEW_FMT(where[DIAG_EN])));
    finding->fix = ground_both(
        ground,
        ground_text(ground,
                    "让一个角色为“%.*s”的单位的“辖区”包括 %.*s；或者加：其中 区域 在 … 交 单位",
                    VIEW_FMT(role), VIEW_FMT(where[DIAG_ZH])),
        ground_text(ground,
                    "let a unit with the role %.*s serve %.*s; or add a branch for the area",
                    VIEW_FMT(role), VIEW_FMT(where[DIAG_EN])));
}

static void look_at(struct ground *ground, const struct table *table, struct boxes boxes,
                    int matter, const struct unserved_claim *claim, struct span span)
{
    if (claim->target.role == NONE || !boxes.n)
        return;
    struct boxes bare =
        boxes_merged(&table->space, without_unit(ground, table, boxes, claim->target));
    for (size_t i = 0; i < bare.n; i++) {
        const uint64_t *box = boxes_at(&table->space, bare, i);
        struct given_case found;
        struct finding finding = ground_finding(ground, ANALYSE_UNSERVED, table->category, span);
        finding.second =
            ground->model->roles.at[claim->target.role].units.n
                ? ground->model->units.at[ground->model->roles.at[claim->target.role].units.at[0]]
                      .span
                : span;
        finding.duties[0] = claim->duty;
        if (claim->duty != NONE)
            finding.owner = ground->model->duties.at[claim->duty].owner;
        if (!ground_room(ground, &finding))
            continue;
        finding.share = box_share(&table->space, box);
        finding.where = tell_cases(ground, table, box, matter);
        describe(ground, table, &finding, claim, box);
        if (case_find(ground, table, box, matter, NONE, shows_nobody, claim, &found))
            finding.test = case_test(
                ground, &found,
                ground_text(ground, "无人 %.*s",
                            VIEW_FMT(claim->duty == NONE
                                         ? ground_category(ground, table->category, DIAG_ZH)
                                         : ground->model->duties.at[claim->duty].code)),
                finding.what);
        ground_add(ground, &finding);
    }
}

static void look_at_duty(struct ground *ground, const struct table *table, size_t at)
{
    const struct space *space = &table->space;
    const struct shape *shape = &table->shapes[at];
    const struct duty *duty = table_duty(table, at);
    struct unserved_claim claim = {.duty = shape->duty};
    int matter = table_matter(table, at);
    for (size_t i = 0; i < shape->pieces.n; i++) {
        const struct piece *piece = &shape->pieces.at[i];
        claim.target = piece->target;
        look_at(ground, table, boxes_meet(space, piece->boxes, table->wins[at]), matter, &claim,
                duty->span);
    }
    claim.assists = true;
    for (size_t i = 0; i < duty->assists.n; i++) {
        claim.target = duty->assists.at[i];
        look_at(ground, table, table->wins[at], matter, &claim, duty->span);
    }
}

void unserved_find(struct ground *ground, const struct table *table)
{
    const struct space *space = &table->space;
    const struct category *category = &ground->model->categories.at[table->category];
    if (!space_dimension(space, VAR_AREA, NONE))
        return;
    for (size_t i = 0; i < table->count; i++)
        if (table->shapes[i].clear)
            look_at_duty(ground, table, i);
    struct unserved_claim claim = {.duty = NONE, .target = category->otherwise};
    look_at(ground, table, table_rest(table), table_other_matter(table), &claim, category->span);
}
