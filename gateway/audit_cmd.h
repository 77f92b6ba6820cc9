/* audit_cmd: `zhida audit`: proves the record, and writes it out. */
#ifndef ZHIDA_AUDIT_CMD_H
#define ZHIDA_AUDIT_CMD_H

int audit_cmd(int argc, char **argv);

#endif
