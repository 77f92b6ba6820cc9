/* precedence: 优先于 is written as edges and used as an order, so it is closed here: whoever goes
 * before A also goes before all that A goes before. A circle is no order; it is reported once, with
 * its codes in turn, and its edges are dropped so that nothing further on runs in it.
 *
 * Between categories it is recognition that chooses, so an edge may only stay within one tree of
 * categories. */
#include "dsl/check/check.h"

struct order {
    struct check *check;
    unsigned char *state; /* per duty: 0 new, 1 on the path, 2 done */
    int *path;
    size_t depth;
    int *seen; /* per duty: the duty + 1 whose order it was last seen in */
};

static int root_of(const struct model *model, int category)
{
    size_t steps = 0;
    while (model->categories.at[category].parent != NONE && steps++ < model->categories.n)
        category = model->categories.at[category].parent;
    return category;
}

static const struct node *over_names(const struct check *check, int duty)
{
    const struct node *clause =
        node_child(check->scopes[SCOPE_DUTY].entries.at[duty].node, NODE_OVER);
    const struct node *names = clause ? node_child(clause, NODE_NAMES) : NULL;
    return names ? names->child : NULL;
}

static bool has(const struct duty *duty, int other)
{
    for (size_t i = 0; i < duty->over.n; i++)
        if (duty->over.at[i] == other)
            return true;
    return false;
}

static void read_edges(struct check *check, int index)
{
    struct model *model = check->model;
    struct duty *duty = &model->duties.at[index];
    say_heading(check, duty->category, index);
    for (const struct node *name = over_names(check, index); name; name = name->next) {
        int other = scope_need(check, SCOPE_DUTY, NONE, name);
        check->poisoned[index] |= other == NONE;
        if (other == NONE)
            continue;
        const struct duty *under = &model->duties.at[other];
        if (root_of(model, under->category) != root_of(model, duty->category))
            SAY(check, DIAG_E0516, name->span, under->code,
                model->categories.at[under->category].name);
        else if (has(duty, other))
            SAY(check, DIAG_W0301, name->span, name->text);
        else {
            VEC_ADD(check->arena, &duty->over, other);
            VEC_ADD(check->arena, &duty->over_written, other);
        }
    }
}

static void report_circle(struct order *order, int back)
{
    struct check *check = order->check;
    struct buf text;
    buf_init(&text, 4096);
    size_t from = 0;
    while (order->path[from] != back)
        from++;
    for (size_t i = from; i < order->depth; i++) {
        buf_print(&text, "%.*s → ", VIEW_FMT(check->model->duties.at[order->path[i]].code));
        check->poisoned[order->path[i]] = true;
    }
    buf_view(&text, check->model->duties.at[back].code);
    int last = order->path[order->depth - 1];
    const struct node *name = over_names(check, last);
    while (name && scope_find(check, SCOPE_DUTY, NONE, name->text) != back)
        name = name->next;
    say_heading(check, check->model->duties.at[last].category, last);
    if (name)
        SAY(check, DIAG_E0517, name->span, buf_keep(&text, check->arena));
    buf_free(&text);
}

static void drop(struct duty *duty, size_t at)
{
    memmove(&duty->over.at[at], &duty->over.at[at + 1],
            (--duty->over.n - at) * sizeof duty->over.at[0]);
}

/* Adds what the duty's own first edges go before; those are closed already. */
static void close_one(struct order *order, int index, size_t own)
{
    struct model *model = order->check->model;
    struct duty *duty = &model->duties.at[index];
    for (size_t i = 0; i < own; i++)
        order->seen[duty->over.at[i]] = index + 1;
    for (size_t i = 0; i < own; i++) {
        const struct duty *under = &model->duties.at[duty->over.at[i]];
        for (size_t j = 0; j < under->over.n; j++) {
            int far = under->over.at[j];
            if (order->seen[far] == index + 1)
                continue;
            order->seen[far] = index + 1;
            VEC_ADD(order->check->arena, &duty->over, far);
        }
    }
}

/* Depth first; a duty's order is closed once all below it are. Depth is the length of a chain of
 * edges, which authors keep short; a hostile one is as long as there are duties. */
static void close_from(struct order *order, int index)
{
    struct model *model = order->check->model;
    struct duty *duty = &model->duties.at[index];
    order->state[index] = 1;
    order->path[order->depth++] = index;
    size_t own = duty->over.n;
    for (size_t i = 0; i < own;) {
        int under = duty->over.at[i];
        if (order->state[under] == 1) {
            report_circle(order, under);
            drop(duty, i);
            own--;
            continue;
        }
        if (order->state[under] == 0)
            close_from(order, under);
        i++;
    }
    close_one(order, index, own);
    order->depth--;
    order->state[index] = 2;
}

void precedence_close(struct check *check)
{
    size_t count = check->model->duties.n;
    struct order order = {
        .check = check,
        .state = ARENA_ARRAY(check->arena, count + 1, unsigned char),
        .path = ARENA_ARRAY(check->arena, count + 1, int),
        .seen = ARENA_ARRAY(check->arena, count + 1, int),
    };
    for (size_t i = 0; i < count; i++)
        read_edges(check, (int)i);
    for (size_t i = 0; i < count; i++)
        if (order.state[i] == 0)
            close_from(&order, (int)i);
    say_heading(check, NONE, NONE);
}
