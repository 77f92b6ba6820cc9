/* analyse: who is responsible, proved over every case the conditions can tell apart.
 *
 * A finding counts only with a case that the reference interpreter has decided as the finding says;
 * what could not be shown so, or was too large to compute, is listed as not decided, with the
 * reason. Nothing is left out in silence: what passes a limit is counted. */
#ifndef ZHIDA_ANALYSE_H
#define ZHIDA_ANALYSE_H

#include "dsl/check/model.h"
#include "dsl/syntax/allow.h"

enum analyse_kind {
#define KIND(name, word, zh, heading_zh, heading_en, about_zh, about_en) ANALYSE_##name,
#include "dsl/analyse/kinds.h"
#undef KIND
    ANALYSE_KINDS
};

struct analyse_words {
    const char *word, *zh;               /* as 容许 names it: "gap", "缺口" */
    const char *heading_zh, *heading_en; /* what it is called */
    const char *about_zh, *about_en;     /* what it means, in a sentence */
};
const struct analyse_words *analyse_words_of(enum analyse_kind kind);

/* Texts are in both languages (diag_half), unless said otherwise. */
struct finding {
    enum analyse_kind kind;
    bool note;             /* for information: nothing to solve */
    int category;          /* NONE: of no category */
    int duties[2];         /* whom it is about; NONE */
    int owner;             /* the unit that keeps the place, or NONE */
    struct span span;      /* the place, where 容许 may stand */
    struct span second;    /* another one, where it may stand too; equal to span if there is none */
    struct view what;      /* what is the matter */
    struct view where;     /* the cases in words: 发生在 高新园、夜间 的 施工噪声 */
    struct view condition; /* the same as a condition of the language; empty: not in one */
    struct view fix;       /* what would solve it */
    struct view test;      /* a 测试 block that shows it, one text for both languages */
    double share;          /* of the category's cases, or of the duty's; 0: not said */
    const struct allowance *allowed; /* its reason, or NULL */
};

struct undecided {
    enum analyse_kind kind;
    int category, owner;
    struct span span;
    struct view what, why;
};

/* Findings of a kind in a category that were found and are not listed. */
struct unlisted {
    enum analyse_kind kind;
    int category, owner;
    struct span span;
    bool note, allowed;
    size_t count;
};

struct analyse_wish {
    civil_day today; /* from when on deadlines must be computable */
    bool all;        /* list everything; else at most FINDINGS_MAX of a kind in a category */
};
enum { FINDINGS_MAX = 12 };

struct analysis {
    const struct model *model;
    struct allowances allowances;
    VEC(struct finding) findings; /* by category, kind, place */
    VEC(struct undecided) undecided;
    VEC(struct unlisted) unlisted;
    size_t open, allowed, notes; /* with what is not listed */
};

/* Analyses a model whose errors, if it has any, are all of analyse_tolerates. Memory of arena. */
struct analysis *analyse_rules(struct arena *arena, const struct model *model,
                               const struct analyse_wish *wish);

/* Is the error one the analysis is about (overlap, circle, area without unit), or one that does not
 * touch it (an example that lands elsewhere)? */
bool analyse_tolerates(enum diag_code code);

#endif
