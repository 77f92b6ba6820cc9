/* aide: what passes between the turn and whoever asks the rules' language model (gateway/aide, on
 * the sender's thread): a question out, after the commit that wrote it down; an answer back, as an
 * input like any other. */
#ifndef ZHIDA_TURN_AIDE_H
#define ZHIDA_TURN_AIDE_H

#include "dsl/engine/rules.h"
#include "gateway/store/aide.h"

enum { AIDE_CANDIDATES = 60, AIDE_TOKENS = 500 /* of an answer */ };

struct aide_candidate {
    struct view unit, unit_text, duty, duty_text; /* codes, as displayed; duty may be empty */
};

/* Copied by whoever takes it. words is what the citizen wrote, as it stands: it must not leave the
 * house before it is veiled (gateway/aide/veil.h). */
struct aide_question {
    int64_t id;
    enum aide_use use;
    struct view label, address, model; /* the block's name, where, what it is called there */
    struct channel_entry key;          /* value empty: it needs none */
    int seconds;
    struct view words;
    struct view quote, title, section, date, link; /* REPHRASE */
    struct view area;                              /* PROPOSE: as displayed, or empty */
    struct aide_candidate candidates[AIDE_CANDIDATES];
    size_t candidate_count;
};

struct aide_answer {
    int64_t id;
    enum aide_use use;
    enum aide_outcome outcome;
    const char *why; /* NOT_BORNE: what was not; a constant, or NULL */
    bool counted;    /* tokens are known; UNSENT: there were none */
    int64_t tokens_in, tokens_out, milliseconds;
    struct view label;
    struct view text, title, section, date, link; /* REPHRASE */
    struct view lines;                            /* PROPOSE: see store/aide.h */
};

#endif
