#include "dsl/base/acts.h"

#include "dsl/base/terms.h"

_Static_assert((int)ACTS == (int)LOGIT_CLASSES, "each act is a class");

enum { HEARD_LEAST = 12 /* bytes: four characters, or three words of letters */ };
static const float sure = 0.45F;
/* Behind an answer that something is to be done: of two hundred who only told of themselves two
 * seem to want that, and of as many who did one in five is not heard (tests/talks/told*.tsv). */
static const float sure_behind = 0.6F;

static const char *const cues[ACTS] = {
#define ACT(name, kind, heard) "act_" #name,
#include "dsl/base/act_table.h"
#undef ACT
    "no_matter"};

int act_kind(enum act act)
{
    static const int kinds[ACTS] = {
#define ACT(name, kind, heard) kind,
#include "dsl/base/act_table.h"
#undef ACT
        NONE};
    return act < ACTS ? kinds[act] : NONE;
}

const char *act_cue(enum act act)
{
    return cues[act];
}

enum act act_named(struct view cue)
{
    int act = 0;
    while (act < ACTS && !view_is(cue, cues[act]))
        act++;
    return (enum act)act;
}

void acts_learn(struct logit_model *model, struct arena *arena, struct logit_lesson *lessons,
                size_t n)
{
    size_t many[ACTS] = {0};
    for (size_t i = 0; i < n; i++)
        many[lessons[i].as]++;
    for (size_t i = 0; i < n; i++)
        lessons[i].weight = (float)n / (float)(ACTS * many[lessons[i].as]);
    logit_learn(model, arena, lessons, n);
}

static enum act likeliest(const logit_odds odds)
{
    int best = 0;
    for (int act = 1; act < ACTS; act++)
        best = odds[act] > odds[best] ? act : best;
    return (enum act)best;
}

enum act acts_of(const struct logit_model *model, struct view folded, bool behind)
{
    logit_odds odds;
    if (folded.n < HEARD_LEAST)
        return ACTS;
    logit_ask(model, folded, odds);
    float all = 1 - (behind ? 0 : odds[ACT_tells]);
    odds[ACT_tells] *= behind;
    enum act act = likeliest(odds);
    float least = behind && act == ACT_wants ? sure_behind : sure * all;
    return odds[act] >= least ? act : ACTS;
}

size_t act_reasons(const struct logit_model *model, enum act act, struct view folded,
                   struct view *reasons, size_t most)
{
    return logit_reasons(model, (int)act, act == ACT_wants ? ACT_asks : ACT_wants, folded, reasons,
                         most);
}
