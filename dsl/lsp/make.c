/* make: what is made of a project's texts, step by step. After a keystroke one file is parsed and
 * the whole is checked; that is what a client waits for. The image with the examples and the lints
 * take as long again each, so they wait until nobody types. Everything a step makes lives in an
 * arena of that step, given back when a text changes. */
#include "dsl/compile/compile.h"
#include "dsl/lint/lint.h"
#include "dsl/lsp/landings.h"
#include "dsl/lsp/past.h"
#include "dsl/lsp/project.h"

void project_forget(struct project *project)
{
    project->assembled = project->checked = false;
    project->model = NULL;
    project->names = NULL;
    arena_reset(&project->check_arena);
    arena_reset(&project->names_arena);
    project->stage = STAGE_CHECK;
}

static void add_errors(const struct lsp *lsp, struct findings *findings, const struct diags *diags)
{
    for (size_t i = 0; i < diags->list.n; i++)
        if (diags->list.at[i].severity == DIAG_ERROR)
            findings_add(findings, &diags->list.at[i], lsp->language);
}

/* The messages of every file's parse, in order. */
static void gather(struct project *project)
{
    project->diags = (struct diags){.arena = &project->check_arena, .sources = &project->sources};
    for (size_t i = 0; i < project->sources.files.n; i++) {
        const struct diags *some = &project->files[i].diags;
        for (size_t d = 0; d < some->list.n; d++)
            VEC_ADD(&project->check_arena, &project->diags.list, some->list.at[d]);
        project->diags.errors += some->errors;
        project->diags.warnings += some->warnings;
    }
}

void project_check(struct lsp *lsp, struct project *project)
{
    project_trees(lsp, project);
    if (project->checked)
        return;
    arena_reset(&project->check_arena);
    gather(project);
    const char *folder = lsp->world.has_disk && !project->alone ? project->folder : NULL;
    project->model = check_rules(&project->check_arena, &project->whole, &project->sources, folder,
                                 &project->diags);
    tree_headings(&project->whole, &project->diags);
    diags_sort(&project->diags);
    project->checked = true;
    findings_clear(&project->findings[SET_CHECK]);
    add_errors(lsp, &project->findings[SET_CHECK], &project->diags);
}

/* ---- the stages ---- */

static void make_examples(struct lsp *lsp, struct project *project)
{
    struct view why;
    struct diags said = {.arena = &project->check_arena, .sources = &project->sources};
    project_check(lsp, project);
    findings_clear(&project->findings[SET_EXAMPLES]);
    past_free(project); /* it reads the image */
    buf_clear(&project->image);
    if (project->diags.errors)
        return;
    if (!compile_sound(project->model, &project->image, &said, &why))
        buf_clear(&project->image);
    diags_sort(&said);
    add_errors(lsp, &project->findings[SET_EXAMPLES], &said);
}

static void make_lints(struct lsp *lsp, struct project *project)
{
    struct lint_settings settings;
    struct arena arena;
    struct diags said = project->diags;
    project_check(lsp, project);
    arena_init(&arena, SIZE_MAX / 2);
    said = project->diags;
    said.arena = &arena;
    said.list.at = ARENA_ARRAY(&arena, said.list.n + 1, struct diag);
    said.list.room = said.list.n + 1;
    if (said.list.n)
        memcpy(said.list.at, project->diags.list.at, said.list.n * sizeof *said.list.at);
    lint_settings_init(&settings, lsp->world.today);
    lint_rules(&settings, &arena, &project->whole, project->model, &said);
    findings_clear(&project->findings[SET_LINTS]);
    for (size_t i = 0; i < said.list.n; i++)
        if (said.list.at[i].lint || said.list.at[i].severity == DIAG_WARNING)
            findings_add(&project->findings[SET_LINTS], &said.list.at[i], lsp->language);
    arena_free(&arena);
}

void project_stage(struct lsp *lsp, struct project *project)
{
    enum stage stage = project->stage;
    project_check(lsp, project);
    project->stage = stage + 1;
    if (stage == STAGE_EXAMPLES)
        make_examples(lsp, project);
    else if (stage == STAGE_LINTS)
        make_lints(lsp, project);
    else if (stage == STAGE_LANDINGS)
        landings_make(lsp, project);
    else if (stage == STAGE_PAST && past_work(lsp, project))
        project->stage = STAGE_PAST;
    if (stage <= STAGE_LINTS)
        findings_publish(lsp, project);
}

static struct project *most_pressing(const struct lsp *lsp)
{
    struct project *found = NULL;
    for (struct project *project = lsp->projects; project; project = project->next)
        if (project->stage != STAGE_DONE && (!found || project->stage < found->stage))
            found = project;
    return found;
}

enum lsp_due lsp_due(const struct lsp *lsp)
{
    const struct project *project = lsp->state == STATE_READY ? most_pressing(lsp) : NULL;
    return !project ? LSP_NOTHING : project->stage == STAGE_CHECK ? LSP_NOW : LSP_LATER;
}

void lsp_work(struct lsp *lsp)
{
    struct project *project = lsp->state == STATE_READY ? most_pressing(lsp) : NULL;
    if (project)
        project_stage(lsp, project);
}
