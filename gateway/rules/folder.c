/* folder: compiling, keeping, mapping.
 *
 * An image is named by its own hash and never changes, so it is written once (beside its place,
 * synced, renamed) and mapped read-only. What a case was decided by can be looked at as long as its
 * image lies there, and the rules beside it as people wrote them: `zhida diff` compares them, and
 * whoever took rules back finds them again. Rules that do not compile change nothing: the log says
 * what is wrong and where, and those in force stay. */
#include "gateway/rules/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dsl/base/file.h"
#include "dsl/base/folders.h"
#include "dsl/compile/compile.h"

#define RANKING_PATH "%s/%016" PRIx64 ".zdm"

enum { COMPILE_CEILING = 1 << 30, IMAGE_MAX = 256 << 20, REPORT_MAX = 1 << 20, ERRORS_SHOWN = 20 };

/* ---- files ---- */

static struct view path_of(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static struct view path_of(struct arena *arena, const char *format, ...)
{
    struct buf path;
    va_list args;
    buf_init(&path, 8192);
    va_start(args, format);
    buf_vprint(&path, format, args);
    va_end(args);
    struct view kept = buf_keep(&path, arena);
    buf_free(&path);
    return kept;
}

static bool make_folder(const char *path)
{
    return mkdir(path, 0700) == 0 || errno == EEXIST;
}

/* Every folder above a path, from the byte on. */
static bool make_folders(struct arena *arena, struct view path, size_t from)
{
    for (size_t i = from; i < path.n; i++)
        if (path.p[i] == '/' && !make_folder(view_keep(arena, view_sub(path, 0, i)).p))
            return false;
    return true;
}

static bool write_all(int file, struct view bytes)
{
    while (bytes.n) {
        ssize_t n = write(file, bytes.p, bytes.n);
        if (n <= 0)
            return false;
        bytes = view_sub(bytes, (size_t)n, bytes.n);
    }
    return true;
}

/* synced: what runs; not synced: what people look at later, at a start that should be quick. */
static bool keep_file(struct arena *arena, struct view path, struct view bytes, bool synced)
{
    struct stat about;
    if (stat(path.p, &about) == 0 && (size_t)about.st_size == bytes.n)
        return true;
    struct view part = path_of(arena, "%s.part", path.p);
    int file = open(part.p, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0)
        return false;
    bool good = write_all(file, bytes) && (!synced || fsync(file) == 0);
    good = close(file) == 0 && good && rename(part.p, path.p) == 0;
    if (!good)
        unlink(part.p);
    return good;
}

/* ---- compiling ---- */

struct compiled {
    struct arena arena;
    struct sources sources;
    struct diags diags;
    struct buf image;
};

static void log_errors(const struct diags *diags, const struct log *log)
{
    struct buf text;
    buf_init(&text, REPORT_MAX);
    diags_lines(diags, DIAG_ZH, &text);
    struct view rest = buf_seen(&text);
    for (int shown = 0; rest.p && shown < ERRORS_SHOWN; shown++) {
        struct view line = view_cut(&rest, '\n');
        if (line.n)
            log_event(log, LOG_ERROR, "rules_error", LOG_TEXT("at", line));
    }
    buf_free(&text);
}

static enum rules_loaded compile(const char *folder, struct compiled *compiled,
                                 const struct rules_report *report, const struct log *log)
{
    struct view why;
    if (!compile_folder(&compiled->arena, folder, &compiled->sources, &compiled->diags, NULL,
                        &compiled->image, &why)) {
        log_event(log, LOG_ERROR, "rules_unreadable", LOG_TEXT("reason", why));
        if (report->out)
            buf_print(report->out, "%s: %.*s\n", folder, VIEW_FMT(why));
        return LOADED_UNREADABLE;
    }
    if (report->out)
        diags_text(&compiled->diags, report->language, report->color, report->out);
    if (!compiled->diags.errors)
        return LOADED_OK;
    log_errors(&compiled->diags, log);
    log_event(log, LOG_ERROR, "rules_refused", LOG_NUMBER("errors", compiled->diags.errors));
    return LOADED_ERRORS;
}

/* ---- keeping ---- */

static bool keep_sources(struct arena *arena, const char *images, struct view version,
                         const struct sources *sources)
{
    struct view folder = path_of(arena, "%s/%.*s/", images, VIEW_FMT(version));
    bool good = true;
    for (size_t i = 0; good && i < sources->files.n; i++) {
        const struct source *source = &sources->files.at[i];
        struct view path = path_of(arena, "%s%.*s", folder.p, VIEW_FMT(source->path));
        good =
            make_folders(arena, path, folder.n - 1) && keep_file(arena, path, source->text, false);
    }
    return good;
}

/* The ranking that the rules were compiled with, as IMAGES/SUM.zdm. */
static bool keep_ranking(struct arena *arena, const char *folder, const char *images,
                         const struct rules *rules)
{
    char found[FOLDERS_ROOM];
    uint64_t sum = rules_learned(rules);
    if (!sum || !folders_find(folder, VIEW(LEARNED_FILE), found, sizeof found))
        return true;
    struct buf bytes;
    buf_init(&bytes, IMAGE_MAX);
    struct view path = path_of(arena, RANKING_PATH, images, sum);
    bool good = file_read(found, &bytes) && learned_sum(bytes.p, bytes.n) == sum &&
                keep_file(arena, path, buf_seen(&bytes), true);
    buf_free(&bytes);
    return good;
}

static enum rules_loaded keep(struct compiled *compiled, const char *folder, const char *images,
                              const struct log *log, struct arena *arena, struct view *version)
{
    struct rules rules;
    if (rules_open(&rules, compiled->image.p, compiled->image.n) != RULES_OK) {
        log_event(log, LOG_ERROR, "rules_image_unsound", LOG_NUMBER("bytes", compiled->image.n));
        return LOADED_ERRORS;
    }
    *version = view_keep(arena, rules_version(&rules));
    struct view path = path_of(&compiled->arena, "%s/%.*s.zdi", images, VIEW_FMT(*version));
    if (make_folder(images) &&
        keep_sources(&compiled->arena, images, *version, &compiled->sources) &&
        keep_ranking(&compiled->arena, folder, images, &rules) &&
        keep_file(&compiled->arena, path, buf_seen(&compiled->image), true))
        return LOADED_OK;
    log_event(log, LOG_ERROR, "rules_not_kept", LOG_WORD("folder", images),
              LOG_WORD("reason", strerror(errno)));
    return LOADED_UNREADABLE;
}

enum rules_loaded rules_folder_keep(const char *folder, const char *images,
                                    const struct rules_report *report, const struct log *log,
                                    struct arena *arena, struct view *version)
{
    struct compiled compiled = {0};
    arena_init(&compiled.arena, COMPILE_CEILING);
    buf_init(&compiled.image, IMAGE_MAX);
    enum rules_loaded loaded = compile(folder, &compiled, report, log);
    if (loaded == LOADED_OK)
        loaded = keep(&compiled, folder, images, log, arena, version);
    buf_free(&compiled.image);
    arena_free(&compiled.arena);
    return loaded;
}

/* ---- putting in force ---- */

static bool in_force(struct rulebook *book, struct view version)
{
    struct rules_held *now = rulebook_take(book);
    bool same = now && view_eq(rules_version(&now->rules), version);
    rulebook_put(book, now);
    return same;
}

static void *map(const char *path, size_t *size)
{
    struct stat about;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return NULL;
    void *memory = MAP_FAILED;
    if (fstat(file, &about) == 0) {
        *size = (size_t)about.st_size;
        memory = mmap(NULL, *size, PROT_READ, MAP_PRIVATE, file, 0);
    }
    close(file);
    return memory == MAP_FAILED ? NULL : memory;
}

/* The ranking of rules that lie in memory; none is no reason to stay with the rules of before. */
static struct rulebook_ranking map_ranking(const char *images, const void *memory, size_t size,
                                           const struct log *log)
{
    char path[8192];
    struct rules rules;
    struct rulebook_ranking ranking = {0};
    if (rules_open(&rules, memory, size) != RULES_OK || !rules_learned(&rules))
        return ranking;
    snprintf(path, sizeof path, RANKING_PATH, images, rules_learned(&rules));
    ranking.memory = map(path, &ranking.size);
    if (!ranking.memory)
        log_event(log, LOG_ERROR, "ranking_not_there", LOG_WORD("file", path),
                  LOG_WORD("reason", strerror(errno)));
    return ranking;
}

enum rules_loaded rules_folder_force(const char *images, struct view version, struct rulebook *book,
                                     const struct log *log)
{
    char path[8192];
    size_t size;
    bool ranked;
    if (in_force(book, version))
        return LOADED_OK;
    snprintf(path, sizeof path, "%s/%.*s.zdi", images, VIEW_FMT(version));
    void *memory = map(path, &size);
    if (!memory) {
        log_event(log, LOG_ERROR, "rules_not_there", LOG_WORD("image", path),
                  LOG_WORD("reason", strerror(errno)));
        return LOADED_UNREADABLE;
    }
    struct rulebook_ranking ranking = map_ranking(images, memory, size, log);
    if (rulebook_set_ranked(book, memory, size, true, ranking, &ranked) != RULES_OK) {
        log_event(log, LOG_ERROR, "rules_image_unsound", LOG_WORD("image", path));
        return LOADED_UNREADABLE;
    }
    if (ranking.memory && !ranked)
        log_event(log, LOG_ERROR, "ranking_unsound", LOG_TEXT("version", version));
    log_event(log, LOG_INFO, "rules_in_force", LOG_TEXT("version", version),
              LOG_NUMBER("ranked", ranked));
    return LOADED_OK;
}
