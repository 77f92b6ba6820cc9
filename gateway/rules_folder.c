/* rules_folder: compiling, keeping, mapping.
 *
 * An image is named by its own hash and never changes, so it is written once (beside its place,
 * synced, renamed) and mapped read-only. What a case was decided by can be looked at as long as its
 * image lies there. Rules that do not compile change nothing: the log says what is wrong and where,
 * and those in force stay. */
#include "gateway/rules_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dsl/compile/compile.h"

enum { COMPILE_CEILING = 1 << 30, IMAGE_MAX = 256 << 20, ERRORS_SHOWN = 20 };

/* ---- compiling ---- */

static void log_errors(const struct diags *diags, const struct log *log)
{
    struct buf text;
    buf_init(&text, 1 << 20);
    diags_lines(diags, DIAG_ZH, &text);
    struct view rest = buf_seen(&text);
    for (int shown = 0; rest.p && shown < ERRORS_SHOWN; shown++) {
        struct view line = view_cut(&rest, '\n');
        if (line.n)
            log_event(log, LOG_ERROR, "rules_error", LOG_TEXT("at", line));
    }
    buf_free(&text);
}

static enum rules_loaded compile(const char *folder, struct buf *image, const struct log *log)
{
    struct arena arena;
    arena_init(&arena, COMPILE_CEILING);
    struct sources sources = {.arena = &arena};
    struct diags diags = {.arena = &arena, .sources = &sources};
    struct view why;
    enum rules_loaded loaded = LOADED_OK;
    if (!compile_folder(&arena, folder, &sources, &diags, NULL, image, &why)) {
        log_event(log, LOG_ERROR, "rules_unreadable", LOG_TEXT("reason", why));
        loaded = LOADED_UNREADABLE;
    } else if (diags.errors || !image->n) {
        log_errors(&diags, log);
        log_event(log, LOG_ERROR, "rules_refused", LOG_NUMBER("errors", diags.errors));
        loaded = LOADED_ERRORS;
    }
    arena_free(&arena);
    return loaded;
}

/* ---- keeping ---- */

static bool write_all(int file, struct view bytes)
{
    while (bytes.n) {
        ssize_t n = write(file, bytes.p, bytes.n);
        if (n <= 0)
            return false;
        bytes = view_sub(bytes, (size_t)n, bytes.n);
    }
    return fsync(file) == 0;
}

static bool keep(const char *path, const char *part, struct view bytes)
{
    struct stat about;
    if (stat(path, &about) == 0 && (size_t)about.st_size == bytes.n)
        return true;
    int file = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0)
        return false;
    bool good = write_all(file, bytes);
    good = close(file) == 0 && good && rename(part, path) == 0;
    if (!good)
        unlink(part);
    return good;
}

static void *map(const char *path, size_t size)
{
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return NULL;
    void *memory = mmap(NULL, size, PROT_READ, MAP_PRIVATE, file, 0);
    close(file);
    return memory == MAP_FAILED ? NULL : memory;
}

static void *keep_and_map(const char *images, struct view version, struct view bytes)
{
    struct buf path, part;
    buf_init(&path, 4096);
    buf_init(&part, 4096);
    buf_print(&path, "%s/%.*s.zdi", images, VIEW_FMT(version));
    buf_print(&part, "%s.part", path.p);
    bool made = mkdir(images, 0700) == 0 || errno == EEXIST;
    void *memory = made && keep(path.p, part.p, bytes) ? map(path.p, bytes.n) : NULL;
    buf_free(&path);
    buf_free(&part);
    return memory;
}

/* ---- putting in force ---- */

static bool in_force(struct rulebook *book, struct view version)
{
    struct rules_held *now = rulebook_take(book);
    bool same = now && view_eq(rules_version(&now->rules), version);
    rulebook_put(book, now);
    return same;
}

static enum rules_loaded put_in_force(const struct buf *image, const char *images,
                                      struct rulebook *book, const struct log *log)
{
    struct rules rules;
    if (rules_open(&rules, image->p, image->n) != RULES_OK) {
        log_event(log, LOG_ERROR, "rules_image_unsound", LOG_NUMBER("bytes", image->n));
        return LOADED_ERRORS;
    }
    struct view version = rules_version(&rules);
    if (in_force(book, version))
        return LOADED_SAME;
    void *memory = keep_and_map(images, version, buf_seen(image));
    if (!memory || rulebook_set(book, memory, image->n, true) != RULES_OK) {
        log_event(log, LOG_ERROR, "rules_not_kept", LOG_WORD("folder", images),
                  LOG_WORD("reason", strerror(errno)));
        return LOADED_UNREADABLE;
    }
    log_event(log, LOG_INFO, "rules_in_force", LOG_TEXT("version", version));
    return LOADED_OK;
}

enum rules_loaded rules_folder_load(const char *folder, const char *images, struct rulebook *book,
                                    const struct log *log)
{
    struct buf image;
    buf_init(&image, IMAGE_MAX);
    enum rules_loaded loaded = compile(folder, &image, log);
    if (loaded == LOADED_OK)
        loaded = put_in_force(&image, images, book, log);
    buf_free(&image);
    return loaded;
}
