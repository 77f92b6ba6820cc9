/* activity: what citizens can sign up for, and who did. Names and phones are sealed, each under a
 * secret of its own; whoever cancels is gone, and all are when the term after the event is over. */
#ifndef ZHIDA_STORE_ACTIVITY_H
#define ZHIDA_STORE_ACTIVITY_H

#include "gateway/store/store.h"

enum activity_state { ACTIVITY_DRAFT, ACTIVITY_OPEN = 2, ACTIVITY_DROPPED, ACTIVITY_CALLED_OFF };

struct activity {
    int64_t id;
    enum activity_state state;
    struct view title, text, place;
    int64_t starts, ends, closes; /* closes: the last second to sign up */
    int64_t seats, keep;          /* keep: days that names are kept after the end */
    int64_t made_by, made_at, checked_by, checked_at, ended_by, ended_at;
    struct view reason;
    int64_t taken, waiting; /* read only */
};
/* A new one where id is 0. */
enum store_error activity_put(struct store *store, const struct activity *activity,
                              int64_t *id) STORE_CHECKED;
enum store_error activity_get(struct store *store, int64_t id, struct arena *arena,
                              struct activity *out) STORE_CHECKED;
/* Those in a state that end after `after`, the next first. */
enum store_error activity_list(struct store *store, enum activity_state state, int64_t after,
                               size_t max, struct arena *arena, struct activity **out,
                               size_t *count) STORE_CHECKED;

enum signup_state { SIGNUP_IN, SIGNUP_WAITING };
struct signup {
    int64_t id, at;
    enum signup_state state;
    struct view name, phone;
};
/* Takes a seat, or a place in the waiting list: *state. STORE_CONFLICT: this phone has one. */
enum store_error signup_add(struct store *store, const struct activity *activity, struct view name,
                            struct view phone, struct view code, int64_t now,
                            enum signup_state *state) STORE_CHECKED;
/* STORE_NONE: no such code. *next: the one who got the seat from the waiting list; id 0: nobody. */
enum store_error signup_cancel(struct store *store, int64_t activity, struct view code,
                               struct arena *arena, struct signup *next) STORE_CHECKED;
enum store_error signup_list(struct store *store, int64_t activity, struct arena *arena,
                             struct signup **out, size_t *count) STORE_CHECKED;
/* Names whose term is over go. */
enum store_error signup_sweep(struct store *store, int64_t now) STORE_CHECKED;

#endif
