/* Scanner, filter, parser, diagnostics: what the language promises its authors. What is said of
 * single mistakes stands in tests/golden/syntax; here are the promises that hold for every file:
 * both languages read alike, one mistake is one message at its own place, no duty is lost, a fix
 * does away with what it mends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "dsl/base/utf8.h"
#include "dsl/syntax/figure.h"
#include "dsl/syntax/tree.h"

#define assert_view(v, text) assert_true(view_is((v), (text)))

struct run {
    struct arena arena;
    struct sources sources;
    struct diags diags;
    struct tree tree;
};

static int open_run(void **state)
{
    static struct run run;
    memset(&run, 0, sizeof run);
    arena_init(&run.arena, (size_t)1 << 31);
    *state = &run;
    return 0;
}

static int close_run(void **state)
{
    arena_free(&((struct run *)*state)->arena);
    return 0;
}

static struct run *parse_bytes(void **state, struct view text)
{
    struct run *run = *state;
    arena_reset(&run->arena);
    run->sources = (struct sources){.arena = &run->arena};
    sources_add(&run->sources, VIEW("a.zd"), text);
    run->diags = (struct diags){.arena = &run->arena, .sources = &run->sources};
    run->tree = (struct tree){.arena = &run->arena};
    tree_parse(&run->tree, &run->sources, &run->diags);
    diags_sort(&run->diags);
    return run;
}

static struct run *parse_text(void **state, const char *text)
{
    return parse_bytes(state, view_of(text));
}

/* The tree as text, in memory of its own. */
static char *tree_of(void **state, const char *text)
{
    struct run *run = parse_text(state, text);
    struct buf out;
    buf_init(&out, 1 << 22);
    if (run->diags.list.n)
        diags_lines(&run->diags, DIAG_ZH, &out);
    node_print(run->tree.root, &out);
    buf_byte(&out, '\0');
    return out.p;
}

static void assert_tree(void **state, const char *text, const char *expected)
{
    char *is = tree_of(state, text);
    assert_string_equal(is, expected);
    free(is);
}

static void assert_same_tree(void **state, const char *a, const char *b)
{
    char *one = tree_of(state, a), *two = tree_of(state, b);
    assert_string_equal(one, two);
    free(one);
    free(two);
}

static size_t count_nodes(const struct node *node, enum node_kind kind)
{
    size_t count = node->kind == kind;
    for (const struct node *child = node->child; child; child = child->next)
        count += count_nodes(child, kind);
    return count;
}

static size_t line_of(const struct run *run, const struct diag *diag)
{
    return source_place(&run->sources.files.at[0], diag->span.from).line;
}

/* A file like those of a district: twelve duties, four lines each. */
enum { DUTIES = 12 };

static void category_text(struct buf *out)
{
    buf_init(out, 1 << 20);
    buf_text(out, "类别 噪声 \"噪声污染\" 编码 \"06\" 依据 \"噪声污染防治法\" 由 生态环境局 {\n"
                  "    识别 \"噪音\"、\"扰民\"、@吵闹\n"
                  "    时段 夜间 22:00..06:00 \"半夜\"\n"
                  "    要素 声源 \"声音主要从哪里来?\" {\n"
                  "        施工 \"建筑工地\": \"工地\"、\"打桩\"\n"
                  "        商铺 \"商铺\": \"店\" .. \"喇叭\"\n"
                  "    }\n");
    for (int i = 1; i <= DUTIES; i++)
        buf_print(out,
                  "    事项 \"06%02d\" \"第 %d 种噪声\" {\n"
                  "        当 声源 = 施工 且 时刻 在 夜间\n"
                  "        交 城管局   协办 街道   急   期限 4 小时\n"
                  "        例 \"第 %d 个例子\"\n"
                  "    }\n",
                  i, i, i);
    buf_text(out, "    否则 交 城管局\n"
                  "}\n"
                  "单位 城管局 \"区城市管理局\" {\n"
                  "    辖区 云溪区\n"
                  "}\n");
}

/* --- sources --- */

static void a_source_is_what_was_meant(void **state)
{
    struct run *run = *state;
    run->sources = (struct sources){.arena = &run->arena};
    uint32_t file = sources_add(&run->sources, VIEW("a.zd"), VIEW("\xef\xbb\xbf噪声\r\nb\n"));
    const struct source *source = &run->sources.files.at[file];
    assert_view(source->text, "噪声\nb\n");
    assert_int_equal(source->lines, 3);
    assert_view(source_line(source, 1), "噪声");
    assert_view(source_line(source, 3), "");
    struct place place = source_place(source, 3);
    assert_int_equal(place.line, 1);
    assert_int_equal(place.column, 2);
    assert_int_equal(source_place(source, 7).line, 2);
    assert_int_equal(source_place(source, 9).line, 3);
    assert_view(source_text(&run->sources, (struct span){file, 3, 6}), "声");
}

static void a_folder_that_is_not_there_is_named(void **state)
{
    struct run *run = *state;
    run->sources = (struct sources){.arena = &run->arena};
    struct view why = VIEW("");
    assert_false(sources_read(&run->sources, "build/no-such-folder", &why));
    assert_true(view_find(why, VIEW("build/no-such-folder")) != SIZE_MAX);
}

/* --- figures --- */

static void assert_figure(const char *text, enum figure_kind kind, size_t length, bool good,
                          int64_t number)
{
    struct figure figure = figure_read(view_of(text));
    assert_int_equal(figure.kind, kind);
    assert_int_equal(figure.length, length);
    assert_int_equal(figure.good, good);
    if (good)
        assert_int_equal(figure.number, number);
}

static void figures_are_read_as_officials_write_them(void **state)
{
    (void)state;
    assert_figure("5", FIGURE_NUMBER, 1, true, 5000000);
    assert_figure("1.5%", FIGURE_NUMBER, 3, true, 1500000);
    assert_figure("5..6", FIGURE_NUMBER, 1, true, 5000000);
    assert_figure("0.000001", FIGURE_NUMBER, 8, true, 1);
    assert_figure("0.0000001", FIGURE_NUMBER, 9, false, 0);
    assert_figure("999999999999", FIGURE_NUMBER, 12, true, 999999999999 * 1000000);
    assert_figure("1000000000000", FIGURE_NUMBER, 13, false, 0);
    assert_figure("０６个", FIGURE_NUMBER, 6, true, 6000000);
    assert_figure("1970-01-02..", FIGURE_DATE, 10, true, 1);
    assert_figure("2026年3月1日", FIGURE_DATE, strlen("2026年3月1日"), true, 20513);
    assert_figure("2026-02-29", FIGURE_DATE, 10, false, 0);
    assert_figure("2026-3", FIGURE_NUMBER, 4, true, 2026000000);
    assert_figure("22:00至", FIGURE_TIME, 5, true, 1320);
    assert_figure("24:00", FIGURE_TIME, 5, true, 1440);
    assert_figure("24:01", FIGURE_TIME, 5, false, 0);
    assert_figure("9:5", FIGURE_NUMBER, 1, true, 9000000);
}

static void assert_chinese(const char *text, size_t length, int64_t value)
{
    struct figure figure = figure_read_chinese(view_of(text));
    assert_int_equal(figure.length, length);
    assert_int_equal(figure.number, value * 1000000);
}

static void chinese_numerals_count(void **state)
{
    (void)state;
    assert_chinese("五个", 3, 5);
    assert_chinese("十五日", 6, 15);
    assert_chinese("二十", 6, 20);
    assert_chinese("两百零三", 12, 203);
    assert_chinese("一千五百万", 15, 15000000);
    assert_chinese("三亿", 6, 300000000);
    assert_chinese("日", 0, 0);
}

/* --- both languages --- */

static void both_spellings_are_one_language(void **state)
{
    assert_same_tree(state,
                     "类别 n \"N\" 编码 \"06\" 依据 \"L\" 由 u 上级 p {\n 识别 \"a\"、\"b\" .. "
                     "\"c\"、@l\n 时段 t 22:00..6:00\n"
                     " 要素 f \"?\" { x \"X\": \"x\" }\n 事项 \"1\" \"D\" { 识别 \"k\" 当 f = x 且 "
                     "非 (time 在 t 或 area 在 q)\n"
                     " 交 u 其中 area 在 q 交 v 协办 w、v 急 期限 4 小时 时限 c 收集 place、联系 "
                     "优先于 \"2\" 答 \"A\" / \"B\"\n"
                     " 例 \"e\" 设 f = x、weekday = sat }\n 否则 交 u }\n",
                     "category n \"N\" code \"06\" basis \"L\" owner u parent p {\n recognise "
                     "\"a\", \"b\" .. \"c\", @l\n"
                     " period t 22:00..6:00\n fact f \"?\" { x \"X\": \"x\" }\n duty \"1\" \"D\" { "
                     "recognise \"k\" when f = x and not (time in t or area in q)\n"
                     " assign u where area in q assign v assist w, v urgent within 4 hours clock c "
                     "collect place, 联系 over \"2\" answer \"A\" / \"B\"\n"
                     " like \"e\" given f = x, weekday = sat }\n otherwise assign u }\n");
    assert_same_tree(state,
                     "政策 p \"P\" 级别 city 由 u { 受理期 2026-03-01..2026-09-30 当 a >= 5% 且 b "
                     "早于 2024-01-01 且 c 不早于 2020-01-01\n"
                     " 兑现 200000 元 \"x\" 方式 apply 正文 \"p.md\" 推送 sms、app \"m\" }\n"
                     "时限 c { 受理 1 工作日 处理 5 工作日 提醒 30 分钟 升级 2 日 交 u 延期 5 "
                     "工作日 重办 1/2 至少 4 小时 督办 u }\n",
                     "policy p \"P\" level city by u { window 2026-03-01..2026-09-30 when a >= 5% "
                     "and b before 2024-01-01 and c not before 2020-01-01\n"
                     " grant 200000 元 \"x\" way apply text \"p.md\" push sms, app \"m\" }\n"
                     "clock c { accept 1 workdays handle 5 workdays remind 30 minutes escalate 2 "
                     "days assign u extend 5 workdays redo 50% floor 4 hours supervise u }\n");
}

static void full_width_is_the_plain_twin(void **state)
{
    assert_same_tree(
        state,
        "类别 n \"N\" {\n 识别 \"a\"、\"b\"、\"c\"\n 事项 \"1\" \"D\" {\n 当 (f = x) 且 g >= 5%\n "
        "交 u\n"
        " 期限 5 工作日\n 例 \"e\"\n }\n 否则 交 u\n}\n时段 t 22:00..6:00\n",
        "类别　n　“N”　｛\n 识别：“a”，“b”,“c”；\n 事项 “1” “D” ｛\n 当：（f＝x）且 g ≥ ５％\n "
        "交：u\n"
        " 期限：五个工作日内\n 例：“e”\n ｝\n 否则：交：u\n｝\n时段 t ２２：００至次日６：００\n");
}

static void nodes_have_their_shapes(void **state)
{
    assert_tree(state, "区域 a \"A\" 坐标 30.5,120 : \"x\" { b: \"y\" { c } d \"D\" }\n",
                "(RULES (AREA \"a\" (NAME \"a\") (DISPLAY (STRING \"A\")) (AT (POINT (NUMBER "
                "\"30.5\" 30500000) (NUMBER \"120\" 120000000)))"
                " (WORDS (STRING \"x\")) (AREA \"b\" (NAME \"b\") (WORDS (STRING \"y\")) (AREA "
                "\"c\" (NAME \"c\"))) (AREA \"d\" (NAME \"d\") (DISPLAY (STRING \"D\"))))\n)");
    assert_tree(
        state,
        "标签 t \"T\" { A \"a\" }\n数值 n \"N\" 万元\n数值 r \"R\" = a / b\n日期 d \"D\"\n废止 "
        "\"1\" 改为 \"2\"\n",
        "(RULES (TAG \"t\" (NAME \"t\") (DISPLAY (STRING \"T\")) (VALUE \"A\" (NAME \"A\") "
        "(DISPLAY (STRING \"a\"))))\n"
        " (NUMBER_DEF \"万元\" (NAME \"n\") (DISPLAY (STRING \"N\")))\n"
        " (NUMBER_DEF (NAME \"r\") (DISPLAY (STRING \"R\")) (DERIVED (NAME \"a\") (NAME \"b\")))\n"
        " (DATE_DEF \"d\" (NAME \"d\") (DISPLAY (STRING \"D\")))\n"
        " (RETIRE \"1\" (STRING \"1\") (HEIR (STRING \"2\")))\n)");
    assert_tree(
        state,
        "测试 \"t\" {\n 企业 a、非 b、c = 5 万元\n 应得 政策 p 可享\n 应得 追问 地点 因为 "
        "\"w\"、时刻\n 应得 否则 到期 2026-11-24 17:30\n}\n",
        "(RULES (TEST \"t\" (STRING \"t\") (ENTERPRISE (GIVEN (SETTING (NAME \"a\")) (SETTING "
        "\"not\" (NAME \"b\")) (SETTING (NAME \"c\") (NUMBER \"万元\" 5000000))))"
        " (EXPECT (EXPECT_POLICY (NAME \"p\") (NAME \"yes\")))"
        " (EXPECT (EXPECT_ASK (NAME \"地点\")) (BECAUSE (NAMES (STRING \"w\") (NAME \"时刻\"))))"
        " (EXPECT (EXPECT_OTHERWISE) (EXPECT_DUE (DATETIME (DATE \"2026-11-24\" 20781) (TIME "
        "\"17:30\" 1050)))))\n)");
    assert_tree(state,
                "通道 c sms { k = 环境 \"K\" m = \"v\" }\n日历 2026 { 工作时间 "
                "9:00..12:00、13:30..17:30 节假日 \"x\" 2026-01-01 上班 2026-01-04 }\n",
                "(RULES (CHANNEL \"c\" (NAME \"c\") (NAME \"sms\") (SETTING (NAME \"k\") (ENV "
                "(STRING \"K\"))) (SETTING (NAME \"m\") (STRING \"v\")))\n"
                " (CALENDAR \"2026\" (NUMBER \"2026\" 2026000000) (HOURS (RANGE (TIME \"9:00\" "
                "540) (TIME \"12:00\" 720)) (RANGE (TIME \"13:30\" 810) (TIME \"17:30\" 1050)))"
                " (HOLIDAY (STRING \"x\") (DATE \"2026-01-01\" 20454)) (WORKDAY (DATE "
                "\"2026-01-04\" 20457)))\n)");
}

static void precedence_is_not_then_and_then_or(void **state)
{
    assert_tree(state, "政策 p \"P\" { 当 非 a 且 b 且 (c 或 d) }\n",
                "(RULES (POLICY \"p\" (NAME \"p\") (DISPLAY (STRING \"P\")) (WHEN (AND (NOT (IS "
                "(NAME \"a\"))) (IS (NAME \"b\"))"
                " (PAREN (OR (IS (NAME \"c\")) (IS (NAME \"d\")))))))\n)");
}

static void block_words_may_be_names(void **state)
{
    assert_tree(
        state, "单位 街道 \"S\" { 角色 单位 }\n要素 时段 \"?\" { 事项 \"D\": \"d\" 区域 \"A\" }\n",
        "(RULES (UNIT \"街道\" (NAME \"街道\") (DISPLAY (STRING \"S\")) (ROLE (NAME \"单位\")))\n"
        " (FACT \"时段\" (NAME \"时段\") (DISPLAY (STRING \"?\")) (VALUE \"事项\" (NAME \"事项\") "
        "(DISPLAY (STRING \"D\")) (WORDS (STRING \"d\")))"
        " (VALUE \"区域\" (NAME \"区域\") (DISPLAY (STRING \"A\"))))\n)");
}

static void strings_are_decoded(void **state)
{
    struct run *run = parse_text(
        state,
        "用语 a \"x\\\"y\\\\z\\n\"\n用语 b “他说\"吵\"了”\n用语 c \"他说“吵”了…\"\n用语 d \"半”\n");
    static const char *const texts[] = {"x\"y\\z\n", "他说\"吵\"了", "他说“吵”了…", "半"};
    assert_int_equal(run->diags.list.n, 0);
    const struct node *phrase = run->tree.root->child;
    for (size_t i = 0; i < 4; i++, phrase = phrase->next)
        assert_view(node_child(phrase, NODE_DISPLAY)->child->text, texts[i]);
}

static void comments_and_blank_lines_are_kept(void **state)
{
    struct run *run =
        parse_text(state, "# one\n\n标签 a \"A\"  # two\n# three\n标签 b \"B\"\n# four\n");
    static const char *const texts[] = {"# one", "\n\n", "# two", "# three", "# four"};
    assert_int_equal(run->tree.trivia.n, 5);
    for (size_t i = 0; i < 5; i++)
        assert_view(source_text(&run->sources, run->tree.trivia.at[i].span), texts[i]);
}

/* --- one mistake, one message, no duty lost --- */

static void print_run(const struct run *run)
{
    struct buf out;
    buf_init(&out, 1 << 20);
    diags_lines(&run->diags, DIAG_ZH, &out);
    print_message("%.*s", VIEW_FMT(buf_seen(&out)));
    buf_free(&out);
}

/* Cuts bytes out of a text, puts others there, and parses that. */
static struct run *parse_changed(void **state, struct view text, size_t at, size_t cut,
                                 const char *put)
{
    static struct buf changed;
    buf_free(&changed);
    buf_init(&changed, 1 << 20);
    buf_view(&changed, view_sub(text, 0, at));
    buf_text(&changed, put);
    buf_view(&changed, view_sub(text, at + cut, text.n));
    struct run *run = parse_bytes(state, buf_seen(&changed));
    buf_free(&changed);
    return run;
}

static void assert_one(const struct run *run, const char *code)
{
    if (run->diags.list.n != 1)
        print_run(run);
    assert_int_equal(run->diags.list.n, 1);
    assert_string_equal(diag_name(run->diags.list.at[0].code), code);
    assert_int_equal(count_nodes(run->tree.root, NODE_DUTY), DUTIES);
    assert_int_equal(count_nodes(run->tree.root, NODE_UNIT), 1);
}

static void every_missing_brace_is_named_once(void **state)
{
    struct buf text;
    category_text(&text);
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != '}')
            continue;
        struct run *run = parse_changed(state, buf_seen(&text), i, 1, "");
        assert_one(run, "E0203");
        size_t brace_line = source_place(&run->sources.files.at[0], (uint32_t)i).line;
        assert_true(line_of(run, &run->diags.list.at[0]) < brace_line);
    }
    buf_free(&text);
}

/* The block that lacks its brace is the one that is named: an opening line, nothing else. */
static void a_missing_brace_blames_its_own_block(void **state)
{
    struct buf text;
    category_text(&text);
    size_t line = 1, open[4] = {0}, depth = 0;
    for (size_t i = 0; i < text.n; i++) {
        line += text.p[i] == '\n';
        if (text.p[i] == '{')
            open[depth++] = line;
        if (text.p[i] != '}')
            continue;
        assert_true(depth > 0);
        depth--;
        struct run *run = parse_changed(state, buf_seen(&text), i, 1, "");
        assert_int_equal(line_of(run, &run->diags.list.at[0]), open[depth]);
    }
    buf_free(&text);
}

static void every_brace_too_many_is_found(void **state)
{
    struct buf text;
    category_text(&text);
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != '}')
            continue;
        struct run *run = parse_changed(state, buf_seen(&text), i, 0, "}\n");
        assert_one(run, "E0204");
    }
    buf_free(&text);
}

static void every_missing_opening_brace_is_named_once(void **state)
{
    struct buf text;
    category_text(&text);
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != '{')
            continue;
        struct run *run = parse_changed(state, buf_seen(&text), i, 1, "");
        assert_one(run, "E0210");
        assert_int_equal(run->diags.list.at[0].span.to, i - 1);
    }
    buf_free(&text);
}

static void a_clause_without_its_operand_is_blamed_itself(void **state)
{
    static const char *const clauses[] = {"当 声源 = 施工 且 时刻 在 夜间\n", "例 \"第"};
    struct buf text;
    category_text(&text);
    for (size_t k = 0; k < 2; k++) {
        struct view clause = view_of(clauses[k]);
        size_t keyword = view_find(clause, VIEW(" "));
        for (size_t i = 0; i + clause.n < text.n; i++) {
            if (memcmp(text.p + i, clause.p, clause.n) != 0)
                continue;
            size_t end = i;
            while (text.p[end] != '\n')
                end++;
            struct run *run =
                parse_changed(state, buf_seen(&text), i + keyword, end - i - keyword, "");
            assert_one(run, "E0208");
            assert_int_equal(run->diags.list.at[0].span.from, i);
        }
    }
    buf_free(&text);
}

static void a_lost_quotation_mark_costs_its_line_only(void **state)
{
    struct buf text;
    category_text(&text);
    size_t line = 1;
    for (size_t i = 0; i < text.n; i++) {
        line += text.p[i] == '\n';
        if (text.p[i] != '"')
            continue;
        struct run *run = parse_changed(state, buf_seen(&text), i, 1, "");
        assert_true(run->diags.list.n >= 1);
        if (line > 1) /* on line 1 the opening brace falls into the string */
            assert_int_equal(count_nodes(run->tree.root, NODE_DUTY), DUTIES);
        for (size_t k = 0; k < run->diags.list.n; k++)
            assert_int_equal(line_of(run, &run->diags.list.at[k]), line);
    }
    buf_free(&text);
}

/* A word of every line replaced by another: messages stay on that line, all duties are there. */
static void a_strange_word_costs_its_line_only(void **state)
{
    struct buf text;
    category_text(&text);
    size_t line = 0;
    for (size_t i = 0; i < text.n; i++) {
        bool starts = i == 0 || text.p[i - 1] == '\n';
        line += starts;
        size_t at = i, end;
        while (starts && text.p[at] == ' ')
            at++;
        if (!starts || text.p[at] == '}')
            continue;
        for (end = at; text.p[end] != ' ' && text.p[end] != '\n'; end++)
            ;
        struct run *run = parse_changed(state, buf_seen(&text), at, end - at, "甲乙丙丁");
        bool block = strncmp(text.p + at, "类别", 6) == 0 || strncmp(text.p + at, "事项", 6) == 0 ||
                     strncmp(text.p + at, "单位", 6) == 0 || strncmp(text.p + at, "要素", 6) == 0;
        if (!block)
            assert_int_equal(count_nodes(run->tree.root, NODE_DUTY), DUTIES);
        for (size_t k = 0; k < run->diags.list.n; k++) {
            const struct diag *diag = &run->diags.list.at[k];
            if (diag->code != DIAG_E0211 && line_of(run, diag) != line)
                print_run(run);
            assert_true(diag->code == DIAG_E0211 || line_of(run, diag) == line);
        }
    }
    buf_free(&text);
}

/* A block without a body ends where the next clause begins; that clause is one of its own. */
static void a_block_without_body_ends_at_a_clause(void **state)
{
    struct run *run = parse_text(state, "类别 n \"N\" {\n时段 t 22:00..6:00\n识别\n否则 交 u\n}\n"
                                        "标签 a \"A\"\n交 u\n标签 b \"B\"\n");
    assert_int_equal(run->diags.list.n, 2);
    assert_int_equal(run->diags.list.at[0].code, DIAG_E0208);
    assert_int_equal(line_of(run, &run->diags.list.at[0]), 3);
    assert_int_equal(run->diags.list.at[1].code, DIAG_E0212);
    assert_int_equal(line_of(run, &run->diags.list.at[1]), 7);
    assert_int_equal(count_nodes(run->tree.root, NODE_PERIOD), 1);
    assert_int_equal(count_nodes(run->tree.root, NODE_OTHERWISE), 1);
    assert_int_equal(count_nodes(run->tree.root, NODE_TAG), 2);
}

/* --- fixes --- */

static void assert_fix_mends(void **state, const char *text)
{
    struct run *run = parse_text(state, text);
    assert_true(run->diags.list.n >= 1);
    size_t before = run->diags.list.n;
    struct diag diag = run->diags.list.at[0];
    assert_true(diag.has_fix);
    char *put = strndup(diag.fix_text.p, diag.fix_text.n);
    run = parse_changed(state, view_of(text), diag.fix_span.from,
                        diag.fix_span.to - diag.fix_span.from, put);
    free(put);
    if (run->diags.list.n >= before)
        print_run(run);
    assert_true(run->diags.list.n < before);
}

static void a_fix_does_away_with_what_it_mends(void **state)
{
    static const char *const texts[] = {
        "用语 a \"x\n",
        "用语 a \"x\\d\"\n",
        "政策 p \"P\" { 当 a且b\n }\n",
        "政策 p \"P\" { 当 a 且 b 或 c\n }\n",
        "政策 p \"P\" { 当 a && b\n }\n",
        "政策 p \"P\" { 当 a = x 并且 b\n }\n",
        "政策 p \"P\" { 当 a >= 5 万圆\n }\n",
        "时段 a 22:00…6:00\n",
        "废止 0601\n",
        "词表 a { \"x\" \"y\" }\n",
        "要素 f \"?\" { x \"X\" \"y\" }\n",
        "要素 f \"?\" { x \"X\" = \"y\" }\n",
        "单位 u \"U\" {\n    辖区 a\n",
        "单位 u \"U\"\n",
        "单位 u \"U\"\n    辖区 a\n}\n",
        "单位 u U {}\n",
        "单位 u \"U\" { 角色 \"r\" }\n",
        "单位 u \"U\" {\n    职则 \"x\"\n}\n",
        "单位 u \"U\" {\n    辖区云溪\n}\n",
        "标鉴 a \"A\"\n",
        "标签 a\xe2\x80\x8b \"A\"\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_fix_mends(state, texts[i]);
}

/* --- diagnostics --- */

static void the_nearest_name_is_near(void **state)
{
    (void)state;
    const struct view names[] = {VIEW("期限"), VIEW("优先于"), VIEW("recognise"),
                                 VIEW("城市管理局")};
#define NEAREST(text) diag_nearest(VIEW(text), names, 4)
    assert_view(NEAREST("限期"), "期限");
    assert_view(NEAREST("优于"), "优先于");
    assert_view(NEAREST("recognize"), "recognise");
    assert_view(NEAREST("城市管理据"), "城市管理局");
    assert_view(NEAREST("Recognise"), "recognise");
    assert_int_equal(NEAREST("处理").n, 0);
    assert_int_equal(NEAREST("").n, 0);
    assert_int_equal(NEAREST("recog").n, 0);
}

static void diagnostics_are_sorted_and_said_once(void **state)
{
    struct run *run = parse_text(state, "标签 a \"A\"\n");
    struct span late = {0, 8, 9}, early = {0, 0, 6};
    DIAG_AT(&run->diags, DIAG_E0204, late);
    DIAG_AT(&run->diags, DIAG_W0101, early, VIEW("1"));
    DIAG_AT(&run->diags, DIAG_E0204, late);
    diags_sort(&run->diags);
    assert_int_equal(run->diags.list.n, 2);
    assert_int_equal(run->diags.errors, 1);
    assert_int_equal(run->diags.warnings, 1);
    assert_int_equal(run->diags.list.at[0].code, DIAG_W0101);
}

static void pointers_stand_under_what_they_mean(void **state)
{
    struct run *run =
        parse_text(state, "类别 噪声 \"噪声污染\" {\n\t识别 \"噪音\"\n\t否则 交 期限\n}\n");
    struct buf out;
    buf_init(&out, 1 << 20);
    diags_text(&run->diags, DIAG_ZH, false, &out);
    struct view rest = buf_seen(&out), line = VIEW(""), pointer = VIEW("");
    while (rest.p) {
        struct view next = view_cut(&rest, '\n');
        if (view_find(next, VIEW("^")) != SIZE_MAX)
            pointer = next;
        else if (!pointer.n)
            line = next;
    }
    size_t from = view_find(pointer, VIEW("^"));
    assert_int_equal(pointer.n - from, 4);
    assert_int_equal(from, utf8_cells(view_sub(line, 0, view_find(line, VIEW("期限")))));
    buf_free(&out);
}

static void a_place_in_another_file_is_told_with_its_file(void **state)
{
    struct run *run = parse_text(state, "标签 a \"A\"\n");
    sources_add(&run->sources, VIEW("b.zd"), VIEW("\n\n标签 a \"B\"\n"));
    struct diag *diag =
        DIAG_AT(&run->diags, DIAG_E0301, ((struct span){1, 9, 10}), VIEW("标签"), VIEW("a"));
    diag_label(&run->diags, diag, (struct span){0, 7, 8}, VIEW("先在这里写了"));
    struct buf out;
    buf_init(&out, 1 << 20);
    diags_text(&run->diags, DIAG_ZH, false, &out);
    size_t primary = view_find(buf_seen(&out), VIEW("--> b.zd:3:4"));
    size_t other = view_find(buf_seen(&out), VIEW("::: a.zd:1:4"));
    size_t back = view_find(buf_seen(&out), VIEW("::: b.zd:3:4"));
    assert_true(primary < other && other < back && back != SIZE_MAX);
    buf_free(&out);
}

static void one_record_speaks_both_languages(void **state)
{
    struct run *run = parse_text(
        state, "类别 噪声 \"噪声污染\" / \"Noise\" {\n    识别 \"噪音\"\n    否则 交\n}\n");
    struct buf out;
    buf_init(&out, 1 << 20);
    diags_lines(&run->diags, DIAG_ZH, &out);
    assert_view(buf_seen(&out), "a.zd:3:8: 错误[E0208]: “交”后面缺少单位或角色的名称\n");
    buf_clear(&out);
    diags_lines(&run->diags, DIAG_EN, &out);
    assert_view(buf_seen(&out), "a.zd:3:8: error[E0208]: \"交\" is followed by nothing; expected "
                                "the name of a unit or role\n");
    buf_clear(&out);
    diags_text(&run->diags, DIAG_EN, false, &out);
    assert_true(view_find(buf_seen(&out), VIEW("| Noise\n")) != SIZE_MAX);
    buf_clear(&out);
    diags_json(&run->diags, &out);
    struct view json = buf_seen(&out);
    assert_true(view_starts(
        json,
        VIEW(
            "{\"errors\":1,\"warnings\":0,\"diagnostics\":[\n{\"code\":\"E0208\",\"severity\":"
            "\"error\","
            "\"at\":{\"path\":\"a.zd\",\"line\":3,\"column\":8,\"end_line\":3,\"end_column\":9,")));
    assert_true(view_find(json, VIEW("\"category\":{\"zh\":\"噪声污染\",\"en\":\"Noise\"}")) !=
                SIZE_MAX);
    buf_free(&out);
}

/* What a rules file holds must not reach a terminal as a command, nor break a JSON string. */
static void control_characters_are_not_passed_on(void **state)
{
    struct run *run = parse_text(state, "单位 u \"\x1b[2J\x01\" 角色 \x1b {\n");
    struct buf out;
    buf_init(&out, 1 << 20);
    diags_text(&run->diags, DIAG_ZH, false, &out);
    diags_lines(&run->diags, DIAG_ZH, &out);
    diags_json(&run->diags, &out);
    assert_true(run->diags.errors > 0);
    for (size_t i = 0; i < out.n; i++)
        assert_true((unsigned char)out.p[i] >= 0x20 || out.p[i] == '\n');
    buf_free(&out);
}

static void errors_of_a_file_are_capped(void **state)
{
    struct buf text;
    buf_init(&text, 1 << 20);
    for (int i = 0; i < 500; i++)
        buf_print(&text, "没有这个词%d \"x\"\n", i);
    struct run *run = parse_bytes(state, buf_seen(&text));
    assert_int_equal(run->diags.list.n, 201);
    const struct diag *last = &run->diags.list.at[200];
    assert_int_equal(last->code, DIAG_E0299);
    assert_view(last->args[0], "300");
    buf_free(&text);
}

/* Whatever the bytes are, parsing ends, and what it says can be printed. */
static void any_bytes_are_survived(void **state)
{
    struct buf text;
    category_text(&text);
    uint64_t seed = 20261121;
    for (int round = 0; round < 3000; round++) {
        struct view v = buf_seen(&text);
        char put[2] = {0};
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        size_t at = (size_t)(seed >> 33) % v.n, cut = (size_t)(seed >> 20) % 40;
        put[0] = (char)(seed >> 56);
        struct run *run = parse_changed(state, v, at, at + cut < v.n ? cut : 0, put);
        struct buf out;
        buf_init(&out, 1 << 24);
        diags_text(&run->diags, DIAG_ZH, true, &out);
        diags_json(&run->diags, &out);
        node_print(run->tree.root, &out);
        assert_false(out.full);
        buf_free(&out);
    }
    buf_free(&text);
}

int main(void)
{
#define RUN(test) cmocka_unit_test_setup_teardown(test, open_run, close_run)
    const struct CMUnitTest tests[] = {
        RUN(a_source_is_what_was_meant),
        RUN(a_folder_that_is_not_there_is_named),
        RUN(figures_are_read_as_officials_write_them),
        RUN(chinese_numerals_count),
        RUN(both_spellings_are_one_language),
        RUN(full_width_is_the_plain_twin),
        RUN(nodes_have_their_shapes),
        RUN(precedence_is_not_then_and_then_or),
        RUN(block_words_may_be_names),
        RUN(strings_are_decoded),
        RUN(comments_and_blank_lines_are_kept),
        RUN(every_missing_brace_is_named_once),
        RUN(a_missing_brace_blames_its_own_block),
        RUN(every_brace_too_many_is_found),
        RUN(every_missing_opening_brace_is_named_once),
        RUN(a_clause_without_its_operand_is_blamed_itself),
        RUN(a_lost_quotation_mark_costs_its_line_only),
        RUN(a_strange_word_costs_its_line_only),
        RUN(a_block_without_body_ends_at_a_clause),
        RUN(a_fix_does_away_with_what_it_mends),
        RUN(the_nearest_name_is_near),
        RUN(diagnostics_are_sorted_and_said_once),
        RUN(pointers_stand_under_what_they_mean),
        RUN(a_place_in_another_file_is_told_with_its_file),
        RUN(one_record_speaks_both_languages),
        RUN(control_characters_are_not_passed_on),
        RUN(errors_of_a_file_are_capped),
        RUN(any_bytes_are_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
