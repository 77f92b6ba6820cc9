/* From a folder to an image: equal rules give equal bytes, wherever they stand and however often;
 * what cannot be compiled says why and leaves nothing behind; every image that comes out opens. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/unit/small_image.h"

/* ---- a folder that is made and removed ---- */

struct folder {
    char path[64];
    struct arena arena;
    struct sources sources;
    struct diags diags;
    struct model *model;
    struct buf image;
    struct view why;
};

static void path_in(const struct folder *f, const char *name, char path[128])
{
    snprintf(path, 128, "%s/%s", f->path, name);
}

static int make(void **state)
{
    struct folder *f = calloc(1, sizeof *f);
    snprintf(f->path, sizeof f->path, P_tmpdir "/zhida-compile-XXXXXX");
    assert_non_null(mkdtemp(f->path));
    arena_init(&f->arena, (size_t)1 << 30);
    buf_init(&f->image, (size_t)1 << 26);
    *state = f;
    return 0;
}

static int drop(void **state)
{
    static const char *const names[] = {"a.zd", "b.zd", "c.txt", "sub/c.zd", "sub"};
    struct folder *f = *state;
    char path[128];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        path_in(f, names[i], path);
        remove(path);
    }
    assert_int_equal(rmdir(f->path), 0);
    buf_free(&f->image);
    arena_free(&f->arena);
    free(f);
    return 0;
}

static void put(const struct folder *f, const char *name, const char *text)
{
    char path[128];
    path_in(f, name, path);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static bool compile(struct folder *f, const char *path)
{
    buf_free(&f->image);
    arena_reset(&f->arena);
    f->why = VIEW("");
    return compile_folder(&f->arena, path, &f->sources, &f->diags, &f->model, &f->image, &f->why);
}

static void assert_why(const struct folder *f, const char *part)
{
    if (view_find(f->why, view_of(part)) == SIZE_MAX)
        fail_msg("\"%.*s\" does not say \"%s\"", VIEW_FMT(f->why), part);
}

/* ---- what comes out ---- */

static const char unit_text[] = "单位 甲局 \"甲局\" { }\n";

static void the_sample_district_opens(void **state)
{
    struct folder *f = *state;
    struct rules rules;
    assert_true(compile(f, "rules/yunxi"));
    assert_int_equal(f->diags.errors, 0);
    assert_int_equal(rules_open(&rules, f->image.p, f->image.n), RULES_OK);
    assert_int_equal(rules_counts(&rules).duties, (int)f->model->duties.n);
    assert_int_equal(rules_counts(&rules).policies, (int)f->model->policies.n);
    assert_int_equal(rules_version(&rules).n, 16);
}

static void equal_sources_give_equal_bytes(void **state)
{
    struct folder *f = *state;
    struct arena arena;
    arena_init(&arena, (size_t)1 << 28);
    assert_true(compile(f, "rules/yunxi"));
    struct view first = view_keep(&arena, buf_seen(&f->image));
    assert_true(compile(f, "rules/yunxi/../yunxi"));
    assert_int_equal(first.n, f->image.n);
    assert_memory_equal(first.p, f->image.p, first.n);
    arena_free(&arena);
}

static void a_folder_inside_is_read_too(void **state)
{
    struct folder *f = *state;
    struct rules rules;
    char path[128];
    put(f, "a.zd", unit_text);
    put(f, "c.txt", "not rules");
    path_in(f, "sub", path);
    assert_int_equal(mkdir(path, 0700), 0);
    put(f, "sub/c.zd", "单位 乙局 \"乙局\" { }\n");
    assert_true(compile(f, f->path));
    assert_int_equal(rules_open(&rules, f->image.p, f->image.n), RULES_OK);
    assert_int_equal(rules_counts(&rules).units, 2);
}

static void line_ends_and_marks_do_not_matter(void **state)
{
    struct folder *f = *state;
    char first[17];
    struct rules rules;
    put(f, "a.zd", unit_text);
    assert_true(compile(f, f->path));
    assert_int_equal(rules_open(&rules, f->image.p, f->image.n), RULES_OK);
    snprintf(first, sizeof first, "%.*s", VIEW_FMT(rules_version(&rules)));
    put(f, "a.zd", "\xef\xbb\xbf# 甲局\r\n单位 甲局 \"甲局\" {\r\n}\r\n");
    assert_true(compile(f, f->path));
    assert_int_equal(rules_open(&rules, f->image.p, f->image.n), RULES_OK);
    assert_true(view_is(rules_version(&rules), first));
}

/* ---- what does not ---- */

static void a_folder_that_is_not_there(void **state)
{
    struct folder *f = *state;
    assert_false(compile(f, "/nowhere/at/all"));
    assert_why(f, "/nowhere/at/all: No such file");
    assert_int_equal(f->image.n, 0);
    assert_null(f->model);
}

static void a_file_instead_of_a_folder(void **state)
{
    struct folder *f = *state;
    char path[128];
    put(f, "a.zd", unit_text);
    path_in(f, "a.zd", path);
    assert_false(compile(f, path));
    assert_why(f, "Not a directory");
}

static void a_file_that_cannot_be_read_fails_the_whole(void **state)
{
    struct folder *f = *state;
    char path[128];
    put(f, "a.zd", unit_text);
    path_in(f, "b.zd", path);
    assert_int_equal(symlink("gone.zd", path), 0);
    assert_false(compile(f, f->path));
    assert_why(f, "b.zd");
    assert_int_equal(f->image.n, 0);
}

static void an_empty_folder(void **state)
{
    struct folder *f = *state;
    assert_false(compile(f, f->path));
    assert_why(f, "no rules there");
    put(f, "c.txt", unit_text);
    assert_false(compile(f, f->path));
    assert_why(f, "no rules there");
}

static void errors_leave_no_image(void **state)
{
    struct folder *f = *state;
    put(f, "a.zd", "单位 甲局 \"甲局\" { 上级 乙局 }\n");
    assert_true(compile(f, f->path));
    assert_int_equal(f->diags.errors, 1);
    assert_int_equal(f->image.n, 0);
    assert_non_null(f->model);
}

static void an_example_is_held_against_its_duty(void **state)
{
    struct folder *f = *state;
    put(f, "a.zd",
        "单位 甲局 \"甲局\" { }\n类别 k \"类\" { 识别 \"吵\" 时限 c\n"
        "事项 \"1\" \"一\" { 交 甲局 期限 4 小时 例 \"很静\" } 否则 交 甲局 }\n"
        "时限 c { 处理 4 小时 }\n");
    assert_true(compile(f, f->path));
    assert_true(f->diags.errors > 0);
    assert_int_equal(f->image.n, 0);
}

/* ---- limits ---- */

enum { TEXT_MAX = 1 << 24 };

/* Rules in memory that pass a limit, and the words that name it. */
static void assert_limit(struct buf *text, const char *named)
{
    struct small_rules small;
    struct buf image;
    struct view why;
    buf_init(&image, TEXT_MAX);
    buf_byte(text, 0);
    assert_false(text->full);
    small_rules_make(&small, text->p);
    assert_non_null(small.model);
    assert_false(compile_image(small.model, &image, &why));
    if (view_find(why, view_of(named)) == SIZE_MAX)
        fail_msg("\"%.*s\" does not say \"%s\"", VIEW_FMT(why), named);
    small_rules_free(&small);
    buf_free(&image);
    buf_free(text);
}

static void too_many_units(void **state)
{
    struct buf text;
    (void)state;
    buf_init(&text, TEXT_MAX);
    for (int i = 0; i < 2049; i++)
        buf_print(&text, "单位 u%d \"u\" { }\n", i);
    assert_limit(&text, "more than 2048 units and roles");
}

static void too_many_values(void **state)
{
    struct buf text;
    (void)state;
    buf_init(&text, TEXT_MAX);
    buf_text(&text, "要素 f \"?\" {\n");
    for (int i = 0; i < 4096; i++)
        buf_print(&text, "v%d \"v\"\n", i);
    buf_text(&text, "}\n");
    assert_limit(&text, "more than 4095 values of the fact f");
}

static void too_many_duties_with_sayings(void **state)
{
    struct buf text;
    (void)state;
    buf_init(&text, TEXT_MAX);
    buf_text(&text, "单位 u \"u\" { }\n");
    for (int i = 0; i < 1 << 16; i++) {
        if (i % 4096 == 0)
            buf_print(&text, "%s类别 c%d \"c\" {\n", i ? "否则 交 u }\n" : "", i);
        buf_print(&text, "事项 \"%d\" \"d\" { 交 u 期限 1 小时 例 \"d\" }\n", i);
    }
    buf_text(&text, "事项 \"last\" \"d\" { 交 u 期限 1 小时 例 \"d\" 说法 \"s\" } 否则 交 u }\n");
    assert_limit(&text, "more than 65534 duties with sayings");
}

static void too_many_bytes(void **state)
{
    struct small_rules small;
    struct buf image;
    struct view why;
    (void)state;
    small_rules_make(&small, unit_text);
    buf_init(&image, 100);
    assert_false(compile_image(small.model, &image, &why));
    assert_true(view_is(why, "more than 100 bytes"));
    buf_free(&image);
    small_rules_free(&small);
}

#define FOLDER(test) cmocka_unit_test_setup_teardown(test, make, drop)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FOLDER(the_sample_district_opens),
        FOLDER(equal_sources_give_equal_bytes),
        FOLDER(a_folder_inside_is_read_too),
        FOLDER(line_ends_and_marks_do_not_matter),
        FOLDER(a_folder_that_is_not_there),
        FOLDER(a_file_instead_of_a_folder),
        FOLDER(a_file_that_cannot_be_read_fails_the_whole),
        FOLDER(an_empty_folder),
        FOLDER(errors_leave_no_image),
        FOLDER(an_example_is_held_against_its_duty),
        cmocka_unit_test(too_many_units),
        cmocka_unit_test(too_many_values),
        cmocka_unit_test(too_many_duties_with_sayings),
        cmocka_unit_test(too_many_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
