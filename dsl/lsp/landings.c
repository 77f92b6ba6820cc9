/* landings: an example says which duty it means; who then gets it may hang on a branch, a role, the
 * time of day, and is worth seeing beside it. The examples are decided in one go after a pause; a
 * hint is then looked up by the duty's code and the example's text, so that it is still there while
 * somebody types elsewhere. */
#include "dsl/lsp/landings.h"

#include "dsl/base/hash.h"
#include "dsl/compile/compile.h"
#include "dsl/engine/decide.h"
#include "dsl/oracle/oracle.h"

struct landing {
    struct view code, text, label; /* label: empty in a free slot */
};

struct landings {
    struct landing *slots;
    size_t room;
};

static size_t slot_of(const struct landings *landings, struct view code, struct view text)
{
    return (size_t)hash_quick(text, hash_quick(code, 1)) & (landings->room - 1);
}

struct view landings_find(const struct project *project, struct view code, struct view text)
{
    const struct landings *landings = project->landings;
    if (!landings)
        return VIEW("");
    size_t at = slot_of(landings, code, text);
    for (; landings->slots[at].label.n; at = (at + 1) & (landings->room - 1))
        if (view_eq(landings->slots[at].code, code) && view_eq(landings->slots[at].text, text))
            return landings->slots[at].label;
    return VIEW("");
}

static void keep(struct landings *landings, struct landing landing)
{
    size_t at = slot_of(landings, landing.code, landing.text);
    while (landings->slots[at].label.n)
        at = (at + 1) & (landings->room - 1);
    landings->slots[at] = landing;
}

/* "→ 城管局", "→ 街道（看地点）", with a code where it is another duty than meant. */
static struct view label_of(const struct lsp *lsp, const struct model *model,
                            const struct decision *decision, int duty, struct arena *arena)
{
    struct buf out;
    struct target target = decision->target;
    bool decided = decision->status == DECIDE_DUTY;
    buf_init(&out, 1 << 16);
    buf_text(&out, "→ ");
    if (!decided)
        target = model->duties.at[duty].assign;
    if (decided && decision->duty != duty)
        buf_print(&out, "\"%.*s\" ", VIEW_FMT(model->duties.at[decision->duty].code));
    if (target.unit != NONE)
        buf_view(&out, model->units.at[target.unit].name);
    else if (target.role != NONE)
        buf_print(&out, lsp_say(lsp, "%.*s（看地点）", "%.*s (by place)"),
                  VIEW_FMT(model->roles.at[target.role].name));
    if (decided && decision->urgent)
        buf_text(&out, lsp_say(lsp, " 急", " urgent"));
    struct view label = buf_keep(&out, arena);
    buf_free(&out);
    return label;
}

static void land(const struct lsp *lsp, struct project *project, const struct rules *rules,
                 int duty, const struct example *example, struct arena *scratch)
{
    struct arena *arena = &project->landings_arena;
    const struct model *model = project->model;
    struct matter matter = matter_empty();
    struct decision *decision = ARENA_NEW(scratch, struct decision);
    matter_reveal(rules, &matter, recognise(rules, scratch, example->text), ORACLE_NO_CLOCK);
    oracle_given(model, &matter, example->given.at, example->given.n);
    decide(rules, &matter, decision);
    keep(project->landings, (struct landing){view_keep(arena, model->duties.at[duty].code),
                                             view_keep(arena, example->text),
                                             label_of(lsp, model, decision, duty, arena)});
}

static void make_room(struct project *project)
{
    struct arena *arena = &project->landings_arena;
    size_t examples = 0;
    for (size_t d = 0; d < project->model->duties.n; d++)
        examples += project->model->duties.at[d].examples.n;
    arena_reset(arena);
    project->landings = ARENA_NEW(arena, struct landings);
    project->landings->room = 16;
    while (project->landings->room < examples * 2 + 2)
        project->landings->room *= 2;
    project->landings->slots = ARENA_ARRAY(arena, project->landings->room, struct landing);
}

void landings_make(struct lsp *lsp, struct project *project)
{
    struct rules rules;
    struct arena scratch;
    if (!project->image.n || rules_open(&rules, project->image.p, project->image.n) != RULES_OK)
        return;
    make_room(project);
    arena_init(&scratch, SIZE_MAX / 2);
    for (size_t d = 0; d < project->model->duties.n; d++)
        for (size_t i = 0; i < project->model->duties.at[d].examples.n; i++) {
            land(lsp, project, &rules, (int)d, &project->model->duties.at[d].examples.at[i],
                 &scratch);
            arena_reset(&scratch);
        }
    arena_free(&scratch);
    if (lsp->refreshes_hints)
        rpc_ask(lsp, "workspace/inlayHint/refresh", VIEW(""));
}
