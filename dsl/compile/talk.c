/* talk: what the bot says and what it listens for, each a closed table: the phrase or cue of every
 * name stands at its place. What a district leaves out is the sample district's: an upgrade brings
 * new ones, and they must not keep the district's own rules from compiling (the checker warns). */
#include "dsl/compile/lower.h"

#include <stdlib.h>

/* ---- phrases ---- */

static const struct wording *find_phrase(const struct model *model, const char *name)
{
    for (size_t i = 0; i < model->phrases.n; i++)
        if (view_is(model->phrases.at[i].name, name))
            return &model->phrases.at[i];
    return NULL;
}

static void lower_phrases(struct lowering *lowering, const struct model *sample)
{
    static const char *const names[PHRASE_COUNT] = {
#define PHRASE(name, placeholders, said) #name,
#include "dsl/base/phrase_table.h"
#undef PHRASE
    };
    for (int i = 0; i < PHRASE_COUNT; i++) {
        const struct wording *phrase = find_phrase(lowering->model, names[i]);
        struct image_phrase one = {0};
        phrase = phrase ? phrase : find_phrase(sample, names[i]);
        if (phrase)
            one.text = lower_display(lowering, phrase->display);
        LOWER_ADD(lowering, phrases, one);
    }
}

/* ---- cues ---- */

static int by_first(const void *a, const void *b)
{
    return view_compare(((const struct word *)a)->first, ((const struct word *)b)->first);
}

static struct image_run lower_cue(struct lowering *lowering, const words *list)
{
    struct word *sorted = ARENA_ARRAY(lowering->arena, list->n, struct word);
    struct image_run run = {lower_count(lowering, SECTION_texts), (uint32_t)list->n};
    if (list->n) {
        memcpy(sorted, list->at, list->n * sizeof *sorted);
        qsort(sorted, list->n, sizeof *sorted, by_first);
    }
    for (size_t i = 0; i < list->n; i++) {
        struct image_text text = lower_text(lowering, sorted[i].first);
        LOWER_ADD(lowering, texts, text);
    }
    return run;
}

/* The last of them, whose words are sentences: of these only what they teach is kept. */
enum { CUES_OF_WORDS = CUE_no_matter };
static void lower_cues(struct lowering *lowering, const struct model *sample)
{
    static const char *const names[CUE_COUNT] = {
#define CUE(name, where, heard) #name,
#include "dsl/base/cue_table.h"
#undef CUE
    };
    struct logit_model *model = ARENA_NEW(lowering->arena, struct logit_model);
    for (int i = 0; i < CUE_COUNT; i++) {
        const struct word_list *cue = model_cue(lowering->model, sample, names[i]);
        struct image_cue one = {{0, 0}};
        if (cue && i < CUES_OF_WORDS)
            one.words = lower_cue(lowering, &cue->words);
        LOWER_ADD(lowering, cues, one);
    }
    model_likeness(lowering->model, sample, lowering->arena, model);
    LOWER_ADD(lowering, likeness, *model);
    model_acts(lowering->model, sample, lowering->arena, model);
    LOWER_ADD(lowering, acts, *model);
}

/* Into the five sections from the one of the traits on. */
static void lower_counted(struct lowering *lowering, enum image_section traits,
                          const struct sayings *counted)
{
    if (!counted->thing_count)
        return;
    lower_all(lowering, traits, counted->traits, counted->trait_count + 1);
    lower_all(lowering, traits + 1, counted->has, counted->has_count);
    lower_all(lowering, traits + 2, counted->votes, counted->vote_count);
    lower_all(lowering, traits + 3, counted->things, counted->thing_count);
    lower_all(lowering, traits + 4, counted->groups, counted->group_count);
}

static void lower_sayings(struct lowering *lowering)
{
    const struct model *model = lowering->model;
    const struct sayings *sayings = model_sayings(model);
    if (model_is_said(model) && !sayings->thing_count)
        lower_refuse(lowering, SAYING_THINGS_MAX - 1, "duties with sayings", VIEW(""));
    lower_counted(lowering, SECTION_saying_traits, sayings);
}

static void lower_asked(struct lowering *lowering)
{
    const struct model *model = lowering->model;
    const struct sayings *asked = model_asked(model);
    for (size_t i = 0; i < model->documents.n; i++) {
        const struct duty_document *document = &model->documents.at[i];
        for (size_t k = 0; k < document->sections.n; k++) {
            struct image_heading one = {lower_text(lowering, document->path),
                                        lower_text(lowering, document->sections.at[k].heading)};
            LOWER_ADD(lowering, headings, one);
        }
    }
    if (lower_count(lowering, SECTION_headings) && !asked->thing_count)
        lower_refuse(lowering, SAYING_THINGS_MAX - 1, "sections of documents", VIEW(""));
    lower_counted(lowering, SECTION_asked_traits, asked);
}

void lower_talk(struct lowering *lowering)
{
    const struct model *sample = model_sample(lowering->model, lowering->arena);
    lower_phrases(lowering, sample);
    lower_cues(lowering, sample);
    lower_sayings(lowering);
    lower_asked(lowering);
}
