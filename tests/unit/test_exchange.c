/* A list becomes rules and the rules become the list again: cell for cell where nothing was
 * changed, and in one cell where one thing was. The rules compile, whatever the list was like; what
 * is missing or contradictory is in the report, with its row. */
#include "tests/unit/exchange_help.h"

/* ---- what comes of a list ---- */

static const char list[] =
    "某区职责清单,,,,,,,\n"
    ",,,,,,,\n"
    "编码,大类,事项名称,责任单位,协办单位,办理时限,法律依据,采集编号\n"
    "0101,市容,店外经营,区城管局,街道办、公安分局,五个工作日内,《市容条例》第三条,7\n"
    "0102,,占道摆摊,区城管局,,24小时,,8\n"
    "0201,道路,井盖丢失,区住建局,,2小时,,9\n"
    "0202,,井盖破损,区住建局,,3天,,10\n"
    ",,,,,,,\n"
    "填表人：张某某,,,,,,,\n";

static void a_list_becomes_files_a_person_would_write(void **state)
{
    struct round *round = import_text(list);
    (void)state;
    assert_int_equal(round->imported.errors, 0);
    assert_int_equal(round->imported.warnings, 0);
    assert_int_equal(round->imported.plan.duties.n, 4);
    struct view road = file_of(round, "duties/道路.zd");
    assert_holds(road, "类别 道路 \"道路\" 编码 \"02\" {");
    assert_holds(road, "事项 \"0201\" \"井盖丢失\" {");
    assert_holds(road, "急   期限 2 小时");
    assert_holds(road, "期限 3 日");
    assert_holds(road, "否则 交 区住建局  # 建议");
    struct view street = file_of(round, "duties/市容.zd");
    assert_holds(street, "期限 5 工作日");
    assert_holds(street, "协办 街道办、公安分局");
    assert_holds(street, "依据 \"《市容条例》第三条\"");
    assert_holds(street, "例 \"店外经营\"  # 建议");
    assert_holds(file_of(round, "units.zd"), "单位 区城管局 \"区城管局\"");
    assert_holds(file_of(round, "district.zd"), "地区 某区 \"某区\"");
    assert_int_equal(count(round, FINDING_NO_ITEM), 1); /* 填表人 */
    assert_int_equal(count(round, FINDING_FILLED_DOWN), 2);
    assert_int_equal(count(round, FINDING_ROUND_THE_CLOCK), 2);
    assert_int_equal(count(round, FINDING_KEPT_COLUMN), 1);
    assert_comes_back(round);
}

static void assert_in_the_one_style(const struct round *round)
{
    struct format_options options = {FORMAT_AS_WRITTEN};
    for (size_t i = 0; i < round->imported.files.n; i++) {
        struct composed_file *file = &round->imported.files.at[i];
        struct diags diags;
        struct place fault;
        struct buf buf;
        if (view_is(file->path, KEEPSAKE_FILE))
            continue;
        buf_init(&buf, 1 << 20);
        assert_int_equal(
            format_source(&arena, file->path, file->text, &options, &buf, &diags, &fault),
            FORMAT_SAME);
        buf_free(&buf);
    }
}

static void every_file_is_in_the_one_style(void **state)
{
    (void)state;
    assert_in_the_one_style(import_text(list));
}

static void what_is_missing_or_contradictory_is_said(void **state)
{
    struct round *round = import_text("编码,分类,事项,责任单位,期限,识别词,例句\n"
                                      "1,噪声,工地夜间施工,甲局,尽快,工地、夜,工地半夜还在打桩\n"
                                      "1,噪声,店铺喇叭,,3天,喇叭,\n"
                                      ",噪声,广场舞,甲局、乙局,3天,音响,天黑了好吵\n"
                                      "2,噪声,店铺喇叭,丙局,3天,喇叭、音响,\n"
                                      "1.01E+09,道路,路灯不亮,丁局,5,路灯,路灯不亮\n"
                                      "3,道路,路灯不亮,丁局,5,路灯,路灯不亮\n"
                                      "3,道路,路灯不亮,戊局,5,路灯,路灯不亮\n"
                                      "3,道路,路灯不亮,丁局,5,路灯,路灯不亮\n");
    (void)state;
    static const struct {
        enum finding_kind kind;
        size_t n;
    } said[] = {{FINDING_BAD_DEADLINE, 1}, {FINDING_CODE_TWICE, 1}, {FINDING_NO_UNIT, 1},
                {FINDING_NO_CODE, 1},      {FINDING_SHORT_WORD, 1}, {FINDING_SEVERAL_UNITS, 1},
                {FINDING_BAD_EXAMPLE, 3},  {FINDING_BAD_WORD, 3},   {FINDING_SCIENTIFIC, 1},
                {FINDING_TWO_UNITS, 1},    {FINDING_REPEATED, 1},   {FINDING_DEADLINE_GUESS, 4},
                {FINDING_TWIN, 2},         {FINDING_NO_EXAMPLE, 2}, {FINDING_NO_WORDS, 0}};
    for (size_t i = 0; i < sizeof said / sizeof *said; i++)
        if (count(round, said[i].kind) != said[i].n)
            fail_msg("finding %d: %zu times", (int)said[i].kind, count(round, said[i].kind));
    assert_int_equal(round->imported.errors, 0);
    assert_int_equal(round->imported.plan.duties.n, 6);
    struct view noise = file_of(round, "duties/噪声.zd");
    assert_holds(noise, "事项 \"1-2\" \"店铺喇叭\"");
    assert_holds(noise, "交 未定单位");
    assert_holds(noise, "协办 乙局");
    assert_holds(noise, "# 例 \"天黑了好吵\"");
    assert_holds(noise, "例 \"工地半夜还在打桩\"\n");
    assert_comes_back(round);
}

/* What is kept of a long cell in a comment stays in it, however the cell ends its lines. */
static void lines_of_a_cell_stay_in_the_comment(void **state)
{
    (void)state;
    struct round *round = import_text(
        "事项,责任单位\n\"门口的路灯\r已经好几天不亮了\r$"
        "要修，晚上走路看不见，老人摔了两回，请尽快派人来看一看\n谢谢\",甲局\n店铺喇叭,甲局\n");
    assert_int_equal(round->imported.errors, 0);
}

/* Copied out of other pages: what nobody sees goes no further than the list itself. */
static void what_cannot_be_seen_is_no_part_of_a_name(void **state)
{
    (void)state;
    struct round *round =
        import_text("编码,分类,事项,责任单位,期限,识别词,例句\n"
                    "1,市容,路\u200b灯不亮,城\u2060管局,3天,路灯,路灯不亮\n"
                    "2,\ufeff市容,井盖丢失\u00ad,城管局\u200b,\u202d3天,井\u200b盖,"
                    "路口的井\u200b盖不见了\n");
    assert_int_equal(round->imported.errors, 0);
    assert_int_equal(round->imported.plan.units.n, 1);
    struct view file = file_of(round, "duties/市容.zd");
    assert_holds(file, "事项 \"1\" \"路灯不亮\"");
    assert_holds(file, "\"井盖丢失\"");
    assert_holds(file, "例 \"路口的井盖不见了\"\n");
    assert_comes_back(round);
}

static void the_report_names_row_and_cell(void **state)
{
    struct round *round = import_text("事项,责任单位,期限\n工地施工,甲局,尽快\n店铺喇叭,,3天\n");
    struct buf buf;
    json_error_t error;
    (void)state;
    buf_init(&buf, 1 << 20);
    findings_text(&round->imported.findings, true, &buf);
    assert_holds(buf_seen(&buf), "矛盾  第 2 行 C2：读不懂期限“尽快”，按地区时限\n");
    assert_holds(buf_seen(&buf), "缺少  第 3 行 B3：没有责任单位，暂交“未定单位”\n");
    buf_clear(&buf);
    findings_csv(&round->imported.findings, false, &buf);
    assert_holds(buf_seen(&buf), "conflict,BAD_DEADLINE,2,C2,");
    buf_clear(&buf);
    findings_summary(&round->imported.findings, true, &buf);
    assert_holds(buf_seen(&buf), "读不懂期限");
    buf_clear(&buf);
    findings_json(&round->imported.findings, &buf);
    json_t *json = json_loadb(buf.p, buf.n, 0, &error);
    assert_non_null(json);
    assert_int_equal(json_array_size(json_object_get(json, "findings")),
                     round->imported.findings.list.n);
    json_decref(json);
    buf_free(&buf);
}

static void areas_become_branches_and_conditions(void **state)
{
    struct round *round = import_text("事项,责任单位,区域\n"
                                      "垃圾清运,甲街办,东街\n"
                                      "垃圾清运,乙街办,西街、南街\n"
                                      "垃圾清运,丙局,全区\n"
                                      "河道保洁,丁局,东街\n");
    (void)state;
    struct view text = file_of(round, "duties/未分类.zd");
    assert_int_equal(round->imported.plan.duties.n, 2);
    assert_holds(text, "其中 区域 在 东街 交 甲街办");
    assert_holds(text, "其中 区域 在 西街、南街 交 乙街办");
    assert_holds(text, "当 区域 在 东街");
    assert_holds(text, "例 \"河道保洁\" 设 区域 = 东街");
    assert_holds(file_of(round, "areas.zd"), "西街 \"西街\"");
    assert_comes_back(round);
    struct merge_counts counts;
    for (size_t i = 0; i < round->imported.files.n; i++)
        if (view_is(round->imported.files.at[i].path, "duties/未分类.zd"))
            replace(&round->imported.files.at[i].text, "南街 交 乙街办", "南街 交 丁局");
    struct sheet sheet = back(round, &counts);
    assert_int_equal(counts.changed, 1);
    assert_view(sheet_cell(&sheet, 2, 1), "丁局");
}

/* ---- the way back ---- */

static void one_change_is_one_cell(void **state)
{
    struct round *round = import_text(list);
    struct merge_counts counts;
    (void)state;
    replace(&file_at(round, "duties/道路.zd")->text, "期限 3 日", "期限 4 日");
    struct sheet sheet = back(round, &counts);
    assert_int_equal(differences(&round->sheet, &sheet), 1);
    assert_int_equal(counts.changed, 1);
    assert_view(sheet_cell(&sheet, 6, 5), "4 日");
    replace(&file_at(round, "duties/市容.zd")->text, "交 区城管局   协办 街道办、公安分局",
            "交 区住建局   协办 街道办");
    sheet = back(round, &counts);
    assert_int_equal(counts.changed, 3);
    assert_view(sheet_cell(&sheet, 3, 3), "区住建局");
    assert_view(sheet_cell(&sheet, 3, 4), "街道办");
}

static void new_duties_are_rows_and_old_ones_go(void **state)
{
    struct round *round = import_text(list);
    struct merge_counts counts;
    (void)state;
    replace(&file_at(round, "duties/市容.zd")->text, "    否则 交",
            "    事项 \"0103\" \"乱贴广告\" {\n        识别 \"小广告\"\n        交 区城管局\n"
            "        期限 1 日\n        例 \"楼道里全是小广告\"\n    }\n    否则 交");
    replace(&file_at(round, "duties/道路.zd")->text, "事项 \"0202\"", "事项 \"0203\"");
    struct sheet sheet = back(round, &counts);
    assert_int_equal(counts.added, 2);
    assert_int_equal(counts.gone, 1);
    assert_view(sheet_cell(&sheet, 4, 2), "占道摆摊");
    assert_view(sheet_cell(&sheet, 5, 0), "0103");
    assert_view(sheet_cell(&sheet, 5, 1), "市容");
    assert_view(sheet_cell(&sheet, 5, 3), "区城管局");
    assert_view(sheet_cell(&sheet, 5, 5), "1 日");
    assert_view(sheet_cell(&sheet, 7, 0), "0203");
    assert_view(sheet_cell(&sheet, 9, 0), "填表人：张某某");
}

static void damaged_keepsakes_are_refused(void **state)
{
    static const char *const texts_[] = {"",
                                         "something else\n",
                                         "zhida-import\t2\tx\n",
                                         "zhida-import\t1\tx\ty\ncolumns\t1\t2\t\tnonsense\n",
                                         "zhida-import\t1\tx\ty\nrow\t0\t\t\tx\n",
                                         "zhida-import\t1\tx\ty\n"};
    struct keepsake kept;
    (void)state;
    for (size_t i = 0; i < sizeof texts_ / sizeof *texts_; i++)
        assert_false(keepsake_read(&arena, view_of(texts_[i]), &kept));
}

/* ---- what people say ---- */

static const char said_list[] = "编码,事项,责任单位,说法\n"
                                "1,店外经营,甲局,\"门口那家\"\"五金店\"\"天天往外堆，、;/|东西\n"
                                "一半的货都在人行道上\n\n一半的货都在人行道上\n\"\n"
                                "2,井盖丢失,甲局,\n";

static void sayings_are_lines_of_a_cell(void **state)
{
    struct round *round = import_text(said_list);
    struct composed_file *file = file_at(round, "duties/未分类.zd");
    struct merge_counts counts;
    (void)state;
    assert_int_equal(round->imported.errors, 0);
    assert_holds(file->text, "说法 \"门口那家\\\"五金店\\\"天天往外堆，、;/|东西\"、"
                             "\"一半的货都在人行道上\"\n    }\n");
    assert_int_equal(count(round, FINDING_KEPT_COLUMN), 0);
    assert_in_the_one_style(round);
    assert_comes_back(round);
    replace(&file->text, "\"一半的货都在人行道上\"",
            "\"婴儿车过不去\"、\"The boxes are \\\\ all over\"");
    struct sheet sheet = back(round, &counts);
    assert_int_equal(counts.changed, 1);
    assert_view(sheet_cell(&sheet, 1, 3), "门口那家\"五金店\"天天往外堆，、;/|东西\n"
                                          "婴儿车过不去\nThe boxes are \\ all over");
}

/* What an import kept before lists had a column for sayings lacks that field. */
static void a_list_kept_without_sayings_comes_back(void **state)
{
    struct round *round = import_text(list);
    struct composed_file *kept = file_at(round, KEEPSAKE_FILE);
    struct buf older;
    (void)state;
    buf_init(&older, 1 << 16);
    for (struct view rest = kept->text; rest.n;) {
        struct view line = view_cut(&rest, '\n');
        if (view_starts(line, VIEW("duty\t"))) {
            assert_int_equal(line.p[line.n - 1], '\t');
            line.n--;
        }
        buf_print(&older, "%.*s\n", VIEW_FMT(line));
    }
    kept->text = buf_keep(&older, &arena);
    buf_free(&older);
    assert_comes_back(round);
}

/* ---- lists by chance ---- */

static uint64_t dice(uint64_t *state, uint64_t sides)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (*state >> 33) % sides;
}

/* Something awkward, with a part that makes it one of its own. */
static struct view odd_text(uint64_t *state, size_t number)
{
    static const char *const parts[] = {"噪声", "井盖",   "，",  ",",   "\"", "\n",  "ＡＢ１２",
                                        "  ",   "“甲”",   "\t",  "{",   "}",  "#",   "\\",
                                        "/",    "（一）", "=1",  "@某", "'x", "①②③", "e\u0301",
                                        "其他", "破损",   "...", "、",  "🚧",  "繁體"};
    struct buf buf;
    buf_init(&buf, 4096);
    for (size_t n = dice(state, 5); n > 0; n--)
        buf_text(&buf, parts[dice(state, sizeof parts / sizeof *parts)]);
    if (number)
        buf_print(&buf, "%s%zu", dice(state, 2) ? "事项" : "甲", number);
    struct view text = buf_keep(&buf, &arena);
    buf_free(&buf);
    return text;
}

static struct sheet odd_sheet(uint64_t seed)
{
    static const char *const headings[] = {"编码",     "一级分类", "二级分类", "事项", "责任单位",
                                           "协办单位", "期限",     "识别词",   "例句", "依据",
                                           "备注",     "其它列",   "说法"};
    static const char *const deadlines[] = {"5个工作日", "五日",  "24小时", "",
                                            "尽快",      "3-5天", "5"};
    struct sheet sheet = {0};
    uint64_t state = seed * 977 + 5;
    size_t row = dice(&state, 3);
    for (size_t c = 0; c < 13; c++)
        sheet_set(&arena, &sheet, row, c, view_of(headings[c]));
    for (size_t i = 1; i <= 30; i++) {
        if (dice(&state, 12) == 0)
            sheet_add_row(&arena, &sheet);
        row = sheet.rows.n;
        struct buf buf;
        buf_init(&buf, 64);
        buf_print(&buf, "%04zu", i / (1 + dice(&state, 2)));
        if (dice(&state, 5))
            sheet_set(&arena, &sheet, row, 0, buf_keep(&buf, &arena));
        buf_free(&buf);
        for (size_t c = 1; c <= 2; c++)
            if (dice(&state, 3))
                sheet_set(&arena, &sheet, row, c, odd_text(&state, 1 + dice(&state, 4)));
        if (dice(&state, 10))
            sheet_set(&arena, &sheet, row, 3, odd_text(&state, dice(&state, 4) ? i : 7));
        sheet_set(&arena, &sheet, row, 4, odd_text(&state, dice(&state, 6)));
        sheet_set(&arena, &sheet, row, 6, view_of(deadlines[dice(&state, 7)]));
        for (size_t c = 5; c < 13; c++)
            if (c != 6 && dice(&state, 3) == 0)
                sheet_set(&arena, &sheet, row, c, odd_text(&state, dice(&state, 9)));
    }
    return sheet;
}

static struct view as_workbook(const struct sheet *sheet, const struct columns *columns)
{
    char path[] = "/tmp/zhida-exchange-XXXXXX";
    struct buf buf;
    int file = mkstemp(path);
    assert_true(file >= 0);
    close(file);
    assert_null(spreadsheet_write(sheet, columns, path, (struct civil_time){20000, 600, 0}));
    buf_init(&buf, 1 << 26);
    assert_true(file_read(path, &buf));
    struct view bytes = buf_keep(&buf, &arena);
    buf_free(&buf);
    unlink(path);
    return bytes;
}

static void lists_by_chance_compile_and_come_back(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        struct round round = {.sheet = odd_sheet(seed)};
        import_sheet(&round);
        assert_comes_back(&round); /* fails with the errors where it does not compile */
        assert_int_equal(round.imported.errors, 0);
        struct round *csv = import_bytes(as_csv(&round.sheet));
        assert_int_equal(differences(&round.sheet, &csv->sheet), 0);
        struct round *book = import_bytes(as_workbook(&round.sheet, &round.columns));
        assert_int_equal(differences(&round.sheet, &book->sheet), 0);
        assert_comes_back(book);
        arena_reset(&arena);
    }
}

/* ---- the sample district ---- */

static struct round *import_sample(struct rules *rules, struct sheet *first)
{
    struct round *round = ARENA_NEW(&arena, struct round);
    struct columns columns;
    struct view why;
    rules->sources.arena = &arena;
    rules->diags = (struct diags){.arena = &arena, .sources = &rules->sources};
    rules->tree.arena = &arena;
    assert_true(sources_read(&rules->sources, "rules/yunxi", &why));
    tree_parse(&rules->tree, &rules->sources, &rules->diags);
    rules->model = check_rules(&arena, &rules->tree, &rules->sources, "rules/yunxi", &rules->diags);
    assert_int_equal(rules->diags.errors, 0);
    rules->entries = (struct entries){.arena = &arena};
    entries_read(&rules->entries, &rules->tree, rules->model);
    entries_sort(&rules->entries);
    duty_sheet_full(&arena, &rules->entries, true, first, &columns);
    round->sheet = *first;
    import_sheet(round);
    return round;
}

static size_t said_of(const struct model *model)
{
    size_t n = 0;
    for (size_t i = 0; i < model->duties.n; i++)
        n += model->duties.at[i].sayings.n;
    return n;
}

static void the_sample_goes_out_and_in_and_out_again(void **state)
{
    struct rules rules = {0};
    struct sheet first;
    (void)state;
    struct round *round = import_sample(&rules, &first);
    assert_int_equal(round->imported.errors, 0);
    assert_int_equal(first.rows.n, rules.model->duties.n + 1);
    assert_comes_back(round);
    struct round *again = import_bytes(as_csv(&first));
    assert_int_equal(differences(&first, &again->sheet), 0);
    struct rules *imported = compile(round);
    assert_true(said_of(rules.model) > 8000);
    assert_int_equal(said_of(imported->model), said_of(rules.model));
    for (size_t i = 0; i < rules.entries.list.n; i++) {
        const struct entry *one = &rules.entries.list.at[i];
        const struct entry *same = entries_find(&imported->entries, one->field[ROLE_CODE]);
        assert_non_null(same);
        assert_true(view_eq(same->field[ROLE_SAID], one->field[ROLE_SAID]));
    }
}

static void json_and_markdown_hold_every_duty(void **state)
{
    struct rules rules = {0};
    struct sheet first;
    struct buf buf;
    size_t answers = 0, sayings = 0;
    json_error_t error;
    (void)state;
    import_sample(&rules, &first);
    buf_init(&buf, 1 << 24);
    duty_list_json(&rules.entries, rules.model, &buf);
    json_t *json = json_loadb(buf.p, buf.n, 0, &error);
    assert_non_null(json);
    json_t *duties = json_object_get(json, "duties");
    assert_int_equal(json_array_size(duties), rules.model->duties.n);
    for (size_t i = 0; i < json_array_size(duties); i++) {
        json_t *duty = json_array_get(duties, i);
        assert_view(rules.entries.list.at[i].field[ROLE_CODE],
                    json_string_value(json_object_get(duty, "code")));
        assert_true(json_array_size(json_object_get(duty, "examples")) > 0);
        sayings += json_array_size(json_object_get(duty, "sayings"));
        assert_int_equal(json_object_get(duty, "answer") != NULL,
                         json_object_get(duty, "answer_en") != NULL); /* the sample says both */
        answers += json_object_get(duty, "answer") != NULL;
    }
    assert_true(answers > 30);
    assert_int_equal(sayings, said_of(rules.model));
    json_decref(json);
    buf_clear(&buf);
    duty_list_markdown(&rules.entries, rules.model, true, &buf);
    for (size_t i = 0; i < rules.entries.list.n; i++)
        assert_int_not_equal(view_find(buf_seen(&buf), rules.entries.list.at[i].field[ROLE_CODE]),
                             SIZE_MAX);
    assert_holds(buf_seen(&buf), "噪声污染](#c");
    buf_free(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_becomes_files_a_person_would_write),
        cmocka_unit_test(every_file_is_in_the_one_style),
        cmocka_unit_test(what_is_missing_or_contradictory_is_said),
        cmocka_unit_test(lines_of_a_cell_stay_in_the_comment),
        cmocka_unit_test(what_cannot_be_seen_is_no_part_of_a_name),
        cmocka_unit_test(the_report_names_row_and_cell),
        cmocka_unit_test(areas_become_branches_and_conditions),
        cmocka_unit_test(one_change_is_one_cell),
        cmocka_unit_test(new_duties_are_rows_and_old_ones_go),
        cmocka_unit_test(damaged_keepsakes_are_refused),
        cmocka_unit_test(sayings_are_lines_of_a_cell),
        cmocka_unit_test(a_list_kept_without_sayings_comes_back),
        cmocka_unit_test(lists_by_chance_compile_and_come_back),
        cmocka_unit_test(the_sample_goes_out_and_in_and_out_again),
        cmocka_unit_test(json_and_markdown_hold_every_duty),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
