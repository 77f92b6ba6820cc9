/* ground: what the parts of the analysis share, and nobody else sees. */
#ifndef ZHIDA_ANALYSE_GROUND_H
#define ZHIDA_ANALYSE_GROUND_H

#include "dsl/analyse/analyse.h"
#include "dsl/check/regions.h"
#include "dsl/check/shapes.h"
#include "dsl/oracle/oracle.h"

struct table;

typedef VEC(int) positions;

/* What the citizen says in a category's witnesses. */
struct opening {
    bool looked_for;
    struct view text;               /* empty: the category has no word */
    struct oracle_reading *reading; /* of it */
};

struct ground {
    struct arena *arena;
    struct arena scratch; /* of one witness */
    const struct model *model;
    const struct analyse_wish *wish;
    struct role_map roles;
    struct oracle_words *lexicon;
    struct opening *openings; /* per category */
    int examples_read;        /* sentences are slow to read: only so many */
    int *position;            /* per duty: where it stands in its category's table */
    struct table *tables;     /* per category */
    struct analysis *out;
};

/* One category: its space, its duties, and what each of them is left with. */
struct table {
    struct space space;
    int category;
    struct shape *shapes; /* in the category's order */
    positions *over;      /* per shape: those that go before it */
    struct boxes *first;  /* per shape without words: where nobody goes before it */
    struct boxes *wins;   /* likewise: where it is the one that is decided */
    size_t count;
    uint64_t *near; /* see table_near */
    size_t near_words;
};

struct table table_of(struct ground *ground, int category);

/* The duties without words, other than `at`, that may hold together with it: a superset, in the
 * order of the category. */
positions table_near(const struct ground *ground, const struct table *table, size_t at);

static inline const struct duty *table_duty(const struct table *table, size_t at)
{
    return &table->space.model->duties.at[table->shapes[at].duty];
}

/* Does the other one, as an equal that stands before it, take what the two share? */
bool table_takes(const struct ground *ground, const struct table *table, size_t other, size_t at);

/* What no duty without words takes; the whole where there is none. */
struct boxes table_rest(const struct table *table);

/* The matter to settle for a case of the duty at `at`, or of none of the worded ones: a duty,
 * OTHER_MATTER, or NONE where the category has no worded duty. */
int table_matter(const struct table *table, size_t at);
int table_other_matter(const struct table *table);

/* Is it judged by its condition alone? Worded duties exclude one another. */
static inline bool table_is_plain(const struct table *table, size_t at)
{
    return !table_duty(table, at)->words.n;
}

/* ---- the parts, by file ---- */

void overlaps_find(struct ground *ground, const struct table *table);
void gaps_find(struct ground *ground, const struct table *table);
void shadows_find(struct ground *ground, const struct table *table);
void branches_find(struct ground *ground, const struct table *table);
void unserved_find(struct ground *ground, const struct table *table);
void circles_find(struct ground *ground);
void escalation_find(struct ground *ground);
void policies_find(struct ground *ground);
void calendar_find(struct ground *ground);

/* ---- noting (note.c) ---- */

/* A text built in the arena. */
struct view ground_text(struct ground *ground, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Both halves of a view, from texts of the arena. */
struct view ground_both(struct ground *ground, struct view zh, struct view en);

/* code name, for messages: "0601" 建筑施工噪声 */
struct view ground_duty(struct ground *ground, int duty, enum diag_language language);
struct view ground_category(const struct ground *ground, int category, enum diag_language language);

/* Where a duty's or a category's name stands. */
struct span ground_duty_span(const struct ground *ground, int duty);
struct span ground_category_span(const struct ground *ground, int category);

/* An empty finding of a kind at a place. */
struct finding ground_finding(const struct ground *ground, enum analyse_kind kind, int category,
                              struct span span);

/* Is there still room for one more of the kind in the category? If not it is counted. */
bool ground_room(struct ground *ground, const struct finding *finding);

/* Lists a finding; one without a test has no witness and is listed as not decided. */
void ground_add(struct ground *ground, const struct finding *finding);

void ground_undecided(struct ground *ground, enum analyse_kind kind, int category, struct span span,
                      struct view what, struct view why);

#endif
