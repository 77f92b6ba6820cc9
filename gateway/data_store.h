/* data_store: the database of a data folder, opened by a command that works beside a gateway or
 * without one. */
#ifndef ZHIDA_DATA_STORE_H
#define ZHIDA_DATA_STORE_H

#include "gateway/data_folder.h"
#include "gateway/store/store.h"

/* What stood in the way, to be said to a person: where (a path) and why, Chinese and English. */
struct data_trouble {
    const char *where, *why;
};

/* Opens what lies in the folder dir, with the master key beside it or in key_file (NULL: beside
 * it); reader: only to read. The world stays the caller's and outlives the store, which is closed
 * with store_close. false: trouble says why; nothing is made, nothing is open. */
bool data_store_open(const char *dir, const char *key_file, bool reader, const struct world *world,
                     struct arena *arena, struct store *out, struct data_trouble *trouble)
    __attribute__((warn_unused_result));

#endif
