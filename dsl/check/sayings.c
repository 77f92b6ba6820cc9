/* sayings: what people say of each duty (说法), and what they say that is of none (听语 no_matter);
 * and what they ask whom a section of a document answers (常问).
 * A duty's names and examples teach as well, but alone they are too few: where no duty has sayings
 * of its own, nothing is counted, and words decide as ever. */
#include "dsl/base/sayings.h"

#include <math.h>

#include "dsl/base/fold.h"
#include "dsl/base/utf8.h"
#include "dsl/check/check.h"

/* As often as so many duties that all happen alike. */
enum { NO_MATTER_AS = 20 };

/* How often sentences are come to when groups are learned, and how much votes count. More would be
 * as right as often, but surer where it is wrong: of classes against words, and of documents, which
 * have more text of their own than people's questions. Chosen by openings and questions that were
 * kept apart (tests/talks) and by the sample's tests. */
enum { SAID_ROUNDS = 6, ASKED_ROUNDS = 2 };
static const float said_voted = 1, asked_voted = 2;

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

static void add_all(struct arena *arena, list_of_sayings *list, const words *said, size_t of)
{
    for (size_t i = 0; i < said->n; i++)
        add(arena, list, said->at[i].first, of);
}

static void add_duty(struct arena *arena, list_of_sayings *list, const struct model *model,
                     size_t i)
{
    const struct duty *duty = &model->duties.at[i];
    add_written(arena, list, duty->display.zh, i);
    add_written(arena, list, duty->display.en, i);
    for (size_t k = 0; k < duty->examples.n; k++)
        add_written(arena, list, duty->examples.at[k].text, i);
    add_all(arena, list, &duty->sayings, i);
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
    if (none)
        add_all(arena, &list, &none->words, duties);
    sayings_count(sayings, arena, list.at, list.n, things, duties + 1);
    sayings_learn(sayings, arena, list.at, list.n, SAID_ROUNDS, said_voted);
}

const struct sayings *model_sayings(const struct model *model)
{
    if (!*model->counted) {
        *model->counted = ARENA_NEW(model->arena, struct sayings);
        if (model_is_said(model) && model->duties.n < SAYING_THINGS_MAX &&
            model->categories.n < SAYING_THINGS_MAX)
            count(model, *model->counted);
    }
    return *model->counted;
}

/* ---- what is asked ---- */

/* Sentence by sentence. */
static void add_text(struct arena *arena, list_of_sayings *list, struct view text, size_t of)
{
    for (size_t at = 0, from = 0; at < text.n;) {
        uint32_t c = utf8_next(text, &at);
        if (c != '\n' && c != 0x3002 && c != 0xff1b && at < text.n)
            continue;
        add_written(arena, list, view_sub(text, from, at), of);
        from = at;
    }
}

static void add_section(struct arena *arena, list_of_sayings *list,
                        const struct document_section *section, size_t of)
{
    add_written(arena, list, section->heading, of);
    add_text(arena, list, section->text, of);
    for (size_t i = 0; i < section->asked.n; i++)
        add(arena, list, section->asked.at[i], of);
}

static size_t count_sections(const struct model *model)
{
    size_t n = 0;
    for (size_t i = 0; i < model->documents.n; i++)
        n += model->documents.at[i].sections.n;
    return n;
}

/* A section is asked for as often as questions are known for it, and another question as often as
 * all of them. Nothing is counted of that one: a text is as likely as in all sections together.
 * What it is like is learned from all that people ask (听语 act_asks). */
static void count_asked(const struct model *model, size_t n, struct sayings *asked)
{
    struct arena *arena = model->arena;
    const struct word_list *asks = model_cue(model, model_sample(model, arena), "act_asks");
    list_of_sayings list = {0};
    struct saying_thing *things = ARENA_ARRAY(arena, n + 1, struct saying_thing);
    size_t at = 0, all = n;
    for (size_t i = 0; i < model->documents.n; i++)
        for (size_t k = 0; k < model->documents.at[i].sections.n; k++, at++) {
            const struct document_section *section = &model->documents.at[i].sections.at[k];
            things[at].group = (int32_t)i;
            things[at].prior = logf((float)(1 + section->asked.n));
            all += section->asked.n;
            add_section(arena, &list, section, at);
        }
    things[n].group = (int32_t)model->documents.n;
    things[n].prior = logf((float)all);
    if (asks)
        add_all(arena, &list, &asks->words, SAYING_OTHER);
    sayings_count(asked, arena, list.at, list.n, things, n + 1);
    sayings_learn(asked, arena, list.at, list.n, ASKED_ROUNDS, asked_voted);
}

const struct sayings *model_asked(const struct model *model)
{
    if (!*model->asked) {
        *model->asked = ARENA_NEW(model->arena, struct sayings);
        size_t n = count_sections(model);
        if (n && n < SAYING_THINGS_MAX && model->documents.n < SAYING_THINGS_MAX)
            count_asked(model, n, *model->asked);
    }
    return *model->asked;
}
