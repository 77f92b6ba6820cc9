/* folders: where rules lie: one folder, or several with ':' between, as in PATH (a district and the
 * base it shares with others). A name that is itself a folder is one, whatever signs it has. */
#ifndef ZHIDA_FOLDERS_H
#define ZHIDA_FOLDERS_H

#include "dsl/base/view.h"

enum { FOLDERS_MOST = 8, FOLDERS_ROOM = 4096, FOLDERS_LABEL = 256 };

struct folders {
    char text[FOLDERS_ROOM];
    const char *at[FOLDERS_MOST]; /* in text */
    size_t n;
};

/* false: more than FOLDERS_MOST, or too long; errno says so. */
bool folders_read(const char *written, struct folders *out);

/* Adds a folder to a list of FOLDERS_ROOM bytes. false: no room, and nothing was added. */
bool folders_add(char *list, const char *folder);

/* What files of the folder at `index` are shown and kept below, where there are several: the last
 * part of its name, no two alike. */
void folders_label(const struct folders *folders, size_t index, char label[FOLDERS_LABEL]);

/* The file of that path in the first folder that has it, into out. false: none has. */
bool folders_find(const char *written, struct view path, char *out, size_t size);

#endif
