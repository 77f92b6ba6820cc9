/* test_folder: folders of a test's own, copied and removed by the system's tools. */
#ifndef ZHIDA_TEST_FOLDER_H
#define ZHIDA_TEST_FOLDER_H

#include <spawn.h>
#include <stdbool.h>
#include <sys/wait.h>

extern char **environ;

static inline bool folder_tool(const char *const *line)
{
    pid_t child;
    int code;
    return posix_spawnp(&child, line[0], NULL, NULL, (char *const *)(void *)line, environ) == 0 &&
           waitpid(child, &code, 0) == child && code == 0;
}

/* Into a folder that is there. */
static inline bool folder_copy(const char *from, const char *to)
{
    const char *const line[] = {"cp", "-r", "-T", from, to, NULL};
    return folder_tool(line);
}

static inline bool folder_remove(const char *path)
{
    const char *const line[] = {"rm", "-rf", path, NULL};
    return folder_tool(line);
}

#endif
