/* watch_folder: waits until a file below a folder changes, by inotify. */
#ifndef ZHIDA_WATCH_FOLDER_H
#define ZHIDA_WATCH_FOLDER_H

#include "dsl/tools/tools.h"

struct watch_folder {
    int changes, signals; /* descriptors: inotify, signalfd */
    const char *folder;
};

/* For struct tool; self is a struct watch_folder. SIGINT and SIGTERM end the waiting, from begin
 * on. */
bool watch_folder_begin(void *self, const char *folder);
bool watch_folder_wait(void *self);

#endif
