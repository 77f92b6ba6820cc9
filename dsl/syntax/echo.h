/* echo: an error that only repeats what a mistake elsewhere caused. */
#ifndef ZHIDA_ECHO_H
#define ZHIDA_ECHO_H

#include "dsl/syntax/diag.h"

/* Drops the echoes from the queue: what stands in text that did not parse, and names said to be
 * missing that stand in a line where their declaration went wrong. */
void diags_drop_echoes(struct diags *diags);

#endif
