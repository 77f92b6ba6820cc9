/* Documents of every format, as they come: what is read out of them, and what keeps a converter
 * within its limits. */
#include "tests/unit/documents_help.h"

#include <zip.h>

#include "gateway/answer/child.h"
#include "gateway/answer/outline.h"

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
    const char *was = getenv("PATH");
    char *before = strdup(was ? was : "");
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
    const char *was = getenv("PATH");
    char *before = strdup(was ? was : "");
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
    put_program(&room, "bin/catdoc", "#!/bin/sh\necho anything\n");
    put(&room, "documents/a.doc", "neither Word nor RTF");
    assert_int_equal(read_one(&room, "documents/a.doc", &text), FORMAT_BROKEN);
    put(&room, "documents/a.doc", "{\\rtf1 x}");
    assert_int_equal(read_one(&room, "documents/a.doc", &text), FORMAT_GOOD);
    setenv("PATH", before, 1);
    free(before);
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
