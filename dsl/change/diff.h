/* diff: what two versions of the rules mean differently. Not their lines: a condition written
 * another way is equal; one that lets in one more hour of the day is wider, with that hour as the
 * witness. */
#ifndef ZHIDA_DIFF_H
#define ZHIDA_DIFF_H

#include "dsl/check/model.h"

enum diff_noun {
#define NOUN(name, zh, en) DIFF_##name,
#include "dsl/change/nouns.h"
#undef NOUN
    DIFF_NOUNS
};

enum diff_relation {
#define RELATION(name, word, zh, en) DIFF_##name,
#include "dsl/change/relations.h"
#undef RELATION
    DIFF_RELATIONS
};

/* Texts are in both languages (diag_half). */
struct diff_term {
    struct view what, before, after; /* 期限: 5 工作日 -> 3 工作日; empty: there was, or is, none */
};

struct diff_words {
    VEC(struct view) added, removed; /* folded */
};

struct diff_item {
    enum diff_noun noun;
    enum diff_relation relation;
    struct view code, name;   /* as written; the name in both languages */
    struct view owner;        /* who keeps it (由), or empty */
    int old, new;             /* index in its model, or NONE */
    struct view gains, loses; /* a case that is its now, and one that no longer is; or empty */
    VEC(struct diff_term) terms;
    struct diff_words words;
    struct diff_words said, asked;  /* 说法, 常问, of a duty */
    struct span old_span, new_span; /* each in its own sources */
};

/* Cases of a category that go elsewhere. */
struct diff_move {
    int old_category, new_category;
    int old_duty, new_duty;         /* NONE: 否则 */
    struct view old_unit, new_unit; /* names; "-" where nobody plays the role */
    struct view where;              /* one of them, in the words of 设 */
    double share;                   /* of the category's cases */
    bool seen;                      /* both versions decided that case so, asked one by one */
    int tries;                      /* cases asked so far */
};

struct diff_report {
    struct arena *arena;
    const struct model *old, *new;
    VEC(struct diff_item) items; /* those that differ, by noun and place */
    VEC(struct diff_move) moves; /* largest share first within a category */
    size_t equal;                /* duties and policies that mean the same */
    size_t unlisted;  /* duties whose role is played by more other units than the moves tell */
    size_t undecided; /* whose conditions are too large to compare */
};

/* Both models are without errors. Everything lives in the arena. */
struct diff_report *diff_rules(struct arena *arena, const struct model *old,
                               const struct model *new);

const char *diff_noun_name(enum diff_noun noun, enum diag_language language);
const char *diff_relation_name(enum diff_relation relation, enum diag_language language);
const char *diff_relation_word(enum diff_relation relation); /* for programs */

#endif
