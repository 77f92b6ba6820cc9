/* Reading tables: encodings, separators, quotes; workbooks of our own writing and damaged or
 * hostile ones; which column is what; deadlines; names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>
#include <zip.h>

#include "dsl/base/file.h"
#include "dsl/exchange/columns.h"
#include "dsl/exchange/deadline.h"
#include "dsl/exchange/delimit.h"
#include "dsl/exchange/guard.h"
#include "dsl/exchange/listing.h"
#include "dsl/exchange/naming.h"
#include "dsl/exchange/segment.h"
#include "dsl/exchange/spreadsheet.h"

static struct arena arena;

static int begin(void **state)
{
    (void)state;
    arena_init(&arena, (size_t)1 << 30);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

#define assert_view(v, text)                                                                       \
    do {                                                                                           \
        struct view seen_ = (v);                                                                   \
        if (!view_is(seen_, (text)))                                                               \
            fail_msg("\"%.*s\" is not \"%s\"", VIEW_FMT(seen_), (text));                           \
    } while (0)

static enum sheet_result read_bytes(struct view bytes, struct sheet *sheet,
                                    struct sheet_source *source)
{
    return sheet_read(&arena, bytes, VIEW(""), sheet, source);
}

/* ---- text files ---- */

static void text_in_any_encoding_reads_the_same(void **state)
{
    static const struct {
        struct view bytes;
        const char *encoding;
    } files[] = {
        {VIEW("编码,事项\n0601,噪声\n"), "UTF-8"},
        {VIEW("\xef\xbb\xbf编码,事项\r\n0601,噪声\r\n"), "UTF-8"},
        {VIEW("\xb1\xe0\xc2\xeb,\xca\xc2\xcf\xee\n0601,\xd4\xeb\xc9\xf9\n"), "GB18030"},
        {VIEW("\xff\xfe\x16\x7f\x01\x78,\0\x8b\x4e\x79\x98\n\0"
              "0\0"
              "6\0"
              "0\0"
              "1\0,\0\x6a\x56\xf0\x58\n\0"),
         "UTF-16LE"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct sheet sheet;
        struct sheet_source source;
        assert_int_equal(read_bytes(files[i].bytes, &sheet, &source), SHEET_OK);
        assert_string_equal(source.encoding, files[i].encoding);
        assert_int_equal(sheet.rows.n, 2);
        assert_view(sheet_cell(&sheet, 0, 0), "编码");
        assert_view(sheet_cell(&sheet, 1, 0), "0601");
        assert_view(sheet_cell(&sheet, 1, 1), "噪声");
        assert_view(sheet_cell(&sheet, 1, 2), "");
        assert_view(sheet_cell(&sheet, 7, 0), "");
    }
}

static void what_is_no_text_is_refused(void **state)
{
    struct sheet sheet;
    struct sheet_source source;
    (void)state;
    assert_int_equal(read_bytes(VIEW("a\0b"), &sheet, &source), SHEET_NOT_TEXT);
    assert_int_equal(read_bytes(VIEW("\xff\xff\xff\x01"), &sheet, &source), SHEET_NOT_TEXT);
    assert_int_equal(read_bytes(VIEW(""), &sheet, &source), SHEET_EMPTY);
    assert_int_equal(read_bytes(VIEW(" , \n,,\n"), &sheet, &source), SHEET_EMPTY);
    assert_int_equal(read_bytes(VIEW("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...."), &sheet, &source),
                     SHEET_OLD_WORKBOOK);
    for (int result = 0; result <= SHEET_EMPTY; result++) {
        assert_non_null(sheet_reason((enum sheet_result)result, true));
        assert_non_null(sheet_reason((enum sheet_result)result, false));
    }
}

static void separators_are_guessed_and_quotes_hold(void **state)
{
    static const struct {
        const char *text;
        char separator;
    } files[] = {
        {"a\tb, c\td\n1\t2, 3\t4\n", '\t'}, {"a;b, c;d\n1;2;4\n", ';'},
        {"a,\"b; c;\"\n1,\"x;y;\"\n", ','}, {"a|b|c\n1|2|3\n", '|'},
        {"one column\nof text\n", ','},
    };
    struct sheet sheet;
    struct sheet_source source;
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        assert_int_equal(read_bytes(view_of(files[i].text), &sheet, &source), SHEET_OK);
        assert_int_equal(source.separator, files[i].separator);
    }
    assert_int_equal(
        read_bytes(VIEW("a,\"say \"\"hi\"\",\n you\",c\n\n5\" pipe,\"x\"y,z\n"), &sheet, &source),
        SHEET_OK);
    assert_int_equal(sheet.rows.n, 3);
    assert_view(sheet_cell(&sheet, 0, 1), "say \"hi\",\n you");
    assert_true(sheet_blank(&sheet, 1));
    assert_view(sheet_cell(&sheet, 2, 0), "5\" pipe");
    assert_view(sheet_cell(&sheet, 2, 1), "\"x\"y");
    assert_int_equal(source.open_quotes, 1);
    assert_int_equal(source.first_open_quote, 2);
}

static void an_open_quote_costs_no_row(void **state)
{
    struct sheet sheet;
    struct sheet_source source;
    (void)state;
    assert_int_equal(read_bytes(VIEW("a,b\n\"c,d\ne,f\ng,h\n"), &sheet, &source), SHEET_OK);
    assert_int_equal(sheet.rows.n, 4);
    assert_view(sheet_cell(&sheet, 1, 0), "\"c");
    assert_view(sheet_cell(&sheet, 3, 1), "h");
    assert_int_equal(source.open_quotes, 1);
}

static void guarding_is_undone_exactly(void **state)
{
    static const char *const cells[] = {"=1+1", "'=1", "''=1", "@x", "+a", "-a", "-5",   "+3.2",
                                        "-",    "'",   "'abc", "'",  "",   "a=", "\t=1", "0601"};
    static const bool guarded[] = {true, true,  true,  true,  true,  true,  false, false,
                                   true, false, false, false, false, false, true,  false};
    (void)state;
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        struct buf buf;
        struct view cell = view_of(cells[i]);
        assert_int_equal(guard_needed(cell), guarded[i]);
        buf_init(&buf, 64);
        buf_print(&buf, "%s%s", guard_needed(cell) ? "'" : "", cells[i]);
        assert_view(guard_off(buf_seen(&buf)), cells[i]);
        buf_free(&buf);
    }
}

/* ---- workbooks ---- */

static struct view whole_file(const char *path)
{
    struct buf buf;
    buf_init(&buf, 1 << 26);
    assert_true(file_read(path, &buf));
    struct view bytes = buf_keep(&buf, &arena);
    buf_free(&buf);
    return bytes;
}

static void temporary(char path[32])
{
    snprintf(path, 32, "/tmp/zhida-sheet-XXXXXX");
    int file = mkstemp(path);
    assert_true(file >= 0);
    close(file);
}

static void a_workbook_of_ours_reads_back(void **state)
{
    struct sheet sheet = {.name = VIEW("清单")}, again;
    struct column roles[3] = {{ROLE_CODE, COLUMN_GIVEN}, {ROLE_ITEM, COLUMN_GIVEN}};
    struct columns columns = {.at = roles, .n = 3, .has_heading = true, .heading = 1, .first = 2};
    static const char *const cells[][3] = {{"某区职责清单", "", ""},
                                           {"编码", "事项", "数量"},
                                           {"0601", "=SUM(A1)", "12"},
                                           {"0602", "第一行\n第二行", "-3.5"},
                                           {"_x0041_", "<&>\"'", "0"}};
    struct sheet_source source;
    char path[32];
    (void)state;
    roles[2] = (struct column){ROLE_KEPT, COLUMN_UNKNOWN};
    for (size_t row = 0; row < 5; row++)
        for (size_t c = 0; c < 3; c++)
            assert_true(sheet_set(&arena, &sheet, row, c, view_of(cells[row][c])));
    temporary(path);
    assert_null(spreadsheet_write(&sheet, &columns, path, (struct civil_time){20000, 600, 0}));
    struct view bytes = whole_file(path);
    assert_null(spreadsheet_write(&sheet, &columns, path, (struct civil_time){20000, 600, 0}));
    assert_true(view_eq(bytes, whole_file(path))); /* equal input, equal bytes */
    assert_int_equal(read_bytes(bytes, &again, &source), SHEET_OK);
    assert_view(again.name, "清单");
    assert_int_equal(again.rows.n, 5);
    for (size_t row = 0; row < 5; row++)
        for (size_t c = 0; c < 3; c++)
            assert_view(sheet_cell(&again, row, c), cells[row][c]);
    unlink(path);
}

/* A workbook made of parts. */
struct part {
    const char *name, *text;
};

static struct view zipped(const struct part *parts, size_t n)
{
    char path[32];
    int error;
    temporary(path);
    zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &error);
    assert_non_null(zip);
    for (size_t i = 0; i < n; i++) {
        zip_source_t *source = zip_source_buffer(zip, parts[i].text, strlen(parts[i].text), 0);
        assert_true(zip_file_add(zip, parts[i].name, source, ZIP_FL_OVERWRITE) >= 0);
    }
    assert_int_equal(zip_close(zip), 0);
    struct view bytes = whole_file(path);
    unlink(path);
    return bytes;
}

#define WORKBOOK                                                                                   \
    {"xl/workbook.xml", "<x:workbook xmlns:x='m' xmlns:r='r'><x:sheets>"                           \
                        "<x:sheet name='说明' sheetId='1' r:id='rId1'/>"                         \
                        "<x:sheet name='数据' sheetId='2' r:id='rId2'/></x:sheets></x:workbook>"}, \
    {                                                                                              \
        "xl/_rels/workbook.xml.rels",                                                              \
            "<Relationships><Relationship Id='rId1' Target='worksheets/one.xml'/>"                 \
            "<Relationship Id='rId2' Target='/xl/worksheets/two.xml'/></Relationships>"            \
    }

static void cells_are_shown_as_people_see_them(void **state)
{
    static const struct part parts[] = {
        WORKBOOK,
        {"xl/styles.xml",
         "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='0000'/><numFmt numFmtId='165' "
         "formatCode='yyyy\"年\"m\"月\"d\"日\"'/></numFmts><cellStyleXfs><xf numFmtId='9'/>"
         "</cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='164'/><xf numFmtId='165'/>"
         "<xf numFmtId='22'/><xf numFmtId='10'/><xf numFmtId='20'/></cellXfs></styleSheet>"},
        {"xl/sharedStrings.xml",
         "<sst><si><t>甲</t></si><si><r><t>两</t></r><r><t>段</t></r><rPh><t>ping</t></rPh></si>"
         "<si><t>a_x000D_b_x005F_x0041_</t></si></sst>"},
        {"xl/worksheets/one.xml", "<worksheet><sheetData><row><c><v>1</v></c></row></sheetData>"
                                  "</worksheet>"},
        {"xl/worksheets/two.xml",
         "<worksheet><sheetData>"
         "<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c>"
         "<c r='D1' t='inlineStr'><is><t>直</t></is></c></row>"
         "<row r='3'><c r='A3' s='1'><v>601</v></c><c s='2'><v>46082</v></c>"
         "<c s='3'><v>46082.5</v></c><c s='4'><v>0.256</v></c><c s='5'><v>0.75</v></c>"
         "<c><v>0.1</v></c><c><v>1E3</v></c><c t='b'><v>1</v></c><c "
         "t='str'><f>A1</f><v>公式</v></c>"
         "<c t='e'><v>#N/A</v></c><c t='s'><v>2</v></c><c t='s'><v>99</v></c></row>"
         "<row r='4'><c r='B4'><v>7</v></c></row></sheetData>"
         "<mergeCells><mergeCell ref='A3:A4'/><mergeCell ref='A1:C1'/></mergeCells></worksheet>"}};
    static const char *const third[] = {
        "0601", "2026-03-01", "2026-03-01 12:00", "25.60%", "18:00", "0.1", "1000", "TRUE",
        "公式", "#N/A",       "a\rb_x0041_",      ""};
    struct sheet sheet;
    struct sheet_source source;
    (void)state;
    struct view bytes = zipped(parts, sizeof parts / sizeof *parts);
    assert_int_equal(read_bytes(bytes, &sheet, &source), SHEET_OK);
    assert_view(sheet.name, "数据"); /* the fullest */
    assert_int_equal(source.sheets.n, 2);
    assert_int_equal(source.sheet_rows.at[1], 3);
    assert_view(sheet_cell(&sheet, 0, 0), "甲");
    assert_view(sheet_cell(&sheet, 0, 1), "两段");
    assert_view(sheet_cell(&sheet, 0, 2), ""); /* nothing is filled sideways */
    assert_view(sheet_cell(&sheet, 0, 3), "直");
    for (size_t c = 0; c < sizeof third / sizeof *third; c++)
        assert_view(sheet_cell(&sheet, 2, c), third[c]);
    assert_view(sheet_cell(&sheet, 3, 0), "0601"); /* merged, filled down */
    assert_int_equal(source.filled, 1);
    assert_int_equal(sheet_read(&arena, bytes, VIEW("说明"), &sheet, &source), SHEET_OK);
    assert_view(sheet_cell(&sheet, 0, 0), "1");
    assert_int_equal(sheet_read(&arena, bytes, VIEW("1"), &sheet, &source), SHEET_OK);
    assert_int_equal(sheet_read(&arena, bytes, VIEW("没有"), &sheet, &source), SHEET_NO_SUCH_SHEET);
}

static enum sheet_result read_with(const char *sheet_xml)
{
    const struct part parts[] = {WORKBOOK, {"xl/worksheets/two.xml", sheet_xml}};
    struct sheet sheet;
    struct sheet_source source;
    return sheet_read(&arena, zipped(parts, 3), VIEW("数据"), &sheet, &source);
}

static void hostile_workbooks_are_refused(void **state)
{
    struct sheet sheet;
    struct sheet_source source;
    (void)state;
    assert_int_equal(
        read_with("<!DOCTYPE x [<!ENTITY a 'b'>]><worksheet><sheetData><row><c t='str'>"
                  "<v>&a;</v></c></row></sheetData></worksheet>"),
        SHEET_BAD_XML);
    assert_int_equal(read_with("<worksheet><sheetData><row>"), SHEET_BAD_XML);
    assert_int_equal(read_with("<worksheet><sheetData><row><c r='ZZZ1' t='str'><v>x</v></c></row>"
                               "</sheetData></worksheet>"),
                     SHEET_TOO_LARGE);
    assert_int_equal(read_with("<worksheet><sheetData><row r='900000'><c t='str'><v>x</v></c></row>"
                               "</sheetData></worksheet>"),
                     SHEET_TOO_LARGE);
    assert_int_equal(read_with("<worksheet><sheetData><row r='900000'><c s='1'/></row>"
                               "</sheetData></worksheet>"),
                     SHEET_EMPTY);
    assert_int_equal(read_bytes(VIEW("PK\x03\x04 and nothing"), &sheet, &source),
                     SHEET_NOT_WORKBOOK);
    const struct part other[] = {{"word/document.xml", "<w/>"}};
    assert_int_equal(read_bytes(zipped(other, 1), &sheet, &source), SHEET_NOT_WORKBOOK);
}

static void bombs_are_stopped(void **state)
{
    size_t n = (size_t)64 << 20;
    char *text = malloc(n + 1);
    (void)state;
    assert_non_null(text);
    memset(text, ' ', n);
    text[n] = '\0';
    memcpy(text, "<worksheet>", 11);
    memcpy(text + n - 12, "</worksheet>", 12);
    assert_int_equal(read_with(text), SHEET_BOMB); /* a thousand to one */
    static const char head[] = "<worksheet><sheetData><row><c t='str'><v>";
    memset(text, 'x', n);
    memcpy(text, head, sizeof head - 1);
    text[SHEET_CELL_MAX + 4096] = '\0';
    assert_int_equal(read_with(text), SHEET_BAD_XML); /* cut off; the text was held to its limit */
    free(text);
}

/* ---- columns ---- */

static struct sheet sheet_of(const char *csv)
{
    struct sheet sheet;
    struct sheet_source source;
    assert_int_equal(read_bytes(view_of(csv), &sheet, &source), SHEET_OK);
    return sheet;
}

static void assert_roles(const char *csv, const char *given, const char *roles)
{
    struct sheet sheet = sheet_of(csv);
    struct columns columns;
    struct view wrong;
    struct buf buf;
    assert_int_equal(columns_find(&arena, &sheet, view_of(given), &columns, &wrong), COLUMNS_OK);
    buf_init(&buf, 4096);
    for (size_t c = 0; c < columns.n; c++)
        buf_print(&buf, "%s%s", c ? " " : "", column_key(columns.at[c].role));
    assert_string_equal(buf.p, roles);
    buf_free(&buf);
}

static void columns_are_found_by_their_headings(void **state)
{
    (void)state;
    assert_roles(
        "事项编码,事项类别,事项名称,责任单位,协办单位,办理时限(工作日),识别词,法律依据,备注\n"
        "1,噪声,甲,乙局,,5,,,\n",
        "", "code class item unit assist deadline words basis remark");
    assert_roles("序号,一级分类,二级分类,三级分类,主管部门\n1,噪声,工地,夜间,甲局\n"
                 "2,噪声,工地,白天,甲局\n",
                 "", "- class class item unit");
    assert_roles("l1,l2,item,n_depts,dept,extra\na,b,乱停车,12,甲局,x\n", "",
                 "class class item - unit -");
    assert_roles("某市职责清单,,\n（2026 年）,,\n编 号,事 项,牵头单位（盖章）\n01,甲,乙\n", "",
                 "code item unit");
}

static void columns_are_found_by_their_contents(void **state)
{
    (void)state;
    assert_roles("A01,噪声,工地夜间施工,区城管局,5个工作日,《噪声法》第一条\n"
                 "A02,噪声,店铺喇叭,区城管局,3天,《噪声法》第二条\n"
                 "A03,噪声,广场舞音响,区公安分局,24小时,《噪声法》第三条\n",
                 "", "code class item unit deadline basis");
}

static void columns_that_are_given_hold(void **state)
{
    struct sheet sheet = sheet_of("事项,甲,乙,丙\nx,y,z,w\n");
    struct columns columns;
    struct view wrong;
    (void)state;
    assert_roles("事项,甲,乙\nx,y,z\n", "甲=unit,3=code", "item unit code");
    assert_roles("事项,单位\nx,y\n", "单位=-", "item -");
    assert_roles("无关,话\nk=v,w\n名=称,主\nx,y\n", "名=称=item,主=unit", "item unit");
    assert_int_equal(columns_find(&arena, &sheet, VIEW("丁=unit"), &columns, &wrong),
                     COLUMNS_NO_SUCH_HEADING);
    assert_view(wrong, "丁=unit");
    assert_int_equal(columns_find(&arena, &sheet, VIEW("甲=bureau"), &columns, &wrong),
                     COLUMNS_NO_SUCH_ROLE);
    assert_int_equal(columns_find(&arena, &sheet, VIEW("甲=unit,乙=unit"), &columns, &wrong),
                     COLUMNS_TWICE);
    assert_int_equal(columns_find(&arena, &sheet, VIEW("甲"), &columns, &wrong),
                     COLUMNS_BADLY_WRITTEN);
    sheet = sheet_of("1,2\n3,4\n");
    assert_int_equal(columns_find(&arena, &sheet, VIEW(""), &columns, &wrong), COLUMNS_NO_ITEM);
}

/* ---- deadlines ---- */

static void deadlines_are_read_as_officials_write_them(void **state)
{
    static const struct {
        const char *text;
        int count;
        enum measure measure;
        int sure;
    } cases[] = {
        {"5个工作日", 5, MEASURE_WORKDAYS, DEADLINE_SURE},
        {"五个工作日内", 5, MEASURE_WORKDAYS, DEADLINE_SURE},
        {"自受理之日起15个工作日内办结", 15, MEASURE_WORKDAYS, DEADLINE_SURE},
        {"十五 工作日", 15, MEASURE_WORKDAYS, DEADLINE_SURE},
        {"二十个工作日", 20, MEASURE_WORKDAYS, DEADLINE_SURE},
        {"一百二十日", 120, MEASURE_DAYS, DEADLINE_SURE},
        {"２４小时", 24, MEASURE_HOURS, DEADLINE_SURE},
        {"30 分钟", 30, MEASURE_MINUTES, DEADLINE_SURE},
        {"半小时", 30, MEASURE_MINUTES, DEADLINE_SURE},
        {"3天", 3, MEASURE_DAYS, DEADLINE_SURE},
        {"2 working days", 2, MEASURE_WORKDAYS, DEADLINE_SURE},
        {"两周", 14, MEASURE_DAYS, DEADLINE_GUESSED},
        {"1个月", 30, MEASURE_DAYS, DEADLINE_GUESSED},
        {"3-5个工作日", 5, MEASURE_WORKDAYS, DEADLINE_GUESSED},
        {"3至5日", 5, MEASURE_DAYS, DEADLINE_GUESSED},
        {"当日", 1, MEASURE_DAYS, DEADLINE_GUESSED},
        {"5", 5, MEASURE_WORKDAYS, DEADLINE_GUESSED},
        {"2小时响应，3天办结", 2, MEASURE_HOURS, DEADLINE_GUESSED},
        {"尽快", 0, MEASURE_NONE, DEADLINE_UNREADABLE},
        {"第一季度", 0, MEASURE_NONE, DEADLINE_UNREADABLE},
        {"1.5天", 0, MEASURE_NONE, DEADLINE_UNREADABLE},
        {"0天", 0, MEASURE_NONE, DEADLINE_UNREADABLE},
        {"99999999999999999999天", 0, MEASURE_NONE, DEADLINE_UNREADABLE},
        {"", 0, MEASURE_NONE, DEADLINE_UNREADABLE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct deadline deadline = deadline_read(view_of(cases[i].text), MEASURE_NONE);
        if ((int)deadline.sure != cases[i].sure ||
            (cases[i].count && (deadline.within.count != cases[i].count ||
                                deadline.within.measure != cases[i].measure)))
            fail_msg("\"%s\": %d of measure %d, sure %d", cases[i].text, deadline.within.count,
                     (int)deadline.within.measure, (int)deadline.sure);
        assert_int_equal(deadline.how_zh != NULL, cases[i].sure == DEADLINE_GUESSED);
    }
    struct deadline bare = deadline_read(VIEW("5"), deadline_measure_in(VIEW("时限（小时）")));
    assert_int_equal(bare.within.measure, MEASURE_HOURS);
    assert_int_equal(bare.sure, DEADLINE_SURE);
}

/* ---- names and words ---- */

static void names_are_valid_and_unique(void **state)
{
    struct naming naming = {.arena = &arena};
    (void)state;
    assert_view(naming_make(&naming, VIEW("城市管理（事件类）"), VIEW(""), "类"),
                "城市管理_事件类");
    assert_view(naming_make(&naming, VIEW("“12345”热线"), VIEW(""), "类"), "热线12345");
    assert_view(naming_make(&naming, VIEW("企业"), VIEW(""), "类"), "企业类"); /* reserved */
    assert_view(naming_make(&naming, VIEW("其他"), VIEW(""), "类"), "其他");
    assert_view(naming_make(&naming, VIEW("其他"), VIEW("教育"), "类"), "教育_其他");
    assert_view(naming_make(&naming, VIEW("其他"), VIEW("教育"), "类"), "教育_其他_2");
    assert_view(naming_make(&naming, VIEW("———"), VIEW(""), "类"), "类");
    assert_view(naming_make(&naming, VIEW("2026"), VIEW(""), "类"), "类_2");
    assert_view(naming_make(&naming, VIEW("Ａbc Ｄ"), VIEW(""), "类"), "Abc_D");
    assert_view(naming_make(&naming, VIEW("abc_d"), VIEW(""), "类"), "abc_d_2");
}

static void cells_are_cut_outside_brackets(void **state)
{
    texts parts = {0};
    (void)state;
    listing_cut(&arena, VIEW("甲局（含一、二科）、乙局;丙局\n丁/“a/b”，"), &parts);
    assert_int_equal(parts.n, 5);
    assert_view(parts.at[0], "甲局（含一、二科）");
    assert_view(parts.at[2], "丙局");
    assert_view(parts.at[4], "“a/b”");
}

static void words_are_learnt_from_the_list_alone(void **state)
{
    static const struct view names[] = {VIEW("井盖破损"), VIEW("井盖丢失"), VIEW("路灯破损"),
                                        VIEW("路灯不亮"), VIEW("护栏丢失"), VIEW("雨水井盖"),
                                        VIEW("护栏破损"), VIEW("路灯丢失")};
    segments cut = {0};
    (void)state;
    struct lexicon *lexicon = segment_learn(&arena, names, sizeof names / sizeof *names);
    segment_cut(lexicon, &arena, VIEW("井盖破损"), &cut);
    segment_cut(lexicon, &arena, VIEW("雨水路灯丢失"), &cut);
    segment_cut(lexicon, &arena, VIEW("noise"), &cut);
    assert_int_equal(cut.n, 6);
    assert_view(cut.at[0], "井盖");
    assert_view(cut.at[1], "破损");
    assert_view(cut.at[3], "路灯");
    assert_view(cut.at[5], "noise");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_in_any_encoding_reads_the_same),
        cmocka_unit_test(what_is_no_text_is_refused),
        cmocka_unit_test(separators_are_guessed_and_quotes_hold),
        cmocka_unit_test(an_open_quote_costs_no_row),
        cmocka_unit_test(guarding_is_undone_exactly),
        cmocka_unit_test(a_workbook_of_ours_reads_back),
        cmocka_unit_test(cells_are_shown_as_people_see_them),
        cmocka_unit_test(hostile_workbooks_are_refused),
        cmocka_unit_test(bombs_are_stopped),
        cmocka_unit_test(columns_are_found_by_their_headings),
        cmocka_unit_test(columns_are_found_by_their_contents),
        cmocka_unit_test(columns_that_are_given_hold),
        cmocka_unit_test(deadlines_are_read_as_officials_write_them),
        cmocka_unit_test(names_are_valid_and_unique),
        cmocka_unit_test(cells_are_cut_outside_brackets),
        cmocka_unit_test(words_are_learnt_from_the_list_alone),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
