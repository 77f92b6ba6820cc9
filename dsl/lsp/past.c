/* past: texts that people wrote before, one a line, in past.txt beside the rules or in the file the
 * client names. They are decided by the compiled rules, some thousand at a time, while nobody
 * types; a hover then says how often a duty or a unit was meant. Every sound image starts the count
 * anew; until it is whole, none is shown. */
#include "dsl/lsp/past.h"

#include <stdlib.h>

#include "dsl/engine/decide.h"

enum { PAST_MAX = 256 << 20, TEXTS_AT_ONCE = 2000 };

struct past {
    struct buf text;
    struct view rest; /* p is NULL when all is done */
    struct rules rules;
    size_t texts, *duties, *units, duty_count, unit_count;
};

void past_free(struct project *project)
{
    struct past *past = project->past;
    if (!past)
        return;
    buf_free(&past->text);
    free(past->duties);
    free(past->units);
    free(past);
    project->past = NULL;
}

static bool read_texts(struct lsp *lsp, const struct project *project, struct buf *out)
{
    struct buf path;
    buf_init(&path, 1 << 16);
    if (lsp->past && lsp->past[0] == '/')
        buf_text(&path, lsp->past);
    else
        buf_print(&path, "%s/%s", project->folder, lsp->past ? lsp->past : "past.txt");
    bool read = lsp->world.read(lsp->world.self, path.p, out);
    buf_free(&path);
    return read;
}

static struct past *past_begin(struct lsp *lsp, struct project *project)
{
    struct past *past = calloc(1, sizeof *past);
    if (!past)
        return NULL;
    project->past = past;
    buf_init(&past->text, PAST_MAX);
    if (!read_texts(lsp, project, &past->text) ||
        rules_open(&past->rules, project->image.p, project->image.n) != RULES_OK)
        return past;
    struct rules_counts counts = rules_counts(&past->rules);
    past->duty_count = (size_t)counts.duties;
    past->unit_count = (size_t)counts.units;
    past->duties = calloc(past->duty_count + 1, sizeof *past->duties);
    past->units = calloc(past->unit_count + 1, sizeof *past->units);
    if (past->duties && past->units)
        past->rest = buf_seen(&past->text);
    return past;
}

static void decide_one(struct past *past, struct arena *arena, struct view text)
{
    static const struct civil_time no_clock = {.minute = NONE};
    struct matter matter = matter_empty();
    struct decision *decision = ARENA_NEW(arena, struct decision);
    matter_reveal(&past->rules, &matter, recognise(&past->rules, arena, text), no_clock);
    decide(&past->rules, &matter, decision);
    past->texts++;
    if (decision->status != DECIDE_DUTY)
        return;
    past->duties[decision->duty]++;
    if (decision->target.unit != NONE)
        past->units[decision->target.unit]++;
}

bool past_work(struct lsp *lsp, struct project *project)
{
    struct past *past = project->past;
    struct arena arena;
    if (!past)
        past = project->image.n ? past_begin(lsp, project) : NULL;
    if (!past || !past->rest.p)
        return false;
    arena_init(&arena, SIZE_MAX / 2);
    for (int i = 0; i < TEXTS_AT_ONCE && past->rest.p; i++) {
        struct view text = view_trim(view_cut(&past->rest, '\n'));
        if (text.n)
            decide_one(past, &arena, text);
        arena_reset(&arena);
    }
    arena_free(&arena);
    return past->rest.p != NULL;
}

void past_put_hits(const struct lsp *lsp, const struct project *project,
                   const struct symbol *symbol, struct buf *out)
{
    const struct past *past = project->past;
    bool is_duty = symbol->kind == SYMBOL_DUTY;
    if (!past || past->rest.p || !past->texts || (!is_duty && symbol->kind != SYMBOL_UNIT))
        return;
    int found = rules_find(&past->rules, is_duty ? NOUN_DUTY : NOUN_UNIT, symbol->name);
    if (found == NONE)
        return;
    buf_print(out,
              lsp_say(lsp, "\n\n过去的 %2$zu 条诉求里有 %1$zu 条归它。",
                      "\n\n%1$zu of %2$zu past texts were decided for it."),
              is_duty ? past->duties[found] : past->units[found], past->texts);
}
