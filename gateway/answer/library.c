/* library: opening the index and keeping it.
 *
 * The index file's name is the hash of every document's path and content, so a changed document
 * makes a new file, and a file that is there is the right one.
 */
#include "gateway/answer/library.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "dsl/base/folders.h"
#include "gateway/answer/formats.h"
#include "gateway/answer/index.h"

enum { SHELF_BYTES_MAX = 256 << 20, PATH_ROOM = 4096 };

#define INDEX_NAME "documents-"

static bool prepare(sqlite3 *db, const char *sql, sqlite3_stmt **out)
{
    return sqlite3_prepare_v2(db, sql, -1, out, NULL) == SQLITE_OK;
}

static size_t count_rows(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement;
    size_t count = 0;
    if (prepare(db, sql, &statement) && sqlite3_step(statement) == SQLITE_ROW)
        count = (size_t)sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return count;
}

static void uri_of(const char *path, struct buf *out)
{
    buf_text(out, "file:");
    for (; *path; path++)
        if (strchr("?#%", *path))
            buf_print(out, "%%%02x", (unsigned char)*path);
        else
            buf_byte(out, *path);
    buf_text(out, "?immutable=1");
}

/* The file never changes: no locks are taken, and one reading transaction lasts as long as it is
 * open. */
static bool open_file(struct library *library, const char *path)
{
    struct buf uri;
    int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI;
    buf_init(&uri, 3 * 4200);
    uri_of(path, &uri);
    bool good = !uri.full && sqlite3_open_v2(uri.p, &library->db, flags, NULL) == SQLITE_OK;
    buf_free(&uri);
    return good;
}

static bool prepare_all(struct library *library)
{
    const struct {
        sqlite3_stmt **statement;
        const char *sql;
    } all[] = {
        {&library->term,
         "SELECT number, documents, occurrences, postings FROM term WHERE key = ?1"},
        {&library->content, "SELECT words FROM content WHERE document = ?1"},
        {&library->passages,
         "SELECT " PASSAGE_COLUMNS " FROM" PASSAGE_JOINS " WHERE p.document = ?1 ORDER BY p.id"},
        {&library->within, "SELECT " PASSAGE_COLUMNS " FROM" PASSAGE_JOINS
                           " WHERE d.path = ?1 AND d.expires >= ?2 AND d.begins <= ?2"
                           " ORDER BY p.id LIMIT ?3"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (!prepare(library->db, all[i].sql, all[i].statement))
            return false;
    return true;
}

/* A province on which half of the documents dwell is where the shelf stands: whoever asks here
 * means it without saying so. */
static void forget_home(struct library *library)
{
    size_t times[64] = {0}, all = 0;
    for (size_t i = 0; i < library->documents; i++)
        for (uint64_t left = library->known[i].dwelt_on; left; left &= left - 1, all++)
            times[__builtin_ctzll(left)]++;
    for (size_t k = 0; k < 64; k++)
        for (size_t i = 0; times[k] * 2 >= all && i < library->documents; i++)
            library->known[i].dwelt_on &= ~((uint64_t)1 << k);
}

/* What every search needs of all documents. */
static bool read_known(struct library *library)
{
    sqlite3_stmt *rows;
    double sum = 0;
    library->known = calloc(library->documents + 1, sizeof *library->known);
    if (!library->known ||
        !prepare(library->db,
                 "SELECT c.length, c.provinces, d.begins, d.expires, d.path,"
                 " d.successor IS NOT NULL OR d.expires <= -2147483648, c.of_city, c.dwelt_on"
                 " FROM content c"
                 " JOIN document d ON d.id = c.document ORDER BY c.document",
                 &rows))
        return false;
    for (size_t i = 0; i < library->documents && sqlite3_step(rows) == SQLITE_ROW; i++) {
        library->known[i] = (struct library_document){
            .length = (uint32_t)sqlite3_column_int64(rows, 0),
            .provinces = (uint64_t)sqlite3_column_int64(rows, 1),
            .begins = sqlite3_column_int(rows, 2),
            .expires = sqlite3_column_int(rows, 3),
            .path =
                view_keep(&library->paths, (struct view){(const char *)sqlite3_column_text(rows, 4),
                                                         (size_t)sqlite3_column_bytes(rows, 4)}),
            .replaced = sqlite3_column_int(rows, 5) != 0,
            .of_city = sqlite3_column_int(rows, 6) != 0,
            .dwelt_on = (uint64_t)sqlite3_column_int64(rows, 7)};
        sum += library->known[i].length;
    }
    sqlite3_finalize(rows);
    forget_home(library);
    library->mean_length = sum > 0 ? sum / (double)library->documents : 1;
    return true;
}

/* Makes the library ready to search; its database is open. */
static bool open_index(struct library *library)
{
    if (!prepare_all(library) || sqlite3_exec(library->db, "BEGIN", NULL, NULL, NULL) != SQLITE_OK)
        return false;
    library->documents = count_rows(library->db, "SELECT count(*) FROM document");
    return read_known(library);
}

static void close_index(struct library *library)
{
    sqlite3_finalize(library->term);
    sqlite3_finalize(library->content);
    sqlite3_finalize(library->passages);
    sqlite3_finalize(library->within);
    sqlite3_close(library->db);
    free(library->known);
    arena_free(&library->paths);
    library->known = NULL;
    library->term = library->content = library->passages = library->within = NULL;
    library->db = NULL;
}

/* The file is there and whole. */
static bool open_whole(struct library *library, const char *path)
{
    static const char check[] =
        "SELECT count(*) FROM pragma_quick_check(1) WHERE quick_check = 'ok'";
    if (access(path, R_OK) == 0 && open_file(library, path) &&
        count_rows(library->db, check) == 1 && open_index(library))
        return true;
    close_index(library);
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

/* What was converted of files that are no more. */
static void drop_unused(const char *kept, const struct shelf *shelf)
{
    struct dirent **names;
    int count = scandir(kept, &names, NULL, NULL);
    for (int i = 0; i < count; i++) {
        char path[PATH_ROOM + 300];
        uint64_t hash = strtoull(names[i]->d_name, NULL, 16);
        bool used = names[i]->d_name[0] == '.';
        for (size_t k = 0; !used && k < shelf->files.n; k++)
            used = shelf->files.at[k].hash == hash;
        snprintf(path, sizeof path, "%s/%s", kept, names[i]->d_name);
        if (!used)
            unlink(path);
        free(names[i]);
    }
    if (count >= 0)
        free(names);
}

/* On disk: the file that is there, or a new one. false: reason in why. */
static bool open_on_disk(struct library *library, const struct shelf *shelf, uint64_t hash,
                         const char *folder, char *why, size_t size)
{
    char path[PATH_ROOM], kept[PATH_ROOM];
    snprintf(path, sizeof path, "%s/" INDEX_NAME "%d-%016llx.db", folder, INDEX_FORMAT,
             (unsigned long long)hash);
    library_kept(folder, kept, sizeof kept);
    if (open_whole(library, path))
        return true;
    if (!index_make(path, shelf, kept)) {
        snprintf(why, size, "could not write the document index %s: %s", path, strerror(errno));
        return false;
    }
    if (!open_whole(library, path)) {
        snprintf(why, size, "could not read the document index %s", path);
        return false;
    }
    drop_others(folder, path);
    drop_unused(kept, shelf);
    return true;
}

static bool open_in_memory(struct library *library, const struct shelf *shelf, char *why,
                           size_t size)
{
    bool good = sqlite3_open(":memory:", &library->db) == SQLITE_OK &&
                index_fill(library->db, shelf, NULL) && open_index(library);
    if (!good)
        snprintf(why, size, "could not build the document index: %s", sqlite3_errmsg(library->db));
    return good;
}

static struct library *open_shelf(struct shelf *shelf, const char *index_folder, char *why,
                                  size_t size)
{
    struct library *library = calloc(1, sizeof *library);
    if (!library) {
        snprintf(why, size, "out of memory");
        return NULL;
    }
    pthread_mutex_init(&library->lock, NULL);
    arena_init(&library->paths, SHELF_BYTES_MAX);
    uint64_t hash = shelf_hash(shelf, (uint64_t)INDEX_FORMAT << 8 | format_converters());
    bool good = index_folder ? open_on_disk(library, shelf, hash, index_folder, why, size)
                             : open_in_memory(library, shelf, why, size);
    if (good)
        return library;
    library_close(library);
    return NULL;
}

static void read_shelf(struct arena *arena, const char *rules, struct shelf *shelf)
{
    static const char *const below[] = {"documents", "policies"};
    struct folders folders;
    char path[PATH_ROOM + 16];
    for (size_t i = 0; folders_read(rules, &folders) && i < folders.n; i++)
        for (size_t k = 0; k < sizeof below / sizeof *below; k++) {
            snprintf(path, sizeof path, "%s/%s", folders.at[i], below[k]);
            shelf_add(arena, path, view_of(below[k]), shelf);
        }
}

struct library *library_open(const char *folder, const char *index_folder, char *why, size_t size)
{
    struct arena arena;
    struct shelf shelf = {.files = {0}};
    arena_init(&arena, SHELF_BYTES_MAX);
    read_shelf(&arena, folder, &shelf);
    struct library *library = open_shelf(&shelf, index_folder, why, size);
    arena_free(&arena);
    return library;
}

struct library *library_open_folder(const char *folder, const char *index_folder, char *why,
                                    size_t size)
{
    struct arena arena;
    struct shelf shelf = {.files = {0}};
    arena_init(&arena, SHELF_BYTES_MAX);
    shelf_add(&arena, folder, VIEW(""), &shelf);
    struct library *library = open_shelf(&shelf, index_folder, why, size);
    arena_free(&arena);
    return library;
}

uint64_t library_stamp(const char *folder)
{
    struct arena arena;
    struct shelf shelf = {.files = {0}};
    arena_init(&arena, SHELF_BYTES_MAX);
    read_shelf(&arena, folder, &shelf);
    uint64_t stamp = shelf_stamp(&shelf);
    arena_free(&arena);
    return stamp;
}

void library_kept(const char *index_folder, char *out, size_t size)
{
    snprintf(out, size, "%s/converted", index_folder);
}

void library_close(struct library *library)
{
    if (!library)
        return;
    close_index(library);
    pthread_mutex_destroy(&library->lock);
    free(library);
}

size_t library_documents(const struct library *library)
{
    return library->documents;
}

size_t library_skipped(struct library *library, struct arena *arena, struct library_skip *out,
                       size_t max)
{
    sqlite3_stmt *rows;
    size_t count = 0;
    pthread_mutex_lock(&library->lock);
    if (prepare(library->db, "SELECT path, result FROM skipped ORDER BY path", &rows))
        for (; sqlite3_step(rows) == SQLITE_ROW; count++)
            if (count < max)
                out[count] = (struct library_skip){
                    view_keep(arena, view_of((const char *)sqlite3_column_text(rows, 0))),
                    format_result_zh((enum format_result)sqlite3_column_int(rows, 1)),
                    format_result_en((enum format_result)sqlite3_column_int(rows, 1))};
    sqlite3_finalize(rows);
    pthread_mutex_unlock(&library->lock);
    return count;
}
