/* check: what the files of dsl/check share, and nobody else sees.
 *
 * The passes run in this order (check.c): every block is declared, so that order in the files does
 * not matter; names are entered; then each kind of block is filled in, those that others look into
 * first; last come the analyses that need everything. A pass that could not settle something has
 * said so once and leaves NONE or NULL behind; whoever meets that stays silent. */
#ifndef ZHIDA_CHECK_H
#define ZHIDA_CHECK_H

#include "dsl/check/model.h"
#include "dsl/check/scope.h"

struct check {
    struct arena *arena;
    struct model *model;
    struct diags *diags;
    const struct node *rules;    /* the root */
    const struct node *district; /* the 地区 block; without one the whole is not judged */
    const char *folder;          /* where documents are looked for, or NULL */
    struct scope scopes[SCOPES];
    int category, duty;   /* what is being read, for the breadcrumb, or NONE */
    struct view title;    /* the same for a policy or a test */
    bool calendar_missed; /* said already */
    bool *poisoned;       /* per duty: something in it was not settled; analyses leave it out */
    bool *unsettled;      /* per role: it is not clear where a unit plays it */
};

/* ---- saying (say.c) ---- */

/* Queues a diagnostic with the current breadcrumb. */
struct diag *say(struct check *check, enum diag_code code, struct span span, size_t count,
                 const struct view *args);
#define SAY(check, code, span, ...)                                                                \
    say((check), (code), (span),                                                                   \
        sizeof((struct view[]){(struct view){0}, ##__VA_ARGS__}) / sizeof(struct view) - 1,        \
        &((struct view[]){(struct view){0}, ##__VA_ARGS__})[1])

/* A secondary place for the diagnostic just said. */
void say_label(struct check *check, struct diag *diag, struct span span, struct view text);

/* Text built in the arena. */
struct view say_text(struct check *check, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The written name's nearest among names, as the suggestion, with a fix in place of at. */
void say_nearest(struct diag *diag, struct span at, struct view written, const struct view *names,
                 size_t count);

/* What is called as written where it is shown (交 区城市管理局 for 城管局), as the suggestion;
 * false: nothing of the kind is. */
bool say_shown(struct check *check, struct diag *diag, struct span at, struct view written,
               enum scope_kind kind);

/* The same for a NAME, a STRING (a code) or a LIST_REF: the fix is written as it was. */
void say_nearest_to(struct check *check, struct diag *diag, const struct node *name,
                    const struct view *names, size_t count);

/* Breadcrumb: a category (index or NONE), a duty of it (index or NONE). */
void say_heading(struct check *check, int category, int duty);

/* Breadcrumb of what stands outside the categories. */
void say_title(struct check *check, struct view title);

/* What a duty is called in messages: code and name. */
struct view duty_label(struct check *check, int duty);

/* ---- small readers (read.c) ---- */

struct view text_of(const struct node *node); /* of a node that may be NULL */
struct view clause_text(const struct node *block, enum node_kind clause); /* its STRING or NAME */
const struct node *clause_name(const struct node *block, enum node_kind clause); /* its NAME */
struct display display_of(const struct node *block);      /* empty where there is none */
struct display display_or_name(const struct node *block); /* the name where there is none */
struct span name_span(const struct node *block);          /* of its NAME or STRING */
struct view display_both(struct check *check, struct display display);
bool whole(const struct check *check); /* is there a 地区 block? */

/* A deadline in working days: is there a calendar? Complains once. */
void calendar_demand(struct check *check, struct span span);

/* A unit or role by name; complains. */
struct target target_need(struct check *check, const struct node *name);
int unit_need(struct check *check, const struct node *name); /* a role is an error */
bool target_is_set(struct target target);
bool target_same(struct target a, struct target b);
struct view target_label(struct check *check, struct target target);

/* ---- the passes, by file ---- */

void areas_declare(struct check *check, const struct node *block, int parent);
void areas_fill(struct check *check);
/* borders.c: the outlines of areas, from borders.geojson beside the rules. */
void borders_read(struct check *check);

void units_declare(struct check *check, const struct node *block);
void units_fill(struct check *check);

void calendar_fill(struct check *check);

void clocks_fill(struct check *check);
int clock_need(struct check *check, const struct node *block); /* of its USE_CLOCK, or NONE */

void word_lists_fill(struct check *check);
void words_read(struct check *check, const struct node *block, words *out); /* its WORDS child */
void cue_read(struct check *check, const struct node *block, words *out);   /* the same of a cue */
void words_add_name(struct check *check, words *out, struct view name, struct span span);
void words_weigh(struct check *check);

void fact_declare(struct check *check, const struct node *block, int category);
void period_declare(struct check *check, const struct node *block, int category);
void periods_fill(struct check *check);
void facts_fill(struct check *check);
void attributes_fill(struct check *check); /* tags, numbers, dates */

void categories_declare(struct check *check, const struct node *block);
void categories_fill(struct check *check);
void duties_fill(struct check *check);

void precedence_close(struct check *check);
void overlap_find(struct check *check);
void coverage_find(struct check *check); /* areas where nobody plays a role that is asked for */

void policies_fill(struct check *check);
void notices_fill(struct check *check);
void guides_fill(struct check *check);
void phrases_fill(struct check *check);
void cues_fill(struct check *check);
void channels_fill(struct check *check);
void endpoints_fill(struct check *check);
void district_read(struct check *check);
void district_demand(struct check *check); /* phrases, cues, lists, clock: only with a 地区 block */
void tests_fill(struct check *check);
void retired_fill(struct check *check);

/* A document's path as written in a TEXT clause, which may be NULL; complains where it is not
 * there. ends, unless NULL: how long it holds. */
struct view document_need(struct check *check, const struct node *clause, struct text_ends *ends);

/* The model's document that a duty's TEXT clause names, by index; it is read when it is first
 * named.
 */
int document_of(struct check *check, const struct node *clause);
/* Its section of that heading; NULL: it has none. */
struct document_section *document_section(struct check *check, struct duty_document *document,
                                          struct view heading);

/* A brace text's placeholders: each must be among the blank-separated allowed ones. */
void placeholders_check(struct check *check, const struct node *display, struct view owner,
                        const char *allowed);

#endif
