/* rulebook: which rules are in force. A turn holds one version from start to end; a reload changes
 * what the next turn gets. An old version is let go when its last holder is done. */
#ifndef ZHIDA_RULEBOOK_H
#define ZHIDA_RULEBOOK_H

#include "dsl/engine/rules.h"

struct rules_held {
    struct rules rules; /* first */
    int64_t version;    /* in the store; 0: not known there yet */
    unsigned holders;   /* the rulebook's own */
    void *memory;
    size_t size;
    bool mapped;
    struct arena often; /* the rules' frequencies */
};

struct rulebook;

struct rulebook *rulebook_new(void);
void rulebook_free(struct rulebook *book);

/* Past tickets (TSV, see dsl/engine/often.h): every version put in force from now on asks by how
 * often its duties happened. The table must stay. */
void rulebook_often(struct rulebook *book, struct view table);

/* Puts an image in force: takes over memory (from malloc, or mmap where mapped). */
enum rules_error rulebook_set(struct rulebook *book, void *memory, size_t size, bool mapped)
    __attribute__((warn_unused_result));

/* The rules in force; give back with rulebook_put. Any thread. NULL: none yet. */
struct rules_held *rulebook_take(struct rulebook *book);
/* Another hold on the same. */
void rulebook_hold(struct rulebook *book, struct rules_held *held);
void rulebook_put(struct rulebook *book, struct rules_held *held);

#endif
