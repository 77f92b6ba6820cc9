/* talk_explain: why a case went where it went, packed beside it for the desk: the words found and
 * what they stand for, the facts and where they come from, the rule, the candidates in order. Text
 * only, so that it can be read without the rules that made it. */
#ifndef ZHIDA_TALK_EXPLAIN_H
#define ZHIDA_TALK_EXPLAIN_H

#include "dsl/engine/decide.h"
#include "gateway/talk/talk_hand.h"

/* JSON: {"version","category","duty","status","confidence","words":[{"word","means"}],
 * "facts":[{"fact","value","from"}],
 * "mentions":[{"kind","zh","en","words","told","told_en","from","to"}] (bytes of said),
 * "candidates":[{"unit","duty","share"}],"ask"} in the arena. */
struct view talk_explain_pack(const struct rules *rules, const struct matter *matter,
                              const struct decision *decision, struct view said, enum handed why,
                              struct civil_time now, struct arena *arena);

#endif
