/* workers: one job after the other by whoever is free. Jobs know nothing of each other and leave
 * the same behind whichever process does them, so what comes out does not depend on how many there
 * are. Processes and not threads: liblinear draws from the C library's one random sequence. */
#include "dsl/learn/workers.h"

#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { WORKERS_MOST = 16 };

void *workers_memory(size_t size)
{
    void *at =
        mmap(NULL, size ? size : 1, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return at == MAP_FAILED ? NULL : at;
}

void workers_release(void *memory, size_t size)
{
    if (memory)
        munmap(memory, size ? size : 1);
}

static void work(atomic_size_t *next, size_t jobs, void (*job)(void *self, size_t job), void *self)
{
    for (size_t at; (at = atomic_fetch_add(next, 1)) < jobs;)
        job(self, at);
    _exit(0);
}

bool workers_run(int workers, size_t jobs, void (*job)(void *self, size_t job), void *self)
{
    pid_t children[WORKERS_MOST];
    int n = workers < WORKERS_MOST ? workers : WORKERS_MOST;
    atomic_size_t *next = workers_memory(sizeof *next);
    bool sound = next != NULL;
    if (!next)
        return false;
    for (int i = 0; i < n; i++) {
        children[i] = fork();
        if (children[i] == 0)
            work(next, jobs, job, self);
        sound &= children[i] > 0;
    }
    for (int i = 0; i < n; i++) {
        int status = 0;
        if (children[i] > 0)
            sound &= waitpid(children[i], &status, 0) == children[i] && status == 0;
    }
    workers_release(next, sizeof *next);
    return sound;
}
