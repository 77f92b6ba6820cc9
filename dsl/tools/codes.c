/* codes: the reference page of a code, in the terminal. The same tables as in dsl/reference: the
 * wording with … where a message has its arguments, the help, the reason, the lint and how it is
 * silenced. The examples stand in the pages only: a binary carries no files.
 *
 * A code may be written small, since it is typed from what is on the screen; a lint's name does as
 * well, since that is what stands behind a warning. */
#include "dsl/tools/codes.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "dsl/lint/lint.h"
#include "dsl/base/json.h"

enum { PAGE_LARGEST = 1 << 16 };

static enum diag_code find(const char *written, struct view *nearest)
{
    struct view names[DIAG_COUNT];
    enum lint lint = lint_find_name(view_of(written), nearest);
    if (lint < LINT_COUNT)
        return lint_entry(lint)->code;
    for (int code = 0; code < DIAG_COUNT; code++) {
        if (strcasecmp(written, diag_name((enum diag_code)code)) == 0)
            return (enum diag_code)code;
        names[code] = view_of(diag_name((enum diag_code)code));
    }
    if (!nearest->n)
        *nearest = diag_nearest(view_of(written), names, DIAG_COUNT);
    return DIAG_COUNT;
}

/* A record of the code whose arguments are all … . */
static struct diag blank(enum diag_code code)
{
    struct diag diag = {.code = code};
    for (size_t i = 0; i < sizeof diag.args / sizeof *diag.args; i++)
        diag.args[i] = VIEW("…");
    return diag;
}

static const struct lint_entry *lint_of(enum diag_code code, int *from)
{
    while (*from < LINT_COUNT) {
        const struct lint_entry *entry = lint_entry((enum lint)(*from)++);
        if (entry->code == code)
            return entry;
    }
    return NULL;
}

/* ---- text ---- */

static void put_lints(const struct tool_options *options, enum diag_code code, struct buf *out)
{
    int from = 0;
    const struct lint_entry *entry = lint_of(code, &from), *first = entry;
    if (!first) {
        buf_text(out, options_say(options, "\n这是错误，不能容许。\n",
                                  "\nThis is an error: it cannot be allowed.\n"));
        return;
    }
    buf_byte(out, '\n');
    for (; entry; entry = lint_of(code, &from))
        buf_print(out, "%s  %s\n", entry->name, options_say(options, entry->zh, entry->en));
    buf_print(out,
              options_say(options,
                          "\n容许这一处，写在行末或前一行：# 容许 %s：理由\n整个关掉：zhida check "
                          "--lint %s=off DIR\n",
                          "\nTo allow one place, at the end of the line or on the line before: "
                          "# allow %s: reason\nTo switch it off: zhida check --lint %s=off DIR\n"),
              first->name, first->name);
}

static void put_text(const struct tool_options *options, enum diag_code code, struct buf *out)
{
    struct diag diag = blank(code);
    struct buf help;
    bool error = diag_severity(code) == DIAG_ERROR;
    buf_init(&help, PAGE_LARGEST);
    diag_help(&diag, options->language, &help);
    buf_print(out, "%s[%s]: ",
              error ? options_say(options, "错误", "error")
                    : options_say(options, "警告", "warning"),
              diag_name(code));
    diag_message(&diag, options->language, out);
    buf_print(out, options_say(options, "\n\n为什么：%s\n", "\n\nwhy: %s\n"),
              diag_why(code, options->language));
    if (help.n)
        buf_print(out, options_say(options, "怎么办：%.*s\n", "what to do: %.*s\n"),
                  VIEW_FMT(buf_seen(&help)));
    put_lints(options, code, out);
    buf_print(out,
              options_say(options, "错的和对的写法：dsl/reference/%s.md\n",
                          "a wrong version and the right one: dsl/reference/%s.md\n"),
              diag_name(code));
    buf_free(&help);
}

/* ---- JSON ---- */

typedef void put_wording(const struct diag *diag, enum diag_language language, struct buf *out);

static void put_both(const struct diag *diag, put_wording *put, const char *zh, const char *en,
                     struct buf *out)
{
    const char *const names[] = {[DIAG_ZH] = zh, [DIAG_EN] = en};
    for (int language = DIAG_ZH; language <= DIAG_EN; language++) {
        struct buf text;
        buf_init(&text, PAGE_LARGEST);
        put(diag, (enum diag_language)language, &text);
        print_json_field(out, names[language], buf_seen(&text));
        buf_free(&text);
    }
}

static void put_json(enum diag_code code, struct buf *out)
{
    struct diag diag = blank(code);
    const char *separator = "";
    int from = 0;
    bool error = diag_severity(code) == DIAG_ERROR;
    buf_byte(out, '{');
    print_json_field(out, "code", view_of(diag_name(code)));
    print_json_field(out, "severity", view_of(error ? "error" : "warning"));
    put_both(&diag, diag_message, "message_zh", "message_en", out);
    put_both(&diag, diag_help, "help_zh", "help_en", out);
    print_json_field(out, "why_zh", view_of(diag_why(code, DIAG_ZH)));
    print_json_field(out, "why_en", view_of(diag_why(code, DIAG_EN)));
    print_json_name(out, "lints");
    buf_byte(out, '[');
    for (const struct lint_entry *entry; (entry = lint_of(code, &from)); separator = ",") {
        buf_text(out, separator);
        print_json_text(out, view_of(entry->name));
    }
    buf_text(out, "]}\n");
}

bool codes_explain(const struct tool *tool, const struct tool_options *options, const char *written)
{
    struct view nearest = {NULL, 0};
    enum diag_code code = find(written, &nearest);
    struct buf out;
    if (code == DIAG_COUNT) {
        fprintf(tool->err,
                options_say(options, "zhida check: 没有编号或检查“%s”",
                            "zhida check: there is no code or lint \"%s\""),
                written);
        if (nearest.n)
            fprintf(tool->err, options_say(options, "；是不是想写 %.*s？", "; did you mean %.*s?"),
                    VIEW_FMT(nearest));
        fputc('\n', tool->err);
        return false;
    }
    buf_init(&out, PAGE_LARGEST);
    if (options->format == FORMAT_JSON)
        put_json(code, &out);
    else
        put_text(options, code, &out);
    fwrite(out.p, 1, out.n, tool->out);
    buf_free(&out);
    return true;
}

/* The first error; where there is none the first warning. */
static const struct diag *first_of(const struct diags *diags)
{
    for (size_t i = 0; i < diags->list.n; i++)
        if (diags->list.at[i].severity == DIAG_ERROR)
            return &diags->list.at[i];
    return diags->list.n ? &diags->list.at[0] : NULL;
}

void codes_hint(const struct tool *tool, const struct tool_options *options,
                const struct diags *diags)
{
    const struct diag *first = first_of(diags);
    if (first)
        fprintf(tool->out,
                options_say(options, "想知道为什么：zhida check --explain %s\n",
                            "to know why: zhida check --explain %s\n"),
                diag_name(first->code));
}
