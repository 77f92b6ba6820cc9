/* month: a district for a month, in simulated time. Citizens talk and file cases, forty units sign,
 * return, dispute, ask for time, wait, answer, late or never; citizens rate, well and badly, open
 * again, take back. The turn and the store are the real ones; clock, chance and channel are the
 * simulation's. Afterwards judge.c goes through every case's events and holds them against the
 * rules. One seed gives one month. */
#ifndef ZHIDA_MONTH_H
#define ZHIDA_MONTH_H

#include <stdio.h>

#include "gateway/figures/keep.h"
#include "gateway/store/people.h"
#include "gateway/turn/turn.h"
#include "tests/unit/test_world.h"

enum { MONTH_DAYS = 31, SETTLE_DAYS = 150, STEP = 1800 };

/* What an official or a citizen has decided to do with a case, and when. */
struct plan {
    int64_t case_id, at;
    int messages;    /* that went out about it */
    bool never;      /* the unit lets it lie: only supervision ends that */
    bool unrated;    /* the citizen will not answer the question */
    bool reopened;   /* or does so once */
    bool absorbed;   /* another case went into it: it goes into none itself */
    uint64_t chance; /* its own stream */
};

/* Somebody who is filing. */
struct talker {
    int number, turns;
    int64_t at; /* speaks next */
    bool filed;
};

struct month {
    struct test_world world;
    struct seal_key key;
    struct store store;
    struct rulebook *rulebook;
    const struct rules *rules;
    struct accounts *accounts;
    struct turn *turn;
    struct account_entry *account;
    struct arena arena, step;
    uint64_t chance;

    struct talker *talkers;
    size_t talker_count, started;
    struct plan *plans;
    size_t plan_count, plan_room;

    int64_t *to_settle; /* outbox rows the channel has taken since the last step */
    size_t settle_count, settle_room;
    int64_t first_day; /* midnight of it */
    size_t moves[CASE_MOVES], refused;
    size_t passed, failed;
};

/* chance */
uint64_t month_chance(uint64_t *stream);
bool month_once_in(uint64_t *stream, int n);
int64_t month_between(uint64_t *stream, int64_t least, int64_t most);

/* month.c */
struct plan *month_plan_of(struct month *month, int64_t case_id);
void month_step(struct month *month);
void month_check(struct month *month, bool good, const char *what, int64_t case_id);

/* rules.c: the folder's image, from malloc; NULL: it does not compile. */
void *rules_image(const char *folder, size_t *n);

/* people.c */
void people_talk(struct month *month);

/* officials.c */
void officials_work(struct month *month);

/* judge.c */
/* Every open case stands in somebody's list. */
void judge_lists(struct month *month);
/* Every case's events against the rules: clocks, messages, ends. */
void judge_cases(struct month *month);

#endif
