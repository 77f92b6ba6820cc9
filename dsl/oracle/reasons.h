/* reasons: the words and facts that a decision rests on. */
#ifndef ZHIDA_ORACLE_REASONS_H
#define ZHIDA_ORACLE_REASONS_H

#include "dsl/oracle/oracle.h"

typedef oracle_readings readings;

/* Is this folded text a word (or a clock time) that had a part in the decision? */
bool reasons_has_word(const struct oracle_trace *trace, const readings *read, struct view word);

/* Does every used word stand in the list? */
bool reasons_only_words(const struct oracle_trace *trace, const readings *read,
                        const struct view *list, size_t count);

bool reasons_has_fact(const struct oracle_trace *trace, struct variable variable);

/* Does every used fact (事由 apart, which the duty's own words say) stand in the list? */
bool reasons_only_facts(const struct oracle_trace *trace, const struct variable *list,
                        size_t count);

/* "打桩"、"工地"、声源、时刻 */
void reasons_tell(const struct model *model, const struct oracle_trace *trace, const readings *read,
                  struct buf *out);

#endif
