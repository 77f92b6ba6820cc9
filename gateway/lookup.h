/* lookup: the register of enterprises beside a running gateway: opened when it is first asked,
 * opened again when a new one was put in its place. One thread. */
#ifndef ZHIDA_LOOKUP_H
#define ZHIDA_LOOKUP_H

#include <sys/types.h>

#include "gateway/desk/register.h"

struct lookup {
    const char *path;
    struct enterprises *enterprises;
    dev_t device;
    ino_t inode;
};

void lookup_close(struct lookup *lookup);

/* Fills brief by code (a bound enterprise) or, where name is given, by code, phone or name. */
void lookup_enterprise(struct lookup *lookup, struct store *store, const struct rules *rules,
                       struct view code, struct view name, struct arena *arena,
                       struct enterprise_brief *brief);

/* For the sandbox: loads the sample table of the rules folder where there is no register yet. */
void lookup_load_sample(const struct lookup *lookup, struct store *store, const struct rules *rules,
                        const char *rules_folder);

#endif
