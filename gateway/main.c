/* main: one binary. A command is one line of the table; what it does lives in its own file. This is
 * the only place where the author tools meet the clock and the terminal. */
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "dsl/tools/tools.h"
#include "gateway/answer_cmd.h"
#include "gateway/audit_cmd.h"
#include "gateway/chat_cmd.h"
#include "gateway/enterprises_cmd.h"
#include "gateway/erase_cmd.h"
#include "gateway/figures_cmd.h"
#include "gateway/past.h"
#include "gateway/points_cmd.h"
#include "gateway/retain_cmd.h"
#include "gateway/rules_cmd.h"
#include "gateway/serve.h"
#include "gateway/tickets_cmd.h"
#include "gateway/user_cmd.h"
#include "gateway/watch_folder.h"

struct command {
    const char *name;
    int (*tool)(const struct tool *tool, int argc, char **argv);
    int (*plain)(int argc, char **argv);
    const char *help;
};

static const struct command commands[] = {
    {"serve", NULL, serve_cmd, "run the gateway"},
    {"reload", NULL, reload_cmd, "let a running gateway read its rules again"},
    {"confirm", NULL, confirm_cmd, "keep rules that are on trial"},
    {"undo", NULL, undo_cmd, "take the rules in force back"},
    {"versions", NULL, versions_cmd, "which rules were in force, and what they decided"},
    {"chat", NULL, chat_cmd, "talk to the bot in the terminal"},
    {"check", tool_check, NULL, "read, check and compile a rules folder"},
    {"fmt", tool_fmt, NULL, "write rules files in the one style"},
    {"test", tool_test, NULL, "run the test blocks of a rules folder"},
    {"analyse", tool_analyse, NULL, "who is responsible: overlaps, gaps, shadows, with cases"},
    {"explain", tool_explain, NULL, "show how a text is decided"},
    {"classify", tool_classify, NULL, "desks for texts, a line each"},
    {"learn", tool_learn, NULL, "learn a ranking of desks from past tickets"},
    {"answer", answer_cmd, NULL, "answer questions out of a folder of documents, a line each"},
    {"diff", tool_diff, NULL, "what two versions of the rules mean differently"},
    {"match", tool_match, NULL, "which enterprise gets which policy"},
    {"import", tool_import, NULL, "turn a spreadsheet of duties into rules"},
    {"export", tool_export, NULL, "write the duties as CSV, XLSX, JSON or Markdown"},
    {"lsp", tool_lsp, NULL, "the language server for editors, over stdin and stdout"},
    {"enterprises", NULL, enterprises_cmd, "load the register of enterprises from CSV"},
    {"user", NULL, user_cmd, "add a desk user, or set a password"},
    {"tickets", NULL, tickets_cmd, "what the desk decided, as a table to learn from"},
    {"figures", NULL, figures_cmd, "are the statistics true; count them anew"},
    {"points", NULL, points_cmd, "the book of points: its rows, or the proof of them"},
    {"erase", NULL, erase_cmd, "forget a person who asks for it"},
    {"retain", NULL, retain_cmd, "how long what is kept, and what is due to go"},
    {"audit", NULL, audit_cmd, "prove that the record of looks and acts is as it was written"},
};

static int64_t microseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static int usage(FILE *out, int code)
{
    fprintf(out,
            "zhida 直达: from a chat message to the right desk\n\nusage: zhida COMMAND ...\n\n");
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        fprintf(out, "  %-12s %s\n", commands[i].name, commands[i].help);
    fprintf(out, "\nzhida COMMAND --help says more.\n");
    return code;
}

int main(int argc, char **argv)
{
    if (argc < 2)
        return usage(stderr, 2);
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)
        return usage(stdout, 0);
    struct watch_folder folder = {-1, -1, NULL};
    struct tool_watch watch = {&folder, watch_folder_begin, watch_folder_wait};
    struct tool tool = {.in = stdin,
                        .out = stdout,
                        .err = stderr,
                        .color = isatty(STDOUT_FILENO),
                        .progress = isatty(STDERR_FILENO) == 1,
                        .now = civil_local((int64_t)time(NULL), CHINA_OFFSET_MINUTES),
                        .microseconds = microseconds,
                        .watch = &watch,
                        .past = past_cases};
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (strcmp(argv[1], commands[i].name) != 0)
            continue;
        if (commands[i].tool)
            return commands[i].tool(&tool, argc - 1, argv + 1);
        return commands[i].plain(argc - 1, argv + 1);
    }
    fprintf(stderr, "zhida: there is no command '%s'\n\n", argv[1]);
    return usage(stderr, 2);
}
