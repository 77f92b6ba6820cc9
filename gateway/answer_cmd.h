/* answer_cmd: `zhida answer`: questions on the input, answers out of a folder of documents. */
#ifndef ZHIDA_ANSWER_CMD_H
#define ZHIDA_ANSWER_CMD_H

#include "dsl/tools/tools.h"

/* Returns the exit code: 0 done, 2 could not run. */
int answer_cmd(const struct tool *tool, int argc, char **argv);

#endif
