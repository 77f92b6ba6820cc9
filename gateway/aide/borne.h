/* borne: does a passage bear what somebody else says it says? For a text that a language model made
 * of it. It errs to no: what is kept back costs a plainer wording, what slips through is a promise
 * in the government's name. */
#ifndef ZHIDA_BORNE_H
#define ZHIDA_BORNE_H

#include "dsl/base/view.h"

/* Why not: BORNE(enumerator, code, chinese, english). */
#define BORNE_WHYS(BORNE)                                                                          \
    BORNE(YES, "yes", "都有依据", "all of it is borne")                                            \
    BORNE(LENGTH, "length", "太长或太短", "too long or too short")                                 \
    BORNE(FORM, "form", "有网址、代码或不该有的符号", "an address, code or marks")                 \
    BORNE(NUMBER, "number", "有原文没有的数、日期或单位",                                          \
          "a number, date or measure that the passage has not")                                    \
    BORNE(NAME, "name", "有原文没有的名称", "a name that the passage has not")                     \
    BORNE(DENIAL, "denial", "“不”“无需”之类和原文不一致", "a denial more or less")                 \
    BORNE(WORDS, "words", "说的是别的事", "it speaks of something else")
enum borne {
#define BORNE_ENUM(name, code, zh, en) BORNE_##name,
    BORNE_WHYS(BORNE_ENUM)
#undef BORNE_ENUM
};
const char *borne_code(enum borne borne);

/* said: in one piece, as it would be shown. passage: the text it was made of. source: its title and
 * section, which may be named too. Memory from the arena. */
enum borne borne_by(struct view said, struct view passage, struct view source, struct arena *arena);

#endif
