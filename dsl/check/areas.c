/* areas: the tree of places. Areas are declared in the order they are met, parents before children,
 * so an index is at once the area's pre-order number and "lies in" is a comparison with two ends.
 *
 * A place is found in a text by its name, by what it is called in either language, and by its
 * aliases; that two places share an alias is no mistake, the citizen is asked between them. Two
 * places of one name are, because conditions and units could not say which is meant. */
#include "dsl/check/check.h"

void areas_declare(struct check *check, const struct node *block, int parent)
{
    struct model *model = check->model;
    int index = (int)model->areas.n;
    struct area *area = VEC_PUSH(model->arena, &model->areas);
    *area = (struct area){
        .name = text_of(node_child(block, NODE_NAME)),
        .display = display_or_name(block),
        .parent = parent,
        .first = index,
        .span = block->span,
    };
    scope_add(check, SCOPE_AREA, NONE, index, block, area->name);
    for (const struct node *child = node_child(block, NODE_AREA); child; child = node_again(child))
        areas_declare(check, child, index);
    model->areas.at[index].last = (int)model->areas.n;
}

static bool within(int64_t value, int low, int high)
{
    return value >= low * INT64_C(1000000) && value <= high * INT64_C(1000000);
}

static void read_point(struct check *check, struct area *area, const struct node *point)
{
    const struct node *latitude = point ? point->child : NULL;
    const struct node *longitude = latitude ? latitude->next : NULL;
    if (!longitude || point->broken)
        return;
    if (!within(latitude->number, -90, 90) || !within(longitude->number, -180, 180)) {
        SAY(check, DIAG_E0601, point->span);
        return;
    }
    area->has_point = true;
    area->latitude = (double)latitude->number / 1e6;
    area->longitude = (double)longitude->number / 1e6;
}

void areas_fill(struct check *check)
{
    struct scope *scope = &check->scopes[SCOPE_AREA];
    for (size_t i = 0; i < scope->entries.n; i++) {
        const struct node *block = scope->entries.at[i].node;
        struct area *area = &check->model->areas.at[i];
        const struct node *at = node_child(block, NODE_AT);
        if (at)
            read_point(check, area, node_child(at, NODE_POINT));
        struct span span = name_span(block);
        words_add_name(check, &area->words, area->name, span);
        words_add_name(check, &area->words, area->display.zh, span);
        words_add_name(check, &area->words, area->display.en, span);
        words_read(check, block, &area->words);
    }
}
