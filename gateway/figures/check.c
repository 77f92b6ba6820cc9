/* check: are the figures true? Everything is counted again from cases and events and held against
 * what is kept, both ways: what should be there and is not, and what is there and should not.
 *
 * Facts are compared case by case. Figures are compared with the sums of the facts that are kept
 * (of cases that retention took away too), month by month, so that memory stays bounded by a month.
 */
#include "gateway/figures/count.h"
#include "gateway/figures/keep.h"
#include "gateway/figures/rollup.h"
#include "gateway/store/cases.h"

enum { CHECKED_AT_ONCE = 2000, CHECK_MEMORY = 1 << 30 };

struct checking {
    struct store *store;
    void (*tell)(void *self, const struct figures_difference *one);
    void *self;
    struct figures_checked *out;
    struct arena arena;
    struct rollup *rollup; /* of the month under way */
    int month;
};

static void tell(struct checking *c, const struct figures_difference *one)
{
    c->out->differences++;
    if (c->tell)
        c->tell(c->self, one);
}

/* ---- facts against events ---- */

static enum store_error check_case(struct checking *c, int64_t case_id)
{
    struct fact_source source;
    struct case_fact kept;
    enum store_error error = fact_source(c->store, case_id, &c->arena, &source);
    if (error != STORE_OK)
        return error == STORE_NONE ? STORE_OK : error;
    struct case_fact now = fact_make(&source);
    error = fact_get(c->store, case_id, &c->arena, &kept);
    c->out->cases++;
    if (error == STORE_NONE)
        tell(c, &(struct figures_difference){.case_id = case_id, .what = "missing"});
    else if (error == STORE_OK && !fact_equal(&now, &kept))
        tell(c, &(struct figures_difference){.case_id = case_id, .what = "differs"});
    return error == STORE_NONE ? STORE_OK : error;
}

static enum store_error check_facts(struct checking *c)
{
    int64_t ids[CHECKED_AT_ONCE], after = 0;
    size_t count = CHECKED_AT_ONCE;
    enum store_error error = STORE_OK;
    while (error == STORE_OK && count == CHECKED_AT_ONCE) {
        arena_reset(&c->arena);
        error = fact_cases(c->store, after, CHECKED_AT_ONCE, ids, &count);
        for (size_t i = 0; i < count && error == STORE_OK; i++)
            error = check_case(c, after = ids[i]);
    }
    return error;
}

/* ---- figures against facts ---- */

static bool is_same(const struct figure *a, const struct figure *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

static void check_kept(void *self, const struct figure_key *key, const struct figure *kept)
{
    struct checking *c = self;
    static const struct figure nothing;
    const struct figure *now = rollup_find(c->rollup, key);
    c->out->rows++;
    if (!is_same(kept, now ? now : &nothing))
        tell(c, &(struct figures_difference){.key = *key, .what = now ? "differs" : "too many"});
}

static bool take_fact(void *self, const struct case_fact *fact)
{
    struct checking *c = self;
    c->out->facts++;
    rollup_count(c->rollup, fact, 1);
    return true;
}

static void count_row(void *self, const struct figure_key *key, const struct figure *kept)
{
    (void)key;
    size_t *rows = self;
    for (int i = 0; i < FIGURE_COUNTS; i++)
        if (kept->n[i]) {
            ++*rows;
            return;
        }
}

struct made { /* rows of a view that should be there */
    int view;
    size_t rows;
};

static bool count_made(void *self, const struct figure_key *key, const struct figure *figure)
{
    (void)figure;
    struct made *made = self;
    made->rows += key->view == made->view;
    return true;
}

/* One view of a month: every row that is there is right, and none is missing. */
static enum store_error check_view(struct checking *c, enum figure_dimension a,
                                   enum figure_dimension b, bool month)
{
    int view = view_number(a, b, month), first = month ? c->month : c->month * 100;
    int last = month ? c->month : c->month * 100 + 99;
    size_t rows = 0;
    struct made made = {view, 0};
    struct figure_reading all = {c, NULL, check_kept}, counting = {&rows, NULL, count_row};
    enum store_error error = figure_walk(c->store, view, first, last, &all);
    if (error == STORE_OK)
        error = figure_walk(c->store, view, first, last, &counting);
    rollup_each(c->rollup, count_made, &made);
    if (error == STORE_OK && made.rows > rows)
        tell(c, &(struct figures_difference){.key = {view, c->month, VIEW(""), VIEW("")},
                                             .what = "missing"});
    return error;
}

static enum store_error check_month(struct checking *c, int64_t from, int64_t below)
{
    arena_reset(&c->arena);
    c->rollup = rollup_new(&c->arena);
    enum store_error error =
        fact_walk(c->store, &(struct fact_want){.from = from, .below = below}, take_fact, c);
    for (int by = DIM_NONE; by < DIM_PROPERTIES && error == STORE_OK; by++) {
        error = check_view(c, DIM_NONE, (enum figure_dimension)by, true);
        if (error == STORE_OK)
            error = check_view(c, DIM_NONE, (enum figure_dimension)by, false);
    }
#define PAIR(a, b)                                                                                 \
    if (error == STORE_OK)                                                                         \
        error = check_view(c, DIM_##a, DIM_##b, true);
    FIGURE_PAIRS(PAIR)
#undef PAIR
    return error;
}

static bool take_first(void *self, const struct case_fact *fact)
{
    *(int64_t *)self = fact->case_id;
    return false;
}

static enum store_error check_figures(struct checking *c)
{
    int64_t at = 0;
    for (;;) {
        int64_t found = -1;
        enum store_error error = fact_walk(
            c->store, &(struct fact_want){.from = at, .below = INT64_MAX}, take_first, &found);
        if (error != STORE_OK || found < 0)
            return error;
        c->month = (int)(found / CASE_NUMBERS_A_DAY / 100);
        int64_t from = (int64_t)c->month * 100 * CASE_NUMBERS_A_DAY;
        at = from + 100LL * CASE_NUMBERS_A_DAY;
        error = check_month(c, from, at);
        if (error != STORE_OK)
            return error;
    }
}

enum store_error figures_check(struct store *store,
                               void (*told)(void *self, const struct figures_difference *one),
                               void *self, struct figures_checked *out)
{
    *out = (struct figures_checked){0};
    struct checking c = {.store = store, .tell = told, .self = self, .out = out};
    arena_init(&c.arena, CHECK_MEMORY);
    enum store_error error = check_facts(&c);
    if (error == STORE_OK)
        error = check_figures(&c);
    arena_free(&c.arena);
    return error;
}
