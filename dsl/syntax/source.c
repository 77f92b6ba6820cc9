/* source: texts are taken in whole, once, and never move again.
 *
 * What editors leave in a file without meaning anything is removed on the way in: a byte order
 * mark, and the carriage return of Windows line ends (one that stands alone ends a line). So every
 * later stage counts the same bytes, and a span is a slice of source.text. Text that is not UTF-8
 * is kept as it is; the scanner says what is wrong with it.
 *
 * A folder is read in the order of its paths, so that the same rules give the same compilation on
 * every machine. Whatever could not be read fails the whole: rules with a part missing would still
 * compile, and decide wrongly. */
#include "dsl/syntax/source.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "dsl/base/file.h"
#include "dsl/base/folders.h"

enum { LARGEST_FILE = 64 << 20, DEEPEST_FOLDER = 16 };

static struct view without_mark(struct view text)
{
    struct view mark = VIEW("\xef\xbb\xbf");
    return view_starts(text, mark) ? view_sub(text, mark.n, text.n) : text;
}

static struct view with_plain_ends(struct arena *arena, struct view text)
{
    char *to = arena_copy(arena, text.p, text.n);
    if (!text.n || !memchr(text.p, '\r', text.n))
        return (struct view){to, text.n};
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        bool windows = text.p[i] == '\r' && i + 1 < text.n && text.p[i + 1] == '\n';
        if (!windows)
            to[n++] = text.p[i] == '\r' ? '\n' : text.p[i];
    }
    to[n] = 0;
    return (struct view){to, n};
}

static void count_lines(struct arena *arena, struct source *source)
{
    enum { LINE_BYTES = 32 }; /* most lines are longer */
    const char *text = source->text.p, *end = text + source->text.n, *at = text;
    VEC(uint32_t) starts = {0};
    VEC_ROOM(arena, &starts, source->text.n / LINE_BYTES + 2);
    VEC_ADD(arena, &starts, 0);
    while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL)
        VEC_ADD(arena, &starts, (uint32_t)(++at - text));
    source->line_starts = starts.at;
    source->lines = starts.n;
}

struct source source_make(struct arena *arena, struct view path, struct view text)
{
    struct source source = {.path = view_keep(arena, path),
                            .text = with_plain_ends(arena, without_mark(text))};
    count_lines(arena, &source);
    return source;
}

uint32_t sources_add(struct sources *sources, struct view path, struct view text)
{
    VEC_ADD(sources->arena, &sources->files, source_make(sources->arena, path, text));
    return (uint32_t)(sources->files.n - 1);
}

/* Reading a folder */

struct listing {
    struct arena *arena;
    VEC(struct view) paths; /* relative to the folder */
    struct view *why;
};

static bool failed(struct arena *arena, struct view *why, const char *what, const char *path,
                   const char *reason)
{
    struct buf text;
    buf_init(&text, 8192);
    buf_print(&text, "%s %s: %s", what, path, reason);
    *why = buf_keep(&text, arena);
    buf_free(&text);
    return false;
}

static const char *joined(struct arena *arena, const char *folder, const char *name)
{
    size_t a = strlen(folder), b = strlen(name);
    char *path = arena_alloc(arena, a + b + 2);
    memcpy(path, folder, a + 1);
    path[a] = '/';
    memcpy(path + a + 1, name, b + 1);
    return path;
}

static bool is_rules_file(const char *name)
{
    size_t n = strlen(name);
    return n > 3 && strcmp(name + n - 3, ".zd") == 0;
}

static bool list_folder(struct listing *listing, const char *folder, size_t prefix, int depth);

static bool list_entry(struct listing *listing, const char *path, const char *name, size_t prefix,
                       int depth)
{
    struct stat about;
    if (stat(path, &about) != 0)
        return failed(listing->arena, listing->why, "could not look at", path, strerror(errno));
    if (S_ISDIR(about.st_mode))
        return list_folder(listing, path, prefix, depth + 1);
    if (!S_ISREG(about.st_mode) || !is_rules_file(name))
        return true;
    if (about.st_size > LARGEST_FILE)
        return failed(listing->arena, listing->why, "could not read", path, "larger than 64 MB");
    VEC_ADD(listing->arena, &listing->paths, view_of(path + prefix));
    return true;
}

static bool list_folder(struct listing *listing, const char *folder, size_t prefix, int depth)
{
    if (depth > DEEPEST_FOLDER)
        return failed(listing->arena, listing->why, "could not read", folder, "too many folders");
    DIR *dir = opendir(folder);
    if (!dir)
        return failed(listing->arena, listing->why, "could not open", folder, strerror(errno));
    bool good = true;
    for (struct dirent *entry; good && (entry = readdir(dir)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        const char *path = joined(listing->arena, folder, entry->d_name);
        good = list_entry(listing, path, entry->d_name, prefix, depth);
    }
    closedir(dir);
    return good;
}

static bool read_file(struct sources *sources, const char *full, struct view path, struct view *why)
{
    struct buf text;
    buf_init(&text, LARGEST_FILE);
    bool good = file_read(full, &text);
    if (good) {
        uint32_t file = sources_add(sources, path, buf_seen(&text));
        sources->files.at[file].file = view_keep(sources->arena, view_of(full)).p;
    } else
        failed(sources->arena, why, "could not read", full, strerror(errno));
    buf_free(&text);
    return good;
}

static int by_path(const void *a, const void *b)
{
    return view_compare(*(const struct view *)a, *(const struct view *)b);
}

static bool read_folder(struct sources *sources, const char *folder, const char *label,
                        struct view *why)
{
    struct listing listing = {.arena = sources->arena, .why = why};
    if (!list_folder(&listing, folder, strlen(folder) + 1, 0))
        return false;
    if (listing.paths.n)
        qsort(listing.paths.at, listing.paths.n, sizeof *listing.paths.at, by_path);
    for (size_t i = 0; i < listing.paths.n; i++) {
        const char *full = joined(sources->arena, folder, listing.paths.at[i].p);
        struct view path = listing.paths.at[i];
        if (label)
            path = view_of(joined(sources->arena, label, path.p));
        if (!read_file(sources, full, path, why))
            return false;
    }
    return true;
}

bool sources_read(struct sources *sources, const char *folder, struct view *why)
{
    struct folders folders;
    if (!folders_read(folder, &folders))
        return failed(sources->arena, why, "could not read", folder, strerror(errno));
    for (size_t i = 0; i < folders.n; i++) {
        char label[FOLDERS_LABEL];
        folders_label(&folders, i, label);
        if (!read_folder(sources, folders.at[i], folders.n > 1 ? label : NULL, why))
            return false;
    }
    return true;
}

bool sources_list(struct arena *arena, const char *folder, struct source_paths *out,
                  struct view *why)
{
    struct listing listing = {.arena = arena, .why = why};
    size_t n = strlen(folder), prefix;
    while (n > 1 && folder[n - 1] == '/')
        n--;
    prefix = n + 1;
    if (!list_folder(&listing, arena_copy(arena, folder, n), prefix, 0))
        return false;
    if (listing.paths.n)
        qsort(listing.paths.at, listing.paths.n, sizeof *listing.paths.at, by_path);
    const char **paths = ARENA_ARRAY(arena, listing.paths.n, const char *);
    for (size_t i = 0; i < listing.paths.n; i++)
        paths[i] = listing.paths.at[i].p - prefix;
    *out = (struct source_paths){paths, listing.paths.n};
    return true;
}

bool source_is_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

/* Where a byte stands */

struct place source_place(const struct source *source, uint32_t at)
{
    size_t low = 0, high = source->lines;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (source->line_starts[middle] <= at)
            low = middle;
        else
            high = middle;
    }
    size_t column = 1;
    for (size_t i = source->line_starts[low]; i < at && i < source->text.n; i++)
        column += ((unsigned char)source->text.p[i] & 0xc0) != 0x80;
    return (struct place){low + 1, column};
}

struct view source_line(const struct source *source, size_t line)
{
    size_t from = source->line_starts[line - 1];
    size_t to = line < source->lines ? source->line_starts[line] - 1 : source->text.n;
    return view_sub(source->text, from, to);
}

struct view source_text(const struct sources *sources, struct span span)
{
    return view_sub(sources->files.at[span.file].text, span.from, span.to);
}
