/* The formatter: what it promises must hold for every file there is, and for files that were
 * changed at random; how the style looks is shown by the pairs in tests/golden/format. */
#include <dirent.h>
#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "dsl/base/file.h"
#include "dsl/format/format.h"
#include "dsl/syntax/token.h"
#include "dsl/syntax/tree.h"

enum { LARGEST = 16 << 20 };

struct work {
    struct arena arena;
    struct buf text, out, again;
};

static void work_begin(struct work *work)
{
    arena_init(&work->arena, (size_t)1 << 31);
    buf_init(&work->text, LARGEST);
    buf_init(&work->out, LARGEST);
    buf_init(&work->again, LARGEST);
}

static void work_end(struct work *work)
{
    buf_free(&work->text);
    buf_free(&work->out);
    buf_free(&work->again);
    arena_free(&work->arena);
}

static enum format_status format(struct work *work, struct view text, enum format_keywords keywords,
                                 struct buf *out)
{
    struct diags diags;
    struct place fault = {0};
    struct format_options options = {keywords};
    enum format_status status =
        format_source(&work->arena, VIEW("a.zd"), text, &options, out, &diags, &fault);
    if (status == FORMAT_FAULT)
        print_error("a fault at %zu:%zu of:\n%.*s\n", fault.line, fault.column, VIEW_FMT(text));
    return status;
}

static bool is_good(enum format_status status)
{
    return status == FORMAT_SAME || status == FORMAT_CHANGED;
}

/* The comments of a text, one a line, read without the formatter's help. */
static struct view comments_of(struct work *work, struct view text)
{
    struct sources sources = {.arena = &work->arena};
    struct diags diags = {.arena = &work->arena, .sources = &sources};
    struct tree tree = {.arena = &work->arena};
    sources_add(&sources, VIEW("a.zd"), text);
    tree_parse(&tree, &sources, &diags);
    struct buf all;
    buf_init(&all, LARGEST);
    for (size_t i = 0; i < tree.trivia.n; i++) {
        struct view one = view_trim(source_text(&sources, tree.trivia.at[i].span));
        bool wide = view_starts(one, VIEW("＃"));
        if (one.n)
            buf_print(&all, "#%.*s\n", VIEW_FMT(view_sub(one, wide ? 3 : 1, one.n)));
    }
    struct view kept = buf_keep(&all, &work->arena);
    buf_free(&all);
    return kept;
}

static bool same(struct view a, struct view b, const char *what)
{
    if (view_eq(a, b))
        return true;
    size_t at = 0;
    while (at < a.n && at < b.n && a.p[at] == b.p[at])
        at++;
    size_t from = at > 200 ? at - 200 : 0;
    print_error("%s differs:\n%.*s\n----\n%.*s\n", what, (int)(a.n - from < 500 ? a.n - from : 500),
                a.p + from, (int)(b.n - from < 500 ? b.n - from : 500), b.p + from);
    return false;
}

/* All that holds of a text that parses. */
static void keeps_promises(struct work *work, struct view text, struct view comments)
{
    assert_true(is_good(format(work, text, FORMAT_AS_WRITTEN, &work->out)));
    struct view out = buf_keep(&work->out, &work->arena);
    assert_true(same(comments, comments_of(work, out), "the comments"));
    assert_true(is_good(format(work, out, FORMAT_AS_WRITTEN, &work->again)));
    assert_true(same(out, buf_seen(&work->again), "formatting twice"));
}

static void turns_round(struct work *work, struct view text)
{
    assert_true(is_good(format(work, text, FORMAT_ZH, &work->out)));
    struct view chinese = buf_keep(&work->out, &work->arena);
    assert_true(is_good(format(work, chinese, FORMAT_EN, &work->out)));
    struct view english = buf_keep(&work->out, &work->arena);
    assert_true(is_good(format(work, english, FORMAT_ZH, &work->out)));
    assert_true(same(chinese, buf_seen(&work->out), "Chinese to English and back"));
    assert_int_equal(format(work, english, FORMAT_EN, &work->again), FORMAT_SAME);
}

/* ---- every file there is ---- */

struct visit {
    size_t formatted, refused;
};

static void visit_file(struct visit *visit, const char *path)
{
    struct work work;
    work_begin(&work);
    assert_true(file_read(path, &work.text));
    struct view text = buf_seen(&work.text);
    enum format_status status = format(&work, text, FORMAT_AS_WRITTEN, &work.out);
    visit->refused += status == FORMAT_ERRORS;
    visit->formatted += is_good(status);
    assert_true(is_good(status) || status == FORMAT_ERRORS);
    if (is_good(status)) {
        keeps_promises(&work, text, comments_of(&work, text));
        turns_round(&work, text);
    }
    work_end(&work);
}

static void visit_folder(struct visit *visit, const char *folder)
{
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        char path[2048];
        struct stat about;
        size_t n = strlen(entry->d_name);
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] == '.' || stat(path, &about) != 0)
            continue;
        if (S_ISDIR(about.st_mode))
            visit_folder(visit, path);
        else if (n > 3 && strcmp(entry->d_name + n - 3, ".zd") == 0)
            visit_file(visit, path);
    }
    closedir(dir);
}

static void every_file_of_the_sample(void **state)
{
    (void)state;
    struct visit visit = {0};
    visit_folder(&visit, "rules/yunxi");
    assert_int_equal(visit.refused, 0);
    assert_in_range(visit.formatted, 60, 10000);
}

static void every_file_of_the_tests(void **state)
{
    (void)state;
    struct visit visit = {0};
    visit_folder(&visit, "tests/golden");
    visit_folder(&visit, "tests/diff");
    assert_in_range(visit.formatted, 80, 10000);
    assert_in_range(visit.refused, 20, 10000);
}

/* ---- files changed at random ---- */

static uint64_t draw(uint64_t *state, uint64_t below)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state % below;
}

static struct token_list tokens_of(struct work *work, struct view text)
{
    struct sources sources = {.arena = &work->arena};
    struct diags diags = {.arena = &work->arena, .sources = &sources};
    struct token_list tokens = {{0}};
    struct tree tree = {.arena = &work->arena, .tokens = &tokens};
    sources_add(&sources, VIEW("a.zd"), text);
    tree_parse(&tree, &sources, &diags);
    return tokens;
}

/* Puts comments and blank lines before some of the tokens. */
static struct view scattered(struct work *work, struct view text, const struct token_list *tokens,
                             uint64_t *chance, size_t one_in)
{
    struct buf out;
    uint32_t at = 0;
    buf_init(&out, LARGEST);
    for (size_t i = 0; i < tokens->list.n; i++) {
        uint32_t from = tokens->list.at[i].span.from;
        buf_view(&out, view_sub(text, at, from));
        at = from;
        if (draw(chance, one_in) != 0)
            continue;
        switch (draw(chance, 5)) {
        case 0:
            buf_print(&out, " # behind %zu\n", i);
            break;
        case 1:
            buf_print(&out, "\n# before %zu  \n", i);
            break;
        case 2:
            buf_print(&out, " # both %zu\n\n\n    # ＃ %zu\n\n", i, i);
            break;
        case 3:
            buf_text(&out, "\n\n\n");
            break;
        default:
            buf_text(&out, "  \n\t");
        }
    }
    buf_view(&out, view_sub(text, at, text.n));
    struct view kept = buf_keep(&out, &work->arena);
    buf_free(&out);
    return kept;
}

static bool parses(struct work *work, struct view text)
{
    return format(work, text, FORMAT_AS_WRITTEN, &work->out) != FORMAT_ERRORS;
}

static size_t change_file(const char *path, uint64_t *chance, size_t rounds)
{
    size_t taken = 0;
    for (size_t round = 0; round < rounds; round++) {
        struct work work;
        work_begin(&work);
        assert_true(file_read(path, &work.text));
        struct view text = buf_seen(&work.text);
        struct token_list tokens = tokens_of(&work, text);
        struct view changed = scattered(&work, text, &tokens, chance, tokens.list.n / 3 + 1);
        if (parses(&work, changed)) {
            keeps_promises(&work, changed, comments_of(&work, changed));
            turns_round(&work, changed);
            taken++;
        }
        work_end(&work);
    }
    return taken;
}

static void comments_anywhere(void **state)
{
    (void)state;
    static const char *const files[] = {
        "rules/yunxi/district.zd",       "rules/yunxi/clocks.zd",
        "rules/yunxi/channels.zd",       "rules/yunxi/calendar.zd",
        "rules/yunxi/areas.zd",          "rules/yunxi/periods.zd",
        "rules/yunxi/enterprise.zd",     "rules/yunxi/guides.zd",
        "rules/yunxi/notices.zd",        "rules/yunxi/phrases.zd",
        "rules/yunxi/cues.zd",           "rules/yunxi/words.zd",
        "rules/yunxi/duties/noise.zd",   "rules/yunxi/duties/market.zd",
        "rules/yunxi/tests/noise.zd",    "rules/yunxi/tests/tables.zd",
        "rules/yunxi/tests/policies.zd", "rules/yunxi/policies/ht2026.zd",
        "rules/yunxi/policies/rc2026.zd"};
    uint64_t chance = 20261121;
    const char *more = getenv("FORMAT_ROUNDS");
    size_t taken = 0, rounds = more ? strtoul(more, NULL, 10) : 40;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        taken += change_file(files[i], &chance, rounds);
    print_message("%zu changed files were accepted\n", taken);
    assert_in_range(taken, rounds * (sizeof files / sizeof *files) / 4, SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_file_of_the_sample),
        cmocka_unit_test(every_file_of_the_tests),
        cmocka_unit_test(comments_anywhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
