/* formats: one table, a reader for each kind. Everything becomes Markdown: then one cutter makes
 * the passages and one page shows them, whatever the file was. Text that carries no marks of its
 * own (plain, PDF, DOC) gets its headings from outline.c.
 *
 * What took a converter is kept under the hash of the file's bytes, so that a page of it costs no
 * process, and a folder of which one file changed is read again in a moment. */
#include "gateway/answer/formats.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dsl/base/file.h"
#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"
#include "dsl/exchange/encoding.h"
#include "gateway/answer/child.h"
#include "gateway/answer/docx.h"
#include "gateway/answer/html.h"
#include "gateway/answer/outline.h"

enum { ARGUMENTS = 8, KEPT_ROOM = 4200, HEAD_BYTES = 1024 };

static const char file_here[] = "FILE";

/* Converters, the first that is there: a line a paragraph where they can. */
struct converter {
    const char *extension, *argv[ARGUMENTS];
    enum outline_lines lines;
};

static const struct converter converters[] = {
    {"pdf", {"pdftotext", "-q", "-enc", "UTF-8", file_here, "-"}, LINES_WRAPPED},
    {"doc", {"catdoc", "-w", "-d", "utf-8", file_here}, LINES_WHOLE},
    {"doc", {"antiword", "-w", "0", "-m", "UTF-8.txt", file_here}, LINES_WHOLE},
};
enum { CONVERTERS = sizeof converters / sizeof *converters };

/* ---- readers: bytes to Markdown ---- */

static enum format_result as_utf8(struct arena *arena, struct view bytes, struct view *text)
{
    const char *name;
    return encoding_to_utf8(arena, bytes, text, &name) ? FORMAT_GOOD : FORMAT_ENCODING;
}

static enum format_result read_markdown(struct arena *arena, struct view bytes, struct view *out)
{
    struct view text = VIEW("");
    enum format_result result = as_utf8(arena, bytes, &text);
    *out = view_keep(arena, text);
    return result;
}

static enum format_result read_plain(struct arena *arena, struct view bytes, struct view *out)
{
    struct view text = VIEW("");
    enum format_result result = as_utf8(arena, bytes, &text);
    if (result == FORMAT_GOOD)
        *out = outline_of(arena, text, LINES_WHOLE);
    return result;
}

static enum format_result read_html(struct arena *arena, struct view bytes, struct view *out)
{
    struct view text = VIEW("");
    if (!html_to_text(arena, bytes, &text))
        return FORMAT_BROKEN;
    *out = outline_of(arena, text, LINES_MARKED);
    return FORMAT_GOOD;
}

static enum format_result read_docx(struct arena *arena, struct view bytes, struct view *out)
{
    struct view text = VIEW("");
    switch (docx_to_text(arena, bytes, &text)) {
    case SHEET_OK:
        *out = outline_of(arena, text, LINES_MARKED);
        return FORMAT_GOOD;
    case SHEET_ENCRYPTED:
        return FORMAT_LOCKED;
    case SHEET_TOO_LARGE:
    case SHEET_BOMB:
        return FORMAT_TOO_LARGE;
    default:
        return FORMAT_BROKEN;
    }
}

struct format {
    const char *extension;
    enum format_result (*read)(struct arena *, struct view bytes, struct view *out);
    bool converted; /* by a program of its own */
};

static const struct format formats[] = {
    {"md", read_markdown, false}, {"markdown", read_markdown, false},
    {"txt", read_plain, false},   {"html", read_html, false},
    {"htm", read_html, false},    {"docx", read_docx, false},
    {"doc", NULL, true},          {"pdf", NULL, true},
    {"", read_plain, false},
};
enum { FORMATS = sizeof formats / sizeof *formats };

static struct view extension_of(struct view name)
{
    for (size_t i = name.n; i > 1; i--)
        if (name.p[i - 1] == '.')
            return view_sub(name, i, name.n);
        else if (name.p[i - 1] == '/')
            break;
    return VIEW("");
}

static bool is_extension(struct view extension, const char *known)
{
    size_t n = strlen(known);
    bool same = extension.n == n;
    for (size_t i = 0; same && i < n; i++)
        same = (extension.p[i] | 0x20) == known[i];
    return same;
}

static const struct format *format_of(struct view name)
{
    struct view extension = extension_of(name);
    for (size_t i = 0; i < FORMATS; i++)
        if (is_extension(extension, formats[i].extension))
            return &formats[i];
    return NULL;
}

bool format_is_known(struct view name)
{
    return !format_is_bare(name) && format_of(name) != NULL;
}

bool format_is_bare(struct view name)
{
    return !extension_of(name).n;
}

unsigned format_converters(void)
{
    unsigned there = 0;
    for (unsigned i = 0; i < CONVERTERS; i++)
        if (child_is_there(converters[i].argv[0]))
            there |= 1u << i;
    return there;
}

/* ---- converters ---- */

static enum format_result result_of(enum child_result result)
{
    switch (result) {
    case CHILD_GOOD:
        return FORMAT_GOOD;
    case CHILD_TOO_LONG:
        return FORMAT_TOO_LONG;
    case CHILD_TOO_MUCH:
        return FORMAT_TOO_LARGE;
    case CHILD_MISSING:
        return FORMAT_NO_CONVERTER;
    case CHILD_IMPOSSIBLE:
        return FORMAT_UNREADABLE;
    case CHILD_FAILED:
        break;
    }
    return FORMAT_BROKEN;
}

/* Does the file begin like one of its kind? A converter takes anything for text. */
static bool begins_right(struct view extension, struct view bytes)
{
    struct view head = bytes.n > HEAD_BYTES ? view_sub(bytes, 0, HEAD_BYTES) : bytes;
    if (is_extension(extension, "pdf"))
        return view_find(head, VIEW("%PDF-")) != SIZE_MAX;
    return view_starts(bytes, VIEW("\xd0\xcf\x11\xe0")) || view_starts(bytes, VIEW("{\\rtf"));
}

static enum child_result run(const struct converter *converter, const char *path, struct buf *out)
{
    const struct child_limits limits = {FORMAT_CONVERTER_SECONDS, FORMAT_CONVERTER_MEMORY_MB};
    const char *argv[ARGUMENTS + 1] = {0};
    char safe[KEPT_ROOM];
    snprintf(safe, sizeof safe, "%s%s", path[0] == '-' ? "./" : "", path);
    for (size_t i = 0; i < ARGUMENTS; i++)
        argv[i] = converter->argv[i] == file_here ? safe : converter->argv[i];
    return child_run(argv, limits, out);
}

static enum format_result convert(struct arena *arena, const char *path, struct view *out)
{
    enum child_result result = CHILD_MISSING;
    struct buf text;
    struct view utf8 = VIEW("");
    buf_init(&text, FORMAT_TEXT_MAX);
    size_t used = 0;
    for (size_t i = 0; i < CONVERTERS && result == CHILD_MISSING; i++)
        if (is_extension(extension_of(view_of(path)), converters[i].extension)) {
            buf_clear(&text);
            result = run(&converters[i], path, &text);
            used = i;
        }
    enum format_result read = result_of(result);
    if (read == FORMAT_GOOD)
        read = as_utf8(arena, buf_keep(&text, arena), &utf8);
    if (read == FORMAT_GOOD)
        *out = outline_of(arena, utf8, converters[used].lines);
    buf_free(&text);
    return read;
}

/* ---- keeping what was converted ---- */

static void kept_path(const char *kept, uint64_t hash, char *out)
{
    snprintf(out, KEPT_ROOM, "%s/%016llx.md", kept, (unsigned long long)hash);
}

static bool read_kept(struct arena *arena, const char *path, struct view *out)
{
    struct buf text;
    buf_init(&text, FORMAT_TEXT_MAX * 2);
    bool good = file_read(path, &text) && utf8_broken(buf_seen(&text)) == SIZE_MAX;
    *out = buf_keep(&text, arena);
    buf_free(&text);
    return good;
}

/* Best effort: without it the page converts again. */
static void keep(const char *folder, const char *path, struct view text)
{
    char unfinished[KEPT_ROOM + 40];
    snprintf(unfinished, sizeof unfinished, "%s.XXXXXX", path);
    mkdir(folder, 0700);
    int out = mkstemp(unfinished);
    if (out < 0)
        return;
    bool good = write(out, text.p, text.n) == (ssize_t)text.n;
    good = close(out) == 0 && good;
    if (!good || rename(unfinished, path) != 0)
        unlink(unfinished);
}

/* What is asked for: a file, and how far one may go for it. */
struct wanted {
    const char *path, *kept;
    bool may_convert;
};

static enum format_result convert_or_take(struct arena *arena, const struct wanted *wanted,
                                          struct view bytes, struct view *out)
{
    char place[KEPT_ROOM];
    if (wanted->kept) {
        kept_path(wanted->kept, hash_block(bytes.p, bytes.n, 0), place);
        if (read_kept(arena, place, out))
            return FORMAT_GOOD;
    }
    if (!begins_right(extension_of(view_of(wanted->path)), bytes))
        return FORMAT_BROKEN;
    if (!wanted->may_convert)
        return FORMAT_NO_CONVERTER;
    enum format_result result = convert(arena, wanted->path, out);
    if (wanted->kept && result == FORMAT_GOOD)
        keep(wanted->kept, place, *out);
    return result;
}

/* ---- a file ---- */

static bool is_blank(struct view text)
{
    return !view_trim(text).n;
}

static enum format_result read_bytes(struct arena *arena, const struct wanted *wanted,
                                     struct view bytes, struct view *out)
{
    const struct format *format = format_of(view_of(wanted->path));
    enum format_result result = FORMAT_BROKEN;
    if (format)
        result = format->converted ? convert_or_take(arena, wanted, bytes, out)
                                   : format->read(arena, bytes, out);
    if (result == FORMAT_GOOD && out->n > FORMAT_TEXT_MAX * 2)
        result = FORMAT_TOO_LARGE;
    return result == FORMAT_GOOD && is_blank(*out) ? FORMAT_EMPTY : result;
}

static enum format_result read_wanted(struct arena *arena, const struct wanted *wanted,
                                      struct view *markdown)
{
    struct buf bytes;
    jmp_buf full, *before = arena->full;
    volatile enum format_result result = FORMAT_UNREADABLE;
    *markdown = VIEW("");
    buf_init(&bytes, FORMAT_BYTES_MAX);
    arena_on_full(arena, &full);
    if (setjmp(full))
        result = FORMAT_TOO_LARGE;
    else if (file_read(wanted->path, &bytes))
        result = read_bytes(arena, wanted, buf_seen(&bytes), markdown);
    arena_on_full(arena, before);
    buf_free(&bytes);
    return result;
}

enum format_result format_read(struct arena *arena, const char *path, const char *kept,
                               struct view *markdown)
{
    const struct wanted wanted = {path, kept, true};
    return read_wanted(arena, &wanted, markdown);
}

enum format_result format_show(struct arena *arena, const char *path, const char *kept,
                               struct view *markdown)
{
    return read_wanted(arena, &(struct wanted){path, kept, false}, markdown);
}

const char *format_result_zh(enum format_result result)
{
    static const char *const texts[] = {
#define FORMAT_TEXT(enumerator, zh, en) zh,
        FORMAT_RESULTS(FORMAT_TEXT)
#undef FORMAT_TEXT
    };
    return (size_t)result < sizeof texts / sizeof *texts ? texts[result] : "";
}

const char *format_result_en(enum format_result result)
{
    static const char *const texts[] = {
#define FORMAT_TEXT(enumerator, zh, en) en,
        FORMAT_RESULTS(FORMAT_TEXT)
#undef FORMAT_TEXT
    };
    return (size_t)result < sizeof texts / sizeof *texts ? texts[result] : "";
}
