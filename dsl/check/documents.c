/* documents: policies, notices and guides point to texts beside the rules. A path is relative to
 * the rules folder and stays inside it. This is the only place in the checker that looks at the
 * disk, and only where a folder is given. */
#include "dsl/base/folders.h"
#include "dsl/check/check.h"

static bool leaves_folder(struct view path)
{
    if (!path.n || path.p[0] == '/' || memchr(path.p, '\\', path.n))
        return true;
    struct view rest = path;
    while (rest.p) {
        struct view part = view_cut(&rest, '/');
        if (!part.n || view_is(part, "..") || view_is(part, "."))
            return true;
    }
    return false;
}

static bool is_file(struct check *check, struct view path)
{
    char full[FOLDERS_ROOM];
    return folders_find(check->folder, path, full, sizeof full);
}

struct view document_need(struct check *check, const struct node *block)
{
    const struct node *clause = node_child(block, NODE_TEXT);
    const struct node *path = clause ? node_child(clause, NODE_STRING) : NULL;
    if (!path || path->broken)
        return (struct view){0};
    if (leaves_folder(path->text))
        SAY(check, DIAG_E0701, path->span, path->text);
    else if (check->folder && !is_file(check, path->text))
        SAY(check, DIAG_E0702, path->span, path->text);
    return path->text;
}
