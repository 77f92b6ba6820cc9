/* cover: fills the counts. A moment that is looked at counts for everything that stood in question
 * there: the category, every comparison of its duties, the values that were known, the duty that
 * was decided and the way it took.
 *
 * A comparison decides where the condition would come out otherwise if it were the other way
 * round, all else as it was: that it was true once and false once says little when something else
 * had settled the matter both times. Comparisons of a duty whose words were not meant are not
 * counted: nobody looked at them. */
#include "dsl/tools/cover_data.h"

#include "dsl/tools/shown.h"

enum { KNOWN_MAX_BYTES = 512 };

/* ---- making ---- */

static void add_atoms(struct cover *cover, const struct expr *expr, int duty, int policy,
                      cover_atoms *atoms)
{
    if (!expr)
        return;
    for (size_t i = 0; i < expr->kids.n; i++)
        add_atoms(cover, expr->kids.at[i], duty, policy, atoms);
    if (!expr->kids.n)
        VEC_ADD(cover->arena, atoms,
                ((struct cover_atom){.expr = expr, .duty = duty, .policy = policy}));
}

static void new_duty(struct cover *cover, int index)
{
    const struct duty *duty = &cover->model->duties.at[index];
    struct cover_duty *self = &cover->duties[index];
    add_atoms(cover, duty->when, index, NONE, &self->when);
    self->branches = ARENA_ARRAY(cover->arena, duty->branches.n + 1, struct cover_count);
    self->branch_atoms = ARENA_ARRAY(cover->arena, duty->branches.n + 1, cover_atoms);
    for (size_t i = 0; i < duty->branches.n; i++)
        add_atoms(cover, duty->branches.at[i].when, index, NONE, &self->branch_atoms[i]);
}

struct cover *cover_new(const struct model *model, struct arena *arena)
{
    struct cover *cover = ARENA_NEW(arena, struct cover);
    cover->model = model;
    cover->arena = arena;
    cover->categories = ARENA_ARRAY(arena, model->categories.n + 1, struct cover_count);
    cover->otherwise = ARENA_ARRAY(arena, model->categories.n + 1, struct cover_count);
    cover->duties = ARENA_ARRAY(arena, model->duties.n + 1, struct cover_duty);
    cover->values = ARENA_ARRAY(arena, model->facts.n + 1, struct cover_count *);
    cover->policies = ARENA_ARRAY(arena, model->policies.n + 1, struct cover_policy);
    for (size_t i = 0; i < model->duties.n; i++)
        new_duty(cover, (int)i);
    for (size_t i = 0; i < model->facts.n; i++)
        cover->values[i] = ARENA_ARRAY(arena, model->facts.at[i].values.n + 1, struct cover_count);
    for (size_t i = 0; i < model->policies.n; i++)
        add_atoms(cover, model->policies.at[i].when, NONE, (int)i, &cover->policies[i].when);
    return cover;
}

/* ---- comparisons ---- */

/* Truth of anything, by who is asked about. */
struct asked {
    const struct model *model;
    const struct matter *matter; /* or NULL: an enterprise */
    const struct setting *given;
    size_t count;
};

static enum truth truth_of(const struct asked *asked, const struct expr *expr)
{
    return asked->matter ? oracle_truth(asked->model, asked->matter, expr)
                         : oracle_policy_truth(asked->model, asked->given, asked->count, expr);
}

static enum truth inverse(enum truth truth)
{
    return truth == OPEN ? OPEN : truth == YES ? NO : YES;
}

/* The truth of an expression with one of its atoms forced. */
static enum truth truth_with(const struct asked *asked, const struct expr *expr,
                             const struct expr *atom, enum truth forced)
{
    if (expr == atom)
        return forced;
    if (!expr->kids.n)
        return truth_of(asked, expr);
    if (expr->op == EXPR_NOT)
        return inverse(truth_with(asked, expr->kids.at[0], atom, forced));
    enum truth settles = expr->op == EXPR_AND ? NO : YES, all = inverse(settles);
    for (size_t i = 0; i < expr->kids.n; i++) {
        enum truth truth = truth_with(asked, expr->kids.at[i], atom, forced);
        if (truth == settles)
            return settles;
        if (truth == OPEN)
            all = OPEN;
    }
    return all;
}

/* A part that keeps the whole as it is whatever the atom says; NULL where there is no single one.
 */
static const struct expr *other_part(const struct asked *asked, const struct expr *expr,
                                     const struct expr *atom)
{
    enum truth settles = expr->op == EXPR_AND ? NO : YES;
    if (!expr->kids.n)
        return NULL;
    if (expr->op == EXPR_NOT)
        return other_part(asked, expr->kids.at[0], atom);
    for (size_t i = 0; i < expr->kids.n; i++) {
        const struct expr *kid = expr->kids.at[i];
        if (truth_with(asked, kid, atom, YES) == settles &&
            truth_with(asked, kid, atom, NO) == settles)
            return kid;
    }
    for (size_t i = 0; i < expr->kids.n; i++) {
        const struct expr *inner = other_part(asked, expr->kids.at[i], atom);
        if (inner)
            return inner;
    }
    return NULL;
}

static void tell_facts(const struct asked *asked, int fact, struct buf *out)
{
    const struct matter *matter = asked->matter;
    const char *between = "";
    for (int i = 0; i < matter->fact_count; i++) {
        if (matter->facts[i].fact != fact || matter->facts[i].value == NONE)
            continue;
        buf_text(out, between);
        buf_view(out, asked->model->facts.at[fact].values.at[matter->facts[i].value].name);
        between = "、";
    }
}

/* As what the variable is known; nothing where it is not. */
static void tell_known(const struct asked *asked, struct variable variable, struct buf *out)
{
    const struct matter *matter = asked->matter;
    if (!matter)
        return;
    switch (variable.kind) {
    case VAR_FACT:
        tell_facts(asked, variable.index, out);
        break;
    case VAR_TIME:
        if (matter->time.known)
            shown_tell_times(matter->time.range, matter->time.ranges, out);
        break;
    case VAR_AREA:
        for (int i = 0; i < matter->place_count; i++)
            buf_print(out, "%s%.*s", i ? "、" : "",
                      VIEW_FMT(asked->model->areas.at[matter->places[i]].name));
        break;
    case VAR_KIND:
        oracle_tell_value(asked->model, variable, matter->kind, out);
        break;
    case VAR_CHANNEL:
        if (matter->channel != NONE)
            oracle_tell_value(asked->model, variable, matter->channel, out);
        break;
    case VAR_DAYCLASS:
        if (matter->dayclass != NONE || matter->has_day) {
            int dayclass = matter->dayclass != NONE ? matter->dayclass
                                                    : oracle_dayclass(asked->model, matter->day);
            if (dayclass != NONE)
                oracle_tell_value(asked->model, variable, dayclass, out);
        }
        break;
    case VAR_WEEKDAY:
        if (matter->has_day)
            oracle_tell_value(asked->model, variable, civil_weekday(matter->day), out);
        for (int day = 0; day < 7 && !matter->has_day; day++)
            if (matter->weekdays >> day & 1)
                oracle_tell_value(asked->model, variable, day, out);
        break;
    default:
        break;
    }
}

static void keep_known(struct cover *cover, const struct asked *asked, struct cover_atom *atom)
{
    struct buf text;
    buf_init(&text, KNOWN_MAX_BYTES);
    tell_known(asked, atom->expr->variable, &text);
    bool there = text.n == 0;
    for (int i = 0; i < atom->known_count && !there; i++)
        there = view_eq(atom->known[i], buf_seen(&text));
    if (!there && atom->known_count < KNOWN_KEPT)
        atom->known[atom->known_count++] = buf_keep(&text, cover->arena);
    else if (!there)
        atom->known_more = true;
    buf_free(&text);
}

static void see_atoms(struct cover *cover, const struct asked *asked, const struct expr *whole,
                      cover_atoms *atoms)
{
    for (size_t i = 0; i < atoms->n; i++) {
        struct cover_atom *atom = &atoms->at[i];
        enum truth truth = truth_of(asked, atom->expr);
        atom->yes = atom->yes || truth == YES;
        atom->no = atom->no || truth == NO;
        atom->open = atom->open || truth == OPEN;
        if (!(atom->yes && atom->no))
            keep_known(cover, asked, atom);
        if (atom->decided || truth == OPEN)
            continue;
        atom->decided =
            truth_with(asked, whole, atom->expr, YES) != truth_with(asked, whole, atom->expr, NO);
        if (!atom->decided)
            atom->instead = other_part(asked, whole, atom->expr);
    }
}

/* ---- moments ---- */

static void count(const struct cover *cover, struct cover_count *at)
{
    if (cover->in_example)
        at->examples++;
    else
        at->tests++;
}

/* Were the duty's own words, if it has any, in question? */
static bool meant(const struct cover *cover, const struct matter *matter,
                  const struct oracle_row *row)
{
    if (!cover->model->duties.at[row->duty].words.n || row->truth != NO)
        return true;
    for (int i = 0; i < matter->duty_count; i++)
        if (matter->duties[i].index == row->duty)
            return row->condition == NO;
    return matter->pinned_duty == row->duty;
}

static void see_branches(struct cover *cover, const struct asked *asked, int duty)
{
    const struct duty *self = &cover->model->duties.at[duty];
    struct cover_duty *mine = &cover->duties[duty];
    for (size_t i = 0; i < self->branches.n; i++) {
        const struct expr *when = self->branches.at[i].when;
        see_atoms(cover, asked, when, &mine->branch_atoms[i]);
        enum truth truth = truth_of(asked, when);
        if (truth == YES)
            count(cover, &mine->branches[i]);
        if (truth != NO)
            return;
    }
    count(cover, &mine->branches[self->branches.n]);
}

static void see_values(struct cover *cover, const struct matter *matter)
{
    for (int i = 0; i < matter->fact_count; i++)
        if (matter->facts[i].value != NONE)
            count(cover, &cover->values[matter->facts[i].fact][matter->facts[i].value]);
}

static void decided(void *self, const struct matter *matter, const struct oracle_trace *trace)
{
    struct cover *cover = self;
    struct asked asked = {.model = cover->model, .matter = matter};
    if (trace->category == NONE)
        return;
    count(cover, &cover->categories[trace->category]);
    for (size_t i = 0; i < trace->rows.n; i++) {
        const struct oracle_row *row = &trace->rows.at[i];
        if (meant(cover, matter, row))
            see_atoms(cover, &asked, cover->model->duties.at[row->duty].when,
                      &cover->duties[row->duty].when);
    }
    see_values(cover, matter);
    if (trace->decision.status == DECIDE_OTHERWISE)
        count(cover, &cover->otherwise[trace->category]);
    if (trace->decision.status != DECIDE_DUTY)
        return;
    count(cover, &cover->duties[trace->decision.duty].decided);
    see_branches(cover, &asked, trace->decision.duty);
}

static void held(void *self, int policy, const struct setting *given, size_t n, int answer)
{
    struct cover *cover = self;
    struct asked asked = {.model = cover->model, .given = given, .count = n};
    cover->policies[policy].answers[answer]++;
    if (cover->model->policies.at[policy].when)
        see_atoms(cover, &asked, cover->model->policies.at[policy].when,
                  &cover->policies[policy].when);
}

struct oracle_watch cover_watch(struct cover *cover)
{
    return (struct oracle_watch){cover, decided, held};
}

/* An example may leave the place open; the first place that decides its duty is as good as any. */
static void take_place(const struct model *model, int duty, struct matter *matter)
{
    struct decision decision;
    oracle_decide(model, matter, &decision);
    if (decision.status != DECIDE_ASK || decision.ask != ASK_PLACE)
        return;
    for (size_t area = 0; area < model->areas.n; area++) {
        struct matter supposed = *matter;
        supposed.place_count = 1;
        supposed.places[0] = (int)area;
        oracle_decide(model, &supposed, &decision);
        if (decision.status == DECIDE_DUTY && decision.duty == duty) {
            *matter = supposed;
            return;
        }
    }
}

void cover_examples(struct cover *cover, const struct oracle_words *lexicon, struct arena *scratch)
{
    const struct model *model = cover->model;
    cover->in_example = true;
    for (size_t d = 0; d < model->duties.n; d++)
        for (size_t i = 0; i < model->duties.at[d].examples.n; i++) {
            const struct example *example = &model->duties.at[d].examples.at[i];
            struct matter matter = matter_empty();
            oracle_reveal(lexicon, scratch, &matter, example->text, ORACLE_NO_CLOCK);
            oracle_given(model, &matter, example->given.at, example->given.n);
            take_place(model, (int)d, &matter);
            decided(cover, &matter, oracle_explain(model, scratch, &matter));
            arena_reset(scratch);
        }
    cover->in_example = false;
}
