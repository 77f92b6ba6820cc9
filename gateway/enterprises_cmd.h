/* enterprises_cmd: `zhida enterprises FILE.csv --rules DIR --data DIR`: loads the register. */
#ifndef ZHIDA_ENTERPRISES_CMD_H
#define ZHIDA_ENTERPRISES_CMD_H

/* Returns the exit code: 0 loaded, 1 rows were refused or the rules have errors, 2 could not run.
 */
int enterprises_cmd(int argc, char **argv);

#endif
