/* talk_memo: decisions that were just made, for whoever asks again. A conversation's matter is
 * decided at the end of a turn and once more at the beginning of the next. */
#ifndef ZHIDA_TALK_MEMO_H
#define ZHIDA_TALK_MEMO_H

#include "dsl/engine/decide.h"

/* Of one version of the rules, which its owner keeps in place; one thread at a time. */
struct talk_memo;
struct talk_memo *talk_memo_new(void);
void talk_memo_free(struct talk_memo *memo);
/* Other rules from now on. */
void talk_memo_forget(struct talk_memo *memo);

/* decide(), or what it gave for the very same matter. memo: NULL: decide(). */
void talk_memo_decide(struct talk_memo *memo, const struct rules *rules,
                      const struct matter *matter, struct decision *decision);

#endif
