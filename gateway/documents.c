/* documents: one library is in service behind a lock that readers share. A new one is opened beside
 * it, which may take seconds, and only the exchange of two pointers waits for the readers.
 *
 * Files are looked at by name, size and time every few seconds rather than watched: a folder on a
 * network drive, or one that is moved into place as a whole, tells no watcher. A change is indexed
 * when two looks in a row are alike, so a copy under way is not read in its middle. */
#include "gateway/documents.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

enum { SKIPPED_LOGGED = 20, SKIPPED_BYTES = 4 << 20 };

struct documents {
    const char *rules, *data;
    const struct world *world;
    const struct log *log;
    pthread_rwlock_t lock; /* of library */
    struct library *library;
    pthread_mutex_t reloading; /* one at a time; and of the three below */
    pthread_cond_t woken;
    bool watches, ends;
    uint64_t indexed; /* the stamp of what is in service */
    pthread_t watcher;
};

struct documents *documents_new(const char *rules, const char *data, const struct world *world,
                                const struct log *log)
{
    struct documents *documents = calloc(1, sizeof *documents);
    if (!documents)
        return NULL;
    *documents = (struct documents){.rules = rules, .data = data, .world = world, .log = log};
    pthread_rwlock_init(&documents->lock, NULL);
    pthread_mutex_init(&documents->reloading, NULL);
    pthread_cond_init(&documents->woken, NULL);
    return documents;
}

static void log_skipped(const struct documents *documents, struct library *library)
{
    struct library_skip skipped[SKIPPED_LOGGED];
    struct arena arena;
    arena_init(&arena, SKIPPED_BYTES);
    size_t count = library_skipped(library, &arena, skipped, SKIPPED_LOGGED);
    for (size_t i = 0; i < count && i < SKIPPED_LOGGED; i++)
        log_event(documents->log, LOG_WARNING, "document_skipped",
                  LOG_TEXT("document", skipped[i].path), LOG_WORD("reason", skipped[i].why_en));
    log_event(documents->log, LOG_INFO, "documents",
              LOG_NUMBER("indexed", library_documents(library)), LOG_NUMBER("skipped", count));
    arena_free(&arena);
}

static void exchange(struct documents *documents, struct library *library)
{
    pthread_rwlock_wrlock(&documents->lock);
    struct library *before = documents->library;
    documents->library = library;
    pthread_rwlock_unlock(&documents->lock);
    library_close(before);
}

/* The lock `reloading` is held. */
static void load(struct documents *documents)
{
    char why[512];
    uint64_t stamp = library_stamp(documents->rules);
    struct library *library = library_open(documents->rules, documents->data, why, sizeof why);
    documents->indexed = stamp;
    if (!library) {
        log_event(documents->log, LOG_WARNING, "no_documents", LOG_WORD("reason", why));
        return;
    }
    log_skipped(documents, library);
    exchange(documents, library);
}

void documents_reload(struct documents *documents)
{
    pthread_mutex_lock(&documents->reloading);
    load(documents);
    pthread_mutex_unlock(&documents->reloading);
}

/* ---- watching ---- */

static void wait_a_while(struct documents *documents)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += DOCUMENTS_LOOK_SECONDS;
    pthread_cond_timedwait(&documents->woken, &documents->reloading, &until);
}

static void *watch(void *self)
{
    struct documents *documents = self;
    pthread_setname_np(pthread_self(), "documents");
    pthread_mutex_lock(&documents->reloading);
    for (uint64_t before = documents->indexed; !documents->ends;) {
        wait_a_while(documents);
        if (documents->ends)
            break;
        uint64_t now = library_stamp(documents->rules);
        if (now == before && now != documents->indexed)
            load(documents);
        before = now;
    }
    pthread_mutex_unlock(&documents->reloading);
    return NULL;
}

bool documents_watch(struct documents *documents)
{
    documents->watches = pthread_create(&documents->watcher, NULL, watch, documents) == 0;
    return documents->watches;
}

void documents_free(struct documents *documents)
{
    if (!documents)
        return;
    if (documents->watches) {
        pthread_mutex_lock(&documents->reloading);
        documents->ends = true;
        pthread_cond_signal(&documents->woken);
        pthread_mutex_unlock(&documents->reloading);
        pthread_join(documents->watcher, NULL);
    }
    library_close(documents->library);
    pthread_rwlock_destroy(&documents->lock);
    pthread_mutex_destroy(&documents->reloading);
    pthread_cond_destroy(&documents->woken);
    free(documents);
}

/* ---- asking ---- */

static civil_day today(const struct documents *documents)
{
    return civil_local(documents->world->now(documents->world->self), CHINA_OFFSET_MINUTES).day;
}

size_t documents_find(struct documents *documents, struct view question, struct arena *arena,
                      struct passage **out)
{
    size_t count = 0;
    *out = ARENA_ARRAY(arena, DOCUMENTS_FOUND, struct passage);
    pthread_rwlock_rdlock(&documents->lock);
    if (documents->library)
        count = library_find(documents->library, question, today(documents), arena, *out,
                             DOCUMENTS_FOUND);
    pthread_rwlock_unlock(&documents->lock);
    return count;
}

size_t documents_follow(struct documents *documents, struct view links, struct view question,
                        struct arena *arena, struct passage **out)
{
    size_t count = 0;
    *out = ARENA_ARRAY(arena, PASSAGES_FOLLOWED, struct passage);
    pthread_rwlock_rdlock(&documents->lock);
    if (documents->library)
        count = library_follow(documents->library, links, question, today(documents), arena, *out,
                               PASSAGES_FOLLOWED);
    pthread_rwlock_unlock(&documents->lock);
    return count;
}

bool documents_standing(struct documents *documents, struct view link, struct arena *arena,
                        struct passage *out)
{
    pthread_rwlock_rdlock(&documents->lock);
    bool found = documents->library &&
                 library_standing(documents->library, link, today(documents), arena, out);
    pthread_rwlock_unlock(&documents->lock);
    return found;
}
