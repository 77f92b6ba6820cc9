/* clocks: how long each stage of a case may take. Every stage may be left out; what is there must
 * fit together: a reminder that comes before the work has begun reminds of nothing. */
#include "dsl/check/check.h"
#include "dsl/check/times.h"

enum { WHOLE = 1000000 };

static void read_redo(struct check *check, struct clock *clock, const struct node *clause)
{
    const struct node *ratio = clause ? node_child(clause, NODE_RATIO) : NULL;
    if (!ratio || ratio->broken)
        return;
    if (ratio->number <= 0 || ratio->number > WHOLE)
        SAY(check, DIAG_E0612, ratio->span);
    else
        clock->redo_ratio = (int)ratio->number;
    clock->redo_floor = duration_read(check, clause);
}

/* Comparable only where both count the same thing. */
static bool longer(struct duration a, struct duration b)
{
    return a.count && b.count && a.measure == b.measure && a.count > b.count;
}

static void fill(struct check *check, struct clock *clock, const struct node *block)
{
    clock->accept = duration_read(check, node_child(block, NODE_ACCEPT));
    clock->handle = duration_read(check, node_child(block, NODE_HANDLE));
    clock->remind = duration_read(check, node_child(block, NODE_REMIND));
    clock->extend = duration_read(check, node_child(block, NODE_EXTEND));
    clock->pause = duration_read(check, node_child(block, NODE_PAUSE));
    clock->rating = duration_read(check, node_child(block, NODE_RATING));
    clock->reopen = duration_read(check, node_child(block, NODE_REOPEN));
    clock->ask_back = duration_read(check, node_child(block, NODE_ASK_BACK));
    const struct node *escalate = node_child(block, NODE_ESCALATE);
    clock->escalate = duration_read(check, escalate);
    if (escalate)
        clock->escalate_to = target_need(check, clause_name(escalate, NODE_ASSIGN));
    const struct node *supervise = clause_name(block, NODE_SUPERVISE);
    if (supervise)
        clock->supervise = target_need(check, supervise);
    read_redo(check, clock, node_child(block, NODE_REDO));
    if (longer(clock->remind, clock->handle))
        SAY(check, DIAG_W0613, node_child(block, NODE_REMIND)->span);
    if (longer(clock->accept, clock->handle))
        SAY(check, DIAG_W0614, node_child(block, NODE_ACCEPT)->span);
}

static bool needs_calendar(const struct clock *clock)
{
    return duration_needs_calendar(clock->accept) || duration_needs_calendar(clock->handle) ||
           duration_needs_calendar(clock->remind) || duration_needs_calendar(clock->escalate) ||
           duration_needs_calendar(clock->extend) || duration_needs_calendar(clock->redo_floor) ||
           duration_needs_calendar(clock->pause) || duration_needs_calendar(clock->rating) ||
           duration_needs_calendar(clock->reopen) || duration_needs_calendar(clock->ask_back);
}

void clocks_fill(struct check *check)
{
    struct scope *scope = &check->scopes[SCOPE_CLOCK];
    struct model *model = check->model;
    for (size_t i = 0; i < scope->entries.n; i++) {
        const struct node *block = scope->entries.at[i].node;
        fill(check, &model->clocks.at[i], block);
        if (needs_calendar(&model->clocks.at[i]))
            calendar_demand(check, name_span(block));
    }
}

int clock_need(struct check *check, const struct node *block)
{
    return scope_need(check, SCOPE_CLOCK, NONE, clause_name(block, NODE_USE_CLOCK));
}
