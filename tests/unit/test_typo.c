/* A second reading of what was not understood: what comes back, and what must stay as it is. */
#include "tests/unit/talk_world.h"

#include "gateway/talk/talk_typo.h"

struct reading {
    const char *text;
    const char *read_as; /* "" where it must be left alone */
    const char *category;
};

static struct talk_world world;

static void check(const struct reading *one)
{
    struct arena arena;
    struct view read_as;
    arena_init(&arena, 16 << 20);
    const struct recognition *r =
        typo_recognise(&world.rules, &arena, view_of(one->text), &read_as);
    struct view told = typo_tell(read_as, &arena);
    if (!view_is(told, one->read_as))
        fail_msg("\"%s\" was read as \"%.*s\"", one->text, VIEW_FMT(told));
    bool found = !one->category;
    for (size_t i = 0; i < r->category_count && !found; i++)
        found =
            r->categories[i].strong &&
            view_is(rules_code(&world.rules, NOUN_CATEGORY, r->categories[i].index), one->category);
    if (!found)
        fail_msg("\"%s\" is not of %s", one->text, one->category);
    arena_free(&arena);
}

static void what_sounds_or_looks_alike_comes_back(void **state)
{
    (void)state;
    static const struct reading list[] = {
        {"楼下工地噪因太大", "“噪因”→“噪音”", "噪声"},
        {"楼下工地燥音太大", "“燥音”→“噪音”", "噪声"},
        {"投诉无业不作为", "“无业”→“物业”", "物业"},
        {"我要投述", "“我要投述”→“我要投诉”", NULL},
        {"广厂舞天天跳", "“广厂舞”→“广场舞”", "噪声"},
        {"宋影苑", "“宋影苑”→“松影苑”", NULL},
        {"转人公", "“转人公”→“转人工”", NULL},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        check(&list[i]);
}

static void well_written_words_stay(void **state)
{
    (void)state;
    static const struct reading list[] = {
        {"这件事的影响很大", "", NULL},             /* 音响 */
        {"希望领导重视", "", NULL},                 /* 望岭 */
        {"主要的是我们心里难受", "", NULL},         /* 的士 */
        {"请你们公正地看一看", "", NULL},           /* 公证 */
        {"松影苑楼下噪音大，影响睡觉", "", "噪声"}, /* understood at once */
        {"今天天气不错", "", NULL},
        {"对", "", NULL},
        {"救名啊", "", NULL}, /* danger is never guessed */
        {"", "", NULL},
    };
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        check(&list[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_sounds_or_looks_alike_comes_back),
        cmocka_unit_test(well_written_words_stay),
    };
    talk_world_open(&world, "rules/yunxi");
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    talk_world_close(&world);
    return failed;
}
