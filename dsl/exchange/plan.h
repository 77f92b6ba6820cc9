/* plan: the rules a listing becomes, before they are text: categories, units, areas, duties, with
 * names of the language, and with words and examples proposed where the list has none. */
#ifndef ZHIDA_EXCHANGE_PLAN_H
#define ZHIDA_EXCHANGE_PLAN_H

#include "dsl/base/terms.h"
#include "dsl/exchange/listing.h"

struct plan_word {
    struct view first, second; /* second: a sequence */
    bool proposed;
};

struct plan_example {
    struct view text;
    bool proposed;
    bool dropped; /* it does not decide its duty: written as a comment */
};

struct plan_branch {
    size_t row;        /* of the sheet */
    VEC(size_t) areas; /* index into plan.areas */
    int unit;
};

struct plan_duty {
    size_t item; /* index in the listing */
    int category;
    struct view display;
    struct view group; /* the class below the category, for a heading between duties; or empty */
    int unit;
    VEC(int) assists;
    VEC(size_t) areas;                /* 当 区域 在 ... */
    VEC(struct plan_branch) branches; /* 其中 */
    VEC(struct plan_word) words;
    VEC(struct plan_example) examples;
    int widened; /* how wide its phrase is (suggest.h) */
};

struct plan_category {
    struct view name, display, code;
    size_t item;  /* one of it */
    size_t level; /* 1: at the top */
    int parent;
    int otherwise;
    bool otherwise_guessed;
    VEC(size_t) duties;
    VEC(struct plan_word) words;
};

struct plan_unit {
    struct view name, display;
    size_t duties;
};

struct plan_area {
    struct view name, display;
};

struct plan {
    struct arena *arena;
    struct listing *listing;
    struct view name, display;            /* of the district */
    struct view root_area;                /* its name, where there are areas */
    VEC(struct plan_category) categories; /* parents before their children */
    VEC(struct plan_unit) units;
    VEC(struct plan_area) areas;
    VEC(struct plan_duty) duties; /* in order of rows */
    int nobody;                   /* the unit that stands for none, or NONE */
};

/* Makes it, without words and examples beyond those of the list. otherwise: the unit that takes the
 * rest of every class, or empty. */
void plan_make(struct plan *plan, struct view display, struct view otherwise);

/* Proposes words and examples (suggest.c). */
void plan_suggest(struct plan *plan);

/* The first item of a duty. */
const struct item *plan_item(const struct plan *plan, const struct plan_duty *duty);

/* 其他, 综合 ...: it says nothing without what stands above it. */
bool plan_is_rest(struct view name);

#endif
