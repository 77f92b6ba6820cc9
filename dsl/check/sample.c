/* sample: the phrases and cues of the sample district, put in when the program is built. They serve
 * every district for what its rules leave out (W0812, W0817), whoever reads them: the compiler and
 * the reference interpreter have to take the same ones. */
#include "dsl/base/starter_text.h"
#include "dsl/check/check.h"

/* What a district may name, to be counted. */
enum sample_phrase {
#define PHRASE(name, placeholders, said) SAMPLE_PHRASE_##name,
#include "dsl/base/phrase_table.h"
#undef PHRASE
    PHRASES
};
enum sample_cue {
#define CUE(name, where, heard) SAMPLE_CUE_##name,
#include "dsl/base/cue_table.h"
#undef CUE
    CUES
};

static const struct model no_sample;

const struct model *model_sample(const struct model *model, struct arena *arena)
{
    struct sources *sources = ARENA_NEW(arena, struct sources);
    struct diags diags = {.arena = arena, .sources = sources};
    struct tree tree = {.arena = arena};
    bool complete = model->phrases.n >= PHRASES && model->cues.n >= CUES;
    if (!model->name.n || complete)
        return &no_sample;
    sources->arena = arena;
    sources_add(sources, VIEW("phrases.zd"), view_of(starter_phrases));
    sources_add(sources, VIEW("cues.zd"), view_of(starter_cues));
    sources_add(sources, VIEW("danger.zd"), view_of(starter_danger));
    sources_add(sources, VIEW("acts.zd"), view_of(starter_acts));
    sources_add(sources, VIEW("small_talk.zd"), view_of(starter_small_talk));
    tree_parse(&tree, sources, &diags);
    return check_rules(arena, &tree, sources, NULL, &diags);
}
