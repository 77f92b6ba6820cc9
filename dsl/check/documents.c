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

/* A text that can be read as it stands; else empty. */
static struct view read_text(struct check *check, struct view path)
{
    char full[FOLDERS_ROOM];
    struct buf text;
    struct view read = VIEW("");
    buf_init(&text, TEXT_MAX);
    if (is_text(path) && folders_find(check->folder, path, full, sizeof full) &&
        file_read(full, &text) && utf8_broken(buf_seen(&text)) == SIZE_MAX)
        read = buf_keep(&text, check->arena);
    buf_free(&text);
    return read;
}

/* Until when the text says it holds. */
static void read_ends(struct check *check, struct view path, struct text_ends *ends)
{
    struct validity validity;
    struct view text = read_text(check, path);
    if (!text.n)
        return;
    ends->superseded = validity_of_document(check->arena, text, &validity);
    ends->expires = validity.expires;
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

/* ---- of duties ---- */

static struct view without_front_matter(struct view text)
{
    struct view rest = text, line = view_cut(&rest, '\n');
    if (!view_is(view_trim(line), "---"))
        return text;
    while (rest.n)
        if (view_is(view_trim(view_cut(&rest, '\n')), "---"))
            return rest;
    return text;
}

/* The heading of a line in Markdown, but for that of the whole text; empty: it is none. */
static struct view heading_of(struct view line)
{
    size_t marks = 0;
    while (marks < line.n && line.p[marks] == '#')
        marks++;
    return marks > 1 ? view_trim(view_sub(line, marks, line.n)) : VIEW("");
}

static struct document_section *add_section(struct check *check, struct duty_document *document,
                                            struct view heading)
{
    struct document_section *section = VEC_PUSH(check->arena, &document->sections);
    *section = (struct document_section){.heading = heading};
    return section;
}

static void read_sections(struct check *check, struct duty_document *document, struct view text)
{
    struct document_section *section = NULL;
    for (struct view rest = without_front_matter(text); rest.n;) {
        struct view line = view_cut(&rest, '\n'), heading = heading_of(view_trim(line));
        if (heading.n)
            section = add_section(check, document, heading);
        else if (section && !section->text.n)
            section->text = line;
        else if (section)
            section->text.n = (size_t)(line.p + line.n - section->text.p);
    }
}

int document_of(struct check *check, const struct node *clause)
{
    struct model *model = check->model;
    struct duty_document document = {0};
    document.path = document_need(check, clause, &document.ends);
    for (size_t i = 0; i < model->documents.n; i++)
        if (view_eq(model->documents.at[i].path, document.path))
            return (int)i;
    struct view path = document.path;
    bool markdown = path.n > 3 && view_is(view_sub(path, path.n - 3, path.n), ".md");
    struct view text =
        markdown && check->folder && !leaves_folder(path) ? read_text(check, path) : VIEW("");
    read_sections(check, &document, text);
    document.read = text.n > 0;
    VEC_ADD(check->arena, &model->documents, document);
    return (int)model->documents.n - 1;
}

struct document_section *document_section(struct check *check, struct duty_document *document,
                                          struct view heading)
{
    for (size_t i = 0; i < document->sections.n; i++)
        if (view_eq(document->sections.at[i].heading, heading))
            return &document->sections.at[i];
    return document->read ? NULL : add_section(check, document, heading);
}
