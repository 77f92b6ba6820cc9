/* tell: boxes in an official's words, and as conditions of the language. */
#ifndef ZHIDA_ANALYSE_TELL_H
#define ZHIDA_ANALYSE_TELL_H

#include "dsl/analyse/ground.h"

/* 发生在 高新园、夜间 的 噪声污染（声源：施工、商铺）, in both languages. matter: the worded duty
 * it is about, or NONE. */
struct view tell_cases(struct ground *ground, const struct table *table, const uint64_t *box,
                       int matter);

/* 声源 = 施工 且 时刻 在 夜间. Empty where the language has no short way to say it, or where the
 * box is everything. */
struct view tell_condition(struct ground *ground, const struct table *table, const uint64_t *box);

/* The places of a set of atoms: 高新园、松风街道（翠屏社区 除外）. */
void tell_places(const struct model *model, const struct dimension *dimension, const uint64_t *box,
                 enum diag_language language, struct buf *out);

#endif
