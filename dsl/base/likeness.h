/* likeness: which sentences is a text like? For danger, which is said in too many ways for a list
 * of words: it is learned from the sentences of the rules (logit.h), and heard by grades. */
#ifndef ZHIDA_LIKENESS_H
#define ZHIDA_LIKENESS_H

#include "dsl/base/logit.h"

enum like {
#define LIKE(name, grade, heard) LIKE_##name,
#include "dsl/base/like_table.h"
#undef LIKE
    LIKES
};

/* The name of a cue, and the cue of a name; LIKES: none of them has it. */
const char *like_name(enum like like);
enum like like_named(struct view name);

/* Learns from n lessons, each as a cue. Without any of the last one nothing is heard. The arena is
 * used meanwhile. */
void likeness_learn(struct logit_model *model, struct arena *arena,
                    const struct logit_lesson *lessons, size_t n);

/* What a folded text is heard as: the first grade that, with those graver, has enough of the odds,
 * and of it the likeliest cue; one of more than thirty characters (a word of letters counts as one)
 * as the gravest grade where a piece of it rather surely is. One of more than TRAITS_LONG tells of
 * much, one of less than four of little: they are heard so, or as the last cue. */
enum like likeness_of(const struct logit_model *model, struct view folded);

/* Of the gravest grade even where that is not to be expected; and hardly of any but the last. */
bool likeness_surely(const struct logit_model *model, struct view folded);
bool likeness_hardly(const struct logit_model *model, struct view folded);

/* The likeliest of the gravest grade, whatever the text is heard as; of more than thirty characters
 * by their gravest piece. */
enum like likeness_gravest(const struct logit_model *model, struct view folded);

/* The characters and pairs that speak most for it, at most `most`, the strongest first; returns how
 * many. They lie in the text. */
size_t likeness_reasons(const struct logit_model *model, enum like as, struct view folded,
                        struct view *reasons, size_t most);

#endif
