/* lints: what the command line says of lints, and the list of them. */
#ifndef ZHIDA_TOOL_LINTS_H
#define ZHIDA_TOOL_LINTS_H

#include "dsl/lint/lint.h"
#include "dsl/tools/options.h"

/* The table's levels, with each --lint NAME=LEVEL. false: one of them is wrong (that was said). */
bool lints_settings(const struct tool *tool, const struct tool_options *options,
                    struct lint_settings *settings);

/* Prints every lint: name, code, level, what it finds; as text or JSON. */
void lints_print(const struct tool *tool, const struct tool_options *options,
                 const struct lint_settings *settings);

#endif
