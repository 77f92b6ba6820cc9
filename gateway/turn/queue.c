/* queue: a list under a lock. The consumer takes whatever is there at once, so under load the lock
 * is taken rarely from its side; a producer signals only when the consumer sleeps, and with the
 * lock given back: else whoever is woken runs into it and sleeps again. A producer that has more to
 * come may leave the signal for the last. */
#include "gateway/turn/queue.h"

#include <time.h>

void queue_init(struct queue *queue, size_t max)
{
    *queue = (struct queue){.max = max};
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->some, &attributes);
    pthread_condattr_destroy(&attributes);
}

void queue_free(struct queue *queue)
{
    for (struct input *input = queue->first, *next; input; input = next) {
        next = input->next;
        input_free(input);
    }
    pthread_cond_destroy(&queue->some);
    pthread_mutex_destroy(&queue->lock);
}

/* *asleep: the consumer has to be woken. */
static bool put(struct queue *queue, struct input *input, bool forced, bool *asleep)
{
    pthread_mutex_lock(&queue->lock);
    bool takes = !queue->closed && (forced || queue->count < queue->max);
    if (takes) {
        input->next = NULL;
        if (queue->last)
            queue->last->next = input;
        else
            queue->first = input;
        queue->last = input;
        queue->count++;
    }
    *asleep = takes && queue->waiting;
    pthread_mutex_unlock(&queue->lock);
    return takes;
}

bool queue_put(struct queue *queue, struct input *input, bool forced)
{
    bool asleep;
    bool takes = put(queue, input, forced, &asleep);
    if (asleep)
        pthread_cond_signal(&queue->some);
    return takes;
}

bool queue_put_quietly(struct queue *queue, struct input *input)
{
    bool asleep;
    return put(queue, input, false, &asleep);
}

void queue_hurry(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    bool asleep = queue->first && queue->waiting;
    pthread_mutex_unlock(&queue->lock);
    if (asleep)
        pthread_cond_signal(&queue->some);
}

static struct timespec after(int64_t milliseconds)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    int64_t nanos = at.tv_nsec + milliseconds % 1000 * 1000000;
    at.tv_sec += milliseconds / 1000 + nanos / 1000000000;
    at.tv_nsec = nanos % 1000000000;
    return at;
}

/* One wait is enough: a wake without input lets the consumer look at its timers. */
static void wait_for_some(struct queue *queue, int64_t milliseconds)
{
    struct timespec until = after(milliseconds);
    if (queue->first || queue->closed || milliseconds <= 0)
        return;
    queue->waiting = true;
    pthread_cond_timedwait(&queue->some, &queue->lock, &until);
    queue->waiting = false;
}

void queue_wait(struct queue *queue, int64_t milliseconds)
{
    pthread_mutex_lock(&queue->lock);
    wait_for_some(queue, milliseconds);
    pthread_mutex_unlock(&queue->lock);
}

static struct input *cut_off(struct queue *queue, size_t max)
{
    struct input *list = queue->first, *end = list;
    size_t n = list ? 1 : 0;
    while (end && end->next && n < max) {
        end = end->next;
        n++;
    }
    queue->first = end ? end->next : NULL;
    if (end)
        end->next = NULL;
    if (!queue->first)
        queue->last = NULL;
    queue->count -= n;
    return list;
}

struct input *queue_take(struct queue *queue, size_t max, int64_t milliseconds)
{
    pthread_mutex_lock(&queue->lock);
    wait_for_some(queue, milliseconds);
    struct input *list = cut_off(queue, max);
    pthread_mutex_unlock(&queue->lock);
    return list;
}

size_t queue_count(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    size_t count = queue->count;
    pthread_mutex_unlock(&queue->lock);
    return count;
}

void queue_close(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    queue->closed = true;
    pthread_cond_broadcast(&queue->some);
    pthread_mutex_unlock(&queue->lock);
}

bool queue_done(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    bool done = queue->closed && !queue->first;
    pthread_mutex_unlock(&queue->lock);
    return done;
}

void queue_wake(struct queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    pthread_cond_broadcast(&queue->some);
    pthread_mutex_unlock(&queue->lock);
}
