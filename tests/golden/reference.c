/* reference: a page for every code of the compiler, and their index, made of the tables and the
 * golden files alone. `reference FOLDER` compares the folder with what should stand in it, one
 * check a page; with --write the pages are written instead.
 *
 * A page shows what is said, the golden file that says it (the wrong version), the message as it is
 * printed in both languages, the mended version that right.c vouches for, and why the code is
 * there. So a page cannot differ from the compiler: the golden runner holds both versions to it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "dsl/lint/lint.h"
#include "tests/golden/excerpt.h"
#include "tests/golden/right.h"

enum { PAGE_LARGEST = 1 << 20, SHOWN_WHOLE = 32, MOST_SHOWN = 2 };

struct group {
    const char *digits; /* the first two behind E or W */
    const char *zh, *en;
};
static const struct group groups[] = {
    {"01", "字、词、数", "Characters, words, figures"},
    {"02", "块、项、条件的写法", "How blocks, clauses and conditions are written"},
    {"03", "名称和词语", "Names and words"},
    {"04", "条件", "Conditions"},
    {"05", "事项、责任、先后", "Duties, responsibility, precedence"},
    {"06", "时间、日历、坐标", "Times, calendars, positions"},
    {"07", "政策和文件", "Policies and documents"},
    {"08", "地区、用语、听语、通道", "District, phrases, cues, channels"},
    {"09", "测试、例子、废止", "Tests, examples, retired codes"},
    {"10", "允许但多半不是本意的写法", "What is allowed and yet seldom meant"},
};

/* ---- a page ---- */

struct page {
    struct arena arena;
    struct buf text, wrong;
    enum diag_code code;
    const struct pair *pair;
    struct right right;
};

static bool is_other(const struct diag *diag, void *context)
{
    const struct page *page = context;
    return diag->code != page->code;
}

/* How many phrases, cues or word lists are missing changes with the tables: … stands for the
 * number. */
static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void leave_out_total(struct view said, struct buf *out)
{
    size_t from = 1, to;
    while (from < said.n && !(said.p[from - 1] == ' ' && is_digit(said.p[from])))
        from++;
    for (to = from; to < said.n && is_digit(said.p[to]);)
        to++;
    buf_view(out, view_sub(said, 0, from < said.n ? from : said.n));
    buf_text(out, "…");
    buf_view(out, view_sub(said, to, said.n));
}

static void put_said(struct page *page, struct diags *diags, enum diag_language language)
{
    struct buf out;
    buf_init(&out, PAIR_LARGEST);
    size_t all = diags->list.n;
    diags->list.n = all > MOST_SHOWN ? MOST_SHOWN : all;
    diags_text(diags, language, false, &out);
    diags->list.n = all;
    struct view said = buf_seen(&out); /* the sum at the end is of no use here */
    while (said.n && said.p[said.n - 1] == '\n')
        said.n--;
    while (said.n && said.p[said.n - 1] != '\n')
        said.n--;
    struct buf steady;
    buf_init(&steady, PAIR_LARGEST);
    if (page->code == DIAG_W0812 || page->code == DIAG_W0817 || page->code == DIAG_E0813)
        leave_out_total(said, &steady);
    else
        buf_view(&steady, said);
    fence_put(&page->text, "text", buf_seen(&steady));
    buf_free(&steady);
    buf_free(&out);
}

static void show_pointed(struct lines *lines, const struct diags *diags)
{
    const struct source *source = &diags->sources->files.at[0];
    for (size_t i = 0; i < diags->list.n && i < MOST_SHOWN; i++) {
        const struct diag *diag = &diags->list.at[i];
        excerpt_show(lines, source_place(source, diag->span.from).line - 1);
        for (size_t k = 0; k < diag->labels.n; k++)
            excerpt_show(lines, source_place(source, diag->labels.at[k].span.from).line - 1);
    }
}

static void put_wrong(struct page *page, struct lines *wrong, struct diags *diags)
{
    buf_text(&page->text, "## 错的写法 · Wrong\n\n");
    if (page->code == DIAG_E0102) {
        buf_text(&page->text, "（文件存成了别的编码，这里显示不出来。The file is in another "
                              "encoding and cannot be shown here.）\n");
    } else {
        if (wrong->n <= SHOWN_WHOLE)
            excerpt_show_all(wrong);
        else
            show_pointed(wrong, diags);
        excerpt_put(&page->text, wrong);
    }
    put_said(page, diags, DIAG_ZH);
    put_said(page, diags, DIAG_EN);
    if (diags->list.n > MOST_SHOWN)
        buf_print(&page->text, "\n另有 %zu 处同样的没有列出。%zu more of the same are not shown.\n",
                  diags->list.n - MOST_SHOWN, diags->list.n - MOST_SHOWN);
}

static void put_right(struct page *page, const struct lines *wrong)
{
    struct lines right = excerpt_lines(&page->arena, buf_seen(&page->right.text));
    buf_text(&page->text, "\n## 对的写法 · Right\n\n");
    if (!page->right.by_hand)
        buf_text(&page->text,
                 "按消息里给的改法改好。The change that the message offers, made.\n\n");
    if (right.n <= SHOWN_WHOLE)
        excerpt_show_all(&right);
    else
        excerpt_show_new(&page->arena, &right, wrong);
    excerpt_put(&page->text, &right);
}

static void put_why(struct page *page)
{
    buf_print(&page->text, "\n## 为什么 · Why\n\n%s\n\n%s\n", diag_why(page->code, DIAG_ZH),
              diag_why(page->code, DIAG_EN));
}

/* The wording with … where the arguments stand. */
static void put_wording(struct buf *out, enum diag_code code, enum diag_language language)
{
    struct diag diag = {.code = code};
    for (size_t i = 0; i < 4; i++)
        diag.args[i] = VIEW("…");
    diag_message(&diag, language, out);
}

static const char *level_of(enum lint_level level, enum diag_language language)
{
    static const char *const names[][2] = {{"关", "off"}, {"警告", "warning"}, {"错误", "error"}};
    return names[level][language == DIAG_EN];
}

static size_t put_lints(struct page *page)
{
    size_t n = 0;
    for (int i = 0; i < LINT_COUNT; i++) {
        const struct lint_entry *entry = lint_entry((enum lint)i);
        if (entry->code != page->code)
            continue;
        if (n++ == 0)
            buf_text(&page->text, "\n## 属于哪项检查 · The lint\n\n");
        buf_print(&page->text, "- `%s`（默认%s，%s by default）：%s %s\n", entry->name,
                  level_of(entry->level, DIAG_ZH), level_of(entry->level, DIAG_EN), entry->zh,
                  entry->en);
    }
    return n;
}

static const char *first_lint(enum diag_code code)
{
    for (int i = 0; i < LINT_COUNT; i++)
        if (lint_entry((enum lint)i)->code == code)
            return lint_entry((enum lint)i)->name;
    return NULL;
}

static void put_silence(struct page *page)
{
    if (!put_lints(page)) {
        buf_text(&page->text, "\n这是错误，不能容许。An error: it cannot be allowed.\n");
        return;
    }
    const char *name = first_lint(page->code);
    buf_print(&page->text,
              "\n容许这一处，写在行末或者前一行。To allow one place, at the end of the line or on "
              "the line before:\n\n```text\n# 容许 %s：理由\n# allow %s: reason\n```\n\n整个关掉，"
              "或者当作错误。To switch it off, or make it an error: `zhida check --lint %s=off` · "
              "`--lint %s=error`\n",
              name, name, name, name);
}

static void put_page(struct page *page)
{
    struct reading reading;
    char path[2 * PAIR_PATH];
    pair_path(page->pair, ".zd", path);
    snprintf(path, sizeof path, "%s", strrchr(path, '/') + 1);
    reading_open(&reading);
    reading_add(&reading, path, buf_seen(&page->wrong));
    reading_run(&reading, page->pair);
    diags_drop(&reading.diags, is_other, page);
    buf_print(&page->text, "# %s ", diag_name(page->code));
    put_wording(&page->text, page->code, DIAG_ZH);
    buf_text(&page->text, "\n\n");
    put_wording(&page->text, page->code, DIAG_EN);
    buf_text(&page->text, "\n\n");
    struct lines wrong = excerpt_lines(&page->arena, reading.sources.files.at[0].text);
    put_wrong(page, &wrong, &reading.diags);
    put_right(page, &wrong);
    put_why(page);
    put_silence(page);
    buf_text(&page->text, "\n[所有的编号 · All codes](README.md)\n");
    reading_close(&reading);
}

/* ---- the folder ---- */

struct run {
    const char *folder;
    bool write;
    size_t passed, failed;
};

static bool write_whole(const char *path, struct view text)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        return false;
    bool good = fwrite(text.p, 1, text.n, file) == text.n;
    return fclose(file) == 0 && good;
}

static void settle(struct run *run, const char *name, struct view text)
{
    char path[PAIR_PATH];
    struct buf is;
    buf_init(&is, PAIR_LARGEST);
    snprintf(path, sizeof path, "%s/%s.md", run->folder, name);
    bool good = run->write ? write_whole(path, text)
                           : pair_read_file(path, &is) && view_eq(buf_seen(&is), text);
    if (!good)
        printf("%s is not fresh: make reference\n", path);
    run->passed += good;
    run->failed += !good;
    buf_free(&is);
}

static void make_page(struct run *run, const struct showing *showing, enum diag_code code)
{
    char path[2 * PAIR_PATH];
    struct page page = {.code = code, .pair = showing->of[code]};
    arena_init(&page.arena, (size_t)1 << 30);
    buf_init(&page.text, PAGE_LARGEST);
    buf_init(&page.wrong, PAIR_LARGEST);
    bool good = right_make(showing, code, &page.right);
    if (good) {
        pair_path(page.pair, ".zd", path);
        good = pair_read_file(path, &page.wrong);
    }
    if (good) {
        put_page(&page);
        settle(run, diag_name(code), buf_seen(&page.text));
    } else {
        printf("%s: %s\n", diag_name(code), page.right.why ? page.right.why : "could not be read");
        run->failed++;
    }
    right_free(&page.right);
    buf_free(&page.wrong);
    buf_free(&page.text);
    arena_free(&page.arena);
}

static void put_entry(struct buf *out, enum diag_code code)
{
    buf_print(out, "- [%s](%s.md) ", diag_name(code), diag_name(code));
    put_wording(out, code, DIAG_ZH);
    buf_text(out, " · ");
    put_wording(out, code, DIAG_EN);
    bool any = false;
    for (int i = 0; i < LINT_COUNT; i++) {
        const struct lint_entry *entry = lint_entry((enum lint)i);
        if (entry->code != code)
            continue;
        buf_print(out, "%s`%s`", any ? "、" : "（", entry->name);
        any = true;
    }
    if (any)
        buf_text(out, "）");
    buf_byte(out, '\n');
}

static void make_index(struct run *run)
{
    struct buf out;
    buf_init(&out, PAGE_LARGEST);
    buf_text(
        &out,
        "# 编号大全 · Every code\n\n程序说的每一句都有编号，编号永远不变。E 是错误：规则不能用；"
        "W 是警告：能用，但多半不是本意。每一页有错的写法、对的写法和理由；在终端里看："
        "`zhida check --explain E0306`。警告后面的名称是那项检查的名字，容许一处写 "
        "`# 容许 名称：理由`。\n\nEvery message has a code that never changes. E: an error, the "
        "rules cannot be used; W: a warning, they can, but it was hardly meant. Each page has "
        "the wrong version, the right one, and why; in a terminal: `zhida check --explain "
        "E0306`. Behind a warning stands the name of its lint; `# allow NAME: reason` lets one "
        "place be.\n\n这些页由测试从表和样例生成：`make reference`。These pages are generated "
        "from the tables and golden files: `make reference`.\n");
    for (size_t g = 0; g < sizeof groups / sizeof *groups; g++) {
        buf_print(&out, "\n## %s · %s\n\n", groups[g].zh, groups[g].en);
        for (int code = 0; code < DIAG_COUNT; code++)
            if (strncmp(diag_name((enum diag_code)code) + 1, groups[g].digits, 2) == 0)
                put_entry(&out, (enum diag_code)code);
    }
    settle(run, "README", buf_seen(&out));
    buf_free(&out);
}

int main(int count, char **arguments)
{
    struct pairs pairs;
    struct showing showing;
    struct run run = {.write = count == 3 && strcmp(arguments[2], "--write") == 0};
    if (count < 2 || !pairs_collect(&pairs, (const char *const[]){"tests/golden"}, 1))
        return 2;
    run.folder = arguments[1];
    if (run.write)
        (void)mkdir(run.folder, 0777);
    showing_open(&showing, &pairs);
    for (int code = 0; code < DIAG_COUNT; code++)
        make_page(&run, &showing, (enum diag_code)code);
    make_index(&run);
    showing_close(&showing);
    free(pairs.at);
    printf("%zu passed, %zu failed\n", run.passed, run.failed);
    return run.failed || run.passed == 0;
}
