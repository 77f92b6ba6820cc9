/* differential: the engine against the reference interpreter, on random cases.
 *
 *   differential DIR [CASES [SEED]]
 *
 * A case is one or two texts made of the district's own words, its examples, times, noise; and
 * facts that were settled before at random. Both sides read the texts and the two matters are
 * compared field by field; then both decide the same matter and the decisions are compared. Beside
 * them stand random deadlines, random enterprises and what random texts are heard as. Everything
 * follows from the seed.
 *
 * A difference is made small before it is shown: characters and settled fields are taken away as
 * long as it stays. Ends with "N passed, N failed". */
#include <stdio.h>
#include <stdlib.h>

#include "dsl/base/segment.h"
#include "dsl/engine/several.h"
#include "tests/diff/subject.h"

enum { SHOWN_MOST = 5 };

/* ---- comparing ---- */

static bool same_scores(const struct score *a, int a_n, const struct score *b, int b_n)
{
    for (int i = 0; i < a_n && i < b_n; i++)
        if (a[i].index != b[i].index || a[i].score != b[i].score || a[i].strong != b[i].strong)
            return false;
    return a_n == b_n;
}

static bool same_time(const struct known_time *a, const struct known_time *b)
{
    for (int i = 0; i < a->ranges && i < b->ranges; i++)
        if (a->range[i].from != b->range[i].from || a->range[i].to != b->range[i].to)
            return false;
    return a->known == b->known && a->unknown == b->unknown && a->span == b->span &&
           a->ranges == b->ranges && (!a->known || a->source == b->source);
}

static const char *compare_matters(const struct matter *a, const struct matter *b)
{
    if (!same_scores(a->categories, a->category_count, b->categories, b->category_count))
        return "categories";
    if (!same_scores(a->duties, a->duty_count, b->duties, b->duty_count))
        return "duties";
    DIFFERS(pinned_category);
    DIFFERS(pinned_duty);
    DIFFERS(fact_count);
    for (int i = 0; i < a->fact_count; i++) {
        DIFFERS(facts[i].fact);
        DIFFERS(facts[i].value);
        DIFFERS(facts[i].source);
    }
    if (!same_time(&a->time, &b->time))
        return "time";
    DIFFERS(weekdays);
    DIFFERS(has_day);
    if (a->has_day)
        DIFFERS(day);
    DIFFERS(dayclass);
    DIFFERS(place_count);
    for (int i = 0; i < a->place_count; i++)
        DIFFERS(places[i]);
    DIFFERS(place_unknown);
    DIFFERS(kind);
    DIFFERS(channel);
    return NULL;
}

static const char *compare_candidates(const struct decision *a, const struct decision *b)
{
    DIFFERS(candidate_count);
    for (int i = 0; i < a->candidate_count; i++) {
        DIFFERS(candidates[i].weight);
        DIFFERS(candidates[i].duty);
        DIFFERS(candidates[i].category);
        DIFFERS(candidates[i].target.unit);
        DIFFERS(candidates[i].target.role);
    }
    DIFFERS(confidence);
    return NULL;
}

static const char *compare_decisions(const struct decision *a, const struct decision *b)
{
    DIFFERS(status);
    DIFFERS(category);
    DIFFERS(duty);
    DIFFERS(ask);
    if (a->ask == ASK_VARIABLE) {
        DIFFERS(variable.kind);
        DIFFERS(variable.index);
    }
    DIFFERS(ask_settles);
    DIFFERS(ask_leaves);
    DIFFERS(choice_count);
    for (int i = 0; i < a->choice_count; i++)
        DIFFERS(choices[i]);
    DIFFERS(target.unit);
    DIFFERS(target.role);
    DIFFERS(assist_count);
    for (int i = 0; i < a->assist_count; i++) {
        DIFFERS(assists[i].unit);
        DIFFERS(assists[i].role);
    }
    DIFFERS(urgent);
    DIFFERS(within.count);
    DIFFERS(within.measure);
    DIFFERS(clock);
    DIFFERS(collect);
    return compare_candidates(a, b);
}

struct outcome {
    struct matter engine_matter, oracle_matter;
    struct decision engine, oracle;
};

/* A time where that is asked (which one hangs on the trial alone), else the last text once more. */
static struct view answer_of(const struct trial *trial, const struct decision *asked)
{
    struct view last = {trial->text[trial->texts - 1], trial->n[trial->texts - 1]};
    bool time = asked->ask == ASK_VARIABLE && asked->variable.kind == VAR_TIME;
    return time ? time_of_day((size_t)trial->now.day + last.n) : last;
}

/* An answer to what is asked now. */
static const char *run_answer(struct subject *s, const struct trial *trial, struct outcome *outcome)
{
    struct decision asked = outcome->engine;
    struct view text = answer_of(trial, &asked);
    const struct recognition *recognition = recognise(&s->rules, &s->scratch, text);
    const struct oracle_reading *reading = oracle_read(s->lexicon, &s->scratch, text);
    bool engine =
        matter_answer(&s->rules, &outcome->engine_matter, &asked, NONE, recognition, trial->now);
    bool oracle = oracle_answer(s->model, &outcome->oracle_matter, &asked, reading, trial->now);
    s->answers += oracle;
    if (engine != oracle)
        return "answer";
    return compare_matters(&outcome->engine_matter, &outcome->oracle_matter);
}

/* What the last text lists. */
static const char *run_several(struct subject *s, const struct trial *trial)
{
    struct view text = {trial->text[trial->texts - 1], trial->n[trial->texts - 1]};
    const struct recognition *recognition = recognise(&s->rules, &s->scratch, text);
    const struct oracle_reading *reading = oracle_read(s->lexicon, &s->scratch, text);
    struct one_matter ours[MATTERS_MAX];
    struct one_listed theirs[MATTERS_MAX];
    struct segment segments[SEGMENTS_MAX];
    int n = several_matters(&s->rules, &s->scratch, recognition, trial->now, ours);
    if (n != oracle_several(s->lexicon, &s->scratch, reading, trial->now, theirs))
        return "several matters";
    s->several += n > 0;
    s->joined += n > 0 && segment_find(recognition->text.text, segments) < 2;
    for (int i = 0; i < n; i++)
        if (ours[i].category != theirs[i].category || ours[i].duty != theirs[i].duty ||
            !view_eq(ours[i].text, theirs[i].text))
            return "one of several matters";
    return NULL;
}

/* Did a time from one hour to another lie over a border? */
static bool in_parts(const struct subject *s, const struct matter *matter)
{
    struct matter then = oracle_as_decided(s->model, matter);
    return !same_time(&then.time, &matter->time);
}

static const char *run_trial(struct subject *s, const struct trial *trial, struct outcome *outcome)
{
    arena_reset(&s->scratch);
    outcome->engine_matter = outcome->oracle_matter = trial->before;
    for (int i = 0; i < trial->texts; i++) {
        struct view text = {trial->text[i], trial->n[i]};
        const struct recognition *recognition = recognise(&s->rules, &s->scratch, text);
        matter_reveal(&s->rules, &outcome->engine_matter, recognition, trial->now);
        oracle_reveal(s->lexicon, &s->scratch, &outcome->oracle_matter, text, trial->now);
    }
    const char *field = compare_matters(&outcome->engine_matter, &outcome->oracle_matter);
    if (field)
        return field;
    decide(&s->rules, &outcome->engine_matter, &outcome->engine);
    oracle_decide(s->model, &outcome->engine_matter, &outcome->oracle);
    s->spans += in_parts(s, &outcome->engine_matter);
    field = compare_decisions(&outcome->engine, &outcome->oracle);
    field = field ? field : run_several(s, trial);
    return field ? field : run_answer(s, trial, outcome);
}

/* ---- a small case ---- */

static bool still_differs(struct subject *s, const struct trial *trial)
{
    struct outcome outcome;
    return run_trial(s, trial, &outcome) != NULL;
}

static void without(const struct trial *trial, int which, size_t from, size_t to, struct trial *out)
{
    *out = *trial;
    memmove(out->text[which] + from, out->text[which] + to, trial->n[which] - to);
    out->n[which] -= to - from;
}

static void shorten(struct subject *s, struct trial *trial, int which)
{
    for (size_t at = 0; at < trial->n[which];) {
        struct trial shorter;
        size_t to = at;
        utf8_next((struct view){trial->text[which], trial->n[which]}, &to);
        without(trial, which, at, to, &shorter);
        if (still_differs(s, &shorter))
            *trial = shorter;
        else
            at = to;
    }
}

static void try_trial(struct subject *s, struct trial *trial, const struct trial *simpler)
{
    if (still_differs(s, simpler))
        *trial = *simpler;
}

static void forget_settled(struct subject *s, struct trial *trial)
{
    const struct matter empty = matter_empty();
    struct trial simpler;
#define FORGET(field)                                                                              \
    simpler = *trial;                                                                              \
    simpler.before.field = empty.field;                                                            \
    try_trial(s, trial, &simpler)
    FORGET(fact_count);
    FORGET(time);
    FORGET(place_count);
    FORGET(place_unknown);
    FORGET(pinned_duty);
    FORGET(pinned_category);
    FORGET(weekdays);
    FORGET(dayclass);
    FORGET(channel);
#undef FORGET
    while (trial->before.fact_count > 0) {
        simpler = *trial;
        simpler.before.fact_count--;
        if (!still_differs(s, &simpler))
            break;
        *trial = simpler;
    }
}

static void make_small(struct subject *s, struct trial *trial)
{
    if (trial->texts == 2) {
        struct trial one = *trial;
        one.texts = 1;
        try_trial(s, trial, &one);
    }
    forget_settled(s, trial);
    for (int i = 0; i < trial->texts; i++)
        shorten(s, trial, i);
}

static void show_matter(const struct subject *s, const struct matter *matter)
{
    for (int i = 0; i < matter->category_count; i++)
        printf("    category %.*s %d%s\n",
               VIEW_FMT(s->model->categories.at[matter->categories[i].index].name),
               matter->categories[i].score, matter->categories[i].strong ? " strong" : "");
    for (int i = 0; i < matter->duty_count; i++)
        printf("    duty %.*s %d\n", VIEW_FMT(s->model->duties.at[matter->duties[i].index].code),
               matter->duties[i].score);
    for (int i = 0; i < matter->fact_count; i++)
        printf("    fact %.*s value %d source %d\n",
               VIEW_FMT(s->model->facts.at[matter->facts[i].fact].name), matter->facts[i].value,
               matter->facts[i].source);
    for (int i = 0; i < matter->time.ranges; i++)
        printf("    time %d..%d\n", matter->time.range[i].from, matter->time.range[i].to);
    for (int i = 0; i < matter->place_count; i++)
        printf("    place %.*s\n", VIEW_FMT(s->model->areas.at[matter->places[i]].name));
    printf("    pinned %d %d, weekdays %x, day %d %d, dayclass %d, kind %d, channel %d, "
           "time unknown %d, place unknown %d\n",
           matter->pinned_category, matter->pinned_duty, matter->weekdays, matter->has_day,
           matter->day, matter->dayclass, matter->kind, matter->channel, matter->time.unknown,
           matter->place_unknown);
}

static void show_decision(const struct subject *s, const struct decision *decision)
{
    struct buf buf;
    buf_init(&buf, 1 << 16);
    oracle_tell_decision(s->model, decision, DIAG_EN, &buf);
    printf("    %.*s (status %d, ask %d, variable %d %d, %d choices)\n", VIEW_FMT(buf_seen(&buf)),
           decision->status, decision->ask, decision->variable.kind, decision->variable.index,
           decision->choice_count);
    for (int i = 0; i < decision->candidate_count; i++)
        printf("    candidate duty %d category %d unit %d role %d weight %lld\n",
               decision->candidates[i].duty, decision->candidates[i].category,
               decision->candidates[i].target.unit, decision->candidates[i].target.role,
               (long long)decision->candidates[i].weight);
    buf_free(&buf);
}

static void show(struct subject *s, struct trial *trial, uint64_t seed, long number)
{
    struct outcome outcome = {0};
    make_small(s, trial);
    const char *field = run_trial(s, trial, &outcome);
    printf("seed %llu, case %ld: %s differs\n", (unsigned long long)seed, number, field);
    for (int i = 0; i < trial->texts; i++)
        printf("  text: %.*s\n", (int)trial->n[i], trial->text[i]);
    printf("  settled before:\n");
    show_matter(s, &trial->before);
    printf("  engine's matter:\n");
    show_matter(s, &outcome.engine_matter);
    printf("  oracle's matter:\n");
    show_matter(s, &outcome.oracle_matter);
    printf("  engine decides:\n");
    show_decision(s, &outcome.engine);
    printf("  oracle decides:\n");
    show_decision(s, &outcome.oracle);
}

/* ---- all together ---- */

static void add_words(struct subject *s, const words *list)
{
    for (size_t i = 0; i < list->n; i++)
        VEC_ADD(&s->arena, &s->pool, list->at[i]);
}

static void fill_pool(struct subject *s)
{
    const struct model *m = s->model;
    for (size_t i = 0; i < m->categories.n; i++)
        add_words(s, &m->categories.at[i].words);
    for (size_t i = 0; i < m->duties.n; i++)
        add_words(s, &m->duties.at[i].words);
    for (size_t i = 0; i < m->facts.n; i++)
        for (size_t v = 0; v < m->facts.at[i].values.n; v++)
            add_words(s, &m->facts.at[i].values.at[v].words);
    for (size_t i = 0; i < m->periods.n; i++)
        add_words(s, &m->periods.at[i].words);
    for (size_t i = 0; i < m->areas.n; i++)
        add_words(s, &m->areas.at[i].words);
    for (size_t i = 0; i < m->lists.n; i++)
        add_words(s, &m->lists.at[i].words);
}

static bool load(struct subject *s, const char *folder)
{
    struct view why;
    arena_init(&s->arena, (size_t)1 << 30);
    arena_init(&s->scratch, (size_t)1 << 30);
    arena_init(&s->drawn, (size_t)1 << 30);
    buf_init(&s->image, (size_t)1 << 28);
    s->sources.arena = &s->arena;
    s->diags = (struct diags){.arena = &s->arena, .sources = &s->sources};
    if (!compile_folder(&s->arena, folder, &s->sources, &s->diags, &s->model, &s->image, &why)) {
        printf("could not read %s: %.*s\n", folder, VIEW_FMT(why));
        return false;
    }
    if (s->diags.errors || rules_open(&s->rules, s->image.p, s->image.n) != RULES_OK) {
        printf("%zu errors in %s, or its image does not open\n", s->diags.errors, folder);
        return false;
    }
    s->frequency.count = (int)s->model->duties.n;
    s->frequency.weight = ARENA_ARRAY(&s->arena, s->model->duties.n, uint16_t);
    s->openings = openings_new(&s->rules, &s->arena);
    s->lexicon = oracle_words_of(s->model, &s->arena);
    fill_pool(s);
    return true;
}

static bool run_case(struct subject *s, uint64_t seed, long number)
{
    struct trial trial;
    struct outcome outcome = {0};
    s->state = seed * 0x9e3779b97f4a7c15u + (uint64_t)number;
    make_trial(s, &trial);
    draw_frequency(s);
    bool same = run_trial(s, &trial, &outcome) == NULL;
    if (!same)
        show(s, &trial, seed, number);
    s->statuses[outcome.oracle.status]++;
    s->asks[outcome.oracle.ask]++;
    if (!check_due(s) || !check_cue(s))
        same = false;
    return (number % 8 || check_enterprise(s)) && same;
}

/* What the cases came to: a generator that makes only nonsense would pass everything. */
static bool varied(const struct subject *s)
{
    bool varied = true;
    printf("nothing %ld, asked %ld, duty %ld, otherwise %ld; questions: none %ld, variable %ld, "
           "place %ld, category %ld, matter %ld; answered %ld; several matters %ld, joined %ld, "
           "times in parts "
           "%ld\n",
           s->statuses[DECIDE_NOTHING], s->statuses[DECIDE_ASK], s->statuses[DECIDE_DUTY],
           s->statuses[DECIDE_OTHERWISE], s->asks[ASK_NONE], s->asks[ASK_VARIABLE],
           s->asks[ASK_PLACE], s->asks[ASK_CATEGORY], s->asks[ASK_MATTER], s->answers, s->several,
           s->joined, s->spans);
    for (int i = 0; i <= DECIDE_OTHERWISE; i++)
        varied = varied && s->statuses[i] > 0;
    for (int i = 0; i <= ASK_MATTER; i++)
        varied = varied && s->asks[i] > 0;
    return varied && s->several > 0 && s->joined > 0 && s->spans > 0;
}

static int64_t number_or(int argc, char **argv, int at, int64_t otherwise)
{
    int64_t number;
    if (at < argc && view_int(view_of(argv[at]), 0, INT64_MAX, &number))
        return number;
    return otherwise;
}

int main(int argc, char **argv)
{
    struct subject s = {0};
    long passed = 0, failed = 0;
    int64_t cases = number_or(argc, argv, 2, 20000);
    uint64_t seed = (uint64_t)number_or(argc, argv, 3, 1);
    if (argc < 2 || !load(&s, argv[1])) {
        puts("0 passed, 1 failed");
        return 1;
    }
    for (long number = 0; number < cases && failed < SHOWN_MOST; number++) {
        if (run_case(&s, seed, number))
            passed++;
        else
            failed++;
    }
    if (!varied(&s) && cases >= 1000)
        failed++;
    printf("%ld passed, %ld failed\n", passed, failed);
    buf_free(&s.image);
    arena_free(&s.scratch);
    arena_free(&s.drawn);
    arena_free(&s.arena);
    return failed != 0;
}
