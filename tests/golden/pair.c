/* pair: finds the golden files and reads a text the way its folder says. The golden runner compares
 * what comes with what is written down; the reference is made of the same readings, so a page never
 * shows what the compiler does not say.
 *
 * A reading is opened, given its texts (the file itself first), run once and closed. The members
 * point to one another, so a reading is never copied. */
#include "tests/golden/pair.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "dsl/compile/compile.h"
#include "dsl/lint/lint.h"

void pair_path(const struct pair *pair, const char *ending, char *out)
{
    snprintf(out, (size_t)2 * PAIR_PATH, "%s/%s%s", pair->folder, pair->name, ending);
}

bool pair_read_file(const char *path, struct buf *out)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return false;
    char part[8192];
    for (size_t n; (n = fread(part, 1, sizeof part, file)) > 0;)
        buf_bytes(out, part, n);
    fclose(file);
    return !out->full;
}

bool pair_folder_is(const struct pair *pair, const char *name)
{
    const char *last = strrchr(pair->folder, '/');
    return strcmp(last ? last + 1 : pair->folder, name) == 0;
}

/* ---- reading ---- */

static void put_examples(const struct model *model, struct diags *diags)
{
    struct buf image;
    struct view why;
    buf_init(&image, PAIR_LARGEST);
    if (!compile_sound(model, &image, diags, &why)) {
        fprintf(stderr, "golden: %.*s\n", VIEW_FMT(why));
        abort();
    }
    buf_free(&image);
}

static void run_lints(struct reading *reading, const struct model *model)
{
    struct lint_settings settings;
    lint_settings_init(&settings, civil_to_day((struct civil){2026, 11, 21}));
    lint_rules(&settings, &reading->arena, &reading->tree, model, &reading->diags);
}

/* As compile_folder does: the examples of rules that are sound so far, in folders of their own. */
static void check_what_was_read(struct reading *reading, const struct pair *pair)
{
    const struct model *model = check_rules(&reading->arena, &reading->tree, &reading->sources,
                                            pair->folder, &reading->diags);
    if (pair_folder_is(pair, "examples") && !reading->diags.errors)
        put_examples(model, &reading->diags);
    if (pair_folder_is(pair, "lint"))
        run_lints(reading, model);
    tree_headings(&reading->tree, &reading->diags);
}

void reading_open(struct reading *reading)
{
    *reading = (struct reading){0};
    arena_init(&reading->arena, (size_t)1 << 30);
    reading->sources.arena = reading->diags.arena = reading->tree.arena = &reading->arena;
    reading->diags.sources = &reading->sources;
}

void reading_add(struct reading *reading, const char *path, struct view text)
{
    sources_add(&reading->sources, view_keep(&reading->arena, view_of(path)), text);
}

void reading_run(struct reading *reading, const struct pair *pair)
{
    tree_parse(&reading->tree, &reading->sources, &reading->diags);
    if (!pair_folder_is(pair, "syntax"))
        check_what_was_read(reading, pair);
    diags_sort(&reading->diags);
}

void reading_close(struct reading *reading)
{
    arena_free(&reading->arena);
}

/* ---- walking ---- */

static bool ends_with(const char *text, const char *ending)
{
    size_t n = strlen(text), end = strlen(ending);
    return n > end && strcmp(text + n - end, ending) == 0;
}

static void add_pair(struct pairs *pairs, const char *folder, const char *name)
{
    if (!ends_with(name, ".zd") || ends_with(name, ".right.zd") || pairs->n == PAIRS_MOST)
        return;
    struct pair *pair = &pairs->at[pairs->n++];
    snprintf(pair->folder, sizeof pair->folder, "%s", folder);
    snprintf(pair->name, sizeof pair->name, "%.*s", (int)(strlen(name) - 3), name);
}

static void collect(struct pairs *pairs, const char *folder)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return;
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        char path[PAIR_PATH];
        bool fits =
            (size_t)snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) < sizeof path;
        struct stat about;
        if (entry->d_name[0] == '.' || !fits || stat(path, &about) != 0)
            continue;
        if (S_ISDIR(about.st_mode))
            collect(pairs, path);
        else
            add_pair(pairs, folder, entry->d_name);
    }
    closedir(dir);
}

static int by_name(const void *a, const void *b)
{
    const struct pair *one = a, *two = b;
    int order = strcmp(one->folder, two->folder);
    return order ? order : strcmp(one->name, two->name);
}

bool pairs_collect(struct pairs *pairs, const char *const *folders, size_t count)
{
    *pairs = (struct pairs){calloc(PAIRS_MOST, sizeof(struct pair)), 0};
    if (!pairs->at)
        return false;
    for (size_t i = 0; i < count; i++)
        collect(pairs, folders[i]);
    qsort(pairs->at, pairs->n, sizeof *pairs->at, by_name);
    return true;
}
