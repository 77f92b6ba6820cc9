/* library: building and opening the index.
 *
 * The index file's name is the hash of every document's path and content, so a changed document
 * makes a new file, and a file that is there is the right one. It is written under another name and
 * renamed when complete: a killed process leaves nothing half-made that would be opened again.
 *
 * Searching is SQLite's FTS5 on purpose. A mapped index of our own was tried and was much quicker,
 * but full-text search is a well-kept library's trade, and a question costs a tenth of a
 * millisecond here, beside the turn and not in it. */
#include "gateway/answer/library.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "dsl/base/file.h"
#include "dsl/base/fold.h"
#include "dsl/base/folders.h"
#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"
#include "dsl/base/vec.h"
#include "gateway/answer/document.h"
#include "gateway/answer/tokens.h"

enum { INDEX_FORMAT = 7, LIBRARY_BYTES_MAX = 512 << 20, DOCUMENT_BYTES_MAX = 16 << 20 };

#define INDEX_NAME "documents-"

struct file {
    struct view path, text;
};

struct build {
    struct arena arena;
    VEC(struct file) files;
    uint64_t hash;
};

static const char schema[] =
    "CREATE TABLE document(id INTEGER PRIMARY KEY, path TEXT, title TEXT, issuer TEXT,"
    " published TEXT, expires INTEGER);"
    "CREATE TABLE passage(id INTEGER PRIMARY KEY, document INTEGER, section TEXT, text TEXT,"
    " folded_section TEXT);"
    "CREATE VIRTUAL TABLE finder USING fts5(title, section, body, content='',"
    " tokenize='zhida');"
    "CREATE TABLE term(term TEXT PRIMARY KEY, passages INTEGER) WITHOUT ROWID;";

/* How many passages a token stands in: copied out of the index, where each look would cost a query
 * of its own. */
static const char frequencies[] =
    "CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, finder, row);"
    "INSERT INTO term SELECT term, doc FROM temp.terms;"
    "DROP TABLE temp.terms; COMMIT";

static bool read_text(struct build *build, const char *path, struct view *out)
{
    struct buf text;
    buf_init(&text, DOCUMENT_BYTES_MAX);
    bool good = file_read(path, &text) && utf8_broken(buf_seen(&text)) == SIZE_MAX;
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
        if (is_document(names[i]->d_name) && read_text(build, full, &file.text)) {
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

static void give(sqlite3_stmt *statement, int at, struct view text)
{
    sqlite3_bind_text(statement, at, text.p ? text.p : "", (int)text.n, SQLITE_TRANSIENT);
}

static bool done(sqlite3_stmt *statement)
{
    bool good = sqlite3_step(statement) == SQLITE_DONE;
    sqlite3_reset(statement);
    return good;
}

struct writer {
    sqlite3 *db;
    sqlite3_stmt *document, *passage, *finder;
    int64_t documents, passages;
};

/* What a document is found by: its title and what people call it. */
static struct view names_of(struct arena *arena, const struct document *document)
{
    struct buf names;
    buf_init(&names, DOCUMENT_BYTES_MAX);
    buf_view(&names, document->title);
    buf_byte(&names, ' ');
    buf_view(&names, document->aliases);
    struct view folded = fold_text(arena, buf_keep(&names, arena)).text;
    buf_free(&names);
    return folded;
}

static bool add_passage(struct writer *w, struct arena *arena, const struct document *document,
                        const struct document_passage *passage)
{
    struct view folded = fold_text(arena, passage->text).text;
    struct view title = names_of(arena, document);
    struct view section = fold_text(arena, passage->section).text;
    w->passages++;
    sqlite3_bind_int64(w->passage, 1, w->passages);
    sqlite3_bind_int64(w->passage, 2, w->documents);
    give(w->passage, 3, passage->section);
    give(w->passage, 4, passage->text);
    give(w->passage, 5, section);
    sqlite3_bind_int64(w->finder, 1, w->passages);
    give(w->finder, 2, title);
    give(w->finder, 3, section);
    give(w->finder, 4, folded);
    return done(w->passage) && done(w->finder);
}

static bool add_document(struct writer *w, const struct file *file)
{
    struct arena arena;
    arena_init(&arena, 64 << 20);
    struct document document;
    document_read(&arena, file->text, &document);
    w->documents++;
    sqlite3_bind_int64(w->document, 1, w->documents);
    give(w->document, 2, file->path);
    give(w->document, 3, document.title.n ? document.title : file->path);
    give(w->document, 4, document.issuer);
    give(w->document, 5, document.published);
    sqlite3_bind_int64(w->document, 6, document.expires);
    bool good = done(w->document);
    for (size_t i = 0; good && !document.superseded && i < document.passages.n; i++)
        good = add_passage(w, &arena, &document, &document.passages.at[i]);
    arena_free(&arena);
    return good;
}

static bool prepare(sqlite3 *db, const char *sql, sqlite3_stmt **out)
{
    return sqlite3_prepare_v2(db, sql, -1, out, NULL) == SQLITE_OK;
}

static bool fill(sqlite3 *db, const struct build *build)
{
    struct writer w = {.db = db};
    bool good =
        sqlite3_exec(db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK &&
        sqlite3_exec(db, schema, NULL, NULL, NULL) == SQLITE_OK &&
        prepare(db, "INSERT INTO document VALUES(?,?,?,?,?,?)", &w.document) &&
        prepare(db, "INSERT INTO passage VALUES(?,?,?,?,?)", &w.passage) &&
        prepare(db, "INSERT INTO finder(rowid,title,section,body) VALUES(?,?,?,?)", &w.finder);
    for (size_t i = 0; good && i < build->files.n; i++)
        good = add_document(&w, &build->files.at[i]);
    sqlite3_finalize(w.document);
    sqlite3_finalize(w.passage);
    sqlite3_finalize(w.finder);
    return good && sqlite3_exec(db, frequencies, NULL, NULL, NULL) == SQLITE_OK;
}

static bool make_index(const struct build *build, const char *path)
{
    char unfinished[4200];
    snprintf(unfinished, sizeof unfinished, "%s.%ld", path, (long)getpid());
    unlink(unfinished);
    sqlite3 *db = NULL;
    bool good = sqlite3_open(unfinished, &db) == SQLITE_OK &&
                sqlite3_exec(db, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF", NULL, NULL,
                             NULL) == SQLITE_OK &&
                tokens_register(db) == SQLITE_OK && fill(db, build);
    sqlite3_close(db);
    if (good && rename(unfinished, path) == 0)
        return true;
    unlink(unfinished);
    return false;
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
    bool good = !uri.full && sqlite3_open_v2(uri.p, &library->db, flags, NULL) == SQLITE_OK &&
                tokens_register(library->db) == SQLITE_OK && rank_register(library) == SQLITE_OK;
    buf_free(&uri);
    return good;
}

/* Makes the library ready to search; its database is open. */
static bool open_index(struct library *library)
{
    static const char search[] =
        "SELECT p.text, p.section, d.path, d.title, d.issuer, d.published, f.rank,"
        " p.folded_section FROM (SELECT rowid AS id, rank FROM finder"
        "  WHERE finder MATCH ?1 AND rank MATCH 'share()' ORDER BY rank LIMIT ?3) f"
        " JOIN passage p ON p.id = f.id JOIN document d ON d.id = p.document"
        " WHERE d.expires >= ?2 ORDER BY f.rank";
    if (!prepare(library->db, search, &library->search) ||
        !prepare(library->db, "SELECT passages FROM term WHERE term = ?1", &library->frequency))
        return false;
    if (sqlite3_exec(library->db, "BEGIN", NULL, NULL, NULL) != SQLITE_OK)
        return false;
    library->documents = count_rows(library->db, "SELECT count(*) FROM document");
    library->passages = count_rows(library->db, "SELECT count(*) FROM passage");
    return true;
}

static void close_index(struct library *library)
{
    sqlite3_finalize(library->search);
    sqlite3_finalize(library->frequency);
    sqlite3_close(library->db);
    library->search = library->frequency = NULL;
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

static void index_path(const struct build *build, const char *folder, char *out, size_t size)
{
    snprintf(out, size, "%s/" INDEX_NAME "%d-%016llx.db", folder, INDEX_FORMAT,
             (unsigned long long)build->hash);
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

/* On disk: the file that is there, or a new one. false: reason in why. */
static bool open_on_disk(struct library *library, const struct build *build, const char *folder,
                         char *why, size_t size)
{
    char path[4096];
    index_path(build, folder, path, sizeof path);
    if (open_whole(library, path))
        return true;
    if (!make_index(build, path)) {
        snprintf(why, size, "could not write the document index %s: %s", path, strerror(errno));
        return false;
    }
    if (!open_whole(library, path)) {
        snprintf(why, size, "could not read the document index %s", path);
        return false;
    }
    drop_others(folder, path);
    return true;
}

static bool open_in_memory(struct library *library, const struct build *build, char *why,
                           size_t size)
{
    bool good = sqlite3_open(":memory:", &library->db) == SQLITE_OK &&
                tokens_register(library->db) == SQLITE_OK && rank_register(library) == SQLITE_OK &&
                fill(library->db, build) && open_index(library);
    if (!good)
        snprintf(why, size, "could not build the document index: %s", sqlite3_errmsg(library->db));
    return good;
}

struct library *library_open(const char *folder, const char *index_folder, char *why, size_t size)
{
    struct build build = {.hash = INDEX_FORMAT};
    struct library *library = calloc(1, sizeof *library);
    if (!library) {
        snprintf(why, size, "out of memory");
        return NULL;
    }
    arena_init(&build.arena, LIBRARY_BYTES_MAX);
    pthread_mutex_init(&library->lock, NULL);
    struct folders folders;
    for (size_t i = 0; folders_read(folder, &folders) && i < folders.n; i++) {
        read_folder(&build, folders.at[i], "documents");
        read_folder(&build, folders.at[i], "policies");
    }
    bool good = index_folder ? open_on_disk(library, &build, index_folder, why, size)
                             : open_in_memory(library, &build, why, size);
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
    close_index(library);
    pthread_mutex_destroy(&library->lock);
    free(library);
}

size_t library_documents(const struct library *library)
{
    return library->documents;
}
