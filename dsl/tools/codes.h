/* codes: what a message of the compiler means, said by its code or by the name of its lint. */
#ifndef ZHIDA_TOOL_CODES_H
#define ZHIDA_TOOL_CODES_H

#include "dsl/syntax/diag.h"
#include "dsl/tools/options.h"

/* Prints what a code says, why it is there and what to do, as text or JSON. written: E0306, e0306,
 * or the name of a lint. false: there is none of that name (that was said). */
bool codes_explain(const struct tool *tool, const struct tool_options *options,
                   const char *written);

/* One line that names the command above for the first error, or else the first warning. */
void codes_hint(const struct tool *tool, const struct tool_options *options,
                const struct diags *diags);

#endif
