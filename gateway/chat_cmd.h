/* chat_cmd: `zhida chat`, the conversation in a terminal. */
#ifndef ZHIDA_CHAT_CMD_H
#define ZHIDA_CHAT_CMD_H

/* Returns the exit code: 0 ended by the user, 1 errors in the rules, 2 could not run. */
int chat_cmd(int argc, char **argv);

#endif
