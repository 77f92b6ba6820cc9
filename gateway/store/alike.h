/* alike: which cases speak of the same matter, who follows one, and how many come a day. Rows only;
 * what is alike, and what that means, is decided in gateway/topics. None of these rows holds a word
 * of a citizen: signatures, keys and grams are hashes under the gateway's key. */
#ifndef ZHIDA_STORE_ALIKE_H
#define ZHIDA_STORE_ALIKE_H

#include "gateway/store/cases.h"

/* ---- what a case is like ---- */

enum { ALIKE_KEYS_MAX = 16, ALIKE_SIGNATURE = 64 };

struct likeness {
    int64_t case_id, topic; /* topic: the first case of the matter, or the case itself */
    struct view signature;  /* ALIKE_SIGNATURE bytes */
    int64_t keys[ALIKE_KEYS_MAX];
    size_t key_count;
    struct view grams; /* 32-bit keyed hashes, as they lie in memory */
    /* Of the case, filled when read: */
    int64_t person;
    enum case_state state;
    int kind;
    unsigned flags;
    struct view category, duty, area;
};
enum store_error likeness_add(struct store *store, const struct likeness *row) STORE_CHECKED;
/* Without keys and grams. */
enum store_error likeness_get(struct store *store, int64_t case_id, struct arena *arena,
                              struct likeness *out) STORE_CHECKED;
/* What stands in the way of forgetting a case; also where there is nothing. */
enum store_error likeness_drop(struct store *store, int64_t case_id) STORE_CHECKED;
/* Drops at most `max` of the cases below the id; *count: how many. */
enum store_error likeness_sweep(struct store *store, int64_t below, size_t max, struct arena *arena,
                                size_t *count) STORE_CHECKED;
/* Cases that stand under a key, newest first, from an id on. */
enum store_error alike_find(struct store *store, int64_t key, int64_t since, size_t max,
                            int64_t *ids, size_t *count) STORE_CHECKED;

/* One case's grams, for looking through many: valid until the next. */
struct gram_row {
    int64_t case_id, person;
    struct view area, grams;
};
/* Calls with each from an id on, newest first, at most `max`. */
enum store_error grams_each(struct store *store, int64_t since, size_t max,
                            void (*take)(void *self, const struct gram_row *row),
                            void *self) STORE_CHECKED;

/* ---- topics ---- */

struct topic_row {
    int64_t id, people, cases, follows, last; /* people: who gave their name, each once */
};
/* STORE_NONE: no second case has come yet. */
enum store_error topic_get(struct store *store, int64_t id, struct topic_row *out) STORE_CHECKED;
enum store_error topic_put(struct store *store, const struct topic_row *row) STORE_CHECKED;
/* Those heard of since, most people first. */
enum store_error topic_list(struct store *store, int64_t since, size_t max, struct topic_row *rows,
                            size_t *count) STORE_CHECKED;
enum store_error topic_sweep(struct store *store, int64_t before) STORE_CHECKED;
/* The topic's cases but the first, newest first. */
enum store_error topic_cases(struct store *store, int64_t id, size_t max, int64_t *ids,
                             size_t *count) STORE_CHECKED;
/* Has the person a case of this topic (other than `but`), or follow one? STORE_NONE: no. */
enum store_error topic_has_person(struct store *store, int64_t id, int64_t person,
                                  int64_t but) STORE_CHECKED;

/* ---- followers ---- */

/* STORE_CONFLICT: follows it already. */
enum store_error follower_add(struct store *store, int64_t case_id, int64_t person,
                              int64_t at) STORE_CHECKED;
/* All who follow the case are to be told `what` (not 0). */
enum store_error follower_tell(struct store *store, int64_t case_id, int what) STORE_CHECKED;
struct follower_due {
    int64_t case_id, person;
    int what;
};
/* Some of those who are to be told something. */
enum store_error follower_due(struct store *store, size_t max, struct follower_due *out,
                              size_t *count) STORE_CHECKED;
enum store_error follower_told(struct store *store, const struct follower_due *whom) STORE_CHECKED;
/* Cases the person follows, newest first. */
enum store_error follower_of_person(struct store *store, int64_t person, size_t max, int64_t *ids,
                                    size_t *count) STORE_CHECKED;
enum store_error follower_count(struct store *store, int64_t case_id, int64_t *count) STORE_CHECKED;
/* Whoever follows the one follows the other instead. */
enum store_error follower_move(struct store *store, int64_t from, int64_t to) STORE_CHECKED;
enum store_error follower_forget(struct store *store, int64_t person) STORE_CHECKED;

/* ---- counts per day ---- */

struct tally {
    int day;                    /* yyyymmdd */
    struct view category, area; /* codes, or empty */
    int64_t cases, follows;
};
/* Adds to the day's counts. */
enum store_error tally_add(struct store *store, const struct tally *more) STORE_CHECKED;
/* All of the days from .. to. */
enum store_error tally_list(struct store *store, int from, int to, struct arena *arena,
                            struct tally **out, size_t *count) STORE_CHECKED;
/* The same, each told while it is read: its codes live during the call. By day, then by class. */
enum store_error tally_each(struct store *store, int from, int to,
                            void (*take)(void *self, const struct tally *row),
                            void *self) STORE_CHECKED;
/* The first day anything was filed; STORE_NONE: nothing was. */
enum store_error tally_first(struct store *store, int *day) STORE_CHECKED;

/* ---- cases, as lines ---- */

/* Urgent ones and such with danger to life, from an id on, newest first. */
enum store_error cases_grave(struct store *store, int64_t since, size_t max, struct arena *arena,
                             struct case_line **lines, size_t *count) STORE_CHECKED;
enum store_error cases_line(struct store *store, int64_t id, struct arena *arena,
                            struct case_line *out) STORE_CHECKED;
/* Of a category, ids from .. below, newest first. */
enum store_error cases_between(struct store *store, int64_t from, int64_t below,
                               struct view category, size_t max, struct arena *arena,
                               struct case_line **lines, size_t *count) STORE_CHECKED;

#endif
