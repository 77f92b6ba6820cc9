/* navigate: from a name to where it is written, and to every place that speaks of it. */
#include "dsl/base/json.h"
#include "dsl/lsp/answers.h"
#include "dsl/lsp/names.h"
#include "dsl/lsp/project.h"

const struct names *project_names(struct lsp *lsp, struct project *project)
{
    project_trees(lsp, project);
    if (!project->names)
        project->names = names_make(&project->names_arena, &project->whole, &project->sources);
    return project->names;
}

/* The name at the position of a request; false: there is none. */
static bool name_asked(struct lsp *lsp, const json_t *params, struct spot *spot,
                       const struct names **names, const struct use **use)
{
    if (!spot_read(lsp, params, spot))
        return false;
    *names = project_names(lsp, spot->project);
    *use = names_at(*names, spot->file, spot->at);
    return *use != NULL;
}

void answer_definition(struct lsp *lsp, const json_t *params, struct reply *reply)
{
    struct spot spot;
    const struct names *names;
    const struct use *use;
    if (name_asked(lsp, params, &spot, &names, &use))
        put_location(lsp, spot.project, names->symbols.at[use->symbol].at, &reply->out);
}

void answer_references(struct lsp *lsp, const json_t *params, struct reply *reply)
{
    struct spot spot;
    const struct names *names;
    const struct use *use;
    if (!name_asked(lsp, params, &spot, &names, &use))
        return;
    bool declared = param_true(params, "context.includeDeclaration");
    buf_byte(&reply->out, '[');
    for (size_t i = 0; i < names->uses.n; i++) {
        const struct use *one = &names->uses.at[i];
        if (one->symbol != use->symbol || (one->defines && !declared))
            continue;
        print_json_next(&reply->out);
        put_location(lsp, spot.project, one->at, &reply->out);
    }
    buf_byte(&reply->out, ']');
}

void answer_highlights(struct lsp *lsp, const json_t *params, struct reply *reply)
{
    struct spot spot;
    const struct names *names;
    const struct use *use;
    if (!name_asked(lsp, params, &spot, &names, &use))
        return;
    buf_byte(&reply->out, '[');
    for (size_t i = 0; i < names->uses.n; i++) {
        const struct use *one = &names->uses.at[i];
        if (one->symbol != use->symbol || one->at.file != spot.file)
            continue;
        print_json_next(&reply->out);
        buf_text(&reply->out, "{\"range\":");
        put_range(lsp, spot.project, one->at, &reply->out);
        buf_print(&reply->out, ",\"kind\":%d}", one->defines ? 3 : 2);
    }
    buf_byte(&reply->out, ']');
}
