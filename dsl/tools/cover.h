/* cover: what the tests and the examples of a folder try, and what they leave untried.
 *
 * Counted is what an 应得 looked at: a decision nobody looked at proves nothing. Examples count as
 * tests; what they alone reach is told apart. */
#ifndef ZHIDA_TOOL_COVER_H
#define ZHIDA_TOOL_COVER_H

#include "dsl/oracle/oracle.h"

/* What is counted: COVER(name, json, zh, en, what covered means (zh, en)). */
#define COVER_KINDS(COVER)                                                                         \
    COVER(DUTY, "duties", "事项", "duties", "办到过", "was decided")                               \
    COVER(CONDITION, "conditions", "条件", "conditions", "成立过、不成立过，也起过决定作用",       \
          "held, did not hold, and decided")                                                       \
    COVER(VALUE, "values", "要素取值", "values of facts", "说到过", "was known")                   \
    COVER(BRANCH, "branches", "去处", "branches", "走到过", "was taken")                           \
    COVER(OTHERWISE, "otherwise", "否则", "otherwise", "走到过", "was reached")                    \
    COVER(POLICY, "policies", "政策", "policies", "给过，也拒过", "said yes, and no")

enum cover_kind {
#define NAME(name, json, zh, en, means_zh, means_en) COVER_##name,
    COVER_KINDS(NAME)
#undef NAME
        COVER_COUNT
};

/* One thing that is not covered. The texts hold both languages (diag_half). */
struct cover_gap {
    enum cover_kind kind;
    struct span span;
    struct view what, why;
};

struct cover_score {
    size_t covered, all;
    size_t by_example; /* of covered: reached by examples alone */
};

struct cover;
struct cover *cover_new(const struct model *model, struct arena *arena);

/* What a test shows goes to the cover. */
struct oracle_watch cover_watch(struct cover *cover);

/* Runs every example. scratch is emptied after each. */
void cover_examples(struct cover *cover, const struct oracle_words *lexicon, struct arena *scratch);

/* When everything has run: the gaps in order of kind and place, and the scores. */
struct cover_result {
    struct cover_score scores[COVER_COUNT];
    VEC(struct cover_gap) gaps;
    int per_mille; /* of everything that is counted */
};
const struct cover_result *cover_result(struct cover *cover);

/* cover_print.c */
enum { COVER_SHOWN = 12 }; /* gaps of a kind in the text form; the others say there are more */
void cover_print_text(const struct model *model, const struct cover_result *result,
                      enum diag_language language, struct buf *out);
void cover_print_lines(const struct model *model, const struct cover_result *result,
                       enum diag_language language, struct buf *out);
void cover_print_json(const struct model *model, const struct cover_result *result,
                      struct buf *out); /* the value behind "coverage": */

#endif
