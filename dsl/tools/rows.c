/* rows: the table of a category's duties with their truth, in words. A row that fell names the
 * first part of its condition that made it fall; a row that held but lost names who goes before
 * it. The condition is told in the author's own notation. */
#include "dsl/tools/rows.h"

static const char *say(enum diag_language language, const char *zh, const char *en)
{
    return language == DIAG_ZH ? zh : en;
}

const struct oracle_row *rows_find(const struct oracle_trace *trace, int duty)
{
    for (size_t i = 0; i < trace->rows.n; i++)
        if (trace->rows.at[i].duty == duty)
            return &trace->rows.at[i];
    return NULL;
}

static bool is_winner(const struct oracle_trace *trace, const struct oracle_row *row)
{
    return trace->decision.status == DECIDE_DUTY && trace->decision.duty == row->duty;
}

void rows_print_reason(const struct model *model, const struct oracle_trace *trace,
                       const struct oracle_row *row, enum diag_language language, struct buf *out)
{
    if (is_winner(trace, row))
        return;
    if (row->beaten_by != NONE) {
        buf_print(out,
                  say(language, "成立，但 \"%.*s\" 优先", "holds, but \"%.*s\" goes before it"),
                  VIEW_FMT(model->duties.at[row->beaten_by].code));
    } else if (row->condition != YES && row->atom) {
        buf_text(out, row->condition == NO ? say(language, "不成立：", "does not hold: ")
                                           : say(language, "还不知道：", "not known yet: "));
        oracle_tell_expr(model, row->atom, out);
    } else if (row->matter_decides) {
        buf_text(out, row->truth == NO
                          ? say(language, "没有说到它的事由", "its matter was not meant")
                          : say(language, "事由还不知道", "its matter is not known yet"));
    } else {
        buf_text(out, say(language, "成立", "holds"));
    }
}

static void print_row(const struct model *model, const struct oracle_trace *trace,
                      const struct oracle_row *row, enum diag_language language, struct buf *out)
{
    static const char *const marks[] = {[NO] = "✗", [YES] = "✓", [OPEN] = "?"};
    const struct duty *duty = &model->duties.at[row->duty];
    struct view display =
        language == DIAG_EN && duty->display.en.n ? duty->display.en : duty->display.zh;
    buf_print(out, "  %s %s \"%.*s\" %.*s  ", is_winner(trace, row) ? "→" : " ", marks[row->truth],
              VIEW_FMT(duty->code), VIEW_FMT(display));
    rows_print_reason(model, trace, row, language, out);
    buf_byte(out, '\n');
}

void rows_print(const struct model *model, const struct oracle_trace *trace,
                enum rows_choice choice, enum diag_language language, struct buf *out)
{
    for (size_t i = 0; i < trace->rows.n; i++) {
        const struct oracle_row *row = &trace->rows.at[i];
        if (choice == ROWS_ALL || row->truth != NO || row->duty == trace->nearest)
            print_row(model, trace, row, language, out);
    }
}
