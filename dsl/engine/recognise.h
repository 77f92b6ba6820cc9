/* recognise: what a text reveals. Stateless and quick (a few microseconds): it runs before the
 * turn, on any thread. The rules of revealing stand in dsl/base/matter.h. */
#ifndef ZHIDA_RECOGNISE_H
#define ZHIDA_RECOGNISE_H

#include "dsl/base/acts.h"
#include "dsl/base/fold.h"
#include "dsl/base/likeness.h"
#include "dsl/base/sayings.h"
#include "dsl/base/stance.h"
#include "dsl/base/when.h"
#include "dsl/base/buf.h"
#include "dsl/engine/rules.h"

enum use_kind { USE_CATEGORY, USE_DUTY, USE_VALUE, USE_PERIOD, USE_AREA };

/* What one visible word stands for; a word with several uses gives several entries, one behind the
 * other. A word that occurs several times is there once, at its first visible place. */
struct evidence {
    enum use_kind use;
    int index;    /* category, duty, fact, period or area */
    int value;    /* USE_VALUE: the fact's value */
    int category; /* USE_VALUE: whose score it helps, or NONE; USE_DUTY: the duty's category */
    int weight;
    uint32_t word;     /* the same for the same word */
    uint32_t from, to; /* bytes of the folded text; a sequence spans both its parts */
    enum stance_kind stance;
};

/* whole: it is all the text says, punctuation, blanks, pictures and particles (好的呀) apart */
enum talk_hit { TALK_ABSENT, TALK_WITHIN, TALK_WHOLE };

struct recognition {
    const struct rules *rules; /* that revealed it */
    struct folded text;
    struct evidence *evidence; /* in order of place */
    size_t evidence_count;
    struct evidence *passed; /* words that are denied, or others' and outweighed: no evidence */
    size_t passed_count;
    struct score *categories; /* by how much the text raises each (matter.h, rule 2), by index */
    size_t category_count;
    struct score *duties;
    size_t duty_count;
    struct known *values; /* of facts, by fact and value, FROM_WORDS */
    size_t value_count;
    struct when times[8];
    size_t time_count;
    unsigned char talk[TALK_LISTS]; /* enum talk_hit */
    int kind;                       /* enum matter_kind of the text, or NONE */
    enum act act;                   /* what it is meant for, where somebody asked; else ACTS */
    enum like like;                 /* what it is like, where somebody asked; else LIKE_no_danger */
    struct meaning *meant;          /* of what it is said (meant_of()); NULL: words alone count */
    const struct learned_ranking *ranking; /* NULL where the rules have no learned ranking */
};

/* Recognises a text of up to 4,000 characters (what is beyond is not looked at). Memory from the
 * arena. */
struct recognition *recognise(const struct rules *rules, struct arena *arena, struct view text);

/* How likely the text is said of each category, and behind them of no matter; and of which duty.
 * NULL: nobody can tell. Weighed when it is first asked for, in the recognition's arena: by one
 * thread at a time. */
const struct saying_meant *meant_of(const struct recognition *recognition);

/* The same of the sections of documents (rules_heading()): which of them whoever writes it asks
 * for, in groups by document; the last one is any other question. */
const struct saying_meant *asked_of(const struct recognition *recognition);

/* Adds what the text reveals to the matter (matter.h, rules 2 to 7). today is the local day and
 * minute the message was written. */
void matter_reveal(const struct rules *rules, struct matter *matter,
                   const struct recognition *recognition, struct civil_time now);

#endif
