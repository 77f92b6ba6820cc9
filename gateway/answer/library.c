/* library: the documents of a district and their index.
 *
 * The index file's name is the hash of every document's path and content, so a changed document
 * makes a new file, and a file that is there is the right one. It is written under another name,
 * brought to the disk and renamed: a killed process leaves nothing half-made that would be opened
 * again. One that is damaged all the same is made anew. */
#include "gateway/answer/library.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"

enum { DOCUMENT_BYTES_MAX = 16 << 20 };

#define INDEX_NAME "documents-"
#define LIBRARY_BYTES_MAX ((size_t)2 << 30)

struct file {
    struct view path, text;
};

struct build {
    struct arena arena;
    VEC(struct file) files;
    uint64_t hash;
};

/* ---- documents ---- */

static bool read_file(struct build *build, const char *path, struct view *out)
{
    FILE *in = fopen(path, "rb");
    if (!in)
        return false;
    struct buf text;
    buf_init(&text, DOCUMENT_BYTES_MAX);
    char block[65536];
    for (size_t n; (n = fread(block, 1, sizeof block, in)) > 0;)
        buf_bytes(&text, block, n);
    bool good = !ferror(in) && !text.full && utf8_broken(buf_seen(&text)) == SIZE_MAX;
    fclose(in);
    *out = buf_keep(&text, &build->arena);
    buf_free(&text);
    return good;
}

static bool is_document(const char *name)
{
    struct view v = view_of(name);
    return v.n > 3 && memcmp(v.p + v.n - 3, ".md", 3) == 0 && name[0] != '.';
}

static void read_folder(struct build *build, const char *folder, const char *below)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, below);
    struct dirent **names;
    int count = scandir(path, &names, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        struct file file;
        char full[4096 + 300], shown[600];
        snprintf(full, sizeof full, "%s/%s", path, names[i]->d_name);
        snprintf(shown, sizeof shown, "%s/%s", below, names[i]->d_name);
        if (is_document(names[i]->d_name) && read_file(build, full, &file.text)) {
            file.path = view_keep(&build->arena, view_of(shown));
            build->hash = hash_bytes(file.path.p, file.path.n, build->hash);
            build->hash = hash_bytes(file.text.p, file.text.n, build->hash);
            VEC_ADD(&build->arena, &build->files, file);
        }
        free(names[i]);
    }
    if (count >= 0)
        free(names);
}

/* ---- making ---- */

static bool make(struct build *build, struct buf *out)
{
    struct index_maker *maker = index_maker_new(&build->arena);
    buf_init(out, LIBRARY_BYTES_MAX);
    for (size_t i = 0; i < build->files.n; i++) {
        struct document document;
        document_read(&build->arena, build->files.at[i].text, &document);
        index_maker_add(maker, build->files.at[i].path, &document);
    }
    index_maker_finish(maker, out);
    return !out->full;
}

static bool write_whole(int file, struct view bytes)
{
    while (bytes.n) {
        ssize_t n = write(file, bytes.p, bytes.n);
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0)
            bytes = view_sub(bytes, (size_t)n, bytes.n);
    }
    return fsync(file) == 0;
}

static bool keep_file(const char *path, struct view bytes)
{
    char unfinished[4200];
    snprintf(unfinished, sizeof unfinished, "%s.%ld", path, (long)getpid());
    int file = open(unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0)
        return false;
    bool good = write_whole(file, bytes);
    close(file);
    if (good && rename(unfinished, path) == 0)
        return true;
    int why = errno;
    unlink(unfinished);
    errno = why;
    return false;
}

/* ---- opening ---- */

static bool open_file(struct library *library, const char *path)
{
    struct stat about;
    int file = open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    bool good = fstat(file, &about) == 0 && about.st_size > 0;
    size_t size = good ? (size_t)about.st_size : 0;
    void *bytes = good ? mmap(NULL, size, PROT_READ, MAP_SHARED, file, 0) : MAP_FAILED;
    close(file);
    if (bytes == MAP_FAILED)
        return false;
    if (index_open(&library->index, bytes, size)) {
        library->mapped = bytes;
        return true;
    }
    munmap(bytes, size);
    return false;
}

/* Indexes of documents that are no more. Whoever still has one open keeps reading it. */
static void drop_others(const char *folder, const char *path)
{
    const char *own = strrchr(path, '/') + 1;
    struct dirent **names;
    int count = scandir(folder, &names, NULL, NULL);
    for (int i = 0; i < count; i++) {
        char other[4096 + 300];
        snprintf(other, sizeof other, "%s/%s", folder, names[i]->d_name);
        if (strncmp(names[i]->d_name, INDEX_NAME, strlen(INDEX_NAME)) == 0 &&
            strcmp(names[i]->d_name, own) != 0)
            unlink(other);
        free(names[i]);
    }
    if (count >= 0)
        free(names);
}

static bool open_in_memory(struct library *library, struct build *build)
{
    return make(build, &library->made) &&
           index_open(&library->index, library->made.p, library->made.n);
}

/* The file that is there, or a new one. */
static bool open_on_disk(struct library *library, struct build *build, const char *folder)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/" INDEX_NAME "%016llx.idx", folder,
             (unsigned long long)build->hash);
    if (open_file(library, path))
        return true;
    struct buf bytes;
    bool good = make(build, &bytes) && keep_file(path, buf_seen(&bytes));
    int why = errno;
    buf_free(&bytes);
    good = good && open_file(library, path);
    if (good)
        drop_others(folder, path);
    else
        errno = why;
    return good;
}

struct library *library_open(const char *folder, const char *index_folder, char *why, size_t size)
{
    struct build build = {.hash = 0};
    struct library *library = calloc(1, sizeof *library);
    if (!library) {
        snprintf(why, size, "out of memory");
        return NULL;
    }
    arena_init(&build.arena, LIBRARY_BYTES_MAX);
    read_folder(&build, folder, "documents");
    read_folder(&build, folder, "policies");
    bool good = index_folder ? open_on_disk(library, &build, index_folder)
                             : open_in_memory(library, &build);
    if (!good)
        snprintf(why, size, "could not make the document index in %s: %s",
                 index_folder ? index_folder : "memory", strerror(errno));
    arena_free(&build.arena);
    if (good)
        return library;
    library_close(library);
    return NULL;
}

void library_close(struct library *library)
{
    if (!library)
        return;
    if (library->mapped)
        munmap(library->mapped, library->index.size);
    buf_free(&library->made);
    free(library);
}

size_t library_documents(const struct library *library)
{
    return library->index.documents;
}
