/* account: everything there is to say about how a talk is decided; explain prints it. */
#ifndef ZHIDA_TOOL_ACCOUNT_H
#define ZHIDA_TOOL_ACCOUNT_H

#include "dsl/engine/near.h"
#include "dsl/oracle/what_if.h"
#include "dsl/tools/load.h"
#include "dsl/tools/shown.h"

/* What the citizen said, how it was heard, and what was decided then. */
struct account_turn {
    struct view text;
    enum oracle_heard heard;
    struct decision asked; /* before it */
    struct decision decision;
};

/* A word of the rules that is near to a text in which none was found. */
struct near_word {
    const struct word *word;
    int category;
    int duty, fact, value; /* what it stands for, else NONE: the category */
    struct view shared;    /* a pair of characters (or one) that both have */
    int per_mille;         /* of its pairs that the text has */
};
enum { NEAR_MAX = 5 };

struct account {
    const struct tool_options *options;
    const struct model *model;
    struct arena *arena;
    struct oracle_words *lexicon;
    struct view version;
    struct civil_time now;
    VEC(struct account_turn) turns;
    oracle_readings read;
    struct matter matter;
    struct oracle_trace *trace;
    struct shown shown;
    struct duration within; /* the duty's, else its clock's; measure NONE: there is none */
    bool has_due;
    struct civil_time due;
    int missing_year; /* why there is no due, or 0 */
    oracle_days days; /* that were looked at */
    oracle_what_ifs what_ifs;
    struct {
        bool asked, found, undecided;
        struct view name;
        struct oracle_what_if one;
    } reach;                         /* --what-if=NAME */
    struct near_word near[NEAR_MAX]; /* where nothing was recognised, best first */
    int near_count;
    struct near offered[NEAR_OFFERED]; /* what the citizen would be offered then */
    size_t offered_count;
    const struct learned *learned;         /* of the rules, or NULL */
    const struct learned_ranking *ranking; /* of the first text; NULL: none is learned */
    bool any_facts;                        /* stand in the texts, whatever the rules say */
    struct buf out;
};

/* given: the test whose 设 lines stand before the talk, or NULL. */
struct account *account_make(struct loaded *loaded, const struct tool_options *options,
                             const struct test *given);

/* The question of a pending ask, in a citizen's words; a choice of it. */
void account_tell_question(const struct account *account, const struct decision *decision,
                           struct buf *out);
void account_tell_choice(const struct account *account, const struct decision *decision, int choice,
                         struct buf *out);

/* One sentence for the citizen. */
void account_tell_citizen(const struct account *account, struct buf *out);

/* A unit as citizens know it. */
void account_tell_unit(const struct account *account, struct target target, struct buf *out);

/* near_words.c: fills account->near for the last text. */
void account_find_near(struct account *account);

/* explain_what_if.c: the changes of a case ("声源 = 商铺、时刻 在 ..."), and where they lead. */
void account_tell_changes(const struct account *account, const struct oracle_what_if *one,
                          struct buf *out);
void account_tell_outcome(const struct account *account, const struct decision *decision,
                          struct buf *out);
void explain_what_ifs(struct account *account, size_t most);

/* Finds the answer to --what-if=DUTY or UNIT. false: there is no such name. */
bool account_reach(struct account *account, struct view name);
void explain_reach(struct account *account);

/* Prints. */
void explain_text(struct account *account);
void explain_short(struct account *account);
void explain_json(struct account *account);

/* explain_facts.c: places, times, sums, numbers in the texts, with their characters. */
void explain_facts(struct account *account);
void explain_facts_json(struct account *account);

/* explain_ranking.c: what the learned ranking says of the first text. */
void explain_ranking(struct account *account);
void explain_ranking_json(struct account *account);

/* explain_said.c: of what people say such things, by the first text; and what in a text speaks for
 * something, in brackets. */
enum { REASONS_SHOWN = 4 };
void explain_said(struct account *account);
void explain_said_json(struct account *account);
void account_tell_reasons(const struct view *reasons, size_t n, struct buf *out);

/* explain_policy.c: an enterprise against one policy, or (NONE) all. */
void explain_policies(struct account *account, const struct test *given, int policy);

#endif
