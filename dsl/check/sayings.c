/* sayings: what people say of each duty (说法), and what they say that is of none (听语 no_matter).
 * A duty's names and examples teach as well, but alone they are too few: where no duty has sayings
 * of its own, nothing is counted, and words decide as ever. */
#include "dsl/base/sayings.h"

#include <math.h>

#include "dsl/base/fold.h"
#include "dsl/check/check.h"

/* As often as so many duties that all happen alike. */
enum { NO_MATTER_AS = 20 };

typedef VEC(struct saying) list_of_sayings;

static void add(struct arena *arena, list_of_sayings *list, struct view folded, size_t of)
{
    if (folded.n)
        VEC_ADD(arena, list, ((struct saying){folded, (uint32_t)of}));
}

/* Words are folded where they are read; names and examples stand as they were written. */
static void add_written(struct arena *arena, list_of_sayings *list, struct view text, size_t of)
{
    add(arena, list, fold_text(arena, text).text, of);
}

static void add_duty(struct arena *arena, list_of_sayings *list, const struct model *model,
                     size_t i)
{
    const struct duty *duty = &model->duties.at[i];
    add_written(arena, list, duty->display.zh, i);
    add_written(arena, list, duty->display.en, i);
    for (size_t k = 0; k < duty->examples.n; k++)
        add_written(arena, list, duty->examples.at[k].text, i);
    for (size_t k = 0; k < duty->sayings.n; k++)
        add(arena, list, duty->sayings.at[k].first, i);
}

bool model_is_said(const struct model *model)
{
    for (size_t i = 0; i < model->duties.n; i++)
        if (model->duties.at[i].sayings.n)
            return true;
    return false;
}

static void count(const struct model *model, struct sayings *sayings)
{
    struct arena *arena = model->arena;
    const struct word_list *none = model_cue(model, model_sample(model, arena), "no_matter");
    size_t duties = model->duties.n;
    list_of_sayings list = {0};
    struct saying_thing *things = ARENA_ARRAY(arena, duties + 1, struct saying_thing);
    for (size_t i = 0; i < duties; i++) {
        things[i].group = model->duties.at[i].category;
        add_duty(arena, &list, model, i);
    }
    things[duties].group = (int32_t)model->categories.n;
    things[duties].prior = logf((float)(NO_MATTER_AS * duties));
    for (size_t i = 0; none && i < none->words.n; i++)
        add(arena, &list, none->words.at[i].first, duties);
    sayings_count(sayings, arena, list.at, list.n, things, duties + 1);
}

const struct sayings *model_sayings(const struct model *model)
{
    if (*model->counted)
        return *model->counted;
    *model->counted = ARENA_NEW(model->arena, struct sayings);
    if (model_is_said(model) && model->duties.n < SAYING_THINGS_MAX)
        count(model, *model->counted);
    return *model->counted;
}
