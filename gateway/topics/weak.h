/* weak: signals that no count shows. A single case in which life is in danger, or an urgent one of
 * a kind that hardly ever comes from there; and words that nobody used for weeks and several people
 * use now.
 *
 * A word is shown only where at least WEAK_PEOPLE different people wrote it (more where the past is
 * short, so that no ordinary word counts as new), none of them
 * anonymously, since then it tells nothing of one of them. Until then there are only keyed hashes:
 * of these it is found out which are new, and only for those are the cases opened to read the word.
 */
#ifndef ZHIDA_TOPICS_WEAK_H
#define ZHIDA_TOPICS_WEAK_H

#include "dsl/engine/rules.h"
#include "gateway/store/alike.h"

enum {
    WEAK_PEOPLE = 3,
    WEAK_DAYS = 3,       /* today and the two days before */
    WEAK_PAST_DAYS = 28, /* in which a new word was not used */
    WEAK_TEXTS = 50,     /* of the past that an area must have to call a word new there */
    WEAK_RARE = 2,       /* an urgent case is shown where its kind came at most so often */
    WEAK_CASES = 16
};

struct weak_word {
    struct view word;
    int area;      /* a street, or NONE: the district */
    size_t people; /* at least so many */
    int64_t cases[WEAK_CASES];
    size_t case_count;
};

struct weak_signals {
    struct case_line *grave; /* newest first */
    size_t grave_count;
    struct weak_word *words; /* most people first */
    size_t word_count;
    bool known; /* the past is long enough to say that a word is new */
};

/* Each fills its own part. */
enum store_error weak_grave(struct store *store, const struct rules *rules, int64_t now,
                            struct arena *arena, struct weak_signals *out) STORE_CHECKED;
enum store_error weak_words(struct store *store, const struct rules *rules, int64_t now,
                            struct arena *arena, struct weak_signals *out) STORE_CHECKED;

#endif
