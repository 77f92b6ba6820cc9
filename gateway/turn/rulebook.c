/* rulebook: a pointer and a count of holders under one lock; taken once a message, so the lock is
 * never a matter of speed. Versions in force are few; an old one lives while prepared messages or a
 * turn hold it. */
#include "gateway/turn/rulebook.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "dsl/engine/often.h"

enum { OFTEN_MEMORY = 16 << 20 };

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
    arena_free(&held->often);
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
    if (book->past.n && often_count(&held->rules, book->past, &held->often, &often))
        held->rules.frequency = often.frequency;
}

enum rules_error rulebook_set(struct rulebook *book, void *memory, size_t size, bool mapped)
{
    struct rules_held *held = calloc(1, sizeof *held);
    if (!held)
        abort();
    *held = (struct rules_held){.memory = memory, .size = size, .mapped = mapped, .holders = 1};
    arena_init(&held->often, OFTEN_MEMORY);
    enum rules_error error = rules_open(&held->rules, memory, size);
    if (error != RULES_OK) {
        let_go(held);
        return error;
    }
    attach_often(book, held);
    pthread_mutex_lock(&book->lock);
    struct rules_held *before = book->now;
    book->now = held;
    drop(before);
    pthread_mutex_unlock(&book->lock);
    return RULES_OK;
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
