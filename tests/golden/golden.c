/* golden: every NAME.zd below a folder is compiled by itself, and what is said about it, in Chinese
 * and without color, must be what NAME.out holds. So a change of wording or of behaviour shows as a
 * difference to be looked at, never as a surprise.
 *
 * In a folder called format NAME.out is NAME.zd in the one style instead; a name that ends with _zh
 * or _en asks for keywords of that language. Files in a folder called syntax are only parsed; all
 * others are checked too, with documents looked for in their own folder; in a folder called
 * examples the examples are checked as well, in one called lint the lints run, as if on 21 November
 * 2026.
 * Where a file lacks all phrases or all word lists, or all but a few, their number stands as # or
 * #-1 in .out: the tables grow, and a new phrase is no difference to look at; a wrong number is.
 *
 * With GOLDEN_UPDATE=1 in the environment the .out files are written anew instead of compared: read
 * the difference before it is committed. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "dsl/compile/compile.h"
#include "dsl/format/format.h"
#include "dsl/lint/lint.h"

enum { LARGEST = 16 << 20, MOST_PAIRS = 2000, LONGEST_PATH = 1024, FEW = 9 };

struct run {
    bool update;
    size_t passed, failed;
};

struct pair {
    char folder[LONGEST_PATH];
    char name[256]; /* without .zd */
};

static bool read_whole(const char *path, struct buf *out)
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

static void path_of(const struct pair *pair, const char *ending, char *out)
{
    snprintf(out, 2 * LONGEST_PATH, "%s/%s%s", pair->folder, pair->name, ending);
}

static bool is_called(const char *folder, const char *name)
{
    const char *last = strrchr(folder, '/');
    return strcmp(last ? last + 1 : folder, name) == 0;
}

static void put_examples(const struct model *model, struct diags *diags)
{
    struct buf image;
    struct view why;
    buf_init(&image, LARGEST);
    if (!compile_sound(model, &image, diags, &why)) {
        fprintf(stderr, "golden: %.*s\n", VIEW_FMT(why));
        abort();
    }
    buf_free(&image);
}

static void run_lints(struct arena *arena, const struct tree *tree, const struct model *model,
                      struct diags *diags)
{
    struct lint_settings settings;
    lint_settings_init(&settings, civil_to_day((struct civil){2026, 11, 21}));
    lint_rules(&settings, arena, tree, model, diags);
}

/* As compile_folder does: the examples of rules that are sound so far, in folders of their own. */
static void check_what_was_read(const struct pair *pair, struct arena *arena,
                                const struct tree *tree, const struct sources *sources,
                                struct diags *diags)
{
    const struct model *model = check_rules(arena, tree, sources, pair->folder, diags);
    if (is_called(pair->folder, "examples") && !diags->errors)
        put_examples(model, diags);
    if (is_called(pair->folder, "lint"))
        run_lints(arena, tree, model, diags);
    tree_headings(tree, diags);
}

/* ---- what changes with the tables ---- */

enum {
#define PHRASE(name, placeholders, meaning) SAID_##name,
#include "dsl/base/phrase_table.h"
#undef PHRASE
    ALL_PHRASES
};

/* Behind "还缺 ": how many are missing of how many; 0: the text counts something else. */
static int64_t all_of(struct view behind)
{
    return view_starts(behind, VIEW(" 句用语"))   ? ALL_PHRASES
           : view_starts(behind, VIEW(" 个词表")) ? TALK_LISTS
                                                  : 0;
}

static void put_count(struct view digits, struct view behind, struct buf *out)
{
    int64_t count, all = all_of(behind);
    if (!all || !view_int(digits, all - FEW, all, &count))
        buf_view(out, digits);
    else if (count == all)
        buf_text(out, "#");
    else
        buf_print(out, "#-%d", (int)(all - count));
}

static void leave_out_totals(struct buf *said)
{
    struct buf out;
    struct view rest = buf_seen(said), before = VIEW("还缺 ");
    buf_init(&out, LARGEST);
    for (size_t at; (at = view_find(rest, before)) != SIZE_MAX;) {
        size_t from = at + before.n, to = from;
        while (to < rest.n && rest.p[to] >= '0' && rest.p[to] <= '9')
            to++;
        buf_view(&out, view_sub(rest, 0, from));
        put_count(view_sub(rest, from, to), view_sub(rest, to, rest.n), &out);
        rest = view_sub(rest, to, rest.n);
    }
    buf_view(&out, rest);
    buf_clear(said);
    buf_view(said, buf_seen(&out));
    buf_free(&out);
}

/* ---- the one style ---- */

static enum format_keywords keywords_of(const struct pair *pair)
{
    size_t n = strlen(pair->name);
    bool zh = n > 3 && strcmp(pair->name + n - 3, "_zh") == 0;
    bool en = n > 3 && strcmp(pair->name + n - 3, "_en") == 0;
    return zh ? FORMAT_ZH : en ? FORMAT_EN : FORMAT_AS_WRITTEN;
}

static bool formatted(const struct pair *pair, struct view text, struct buf *out)
{
    struct format_options options = {keywords_of(pair)};
    struct arena arena;
    struct diags diags;
    struct place fault = {0};
    arena_init(&arena, (size_t)1 << 30);
    enum format_status status =
        format_source(&arena, view_of(pair->name), text, &options, out, &diags, &fault);
    if (status == FORMAT_ERRORS)
        diags_text(&diags, DIAG_ZH, false, out);
    if (status == FORMAT_FAULT)
        printf("%s/%s.zd:%zu:%zu: a fault\n", pair->folder, pair->name, fault.line, fault.column);
    arena_free(&arena);
    return status != FORMAT_FAULT;
}

/* What is said about one file. */
static bool said_about(const struct pair *pair, struct buf *out)
{
    char path[2 * LONGEST_PATH];
    struct buf text;
    buf_init(&text, LARGEST);
    path_of(pair, ".zd", path);
    bool good = read_whole(path, &text);
    if (is_called(pair->folder, "format")) {
        good = good && formatted(pair, buf_seen(&text), out);
        buf_free(&text);
        return good;
    }
    struct arena arena;
    arena_init(&arena, (size_t)1 << 30);
    struct sources sources = {.arena = &arena};
    struct diags diags = {.arena = &arena, .sources = &sources};
    struct tree tree = {.arena = &arena};
    snprintf(path, sizeof path, "%s.zd", pair->name);
    sources_add(&sources, view_of(path), buf_seen(&text));
    tree_parse(&tree, &sources, &diags);
    if (!is_called(pair->folder, "syntax"))
        check_what_was_read(pair, &arena, &tree, &sources, &diags);
    diags_sort(&diags);
    diags_text(&diags, DIAG_ZH, false, out);
    leave_out_totals(out);
    arena_free(&arena);
    buf_free(&text);
    return good;
}

static bool write_whole(const char *path, struct view text)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        return false;
    bool good = fwrite(text.p, 1, text.n, file) == text.n;
    return fclose(file) == 0 && good;
}

static void first_difference(const char *path, struct view is, struct view should)
{
    size_t line = 1;
    while (is.p && should.p) {
        struct view a = view_cut(&is, '\n'), b = view_cut(&should, '\n');
        if (!view_eq(a, b)) {
            printf("%s:%zu differs\n  is:     %.*s\n  should: %.*s\n", path, line, VIEW_FMT(a),
                   VIEW_FMT(b));
            return;
        }
        line++;
    }
}

static void compare(struct run *run, const struct pair *pair)
{
    char path[2 * LONGEST_PATH];
    struct buf is, should;
    buf_init(&is, LARGEST);
    buf_init(&should, LARGEST);
    bool good = said_about(pair, &is);
    path_of(pair, ".out", path);
    if (run->update) {
        good = good && write_whole(path, buf_seen(&is));
    } else {
        good = good && read_whole(path, &should);
        if (!good)
            printf("%s: there is none\n", path);
        else if (!view_eq(buf_seen(&is), buf_seen(&should))) {
            first_difference(path, buf_seen(&is), buf_seen(&should));
            good = false;
        }
    }
    run->passed += good;
    run->failed += !good;
    buf_free(&is);
    buf_free(&should);
}

/* Walking */

struct pairs {
    struct pair *at;
    size_t n;
};

static void collect(struct pairs *pairs, const char *folder)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return;
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        char path[LONGEST_PATH];
        size_t n = strlen(entry->d_name);
        bool fits =
            (size_t)snprintf(path, sizeof path, "%s/%s", folder, entry->d_name) < sizeof path;
        struct stat about;
        if (entry->d_name[0] == '.' || !fits || stat(path, &about) != 0)
            continue;
        if (S_ISDIR(about.st_mode))
            collect(pairs, path);
        else if (n > 3 && strcmp(entry->d_name + n - 3, ".zd") == 0 && pairs->n < MOST_PAIRS) {
            struct pair *pair = &pairs->at[pairs->n++];
            snprintf(pair->folder, sizeof pair->folder, "%s", folder);
            snprintf(pair->name, sizeof pair->name, "%.*s", (int)(n - 3), entry->d_name);
        }
    }
    closedir(dir);
}

static int by_name(const void *a, const void *b)
{
    const struct pair *one = a, *two = b;
    int order = strcmp(one->folder, two->folder);
    return order ? order : strcmp(one->name, two->name);
}

int main(int count, char **arguments)
{
    const char *update = getenv("GOLDEN_UPDATE");
    struct run run = {.update = update && strcmp(update, "1") == 0};
    struct pairs pairs = {calloc(MOST_PAIRS, sizeof(struct pair)), 0};
    if (!pairs.at)
        return 1;
    for (int i = 1; i < count; i++)
        collect(&pairs, arguments[i]);
    qsort(pairs.at, pairs.n, sizeof *pairs.at, by_name);
    for (size_t i = 0; i < pairs.n; i++)
        compare(&run, &pairs.at[i]);
    free(pairs.at);
    printf("%zu passed, %zu failed\n", run.passed, run.failed);
    return run.failed || run.passed == 0;
}
