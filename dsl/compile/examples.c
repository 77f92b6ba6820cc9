/* examples: every example of a district put to the image just made of it. A city's list has
 * thousands, and the reference interpreter searches every word everywhere, so it would take most
 * of the time of a compilation; the engine decides the same (tests/diff holds the two to it) in
 * microseconds. Where the engine finds that an example does not decide its duty, the reference
 * interpreter looks for itself and has the last word: what it says, an author reads.
 *
 * So an example that lands elsewhere never goes live: it would take two faults to hide one, and
 * the differential test fails at either. */
#include "dsl/compile/examples.h"

#include "dsl/engine/decide.h"
#include "dsl/oracle/oracle.h"

struct trial {
    const struct model *model;
    const struct rules *rules;
    struct arena scratch;
    struct decision decision; /* large: one for all */
};

static bool decides(struct trial *trial, const struct matter *matter, int duty)
{
    decide(trial->rules, matter, &trial->decision);
    return trial->decision.status == DECIDE_DUTY && trial->decision.duty == duty;
}

/* Only the place is missing: does one exist that decides the duty? */
static bool decides_somewhere(struct trial *trial, struct matter *matter, int duty)
{
    bool place = trial->decision.status == DECIDE_ASK && trial->decision.ask == ASK_PLACE;
    matter->place_count = 1;
    for (size_t area = 0; place && area < trial->model->areas.n; area++) {
        matter->places[0] = (int)area;
        if (decides(trial, matter, duty))
            return true;
    }
    return false;
}

static bool lands(struct trial *trial, int duty, const struct example *example)
{
    struct matter matter = matter_empty();
    matter_reveal(trial->rules, &matter, recognise(trial->rules, &trial->scratch, example->text),
                  ORACLE_NO_CLOCK);
    oracle_given(trial->model, &matter, example->given.at, example->given.n);
    bool found = decides(trial, &matter, duty) || decides_somewhere(trial, &matter, duty);
    arena_reset(&trial->scratch);
    return found;
}

static void judge(const struct model *model, int duty, const struct example *example,
                  struct oracle_words **lexicon, struct arena *kept, struct diags *diags)
{
    if (!*lexicon)
        *lexicon = oracle_words_of(model, kept);
    oracle_check_example(*lexicon, duty, example, diags);
}

void examples_check(const struct model *model, const struct rules *rules, struct diags *diags)
{
    struct trial trial = {.model = model, .rules = rules};
    struct oracle_words *lexicon = NULL;
    struct arena kept;
    arena_init(&trial.scratch, SIZE_MAX / 2);
    arena_init(&kept, SIZE_MAX / 2);
    for (size_t d = 0; d < model->duties.n; d++)
        for (size_t i = 0; i < model->duties.at[d].examples.n; i++) {
            const struct example *example = &model->duties.at[d].examples.at[i];
            if (!lands(&trial, (int)d, example))
                judge(model, (int)d, example, &lexicon, &kept, diags);
        }
    arena_free(&kept);
    arena_free(&trial.scratch);
}
