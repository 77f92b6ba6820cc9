/* figures: facts, their sums, and the cases that are to be counted anew, as rows.
 *
 * The counts of a figure are columns made of one table (figure_table.h), so this file never names
 * one: it gives and takes them in the table's order. An addition is one upsert; nothing is ever
 * read before it is written. Facts are found by their case's number, which begins with the day. */
#include "gateway/store/figures.h"

#include "dsl/base/vec.h"

static enum store_error one_key(struct store *store, enum db_op op, int64_t key)
{
    struct db_call call = db_begin(store->db, op);
    db_give_int(&call, key);
    return db_run(&call);
}

static enum store_error take_ids(struct db_call *call, size_t max, int64_t *ids, size_t *count)
{
    enum store_error error = STORE_OK;
    *count = 0;
    while (*count < max && (error = db_next(call)) == STORE_OK)
        ids[(*count)++] = db_int(call, 0);
    db_end(call);
    return error == STORE_NONE ? STORE_OK : error;
}

/* ---- what is due ---- */

enum store_error fact_note(struct store *store, int64_t case_id)
{
    store->facts_noted = true;
    return one_key(store, OP_FACT_NOTE, case_id);
}

enum store_error fact_done(struct store *store, int64_t case_id)
{
    return one_key(store, OP_FACT_DONE, case_id);
}

enum store_error fact_due(struct store *store, size_t max, int64_t *ids, size_t *count)
{
    struct db_call call = db_begin(store->db, OP_FACT_DUE);
    db_give_int(&call, (int64_t)max);
    return take_ids(&call, max, ids, count);
}

enum store_error fact_cases(struct store *store, int64_t after, size_t max, int64_t *ids,
                            size_t *count)
{
    struct db_call call = db_begin(store->db, OP_FACT_CASES);
    db_give_int(&call, after);
    db_give_int(&call, (int64_t)max);
    return take_ids(&call, max, ids, count);
}

enum store_error fact_forget_all(struct store *store)
{
    static const enum db_op steps[] = {OP_FACT_CLEAR, OP_FIGURE_CLEAR, OP_FACT_DUE_CLEAR};
    enum store_error error = STORE_OK;
    for (size_t i = 0; i < sizeof steps / sizeof *steps && error == STORE_OK; i++) {
        struct db_call call = db_begin(store->db, steps[i]);
        error = db_run(&call);
    }
    return error;
}

/* ---- facts ---- */

enum store_error fact_put(struct store *store, const struct case_fact *fact)
{
    struct db_call call = db_begin(store->db, OP_FACT_PUT);
    db_give_int(&call, fact->case_id);
    db_give_text(&call, fact->category);
    db_give_text(&call, fact->duty);
    db_give_text(&call, fact->unit);
    db_give_text(&call, fact->area);
    db_give_int(&call, fact->channel);
    db_give_int(&call, fact->kind);
    db_give_int(&call, fact->marks);
    db_give_int(&call, fact->bucket);
    for (int i = 0; i < FACT_SUMS; i++)
        db_give_int(&call, fact->sums[i]);
    return db_run(&call);
}

static struct case_fact fact_of(const struct db_call *call)
{
    struct case_fact fact = {.case_id = db_int(call, 0),
                             .category = db_view(call, 1),
                             .duty = db_view(call, 2),
                             .unit = db_view(call, 3),
                             .area = db_view(call, 4),
                             .channel = (int)db_int(call, 5),
                             .kind = (int)db_int(call, 6),
                             .marks = (uint32_t)db_int(call, 7),
                             .bucket = (int)db_int(call, 8)};
    for (int i = 0; i < FACT_SUMS; i++)
        fact.sums[i] = db_int(call, 9 + i);
    return fact;
}

enum store_error fact_get(struct store *store, int64_t case_id, struct arena *arena,
                          struct case_fact *out)
{
    struct db_call call = db_begin(store->db, OP_FACT_GET);
    db_give_int(&call, case_id);
    enum store_error error = db_next(&call);
    if (error == STORE_OK) {
        *out = fact_of(&call);
        out->category = view_keep(arena, out->category);
        out->duty = view_keep(arena, out->duty);
        out->unit = view_keep(arena, out->unit);
        out->area = view_keep(arena, out->area);
    }
    db_end(&call);
    return error;
}

static enum store_error walk(struct store *store, enum db_op op, const struct fact_want *want,
                             bool (*take)(void *self, const struct case_fact *fact), void *self)
{
    struct db_call call = db_begin(store->db, op);
    db_give_int(&call, want->from);
    db_give_int(&call, want->below);
    db_give_int(&call, want->any_mark);
    db_give_text(&call, want->unit);
    db_give_text(&call, want->duty);
    db_give_text(&call, want->category);
    db_give_text(&call, want->area);
    enum store_error error;
    while ((error = db_next(&call)) == STORE_OK) {
        struct case_fact fact = fact_of(&call);
        if (!take(self, &fact))
            break;
    }
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error fact_walk(struct store *store, const struct fact_want *want,
                           bool (*take)(void *self, const struct case_fact *fact), void *self)
{
    return walk(store, OP_FACT_WALK, want, take, self);
}

enum store_error fact_walk_back(struct store *store, const struct fact_want *want,
                                bool (*take)(void *self, const struct case_fact *fact), void *self)
{
    return walk(store, OP_FACT_WALK_BACK, want, take, self);
}

/* ---- sources ---- */

static enum store_error source_events(struct store *store, struct arena *arena,
                                      struct fact_source *out)
{
    VEC(struct fact_event) events = {0};
    struct db_call call = db_begin(store->db, OP_FACT_EVENTS);
    db_give_int(&call, out->case_id);
    enum store_error error;
    while ((error = db_next(&call)) == STORE_OK)
        VEC_ADD(arena, &events,
                ((struct fact_event){db_int(&call, 0), (int)db_int(&call, 1), (int)db_int(&call, 2),
                                     (int)db_int(&call, 3), db_int(&call, 4)}));
    db_end(&call);
    out->events = events.at;
    out->event_count = events.n;
    return error == STORE_NONE ? STORE_OK : error;
}

enum store_error fact_source(struct store *store, int64_t case_id, struct arena *arena,
                             struct fact_source *out)
{
    struct db_call call = db_begin(store->db, OP_FACT_CASE);
    db_give_int(&call, case_id);
    enum store_error error = db_next(&call);
    if (error == STORE_OK)
        *out = (struct fact_source){.case_id = case_id,
                                    .state = (int)db_int(&call, 0),
                                    .kind = (int)db_int(&call, 1),
                                    .channel = (int)db_int(&call, 2),
                                    .flags = (unsigned)db_int(&call, 3),
                                    .category = view_keep(arena, db_view(&call, 4)),
                                    .duty = view_keep(arena, db_view(&call, 5)),
                                    .unit = view_keep(arena, db_view(&call, 6)),
                                    .area = view_keep(arena, db_view(&call, 7)),
                                    .filed = db_int(&call, 8)};
    db_end(&call);
    return error == STORE_OK ? source_events(store, arena, out) : error;
}

/* ---- figures ---- */

enum store_error figure_add(struct store *store, const struct figure_key *key,
                            const struct figure *more)
{
    struct db_call call = db_begin(store->db, OP_FIGURE_ADD);
    db_give_int(&call, key->view);
    db_give_int(&call, key->period);
    db_give_text(&call, key->a);
    db_give_text(&call, key->b);
    for (int i = 0; i < FIGURE_COUNTS; i++)
        db_give_int(&call, more->n[i]);
    return db_run(&call);
}

enum store_error figure_walk(struct store *store, int view, int from, int to,
                             const struct figure_reading *reading)
{
    struct db_call call = db_begin(store->db, OP_FIGURE_WALK);
    db_give_int(&call, view);
    db_give_int(&call, from);
    db_give_int(&call, to);
    enum store_error error;
    while ((error = db_next(&call)) == STORE_OK) {
        struct figure figure;
        struct figure_key key = {view, (int)db_int(&call, 0), db_view(&call, 1), db_view(&call, 2)};
        if (reading->wants && !reading->wants(reading->self, &key))
            continue;
        for (int i = 0; i < FIGURE_COUNTS; i++)
            figure.n[i] = db_int(&call, 3 + i);
        reading->take(reading->self, &key, &figure);
    }
    db_end(&call);
    return error == STORE_NONE ? STORE_OK : error;
}

/* ---- funnel ---- */

enum store_error funnel_add(struct store *store, const struct funnel_row *more)
{
    struct db_call call = db_begin(store->db, OP_FUNNEL_ADD);
    db_give_int(&call, more->day);
    db_give_int(&call, more->channel);
    for (int i = 0; i < FUNNEL_STEPS_COUNT; i++)
        db_give_int(&call, more->n[i]);
    return db_run(&call);
}

enum store_error funnel_list(struct store *store, int from, int to, struct arena *arena,
                             struct funnel_row **rows, size_t *count)
{
    VEC(struct funnel_row) list = {0};
    struct db_call call = db_begin(store->db, OP_FUNNEL_LIST);
    db_give_int(&call, from);
    db_give_int(&call, to);
    enum store_error error;
    while ((error = db_next(&call)) == STORE_OK) {
        struct funnel_row row = {(int)db_int(&call, 0), (int)db_int(&call, 1), {0}};
        for (int i = 0; i < FUNNEL_STEPS_COUNT; i++)
            row.n[i] = db_int(&call, 2 + i);
        VEC_ADD(arena, &list, row);
    }
    db_end(&call);
    *rows = list.at;
    *count = list.n;
    return error == STORE_NONE ? STORE_OK : error;
}
