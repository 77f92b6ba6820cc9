/* chat_register: the same register as the gateway's, in a file that loses its name as soon as it is
 * open, sealed with a key that nobody keeps: nothing of it is left when the talk ends. */
#include "gateway/chat_register.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "gateway/world_real.h"

enum { TABLE_MAX = 1 << 30, PROBLEMS_MAX = 1 << 20 };

static bool read_table(const char *path, struct buf *out)
{
    FILE *in = fopen(path, "rb");
    if (!in)
        return false;
    char block[65536];
    for (size_t n; (n = fread(block, 1, sizeof block, in)) > 0;)
        buf_bytes(out, block, n);
    bool good = !ferror(in) && !out->full;
    fclose(in);
    return good;
}

static void load(struct chat_register *known, const struct rules *rules, struct view table)
{
    struct register_report report = {0};
    char path[] = "/tmp/zhida-chat-XXXXXX";
    int fd = mkstemp(path);
    if (fd < 0)
        return;
    close(fd);
    buf_init(&report.problems, PROBLEMS_MAX);
    if (register_load(table, rules, known->seal, path, &report))
        known->enterprises = register_open(path);
    if (report.refused)
        fprintf(stderr, "zhida chat: %zu rows are left out:\n%.*s", report.refused,
                VIEW_FMT(buf_seen(&report.problems)));
    unlink(path);
    buf_free(&report.problems);
}

void chat_register_open(struct chat_register *known, const struct rules *rules,
                        const char *rules_folder, const char *table)
{
    struct seal_key key;
    struct buf text;
    char sample[4096];
    *known = (struct chat_register){.world = world_real()};
    known->world.random(known->world.self, key.bytes, sizeof key.bytes);
    known->seal = seal_new(&key, &known->world);
    snprintf(sample, sizeof sample, "%s/samples/enterprises.csv", rules_folder);
    buf_init(&text, TABLE_MAX);
    if (known->seal && read_table(table ? table : sample, &text))
        load(known, rules, buf_seen(&text));
    else if (table)
        fprintf(stderr, "zhida chat: %s could not be read\n", table);
    buf_free(&text);
}

void chat_register_close(struct chat_register *known)
{
    register_close(known->enterprises);
    seal_free(known->seal);
}

void chat_register_find(struct chat_register *known, const struct rules *rules,
                        const struct talk_needs *needs, struct arena *arena,
                        struct enterprise_brief *out)
{
    struct view key = needs->enterprise_name.n ? needs->enterprise_name : needs->enterprise_code;
    struct enterprise found;
    if (!key.n || !known->enterprises ||
        !register_find(known->enterprises, rules, known->seal, key, arena, &found, &out->proved))
        return;
    out->found = true;
    out->code = found.code;
    out->name = found.name;
    out->facts = found.facts;
}
