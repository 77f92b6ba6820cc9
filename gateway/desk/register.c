/* register: a row is kept as it came (its fields, packed and sealed) beside one row with the
 * headings, so that a change of the rules needs no new load: headings and values are read against
 * the rules of the moment. */
#include "gateway/desk/register.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "adapters/sms_text.h"
#include "dsl/base/csv.h"
#include "dsl/engine/enterprise_row.h"

enum { PROBLEMS_MAX = 50, ROW_MAX = 64 * 1024, COLUMNS_MAX = 512, PHONE_MAX = 40 };

struct columns {
    size_t count;
    struct enterprise_column at[COLUMNS_MAX];
    size_t code, name, phone, consent; /* SIZE_MAX: not there */
};

static void columns_read(const struct rules *rules, const struct view *headings, size_t count,
                         struct columns *out)
{
    *out = (struct columns){.count = count < COLUMNS_MAX ? count : COLUMNS_MAX};
    out->code = out->name = out->phone = out->consent = SIZE_MAX;
    for (size_t i = 0; i < out->count; i++) {
        out->at[i] = enterprise_column_find(rules, view_trim(headings[i]));
        switch (out->at[i].kind) {
        case COLUMN_CODE:
            out->code = i;
            break;
        case COLUMN_NAME:
            out->name = i;
            break;
        case COLUMN_PHONE:
            out->phone = i;
            break;
        case COLUMN_CONSENT:
            out->consent = i;
            break;
        default:
            break;
        }
    }
}

static bool is_fact(enum enterprise_column_kind kind)
{
    return kind == COLUMN_TAG || kind == COLUMN_NUMBER || kind == COLUMN_DATE;
}

static void problem(struct register_report *report, size_t line, struct view what, const char *why)
{
    report->refused++;
    if (report->refused > PROBLEMS_MAX)
        return;
    buf_print(&report->problems, "line %zu: %.*s: %s\n", line, VIEW_FMT(what), why);
}

static struct view field_at(const struct csv_row *row, size_t at)
{
    return at < row->fields.n ? view_trim(row->fields.at[at]) : VIEW("");
}

/* "+86 199-0000-2001" becomes what the short message channel calls its sender, or whoever opted out
 * there would be written to here. false: no mobile number; *out is the text as it stands. */
static bool phone_of(struct view written, struct arena *arena, struct view *out)
{
    char digits[PHONE_MAX];
    size_t n = 0;
    *out = written;
    for (size_t i = 0; i < written.n && n < sizeof digits; i++)
        if (!strchr(" -()", written.p[i]))
            digits[n++] = written.p[i];
    struct view number;
    if (n == sizeof digits || !sms_number(VIEW(""), (struct view){digits, n}, arena, &number) ||
        (number.p[0] != '1' && number.p[0] != '+') || view_starts(number, VIEW("+0")))
        return false;
    *out = number;
    return true;
}

static bool row_fits(const struct rules *rules, const struct columns *columns,
                     const struct csv_row *row, struct enterprise_facts *facts,
                     struct register_report *report)
{
    if (!field_at(row, columns->code).n) {
        problem(report, row->line, VIEW("code"), "is empty");
        return false;
    }
    enterprise_facts_clear(rules, facts);
    for (size_t i = 0; i < columns->count; i++) {
        if (!is_fact(columns->at[i].kind))
            continue;
        enum enterprise_value value =
            enterprise_value_take(rules, columns->at[i], field_at(row, i), facts);
        if (value != VALUE_TAKEN && value != VALUE_EMPTY) {
            problem(report, row->line, field_at(row, i), enterprise_value_reason(value, false));
            return false;
        }
    }
    return true;
}

static void pack_fields(const struct view *fields, size_t count, struct buf *out)
{
    buf_u16(out, (uint16_t)count);
    for (size_t i = 0; i < count; i++)
        buf_packed(out, fields[i]);
}

static struct seal_hash hash_of(struct seal *seal, const char *what, struct view value)
{
    struct view parts[] = {VIEW("enterprise"), view_of(what), value};
    return seal_hash(seal, parts, 3);
}

static void bind_hash(sqlite3_stmt *insert, int at, struct seal *seal, const char *what,
                      struct view value)
{
    if (!value.n) {
        sqlite3_bind_null(insert, at);
        return;
    }
    struct seal_hash hash = hash_of(seal, what, value);
    sqlite3_bind_blob(insert, at, hash.bytes, sizeof hash.bytes, SQLITE_TRANSIENT);
}

static bool put_row(sqlite3_stmt *insert, int64_t id, const struct columns *columns,
                    const struct csv_row *row, struct seal *seal, struct arena *arena)
{
    struct buf plain, closed;
    struct view phone;
    phone_of(field_at(row, columns->phone), arena, &phone);
    buf_init(&plain, ROW_MAX);
    buf_init(&closed, ROW_MAX + 64);
    pack_fields(row->fields.at, row->fields.n, &plain);
    struct seal_place place = {SEAL_ENTERPRISE, id, 0};
    bool good = seal_close(seal, VIEW(""), 0, place, buf_seen(&plain), &closed) == SEAL_OK &&
                !plain.full && !closed.full;
    if (good) {
        sqlite3_bind_int64(insert, 1, id);
        bind_hash(insert, 2, seal, "code", field_at(row, columns->code));
        bind_hash(insert, 3, seal, "name", field_at(row, columns->name));
        bind_hash(insert, 4, seal, "phone", phone);
        sqlite3_bind_blob(insert, 5, closed.p, (int)closed.n, SQLITE_TRANSIENT);
        good = sqlite3_step(insert) == SQLITE_DONE;
        sqlite3_reset(insert);
    }
    buf_free(&plain);
    buf_free(&closed);
    return good;
}

struct load {
    sqlite3 *db;
    sqlite3_stmt *insert;
    const struct rules *rules;
    struct seal *seal;
    struct register_report *report;
    struct columns columns;
    struct arena arena;
};

static bool put_headings(struct load *load, const struct csv_row *row)
{
    columns_read(load->rules, row->fields.at, row->fields.n, &load->columns);
    if (load->columns.code == SIZE_MAX) {
        problem(load->report, row->line, VIEW("code"), "the table has no column of that name");
        return false;
    }
    struct buf packed;
    buf_init(&packed, ROW_MAX);
    pack_fields(row->fields.at, row->fields.n, &packed);
    sqlite3_stmt *insert;
    bool good = sqlite3_prepare_v2(load->db, "INSERT INTO heading VALUES(?)", -1, &insert, NULL) ==
                SQLITE_OK;
    if (good) {
        sqlite3_bind_blob(insert, 1, packed.p, (int)packed.n, SQLITE_TRANSIENT);
        good = sqlite3_step(insert) == SQLITE_DONE;
    }
    sqlite3_finalize(insert);
    buf_free(&packed);
    return good;
}

static bool put_rows(struct load *load, struct view table)
{
    struct csv csv = csv_open(table);
    struct csv_row row = {0};
    struct enterprise_facts facts = enterprise_facts_new(load->rules, &load->arena);
    bool headed = false;
    for (enum csv_result next; (next = csv_next(&csv, &load->arena, &row)) != CSV_END;) {
        if (next != CSV_ROW) {
            problem(load->report, row.line, VIEW("table"), csv_reason(next, false));
        } else if (!headed) {
            headed = put_headings(load, &row);
            if (!headed)
                return false;
        } else if (row_fits(load->rules, &load->columns, &row, &facts, load->report)) {
            if (!put_row(load->insert, (int64_t)load->report->rows + 1, &load->columns, &row,
                         load->seal, &load->arena)) {
                problem(load->report, row.line, VIEW("row"), sqlite3_errmsg(load->db));
                continue;
            }
            load->report->rows++;
        }
    }
    return load->report->rows > 0;
}

static bool write_file(struct load *load, struct view table, const char *path)
{
    static const char schema[] =
        "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; BEGIN;"
        "CREATE TABLE heading(fields BLOB);"
        "CREATE TABLE enterprise(id INTEGER PRIMARY KEY, code BLOB NOT NULL UNIQUE, name BLOB,"
        " phone BLOB, body BLOB NOT NULL);";
    static const char indexes[] = "CREATE INDEX by_name ON enterprise(name);"
                                  "CREATE INDEX by_phone ON enterprise(phone); COMMIT;";
    bool good = sqlite3_open(path, &load->db) == SQLITE_OK &&
                sqlite3_exec(load->db, schema, NULL, NULL, NULL) == SQLITE_OK &&
                sqlite3_prepare_v2(load->db, "INSERT INTO enterprise VALUES(?,?,?,?,?)", -1,
                                   &load->insert, NULL) == SQLITE_OK;
    if (!good)
        problem(load->report, 0, view_of(path), sqlite3_errmsg(load->db));
    good = good && put_rows(load, table) &&
           sqlite3_exec(load->db, indexes, NULL, NULL, NULL) == SQLITE_OK;
    sqlite3_finalize(load->insert);
    sqlite3_close(load->db);
    return good;
}

/* The new file is on the disk before it takes the old one's place. */
static bool settle(const char *from, const char *to)
{
    FILE *file = fopen(from, "rb+");
    bool good = file && fsync(fileno(file)) == 0;
    if (file)
        fclose(file);
    return good && rename(from, to) == 0;
}

bool register_load(struct view table, const struct rules *rules, struct seal *seal,
                   const char *path, struct register_report *report)
{
    char unfinished[4200];
    snprintf(unfinished, sizeof unfinished, "%s.%ld", path, (long)getpid());
    unlink(unfinished);
    struct load load = {.rules = rules, .seal = seal, .report = report};
    arena_init(&load.arena, (size_t)1 << 32);
    report->rows = report->refused = 0;
    bool good = write_file(&load, table, unfinished) && settle(unfinished, path);
    if (!good)
        unlink(unfinished);
    arena_free(&load.arena);
    return good;
}

/* ---- reading ---- */

struct enterprises {
    sqlite3 *db;
    sqlite3_stmt *find[3], *each;
    struct arena arena;
    struct view *headings;
    size_t heading_count;
    size_t count;
};

static struct view *unpack_fields(struct view packed, struct arena *arena, size_t *count)
{
    struct reader in = reader_of(packed);
    *count = read_u16(&in);
    struct view *fields = ARENA_ARRAY(arena, *count, struct view);
    for (size_t i = 0; i < *count; i++)
        fields[i] = view_keep(arena, read_packed(&in));
    return fields;
}

static bool read_headings(struct enterprises *e)
{
    sqlite3_stmt *select;
    bool good =
        sqlite3_prepare_v2(e->db, "SELECT fields, (SELECT count(*) FROM enterprise) FROM heading",
                           -1, &select, NULL) == SQLITE_OK &&
        sqlite3_step(select) == SQLITE_ROW;
    if (good) {
        struct view packed = {sqlite3_column_blob(select, 0),
                              (size_t)sqlite3_column_bytes(select, 0)};
        e->headings = unpack_fields(packed, &e->arena, &e->heading_count);
        e->count = (size_t)sqlite3_column_int64(select, 1);
    }
    sqlite3_finalize(select);
    return good;
}

struct enterprises *register_open(const char *path)
{
    static const char *const find[] = {"SELECT id, body FROM enterprise WHERE code = ?",
                                       "SELECT id, body FROM enterprise WHERE phone = ?",
                                       "SELECT id, body FROM enterprise WHERE name = ?"};
    if (access(path, R_OK) != 0)
        return NULL;
    struct enterprises *e = calloc(1, sizeof *e);
    if (!e)
        return NULL;
    arena_init(&e->arena, 16 << 20);
    bool good = sqlite3_open_v2(path, &e->db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK;
    for (int i = 0; good && i < 3; i++)
        good = sqlite3_prepare_v2(e->db, find[i], -1, &e->find[i], NULL) == SQLITE_OK;
    good = good &&
           sqlite3_prepare_v2(e->db, "SELECT id, body FROM enterprise ORDER BY id", -1, &e->each,
                              NULL) == SQLITE_OK &&
           read_headings(e);
    if (good)
        return e;
    register_close(e);
    return NULL;
}

void register_close(struct enterprises *e)
{
    if (!e)
        return;
    for (int i = 0; i < 3; i++)
        sqlite3_finalize(e->find[i]);
    sqlite3_finalize(e->each);
    sqlite3_close(e->db);
    arena_free(&e->arena);
    free(e);
}

size_t register_count(const struct enterprises *e)
{
    return e->count;
}

static bool read_row(const struct rules *rules, struct seal *seal, const struct columns *columns,
                     sqlite3_stmt *row, struct arena *arena, struct enterprise *out)
{
    struct view closed = {sqlite3_column_blob(row, 1), (size_t)sqlite3_column_bytes(row, 1)};
    struct seal_place place = {SEAL_ENTERPRISE, sqlite3_column_int64(row, 0), 0};
    struct view plain;
    if (seal_open(seal, VIEW(""), 0, place, closed, arena, &plain) != SEAL_OK)
        return false;
    size_t count;
    struct view *fields = unpack_fields(plain, arena, &count);
    struct csv_row fake = {.fields = {fields, count, count}};
    *out = (struct enterprise){.code = field_at(&fake, columns->code),
                               .name = field_at(&fake, columns->name),
                               .facts = enterprise_facts_new(rules, arena)};
    out->mobile = phone_of(field_at(&fake, columns->phone), arena, &out->phone);
    if (!enterprise_yes_no(field_at(&fake, columns->consent), &out->consent))
        out->consent = false;
    for (size_t i = 0; i < columns->count; i++)
        if (is_fact(columns->at[i].kind) &&
            enterprise_value_take(rules, columns->at[i], field_at(&fake, i), &out->facts) !=
                VALUE_TAKEN)
            continue;
    return true;
}

bool register_find(struct enterprises *e, const struct rules *rules, struct seal *seal,
                   struct view key, struct arena *arena, struct enterprise *out, bool *proved)
{
    static const char *const kinds[] = {"code", "phone", "name"};
    struct columns columns;
    struct view phone;
    columns_read(rules, e->headings, e->heading_count, &columns);
    phone_of(key, arena, &phone);
    for (int i = 0; i < 3; i++) {
        struct seal_hash hash = hash_of(seal, kinds[i], i == 1 ? phone : key);
        sqlite3_bind_blob(e->find[i], 1, hash.bytes, sizeof hash.bytes, SQLITE_STATIC);
        bool found = sqlite3_step(e->find[i]) == SQLITE_ROW &&
                     read_row(rules, seal, &columns, e->find[i], arena, out);
        sqlite3_reset(e->find[i]);
        *proved = i < 2;
        if (found)
            return true;
    }
    return false;
}

void register_each(struct enterprises *e, const struct rules *rules, struct seal *seal,
                   bool (*visit)(void *self, const struct enterprise *enterprise), void *self)
{
    struct arena arena;
    struct columns columns;
    arena_init(&arena, 16 << 20);
    columns_read(rules, e->headings, e->heading_count, &columns);
    bool on = true;
    while (on && sqlite3_step(e->each) == SQLITE_ROW) {
        struct enterprise one;
        if (read_row(rules, seal, &columns, e->each, &arena, &one))
            on = visit(self, &one);
        arena_reset(&arena);
    }
    sqlite3_reset(e->each);
    arena_free(&arena);
}
