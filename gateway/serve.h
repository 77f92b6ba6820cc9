/* serve: the gateway as a process. */
#ifndef ZHIDA_SERVE_H
#define ZHIDA_SERVE_H

/* `zhida serve`. 0: ended as asked; 1: the rules have errors; 2: could not start; 3: the store
 * broke while running. */
int serve_cmd(int argc, char **argv);

#endif
