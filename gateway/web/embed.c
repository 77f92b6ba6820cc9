/* embed: a build tool. It writes the files named on its command line into one C source, so that the
 * binary carries its pages and needs no folder beside it.
 *
 *     embed OUT ROOT FILE... PATH=FILE...
 *
 * A page's path is the file's path below ROOT, or the one before the '='. A file that ends in .gz
 * is served as what it unpacks to. Its type comes from the ending; an ending that is not known is
 * an error, since a page of unknown type would be guessed at by browsers. The etag is the content's
 * hash, so a page stays cached until it changes. Output is the same for the same files. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "dsl/base/hash.h"

static const struct {
    const char *ending, *type;
} types[] = {
    {".html", "text/html; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".json", "application/json; charset=utf-8"},
    {".webmanifest", "application/manifest+json"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".txt", "text/plain; charset=utf-8"},
};

static const char *type_of(const char *path)
{
    const char *dot = strrchr(path, '.');
    for (size_t i = 0; dot && i < sizeof types / sizeof *types; i++)
        if (strcmp(dot, types[i].ending) == 0)
            return types[i].type;
    return NULL;
}

static bool is_packed(const char *path)
{
    const char *dot = strrchr(path, '.');
    return dot && strcmp(dot, ".gz") == 0;
}

static void put_bytes(FILE *out, const unsigned char *bytes, size_t n)
{
    for (size_t i = 0; i < n; i++)
        fprintf(out, "%u,%s", bytes[i], i % 24 == 23 ? "\n" : "");
}

/* The file's bytes as a C array; false: it cannot be read (errno). */
static bool put_file(FILE *out, const char *path, size_t index, size_t *size, uint64_t *hash)
{
    enum { MOST = 4 << 20 };
    static unsigned char bytes[MOST];
    FILE *in = fopen(path, "rb");
    if (!in)
        return false;
    *size = fread(bytes, 1, MOST, in);
    bool whole = !ferror(in) && *size < MOST;
    fclose(in);
    *hash = hash_bytes(bytes, *size, 0);
    fprintf(out, "static const unsigned char page_%zu[] = {\n", index);
    put_bytes(out, bytes, *size);
    fprintf(out, "0};\n");
    return whole;
}

struct entry {
    const char *path, *type;
    bool packed;
    size_t size;
    uint64_t hash;
};

static void put_table(FILE *out, const struct entry *entries, size_t count)
{
    fprintf(out, "const struct page pages[] = {\n");
    for (size_t i = 0; i < count; i++)
        fprintf(out, "    {\"%s\", \"%s\", page_%zu, %zu, \"\\\"%016llx\\\"\", %d},\n",
                entries[i].path, entries[i].type, i, entries[i].size,
                (unsigned long long)entries[i].hash, entries[i].packed);
    fprintf(out, "    {0},\n};\nconst size_t page_count = %zu;\n", count);
}

static int complain(const char *path, const char *why)
{
    fprintf(stderr, "embed: %s: %s\n", path, why);
    return 1;
}

static int put_all(FILE *out, const char *root, char **files, size_t count, struct entry *entries)
{
    size_t skip = strlen(root) + 1;
    fprintf(out, "/* Made by gateway/web/embed.c. */\n#include \"gateway/web/assets.h\"\n\n");
    for (size_t i = 0; i < count; i++) {
        struct entry *entry = &entries[i];
        char *given = strchr(files[i], '=');
        if (given)
            *given = 0;
        else if (strncmp(files[i], root, skip - 1) != 0 || strlen(files[i]) <= skip)
            return complain(files[i], "not below the root");
        entry->path = given ? files[i] : files[i] + skip;
        entry->type = type_of(entry->path);
        files[i] = given ? given + 1 : files[i];
        entry->packed = is_packed(files[i]);
        if (!entry->type)
            return complain(files[i], "no content type is known for this ending");
        if (!put_file(out, files[i], i, &entry->size, &entry->hash))
            return complain(files[i], errno ? strerror(errno) : "too large");
    }
    put_table(out, entries, count);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return complain("usage", "embed OUT ROOT FILE...");
    FILE *out = fopen(argv[1], "wb");
    if (!out)
        return complain(argv[1], strerror(errno));
    size_t count = (size_t)argc - 3;
    struct entry *entries = calloc(count + 1, sizeof *entries);
    int failed =
        entries ? put_all(out, argv[2], argv + 3, count, entries) : complain(argv[1], "no memory");
    free(entries);
    if (fclose(out) != 0)
        failed = complain(argv[1], strerror(errno));
    if (failed)
        remove(argv[1]);
    return failed;
}
