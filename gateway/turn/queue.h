/* queue: inputs from many threads to one, in order, at most so many. */
#ifndef ZHIDA_QUEUE_H
#define ZHIDA_QUEUE_H

#include <pthread.h>

#include "gateway/turn/input.h"

struct queue {
    pthread_mutex_t lock;
    pthread_cond_t some;
    struct input *first, *last;
    size_t count, max;
    bool closed;  /* takes no more */
    bool waiting; /* the consumer sleeps */
};

void queue_init(struct queue *queue, size_t max);
void queue_free(struct queue *queue);

/* false: full or closed; the input stays the caller's. forced: past the limit too (results, which
 * are bounded by what is under way). */
bool queue_put(struct queue *queue, struct input *input, bool forced);

/* The same, never forced, without waking the consumer: queue_hurry() is to follow. */
bool queue_put_quietly(struct queue *queue, struct input *input);
void queue_hurry(struct queue *queue);

/* Waits until there is something, the queue is closed, or the time is over. */
void queue_wait(struct queue *queue, int64_t milliseconds);

/* Up to max inputs as a list; waits up to milliseconds for the first (0: not at all). NULL: none
 * came. */
struct input *queue_take(struct queue *queue, size_t max, int64_t milliseconds);

size_t queue_count(struct queue *queue);

/* Takes no more and wakes the consumer; what is in it can still be taken. */
void queue_close(struct queue *queue);
bool queue_done(struct queue *queue); /* closed and empty */
void queue_wake(struct queue *queue);

#endif
