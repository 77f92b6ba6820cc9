/* right: for every code the file that shows it and a mended version of it. The mended version is
 * NAME.right.zd beside the file, written by hand, or, where there is none, the file with the fixes
 * of its own messages applied. It is right when nothing says the code any more and nothing is an
 * error. Where this comment stands in it, those files of the sample district are read with it:
 *     # 另有样板区的 phrases.zd、cues.zd、danger.zd、acts.zd、small_talk.zd 和 words.zd */
#ifndef ZHIDA_GOLDEN_RIGHT_H
#define ZHIDA_GOLDEN_RIGHT_H

#include "tests/golden/pair.h"

/* Which pair shows which code. */
struct showing {
    const struct pairs *pairs;
    const struct pair *of[DIAG_COUNT]; /* NULL: none */
};
void showing_open(struct showing *showing, const struct pairs *pairs);
void showing_close(struct showing *showing);

struct right {
    struct buf text;
    bool by_hand;
    const char *why; /* why it is none */
};
/* false: there is none, or it is not right; the reason stands in why. To be freed either way. */
bool right_make(const struct showing *showing, enum diag_code code, struct right *right);
void right_free(struct right *right);

#endif
