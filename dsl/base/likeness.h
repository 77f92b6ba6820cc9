/* likeness: which sentences is a text like? For what is said in too many ways for a list of words.
 * It is learned from the sentences of the rules when these are compiled (multinomial logistic
 * regression over single characters and pairs): a few thousand take milliseconds, and the same
 * sentences in the same order give the same bytes. */
#ifndef ZHIDA_LIKENESS_H
#define ZHIDA_LIKENESS_H

#include "dsl/base/arena.h"
#include "dsl/base/view.h"

enum like {
#define LIKE(name, grade, heard) LIKE_##name,
#include "dsl/base/like_table.h"
#undef LIKE
    LIKES
};

/* The name of a cue, and the cue of a name; LIKES: none of them has it. */
const char *like_name(enum like like);
enum like like_named(struct view name);

enum { LIKENESS_SLOTS = 1 << 16 };

/* How much a character or a pair speaks for each cue. They share slots by chance; with so many that
 * costs little. */
struct likeness_model {
    float scale, unused; /* of a weight */
    float bias[LIKES];
    signed char weights[LIKENESS_SLOTS][LIKES];
};

/* A sentence, folded. */
struct likeness_lesson {
    struct view text;
    enum like as;
};

/* Learns from n lessons. Without any of the last cue nothing is heard. The arena is used meanwhile.
 */
void likeness_learn(struct likeness_model *likeness, struct arena *arena,
                    const struct likeness_lesson *lessons, size_t n);

/* What a folded text is heard as: the first grade that, with those graver, has enough of the odds,
 * and of it the likeliest cue. A text of more than 80 characters tells of much: it is heard as the
 * gravest grade where one piece of it nearly surely is, else as the last cue. One of three says too
 * little, and is heard as the last. */
enum like likeness_of(const struct likeness_model *likeness, struct view folded);

/* The likeliest of the gravest grade, whatever the text is heard as; of a long text by its gravest
 * piece. */
enum like likeness_gravest(const struct likeness_model *likeness, struct view folded);

/* The characters and pairs that speak most for it, at most `most`, the strongest first; returns how
 * many. They lie in the text. */
size_t likeness_reasons(const struct likeness_model *likeness, enum like as, struct view folded,
                        struct view *reasons, size_t most);

#endif
