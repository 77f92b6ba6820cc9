/* account: everything there is to say about how one text is decided; explain prints it. */
#ifndef ZHIDA_TOOL_ACCOUNT_H
#define ZHIDA_TOOL_ACCOUNT_H

#include "dsl/oracle/oracle.h"
#include "dsl/tools/load.h"

struct account {
    const struct tool_options *options;
    const struct model *model;
    struct view version;
    struct view text;
    struct oracle_reading *reading;
    struct matter matter;
    struct oracle_trace *trace;
    struct duration within; /* the duty's, else its clock's; measure NONE: there is none */
    bool has_due;
    struct civil_time due;
    int missing_year; /* why there is no due, or 0 */
    oracle_days days; /* that were looked at */
    struct buf out;
};

struct account *account_make(struct loaded *loaded, const struct tool_options *options,
                             struct view text);

/* The words that revealed something, as written, with 、 between. false: there are none. */
bool account_words_for(const struct account *account, enum oracle_use use, int index, int value,
                       struct buf *out);

/* A display text in the account's language. */
struct view account_shown(const struct account *account, struct display display);

/* The part of the text that evidence covers, and its first and last character, from 1. */
struct view account_place(const struct account *account, size_t from, size_t to, size_t *first,
                          size_t *last);

/* What a piece of evidence means: 要素 声源 = 施工. */
void account_tell_use(const struct account *account, const struct oracle_evidence *evidence,
                      struct buf *out);

/* The question of a pending ask, in a citizen's words. */
void account_tell_question(const struct account *account, struct buf *out);

/* A choice of the pending question. */
void account_tell_choice(const struct account *account, int choice, struct buf *out);

/* One sentence for the citizen. */
void account_tell_citizen(const struct account *account, struct buf *out);

void account_tell_time(struct civil_time time, struct buf *out);

/* Prints. */
void explain_text(struct account *account);
void explain_json(struct account *account);

#endif
