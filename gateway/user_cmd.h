/* user_cmd: `zhida user`: desk users from the command line, beside a running gateway or before it.
 */
#ifndef ZHIDA_USER_CMD_H
#define ZHIDA_USER_CMD_H

/* Returns the exit code: 0 done, 1 it may not be done (no such user, bad password), 2 could not
 * run. */
int user_cmd(int argc, char **argv);

#endif
