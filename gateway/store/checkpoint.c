/* checkpoint: PASSIVE checkpoints beside the writer.
 *
 * SQLite begins its log anew only when all of it has been copied and a write comes. Under steady
 * load the writer is always ahead of a passive checkpoint, so the log would never begin anew.
 * Therefore: the thread copies the bulk (thousands of pages, with the sync of the database file)
 * while the writer goes on; when the log is past LOG_MOST it goes round a second time, for what
 * came during the first, and the writer copies the few pages that came during the second, between
 * two batches, and the log starts over. Everybody waits for the writer then, so it does this
 * seldom: a log of 130 MB comes every few seconds at full speed, every few minutes in a city. The
 * file keeps its size (journal_size_limit): writing over blocks that are there syncs faster. */
#include "gateway/store/checkpoint.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

enum { WAKE_AT = 8000, LOG_MOST = 32000, IDLE_SECONDS = 5 };

struct checkpointer {
    struct db *db;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t some;
    int64_t pages, copied_at; /* of the log; when the last checkpoint began */
    bool stopping;
    _Atomic bool wants_turn;
    _Atomic int64_t count;
};

/* *copied: how long the log is that is copied now; the writer may set the mark back meanwhile. */
static bool wait_for_work(struct checkpointer *c, int64_t *copied)
{
    struct timespec until;
    pthread_mutex_lock(&c->lock);
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += IDLE_SECONDS;
    if (!c->stopping && c->pages - c->copied_at < WAKE_AT)
        pthread_cond_timedwait(&c->some, &c->lock, &until);
    bool stopping = c->stopping;
    *copied = c->copied_at = c->pages;
    pthread_mutex_unlock(&c->lock);
    return !stopping;
}

static void *work(void *argument)
{
    struct checkpointer *c = argument;
    int64_t rest, copied;
    pthread_setname_np(pthread_self(), "checkpoint");
    while (wait_for_work(c, &copied)) {
        if (db_checkpoint(c->db, &rest) != STORE_OK)
            continue; /* the writer meets the same disk and says so */
        c->count++;
        if (copied > LOG_MOST && db_checkpoint(c->db, &rest) == STORE_OK)
            c->wants_turn = true;
    }
    return NULL;
}

struct checkpointer *checkpointer_start(const char *path)
{
    struct checkpointer *c = calloc(1, sizeof *c);
    if (!c)
        return NULL;
    struct db_options options = {.path = path};
    pthread_mutex_init(&c->lock, NULL);
    pthread_cond_init(&c->some, NULL);
    if (db_open(&c->db, &options) != STORE_OK || pthread_create(&c->thread, NULL, work, c) != 0) {
        db_close(c->db);
        free(c);
        return NULL;
    }
    return c;
}

void checkpointer_stop(struct checkpointer *c)
{
    if (!c)
        return;
    pthread_mutex_lock(&c->lock);
    c->stopping = true;
    pthread_cond_signal(&c->some);
    pthread_mutex_unlock(&c->lock);
    pthread_join(c->thread, NULL);
    db_close(c->db);
    pthread_cond_destroy(&c->some);
    pthread_mutex_destroy(&c->lock);
    free(c);
}

void checkpointer_note(struct checkpointer *c, int64_t pages)
{
    if (!c)
        return;
    pthread_mutex_lock(&c->lock);
    if (pages < c->pages)
        c->copied_at = 0;
    c->pages = pages;
    if (pages - c->copied_at >= WAKE_AT)
        pthread_cond_signal(&c->some);
    pthread_mutex_unlock(&c->lock);
}

bool checkpointer_wants_turn(struct checkpointer *c)
{
    return c && atomic_exchange(&c->wants_turn, false);
}

int64_t checkpointer_count(struct checkpointer *c)
{
    return c->count;
}
