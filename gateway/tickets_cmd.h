/* tickets_cmd: `zhida tickets`: what the desk decided, as training material. */
#ifndef ZHIDA_TICKETS_CMD_H
#define ZHIDA_TICKETS_CMD_H

int tickets_cmd(int argc, char **argv);

#endif
