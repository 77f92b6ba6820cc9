/* figures_export: an answer as a table that other programs read.
 *
 * One line a group, one column a measure, the names of the language asked for on top. In CSV a cell
 * that a spreadsheet would take for a formula (=, +, -, @, tab, line end at its head) gets an
 * apostrophe before it: names come from rules that others write. Shares are plain numbers 0..1,
 * times seconds, so that nothing is lost to rounding. XLSX is written in memory, numbers as
 * numbers, text as text, never as a formula. Every file that leaves is recorded. */
#include "gateway/web/figures_api.h"

#include "gateway/web/csv_cell.h"

#include <stdio.h>
#include <stdlib.h>

#include <xlsxwriter.h>

struct table {
    const struct figures_call *f;
    const struct figures_answer *answer;
    bool english;
};

static struct view head_of(const struct table *t, enum figure_measure measure)
{
    const struct measure_info *info = measure_info(measure);
    return view_of(t->english ? info->en : info->zh);
}

static struct view name_of(const struct table *t, const struct figures_group *group)
{
    struct key_words words = figures_words(t->f->rules, t->f->asked.query.by, group->key);
    return t->english ? words.en : words.zh;
}

static struct view first_head(const struct table *t)
{
    const struct dimension_info *info = dimension_info(t->f->asked.query.by);
    return view_of(t->english ? info->en : info->zh);
}

static bool has_rows(const struct table *t)
{
    return t->f->asked.query.by != DIM_NONE;
}

/* ---- CSV ---- */

static void put_line(const struct table *t, struct buf *out, struct view name,
                     const struct figure *figure)
{
    csv_put_cell(out, name);
    for (size_t i = 0; i < t->f->asked.measure_count; i++) {
        double value;
        buf_byte(out, ',');
        if (measure_value(t->f->asked.measures[i], figure, &value))
            buf_print(out, "%.6g", value);
    }
    buf_text(out, "\r\n");
}

static struct view total_name(const struct table *t)
{
    return t->english ? VIEW("all") : VIEW("合计");
}

static void put_csv(const struct table *t, struct buf *out)
{
    buf_text(out, "\xef\xbb\xbf");
    csv_put_cell(out, first_head(t));
    for (size_t i = 0; i < t->f->asked.measure_count; i++) {
        buf_byte(out, ',');
        csv_put_cell(out, head_of(t, t->f->asked.measures[i]));
    }
    buf_text(out, "\r\n");
    for (size_t i = 0; i < t->answer->count && has_rows(t); i++)
        put_line(t, out, name_of(t, &t->answer->groups[i]), &t->answer->groups[i].figure);
    put_line(t, out, total_name(t), &t->answer->all);
}

/* ---- XLSX ---- */

static const char *text_of(const struct table *t, struct view text)
{
    return view_keep(t->f->call->arena, text).p;
}

static void write_line(const struct table *t, lxw_worksheet *sheet, lxw_row_t row, struct view name,
                       const struct figure *figure, lxw_format *share)
{
    worksheet_write_string(sheet, row, 0, text_of(t, name), NULL);
    for (size_t i = 0; i < t->f->asked.measure_count; i++) {
        enum figure_measure measure = t->f->asked.measures[i];
        double value;
        if (measure_value(measure, figure, &value))
            worksheet_write_number(sheet, row, (lxw_col_t)(i + 1), value,
                                   measure_info(measure)->form == FORM_SHARE ? share : NULL);
    }
}

static void write_sheet(const struct table *t, lxw_workbook *book)
{
    lxw_worksheet *sheet = workbook_add_worksheet(book, "zhida");
    lxw_format *bold = workbook_add_format(book), *share = workbook_add_format(book);
    lxw_row_t row = 1;
    format_set_bold(bold);
    format_set_num_format(share, "0.0%");
    worksheet_write_string(sheet, 0, 0, text_of(t, first_head(t)), bold);
    for (size_t i = 0; i < t->f->asked.measure_count; i++)
        worksheet_write_string(sheet, 0, (lxw_col_t)(i + 1),
                               text_of(t, head_of(t, t->f->asked.measures[i])), bold);
    for (size_t i = 0; i < t->answer->count && has_rows(t); i++)
        write_line(t, sheet, row++, name_of(t, &t->answer->groups[i]), &t->answer->groups[i].figure,
                   share);
    write_line(t, sheet, row, total_name(t), &t->answer->all, share);
    worksheet_set_column(sheet, 0, 0, 24, NULL);
    worksheet_freeze_panes(sheet, 1, 1);
}

/* The library writes to a path: a file without a name, in memory. */
static bool put_xlsx(const struct table *t, struct buf *out)
{
    char path[] = "/tmp/zhida-figures-XXXXXX";
    int fd = mkstemp(path);
    if (fd < 0)
        return false;
    FILE *file = fdopen(fd, "rb");
    lxw_workbook *book = workbook_new(path);
    if (book)
        write_sheet(t, book);
    bool good = book && workbook_close(book) == LXW_NO_ERROR;
    FILE *written = good ? fopen(path, "rb") : NULL;
    char piece[4096];
    for (size_t n; written && (n = fread(piece, 1, sizeof piece, written)) > 0;)
        buf_bytes(out, piece, n);
    if (written)
        fclose(written);
    if (file)
        fclose(file);
    remove(path);
    return written && !out->full;
}

/* ---- leaving ---- */

static void name_file(struct figures_call *f, const char *ending)
{
    struct buf name;
    buf_init(&name, 200);
    buf_print(&name, "attachment; filename=\"zhida-%s-%d-%d.%s\"",
              dimension_info(f->asked.query.by)->code, f->asked.query.from, f->asked.query.to,
              ending);
    web_add_header(f->call->response, "content-disposition", buf_keep(&name, f->call->arena));
    buf_free(&name);
}

bool figures_export(struct figures_call *f, const struct figures_answer *answer, struct view format)
{
    bool csv = view_is(format, "csv"), xlsx = view_is(format, "xlsx");
    struct web_response *response = f->call->response;
    struct table table = {f, answer, view_is(web_query(f->call->request, "language"), "en")};
    if (!csv && !xlsx)
        return false;
    if (desk_audit(f->call, "figures.export", 0, format) != STORE_OK) {
        web_error(response, WEB_BUSY);
        return true;
    }
    if (csv)
        put_csv(&table, &response->body);
    else if (!put_xlsx(&table, &response->body)) {
        web_error(response, WEB_BUSY);
        return true;
    }
    response->type = csv ? "text/csv; charset=utf-8"
                         : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    name_file(f, csv ? "csv" : "xlsx");
    return true;
}
