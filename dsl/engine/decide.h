/* decide: from facts to a duty, a unit, or the next question. Pure; no memory of its own. */
#ifndef ZHIDA_DECIDE_H
#define ZHIDA_DECIDE_H

#include "dsl/engine/recognise.h"

/* Decides as matter.h says. */
void decide(const struct rules *rules, const struct matter *matter, struct decision *decision);

/* The values of the fact that the decision asks about, the likelier first where the rules have
 * frequencies, else in the order of the file. How many (at most max). */
int decide_values(const struct rules *rules, const struct matter *matter,
                  const struct decision *decision, int *values, int max);

/* Is the answer to a pending question in this text? Fills the matter and returns true, or leaves it
 * alone and returns false. choice is the position in decision->choices that was picked, NONE for a
 * typed answer (its recognition then says; a fact's value display text or name counts too),
 * CHOICE_UNKNOWN for "don't know", CHOICE_OTHER for "none of these" (category, matter). */
enum { CHOICE_UNKNOWN = -2, CHOICE_OTHER = -3 };
bool matter_answer(const struct rules *rules, struct matter *matter,
                   const struct decision *decision, int choice,
                   const struct recognition *recognition, struct civil_time now);

/* Settles a fact from outside (desk, test, example). */
void matter_set_fact(struct matter *matter, int fact, int value, enum known_source source);

/* The citizen picked this duty by its name: it is pinned with its category, or where it has no
 * words of its own, what its condition plainly demands is settled. */
void matter_choose_duty(const struct rules *rules, struct matter *matter, int duty);

/* A deadline: when the duration that starts at start ends, seconds since the epoch. The working
 * hours are the unit's where it has its own (unit NONE: the calendar's). Working days
 * count whole days of the calendar (the day after start is the first; due at the end of the last
 * working hour); hours and minutes of urgent work run round the clock, else within working hours;
 * days are calendar days, due at the end of working hours. false: the calendar of a year that is
 * needed is not there yet (missing_year says which). */
struct due {
    int64_t at;
    int missing_year;
};
bool due_compute(const struct rules *rules, int unit, struct duration within, bool urgent,
                 int64_t start, struct due *due);
/* The moment that lies the duration ahead of a deadline: whole working days before it at the end of
 * work, hours of work counted back through the working hours. false: as above. */
bool due_before(const struct rules *rules, int unit, struct duration ahead, bool urgent, int64_t at,
                struct due *due);
/* Seconds of work between two moments (urgent: all of them). false: as above. */
bool due_work(const struct rules *rules, int unit, bool urgent, int64_t from, int64_t to,
              int64_t *seconds);
/* The days that due_compute walks over, for whoever wants to follow the count: returns how many of
 * them, of which at most max are written. */
struct due_day {
    civil_day day;
    int dayclass; /* enum dayclass */
    bool counted;
};
size_t due_days(const struct rules *rules, int unit, struct duration within, bool urgent,
                int64_t start, struct due_day *days, size_t max);

/* The class of a day (enum dayclass), or NONE where the calendar does not reach. */
int calendar_class(const struct rules *rules, civil_day day);

/* Matter <-> bytes by stable codes, so that it survives a change of rules: what no longer exists is
 * dropped (its question comes again). */
void matter_pack(const struct rules *rules, const struct matter *matter, struct buf *out);
bool matter_unpack(const struct rules *rules, struct view packed, struct matter *matter);

/* ---- policies ---- */

/* What is known of an enterprise: one entry per tag, number, date of the rules. */
struct enterprise_facts {
    int *tags;        /* tags: plain: 1 yes, 0 no; grouped: the value; NONE unknown */
    int64_t *numbers; /* value * 1,000,000 in base units */
    bool *has_number;
    civil_day *dates;
    bool *has_date;
};
struct enterprise_facts enterprise_facts_new(const struct rules *rules, struct arena *arena);

/* A condition that decided against, or that stays open. */
struct policy_gap {
    struct variable variable;
    bool open;     /* unknown; else it fails */
    bool is_least; /* number or date: at least bound is demanded; else below bound */
    int64_t bound, have;
};
struct policy_answer {
    enum truth truth;
    bool in_window;
    struct policy_gap gaps[6];
    int gap_count;
    struct policy_gap met[6]; /* the conditions that hold: why the enterprise qualifies */
    int met_count;
};
void policy_match(const struct rules *rules, int policy, const struct enterprise_facts *facts,
                  civil_day today, struct policy_answer *answer);

#endif
