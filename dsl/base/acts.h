/* acts: what somebody wants of us with a message. The same words ask and complain ("does nobody
 * mend this?"), so it is learned from whole sentences (logit.h), not read off single words. */
#ifndef ZHIDA_ACTS_H
#define ZHIDA_ACTS_H

#include "dsl/base/logit.h"

enum act {
#define ACT(name, kind, heard) ACT_##name,
#include "dsl/base/act_table.h"
#undef ACT
    ACT_nothing, /* of us: the cue no_matter */
    ACTS
};

/* The kind of matter (enum matter_kind) that an act begins; NONE: it says none. */
int act_kind(enum act act);

/* The name of the cue that has an act's sentences. */
const char *act_cue(enum act act);

/* The act whose sentences are the words of the cue of that name; ACTS: of none. */
enum act act_named(struct view cue);

/* Learns from n lessons, each as an act; all acts count alike, however many sentences they have.
 * The arena is used meanwhile. */
void acts_learn(struct logit_model *model, struct arena *arena, struct logit_lesson *lessons,
                size_t n);

/* What a folded text is, if that is sure; else ACTS. One of three characters says too little. Only
 * what was said behind an answer may be ACT_tells. */
enum act acts_of(const struct logit_model *model, struct view folded, bool behind);

/* The characters and pairs that speak most for an act (logit_reasons()). */
size_t act_reasons(const struct logit_model *model, enum act act, struct view folded,
                   struct view *reasons, size_t most);

#endif
