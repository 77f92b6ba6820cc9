/* csv: one pass over the bytes, field by field. A plain field is a view of the text; a quoted one
 * too, unless it has doubled quotes: then it is copied without them. So a row of a million costs no
 * memory, and an arena that is reset between rows never grows.
 *
 * Line numbers count line ends of the file, also those inside quotes, because that is what an
 * editor shows. */
#include "dsl/base/csv.h"

struct csv csv_open(struct view text)
{
    struct csv csv = {text, 0, 1};
    if (view_starts(text, VIEW("\xef\xbb\xbf")))
        csv.at = 3;
    return csv;
}

static bool at_end_of_line(const struct csv *csv)
{
    return csv->at == csv->text.n || csv->text.p[csv->at] == '\n' ||
           (csv->text.p[csv->at] == '\r' &&
            (csv->at + 1 == csv->text.n || csv->text.p[csv->at + 1] == '\n'));
}

static void pass_line_end(struct csv *csv)
{
    if (csv->at < csv->text.n && csv->text.p[csv->at] == '\r')
        csv->at++;
    if (csv->at < csv->text.n && csv->text.p[csv->at] == '\n') {
        csv->at++;
        csv->line++;
    }
}

static void pass_line(struct csv *csv)
{
    while (csv->at < csv->text.n && csv->text.p[csv->at] != '\n')
        csv->at++;
    pass_line_end(csv);
}

/* The field without the doubling of its quotes. */
static struct view undoubled(struct arena *arena, struct view field)
{
    char *out = arena_alloc(arena, field.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < field.n; i++) {
        out[n++] = field.p[i];
        if (field.p[i] == '"')
            i++;
    }
    return (struct view){out, n};
}

static enum csv_result quoted_field(struct csv *csv, struct arena *arena, struct view *out)
{
    size_t from = ++csv->at;
    size_t opened_on = csv->line;
    bool doubled = false;
    for (; csv->at < csv->text.n; csv->at++) {
        if (csv->text.p[csv->at] == '\n')
            csv->line++;
        if (csv->text.p[csv->at] != '"')
            continue;
        if (csv->at + 1 == csv->text.n || csv->text.p[csv->at + 1] != '"')
            break;
        doubled = true;
        csv->at++;
    }
    if (csv->at == csv->text.n) {
        csv->at = from; /* nothing closes it: only its own line is lost */
        csv->line = opened_on;
        return CSV_OPEN_QUOTE;
    }
    *out = view_sub(csv->text, from, csv->at);
    if (doubled)
        *out = undoubled(arena, *out);
    csv->at++;
    return at_end_of_line(csv) || csv->text.p[csv->at] == ',' ? CSV_ROW : CSV_AFTER_QUOTE;
}

static enum csv_result plain_field(struct csv *csv, struct view *out)
{
    size_t from = csv->at;
    while (!at_end_of_line(csv) && csv->text.p[csv->at] != ',') {
        if (csv->text.p[csv->at] == '"')
            return CSV_STRAY_QUOTE;
        csv->at++;
    }
    *out = view_sub(csv->text, from, csv->at);
    return CSV_ROW;
}

static enum csv_result next_field(struct csv *csv, struct arena *arena, struct csv_row *row)
{
    struct view field = {NULL, 0};
    bool quoted = csv->at < csv->text.n && csv->text.p[csv->at] == '"';
    enum csv_result result = quoted ? quoted_field(csv, arena, &field) : plain_field(csv, &field);
    if (result == CSV_ROW)
        VEC_ADD(arena, &row->fields, field);
    return result;
}

enum csv_result csv_next(struct csv *csv, struct arena *arena, struct csv_row *row)
{
    enum csv_result result;
    while (csv->at < csv->text.n && at_end_of_line(csv))
        pass_line_end(csv);
    row->fields.n = 0;
    row->line = csv->line;
    if (csv->at == csv->text.n)
        return CSV_END;
    while ((result = next_field(csv, arena, row)) == CSV_ROW && !at_end_of_line(csv))
        csv->at++;
    if (result == CSV_ROW) {
        pass_line_end(csv);
        return CSV_ROW;
    }
    row->line = csv->line;
    pass_line(csv);
    return result;
}

const char *csv_reason(enum csv_result result, bool chinese)
{
    switch (result) {
    case CSV_ROW:
    case CSV_END:
        return "";
    case CSV_OPEN_QUOTE:
        return chinese ? "引号没有关上" : "a quote is not closed";
    case CSV_AFTER_QUOTE:
        return chinese ? "引号后面只能是逗号或行尾" : "only a comma may follow a closing quote";
    case CSV_STRAY_QUOTE:
        return chinese ? "字段中间有引号；整个字段要用引号括起来"
                       : "a quote inside a field; the whole field has to stand in quotes";
    }
    return "";
}
