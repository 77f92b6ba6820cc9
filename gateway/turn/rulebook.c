/* rulebook: a pointer and a count of holders under one lock; taken once a message, so the lock is
 * never a matter of speed. Versions in force are few; an old one lives while prepared messages or a
 * turn hold it. */
#include "gateway/turn/rulebook.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "dsl/engine/near.h"
#include "dsl/engine/often.h"
#include "dsl/engine/opening.h"

enum { BESIDE_MEMORY = 256 << 20 };

struct rulebook {
    pthread_mutex_t lock;
    struct rules_held *now;
    struct view past; /* tickets, or empty */
};

struct rulebook *rulebook_new(void)
{
    struct rulebook *book = calloc(1, sizeof *book);
    if (book)
        pthread_mutex_init(&book->lock, NULL);
    return book;
}

static void let_go(struct rules_held *held)
{
    arena_free(&held->beside);
    if (held->learned_memory)
        munmap(held->learned_memory, held->learned.size);
    if (held->mapped)
        munmap(held->memory, held->size);
    else
        free(held->memory);
    free(held);
}

static void drop(struct rules_held *held)
{
    if (held && --held->holders == 0)
        let_go(held);
}

void rulebook_free(struct rulebook *book)
{
    if (!book)
        return;
    drop(book->now);
    pthread_mutex_destroy(&book->lock);
    free(book);
}

void rulebook_often(struct rulebook *book, struct view table)
{
    book->past = table;
}

static void attach_often(const struct rulebook *book, struct rules_held *held)
{
    struct often often;
    if (book->past.n ? often_count(&held->rules, book->past, &held->beside, &often)
                     : often_learned(&held->rules, &held->beside, &often))
        held->rules.frequency = often.frequency;
}

/* What the ranking's memory is not of use for is given back at once. */
static bool attach_ranking(struct rules_held *held, struct rulebook_ranking ranking)
{
    if (!ranking.memory)
        return false;
    if (learned_open(&held->learned, ranking.memory, ranking.size) != LEARNED_OK) {
        munmap(ranking.memory, ranking.size);
        return false;
    }
    held->learned_memory = ranking.memory;
    held->rules.learned = &held->learned;
    return true;
}

static void put_in_force(struct rulebook *book, struct rules_held *held)
{
    pthread_mutex_lock(&book->lock);
    struct rules_held *before = book->now;
    book->now = held;
    drop(before);
    pthread_mutex_unlock(&book->lock);
}

enum rules_error rulebook_set_ranked(struct rulebook *book, void *memory, size_t size, bool mapped,
                                     struct rulebook_ranking ranking, bool *ranked)
{
    struct rules_held *held = calloc(1, sizeof *held);
    if (!held)
        abort();
    *held = (struct rules_held){.memory = memory, .size = size, .mapped = mapped, .holders = 1};
    arena_init(&held->beside, BESIDE_MEMORY);
    enum rules_error error = rules_open(&held->rules, memory, size);
    *ranked = attach_ranking(held, ranking);
    if (error != RULES_OK) {
        let_go(held);
        return error;
    }
    attach_often(book, held);
    held->rules.near = near_index_new(&held->rules, &held->beside);
    held->rules.openings = openings_new(&held->rules, &held->beside);
    put_in_force(book, held);
    return RULES_OK;
}

enum rules_error rulebook_set(struct rulebook *book, void *memory, size_t size, bool mapped)
{
    bool ranked;
    return rulebook_set_ranked(book, memory, size, mapped, (struct rulebook_ranking){0}, &ranked);
}

struct rules_held *rulebook_take(struct rulebook *book)
{
    pthread_mutex_lock(&book->lock);
    struct rules_held *held = book->now;
    if (held)
        held->holders++;
    pthread_mutex_unlock(&book->lock);
    return held;
}

void rulebook_hold(struct rulebook *book, struct rules_held *held)
{
    pthread_mutex_lock(&book->lock);
    held->holders++;
    pthread_mutex_unlock(&book->lock);
}

void rulebook_put(struct rulebook *book, struct rules_held *held)
{
    if (!held)
        return;
    pthread_mutex_lock(&book->lock);
    drop(held);
    pthread_mutex_unlock(&book->lock);
}
