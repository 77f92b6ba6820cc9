/* test_allow: findings that an author lets stand, with his reason in a comment. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "dsl/syntax/allow.h"

struct read {
    struct arena arena;
    struct sources sources;
    struct diags diags;
    struct tree tree;
    struct allowances allowances;
};

static void read_text(struct read *read, const char *text)
{
    *read = (struct read){0};
    arena_init(&read->arena, 1 << 24);
    read->sources.arena = read->tree.arena = &read->arena;
    read->diags = (struct diags){.arena = &read->arena, .sources = &read->sources};
    sources_add(&read->sources, VIEW("a.zd"), view_of(text));
    tree_parse(&read->tree, &read->sources, &read->diags);
    read->allowances = allowances_read(&read->arena, &read->tree, &read->sources);
}

/* The reason found for a name at the place where needle stands. */
static struct view reason_at(struct read *read, const char *needle, const char *name)
{
    size_t at = view_find(read->sources.files.at[0].text, view_of(needle));
    assert_int_not_equal(at, SIZE_MAX);
    struct span span = {0, (uint32_t)at, (uint32_t)at + 1};
    struct allowance *found = allowances_find(&read->allowances, span, NULL, name);
    return found ? found->reason : VIEW("-");
}

#define REASON(read, needle, name, wanted)                                                         \
    do {                                                                                           \
        struct view reason_ = reason_at(read, needle, name);                                       \
        assert_int_equal(reason_.n, strlen(wanted));                                               \
        assert_memory_equal(reason_.p, wanted, reason_.n);                                         \
    } while (0)

static void speaks_of_its_own_line(void **state)
{
    struct read read;
    read_text(&read, "区域 甲 # 容许 gap：地方小\n区域 乙\n");
    REASON(&read, "甲", "gap", "地方小");
    REASON(&read, "乙", "gap", "-");
    assert_true(read.allowances.list.at[0].used);
    arena_free(&read.arena);
    (void)state;
}

static void speaks_of_the_next_line(void **state)
{
    struct read read;
    read_text(&read, "# allow gap, shadow: small\n# and more of it\n区域 甲\n区域 乙\n");
    REASON(&read, "甲", "gap", "small");
    REASON(&read, "甲", "shadow", "small");
    REASON(&read, "甲", "overlap", "-");
    REASON(&read, "乙", "gap", "-");
    arena_free(&read.arena);
    (void)state;
}

static void needs_a_reason(void **state)
{
    struct read read;
    read_text(&read, "# 容许 gap\n区域 甲\n# 容许 gap：\n区域 乙\n# 不容许 gap：是\n区域 丙\n");
    REASON(&read, "甲", "gap", "-");
    REASON(&read, "乙", "gap", "-");
    REASON(&read, "丙", "gap", "-");
    assert_int_equal(read.allowances.list.n, 2);
    assert_int_equal(read.allowances.list.at[0].reason.n, 0);
    arena_free(&read.arena);
    (void)state;
}

static void text_of_strings_is_no_comment(void **state)
{
    struct read read;
    read_text(&read, "区域 甲 \"# 容许 gap：不是\" # 容许 、gap：是\n");
    REASON(&read, "甲", "gap", "是");
    assert_int_equal(read.allowances.list.n, 2);
    assert_int_equal(read.allowances.list.at[0].name.n, 0);
    arena_free(&read.arena);
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(speaks_of_its_own_line),
        cmocka_unit_test(speaks_of_the_next_line),
        cmocka_unit_test(needs_a_reason),
        cmocka_unit_test(text_of_strings_is_no_comment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
