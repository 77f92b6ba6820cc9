/* process: what the gateway settles with the operating system before it starts. */
#ifndef ZHIDA_PROCESS_H
#define ZHIDA_PROCESS_H

#include <stdbool.h>

/* Can the address be had? Asked before anything is changed, so that a start that must fail leaves
 * everything as it was. host NULL: every address. false: *why says it (errno's words). */
bool process_may_listen(const char *host, int port, const char **why);

/* As many open files as the system allows, up to 65,536: a connection is a file, and what a shell
 * allows is soon used up by those who connect and say nothing. */
void process_raise_file_limit(void);

/* Before any thread starts: HUP, TERM and INT are blocked, for one thread to wait for; a closed
 * pipe or a full disk is an error of the call, not the end. */
void process_block_signals(void);

#endif
