/* ranking: a learned ranking is used where it lies beside the rules, and never half: one that does
 * not open stops the command with what to do. */
#include "dsl/tools/ranking.h"

static const char *reason(const struct tool_options *options, enum learned_error error)
{
    switch (error) {
    case LEARNED_OTHER_VERSION:
        return options_say(options, "它是另一个版本的 zhida 学的，请重新运行 zhida learn",
                           "another version of zhida learned it; run zhida learn again");
    case LEARNED_NO_MODEL:
    case LEARNED_DAMAGED:
    case LEARNED_OK:
        break;
    }
    return options_say(options, "文件不完整或已损坏，请重新运行 zhida learn",
                       "the file is damaged; run zhida learn again");
}

bool ranking_open(const struct tool *tool, const struct tool_options *options,
                  struct loaded *loaded)
{
    char path[FOLDERS_ROOM];
    struct view bytes, why;
    const char *broken = NULL;
    struct learned *learned = ARENA_NEW(&loaded->arena, struct learned);
    if (!folders_find(options->value[OPTION_RULES], VIEW(LEARNED_FILE), path, sizeof path))
        return true;
    if (!load_file(&loaded->arena, path, &bytes, &why)) {
        broken = why.p;
    } else {
        enum learned_error error = learned_open(learned, bytes.p, bytes.n);
        broken = error == LEARNED_OK ? NULL : reason(options, error);
    }
    if (broken)
        fprintf(tool->err, "zhida: %s: %s\n", path, broken);
    else
        loaded->rules.learned = learned;
    return !broken;
}
