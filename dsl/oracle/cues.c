/* cues: what a text is heard as (听语), looked for everywhere and obviously. Where a word counts
 * stands in dsl/base/cue_table.h; the engine's cue.c has to agree. */
#include "dsl/oracle/words.h"

static const struct {
    const char *name, *where;
} places[] = {
#define CUE(name, where, heard) {#name, #where},
#include "dsl/base/cue_table.h"
#undef CUE
};

static struct view where_of(struct view cue)
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (view_is(cue, places[i].name))
            return view_of(places[i].where);
    return VIEW("");
}

/* Blanks at both ends and marks at the end count for nothing. */
static struct view bare(struct view text)
{
    static const char *const marks[] = {" ", ".", ",", "!", "?", "~", "。", "、", "…"};
    text = view_trim(text);
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (view_ends(text, view_of(marks[i])))
            return bare(view_sub(text, 0, text.n - strlen(marks[i])));
    return text;
}

static bool is_letter(struct view text, size_t at)
{
    return at < text.n && text.p[at] >= 'a' && text.p[at] <= 'z';
}

static bool part_of_longer(struct view text, size_t from, size_t to)
{
    bool before = from > 0 && is_letter(text, from - 1) && is_letter(text, from);
    return before || (is_letter(text, to) && is_letter(text, to - 1));
}

static bool counts(struct view where, struct view text, size_t from, size_t to)
{
    if (view_is(where, "WORD"))
        return !part_of_longer(text, from, to);
    if (view_is(where, "FIRST"))
        return from == 0 && !part_of_longer(text, from, to);
    if (view_is(where, "LAST"))
        return to == text.n;
    return view_is(where, "WITHIN") || (from == 0 && to == text.n);
}

/* ---- by likeness ---- */

typedef void learning(const struct model *model, const struct model *sample, struct arena *arena,
                      struct logit_model *out);

/* Once, and kept. */
static const struct logit_model *learned(const struct oracle_words *lexicon,
                                         struct logit_model **kept, learning *learn)
{
    if (!*kept) {
        *kept = ARENA_NEW(lexicon->arena, struct logit_model);
        learn(lexicon->model, model_sample(lexicon->model, lexicon->arena), lexicon->arena, *kept);
    }
    return *kept;
}

static const struct logit_model *likeness(const struct oracle_words *lexicon)
{
    return learned(lexicon, &lexicon->learned->likeness, model_likeness);
}

static const struct logit_model *acts(const struct oracle_words *lexicon)
{
    return learned(lexicon, &lexicon->learned->acts, model_acts);
}

size_t oracle_like_reasons(const struct oracle_words *lexicon, const struct word_list *cue,
                           struct view text, struct view *reasons, size_t most)
{
    enum like like = like_named(cue->name);
    enum act act = act_named(cue->name);
    if (like != LIKES)
        return likeness_reasons(likeness(lexicon), like, text, reasons, most);
    return act < ACT_nothing ? act_reasons(acts(lexicon), act, text, reasons, most) : 0;
}

bool oracle_heard_as(const struct oracle_words *lexicon, const struct word_list *cue,
                     struct view text)
{
    enum like like = like_named(cue->name);
    enum act act = act_named(cue->name);
    if (like != LIKES)
        return like != LIKES - 1 && likeness_of(likeness(lexicon), text) == like;
    if (act < ACT_nothing)
        return acts_of(acts(lexicon), text, act == ACT_tells) == act;
    struct view where = where_of(cue->name);
    if (view_is(where, "SAID"))
        return oracle_means_nothing(lexicon, text);
    if (!view_is(where, "WITHIN") && !view_is(where, "WORD"))
        text = bare(text);
    for (size_t i = 0; i < cue->words.n; i++) {
        struct view word = cue->words.at[i].first;
        for (size_t from = 0; from + word.n <= text.n; from++)
            if (view_eq(view_sub(text, from, from + word.n), word) &&
                counts(where, text, from, from + word.n))
                return true;
    }
    return false;
}
