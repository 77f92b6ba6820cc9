/* child: converters read files that strangers wrote and crash like everything else that does. So
 * each runs in a process of its own, in a group of its own, which ends with its time: first by the
 * limits of the kernel (processor, memory, files it writes: none), then by the clock here.
 *
 * The gateway has threads. Between fork and exec only calls are made that are safe there: the path
 * is found and everything laid out before. The signal mask of the gateway's threads is not handed
 * on. */
#include "gateway/answer/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PATH_ROOM = 4096, PIECE = 65536, FIRST_OWN = 3, LAST_FILE = 65536, NOT_STARTED = 127 };

static bool find_program(const char *program, char *path)
{
    const char *places = getenv("PATH");
    struct view rest = view_of(places ? places : "/usr/bin:/bin");
    while (rest.p) {
        struct view place = view_cut(&rest, ':');
        int n = snprintf(path, PATH_ROOM, "%.*s/%s", VIEW_FMT(place), program);
        if (place.n && n > 0 && n < PATH_ROOM && access(path, X_OK) == 0)
            return true;
    }
    return false;
}

bool child_is_there(const char *program)
{
    char path[PATH_ROOM];
    return find_program(program, path);
}

/* ---- in the child ---- */

static void limit(int resource, rlim_t most)
{
    const struct rlimit both = {most, most};
    setrlimit((__rlimit_resource_t)resource, &both);
}

static void become(const char *path, const char *const *argv, struct child_limits limits, int out)
{
    static char language[] = "LC_ALL=C.UTF-8", home[] = "HOME=/nonexistent",
                places[] = "PATH=/usr/bin:/bin";
    char *const environment[] = {language, home, places, NULL};
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    int nothing = open("/dev/null", O_RDWR);
    if (nothing < 0 || dup2(nothing, 0) < 0 || dup2(out, 1) < 0 || dup2(nothing, 2) < 0)
        _exit(NOT_STARTED);
    if (close_range(FIRST_OWN, ~0U, 0) != 0)
        for (int i = FIRST_OWN; i < LAST_FILE; i++)
            close(i);
    limit(RLIMIT_CPU, (rlim_t)limits.seconds);
    limit(RLIMIT_AS, (rlim_t)limits.megabytes << 20);
    limit(RLIMIT_FSIZE, 0);
    limit(RLIMIT_CORE, 0);
    execve(path, (char *const *)(uintptr_t)argv, environment);
    _exit(NOT_STARTED);
}

/* ---- beside it ---- */

static int64_t milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Takes what it writes until it closes, runs out of time or fills the buffer. */
static enum child_result listen_to(int in, int64_t until, struct buf *out)
{
    char piece[PIECE];
    for (;;) {
        int64_t left = until - milliseconds();
        struct pollfd ready = {.fd = in, .events = POLLIN};
        int n = left > 0 ? poll(&ready, 1, (int)left) : 0;
        if (n == 0)
            return CHILD_TOO_LONG;
        ssize_t got = n < 0 ? -1 : read(in, piece, sizeof piece);
        if (got == 0)
            return CHILD_GOOD;
        if (got > 0)
            buf_bytes(out, piece, (size_t)got);
        else if (errno != EINTR)
            return CHILD_FAILED;
        if (out->full)
            return CHILD_TOO_MUCH;
    }
}

/* Who has closed its output has ended, or is about to; who has not is ended. */
static bool ended_well(pid_t child, bool heard, int64_t until)
{
    int status = 0;
    while (heard && waitpid(child, &status, WNOHANG) == 0) {
        heard = milliseconds() < until;
        usleep(1000);
    }
    if (!heard) {
        kill(-child, SIGKILL);
        kill(child, SIGKILL);
        while (waitpid(child, &status, 0) < 0 && errno == EINTR)
            ;
    }
    return heard && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

enum child_result child_run(const char *const *argv, struct child_limits limits, struct buf *out)
{
    char path[PATH_ROOM];
    int ends[2];
    if (!find_program(argv[0], path))
        return CHILD_MISSING;
    if (pipe2(ends, O_CLOEXEC) != 0)
        return CHILD_IMPOSSIBLE;
    pid_t child = fork();
    if (child == 0)
        become(path, argv, limits, ends[1]);
    close(ends[1]);
    int64_t until = milliseconds() + limits.seconds * INT64_C(1000);
    enum child_result result = child < 0 ? CHILD_IMPOSSIBLE : listen_to(ends[0], until, out);
    close(ends[0]);
    if (child > 0 && !ended_well(child, result == CHILD_GOOD, until) && result == CHILD_GOOD)
        result = CHILD_FAILED;
    return result;
}
