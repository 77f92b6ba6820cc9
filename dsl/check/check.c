/* check: names, types, meaning: from the parser's tree to the model.
 *
 * One walk declares every block, so that nothing depends on the order of files; then names are
 * entered; then each kind of block is filled, those first that others look into (lists before
 * words, periods before conditions, facts before duties). Precedence, overlap and coverage come
 * last and look at the model only.
 *
 * The passes do not stop at the first mistake, nor at any: an author gets everything in one run.
 * What keeps one mistake from becoming ten is that an unresolved name leaves NONE or NULL behind
 * and a duty that holds one is left out of the analyses. Nothing here keeps state between calls;
 * everything lives in the caller's arena. */
#include "dsl/check/check.h"

#include "dsl/syntax/echo.h"

/* Pushes a block into its array of the model and notes its name. */
#define DECLARE(check, scope, array, block)                                                        \
    do {                                                                                           \
        scope_add((check), (scope), NONE, (int)(array)->n, (block),                                \
                  text_of(node_child((block), NODE_NAME)));                                        \
        VEC_PUSH((check)->arena, (array))->span = (block)->span;                                   \
        (array)->at[(array)->n - 1].name = text_of(node_child((block), NODE_NAME));                \
    } while (0)
#define DECLARE_SHOWN(check, scope, array, block)                                                  \
    do {                                                                                           \
        DECLARE(check, scope, array, block);                                                       \
        (array)->at[(array)->n - 1].display = display_or_name(block);                              \
    } while (0)

static void declare_clock(struct check *check, const struct node *block)
{
    struct model *model = check->model;
    DECLARE(check, SCOPE_CLOCK, &model->clocks, block);
    struct clock *clock = &model->clocks.at[model->clocks.n - 1];
    clock->escalate_to = clock->supervise = (struct target){NONE, NONE};
}

static void declare_number(struct check *check, const struct node *block)
{
    struct model *model = check->model;
    DECLARE_SHOWN(check, SCOPE_NUMBER, &model->numbers, block);
    struct number *number = &model->numbers.at[model->numbers.n - 1];
    number->over = number->under = NONE;
}

static void declare(struct check *check, const struct node *block)
{
    struct model *model = check->model;
    switch ((int)block->kind) {
    case NODE_AREA:
        areas_declare(check, block, NONE);
        break;
    case NODE_UNIT:
        units_declare(check, block);
        break;
    case NODE_WORD_LIST:
        DECLARE(check, SCOPE_LIST, &model->lists, block);
        break;
    case NODE_PERIOD:
        period_declare(check, block, NONE);
        break;
    case NODE_CLOCK:
        declare_clock(check, block);
        break;
    case NODE_FACT:
        fact_declare(check, block, NONE);
        break;
    case NODE_CATEGORY:
        categories_declare(check, block);
        break;
    case NODE_TAG:
        DECLARE_SHOWN(check, SCOPE_TAG, &model->tags, block);
        break;
    case NODE_NUMBER_DEF:
        declare_number(check, block);
        break;
    case NODE_DATE_DEF:
        DECLARE_SHOWN(check, SCOPE_DATE, &model->dates, block);
        break;
    case NODE_POLICY:
        DECLARE_SHOWN(check, SCOPE_POLICY, &model->policies, block);
        break;
    case NODE_NOTICE:
        DECLARE_SHOWN(check, SCOPE_NOTICE, &model->notices, block);
        break;
    case NODE_GUIDE:
        DECLARE_SHOWN(check, SCOPE_GUIDE, &model->guides, block);
        break;
    case NODE_PHRASE:
        DECLARE_SHOWN(check, SCOPE_PHRASE, &model->phrases, block);
        break;
    case NODE_CUE:
        DECLARE(check, SCOPE_CUE, &model->cues, block);
        break;
    case NODE_CHANNEL:
        DECLARE(check, SCOPE_CHANNEL, &model->channels, block);
        break;
    case NODE_MODEL:
        DECLARE(check, SCOPE_ENDPOINT, &model->endpoints, block);
        break;
    default:
        break; /* 地区, 日历, 测试, 废止 have no name that others use */
    }
}

static void fill(struct check *check)
{
    district_read(check);
    areas_fill(check);
    borders_read(check);
    units_fill(check);
    calendar_fill(check);
    clocks_fill(check);
    word_lists_fill(check);
    periods_fill(check);
    facts_fill(check);
    attributes_fill(check);
    categories_fill(check);
    duties_fill(check);
    policies_fill(check);
    notices_fill(check);
    guides_fill(check);
    phrases_fill(check);
    cues_fill(check);
    channels_fill(check);
    endpoints_fill(check);
    tests_fill(check);
    retired_fill(check);
}

struct model *check_rules(struct arena *arena, const struct tree *tree,
                          const struct sources *sources, const char *folder, struct diags *diags)
{
    struct model *model = ARENA_NEW(arena, struct model);
    model->counted = ARENA_NEW(arena, struct sayings *);
    model->asked = ARENA_NEW(arena, struct sayings *);
    model->arena = arena;
    model->sources = sources;
    model->tree = tree;
    struct check check = {
        .arena = arena,
        .model = model,
        .diags = diags,
        .rules = tree->root,
        .district = node_child(tree->root, NODE_DISTRICT),
        .folder = folder,
        .category = NONE,
        .duty = NONE,
    };
    for (const struct node *block = tree->root->child; block; block = block->next)
        declare(&check, block);
    scopes_enter(&check);
    fill(&check);
    words_weigh(&check);
    precedence_close(&check);
    overlap_find(&check);
    coverage_find(&check);
    district_demand(&check);
    diags_drop_echoes(diags);
    return model;
}
