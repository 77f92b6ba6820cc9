/* cues: what the talk hears (听语). Their names are a closed table, as those of the phrases are;
 * the words are the district's. */
#include "dsl/check/check.h"

static const char *const known[] = {
#define CUE(name, where, heard) #name,
#include "dsl/base/cue_table.h"
#undef CUE
};

enum { KNOWN = sizeof known / sizeof *known };

static bool is_known(struct view name)
{
    for (size_t i = 0; i < KNOWN; i++)
        if (view_is(name, known[i]))
            return true;
    return false;
}

static void say_unknown(struct check *check, const struct node *block, struct view name)
{
    struct view names[KNOWN];
    for (size_t i = 0; i < KNOWN; i++)
        names[i] = view_of(known[i]);
    struct diag *diag = SAY(check, DIAG_E0816, name_span(block), name);
    say_nearest(diag, name_span(block), name, names, KNOWN);
}

void cues_fill(struct check *check)
{
    struct scope *scope = &check->scopes[SCOPE_CUE];
    for (size_t i = 0; i < scope->entries.n; i++) {
        const struct node *block = scope->entries.at[i].node;
        struct word_list *cue = &check->model->cues.at[i];
        if (cue->name.n && !is_known(cue->name))
            say_unknown(check, block, cue->name);
        cue_read(check, block, &cue->words);
    }
}

static const struct word_list *own_cue(const struct model *model, const char *name)
{
    for (size_t i = 0; i < model->cues.n; i++)
        if (view_is(model->cues.at[i].name, name))
            return &model->cues.at[i];
    return NULL;
}

const struct word_list *model_cue(const struct model *model, const struct model *sample,
                                  const char *name)
{
    const struct word_list *cue = own_cue(model, name);
    return cue ? cue : own_cue(sample, name);
}

typedef VEC(struct logit_lesson) list_of_lessons;

static void add_words(struct arena *arena, list_of_lessons *lessons, const words *said, int as,
                      float weight)
{
    for (size_t i = 0; i < said->n; i++)
        VEC_ADD(arena, lessons, ((struct logit_lesson){said->at[i].first, as, weight}));
}

static void add_lessons(struct arena *arena, list_of_lessons *lessons, const struct word_list *cue,
                        int as)
{
    if (cue)
        add_words(arena, lessons, &cue->words, as, 1);
}

/* What people say of a duty that is not urgent is no danger; not as surely as what was written down
 * for that, so five of them count as one. */
static const float ordinary = 0.2F;

void model_likeness(const struct model *model, const struct model *sample, struct arena *arena,
                    struct logit_model *likeness)
{
    list_of_lessons lessons = {0};
    for (int as = 0; as < LIKES; as++)
        add_lessons(arena, &lessons, model_cue(model, sample, like_name((enum like)as)), as);
    for (size_t i = 0; i < model->duties.n; i++)
        if (!model->duties.at[i].urgent)
            add_words(arena, &lessons, &model->duties.at[i].sayings, LIKE_no_danger, ordinary);
    likeness_learn(likeness, arena, lessons.at, lessons.n);
}

void model_acts(const struct model *model, const struct model *sample, struct arena *arena,
                struct logit_model *acts)
{
    list_of_lessons lessons = {0};
    for (int as = 0; as < ACTS; as++)
        add_lessons(arena, &lessons, model_cue(model, sample, act_cue((enum act)as)), as);
    acts_learn(acts, arena, lessons.at, lessons.n);
}

bool model_cue_is_said(struct view name)
{
    return like_named(name) != LIKES || act_named(name) != ACTS;
}
