/* duty_list: the same entries twice. JSON holds everything, typed, under names that will not
 * change. Markdown is to be read and printed: for every class who does what by when, and which law
 * says so; conditions and words are left to the rules. */
#include "dsl/exchange/duty_list.h"

#include "dsl/base/json.h"
#include "dsl/exchange/duty_sheet.h"

/* ---- JSON ---- */

static void json_list(struct buf *out, const char *name, const struct view *list, size_t n)
{
    print_json_name(out, name);
    buf_byte(out, '[');
    for (size_t i = 0; i < n; i++) {
        print_json_next(out);
        print_json_text(out, list[i]);
    }
    buf_byte(out, ']');
}

static void json_optional(struct buf *out, const char *name, struct view text)
{
    if (text.n)
        print_json_field(out, name, text);
}

static void json_within(struct buf *out, struct duration within)
{
    static const char *const names[] = {
#define NAME(enumerator, zh, en) en,
        MEASURES(NAME)
#undef NAME
    };
    if (!within.count)
        return;
    print_json_name(out, "within");
    buf_byte(out, '{');
    print_json_number(out, "count", within.count);
    print_json_field(out, "measure", view_of(names[within.measure]));
    buf_byte(out, '}');
}

static void json_branches(struct buf *out, const struct entry *entry)
{
    if (!entry->branches.n)
        return;
    print_json_name(out, "branches");
    buf_byte(out, '[');
    for (size_t i = 0; i < entry->branches.n; i++) {
        print_json_next(out);
        buf_byte(out, '{');
        print_json_field(out, "areas", entry->branches.at[i].areas);
        print_json_field(out, "unit", entry->branches.at[i].unit);
        buf_byte(out, '}');
    }
    buf_byte(out, ']');
}

static void json_duty(struct buf *out, const struct entry *entry)
{
    struct view levels[CLASS_COLUMNS_MAX];
    size_t n = duty_sheet_levels(entry->field[ROLE_CLASS], levels);
    buf_byte(out, '{');
    print_json_field(out, "code", entry->field[ROLE_CODE]);
    json_list(out, "class", levels, n);
    print_json_field(out, "item", entry->field[ROLE_ITEM]);
    json_optional(out, "english", entry->field[ROLE_ENGLISH]);
    json_optional(out, "area", entry->field[ROLE_AREA]);
    print_json_field(out, "unit", entry->field[ROLE_UNIT]);
    json_branches(out, entry);
    json_list(out, "assist", entry->assists.at, entry->assists.n);
    print_json_bool(out, "urgent", entry->field[ROLE_URGENT].n > 0);
    json_within(out, entry->within);
    json_list(out, "words", entry->words.at, entry->words.n);
    json_list(out, "examples", entry->examples.at, entry->examples.n);
    json_list(out, "sayings", entry->sayings.at, entry->sayings.n);
    json_optional(out, "basis", entry->field[ROLE_BASIS]);
    for (int extra = 0; extra < EXTRA_COUNT; extra++)
        json_optional(out, extra_key((enum entry_extra)extra), entry->extra[extra]);
    buf_byte(out, '}');
}

void duty_list_json(const struct entries *entries, const struct model *model, struct buf *out)
{
    buf_byte(out, '{');
    print_json_field(out, "district", model->display.zh);
    json_optional(out, "hotline", model->hotline);
    print_json_name(out, "units");
    buf_byte(out, '[');
    for (size_t i = 0; i < model->units.n; i++) {
        buf_text(out, i ? ",\n{" : "\n{");
        print_json_field(out, "name", model->units.at[i].name);
        print_json_field(out, "display", model->units.at[i].display.zh);
        json_optional(out, "contact", model->units.at[i].contact);
        buf_byte(out, '}');
    }
    buf_text(out, "\n],\"duties\":[");
    for (size_t i = 0; i < entries->list.n; i++) {
        buf_text(out, i ? ",\n" : "\n");
        json_duty(out, &entries->list.at[i]);
    }
    buf_text(out, "\n]}\n");
}

/* ---- Markdown ---- */

/* What a table's cell may hold: no bar, no line end, nothing that reads as markup. */
static void put_cell(struct buf *out, struct view text)
{
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (c == '\n')
            buf_text(out, "<br>");
        else if (strchr("|\\`*_[]<>#", c) && c)
            buf_print(out, "\\%c", c);
        else if (c != '\r')
            buf_byte(out, c);
    }
}

static void put_path(struct buf *out, struct view path)
{
    struct view levels[CLASS_COLUMNS_MAX];
    size_t n = duty_sheet_levels(path, levels);
    for (size_t i = 0; i < n; i++) {
        if (i)
            buf_text(out, " / ");
        put_cell(out, levels[i]);
    }
}

/* How many entries from i on are of one class. */
static size_t run_of(const struct entries *entries, size_t i)
{
    size_t n = 1;
    while (i + n < entries->list.n && view_eq(entries->list.at[i + n].field[ROLE_CLASS],
                                              entries->list.at[i].field[ROLE_CLASS]))
        n++;
    return n;
}

static void put_contents(const struct entries *entries, bool chinese, struct buf *out)
{
    size_t class_ = 0;
    buf_print(out, "## %s\n\n", chinese ? "目录" : "Contents");
    for (size_t i = 0; i < entries->list.n; i += run_of(entries, i)) {
        buf_text(out, "- [");
        put_path(out, entries->list.at[i].field[ROLE_CLASS]);
        buf_print(out, chinese ? "](#c%zu)（%zu 项）\n" : "](#c%zu) (%zu)\n", ++class_,
                  run_of(entries, i));
    }
}

static void put_row(struct buf *out, const struct entry *entry, bool chinese)
{
    buf_text(out, "| ");
    put_cell(out, entry->field[ROLE_CODE]);
    buf_text(out, " | ");
    put_cell(out,
             entry->field[chinese || !entry->field[ROLE_ENGLISH].n ? ROLE_ITEM : ROLE_ENGLISH]);
    if (entry->extra[EXTRA_WHEN].n || entry->field[ROLE_AREA].n) {
        buf_text(out, chinese ? "<br>当 " : "<br>when ");
        put_cell(out,
                 entry->extra[EXTRA_WHEN].n ? entry->extra[EXTRA_WHEN] : entry->field[ROLE_AREA]);
    }
    buf_text(out, " | ");
    put_cell(out, entry->field[ROLE_UNIT]);
    if (entry->extra[EXTRA_WHERE].n) {
        buf_text(out, "<br>");
        put_cell(out, entry->extra[EXTRA_WHERE]);
    }
    buf_text(out, " | ");
    put_cell(out, entry->field[ROLE_ASSIST]);
    buf_text(out, " | ");
    if (entry->field[ROLE_URGENT].n)
        buf_text(out, chinese ? "急 " : "urgent ");
    put_cell(out, entry->field[ROLE_DEADLINE]);
    buf_text(out, " | ");
    put_cell(out, entry->field[ROLE_BASIS]);
    buf_text(out, " |\n");
}

static void put_class(const struct entries *entries, size_t first, size_t number, bool chinese,
                      struct buf *out)
{
    size_t n = run_of(entries, first);
    buf_print(out, "\n## <a id=\"c%zu\"></a>", number);
    put_path(out, entries->list.at[first].field[ROLE_CLASS]);
    buf_text(out, chinese ? "\n\n| 编码 | 事项 | 责任单位 | 协办 | 期限 | 依据 |\n"
                          : "\n\n| code | item | unit | assist | deadline | basis |\n");
    buf_text(out, "| --- | --- | --- | --- | --- | --- |\n");
    for (size_t i = first; i < first + n; i++)
        put_row(out, &entries->list.at[i], chinese);
}

void duty_list_markdown(const struct entries *entries, const struct model *model, bool chinese,
                        struct buf *out)
{
    size_t number = 0;
    buf_text(out, "# ");
    put_cell(out, chinese || !model->display.en.n ? model->display.zh : model->display.en);
    buf_print(out,
              chinese ? " 职责清单\n\n%zu 项，%zu 个单位。\n\n"
                      : ": duties\n\n%zu duties, %zu units.\n\n",
              entries->list.n, model->units.n);
    put_contents(entries, chinese, out);
    for (size_t i = 0; i < entries->list.n; i += run_of(entries, i))
        put_class(entries, i, ++number, chinese, out);
}
