/* register: the enterprises a district knows, from a CSV table. A register is a SQLite file of its
 * own, written as a whole and put in place by a rename: a load that fails leaves the old one.
 * Names, phones and figures are sealed; look-ups go by keyed hash. */
#ifndef ZHIDA_REGISTER_H
#define ZHIDA_REGISTER_H

#include "dsl/engine/decide.h"
#include "gateway/store/store.h"
#include "gateway/talk/talk.h"

struct register_report {
    size_t rows, refused;
    struct buf problems; /* a line each, at most 50; the caller's, initialised */
};

/* Reads the table and puts the register at path in place. false: not done; problems say why (a
 * table without code column, a file that could not be written, every row refused). A row with a
 * field that does not fit is refused alone, with its line and reason. */
bool register_load(struct view table, const struct rules *rules, struct seal *seal,
                   const char *path, struct register_report *report);

struct enterprise {
    struct view code, name;
    struct view phone; /* a mobile number as the short message channel names it, or as written */
    bool mobile;
    bool consent;
    struct enterprise_facts facts;
};

struct enterprises; /* an open register */

/* NULL: there is none, or it could not be read. */
struct enterprises *register_open(const char *path);
void register_close(struct enterprises *enterprises);
size_t register_count(const struct enterprises *enterprises);

/* By credit code, or else by exact name or phone; everything in the arena. *proved: it was asked
 * for by code or phone, which only the enterprise is expected to know. */
bool register_find(struct enterprises *enterprises, const struct rules *rules, struct seal *seal,
                   struct view key, struct arena *arena, struct enterprise *out, bool *proved);

/* Every enterprise in order of code; memory of each is gone after its visit. visit returns false to
 * stop. */
void register_each(struct enterprises *enterprises, const struct rules *rules, struct seal *seal,
                   bool (*visit)(void *self, const struct enterprise *enterprise), void *self);

#endif
