/* Lints: that what they claim is true. Conditions are made by chance (from seeds), put through the
 * lints as text, and every claim (this part never holds, always holds; this duty never decides; no
 * answer matters; nobody meets this policy) is held against the reference interpreter in every
 * case of a small world. That each lint speaks, and keeps silent beside it, is for tests/golden. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "dsl/lint/cases.h"
#include "dsl/lint/lint.h"
#include "dsl/oracle/oracle.h"
#include "tests/unit/small_rules.h"

enum {
    ROUNDS = 150,
    MINUTES = 4,
    DAYS_TRIED = 5,
    KINDS_TRIED = 2,
    FIRST_LEAF = 2,
    PLACES_TRIED = 3
};

static const int minutes[MINUTES] = {0, 7 * 60, 13 * 60, 22 * 60 + 30};

static uint32_t draw(uint32_t *seed, uint32_t below)
{
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % below;
}

/* ---- conditions by chance ---- */

static void put_leaf(struct buf *out, uint32_t *seed)
{
    static const char *const leaves[] = {
        "甲 = 一",
        "甲 = 一、二",
        "甲 != 二",
        "甲 = 一、二、三",
        "乙 = 是",
        "乙 != 是",
        "时刻 在 22:00..6:00",
        "时刻 在 6:00..12:00",
        "时刻 在 0:00..24:00",
        "时刻 在 6:00..22:00",
        "日类 = 工作日",
        "星期 在 周六、周日",
        "日类 = 节假日、休息日",
        "区域 在 东街",
        "区域 在 甲社区、西街",
        "类型 = 投诉",
        "类型 != 投诉",
    };
    buf_text(out, leaves[draw(seed, sizeof leaves / sizeof leaves[0])]);
}

static void put_condition(struct buf *out, uint32_t *seed, int depth)
{
    uint32_t form = depth ? draw(seed, 4) : 0;
    if (form == 0) {
        put_leaf(out, seed);
        return;
    }
    if (form == 3) {
        buf_text(out, "非 ( ");
        put_condition(out, seed, depth - 1);
        buf_text(out, " )");
        return;
    }
    uint32_t kids = 2 + draw(seed, 2);
    for (uint32_t i = 0; i < kids; i++) {
        buf_text(out, i ? form == 1 ? " 且 ( " : " 或 ( " : "( ");
        put_condition(out, seed, depth - 1);
        buf_text(out, " )");
    }
}

static const char world[] = "区域 县 \"县\" { 东街 { 甲社区 乙社区 } 西街 }\n"
                            "单位 一局 \"一局\" {}\n"
                            "类别 噪声 \"噪声\" {\n"
                            "    识别 \"噪音\"\n"
                            "    要素 甲 \"甲?\" { 一 \"一\" 二 \"二\" 三 \"三\" }\n"
                            "    要素 乙 \"乙?\" { 是 \"是\" 否 \"否\" }\n";

/* Rules with so many duties of the same effect; conditions from the seed. */
static void put_rules(struct buf *out, uint32_t *seed, int duties)
{
    buf_text(out, world);
    for (int i = 0; i < duties; i++) {
        buf_print(out, "    事项 \"010%d\" \"第%d项\" { 当 ", i, i);
        put_condition(out, seed, 2);
        buf_text(out, " 交 一局 例 \"噪音吵得睡不着\" }\n");
    }
    buf_text(out, "    否则 交 一局\n}\n");
}

/* ---- the small world ---- */

struct visit {
    const struct model *model;
    bool (*holds)(const struct visit *visit, const struct matter *matter);
    const struct expr *one, *other;
    int duty;
};

/* Is there a case in which it holds? Every value is given, as by 设; the place is one without named
 * parts, for of any other the interpreter would have to ask. */
static bool any_case(const struct visit *visit)
{
    static const int days[DAYS_TRIED][2] = {
        {0, DAY_WORK}, {0, DAY_HOLIDAY}, {5, DAY_OFF}, {5, DAY_WORK}, {6, DAY_HOLIDAY}};
    int cases = 3 * 2 * MINUTES * DAYS_TRIED * PLACES_TRIED * KINDS_TRIED;
    for (int n = 0; n < cases; n++) {
        struct matter matter = matter_empty();
        int rest = n, minute;
        matter.facts[0] = (struct known){0, rest % 3, FROM_GIVEN};
        matter.facts[1] = (struct known){1, (rest /= 3) % 2, FROM_GIVEN};
        matter.fact_count = 2;
        minute = minutes[(rest /= 2) % MINUTES];
        matter.time = (struct known_time){.known = true, .source = FROM_GIVEN, .ranges = 1};
        matter.time.range[0] = (struct minute_range){minute, minute + 1};
        rest /= MINUTES;
        matter.weekdays = 1u << days[rest % DAYS_TRIED][0];
        matter.dayclass = days[rest % DAYS_TRIED][1];
        matter.places[0] = FIRST_LEAF + (rest /= DAYS_TRIED) % PLACES_TRIED;
        matter.place_count = 1;
        matter.kind = (rest / PLACES_TRIED) % KINDS_TRIED;
        matter.pinned_category = 0;
        if (visit->holds(visit, &matter))
            return true;
    }
    return false;
}

static bool is_yes(const struct visit *visit, const struct matter *matter)
{
    return oracle_truth(visit->model, matter, visit->one) == YES;
}

static bool differ(const struct visit *visit, const struct matter *matter)
{
    enum truth one = oracle_truth(visit->model, matter, visit->one);
    enum truth other = oracle_truth(visit->model, matter, visit->other);
    return one != other && one != OPEN && other != OPEN;
}

static bool decides(const struct visit *visit, const struct matter *matter)
{
    struct decision decision;
    oracle_decide(visit->model, matter, &decision);
    return decision.status == DECIDE_DUTY && decision.duty == visit->duty;
}

/* ---- running ---- */

static void lint(struct small_rules *small)
{
    if (!small->model) {
        fail_msg("the rules have errors");
        return;
    }
    struct lint_settings settings;
    lint_settings_init(&settings, civil_to_day((struct civil){2026, 11, 21}));
    lint_rules(&settings, &small->arena, small->model->tree, small->model, &small->diags);
}

/* The rules of a seed, checked and linted; false where chance made an error (a duty that never
 * holds, say). */
static bool made(struct small_rules *small, uint32_t seed, int duties)
{
    struct buf text;
    buf_init(&text, 1 << 16);
    put_rules(&text, &seed, duties);
    buf_byte(&text, '\0');
    *small = (struct small_rules){0};
    arena_init(&small->arena, (size_t)1 << 28);
    small->sources.arena = &small->arena;
    small->diags = (struct diags){.arena = &small->arena, .sources = &small->sources};
    struct tree *tree = ARENA_NEW(&small->arena, struct tree);
    tree->arena = &small->arena;
    sources_add(&small->sources, VIEW("a.zd"), view_of(text.p));
    tree_parse(tree, &small->sources, &small->diags);
    small->model = check_rules(&small->arena, tree, &small->sources, NULL, &small->diags);
    buf_free(&text);
    bool sound = !small->diags.errors;
    if (sound)
        lint(small);
    return sound;
}

static bool is_lint(const struct diag *diag, const char *name)
{
    return diag->lint && strcmp(diag->lint, name) == 0;
}

/* ---- cases_find ---- */

static void cases_are_found_where_there_are_any(void **state)
{
    size_t found = 0, none = 0;
    for (uint32_t seed = 1; seed <= ROUNDS; seed++) {
        struct small_rules small;
        if (made(&small, seed, 2)) {
            struct cases cases = {.arena = &small.arena, .model = small.model};
            const struct expr *first = small.model->duties.at[0].when;
            const struct expr *second = small.model->duties.at[1].when;
            struct expr *inside = cases_in_areas(&small.arena);
            for (int place = FIRST_LEAF; place < FIRST_LEAF + PLACES_TRIED; place++)
                VEC_ADD(&small.arena, &inside->values, place);
            for (int turned = 0; turned < 2; turned++) {
                const struct expr *expr = cases_not(&small.arena, turned ? first : second);
                expr = cases_and(&small.arena, turned ? second : first, expr);
                expr = cases_and(&small.arena, inside, expr);
                struct visit visit = {small.model, is_yes, expr, NULL, NONE};
                enum found result = cases_find(&cases, expr);
                assert_int_equal(result, any_case(&visit) ? FOUND_ONE : FOUND_NONE);
                found += result == FOUND_ONE;
                none += result == FOUND_NONE;
            }
        }
        small_rules_free(&small);
    }
    assert_true(found > ROUNDS / 2);
    assert_true(none > 3);
    (void)state;
}

/* ---- parts ---- */

/* The condition with the part at a place put to a constant. */
static struct expr *with_part(struct arena *arena, const struct expr *expr, struct span span,
                              bool holds, int *times)
{
    if (expr->span.from == span.from && expr->span.to == span.to) {
        (*times)++;
        return cases_constant(arena, holds);
    }
    struct expr *copy = ARENA_NEW(arena, struct expr);
    *copy = *expr;
    copy->kids.at = NULL;
    copy->kids.n = copy->kids.room = 0;
    for (size_t i = 0; i < expr->kids.n; i++)
        VEC_ADD(arena, &copy->kids, with_part(arena, expr->kids.at[i], span, holds, times));
    return copy;
}

static void parts_that_never_or_always_hold_can_be_replaced(void **state)
{
    size_t claims = 0, silent = 0;
    for (uint32_t seed = 1; seed <= ROUNDS; seed++) {
        struct small_rules small;
        bool sound = made(&small, seed, 1);
        size_t before = claims;
        for (size_t i = 0; sound && i < small.diags.list.n; i++) {
            const struct diag *diag = &small.diags.list.at[i];
            bool always = is_lint(diag, "part_always");
            int times = 0;
            if (!always && !is_lint(diag, "part_never"))
                continue;
            const struct expr *when = small.model->duties.at[0].when;
            struct expr *other = with_part(&small.arena, when, diag->span, always, &times);
            struct visit visit = {small.model, differ, when, other, NONE};
            assert_true(times > 0);
            assert_false(any_case(&visit));
            claims++;
        }
        silent += sound && claims == before;
        small_rules_free(&small);
    }
    assert_true(claims > ROUNDS / 4);
    assert_true(silent > ROUNDS / 10);
    (void)state;
}

/* ---- duties and questions ---- */

static int duty_at(const struct model *model, struct span span)
{
    for (size_t i = 0; i < model->duties.n; i++)
        if (model->duties.at[i].span.from <= span.from && span.from < model->duties.at[i].span.to)
            return (int)i;
    return NONE;
}

static void shadowed_duties_never_decide(void **state)
{
    size_t claims = 0, others = 0;
    for (uint32_t seed = 1000; seed < 1000 + ROUNDS; seed++) {
        struct small_rules small;
        bool sound = made(&small, seed, 3), claimed[3] = {false, false, false};
        for (size_t i = 0; sound && i < small.diags.list.n; i++)
            if (is_lint(&small.diags.list.at[i], "shadowed_duty"))
                claimed[duty_at(small.model, small.diags.list.at[i].span)] = true;
        for (int duty = 0; sound && duty < 3; duty++) {
            struct visit visit = {small.model, decides, NULL, NULL, duty};
            if (claimed[duty])
                assert_false(any_case(&visit));
            claims += claimed[duty];
            others += !claimed[duty];
        }
        small_rules_free(&small);
    }
    assert_true(claims > 5);
    assert_true(others > 5);
    (void)state;
}

/* Does some answer to the fact change what the duty's condition says? */
static bool fact_matters(const struct visit *visit, const struct matter *matter)
{
    struct matter other = *matter;
    enum truth first = oracle_truth(visit->model, matter, visit->one);
    int fact = visit->duty;
    for (int value = 0; value < (int)visit->model->facts.at[fact].values.n; value++) {
        other.facts[fact].value = value;
        if (oracle_truth(visit->model, &other, visit->one) != first)
            return true;
    }
    return false;
}

/* Then it may matter elsewhere in the district, where this world has no case. */
static bool asks_for_place(const struct small_rules *small)
{
    struct view text = small->sources.files.at[0].text;
    size_t duty = view_find(text, VIEW("事项"));
    return view_find(view_sub(text, duty, text.n), VIEW("区域")) != SIZE_MAX;
}

static void idle_questions_change_nothing(void **state)
{
    size_t idle = 0, asked = 0;
    for (uint32_t seed = 5000; seed < 5000 + ROUNDS; seed++) {
        struct small_rules small;
        bool sound = made(&small, seed, 1), claimed[2] = {false, false};
        bool unused[2] = {false, false};
        for (size_t i = 0; sound && i < small.diags.list.n; i++) {
            const struct diag *diag = &small.diags.list.at[i];
            int fact = diag->args[0].n && view_is(diag->args[0], "乙");
            claimed[fact] |= is_lint(diag, "idle_question");
            if (is_lint(diag, "unused_fact"))
                unused[view_is(diag->args[1], "乙")] = true;
        }
        for (int fact = 0; sound && fact < 2; fact++) {
            struct visit visit = {small.model, fact_matters, small.model->duties.at[0].when, NULL,
                                  fact};
            bool changes = any_case(&visit);
            assert_false(changes && (claimed[fact] || unused[fact]));
            assert_true(changes || claimed[fact] || unused[fact] || asks_for_place(&small));
            idle += claimed[fact];
            asked += !claimed[fact] && !unused[fact];
        }
        small_rules_free(&small);
    }
    assert_true(idle > 0);
    assert_true(asked > ROUNDS / 4);
    (void)state;
}

/* ---- policies ---- */

static const char *const enterprise_leaves[] = {
    "tech",
    "非 tech",
    "size = 大",
    "size != 大",
    "size = 中、小",
    "staff >= 10 人",
    "staff < 10 人",
    "staff >= 0 人",
    "staff > 10 人",
    "profit < 0 元",
    "profit >= 100 万元",
    "founded 早于 2020-01-01",
    "founded 晚于 2020-01-01",
};

static void put_policy(struct buf *out, uint32_t *seed)
{
    buf_text(out, "单位 局 \"局\" {}\n标签 tech \"高新\"\n标签 size \"规模\" { 大 \"大\" 中 \"中\" "
                  "小 \"小\" }\n数值 staff \"人数\" 人\n数值 profit \"利润\" 万元\n日期 founded "
                  "\"成立\"\n政策 p \"奖励\" 发布 局 { 当 ");
    uint32_t both = draw(seed, 2), count = 2 + draw(seed, 3);
    for (uint32_t i = 0; i < count; i++) {
        buf_text(out, i ? both ? " 且 " : " 或 " : "");
        buf_text(out, enterprise_leaves[draw(seed, 13)]);
    }
    buf_text(out, " 兑现 100 元 }\n");
}

/* Is there an enterprise for which the policy comes out so? */
static bool any_enterprise(const struct model *model, enum truth wanted)
{
    static const int64_t staff[] = {0, 9, 10, 11}, profit[] = {-1, 0, 1000000};
    const struct expr *when = model->policies.at[0].when;
    civil_day edge = civil_to_day((struct civil){2020, 1, 1});
    for (int n = 0; n < 2 * 3 * 4 * 3 * 3; n++) {
        int rest = n;
        struct setting given[5] = {
            {.variable = {VAR_TAG, 0}, .negated = n % 2 == 0, .value = n % 2},
            {.variable = {VAR_TAG, 1}, .value = (rest /= 2) % 3},
            {.variable = {VAR_NUMBER, 0}, .exact = staff[(rest /= 3) % 4] * 1000000},
            {.variable = {VAR_NUMBER, 1}, .exact = profit[(rest /= 4) % 3] * 1000000},
            {.variable = {VAR_DATE, 0}, .exact = edge - 1 + (rest / 3) % 3}};
        if (oracle_policy_truth(model, given, 5, when) == wanted)
            return true;
    }
    return false;
}

static void policies_for_nobody_and_everybody_are_that(void **state)
{
    size_t nobody = 0, everybody = 0, some = 0;
    for (uint32_t seed = 1; seed <= 2 * ROUNDS; seed++) {
        struct small_rules small;
        struct buf text;
        uint32_t chance = seed;
        buf_init(&text, 1 << 16);
        put_policy(&text, &chance);
        buf_byte(&text, '\0');
        small_rules_make(&small, text.p);
        assert_non_null(small.model);
        lint(&small);
        bool none = false, all = false;
        for (size_t i = 0; i < small.diags.list.n; i++) {
            none |= is_lint(&small.diags.list.at[i], "policy_for_nobody");
            all |= is_lint(&small.diags.list.at[i], "policy_for_everybody");
        }
        assert_int_equal(none, !any_enterprise(small.model, YES));
        assert_int_equal(all, !any_enterprise(small.model, NO));
        nobody += none;
        everybody += all;
        some += !none && !all;
        buf_free(&text);
        small_rules_free(&small);
    }
    assert_true(nobody > 5 && everybody > 5 && some > 5);
    (void)state;
}

/* ---- levels, names, silences ---- */

static const char weak[] = "单位 局 \"局\" {}\n"
                           "类别 噪声 \"噪声\" {\n"
                           "    识别 \"噪音\"、\"吵\"   # 容许 weak_word：这里的人就这么说\n"
                           "    事项 \"01\" \"噪声\" { 识别 \"闹\" 交 局 例 \"噪音吵得睡不着\" }\n"
                           "    否则 交 局\n"
                           "}\n";

static void levels_and_silences_count(void **state)
{
    static const struct {
        enum lint_level level;
        size_t errors, warnings, silenced;
    } wanted[] = {{LINT_OFF, 0, 0, 1}, {LINT_WARNING, 0, 1, 1}, {LINT_ERROR, 1, 0, 1}};
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++) {
        struct small_rules small;
        struct lint_settings settings;
        small_rules_make(&small, weak);
        if (!small.model) {
            fail_msg("the rules have errors");
            return;
        }
        lint_settings_init(&settings, 0);
        settings.level[LINT_weak_word] = (unsigned char)wanted[i].level;
        lint_rules(&settings, &small.arena, small.model->tree, small.model, &small.diags);
        assert_int_equal(small.diags.errors, wanted[i].errors);
        assert_int_equal(small.diags.warnings, wanted[i].warnings);
        assert_int_equal(small.diags.silenced, wanted[i].silenced);
        small_rules_free(&small);
    }
    (void)state;
}

static void names_are_found_or_a_like_one_is(void **state)
{
    struct view nearest;
    assert_int_equal(lint_find_name(VIEW("dead_word"), &nearest), LINT_dead_word);
    assert_int_equal(lint_find_name(VIEW("deadword"), &nearest), LINT_COUNT);
    assert_true(view_is(nearest, "dead_word"));
    assert_int_equal(lint_find_name(VIEW("xyzzy"), &nearest), LINT_COUNT);
    assert_int_equal(nearest.n, 0);
    (void)state;
}

/* Comments of the analysis are not taken for misspelt lints. */
static void names_of_the_analysis_are_known(void **state)
{
    static const char *const here[] = {
#define FINDING(name) #name,
#include "dsl/lint/analysis_names.h"
#undef FINDING
    };
    static const char *const there[] = {
#define KIND(enumerator, word, zh, heading_zh, heading_en, about_zh, about_en) word,
#include "dsl/analyse/kinds.h"
#undef KIND
    };
    assert_int_equal(sizeof here / sizeof here[0], sizeof there / sizeof there[0]);
    for (size_t i = 0; i < sizeof here / sizeof here[0]; i++)
        assert_string_equal(here[i], there[i]);
    (void)state;
}

static void every_lint_and_code_explains_itself(void **state)
{
    for (int i = 0; i < LINT_COUNT; i++) {
        const struct lint_entry *entry = lint_entry((enum lint)i);
        assert_true(strlen(entry->zh) > 9 && strlen(entry->en) > 9);
        assert_int_equal(diag_severity(entry->code), DIAG_WARNING);
    }
    for (int code = 0; code < DIAG_COUNT; code++) {
        assert_true(strlen(diag_why((enum diag_code)code, DIAG_ZH)) > 9);
        assert_true(strlen(diag_why((enum diag_code)code, DIAG_EN)) > 9);
    }
    (void)state;
}

/* Chinese and English bring the same arguments, and no brace is left over. */
static void both_languages_say_the_same(void **state)
{
    static const char *const signs[] = {"<a>", "<b>", "<c>", "<d>"};
    for (int code = 0; code < DIAG_COUNT; code++) {
        struct diag diag = {.code = (enum diag_code)code};
        struct buf said[2];
        for (int i = 0; i < 4; i++)
            diag.args[i] = view_of(signs[i]);
        for (int language = DIAG_ZH; language <= DIAG_EN; language++) {
            buf_init(&said[language], 1 << 16);
            diag_message(&diag, (enum diag_language)language, &said[language]);
            assert_true(said[language].n > 0);
            diag_help(&diag, (enum diag_language)language, &said[language]);
        }
        for (int i = 0; i < 4; i++) {
            bool zh = view_find(buf_seen(&said[DIAG_ZH]), view_of(signs[i])) != SIZE_MAX;
            bool en = view_find(buf_seen(&said[DIAG_EN]), view_of(signs[i])) != SIZE_MAX;
            if (zh != en)
                fail_msg("%s says %s in one language only", diag_name(diag.code), signs[i]);
        }
        buf_free(&said[DIAG_ZH]);
        buf_free(&said[DIAG_EN]);
    }
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_are_found_where_there_are_any),
        cmocka_unit_test(parts_that_never_or_always_hold_can_be_replaced),
        cmocka_unit_test(shadowed_duties_never_decide),
        cmocka_unit_test(idle_questions_change_nothing),
        cmocka_unit_test(policies_for_nobody_and_everybody_are_that),
        cmocka_unit_test(levels_and_silences_count),
        cmocka_unit_test(names_are_found_or_a_like_one_is),
        cmocka_unit_test(names_of_the_analysis_are_known),
        cmocka_unit_test(every_lint_and_code_explains_itself),
        cmocka_unit_test(both_languages_say_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
