/* documents: policies, notices and guides point to texts beside the rules. A path is relative to
 * the rules folder and stays inside it. This is the only place in the checker that looks at the
 * disk, and only where a folder is given. What it reads of a text is how long it says it holds. */
#include "dsl/base/file.h"
#include "dsl/base/folders.h"
#include "dsl/base/utf8.h"
#include "dsl/base/validity.h"
#include "dsl/check/check.h"

enum { TEXT_MAX = 1 << 20 };

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

static bool is_text(struct view path)
{
    return path.n > 4 && (view_is(view_sub(path, path.n - 3, path.n), ".md") ||
                          view_is(view_sub(path, path.n - 4, path.n), ".txt"));
}

/* Of a text that can be read as it stands: until when it says it holds. */
static void read_ends(struct check *check, struct view path, struct text_ends *ends)
{
    char full[FOLDERS_ROOM];
    struct buf text;
    struct validity validity;
    buf_init(&text, TEXT_MAX);
    if (is_text(path) && folders_find(check->folder, path, full, sizeof full) &&
        file_read(full, &text) && utf8_broken(buf_seen(&text)) == SIZE_MAX) {
        ends->superseded =
            validity_of_document(check->arena, buf_keep(&text, check->arena), &validity);
        ends->expires = validity.expires;
    }
    buf_free(&text);
}

struct view document_need(struct check *check, const struct node *clause, struct text_ends *ends)
{
    if (ends)
        *ends = (struct text_ends){false, INT32_MAX};
    const struct node *path = clause ? node_child(clause, NODE_STRING) : NULL;
    if (!path || path->broken)
        return (struct view){0};
    if (leaves_folder(path->text))
        SAY(check, DIAG_E0701, path->span, path->text);
    else if (check->folder && !is_file(check, path->text))
        SAY(check, DIAG_E0702, path->span, path->text);
    else if (check->folder && ends)
        read_ends(check, path->text, ends);
    return path->text;
}
