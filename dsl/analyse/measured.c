/* measured: texts are put to the engine as a message would be, and where a question between desks
 * comes of it, the desks are noted, pair by pair. Nobody can prove what words do to one another:
 * there are as many texts as citizens. But a word that stands in two categories, a word whose end
 * is another's beginning, an example that reaches a neighbour: these can all be tried.
 *
 * One arena is emptied text after text, so a hundred thousand of them cost what the engine costs.
 */
#include "dsl/analyse/measured.h"

#include "dsl/analyse/terms.h"
#include "dsl/base/hash.h"
#include "dsl/base/utf8.h"
#include "dsl/engine/decide.h"

#include <stdlib.h>

enum {
    TEXT_ARENA_MAX = 1 << 26,
    BUCKETS = 1 << 12,
    JOINTS_EACH = 8, /* texts for one end of a word */
    JOINT_WEIGHT = 1 << 20,
    SHARED = 2,
    TEXT_MAX = 4096
};

typedef VEC(struct view) views;

struct trial {
    struct arena *arena;
    struct arena scratch;
    const struct model *model;
    const struct rules *rules;
    struct measured *out;
    struct term_table terms;
    int bucket[BUCKETS]; /* of pairs; index + 1 */
    VEC(int) next;       /* per pair: the one behind it in its bucket, + 1 */
};

/* ---- pairs ---- */

struct desk {
    int category, duty;
    struct target target;
};

static bool same_desk(struct target a, struct target b)
{
    return a.unit != NONE || b.unit != NONE ? a.unit == b.unit : a.role == b.role;
}

static bool same_pair(const struct measured_pair *pair, const struct desk *a, const struct desk *b,
                      bool matters)
{
    if (pair->categories[0] != a->category || pair->categories[1] != b->category)
        return false;
    bool of_duties = pair->categories[0] == pair->categories[1];
    return of_duties == matters &&
           (!matters || (pair->duties[0] == a->duty && pair->duties[1] == b->duty));
}

static struct measured_pair *pair_of(struct trial *trial, const struct desk *a,
                                     const struct desk *b, bool matters)
{
    struct measured *out = trial->out;
    uint64_t hash = hash_mix((uint64_t)(uint32_t)(matters ? a->duty : a->category) << 32 |
                             (uint32_t)(matters ? b->duty : b->category));
    int *head = &trial->bucket[hash & (BUCKETS - 1)];
    for (int i = *head; i; i = trial->next.at[i - 1])
        if (same_pair(&out->pairs.at[i - 1], a, b, matters))
            return &out->pairs.at[i - 1];
    struct measured_pair *pair = VEC_PUSH(trial->arena, &out->pairs);
    *pair = (struct measured_pair){.categories = {a->category, b->category},
                                   .duties = {a->duty, b->duty},
                                   .targets = {a->target, b->target},
                                   .from = MEASURED_SOURCES};
    VEC_ADD(trial->arena, &trial->next, *head);
    *head = (int)out->pairs.n;
    return pair;
}

static void note_pair(struct trial *trial, const struct desk *a, const struct desk *b, bool matters,
                      enum measured_source source, struct view text)
{
    if (same_desk(a->target, b->target))
        return;
    bool ordered = matters ? a->duty < b->duty : a->category < b->category;
    struct measured_pair *pair = pair_of(trial, ordered ? a : b, ordered ? b : a, matters);
    bool rules = source != MEASURED_PAST, had_rules = pair->from < MEASURED_PAST;
    pair->count[source]++;
    if (pair->from != MEASURED_SOURCES &&
        (had_rules > rules || (had_rules == rules && text.n >= pair->witness.n)))
        return;
    const struct desk *first = ordered ? a : b, *second = ordered ? b : a;
    pair->witness = rules ? view_keep(trial->arena, text) : text;
    pair->from = source;
    pair->duties[0] = first->duty;
    pair->duties[1] = second->duty;
    pair->targets[0] = first->target;
    pair->targets[1] = second->target;
}

/* ---- a text ---- */

/* Where the matter would come to if it were this category's. */
static struct desk desk_of_category(struct trial *trial, const struct matter *matter, int category)
{
    struct matter pinned = *matter;
    struct decision decision;
    pinned.pinned_category = category;
    decide(trial->rules, &pinned, &decision);
    bool named = decision.target.unit != NONE || decision.target.role != NONE;
    if (named && (decision.status == DECIDE_DUTY || decision.status == DECIDE_OTHERWISE))
        return (struct desk){category, decision.duty, decision.target};
    if (decision.candidate_count)
        return (struct desk){category, decision.candidates[0].duty, decision.candidates[0].target};
    return (struct desk){category, NONE, trial->model->categories.at[category].otherwise};
}

static struct desk desk_of_duty(const struct trial *trial, int duty)
{
    const struct duty *self = &trial->model->duties.at[duty];
    return (struct desk){self->category, duty, self->assign};
}

/* Were words of the duty seen? If of none, the question is an open one and no duty was reached. */
static bool was_said(const struct matter *matter, int duty)
{
    for (int i = 0; i < matter->duty_count; i++)
        if (matter->duties[i].index == duty)
            return true;
    return false;
}

/* true: it is a question between desks that the text reached. */
static bool note_question(struct trial *trial, const struct matter *matter,
                          const struct decision *decision, enum measured_source source,
                          struct view text)
{
    struct desk desks[CHOICES_MAX];
    bool matters = decision->ask == ASK_MATTER;
    int n = 0;
    for (int i = 0; i < decision->choice_count; i++) {
        int choice = decision->choices[i];
        if (!matters)
            desks[n++] = desk_of_category(trial, matter, choice);
        else if (was_said(matter, choice))
            desks[n++] = desk_of_duty(trial, choice);
    }
    for (int i = 0; i < n; i++)
        for (int k = i + 1; k < n; k++)
            note_pair(trial, &desks[i], &desks[k], matters, source, text);
    return n > 1;
}

static void note_unmatched(struct trial *trial, const struct recognition *recognition,
                           struct view text)
{
    terms_count(&trial->terms, recognition, text);
    if (trial->out->unmatched_texts.n < MEASURED_TEXTS_SHOWN)
        VEC_ADD(trial->arena, &trial->out->unmatched_texts, text);
}

static void try_text(struct trial *trial, struct view text, enum measured_source source)
{
    const struct civil_time no_clock = {.minute = NONE};
    struct matter matter = matter_empty();
    struct decision decision;
    arena_reset(&trial->scratch);
    const struct recognition *recognition = recognise(trial->rules, &trial->scratch, text);
    matter_reveal(trial->rules, &matter, recognition, no_clock);
    decide(trial->rules, &matter, &decision);
    bool matched = decision.status != DECIDE_NOTHING;
    trial->out->texts[source]++;
    trial->out->unmatched[source] += !matched;
    if (source == MEASURED_PAST && matched)
        terms_note_matched(&trial->terms, text);
    if (source == MEASURED_PAST && !matched)
        note_unmatched(trial, recognition, text);
    if (decision.ask != ASK_CATEGORY && decision.ask != ASK_MATTER)
        return;
    trial->out->asked[source] += note_question(trial, &matter, &decision, source, text);
}

/* ---- texts out of words ---- */

static void add_words(struct trial *trial, const words *list, views *out)
{
    for (size_t i = 0; i < list->n; i++)
        if (!list->at[i].second.n)
            VEC_ADD(trial->arena, out, list->at[i].first);
}

static int by_bytes(const void *a, const void *b)
{
    return view_compare(*(const struct view *)a, *(const struct view *)b);
}

/* Every word that speaks for a category or a duty, once, in order of bytes. */
static views all_words(struct trial *trial)
{
    const struct model *model = trial->model;
    views all = {0};
    for (size_t i = 0; i < model->categories.n; i++)
        add_words(trial, &model->categories.at[i].words, &all);
    for (size_t i = 0; i < model->duties.n; i++)
        add_words(trial, &model->duties.at[i].words, &all);
    for (size_t i = 0; i < model->facts.n; i++)
        for (size_t v = 0; v < model->facts.at[i].values.n; v++)
            add_words(trial, &model->facts.at[i].values.at[v].words, &all);
    if (all.n)
        qsort(all.at, all.n, sizeof *all.at, by_bytes);
    size_t kept = 0;
    for (size_t i = 0; i < all.n; i++)
        if (!kept || !view_eq(all.at[kept - 1], all.at[i]))
            all.at[kept++] = all.at[i];
    all.n = kept;
    return all;
}

/* The first word that is not before the text. */
static size_t lower_bound(const views *all, struct view text)
{
    size_t low = 0, high = all->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (view_compare(all->at[middle], text) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The first word behind `from` that does not begin with the text. */
static size_t end_of_run(const views *all, struct view text, size_t from)
{
    while (from < all->n && view_starts(all->at[from], text))
        from++;
    return from;
}

/* The word followed by what is left of words that begin with its end, from `from` on. Where many
 * do, some of them, evenly. */
static void try_joints_at(struct trial *trial, const views *all, struct view word, size_t from)
{
    struct view end = view_sub(word, from, word.n);
    size_t first = lower_bound(all, end), behind = end_of_run(all, end, first);
    size_t step = (behind - first + JOINTS_EACH - 1) / JOINTS_EACH;
    char text[TEXT_MAX];
    trial->out->joints_cut |= step > 1;
    for (size_t i = first; i < behind; i += step) {
        size_t more = all->at[i].n - end.n;
        if (!more || word.n + more > sizeof text)
            continue;
        memcpy(text, word.p, word.n);
        memcpy(text + word.n, all->at[i].p + end.n, more);
        try_text(trial, (struct view){text, word.n + more}, MEASURED_JOINT);
    }
}

static void try_joints(struct trial *trial, const views *all, struct view word)
{
    size_t characters = utf8_length(word), at = 0;
    for (size_t i = 1; i + SHARED <= characters; i++) {
        utf8_next(word, &at);
        try_joints_at(trial, all, word, at);
    }
}

static void try_words(struct trial *trial)
{
    views all = all_words(trial);
    for (size_t i = 0; i < all.n; i++)
        try_text(trial, all.at[i], MEASURED_WORD);
    for (size_t i = 0; i < all.n; i++)
        try_joints(trial, &all, all.at[i]);
}

/* ---- texts that somebody wrote ---- */

static void try_written(struct trial *trial)
{
    const struct model *model = trial->model;
    for (size_t d = 0; d < model->duties.n; d++)
        for (size_t i = 0; i < model->duties.at[d].examples.n; i++)
            try_text(trial, model->duties.at[d].examples.at[i].text, MEASURED_EXAMPLE);
    for (size_t t = 0; t < model->tests.n; t++)
        for (size_t i = 0; i < model->tests.at[t].steps.n; i++)
            if (model->tests.at[t].steps.at[i].kind == STEP_CITIZEN)
                try_text(trial, model->tests.at[t].steps.at[i].text, MEASURED_TEST);
}

static struct view field_of(struct view line, size_t column)
{
    struct view field = {NULL, 0};
    for (size_t i = 0; i <= column && line.p; i++)
        field = view_cut(&line, '\t');
    return field;
}

/* The column called text in a heading; SIZE_MAX where the line is none. */
static size_t text_column(struct view heading)
{
    for (size_t i = 0; heading.p; i++)
        if (view_is(view_trim(view_cut(&heading, '\t')), "text"))
            return i;
    return SIZE_MAX;
}

static void try_past(struct trial *trial, struct view past)
{
    struct view rest = past;
    size_t column = past.n ? text_column(view_cut(&rest, '\n')) : SIZE_MAX;
    if (column == SIZE_MAX)
        rest = past;
    while (rest.p && rest.n) {
        struct view line = view_cut(&rest, '\n');
        struct view text = view_trim(column == SIZE_MAX ? line : field_of(line, column));
        if (text.n)
            try_text(trial, text, MEASURED_PAST);
    }
    terms_choose(&trial->terms, &trial->scratch, trial->out);
}

/* ---- all together ---- */

/* Texts of the rules; those put together weigh less than any that somebody wrote. */
static size_t from_rules(const struct measured_pair *pair)
{
    size_t n = 0;
    for (int i = 0; i < MEASURED_PAST; i++)
        n += i == MEASURED_JOINT ? 0 : pair->count[i];
    return n * JOINT_WEIGHT + pair->count[MEASURED_JOINT];
}

static int most_frequent(const void *a, const void *b)
{
    const struct measured_pair *x = a, *y = b;
    size_t past_x = x->count[MEASURED_PAST], past_y = y->count[MEASURED_PAST];
    size_t rules_x = from_rules(x), rules_y = from_rules(y);
    if (past_x != past_y)
        return past_x > past_y ? -1 : 1;
    if (rules_x != rules_y)
        return rules_x > rules_y ? -1 : 1;
    for (int i = 0; i < 2; i++) {
        if (x->categories[i] != y->categories[i])
            return x->categories[i] < y->categories[i] ? -1 : 1;
        if (x->duties[i] != y->duties[i])
            return x->duties[i] < y->duties[i] ? -1 : 1;
    }
    return 0;
}

struct measured *measure_rules(struct arena *arena, const struct model *model,
                               const struct rules *rules, struct view past)
{
    struct measured *out = ARENA_NEW(arena, struct measured);
    struct trial *trial = ARENA_NEW(arena, struct trial);
    trial->arena = trial->terms.arena = arena;
    trial->model = model;
    trial->rules = rules;
    trial->out = out;
    arena_init(&trial->scratch, TEXT_ARENA_MAX);
    try_words(trial);
    try_written(trial);
    try_past(trial, past);
    if (out->pairs.n)
        qsort(out->pairs.at, out->pairs.n, sizeof *out->pairs.at, most_frequent);
    arena_free(&trial->scratch);
    return out;
}
