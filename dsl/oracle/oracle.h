/* oracle: the reference interpreter. It runs on the model as the checker made it, slowly and
 * obviously: every word is searched everywhere, every question is tried with every value. What it
 * computes is laid down in dsl/base/matter.h; the engine has to agree with it field by field.
 *
 * explain, tests and the compiler's check of examples speak from here, because an explanation must
 * come from the rules as written and not from a clever form of them. Memory is the arena's. */
#ifndef ZHIDA_ORACLE_H
#define ZHIDA_ORACLE_H

#include "dsl/base/fold.h"
#include "dsl/base/stance.h"
#include "dsl/base/when.h"
#include "dsl/check/model.h"

/* ---- what a text reveals ---- */

enum oracle_use { ORACLE_CATEGORY, ORACLE_DUTY, ORACLE_VALUE, ORACLE_PERIOD, ORACLE_AREA };

/* One use of one visible word at one place; a word with several uses gives several entries. */
struct oracle_evidence {
    enum oracle_use use;
    int index;    /* category, duty, fact, period or area */
    int value;    /* ORACLE_VALUE: the fact's value; else NONE */
    int category; /* whose score it helps, or NONE */
    const struct word *word;
    size_t from, to; /* bytes of the folded text; a sequence spans both its parts */
    enum stance_kind stance;
};

struct oracle_reading {
    struct folded text;
    VEC(struct oracle_evidence) evidence; /* by place, longer first */
    VEC(struct oracle_evidence) passed;   /* denied, or others' and outweighed: no evidence */
    struct when times[8];
    size_t time_count;
    bool talk[TALK_LISTS];            /* a visible word of that list */
    int kind;                         /* enum matter_kind of the text, or NONE */
    const struct saying_meant *meant; /* of which category and duty it is said; NULL: not known */
};

typedef VEC(struct oracle_reading *) oracle_readings;

/* Every word of a model, in one list; made once for many texts. Lives in the arena, refers to the
 * model. */
struct oracle_words;
struct oracle_words *oracle_words_of(const struct model *model, struct arena *arena);
const struct model *oracle_words_model(const struct oracle_words *lexicon);

/* Reads a text (its first 4,000 characters). */
struct oracle_reading *oracle_read(const struct oracle_words *lexicon, struct arena *arena,
                                   struct view text);

/* A now that is not set: what only the clock could say (今天, 正在) stays unknown. */
#define ORACLE_NO_CLOCK ((struct civil_time){.minute = NONE})

/* Takes the time of day that the text says; false: it says none. */
bool oracle_reveal_time(const struct model *model, struct matter *matter,
                        const struct oracle_reading *reading);

/* The time of day of the periods that a typed answer calls by their names; false: it calls none. */
bool oracle_name_time(const struct model *model, const struct oracle_reading *reading,
                      struct known_time *said);

/* said: what the words of a typed answer to the question for the time say; becomes what is known
 * then. known: what was known before. */
void oracle_answer_time(const struct model *model, const struct oracle_reading *reading,
                        const struct known_time *known, struct known_time *said);

/* Adds what a reading reveals to the matter. */
void oracle_add(const struct model *model, struct matter *matter,
                const struct oracle_reading *reading, struct civil_time now);

/* Both in one: the reading is returned for its evidence. */
struct oracle_reading *oracle_reveal(const struct oracle_words *lexicon, struct arena *arena,
                                     struct matter *matter, struct view text,
                                     struct civil_time now);

/* Takes a typed text as the answer to the decision's pending question. false: it is none, and the
 * matter is as before. */
bool oracle_answer(const struct model *model, struct matter *matter,
                   const struct decision *decision, const struct oracle_reading *reading,
                   struct civil_time now);

/* What a citizen says next in a talk, heard as the conversation hears it: the answer to the pending
 * question, a correction, or more about the matter. Adds what the reading reveals, too. */
enum oracle_heard { HEARD_MORE, HEARD_ANSWER, HEARD_CORRECTION };
enum oracle_heard oracle_hear(const struct model *model, struct matter *matter,
                              const struct decision *decision, const struct oracle_reading *reading,
                              struct civil_time now,
                              bool begun); /* the citizen has spoken before */

/* Is a folded text heard as the cue says? */
bool oracle_heard_as(const struct oracle_words *lexicon, const struct word_list *cue,
                     struct view text);

/* Of a cue that is heard by likeness: what in the text speaks most for it (likeness_reasons()). */
size_t oracle_like_reasons(const struct oracle_words *lexicon, const struct word_list *cue,
                           struct view text, struct view *reasons, size_t most);

/* Settles what 设 says beside a text: facts, time, weekday, day class, place, kind, channel. */
void oracle_given(const struct model *model, struct matter *matter, const struct setting *given,
                  size_t count);

/* One of several matters that a text lists (matter.h, rule 8). */
struct one_listed {
    struct view text;   /* its own words, and what stands before the list */
    int category, duty; /* duty: NONE where it is open */
};

/* How many; 0: the text is about one thing, or none. */
int oracle_several(const struct oracle_words *lexicon, struct arena *arena,
                   const struct oracle_reading *reading, struct civil_time now,
                   struct one_listed out[MATTERS_MAX]);

/* ---- what is decided of it ---- */

void oracle_decide(const struct model *model, const struct matter *matter,
                   struct decision *decision);

/* What is decided by: the matter itself, or with the part that counts of a time said from one hour
 * to another (rule 9). */
struct matter oracle_as_decided(const struct model *model, const struct matter *matter);

/* A condition for what is known of a matter; NULL is YES. */
enum truth oracle_truth(const struct model *model, const struct matter *matter,
                        const struct expr *expr);

/* One duty of the decided (or nearest) category, and why it holds, fell, or is open. */
struct oracle_row {
    int duty;
    enum truth truth;        /* of matter and condition together */
    enum truth condition;    /* of the condition alone */
    const struct expr *atom; /* the first part of the condition that made it NO or OPEN, or NULL */
    bool matter_decides;     /* it is the matter (words of duties) that made it NO or OPEN */
    int beaten_by;           /* a duty that goes before it, where it would have held; else NONE */
};

/* How a decision came about. */
struct oracle_trace {
    struct decision decision;
    int category;                /* NONE where nothing was recognised */
    VEC(struct oracle_row) rows; /* every duty of the category, by index */
    /* Known, and used by the winning row, the rows it beats, and the branch that was taken; for
     * 否则 by every row that fell. */
    VEC(struct variable) facts;
    int served_area; /* the area for which the unit plays its role, or NONE */
    int nearest;     /* the duty that was missed by the least, or NONE */
};
struct oracle_trace *oracle_explain(const struct model *model, struct arena *arena,
                                    const struct matter *matter);

/* Did this evidence have a part in the decision? (Words of the category, of the duty, of facts, of
 * periods and areas that were used.) */
bool oracle_was_used(const struct oracle_trace *trace, const struct oracle_evidence *evidence);

/* ---- deadlines ---- */

/* As due_compute in dsl/engine/decide.h, day by day. false: the calendar of *missing_year is
 * needed and not there. steps, if not NULL, receives each day that was looked at. */
struct oracle_day {
    civil_day day;
    int dayclass;
    bool counted;
};
typedef VEC(struct oracle_day) oracle_days;
bool oracle_due(const struct model *model, int unit, struct arena *arena, struct duration within,
                bool urgent, int64_t start, int64_t *at, int *missing_year, oracle_days *steps);

/* The class of a day (enum dayclass), or NONE where the calendar does not reach. */
int oracle_dayclass(const struct model *model, civil_day day);
/* Of what class weekdays without a date are; NONE: none is known, or they are of both. */
int oracle_weekdays_class(unsigned weekdays);
/* What class the matter's day is of, as far as that is known; else NONE. */
int oracle_known_dayclass(const struct model *model, const struct matter *matter);

/* ---- policies ---- */

struct oracle_gap {
    struct variable variable;
    bool open;     /* unknown; else it fails */
    bool is_least; /* number or date: at least bound is demanded; else below bound */
    int64_t bound, have;
};
struct oracle_answer {
    enum truth truth;
    bool in_window;
    VEC(struct oracle_gap) gaps;
};
/* A part of a policy's condition for an enterprise. */
enum truth oracle_policy_truth(const struct model *model, const struct setting *given, size_t count,
                               const struct expr *expr);

/* What settings say of an enterprise, held against a policy. Later settings replace earlier. */
void oracle_policy(const struct model *model, struct arena *arena, int policy,
                   const struct setting *given, size_t count, civil_day today,
                   struct oracle_answer *answer);

/* ---- examples and tests ---- */

/* Every example must decide its duty by its words and 设 alone, missing places apart. Queues an
 * error for each that does not; false if there was one. */
bool oracle_check_examples(const struct model *model, struct diags *diags);

/* The same for one example of a duty. */
bool oracle_check_example(const struct oracle_words *lexicon, int duty,
                          const struct example *example, struct diags *diags);

/* One 测试 block: what every 应得 wanted and what came. */
struct oracle_finding {
    const struct test_step *step;
    const struct expectation *expectation; /* NULL: a reason */
    bool passed;
    struct view wanted, got;
};
struct oracle_report {
    bool passed;
    VEC(struct oracle_finding) findings; /* in order */
    /* Of the step that failed first, else of the last: how it was decided, what was known, and what
     * the citizen had said. */
    struct oracle_trace *trace;
    struct matter matter;
    oracle_readings read;
};
struct oracle_report *oracle_run_test(const struct oracle_words *lexicon, struct arena *arena,
                                      const struct test *test);

/* The same, watched: each moment that an 应得 looks at. Either function may be NULL. */
struct oracle_watch {
    void *self;
    void (*decided)(void *self, const struct matter *matter, const struct oracle_trace *trace);
    void (*held)(void *self, int policy, const struct setting *given, size_t count,
                 int answer); /* 1 yes, 0 no, 2 depends */
};
struct oracle_report *oracle_watch_test(const struct oracle_words *lexicon, struct arena *arena,
                                        const struct test *test, const struct oracle_watch *watch);

/* ---- telling ---- */

/* In the author's notation, so that it can be found again in the rules. */
void oracle_tell_expr(const struct model *model, const struct expr *expr, struct buf *out);
void oracle_tell_variable(const struct model *model, struct variable variable, struct buf *out);
void oracle_tell_value(const struct model *model, struct variable variable, int value,
                       struct buf *out); /* of a finite variable, a place, a minute */
void oracle_tell_exact(const struct model *model, struct variable variable, int64_t value,
                       struct buf *out); /* of a number or a date */
void oracle_tell_bound(const struct model *model, struct variable variable, bool is_least,
                       int64_t bound, struct buf *out); /* ">= 5%", "早于 2024-01-01" */
void oracle_tell_duration(struct duration duration, enum diag_language language, struct buf *out);
void oracle_tell_target(const struct model *model, struct target target, struct buf *out);

/* What is asked ("-": nothing); the whole decision in one line. */
void oracle_tell_ask(const struct model *model, const struct decision *decision,
                     enum diag_language language, struct buf *out);
void oracle_tell_decision(const struct model *model, const struct decision *decision,
                          enum diag_language language, struct buf *out);

#endif
