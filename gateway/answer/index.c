/* index: document after document is read, cut and written, each in an arena of its own: memory
 * holds one at a time, and one that breaks (damaged, too large, without a converter) is left out by
 * name, never the others with it.
 *
 * Documents that are superseded or have expired are indexed with the others, so that a question
 * only they would answer gets an honest word; searching picks by the day. What supersedes what is
 * settled at the end, when all titles and numbers are known.
 *
 * The file is written under another name and renamed when complete: a killed process leaves nothing
 * half-made that would be opened again. */
#include "gateway/answer/index.h"

#include <stdio.h>
#include <unistd.h>

#include "dsl/base/fold.h"
#include "dsl/base/utf8.h"
#include "gateway/answer/document.h"
#include "gateway/answer/formats.h"
#include "gateway/answer/places.h"
#include "gateway/answer/tokens.h"
#include "gateway/answer/vocabulary.h"

enum {
    NAMES_MAX = 1 << 20,
    CONTENT_MAX = 32 << 20,
    HEAD_LEAST = 8 * 3,  /* bytes: eight characters, */
    HEAD_BYTES = 60 * 3, /* and sixty */
    DATELINE_BYTES = 36
};

#define WORDS_BYTES_MAX ((size_t)4 << 30)

static const char schema[] =
    "CREATE TABLE document(id INTEGER PRIMARY KEY, path TEXT, title TEXT, issuer TEXT,"
    " published TEXT, day INTEGER, begins INTEGER, expires INTEGER, number TEXT, known_as TEXT,"
    " successor INTEGER, successor_named TEXT, aliases TEXT);"
    "CREATE TABLE passage(id INTEGER PRIMARY KEY, document INTEGER, anchor INTEGER, section TEXT,"
    " text TEXT);"
    "CREATE TABLE abolished(document INTEGER, begins INTEGER, named TEXT);"
    "CREATE TABLE skipped(path TEXT, result INTEGER);";

/* A document that another one does away with ends on the day before that one begins; where the
 * other has no day, it has ended. "named" is a number or a title; a later document is never done
 * away with by an earlier one of the same title. */
static const char succession[] =
    "CREATE INDEX by_number ON document(number);"
    "CREATE INDEX by_name ON document(known_as);"
    "CREATE INDEX by_document ON passage(document);"
    "CREATE INDEX by_path ON document(path);"
    "CREATE TEMP TABLE fate AS SELECT old.id AS old, a.document AS heir, a.begins AS begins"
    " FROM abolished a JOIN document old"
    " ON (old.number = a.named AND old.number != '') OR old.known_as = a.named"
    " JOIN document heir ON heir.id = a.document"
    " WHERE old.id != heir.id AND (old.day < heir.day OR heir.day = -2147483648);"
    "UPDATE document SET successor = (SELECT heir FROM fate WHERE old = id),"
    " expires = min(expires, (SELECT min(begins) - 1 FROM fate WHERE old = id))"
    " WHERE id IN (SELECT old FROM fate);"
    "UPDATE document SET successor = (SELECT heir.id FROM document heir"
    " WHERE instr(document.successor_named, heir.path) > 0"
    "  OR (heir.number != '' AND instr(document.successor_named, heir.number) > 0) LIMIT 1)"
    " WHERE successor IS NULL AND successor_named != '';"
    "DROP TABLE fate;";

struct writer {
    sqlite3 *db;
    sqlite3_stmt *document, *passage, *content, *abolished, *skipped;
    int64_t documents, passages;
    struct vocabulary words;
    struct places_filter names;
    const char *kept;
};

static void give(sqlite3_stmt *statement, int at, struct view text)
{
    sqlite3_bind_text(statement, at, text.n ? text.p : "", (int)text.n, SQLITE_STATIC);
}

static bool done(sqlite3_stmt *statement)
{
    bool good = sqlite3_step(statement) == SQLITE_DONE;
    sqlite3_reset(statement);
    return good;
}

/* What a document is found by: its title and what people call it. */
static struct view names_of(struct arena *arena, const struct document *document)
{
    struct buf names;
    buf_init(&names, NAMES_MAX);
    buf_view(&names, document->title);
    buf_byte(&names, ' ');
    buf_view(&names, document->aliases);
    struct view text = buf_keep(&names, arena);
    buf_free(&names);
    return text;
}

/* What is abolished is named, but nothing is said of it: it is not to be found here. */
static struct view without_abolished(struct arena *arena, struct view text)
{
    struct buf out;
    if (view_find(text, VIEW("废止")) == SIZE_MAX)
        return text;
    buf_init(&out, text.n + 1);
    for (size_t at = 0, from = 0; at < text.n;) {
        uint32_t c = utf8_next(text, &at);
        if (c != 0x3002 && c != '\n' && at < text.n)
            continue;
        struct view sentence = view_sub(text, from, at);
        if (view_find(sentence, VIEW("废止")) == SIZE_MAX)
            buf_view(&out, sentence);
        from = at;
    }
    struct view rest = buf_keep(&out, arena);
    buf_free(&out);
    return rest;
}

static bool opens_report(struct view rest)
{
    static const char *const openings[] = {" ", "(", "（", "　", "题", "记者", ":", "："};
    for (size_t i = 0; i < sizeof openings / sizeof *openings; i++)
        if (view_starts(rest, view_of(openings[i])))
            return true;
    return false;
}

/* "新华社北京2月14日电" says where a reporter sits, not whom it is about: blanked out. */
static void drop_datelines(char *text, size_t n)
{
    static const struct view end = {"日电", 6};
    struct view all = {text, n};
    for (size_t at = 0, found; (found = view_find(view_sub(all, at, n), end)) != SIZE_MAX;) {
        size_t to = at + found, from = to > DATELINE_BYTES ? to - DATELINE_BYTES : 0;
        struct view before = view_sub(all, from, to);
        size_t agency = view_find(before, VIEW("社"));
        if (agency != SIZE_MAX && opens_report(view_sub(all, to + end.n, n)))
            memset(text + from + agency + 3, ' ', to - from - agency - 3);
        at = to + end.n;
    }
}

static bool put_passage(struct writer *w, const struct document_passage *passage)
{
    sqlite3_bind_int64(w->passage, 1, ++w->passages);
    sqlite3_bind_int64(w->passage, 2, w->documents);
    sqlite3_bind_int(w->passage, 3, passage->anchor);
    give(w->passage, 4, passage->section);
    give(w->passage, 5, passage->text);
    return done(w->passage);
}

/* The head of a text without title: up to its first blank or full stop. */
static struct view head_of(const struct document *document)
{
    struct view text = document->passages.n ? document->passages.at[0].text : VIEW("");
    size_t end = 0;
    while (end < text.n && end < HEAD_LEAST)
        end = tokens_sentence_end(text, end);
    return view_trim(utf8_head(view_sub(text, 0, end), HEAD_BYTES));
}

/* All that is said in it, folded: its names, then every passage, below its headings where they
 * change. */
static bool put_content(struct writer *w, struct arena *arena, const struct document *document,
                        struct view names)
{
    struct buf all;
    buf_init(&all, CONTENT_MAX);
    buf_view(&all, names);
    struct view above = VIEW("");
    for (size_t i = 0; i < document->passages.n; i++) {
        const struct document_passage *passage = &document->passages.at[i];
        buf_byte(&all, '\n');
        if (!view_eq(passage->section, above))
            buf_view(&all, passage->section);
        buf_byte(&all, '\n');
        buf_view(&all, without_abolished(arena, passage->text));
        above = passage->section;
    }
    drop_datelines(all.p, all.n);
    struct view folded = fold_text(arena, buf_seen(&all)).text;
    buf_free(&all);
    struct places_named named =
        places_find(fold_text(arena, utf8_head(document->title, HEAD_BYTES)).text);
    struct vocabulary_places places = {.provinces = named.provinces,
                                       .dwelt_on = places_dwelt_on(&w->names, folded),
                                       .of_city = named.count > 0};
    vocabulary_add(&w->words, (uint32_t)w->documents, folded);
    return vocabulary_put_row(&w->words, w->content, (uint32_t)w->documents, &places);
}

static bool put_document(struct writer *w, const struct shelf_file *file,
                         const struct document *document)
{
    sqlite3_stmt *row = w->document;
    sqlite3_bind_int64(row, 1, ++w->documents);
    give(row, 2, file->path);
    give(row, 3, document->title.n ? document->title : file->path);
    give(row, 4, document->issuer);
    give(row, 5, document->published);
    sqlite3_bind_int64(row, 6, document->day);
    sqlite3_bind_int64(row, 7, document->begins);
    sqlite3_bind_int64(row, 8, document->superseded ? INT32_MIN : document->expires);
    give(row, 9, document->plain_number);
    give(row, 10, document->known_as);
    give(row, 11, document->replaced_by);
    give(row, 12, document->aliases);
    bool good = done(row);
    for (size_t i = 0; good && i < document->abolishes.n; i++) {
        sqlite3_bind_int64(w->abolished, 1, w->documents);
        sqlite3_bind_int64(w->abolished, 2,
                           document->begins != VALID_ALWAYS ? document->begins : document->day);
        give(w->abolished, 3, document->abolishes.at[i]);
        good = done(w->abolished);
    }
    return good;
}

static bool put_all(struct writer *w, struct arena *arena, const struct shelf_file *file,
                    struct view text)
{
    struct document document;
    document_read(arena, text, &document);
    struct view names = names_of(arena, &document);
    if (!document.title.n)
        document.title = head_of(&document);
    bool good = put_document(w, file, &document) && put_content(w, arena, &document, names);
    for (size_t i = 0; good && i < document.passages.n; i++)
        good = put_passage(w, &document.passages.at[i]);
    return good;
}

static bool put_skipped(struct writer *w, const struct shelf_file *file, enum format_result why)
{
    give(w->skipped, 1, file->path);
    sqlite3_bind_int(w->skipped, 2, (int)why);
    return done(w->skipped);
}

/* Its words are in the arena whole before the first row is written, so that a document is there or
 * not, never in part. */
static bool add_file(struct writer *w, struct arena *arena, const struct shelf_file *file)
{
    jmp_buf full;
    struct view text;
    bool good;
    arena_on_full(arena, &full);
    if (setjmp(full)) {
        good = put_skipped(w, file, FORMAT_TOO_LARGE);
    } else {
        enum format_result result = format_read(arena, file->place.p, w->kept, &text);
        good = result == FORMAT_GOOD ? put_all(w, arena, file, text) : put_skipped(w, file, result);
    }
    arena_on_full(arena, NULL);
    return good;
}

static bool prepare_all(struct writer *w)
{
    const struct {
        sqlite3_stmt **statement;
        const char *sql;
    } all[] = {
        {&w->document, "INSERT INTO document VALUES(?,?,?,?,?,?,?,?,?,?,NULL,?,?)"},
        {&w->passage, "INSERT INTO passage VALUES(?,?,?,?,?)"},
        {&w->content, "INSERT INTO content VALUES(?,?,?,?,?,?)"},
        {&w->abolished, "INSERT INTO abolished VALUES(?,?,?)"},
        {&w->skipped, "INSERT INTO skipped VALUES(?,?)"},
    };
    bool good = true;
    for (size_t i = 0; good && i < sizeof all / sizeof *all; i++)
        good = sqlite3_prepare_v2(w->db, all[i].sql, -1, all[i].statement, NULL) == SQLITE_OK;
    return good;
}

static void finalize_all(struct writer *w)
{
    sqlite3_stmt *const all[] = {w->document, w->passage, w->content, w->abolished, w->skipped};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        sqlite3_finalize(all[i]);
}

static bool run(sqlite3 *db, const char *sql)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

bool index_fill(sqlite3 *db, const struct shelf *shelf, const char *kept)
{
    struct writer w = {.db = db, .kept = kept};
    struct arena arena, words;
    arena_init(&arena, FORMAT_MEMORY);
    arena_init(&words, WORDS_BYTES_MAX);
    vocabulary_init(&w.words, &words);
    places_filter_init(&w.names);
    bool good =
        run(db, "BEGIN") && run(db, schema) && run(db, vocabulary_schema) && prepare_all(&w);
    for (size_t i = 0; good && i < shelf->files.n; i++) {
        good = add_file(&w, &arena, &shelf->files.at[i]);
        arena_reset(&arena);
    }
    arena_free(&arena);
    finalize_all(&w);
    good = good && vocabulary_write(&w.words, db) && run(db, succession) && run(db, "COMMIT");
    arena_free(&words);
    return good;
}

bool index_make(const char *path, const struct shelf *shelf, const char *kept)
{
    char unfinished[4200];
    snprintf(unfinished, sizeof unfinished, "%s.%ld", path, (long)getpid());
    unlink(unfinished);
    sqlite3 *db = NULL;
    bool good = sqlite3_open(unfinished, &db) == SQLITE_OK &&
                run(db, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF") &&
                index_fill(db, shelf, kept);
    sqlite3_close(db);
    if (good && rename(unfinished, path) == 0)
        return true;
    unlink(unfinished);
    return false;
}
