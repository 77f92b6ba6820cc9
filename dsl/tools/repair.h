/* repair: `zhida check --fix`: the changes that diagnostics offer, made in the files. */
#ifndef ZHIDA_REPAIR_H
#define ZHIDA_REPAIR_H

#include "dsl/lint/lint.h"
#include "dsl/tools/load.h"

/* Reads the folder, makes the changes, reads the result and so on until no change is left, then
 * writes the files that changed (with --dry-run: shows what would change) and says so. *loaded is
 * the result, linted, always to be freed. TOOL_SOUND: done; TOOL_ERRORS: --dry-run, and there is
 * something to change; TOOL_NOT_RUN: the folder could not be read, or a file not written. */
int repair_folder(const struct tool *tool, const struct tool_options *options,
                  const struct lint_settings *settings, const char *folder, struct loaded *loaded);

#endif
