/* explain: how the rules decide a text, or a talk of several, or an enterprise. The answer for a
 * citizen fits in a sentence; what an author needs to change it stands below.
 *
 * What --given and its like say is written into a 测试 block of its own and read with the rules, so
 * names, values and mistakes are those of the language, with the same messages and proposals. */
#include "dsl/engine/often.h"
#include "dsl/tools/account.h"
#include "dsl/tools/ranking.h"

enum { GIVEN_MAX = 1 << 16 };

static const struct tool_command command = {
    .name = "explain",
    .operands = "TEXT",
    .more_operands = true,
    .options = OPTION_BIT(RULES) | OPTION_BIT(AT) | OPTION_BIT(FORMAT) | OPTION_BIT(JSON) |
               OPTION_BIT(GIVEN) | OPTION_BIT(TIME) | OPTION_BIT(AREA) | OPTION_BIT(CHANNEL) |
               OPTION_BIT(ANSWER) | OPTION_BIT(ENTERPRISE) | OPTION_BIT(POLICY) |
               OPTION_BIT(SHORT) | OPTION_BIT(WHAT_IF) | OPTION_BIT(TICKETS),
    .needed = OPTION_BIT(RULES),
    .zh = "说明规则怎样处理一句话：先给市民一句，再给作者全部依据，和怎样才会是别的结果。",
    .en = "Explains how the rules decide a text: a sentence for the citizen, then all of it, and\n"
          "what would change it.",
    .exit_zh = "退出码：0 说明了，1 规则有错误，2 没能运行。",
    .exit_en = "Exit code: 0 explained, 1 errors in the rules, 2 could not run.",
};

/* ---- what is given ---- */

static void add_line(const struct tool_options *options, int option, const char *before,
                     struct buf *out)
{
    if (options->value[option])
        buf_print(out, "%s%s\n", before, options->value[option]);
}

/* Empty where nothing is given. */
static struct view given_text(const struct tool_options *options, struct buf *out)
{
    buf_init(out, GIVEN_MAX);
    add_line(options, OPTION_GIVEN, "设 ", out);
    add_line(options, OPTION_TIME, "设 时刻 = ", out);
    add_line(options, OPTION_AREA, "设 区域 = ", out);
    add_line(options, OPTION_CHANNEL, "设 渠道 = ", out);
    add_line(options, OPTION_ENTERPRISE, "企业 ", out);
    if (!out->n)
        return VIEW("");
    struct buf lines = *out;
    buf_init(out, GIVEN_MAX);
    buf_print(out, "测试 \"--given\" { 市民 \"-\"\n%.*s应得 否则 }\n", VIEW_FMT(buf_seen(&lines)));
    buf_free(&lines);
    return buf_seen(out);
}

static const struct test *given_test(const struct loaded *loaded, struct view text)
{
    return text.n ? &loaded->model->tests.at[loaded->model->tests.n - 1] : NULL;
}

/* Errors in what the line gives are the caller's, not the rules'. */
static bool is_callers(const struct loaded *loaded, struct view text)
{
    if (!text.n || !loaded->sources.files.n)
        return false;
    for (size_t i = 0; i < loaded->diags.list.n; i++) {
        const struct diag *diag = &loaded->diags.list.at[i];
        if (diag_severity(diag->code) == DIAG_ERROR &&
            diag->span.file + 1 != loaded->sources.files.n)
            return false;
    }
    return true;
}

/* ---- the line ---- */

static bool complain(const struct tool *tool, const struct tool_options *options, const char *what,
                     const char *zh, const char *en)
{
    fprintf(tool->err, "zhida explain: %s%s\n", what, options_say(options, zh, en));
    return false;
}

static bool line_good(const struct tool *tool, const struct tool_options *options)
{
    bool enterprise = options->value[OPTION_ENTERPRISE] != NULL;
    if (options->operands_n > 1)
        return complain(tool, options, options->operands[1], " 是多余的；接着说的话用 --answer",
                        " is too much; what is said next comes with --answer");
    if (!options->operands_n && !enterprise && !options->value[OPTION_GIVEN])
        return complain(tool, options, "TEXT", " 没有给出", " is missing");
    if (options->answer_count && !options->operands_n)
        return complain(tool, options, "--answer", " 前面要有一句话", " needs a text before it");
    return true;
}

static int policy_named(const struct model *model, const char *name)
{
    for (size_t i = 0; name && i < model->policies.n; i++)
        if (view_is(model->policies.at[i].name, name))
            return (int)i;
    return NONE;
}

/* ---- running ---- */

static int print_enterprise(const struct tool *tool, struct account *account,
                            const struct test *given)
{
    const struct tool_options *options = account->options;
    const char *name = options->value[OPTION_WHAT_IF] && *options->value[OPTION_WHAT_IF]
                           ? options->value[OPTION_WHAT_IF]
                           : options->value[OPTION_POLICY];
    int policy = policy_named(account->model, name);
    if (name && policy == NONE) {
        complain(tool, options, name, "：没有这项政策", ": there is no such policy");
        return TOOL_NOT_RUN;
    }
    explain_policies(account, given, policy);
    return TOOL_SOUND;
}

static int print_account(const struct tool *tool, struct account *account)
{
    const struct tool_options *options = account->options;
    const char *what_if = options->value[OPTION_WHAT_IF];
    bool named = what_if && *what_if;
    if (named && !account_reach(account, view_of(what_if))) {
        complain(tool, options, what_if, "：没有这个事项或单位", ": there is no such duty or unit");
        return TOOL_NOT_RUN;
    }
    if (!options->value[OPTION_SHORT] && !named)
        oracle_what_if(account->model, account->arena, &account->matter, &account->trace->decision,
                       what_if != NULL, &account->what_ifs);
    if (options->value[OPTION_SHORT])
        explain_short(account);
    else if (options->format == FORMAT_JSON)
        explain_json(account);
    else
        explain_text(account);
    return TOOL_SOUND;
}

/* How often each duty happens, from past tickets, for both sides. */
static bool attach_often(const struct tool *tool, const struct tool_options *options,
                         struct loaded *loaded)
{
    const char *path = options->value[OPTION_TICKETS];
    struct view table, why;
    struct often often;
    if (!path) {
        if (often_learned(&loaded->rules, &loaded->arena, &often))
            loaded->rules.frequency = loaded->model->frequency = often.frequency;
        return true;
    }
    if (!load_file(&loaded->arena, path, &table, &why)) {
        fprintf(tool->err, "zhida explain: %s: %.*s\n", path, VIEW_FMT(why));
        return false;
    }
    if (!often_count(&loaded->rules, table, &loaded->arena, &often))
        return complain(tool, options, path, "：第一行没有 duty 或 unit 列",
                        ": its first line names no column duty or unit");
    loaded->rules.frequency = loaded->model->frequency = often.frequency;
    return true;
}

static void rank_text(struct account *account, const struct rules *rules)
{
    account->learned = rules->learned;
    if (rules->learned && account->turns.n)
        account->ranking = recognise(rules, account->arena, account->turns.at[0].text)->ranking;
}

/* What the conversation offers where nothing was recognised. */
static void offer_near(struct account *account, const struct rules *rules)
{
    if (account->trace->decision.status != DECIDE_NOTHING || !account->turns.n)
        return;
    struct view text = account->turns.at[account->turns.n - 1].text;
    account->offered_count =
        near_offered(account->arena, recognise(rules, account->arena, text), account->offered);
}

static int run(const struct tool *tool, const struct tool_options *options)
{
    struct loaded loaded;
    struct buf lines;
    struct view text = given_text(options, &lines);
    int code = load_sound_with(tool, options, options->value[OPTION_RULES], VIEW("--given"), text,
                               &loaded);
    if (code == TOOL_ERRORS && is_callers(&loaded, text))
        code = TOOL_NOT_RUN;
    if (code == TOOL_SOUND && !ranking_open(tool, options, &loaded))
        code = TOOL_NOT_RUN;
    if (code == TOOL_SOUND && !attach_often(tool, options, &loaded))
        code = TOOL_NOT_RUN;
    if (code == TOOL_SOUND) {
        const struct test *given = given_test(&loaded, text);
        struct account *account = account_make(&loaded, options, given);
        rank_text(account, &loaded.rules);
        offer_near(account, &loaded.rules);
        code = options->value[OPTION_ENTERPRISE] ? print_enterprise(tool, account, given)
                                                 : print_account(tool, account);
        if (code == TOOL_SOUND)
            load_write(tool->out, &account->out);
        buf_free(&account->out);
    }
    load_free(&loaded);
    buf_free(&lines);
    return code;
}

int tool_explain(const struct tool *tool, int argc, char **argv)
{
    struct tool_options options;
    int code;
    if (!options_read(tool, &command, argc, argv, &options, &code))
        return code;
    if (!line_good(tool, &options))
        return TOOL_NOT_RUN;
    return run(tool, &options);
}
