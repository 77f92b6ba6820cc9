/* cues: a word of what the talk hears (听语) is dead where another one of the same cue stands in it
 * and is heard wherever it is. Nothing hides a cue's word, so this is all that can make it so.
 * Where a cue counts at the beginning the longest word tells how much is its, and a whole text is
 * another text; there nothing is dead. */
#include "dsl/lint/run.h"

enum counts {
    COUNTS_WITHIN,
    COUNTS_WORD,
    COUNTS_FIRST,
    COUNTS_LAST,
    COUNTS_WHOLE,
    COUNTS_SAID,
    COUNTS_ACT,
    COUNTS_LIKE
};

static enum counts counts_of(struct view cue)
{
    static const struct {
        const char *name;
        enum counts counts;
    } cues[] = {
#define CUE(name, where, heard) {#name, COUNTS_##where},
#include "dsl/base/cue_table.h"
#undef CUE
    };
    for (size_t i = 0; i < sizeof cues / sizeof *cues; i++)
        if (view_is(cue, cues[i].name))
            return cues[i].counts;
    return COUNTS_WHOLE;
}

static bool covers(enum counts counts, struct view shorter, struct view word)
{
    if (shorter.n >= word.n)
        return false;
    return counts == COUNTS_LAST ? view_ends(word, shorter) : view_find(word, shorter) != SIZE_MAX;
}

static void look_at_cue(struct lint_run *run, const struct word_list *cue)
{
    enum counts counts = counts_of(cue->name);
    if (counts != COUNTS_LAST && counts != COUNTS_WITHIN)
        return;
    for (size_t i = 0; i < cue->words.n; i++) {
        const struct word *word = &cue->words.at[i], *cover = NULL;
        for (size_t k = 0; k < cue->words.n && !cover; k++)
            if (covers(counts, cue->words.at[k].first, word->first))
                cover = &cue->words.at[k];
        if (!cover)
            continue;
        struct view written = source_text(run->diags->sources, word->span);
        struct diag *diag = FOUND(run, dead_word, word->span, written, cover->first);
        lint_label(run, diag, cover->span, BOTH("已经有它", "this one is there"));
        lint_take_out(run, diag, word->span);
    }
}

void look_at_cues(struct lint_run *run)
{
    for (size_t i = 0; i < run->model->cues.n; i++)
        look_at_cue(run, &run->model->cues.at[i]);
}
