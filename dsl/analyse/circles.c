/* circles: precedence that contradicts itself. 优先于 must be an order; where its edges as written
 * come back to where they began, nobody of the circle goes first, and the checker refuses the
 * rules. Here the circle is told whole, with a case in which two of it meet, for without one it
 * would be a quarrel about nothing.
 *
 * Circles are the strongly connected components of the edges, found by Tarjan's walk; it is as deep
 * as a chain of edges is long, which authors keep short. */
#include "dsl/analyse/case.h"
#include "dsl/analyse/tell.h"

struct walk {
    struct ground *ground;
    int *seen, *low; /* per duty: order of visit from 1; 0: not yet */
    bool *on_path;
    positions path;
    int count;
};

struct met {
    int first, second;
};

static bool shows_both(const struct ground *ground, const struct given_case *found,
                       const void *claim)
{
    const struct met *met = claim;
    const struct oracle_row *one = case_row(found, met->first);
    const struct oracle_row *two = case_row(found, met->second);
    (void)ground;
    return one && two && one->condition == YES && two->condition == YES;
}

static struct view names_of(struct ground *ground, const int *duties, size_t n)
{
    struct buf buf;
    buf_init(&buf, 1 << 14);
    for (size_t i = n; i > 0; i--)
        buf_print(&buf, "\"%.*s\" → ", VIEW_FMT(ground->model->duties.at[duties[i - 1]].code));
    buf_print(&buf, "\"%.*s\"", VIEW_FMT(ground->model->duties.at[duties[n - 1]].code));
    struct view text = buf_keep(&buf, ground->arena);
    buf_free(&buf);
    return text;
}

/* A case in which both of some pair of the circle hold. */
static void find_case(struct ground *ground, const int *duties, size_t n, struct view title,
                      struct finding *finding)
{
    const struct model *model = ground->model;
    for (size_t i = 0; i < n && !finding->test.n; i++) {
        struct met met = {duties[i], duties[(i + 1) % n]};
        int category = model->duties.at[met.first].category;
        if (category != model->duties.at[met.second].category)
            continue;
        struct table table = {
            .space = space_of(ground->arena, model, category, model->roles.n && model->areas.n),
            .category = category};
        struct boxes both =
            boxes_meet(&table.space, boxes_of(&table.space, model->duties.at[met.first].when, true),
                       boxes_of(&table.space, model->duties.at[met.second].when, true));
        struct given_case found;
        if (!both.n || !case_find(ground, &table, boxes_at(&table.space, both, 0),
                                  table_other_matter(&table), NONE, shows_both, &met, &found))
            continue;
        finding->where = tell_cases(ground, &table, boxes_at(&table.space, both, 0), NONE);
        finding->test = case_test(ground, &found, title, finding->what);
    }
}

static void report(struct ground *ground, const int *duties, size_t n)
{
    int first = duties[n - 1];
    struct finding finding =
        ground_finding(ground, ANALYSE_ORDER, ground->model->duties.at[first].category,
                       ground_duty_span(ground, first));
    struct view names = names_of(ground, duties, n);
    finding.duties[0] = first;
    finding.duties[1] = duties[0];
    finding.owner = ground->model->duties.at[first].owner;
    if (!ground_room(ground, &finding))
        return;
    finding.what =
        ground_both(ground, ground_text(ground, "“优先于”绕成一圈：%.*s", VIEW_FMT(names)),
                    ground_text(ground, "precedence runs in a circle: %.*s", VIEW_FMT(names)));
    finding.fix = BOTH("去掉其中一处“优先于”", "take out one of these 优先于");
    find_case(ground, duties, n,
              ground_text(ground, "次序 %.*s", VIEW_FMT(ground->model->duties.at[first].code)),
              &finding);
    ground_add(ground, &finding);
}

static bool goes_before_itself(const struct model *model, int duty)
{
    const struct duty *self = &model->duties.at[duty];
    for (size_t i = 0; i < self->over_written.n; i++)
        if (self->over_written.at[i] == duty)
            return true;
    return false;
}

/* Everything above the duty on the path, and itself, is one component. */
static void close_component(struct walk *walk, int duty)
{
    size_t from = walk->path.n;
    do
        walk->on_path[walk->path.at[--from]] = false;
    while (walk->path.at[from] != duty);
    size_t n = walk->path.n - from;
    if (n > 1 || goes_before_itself(walk->ground->model, duty)) {
        int *members = walk->path.at + from;
        for (size_t i = 0; i < n / 2; i++) { /* report() wants them last first */
            int swap = members[i];
            members[i] = members[n - 1 - i];
            members[n - 1 - i] = swap;
        }
        report(walk->ground, members, n);
    }
    walk->path.n = from;
}

static void visit(struct walk *walk, int duty)
{
    const struct duty *self = &walk->ground->model->duties.at[duty];
    walk->seen[duty] = walk->low[duty] = ++walk->count;
    VEC_ADD(walk->ground->arena, &walk->path, duty);
    walk->on_path[duty] = true;
    for (size_t i = 0; i < self->over_written.n; i++) {
        int under = self->over_written.at[i];
        if (!walk->seen[under])
            visit(walk, under);
        else if (!walk->on_path[under])
            continue;
        if (walk->low[under] < walk->low[duty])
            walk->low[duty] = walk->low[under];
    }
    if (walk->low[duty] == walk->seen[duty])
        close_component(walk, duty);
}

void circles_find(struct ground *ground)
{
    size_t count = ground->model->duties.n;
    struct walk walk = {.ground = ground,
                        .seen = ARENA_ARRAY(ground->arena, count + 1, int),
                        .low = ARENA_ARRAY(ground->arena, count + 1, int),
                        .on_path = ARENA_ARRAY(ground->arena, count + 1, bool)};
    for (size_t i = 0; i < count; i++)
        if (!walk.seen[i])
            visit(&walk, (int)i);
}
