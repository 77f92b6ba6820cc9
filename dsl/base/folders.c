/* folders: a list travels as one text, because whoever asks for rules (a command line, a desk page,
 * a check whether a document is there) has one place for it and mostly names one folder. It is
 * taken apart only where files are opened.
 *
 * Nothing overrides: the order of the folders decides in which of two a document is looked for
 * first, and never what a rule means; two things of one name are an error of the rules. */
#include "dsl/base/folders.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

static bool is_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

static bool too_much(void)
{
    errno = ENAMETOOLONG;
    return false;
}

bool folders_read(const char *written, struct folders *out)
{
    size_t length = strlen(written);
    out->n = 0;
    if (length >= sizeof out->text)
        return too_much();
    memcpy(out->text, written, length + 1);
    if (is_folder(written) || !strchr(written, ':')) {
        out->at[out->n++] = out->text;
        return true;
    }
    for (char *from = out->text; from;) {
        char *colon = strchr(from, ':');
        if (out->n == FOLDERS_MOST)
            return too_much();
        out->at[out->n++] = from;
        if (colon)
            *colon = 0;
        from = colon ? colon + 1 : NULL;
    }
    return true;
}

bool folders_add(char *list, const char *folder)
{
    size_t before = strlen(list), more = strlen(folder);
    if (before + more + 2 > FOLDERS_ROOM)
        return too_much();
    if (before)
        list[before++] = ':';
    memcpy(list + before, folder, more + 1);
    return true;
}

static struct view last_part(const char *folder)
{
    struct view name = view_of(folder);
    while (name.n && name.p[name.n - 1] == '/')
        name.n--;
    for (size_t i = name.n; i > 0; i--)
        if (name.p[i - 1] == '/') {
            name = view_sub(name, i, name.n);
            break;
        }
    return !name.n || view_is(name, ".") || view_is(name, "..") ? VIEW("rules") : name;
}

void folders_label(const struct folders *folders, size_t index, char label[FOLDERS_LABEL])
{
    struct view name = last_part(folders->at[index]);
    bool again = false;
    for (size_t i = 0; i < index; i++)
        again = again || view_eq(last_part(folders->at[i]), name);
    if (again)
        snprintf(label, FOLDERS_LABEL, "%.*s-%zu", VIEW_FMT(name), index + 1);
    else
        snprintf(label, FOLDERS_LABEL, "%.*s", VIEW_FMT(name));
}

bool folders_find(const char *written, struct view path, char *out, size_t size)
{
    struct folders folders;
    struct stat about;
    for (size_t i = 0; folders_read(written, &folders) && i < folders.n; i++) {
        int n = snprintf(out, size, "%s/%.*s", folders.at[i], VIEW_FMT(path));
        if (n > 0 && (size_t)n < size && stat(out, &about) == 0 && S_ISREG(about.st_mode))
            return true;
    }
    return false;
}
