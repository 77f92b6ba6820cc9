/* danger: is a word of danger (着火了, 昏迷, 想自杀) said of something that happens? Independent of
 * any rules. Whoever is in doubt answers "yes": a number too many does no harm.
 *
 * "No" only where its own clause says so: before it what is past (上次, 去年, 昨天 ...; not where
 * 现在, 正在, 又, 还, 开始, 一直 stand in the clause), what is feared or supposed (担心, 怕, 万一,
 * 如果, 防止, 差点, 演练 ...; not 怕是, and not before a wish to die: 怕他想自杀), or a negator
 * beside it (没有着火, 没人被困, not 有没有人被困); a thing that fell (手机掉水里了),
 * what only likens (简直是抢劫, 热得快晕倒了); behind it
 * 一样, 似的 (热得像着火了一样) or 过一次; anywhere in it 演练, 电影 and their like. */
#ifndef ZHIDA_DANGER_H
#define ZHIDA_DANGER_H

#include "dsl/base/view.h"

/* The word stands at [from, to) of the folded text. */
bool danger_is_now(struct view folded, size_t from, size_t to);

#endif
