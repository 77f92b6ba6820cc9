/* explain: how the rules decide one text. The answer for a citizen fits in a sentence; what an
 * author needs to change it stands below. */
#include "dsl/tools/account.h"

static const struct tool_command command = {
    .name = "explain",
    .operands = "TEXT",
    .operand_count = 1,
    .options = OPTION_BIT(RULES) | OPTION_BIT(AT) | OPTION_BIT(FORMAT) | OPTION_BIT(JSON),
    .needed = OPTION_BIT(RULES),
    .zh = "说明规则怎样处理一句话：先给市民一句，再给作者全部依据。",
    .en = "Explains how the rules decide a text: a sentence for the citizen, then all of it.",
    .exit_zh = "退出码：0 说明了，1 规则有错误，2 没能运行。",
    .exit_en = "Exit code: 0 explained, 1 errors in the rules, 2 could not run.",
};

int tool_explain(const struct tool *tool, int argc, char **argv)
{
    struct tool_options options;
    struct loaded loaded;
    int code;
    if (!options_read(tool, &command, argc, argv, &options, &code))
        return code;
    code = load_sound(tool, &options, options.value[OPTION_RULES], &loaded);
    if (code == TOOL_SOUND) {
        struct account *account = account_make(&loaded, &options, view_of(options.operand[0]));
        if (options.format == FORMAT_JSON)
            explain_json(account);
        else
            explain_text(account);
        load_write(tool->out, &account->out);
        buf_free(&account->out);
    }
    load_free(&loaded);
    return code;
}
