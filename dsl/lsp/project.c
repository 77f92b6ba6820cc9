/* project: which texts belong together. A folder with a district.zd is one set of rules, with all
 * that lies below it; a text outside every such folder stands for itself. Folders are found when
 * the client names its workspace, or when it opens a file in one.
 *
 * Files are listed anew when the client says that some came or went; their order, which is that of
 * their paths, gives each its number, so everything with a number in it goes with the old list. A
 * text that changes costs nothing here but the note that it did, and the look where: what slower
 * checks said of other places stays where it belongs. */
#include <stdlib.h>

#include "dsl/lsp/answers.h"
#include "dsl/lsp/past.h"

enum { FILE_MAX = 64 << 20 };

/* ---- projects ---- */

static bool is_below(struct view folder, struct view path)
{
    return view_starts(path, folder) && path.n > folder.n && path.p[folder.n] == '/';
}

static struct project *project_new(struct lsp *lsp, struct view folder, bool alone)
{
    struct project *project = calloc(1, sizeof *project);
    if (!project)
        abort();
    project->folder = strndup(folder.p, folder.n);
    project->alone = alone;
    project->unlisted = true;
    arena_init(&project->arena, SIZE_MAX / 2);
    arena_init(&project->whole_arena, SIZE_MAX / 2);
    arena_init(&project->check_arena, SIZE_MAX / 2);
    arena_init(&project->names_arena, SIZE_MAX / 2);
    arena_init(&project->landings_arena, SIZE_MAX / 2);
    for (int set = 0; set < FINDING_SETS; set++)
        arena_init(&project->findings[set].arena, SIZE_MAX / 2);
    buf_init(&project->image, (size_t)1 << 30);
    project->next = lsp->projects;
    lsp->projects = project;
    return project;
}

static void files_free(struct project *project)
{
    for (size_t i = 0; i < project->sources.files.n; i++)
        arena_free(&project->files[i].arena);
    project->sources = (struct sources){.arena = &project->arena};
    project->files = NULL;
    arena_reset(&project->arena);
}

static void project_free(struct project *project)
{
    project_forget(project);
    past_free(project);
    files_free(project);
    for (int set = 0; set < FINDING_SETS; set++)
        arena_free(&project->findings[set].arena);
    arena_free(&project->arena);
    arena_free(&project->whole_arena);
    arena_free(&project->check_arena);
    arena_free(&project->names_arena);
    arena_free(&project->landings_arena);
    buf_free(&project->image);
    free(project->folder);
    free(project);
}

void projects_free(struct lsp *lsp)
{
    while (lsp->projects) {
        struct project *project = lsp->projects;
        lsp->projects = project->next;
        project_free(project);
    }
}

static struct project *known_project(struct lsp *lsp, struct view path)
{
    struct project *best = NULL;
    for (struct project *project = lsp->projects; project; project = project->next) {
        struct view folder = view_of(project->folder);
        bool holds = project->alone ? view_eq(folder, path) : is_below(folder, path);
        if (holds && (!best || strlen(best->folder) < folder.n))
            best = project;
    }
    return best;
}

static bool has_district(struct lsp *lsp, struct view folder)
{
    struct buf path, text;
    buf_init(&path, 1 << 16);
    buf_init(&text, FILE_MAX);
    buf_print(&path, "%.*s/district.zd", VIEW_FMT(folder));
    bool found =
        document_find(lsp, path.p) || (folder.n && lsp->world.read(lsp->world.self, path.p, &text));
    buf_free(&path);
    buf_free(&text);
    return found;
}

static struct view parent_of(struct view path)
{
    while (path.n && path.p[path.n - 1] != '/')
        path.n--;
    return view_sub(path, 0, path.n ? path.n - 1 : 0);
}

struct project *project_of(struct lsp *lsp, const char *path)
{
    struct view whole = view_of(path), folder = parent_of(whole);
    struct project *known = known_project(lsp, whole);
    if (known)
        return known;
    while (folder.n && !has_district(lsp, folder))
        folder = parent_of(folder);
    if (folder.n)
        return project_new(lsp, folder, false);
    return document_find(lsp, path) ? project_new(lsp, whole, true) : NULL;
}

void projects_find(struct lsp *lsp, const char *root)
{
    struct arena arena;
    struct source_paths paths = {0};
    arena_init(&arena, SIZE_MAX / 2);
    if (!lsp->world.list(lsp->world.self, &arena, root, &paths))
        paths.n = 0;
    for (size_t i = 0; i < paths.n; i++) {
        struct view path = view_of(paths.at[i]), folder = parent_of(path);
        struct project *known = known_project(lsp, path);
        bool is_head = strcmp(paths.at[i] + folder.n + 1, "district.zd") == 0;
        if (is_head && !(known && view_is(folder, known->folder)))
            project_new(lsp, folder, false);
    }
    arena_free(&arena);
}

/* ---- files ---- */

static int by_path(const void *a, const void *b)
{
    return view_compare(view_of(*(const char *const *)a), view_of(*(const char *const *)b));
}

struct paths {
    VEC(const char *) list;
};

static bool is_listed(const struct paths *paths, const char *path)
{
    for (size_t i = 0; i < paths->list.n; i++)
        if (strcmp(paths->list.at[i], path) == 0)
            return true;
    return false;
}

static void collect_paths(struct lsp *lsp, struct project *project, struct paths *out)
{
    struct source_paths found = {0};
    struct arena *arena = &project->arena;
    if (!project->alone && !lsp->world.list(lsp->world.self, arena, project->folder, &found))
        found.n = 0;
    for (size_t i = 0; i < found.n; i++)
        VEC_ADD(arena, &out->list, found.at[i]);
    for (struct document *document = lsp->documents; document; document = document->next) {
        struct view path = view_of(document->path);
        bool ours = project->alone ? view_is(path, project->folder)
                                   : is_below(view_of(project->folder), path) && path.n > 3 &&
                                         view_is(view_sub(path, path.n - 3, path.n), ".zd");
        if (ours && !is_listed(out, document->path))
            VEC_ADD(arena, &out->list, arena_copy(arena, path.p, path.n));
    }
    if (out->list.n)
        qsort(out->list.at, out->list.n, sizeof *out->list.at, by_path);
}

struct showing {
    const char *full;
    uint64_t shown;
};

/* What the client was shown, in the server's own memory while the list is made anew. */
static struct showing *remember(const struct project *project, size_t *n)
{
    *n = project->sources.files.n;
    struct showing *all = calloc(*n + 1, sizeof *all);
    if (!all)
        abort();
    for (size_t i = 0; i < *n; i++)
        all[i] = (struct showing){strdup(project->files[i].full), project->files[i].shown};
    return all;
}

static void send_nothing(struct lsp *lsp, const char *full)
{
    struct buf params;
    buf_init(&params, 1 << 16);
    buf_text(&params, "{\"uri\":");
    uri_put(&params, full);
    buf_text(&params, ",\"diagnostics\":[]}");
    rpc_notify(lsp, "textDocument/publishDiagnostics", buf_seen(&params));
    buf_free(&params);
}

static void recall(struct lsp *lsp, struct project *project, struct showing *all, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t at = 0;
        while (at < project->sources.files.n && strcmp(project->files[at].full, all[i].full) != 0)
            at++;
        if (at < project->sources.files.n)
            project->files[at].shown = all[i].shown;
        else if (all[i].shown)
            send_nothing(lsp, all[i].full);
        free((char *)(uintptr_t)all[i].full);
    }
    free(all);
}

static void list_files(struct lsp *lsp, struct project *project)
{
    struct paths paths = {0};
    size_t n;
    struct showing *shown = remember(project, &n);
    project_forget(project);
    for (int set = 0; set < FINDING_SETS; set++)
        findings_clear(&project->findings[set]);
    files_free(project);
    collect_paths(lsp, project, &paths);
    project->files = ARENA_ARRAY(&project->arena, paths.list.n, struct rules_file);
    size_t head = project->alone ? 0 : strlen(project->folder) + 1;
    for (size_t i = 0; i < paths.list.n; i++) {
        struct rules_file *file = &project->files[i];
        struct source *source = VEC_PUSH(&project->arena, &project->sources.files);
        source->path = view_of(paths.list.at[i] + head);
        file->full = paths.list.at[i];
        file->open = document_find(lsp, file->full);
        arena_init(&file->arena, SIZE_MAX / 2);
    }
    recall(lsp, project, shown, n);
    project->unlisted = false;
}

static int file_of(const struct project *project, const char *path)
{
    for (size_t i = 0; i < project->sources.files.n; i++)
        if (strcmp(project->files[i].full, path) == 0)
            return (int)i;
    return -1;
}

/* ---- texts ---- */

static void load_text(struct lsp *lsp, struct rules_file *file, struct source *source)
{
    struct buf raw, text;
    buf_init(&raw, FILE_MAX);
    buf_init(&text, FILE_MAX);
    if (!file->open && lsp->world.read(lsp->world.self, file->full, &raw))
        text_with_plain_ends(buf_seen(&raw), &text);
    struct view seen = file->open ? buf_seen(&file->open->text) : buf_seen(&text);
    file->marked = file->open && view_starts(seen, VIEW("\xef\xbb\xbf"));
    *source = source_make(&file->arena, source->path, seen);
    buf_free(&raw);
    buf_free(&text);
}

static void parse_file(struct lsp *lsp, struct project *project, uint32_t number)
{
    struct rules_file *file = &project->files[number];
    struct source *source = &project->sources.files.at[number];
    struct view path = source->path; /* the list's own copy */
    arena_reset(&file->arena);
    source->path = path;
    load_text(lsp, file, source);
    source->path = view_of(file->full + (project->alone ? 0 : strlen(project->folder) + 1));
    file->tree = (struct tree){.arena = &file->arena};
    file->diags = (struct diags){.arena = &file->arena, .sources = &project->sources};
    tree_parse_file(&file->tree, &project->sources, number, &file->diags);
    file->parsed = true;
}

static void assemble(struct project *project)
{
    struct tree *whole = &project->whole;
    arena_reset(&project->whole_arena);
    *whole = (struct tree){.arena = &project->whole_arena};
    whole->root = ARENA_NEW(whole->arena, struct node);
    whole->root->kind = NODE_RULES;
    for (size_t i = 0; i < project->sources.files.n; i++) {
        const struct tree *tree = &project->files[i].tree;
        struct node *first = tree->root->child, *root = whole->root;
        for (size_t t = 0; t < tree->trivia.n; t++)
            VEC_ADD(whole->arena, &whole->trivia, tree->trivia.at[t]);
        if (!first)
            continue;
        if (root->last)
            root->last->next = first;
        else
            root->child = first;
        root->last = tree->root->last;
        root->last->next = NULL;
    }
    project->assembled = true;
}

void project_trees(struct lsp *lsp, struct project *project)
{
    if (project->unlisted)
        list_files(lsp, project);
    if (project->assembled)
        return;
    for (size_t i = 0; i < project->sources.files.n; i++)
        if (!project->files[i].parsed)
            parse_file(lsp, project, (uint32_t)i);
    assemble(project);
}

/* ---- changes ---- */

/* Where the new text differs from the old: findings of slow checks move along. */
static void note_change(struct project *project, uint32_t number, struct view now)
{
    struct view old = project->sources.files.at[number].text;
    if (view_starts(now, VIEW("\xef\xbb\xbf")))
        now = view_sub(now, 3, now.n);
    size_t least = old.n < now.n ? old.n : now.n, head = 0, tail = 0;
    while (head < least && old.p[head] == now.p[head])
        head++;
    while (tail < least - head && old.p[old.n - 1 - tail] == now.p[now.n - 1 - tail])
        tail++;
    if (head == old.n && old.n == now.n)
        return;
    for (int set = 0; set < FINDING_SETS; set++)
        findings_move(&project->findings[set], number, (uint32_t)head, (uint32_t)(old.n - tail),
                      (uint32_t)(now.n - tail));
}

static void touch(struct lsp *lsp, const char *path, struct document *open)
{
    struct project *project = project_of(lsp, path);
    if (!project)
        return;
    int number = project->unlisted ? -1 : file_of(project, path);
    if (number < 0) {
        project->unlisted = true;
        project->stage = STAGE_CHECK;
        return;
    }
    struct rules_file *file = &project->files[number];
    file->open = open;
    if (open && file->parsed)
        note_change(project, (uint32_t)number, buf_seen(&open->text));
    file->parsed = false;
    findings_clear(&project->findings[SET_TESTS]);
    project_forget(project);
}

void project_opened(struct lsp *lsp, struct document *document)
{
    touch(lsp, document->path, document);
}

void project_changed(struct lsp *lsp, struct document *document)
{
    touch(lsp, document->path, document);
}

static void drop(struct lsp *lsp, struct project *project)
{
    struct project **link = &lsp->projects;
    while (*link != project)
        link = &(*link)->next;
    *link = project->next;
    for (size_t i = 0; i < project->sources.files.n; i++)
        if (project->files[i].shown)
            send_nothing(lsp, project->files[i].full);
    project_free(project);
}

void project_closed(struct lsp *lsp, struct document *document)
{
    struct project *project = known_project(lsp, view_of(document->path));
    if (project && project->alone)
        drop(lsp, project);
    else if (project) {
        project->unlisted = true; /* it may be a file that was never saved */
        touch(lsp, document->path, NULL);
    }
}

/* A text alone may belong to a folder now, and a folder may have lost its head. */
static void regroup(struct lsp *lsp)
{
    for (struct project *project = lsp->projects, *next; project; project = next) {
        next = project->next;
        if (project->alone || !has_district(lsp, view_of(project->folder)))
            drop(lsp, project);
    }
    for (size_t i = 0; i < lsp->roots.n; i++)
        projects_find(lsp, lsp->roots.at[i]);
    for (struct document *document = lsp->documents; document; document = document->next)
        project_opened(lsp, document);
}

void workspace_files_changed(struct lsp *lsp, const json_t *params, struct reply *reply)
{
    const json_t *changes = param(params, "changes"), *change;
    size_t i;
    bool heads = false;
    (void)reply;
    json_array_foreach(changes, i, change)
    {
        char *path = uri_path(param_text(change, "uri"));
        struct project *project = known_project(lsp, view_of(path));
        size_t n = strlen(path);
        heads |= n >= 12 && strcmp(path + n - 12, "/district.zd") == 0;
        if (project && !document_find(lsp, path)) {
            project->unlisted = true;
            project->stage = STAGE_CHECK;
        }
        free(path);
    }
    if (heads)
        regroup(lsp);
}

/* ---- spots ---- */

uint32_t file_position(const struct lsp *lsp, const struct project *project, uint32_t file,
                       struct position at)
{
    int64_t mark = lsp->utf8 ? 3 : 1;
    if (project->files[file].marked && at.line == 0)
        at.character -= at.character < mark ? at.character : mark;
    return position_byte(lsp, project->sources.files.at[file].text, at);
}

bool spot_read(struct lsp *lsp, const json_t *params, struct spot *spot)
{
    char *path = uri_path(param_text(params, "textDocument.uri"));
    int file = -1;
    spot->project = *path ? project_of(lsp, path) : NULL;
    if (spot->project) {
        project_trees(lsp, spot->project);
        file = file_of(spot->project, path);
    }
    free(path);
    if (file < 0)
        return false;
    spot->file = (uint32_t)file;
    const json_t *position = param(params, "position");
    spot->at =
        position ? file_position(lsp, spot->project, spot->file, param_position(position)) : 0;
    return true;
}

const struct source *spot_source(const struct spot *spot)
{
    return &spot->project->sources.files.at[spot->file];
}
