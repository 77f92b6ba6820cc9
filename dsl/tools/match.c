/* match: a table of enterprises against the policies, by the engine. Row by row: what the
 * enterprise gets, what depends on a figure nobody gave, and what it misses by a single figure.
 * With --policy every enterprise is shown with all that stands between it and that policy.
 *
 * A field that cannot be read is said with its line and column, counts as unknown, and makes the
 * exit code 1; the other fields of the row still count. One arena is emptied row after row. */
#include "dsl/base/csv.h"
#include "dsl/engine/enterprise_row.h"
#include "dsl/oracle/oracle.h"
#include "dsl/base/json.h"
#include "dsl/tools/load.h"

enum { ROW_ARENA_MAX = 1 << 24, OUTPUT_BLOCK = 1 << 16, OUTPUT_MAX = 1 << 22 };

static const struct tool_command command = {
    .name = "match",
    .operands = "",
    .options = OPTION_BIT(RULES) | OPTION_BIT(ENTERPRISES) | OPTION_BIT(POLICY) | OPTION_BIT(AT) |
               OPTION_BIT(FORMAT) | OPTION_BIT(JSON),
    .needed = OPTION_BIT(RULES) | OPTION_BIT(ENTERPRISES),
    .zh = "拿企业表对照政策：谁可享、谁待定、差在哪里。列名用规则里的标签、数值、日期的名字，\n"
          "另有 code、name、phone、consent。",
    .en =
        "Holds a table of enterprises against the policies: who gets what, what depends, what is\n"
        "missed. Columns are named as the rules' tags, numbers and dates, and code, name, phone,\n"
        "consent.",
    .exit_zh = "退出码：0 完成，1 规则或表里有错误，2 没能运行。",
    .exit_en = "Exit code: 0 done, 1 errors in the rules or the table, 2 could not run.",
};

struct columns {
    struct enterprise_column *at;
    struct view *heading;
    size_t n;
};

struct matching {
    const struct tool *tool;
    const struct tool_options *options;
    const struct model *model;
    const struct rules *rules;
    const char *path;
    struct columns columns;
    struct enterprise_facts facts;
    struct buf out;
    int policy; /* the only one, or NONE */
    size_t rows, granted, open, mistakes;
    bool begun; /* an enterprise was printed: JSON needs a comma */
};

/* ---- reading ---- */

static void complain(struct matching *matching, size_t line, struct view what, const char *reason)
{
    matching->mistakes++;
    fprintf(matching->tool->err, "%s:%zu: %.*s%s%s\n", matching->path, line, VIEW_FMT(what),
            what.n ? ": " : "", reason);
}

static void find_column(struct matching *matching, size_t line, size_t at, struct view heading)
{
    struct enterprise_column column = enterprise_column_find(matching->rules, heading);
    matching->columns.at[at] = column;
    matching->columns.heading[at] = heading;
    if (column.kind == COLUMN_UNKNOWN)
        complain(matching, line, heading,
                 options_say(matching->options, "规则里没有这一列的名字", "no name of the rules"));
    if (column.kind == COLUMN_DERIVED)
        complain(matching, line, heading,
                 options_say(matching->options, "这是算出来的数，不用填",
                             "a derived number is computed, not given"));
}

static bool read_heading(struct matching *matching, struct csv *csv, struct arena *arena)
{
    struct csv_row row = {0};
    enum csv_result result = csv_next(csv, arena, &row);
    if (result != CSV_ROW) {
        complain(matching, row.line, VIEW(""),
                 result == CSV_END
                     ? options_say(matching->options, "表是空的", "the table is empty")
                     : csv_reason(result, matching->options->language == DIAG_ZH));
        return false;
    }
    matching->columns.n = row.fields.n;
    matching->columns.at = ARENA_ARRAY(arena, row.fields.n, struct enterprise_column);
    matching->columns.heading = ARENA_ARRAY(arena, row.fields.n, struct view);
    for (size_t i = 0; i < row.fields.n; i++)
        find_column(matching, row.line, i, row.fields.at[i]);
    return true;
}

static void read_field(struct matching *matching, const struct csv_row *row, size_t at)
{
    struct enterprise_column column = matching->columns.at[at];
    if (column.kind < COLUMN_TAG)
        return;
    enum enterprise_value value =
        enterprise_value_take(matching->rules, column, row->fields.at[at], &matching->facts);
    if (value > VALUE_EMPTY)
        complain(matching, row->line, matching->columns.heading[at],
                 enterprise_value_reason(value, matching->options->language == DIAG_ZH));
}

static struct view field_of(const struct matching *matching, const struct csv_row *row,
                            enum enterprise_column_kind kind)
{
    for (size_t i = 0; i < row->fields.n && i < matching->columns.n; i++)
        if (matching->columns.at[i].kind == kind)
            return view_trim(row->fields.at[i]);
    return (struct view){"", 0};
}

/* ---- text ---- */

static void name_variable(const struct matching *matching, struct variable variable,
                          struct buf *out)
{
    const struct model *model = matching->model;
    struct display display = variable.kind == VAR_TAG ? model->tags.at[variable.index].display
                             : variable.kind == VAR_NUMBER
                                 ? model->numbers.at[variable.index].display
                                 : model->dates.at[variable.index].display;
    bool english = matching->options->language == DIAG_EN && display.en.n;
    buf_view(out, english ? display.en : display.zh);
}

static void print_gap(struct matching *matching, const struct policy_gap *gap)
{
    struct buf *out = &matching->out;
    bool measured = gap->variable.kind != VAR_TAG;
    name_variable(matching, gap->variable, out);
    buf_byte(out, ' ');
    if (gap->open)
        buf_text(out, options_say(matching->options, "未知", "unknown"));
    else if (measured)
        oracle_tell_exact(matching->model, gap->variable, gap->have, out);
    else
        buf_text(out, options_say(matching->options, "不符", "does not fit"));
    if (!measured)
        return;
    buf_text(out, options_say(matching->options, "，要 ", ", wanted "));
    if (gap->variable.kind == VAR_DATE && matching->options->language == DIAG_EN) {
        buf_text(out, gap->is_least ? "not before " : "before ");
        oracle_tell_exact(matching->model, gap->variable, gap->bound, out);
    } else {
        oracle_tell_bound(matching->model, gap->variable, gap->is_least, gap->bound, out);
    }
}

static void print_policy(struct matching *matching, int policy, const char *verdict,
                         const struct policy_answer *answer)
{
    struct buf *out = &matching->out;
    const struct policy *self = &matching->model->policies.at[policy];
    bool english = matching->options->language == DIAG_EN && self->display.en.n;
    buf_print(out, "  %s  %.*s %.*s", verdict, VIEW_FMT(self->name),
              VIEW_FMT(english ? self->display.en : self->display.zh));
    if (answer->truth == YES && self->grant_text.n)
        buf_print(out, options_say(matching->options, "，%.*s", ", %.*s"),
                  VIEW_FMT(self->grant_text));
    for (int i = 0; i < answer->gap_count; i++) {
        buf_text(out, i ? options_say(matching->options, "；", "; ")
                        : options_say(matching->options, "：", ": "));
        print_gap(matching, &answer->gaps[i]);
    }
    if (!answer->in_window)
        buf_text(out, options_say(matching->options, "（不在受理期）", " (not open now)"));
    buf_byte(out, '\n');
}

/* Missed by one figure. */
static bool is_near(const struct policy_answer *answer)
{
    return answer->truth == NO && answer->gap_count == 1 && !answer->gaps[0].open &&
           answer->gaps[0].variable.kind != VAR_TAG;
}

static void show_text(struct matching *matching, int policy, const struct policy_answer *answer)
{
    const char *verdict = NULL;
    if (answer->truth == YES)
        verdict = options_say(matching->options, "可享", "yes");
    else if (answer->truth == OPEN)
        verdict = options_say(matching->options, "待定", "depends");
    else if (is_near(answer))
        verdict = options_say(matching->options, "差一点", "near");
    else if (matching->policy != NONE)
        verdict = options_say(matching->options, "不可享", "no");
    if (verdict && (answer->in_window || matching->policy != NONE))
        print_policy(matching, policy, verdict, answer);
}

/* ---- JSON ---- */

static void json_gap(struct matching *matching, const struct policy_gap *gap)
{
    struct buf name, *out = &matching->out;
    buf_init(&name, 1024);
    oracle_tell_variable(matching->model, gap->variable, &name);
    print_json_next(out);
    buf_byte(out, '{');
    print_json_field(out, "name", buf_seen(&name));
    print_json_bool(out, "open", gap->open);
    if (gap->variable.kind != VAR_TAG) {
        buf_clear(&name);
        oracle_tell_bound(matching->model, gap->variable, gap->is_least, gap->bound, &name);
        print_json_field(out, "bound", buf_seen(&name));
    }
    if (gap->variable.kind != VAR_TAG && !gap->open) {
        buf_clear(&name);
        oracle_tell_exact(matching->model, gap->variable, gap->have, &name);
        print_json_field(out, "have", buf_seen(&name));
    }
    buf_byte(out, '}');
    buf_free(&name);
}

static void show_json(struct matching *matching, int policy, const struct policy_answer *answer)
{
    static const char *const answers[] = {[NO] = "no", [YES] = "yes", [OPEN] = "depends"};
    struct buf *out = &matching->out;
    print_json_next(out);
    buf_byte(out, '{');
    print_json_field(out, "policy", matching->model->policies.at[policy].name);
    print_json_field(out, "answer", view_of(answers[answer->truth]));
    print_json_bool(out, "in_window", answer->in_window);
    print_json_name(out, "gaps");
    buf_byte(out, '[');
    for (int i = 0; i < answer->gap_count; i++)
        json_gap(matching, &answer->gaps[i]);
    buf_text(out, "]}");
}

/* ---- rows ---- */

static void match_policy(struct matching *matching, int policy)
{
    struct policy_answer answer;
    policy_match(matching->rules, policy, &matching->facts, matching->options->at.day, &answer);
    matching->granted += answer.truth == YES && answer.in_window;
    matching->open += answer.truth == OPEN && answer.in_window;
    if (matching->options->format == FORMAT_JSON)
        show_json(matching, policy, &answer);
    else
        show_text(matching, policy, &answer);
}

static void match_policies(struct matching *matching)
{
    if (matching->policy != NONE) {
        match_policy(matching, matching->policy);
        return;
    }
    for (size_t policy = 0; policy < matching->model->policies.n; policy++)
        match_policy(matching, (int)policy);
}

static void open_enterprise(struct matching *matching, struct view code, struct view name)
{
    struct buf *out = &matching->out;
    if (matching->options->format != FORMAT_JSON) {
        buf_print(out, "%.*s  %.*s\n", VIEW_FMT(code), VIEW_FMT(name));
        return;
    }
    buf_text(out, matching->begun ? ",\n{" : "\n{");
    print_json_field(out, "code", code);
    print_json_field(out, "name", name);
    print_json_name(out, "policies");
    buf_byte(out, '[');
    matching->begun = true;
}

static void flush(struct matching *matching, size_t least)
{
    if (matching->out.n < least)
        return;
    load_write(matching->tool->out, &matching->out);
    buf_clear(&matching->out);
}

static void match_row(struct matching *matching, const struct csv_row *row)
{
    if (row->fields.n != matching->columns.n) {
        complain(matching, row->line, VIEW(""),
                 options_say(matching->options, "列数和表头不一样，这一行跳过",
                             "not as many fields as the heading has; the row is left out"));
        return;
    }
    enterprise_facts_clear(matching->rules, &matching->facts);
    for (size_t i = 0; i < row->fields.n; i++)
        read_field(matching, row, i);
    matching->rows++;
    open_enterprise(matching, field_of(matching, row, COLUMN_CODE),
                    field_of(matching, row, COLUMN_NAME));
    match_policies(matching);
    if (matching->options->format == FORMAT_JSON)
        buf_text(&matching->out, "]}");
    flush(matching, OUTPUT_BLOCK);
}

static void match_rows(struct matching *matching, struct csv *csv)
{
    struct arena arena;
    enum csv_result result;
    arena_init(&arena, ROW_ARENA_MAX);
    do {
        struct csv_row row = {0};
        result = csv_next(csv, &arena, &row);
        if (result == CSV_ROW)
            match_row(matching, &row);
        else if (result != CSV_END)
            complain(matching, row.line, VIEW(""),
                     csv_reason(result, matching->options->language == DIAG_ZH));
        arena_reset(&arena);
    } while (result != CSV_END);
    arena_free(&arena);
}

static void print_end(struct matching *matching)
{
    struct buf *out = &matching->out;
    if (matching->options->format == FORMAT_JSON) {
        buf_text(out, "\n]");
        print_json_number(out, "enterprises_count", (int64_t)matching->rows);
        print_json_number(out, "granted", (int64_t)matching->granted);
        print_json_number(out, "depends", (int64_t)matching->open);
        print_json_number(out, "mistakes", (int64_t)matching->mistakes);
        buf_text(out, "}\n");
    } else {
        buf_print(out,
                  options_say(matching->options, "%zu 家企业：可享 %zu 项次，待定 %zu 项次\n",
                              "enterprises %zu: granted %zu, depend %zu\n"),
                  matching->rows, matching->granted, matching->open);
    }
    flush(matching, 0);
}

/* ---- the command ---- */

static bool choose_policy(struct matching *matching)
{
    const char *name = matching->options->value[OPTION_POLICY];
    matching->policy = NONE;
    if (!name)
        return true;
    matching->policy = rules_find(matching->rules, NOUN_POLICY, view_of(name));
    if (matching->policy == NONE)
        fprintf(matching->tool->err,
                options_say(matching->options, "zhida match: 没有名叫 %s 的政策\n",
                            "zhida match: no policy is called %s\n"),
                name);
    return matching->policy != NONE;
}

static int match_file(struct matching *matching, struct arena *arena)
{
    struct view text, why;
    matching->path = matching->options->value[OPTION_ENTERPRISES];
    if (!load_file(arena, matching->path, &text, &why)) {
        fprintf(matching->tool->err, "zhida match: %s: %.*s\n", matching->path, VIEW_FMT(why));
        return TOOL_NOT_RUN;
    }
    struct csv csv = csv_open(text);
    matching->facts = enterprise_facts_new(matching->rules, arena);
    if (!read_heading(matching, &csv, arena))
        return TOOL_ERRORS;
    if (matching->options->format == FORMAT_JSON)
        buf_text(&matching->out, "{\"enterprises\":[");
    match_rows(matching, &csv);
    print_end(matching);
    return matching->mistakes ? TOOL_ERRORS : TOOL_SOUND;
}

int tool_match(const struct tool *tool, int argc, char **argv)
{
    struct tool_options options;
    struct loaded loaded;
    int code;
    if (!options_read(tool, &command, argc, argv, &options, &code))
        return code;
    code = load_sound(tool, &options, options.value[OPTION_RULES], &loaded);
    struct matching matching = {
        .tool = tool, .options = &options, .model = loaded.model, .rules = &loaded.rules};
    buf_init(&matching.out, OUTPUT_MAX);
    if (code == TOOL_SOUND)
        code = choose_policy(&matching) ? match_file(&matching, &loaded.arena) : TOOL_NOT_RUN;
    buf_free(&matching.out);
    load_free(&loaded);
    return code;
}
