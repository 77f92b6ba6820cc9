/* findings: one queue, filled while the list is read, printed at the end in whatever form is asked
 * for. Nothing is counted away: a list of 4,000 items without words makes 4,000 records, because
 * each is a line somebody will have to fill in; only the summary on the terminal gathers them. */
#include "dsl/exchange/findings.h"

#include <stdlib.h>

#include "dsl/exchange/delimit.h"
#include "dsl/syntax/diag.h"
#include "dsl/base/json.h"

static const struct finding_entry {
    enum finding_class class_;
    const char *name, *zh, *en;
} entries[] = {
#define FINDING(name, class_, zh, en) {CLASS_##class_, #name, zh, en},
#include "dsl/exchange/finding_table.h"
#undef FINDING
};

static const char *const class_names[FINDING_CLASSES][2] = {
    {"缺少", "missing"}, {"矛盾", "conflict"}, {"推测", "guessed"}, {"另存", "kept aside"}};

void finding_add(struct findings *findings, enum finding_kind kind, size_t row, size_t column,
                 struct view first, struct view second, struct view third)
{
    bool of_row = entries[kind].class_ == CLASS_MISSING && row != SIZE_MAX;
    if (of_row && column == SIZE_MAX)
        return;
    VEC_ADD(findings->arena, &findings->list,
            ((struct finding){kind,
                              row == SIZE_MAX ? NO_ROW : (long)row,
                              column == SIZE_MAX ? NO_COLUMN : (long)column,
                              {first, second, third}}));
}

enum finding_class finding_class_of(enum finding_kind kind)
{
    return entries[kind].class_;
}

const char *finding_class_name(enum finding_class class_, bool chinese)
{
    return class_names[class_][chinese ? 0 : 1];
}

size_t findings_count(const struct findings *findings, enum finding_kind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < findings->list.n; i++)
        n += findings->list.at[i].kind == kind;
    return n;
}

void finding_tell(const struct finding *finding, bool chinese, struct buf *out)
{
    const char *p = chinese ? entries[finding->kind].zh : entries[finding->kind].en;
    for (; *p; p++) {
        if (p[0] == '{' && p[1] >= '0' && p[1] < '0' + FINDING_ARGS && p[2] == '}') {
            buf_view(out, diag_half(finding->args[p[1] - '0'], chinese ? DIAG_ZH : DIAG_EN));
            p += 2;
        } else {
            buf_byte(out, *p);
        }
    }
}

static int order(const void *a, const void *b)
{
    const struct finding *left = a, *right = b;
    if (left->row != right->row)
        return left->row < right->row ? -1 : 1;
    if (left->column != right->column)
        return left->column < right->column ? -1 : 1;
    return (int)left->kind - (int)right->kind;
}

void findings_sort(struct findings *findings)
{
    if (findings->list.n)
        qsort(findings->list.at, findings->list.n, sizeof *findings->list.at, order);
}

static void tell_place(const struct finding *finding, struct buf *out)
{
    if (finding->row != NO_ROW && finding->column != NO_COLUMN)
        sheet_name_cell((size_t)finding->row, (size_t)finding->column, out);
}

void findings_text(const struct findings *findings, bool chinese, struct buf *out)
{
    for (size_t i = 0; i < findings->list.n; i++) {
        const struct finding *one = &findings->list.at[i];
        buf_print(out, "%s", finding_class_name(entries[one->kind].class_, chinese));
        if (one->row != NO_ROW)
            buf_print(out, chinese ? "  第 %ld 行" : "  row %ld", one->row + 1);
        if (one->row != NO_ROW && one->column != NO_COLUMN)
            buf_byte(out, ' ');
        tell_place(one, out);
        buf_text(out, chinese ? "：" : ": ");
        finding_tell(one, chinese, out);
        buf_byte(out, '\n');
    }
}

static void csv_field(struct buf *out, struct buf *field, bool last)
{
    delimit_cell(buf_seen(field), ',', out);
    buf_text(out, last ? "\r\n" : ",");
    buf_clear(field);
}

void findings_csv(const struct findings *findings, bool chinese, struct buf *out)
{
    struct buf field;
    buf_init(&field, 1 << 20);
    buf_text(out, chinese ? "\xef\xbb\xbf类别,种类,行,单元格,说明\r\n"
                          : "\xef\xbb\xbf"
                            "class,kind,row,cell,what\r\n");
    for (size_t i = 0; i < findings->list.n; i++) {
        const struct finding *one = &findings->list.at[i];
        buf_print(out, "%s,%s,", finding_class_name(entries[one->kind].class_, chinese),
                  entries[one->kind].name);
        if (one->row != NO_ROW)
            buf_print(out, "%ld", one->row + 1);
        buf_byte(out, ',');
        tell_place(one, &field);
        csv_field(out, &field, false);
        finding_tell(one, chinese, &field);
        csv_field(out, &field, true);
    }
    buf_free(&field);
}

static void json_sentence(const struct finding *finding, const char *name, bool chinese,
                          struct buf *out)
{
    struct buf sentence;
    buf_init(&sentence, 1 << 20);
    finding_tell(finding, chinese, &sentence);
    print_json_field(out, name, buf_seen(&sentence));
    buf_free(&sentence);
}

void findings_json(const struct findings *findings, struct buf *out)
{
    struct buf cell;
    buf_init(&cell, 64);
    buf_text(out, "{\"findings\":[");
    for (size_t i = 0; i < findings->list.n; i++) {
        const struct finding *one = &findings->list.at[i];
        buf_text(out, i ? ",\n{" : "\n{");
        print_json_field(out, "class", view_of(class_names[entries[one->kind].class_][1]));
        print_json_field(out, "kind", view_of(entries[one->kind].name));
        if (one->row != NO_ROW)
            print_json_number(out, "row", one->row + 1);
        buf_clear(&cell);
        tell_place(one, &cell);
        if (cell.n)
            print_json_field(out, "cell", buf_seen(&cell));
        json_sentence(one, "zh", true, out);
        json_sentence(one, "en", false, out);
        buf_byte(out, '}');
    }
    buf_text(out, "\n]}\n");
    buf_free(&cell);
}

/* ---- the summary ---- */

enum { PLACES_SHOWN = 5 };

static void tell_kind(const struct findings *findings, enum finding_kind kind, bool chinese,
                      struct buf *out)
{
    size_t count = findings_count(findings, kind), shown = 0;
    bool rows = false;
    buf_print(out, "  %s %5zu  ", finding_class_name(entries[kind].class_, chinese), count);
    for (size_t i = 0; i < findings->list.n && shown < PLACES_SHOWN; i++) {
        const struct finding *one = &findings->list.at[i];
        if (one->kind != kind)
            continue;
        rows = rows || one->row != NO_ROW;
        if (shown == 0) {
            if (one->row != NO_ROW)
                buf_print(out, chinese ? "第 %ld 行：" : "row %ld: ", one->row + 1);
            finding_tell(one, chinese, out);
        } else if (one->row == NO_ROW) {
            buf_print(out, chinese ? "；还有“%.*s”" : "; also \"%.*s\"",
                      VIEW_FMT(diag_half(one->args[0], chinese ? DIAG_ZH : DIAG_EN)));
        } else {
            if (shown == 1)
                buf_text(out, chinese ? "；还有第 " : "; also rows ");
            else
                buf_text(out, chinese ? "、" : ", ");
            buf_print(out, "%ld", one->row + 1);
        }
        shown++;
    }
    if (shown > 1 && rows)
        buf_text(out, count > shown ? " ……" : "");
    if (shown > 1 && rows && chinese)
        buf_text(out, " 行");
    buf_byte(out, '\n');
}

void findings_summary(const struct findings *findings, bool chinese, struct buf *out)
{
    for (int class_ = 0; class_ < FINDING_CLASSES; class_++)
        for (int kind = 0; kind < FINDING_KINDS; kind++)
            if ((int)entries[kind].class_ == class_ &&
                findings_count(findings, (enum finding_kind)kind))
                tell_kind(findings, (enum finding_kind)kind, chinese, out);
}
