/* past: a reader walks the cases from the newest to the oldest, some hundreds at a time, so that no
 * snapshot lasts: a gateway may be writing meanwhile. Words are unsealed into an arena that is
 * emptied for each batch. */
#include "gateway/past.h"

#include <stdlib.h>

#include "gateway/data_store.h"
#include "gateway/store/cases.h"
#include "gateway/world_real.h"

enum { BATCH = 500, BATCH_ARENA_MAX = 256 << 20 };

struct walk {
    struct store *store;
    struct arena arena;
    void *self;
    void (*each)(void *self, const struct past_case *one);
};

static enum store_error hand_out(struct walk *walk, int64_t id)
{
    struct case_full full;
    enum store_error error = cases_get(walk->store, id, &walk->arena, &full);
    if (error == STORE_OK)
        walk->each(walk->self, &(struct past_case){.text = full.text, .area = full.line.area});
    return error;
}

static enum store_error walk_all(struct walk *walk)
{
    struct case_filter filter = {.states = ~0u, .max = BATCH};
    struct case_line *lines;
    enum store_error error;
    size_t count = BATCH;
    while (count == BATCH) {
        error = cases_list(walk->store, &filter, &walk->arena, &lines, &count);
        for (size_t i = 0; error == STORE_OK && i < count; i++)
            error = hand_out(walk, filter.below = lines[i].id);
        if (error != STORE_OK)
            return error;
        arena_reset(&walk->arena);
    }
    return STORE_OK;
}

bool past_cases(const char *data, const char *key_file, struct arena *arena, void *self,
                void (*each)(void *self, const struct past_case *one), struct view *why)
{
    const struct world world = world_real();
    struct data_trouble trouble;
    struct store store;
    struct walk walk = {.self = self, .each = each, .store = &store};
    if (!data_store_open(data, key_file, true, &world, arena, &store, &trouble)) {
        *why = view_of(trouble.why);
        return false;
    }
    arena_init(&walk.arena, BATCH_ARENA_MAX);
    enum store_error error = walk_all(&walk);
    arena_free(&walk.arena);
    store_close(&store);
    *why = view_of(store_error_text(error));
    return error == STORE_OK;
}
