/* zhida fmt as authors run it: what is written and what is left alone, exit codes, the difference
 * it shows; and the difference itself, applied again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "dsl/base/file.h"
#include "dsl/tools/line_diff.h"
#include "dsl/tools/tools.h"
#include "tests/unit/test_folder.h"

static const char crooked[] = "单位：甲局 “甲局” {\r\n联系 \"19900001234\"   \r\n}\r\n";
static const char straight[] = "单位 甲局 \"甲局\" {\n    联系 \"19900001234\"\n}\n";
static const char broken[] = "单位 甲局 {\n    联系 19900001234\n";

struct house {
    char folder[64], path[256];
    char *out, *err;
    size_t out_n, err_n;
};

static const char *in_house(struct house *h, const char *name)
{
    snprintf(h->path, sizeof h->path, "%s/%s", h->folder, name);
    return h->path;
}

static void put_file(struct house *h, const char *name, const char *text)
{
    FILE *file = fopen(in_house(h, name), "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void assert_file(struct house *h, const char *name, const char *text)
{
    struct buf is;
    buf_init(&is, 1 << 20);
    assert_true(file_read(in_house(h, name), &is));
    assert_string_equal(is.p, text);
    buf_free(&is);
}

static int set_up(void **state)
{
    struct house *h = calloc(1, sizeof *h);
    snprintf(h->folder, sizeof h->folder,
             P_tmpdir "/zhida-fmt-XX"
                      "XX"
                      "XX");
    *state = h;
    return mkdtemp(h->folder) ? 0 : -1;
}

static int tear_down(void **state)
{
    struct house *h = *state;
    folder_remove(h->folder);
    free(h->out);
    free(h->err);
    free(h);
    return 0;
}

/* Runs fmt on a line of arguments; a NULL ends it. */
static int fmt(struct house *h, const char *input, ...)
{
    char *argv[16] = {(char *)(uintptr_t) "fmt"};
    int argc = 1;
    va_list args;
    va_start(args, input);
    for (const char *one; (one = va_arg(args, const char *)) && argc < 16;)
        argv[argc++] = (char *)(uintptr_t)one;
    va_end(args);
    free(h->out);
    free(h->err);
    h->out = h->err = NULL;
    struct tool tool = {.out = open_memstream(&h->out, &h->out_n),
                        .err = open_memstream(&h->err, &h->err_n)};
    if (input)
        tool.in = fmemopen((char *)(uintptr_t)input, strlen(input), "r");
    int code = tool_fmt(&tool, argc, argv);
    fclose(tool.out);
    fclose(tool.err);
    if (tool.in)
        fclose(tool.in);
    return code;
}

/* ---- what is written ---- */

static void writes_what_is_crooked(void **state)
{
    struct house *h = *state;
    struct stat before, after;
    put_file(h, "a.zd", crooked);
    assert_int_equal(chmod(in_house(h, "a.zd"), 0640), 0);
    assert_int_equal(fmt(h, NULL, h->path, NULL), TOOL_SOUND);
    assert_file(h, "a.zd", straight);
    assert_int_equal(stat(h->path, &before), 0);
    assert_int_equal(before.st_mode & 07777, 0640);
    assert_string_equal(h->out, "");
    assert_int_equal(fmt(h, NULL, in_house(h, "a.zd"), NULL), TOOL_SOUND);
    assert_int_equal(stat(h->path, &after), 0);
    assert_true(before.st_ino == after.st_ino); /* in style already: not touched */
    assert_string_equal(h->err, "");
}

static void follows_a_link(void **state)
{
    struct house *h = *state;
    char link[256];
    struct stat about;
    put_file(h, "a.zd", crooked);
    snprintf(link, sizeof link, "%s/link.zd", h->folder);
    assert_int_equal(symlink("a.zd", link), 0);
    assert_int_equal(fmt(h, NULL, link, NULL), TOOL_SOUND);
    assert_file(h, "a.zd", straight);
    assert_int_equal(lstat(link, &about), 0);
    assert_true(S_ISLNK(about.st_mode));
}

static void a_folder_to_its_depth(void **state)
{
    struct house *h = *state;
    assert_int_equal(mkdir(in_house(h, "deep"), 0755), 0);
    put_file(h, "deep/a.zd", crooked);
    put_file(h, "b.zd", crooked);
    put_file(h, "c.txt", crooked);
    assert_int_equal(fmt(h, NULL, h->folder, NULL), TOOL_SOUND);
    assert_file(h, "deep/a.zd", straight);
    assert_file(h, "b.zd", straight);
    assert_file(h, "c.txt", crooked);
    assert_non_null(strstr(h->err, "2"));
}

static void refuses_what_has_errors(void **state)
{
    struct house *h = *state;
    put_file(h, "a.zd", broken);
    put_file(h, "b.zd", crooked);
    assert_int_equal(fmt(h, NULL, h->folder, NULL), TOOL_ERRORS);
    assert_file(h, "a.zd", broken);
    assert_file(h, "b.zd", straight); /* each file is for itself */
    assert_non_null(strstr(h->err, "a.zd:1"));
}

static void says_what_it_could_not(void **state)
{
    struct house *h = *state;
    put_file(h, "b.zd", crooked);
    char missing[256];
    snprintf(missing, sizeof missing, "%s/missing.zd", h->folder);
    assert_int_equal(fmt(h, NULL, missing, in_house(h, "b.zd"), NULL), TOOL_NOT_RUN);
    assert_non_null(strstr(h->err, "missing.zd"));
    assert_file(h, "b.zd", straight);
    assert_int_equal(fmt(h, NULL, NULL), TOOL_NOT_RUN);
    assert_int_equal(fmt(h, NULL, "--keywords", "fr", h->folder, NULL), TOOL_NOT_RUN);
}

/* ---- what is only shown ---- */

static void check_writes_nothing(void **state)
{
    struct house *h = *state;
    put_file(h, "a.zd", crooked);
    put_file(h, "b.zd", straight);
    assert_int_equal(fmt(h, NULL, "--check", h->folder, NULL), TOOL_ERRORS);
    assert_file(h, "a.zd", crooked);
    in_house(h, "a.zd");
    assert_int_equal(strncmp(h->out, h->path, strlen(h->path)), 0);
    assert_string_equal(h->out + strlen(h->path), "\n");
    assert_int_equal(fmt(h, NULL, "--check", in_house(h, "b.zd"), NULL), TOOL_SOUND);
    assert_string_equal(h->out, "");
}

static void diff_shows_lines(void **state)
{
    struct house *h = *state;
    put_file(h, "a.zd", "单位 甲局 \"甲局\" {\n联系 \"1\"\n}\n");
    assert_int_equal(fmt(h, NULL, "--diff", in_house(h, "a.zd"), NULL), TOOL_ERRORS);
    const char *behind = strstr(h->out, "@@");
    assert_non_null(behind);
    assert_string_equal(
        behind, "@@ -1,3 +1,3 @@\n 单位 甲局 \"甲局\" {\n-联系 \"1\"\n+    联系 \"1\"\n }\n");
}

static void a_stream_for_editors(void **state)
{
    struct house *h = *state;
    assert_int_equal(fmt(h, crooked, "-", NULL), TOOL_SOUND);
    assert_string_equal(h->out, straight);
    assert_int_equal(fmt(h, straight, "-", "--keywords", "en", NULL), TOOL_SOUND);
    assert_string_equal(h->out, "unit 甲局 \"甲局\" {\n    contact \"19900001234\"\n}\n");
    assert_int_equal(fmt(h, broken, "-", NULL), TOOL_ERRORS);
    assert_string_equal(h->out, "");
    assert_int_equal(fmt(h, crooked, "--check", "-", NULL), TOOL_ERRORS);
    assert_string_equal(h->out, "-\n");
}

/* ---- the difference ---- */

static struct view random_text(struct arena *arena, uint64_t *chance, size_t lines)
{
    struct buf text;
    buf_init(&text, 1 << 16);
    for (size_t i = 0; i < lines; i++) {
        *chance = *chance * 6364136223846793005u + 1442695040888963407u;
        buf_print(&text, "line %u\n", (unsigned)(*chance >> 33) % 4);
    }
    struct view kept = buf_keep(&text, arena);
    buf_free(&text);
    return kept;
}

static struct view next_line(struct view *text)
{
    const char *end = memchr(text->p, '\n', text->n);
    assert_non_null(end);
    struct view line = view_sub(*text, 0, (size_t)(end - text->p) + 1);
    *text = view_sub(*text, line.n, text->n);
    return line;
}

/* What `patch` would make of it. */
static void apply(struct view before, struct view diff, struct buf *out)
{
    size_t line = 0;
    while (diff.n) {
        struct view text = next_line(&diff);
        if (view_starts(text, VIEW("---")) || view_starts(text, VIEW("+++")))
            continue;
        if (view_starts(text, VIEW("@@ -"))) {
            char *comma;
            unsigned long from = strtoul(text.p + 4, &comma, 10);
            for (size_t first = from - (comma[1] != '0'); line < first; line++)
                buf_view(out, next_line(&before));
            continue;
        }
        if (text.p[0] != '-')
            buf_view(out, view_sub(text, 1, text.n));
        if (text.p[0] != '+') {
            assert_true(view_eq(next_line(&before), view_sub(text, 1, text.n)));
            line++;
        }
    }
    buf_view(out, before);
}

static void differences_lead_there(void **state)
{
    (void)state;
    uint64_t chance = 7;
    for (size_t i = 0; i < 2000; i++) {
        struct arena arena;
        struct buf diff, made;
        arena_init(&arena, 1 << 26);
        buf_init(&diff, 1 << 20);
        buf_init(&made, 1 << 20);
        struct view before = random_text(&arena, &chance, i % 41),
                    after = random_text(&arena, &chance, i % 37);
        line_diff(&arena, "a", before, after, &diff);
        apply(before, buf_seen(&diff), &made);
        assert_true(view_eq(after, buf_seen(&made)));
        buf_free(&diff);
        buf_free(&made);
        arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(writes_what_is_crooked, set_up, tear_down),
        cmocka_unit_test_setup_teardown(follows_a_link, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_folder_to_its_depth, set_up, tear_down),
        cmocka_unit_test_setup_teardown(refuses_what_has_errors, set_up, tear_down),
        cmocka_unit_test_setup_teardown(says_what_it_could_not, set_up, tear_down),
        cmocka_unit_test_setup_teardown(check_writes_nothing, set_up, tear_down),
        cmocka_unit_test_setup_teardown(diff_shows_lines, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_stream_for_editors, set_up, tear_down),
        cmocka_unit_test(differences_lead_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
