/* Documents of every format, as they come: what is read out of them, what they say of themselves,
 * what replaces what, and that a broken one is left out alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <zip.h>

#include "gateway/answer/answer.h"
#include "gateway/answer/child.h"
#include "gateway/answer/document.h"
#include "gateway/answer/formats.h"
#include "dsl/base/imprint.h"
#include "gateway/answer/outline.h"
#include "tests/unit/test_folder.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

struct room {
    char path[64];
    struct arena arena;
};

static struct room room_new(void)
{
    struct room room = {.path = "/tmp/zhida-test-documents-XXXXXX"};
    static const char *const subs[] = {"documents", "documents/deep", "index", "bin"};
    char sub[100];
    assert_non_null(mkdtemp(room.path));
    for (size_t i = 0; i < COUNT(subs); i++) {
        snprintf(sub, sizeof sub, "%s/%s", room.path, subs[i]);
        assert_int_equal(mkdir(sub, 0700), 0);
    }
    arena_init(&room.arena, FORMAT_MEMORY);
    return room;
}

static void room_drop(struct room *room)
{
    arena_free(&room->arena);
    assert_true(folder_remove(room->path));
}

static void put_bytes(const struct room *room, const char *name, struct view bytes)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%s", room->path, name);
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes.p, 1, bytes.n, out), bytes.n);
    assert_int_equal(fclose(out), 0);
}

static void put(const struct room *room, const char *name, const char *text)
{
    put_bytes(room, name, view_of(text));
}

static enum format_result read_one(struct room *room, const char *name, struct view *out)
{
    char path[300];
    snprintf(path, sizeof path, "%s/%s", room->path, name);
    return format_read(&room->arena, path, NULL, out);
}

static bool holds(struct view text, const char *part)
{
    return view_find(text, view_of(part)) != SIZE_MAX;
}

static void assert_holds(struct view text, const char *part)
{
    if (!holds(text, part))
        fail_msg("no \"%s\" in:\n%.*s", part, VIEW_FMT(text));
}

static void assert_lacks(struct view text, const char *part)
{
    if (holds(text, part))
        fail_msg("\"%s\" in:\n%.*s", part, VIEW_FMT(text));
}

static void assert_view(struct view is, const char *should)
{
    if (!view_is(is, should))
        fail_msg("\"%.*s\" is not \"%s\"", VIEW_FMT(is), should);
}

static civil_day day(int year, int month, int of_month)
{
    return civil_to_day((struct civil){year, month, of_month});
}

/* ---- plain text ---- */

static const char notice[] =
    "云溪区人民政府办公室\n关于印发《云溪区旧楼改造补助办法》的通知\n云政办发〔2025〕12号\n\n"
    "各街道办事处：\n　　现将《云溪区旧楼改造补助办法》印发给你们。\n"
    "　　第一条　为了改善居住条件，制定本办法。\n"
    "　　第二条（补助对象）　2000年以前建成的住宅。\n"
    "一、补助标准\n（一）外墙：每平方米补助45元。\n（二）管网。按实际费用的60%补助。\n"
    "二、材料\n1. 申请表；\n2. 业主大会决议。\n"
    "本办法自2025年4月1日起施行，有效期五年。原《云溪区旧宅整治办法》"
    "（云政办发〔2019〕8号）同时废止。\n云溪区人民政府办公室\n2025年3月10日\n";

static void plain_text_has_structure(void **state)
{
    (void)state;
    struct room room = room_new();
    struct view text;
    struct document document;
    put(&room, "documents/a.txt", notice);
    assert_int_equal(read_one(&room, "documents/a.txt", &text), FORMAT_GOOD);
    document_read(&room.arena, text, &document);
    assert_view(document.title, "关于印发《云溪区旧楼改造补助办法》的通知");
    assert_view(document.number, "云政办发〔2025〕12号");
    assert_view(document.issuer, "云溪区人民政府办公室");
    assert_view(document.published, "2025-03-10");
    assert_int_equal(document.begins, day(2025, 4, 1));
    assert_int_equal(document.expires, day(2030, 3, 31));
    assert_int_equal(document.abolishes.n, 2);
    assert_view(document.abolishes.at[0], "云溪区旧宅整治办法");
    assert_view(document.abolishes.at[1], "云政办发[2019]8号");
    static const char *const sections[] = {"第一条", "第二条（补助对象）",
                                           "一、补助标准 / （一）外墙", "一、补助标准 / （二）管网",
                                           "二、材料"};
    for (size_t i = 0, at = 0; i < COUNT(sections); i++) {
        while (at < document.passages.n && !view_is(document.passages.at[at].section, sections[i]))
            at++;
        if (at == document.passages.n)
            fail_msg("no section %s", sections[i]);
    }
    assert_holds(document.passages.at[document.passages.n - 1].text,
                 "1. 申请表；\n2. 业主大会决议。");
    room_drop(&room);
}

static void numbering(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        int level;
    } cases[] = {{"第一章 总则", 2},  {"第二节 条件", 3}, {"第十二条 凡", 3}, {"一、对象", 2},
                 {"十一、其他", 2},   {"（一）标准", 3},  {"(二) 标准", 3},   {"1. 受理", 4},
                 {"12、受理", 4},     {"（3）表", 4},     {"3.5 公斤", 0},    {"一是加强", 0},
                 {"第一时间报告", 0}, {"2025年", 0},      {"附件1：表", 2},   {"", 0}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        size_t number = 0;
        if (outline_level(view_of(cases[i].line), &number) != cases[i].level)
            fail_msg("%s", cases[i].line);
    }
}

static void wrapped_lines_are_joined(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1 << 20);
    struct view text =
        outline_of(&arena,
                   VIEW("云溪区老年助餐补贴办法\n"
                        "年满六十周岁的老年人在社区食堂用餐的，凭身份证可以享受每餐五\n"
                        "元的补贴，每天不超过两餐。\n- 1 -\n\f一、办理\n到社区登记。\n"),
                   LINES_WRAPPED);
    assert_holds(text, "每餐五元的补贴，每天不超过两餐。");
    assert_lacks(text, "- 1 -");
    assert_holds(text, "## 一、办理");
    assert_holds(text, "# 云溪区老年助餐补贴办法");
    arena_free(&arena);
}

static void marks_in_plain_text_stay_text(void **state)
{
    (void)state;
    struct room room = room_new();
    struct view text;
    struct document document;
    put(&room, "documents/a.txt", "须知\n正文一句。\n# 号键结束输入\n| 竖线\n");
    assert_int_equal(read_one(&room, "documents/a.txt", &text), FORMAT_GOOD);
    document_read(&room.arena, text, &document);
    assert_int_equal(document.passages.n, 1);
    assert_holds(document.passages.at[0].text, "\n# 号键结束输入");
    room_drop(&room);
}

static void other_encodings(void **state)
{
    (void)state;
    struct room room = room_new();
    struct view text;
    /* 居住证怎么办 in GB18030 */
    put(&room, "documents/gb.txt", "\xbe\xd3\xd7\xa1\xd6\xa4\xd4\xf5\xc3\xb4\xb0\xec\n");
    assert_int_equal(read_one(&room, "documents/gb.txt", &text), FORMAT_GOOD);
    assert_holds(text, "居住证怎么办");
    put_bytes(&room, "documents/zero.txt", VIEW("a\0b\0c"));
    assert_int_equal(read_one(&room, "documents/zero.txt", &text), FORMAT_ENCODING);
    put(&room, "documents/empty.txt", "\n \n");
    assert_int_equal(read_one(&room, "documents/empty.txt", &text), FORMAT_EMPTY);
    assert_int_equal(read_one(&room, "documents/none.txt", &text), FORMAT_UNREADABLE);
    room_drop(&room);
}

/* ---- web pages ---- */

static const char page[] =
    "<html><head><title>养老服务补贴办法_云溪区人民政府</title>"
    "<meta name=\"ContentSource\" content=\"区民政局\"><meta name=\"PubDate\" content=\"2026-02-03 "
    "10:00\"><style>p{color:red}</style><script>alert('script')</script></head><body>"
    "<div class=\"top-nav\"><a href=/>首页</a> 导航条</div><div class=\"TRS_Editor\">"
    "<h2>一、补贴&nbsp;标准</h2><p>每人每月&#50;00元<br>按季&lt;发放&gt;"
    "<p>没有闭合的一段<table><tr><td>年龄<td>金额</tr><tr><td>80岁<td>100元</tr></table>"
    "<ul><li>身份证<li>户口簿</ul><div style=\"display:none\">看不见</div>"
    "<p>&#35; 不是标题</p><h2>二、办理</h2><p onclick=\"x()\">到社区登记。</p></div>"
    "<div id=footer>版权所有</div></body>";

static void web_page(void **state)
{
    (void)state;
    struct room room = room_new();
    struct view text;
    struct document document;
    put(&room, "documents/a.html", page);
    assert_int_equal(read_one(&room, "documents/a.html", &text), FORMAT_GOOD);
    static const char *const lacks[] = {"alert",  "导航条",  "版权", "color",
                                        "看不见", "onclick", "首页", "\n# 不是"};
    for (size_t i = 0; i < COUNT(lacks); i++)
        assert_lacks(text, lacks[i]);
    static const char *const there[] = {
        "## 一、补贴 标准", "每人每月200元\n按季<发放>", "没有闭合的一段\n", "| 年龄 | 金额 |",
        "| 80岁 | 100元 |", "- 身份证\n- 户口簿\n",      "## 二、办理",      "到社区登记。"};
    for (size_t i = 0; i < COUNT(there); i++)
        assert_holds(text, there[i]);
    document_read(&room.arena, text, &document);
    assert_view(document.title, "养老服务补贴办法");
    assert_view(document.issuer, "区民政局");
    assert_view(document.published, "2026-02-03");
    room_drop(&room);
}

static void web_page_encodings(void **state)
{
    (void)state;
    struct room room = room_new();
    struct view text;
    /* 居住证, once as GB2312 with one byte spoilt behind it, once as Big5 (居住) */
    put(&room, "documents/gb.htm",
        "<meta charset=gb2312><p>\xbe\xd3\xd7\xa1\xd6\xa4</p><p>\xff\xff ok</p>");
    assert_int_equal(read_one(&room, "documents/gb.htm", &text), FORMAT_GOOD);
    assert_holds(text, "居住证");
    assert_holds(text, "ok");
    put(&room, "documents/b5.htm", "<meta charset=\"big5\"><p>\xa9\x7e\xa6\xed</p>");
    assert_int_equal(read_one(&room, "documents/b5.htm", &text), FORMAT_GOOD);
    assert_holds(text, "居住");
    room_drop(&room);
}

static void deep_web_page(void **state)
{
    (void)state;
    struct room room = room_new();
    struct view text;
    struct buf deep;
    buf_init(&deep, 8 << 20);
    buf_text(&deep, "<p>前面</p>");
    for (int i = 0; i < 20000; i++)
        buf_text(&deep, "<div>");
    buf_text(&deep, "深处");
    put_bytes(&room, "documents/deep.html", buf_seen(&deep));
    assert_int_equal(read_one(&room, "documents/deep.html", &text), FORMAT_GOOD);
    assert_holds(text, "前面");
    buf_free(&deep);
    room_drop(&room);
}

/* ---- Word ---- */

static void add_part(zip_t *zip, const char *name, const char *text)
{
    zip_source_t *source = zip_source_buffer(zip, text, strlen(text), 0);
    assert_non_null(source);
    assert_true(zip_file_add(zip, name, source, ZIP_FL_OVERWRITE) >= 0);
}

static const char styles[] =
    "<w:styles xmlns:w=\"w\"><w:style w:styleId=\"2\"><w:name w:val=\"heading 1\"/></w:style>"
    "<w:style w:styleId=\"x\"><w:name w:val=\"Body\"/></w:style></w:styles>";
static const char word[] =
    "<w:document xmlns:w=\"w\"><w:body>"
    "<w:p><w:r><w:t>公共自行车使用须知</w:t></w:r></w:p>"
    "<w:p><w:pPr><w:pStyle "
    "w:val=\"2\"/></w:pPr><w:r><w:t>收</w:t></w:r><w:r><w:t>费</w:t></w:r></w:p>"
    "<w:p><w:r><w:t>前一小时免费，</w:t></w:r><w:del><w:r><w:t>旧话</w:t></w:r></w:del>"
    "<w:r><w:t>之后每小时1元。</w:t></w:r></w:p>"
    "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>带身份证</w:t></w:r></w:p>"
    "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>年龄</w:t></w:r></w:p></w:tc>"
    "<w:tc><w:p><w:r><w:t>价格</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    "</w:body></w:document>";

static void put_docx(const struct room *room, const char *name, const char *text)
{
    char path[300];
    int error;
    snprintf(path, sizeof path, "%s/%s", room->path, name);
    zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &error);
    assert_non_null(zip);
    add_part(zip, "word/styles.xml", styles);
    add_part(zip, "word/document.xml", text);
    assert_int_equal(zip_close(zip), 0);
}

static void word_document(void **state)
{
    (void)state;
    struct room room = room_new();
    struct view text;
    put_docx(&room, "documents/a.docx", word);
    assert_int_equal(read_one(&room, "documents/a.docx", &text), FORMAT_GOOD);
    static const char *const there[] = {"# 公共自行车使用须知\n", "# 收费\n", "- 带身份证\n",
                                        "前一小时免费，之后每小时1元。\n", "| 年龄"};
    for (size_t i = 0; i < COUNT(there); i++)
        assert_holds(text, there[i]);
    assert_lacks(text, "旧话");
    put(&room, "documents/b.docx", "no archive");
    assert_int_equal(read_one(&room, "documents/b.docx", &text), FORMAT_BROKEN);
    put_docx(&room, "documents/c.docx",
             "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>"
             "<w:document xmlns:w=\"w\">&e;</w:document>");
    assert_int_equal(read_one(&room, "documents/c.docx", &text), FORMAT_BROKEN);
    room_drop(&room);
}

/* ---- converters ---- */

static void put_program(const struct room *room, const char *name, const char *text)
{
    char path[300];
    put(room, name, text);
    snprintf(path, sizeof path, "%s/%s", room->path, name);
    assert_int_equal(chmod(path, 0700), 0);
}

static void children_have_limits(void **state)
{
    (void)state;
    struct room room = room_new();
    char places[300];
    struct buf out;
    const struct child_limits limits = {1, 512};
    char *before = strdup(getenv("PATH"));
    snprintf(places, sizeof places, "%s/bin", room.path);
    setenv("PATH", places, 1);
    static const struct {
        const char *script;
        enum child_result result;
    } cases[] = {{"#!/bin/sh\necho \"$2\"\n", CHILD_GOOD},
                 {"#!/bin/sh\nexit 3\n", CHILD_FAILED},
                 {"#!/bin/sh\nkill -SEGV $$\n", CHILD_FAILED},
                 {"#!/bin/sh\nsleep 30\n", CHILD_TOO_LONG},
                 {"#!/bin/sh\nexec 1>&-\nsleep 30\n", CHILD_FAILED},
                 {"#!/bin/sh\nwhile :; do echo 0123456789; done\n", CHILD_TOO_MUCH},
                 {"#!/bin/sh\nread x && echo heard || echo silence\n", CHILD_GOOD},
                 {"#!/bin/sh\necho x >file-of-a-converter\n", CHILD_FAILED}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *const argv[] = {"converter", "a", "$(echo no shell); b", NULL};
        put_program(&room, "bin/converter", cases[i].script);
        buf_init(&out, 1000);
        assert_int_equal(child_run(argv, limits, &out), cases[i].result);
        if (i == 0)
            assert_view(buf_seen(&out), "$(echo no shell); b\n");
        if (i == 6)
            assert_view(buf_seen(&out), "silence\n");
        buf_free(&out);
    }
    const char *const missing[] = {"no-such-converter", NULL};
    buf_init(&out, 1000);
    assert_int_equal(child_run(missing, limits, &out), CHILD_MISSING);
    buf_free(&out);
    setenv("PATH", before, 1);
    free(before);
    unlink("file-of-a-converter");
    room_drop(&room);
}

static void converted_once(void **state)
{
    (void)state;
    struct room room = room_new();
    char places[300], kept[300], path[300];
    struct view text;
    char *before = strdup(getenv("PATH"));
    snprintf(places, sizeof places, "%s/bin", room.path);
    snprintf(kept, sizeof kept, "%s/kept", room.path);
    snprintf(path, sizeof path, "%s/documents/a.pdf", room.path);
    put(&room, "documents/a.pdf", "%PDF-1.4");
    setenv("PATH", places, 1);
    assert_int_equal(format_read(&room.arena, path, kept, &text), FORMAT_NO_CONVERTER);
    assert_int_equal(format_show(&room.arena, path, kept, &text), FORMAT_NO_CONVERTER);
    put_program(&room, "bin/pdftotext", "#!/bin/sh\necho 公园开放须知\necho 每天六点开门。\n");
    assert_int_equal(format_show(&room.arena, path, kept, &text), FORMAT_NO_CONVERTER);
    assert_int_equal(format_read(&room.arena, path, kept, &text), FORMAT_GOOD);
    assert_holds(text, "# 公园开放须知");
    put_program(&room, "bin/pdftotext", "#!/bin/sh\nexit 1\n");
    assert_int_equal(format_show(&room.arena, path, kept, &text), FORMAT_GOOD);
    assert_holds(text, "每天六点开门。");
    put(&room, "documents/a.pdf", "%PDF-1.5");
    assert_int_equal(format_read(&room.arena, path, kept, &text), FORMAT_BROKEN);
    setenv("PATH", before, 1);
    free(before);
    room_drop(&room);
}

/* ---- what a document says of itself ---- */

static void validity(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int begins, expires; /* yyyymmdd; 0: none */
    } cases[] = {
        {"本办法自2025年1月1日起施行，有效期五年。", 20250101, 20291231},
        {"本办法自发布之日起施行，有效期为3年。", 20250310, 20280309},
        {"本通知自印发之日起30日后施行。", 20250409, 0},
        {"本规定自二〇二五年五月一日起施行。有效期两年。", 20250501, 20270430},
        {"本细则自2025年6月1日起施行，有效期至2026年12月31日。", 20250601, 20261231},
        {"本意见自2025年6月1日起实施，试行一年。", 20250601, 20260531},
        {"居住证有效期五年，期满换领。", 0, 0},
        {"备案有效期至2026年12月31日。", 0, 0},
        {"报名自2025年5月1日起至2025年5月9日止。", 0, 0},
        {"申请表自2025年5月1日起发放。", 0, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct arena arena;
        struct validity v;
        arena_init(&arena, 1 << 20);
        validity_read(&arena, view_of(cases[i].text), day(2025, 3, 10), &v);
        int b = cases[i].begins, e = cases[i].expires;
        civil_day begins = b ? day(b / 10000, b / 100 % 100, b % 100) : VALID_ALWAYS;
        civil_day expires = e ? day(e / 10000, e / 100 % 100, e % 100) : VALID_FOR_EVER;
        if (v.begins != begins || v.expires != expires)
            fail_msg("%s: %d %d", cases[i].text, v.begins, v.expires);
        arena_free(&arena);
    }
}

static void abolished(void **state)
{
    (void)state;
    struct arena arena;
    struct validity v;
    arena_init(&arena, 1 << 20);
    validity_read(&arena,
                  VIEW("根据《某条例》，制定本办法。《甲办法》(云政[2018]1号)、《乙办法》同时废止。"
                       "《丙办法》继续有效。"),
                  VALID_ALWAYS, &v);
    assert_int_equal(v.abolishes.n, 3);
    assert_view(v.abolishes.at[0], "甲办法");
    assert_view(v.abolishes.at[1], "乙办法");
    assert_view(v.abolishes.at[2], "云政[2018]1号");
    arena_free(&arena);
}

static void dates(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int date;
    } cases[] = {{"二〇二五年三月十日", 20250310},
                 {"二○二五年十二月二十三日", 20251223},
                 {"2025 年 3 月 1 日", 20250301},
                 {"发布于2025-03-01", 20250301},
                 {"2025.3.1", 20250301},
                 {"2025年13月1日", 0},
                 {"2025年", 0},
                 {"第二〇条", 0}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        civil_day is;
        size_t from, end;
        bool found = imprint_date(view_of(cases[i].text), &is, &from, &end);
        int d = cases[i].date;
        if (found != (d != 0) || (found && is != day(d / 10000, d / 100 % 100, d % 100)))
            fail_msg("%s", cases[i].text);
    }
}

/* ---- a shelf of them ---- */

static struct library *open_room(const struct room *room)
{
    char index[100], why[500] = "";
    snprintf(index, sizeof index, "%s/index", room->path);
    struct library *library = library_open(room->path, index, why, sizeof why);
    if (!library)
        fail_msg("%s", why);
    return library;
}

static struct passage find(struct library *library, const char *question, civil_day today,
                           struct arena *arena)
{
    struct passage found[3];
    size_t count = library_find(library, view_of(question), today, arena, found, 3);
    return count ? found[0] : (struct passage){.score = 0};
}

static void successor_is_named(void **state)
{
    (void)state;
    struct room room = room_new();
    put(&room, "documents/old.txt",
        "云溪区屋顶绿化奖励办法\n云政办发〔2019〕8号\n一、标准\n屋顶绿化每平方米奖励30元。\n"
        "云溪区人民政府\n2019年5月1日\n");
    put(&room, "documents/new.txt",
        "云溪区立体绿化管理规定\n云政办发〔2025〕2号\n一、范围\n墙面和阳台的绿化适用本规定。\n"
        "本规定自2025年7月1日起施行，《云溪区屋顶绿化奖励办法》（云政办发〔2019〕8号）同时废止。\n"
        "云溪区人民政府\n2025年6月1日\n");
    struct library *library = open_room(&room);
    struct passage before = find(library, "屋顶绿化奖励多少钱", day(2025, 6, 30), &room.arena);
    assert_int_equal(before.state, PASSAGE_IN_FORCE);
    assert_holds(before.quote, "30元");
    struct passage after = find(library, "屋顶绿化奖励多少钱", day(2025, 7, 1), &room.arena);
    assert_true(after.score >= ANSWER_LEAST);
    assert_int_equal(after.state, PASSAGE_SUPERSEDED);
    assert_view(after.successor, "云溪区立体绿化管理规定");
    assert_view(after.successor_link, "/documents/new.txt");
    library_close(library);
    room_drop(&room);
}

/* A new version has the title of the old one, and both say what they replaced: the later one stays.
 */
static void same_title_again(void **state)
{
    (void)state;
    struct room room = room_new();
    static const char version[] = "云溪区助餐补贴办法\n云民〔%d〕1号\n一、标准\n每餐补贴%d元。\n"
                                  "《云溪区助餐补贴办法》（云民〔%d〕1号）同时废止。\n"
                                  "云溪区民政局\n%d年1月1日\n";
    for (int year = 2019; year <= 2025; year += 3) {
        char text[1000], name[100];
        snprintf(text, sizeof text, version, year, year - 2015, year - 3, year);
        snprintf(name, sizeof name, "documents/%d.txt", year);
        put(&room, name, text);
    }
    struct library *library = open_room(&room);
    struct passage p = find(library, "助餐补贴每餐多少钱", day(2026, 1, 1), &room.arena);
    assert_int_equal(p.state, PASSAGE_IN_FORCE);
    assert_holds(p.quote, "10元");
    library_close(library);
    room_drop(&room);
}

static void not_yet_in_force(void **state)
{
    (void)state;
    struct room room = room_new();
    put(&room, "documents/a.txt",
        "云溪区夜间停车优惠办法\n一、标准\n夜间停车每次3元。\n本办法自2026年5月1日起施行。\n");
    struct library *library = open_room(&room);
    assert_true(find(library, "夜间停车多少钱", day(2026, 4, 30), &room.arena).score <
                ANSWER_LEAST);
    assert_true(find(library, "夜间停车多少钱", day(2026, 5, 1), &room.arena).score >=
                ANSWER_LEAST);
    library_close(library);
    room_drop(&room);
}

static void broken_ones_are_left_out_alone(void **state)
{
    (void)state;
    struct room room = room_new();
    struct library_skip skipped[5];
    put(&room, "documents/deep/a.txt", "云溪区认养行道树须知\n一、费用\n认养行道树每年120元。\n");
    put(&room, "documents/b.docx", "no archive");
    put_bytes(&room, "documents/c.md", VIEW("\0\1\2\xff"));
    put(&room, "documents/notes.xlsx", "no document");
    put(&room, "documents/.hidden.md", "# 秘密\n");
    struct library *library = open_room(&room);
    assert_int_equal(library_documents(library), 1);
    assert_int_equal(library_skipped(library, &room.arena, skipped, 5), 2);
    assert_view(skipped[0].path, "documents/b.docx");
    assert_string_equal(skipped[0].why_en, format_result_en(FORMAT_BROKEN));
    assert_view(skipped[1].path, "documents/c.md");
    struct passage p = find(library, "认养行道树多少钱", day(2026, 1, 1), &room.arena);
    assert_view(p.link, "/documents/deep/a.txt");
    assert_int_equal(p.anchor, 2);
    library_close(library);
    room_drop(&room);
}

static void stamp_follows_files(void **state)
{
    (void)state;
    struct room room = room_new();
    put(&room, "documents/a.txt", "一");
    uint64_t first = library_stamp(room.path);
    assert_true(library_stamp(room.path) == first);
    put(&room, "documents/a.txt", "一二");
    uint64_t written = library_stamp(room.path);
    assert_true(written != first);
    put(&room, "documents/b.txt", "三");
    assert_true(library_stamp(room.path) != written);
    room_drop(&room);
}

/* ---- questions that go on ---- */

static void followed(void **state)
{
    (void)state;
    struct room room = room_new();
    static const struct {
        const char *question, *part; /* NULL: it does not say, or it is about something else */
    } cases[] = {{"那要什么材料?", "身份证"},  {"多少钱", "15元"}, {"去哪里办", "派出所"},
                 {"我是外地户口呢", "居住证"}, {"电话呢", NULL},   {"火星怎么去", NULL},
                 {"能代办吗", "委托书"},       {"要押金吗", NULL}};
    put(&room, "documents/a.txt",
        "云溪区养犬登记须知\n一、在哪里办\n养犬登记在派出所办理。\n二、带什么材料\n1. 身份证；\n"
        "2. 免疫证明。\n委托家人代办的，另带委托书。\n外地户籍的，带居住证。\n三、收费\n"
        "每只15元。\n");
    struct library *library = open_room(&room);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct passage found[3] = {{.score = 0}};
        size_t count = library_follow(library, VIEW("/documents/a.txt"), view_of(cases[i].question),
                                      day(2026, 1, 1), &room.arena, found, 3);
        bool answered = count && found[0].score >= ANSWER_LEAST;
        if (answered != (cases[i].part != NULL) ||
            (answered && !holds(found[0].quote, cases[i].part)))
            fail_msg("%s: %.2f %.*s", cases[i].question, found[0].score, VIEW_FMT(found[0].quote));
    }
    struct passage none[1];
    assert_int_equal(library_follow(library, VIEW("/documents/none.txt"), VIEW("多少钱"),
                                    day(2026, 1, 1), &room.arena, none, 1),
                     0);
    library_close(library);
    room_drop(&room);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_text_has_structure),
        cmocka_unit_test(numbering),
        cmocka_unit_test(wrapped_lines_are_joined),
        cmocka_unit_test(marks_in_plain_text_stay_text),
        cmocka_unit_test(other_encodings),
        cmocka_unit_test(web_page),
        cmocka_unit_test(web_page_encodings),
        cmocka_unit_test(deep_web_page),
        cmocka_unit_test(word_document),
        cmocka_unit_test(children_have_limits),
        cmocka_unit_test(converted_once),
        cmocka_unit_test(validity),
        cmocka_unit_test(abolished),
        cmocka_unit_test(dates),
        cmocka_unit_test(successor_is_named),
        cmocka_unit_test(same_title_again),
        cmocka_unit_test(not_yet_in_force),
        cmocka_unit_test(broken_ones_are_left_out_alone),
        cmocka_unit_test(stamp_follows_files),
        cmocka_unit_test(followed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
