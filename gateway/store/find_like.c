/* find_like: which of the newest cases share most with some clues.
 *
 * find.c answers "all of these clues"; here it is "many of them, the rare ones above all", as one
 * asks for cases like this one. The newest blocks are read for each clue once and kept; how many
 * cases stand under a clue in them says how much it is worth (the logarithm of its rarity), and a
 * case's score is the worth of the clues it shares. Some 60 clues in 48 blocks, which are 49,152
 * cases, take some 15 ms; older cases are not looked at. */
#include "gateway/store/find.h"

#include <math.h>

#include "gateway/store/find_rows.h"

struct held { /* the places of a block that stand under one clue */
    const uint16_t *at;
    size_t n;
};

struct scoring {
    struct store *store;
    const struct find_like_query *query;
    struct arena *arena;
    struct find_block *blocks;
    size_t block_count;
    struct held **lists; /* by block; one for each clue */
    double worth[FIND_LIKE_CLUES];
    struct find_like *best; /* query->max + 1 of them, best first */
    size_t count;
};

/* The newest. */
static enum store_error read_blocks(struct scoring *s)
{
    size_t count = 0;
    enum store_error error = find_blocks(s->store, 0, INT64_MAX, s->arena, &s->blocks, &count);
    s->block_count = count < FIND_LIKE_BLOCKS ? count : FIND_LIKE_BLOCKS;
    return error;
}

static enum store_error read_list(struct scoring *s, int64_t number, uint32_t clue,
                                  struct held *out)
{
    struct db_call call = db_begin(s->store->db, OP_FIND_LIST);
    db_give_int(&call, number);
    db_give_int(&call, clue);
    enum store_error error = db_next(&call);
    struct view list = error == STORE_OK ? db_view(&call, 0) : VIEW("");
    out->n = list.n / sizeof *out->at;
    out->at = (const uint16_t *)(const void *)arena_copy(s->arena, list.p, list.n);
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

static enum store_error read_lists(struct scoring *s)
{
    enum store_error error = STORE_OK;
    s->lists = ARENA_ARRAY(s->arena, s->block_count, struct held *);
    for (size_t b = 0; b < s->block_count && error == STORE_OK; b++) {
        s->lists[b] = ARENA_ARRAY(s->arena, s->query->count, struct held);
        for (size_t i = 0; i < s->query->count && error == STORE_OK; i++)
            error = read_list(s, s->blocks[b].number, s->query->clues[i], &s->lists[b][i]);
    }
    return error;
}

/* ---- what a clue is worth ---- */

static enum store_error count_fresh(struct scoring *s, size_t counts[FIND_LIKE_CLUES], size_t *all)
{
    struct db_call call = db_begin(s->store->db, OP_FIND_FRESH);
    enum store_error error;
    for (; (error = db_next(&call)) == STORE_OK; ++*all)
        for (size_t i = 0; i < s->query->count; i++)
            counts[i] += find_row_has(db_view(&call, 1), s->query->clues[i]);
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

static enum store_error weigh(struct scoring *s)
{
    size_t counts[FIND_LIKE_CLUES] = {0}, all = s->block_count * FIND_BLOCK + 1;
    enum store_error error = count_fresh(s, counts, &all);
    for (size_t i = 0; i < s->query->count; i++) {
        for (size_t b = 0; b < s->block_count; b++)
            counts[i] += s->lists[b][i].n;
        s->worth[i] = log((double)(all + 1) / (double)(counts[i] + 1));
    }
    return error;
}

/* ---- the best ---- */

static void offer(struct scoring *s, int64_t id, double score)
{
    size_t at = s->count;
    if (score <= 0 || id == s->query->but || !id)
        return;
    for (size_t i = 0; i < s->count; i++) /* one may stand there twice */
        if (s->best[i].id == id)
            return;
    for (; at && s->best[at - 1].score < score; at--)
        s->best[at] = s->best[at - 1];
    s->best[at] = (struct find_like){id, score};
    s->count += s->count < s->query->max;
}

static enum store_error score_fresh(struct scoring *s)
{
    struct db_call call = db_begin(s->store->db, OP_FIND_FRESH);
    enum store_error error;
    while ((error = db_next(&call)) == STORE_OK) {
        double score = 0;
        for (size_t i = 0; i < s->query->count; i++)
            score += find_row_has(db_view(&call, 1), s->query->clues[i]) ? s->worth[i] : 0;
        offer(s, db_int(&call, 0), score);
    }
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

static bool is_among(const struct scoring *s, double score)
{
    return s->count < s->query->max || score > s->best[s->count - 1].score;
}

static enum store_error score_block(struct scoring *s, int64_t number, const struct held *lists)
{
    double scores[FIND_BLOCK] = {0};
    for (size_t i = 0; i < s->query->count; i++)
        for (size_t k = 0; k < lists[i].n; k++)
            if (lists[i].at[k] < FIND_BLOCK)
                scores[lists[i].at[k]] += s->worth[i];
    struct db_call call = db_begin(s->store->db, OP_FIND_CASES);
    db_give_int(&call, number);
    enum store_error error = db_next(&call);
    struct view cases = error == STORE_OK ? db_view(&call, 0) : VIEW("");
    for (size_t place = 0; (place + 1) * sizeof(int64_t) <= cases.n && place < FIND_BLOCK;
         place++) {
        int64_t id;
        memcpy(&id, cases.p + place * sizeof id, sizeof id);
        if (is_among(s, scores[place]))
            offer(s, id, scores[place]);
    }
    db_end(&call);
    return error;
}

enum store_error find_like(struct store *store, const struct find_like_query *query,
                           struct arena *arena, struct find_like **out, size_t *count)
{
    struct scoring s = {.store = store, .query = query, .arena = arena};
    double full = 0;
    s.best = ARENA_ARRAY(arena, query->max + 1, struct find_like);
    enum store_error error = read_blocks(&s);
    if (error == STORE_OK)
        error = read_lists(&s);
    if (error == STORE_OK)
        error = weigh(&s);
    if (error == STORE_OK)
        error = score_fresh(&s);
    for (size_t b = 0; b < s.block_count && error == STORE_OK; b++)
        error = score_block(&s, s.blocks[b].number, s.lists[b]);
    for (size_t i = 0; i < query->count; i++)
        full += s.worth[i];
    for (size_t i = 0; i < s.count; i++)
        s.best[i].score /= full;
    *out = s.best;
    *count = s.count;
    return error;
}
