/* archive: libzip inflates a part piece by piece straight into expat, so a part is never whole in
 * memory, and whoever sends a bomb is stopped by what has come out, not by what the directory
 * claims. Three measures: bytes over all parts, the ratio of a part, the depth of elements.
 *
 * A DOCTYPE ends the walk at once: no workbook has one, and with it go entities in every form. */
#include "dsl/exchange/archive.h"

#include <expat.h>
#include <stdlib.h>
#include <zip.h>

enum { PIECE = 65536, RATIO_FREE = 1 << 20 };

struct archive {
    zip_t *zip;
    size_t inflated; /* over all parts so far */
};

struct walker {
    XML_Parser parser;
    const struct archive_walk *walk;
    enum sheet_result result;
    int depth;
};

static enum sheet_result why_not(zip_error_t *error)
{
    bool locked = zip_error_code_zip(error) == ZIP_ER_NOPASSWD;
    return locked ? SHEET_ENCRYPTED : SHEET_NOT_WORKBOOK;
}

struct archive *archive_open(struct view bytes, enum sheet_result *result)
{
    zip_error_t error;
    struct archive *archive = NULL;
    *result = SHEET_NOT_WORKBOOK;
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes.p, bytes.n, 0, &error);
    zip_t *zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    if (!zip)
        zip_source_free(source);
    else if (zip_get_num_entries(zip, 0) > ARCHIVE_PARTS_MAX)
        *result = SHEET_BOMB;
    else
        archive = calloc(1, sizeof *archive);
    zip_error_fini(&error);
    if (archive)
        *archive = (struct archive){.zip = zip};
    else if (zip)
        zip_discard(zip);
    return archive;
}

void archive_close(struct archive *archive)
{
    if (!archive)
        return;
    zip_discard(archive->zip);
    free(archive);
}

bool archive_has(struct archive *archive, const char *part)
{
    return zip_name_locate(archive->zip, part, 0) >= 0;
}

static const char *local(const char *name)
{
    const char *colon = strrchr(name, ':');
    return colon ? colon + 1 : name;
}

const char *archive_attribute(const char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i]; i += 2)
        if (strcmp(local(attributes[i]), name) == 0)
            return attributes[i + 1];
    return NULL;
}

/* ---- expat's callbacks ---- */

static void stop(struct walker *walker, enum sheet_result result)
{
    if (walker->result == SHEET_OK)
        walker->result = result;
    XML_StopParser(walker->parser, XML_FALSE);
}

static void on_doctype(void *data, const char *name, const char *system, const char *public,
                       int subset)
{
    (void)name, (void)system, (void)public, (void)subset;
    stop(data, SHEET_BAD_XML);
}

static void on_open(void *data, const char *name, const char **attributes)
{
    struct walker *walker = data;
    if (++walker->depth > ARCHIVE_DEPTH_MAX)
        stop(walker, SHEET_BAD_XML);
    else if (!walker->walk->open(walker->walk->context, local(name), attributes))
        stop(walker, SHEET_TOO_LARGE);
}

static void on_close(void *data, const char *name)
{
    struct walker *walker = data;
    walker->depth--;
    if (!walker->walk->close(walker->walk->context, local(name)))
        stop(walker, SHEET_TOO_LARGE);
}

static void on_text(void *data, const char *bytes, int n)
{
    struct walker *walker = data;
    if (!walker->walk->text(walker->walk->context, bytes, (size_t)n))
        stop(walker, SHEET_TOO_LARGE);
}

/* ---- walking ---- */

static enum sheet_result feed(struct archive *archive, zip_file_t *file, size_t packed,
                              struct walker *walker)
{
    char piece[PIECE];
    size_t part = 0;
    for (;;) {
        zip_int64_t n = zip_fread(file, piece, sizeof piece);
        if (n < 0)
            return SHEET_NOT_WORKBOOK;
        part += (size_t)n;
        archive->inflated += (size_t)n;
        if (archive->inflated > ARCHIVE_BYTES_MAX ||
            (part > RATIO_FREE && part / ARCHIVE_RATIO_MAX > packed))
            return SHEET_BOMB;
        if (XML_Parse(walker->parser, piece, (int)n, n == 0) == XML_STATUS_ERROR)
            return walker->result != SHEET_OK ? walker->result : SHEET_BAD_XML;
        if (n == 0)
            return SHEET_OK;
    }
}

static enum sheet_result parse(struct archive *archive, zip_file_t *file, size_t packed,
                               const struct archive_walk *walk)
{
    struct walker walker = {.parser = XML_ParserCreate(NULL), .walk = walk};
    if (!walker.parser)
        return SHEET_TOO_LARGE;
    XML_SetUserData(walker.parser, &walker);
    XML_SetElementHandler(walker.parser, on_open, on_close);
    XML_SetCharacterDataHandler(walker.parser, on_text);
    XML_SetStartDoctypeDeclHandler(walker.parser, on_doctype);
    enum sheet_result result = feed(archive, file, packed, &walker);
    XML_ParserFree(walker.parser);
    return result;
}

enum sheet_result archive_walk(struct archive *archive, const char *part,
                               const struct archive_walk *walk)
{
    zip_stat_t stat;
    if (zip_stat(archive->zip, part, 0, &stat) != 0)
        return SHEET_NOT_WORKBOOK;
    zip_file_t *file = zip_fopen(archive->zip, part, 0);
    if (!file)
        return why_not(zip_get_error(archive->zip));
    size_t packed = stat.valid & ZIP_STAT_COMP_SIZE ? (size_t)stat.comp_size : 0;
    enum sheet_result result = parse(archive, file, packed, walk);
    zip_fclose(file);
    return result;
}
