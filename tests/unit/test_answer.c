/* Documents cut into passages, found, and quoted: on small folders made here, and on the sample
 * district's documents with the questions people ask. What no document says must stay unsaid. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include <dirent.h>
#include <sys/stat.h>

#include "gateway/answer/document.h"
#include "gateway/answer/places.h"
#include "gateway/answer/tokens.h"
#include "gateway/answer/wish.h"
#include "gateway/answer/answer.h"
#include "tests/unit/test_folder.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static civil_day day(int year, int month, int of_month)
{
    return civil_to_day((struct civil){year, month, of_month});
}

#define TODAY day(2026, 11, 21)

static bool holds(struct view text, const char *part)
{
    return view_find(text, view_of(part)) != SIZE_MAX;
}

static void assert_view(struct view is, const char *should)
{
    if (!view_is(is, should))
        fail_msg("\"%.*s\" is not \"%s\"", VIEW_FMT(is), should);
}

/* ---- cutting ---- */

struct cut {
    struct arena arena;
    struct document document;
};

static struct cut cut_of(const char *text)
{
    struct cut cut;
    arena_init(&cut.arena, 4 << 20);
    document_read(&cut.arena, view_of(text), &cut.document);
    return cut;
}

static void front_matter(void **state)
{
    (void)state;
    struct cut cut =
        cut_of("---\n标题: 甲指南\n别名： 甲、乙\n文号:甲〔2026〕1号\n发布单位：某局\r\n"
               "发布日期: 2026-01-02\n有效期至: 2026-12-31\n闲话: 无\n---\n正文。\n");
    assert_view(cut.document.title, "甲指南");
    assert_view(cut.document.aliases, "甲、乙");
    assert_view(cut.document.number, "甲〔2026〕1号");
    assert_view(cut.document.issuer, "某局");
    assert_view(cut.document.published, "2026-01-02");
    assert_int_equal(cut.document.expires, day(2026, 12, 31));
    assert_false(cut.document.superseded);
    assert_int_equal(cut.document.passages.n, 1);
    assert_view(cut.document.passages.at[0].text, "正文。");
    arena_free(&cut.arena);
}

static void no_front_matter(void **state)
{
    (void)state;
    struct cut plain = cut_of("只有一句话。");
    assert_view(plain.document.title, "");
    assert_int_equal(plain.document.expires, INT32_MAX);
    assert_int_equal(plain.document.passages.n, 1);
    arena_free(&plain.arena);
    struct cut headed = cut_of("# 大标题\n\n正文。\n");
    assert_view(headed.document.title, "大标题");
    arena_free(&headed.arena);
    struct cut open = cut_of("---\n标题: 没有结束\n正文。\n");
    assert_int_equal(open.document.passages.n, 1);
    assert_true(holds(open.document.passages.at[0].text, "正文"));
    arena_free(&open.arena);
    struct cut empty = cut_of("");
    assert_int_equal(empty.document.passages.n, 0);
    arena_free(&empty.arena);
}

static void superseded(void **state)
{
    (void)state;
    struct cut cut = cut_of("---\n标题: 旧\n废止: 被 policies/new.md 取代\n---\n旧话。");
    assert_true(cut.document.superseded);
    assert_true(holds(cut.document.replaced_by, "policies/new.md"));
    arena_free(&cut.arena);
}

static void headings(void **state)
{
    (void)state;
    struct cut cut = cut_of("# 书\n导语。\n## 甲章\n甲。\n### 一节\n甲一。\n## 乙章\n乙。\n");
    static const char *const sections[] = {"", "甲章", "甲章 / 一节", "乙章"};
    assert_int_equal(cut.document.passages.n, COUNT(sections));
    for (size_t i = 0; i < COUNT(sections); i++)
        assert_view(cut.document.passages.at[i].section, sections[i]);
    arena_free(&cut.arena);
}

static void lists_and_marks(void **state)
{
    (void)state;
    struct cut cut =
        cut_of("## 材料\n带好：\n\n- **身份证**；\n* 照片；\n1. 表格。\n\n| 年龄 | 金额 |\n");
    assert_int_equal(cut.document.passages.n, 1);
    struct view text = cut.document.passages.at[0].text;
    assert_true(holds(text, "带好：\n身份证；\n照片；\n1. 表格。"));
    assert_false(holds(text, "**"));
    assert_false(holds(text, "|"));
    arena_free(&cut.arena);
}

static void long_sections(void **state)
{
    (void)state;
    struct buf text;
    buf_init(&text, 1 << 20);
    buf_text(&text, "## 长\n");
    for (int i = 0; i < 200; i++)
        buf_print(&text, "第 %d 句话写在这里，不长也不短。\n", i);
    struct arena arena;
    struct document document;
    arena_init(&arena, 4 << 20);
    document_read(&arena, buf_seen(&text), &document);
    assert_true(document.passages.n > 4);
    for (size_t i = 0; i < document.passages.n; i++) {
        assert_view(document.passages.at[i].section, "长");
        assert_true(document.passages.at[i].text.n <= PASSAGE_BYTES_MAX + 100);
    }
    assert_true(holds(document.passages.at[document.passages.n - 1].text, "第 199 句"));
    arena_free(&arena);
    buf_free(&text);
}

struct tokens {
    struct view text;
    char said[400];
};

static bool note(void *self, size_t from, size_t to)
{
    struct tokens *tokens = self;
    size_t n = strlen(tokens->said);
    snprintf(tokens->said + n, sizeof tokens->said - n, "%.*s ",
             VIEW_FMT(view_sub(tokens->text, from, to)));
    return true;
}

static void pairs(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"居住证", "居住 住证 "},
                                           {"办wifi卡", "办 wifi 卡 "},
                                           {"2026年的5%", "2026 年的 5 "},
                                           {"，。", ""},
                                           {"", ""}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct tokens tokens = {.text = view_of(cases[i][0])};
        tokens_cut(tokens.text, note, &tokens);
        assert_string_equal(tokens.said, cases[i][1]);
    }
}

static void places(void **state)
{
    (void)state;
    struct places_named both = places_find(VIEW("甘肃省平凉市政务服务中心"));
    struct places_named city = places_find(VIEW("平凉")), none = places_find(VIEW("请问怎么办"));
    assert_true(both.provinces != 0 && both.provinces == city.provinces);
    assert_int_equal(both.count, 1);
    assert_view(both.cities[0], "平凉");
    assert_true(none.provinces == 0 && none.count == 0);
    assert_int_equal(places_find(VIEW("吉林省吉林市")).provinces,
                     places_find(VIEW("长春")).provinces);
    assert_true(places_find(VIEW("北京和上海")).provinces != places_find(VIEW("北京")).provinces);
}

static void dwelt_on(void **state)
{
    (void)state;
    struct places_filter filter;
    places_filter_init(&filter);
    uint64_t gansu = places_find(VIEW("甘肃")).provinces;
    assert_true(places_dwelt_on(&filter, VIEW("甘肃省平凉市办理,平凉市民可以")) == gansu);
    assert_true(places_dwelt_on(&filter, VIEW("甘肃省的通知")) == 0);
    assert_true(places_dwelt_on(&filter, VIEW("兰州和甘肃,甘肃和北京")) == gansu);
    assert_true(places_dwelt_on(&filter, VIEW("兰州和甘肃,上海和北京")) == 0);
    assert_true(places_dwelt_on(&filter, VIEW("")) == 0);
}

/* ---- a folder of one's own ---- */

struct folder {
    char path[64];
};

static void put(const struct folder *folder, const char *name, const char *text)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%s", folder->path, name);
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    fputs(text, out);
    assert_int_equal(fclose(out), 0);
}

static struct folder folder_new(void)
{
    struct folder folder = {"/tmp/zhida-test-answer-XXXXXX"};
    char sub[100];
    assert_non_null(mkdtemp(folder.path));
    static const char *const subs[] = {"documents", "policies", "index"};
    for (size_t i = 0; i < COUNT(subs); i++) {
        snprintf(sub, sizeof sub, "%s/%s", folder.path, subs[i]);
        assert_int_equal(mkdir(sub, 0700), 0);
    }
    put(&folder, "documents/shu.md",
        "---\n标题: 行道树认养办法\n发布单位: 园林局\n发布日期: 2026-03-01\n有效期至: "
        "2026-11-21\n---\n"
        "## 费用\n认养一棵行道树每年 120 元。\n## 怎样认养\n带身份证到街道窗口登记。\n");
    put(&folder, "documents/jiu.md",
        "---\n标题: 行道树认养办法(旧)\n废止: 被 documents/shu.md 取代\n---\n"
        "## 费用\n认养一棵行道树每年 80 元。\n");
    return folder;
}

static void folder_drop(const struct folder *folder)
{
    assert_true(folder_remove(folder->path));
}

static struct library *open_on_disk(const struct folder *folder)
{
    char index[100], why[500] = "";
    snprintf(index, sizeof index, "%s/index", folder->path);
    struct library *library = library_open(folder->path, index, why, sizeof why);
    if (!library)
        fail_msg("%s", why);
    return library;
}

/* The name of the one index file. */
static void index_file(const struct folder *folder, char *path, size_t size)
{
    char index[100];
    int found = 0;
    snprintf(index, sizeof index, "%s/index", folder->path);
    DIR *dir = opendir(index);
    for (struct dirent *entry; (entry = readdir(dir));)
        if (entry->d_name[0] != '.') {
            snprintf(path, size, "%s/%s", index, entry->d_name);
            found++;
        }
    closedir(dir);
    assert_int_equal(found, 1);
}

static size_t find(struct library *library, const char *question, civil_day today,
                   struct arena *arena, struct passage *best)
{
    struct passage found[3];
    size_t count = library_find(library, view_of(question), today, arena, found, 3);
    assert_true(count <= 3);
    for (size_t i = 1; i < count; i++)
        assert_true(found[i - 1].score >= found[i].score);
    *best = count ? found[0] : (struct passage){.score = 0};
    return count;
}

static void old_is_never_quoted(void **state)
{
    (void)state;
    struct folder folder = folder_new();
    struct library *library = open_on_disk(&folder);
    struct arena arena;
    struct passage best;
    arena_init(&arena, 16 << 20);
    assert_int_equal(library_documents(library), 2);
    assert_true(find(library, "认养行道树多少钱", TODAY, &arena, &best) > 0);
    assert_view(best.quote, "认养一棵行道树每年 120 元。");
    assert_view(best.link, "/documents/shu.md");
    assert_view(best.section, "费用");
    assert_view(best.issuer, "园林局");
    assert_view(best.date, "2026-03-01");
    assert_true(best.score >= ANSWER_LEAST);
    /* on its last day it holds, the day after it does not */
    assert_int_equal(find(library, "认养行道树多少钱", TODAY + 1, &arena, &best), 1);
    assert_int_equal(best.state, PASSAGE_EXPIRED);
    arena_free(&arena);
    library_close(library);
    folder_drop(&folder);
}

static void index_follows_documents(void **state)
{
    (void)state;
    struct folder folder = folder_new();
    char first[400], again[400], changed[400];
    struct stat one, two;
    struct arena arena;
    struct passage best;
    arena_init(&arena, 16 << 20);
    library_close(open_on_disk(&folder));
    index_file(&folder, first, sizeof first);
    stat(first, &one);
    library_close(open_on_disk(&folder));
    index_file(&folder, again, sizeof again);
    stat(again, &two);
    assert_string_equal(first, again);
    assert_int_equal(one.st_ino, two.st_ino);
    put(&folder, "documents/shu.md", "# 行道树\n认养一棵行道树每年 150 元。\n");
    struct library *library = open_on_disk(&folder);
    index_file(&folder, changed, sizeof changed);
    assert_string_not_equal(first, changed);
    find(library, "认养行道树多少钱", TODAY, &arena, &best);
    assert_true(holds(best.quote, "150 元"));
    library_close(library);
    arena_free(&arena);
    folder_drop(&folder);
}

/* Who names no place is not told what holds in another province, unless the shelf stands there. */
static void elsewhere_goes_behind(void **state)
{
    (void)state;
    struct folder folder = folder_new();
    struct arena arena;
    struct passage best;
    arena_init(&arena, 16 << 20);
    put(&folder, "documents/a.md",
        "# 古树认领\n甘肃平凉的古树认领每棵每年 300 元。平凉林业局收费。\n");
    put(&folder, "documents/b.md",
        "# 古树认领\n本地的古树认领每棵每年 200 元。林业局收费。再问林业局。\n");
    put(&folder, "documents/c.md", "# 古井\n湖南长沙的古井由长沙水务局管。\n");
    put(&folder, "documents/d.md", "# 古桥\n湖北武汉的古桥由武汉交通局管。\n");
    struct library *library = open_on_disk(&folder);
    find(library, "古树认领每棵多少钱", TODAY, &arena, &best);
    assert_view(best.link, "/documents/b.md");
    find(library, "甘肃古树认领每棵多少钱", TODAY, &arena, &best);
    assert_view(best.link, "/documents/a.md");
    library_close(library);
    put(&folder, "documents/c.md", "# 古井\n甘肃兰州的古井由兰州水务局管。\n");
    library = open_on_disk(&folder);
    find(library, "古树认领每棵多少钱", TODAY, &arena, &best);
    assert_view(best.link, "/documents/a.md");
    library_close(library);
    arena_free(&arena);
    folder_drop(&folder);
}

static void damage(const char *path, long at, const char *with, size_t n)
{
    FILE *file = fopen(path, "rb+");
    assert_non_null(file);
    assert_int_equal(fseek(file, at, SEEK_SET), 0);
    assert_int_equal(fwrite(with, 1, n, file), n);
    assert_int_equal(fclose(file), 0);
}

static void damaged_index_is_made_anew(void **state)
{
    (void)state;
    struct folder folder = folder_new();
    char path[400], noise[4096];
    struct arena arena;
    struct passage best;
    arena_init(&arena, 16 << 20);
    memset(noise, 0xa5, sizeof noise);
    for (int way = 0; way < 4; way++) {
        library_close(open_on_disk(&folder));
        index_file(&folder, path, sizeof path);
        if (way == 0)
            damage(path, 0, noise, sizeof noise);
        else if (way == 1)
            damage(path, 8192, noise, sizeof noise);
        else
            assert_int_equal(truncate(path, way == 2 ? 0 : 5000), 0);
        struct library *library = open_on_disk(&folder);
        find(library, "认养行道树多少钱", TODAY, &arena, &best);
        assert_true(holds(best.quote, "120 元"));
        library_close(library);
    }
    arena_free(&arena);
    folder_drop(&folder);
}

static void no_place_for_the_index(void **state)
{
    (void)state;
    struct folder folder = folder_new();
    char why[500] = "";
    assert_null(library_open(folder.path, "/nonexistent/folder", why, sizeof why));
    assert_non_null(strstr(why, "/nonexistent/folder"));
    folder_drop(&folder);
    /* no documents at all: an empty library, which answers nothing */
    struct library *library = library_open("/nonexistent", NULL, why, sizeof why);
    assert_non_null(library);
    assert_int_equal(library_documents(library), 0);
    library_close(library);
}

/* ---- the sample district ---- */

struct asked {
    const char *question, *link, *part;
};

static const struct asked asked[] = {
    {"请问居住证怎么办理", "/documents/juzhuzheng.md",
     "居住证在居住地派出所或者街道便民服务中心办理"},
    {"办居住证要带什么材料？", "/documents/juzhuzheng.md", "本人居民身份证"},
    {"居住证多久能办下来", "/documents/juzhuzheng.md", "15 日内"},
    {"高新技术企业奖励多少钱", "/policies/ht2026.md", "200000 元"},
    {"高企补贴有多少", "/policies/ht2026.md", "200000 元"},
    {"公租房租金多少", "/documents/gongzufang.md", "市场租金的 60%"},
    {"公租房怎么申请", "/documents/gongzufang.md", "街道便民服务中心提交"},
    {"老年卡在哪里办", "/documents/laonianka.md", "任意社区居委会"},
    {"老年卡坐公交免费吗", "/documents/laonianka.md", "乘坐公交车免费"},
    {"生育津贴多久到账", "/documents/shengyujintie.md", "十个工作日内审核"},
    {"异地就医怎么备案", "/documents/yidijiuyi.md", "在手机上办理"},
    {"大件垃圾怎么扔", "/documents/dajianlaji.md", "预约清运"},
    {"电动车在哪里充电", "/documents/diandongche.md", "集中充电棚 460 处"},
    {"加装电梯补贴多少", "/documents/dianti.md", "每台补贴 200000 元"},
    {"高龄津贴多少钱一个月", "/documents/gaoling.md", "每人每月 100 元"},
    {"孩子上小学怎么报名", "/documents/ruxue.md", "填写孩子和父母的信息"},
    {"稳岗返还怎么申请", "/policies/wg2026.md", "免申即享"},
    {"创业担保贷款最多能贷多少", "/policies/cydk2026.md", "最高 30 万元"},
    {"学区怎么查", "/documents/ruxue.md", "在教育局网站输入小区名称"},
    {"养狗要办证吗", "/documents/yangquan.md", "应当办理养犬登记"},
    {"狗证多少钱", "/documents/yangquan.md", "第一年收 200 元"},
    {"双胞胎会不会分到两个学校", "/documents/ruxue.md", "不会"},
    {"高龄津贴分几档", "/documents/gaoling.md", "100 周岁"},
    {"驾照怎么换证", "/documents/jiashizheng.md", "驾驶证换证"},
    {"护照怎么办", "/documents/huzhao.md", "出入境窗口"},
    {"居民医保一年交多少钱", "/documents/juminyibao.md", "400 元"},
};

static const char *const not_said[] = {
    "火星怎么去",
    "怎么做红烧肉",
    "今天天气怎么样",
    "股票怎么开户",
    "收养孩子要带什么材料",
    "钓鱼证怎么办",
    "世界杯谁赢了",
    "你们几点下班",
    "彩票中奖能提取吗",
    "帮助",
    "1",
    "how do I cook rice",
    "教师资格证怎么换",
    "我想买一台二手电脑",
    "",
};

struct sample {
    struct library *library;
    struct arena arena;
};

static int open_sample(void **state)
{
    static struct sample sample;
    char why[500] = "";
    sample.library = library_open("rules/yunxi", NULL, why, sizeof why);
    arena_init(&sample.arena, 64 << 20);
    *state = &sample;
    return sample.library ? 0 : -1;
}

static int close_sample(void **state)
{
    struct sample *sample = *state;
    library_close(sample->library);
    arena_free(&sample->arena);
    return 0;
}

/* Quoted is what stands there: every line of the quote is part of a line of the document. */
static void assert_stands_there(const struct passage *p)
{
    char path[300], text[65536];
    snprintf(path, sizeof path, "rules/yunxi%.*s", VIEW_FMT(p->link));
    FILE *in = fopen(path, "rb");
    assert_non_null(in);
    struct view document = {text, fread(text, 1, sizeof text, in)};
    fclose(in);
    struct view rest = p->quote;
    while (rest.p) {
        struct view line = view_cut(&rest, '\n');
        if (view_find(document, line) == SIZE_MAX)
            fail_msg("%s does not say \"%.*s\"", path, VIEW_FMT(line));
    }
}

static void questions(void **state)
{
    struct sample *sample = *state;
    for (size_t i = 0; i < COUNT(asked); i++) {
        struct passage best;
        find(sample->library, asked[i].question, TODAY, &sample->arena, &best);
        if (best.score < ANSWER_LEAST || !view_is(best.link, asked[i].link) ||
            !holds(best.quote, asked[i].part))
            fail_msg("%s: %.2f %.*s: %.*s", asked[i].question, best.score, VIEW_FMT(best.link),
                     VIEW_FMT(best.quote));
        assert_stands_there(&best);
    }
}

static void honest_refusals(void **state)
{
    struct sample *sample = *state;
    for (size_t i = 0; i < COUNT(not_said); i++) {
        struct passage best;
        find(sample->library, not_said[i], TODAY, &sample->arena, &best);
        if (best.score >= ANSWER_LEAST)
            fail_msg("%s: %.2f %.*s", not_said[i], best.score, VIEW_FMT(best.quote));
    }
}

static void superseded_sample(void **state)
{
    struct sample *sample = *state;
    struct passage found[10];
    size_t count = library_find(sample->library, VIEW("2024年高新技术企业认定奖励"),
                                day(2026, 4, 1), &sample->arena, found, 10);
    for (size_t i = 0; i < count; i++)
        if (view_is(found[i].link, "/policies/ht2024.md")) {
            assert_int_equal(found[i].state, PASSAGE_SUPERSEDED);
            assert_view(found[i].successor_link, "/policies/ht2026.md");
        } else {
            assert_int_equal(found[i].state, PASSAGE_IN_FORCE);
        }
}

/* Signs that mean something to the search engine or to SQL are signs. */
static void injection(void **state)
{
    struct sample *sample = *state;
    static const char *const attacks[] = {"居住证\" OR \"奖励",
                                          "居住证' ; DROP TABLE passage; --",
                                          "title:居住证",
                                          "居住证*",
                                          "居住证 NEAR 材料",
                                          "(居住证",
                                          "居住证)",
                                          "-居住证",
                                          "^居住证",
                                          "{title}: 居住证",
                                          "\"\"\"\"",
                                          "AND OR NOT",
                                          "居住证\\",
                                          "%s%n居住证",
                                          "NEAR(居住证 材料, 3)",
                                          "+",
                                          "居住证 + 材料"};
    for (size_t i = 0; i < COUNT(attacks); i++) {
        struct passage best;
        find(sample->library, attacks[i], TODAY, &sample->arena, &best);
        if (strstr(attacks[i], "居住证") && !best.score)
            fail_msg("nothing for %s", attacks[i]);
    }
    struct passage still;
    find(sample->library, asked[0].question, TODAY, &sample->arena, &still);
    assert_view(still.link, asked[0].link);
}

static void long_question(void **state)
{
    struct sample *sample = *state;
    struct buf text;
    buf_init(&text, 12000);
    while (!text.full)
        buf_text(&text, "请问居住证怎么办理，我是外地来的，老家很远");
    struct passage found[3];
    library_find(sample->library, buf_seen(&text), TODAY, &sample->arena, found, 3);
    buf_free(&text);
}

static void wishes(void **state)
{
    (void)state;
    assert_int_equal(wishes_of(VIEW("居住证")), 0);
    assert_true(wishes_of(VIEW("居住证多少钱")) != 0);
    assert_int_equal(wishes_of(VIEW("绿色工厂奖励")), wishes_of(VIEW("绿色工厂给多少")));
    assert_true(wish_heading(wishes_of(VIEW("要什么材料")), VIEW("五、材料")) > 0.95);
    assert_true(wish_heading(wishes_of(VIEW("要什么材料")), VIEW("监督")) < 0.95);
    assert_true(wish_heading(0, VIEW("八、联系")) < 0.8);
    assert_true(wish_heading(wishes_of(VIEW("电话多少")), VIEW("八、联系")) > 0.95);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(front_matter),
        cmocka_unit_test(no_front_matter),
        cmocka_unit_test(superseded),
        cmocka_unit_test(headings),
        cmocka_unit_test(lists_and_marks),
        cmocka_unit_test(long_sections),
        cmocka_unit_test(pairs),
        cmocka_unit_test(wishes),
        cmocka_unit_test(places),
        cmocka_unit_test(dwelt_on),
        cmocka_unit_test(old_is_never_quoted),
        cmocka_unit_test(index_follows_documents),
        cmocka_unit_test(elsewhere_goes_behind),
        cmocka_unit_test(damaged_index_is_made_anew),
        cmocka_unit_test(no_place_for_the_index),
        cmocka_unit_test(questions),
        cmocka_unit_test(honest_refusals),
        cmocka_unit_test(superseded_sample),
        cmocka_unit_test(injection),
        cmocka_unit_test(long_question),
    };
    return cmocka_run_group_tests(tests, open_sample, close_sample);
}
