/* watch_folder: every folder below the rules is watched, new ones as they come. An editor changes a
 * file in several steps (write, rename, touch), so after the first change a short quiet is waited
 * for, that one saving is one run. Ctrl-C arrives as a descriptor like the changes do: no handler,
 * no flag. */
#include "gateway/watch_folder.h"

#include <dirent.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dsl/base/folders.h"

enum { QUIET_MS = 60, FOLDERS_DEEP = 16, CHANGES_MAX = 1 << 16 };

static const uint32_t of_interest =
    IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO;

static bool watch_below(int changes, const char *folder, int deep)
{
    if (inotify_add_watch(changes, folder, of_interest | IN_ONLYDIR) < 0)
        return false;
    DIR *list = deep > 0 ? opendir(folder) : NULL;
    if (!list)
        return true;
    for (const struct dirent *entry; (entry = readdir(list)) != NULL;) {
        char path[PATH_MAX];
        struct stat about;
        int n = snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (entry->d_name[0] != '.' && n > 0 && (size_t)n < sizeof path &&
            stat(path, &about) == 0 && S_ISDIR(about.st_mode))
            watch_below(changes, path, deep - 1);
    }
    closedir(list);
    return true;
}

static bool watch_all(const struct watch_folder *watch)
{
    struct folders folders;
    bool good = folders_read(watch->folder, &folders);
    for (size_t i = 0; good && i < folders.n; i++)
        good = watch_below(watch->changes, folders.at[i], FOLDERS_DEEP);
    return good;
}

bool watch_folder_begin(void *self, const char *folder)
{
    struct watch_folder *watch = self;
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGINT);
    sigaddset(&ends, SIGTERM);
    watch->folder = folder;
    watch->changes = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (watch->changes < 0 || !watch_all(watch))
        return false;
    sigprocmask(SIG_BLOCK, &ends, NULL);
    watch->signals = signalfd(-1, &ends, SFD_CLOEXEC | SFD_NONBLOCK);
    return watch->signals >= 0;
}

/* Takes what has arrived; true if there was any. */
static bool drain(int descriptor)
{
    char bytes[CHANGES_MAX];
    bool any = false;
    while (read(descriptor, bytes, sizeof bytes) > 0)
        any = true;
    return any;
}

static void close_both(struct watch_folder *watch)
{
    close(watch->changes);
    close(watch->signals);
    watch->changes = watch->signals = -1;
}

bool watch_folder_wait(void *self)
{
    struct watch_folder *watch = self;
    bool changed = false;
    for (;;) {
        struct pollfd ready[2] = {{.fd = watch->changes, .events = POLLIN},
                                  {.fd = watch->signals, .events = POLLIN}};
        int n = poll(ready, 2, changed ? QUIET_MS : -1);
        if (n == 0)
            break;
        if (n > 0 && ready[1].revents) {
            close_both(watch);
            return false;
        }
        changed = drain(watch->changes) || changed;
    }
    watch_all(watch);
    return true;
}
