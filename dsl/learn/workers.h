/* workers: jobs shared out among processes. Private to dsl/learn. */
#ifndef ZHIDA_LEARN_WORKERS_H
#define ZHIDA_LEARN_WORKERS_H

#include <stdbool.h>
#include <stddef.h>

/* Does the jobs 0 .. jobs-1, each once, in `workers` processes. What a job is to leave behind it
 * writes into memory that all share. false: the system gave no process, or one of them failed. */
bool workers_run(int workers, size_t jobs, void (*job)(void *self, size_t job), void *self)
    __attribute__((warn_unused_result));

/* Zeroed memory that processes share, or NULL. */
void *workers_memory(size_t size);
void workers_release(void *memory, size_t size);

#endif
