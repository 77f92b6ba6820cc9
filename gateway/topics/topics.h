/* topics: the same matter from several people. A case that is filed looks for one of the last weeks
 * that says nearly the same of the same class and place, and joins its topic; somebody who is about
 * to file is told that there is one and may follow it. Runs on the turn thread, inside its
 * transaction; a look-up and a joining are some ten microseconds each.
 *
 * Nobody learns another's words or name: a follower is given a number and how the case stands.
 * Cases of people who stay anonymous, reports of wrongdoing, and danger to life are never offered.
 */
#ifndef ZHIDA_TOPICS_TOPICS_H
#define ZHIDA_TOPICS_TOPICS_H

#include "dsl/base/sip.h"
#include "dsl/engine/rules.h"
#include "gateway/store/alike.h"

enum {
    TOPICS_DAYS = 14,     /* an older case is another matter */
    TOPICS_KEEP_DAYS = 35 /* that signatures and grams are kept */
};

/* What somebody is about to file, or has filed. */
struct topics_matter {
    struct view text;                 /* as said */
    struct view category, duty, area; /* codes, or empty */
    int64_t person;                   /* who says it; 0: stays anonymous */
    int64_t now;
};

struct topics_found {
    int64_t topic;   /* first case of it; 0: none */
    int64_t case_id; /* one that may be followed; 0: none */
    int64_t people;  /* that have named it, followers counted */
};

/* The key under which all hashes of a store are made. */
struct sip_key topics_key(const struct seal *seal);

/* STORE_OK also where nothing was found. */
enum store_error topics_find(struct store *store, const struct rules *rules,
                             const struct topics_matter *matter, struct arena *arena,
                             struct topics_found *out) STORE_CHECKED;

/* Counts a case just filed, keeps what it is like, and joins it to its topic. */
enum store_error topics_join(struct store *store, const struct rules *rules, int64_t case_id,
                             const struct topics_matter *matter, struct arena *arena) STORE_CHECKED;

/* One more follows the case: from now on they are told. STORE_CONFLICT: they do already. */
enum store_error topics_follow(struct store *store, const struct case_line *line, int64_t person,
                               int64_t now, struct arena *arena) STORE_CHECKED;

/* Drops what is too old, a little at a time; *more: there is more to drop. */
enum store_error topics_sweep(struct store *store, int64_t now, struct arena *arena,
                              bool *more) STORE_CHECKED;

/* yyyymmdd of a moment, in China; and the first case number of a day. */
int topics_day(int64_t now);
int64_t topics_first_id(int day);

#endif
