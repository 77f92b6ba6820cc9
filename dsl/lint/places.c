/* places: one walk over the tree, in the order in which the checker declares blocks, so that the
 * n-th node of a kind is the n-th entry of the model's array. Blocks that others can stand in are
 * listed too, outer before inner, which a binary search turns into "the innermost block here". */
#include "dsl/lint/places.h"

#include <stdlib.h>

static nodes *array_of(struct places *places, enum node_kind kind)
{
    switch ((int)kind) {
#define PLACE(array, node_kind)                                                                    \
    case node_kind:                                                                                \
        return &places->array;
        PLACES(PLACE)
#undef PLACE
    default:
        return NULL;
    }
}

static bool is_block(const struct node *node, const struct node *parent)
{
    return parent->kind == NODE_RULES || node->kind == NODE_AREA || node->kind == NODE_PERIOD ||
           node->kind == NODE_FACT || node->kind == NODE_DUTY || node->kind == NODE_VALUE;
}

static void walk(struct places *places, struct arena *arena, const struct node *parent)
{
    for (const struct node *node = parent->child; node; node = node->next) {
        if (!is_block(node, parent))
            continue;
        nodes *array = array_of(places, node->kind);
        if (array)
            VEC_ADD(arena, array, node);
        VEC_ADD(arena, &places->blocks, ((struct place_block){node, NONE, false}));
        walk(places, arena, node);
    }
}

static int by_place(const void *a, const void *b)
{
    struct span one = ((const struct place_block *)a)->node->span;
    struct span two = ((const struct place_block *)b)->node->span;
    if (one.file != two.file)
        return one.file < two.file ? -1 : 1;
    if (one.from != two.from)
        return one.from < two.from ? -1 : 1;
    return one.to > two.to ? -1 : one.to < two.to;
}

static bool holds(const struct node *node, uint32_t file, uint32_t at)
{
    return node->span.file == file && node->span.from <= at && at < node->span.to;
}

static void find_parents(struct places *places)
{
    for (size_t i = 1; i < places->blocks.n; i++) {
        struct place_block *block = &places->blocks.at[i];
        int around = (int)i - 1;
        while (around != NONE && !holds(places->blocks.at[around].node, block->node->span.file,
                                        block->node->span.from))
            around = places->blocks.at[around].parent;
        block->parent = around;
    }
}

void places_init(struct places *places, struct arena *arena, const struct tree *tree)
{
    *places = (struct places){.blocks = {0}};
    walk(places, arena, tree->root);
    if (places->blocks.n)
        qsort(places->blocks.at, places->blocks.n, sizeof places->blocks.at[0], by_place);
    find_parents(places);
}

/* The last block that begins at or before the byte, whether it reaches it or not. */
static int last_before(const struct places *places, uint32_t file, uint32_t at)
{
    size_t low = 0, high = places->blocks.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        struct span span = places->blocks.at[middle].node->span;
        if (span.file < file || (span.file == file && span.from <= at))
            low = middle + 1;
        else
            high = middle;
    }
    return (int)low - 1;
}

int places_block(const struct places *places, struct span span)
{
    int block = last_before(places, span.file, span.from);
    while (block != NONE && !holds(places->blocks.at[block].node, span.file, span.from))
        block = places->blocks.at[block].parent;
    return block;
}

static const struct node *name_of(const struct node *block)
{
    bool coded = block->kind == NODE_DUTY || block->kind == NODE_TEST || block->kind == NODE_RETIRE;
    return node_child(block, coded ? NODE_STRING : NODE_NAME);
}

struct span place_name(const struct node *block)
{
    const struct node *name = name_of(block);
    return name ? name->span : block->span;
}

struct view place_called(const struct node *block)
{
    const struct node *name = name_of(block);
    return name && !name->broken ? name->text : (struct view){0};
}

struct span place_clause(const struct node *block, enum node_kind clause)
{
    const struct node *node = node_child(block, clause);
    return node ? node->span : place_name(block);
}
