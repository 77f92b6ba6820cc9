/* rulebook: which rules are in force. A turn holds one version from start to end; a reload changes
 * what the next turn gets. An old version is let go when its last holder is done. */
#ifndef ZHIDA_RULEBOOK_H
#define ZHIDA_RULEBOOK_H

#include "dsl/engine/learned.h"

struct rules_held {
    struct rules rules; /* first */
    int64_t version;    /* in the store; 0: not known there yet */
    unsigned holders;   /* the rulebook's own */
    void *memory;
    size_t size;
    bool mapped;
    struct arena beside; /* frequencies, and the index of what comes near */
    struct learned learned;
    void *learned_memory; /* of munmap; NULL: no ranking */
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

/* The same with the learned ranking the rules were compiled with, mapped; taken over too. One that
 * does not open is left out, and *ranked says so. */
struct rulebook_ranking {
    void *memory; /* NULL: none */
    size_t size;
};
enum rules_error rulebook_set_ranked(struct rulebook *book, void *memory, size_t size, bool mapped,
                                     struct rulebook_ranking ranking, bool *ranked)
    __attribute__((warn_unused_result));

/* The rules in force; give back with rulebook_put. Any thread. NULL: none yet. */
struct rules_held *rulebook_take(struct rulebook *book);
/* Another hold on the same. */
void rulebook_hold(struct rulebook *book, struct rules_held *held);
void rulebook_put(struct rulebook *book, struct rules_held *held);

#endif
