/* kept: a few answers, looked through one by one.
 *
 * Answers live on the heap until their place is taken by another; a key stands once. The lock is
 * held while bytes are copied, never while an answer is worked out: two people who ask at the same
 * moment for what is not kept yet both work it out, and the later one stands. */
#include "gateway/web/kept.h"

#include <pthread.h>
#include <stdlib.h>

struct answer {
    char *bytes; /* key, then what is kept; NULL: the place is free */
    size_t key, n;
    int64_t ends;
};

struct kept {
    pthread_mutex_t lock;
    struct answer answers[KEPT_ANSWERS];
};

struct kept *kept_new(void)
{
    struct kept *kept = calloc(1, sizeof *kept);
    if (kept)
        pthread_mutex_init(&kept->lock, NULL);
    return kept;
}

void kept_free(struct kept *kept)
{
    if (!kept)
        return;
    for (size_t i = 0; i < KEPT_ANSWERS; i++)
        free(kept->answers[i].bytes);
    pthread_mutex_destroy(&kept->lock);
    free(kept);
}

static bool is_of(const struct answer *answer, struct view key)
{
    return answer->bytes && view_eq((struct view){answer->bytes, answer->key}, key);
}

static bool copy_out(const struct answer *answer, int64_t now, struct buf *out)
{
    size_t before = out->n;
    if (now >= answer->ends)
        return false;
    buf_bytes(out, answer->bytes + answer->key, answer->n);
    return out->n == before + answer->n;
}

bool kept_find(struct kept *kept, struct view key, int64_t now, struct buf *out)
{
    bool found = false;
    pthread_mutex_lock(&kept->lock);
    for (size_t i = 0; i < KEPT_ANSWERS && !found; i++)
        found = is_of(&kept->answers[i], key) && copy_out(&kept->answers[i], now, out);
    pthread_mutex_unlock(&kept->lock);
    return found;
}

/* The key's own place, else a free one, else that of the answer which ends first. */
static struct answer *place_for(struct kept *kept, struct view key)
{
    struct answer *place = &kept->answers[0];
    for (size_t i = 0; i < KEPT_ANSWERS; i++) {
        struct answer *one = &kept->answers[i];
        if (is_of(one, key))
            return one;
        if (place->bytes && (!one->bytes || one->ends < place->ends))
            place = one;
    }
    return place;
}

static int64_t span_of(int64_t took)
{
    return took < KEPT_MOST_MS / KEPT_TIMES ? took * KEPT_TIMES : KEPT_MOST_MS;
}

void kept_put(struct kept *kept, struct view key, int64_t now, int64_t took, struct view answer)
{
    if (took < KEPT_LEAST_MS)
        return;
    char *bytes = malloc(key.n + answer.n);
    if (!bytes)
        return;
    memcpy(bytes, key.p, key.n);
    memcpy(bytes + key.n, answer.p, answer.n);
    pthread_mutex_lock(&kept->lock);
    struct answer *place = place_for(kept, key);
    free(place->bytes);
    *place = (struct answer){bytes, key.n, answer.n, now + span_of(took)};
    pthread_mutex_unlock(&kept->lock);
}
