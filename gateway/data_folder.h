/* data_folder: where things lie in and beside a data folder. */
#ifndef ZHIDA_DATA_FOLDER_H
#define ZHIDA_DATA_FOLDER_H

#include "dsl/base/view.h"

struct data_folder {
    const char *path;        /* DIR, without a slash at its end */
    const char *database;    /* DIR/zhida.db */
    const char *media;       /* DIR/media */
    const char *marker;      /* DIR/at-work: of the crash marker */
    const char *enterprises; /* DIR/enterprises.db: the register */
    const char *images;      /* DIR/rules: the versions that were in force, and their history */
    const char *key;         /* DIR.key: the master key, never inside */
};

/* Names in the arena. */
void data_folder_name(const char *dir, struct arena *arena, struct data_folder *out);

/* Makes the folder and its media (mode 0700) where they are missing. false: errno says why. */
bool data_folder_make(const struct data_folder *folder);

/* Takes the folder for this process until it ends: two gateways on one folder would count the same
 * numbers twice. The descriptor, or -1: somebody else has it (or errno says why). */
int data_folder_lock(const struct data_folder *folder);

#endif
