/* compose: writes what a person would have written: one file a class, in folders as the classes
 * lie, duties in the order of the list, clauses in the order of the sample district. Everything the
 * list did not say is marked 建议 at its place, so that one search finds all that is still to be
 * confirmed; a file's head says so once.
 *
 * Texts of the list go between plain quotation marks, escaped; text that ends up in comments is cut
 * into lines, for a comment ends with its line. */
#include "dsl/exchange/compose.h"

#include "dsl/base/utf8.h"
#include "dsl/base/starter_text.h"
#include "dsl/exchange/starter.h"

enum { FILE_ROOM = 1 << 26, MARK_COLUMN = 60 };

#define PROPOSAL "# 建议"

struct composer {
    const struct plan *plan;
    struct view source;
    composed *out;
    struct buf buf;
    size_t line; /* where the line being written begins */
};

/* ---- small pieces ---- */

/* A closing ” that nothing opened would end the string; it becomes a plain quotation mark. */
static void put_string(struct buf *out, struct view text)
{
    size_t open = 0;
    buf_byte(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        struct view rest = view_sub(text, i, text.n);
        if (view_starts(rest, VIEW("”")) && open-- == 0) {
            buf_text(out, "\\\"");
            open = 0;
            i += 2;
            continue;
        }
        open += view_starts(rest, VIEW("“"));
        if (c == '"' || c == '\\')
            buf_byte(out, '\\');
        if (c == '\n')
            buf_text(out, "\\n");
        else if (c == '\t')
            buf_byte(out, ' ');
        else if ((unsigned char)c >= 0x20)
            buf_byte(out, c);
    }
    buf_byte(out, '"');
}

static void put_display(struct buf *out, struct view zh, struct view en)
{
    put_string(out, zh);
    if (!en.n)
        return;
    buf_text(out, " / ");
    put_string(out, en);
}

/* A text on one line, for headings between duties. */
static void put_line(struct buf *out, struct view text)
{
    for (size_t i = 0; i < text.n; i++)
        buf_byte(out, (unsigned char)text.p[i] < 0x20 ? ' ' : text.p[i]);
}

/* The first line off *rest; a cell may end its lines in any of the three ways, as a rules file may.
 */
static struct view cut_line(struct view *rest)
{
    size_t n = 0;
    while (n < rest->n && rest->p[n] != '\n' && rest->p[n] != '\r')
        n++;
    struct view line = view_sub(*rest, 0, n);
    *rest = view_sub(*rest, n < rest->n ? n + 1 : n, rest->n);
    return line;
}

/* A text of any length as comment lines. */
static void put_comment(struct buf *out, const char *indent, const char *label, struct view text)
{
    bool first = true;
    while (text.n) {
        struct view line = view_trim(cut_line(&text));
        if (!line.n)
            continue;
        buf_print(out, "%s# %s%.*s\n", indent, first ? label : "  ", VIEW_FMT(line));
        first = false;
    }
}

static void line_begin(struct composer *composer)
{
    composer->line = composer->buf.n;
}

/* Ends a line, with the mark of a proposal in its column where it is one. */
static void line_end(struct composer *composer, const char *mark)
{
    struct buf *buf = &composer->buf;
    if (mark) {
        struct view line = view_sub(buf_seen(buf), composer->line, buf->n);
        size_t cells = utf8_cells(line);
        do
            buf_byte(buf, ' ');
        while (++cells < MARK_COLUMN);
        buf_text(buf, mark);
    }
    buf_byte(buf, '\n');
    line_begin(composer);
}

static void file_begin(struct composer *composer)
{
    buf_clear(&composer->buf);
    composer->line = 0;
}

static void file_end(struct composer *composer, struct view path)
{
    VEC_ADD(composer->plan->arena, composer->out,
            ((struct composed_file){path, buf_keep(&composer->buf, composer->plan->arena)}));
}

/* ---- words and examples ---- */

static void put_word(struct buf *out, const struct plan_word *word)
{
    put_string(out, word->first);
    if (!word->second.n)
        return;
    buf_text(out, " .. ");
    put_string(out, word->second);
}

static bool put_words(struct composer *composer, const struct plan_word *words, size_t n,
                      bool proposed, const char *indent)
{
    bool any = false;
    for (size_t i = 0; i < n; i++) {
        if (words[i].proposed != proposed)
            continue;
        if (any)
            buf_text(&composer->buf, "、");
        else
            buf_print(&composer->buf, "%s识别 ", indent);
        put_word(&composer->buf, &words[i]);
        any = true;
    }
    return any;
}

/* Given words first; proposals beside them go on the next line, since a line is marked or not. */
static void write_words(struct composer *composer, const struct plan_word *words, size_t n,
                        const char *indent)
{
    struct buf *out = &composer->buf;
    bool given = put_words(composer, words, n, false, indent), more = false;
    for (size_t i = 0; given && i < n; i++) {
        if (!words[i].proposed)
            continue;
        if (!more) {
            buf_text(out, "、");
            line_end(composer, NULL);
            buf_print(out, "%s     ", indent);
        } else {
            buf_text(out, "、");
        }
        put_word(out, &words[i]);
        more = true;
    }
    if (given)
        line_end(composer, more ? PROPOSAL : NULL);
    else if (put_words(composer, words, n, true, indent))
        line_end(composer, PROPOSAL);
}

static void put_areas(struct composer *composer, const size_t *areas, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_print(&composer->buf, "%s%.*s", i ? "、" : "",
                  VIEW_FMT(composer->plan->areas.at[areas[i]].name));
}

static void write_examples(struct composer *composer, const struct plan_duty *duty)
{
    for (size_t i = 0; i < duty->examples.n; i++) {
        const struct plan_example *example = &duty->examples.at[i];
        buf_text(&composer->buf, example->dropped ? "        # 例 " : "        例 ");
        put_string(&composer->buf, example->text);
        if (duty->areas.n) {
            buf_text(&composer->buf, " 设 区域 = ");
            put_areas(composer, duty->areas.at, 1);
        }
        line_end(composer, example->dropped    ? "# 凭识别词认不出，请改词或改句子"
                           : example->proposed ? PROPOSAL
                                               : NULL);
    }
}

static void write_sayings(struct composer *composer, const struct item *item)
{
    for (size_t i = 0; i < item->sayings.n; i++) {
        buf_text(&composer->buf, i ? "、" : "        说法 ");
        put_string(&composer->buf, item->sayings.at[i]);
    }
    if (item->sayings.n)
        line_end(composer, NULL);
}

/* ---- duties ---- */

static struct view unit_name(const struct composer *composer, int unit)
{
    return composer->plan->units.at[unit].name;
}

static void write_assign(struct composer *composer, const struct plan_duty *duty)
{
    struct buf *out = &composer->buf;
    if (duty->areas.n) {
        buf_text(out, "        当 区域 在 ");
        put_areas(composer, duty->areas.at, duty->areas.n);
        line_end(composer, NULL);
    }
    buf_print(out, "        交 %.*s", VIEW_FMT(unit_name(composer, duty->unit)));
    line_end(composer, NULL);
    for (size_t i = 0; i < duty->branches.n; i++) {
        const struct plan_branch *branch = &duty->branches.at[i];
        buf_text(out, "        其中 区域 在 ");
        put_areas(composer, branch->areas.at, branch->areas.n);
        buf_print(out, " 交 %.*s", VIEW_FMT(unit_name(composer, branch->unit)));
        line_end(composer, NULL);
    }
    bool any = false;
    for (size_t i = 0; i < duty->assists.n; i++) {
        if (duty->assists.at[i] == duty->unit)
            continue;
        buf_print(out, "%s%.*s", any ? "、" : "        协办 ",
                  VIEW_FMT(unit_name(composer, duty->assists.at[i])));
        any = true;
    }
    if (any)
        line_end(composer, NULL);
}

static void write_deadline(struct composer *composer, const struct plan_duty *duty)
{
    static const char *const measures[] = {"", "分钟", "小时", "日", "工作日"};
    const struct item *item = plan_item(composer->plan, duty);
    struct buf *out = &composer->buf;
    if (!item->urgent && !item->within.count)
        return;
    buf_text(out, "        ");
    if (item->urgent)
        buf_print(out, "急%s", item->within.count ? "   " : "");
    if (item->within.count)
        buf_print(out, "期限 %d %s", item->within.count, measures[item->within.measure]);
    line_end(composer, NULL);
}

/* The whole of a name that had to be shortened. */
static void write_long_name(struct composer *composer, const struct item *item)
{
    const struct columns *columns = composer->plan->listing->columns;
    struct view cell =
        listing_cell(composer->plan->listing, item->row, columns_of(columns, ROLE_ITEM));
    if (!view_eq(cell, item->name))
        put_comment(&composer->buf, "    ", "全名：", cell);
}

static void write_duty(struct composer *composer, const struct plan_duty *duty)
{
    const struct item *item = plan_item(composer->plan, duty);
    struct buf *out = &composer->buf;
    write_long_name(composer, item);
    put_comment(out, "    ", "备注：", item->remark);
    line_begin(composer);
    buf_text(out, "    事项 ");
    put_string(out, item->code);
    buf_byte(out, ' ');
    put_display(out, duty->display, item->english);
    buf_text(out, " {");
    line_end(composer, NULL);
    write_words(composer, duty->words.at, duty->words.n, "        ");
    write_assign(composer, duty);
    write_deadline(composer, duty);
    if (item->basis.n) {
        buf_text(out, "        依据 ");
        put_string(out, item->basis);
        line_end(composer, NULL);
    }
    write_examples(composer, duty);
    write_sayings(composer, item);
    buf_text(out, "    }\n");
    line_begin(composer);
}

/* ---- categories ---- */

static struct view path_of(const struct plan *plan, const struct plan_category *category)
{
    struct buf buf;
    int chain[CLASS_COLUMNS_MAX], n = 0;
    buf_init(&buf, 4096);
    for (int at = category->parent; at != NONE && n < CLASS_COLUMNS_MAX;
         at = plan->categories.at[at].parent)
        chain[n++] = at;
    buf_text(&buf, "duties/");
    while (n--)
        buf_print(&buf, "%.*s/", VIEW_FMT(plan->categories.at[chain[n]].name));
    buf_print(&buf, "%.*s.zd", VIEW_FMT(category->name));
    struct view path = buf_keep(&buf, plan->arena);
    buf_free(&buf);
    return path;
}

static void write_head(struct composer *composer, const struct plan_category *category)
{
    const struct plan *plan = composer->plan;
    struct buf *out = &composer->buf;
    buf_print(out, "类别 %.*s ", VIEW_FMT(category->name));
    put_string(out, category->display);
    if (category->code.n) {
        buf_text(out, " 编码 ");
        put_string(out, category->code);
    }
    if (category->parent != NONE)
        buf_print(out, " 上级 %.*s", VIEW_FMT(plan->categories.at[category->parent].name));
    buf_text(out, " {");
    line_end(composer, NULL);
}

/* The duties of one sub-class from the first of it on; written ones are marked. */
static void write_group(struct composer *composer, const struct plan_category *category,
                        size_t first, bool *written)
{
    const struct plan *plan = composer->plan;
    struct view group = plan->duties.at[category->duties.at[first]].group;
    bool alone = true;
    for (size_t i = first + 1; i < category->duties.n && alone; i++)
        alone = !view_eq(plan->duties.at[category->duties.at[i]].group, group);
    for (size_t i = first; i < category->duties.n; i++) {
        const struct plan_duty *duty = &plan->duties.at[category->duties.at[i]];
        if (written[i] || !view_eq(duty->group, group))
            continue;
        written[i] = true;
        if (composer->buf.p[composer->buf.n - 2] != '{')
            buf_byte(&composer->buf, '\n');
        bool said = alone && view_eq(group, plan_item(plan, duty)->name);
        if (i == first && group.n && !said) {
            buf_text(&composer->buf, "    # --- ");
            put_line(&composer->buf, group);
            buf_text(&composer->buf, " ---\n");
        }
        write_duty(composer, duty);
    }
}

static void write_duties(struct composer *composer, const struct plan_category *category)
{
    bool *written = ARENA_ARRAY(composer->plan->arena, category->duties.n + 1, bool);
    for (size_t i = 0; i < category->duties.n; i++)
        if (!written[i])
            write_group(composer, category, i, written);
}

static void write_category(struct composer *composer, const struct plan_category *category)
{
    struct buf *out = &composer->buf;
    file_begin(composer);
    buf_text(out, "# ");
    put_line(out, category->display);
    buf_text(out, "：");
    if (category->duties.n)
        buf_print(out, "%zu 项。", category->duties.n);
    else
        buf_text(out, "只是上级，事项在下级的文件里。");
    buf_text(out, "照《");
    put_line(out, composer->source);
    buf_text(out, "》导入；标“建议”的，清单里没有写，请核对后去掉标记。\n");
    line_begin(composer);
    write_head(composer, category);
    write_words(composer, category->words.at, category->words.n, "    ");
    write_duties(composer, category);
    if (category->duties.n || category->words.n)
        buf_byte(out, '\n');
    line_begin(composer);
    buf_print(out, "    否则 交 %.*s", VIEW_FMT(unit_name(composer, category->otherwise)));
    line_end(composer, category->otherwise_guessed ? PROPOSAL : NULL);
    buf_text(out, "}\n");
    file_end(composer, path_of(composer->plan, category));
}

/* ---- what stands beside the duties ---- */

static void write_district(struct composer *composer)
{
    struct buf *out = &composer->buf;
    file_begin(composer);
    buf_text(out, "# 一页概况。事项照《");
    put_line(out, composer->source);
    buf_print(out,
              "》导入，原表整张留在 imported.tsv，zhida export 靠它还原，请不要删。\n"
              "# 标“建议”的都是拟的；全部核对完，搜索“建议”应当一处也没有。\n\n地区 %.*s ",
              VIEW_FMT(composer->plan->name));
    put_string(out, composer->plan->display);
    buf_text(out, " {\n    语言 zh、en\n    时限 standard\n");
    line_begin(composer);
    buf_text(out, "    热线 \"12345\"");
    line_end(composer, PROPOSAL);
    buf_text(out, "}\n");
    file_end(composer, VIEW("district.zd"));
}

static void write_units(struct composer *composer)
{
    const struct plan *plan = composer->plan;
    struct buf *out = &composer->buf;
    file_begin(composer);
    buf_text(out, "# 谁负责。名称照清单；职责、电话、工作时间、辖区清单里没有，请逐个补上。\n"
                  "# 同一个单位在清单里有几种写法的，这里就有几个，请合并成一个。\n");
    for (size_t i = 0; i < plan->units.n; i++) {
        buf_print(out, "\n单位 %.*s ", VIEW_FMT(plan->units.at[i].name));
        put_string(out, plan->units.at[i].display);
        buf_text(out, " {\n}\n");
    }
    file_end(composer, VIEW("units.zd"));
}

static void write_areas(struct composer *composer)
{
    const struct plan *plan = composer->plan;
    struct buf *out = &composer->buf;
    if (!plan->areas.n)
        return;
    file_begin(composer);
    buf_text(out, "# 地名树。清单只写了这些名字，社区、小区和别名请补上。\n\n");
    buf_print(out, "区域 %.*s ", VIEW_FMT(plan->root_area));
    put_string(out, plan->display);
    buf_text(out, " {\n");
    for (size_t i = 0; i < plan->areas.n; i++) {
        buf_print(out, "    %.*s ", VIEW_FMT(plan->areas.at[i].name));
        put_string(out, plan->areas.at[i].display);
        buf_byte(out, '\n');
    }
    buf_text(out, "}\n");
    file_end(composer, VIEW("areas.zd"));
}

static void write_starter(struct composer *composer)
{
    static const char clocks[] =
        "# 时限：清单里没有写期限的事项，按“处理”的时间办。数字是建议，请按本地的规定改。\n\n"
        "时限 standard {\n"
        "    受理 1 工作日\n"
        "    处理 5 工作日\n"
        "    提醒 1 工作日\n"
        "    延期 5 工作日\n"
        "    重办 1/2 至少 4 小时\n"
        "}\n";
    static const struct {
        const char *name, *text;
    } as_they_are[] = {
        {"calendar.zd", starter_calendar}, {"phrases.zd", starter_phrases},
        {"cues.zd", starter_cues},         {"danger.zd", starter_danger},
        {"acts.zd", starter_acts},         {"small_talk.zd", starter_small_talk},
    };
    file_begin(composer);
    buf_text(&composer->buf, clocks);
    file_end(composer, VIEW("clocks.zd"));
    for (size_t i = 0; i < sizeof as_they_are / sizeof *as_they_are; i++) {
        file_begin(composer);
        buf_text(&composer->buf, as_they_are[i].text);
        file_end(composer, view_of(as_they_are[i].name));
    }
    file_begin(composer);
    buf_text(&composer->buf,
             "# 对话要用的词表，取自样板区；名字是定死的，词可以按本地的说法增减。\n");
    starter_write_words(composer->plan->arena, &composer->buf);
    file_end(composer, VIEW("words.zd"));
}

void compose_files(const struct plan *plan, struct view source, composed *out)
{
    struct composer composer = {.plan = plan, .source = source, .out = out};
    out->n = 0;
    buf_init(&composer.buf, FILE_ROOM);
    write_district(&composer);
    write_units(&composer);
    write_areas(&composer);
    write_starter(&composer);
    for (size_t i = 0; i < plan->categories.n; i++)
        write_category(&composer, &plan->categories.at[i]);
    buf_free(&composer.buf);
}
