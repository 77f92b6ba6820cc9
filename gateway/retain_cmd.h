/* retain_cmd: `zhida retain`: how long what is kept, and what would go. */
#ifndef ZHIDA_RETAIN_CMD_H
#define ZHIDA_RETAIN_CMD_H

int retain_cmd(int argc, char **argv);

#endif
