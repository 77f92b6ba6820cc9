/* gather: where tickets come from: a table of past ones, the rules' examples. Private to dsl/learn.
 */
#ifndef ZHIDA_GATHER_H
#define ZHIDA_GATHER_H

#include "dsl/check/model.h"
#include "dsl/learn/tickets.h"

/* Reads a TSV with the columns text, unit and perhaps duty, time (in Chinese: 内容, 单位, 事项,
 * 时间); others are left alone. A unit may stand by its name or as it is displayed, a duty
 * by its code or a name that it alone has. false: a column is missing, *why says which. Views of
 * bytes, which must stay; texts in the arena. */
bool tickets_read(struct arena *arena, struct view bytes, const struct model *model,
                  struct tickets *tickets, struct view *why) __attribute__((warn_unused_result));

/* Adds the examples of the rules' duties. */
void tickets_add_examples(struct arena *arena, const struct model *model, struct tickets *tickets);

#endif
