/* rules_cmd: which rules a running gateway works by: look again, confirm, take back, list. */
#ifndef ZHIDA_RULES_CMD_H
#define ZHIDA_RULES_CMD_H

int reload_cmd(int argc, char **argv);
int confirm_cmd(int argc, char **argv);
int undo_cmd(int argc, char **argv);
int versions_cmd(int argc, char **argv);

#endif
