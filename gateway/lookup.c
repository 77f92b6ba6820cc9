/* lookup: a register is replaced by a rename, so another inode under its name is another register.
 */
#include "gateway/lookup.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dsl/base/file.h"
#include "dsl/base/folders.h"

enum { TABLE_MAX = 256 << 20 };

void lookup_close(struct lookup *lookup)
{
    register_close(lookup->enterprises);
    lookup->enterprises = NULL;
}

static void refresh(struct lookup *lookup)
{
    struct stat now;
    if (stat(lookup->path, &now) != 0)
        return;
    if (lookup->enterprises && now.st_ino == lookup->inode && now.st_dev == lookup->device)
        return;
    lookup_close(lookup);
    lookup->enterprises = register_open(lookup->path);
    lookup->inode = now.st_ino;
    lookup->device = now.st_dev;
}

void lookup_enterprise(struct lookup *lookup, struct store *store, const struct rules *rules,
                       struct view code, struct view name, struct arena *arena,
                       struct enterprise_brief *brief)
{
    struct enterprise found;
    bool proved;
    refresh(lookup);
    if (!lookup->enterprises || !register_find(lookup->enterprises, rules, store->seal,
                                               name.n ? name : code, arena, &found, &proved))
        return;
    *brief = (struct enterprise_brief){.found = true,
                                       .proved = name.n && proved,
                                       .code = found.code,
                                       .name = found.name,
                                       .facts = found.facts};
}

void lookup_load_sample(const struct lookup *lookup, struct store *store, const struct rules *rules,
                        const char *rules_folder)
{
    char path[4096];
    struct buf table;
    struct register_report report;
    if (access(lookup->path, F_OK) == 0)
        return;
    buf_init(&table, TABLE_MAX);
    buf_init(&report.problems, 65536);
    if (folders_find(rules_folder, VIEW("samples/enterprises.csv"), path, sizeof path) &&
        file_read(path, &table) &&
        register_load(buf_seen(&table), rules, store->seal, lookup->path, &report))
        printf("sandbox: %zu sample enterprises\n", report.rows);
    buf_free(&report.problems);
    buf_free(&table);
}
